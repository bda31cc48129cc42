//! `rapport export`: parts of the record for other programs.

use super::{look_at, officer};
use crate::arguments::Export;
use crate::out;
use office::OfficeError;
use office::domain::{Channels, Clearance, Viewer};

pub(crate) async fn run(command: Export) -> Result<(), OfficeError> {
    match command {
        Export::Corrections {
            place,
            out,
            clearance,
        } => {
            let clearance = Clearance {
                marking: clearance,
                channels: Channels::All,
            };
            let viewer = Viewer::new(officer(), clearance);
            let given = look_at(&place).await?.give_corrections(&viewer, &out).await?;
            out::line(&format!(
                "{}: {} of {}, {} confirmed and {} rejected",
                out.display(),
                out::count(given.paragraphs, "paragraph"),
                out::count(given.documents, "document"),
                given.confirmed,
                given.rejected
            ))?;
            if given.undecided == 0 {
                return Ok(());
            }
            out::line(&format!(
                "{} left out: something in them is not decided yet",
                out::count(given.undecided, "paragraph")
            ))
        }
    }
}
