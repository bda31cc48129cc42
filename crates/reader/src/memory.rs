//! Who was named last: pronouns, "another", "his counterpart".

use crate::doc::Doc;
use crate::offices::{is_body, is_many, is_of_a_state, is_office};
use crate::resolve::World;
use crate::segments::Block;
use crate::{Speaker, clauses, ranks, setting, words};
use std::collections::HashMap;
use std::ops::Range;

/// How far back a name is looked for, in tokens.
const FAR: usize = 4000;

/// Who was named so far.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Full names met, by their last word.
    pub(crate) surnames: HashMap<String, Speaker>,
    pub(crate) last_person: Option<Speaker>,
    pub(crate) last_group: Option<Speaker>,
    person_at: usize,
    group_at: usize,
    /// Whether a person was called "she", by key or name.
    she: HashMap<String, bool>,
    /// Those who spoke, the last at the end; few.
    heard: Vec<Speaker>,
    /// Where blocks start, in tokens.
    starts: Vec<usize>,
}

/// How many speakers are kept.
const KEPT: usize = 8;
/// How far back a pronoun looks for a name, in tokens.
pub(crate) const BACK: usize = 160;

impl Memory {
    pub(crate) fn new(blocks: &[Block]) -> Self {
        Self {
            starts: blocks.iter().map(|block| block.tokens.start).collect(),
            ..Self::default()
        }
    }

    /// The first token of the block that holds `at`, or somewhat before `at` in a long one.
    fn block_start(&self, at: usize) -> usize {
        let before = self.starts.partition_point(|start| *start <= at);
        let start = before.checked_sub(1).map_or(0, |i| self.starts[i]);
        start.max(at.saturating_sub(BACK))
    }

    fn fits(&self, speaker: &Speaker, word: &str) -> bool {
        let she = match word {
            "he" | "him" | "his" => false,
            "she" | "her" => true,
            _ => return true,
        };
        self.she.get(id(speaker)).is_none_or(|known| *known == she)
    }
}

fn id(speaker: &Speaker) -> &str {
    speaker.person.as_deref().unwrap_or(&speaker.name)
}

impl World<'_, '_> {
    /// Takes note of who was named, for the pronouns that follow.
    pub(crate) fn remember(&mut self, tokens: &Range<usize>, speaker: &Speaker) {
        let first = self.doc.low(tokens.start).to_owned();
        let at = tokens.start;
        if self.is_we(speaker) || words::is_relative(&first) {
            if !words::is_first_person(&first) && tokens.len() > 1 {
                self.memory.last_person = Some(speaker.clone());
                self.memory.person_at = at;
            }
            return;
        }
        if matches!(first.as_str(), "no" | "nobody" | "nothing" | "none") {
            return;
        }
        // "The secretary had chairs put out": a thing without an article is nobody.
        let thing = tokens.len() == 1
            && !self.doc.is_capital(at)
            && !words::is_pronoun(&first)
            && !words::is_object(&first);
        if thing && self.paper && speaker.party.is_none() && speaker.person.is_none() {
            return;
        }
        if speaker.party.is_none()
            && speaker.person.is_none()
            && words::is_writing(self.doc.low(tokens.end - 1))
        {
            return;
        }
        if self.memory.heard.last() != Some(speaker) {
            self.memory.heard.push(speaker.clone());
            if self.memory.heard.len() > KEPT {
                self.memory.heard.remove(0);
            }
        }
        if matches!(first.as_str(), "he" | "she" | "him" | "his") {
            self.memory.she.insert(id(speaker).to_owned(), first == "she");
        }
        let group = speaker
            .party
            .as_ref()
            .and_then(|key| self.lexicon.parties.iter().position(|p| p.key == *key));
        if let Some(party) = group {
            let keep = speaker.person.is_none() && !tokens.clone().any(|i| is_office(self.doc.low(i)));
            let own = if keep { speaker.clone() } else { self.party(party) };
            self.memory.last_group = Some(own);
            self.memory.group_at = at;
        }
        let office = tokens.clone().any(|i| is_office(self.doc.low(i)));
        if !office && tokens.clone().any(|i| is_body(self.doc.low(i))) {
            if speaker.party.is_none() {
                self.memory.last_group = Some(speaker.clone());
                self.memory.group_at = at;
            }
            return;
        }
        let pronoun = words::is_pronoun(&first);
        let many = tokens.len() > 1 && tokens.clone().take(4).any(|i| is_many(self.doc.low(i)));
        if many && speaker.party.is_none() {
            self.memory.last_group = Some(speaker.clone());
            self.memory.group_at = at;
        }
        let state = speaker
            .party
            .as_ref()
            .is_some_and(|key| self.lexicon.party_name(key) == Some(speaker.name.as_str()));
        if state && speaker.person.is_none() && !pronoun {
            return;
        }
        if speaker.person.is_some() || !pronoun {
            self.memory.last_person = Some(speaker.clone());
            self.memory.person_at = at;
        }
        let last = tokens.end - 1;
        if tokens.len() > 1
            && self.doc.is_capital(last)
            && self.doc.is_capital(last - 1)
            && self.memory.surnames.len() < 4096
        {
            self.memory
                .surnames
                .insert(self.doc.low(last).to_owned(), speaker.clone());
        }
    }

    /// Whom a pronoun at token `at` stands for.
    pub(crate) fn pronoun(&self, word: &str, at: usize) -> Speaker {
        let hosts = || self.hosts().filter(|_| self.ours);
        let memory = &self.memory;
        let found = match word {
            "they" | "them" | "themselves" | "their" => self
                .group_before(at)
                .or_else(|| memory.last_group.clone())
                .or_else(hosts)
                .or_else(|| memory.last_person.clone()),
            "it" | "its" | "itself" => self
                .group_before(at)
                .or_else(|| memory.last_group.clone())
                .or_else(|| memory.last_person.clone()),
            "which" | "that" => memory.last_group.clone().or_else(|| memory.last_person.clone()),
            "he" | "she" | "him" | "her" | "his" => self.person_before(word, at).or_else(hosts),
            "who" | "whom" => self
                .just_named(at)
                .or_else(|| memory.last_person.clone())
                .or_else(hosts),
            "i" | "the" => memory.last_person.clone().or_else(hosts),
            _ => None,
        };
        found.unwrap_or_else(|| Speaker {
            party: None,
            person: None,
            name: word.to_owned(),
        })
    }

    /// The last person named as a subject in this block, or who spoke last; never one known by the other pronoun
    /// while there is another.
    fn person_before(&self, word: &str, at: usize) -> Option<Speaker> {
        let memory = &self.memory;
        let opens = at <= memory.block_start(at) + 2;
        // "The deputy minister received us.\n\nHe told us …": what opens a paragraph points into the one before.
        let low = if opens && self.paper {
            memory.block_start(memory.block_start(at).saturating_sub(1))
        } else {
            memory.block_start(at)
        };
        let low = low.max(at.saturating_sub(FAR));
        let mut i = at;
        let spoke = memory
            .last_person
            .as_ref()
            .filter(|speaker| memory.fits(speaker, word))
            .filter(|speaker| speaker.person.is_some() || !self.is_we(speaker));
        let mut mentioned = None;
        let mut office_met = None;
        while i > low {
            i -= 1;
            if let Some(speaker) = spoke.filter(|_| i == memory.person_at) {
                return Some(speaker.clone());
            }
            if let Some(speaker) = self.office_at(i).filter(|speaker| memory.fits(speaker, word)) {
                return Some(speaker);
            }
            let Some((speaker, length)) = self.person_at(i) else {
                // "Spoke to the ambassador this morning. She said …".
                let role = |at: usize| is_office(self.doc.low(at)) || ranks::is_role(self.doc.word(at));
                let ends = role(i) && !role(i + 1);
                let office = self.paper && ends && self.doc.low(i.wrapping_sub(1)) == "the";
                office_met = office_met.or_else(|| office.then_some(i));
                continue;
            };
            if !memory.fits(&speaker, word) || self.is_we(&speaker) {
                continue;
            }
            if is_subject(self.doc, i, length) {
                return Some(speaker);
            }
            if self.doc.low(i + length) != "'s" {
                mentioned = Some(speaker);
            }
        }
        // "We began with the state secretary. …, he told us": whom a paper of ours introduces in this block.
        if let Some(mentioned) = mentioned.filter(|_| self.paper && memory.person_at < memory.block_start(at))
        {
            return Some(mentioned);
        }
        if let Some(office) = office_met.filter(|_| memory.heard.is_empty()) {
            return Some(self.speaker_quietly(&(office - 1..office + 1)));
        }
        let earlier = || {
            memory
                .heard
                .iter()
                .rev()
                .find(|speaker| speaker.person.is_some() && memory.fits(speaker, word))
        };
        spoke.or_else(earlier).or(memory.last_person.as_ref()).cloned()
    }

    /// The person whose name stands right before a relative: "the deputy minister, who told us".
    fn just_named(&self, at: usize) -> Option<Speaker> {
        let end = at - usize::from(at > 0 && self.doc.low(at - 1) == ",");
        (end.saturating_sub(8)..end).find_map(|i| {
            let (speaker, length) = self.person_at(i)?;
            (i + length == end).then_some(speaker)
        })
    }

    /// Whoever holds the office that is a subject at token `at`: "the interior minister was scathing".
    fn office_at(&self, at: usize) -> Option<Speaker> {
        let next = self.doc.low(at + 1);
        let subject =
            is_office(self.doc.low(at)) && (words::is_auxiliary(next) || clauses::is_verb(self.doc, at + 1));
        if !subject || self.ours {
            return None;
        }
        let phrase = clauses::phrase_before(self.doc, self.memory.block_start(at), at + 1)?;
        Some(self.speaker_quietly(&phrase)).filter(|speaker| speaker.party.is_some())
    }

    /// The party named last in this block before token `at`.
    pub(crate) fn named_before(&self, at: usize) -> Option<Speaker> {
        (self.memory.block_start(at)..at).rev().find_map(|i| {
            let (named, _) = self.lexicon.name_at(self.doc, i)?;
            setting::party_of(named).map(|party| self.party(party))
        })
    }

    /// The last party that opens a sentence of this block: "The Houthis are …. They …".
    fn group_before(&self, at: usize) -> Option<Speaker> {
        let low = self.memory.block_start(at);
        for i in (low.max(self.memory.group_at + 1)..at).rev() {
            let step = usize::from(matches!(self.doc.low(i), "the" | "both"));
            let opens = i == low || matches!(self.doc.low(i - 1), "." | ";" | ":");
            if !opens {
                continue;
            }
            let named = self.lexicon.name_at(self.doc, i + step);
            if let Some(party) = named.and_then(|(named, _)| setting::party_of(named)) {
                return Some(self.party(party)).filter(|speaker| !self.is_we(speaker));
            }
        }
        None
    }

    /// "The office", "the interior minister", after "the president's office" or "the interior ministry in Pristina";
    /// "In Rabat, an official"; else an office of whichever party was spoken of last.
    pub(crate) fn office_known(&self, tokens: &Range<usize>) -> Option<Speaker> {
        let doc = self.doc;
        let telling = |w: &str| {
            matches!(
                w,
                "office" | "court" | "palace" | "interior" | "defence" | "defense" | "energy" | "finance"
            ) || w.len() > 5
                && ranks::is_role(w)
                && matches!(w, "interior" | "defence" | "defense" | "finance")
        };
        let own: Vec<&str> = tokens
            .clone()
            .map(|i| doc.low(i))
            .filter(|w| telling(w))
            .collect();
        let heard = self.memory.heard.iter().rev().find(|speaker| {
            let name = speaker.name.to_lowercase();
            speaker.party.is_some() && own.iter().any(|w| name.split([' ', ',']).any(|word| word == *w))
        });
        let named = || {
            let low = self.memory.block_start(tokens.start);
            let low = (low..tokens.start)
                .rev()
                .find(|&i| matches!(doc.low(i), "." | "?" | "!" | ";"))
                .map_or(low, |i| i + 1);
            (low..tokens.start).find_map(|i| {
                let (named, length) = self.lexicon.name_at(doc, i)?;
                let place = matches!(doc.low(i.wrapping_sub(1)), "in" | "from") && i <= low + 1;
                (place && doc.low(i + length) == ",")
                    .then(|| setting::party_of(named))
                    .flatten()
            })
        };
        let governs = tokens.clone().any(|i| is_of_a_state(doc.low(i)));
        let fits = |key: &String| {
            let party = self.lexicon.parties.iter().find(|party| party.key == *key);
            !governs || party.is_none_or(|party| party.state)
        };
        let party = heard
            .and_then(|speaker| speaker.party.clone())
            .or_else(|| named().and_then(|party| self.party(party).party))
            .or_else(|| self.group_before(tokens.start).and_then(|group| group.party))
            .or_else(|| {
                self.memory
                    .last_group
                    .clone()
                    .filter(|_| !self.ours)
                    .and_then(|group| group.party)
            })
            .filter(fits)
            .or_else(|| {
                self.place
                    .filter(|_| governs)
                    .and_then(|party| self.party(party).party)
            })?;
        Some(Speaker {
            party: Some(party),
            person: None,
            name: self.printed(tokens),
        })
    }

    /// Those known by another: "another", "one of them", "its head", "his counterpart", "the other side".
    pub(crate) fn relative(&self, tokens: &Range<usize>) -> Option<Speaker> {
        let doc = self.doc;
        let first = doc.low(tokens.start);
        let second = doc.low(tokens.start + 1);
        let has = |word: &str| tokens.clone().any(|i| doc.low(i) == word);
        let memory = &self.memory;
        let last = if memory.person_at >= memory.group_at {
            memory.last_person.as_ref().or(memory.last_group.as_ref())
        } else {
            memory.last_group.as_ref().or(memory.last_person.as_ref())
        };
        let party = |speaker: &Speaker| speaker.party.clone();
        let of = |party: Option<String>| {
            party.map(|party| Speaker {
                party: Some(party),
                person: None,
                name: self.printed(tokens),
            })
        };
        if has("counterpart")
            || has("counterparts")
            || first == "the" && second == "other" && tokens.len() > 2
        {
            let own = last.and_then(party)?;
            let other = memory
                .heard
                .iter()
                .rev()
                .filter_map(|speaker| speaker.party.as_ref())
                .find(|other| **other != own)
                .cloned()
                .or_else(|| {
                    self.hosts()
                        .and_then(|hosts| hosts.party)
                        .filter(|hosts| *hosts != own)
                });
            return of(other);
        }
        let another = matches!(first, "another" | "others" | "some" | "several" | "two")
            && (tokens.len() == 1 || second == "of")
            || first == "one" && second == "of"
            || matches!(first, "a" | "the")
                && matches!(
                    second,
                    "second" | "third" | "fourth" | "other" | "colleague" | "younger" | "older"
                )
                && tokens.len() <= 3
            || first == "another" && ranks::is_role(second);
        if another {
            return of(last.and_then(party));
        }
        // "A member of its political bureau".
        let its = (tokens.start..tokens.end.saturating_sub(1))
            .find(|&i| doc.low(i) == "of" && matches!(doc.low(i + 1), "its" | "their" | "his" | "her"));
        if let Some(of_it) = its.filter(|_| !tokens.clone().any(|i| doc.low(i) == "one")) {
            return of(party(&self.pronoun(doc.low(of_it + 1), of_it + 1)));
        }
        let possessive = matches!(first, "his" | "her" | "its" | "their");
        let role = tokens.clone().skip(1).any(|i| {
            ranks::is_role(doc.low(i))
                || is_office(doc.low(i))
                || matches!(
                    doc.low(i),
                    "government" | "colleague" | "boss" | "capital" | "advisers" | "office"
                )
        });
        if possessive && role && tokens.len() > 1 {
            // "The women of the league. Their chairwoman said": hers is the party named last in this paragraph.
            let near = self
                .named_before(tokens.start)
                .filter(|near| matches!(first, "their" | "its") && self.paper && !self.is_we(near));
            let owner = near.unwrap_or_else(|| self.pronoun(first, tokens.start));
            return of(party(&owner)).map(|one| self.holder(tokens, one));
        }
        // "His party would support it" is what he says.
        let body = matches!(
            doc.low(tokens.end - 1),
            "party"
                | "country"
                | "side"
                | "movement"
                | "front"
                | "people"
                | "company"
                | "organisation"
                | "organization"
                | "soldiers"
                | "men"
                | "army"
        );
        if matches!(first, "his" | "her") && body && tokens.len() == 2 && self.paper {
            return Some(self.pronoun(first, tokens.start))
                .filter(|one| one.person.is_some() && !self.is_we(one));
        }
        None
    }

    /// The one known person of this party whose office these words name.
    fn holder(&self, tokens: &Range<usize>, party: Speaker) -> Speaker {
        let office = self.doc.low(tokens.end - 1);
        let has = |name: &str| {
            name.to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == office)
        };
        let mut fitting = self.lexicon.persons.iter().enumerate().filter(|(_, person)| {
            let own = person.party.map(|party| self.lexicon.parties[party].key.as_str());
            own == party.party.as_deref() && has(&person.name)
        });
        match (fitting.next(), fitting.next()) {
            (Some((person, _)), None) => self.person(person),
            _ => party,
        }
    }
}

/// Whether a name stands as a subject: no preposition before it, a verb, a mark or the end behind it.
fn is_subject(doc: &Doc<'_>, at: usize, length: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).map_or("", |i| doc.low(i));
    let before = if back(1) == "the" { back(2) } else { back(1) };
    let after = doc.low(at + length);
    !words::is_preposition(before)
        && after != "'s"
        && (words::is_auxiliary(after)
            || words::is_adverb(after)
            || after.ends_with('d')
            || after.ends_with('s')
            || clauses::is_verb(doc, at + length)
            || matches!(
                after,
                ":" | "," | "(" | "saw" | "rang" | "gave" | "came" | "spoke" | "wrote" | "left"
            ))
}
