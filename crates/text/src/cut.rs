//! A text cut into paragraphs, sentences and tokens.

use crate::{Span, Text};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that stand before a number, and are words of their own elsewhere.
const NUMBERED: &[&str] = &["no", "nos", "art", "fig", "p", "para", "pp", "vol"];

/// How far back an abbreviation may begin, in code points.
const LONGEST_WORD: usize = 24;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with the apostrophes and hyphens inside them: "don't", "vice-minister", "U.S.".
    Word,
    /// Digits, with the separators inside them: "1,978", "3.5".
    Number,
    /// One mark: a comma, a dash, an opening quotation mark.
    Mark,
}

/// A token with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// In code points.
    pub span: Span,
    /// In bytes of [`Text::as_str`].
    pub bytes: Range<usize>,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// Its letters.
    pub fn of<'t>(&self, text: &'t Text) -> &'t str {
        &text.as_str()[self.bytes.clone()]
    }
}

/// Abbreviations after which a full stop ends no sentence, in lower case without the stop.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "cmdr", "adm",
    "maj", "st", "jr", "sr", "amb", "hon", "rev", "vs", "etc", "e.g", "i.e", "cf", "al", "inc", "ltd", "co",
    "corp", "dept", "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "ed", "min", "govt", "vfm", "dep", "w", "wd", "pres", "sec", "msgr", "messrs", "mt", "ft", "ca",
    "viz", "prov", "excl", "incl", "esp", "subj", "cond", "exch",
];

impl Text {
    /// Its paragraphs: what stands between blank lines, without the white space around it.
    pub fn paragraphs(&self) -> Vec<Span> {
        let string = self.as_str();
        let mut spans = Vec::new();
        let mut open: Option<Range<usize>> = None;
        let mut at = 0;
        for line in string.split_inclusive('\n') {
            if line.trim().is_empty() {
                spans.extend(open.take().map(|range| self.trim(self.span_of(range))));
            } else {
                open = Some(open.map_or(at, |range| range.start)..at + line.len());
            }
            at += line.len();
        }
        spans.extend(open.map(|range| self.trim(self.span_of(range))));
        spans
    }

    /// The sentences within `within`, without the white space around them. A sentence never crosses
    /// a blank line; a closing quotation mark or bracket belongs to the sentence it closes.
    pub fn sentences(&self, within: Span) -> Vec<Span> {
        let base = self.byte_at(within.start());
        let words = self.slice(within);
        let mut spans = Vec::new();
        let mut start = 0;
        let chars: Vec<(usize, char)> = words.char_indices().collect();
        let mut i = 0;
        while i < chars.len() {
            let (at, c) = chars[i];
            let mut next = i + 1;
            let ends = match c {
                '\n' => {
                    let blank = chars[next..].iter().take_while(|(_, c)| c.is_whitespace());
                    blank.clone().any(|&(_, c)| c == '\n')
                }
                '!' | '?' | '…' | '。' | '！' | '？' => true,
                '.' => !inside_name(&words[..at], &chars[next..]),
                _ => false,
            };
            if ends {
                while next < chars.len() && closes(chars[next].1) {
                    next += 1;
                }
                if sentence_may_start(&chars[next..], c) {
                    let end = chars.get(next).map_or(words.len(), |&(byte, _)| byte);
                    spans.push(start..end);
                    start = end;
                }
            }
            i = next;
        }
        spans.push(start..words.len());
        spans
            .into_iter()
            .map(|range| self.trim(self.span_of(base + range.start..base + range.end)))
            .filter(|span| !span.is_empty())
            .collect()
    }

    /// The tokens within `within`, white space left out.
    pub fn tokens(&self, within: Span) -> Vec<Token> {
        let base = self.byte_at(within.start());
        let mut tokens = Vec::new();
        let mut place = within.start();
        for (at, piece) in self.slice(within).split_word_bound_indices() {
            let length = piece.chars().count() as u32;
            let span = Span::over(place, place + length);
            place += length;
            let Some(first) = piece.chars().next().filter(|c| !c.is_whitespace()) else {
                continue;
            };
            let kind = if first.is_numeric() {
                TokenKind::Number
            } else if first.is_alphabetic() {
                TokenKind::Word
            } else {
                TokenKind::Mark
            };
            let bytes = base + at..base + at + piece.len();
            match tokens.last_mut() {
                Some(last) if joins(self, last, &bytes, piece) => {
                    last.span = last.span.join(span);
                    last.bytes.end = bytes.end;
                }
                _ => tokens.push(Token { span, bytes, kind }),
            }
        }
        tokens
    }
}

/// Whether a piece goes on with the token before it: "vice" + "-" + "minister", "U.S" + ".".
fn joins(text: &Text, last: &Token, bytes: &Range<usize>, piece: &str) -> bool {
    if last.bytes.end != bytes.start || last.kind == TokenKind::Mark {
        return false;
    }
    let before = last.of(text);
    match piece {
        "-" | "‐" | "‑" => {
            text.as_str()[bytes.end..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric)
                && !before.ends_with('-')
        }
        "." => is_initials(before),
        _ => {
            let hyphen = before.ends_with(['-', '‐', '‑']);
            hyphen && piece.chars().next().is_some_and(char::is_alphanumeric)
        }
    }
}

/// "U.S" or "J": letters one by one with stops between.
fn is_initials(word: &str) -> bool {
    let parts = word.split('.');
    word.contains('.')
        && parts
            .clone()
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '.' | '!' | '?' | '…' | '」' | '』'
    )
}

/// Whether the full stop after `before` belongs to an abbreviation, a number or an initial; `rest` follows it.
fn inside_name(before: &str, rest: &[(usize, char)]) -> bool {
    let next = rest.first().map(|&(_, c)| c);
    if next.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';' | ':' | '-')) {
        return true;
    }
    // No abbreviation is longer: a text without a space must not be walked back from every stop.
    let from = before
        .char_indices()
        .rev()
        .take(LONGEST_WORD)
        .last()
        .map_or(0, |(at, _)| at);
    let word = before[from..]
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘' | '/'))
        .next();
    let word = word.unwrap_or_default().to_lowercase();
    let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i";
    if NUMBERED.contains(&word.as_str()) {
        // "No. 5" goes on, "We said no." ends.
        return rest
            .iter()
            .map(|&(_, c)| c)
            .find(|c| !c.is_whitespace())
            .is_some_and(char::is_numeric);
    }
    single || ABBREVIATIONS.contains(&word.as_str()) || (is_initials(&word) && word.len() > 2)
}

/// Whether what follows an end mark looks like a new sentence: white space, then no lower-case letter.
/// `None` left counts as an end.
fn sentence_may_start(rest: &[(usize, char)], mark: char) -> bool {
    let Some(&(_, first)) = rest.first() else {
        return true;
    };
    if mark == '\n' || matches!(mark, '。' | '！' | '？') {
        return true;
    }
    first.is_whitespace()
        && rest
            .iter()
            .map(|&(_, c)| c)
            .find(|c| !c.is_whitespace())
            .is_none_or(|c| !c.is_lowercase())
}
