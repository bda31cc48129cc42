//! Cues with their sources and contents, sentence by sentence.

use crate::clauses::{self, Subject, quotation_at};
use crate::complements;
use crate::cues;
use crate::doc::Doc;
use crate::nouns::{self, NounCue};
use crate::preposed;
use crate::quotes::Quotation;
use crate::{verbs, words};
use std::ops::Range;

/// How a statement was found: each has its own share of right ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// A quotation with "he said" around it.
    Quoted,
    /// "…, officials said."
    Trailing,
    /// "said that …"
    Clause,
    /// "vowed to …", "praised …"
    Complement,
    /// "According to …"
    According,
    /// "is seen as", "is expected to"
    Passive,
    /// "the response was that …"
    Noun,
    /// "NAME: …"
    Turn,
    /// A sentence that carries on what was reported.
    Carried,
    /// "On the price he would not be drawn."
    Silent,
    /// Seen by a model.
    Seen,
}

/// A statement in tokens, before it is understood.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) source: Vec<Range<usize>>,
    pub(crate) cue: Vec<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    /// The word that carries the cue's meaning.
    pub(crate) head: Option<usize>,
    /// Who is told.
    pub(crate) hearer: Option<Range<usize>>,
    pub(crate) rule: Rule,
    /// How likely its cue is one.
    pub(crate) weight: f32,
    /// The sentence in which the cue stands, as its place in the block.
    pub(crate) sentence: usize,
}

/// The least likely cue that is taken.
const LEAST: f32 = 0.42;

/// What a sentence is read with.
pub(crate) struct Scene<'a, 't> {
    pub(crate) doc: &'a Doc<'t>,
    pub(crate) block: Range<usize>,
    pub(crate) quotes: &'a [Quotation],
}

pub(crate) struct Cue {
    pub(crate) head: usize,
    pub(crate) range: Range<usize>,
    pub(crate) weight: f32,
    pub(crate) noun: Option<NounCue>,
}

/// The frames of one sentence, from the left to the right.
pub(crate) fn of_sentence(scene: &Scene<'_, '_>, sentence: Range<usize>, number: usize) -> Vec<Frame> {
    let cues = candidates(scene, &sentence);
    let mut frames: Vec<Frame> = Vec::new();
    let mut taken = sentence.start;
    for (i, cue) in cues.iter().enumerate() {
        if cue.range.start < taken {
            continue;
        }
        let later = &cues[i + 1..];
        let bounds = sentence.clone();
        let Some(mut frame) = frame(scene, &bounds, cue, later, frames.last(), taken) else {
            continue;
        };
        frame.sentence = number;
        let end = frame
            .content
            .iter()
            .chain(&frame.source)
            .chain(&frame.cue)
            .map(|r| r.end)
            .max()
            .unwrap_or(taken);
        taken = end.max(cue.range.end);
        frames.push(frame);
    }
    frames
}

fn candidates(scene: &Scene<'_, '_>, sentence: &Range<usize>) -> Vec<Cue> {
    let doc = scene.doc;
    let mut cues = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(quote) = quotation_at(scene.quotes, at) {
            at = quote.tokens.end.max(at + 1);
            continue;
        }
        if doc.low(at) == "according" && doc.low(at + 1) == "to" {
            cues.push(Cue {
                head: at,
                range: at..at + 2,
                weight: 0.9,
                noun: None,
            });
            at += 2;
            continue;
        }
        if let Some(noun) = nouns::at(doc, sentence, at) {
            let range = noun.range.clone();
            while cues.last().is_some_and(|cue: &Cue| cue.range.end > range.start) {
                cues.pop();
            }
            at = range.end;
            cues.push(Cue {
                head: noun.head,
                range,
                weight: 0.7,
                noun: Some(noun),
            });
            continue;
        }
        if doc.is_word(at) && !(doc.is_capital(at) && at > sentence.start && !headline(doc, sentence)) {
            let weight = cues::probability(doc, at);
            if weight >= LEAST {
                let range = cues::grow(doc, at, sentence);
                let after = range.end;
                cues.push(Cue {
                    head: at,
                    range,
                    weight,
                    noun: None,
                });
                at = after;
                continue;
            }
        }
        at += 1;
    }
    cues
}

/// Whether most words start with a capital, as in a title.
fn headline(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let words = sentence.clone().take(30).filter(|&i| doc.is_word(i));
    let (all, capital) = words.fold((0, 0), |(all, capital), i| {
        (all + 1, capital + usize::from(doc.is_capital(i)))
    });
    all >= 4 && capital * 10 >= all * 7
}

fn frame(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    cue: &Cue,
    later: &[Cue],
    last: Option<&Frame>,
    taken: usize,
) -> Option<Frame> {
    let doc = scene.doc;
    if let Some(noun) = &cue.noun {
        return by_noun(scene, bounds, noun, later);
    }
    if doc.low(cue.head) == "according" {
        return according(scene, bounds, cue, taken);
    }
    if let Some(frame) = passive(scene, bounds, cue, later, taken) {
        return Some(frame);
    }
    let subject = clauses::subject_before(doc, bounds, cue.range.start, cue.head);
    let inverted = preposed::inverted(scene, bounds, cue, &subject);
    let source = match (&inverted, subject) {
        (Some(range), _) => Some(range.clone()),
        (None, Subject::Own(range)) => Some(range),
        (None, Subject::Shared) => last
            .and_then(|frame| frame.source.first().cloned())
            .or_else(|| clauses::first_subject(doc, &(bounds.start..cue.range.start)))
            .filter(|range| range.end <= cue.range.start),
        (None, Subject::None) => None,
    };
    let mut frame = Frame {
        source: source.iter().cloned().collect(),
        cue: vec![cue.range.clone()],
        content: Vec::new(),
        head: Some(cue.head),
        hearer: None,
        rule: Rule::Clause,
        weight: cue.weight,
        sentence: 0,
    };
    let front = source
        .as_ref()
        .filter(|s| s.end <= cue.range.start && s.end + 6 > cue.range.start)
        .map_or(cue.range.start, |s| s.start);
    let back = inverted.as_ref().map_or(cue.range.end, |s| s.end);
    if verbs::is_saying(doc.low(cue.head))
        && preposed::before_it(scene, bounds, front, back, taken, &mut frame)
    {
        return Some(frame);
    }
    let bounds = &main_clause_cut(doc, bounds, front, cue.range.end);
    complements::behind_it(scene, bounds, cue, later, &mut frame);
    (!frame.content.is_empty()).then_some(frame)
}

/// "When we said that …, the answer was …": what we said ends where the main clause starts.
fn main_clause_cut(doc: &Doc<'_>, bounds: &Range<usize>, front: usize, from: usize) -> Range<usize> {
    let leads = front > bounds.start
        && front <= bounds.start + 3
        && matches!(
            doc.low(front - 1),
            "when"
                | "while"
                | "as"
                | "after"
                | "although"
                | "though"
                | "if"
                | "since"
                | "because"
                | "whenever"
        );
    let main = |&i: &usize| {
        doc.low(i) == ","
            && (words::is_determiner(doc.low(i + 1))
                || words::is_pronoun(doc.low(i + 1))
                || doc.is_capital(i + 1))
    };
    match (from..bounds.end).find(main).filter(|_| leads) {
        Some(comma) => bounds.start..comma,
        None => bounds.clone(),
    }
}

/// "The response was that …".
fn by_noun(scene: &Scene<'_, '_>, bounds: &Range<usize>, noun: &NounCue, later: &[Cue]) -> Option<Frame> {
    let start = noun.range.end;
    let end = complements::clause_end(scene, bounds, start, later, true);
    (start + 1 < end).then(|| Frame {
        source: noun.source.iter().cloned().collect(),
        cue: noun.cue.clone(),
        content: std::iter::once(start..end).collect(),
        head: Some(noun.head),
        hearer: None,
        rule: Rule::Noun,
        weight: 0.7,
        sentence: 0,
    })
}

/// "According to X, …" and "…, according to X".
fn according(scene: &Scene<'_, '_>, bounds: &Range<usize>, cue: &Cue, taken: usize) -> Option<Frame> {
    let doc = scene.doc;
    let source = clauses::phrase_after(doc, cue.range.end, bounds.end)?;
    let after = source.end + usize::from(doc.low(source.end) == ",");
    let leads = cue.range.start <= bounds.start + 1;
    let content = if leads {
        let comma = (cue.range.end..bounds.end)
            .find(|&i| doc.low(i) == ",")
            .map_or(after, |comma| comma + 1)
            .min(after.max(cue.range.end + 1));
        comma..complements::trimmed_end(scene, comma, bounds.end)
    } else {
        let start = preposed::content_start(doc, taken.max(bounds.start), cue.range.start);
        start..complements::trimmed_end(scene, start, cue.range.start)
    };
    (content.start + 1 < content.end).then(|| Frame {
        source: vec![source],
        cue: vec![cue.range.clone()],
        content: vec![content],
        head: Some(cue.head),
        hearer: None,
        rule: Rule::According,
        weight: cue.weight,
        sentence: 0,
    })
}

/// "X is seen as …", "X is expected to …", "we were told that …".
fn passive(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    cue: &Cue,
    later: &[Cue],
    taken: usize,
) -> Option<Frame> {
    let doc = scene.doc;
    let group = cue.range.start..cue.head;
    let be = group.clone().any(|i| {
        matches!(
            doc.low(i),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'re"
        )
    });
    let head = doc.low(cue.head);
    let participle = head.ends_with("ed")
        || matches!(
            head,
            "told" | "seen" | "said" | "known" | "thought" | "held" | "shown" | "understood"
        );
    if !be || !participle {
        return None;
    }
    let subject = match clauses::subject_before(doc, &(taken..bounds.end), cue.range.start, cue.head) {
        Subject::Own(range) => Some(range),
        _ => None,
    };
    let mut frame = Frame {
        source: Vec::new(),
        cue: vec![cue.range.clone()],
        content: Vec::new(),
        head: Some(cue.head),
        hearer: None,
        rule: Rule::Passive,
        weight: cue.weight,
        sentence: 0,
    };
    let mut start = cue.range.end;
    if doc.low(start) == "by" {
        let source = clauses::phrase_after(doc, start + 1, bounds.end)?;
        start = source.end;
        frame.source.push(source);
    }
    if verbs::takes_hearer(head) {
        frame.hearer = subject;
    } else if let Some(subject) = subject {
        frame.content.push(subject);
    }
    if doc.low(start) == "as" {
        if frame.source.is_empty() {
            frame.cue[0].end = start + 1;
        }
        start += 1;
    }
    if start < bounds.end && !doc.is_mark(start) {
        let end = complements::clause_end(scene, bounds, start, later, true);
        if end > start {
            frame.content.push(start..end);
        }
    }
    let behind = frame.content.iter().any(|part| part.start >= cue.range.end) || !frame.source.is_empty();
    (!frame.content.is_empty() && behind).then_some(frame)
}
