//! A frame from a cue with its source and contents: what kind it is, whom it tells.

use super::pairs::head;
use crate::clauses::quotation_at;
use crate::frames::{Frame, Rule, Scene};
use crate::segments::Block;
use crate::tags::Tag;
use crate::{complements, verbs, words};
use std::ops::Range;

/// The frame of a cue; none without a content.
pub(super) fn frame(
    scene: &Scene<'_, '_>,
    block: &Block,
    cue: &Tag,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    rules: &[Frame],
) -> Option<Frame> {
    let first = content.first()?.clone();
    let head = head(scene, &cue.tokens);
    let known = rules
        .iter()
        .find(|frame| frame.cue.iter().any(|c| c.contains(&head)));
    let hearer = known
        .and_then(|frame| frame.hearer.clone())
        .or_else(|| hearer(scene, &cue.tokens, head, &first))
        .filter(|h| !content.iter().any(|c| c.start < h.end && h.start < c.end));
    let sentence = block.sentences.partition_point(|s| s.end <= cue.tokens.start);
    Some(Frame {
        rule: rule(scene, &cue.tokens, head, &first),
        source: source
            .map(|s| with_apposition(scene, s, known))
            .into_iter()
            .collect(),
        cue: vec![cue.tokens.clone()],
        content,
        head: Some(head),
        hearer,
        weight: cue.sure,
        sentence: sentence.min(block.sentences.len().saturating_sub(1)),
    })
}

/// "a senior envoy, a former judge": an apposition behind the source that the rules found too.
fn with_apposition(scene: &Scene<'_, '_>, source: Range<usize>, known: Option<&Frame>) -> Range<usize> {
    let doc = scene.doc;
    let opens = doc.low(source.end) == "," && matches!(doc.low(source.end + 1), "a" | "an");
    let longer = known
        .and_then(|frame| frame.source.first())
        .filter(|ruled| opens && ruled.start == source.start && ruled.end > source.end);
    longer.map_or(source.clone(), |ruled| source.start..ruled.end)
}

/// Whom "told X that …" tells.
fn hearer(
    scene: &Scene<'_, '_>,
    cue: &Range<usize>,
    head: usize,
    content: &Range<usize>,
) -> Option<Range<usize>> {
    let doc = scene.doc;
    if !verbs::takes_hearer(doc.low(head)) || content.start <= head {
        return None;
    }
    complements::hearer(
        scene,
        head + 1,
        content.start,
        complements::is_tell(doc.low(head)),
    )
    .map(|(hearer, _)| hearer)
    .or_else(|| Some(cue.end..content.start).filter(|gap| !gap.is_empty()))
    .filter(|h| h.len() <= 12 && !doc.is_mark(h.start))
}

/// How a statement of this shape would have been found by rule.
fn rule(scene: &Scene<'_, '_>, cue: &Range<usize>, head: usize, content: &Range<usize>) -> Rule {
    let doc = scene.doc;
    let quoted = quotation_at(scene.quotes, content.start)
        .is_some_and(|quote| quote.tokens.start == content.start && content.end <= quote.tokens.end);
    let be = |word: &str| matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being");
    let saying = verbs::is_saying(doc.low(head));
    if doc.low(head) == "according" {
        Rule::According
    } else if quoted && saying {
        Rule::Quoted
    } else if (cue.start..head).any(|i| be(doc.low(i))) && doc.low(head).ends_with("ed") {
        Rule::Passive
    } else if content.end <= cue.start {
        Rule::Trailing
    } else if saying
        || matches!(
            doc.low(content.start),
            "that" | "whether" | "if" | "how" | "why" | "what"
        )
    {
        Rule::Clause
    } else if words::is_determiner(doc.low(cue.start)) {
        Rule::Noun
    } else {
        Rule::Complement
    }
}
