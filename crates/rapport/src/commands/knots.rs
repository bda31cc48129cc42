//! `rapport knots`.

use super::{day, look_at, viewer};
use crate::arguments::{BoardFormat, View};
use crate::out;
use office::OfficeError;
use office::analysis::knots::{picture, table};

pub(crate) async fn knots(view: View<BoardFormat>, goal: Option<&str>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let day = day(&office, &viewer, &sight).await?;
    let knots = office.knots(&viewer, day, goal).await?;
    match format {
        BoardFormat::Table => out::print(&table(&knots, out::width())),
        BoardFormat::Json => out::print_json(&knots),
        BoardFormat::Svg => out::raw(picture(&knots).as_bytes()),
    }
}
