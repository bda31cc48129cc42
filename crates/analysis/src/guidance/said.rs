//! A planned text, read once for all lines.

use super::Planned;
use super::matching::{Content, Reader, Token};
use crate::lean::Reading;
use domain::{Confidence, DocumentHash, Handling, Mode, Polarity, Statement, StatementId, Status, TopicId};
use std::collections::{BTreeMap, BTreeSet};

/// A planned text, read once for all lines.
pub(super) struct Said {
    pub(super) content: Content,
    /// The same without what stands in quotation marks: what somebody else said, we don't say.
    pub(super) own: Option<Content>,
    /// How it leans on the topics that it names.
    pub(super) leans: BTreeMap<TopicId, i8>,
    /// The words with a capital.
    capitals: BTreeSet<usize>,
    /// Whether it is an answer to be given: "if asked".
    pub(super) is_answer: bool,
}

impl Said {
    pub(super) fn of(planned: &Planned, reader: &Reader<'_>) -> Self {
        let content = reader.read(&planned.words);
        let lower = planned.words.to_lowercase();
        let starts = [
            "if asked",
            "only if",
            "if they",
            "if our hosts",
            "if the",
            "when asked",
            "should our hosts",
            "should they",
            "if raised",
            "if pressed",
            "should anybody",
        ];
        Self {
            leans: leans_of(&planned.words, &content, reader),
            capitals: capitals_in(&planned.words),
            content,
            own: unquoted(&planned.words).map(|words| reader.read(&words)),
            is_answer: starts.iter().any(|start| lower.contains(start))
                && (lower.contains("ask") || lower.contains("raise") || lower.contains("press")),
        }
    }
}

impl Said {
    /// Whether it names somebody that the line doesn't: in capitals, or a party.
    pub(super) fn names_somebody(&self, line: &Content) -> bool {
        let known = |token: &Token| line.tokens.iter().any(|(_, its)| its == token);
        let others = self.content.tokens.iter().filter(|(_, token)| !known(token));
        others
            .into_iter()
            .any(|(at, token)| matches!(token, Token::Party(_)) || self.capitals.contains(at))
    }
}

/// Indexes of the words that are written with a capital, as the run counts them.
fn capitals_in(text: &str) -> BTreeSet<usize> {
    let mut at = 0;
    let mut found = BTreeSet::new();
    for word in text.split_whitespace() {
        let count = crate::words::words(word).len();
        if word
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(char::is_uppercase)
        {
            found.extend(at..at + count);
        }
        at += count;
    }
    found
}

/// How these words lean on each topic that they name.
pub(super) fn leans_of(words: &str, content: &Content, reader: &Reader<'_>) -> BTreeMap<TopicId, i8> {
    if content.topics.is_empty() {
        return BTreeMap::new();
    }
    let statement = spoken(words, content);
    let reading = Reading::of(&statement);
    reader
        .lexicons
        .iter()
        .filter(|(id, _)| content.topics.contains(id))
        .filter_map(|(id, lexicon)| Some(((*id).clone(), reading.lean(lexicon)?.value())))
        .collect()
}

/// Words as if somebody had said them, for the rules of leaning.
fn spoken(words: &str, content: &Content) -> Statement {
    let document = DocumentHash::of(words.as_bytes());
    Statement {
        id: StatementId::of(&document, &[]),
        document,
        source: Vec::new(),
        cue: Vec::new(),
        content: Vec::new(),
        words: words.to_owned(),
        said: String::new(),
        mode: Mode::Indirect,
        polarity: Polarity::Asserts,
        speaker: None,
        addressee: None,
        condition: None,
        topics: content.topics.iter().cloned().collect(),
        day: None,
        meeting: None,
        channel: None,
        handling: Handling::UNSTATED,
        confidence: Confidence::default(),
        reader: String::new(),
        status: Status::Proposed,
    }
}

/// A text without what stands in double quotation marks; `None` where there is nothing.
fn unquoted(words: &str) -> Option<String> {
    let mut out = String::new();
    let mut inside = false;
    let mut any = false;
    for c in words.chars() {
        match c {
            '“' | '«' | '„' => inside = true,
            '”' | '»' => inside = false,
            '"' => inside = !inside,
            _ => {
                if !inside {
                    out.push(c);
                }
                continue;
            }
        }
        any = true;
    }
    any.then_some(out)
}
