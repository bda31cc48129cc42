//! Who said what, to whom, on which condition.

use crate::{
    ChannelId, DocumentHash, Handling, MeetingId, Mode, PartyId, PersonId, Polarity, StatementId, TopicId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use text::Span;
use text::speech::Condition;

/// How sure a reader is, from 0 to 1 in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "f32", into = "f32")]
pub struct Confidence(u16);

impl Confidence {
    /// As a share of 1.
    pub fn share(self) -> f32 {
        f32::from(self.0) / 1000.0
    }

    /// As a whole percentage.
    pub fn percent(self) -> u16 {
        (self.0 + 5) / 10
    }
}

impl From<f32> for Confidence {
    /// Anything outside 0 to 1 is taken to the nearer end, a NaN to 0.
    fn from(share: f32) -> Self {
        Self((share.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }
}

impl From<Confidence> for f32 {
    fn from(confidence: Confidence) -> Self {
        confidence.share()
    }
}

/// Who spoke or was spoken to, as far as it could be resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The party.
    pub party: Option<PartyId>,
    /// The person.
    pub person: Option<PersonId>,
    /// As it is shown.
    pub name: String,
}

/// What people made of a statement that a reader proposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Found by a reader, seen by nobody.
    #[default]
    Proposed,
    /// Somebody says that it is right, as found or as they corrected it.
    Confirmed,
    /// Somebody says that it is none.
    Rejected,
}

impl Status {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }
}

/// Who said what, to whom, about which topics, on which condition, when; with its place in its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// Its document.
    pub document: DocumentHash,
    /// Where the words for the speaker stand, in code points of the document's text.
    pub source: Vec<Span>,
    /// Where the words that report stand.
    pub cue: Vec<Span>,
    /// Where what was said stands.
    pub content: Vec<Span>,
    /// The words of `content`, joined by " … ".
    pub words: String,
    /// The words of `cue`, joined by " … ".
    pub said: String,
    /// Direct or retold.
    pub mode: Mode,
    /// What the speaker does with the words.
    pub polarity: Polarity,
    /// Who spoke.
    pub speaker: Option<Speaker>,
    /// To whom.
    pub addressee: Option<Speaker>,
    /// On which condition.
    pub condition: Option<Condition>,
    /// About what.
    pub topics: Vec<TopicId>,
    /// On which day.
    pub day: Option<Date>,
    /// At which meeting.
    pub meeting: Option<MeetingId>,
    /// On which channel.
    pub channel: Option<ChannelId>,
    /// How it may be handled.
    pub handling: Handling,
    /// How sure the reader was.
    pub confidence: Confidence,
    /// Which reader found it.
    pub reader: String,
    /// What people made of it.
    pub status: Status,
}

impl Statement {
    /// The party that spoke, if resolved.
    pub fn party(&self) -> Option<&PartyId> {
        self.speaker.as_ref()?.party.as_ref()
    }

    /// The person who spoke, if resolved.
    pub fn person(&self) -> Option<&PersonId> {
        self.speaker.as_ref()?.person.as_ref()
    }

    /// The smallest span that holds all of it.
    pub fn span(&self) -> Option<Span> {
        let condition = self.condition.iter().map(|c| c.span);
        self.source
            .iter()
            .chain(&self.cue)
            .chain(&self.content)
            .copied()
            .chain(condition)
            .reduce(Span::join)
    }

    /// This statement as `correction` has it: confirmed.
    #[must_use]
    pub fn corrected(mut self, correction: Correction) -> Self {
        self.status = Status::Confirmed;
        self.polarity = correction.polarity;
        self.speaker = correction.speaker;
        self.addressee = correction.addressee;
        self.condition = correction.condition;
        self.topics = correction.topics;
        self.day = correction.day;
        self.handling = correction.handling;
        self
    }
}

/// What an officer may change in a statement. Its words and their place are its document's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What the speaker does with the words.
    pub polarity: Polarity,
    /// Who spoke.
    pub speaker: Option<Speaker>,
    /// To whom.
    pub addressee: Option<Speaker>,
    /// On which condition.
    pub condition: Option<Condition>,
    /// About what.
    pub topics: Vec<TopicId>,
    /// On which day.
    pub day: Option<Date>,
    /// How it may be handled.
    pub handling: Handling,
}

impl From<&Statement> for Correction {
    fn from(s: &Statement) -> Self {
        Self {
            polarity: s.polarity,
            speaker: s.speaker.clone(),
            addressee: s.addressee.clone(),
            condition: s.condition.clone(),
            topics: s.topics.clone(),
            day: s.day,
            handling: s.handling.clone(),
        }
    }
}
