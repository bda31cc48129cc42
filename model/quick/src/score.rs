//! Exact match of spans and overlap of statements, as the project's scripts count them.

use crate::data::{Labelled, Statement, Told};
use reader::training::{Model, Part, Tagger, read, read_parts};
use reader::{Lexicon, Proposal};
use std::collections::BTreeSet;
use text::Span;

/// F1 from hits, said and true ones, in percent.
pub(crate) fn f1(hit: usize, said: usize, truth: usize) -> f64 {
    if hit == 0 {
        0.0
    } else {
        200.0 * hit as f64 / (said + truth) as f64
    }
}

/// Exact-match precision, recall and F1 of sources, cues and contents.
pub(crate) fn spans(documents: &[Labelled], lexicon: &Lexicon, model: &Model) -> [f64; 3] {
    let tagger = Tagger::new(model);
    let mut tally = [[0usize; 3]; 3];
    for document in documents {
        let found = read(&document.text, lexicon, &tagger);
        let tokens = |span: Span| {
            let first = document.tokens.partition_point(|t| t.end() <= span.start());
            (first, document.tokens.partition_point(|t| t.start() < span.end()))
        };
        for (part, tally) in Part::ALL.into_iter().zip(&mut tally) {
            let of = |p: &Proposal| match part {
                Part::Source => p.source.clone(),
                Part::Cue => p.cue.clone(),
                Part::Content => p.content.clone(),
            };
            let said: BTreeSet<_> = found.iter().flat_map(of).map(tokens).collect();
            let truth: BTreeSet<_> = document
                .parts
                .iter()
                .filter(|(p, _)| *p == part)
                .map(|(_, span)| tokens(*span))
                .collect();
            tally[0] += said.intersection(&truth).count();
            tally[1] += said.len();
            tally[2] += truth.len();
        }
    }
    tally.map(|[hit, said, truth]| {
        println!(
            "  P {:.1} R {:.1} F1 {:.1}",
            100.0 * hit as f64 / said.max(1) as f64,
            100.0 * hit as f64 / truth.max(1) as f64,
            f1(hit, said, truth)
        );
        f1(hit, said, truth)
    })
}

fn overlap(a: &[(u32, u32)], b: &[(u32, u32)]) -> f64 {
    let size = |list: &[(u32, u32)]| list.iter().map(|(s, e)| e - s).sum::<u32>();
    let both: u32 = a
        .iter()
        .flat_map(|x| b.iter().map(|y| x.1.min(y.1).saturating_sub(x.0.max(y.0))))
        .sum();
    let all = size(a) + size(b) - both;
    if all == 0 {
        1.0
    } else {
        f64::from(both) / f64::from(all)
    }
}

fn pairs(spans: &[[u32; 2]]) -> Vec<(u32, u32)> {
    spans.iter().map(|s| (s[0], s[1])).collect()
}

fn plain(spans: &[Span]) -> Vec<(u32, u32)> {
    spans.iter().map(|s| (s.start(), s.end())).collect()
}

/// Which of `found` are right, one gold statement for each.
pub(crate) fn right(found: &[Proposal], gold: &[Statement]) -> Vec<bool> {
    let mut list = Vec::new();
    for (j, p) in found.iter().enumerate() {
        for (i, g) in gold.iter().enumerate() {
            let content = overlap(&plain(&p.content), &pairs(&g.content));
            if content >= 0.5 && overlap(&plain(&p.source), &pairs(&g.source)) >= 0.5 {
                list.push((content, i, j));
            }
        }
    }
    list.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut used, mut hits) = (vec![false; gold.len()], vec![false; found.len()]);
    for (_, i, j) in list {
        if !used[i] && !hits[j] {
            (used[i], hits[j]) = (true, true);
        }
    }
    hits
}

/// Each statement found in `documents`: its confidence and whether it is right; and how many there are in truth.
/// With `given`, the tags are the annotators' and only the links are judged.
pub(crate) fn statements(
    documents: &[Told],
    lexicon: &Lexicon,
    model: &Model,
    given: bool,
) -> (Vec<(f32, bool)>, usize) {
    let tagger = Tagger::new(model);
    let mut all = Vec::new();
    for document in documents {
        let found = if given {
            read_parts(&document.text, lexicon, model, &document.parts())
        } else {
            read(&document.text, lexicon, &tagger)
        };
        let hits = right(&found, &document.statements);
        all.extend(found.iter().map(|p| p.confidence).zip(hits));
    }
    (all, documents.iter().map(|d| d.statements.len()).sum())
}

/// Expected calibration error over ten equal steps of confidence.
pub(crate) fn calibration_error(list: &[(f32, bool)]) -> f64 {
    let mut steps = [(0.0f64, 0usize, 0usize); 10];
    for &(share, hit) in list {
        let step = &mut steps[((share * 10.0) as usize).min(9)];
        step.0 += f64::from(share);
        step.1 += usize::from(hit);
        step.2 += 1;
    }
    let off: f64 = steps
        .iter()
        .map(|(sum, hits, _)| (sum - *hits as f64).abs())
        .sum();
    off / list.len().max(1) as f64
}

/// Shares of right ones by raw confidence, never falling (pool adjacent violators), at `points` places.
pub(crate) fn isotonic(list: &[(f32, bool)], points: usize) -> Vec<f32> {
    let mut list = list.to_vec();
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pools: Vec<(f64, f64, f64)> = Vec::new();
    for chunk in list.chunks((list.len() / 40).max(20)) {
        let hits = chunk.iter().filter(|(_, hit)| *hit).count() as f64;
        let raw: f64 = chunk.iter().map(|(raw, _)| f64::from(*raw)).sum();
        pools.push((raw, hits, chunk.len() as f64));
        while let [.., a, b] = pools[..]
            && a.1 / a.2 >= b.1 / b.2
        {
            pools.truncate(pools.len() - 2);
            pools.push((a.0 + b.0, a.1 + b.1, a.2 + b.2));
        }
    }
    let knots: Vec<(f64, f64)> = pools.iter().map(|p| (p.0 / p.2, p.1 / p.2)).collect();
    (0..points)
        .map(|i| {
            let raw = i as f64 / (points - 1) as f64;
            let next = knots.partition_point(|k| k.0 < raw);
            let value = match (next.checked_sub(1).and_then(|i| knots.get(i)), knots.get(next)) {
                (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (raw - a.0) / (b.0 - a.0).max(1e-9),
                (Some(a), None) => a.1,
                (None, Some(b)) => b.1,
                (None, None) => raw,
            };
            value as f32
        })
        .collect()
}
