//! Who waits for whom, and the ways out.

use crate::{Office, OfficeError};
use analysis::knots::{Knots, knots, knots_towards};
use domain::Viewer;
use jiff::civil::Date;

impl Office {
    /// The knots as of `day`, of what `viewer` may see; with the ways to a goal, if one is named by its number or by
    /// words of it.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn knots(&self, viewer: &Viewer, day: Date, goal: Option<&str>) -> Result<Knots, OfficeError> {
        let seen = self.seen(viewer).await?;
        let record = seen.record();
        Ok(match goal {
            Some(goal) => knots_towards(&record, day, goal),
            None => knots(&record, day),
        })
    }
}
