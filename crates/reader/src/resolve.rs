//! Who speaks: from the words for a source to a party or person, through pronouns, roles, demonyms and capitals.

use crate::cast::{Cast, Part};
use crate::doc::Doc;
use crate::lexicon::{Lexicon, Named};
use crate::memory::Memory;
use crate::notes::Turn;
use crate::offices::is_office;
use crate::segments::Block;
use crate::{Speaker, meetings, notes, ranks, setting, words};
use std::ops::Range;

/// What a text as a whole tells about its speakers.
pub(crate) struct World<'a, 't> {
    pub(crate) doc: &'a Doc<'t>,
    pub(crate) lexicon: &'a Lexicon,
    hosts: Option<usize>,
    /// The state most spoken of.
    pub(crate) place: Option<usize>,
    pub(crate) we: Speaker,
    /// Whether the writer speaks of "us": a letter, a note, a report of our own.
    pub(crate) ours: bool,
    /// Whether most of it is labelled turns.
    pub(crate) transcribed: bool,
    /// Whether it surely is notes, minutes or a letter of ours, not a piece that somebody published.
    pub(crate) paper: bool,
    pub(crate) memory: Memory,
    /// What the text says that its labels stand for.
    cast: Cast<'t>,
}

/// "GOTX", as cables call the government that they are sent from.
fn is_government(label: &str) -> bool {
    let code = label.strip_prefix("GO").unwrap_or_default();
    (1..=4).contains(&code.len()) && code.chars().all(|c| c.is_ascii_uppercase())
}

/// Names found in a run of tokens, with where each starts and how long it is.
type Names = Vec<(Named, usize, usize)>;

impl<'a, 't> World<'a, 't> {
    /// Looks at the whole of `doc`: who writes, who hosts. `turns` are its labelled turns, and `count` says how much of it
    /// they are.
    pub(crate) fn new(
        doc: &'a Doc<'t>,
        lexicon: &'a Lexicon,
        blocks: &[Block],
        turns: &[Turn],
        count: usize,
    ) -> Self {
        let first = (0..doc.len())
            .filter(|&i| words::is_first_person(doc.low(i)))
            .take(3)
            .count();
        let ours = |i: usize| {
            let whose = i.checked_sub(1).map_or("", |i| doc.low(i));
            matches!(whose, "our" | "my")
                || first == 3 && whose == "the"
                || i > 0 && lexicon.name_at(doc, i - 1).is_some()
        };
        let hosted =
            (0..doc.len()).any(|i| doc.low(i) == "interlocutors" || doc.low(i) == "hosts" && ours(i));
        let placed = blocks.iter().take(16).any(|b| notes::is_header(doc, &b.tokens));
        let transcribed = count >= 3 && count * 2 >= blocks.len();
        let travelled = (0..doc.len()).any(|i| {
            let named = lexicon.name_at(doc, i);
            named.is_some_and(|(named, _)| setting::visited(doc, i, named) >= 12)
        });
        let personal = first >= 2 && setting::first_person_prose(doc, blocks);
        let dealings = setting::dealings(doc, blocks);
        let dealt = dealings >= 3;
        let terse = setting::is_terse(doc) || setting::is_titled(doc, blocks);
        // "We: which men?": whoever labels himself so writes for his own.
        let labelled = turns
            .iter()
            .filter(|turn| turn.label.len() == 1 && words::is_first_person(doc.low(turn.label.start)))
            .count();
        let labelled = meetings::several(doc, blocks) || labelled >= 2 || labelled == 1 && turns.len() >= 2;
        let paper = hosted
            || placed
            || transcribed
            || dealt
            || terse
            || labelled
            || travelled && personal && dealings > 0;
        let ours = labelled || hosted || placed || dealt || terse || count >= 2 || personal;
        let place = setting::infer_hosts(doc, lexicon, blocks, true);
        let hosts = setting::infer_hosts(doc, lexicon, blocks, ours);
        let we = setting::ourselves(doc, lexicon, blocks);
        Self {
            doc,
            lexicon,
            hosts,
            place,
            we,
            ours,
            transcribed,
            paper,
            memory: Memory::new(blocks),
            cast: Cast::new(doc, lexicon, turns),
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

    pub(crate) fn party(&self, party: usize) -> Speaker {
        let party = &self.lexicon.parties[party];
        Speaker {
            party: Some(party.key.clone()),
            person: None,
            name: party.name.clone(),
        }
    }

    pub(crate) fn person(&self, person: usize) -> Speaker {
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

    fn look_up(&self, tokens: &Range<usize>) -> Speaker {
        let first = self.doc.low(tokens.start);
        // "According to him the mission will stay": what follows a pronoun isn't part of the name.
        let alone = matches!(first, "him" | "them" | "us" | "me")
            || self.doc.low(tokens.start + 1) == "," && words::is_object(first);
        let single = tokens.len() == 1 || alone;
        if single && words::is_first_person(first) {
            return self.we.clone();
        }
        if let Some(speaker) = self.labelled(tokens) {
            return speaker;
        }
        if tokens.len() == 2
            && first == "the"
            && let Some(speaker) = self.in_cast(tokens.start + 1)
        {
            return speaker;
        }
        if single
            && (words::is_pronoun(first)
                || words::is_object(first)
                || words::is_relative(first)
                || matches!(first, "their" | "his" | "its" | "that"))
            || matches!(first, "the" if self.doc.low(tokens.start + 1) == "latter")
        {
            return self.pronoun(first, tokens.start);
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
        if let Some(party) = self
            .named_party(tokens, &names)
            .filter(|_| !self.is_private(tokens))
        {
            let own = self.party(party);
            return self.office_of(tokens, own);
        }
        if single && let Some(known) = self.memory.surnames.get(first) {
            return known.clone();
        }
        if let Some(relative) = self.relative(tokens) {
            return relative;
        }
        if let Some(person) = self.short_form(tokens) {
            return self.person(person);
        }
        self.role(tokens)
    }

    /// "The Israeli ambassador" is named by the office and stands for the state.
    fn office_of(&self, tokens: &Range<usize>, party: Speaker) -> Speaker {
        let office = tokens.clone().any(|i| is_office(self.doc.low(i)));
        if office {
            Speaker {
                name: self.printed(tokens),
                ..party
            }
        } else {
            party
        }
    }

    /// Labels that the paper explains; "Q:" and "A:" in a transcript: we ask, our hosts answer.
    fn labelled(&self, tokens: &Range<usize>) -> Option<Speaker> {
        let label = self.doc.words(tokens.clone());
        let marked = self.doc.is_mark(tokens.end) && self.doc.low(tokens.end) != ",";
        if !marked && label.len() < 2 {
            return None;
        }
        match self.cast.part(label) {
            Some(Part::Ours(phrase)) => {
                let one = self.look_up(phrase);
                return Some(if self.is_we(&one) { one } else { self.we.clone() });
            }
            Some(Part::Named(phrase)) if self.names(tokens).is_empty() || self.names_less(tokens, phrase) => {
                let speaker = self.look_up(phrase);
                let words: Vec<&str> = tokens.clone().map(|i| self.doc.low(i)).collect();
                let only = self.lexicon.only_person(&words).map(|person| self.person(person));
                let same = only.filter(|one| speaker.person.is_none() && one.party == speaker.party);
                return Some(same.unwrap_or(speaker));
            }
            _ => {}
        }
        if let Some(person) = self.initials(tokens) {
            return Some(self.person(person));
        }
        if let Some(hosts) = self
            .hosts()
            .filter(|_| is_government(label) && self.names(tokens).is_empty())
        {
            return Some(hosts);
        }
        match label {
            "Q" | "Question" | "Interviewer" => Some(self.we.clone()),
            "A" | "Answer" => {
                let hosts = self.hosts()?;
                let before = self.memory.last_person.as_ref();
                let same = before.filter(|p| p.person.is_some() && p.party == hosts.party);
                Some(same.cloned().unwrap_or(hosts))
            }
            _ => None,
        }
    }

    /// Whether a label is known as a party's, where the paper says which person of that party it stands for.
    fn names_less(&self, label: &Range<usize>, phrase: &Range<usize>) -> bool {
        let alone = matches!(self.names(label).as_slice(), [(Named::Party(_), ..)]);
        let person = |(named, ..): &(Named, usize, usize)| matches!(named, Named::Person(_));
        let parties = |tokens: &Range<usize>| {
            let names = self.names(tokens);
            names.iter().find_map(|(named, ..)| setting::party_of(*named))
        };
        alone && (self.names(phrase).iter().any(person) || parties(label) == parties(phrase))
    }

    /// Whoever a label that the paper explains, or initials, stand for, where such stand at token `at`.
    pub(crate) fn in_cast(&self, at: usize) -> Option<Speaker> {
        let label = self.doc.word(at);
        if label.len() < 2 || self.cast.part(label).is_none() {
            return self.initials(&(at..at + 1)).map(|person| self.person(person));
        }
        self.labelled(&(at..at + 1))
    }

    /// The person whose name, or whoever's label, starts at token `at`, with its length in tokens.
    pub(crate) fn person_at(&self, at: usize) -> Option<(Speaker, usize)> {
        match self.lexicon.name_at(self.doc, at) {
            Some((Named::Person(person), length)) => Some((self.person(person), length)),
            _ => self.in_cast(at).map(|speaker| (speaker, 1)),
        }
    }

    /// The person whose initials a paper of ours uses, where they are no name known otherwise.
    fn initials(&self, tokens: &Range<usize>) -> Option<usize> {
        if tokens.len() > 1 || !self.paper || self.lexicon.name_at(self.doc, tokens.start).is_some() {
            return None;
        }
        self.lexicon.by_initials(self.doc.word(tokens.start))
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
            if matches!(before, "to" | "on" | "about" | "against" | "with")
                || self.is_post(tokens, at, before)
            {
                return None;
            }
            let after = at + length;
            let adjective =
                matches!(named, Named::Demonym(_)) && after < tokens.end && self.doc.is_capital(after);
            if adjective
                && !ranks::is_role(self.doc.word(after))
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

    /// "Its ambassador in Kathmandu" is posted there and speaks for another.
    fn is_post(&self, tokens: &Range<usize>, at: usize, before: &str) -> bool {
        matches!(before, "in" | "at")
            && (tokens.start..at).any(|i| {
                matches!(
                    self.doc.low(i),
                    "ambassador"
                        | "envoy"
                        | "embassy"
                        | "consul"
                        | "mission"
                        | "consulate"
                        | "attaché"
                        | "correspondent"
                )
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

    /// The words on one line, without marks at the ends.
    pub(crate) fn printed(&self, tokens: &Range<usize>) -> String {
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
