//! `rapport doctor`.

use super::{look_at, place};
use crate::arguments::Place;
use crate::out;
use office::OfficeError;
use office::store::{self, Store};

pub(crate) async fn doctor(named: &Place, verify: bool, rebuild: bool) -> Result<(), OfficeError> {
    if rebuild {
        let place = place(named)?;
        if !place.has_office() {
            look_at(named).await?;
        }
        let store = Store::open(store::Place::File(&place.record()), place.key()?).await?;
        let entries = store.rebuild().await?;
        out::line(&format!(
            "The projections were made anew from {}.",
            entries_of(entries)
        ))?;
    }
    if verify || !rebuild {
        let office = look_at(named).await?;
        let verified = office.store().verify().await?;
        out::line(&format!(
            "The record verifies: {} of {}, every hash, signature and projection in order.",
            entries_of(verified.entries),
            out::count(verified.desks as usize, "desk")
        ))?;
        for (desk, number, hash) in &verified.heads {
            out::line(&format!("  desk {}: last entry {number}, {hash}", desk.short()))?;
        }
        let damaged = office.damaged_documents().await?;
        if !damaged.is_empty() {
            return Err(OfficeError::new(
                office.place().home().join("documents").display().to_string(),
                format!(
                    "the bytes of {} are not those that came in: {}",
                    out::count(damaged.len(), "document"),
                    damaged.join(", ")
                ),
                "bring them back from a backup",
            ));
        }
        out::line("  Every document's bytes are those that came in.")?;
    }
    Ok(())
}

fn entries_of(count: u64) -> String {
    if count == 1 {
        "1 entry".to_owned()
    } else {
        format!("{count} entries")
    }
}
