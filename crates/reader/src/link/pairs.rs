//! What tells whether two tags belong together.

use crate::frames::Scene;
use crate::segments::Block;
use crate::tags::{Part, Tag};
use crate::{cues, verbs, words};
use std::ops::Range;

/// How many features a content and a cue may have.
pub const CUE_FEATURES: usize = 128;
/// How many features a cue and a source may have.
pub const SOURCE_FEATURES: usize = 192;

/// A block with its tags.
pub(crate) struct Ground<'a, 't> {
    scene: &'a Scene<'a, 't>,
    block: &'a Block,
    pub(crate) tags: &'a [Tag],
    /// How many cues, and how many contents, stand before each tag.
    counts: Vec<(usize, usize)>,
}

impl<'a, 't> Ground<'a, 't> {
    pub(crate) fn new(scene: &'a Scene<'a, 't>, block: &'a Block, tags: &'a [Tag]) -> Self {
        let mut counts = Vec::with_capacity(tags.len());
        let (mut cue, mut content) = (0, 0);
        for tag in tags {
            counts.push((cue, content));
            cue += usize::from(tag.part == Part::Cue);
            content += usize::from(tag.part == Part::Content);
        }
        Self {
            scene,
            block,
            tags,
            counts,
        }
    }

    fn low(&self, at: usize) -> &str {
        self.scene.doc.low(at)
    }

    fn sentence(&self, at: usize) -> usize {
        self.block.sentences.partition_point(|s| s.end <= at)
    }

    /// The features of a tag and its candidate.
    pub(crate) fn pair(&self, of: usize, with: usize) -> Vec<u16> {
        let (tag, other) = (&self.tags[of], &self.tags[with]);
        let after = with < of;
        let side = u16::from(after);
        let gap = if after {
            other.tokens.end..tag.tokens.start
        } else {
            tag.tokens.end..other.tokens.start
        };
        let mut features = vec![side * 8 + bucket(gap.len())];
        let far = self
            .sentence(tag.tokens.start)
            .abs_diff(self.sentence(other.tokens.start))
            .min(3) as u16;
        features.push(16 + side * 4 + far);
        let (low, high) = (of.min(with), of.max(with));
        let between = |pick: fn(&(usize, usize)) -> usize, part: Part| {
            let own = usize::from(self.tags[low].part == part);
            (pick(&self.counts[high]) - pick(&self.counts[low]) - own).min(2) as u16
        };
        features.push(24 + side * 3 + between(|c| c.0, Part::Cue));
        features.push(30 + side * 3 + between(|c| c.1, Part::Content));
        features.push(36 + side * 6 + self.marks(gap.clone()));
        match tag.part {
            Part::Content => self.content_and_cue(tag, other, side, &mut features),
            _ => self.cue_and_source(tag, other, side, &gap, &mut features),
        }
        features
    }

    /// What marks stand in a gap.
    fn marks(&self, gap: Range<usize>) -> u16 {
        let near = gap.start..gap.end.min(gap.start + 40);
        let has = |test: &dyn Fn(&str) -> bool| near.clone().any(|i| test(self.low(i)));
        if near.is_empty() {
            0
        } else if has(&|w| matches!(w, "." | "!" | "?")) {
            1
        } else if has(&words::is_quote_mark) {
            2
        } else if has(&|w| matches!(w, ";" | ":") || words::is_dash(w)) {
            3
        } else if has(&|w| w == ",") {
            4
        } else {
            5
        }
    }

    /// What a cue is like.
    fn kind(&self, cue: &Tag) -> u16 {
        let head = self.low(head(self.scene, &cue.tokens));
        if head == "according" {
            0
        } else if verbs::is_saying(head) {
            1
        } else if head.ends_with("ing") {
            2
        } else if self.low(cue.tokens.start) == "to" {
            3
        } else if cue.tokens.clone().any(|i| {
            matches!(
                self.low(i),
                "is" | "are" | "was" | "were" | "be" | "been" | "being"
            )
        }) {
            4
        } else if cue.tokens.clone().any(|i| words::is_determiner(self.low(i))) {
            5
        } else if self.low(cue.tokens.end.saturating_sub(1)) == "of" {
            6
        } else {
            7
        }
    }

    fn content_and_cue(&self, content: &Tag, cue: &Tag, side: u16, features: &mut Vec<u16>) {
        let first = self.low(content.tokens.start);
        let quoted = words::is_quote_mark(first);
        let start = match first {
            "that" => 0,
            "to" => 1,
            _ if quoted => 2,
            _ if self.scene.doc.is_capital(content.tokens.start) => 3,
            _ => 4,
        };
        let kind = self.kind(cue);
        features.push(48 + side * 8 + kind);
        features.push(64 + side * 5 + start);
        features.push(74 + kind * 5 + start);
        let opens = self
            .block
            .sentences
            .binary_search_by_key(&content.tokens.start, |s| s.start)
            .is_ok();
        features.push(114 + side * 2 + u16::from(opens));
        let ends_with_mark = matches!(self.low(cue.tokens.end.saturating_sub(1)), ":" | ",");
        features.push(118 + side * 2 + u16::from(ends_with_mark));
    }

    fn cue_and_source(
        &self,
        cue: &Tag,
        source: &Tag,
        side: u16,
        gap: &Range<usize>,
        features: &mut Vec<u16>,
    ) {
        let first = self.low(source.tokens.start);
        let kind = self.kind(cue);
        let who = if words::is_relative(first) {
            0
        } else if words::is_pronoun(first) {
            1
        } else if self.scene.doc.is_capital(source.tokens.start) {
            2
        } else if words::is_determiner(first) {
            3
        } else {
            4
        };
        features.push(48 + side * 8 + kind);
        features.push(64 + side * 5 + who);
        features.push(74 + side * 8 + if gap.is_empty() { kind } else { 7 });
        let lead = self.low(cue.tokens.start.saturating_sub(1));
        let lead = match lead {
            "," => 0,
            "and" | "but" | "or" => 1,
            _ if words::is_quote_mark(lead) => 2,
            _ if words::is_dash(lead) => 3,
            _ => 4,
        };
        features.push(90 + side * 5 + lead);
        features.push(100 + side * 8 + bucket(gap.len()) + if kind == 1 { 16 } else { 0 });
        let by = self.low(cue.tokens.end.saturating_sub(1));
        let by = match by {
            "by" => 0,
            "to" => 1,
            "from" => 2,
            "of" => 3,
            _ => 4,
        };
        features.push(132 + side * 5 + by);
        let owned = self.low(source.tokens.end) == "'s" || matches!(first, "his" | "her" | "their" | "its");
        features.push(142 + side * 2 + u16::from(owned));
    }

    /// The features of a cue without a source.
    pub(crate) fn alone(&self, of: usize) -> Vec<u16> {
        let tag = &self.tags[of];
        let sources = |range: Range<usize>| {
            self.tags
                .get(range)
                .unwrap_or_default()
                .iter()
                .any(|t| t.part == Part::Source)
        };
        let near = u16::from(sources(of.saturating_sub(2)..of))
            + 2 * u16::from(sources(of + 1..(of + 3).min(self.tags.len())));
        vec![160, 162 + self.kind(tag), 172 + near]
    }
}

/// 0, 1, 2, 3–4, 5–8, 9–16, 17–32, more.
fn bucket(length: usize) -> u16 {
    match length {
        0..=2 => length as u16,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        17..=32 => 6,
        _ => 7,
    }
}

/// The word of a cue that carries its meaning: the likeliest head, else its last word.
pub(crate) fn head(scene: &Scene<'_, '_>, cue: &Range<usize>) -> usize {
    let doc = scene.doc;
    let window = cue.start..cue.end.min(cue.start + 24);
    let mut best = (0.0, window.start);
    for at in window {
        let weight = cues::probability(doc, at) + if verbs::is_saying(doc.low(at)) { 0.2 } else { 0.0 };
        let plain = doc.is_word(at)
            && !words::is_auxiliary(doc.low(at))
            && !words::is_adverb(doc.low(at))
            && !words::is_preposition(doc.low(at))
            && !words::is_determiner(doc.low(at))
            && !words::is_negation(doc.low(at));
        let weight = weight + if plain { 0.05 } else { 0.0 };
        if weight > best.0 {
            best = (weight, at);
        }
    }
    best.1
}
