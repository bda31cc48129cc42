//! A labelled paper, read from its text and the labels beside it.

use reader::{Lexicon, LexiconBuilder};
use serde::Deserialize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use text::speech::{Bond, Mode, Polarity};
use text::{Span, Text};

/// The key that stands for ourselves.
pub(crate) const WE: &str = "we";

/// A paper with its labels.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Its file's name without ending.
    pub name: String,
    /// The style it is written in: "notes", "minutes" …
    pub style: String,
    /// What it says.
    pub text: Text,
    /// What an office would know beforehand.
    pub lexicon: Lexicon,
    /// Its statements.
    pub labels: Vec<Label>,
}

/// A statement as a person labelled it.
#[derive(Clone, Debug)]
pub struct Label {
    /// What is said.
    pub content: Vec<Span>,
    /// The words that name the speaker.
    pub source: Option<Span>,
    /// Key of the speaker's party; "we" for ourselves.
    pub party: Option<String>,
    /// Key of the person who speaks.
    pub person: Option<String>,
    /// Polarities that are right, the best first.
    pub polarity: Vec<Polarity>,
    /// Direct, indirect or mixed.
    pub mode: Mode,
    /// Key of the party spoken to.
    pub addressee: Option<String>,
    /// Where its condition stands, and what it is to the action.
    pub condition: Option<(Span, Bond)>,
}

/// Why a paper can't be used.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A file or folder can't be read.
    #[error("{}: it can't be read ({source}): give the folder of labelled papers", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The labels aren't well formed.
    #[error("{}: the labels aren't well formed ({source}): see model/eval/README.md", path.display())]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// A label doesn't fit its text.
    #[error("{}: statement {statement}: \"{words}\" isn't there: quote the paper's words, in order", path.display())]
    Misplaced {
        /// Which file.
        path: PathBuf,
        /// Which statement, from 1.
        statement: usize,
        /// The words.
        words: String,
    },
}

/// All labelled papers of a folder, by name.
///
/// # Errors
/// [`PaperError`] when a file can't be read, isn't well formed, or a label doesn't fit its text.
pub fn papers(folder: &Path) -> Result<Vec<Paper>, PaperError> {
    let unreadable = |source| PaperError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| Paper::load(path)).collect()
}

impl Paper {
    /// Reads the labels at `path` and the text of the same name.
    ///
    /// # Errors
    /// As [`papers`].
    pub fn load(path: &Path) -> Result<Self, PaperError> {
        let sheet: Sheet = toml::from_str(&read(path)?).map_err(|source| PaperError::Malformed {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
        let text = Text::new(read(&path.with_extension("txt"))?);
        let mut labels = Vec::new();
        let mut from = 0;
        for (number, said) in sheet.statement.iter().enumerate() {
            let placed = said.place(&text, from);
            let label = placed.map_err(|words| PaperError::Misplaced {
                path: path.to_owned(),
                statement: number + 1,
                words,
            })?;
            from = label
                .content
                .first()
                .map_or(from, |first| text.byte_at(first.start()));
            labels.push(label);
        }
        Ok(Self {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            style: sheet.style.clone(),
            lexicon: sheet.lexicon(),
            text,
            labels,
        })
    }
}

fn read(path: &Path) -> Result<String, PaperError> {
    std::fs::read_to_string(path).map_err(|source| PaperError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    style: String,
    #[serde(default)]
    we: Vec<String>,
    hosts: Option<String>,
    #[serde(default)]
    party: Vec<Party>,
    #[serde(default)]
    person: Vec<Person>,
    #[serde(default)]
    topic: Vec<Topic>,
    #[serde(default)]
    statement: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Party {
    key: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    capital: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    key: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    party: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    key: String,
    name: String,
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    content: Vec<String>,
    source: Option<String>,
    speaker: Option<Who>,
    polarity: Vec<Polarity>,
    #[serde(default, rename = "type")]
    mode: Mode,
    addressee: Option<String>,
    condition: Option<Hinge>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Who {
    party: String,
    person: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hinge {
    #[serde(rename = "connective")]
    _connective: String,
    text: String,
    bond: Bond,
}

impl Sheet {
    fn lexicon(&self) -> Lexicon {
        let mut builder: LexiconBuilder = Lexicon::builder();
        for p in &self.party {
            builder = builder.party(&p.key, &p.name, &p.aliases, &p.demonyms, p.capital.as_deref());
        }
        for p in &self.person {
            builder = builder.person(&p.key, &p.name, &p.aliases, p.party.as_deref());
        }
        for t in &self.topic {
            builder = builder.topic(&t.key, &t.name, &t.words);
        }
        if let Some((name, others)) = self.we.split_first() {
            builder = builder.we(Some(WE), name, others);
        }
        if let Some(hosts) = &self.hosts {
            builder = builder.hosts(hosts);
        }
        builder.build()
    }
}

impl Said {
    /// The label with its spans, or the words that stand nowhere.
    fn place(&self, text: &Text, from: usize) -> Result<Label, String> {
        let mut content = Vec::new();
        let mut at = from;
        for words in &self.content {
            let place = places(text.as_str(), words)
                .find(|place| place.start >= at)
                .ok_or_else(|| words.clone())?;
            at = place.end;
            content.push(place);
        }
        let around = from.max(content.first().map_or(from, |c| c.start))..at;
        let near = |words: &String| nearest(text.as_str(), words, &around).ok_or_else(|| words.clone());
        let source = self.source.as_ref().map(near).transpose()?;
        let condition = self
            .condition
            .as_ref()
            .map(|c| near(&c.text).map(|place| (text.span_of(place), c.bond)))
            .transpose()?;
        Ok(Label {
            content: content.into_iter().map(|place| text.span_of(place)).collect(),
            source: source.map(|place| text.span_of(place)),
            party: self.speaker.as_ref().map(|who| who.party.clone()),
            person: self.speaker.as_ref().and_then(|who| who.person.clone()),
            polarity: self.polarity.clone(),
            mode: self.mode,
            addressee: self.addressee.clone(),
            condition,
        })
    }
}

/// Where `words` stand as whole words, in bytes.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words)
        .map(|(start, found)| start..start + found.len())
        .filter(move |place| {
            let before = text.get(..place.start).and_then(|t| t.chars().next_back());
            let after = text.get(place.end..).and_then(|t| t.chars().next());
            !(letter(before) && letter(words.chars().next())
                || letter(after) && letter(words.chars().next_back()))
        })
}

/// The place of `words` nearest to `around`, inside it first.
fn nearest(text: &str, words: &str, around: &Range<usize>) -> Option<Range<usize>> {
    places(text, words).min_by_key(|place| {
        let before = around.start.saturating_sub(place.end);
        let after = place.start.saturating_sub(around.end);
        let inside = around.start <= place.start && place.end <= around.end;
        (before.max(after), !inside)
    })
}
