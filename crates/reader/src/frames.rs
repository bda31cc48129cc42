//! Cues with their sources and contents, sentence by sentence.

use crate::clauses::{self, Subject, quotation_at};
use crate::cues;
use crate::doc::Doc;
use crate::nouns::{self, NounCue};
use crate::quotes::Quotation;
use crate::words;
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

struct Cue {
    head: usize,
    range: Range<usize>,
    weight: f32,
    noun: Option<NounCue>,
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
    let inverted = inverted(scene, bounds, cue, &subject);
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
    if words::is_saying(doc.low(cue.head)) && before_it(scene, bounds, front, back, taken, &mut frame) {
        return Some(frame);
    }
    let bounds = &main_clause_cut(doc, bounds, front, cue.range.end);
    behind_it(scene, bounds, cue, later, &mut frame);
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
    let end = clause_end(scene, bounds, start, later, true);
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

/// "said Mr X": the subject behind the verb, where a quotation or comma stands before it.
fn inverted(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    cue: &Cue,
    subject: &Subject,
) -> Option<Range<usize>> {
    let doc = scene.doc;
    let start = cue.range.start;
    if !words::is_saying(doc.low(cue.head))
        || matches!(subject, Subject::Own(_)) && !ends_quotation(scene, start)
    {
        return None;
    }
    let bare = cue.range.len() == 1 && cue.range.end < bounds.end;
    let follows = start > scene.block.start && (doc.low(start - 1) == "," || ends_quotation(scene, start));
    if !bare
        || !follows
        || doc.low(cue.range.end) == "that"
        || words::is_object(doc.low(cue.range.end)) && doc.low(cue.range.end) != "it"
    {
        return None;
    }
    clauses::phrase_after(doc, cue.range.end, bounds.end)
}

fn ends_quotation(scene: &Scene<'_, '_>, at: usize) -> bool {
    at > scene.block.start
        && quotation_at(scene.quotes, at - 1).is_some_and(|q| q.speech && q.tokens.end == at)
}

/// What was said stands before "he said". `front` is where "he said" starts, `back` where it ends.
fn before_it(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    front: usize,
    back: usize,
    taken: usize,
    frame: &mut Frame,
) -> bool {
    let doc = scene.doc;
    let ends = closes_clause(scene, back, bounds.end);
    if front > scene.block.start {
        let at =
            if doc.low(front - 1) == "," && front - 1 > scene.block.start && ends_quotation(scene, front - 1)
            {
                front - 1
            } else {
                front
            };
        if ends_quotation(scene, at)
            && let Some(quote) = quotation_at(scene.quotes, at - 1)
        {
            frame.rule = Rule::Quoted;
            let quote = quote.tokens.clone();
            let start = before_quotation(scene, bounds, &quote, taken);
            frame.content.push(start..quote.end);
            after_it(scene, bounds, back, frame);
            return true;
        }
    }
    let comma = front > bounds.start && doc.low(front - 1) == ",";
    if !ends || !comma || front < bounds.start + 2 {
        return false;
    }
    let start = content_start(doc, taken.max(bounds.start), front - 1);
    frame.rule = Rule::Trailing;
    // "Second, he said, …" and "Fertiliser, he said, was …": what matters stands behind.
    let lead = (start..front - 1).all(|i| is_lead(doc.low(i)) || doc.is_mark(i));
    let clause = start + 2 < front - 1
        && (!words::is_preposition(doc.low(start))
            || (start..front - 1).any(|i| words::is_auxiliary(doc.low(i))));
    if clause || start < front - 1 && !lead && !words::is_preposition(doc.low(start)) && doc.low(back) == ","
    {
        frame.content.push(start..front - 1);
    }
    let before = frame.content.len();
    after_it(scene, bounds, back, frame);
    if !clause && frame.content.len() == before {
        frame.content.clear();
        frame.rule = Rule::Clause;
    }
    !frame.content.is_empty()
}

/// Words that order a speech and say nothing themselves.
fn is_lead(word: &str) -> bool {
    words::is_adverb(word)
        || matches!(
            word,
            "second"
                | "third"
                | "here"
                | "too"
                | "in"
                | "addition"
                | "however"
                | "today"
                | "still"
                | "moreover"
        )
}

/// A clause with a quotation at its end goes with it: `the plan was "dead," he said`.
fn before_quotation(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    quote: &Range<usize>,
    taken: usize,
) -> usize {
    let doc = scene.doc;
    if quote.start <= bounds.start + 1 || doc.is_mark(quote.start - 1) {
        return quote.start;
    }
    content_start(doc, taken.max(bounds.start), quote.start)
}

/// A conjunction at the front of a clause stays outside what was said.
fn content_start(doc: &Doc<'_>, mut start: usize, end: usize) -> usize {
    while start < end
        && (doc.is_mark(start) && !words::is_quote_mark(doc.low(start)) && doc.low(start) != "$")
    {
        start += 1;
    }
    if matches!(doc.low(start), "but" | "and" | "yet" | "still" | "meanwhile") {
        start += 1;
        while start < end && doc.low(start) == "," {
            start += 1;
        }
    }
    start
}

/// Whether nothing that could be said follows `at` in its sentence.
fn closes_clause(scene: &Scene<'_, '_>, at: usize, end: usize) -> bool {
    let doc = scene.doc;
    let mut i = at;
    while i < end && !doc.is_mark(i) && i < at + 14 {
        if matches!(doc.low(i), "that" | "he" | "she" | "they" | "it") {
            return false;
        }
        i += 1;
    }
    let first = doc.low(at);
    i == at
        || (i - at) <= 12
            && (words::is_time(first)
                || words::is_preposition(first)
                || words::is_object(first)
                || words::is_adverb(first))
            && (i >= end || doc.is_mark(i))
}

/// Words that go on behind "he said": another quotation, or the rest of an interrupted clause.
fn after_it(scene: &Scene<'_, '_>, bounds: &Range<usize>, back: usize, frame: &mut Frame) {
    let doc = scene.doc;
    let mut at = back;
    while at < bounds.end && !doc.is_mark(at) && at < back + 12 {
        at += 1;
    }
    let next = if words::is_quote_mark(doc.low(at)) {
        at
    } else {
        at + 1
    };
    if let Some(quote) =
        quotation_at(scene.quotes, next).filter(|q| q.tokens.start == next && next < bounds.end)
    {
        frame.content.push(quote.tokens.clone());
    } else if frame.rule == Rule::Trailing && at == back && doc.low(at) == "," && at + 2 < bounds.end {
        let first = doc.low(at + 1);
        let limited = first == "but" && matches!(doc.low(at + 2), "not" | "only" | "never");
        if !first.ends_with("ing") && !words::is_relative(first) && (limited || !words::is_coordinator(first))
        {
            let end = trimmed_end(scene, at + 1, bounds.end);
            frame.content.push(at + 1..end);
        }
    }
}

/// What was said stands behind the cue.
fn behind_it(scene: &Scene<'_, '_>, bounds: &Range<usize>, cue: &Cue, later: &[Cue], frame: &mut Frame) {
    let doc = scene.doc;
    let mut start = cue.range.end;
    let head = doc.low(cue.head);
    if words::takes_hearer(head) {
        if let Some((hearer, next)) = hearer(scene, start, bounds.end, is_tell(head)) {
            frame.hearer = Some(hearer);
            start = next;
        } else if is_tell(head) && !matches!(doc.low(start), "of" | "about") {
            return;
        }
    }
    start = over_circumstance(scene, start, bounds.end);
    if matches!(doc.low(start), ":" | ",") {
        if doc.low(start) == ":" && start == cue.range.end && start + 1 < bounds.end {
            frame.cue[0].end = start + 1;
        }
        start += 1;
        if doc.low(start - 1) == "," && quotation_at(scene.quotes, start).is_none() {
            let opens = matches!(doc.low(start), "that" | "in");
            if !opens {
                return;
            }
        }
    }
    if start >= bounds.end {
        if let Some(quote) =
            quotation_at(scene.quotes, start).filter(|q| q.tokens.start == start && start < scene.block.end)
        {
            frame.rule = Rule::Quoted;
            frame.content.push(quote.tokens.clone());
        }
        return;
    }
    if let Some(quote) = quotation_at(scene.quotes, start).filter(|q| q.tokens.start == start && q.speech) {
        frame.rule = Rule::Quoted;
        frame.content.push(quote.tokens.clone());
        return;
    }
    let first = doc.low(start);
    let clause = matches!(first, "that" | "whether" | "if" | "how" | "why" | "what")
        || words::is_saying(head)
        || matches!(head, "saying" | "adding" | "noting" | "arguing");
    if !clause {
        frame.rule = Rule::Complement;
    }
    if doc.is_mark(start) && !words::is_quote_mark(first) && !matches!(first, "$" | "#" | "@") {
        return;
    }
    let end = clause_end(scene, bounds, start, later, clause);
    if end > start && !(end == start + 1 && first == "that") {
        frame.content.push(start..end);
    }
}

fn is_tell(word: &str) -> bool {
    matches!(
        word,
        "told" | "tells" | "tell" | "telling" | "informed" | "assured" | "reminded" | "notified"
    )
}

/// Who is told, and where what they are told starts.
fn hearer(scene: &Scene<'_, '_>, start: usize, end: usize, tells: bool) -> Option<(Range<usize>, usize)> {
    let doc = scene.doc;
    let high = end.min(start + 25);
    if matches!(doc.low(start), "when" | "where" | "how" | "why" | "who" | "what") {
        return None;
    }
    if words::is_object(doc.low(start)) {
        return Some((start..start + 1, start + 1));
    }
    if matches!(
        doc.low(start),
        "that" | "to" | "whether" | "if" | "about" | "of" | "against"
    ) || doc.is_mark(start)
    {
        return None;
    }
    let at = (start..high).find(|&i| {
        matches!(doc.low(i), "that" | "whether" | "about" | "if")
            || doc.is_mark(i) && matches!(doc.low(i), "," | ":" | "." | ";")
            || words::is_quote_mark(doc.low(i)) && !matches!(doc.low(i), "'" | "’")
            || i > start && (words::is_pronoun(doc.low(i)) || words::is_subordinator(doc.low(i)))
    });
    match at {
        Some(at)
            if at > start
                && (tells
                    || matches!(doc.low(at), "that" | "whether" | "if")
                    || words::is_quote_mark(doc.low(at))) =>
        {
            Some((start..at, at))
        }
        _ if !tells => None,
        _ => {
            // A bare clause follows the name: "told Fox News the plan is dead".
            let mut at = start + usize::from(words::is_determiner(doc.low(start)));
            while at < high
                && (doc.is_capital(at)
                    || at == start
                    || !words::is_determiner(doc.low(at)) && !doc.is_capital(at) && at < start + 4)
            {
                at += 1;
            }
            (at < high).then_some((start..at, at))
        }
    }
}

/// Steps over "on Tuesday", "in an interview with X" between a cue and "that …" or a quotation.
fn over_circumstance(scene: &Scene<'_, '_>, start: usize, end: usize) -> usize {
    let doc = scene.doc;
    let mut at = start;
    while at < end && words::is_time(doc.low(at)) {
        at += 1;
    }
    if at < end && doc.low(at) == "on" && words::is_time(doc.low(at + 1)) {
        at += 2;
    }
    if at < end
        && (words::is_preposition(doc.low(at)) && doc.low(at) != "to" || words::is_adverb(doc.low(at)))
    {
        let high = end.min(at + 22);
        let found = (at..high).find(|&i| {
            doc.low(i) == "that" && doc.is_word(i)
                || words::is_quote_mark(doc.low(i))
                    && quotation_at(scene.quotes, i).is_some_and(|q| q.tokens.start == i && q.speech)
                || doc.low(i) == ":"
        });
        if let Some(found) = found {
            return found;
        }
    }
    at
}

/// Where what is said ends: at the sentence's end, or where another cue or an aside takes over.
fn clause_end(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    start: usize,
    later: &[Cue],
    clause: bool,
) -> usize {
    let doc = scene.doc;
    let mut at = start;
    while at < bounds.end {
        if let Some(quote) = quotation_at(scene.quotes, at).filter(|q| q.tokens.start == at) {
            if quote.tokens.end >= bounds.end || quote.speech && at > start {
                return trimmed_end(scene, start, quote.tokens.end.min(scene.block.end));
            }
            at = quote.tokens.end;
            continue;
        }
        let word = doc.low(at);
        let stop = match word {
            ";" => true,
            "—" | "–" | "--" | "―" => doc.spaced(at) || !clause,
            "-" => doc.spaced(at) && doc.spaced(at + 1),
            "," => comma_ends(scene, at, bounds.end, later, clause),
            "and" | "but" => later
                .iter()
                .any(|cue| cue.range.start == at + 1 && cue.weight > 0.5),
            ":" => !clause,
            _ => false,
        };
        if stop && at > start {
            return trimmed_end(scene, start, at);
        }
        at += 1;
    }
    trimmed_end(scene, start, bounds.end)
}

fn comma_ends(scene: &Scene<'_, '_>, comma: usize, end: usize, later: &[Cue], clause: bool) -> bool {
    let doc = scene.doc;
    let next = doc.low(comma + 1);
    let skip =
        comma + 1 + usize::from(words::is_coordinator(next) || matches!(next, "while" | "as" | "though"));
    let near = later.iter().find(|cue| cue.range.start > comma);
    if let Some(cue) = near {
        let gap = cue.range.start - comma - 1;
        let participle = doc.low(cue.head).ends_with("ing") && cue.range.start <= skip + 1;
        let coordinated = cue.range.start == skip && skip > comma + 1;
        let trailing = gap <= 6
            && gap > 0
            && words::is_saying(doc.low(cue.head))
            && closes_clause(scene, cue.range.end, end);
        let own = skip > comma + 1 && gap <= 5 && words::is_saying(doc.low(cue.head));
        if participle || coordinated || trailing || own {
            return true;
        }
        if next == "according" || doc.low(cue.head) == "according" && gap <= 1 {
            return true;
        }
    }
    if !clause {
        let list = (comma + 1..end.min(comma + 12))
            .any(|i| matches!(doc.low(i), "and" | "or") && doc.low(i - 1) == ",");
        return !list
            || words::is_relative(next)
            || matches!(next, "but" | "as" | "while" | "after" | "when")
            || next.ends_with("ing");
    }
    next == "according" || next == "which" && !clause
}

/// Marks at the end of what is said are left out, but for a quotation's own.
fn trimmed_end(scene: &Scene<'_, '_>, start: usize, mut end: usize) -> usize {
    let doc = scene.doc;
    while end > start && doc.is_mark(end - 1) {
        let word = doc.low(end - 1);
        if quotation_at(scene.quotes, end - 1).is_some_and(|q| q.tokens.start >= start)
            || matches!(word, "%" | ")" | "]" | "$")
        {
            break;
        }
        end -= 1;
    }
    end
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
        comma..trimmed_end(scene, comma, bounds.end)
    } else {
        let start = content_start(doc, taken.max(bounds.start), cue.range.start);
        start..trimmed_end(scene, start, cue.range.start)
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
    if words::takes_hearer(head) {
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
        let end = clause_end(scene, bounds, start, later, true);
        if end > start {
            frame.content.push(start..end);
        }
    }
    let behind = frame.content.iter().any(|part| part.start >= cue.range.end) || !frame.source.is_empty();
    (!frame.content.is_empty() && behind).then_some(frame)
}
