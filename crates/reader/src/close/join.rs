//! Tagged spans to statements: each cue with its sources and contents, and how sure the model is of all of it.

use super::crf::{CONTENT, SOURCE, Tagged};
use std::collections::{BTreeMap, HashMap, HashSet};
use text::Span;

/// From which score (before the logistic function) a content belongs to a cue.
const CONTENT_LINKED: f32 = 0.0;
/// The same for a source.
const SOURCE_LINKED: f32 = 0.0;

/// Scores of a cue with another span, by their numbers.
pub(crate) type Pairs = BTreeMap<(usize, usize), f32>;

/// A tagged span and where it stands.
pub(crate) struct Spot {
    pub(crate) paragraph: usize,
    pub(crate) tagged: Tagged,
    pub(crate) place: Span,
}

/// Spans that belong together, in code points, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Linked {
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
    pub(crate) evidence: Evidence,
}

/// How many numbers speak for or against a statement.
pub(crate) const EVIDENCE: usize = 15;

/// What the confidence of a statement is made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evidence(pub(crate) [f32; EVIDENCE]);

impl Evidence {
    /// How likely a person would confirm the statement, from a weight for each number and one more: calibrated on
    /// annotated news, see the model's card.
    pub(crate) fn confidence(&self, weights: &[f32]) -> f32 {
        let sum: f32 = self.0.iter().chain(&[1.0]).zip(weights).map(|(x, w)| x * w).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Each cue with its sources and contents; a content that no cue claims goes to the cue that comes nearest to it, and a
/// source that none claims to the nearest that has none.
pub(crate) fn join(spans: &[Spot], pairs: &Pairs) -> Vec<Linked> {
    let contents = contents(spans, pairs);
    let mut sources: BTreeMap<usize, usize> = BTreeMap::new();
    for &cue in contents.keys() {
        if let Some(source) = best_source(spans, pairs, cue) {
            sources.insert(cue, source);
        }
    }
    for (source, cue) in unclaimed(spans, pairs, &contents, &sources) {
        sources.entry(cue).or_insert(source);
    }
    let mut owners: HashMap<usize, usize> = HashMap::new();
    for &content in contents.values().flatten() {
        *owners.entry(content).or_default() += 1;
    }
    let mut found: Vec<Linked> = contents
        .iter()
        .map(|(&cue, mine)| {
            let shared = mine.iter().any(|at| owners.get(at).is_some_and(|&n| n > 1));
            linked(spans, pairs, Some(cue), sources.get(&cue).copied(), mine, shared)
        })
        .collect();
    // Contents in windows without any cue stand alone.
    for (at, spot) in spans.iter().enumerate() {
        if spot.tagged.kind == CONTENT && !owners.contains_key(&at) {
            found.push(linked(spans, pairs, None, None, &[at], false));
        }
    }
    found.sort_by_key(|l| l.cue.iter().chain(&l.content).map(|s| s.start()).min());
    found
}

/// The contents of each cue, in order.
fn contents(spans: &[Spot], pairs: &Pairs) -> BTreeMap<usize, Vec<usize>> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut best_cue: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
    let mut best_content: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
    for (&(cue, other), &score) in pairs {
        if spans[other].tagged.kind == CONTENT {
            better(&mut best_cue, other, cue, score);
            better(&mut best_content, cue, other, score);
            if score > CONTENT_LINKED {
                members.entry(cue).or_default().push(other);
            }
        }
    }
    for (&content, &(cue, score)) in &best_cue {
        let mine = members.entry(cue).or_default();
        if score <= CONTENT_LINKED {
            mine.push(content);
        }
    }
    for (&cue, &(content, _)) in &best_content {
        let mine = members.entry(cue).or_default();
        if mine.is_empty() {
            mine.push(content);
        }
    }
    for mine in members.values_mut() {
        mine.sort_unstable();
    }
    members
}

fn better(best: &mut BTreeMap<usize, (usize, f32)>, key: usize, other: usize, score: f32) {
    let now = best.entry(key).or_insert((other, score));
    if score > now.1 {
        *now = (other, score);
    }
}

/// The source that a cue scores highest with, and the score.
fn nearest_source(spans: &[Spot], pairs: &Pairs, cue: usize) -> Option<(usize, f32)> {
    pairs
        .range((cue, 0)..(cue + 1, 0))
        .filter(|((_, other), _)| spans[*other].tagged.kind == SOURCE)
        .max_by(|a, b| a.1.total_cmp(b.1))
        .map(|((_, other), score)| (*other, *score))
}

/// The likeliest source of a cue, where one is likely at all.
fn best_source(spans: &[Spot], pairs: &Pairs, cue: usize) -> Option<usize> {
    nearest_source(spans, pairs, cue)
        .filter(|(_, score)| *score > SOURCE_LINKED)
        .map(|(source, _)| source)
}

/// Sources that no cue claims, each with the cue that comes nearest to it, where that has a content and no source.
fn unclaimed(
    spans: &[Spot],
    pairs: &Pairs,
    contents: &BTreeMap<usize, Vec<usize>>,
    sources: &BTreeMap<usize, usize>,
) -> Vec<(usize, usize)> {
    let taken: HashSet<usize> = sources.values().copied().collect();
    let mut best: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
    for (&(cue, other), &score) in pairs {
        if spans[other].tagged.kind == SOURCE && !taken.contains(&other) {
            better(&mut best, other, cue, score);
        }
    }
    best.into_iter()
        .map(|(source, (cue, _))| (source, cue))
        .filter(|(_, cue)| contents.contains_key(cue) && !sources.contains_key(cue))
        .collect()
}

fn linked(
    spans: &[Spot],
    pairs: &Pairs,
    cue: Option<usize>,
    source: Option<usize>,
    contents: &[usize],
    shared: bool,
) -> Linked {
    let places = |of: &[usize]| of.iter().map(|&at| spans[at].place).collect::<Vec<_>>();
    let score = |other: usize| {
        cue.and_then(|cue| pairs.get(&(cue, other)).copied())
            .unwrap_or(0.0)
    };
    let least =
        |value: &dyn Fn(usize) -> f32| contents.iter().map(|&at| value(at)).fold(f32::INFINITY, f32::min);
    let exact = |at: usize| odds(spans[at].tagged.exact);
    let share = |at: usize| odds(spans[at].tagged.share);
    let missed = cue
        .filter(|_| source.is_none())
        .and_then(|cue| nearest_source(spans, pairs, cue));
    let of_source = |value: f32| if source.is_some() { value } else { 0.0 };
    let of_cue = |value: f32| if cue.is_some() { value } else { 0.0 };
    let evidence = Evidence([
        least(&share),
        least(&exact),
        of_cue(cue.map_or(0.0, share)),
        of_cue(cue.map_or(0.0, exact)),
        of_cue(1.0),
        of_source(1.0),
        of_source(source.map_or(0.0, exact)),
        of_source(source.map_or(0.0, |s| bounded(score(s)))),
        least(&|at| bounded(score(at))),
        if contents.len() > 1 { 1.0 } else { 0.0 },
        missed.map_or(0.0, |(_, score)| 6.0 + bounded(score)),
        of_source(
            cue.zip(source)
                .map_or(0.0, |(cue, source)| rival(spans, pairs, cue, source)),
        ),
        if shared { 1.0 } else { 0.0 },
        (contents.iter().map(|&at| spans[at].place.len()).sum::<u32>() as f32).ln(),
        (1.0 + cue.map_or(0, |cue| apart(spans[cue].place, spans[contents[0]].place)) as f32).ln(),
    ]);
    Linked {
        source: source.map(|s| spans[s].place).into_iter().collect(),
        cue: cue.map(|c| spans[c].place).into_iter().collect(),
        content: places(contents),
        evidence,
    }
}

/// How much higher a cue scores with its source than with any other.
fn rival(spans: &[Spot], pairs: &Pairs, cue: usize, source: usize) -> f32 {
    let own = pairs.get(&(cue, source)).copied().unwrap_or(0.0);
    let others = pairs.range((cue, 0)..(cue + 1, 0));
    let best = others
        .filter(|((_, other), _)| *other != source && spans[*other].tagged.kind == SOURCE)
        .map(|(_, score)| *score)
        .fold(-6.0, f32::max);
    bounded(own - best)
}

/// Code points between two spans.
fn apart(a: Span, b: Span) -> u32 {
    a.start()
        .saturating_sub(b.end())
        .max(b.start().saturating_sub(a.end()))
}

/// The logarithm of the odds, within bounds.
fn odds(share: f32) -> f32 {
    let share = share.clamp(1e-4, 1.0 - 1e-4);
    bounded((share / (1.0 - share)).ln())
}

fn bounded(score: f32) -> f32 {
    score.clamp(-6.0, 6.0)
}
