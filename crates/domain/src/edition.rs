//! Editions as people write them: Markdown with header lines and citations.

use crate::{Marking, StatementId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use text::one_line;

/// Which publication it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditionKind {
    /// A letter to friends.
    Letter,
    /// The monthly.
    NewsAndViews,
    /// The weekly, of a region.
    WeeklyRoundup,
}

impl EditionKind {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Letter, Self::NewsAndViews, Self::WeeklyRoundup];

    /// Its name as readers see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Letter => "Letter",
            Self::NewsAndViews => "News & Views",
            Self::WeeklyRoundup => "Weekly Roundup",
        }
    }

    /// Its name in an address: "news-and-views".
    pub fn slug(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::NewsAndViews => "news-and-views",
            Self::WeeklyRoundup => "weekly-roundup",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|k| k.as_str().eq_ignore_ascii_case(word.trim()) || k.slug() == word.trim())
    }
}

impl fmt::Display for EditionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An edition as it was written: nothing in it is cleared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manuscript {
    /// Which publication it is.
    pub kind: EditionKind,
    /// Its title.
    pub title: String,
    /// Its day.
    pub date: Date,
    /// The highest marking that its readers may see.
    pub audience: Marking,
    /// The section of the site it stands in, from the top: `["Issues", "Asia"]`.
    pub section: Vec<String>,
    /// The Markdown after the header lines, citations and all.
    pub markdown: String,
}

/// What is wrong with an edition's header lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManuscriptError {
    /// A line that must be there is not.
    #[error("no line “{0}: …” at the top: add it before the first blank line")]
    Missing(&'static str),
    /// A line says what can't be.
    #[error("line “{key}: {value}”: {expected}")]
    Wrong {
        /// The line's key.
        key: &'static str,
        /// What it says.
        value: String,
        /// What it may say.
        expected: &'static str,
    },
}

impl Manuscript {
    /// Reads an edition's file: `Key: value` lines (Kind, Title, Date, Audience, Section), a blank line, Markdown.
    ///
    /// # Errors
    /// When Kind, Title or Date is missing, or a line says what can't be. Audience is TLP:CLEAR and
    /// Section "Issues" when left out.
    pub fn parse(file: &str) -> Result<Self, ManuscriptError> {
        let file = file.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (head, markdown) = file.split_once("\n\n").unwrap_or((file.as_str(), ""));
        let line = |key: &'static str| {
            head.lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(k, _)| k.trim().eq_ignore_ascii_case(key))
                .map(|(_, value)| value.trim())
                .filter(|value| !value.is_empty())
        };
        let wrong = |key, value: &str, expected| ManuscriptError::Wrong {
            key,
            value: value.to_owned(),
            expected,
        };
        let kind = line("Kind").ok_or(ManuscriptError::Missing("Kind"))?;
        let date = line("Date").ok_or(ManuscriptError::Missing("Date"))?;
        Ok(Self {
            kind: EditionKind::from_word(kind)
                .ok_or_else(|| wrong("Kind", kind, "use Letter, News & Views or Weekly Roundup"))?,
            title: line("Title").ok_or(ManuscriptError::Missing("Title"))?.to_owned(),
            date: date
                .parse()
                .map_err(|_| wrong("Date", date, "write it as 2009-12-31"))?,
            audience: line("Audience").map_or(Ok(Marking::Clear), |word| {
                word.parse()
                    .map_err(|_| wrong("Audience", word, "use CLEAR, GREEN, AMBER, AMBER+STRICT or RED"))
            })?,
            section: line("Section")
                .unwrap_or("Issues")
                .split(['›', '>', '/'])
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect(),
            markdown: markdown.trim().to_owned() + "\n",
        })
    }

    /// The file that [`Manuscript::parse`] reads. Line breaks in the title or section become spaces.
    pub fn to_file(&self) -> String {
        format!(
            "Kind: {}\nTitle: {}\nDate: {}\nAudience: {}\nSection: {}\n\n{}",
            self.kind,
            one_line(&self.title),
            self.date,
            self.audience,
            one_line(&self.section.join(" › ")),
            self.markdown
        )
    }

    /// Its paragraphs with their citations; the title is the first.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let body = text::Text::new(self.markdown.as_str());
        let blocks = body
            .paragraphs()
            .into_iter()
            .map(|span| body.slice(span).to_owned())
            .collect::<Vec<_>>();
        std::iter::once(self.title.clone())
            .chain(blocks)
            .map(|words| Paragraph {
                citations: Citation::all_in(&words),
                words,
            })
            .collect()
    }
}

/// A paragraph of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// As written.
    pub words: String,
    /// What it cites, in order.
    pub citations: Vec<Citation>,
}

/// `[@s:ID]` in an edition: this sentence rests on that statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What stands behind `@s:`, whether it is an id or not.
    pub written: String,
    /// The statement, when it is an id.
    pub statement: Option<StatementId>,
}

impl Citation {
    /// The citations in a text, in order.
    pub fn all_in(words: &str) -> Vec<Self> {
        let mut rest = words;
        let mut found = Vec::new();
        while let Some(at) = rest.find("[@s:") {
            rest = &rest[at + 4..];
            let Some(end) = rest.find(']') else { break };
            let written = rest[..end].trim().to_owned();
            found.push(Self {
                statement: written.parse().ok(),
                written,
            });
            rest = &rest[end + 1..];
        }
        found
    }

    /// `words` with each citation replaced by what `with` makes of it.
    pub fn replace_all(words: &str, mut with: impl FnMut(&Self) -> String) -> String {
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(at) = rest.find("[@s:") {
            let Some(end) = rest[at..].find(']') else { break };
            out.push_str(&rest[..at]);
            for citation in Self::all_in(&rest[at..=at + end]) {
                out.push_str(&with(&citation));
            }
            rest = &rest[at + end + 1..];
        }
        out + rest
    }
}
