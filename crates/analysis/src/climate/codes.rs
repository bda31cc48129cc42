//! PLOVER's types and classes, and the table by which events are coded.

use crate::words::{Pause, Word, stems};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// The table as people read it: what `rapport climate --codes` prints.
pub const CODES: &str = include_str!("codes.tsv");

/// A row of the table that codes an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Code {
    pub(crate) event_type: EventType,
    pub(crate) mode: &'static str,
    pub(crate) intensity: f64,
}

/// What a phrase of the table does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// Codes an event; a thing does so only beside a word of doing or ending.
    Code { code: Code, thing: bool },
    /// Says that something is done: "send", "impose".
    Doing,
    /// Says that something stops: "halt".
    Ending,
    /// Says that it is still to come: "will".
    Later,
    /// Says that it is owed: "must".
    Must,
}

/// A phrase found in a run of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Index of its first word.
    pub(crate) at: usize,
    /// One past its last word.
    pub(crate) end: usize,
    pub(crate) meaning: Meaning,
}

/// The table, ready to be looked up.
pub(crate) struct Table {
    codes: Vec<Code>,
    /// Phrases by their first stem, the longest first.
    phrases: HashMap<String, Vec<(Vec<String>, Meaning)>>,
}

/// The table of `codes.tsv`; a test sees to it that every line is understood.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(CODES));

impl Table {
    fn read(file: &'static str) -> Self {
        let mut table = Self {
            codes: Vec::new(),
            phrases: HashMap::new(),
        };
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            table.take(line);
        }
        for list in table.phrases.values_mut() {
            list.sort_by_key(|(stems, _)| std::cmp::Reverse(stems.len()));
        }
        table
    }

    /// Takes a line; `None` when it isn't one of the table.
    fn take(&mut self, line: &'static str) -> Option<()> {
        let mut fields = line.split('\t');
        let [kind, mode, intensity, _source, words] = [(); 5].map(|()| fields.next());
        let meaning = match kind? {
            "doing" => Meaning::Doing,
            "ending" => Meaning::Ending,
            "later" => Meaning::Later,
            "must" => Meaning::Must,
            word => {
                let code = Code {
                    event_type: EventType::from_word(word)?,
                    mode: mode?,
                    intensity: intensity?.parse().ok()?,
                };
                self.codes.push(code);
                Meaning::Code { code, thing: false }
            }
        };
        for phrase in words?
            .split(';')
            .map(str::trim)
            .filter(|phrase| !phrase.is_empty())
        {
            let (phrase, meaning) = match (phrase.strip_prefix('~'), meaning) {
                (Some(phrase), Meaning::Code { code, .. }) => (phrase, Meaning::Code { code, thing: true }),
                _ => (phrase, meaning),
            };
            self.add(stems(phrase), meaning);
        }
        Some(())
    }

    /// The first of the same words wins, codes and others apart.
    fn add(&mut self, stems: Vec<String>, meaning: Meaning) {
        let Some(first) = stems.first() else { return };
        let list = self.phrases.entry(first.clone()).or_default();
        let codes = |m: &Meaning| matches!(m, Meaning::Code { .. });
        let same = |(known, m): &(Vec<String>, Meaning)| {
            *known == stems && (*m == meaning || (codes(m) && codes(&meaning)))
        };
        if !list.iter().any(same) {
            list.push((stems, meaning));
        }
    }

    /// The row of this type and mode; that type's first row where it has no such mode.
    pub(crate) fn code(&self, event_type: EventType, mode: &str) -> Code {
        let of_type = || self.codes.iter().filter(|code| code.event_type == event_type);
        let found = of_type()
            .find(|code| code.mode == mode)
            .or_else(|| of_type().next());
        found.copied().unwrap_or(Code {
            event_type,
            mode: "",
            intensity: 0.0,
        })
    }

    /// The phrases in a run of words, in order: of codes the longest at each place, never across a clause's end.
    pub(crate) fn hits(&self, run: &[Word]) -> Vec<Hit> {
        let mut found = Vec::new();
        let mut free_from = 0;
        for (at, word) in run.iter().enumerate() {
            let mut taken = false;
            for (stems, meaning) in self.phrases.get(&word.stem).into_iter().flatten() {
                let codes = matches!(meaning, Meaning::Code { .. });
                if (codes && (taken || at < free_from)) || !stands_at(stems, run, at) {
                    continue;
                }
                let end = at + stems.len();
                found.push(Hit {
                    at,
                    end,
                    meaning: *meaning,
                });
                if codes {
                    taken = true;
                    free_from = end;
                }
            }
        }
        found
    }
}

/// Whether a run of words has a word of this type, and not under a "not".
pub(crate) fn is_coded(run: &[Word], event_type: EventType) -> bool {
    let its = |hit: &Hit| matches!(hit.meaning, Meaning::Code { code, .. } if code.event_type == event_type);
    TABLE.hits(run).iter().any(|hit| {
        let near = &run[hit.at.saturating_sub(4)..hit.at];
        its(hit) && !near.iter().any(|word| crate::lexicon::is_negator(&word.stem))
    })
}

/// Whether these stems stand here, in one clause.
pub(crate) fn stands_at(stems: &[String], run: &[Word], at: usize) -> bool {
    let Some(here) = run.get(at..at + stems.len()) else {
        return false;
    };
    let [inner @ .., _] = here else { return false };
    inner.iter().all(|word| word.pause != Pause::Full)
        && here.iter().zip(stems).all(|(word, stem)| word.stem == *stem)
}

/// The four classes of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quad {
    /// Friendly words.
    VerbalCooperation,
    /// Friendly deeds.
    MaterialCooperation,
    /// Hostile words.
    VerbalConflict,
    /// Hostile deeds.
    MaterialConflict,
}

impl Quad {
    /// The words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "verbal cooperation",
            Self::MaterialCooperation => "material cooperation",
            Self::VerbalConflict => "verbal conflict",
            Self::MaterialConflict => "material conflict",
        }
    }

    /// Whether it adds to confidence; else it adds to tension.
    pub fn is_cooperation(self) -> bool {
        matches!(self, Self::VerbalCooperation | Self::MaterialCooperation)
    }
}

/// PLOVER's types of events (Open Event Data Alliance 2018, in the sixteen of Halterman and others 2023).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// Agrees, offers or promises to cooperate.
    Agree,
    /// Meets, visits, negotiates.
    Consult,
    /// Commends, endorses, recognises, signs.
    Support,
    /// Gives way in words: compromises, apologises, declares a truce.
    Concede,
    /// Works together in deed.
    Cooperate,
    /// Gives material help.
    Aid,
    /// Gives way in deed: releases, withdraws, lifts.
    Retreat,
    /// Asks or demands.
    Request,
    /// Accuses, criticises, complains.
    Accuse,
    /// Rejects or refuses.
    Reject,
    /// Threatens.
    Threaten,
    /// Demonstrates.
    Protest,
    /// Reduces relations: expels, cancels, embargoes.
    Sanction,
    /// Shows its forces.
    Mobilize,
    /// Arrests, seizes, bans.
    Coerce,
    /// Uses force.
    Assault,
}

impl EventType {
    /// Every one of them, from verbal cooperation to material conflict.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// PLOVER's word for it, in capitals.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// The type with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == word)
    }

    /// Its class.
    pub fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                Quad::MaterialConflict
            }
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        for line in CODES.lines().filter(|line| !line.starts_with('#')) {
            let mut table = Table {
                codes: Vec::new(),
                phrases: HashMap::new(),
            };
            assert!(table.take(line).is_some(), "{line}");
        }
    }

    #[test]
    fn cooperation_is_above_zero_and_conflict_below() {
        for code in &TABLE.codes {
            assert_eq!(
                code.intensity > 0.0,
                code.event_type.quad().is_cooperation(),
                "{code:?}"
            );
        }
        for event_type in EventType::ALL {
            assert!(
                TABLE.codes.iter().any(|code| code.event_type == event_type),
                "{event_type}"
            );
            assert_eq!(EventType::from_word(event_type.as_str()), Some(event_type));
        }
    }
}
