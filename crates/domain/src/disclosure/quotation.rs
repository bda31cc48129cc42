//! A statement, told.

use super::sealed::Sealed;
use super::{Audience, Bounds, Material, Reason};
use crate::{Attribution, Mode, PartyId, Polarity, Statement, StatementId, Status, TopicId};
use jiff::civil::Date;

/// What may be told of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The statement.
    pub statement: StatementId,
    /// Its words.
    pub words: String,
    /// Direct or retold.
    pub mode: Mode,
    /// What the speaker does with them.
    pub polarity: Polarity,
    /// Who spoke, as they may be called: a name, an agreed description, or "a participant".
    pub speaker: String,
    /// The party that spoke: on the record only.
    pub party: Option<PartyId>,
    /// What it hangs on.
    pub condition: Option<String>,
    /// About what.
    pub topics: Vec<TopicId>,
    /// On which day: not under the Chatham House Rule, where the day can give away the meeting.
    pub day: Option<Date>,
    /// Whether somebody confirmed it.
    pub confirmed: bool,
}

impl Sealed for &Statement {}

impl Material for &Statement {
    type Told = Quotation;

    fn examine(self, audience: &Audience, bounds: &Bounds) -> Result<Quotation, Vec<Reason>> {
        let mut reasons = standing(self, audience);
        reasons.extend(names_speaker(self, bounds, &self.words));
        if let Some(condition) = &self.condition {
            reasons.extend(names_speaker(self, bounds, &condition.text));
        }
        reasons.extend(bounds.against_guidance(&self.words));
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let on_record = self.handling.attribution == Attribution::OnTheRecord;
        Ok(Quotation {
            statement: self.id,
            words: self.words.clone(),
            mode: self.mode,
            polarity: self.polarity,
            speaker: match &self.handling.attribution {
                Attribution::OnTheRecord => self.speaker.as_ref().map_or("somebody", |s| &s.name).to_owned(),
                Attribution::OnBackground(description) => description.clone(),
                Attribution::ChathamHouse | Attribution::OffTheRecord => "a participant".to_owned(),
            },
            party: self.party().filter(|_| on_record).cloned(),
            condition: self.condition.as_ref().map(|c| c.text.clone()),
            topics: self.topics.clone(),
            day: self
                .day
                .filter(|_| self.handling.attribution != Attribution::ChathamHouse),
            confirmed: self.status == Status::Confirmed,
        })
    }
}

/// What forbids a statement for an audience whatever is written about it.
fn standing(statement: &Statement, audience: &Audience) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if statement.handling.marking > audience.marking {
        reasons.push(Reason::MarkedTooHigh(
            statement.id,
            statement.handling.marking,
            audience.marking,
        ));
    }
    if statement.handling.attribution == Attribution::OffTheRecord {
        reasons.push(Reason::OffTheRecord(statement.id));
    }
    match statement.status {
        Status::Rejected => reasons.push(Reason::Rejected(statement.id)),
        Status::Proposed if audience.confirmed_only => reasons.push(Reason::NotConfirmed(statement.id)),
        Status::Proposed | Status::Confirmed => {}
    }
    reasons
}

/// Whether `words`, told beside the statement, would give away its speaker or the speaker's affiliation.
pub(super) fn names_speaker(statement: &Statement, bounds: &Bounds, words: &str) -> Option<Reason> {
    let (rule, allowed) = match &statement.handling.attribution {
        Attribution::OnTheRecord | Attribution::OffTheRecord => return None,
        Attribution::OnBackground(description) => ("on background", description.as_str()),
        Attribution::ChathamHouse => ("under the Chatham House Rule", ""),
    };
    let name = bounds.speaker_named(statement, words, allowed)?;
    Some(Reason::NamesSpeaker {
        statement: statement.id,
        name: name.trim().to_owned(),
        rule,
    })
}
