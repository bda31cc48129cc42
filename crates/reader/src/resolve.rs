//! Who speaks: from the words for a source to a party or person, through pronouns, roles, demonyms and capitals.

use crate::doc::Doc;
use crate::lexicon::{Lexicon, Named};
use crate::segments::Block;
use crate::{Speaker, labels, notes, setting, words};
use std::collections::HashMap;
use std::ops::Range;

/// What a text as a whole tells about its speakers.
pub(crate) struct World<'a, 't> {
    doc: &'a Doc<'t>,
    lexicon: &'a Lexicon,
    hosts: Option<usize>,
    we: Speaker,
    /// Whether the writer speaks of "us": a letter, a note, a report of our own.
    pub(crate) ours: bool,
    /// Full names met, by their last word.
    surnames: HashMap<String, Speaker>,
    last_person: Option<Speaker>,
    last_group: Option<Speaker>,
}

/// Names found in a run of tokens, with where each starts and how long it is.
type Names = Vec<(Named, usize, usize)>;

impl<'a, 't> World<'a, 't> {
    /// Looks at the whole of `doc`: who writes, who hosts.
    pub(crate) fn new(doc: &'a Doc<'t>, lexicon: &'a Lexicon, blocks: &[Block], turns: usize) -> Self {
        let first = (0..doc.len())
            .filter(|&i| words::is_first_person(doc.low(i)))
            .take(3)
            .count();
        let hosted = (0..doc.len()).any(|i| matches!(doc.low(i), "hosts" | "interlocutors"));
        let placed = blocks.iter().take(16).any(|b| notes::is_header(doc, &b.tokens));
        let ours = hosted || placed || turns >= 2 || first >= 2 && setting::first_person_prose(doc, blocks);
        let hosts = setting::infer_hosts(doc, lexicon, blocks, ours);
        let we = setting::ourselves(doc, lexicon, blocks);
        Self {
            doc,
            lexicon,
            hosts,
            we,
            ours,
            surnames: HashMap::new(),
            last_person: None,
            last_group: None,
        }
    }

    /// Those who host us, where the text or the lexicon tells.
    pub(crate) fn hosts(&self) -> Option<Speaker> {
        self.hosts.map(|party| self.party(party))
    }

    /// Whether a speaker is ourselves.
    pub(crate) fn is_we(&self, speaker: &Speaker) -> bool {
        *speaker == self.we || speaker.party.is_some() && speaker.party == self.we.party
    }

    fn party(&self, party: usize) -> Speaker {
        let party = &self.lexicon.parties[party];
        Speaker {
            party: Some(party.key.clone()),
            person: None,
            name: party.name.clone(),
        }
    }

    fn person(&self, person: usize) -> Speaker {
        let person = &self.lexicon.persons[person];
        let party = person.party.map(|party| self.lexicon.parties[party].key.clone());
        Speaker {
            party,
            person: Some(person.key.clone()),
            name: person.name.clone(),
        }
    }

    fn names(&self, tokens: &Range<usize>) -> Names {
        let mut names = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            match self
                .lexicon
                .name_at(self.doc, at)
                .filter(|(_, length)| at + length <= tokens.end)
            {
                Some((named, length)) => {
                    names.push((named, at, length));
                    at += length;
                }
                None => at += 1,
            }
        }
        names
    }

    /// Whoever these words name; remembers them for the pronouns that follow.
    pub(crate) fn speaker(&mut self, tokens: &Range<usize>) -> Speaker {
        let speaker = self.look_up(tokens);
        self.remember(tokens, &speaker);
        speaker
    }

    /// Whoever these words name, without remembering them.
    pub(crate) fn speaker_quietly(&self, tokens: &Range<usize>) -> Speaker {
        self.look_up(tokens)
    }

    /// Takes note of who was named, for the pronouns that follow.
    fn remember(&mut self, tokens: &Range<usize>, speaker: &Speaker) {
        if self.is_we(speaker) || words::is_relative(self.doc.low(tokens.start)) {
            if !words::is_first_person(self.doc.low(tokens.start)) && tokens.len() > 1 {
                self.last_person = Some(speaker.clone());
            }
            return;
        }
        let plural = speaker.person.is_none() && speaker.party.is_some();
        if plural {
            self.last_group = Some(speaker.clone());
        }
        if tokens.clone().any(|i| is_body(self.doc.low(i))) {
            if speaker.party.is_none() {
                self.last_group = Some(speaker.clone());
            }
            return;
        }
        let state = speaker
            .party
            .as_ref()
            .is_some_and(|key| self.lexicon.party_name(key) == Some(speaker.name.as_str()));
        if state && speaker.person.is_none() && !words::is_pronoun(self.doc.low(tokens.start)) {
            return;
        }
        if speaker.person.is_some() || !words::is_pronoun(self.doc.low(tokens.start)) {
            self.last_person = Some(speaker.clone());
        }
        let last = tokens.end - 1;
        if tokens.len() > 1
            && self.doc.is_capital(last)
            && self.doc.is_capital(last - 1)
            && self.surnames.len() < 4096
        {
            self.surnames
                .insert(self.doc.low(last).to_owned(), speaker.clone());
        }
    }

    fn look_up(&self, tokens: &Range<usize>) -> Speaker {
        let first = self.doc.low(tokens.start);
        let single = tokens.len() == 1;
        if single && words::is_first_person(first) {
            return self.we.clone();
        }
        if single
            && (words::is_pronoun(first)
                || words::is_object(first)
                || words::is_relative(first)
                || matches!(first, "their" | "his" | "its" | "that"))
            || matches!(first, "the" if self.doc.low(tokens.start + 1) == "latter")
        {
            return self.pronoun(first);
        }
        let names = self.names(tokens);
        if let Some(&(Named::Person(person), ..)) =
            names.iter().find(|(named, ..)| matches!(named, Named::Person(_)))
        {
            return self.named_person(person, &names);
        }
        if names.iter().any(|(named, ..)| *named == Named::We) || first == "our" && self.is_ours(tokens) {
            return self.we.clone();
        }
        if let Some(party) = self.named_party(tokens, &names) {
            let own = self.party(party);
            return self.office_of(tokens, own);
        }
        if single && let Some(known) = self.surnames.get(first) {
            return known.clone();
        }
        self.role(tokens)
    }

    /// "The Israeli ambassador" is named by the office and stands for the state.
    fn office_of(&self, tokens: &Range<usize>, party: Speaker) -> Speaker {
        let office = tokens.clone().any(|i| {
            matches!(
                self.doc.low(i),
                "minister"
                    | "ambassador"
                    | "president"
                    | "spokesman"
                    | "spokeswoman"
                    | "spokesperson"
                    | "director"
                    | "envoy"
                    | "secretary"
                    | "adviser"
                    | "counsellor"
                    | "official"
                    | "representative"
                    | "general"
                    | "diplomat"
                    | "leader"
            )
        });
        if office {
            Speaker {
                name: self.printed(tokens),
                ..party
            }
        } else {
            party
        }
    }

    fn named_person(&self, person: usize, names: &Names) -> Speaker {
        let mut speaker = self.person(person);
        let party = names.iter().find_map(|(named, ..)| setting::party_of(*named));
        if let Some(party) = party {
            let key = &self.lexicon.parties[party].key;
            if speaker.party.is_none() {
                speaker.party = Some(key.clone());
            } else if speaker.party.as_ref() != Some(key)
                && let Some(other) = self.same_office(person, party)
            {
                return self.person(other);
            }
        }
        speaker
    }

    /// A person of the same name at another party.
    fn same_office(&self, person: usize, party: usize) -> Option<usize> {
        let name = &self.lexicon.persons[person].name;
        self.lexicon
            .persons
            .iter()
            .position(|p| p.party == Some(party) && p.name == *name)
    }

    fn named_party(&self, tokens: &Range<usize>, names: &Names) -> Option<usize> {
        names.iter().find_map(|&(named, at, length)| {
            let before = if at > tokens.start {
                self.doc.low(at - 1)
            } else {
                ""
            };
            let before = if before == "the" && at > tokens.start + 1 {
                self.doc.low(at - 2)
            } else {
                before
            };
            if matches!(before, "to" | "on" | "about" | "against" | "with") {
                return None;
            }
            let after = at + length;
            let adjective =
                matches!(named, Named::Demonym(_)) && after < tokens.end && self.doc.is_capital(after);
            if adjective
                && !labels::is_role(self.doc.word(after))
                && !matches!(
                    self.doc.low(after),
                    "government"
                        | "foreign"
                        | "mission"
                        | "embassy"
                        | "people"
                        | "workers"
                        | "parliament"
                        | "army"
                )
            {
                return None;
            }
            setting::party_of(named)
        })
    }

    fn pronoun(&self, word: &str) -> Speaker {
        let hosts = || self.hosts().filter(|_| self.ours);
        let found = match word {
            "they" | "them" | "themselves" | "their" => self
                .last_group
                .clone()
                .or_else(hosts)
                .or_else(|| self.last_person.clone()),
            "it" | "which" | "itself" | "its" | "that" => {
                self.last_group.clone().or_else(|| self.last_person.clone())
            }
            "he" | "she" | "him" | "her" | "his" | "who" | "whom" | "i" | "the" => {
                self.last_person.clone().or_else(hosts)
            }
            _ => None,
        };
        found.unwrap_or_else(|| Speaker {
            party: None,
            person: None,
            name: word.to_owned(),
        })
    }

    /// "our delegation", "our chair" are ours, "our hosts" are not.
    fn is_ours(&self, tokens: &Range<usize>) -> bool {
        !tokens.clone().any(|i| {
            matches!(
                self.doc.low(i),
                "hosts"
                    | "host"
                    | "interlocutors"
                    | "interlocutor"
                    | "counterparts"
                    | "counterpart"
                    | "partners"
                    | "guide"
                    | "minders"
                    | "contacts"
                    | "contact"
                    | "friends"
                    | "opponents"
                    | "visitor"
            )
        })
    }

    /// "the regime", "the vice minister", "our hosts", with no state named.
    fn role(&self, tokens: &Range<usize>) -> Speaker {
        let has = |test: &dyn Fn(&str) -> bool| tokens.clone().any(|i| test(self.doc.low(i)));
        let ours = has(&|w| {
            matches!(
                w,
                "delegation" | "rapporteur" | "chair" | "chairman" | "chairwoman" | "council" | "us"
            )
        }) && self.ours
            && (self.hosts.is_some() || self.lexicon.we.is_some());
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
            labels::is_role(w)
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
                )
        });
        let capital = (tokens.start + 1..tokens.end).any(|i| {
            self.doc.is_capital(i) && !labels::is_role(self.doc.word(i)) && self.doc.low(i).len() > 3
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
        if let Some(group) = self
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

    /// The words on one line, without marks at the ends.
    fn printed(&self, tokens: &Range<usize>) -> String {
        let words = self
            .doc
            .words(tokens.clone())
            .trim_matches(|c: char| matches!(c, ',' | '*' | '_') || c.is_whitespace());
        let mut name = String::new();
        for word in words.split_whitespace().take(24) {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        let shouted = name.len() > 5 && name.contains(' ') && !name.chars().any(char::is_lowercase);
        if shouted {
            name = name.to_lowercase();
        }
        if name.starts_with("The ") {
            name.replacen("The ", "the ", 1)
        } else {
            name
        }
    }
}

/// Words for bodies, and for persons known by another alone ("his predecessor"): "he" is neither.
fn is_body(word: &str) -> bool {
    matches!(
        word,
        "ministry"
            | "government"
            | "department"
            | "officials"
            | "council"
            | "commission"
            | "parliament"
            | "party"
            | "poll"
            | "campaign"
            | "company"
            | "his"
            | "her"
            | "authorities"
            | "embassy"
            | "agency"
            | "committee"
            | "academy"
            | "statement"
            | "report"
    )
}
