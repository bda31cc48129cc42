//! Notes, minutes and transcripts: labels before what is said, header lines, list marks, times.

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::segments::Block;
use crate::words;
use std::ops::Range;

/// Keys of header lines, which are not speakers.
const HEADER_KEYS: &[&str] = &[
    "title",
    "subject",
    "date",
    "from",
    "to",
    "cc",
    "bcc",
    "kind",
    "marking",
    "attribution",
    "meeting",
    "channel",
    "present",
    "place",
    "re",
    "ref",
    "time",
    "venue",
    "location",
    "participants",
    "attendees",
    "agenda",
    "topic",
    "topics",
    "item",
    "note",
    "notes",
    "nb",
    "n.b",
    "summary",
    "action",
    "actions",
    "action points",
    "next steps",
    "next step",
    "follow-up",
    "followup",
    "follow up",
    "todo",
    "source",
    "sources",
    "photo",
    "image",
    "related",
    "more",
    "read more",
    "see also",
    "update",
    "updated",
    "correction",
    "editor's note",
    "video",
    "watch",
    "tags",
    "filed under",
    "http",
    "https",
    "classification",
    "distribution",
    "copy",
    "copies",
    "annex",
    "background",
    "context",
    "conclusion",
    "conclusions",
    "comment",
    "our comment",
    "assessment",
    "our assessment",
    "analysis",
    "purpose",
    "objective",
    "objectives",
    "key points",
    "points",
    "main points",
    "ps",
    "p.s",
    "tel",
    "phone",
    "fax",
    "email",
    "e-mail",
    "address",
    "website",
    "reply-to",
    "message-id",
    "sent",
    "received",
    "author",
    "by",
    "avoid",
    "please",
    "remember",
    "warning",
    "important",
    "result",
    "results",
    "outcome",
    "decision",
    "decisions",
    "example",
    "for example",
    "in short",
    "in sum",
    "that is",
    "the question",
    "question",
    "first",
    "second",
    "third",
    "finally",
    "one",
    "two",
    "three",
    "here",
    "this",
    "caveat",
    "caution",
    "reminder",
    "day one",
    "day two",
    "day three",
    "pressed",
    "asked",
    "also",
    "later",
    "then",
    "added",
    "again",
    "privately",
    "aside",
    "but",
    "however",
    "separately",
    "instead",
    "moreover",
    "meanwhile",
    "impression",
    "impressions",
    "our impression",
    "atmosphere",
    "mood",
    "bottom line",
    "language",
    "status",
];

/// A label, in bytes of its line: "VFM: …", "The deputy minister (DPRK) – …", "10:30: PM: …".
pub(crate) struct Label {
    /// The name.
    pub(crate) name: Range<usize>,
}

/// The label at the front of a line, list marks and times left out.
pub(crate) fn label_bytes(line: &str) -> Option<Label> {
    let start = over_lead(line);
    let rest = &line[start..];
    let window = rest.char_indices().nth(70).map_or(rest.len(), |(at, _)| at);
    let at = rest[..window]
        .char_indices()
        .find_map(|(at, c)| is_mark(rest, at, c).then_some(at))?;
    let name = rest[..at].trim_end();
    let colon = rest[at..].starts_with([':', '：']);
    is_label(name, colon).then_some(Label {
        name: start..start + name.len(),
    })
}

/// Whether a mark that ends a label stands here.
fn is_mark(rest: &str, at: usize, c: char) -> bool {
    let next = rest[at + c.len_utf8()..].chars().next();
    match c {
        ':' => next.is_none_or(char::is_whitespace),
        '：' => true,
        '–' | '—' | '-' => rest[..at].ends_with(' ') && next == Some(' '),
        _ => false,
    }
}

/// Bytes of list marks, numbers and times at the front.
fn over_lead(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    loop {
        let rest = &line[at..];
        if rest.starts_with('[')
            && let Some(close) = rest
                .char_indices()
                .take(90)
                .find_map(|(i, c)| (c == ']').then_some(i + 1))
            && rest[close..].starts_with(' ')
        {
            at += close + 1;
            continue;
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        let mark = word
            .chars()
            .all(|c| matches!(c, '-' | '*' | '•' | '·' | '–' | '—' | '>' | '▪' | '‣' | '#'))
            && !word.is_empty();
        let core =
            word.trim_matches(|c: char| matches!(c, '.' | ')' | '(' | ':' | '[' | ']' | 'h' | '-' | '–'));
        let number = word.len() <= 13
            && !core.is_empty()
            && core
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | '–' | 'h'))
            && core.chars().any(|c| c.is_ascii_digit())
            && (word.ends_with([':', '.', ')', ']', '-', '–']) || core.contains([':', '.', '-', '–']));
        if !mark && !number {
            return at;
        }
        let end = at + word.len();
        let space = line[end..].len() - line[end..].trim_start().len();
        if space == 0 {
            return at;
        }
        at = end + space;
    }
}

fn is_label(name: &str, colon: bool) -> bool {
    let plain = name
        .trim_matches(|c: char| matches!(c, '*' | '_' | '[' | ']'))
        .trim();
    let low = plain.to_lowercase();
    if plain.is_empty() || HEADER_KEYS.contains(&low.as_str()) {
        return false;
    }
    let count = plain.split_whitespace().count();
    if count > 8
        || plain.contains([
            '"', '“', '”', '.', '!', '?', ';', '=', '/', '\\', '@', '<', '>', '{', '|',
        ]) && !plain.contains(". ")
            && !plain.ends_with("/DPRK")
            && !abbreviated(plain)
    {
        return false;
    }
    if !plain.chars().next().is_some_and(char::is_alphabetic) {
        return false;
    }
    let outside: String = bracketless(plain);
    let mut named = false;
    for (i, word) in outside.split_whitespace().enumerate() {
        let first = word.chars().next().unwrap_or(' ');
        let small = matches!(
            word,
            "of" | "the" | "for" | "and" | "de" | "al" | "van" | "von" | "on" | "to" | "at" | "in" | "'s"
        );
        named |= first.is_uppercase();
        if i > 0 && first.is_lowercase() && !small && !is_role(word) {
            return false;
        }
        if words::is_auxiliary(&word.to_lowercase()) {
            return false;
        }
    }
    let dash_ok = colon || is_dash_label(&outside);
    named && dash_ok
}

/// Full stops only within or behind abbreviations.
fn abbreviated(name: &str) -> bool {
    name.split_whitespace().all(|word| {
        let stem = word.trim_end_matches(['.', ',']);
        !word.contains(['!', '?', '"', '“', '”', ';', '=', '@', '<', '>', '{', '|', '\\'])
            && (stem == word || stem.len() <= 4 || stem.contains('.'))
    })
}

/// With a dash for its mark only a title or a role makes a label.
fn is_dash_label(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    matches!(
        first.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Dr" | "Amb" | "Gen" | "Col" | "Prof" | "Minister" | "Ambassador"
    ) || name
        .split_whitespace()
        .any(|word| is_role(word.trim_end_matches([',', '.'])))
        || name.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && name.len() <= 6
            && name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// A word for an office, as it stands in labels.
pub(crate) fn is_role(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "minister"
            | "ministry"
            | "deputy"
            | "vice"
            | "foreign"
            | "prime"
            | "president"
            | "chair"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "ambassador"
            | "secretary"
            | "general"
            | "director"
            | "adviser"
            | "advisor"
            | "official"
            | "officials"
            | "delegation"
            | "side"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "head"
            | "host"
            | "hosts"
            | "speaker"
            | "envoy"
            | "governor"
            | "mayor"
            | "commander"
            | "officer"
            | "representative"
            | "delegate"
            | "counsellor"
            | "counselor"
            | "interpreter"
            | "moderator"
            | "leader"
            | "state"
            | "affairs"
            | "desk"
            | "team"
            | "party"
            | "assistant"
            | "senior"
            | "chief"
            | "under-secretary"
            | "first"
            | "second"
            | "international"
            | "department"
            | "relations"
            | "for"
            | "defence"
            | "defense"
            | "trade"
            | "economy"
            | "finance"
            | "interior"
            | "participant"
            | "professor"
            | "negotiator"
            | "mediator"
            | "facilitator"
            | "rapporteur"
            | "visitor"
            | "visitors"
            | "guest"
            | "council"
            | "committee"
            | "government"
            | "member"
            | "members"
            | "consul"
            | "attaché"
            | "attache"
            | "protocol"
    )
}

fn bracketless(name: &str) -> String {
    let mut depth = 0usize;
    name.chars()
        .filter(|&c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// A turn: its label, the mark behind it, and where its words start, in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) label: Range<usize>,
    pub(crate) mark: Range<usize>,
    pub(crate) body: usize,
}

/// The turn that a block opens with a label.
pub(crate) fn turn(doc: &Doc<'_>, block: &Range<usize>) -> Option<Turn> {
    let span = doc.span_of(block.clone());
    let base = doc.text().byte_at(span.start());
    let words = doc.text().slice(span);
    let line = words.lines().next().unwrap_or_default();
    let label = label_bytes(line)?;
    let name = doc.tokens_of(doc.text().span_of(base + label.name.start..base + label.name.end));
    let mark = name.end..name.end + 1;
    let body = mark.end;
    (mark.end <= block.end && !name.is_empty() && !is_title(doc, body..block.end)).then_some(Turn {
        label: name,
        mark,
        body,
    })
}

/// Whether the words behind a label go on as a title does: "Visit to North Korea: Pyongyang Diary".
fn is_title(doc: &Doc<'_>, body: Range<usize>) -> bool {
    let words = body.clone().filter(|&i| doc.is_word(i)).count();
    let capital = body
        .clone()
        .all(|i| doc.is_capital(i) || doc.low(i).chars().count() < 4 && !doc.is_mark(i));
    (2..=10).contains(&words) && capital
}

/// Whether a block is a header line: "Date: …".
pub(crate) fn is_header(doc: &Doc<'_>, block: &Range<usize>) -> bool {
    let line = doc.words(block.clone()).lines().next().unwrap_or_default();
    is_header_line(line)
}

/// Whether a line starts with a header's key.
pub(crate) fn is_header_line(line: &str) -> bool {
    let Some((key, _)) = line.split_once(':') else {
        return false;
    };
    key.len() < 30 && HEADER_KEYS.contains(&key.trim_matches(['*', '_', ' ', '#']).to_lowercase().as_str())
}

/// Whether a block is a Markdown heading or a short line without an end: nobody speaks in it.
pub(crate) fn is_heading(doc: &Doc<'_>, block: &Range<usize>) -> bool {
    doc.low(block.start) == "#"
}

/// The first token behind list marks, numbers, times and a handling mark in brackets: "[GREEN; on the record]".
pub(crate) fn over_mark(doc: &Doc<'_>, block: &Range<usize>) -> usize {
    let words = doc.words(block.clone());
    let line = words.lines().next().unwrap_or_default();
    let skipped = over_lead(line);
    let base = doc.text().byte_at(doc.span(block.start).start());
    doc.token_at(doc.text().char_at(base + skipped)).min(block.end)
}

/// Whether a label is in capitals, as in a transcript, where turns run over several paragraphs.
pub(crate) fn is_shouted(doc: &Doc<'_>, turn: &Turn) -> bool {
    let label = doc.words(turn.label.clone());
    label.chars().filter(|c| c.is_alphabetic()).count() > 4 && !label.chars().any(char::is_lowercase)
}

/// A turn's statements: one a sentence in notes, all in one elsewhere. A later label in the same line
/// ("Chair: … VFM: …") starts another turn.
pub(crate) fn frames(doc: &Doc<'_>, block: &Block, turn: &Turn, noted: bool) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::new();
    let mut turn = turn.clone();
    if !noted {
        let body = turn.body..block.tokens.end;
        return if body.is_empty() {
            found
        } else {
            vec![frame(doc, &turn, body, 0)]
        };
    }
    for (number, sentence) in block.sentences.iter().enumerate() {
        let mut from = sentence.start.max(turn.body);
        if sentence.start > turn.body
            && let Some(other) = self::turn(doc, sentence)
        {
            from = other.body;
            turn = other;
        }
        // "Pressed: …" goes on with the same speaker.
        if doc.low(from + 1) == ":" && HEADER_KEYS.contains(&doc.low(from)) {
            from += 2;
        }
        if from < sentence.end {
            found.push(frame(doc, &turn, from..sentence.end, number));
        }
    }
    found
}

fn frame(doc: &Doc<'_>, turn: &Turn, body: Range<usize>, number: usize) -> Frame {
    let mut end = body.end;
    while end > body.start + 1 && doc.is_mark(end - 1) && matches!(doc.low(end - 1), "." | ";" | "!") {
        end -= 1;
    }
    Frame {
        source: vec![turn.label.clone()],
        cue: vec![turn.mark.clone()],
        content: std::iter::once(body.start..end).collect(),
        head: None,
        hearer: None,
        rule: Rule::Turn,
        weight: 0.7,
        sentence: number,
    }
}
