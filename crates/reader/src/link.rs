//! From tagged runs to statements: each content goes to its cue, each cue to its source.
//!
//! Two log-linear choices, trained on annotated news: for every content one of the paragraph's cues, for every cue
//! one of the paragraph's sources or none. Any tagger's runs can be joined: [`of_block`] asks only for [`Tag`]s.

mod pairs;
mod shape;

pub use pairs::{CUE_FEATURES, SOURCE_FEATURES};

use crate::frames::{Frame, Scene};
use crate::segments::Block;
use crate::tags::{Part, Tag};
use pairs::Ground;
use std::ops::Range;

/// How many of a block's tags on each side are looked at for a link: keeps the time linear.
const NEAR: usize = 6;

/// What the two choices are weighed with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights<'a> {
    /// For a content and a cue.
    pub(crate) cue: &'a [f32],
    /// For a cue and a source.
    pub(crate) source: &'a [f32],
}

/// One choice: for the tag at a place, the candidates with their features, and which was right where that is known.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The tag that looks for its partner.
    pub of: usize,
    /// Places of the candidates among the tags; `None` for no partner.
    pub candidates: Vec<(Option<usize>, Vec<u16>)>,
}

/// The statements of one block, from its tags in the order of the text. `rules` are the rule reader's own frames of
/// the block: where one shares a cue, whom it says was told is taken over.
pub(crate) fn of_block(
    scene: &Scene<'_, '_>,
    block: &Block,
    tags: &[Tag],
    rules: &[Frame],
    weights: Weights<'_>,
) -> Vec<Linked> {
    let ground = Ground::new(scene, block, tags);
    let mut links: Vec<(usize, Vec<usize>, f32)> = Vec::new();
    for choice in choices(&ground, Part::Content) {
        if let (Some(cue), sure) = best(&choice, weights.cue) {
            match links.iter_mut().rev().find(|link| link.0 == cue) {
                Some(link) => link.1.push(choice.of),
                None => links.push((cue, vec![choice.of], sure)),
            }
        }
    }
    links.sort_by_key(|link| link.0);
    let sources = choices(&ground, Part::Cue);
    let mut linked = Vec::with_capacity(links.len());
    for (cue, contents, sure) in links {
        let (source, certain) = sources
            .binary_search_by_key(&cue, |choice| choice.of)
            .ok()
            .and_then(|at| sources.get(at))
            .map_or((None, 1.0), |choice| best(choice, weights.source));
        let run = |at: usize| tags.get(at).map(|tag| tag.tokens.clone());
        let own = contents.iter().chain(&source).chain(std::iter::once(&cue));
        let weakest = own
            .filter_map(|&at| tags.get(at))
            .fold(1.0f32, |least, tag| least.min(tag.sure));
        let contents: Vec<Range<usize>> = contents.into_iter().filter_map(run).collect();
        let frame = shape::frame(scene, block, &tags[cue], source.and_then(run), contents, rules);
        linked.extend(frame.map(|frame| Linked {
            frame,
            raw: weakest * sure.sqrt() * certain.sqrt(),
        }));
    }
    linked.sort_by_key(|linked| linked.frame.sentence);
    linked
}

/// A statement with what its tagger and its links make of it.
#[derive(Clone, Debug)]
pub(crate) struct Linked {
    pub(crate) frame: Frame,
    /// Its weakest part's share, less the doubt about its links, from 0 to 1; not calibrated.
    pub(crate) raw: f32,
}

/// The choices of a block's tags.
pub(crate) fn choices_in(scene: &Scene<'_, '_>, block: &Block, tags: &[Tag], of: Part) -> Vec<Choice> {
    choices(&Ground::new(scene, block, tags), of)
}

/// The choices that contents (for their cues) or cues (for their sources) have in a block.
fn choices(ground: &Ground<'_, '_>, of: Part) -> Vec<Choice> {
    let wanted = if of == Part::Content {
        Part::Cue
    } else {
        Part::Source
    };
    let tags = ground.tags;
    let candidates: Vec<usize> = (0..tags.len()).filter(|&i| tags[i].part == wanted).collect();
    let mut choices = Vec::new();
    for at in (0..tags.len()).filter(|&i| tags[i].part == of) {
        let middle = candidates.partition_point(|&c| c < at);
        let near = middle.saturating_sub(NEAR)..(middle + NEAR).min(candidates.len());
        let mut list: Vec<(Option<usize>, Vec<u16>)> = candidates[near]
            .iter()
            .map(|&c| (Some(c), ground.pair(at, c)))
            .collect();
        if of == Part::Cue {
            list.push((None, ground.alone(at)));
        }
        choices.push(Choice {
            of: at,
            candidates: list,
        });
    }
    choices
}

/// The likeliest candidate and its share.
fn best(choice: &Choice, weights: &[f32]) -> (Option<usize>, f32) {
    let score =
        |features: &[u16]| -> f32 { features.iter().filter_map(|&f| weights.get(usize::from(f))).sum() };
    let scores: Vec<f32> = choice.candidates.iter().map(|(_, f)| score(f)).collect();
    let Some(best) = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])) else {
        return (None, 0.0);
    };
    let total: f32 = scores.iter().map(|s| (s - scores[best]).exp()).sum();
    (choice.candidates[best].0, 1.0 / total)
}
