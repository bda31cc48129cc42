//! An edition, told.

use super::quotation::names_speaker;
use super::sealed::Sealed;
use super::{Audience, Bounds, Material, Quotation, Reason};
use crate::{Manuscript, Paragraph, Statement, StatementId};
use std::collections::BTreeMap;

/// How many words in quotation marks count as a quotation rather than as a name or an emphasis.
const QUOTED: usize = 4;

/// An edition with the statements that it cites, handed in to be cleared.
#[derive(Clone, Debug)]
pub struct Submission {
    /// As written.
    pub manuscript: Manuscript,
    /// Every statement that it cites and that the record holds.
    pub cited: BTreeMap<StatementId, Statement>,
}

/// A cleared edition: what was written, and what may be told of each statement it cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// As written.
    pub manuscript: Manuscript,
    /// What its citations lead to.
    pub quotations: BTreeMap<StatementId, Quotation>,
}

impl Sealed for Submission {}

impl Material for Submission {
    type Told = Edition;

    fn examine(self, audience: &Audience, bounds: &Bounds) -> Result<Edition, Vec<Reason>> {
        let audience = &Audience {
            marking: audience.marking.min(self.manuscript.audience),
            ..audience.clone()
        };
        let paragraphs = self.manuscript.paragraphs();
        let mut reasons = Vec::new();
        let mut quotations = BTreeMap::new();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| paragraphs.get(at));
            reasons.extend(self.check(paragraph, before, audience, bounds, &mut quotations));
        }
        let words = paragraphs.iter().map(|paragraph| paragraph.words.as_str());
        reasons.extend(bounds.in_confidence(words, audience));
        if reasons.is_empty() {
            Ok(Edition {
                manuscript: self.manuscript,
                quotations,
            })
        } else {
            Err(reasons)
        }
    }
}

impl Submission {
    fn check(
        &self,
        paragraph: &Paragraph,
        before: Option<&Paragraph>,
        audience: &Audience,
        bounds: &Bounds,
        quotations: &mut BTreeMap<StatementId, Quotation>,
    ) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut cited = Vec::new();
        for citation in &paragraph.citations {
            let Some(statement) = citation.statement.and_then(|id| self.cited.get(&id)) else {
                reasons.push(Reason::NoSuchStatement(citation.written.clone()));
                continue;
            };
            cited.push(statement);
            reasons.extend(names_speaker(statement, bounds, &paragraph.words));
            // "The minister received us." in the paragraph before gives away the "he" of this one.
            if let Some(before) = before.filter(|before| before.citations.is_empty()) {
                reasons.extend(names_speaker(statement, bounds, &before.words));
            }
            match statement.examine(audience, bounds) {
                Ok(quotation) => {
                    quotations.insert(statement.id, quotation);
                }
                Err(why) => reasons.extend(why),
            }
        }
        reasons.extend(bounds.against_guidance(&paragraph.words));
        reasons.extend(check_quotes(paragraph, &cited));
        reasons
    }
}

/// What stands in quotation marks has a source, and is that source's words to the letter.
fn check_quotes(paragraph: &Paragraph, cited: &[&Statement]) -> Vec<Reason> {
    let links_out = ["](http", "<http", "](/"]
        .iter()
        .any(|link| paragraph.words.contains(link));
    let sources: Vec<String> = cited
        .iter()
        .flat_map(|statement| {
            [
                Some(&statement.words),
                statement.condition.as_ref().map(|c| &c.text),
            ]
        })
        .flatten()
        .map(|words| crate::names::folded(words))
        .collect();
    let mut reasons = Vec::new();
    for quote in quotes_in(&paragraph.words) {
        let folded = crate::names::folded(&quote);
        if folded.split_whitespace().count() < QUOTED {
            continue;
        }
        if sources.iter().any(|words| words.contains(&folded)) || links_out {
            continue;
        }
        reasons.push(if cited.is_empty() {
            Reason::NoSource(quote)
        } else {
            Reason::NotTheirWords(quote)
        });
    }
    reasons
}

/// What stands between double quotation marks, straight or curly, or guillemets.
fn quotes_in(words: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = words;
    while let Some((at, open)) = rest
        .char_indices()
        .find(|(_, c)| matches!(c, '"' | '“' | '«' | '„'))
    {
        let after = &rest[at + open.len_utf8()..];
        let closes = |c: char| match open {
            '"' => c == '"',
            '«' => c == '»',
            '„' => matches!(c, '“' | '”'),
            _ => c == '”',
        };
        let Some((end, close)) = after.char_indices().find(|&(_, c)| closes(c)) else {
            break;
        };
        found.push(after[..end].trim().to_owned());
        rest = &after[end + close.len_utf8()..];
    }
    found
}
