//! Who is meant by an office or a body: "the regime", "the vice minister", "the office", "an academic".

use crate::lexicon::Named;
use crate::offices::is_office;
use crate::resolve::World;
use crate::{Speaker, ranks};
use std::ops::Range;

/// How far back a longer form of a name is looked for, in tokens.
const FAR: usize = 1500;

/// What kind of words name a speaker.
struct Kind {
    ours: bool,
    theirs: bool,
    office: bool,
}

impl World<'_, '_> {
    /// "A Japanese academic", "opposition lawmakers in Malé" speak for no state.
    pub(crate) fn is_private(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|i| is_private(self.doc.low(i)))
    }

    /// "the regime", "the vice minister", "our hosts", with no state named.
    pub(crate) fn role(&self, tokens: &Range<usize>) -> Speaker {
        let has = |test: &dyn Fn(&str) -> bool| tokens.clone().any(|i| test(self.doc.low(i)));
        let Kind { ours, theirs, office } = self.kind(tokens);
        if self.is_private(tokens) {
            return Speaker {
                party: None,
                person: None,
                name: self.printed(tokens),
            };
        }
        if is_embassy_officer(self.doc.low(tokens.start)) && self.doc.is_capital(tokens.start)
            || is_embassy_officer(self.doc.low(tokens.end - 1))
        {
            return self.we.clone();
        }
        let capital = (tokens.start + 1..tokens.end).any(|i| {
            self.doc.is_capital(i) && !ranks::is_role(self.doc.word(i)) && self.doc.low(i).len() > 3
        });
        if ours && !theirs && !has(&|w| w == "their") {
            return self.we.clone();
        }
        if self.ours
            && (theirs || office && !capital)
            && let Some(hosts) = self.hosts()
        {
            let name = if theirs || !office || has(&|w| w == "government") {
                hosts.name.clone()
            } else {
                self.printed(tokens)
            };
            return Speaker { name, ..hosts };
        }
        if !self.ours
            && !capital
            && has(&|w| w == "government")
            && let Some(near) = self.named_before(tokens.start)
        {
            return Speaker {
                name: self.printed(tokens),
                ..near
            };
        }
        let staff = has(&|w| is_office(w) || matches!(w, "office" | "ministry" | "officials" | "presidency"));
        if !theirs
            && !capital
            && staff
            && !self.ours
            && let Some(known) = self.office_known(tokens)
        {
            return known;
        }
        if let Some(group) = self
            .memory
            .last_group
            .clone()
            .filter(|_| theirs || has(&|w| w == "government"))
        {
            return self.hosts().filter(|_| theirs).unwrap_or(group);
        }
        Speaker {
            party: None,
            person: None,
            name: self.printed(tokens),
        }
    }

    /// "The Director" after "the Director of Frontiers": the person named last by words that begin or end so, else the only
    /// one who is known by such words.
    pub(crate) fn short_form(&self, tokens: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let article = usize::from(matches!(doc.low(tokens.start), "the" | "our"));
        let short = tokens.start + article..tokens.end;
        let office = |i: usize| ranks::is_role(doc.word(i)) || is_office(doc.low(i));
        let capital = short.clone().all(|i| doc.is_capital(i));
        if short.is_empty() || short.len() > 3 || !short.clone().all(office) || article == 0 && !capital {
            return None;
        }
        let same = |from: usize| {
            short
                .clone()
                .enumerate()
                .all(|(n, i)| doc.low(from + n) == doc.low(i))
        };
        let named = (tokens.start.saturating_sub(FAR)..tokens.start)
            .rev()
            .find_map(|at| {
                let (named, length) = self.lexicon.name_at(doc, at)?;
                let Named::Person(person) = named else { return None };
                let first = at + usize::from(doc.low(at) == "the");
                let longer = length > short.len();
                (longer && (same(first) || same(at + length - short.len()))).then_some(person)
            });
        named.or_else(|| {
            let words: Vec<&str> = short.map(|i| doc.low(i)).collect();
            self.lexicon.only_person(&words)
        })
    }

    fn kind(&self, tokens: &Range<usize>) -> Kind {
        let has = |test: &dyn Fn(&str) -> bool| tokens.clone().any(|i| test(self.doc.low(i)));
        let ours = has(&|w| {
            matches!(
                w,
                "delegation" | "rapporteur" | "chair" | "chairman" | "chairwoman" | "council" | "us"
            )
        }) && self.ours
            && (self.hosts().is_some() || self.lexicon.we.is_some());
        let theirs = has(&|w| {
            matches!(
                w,
                "hosts"
                    | "host"
                    | "interlocutors"
                    | "interlocutor"
                    | "regime"
                    | "authorities"
                    | "counterparts"
                    | "hosts'"
                    | "side"
            )
        });
        let office = has(&|w| {
            ranks::is_role(w)
                && !matches!(
                    w,
                    "participant"
                        | "visitor"
                        | "visitors"
                        | "guest"
                        | "member"
                        | "members"
                        | "for"
                        | "first"
                        | "second"
                        | "international"
                )
                || matches!(
                    w,
                    "government"
                        | "officials"
                        | "official"
                        | "vfm"
                        | "pm"
                        | "fm"
                        | "dpm"
                        | "ministry"
                        | "diplomat"
                        | "diplomats"
                        | "leadership"
                        | "capital"
                        | "academy"
                        | "vpm"
                        | "mfa"
                        | "president's"
                        | "office"
                )
        });
        Kind { ours, theirs, office }
    }
}

/// Those who speak for nobody but themselves.
fn is_private(word: &str) -> bool {
    matches!(
        word,
        "academic"
            | "academics"
            | "analyst"
            | "analysts"
            | "professor"
            | "historian"
            | "economist"
            | "resident"
            | "residents"
            | "villager"
            | "villagers"
            | "fisherman"
            | "fishermen"
            | "farmer"
            | "farmers"
            | "trader"
            | "traders"
            | "activist"
            | "activists"
            | "campaigners"
            | "critics"
            | "opposition"
            | "protesters"
            | "demonstrators"
            | "lawyer"
            | "lawyers"
            | "journalist"
            | "journalists"
            | "newspaper"
            | "daily"
            | "student"
            | "students"
            | "shopkeeper"
            | "driver"
            | "drivers"
            | "lady"
            | "scholar"
            | "scholars"
            | "refugees"
    )
}

/// How embassies call their own in cables.
fn is_embassy_officer(word: &str) -> bool {
    matches!(
        word,
        "emboff"
            | "emboffs"
            | "poloff"
            | "poloffs"
            | "econoff"
            | "econoffs"
            | "conoff"
            | "polcouns"
            | "polchief"
            | "dcm"
            | "chargé"
            | "charge"
            | "legoff"
            | "defatt"
            | "pao"
    )
}
