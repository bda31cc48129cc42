//! `rapport watch`.

use super::{open_office, viewer};
use crate::arguments::{Sight, Watch};
use crate::out;
use office::watch::{Article, Grouper};
use office::{FeedOutcome, OfficeError, bytes_of};
use serde::{Deserialize, Serialize};
use std::path::Path;

pub(crate) async fn run(command: Watch) -> Result<(), OfficeError> {
    match command {
        Watch::Parse { file, .. } => parse(&file),
        Watch::Stories { file, .. } => stories(&file),
        Watch::Fetch { place } => {
            let office = open_office(&place).await?;
            let sight = Sight {
                clearance: office::domain::Marking::Red,
                as_of: None,
            };
            for outcome in office.fetch_feeds(&viewer(&sight), false).await? {
                tell(&outcome)?;
            }
            Ok(())
        }
    }
}

/// Says what became of a feed.
pub(crate) fn tell(outcome: &FeedOutcome) -> Result<(), OfficeError> {
    match &outcome.articles {
        Ok(count) => out::line(&format!(
            "  {}: {} new",
            outcome.name,
            out::count(*count, "article")
        ))?,
        Err(error) => out::line(&format!("  {}: not read: {error}", outcome.name))?,
    }
    outcome
        .notices
        .iter()
        .try_for_each(|notice| out::line(&format!("    {notice}")))
}

fn parse(file: &Path) -> Result<(), OfficeError> {
    let feed = office::watch::parse(&bytes_of(file)?, None)
        .map_err(|error| OfficeError::of(file.display().to_string(), &error, "check that it is a feed"))?;
    for notice in &feed.notices {
        anstream::eprintln!("rapport: {}: {notice}", file.display());
    }
    let json = serde_json::to_string_pretty(&feed.to_json_feed()).map_err(|error| {
        OfficeError::new(
            file.display().to_string(),
            error.to_string(),
            "report it as a fault",
        )
    })?;
    out::raw(format!("{json}\n").as_bytes())
}

/// An article's line, with its id as it was written: a number stays a number.
#[derive(Deserialize)]
struct Named {
    id: serde_json::Value,
}

#[derive(Serialize)]
struct Decided {
    id: serde_json::Value,
    story: String,
}

fn stories(file: &Path) -> Result<(), OfficeError> {
    let bytes = bytes_of(file)?;
    let words = String::from_utf8_lossy(&bytes);
    let mut grouper = Grouper::new();
    let mut lines = String::new();
    for (at, line) in words
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let wrong = |error: serde_json::Error| {
            OfficeError::new(
                format!("{}, line {}", file.display(), at + 1),
                format!("is no article ({error})"),
                "write a JSON object with id and title on each line",
            )
        };
        let named: Named = serde_json::from_str(line).map_err(wrong)?;
        let mut value: serde_json::Value = serde_json::from_str(line).map_err(wrong)?;
        value["id"] = serde_json::Value::String(
            named
                .id
                .as_str()
                .map_or_else(|| named.id.to_string(), str::to_owned),
        );
        let article: Article = serde_json::from_value(value).map_err(wrong)?;
        let decided = Decided {
            id: named.id,
            story: grouper.push(&article).to_string(),
        };
        lines += &serde_json::to_string(&decided).map_err(wrong)?;
        lines.push('\n');
    }
    out::raw(lines.as_bytes())
}
