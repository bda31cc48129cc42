//! Labels before what is said in notes, minutes and transcripts; header keys, list marks, times.

use crate::{ranks, words};
use std::ops::Range;

/// Keys of header lines, which are not speakers.
pub(crate) const HEADER_KEYS: &[&str] = &[
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
    "place and date",
    "classification",
    "classified by",
    "reason",
    "tags",
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
    "languages",
    "duration",
    "status",
];

/// A label, in bytes of its line: "VFM: …", "The deputy minister (DPRK) – …", "10:30: PM: …".
pub(crate) struct Label {
    /// The name.
    pub(crate) name: Range<usize>,
}

/// The label at the front of a line, list marks and times left out.
pub(crate) fn label_bytes(line: &str) -> Option<Label> {
    if let Some(name) = between_bars(line) {
        return Some(Label { name });
    }
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

/// The label between two bars behind a time or a number: "00:00:41 / Moderator / Welcome", "12 = B1 = Written down, yes".
fn between_bars(line: &str) -> Option<Range<usize>> {
    for bar in [" / ", " | ", " = "] {
        let mut parts = line.splitn(3, bar);
        let (Some(first), Some(name), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let number = first.chars().any(|c| c.is_ascii_digit())
            && first.len() <= 12
            && first
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '[' | ']' | ' '));
        if number && name.len() < 70 && is_label(name.trim(), true) {
            let start = first.len() + bar.len() + (name.len() - name.trim_start().len());
            return Some(start..start + name.trim().len());
        }
    }
    None
}

/// Whether a mark that ends a label stands here.
pub(crate) fn is_mark(rest: &str, at: usize, c: char) -> bool {
    let next = rest[at + c.len_utf8()..].chars().next();
    match c {
        ':' => next.is_none_or(char::is_whitespace),
        '：' => true,
        '–' | '—' | '-' => rest[..at].ends_with(' ') && next == Some(' '),
        _ => false,
    }
}

/// Bytes of list marks, numbers and times at the front.
pub(crate) fn over_lead(line: &str) -> usize {
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
        let mark = word.chars().all(|c| {
            matches!(
                c,
                '-' | '*' | '•' | '·' | '–' | '—' | '>' | '▪' | '‣' | '#' | '→' | '►' | '○'
            )
        }) && !word.is_empty();
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

pub(crate) fn is_label(name: &str, colon: bool) -> bool {
    let plain = name
        .trim_matches(|c: char| matches!(c, '*' | '_' | '[' | ']'))
        .trim();
    let low = plain.to_lowercase();
    if plain.is_empty() || HEADER_KEYS.contains(&low.as_str()) {
        return false;
    }
    let count = plain.split_whitespace().count();
    // "Bangkok, Tue 14 Oct 25, 9.10-10.25. In: …" names no speaker.
    if plain.chars().filter(char::is_ascii_digit).count() > 3 {
        return false;
    }
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
    let someone = colon
        && count <= 5
        && outside
            .split_whitespace()
            .next_back()
            .is_some_and(ranks::is_someone);
    for (i, word) in outside.split_whitespace().enumerate() {
        let first = word.chars().next().unwrap_or(' ');
        let small = matches!(
            word,
            "of" | "the" | "for" | "and" | "de" | "al" | "van" | "von" | "on" | "to" | "at" | "in" | "'s"
        );
        named |= first.is_uppercase();
        if i > 0 && first.is_lowercase() && !small && !ranks::is_role(word) && !someone {
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
pub(crate) fn abbreviated(name: &str) -> bool {
    name.split_whitespace().all(|word| {
        let stem = word.trim_end_matches(['.', ',']);
        !word.contains(['!', '?', '"', '“', '”', ';', '=', '@', '<', '>', '{', '|', '\\'])
            && (stem == word || stem.len() <= 4 || stem.contains('.'))
    })
}

/// With a dash for its mark only a title or a role makes a label.
pub(crate) fn is_dash_label(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    matches!(
        first.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Dr" | "Amb" | "Gen" | "Col" | "Prof" | "Minister" | "Ambassador"
    ) || name
        .split_whitespace()
        .any(|word| ranks::is_role(word.trim_end_matches([',', '.'])))
        || name.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && name.len() <= 6
            && name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

pub(crate) fn bracketless(name: &str) -> String {
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

/// Whether a line starts with a header's key.
pub(crate) fn is_header_line(line: &str) -> bool {
    let Some((key, _)) = line.split_once(':') else {
        return false;
    };
    key.len() < 30 && HEADER_KEYS.contains(&key.trim_matches(['*', '_', ' ', '#']).to_lowercase().as_str())
}
