//! What the first chain said of a stretch, laid out for the second.

use super::features::Stretch;
use super::labels;
use crate::tags::Part;
use std::ops::Range;

/// What the first chain said of a stretch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) labels: Vec<u8>,
    /// The share of each label, in eight steps.
    pub(crate) sure: Vec<u8>,
    /// The next likeliest label.
    pub(crate) second: Vec<u8>,
    pub(super) cues: Vec<CueRun>,
    /// The nearest cue on each side, among `cues`.
    pub(super) cue_left: Vec<Option<u32>>,
    pub(super) cue_right: Vec<Option<u32>>,
}

#[derive(Clone, Debug)]
pub(super) struct CueRun {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) sourced: bool,
    pub(super) content_left: bool,
    pub(super) content_right: bool,
}

impl Told {
    /// Lays out the first chain's labels and shares.
    pub(crate) fn new(stretch: &Stretch<'_, '_>, labels: Vec<u8>, shares: &[labels::Row]) -> Self {
        let count = labels.len();
        let mut told = Self {
            sure: Vec::with_capacity(count),
            second: Vec::with_capacity(count),
            cue_left: vec![None; count],
            cue_right: vec![None; count],
            ..Self::default()
        };
        for (row, &label) in shares.iter().zip(&labels) {
            let own = row[usize::from(label)];
            told.sure.push((own * 7.99) as u8);
            let next = (0..row.len())
                .filter(|&l| l != usize::from(label))
                .max_by(|&a, &b| row[a].total_cmp(&row[b]))
                .filter(|&l| row[l] > 0.05);
            told.second.push(next.map_or(99, |l| l as u8));
        }
        let tags = labels::tags(&labels, 0, |_| 1.0);
        for (i, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.part == Part::Cue) {
            let has = |at: Option<usize>, part: Part, near: bool| {
                at.and_then(|at| tags.get(at)).is_some_and(|other| {
                    let gap = if other.tokens.end <= tag.tokens.start {
                        tag.tokens.start - other.tokens.end
                    } else {
                        other.tokens.start.saturating_sub(tag.tokens.end)
                    };
                    other.part == part && (!near || gap <= 6)
                })
            };
            let before = i.checked_sub(1);
            let two = i.checked_sub(2);
            let source_before = has(before, Part::Source, true);
            let source_after = has(Some(i + 1), Part::Source, true);
            told.cues.push(CueRun {
                head: (tag.tokens.clone())
                    .rev()
                    .max_by_key(|&t| stretch.atoms[t].cue)
                    .unwrap_or(tag.tokens.start),
                tokens: tag.tokens.clone(),
                sourced: source_before || source_after,
                content_left: has(before, Part::Content, true)
                    || source_before && has(two, Part::Content, false),
                content_right: has(Some(i + 1), Part::Content, true)
                    || source_after && has(Some(i + 2), Part::Content, false),
            });
        }
        let mut near = None;
        let mut next = 0;
        for at in 0..count {
            if told.cues.get(next).is_some_and(|run| run.tokens.end <= at) {
                near = Some(next as u32);
                next += 1;
            }
            told.cue_left[at] = near;
            let ahead = told.cues.get(next).is_some_and(|run| run.tokens.start > at);
            let skip = next + usize::from(!ahead);
            told.cue_right[at] = told.cues.get(skip).map(|_| skip as u32);
        }
        told.labels = labels;
        told
    }
}
