//! What a line of guidance asks, in the many ways in which it is put.

use super::dates::{Bound, bound_in};
use super::{Ask, Demand};
use crate::words::{stem, stems, words};
use domain::{Guidance, GuidanceKind};
use std::sync::LazyLock;

/// What is asked to be done or left undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// To speak of it at all.
    Mention,
    /// To tie it to something else.
    Link,
    /// To be for it.
    Favour,
    /// To be against it.
    Oppose,
    /// To find fault with it.
    Blame,
    /// To promise or offer it.
    Offer,
    /// To threaten with it.
    Threaten,
    /// To say so, whatever it is.
    Claim,
}

/// The verbs of each act.
const ACTS: &[(Act, &str)] = &[
    (
        Act::Mention,
        "mention; speak; talk; raise; raised; refer; reference; discuss; discussion; name; naming; bring up; publish; \
         publication; comment; touch on; touch upon; allude; said; say; tell; quote; disclose; reveal; report; write; \
         bring; broach; go into; dwell; open; address; silent; list; print; subject; question of; contrast; compare; equate; liken; drawn; drawn on; drawn into",
    ),
    (
        Act::Link,
        "link; linking; tie; tying; connect; couple; mix; trade off; make dependent; conditional; depend; dependent; hinge",
    ),
    (
        Act::Favour,
        "support; endorse; favour; favor; back; approve; advocate; welcome; recommend; recognise; encourage; accept; plead for",
    ),
    (
        Act::Oppose,
        "oppose; object; reject; resist; contest; argue against; question; doubt; dispute; challenge; rule out; exclude; dismiss; turn down",
    ),
    (
        Act::Blame,
        "criticise; criticize; criticism; condemn; blame; accuse; attack; denounce; censure; complain; play down; provoke; offend",
    ),
    (
        Act::Offer,
        "offer; promise; commit; commitment; pledge; undertake; propose; guarantee; hold out; hold out the prospect; prospect of; concede; concession; agree; give; sign",
    ),
    (Act::Threaten, "threaten; threat; warn; ultimatum"),
    (
        Act::Claim,
        "imply; implying; suggest; describe; present; portray; call; claim; pretend; guess; guessing; speculate; speculation; conjecture; appear; give the \
         impression; sound as if; look as if; sound like; speak for; act for; state; confirm; deny; predict; hint; use; treat",
    ),
];

/// What makes a line forbid. The longest at a place wins, and the first place.
const FORBIDDING: &str = "not; never; avoid; refrain; abstain; no; nothing; nobody; neither; without; leave aside; leave out; leave; \
    steer clear; stay clear; keep clear; stay away; keep away; keep out; keep silent; keep quiet; keep; hold back; hold off; \
    say nothing; tell nobody; make no; give no; under no circumstance; on no account; in no case; by no mean; at no point; in no way; less said; rather not; play down; desist; drop; \
    omit; skip; stop; cease; silent; silence on; keep off; out of; do not; decline; wait with; premature; unhelpful; unwelcome; best avoided; off limit; out of place; not the moment; too early";

/// Verbs that ask for words or deeds.
const REQUIRING: &str = "raise; mention; say; tell; stress; emphasise; emphasize; underline; underscore; insist; call for; \
    ask; remind; convey; make clear; make plain; make it clear; point out; repeat; reiterate; state; press; explain; thank; \
    congratulate; welcome; express; urge; demand; use; refer; include; add; speak; bring up; support; endorse; propose; \
    encourage; recall; reaffirm; confirm; seek; request; touch on; draw attention; put; highlight; commend; assure; \
    acknowledge; discuss; address; inquire; enquire; deliver; pass on; recommend; give; obtain; get; try; seek; secure; find out; see that; see to it";

/// What makes it an answer.
const ONLY_IF: &str = "only if; only when; only in answer; only in reply; only once; only after; unless asked; unless they; \
    unless raised; unless our host; unless your host; unless the host; unless someone; if asked; when asked; on request only; \
    if they ask; if pressed; if raised; if your hosts raise; if our hosts raise; unless you are asked; unless we are asked";

/// What only informs.
const MINDING: &str = "bear in mind; keep in mind; note; be aware; remember that; mind that; for information; for your information";

/// First stems of what forbids from behind.
const VERDICTS: &[&str] = &["prematur", "unhelpful", "unwelcom", "best", "off", "out", "too"];

static FORBIDDING_STEMS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(FORBIDDING));
static REQUIRING_STEMS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(REQUIRING));
static ONLY_IF_STEMS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(ONLY_IF));
static MINDING_STEMS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(MINDING));
static ACT_STEMS: LazyLock<Vec<(Act, Vec<Vec<String>>)>> =
    LazyLock::new(|| ACTS.iter().map(|(act, verbs)| (*act, phrases(verbs))).collect());

/// The verbs of an act.
pub(super) fn verbs_of(act: Act) -> &'static [Vec<String>] {
    ACT_STEMS
        .iter()
        .find(|(known, _)| *known == act)
        .map_or(&[], |(_, verbs)| verbs)
}

fn phrases(list: &str) -> Vec<Vec<String>> {
    list.split(';')
        .map(stems)
        .filter(|stems| !stems.is_empty())
        .collect()
}

/// The first place at which one of these stands, and the longest of them there.
fn first_of<'p>(list: &'p [Vec<String>], run: &[String]) -> Option<(usize, &'p [String])> {
    (0..run.len()).find_map(|at| {
        let here = list.iter().filter(|phrase| run[at..].starts_with(phrase));
        here.max_by_key(|phrase| phrase.len())
            .map(|phrase| (at, phrase.as_slice()))
    })
}

/// A line of guidance, understood, with what the check needs beside [`Ask`].
pub(super) struct Parsed {
    pub(super) ask: Ask,
    pub(super) act: Act,
    /// The stems of the operator, which say nothing of the subject.
    pub(super) operator: Vec<String>,
    /// Index of the word behind it: what stands before is mostly politeness.
    pub(super) behind: usize,
    /// The stems of the verb that is asked for or against.
    pub(super) verb: Vec<String>,
}

pub(super) fn parse(line: &Guidance) -> Parsed {
    let bounds = bound_in(&line.words, line.since);
    let text = &bounds.rest;
    let run: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
    let only_if = first_of(&ONLY_IF_STEMS, &run);
    let forbids = first_of(&FORBIDDING_STEMS, &run);
    // "We ask you not to …" asks nothing to be asked.
    let wishes = (0..run.len().saturating_sub(1)).find(|&at| is_wish_at(&run, at));
    let requires = first_of(&REQUIRING_STEMS, &run[wishes.map_or(0, |at| at + 2)..])
        .map(|(at, phrase)| (at + wishes.map_or(0, |at| at + 2), phrase));
    let minds = first_of(&MINDING_STEMS, &run).filter(|(at, _)| *at < 3);
    let not_yet = matches!(bounds.bound, Some(Bound::NotBefore(_)));
    let demand = if minds.is_some() && line.kind == GuidanceKind::Mind {
        Demand::Mind
    } else if only_if.is_some() {
        Demand::OnlyIf
    } else if line.kind == GuidanceKind::Avoid || not_yet {
        Demand::Forbid
    } else {
        match (forbids, requires) {
            (Some((no, phrase)), Some((yes, _))) if no < yes || (no == yes && phrase.len() > 1) => {
                Demand::Forbid
            }
            (Some(_), None) if !is_statement(&run, forbids) => Demand::Forbid,
            (_, Some((at, _))) if is_leave(&run[..at]) => Demand::Mind,
            (_, Some((at, _))) if at < 3 || line.kind == GuidanceKind::Please || is_wish(&run[..at]) => {
                Demand::Require
            }
            _ if line.kind == GuidanceKind::Please => Demand::Require,
            _ => Demand::Mind,
        }
    };
    let marker = match demand {
        Demand::Forbid => forbids,
        Demand::Require => requires,
        Demand::OnlyIf => only_if,
        Demand::Mind => minds,
    };
    let (act, verb) = act_of(demand, &run, marker);
    let about = match (demand, only_if) {
        (Demand::OnlyIf, Some((at, _))) => subject_before(text, at),
        _ => text.clone(),
    };
    // "Talk of compensation is premature": a verdict stands behind what it is about, an "only if" as well.
    let after_the_subject = demand == Demand::OnlyIf
        || marker.is_some_and(|(at, phrase)| at > 0 && VERDICTS.contains(&phrase[0].as_str()));
    let operator = marker.map_or_else(Vec::new, |(_, phrase)| phrase.to_vec());
    let (from, until) = match bounds.bound {
        Some(Bound::NotBefore(day)) => (None, day.yesterday().ok()),
        Some(Bound::Until(day)) => (None, Some(day)),
        Some(Bound::From(day)) => (Some(day), None),
        None => (None, None),
    };
    Parsed {
        ask: Ask {
            demand,
            about,
            from,
            until,
        },
        act,
        operator,
        behind: marker
            .filter(|_| !after_the_subject)
            .map_or(0, |(at, phrase)| at + phrase.len()),
        verb,
    }
}

/// "Ask you", "is asked to".
fn is_wish_at(run: &[String], at: usize) -> bool {
    let passive = at > 0 && matches!(run[at - 1].as_str(), "is" | "are" | "be" | "been");
    is_asking(&run[at])
        && (matches!(run[at + 1].as_str(), "you" | "your") || (passive && run[at + 1] == "to"))
}

/// "You may mention the school": nobody has to.
fn is_leave(before: &[String]) -> bool {
    let has = |words: &[&str]| before.iter().any(|stem| words.contains(&stem.as_str()));
    (has(&["you"]) && has(&["may", "mai", "can"])) || (has(&["feel"]) && has(&["fre"]))
}

fn is_asking(found: &str) -> bool {
    matches!(
        found,
        "ask" | "request" | "urg" | "want" | "lik" | "like" | "beg" | "invit"
    )
}

/// Whether a lone "no" belongs to a sentence that tells something ("There is no hurry.") and forbids nothing.
fn is_statement(run: &[String], forbids: Option<(usize, &[String])>) -> bool {
    let Some((at, phrase)) = forbids else { return true };
    let weak = matches!(phrase, [one] if matches!(one.as_str(), "no" | "not" | "without" | "leav" | "keep" | "nothing" | "stop" | "drop"));
    let asks = |stem: &String| {
        matches!(
            stem.as_str(),
            "do" | "you"
                | "pleas"
                | "should"
                | "must"
                | "better"
                | "prefer"
                | "ask"
                | "let"
                | "mai"
                | "may"
                | "would"
                | "yet"
        )
    };
    weak && at > 0 && !run[..at].iter().any(asks)
}

/// "The ministry hopes that you will …".
fn is_wish(before: &[String]) -> bool {
    before.iter().any(|stem| {
        matches!(
            stem.as_str(),
            "you"
                | "your"
                | "hop"
                | "hope"
                | "ask"
                | "wish"
                | "want"
                | "would"
                | "pleas"
                | "should"
                | "must"
                | "request"
                | "like"
        )
    })
}

/// What is asked: the first verb of an act behind the operator, else anywhere in the line.
fn act_of(demand: Demand, run: &[String], marker: Option<(usize, &[String])>) -> (Act, Vec<String>) {
    let from = marker.map_or(0, |(at, phrase)| {
        if demand == Demand::Forbid {
            at + phrase.len()
        } else {
            at
        }
    });
    if let Some((_, phrase)) = marker
        && demand == Demand::Forbid
    {
        let words: Vec<&str> = phrase.iter().map(String::as_str).collect();
        match words[..] {
            ["plai" | "play", "down"] => return (Act::Blame, phrase.to_vec()),
            ["leav", "asid"] | ["keep" | "hold", _] | ["steer" | "less" | "stai" | "stay", ..] => {
                return (Act::Mention, phrase.to_vec());
            }
            _ => {}
        }
    }
    let verb_in = |part: &[String]| {
        (0..part.len()).find_map(|at| {
            let here = ACT_STEMS.iter().flat_map(|(act, verbs)| {
                let its = verbs.iter().filter(move |verb| part[at..].starts_with(verb));
                its.map(move |verb| (*act, verb))
            });
            here.max_by_key(|(_, verb)| verb.len())
                .map(|(act, verb)| (act, verb.clone()))
        })
    };
    let near = &run[from.min(run.len())..run.len().min(from + 6)];
    match demand {
        Demand::Forbid => verb_in(near).unwrap_or((Act::Mention, Vec::new())),
        Demand::Require => (
            Act::Claim,
            marker.map_or_else(Vec::new, |(_, verb)| verb.to_vec()),
        ),
        Demand::OnlyIf | Demand::Mind => (Act::Mention, verb_in(run).map_or_else(Vec::new, |(_, verb)| verb)),
    }
}

/// The words before the `at`th.
fn subject_before(text: &str, at: usize) -> String {
    let mut seen = 0;
    let mut kept = Vec::new();
    for word in text.split_whitespace() {
        seen += words(word).len();
        if seen > at {
            break;
        }
        kept.push(word);
    }
    if kept.is_empty() {
        text.to_owned()
    } else {
        kept.join(" ")
    }
}

/// Whether a line's words alone forbid, whatever its head says.
pub(super) fn forbids(line: &Guidance) -> bool {
    matches!(parse(line).ask.demand, Demand::Forbid | Demand::OnlyIf)
}

/// Whether a stem is one of the words by which guidance is put, and not what it is about.
pub(super) fn is_of_the_asking(found: &str) -> bool {
    static ASKING: LazyLock<Vec<String>> = LazyLock::new(|| {
        "please kindly would could should must shall will may prefer better hope wish ask you your yourselves yourself any only if \
         asked all ministry department wait allow drawn see sure ensure try further notice circumstances account moment time now yet once at the be is are it that this of to on in for and or with \
         a an we our us they them their host hosts as so such about from by whether also else not no nor do does did"
            .split_whitespace()
            .map(stem)
            .collect()
    });
    ASKING.iter().any(|known| known == found)
}
