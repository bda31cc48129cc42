//! A line of guidance held against what is planned.

use super::matching::{Content, Overlap, Reader, Token, is_denied, is_negated, like, overlap};
use super::parse::{Act, Parsed, parse, verbs_of};
use super::said::{Said, leans_of};
use super::{Ask, Demand, Finding, Planned, Verdict};
use crate::climate::{EventType, is_coded};
use crate::dates;
use domain::{Guidance, TopicId};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How much of what a line is about must stand in what is planned, to be about it.
const ABOUT: f64 = 0.6;
/// The same where the planned words do what the line speaks of as well: support it, offer it.
const ABOUT_WITH_ACT: f64 = 0.5;
/// The same where the two lean opposite ways on a topic.
const TOUCHES: f64 = 0.3;
/// How far before a word its "not" may stand.
const REACH: usize = 5;

/// Words that do an act beside its own verbs.
const ALSO: &[(Act, &[&str])] = &[
    (
        Act::Favour,
        &[
            "should",
            "must",
            "ought",
            "urge",
            "demand",
            "favourable",
            "serve",
            "call for",
            "plead",
        ],
    ),
    (
        Act::Oppose,
        &[
            "against",
            "unwelcome",
            "premature",
            "out of the question",
            "impossible",
            "no point",
            "no use",
        ],
    ),
    (
        Act::Blame,
        &[
            "worthless",
            "scandal",
            "outrage",
            "wrong",
            "failure",
            "irresponsibly",
            "irresponsible",
            "shameful",
            "fail",
            "bad",
            "deplorable",
            "disgrace",
            "fault",
            "guilty",
        ],
    ),
    (
        Act::Threaten,
        &[
            "face",
            "consequence",
            "punish",
            "unless",
            "otherwise",
            "retaliate",
        ],
    ),
    (
        Act::Link,
        &[
            "if",
            "unless",
            "until",
            "provided",
            "follow",
            "exchange",
            "return",
            "depend",
            "once",
            "after",
            "condition",
            "package",
            "turn",
            "together",
            "lead",
            "when",
        ],
    ),
];

/// A line, read.
struct Line<'g> {
    given: &'g Guidance,
    ask: Ask,
    act: Act,
    verb: Vec<String>,
    content: Content,
    /// What it is about: its words less those of the asking.
    about: Vec<(usize, Token)>,
    leans: BTreeMap<TopicId, i8>,
}

/// The findings on a line.
pub(super) fn line(
    line: &Guidance,
    said: &[(&Planned, Said)],
    reader: &Reader<'_>,
    day: Date,
) -> Vec<Finding> {
    let Parsed {
        ask,
        act,
        operator,
        behind,
        verb,
    } = parse(line);
    let content = reader.read(&ask.about);
    let asked = |token: &Token| match token {
        Token::Stem(stem) => operator.iter().chain(&verb).any(|its| like(its) == *stem),
        Token::Party(_) => false,
    };
    let mut about: Vec<(usize, Token)> = content
        .tokens
        .iter()
        .filter(|(_, token)| !asked(token))
        .cloned()
        .collect();
    if about.iter().any(|(at, _)| *at >= behind) {
        about.retain(|(at, _)| *at >= behind);
    }
    // "Hold off on the railway until they come back": when is not what.
    let bounds = |stem: &str| matches!(stem, "until" | "till" | "before" | "unless");
    let when = content
        .run
        .iter()
        .skip(behind)
        .position(|word| bounds(&word.stem));
    if let Some(when) = when
        .map(|at| at + behind)
        .filter(|when| about.iter().any(|(at, _)| at < when))
    {
        about.retain(|(at, _)| *at < when);
    }
    let leans = leans_of(
        &behind_the_verb(&ask.about, demand_verb(&ask, &verb)),
        &content,
        reader,
    );
    let read = Line {
        given: line,
        ask,
        act,
        verb,
        content,
        about,
        leans,
    };
    read.judged(said, day)
}

impl Line<'_> {
    fn finding(&self, verdict: Verdict, planned: Option<&Planned>, why: String) -> Finding {
        Finding {
            verdict,
            line: self.given.clone(),
            ask: self.ask.clone(),
            planned: planned.cloned(),
            why,
        }
    }

    fn judged(&self, said: &[(&Planned, Said)], day: Date) -> Vec<Finding> {
        if self.ask.until.is_some_and(|until| until < day) {
            let until = dates::long(self.ask.until.unwrap_or(day));
            return vec![self.finding(Verdict::Fine, None, format!("it held until {until}"))];
        }
        if self.ask.from.is_some_and(|from| from > day) {
            let from = dates::long(self.ask.from.unwrap_or(day));
            return vec![self.finding(Verdict::Fine, None, format!("it holds from {from} on"))];
        }
        let against: Vec<Finding> = said
            .iter()
            .filter_map(|(planned, said)| {
                let why = self.goes_against(said)?;
                Some(self.finding(Verdict::Contradicts, Some(planned), why))
            })
            .collect();
        if !against.is_empty() {
            return against;
        }
        match self.ask.demand {
            Demand::Require => {
                let kept = said.iter().find(|(_, said)| self.is_said_by_us(said));
                vec![match kept {
                    Some((planned, _)) => self.finding(
                        Verdict::Fine,
                        Some(planned),
                        "it is said, as far as the words tell".to_owned(),
                    ),
                    None => self.finding(
                        Verdict::Silent,
                        None,
                        "it was asked for and nothing planned says it".to_owned(),
                    ),
                }]
            }
            Demand::Mind => vec![self.finding(Verdict::Fine, None, "it only informs".to_owned())],
            Demand::Forbid | Demand::OnlyIf => {
                let near = said.iter().find(|(_, said)| self.overlap(said).share >= ABOUT);
                let why = match near {
                    Some(_) => "it is spoken of in another way",
                    None => "nothing planned is about it",
                };
                vec![self.finding(Verdict::Fine, near.map(|(planned, _)| *planned), why.to_owned())]
            }
        }
    }

    fn is_said_by_us(&self, said: &Said) -> bool {
        let own = said.own.as_ref().unwrap_or(&said.content);
        overlap(&self.content, &self.about, own).share >= ABOUT
    }

    fn overlap(&self, said: &Said) -> Overlap {
        overlap(&self.content, &self.about, &said.content)
    }

    /// Why a planned text goes against this line, if it does.
    fn goes_against(&self, said: &Said) -> Option<String> {
        let found = self.overlap(said);
        match self.ask.demand {
            Demand::Mind => None,
            Demand::OnlyIf => (found.share >= ABOUT && !said.is_answer)
                .then(|| "it is to be said only in answer, and stands here unasked".to_owned()),
            Demand::Require => self.says_the_opposite(said, &found),
            Demand::Forbid => self.does_it(said, &found),
        }
    }

    /// What was asked to be said is denied, or the topic's question is answered the other way.
    fn says_the_opposite(&self, said: &Said, found: &Overlap) -> Option<String> {
        let asked_no = self.asks_for_a_no();
        let opposed = self
            .leans
            .iter()
            .any(|(topic, lean)| said.leans.get(topic).is_some_and(|other| lean * other < 0));
        if opposed && found.share >= TOUCHES {
            return Some("it says the opposite".to_owned());
        }
        let planned_no = {
            let verbs = places_of(&self.verb, &said.content);
            is_denied(&said.content.run, &found.places, REACH) || is_negated(&said.content.run, &verbs, REACH)
        };
        (found.share >= ABOUT && asked_no != planned_no)
            .then(|| "it denies what was asked to be said".to_owned())
    }

    /// "Avoid naming any government that …": only a name goes against it.
    fn asks_for_no_name(&self) -> bool {
        let indefinite = [
            "any", "govern", "who", "whoever", "which", "anybodi", "anyon", "somebodi",
        ];
        self.verb == ["nam"]
            && self
                .content
                .run
                .iter()
                .any(|word| indefinite.contains(&word.stem.as_str()))
    }

    /// Whether what was asked to be said is a "not" itself.
    fn asks_for_a_no(&self) -> bool {
        let own: Vec<usize> = self.about.iter().map(|(at, _)| *at).collect();
        is_denied(&self.content.run, &own, REACH)
    }

    /// What was asked to be left is done.
    fn does_it(&self, said: &Said, found: &Overlap) -> Option<String> {
        let words = || found.words.join(", ");
        match self.act {
            Act::Mention => (found.share >= ABOUT
                && (!self.asks_for_no_name() || said.names_somebody(&self.content)))
            .then(|| "it speaks of what was asked to be left out".to_owned()),
            Act::Link => self
                .links(said)
                .then(|| "it ties the one to the other".to_owned()),
            Act::Claim => {
                let no = is_denied(&said.content.run, &found.places, REACH);
                let asked_no = self.says_no_behind_the_verb();
                (found.share >= ABOUT && no == asked_no)
                    .then(|| "it says what was asked not to be said".to_owned())
            }
            act => {
                let leans = self.does_by_leaning(act, said, found);
                let does = does(act, &said.content) || leans;
                (found.share >= ABOUT_WITH_ACT && does)
                    .then(|| format!("it {} what was asked not to be ({})", doing(act), words()))
            }
        }
    }

    fn says_no_behind_the_verb(&self) -> bool {
        let verb = places_of(&self.verb, &self.content).first().copied().unwrap_or(0);
        let run = self.content.run.get(verb..).unwrap_or_default();
        let places: Vec<usize> = self
            .about
            .iter()
            .filter_map(|(at, _)| at.checked_sub(verb))
            .collect();
        verb > 0 && is_denied(run, &places, REACH)
    }

    /// Whether it leans on a topic as supporting (opposing) what the line names would.
    fn does_by_leaning(&self, act: Act, said: &Said, found: &Overlap) -> bool {
        let sign = match act {
            Act::Favour => 1,
            Act::Oppose => -1,
            _ => return false,
        };
        found.share > 0.0
            && self
                .leans
                .iter()
                .any(|(topic, lean)| said.leans.get(topic).is_some_and(|other| lean * sign * other > 0))
    }

    /// Whether both of what is not to be linked stand in one text that ties them.
    fn links(&self, said: &Said) -> bool {
        let cut =
            self.content.run.iter().position(|word| {
                matches!(word.stem.as_str(), "to" | "with" | "and" | "into" | "on" | "upon")
            });
        let Some(cut) = cut else { return false };
        let (one, other): (Vec<_>, Vec<_>) = self.about.iter().cloned().partition(|(at, _)| *at < cut);
        let parts = other.chunk_by(|(a, _), (b, _)| {
            !self.content.run[*a..*b]
                .iter()
                .any(|word| matches!(word.stem.as_str(), "or" | "nor"))
        });
        let stands =
            |tokens: &[(usize, Token)]| overlap(&self.content, tokens, &said.content).share >= ABOUT_WITH_ACT;
        let mut parts = parts.map(stands);
        stands(&one) && parts.any(|stands| stands) && does(Act::Link, &said.content)
    }
}

/// The verb that turns what a line leans to: of a line that asks for words, none does.
fn demand_verb<'v>(ask: &Ask, verb: &'v [String]) -> &'v [String] {
    if ask.demand == Demand::Forbid { verb } else { &[] }
}

/// The words behind a verb: "sanctions relief" of "don't endorse sanctions relief".
fn behind_the_verb(words: &str, verb: &[String]) -> String {
    let Some(last) = verb.last() else {
        return words.to_owned();
    };
    let at = words
        .split_whitespace()
        .position(|word| crate::words::stems(word).last() == Some(last));
    at.map_or_else(
        || words.to_owned(),
        |at| {
            words
                .split_whitespace()
                .skip(at + 1)
                .collect::<Vec<_>>()
                .join(" ")
        },
    )
}

fn places_of(stems: &[String], content: &Content) -> Vec<usize> {
    let Some(first) = stems.first() else {
        return Vec::new();
    };
    let same = |(at, word): (usize, &crate::words::Word)| (word.stem == *first).then_some(at);
    content.run.iter().enumerate().filter_map(same).collect()
}

/// Whether a text does such an act, and not under a "not".
fn does(act: Act, content: &Content) -> bool {
    let also = ALSO
        .iter()
        .find(|(known, _)| *known == act)
        .map_or(&[][..], |(_, words)| words);
    let stems = also
        .iter()
        .map(|word| crate::words::stems(word))
        .chain(verbs_of(act).iter().cloned());
    let places: Vec<usize> = stems
        .flat_map(|phrase| {
            let run = &content.run;
            let here = move |at: &usize| {
                run.get(*at..at + phrase.len())
                    .is_some_and(|here| here.iter().zip(&phrase).all(|(word, stem)| word.stem == *stem))
            };
            (0..run.len()).filter(here).collect::<Vec<_>>()
        })
        .collect();
    let plain = |at: &usize| !is_negated(&content.run, &[*at], REACH);
    places.iter().any(plain) || (act == Act::Blame && is_coded(&content.run, EventType::Accuse))
}

fn doing(act: Act) -> &'static str {
    match act {
        Act::Favour => "supports",
        Act::Oppose => "opposes",
        Act::Blame => "finds fault with",
        Act::Offer => "offers",
        Act::Threaten => "threatens with",
        Act::Mention | Act::Link | Act::Claim => "says",
    }
}
