//! Whether two statements of a party on a topic go together.

use super::ContradictionKind;
use super::claim::{Claim, covered};
use crate::position::days_between;
use domain::{Polarity, Topic};
use std::collections::BTreeSet;

/// What is said within so many days is said at about the same time.
pub(super) const TOGETHER: i32 = 30;
/// What share of what is denied the other must tell.
const COVERED: f64 = 0.6;
/// The same, where the other grants it in so many words.
const GRANTED: f64 = 0.45;
/// The same, of a count of something at a stated date.
const COUNTED: f64 = 0.5;

/// What share of what is denied beyond the topic's own words another must grant.
const OF_THE_REST: f64 = 0.3;
/// What share of a condition must be asked for elsewhere to be the same condition.
const ASKED: f64 = 0.5;

/// Why two statements do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// They lean to opposite sides.
    Lean,
    /// One denies what the other tells, or refuses what it promises.
    Denial,
    /// One is without conditions, the other only on one.
    Terms,
    /// One leaves things as they are, the other ends them.
    Side,
    /// They count the same thing otherwise.
    Count,
}

/// The words that every statement on a topic may have.
pub(super) struct Topical {
    /// Its names.
    names: BTreeSet<String>,
    /// Its steps: the words that lean to yes or no.
    steps: BTreeSet<String>,
}

impl Topical {
    pub(super) fn of(topic: &Topic) -> Self {
        let all =
            |words: &mut dyn Iterator<Item = &String>| words.flat_map(|w| super::claim::content(w)).collect();
        Self {
            names: all(&mut topic.aliases.iter().chain([&topic.name])),
            steps: all(&mut topic.yes.iter().chain(&topic.no)),
        }
    }

    fn has(&self, stem: &String) -> bool {
        self.names.contains(stem) || self.steps.contains(stem)
    }
}

/// In what the later statement does not go with the earlier one, if in anything.
pub(super) fn judge(
    one: &Claim<'_>,
    other: &Claim<'_>,
    common: &Topical,
) -> Option<(ContradictionKind, Clash)> {
    let (Some(from), Some(to)) = (one.voice.day, other.voice.day) else {
        return None;
    };
    let apart = days_between(from, to).abs();
    if one.is_mute()
        || other.is_mute()
        || one.of_others
        || other.of_others
        || fits_on_its_condition(one, other)
    {
        return None;
    }
    let clash = clash(one, other, common, apart)?;
    let two_channels = two(one, other);
    let moved = clash == Clash::Lean || clash == Clash::Side || one.of_will;
    let kind = match (apart > TOGETHER, two_channels) {
        (false, true) => ContradictionKind::Channels,
        (true, _) if moved => ContradictionKind::Shifts,
        _ => ContradictionKind::Contradicts,
    };
    Some((kind, clash))
}

fn clash(one: &Claim<'_>, other: &Claim<'_>, common: &Topical, apart: i32) -> Option<Clash> {
    if denies(one, other, common, apart) || denies(other, one, common, apart) {
        return Some(Clash::Denial);
    }
    if counts_otherwise(one, other) {
        return Some(Clash::Count);
    }
    if one.terms * other.terms < 0
        && apart <= TOGETHER
        && one.content.intersection(&other.content).count() > 0
    {
        return Some(Clash::Terms);
    }
    // Where the words lean on the topic's question, that decides; a side is looked for where they do not.
    if one.sign() * other.sign() == 0
        && one.side * other.side < 0
        && apart <= TOGETHER
        && one
            .content
            .intersection(&other.content)
            .any(|stem| common.names.contains(stem))
        && !(one.condition.is_some() || other.condition.is_some())
        && (two(one, other) || same_scope(one, other, common))
    {
        return Some(Clash::Side);
    }
    // Who denies that something was done does not say what ought to be.
    let of_fact = |c: &Claim<'_>| c.voice.statement.polarity == Polarity::Denies && !c.of_will;
    if one.sign() * other.sign() >= 0 || of_fact(one) || of_fact(other) {
        return None;
    }
    // What was so then may be otherwise now.
    let told = |claim: &Claim<'_>| !claim.of_will && claim.voice.statement.polarity == Polarity::Asserts;
    if apart > TOGETHER {
        let states = told(one)
            && told(other)
            && one.content.iter().all(|s| common.has(s))
            && other.content.iter().all(|s| common.has(s));
        return (!states).then_some(Clash::Lean);
    }
    (two(one, other)
        || (leans_by_word(one, common) && leans_by_word(other, common) && same_scope(one, other, common)))
    .then_some(Clash::Lean)
}

/// "No unless the lists are complete" and "yes once the lists are complete" are one position, and so is "complete
/// lists first".
fn fits_on_its_condition(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    let asked_for = |condition: &Option<BTreeSet<String>>, by: &Claim<'_>| {
        condition
            .as_ref()
            .is_some_and(|c| covered(c, &by.content) >= ASKED)
    };
    match (&one.condition, &other.condition) {
        (Some(_), Some(_)) => one.says_no != other.says_no || one.sign() * other.sign() < 0,
        (condition, None) if condition.is_some() => asked_for(condition, other),
        (None, condition) => asked_for(condition, one),
        _ => false,
    }
}

/// Whether they were made in two channels.
fn two(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    one.channel.zip(other.channel).is_some_and(|(a, b)| a != b)
}

/// Whether it names a step of the topic, and does not lean only because something is offered.
fn leans_by_word(claim: &Claim<'_>, common: &Topical) -> bool {
    let soft = matches!(
        claim.voice.statement.polarity,
        Polarity::IsOpenTo | Polarity::Offers
    );
    !soft || claim.content.intersection(&common.steps).count() > 0
}

/// What a statement is about beyond its topic.
fn rest(claim: &Claim<'_>, common: &Topical) -> BTreeSet<String> {
    claim
        .content
        .iter()
        .filter(|stem| !common.has(stem))
        .cloned()
        .collect()
}

/// Whether both speak of the same: neither names what the other leaves out, or one leaves no exception.
fn same_scope(one: &Claim<'_>, other: &Claim<'_>, common: &Topical) -> bool {
    let (mine, theirs) = (rest(one, common), rest(other, common));
    let apart = mine.symmetric_difference(&theirs).count();
    apart <= 1
        || (one.absolute || other.absolute)
            && (mine.is_subset(&theirs) || theirs.is_subset(&mine) || apart <= 3)
}

/// Whether `no` denies what `yes` tells, or refuses what it undertakes.
fn denies(no: &Claim<'_>, yes: &Claim<'_>, common: &Topical, apart: i32) -> bool {
    if !no.says_no || yes.says_no || no.of_will != yes.of_will || no.content.len() < 2 {
        return false;
    }
    if apart > TOGETHER && !no.of_will {
        return false;
    }
    let rest = rest(no, common);
    let enough = if yes.admits { GRANTED } else { COVERED };
    covered(&no.content, &yes.content) >= enough
        && (rest.is_empty() || covered(&rest, &yes.content) >= if yes.admits { OF_THE_REST } else { 0.5 })
}

/// Whether both tell of the same in a stated month or year, with other numbers.
fn counts_otherwise(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    if one.of_will || other.of_will || one.dates != other.dates || one.dates.is_empty() {
        return false;
    }
    let differ = one.numbers.difference(&other.numbers).count() > 0
        && other.numbers.difference(&one.numbers).count() > 0;
    differ
        && covered(&one.content, &other.content) >= COUNTED
        && covered(&other.content, &one.content) >= COUNTED
}
