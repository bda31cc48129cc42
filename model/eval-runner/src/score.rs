//! What a reader got right.

use crate::paper::{Label, Paper, WE};
use reader::{Proposal, Speaker};
use std::collections::HashSet;
use std::ops::AddAssign;
use text::Span;

/// Counts over one or more papers. Shares and F1 go from 0 to 1; without anything to count they are 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Statements labelled.
    pub labels: usize,
    /// Statements proposed.
    pub proposals: usize,
    /// Labels that a proposal meets: contents share at least half of their characters.
    pub found: usize,
    /// Of those found, how many have a polarity that was labelled.
    pub polarity: usize,
    /// Of those found, how many have the first polarity labelled.
    pub strict: usize,
    /// Of those found, how many have the speaker labelled.
    pub speaker: usize,
    /// Of those found, how many have the addressee labelled.
    pub addressee: usize,
    /// Of those found, how many have the type labelled.
    pub mode: usize,
    /// Conditions labelled.
    pub conditions: usize,
    /// Conditions proposed.
    pub hinges: usize,
    /// Conditions proposed that share at least half of their characters with one labelled.
    pub met: usize,
    /// Of those met, how many have the bond labelled.
    pub bond: usize,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.labels += other.labels;
        self.proposals += other.proposals;
        self.found += other.found;
        self.polarity += other.polarity;
        self.strict += other.strict;
        self.speaker += other.speaker;
        self.addressee += other.addressee;
        self.mode += other.mode;
        self.conditions += other.conditions;
        self.hinges += other.hinges;
        self.met += other.met;
        self.bond += other.bond;
    }
}

impl Score {
    /// F1 of statements found.
    pub fn statements(&self) -> f64 {
        f1(self.found, self.labels, self.proposals)
    }

    /// F1 of conditions.
    pub fn condition(&self) -> f64 {
        f1(self.met, self.conditions, self.hinges)
    }

    /// `right` (one of the counts of those found) as a share of those found.
    pub fn of_found(&self, right: usize) -> f64 {
        share(right, self.found)
    }

    /// `right` (one of the counts of those found) as F1 over all proposals and all labels.
    pub fn end_to_end(&self, right: usize) -> f64 {
        f1(right, self.labels, self.proposals)
    }

    /// The share of conditions met whose bond is right.
    pub fn bonds(&self) -> f64 {
        share(self.bond, self.met)
    }
}

fn share(right: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { right as f64 / all as f64 }
}

fn f1(right: usize, gold: usize, said: usize) -> f64 {
    if gold + said == 0 {
        1.0
    } else {
        2.0 * right as f64 / (gold + said) as f64
    }
}

/// What was wrong, a line each, to read while rules are changed.
pub type Faults = Vec<String>;

/// Holds what a reader proposed to a paper's labels.
pub fn judge(paper: &Paper, proposals: &[Proposal]) -> (Score, Faults) {
    let mut score = Score {
        labels: paper.labels.len(),
        proposals: proposals.len(),
        ..Score::default()
    };
    let mut faults = Faults::new();
    let words = |spans: &[Span]| text::one_line(&paper.text.words_of(spans));
    let pairs = paired(
        paper.labels.iter().map(|label| &label.content[..]),
        proposals.iter().map(|proposal| &proposal.content[..]),
    );
    for (number, label) in paper.labels.iter().enumerate() {
        let Some((_, said)) = pairs.iter().find(|(gold, _)| *gold == number) else {
            faults.push(format!("missed      {}", words(&label.content)));
            continue;
        };
        let said = &proposals[*said];
        score.found += 1;
        score.polarity += usize::from(label.polarity.contains(&said.polarity));
        score.strict += usize::from(label.polarity.first() == Some(&said.polarity));
        score.mode += usize::from(label.mode == said.mode);
        score.addressee += usize::from(label.addressee.as_deref() == key(said.addressee.as_ref()));
        let heard = is_speaker(label, said);
        score.speaker += usize::from(heard);
        if !label.polarity.contains(&said.polarity) {
            let (got, gold) = (said.polarity, label.polarity.first());
            faults.push(format!(
                "polarity    {got} for {gold:?}: {}",
                words(&label.content)
            ));
        }
        if !heard {
            let gold = (&label.party, &label.person);
            faults.push(format!(
                "speaker     {:?} for {gold:?}: {}",
                said.speaker,
                words(&label.content)
            ));
        }
    }
    let unmet = (0..proposals.len()).filter(|said| !pairs.iter().any(|(_, other)| other == said));
    faults.extend(unmet.map(|said| format!("not said    {}", words(&proposals[said].content))));
    conditions(paper, proposals, &mut score, &mut faults);
    (score, faults)
}

fn conditions(paper: &Paper, proposals: &[Proposal], score: &mut Score, faults: &mut Faults) {
    let gold: Vec<_> = paper.labels.iter().filter_map(|label| label.condition).collect();
    // Two proposals may share a condition; it counts once.
    let mut seen = HashSet::new();
    let said: Vec<_> = proposals
        .iter()
        .filter_map(|p| p.condition.as_ref())
        .filter(|c| seen.insert(c.span))
        .collect();
    let golden: Vec<[Span; 1]> = gold.iter().map(|(span, _)| [*span]).collect();
    let spoken: Vec<[Span; 1]> = said.iter().map(|c| [c.span]).collect();
    let pairs = paired(golden.iter().map(|s| &s[..]), spoken.iter().map(|s| &s[..]));
    score.conditions += gold.len();
    score.hinges += said.len();
    score.met += pairs.len();
    for (g, s) in &pairs {
        score.bond += usize::from(gold[*g].1 == said[*s].bond);
        if gold[*g].1 != said[*s].bond {
            faults.push(format!("bond        {:?}: {}", said[*s].bond, said[*s].text));
        }
    }
    for (g, (span, _)) in gold.iter().enumerate() {
        if !pairs.iter().any(|(other, _)| *other == g) {
            faults.push(format!("no condition {}", paper.text.slice(*span)));
        }
    }
    for (s, condition) in said.iter().enumerate() {
        if !pairs.iter().any(|(_, other)| *other == s) {
            faults.push(format!("condition?  {}", text::one_line(&condition.text)));
        }
    }
}

fn key(speaker: Option<&Speaker>) -> Option<&str> {
    speaker.and_then(|s| s.party.as_deref().or((s.name == WE).then_some(WE)))
}

fn is_speaker(label: &Label, said: &Proposal) -> bool {
    let party = key(said.speaker.as_ref());
    let person = said.speaker.as_ref().and_then(|s| s.person.as_deref());
    party == label.party.as_deref() && (label.person.is_none() || person == label.person.as_deref())
}

/// Pairs of labels and proposals that share at least half of their characters, the best first, each once.
fn paired<'a>(
    gold: impl Iterator<Item = &'a [Span]>,
    said: impl Iterator<Item = &'a [Span]>,
) -> Vec<(usize, usize)> {
    let said: Vec<_> = said.collect();
    let mut pairs = Vec::new();
    for (g, gold) in gold.enumerate() {
        for (s, said) in said.iter().enumerate() {
            let overlap = overlap(gold, said);
            if overlap >= 0.5 {
                pairs.push((overlap, g, s));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut golds, mut saids) = (HashSet::new(), HashSet::new());
    pairs
        .retain(|(_, g, s)| !golds.contains(g) && !saids.contains(s) && golds.insert(*g) && saids.insert(*s));
    pairs.into_iter().map(|(_, g, s)| (g, s)).collect()
}

/// Jaccard of two lists of spans, as sets of code points.
fn overlap(a: &[Span], b: &[Span]) -> f64 {
    let points = |spans: &[Span]| -> HashSet<u32> { spans.iter().flat_map(|s| s.start()..s.end()).collect() };
    let (a, b) = (points(a), points(b));
    let both = a.intersection(&b).count();
    let either = a.len() + b.len() - both;
    share(both, either)
}
