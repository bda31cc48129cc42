//! People overrule positions.

use crate::{Office, OfficeError};
use domain::{Body, Marking, PartyId, Stance, TopicId, Viewer};
use jiff::civil::Date;

/// What somebody makes of a position, against what the statements amount to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overruling {
    /// Whose position.
    pub party: PartyId,
    /// On what.
    pub topic: TopicId,
    /// Where they stand; `None` lets the statements speak again.
    pub stance: Option<Stance>,
    /// Why.
    pub reason: String,
    /// From which day on; the day as of which the record is shown, when left out.
    pub day: Option<Date>,
    /// Who may see it; as the office's documents by default, when left out.
    pub marking: Option<Marking>,
}

impl Office {
    /// Overrules a position, and gives the day from which on that holds.
    ///
    /// # Errors
    /// When the record knows no such party or topic, there is no reason, the day is in the future, or the record
    /// can't be written.
    pub async fn rule(&self, viewer: &Viewer, ruling: Overruling) -> Result<Date, OfficeError> {
        let parties = self.store().parties(viewer).await?;
        if !parties.iter().any(|party| party.id == ruling.party) {
            return Err(unknown(
                "party",
                &ruling.party,
                parties.iter().map(|p| p.id.as_str()),
            ));
        }
        let topics = self.store().topics(viewer).await?;
        if !topics.iter().any(|topic| topic.id == ruling.topic) {
            return Err(unknown(
                "topic",
                &ruling.topic,
                topics.iter().map(|t| t.id.as_str()),
            ));
        }
        let reason = ruling.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(OfficeError::new(
                "the ruling",
                "has no reason",
                "say why, for those who read it later: --because \"…\"",
            ));
        }
        let day = match ruling.day {
            Some(day) if day > self.today() => {
                return Err(OfficeError::new(
                    "the ruling",
                    format!("holds from {day}, which is still to come"),
                    "give a day that is past, or leave it out",
                ));
            }
            Some(day) => day,
            None => self.as_of(viewer).await?,
        };
        let mut handling = self.config().unstated();
        handling.marking = ruling.marking.unwrap_or(handling.marking);
        self.write(
            viewer,
            Body::PositionRuled {
                party: ruling.party,
                topic: ruling.topic,
                day,
                stance: ruling.stance,
                reason,
                handling,
            },
        )
        .await?;
        Ok(day)
    }
}

fn unknown<'a>(kind: &str, id: impl std::fmt::Display, known: impl Iterator<Item = &'a str>) -> OfficeError {
    OfficeError::new(
        "the record",
        format!("holds no {kind} “{id}”"),
        format!("use one of: {}", known.collect::<Vec<_>>().join(", ")),
    )
}
