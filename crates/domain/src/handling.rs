//! How words may be handled: who may see them (marking), and how they may be used (attribution).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use text::{Span, Text};

/// Traffic Light Protocol 2.0 (FIRST, 2022), from the most open to the most closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Marking {
    /// May be told to the world.
    Clear,
    /// May be told within the community, not published.
    Green,
    /// May be told within the organisation and to its clients, need to know.
    Amber,
    /// May be told within the organisation only.
    AmberStrict,
    /// For the eyes and ears of those present.
    Red,
}

/// A marking or attribution that isn't one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandlingError {
    /// Not a TLP 2.0 label.
    #[error(
        "“{0}” is not a marking: use RED, AMBER+STRICT, AMBER, GREEN or CLEAR, with or without TLP: before it"
    )]
    Marking(String),
    /// Not a way to attribute.
    #[error(
        "“{0}” is not an attribution: use on the record, on background: \"a description\", Chatham House Rule, or off the record"
    )]
    Attribution(String),
    /// On background without the description that was agreed.
    #[error("on background needs the description that was agreed: on background: \"a senior official\"")]
    NoDescription,
}

impl Marking {
    /// Every one of them, from the most open to the most closed.
    pub const ALL: [Self; 5] = [
        Self::Clear,
        Self::Green,
        Self::Amber,
        Self::AmberStrict,
        Self::Red,
    ];

    /// The label without "TLP:".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "CLEAR",
            Self::Green => "GREEN",
            Self::Amber => "AMBER",
            Self::AmberStrict => "AMBER+STRICT",
            Self::Red => "RED",
        }
    }

    /// 0 for CLEAR to 4 for RED, for queries that filter.
    pub fn rank(self) -> u8 {
        self as u8
    }

    /// The marking of that rank; anything beyond is RED.
    pub fn from_rank(rank: u8) -> Self {
        Self::ALL.get(usize::from(rank)).copied().unwrap_or(Self::Red)
    }
}

impl FromStr for Marking {
    type Err = HandlingError;

    /// "TLP:AMBER+STRICT", "amber strict", "WHITE" (TLP 1.0's name for CLEAR).
    fn from_str(word: &str) -> Result<Self, HandlingError> {
        let upper = word.trim().to_uppercase();
        let label = upper
            .strip_prefix("TLP")
            .map_or(upper.as_str(), |rest| rest.trim_start_matches([':', ' ', '-']));
        match label.replace(' ', "").as_str() {
            "CLEAR" | "WHITE" => Ok(Self::Clear),
            "GREEN" => Ok(Self::Green),
            "AMBER" => Ok(Self::Amber),
            "AMBER+STRICT" | "AMBERSTRICT" | "AMBER-STRICT" => Ok(Self::AmberStrict),
            "RED" => Ok(Self::Red),
            _ => Err(HandlingError::Marking(word.trim().to_owned())),
        }
    }
}

impl TryFrom<String> for Marking {
    type Error = HandlingError;

    fn try_from(word: String) -> Result<Self, HandlingError> {
        word.parse()
    }
}

impl From<Marking> for String {
    fn from(marking: Marking) -> Self {
        marking.as_str().to_owned()
    }
}

impl fmt::Display for Marking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TLP:{}", self.as_str())
    }
}

/// How words may be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Attribution {
    /// Words and speaker.
    OnTheRecord,
    /// Words, with the description that was agreed in place of the speaker.
    OnBackground(String),
    /// Words, but neither speaker nor affiliation.
    ChathamHouse,
    /// Not at all.
    OffTheRecord,
}

impl FromStr for Attribution {
    type Err = HandlingError;

    fn from_str(word: &str) -> Result<Self, HandlingError> {
        let trimmed = word.trim();
        let lower = trimmed.to_lowercase();
        match lower.as_str() {
            "on the record" | "on record" => return Ok(Self::OnTheRecord),
            "off the record" | "off record" => return Ok(Self::OffTheRecord),
            "chatham house" | "chatham house rule" | "chatham house rules" | "the chatham house rule" => {
                return Ok(Self::ChathamHouse);
            }
            _ => {}
        }
        // Lower-casing keeps the length of what is matched here, which is ASCII.
        let Some(rest) = lower
            .strip_prefix("on background")
            .or_else(|| lower.strip_prefix("background"))
        else {
            return Err(HandlingError::Attribution(trimmed.to_owned()));
        };
        let rest = trimmed
            .get(trimmed.len().saturating_sub(rest.len())..)
            .unwrap_or_default();
        let description = rest.trim_matches(|c: char| c.is_whitespace() || ":,\"“”'‘’()".contains(c));
        if description.is_empty() {
            Err(HandlingError::NoDescription)
        } else {
            Ok(Self::OnBackground(description.to_owned()))
        }
    }
}

impl TryFrom<String> for Attribution {
    type Error = HandlingError;

    fn try_from(word: String) -> Result<Self, HandlingError> {
        word.parse()
    }
}

impl From<Attribution> for String {
    fn from(attribution: Attribution) -> Self {
        attribution.to_string()
    }
}

impl fmt::Display for Attribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnTheRecord => f.write_str("on the record"),
            Self::OnBackground(description) => write!(f, "on background: \"{description}\""),
            Self::ChathamHouse => f.write_str("Chatham House Rule"),
            Self::OffTheRecord => f.write_str("off the record"),
        }
    }
}

/// Marking and attribution together. Everything in the record has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Handling {
    /// Who may see it.
    pub marking: Marking,
    /// How it may be used.
    pub attribution: Attribution,
}

impl Handling {
    /// What may be told to anybody, with its speaker.
    pub const OPEN: Self = Self {
        marking: Marking::Clear,
        attribution: Attribution::OnTheRecord,
    };

    /// What holds where nothing is stated: TLP:AMBER, off the record.
    pub const UNSTATED: Self = Self {
        marking: Marking::Amber,
        attribution: Attribution::OffTheRecord,
    };

    /// This handling with what `part` states in its place.
    #[must_use]
    pub fn with(&self, part: &PartialHandling) -> Self {
        Self {
            marking: part.marking.unwrap_or(self.marking),
            attribution: part
                .attribution
                .clone()
                .unwrap_or_else(|| self.attribution.clone()),
        }
    }
}

/// What a document, or a paragraph of it, states of its handling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialHandling {
    /// Its marking, if stated.
    pub marking: Option<Marking>,
    /// Its attribution, if stated.
    pub attribution: Option<Attribution>,
}

impl PartialHandling {
    /// Reads a portion mark's inside: "TLP:CLEAR; on the record", "GREEN", "off the record".
    /// `None` when it says anything else: brackets hold other things as well.
    pub fn parse(inside: &str) -> Option<Self> {
        let mut found = Self::default();
        for part in inside.split(';').map(str::trim) {
            if let Ok(marking) = part.parse::<Marking>() {
                found.marking = Some(marking);
            } else if let Ok(attribution) = part.parse::<Attribution>() {
                found.attribution = Some(attribution);
            } else {
                return None;
            }
        }
        Some(found)
    }
}

/// The portion marks of a text: each paragraph or list item that starts with one, whole, and what it states.
pub fn portions(text: &Text) -> Vec<(Span, PartialHandling)> {
    let mut found: Vec<(Span, PartialHandling)> = Vec::new();
    for paragraph in text.paragraphs() {
        let end = paragraph.end();
        let mut at = paragraph.start();
        for line in text.slice(paragraph).split_inclusive('\n') {
            let item = line.trim_start().trim_start_matches(['-', '*', '•', '–', ' ']);
            let starts_item = item.len() < line.trim_start().len();
            let stated = item
                .strip_prefix('[')
                .and_then(|rest| rest.split_once(']'))
                .and_then(|(inside, _)| PartialHandling::parse(inside));
            let is_first = at == paragraph.start();
            // A new item ends the portion of the item before it.
            if let Some(last) = found
                .last_mut()
                .filter(|(span, _)| span.end() == end && span.start() < at)
                && (starts_item || stated.is_some())
            {
                last.0 = Span::over(last.0.start(), at);
            }
            if let Some(stated) = stated.filter(|_| is_first || starts_item) {
                found.push((Span::over(at, end), stated));
            }
            at += line.chars().count() as u32;
        }
    }
    found
}
