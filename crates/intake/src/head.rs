//! The header lines of a document: `Key: value` at its top, front matter, and a letter's FROM and SUBJECT
//! between page furniture.

use crate::label;
use std::ops::Range;

/// Keys that a document's handling is stated under. A header block begins with one of them.
const KEYS: &[&str] = &[
    "Title",
    "Subject",
    "Date",
    "From",
    "To",
    "Kind",
    "Marking",
    "Attribution",
    "Meeting",
    "Channel",
    "Present",
    "Place",
];

/// Keys that say how a document is to be handled, beyond what any mail says.
const HANDLING: &[&str] = &[
    "Kind",
    "Marking",
    "Attribution",
    "Meeting",
    "Channel",
    "Present",
    "Place",
];

/// Other keys that stand in header blocks; any other line with a colon in it may be somebody's words.
const COMPANIONS: &[&str] = &[
    "author",
    "by",
    "cc",
    "bcc",
    "copy",
    "sent",
    "reply-to",
    "re",
    "ref",
    "reference",
    "our ref",
    "your ref",
    "source",
    "language",
    "lang",
    "tags",
    "keywords",
    "category",
    "categories",
    "topic",
    "topics",
    "status",
    "version",
    "classification",
    "distribution",
    "drafted by",
    "prepared by",
    "location",
    "country",
    "time",
    "url",
    "link",
    "id",
    "file",
    "summary",
    "description",
    "office",
    "organisation",
    "organization",
    "layout",
    "slug",
    "draft",
    "enclosures",
    "encl",
    "importance",
    "priority",
];

/// How many lines of page furniture may stand above a letter's header lines.
const MOST_FURNITURE: usize = 12;

/// How many lines are looked at: headers stand at the top.
const MOST_LINES: usize = 240;

/// A header line with its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) place: Range<usize>,
}

/// What stands at the top of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub(crate) lines: Vec<Found>,
    /// TLP labels on lines of their own: the strictest, with its place.
    pub(crate) label: Option<Found>,
    /// Where the text proper starts, in bytes.
    pub(crate) body: usize,
    /// What is header and is kept as it is: all above `body` but the fences of front matter.
    pub(crate) kept: Vec<Range<usize>>,
    /// Furniture above the header lines, in bytes.
    pub(crate) furniture: Vec<Range<usize>>,
}

/// Where header lines may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// On the first line only.
    Top,
    /// On the first line, or below a few short lines of page furniture.
    NearTop,
    /// As `NearTop`, where the furniture may be lists of links too.
    Page,
}

/// A line without its end, and its place.
#[derive(Clone, Debug)]
struct Line<'t> {
    words: &'t str,
    place: Range<usize>,
    next: usize,
}

/// The header lines of `text`.
pub(crate) fn find(text: &str, where_: Where) -> Head {
    let lines = lines(text);
    let mut head = Head::default();
    let mut at = 0;
    let mut after_blank = true;
    let mut is_first = true;
    while let Some(line) = lines.get(at) {
        let words = line.words.trim();
        let stated = !head.lines.is_empty();
        if words.is_empty() {
            after_blank = true;
            at += 1;
            continue;
        }
        if let Some(label) = label::alone(words) {
            head.take_label(label, line);
            at += 1;
            continue;
        }
        if is_fence(words) && !stated && is_first {
            let Some(next) = front_matter(&lines, at, &mut head) else {
                break;
            };
            at = next;
            continue;
        }
        let may_start = is_first || after_blank || is_upper_key(words) || stated;
        if may_start && opens_block(&lines[at..], !is_first) {
            at = block(&lines, at, &mut head);
            after_blank = false;
            continue;
        }
        let is_link =
            where_ == Where::Page && list_item(words).is_some_and(|item| item.split(' ').count() <= 5);
        let is_more = is_link || (head.furniture.len() < MOST_FURNITURE && is_furniture(words));
        if stated || where_ == Where::Top || !is_more {
            break;
        }
        if !is_link {
            head.furniture.push(line.place.clone());
        }
        (after_blank, is_first) = (false, false);
        at += 1;
    }
    if head.lines.is_empty() {
        head.furniture.clear();
    }
    head.body = body_from(text, head.body);
    head
}

/// The usual spelling of a key that is known, also with the `X-` of a mail's header.
pub(crate) fn known(key: &str) -> Option<&'static str> {
    let key = key.trim();
    let bare = match key.get(..2) {
        Some(x) if x.eq_ignore_ascii_case("x-") => &key[2..],
        _ => key,
    };
    KEYS.iter()
        .copied()
        .find(|known| bare.eq_ignore_ascii_case(known))
}

/// Whether a key says how a document is to be handled.
pub(crate) fn is_handling(key: &str) -> bool {
    HANDLING.iter().any(|known| key.eq_ignore_ascii_case(known))
}

/// The key and value of a `Key: value` line.
fn key_value(words: &str) -> Option<(&str, &str)> {
    let (key, value) = words.split_once(':')?;
    let key = key.trim();
    let is_name = !key.is_empty()
        && key.len() <= 24
        && key.starts_with(char::is_alphabetic)
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    (is_name && !value.starts_with("//")).then(|| (key, value.trim()))
}

fn is_fence(words: &str) -> bool {
    words == "---"
}

fn is_upper_key(words: &str) -> bool {
    key_value(words).is_some_and(|(key, _)| !key.contains(char::is_lowercase))
}

/// Whether a header block starts with this line; below furniture it must look like one more plainly.
fn opens_block(lines: &[Line<'_>], below_furniture: bool) -> bool {
    let Some((key, value)) = lines.first().and_then(|line| key_value(line.words.trim())) else {
        return false;
    };
    let listed = lines.get(1).is_some_and(|line| list_item(line.words).is_some());
    known(key).is_some_and(|known| !known.is_empty())
        && !key.get(..2).is_some_and(|x| x.eq_ignore_ascii_case("x-"))
        && (!value.is_empty() || listed || !below_furniture)
        && (!below_furniture || (key.starts_with(char::is_uppercase) && value.len() <= 200))
}

/// Takes the block that starts at line `at`, up to a blank line or to what is no header any more.
fn block(lines: &[Line<'_>], mut at: usize, head: &mut Head) -> usize {
    let start = at;
    while let Some(line) = lines.get(at) {
        let words = line.words.trim();
        if words.is_empty() {
            break;
        }
        let is_continued = at > start && line.words.starts_with([' ', '\t']);
        if let Some(last) = head.lines.last_mut().filter(|_| at > start) {
            if let Some(item) = list_item(line.words)
                && (last.value.is_empty() || list_item(lines[at - 1].words).is_some())
            {
                last.join(", ", item, line);
                head.body = line.next;
                at += 1;
                continue;
            }
            if is_continued && key_value(words).is_none_or(|(key, _)| known(key).is_none()) {
                last.join(" ", words, line);
                head.body = line.next;
                at += 1;
                continue;
            }
        }
        let Some((key, value)) = key_value(words) else {
            break;
        };
        if known(key).is_none() && !is_companion(key) && !known_key_follows(&lines[at + 1..]) {
            break;
        }
        head.state(key, value, line);
        at += 1;
    }
    head.kept.push(lines[start].place.start..head.body);
    at
}

/// Whether a later line of this block, before any blank line, has a known key.
fn known_key_follows(lines: &[Line<'_>]) -> bool {
    let block = lines
        .iter()
        .take(KEYS.len())
        .take_while(|line| !line.words.trim().is_empty());
    block
        .clone()
        .any(|line| key_value(line.words).is_some_and(|(key, _)| known(key).is_some()))
}

fn is_companion(key: &str) -> bool {
    COMPANIONS
        .iter()
        .any(|companion| key.eq_ignore_ascii_case(companion))
}

fn list_item(words: &str) -> Option<&str> {
    words.trim_start().strip_prefix("- ").map(str::trim)
}

/// Takes YAML front matter that opens at line `at`; the line after it, or nothing if this is none.
fn front_matter(lines: &[Line<'_>], at: usize, head: &mut Head) -> Option<usize> {
    let inner = lines.get(at + 1..)?;
    let end = inner
        .iter()
        .position(|line| matches!(line.words.trim_end(), "---" | "..."))?;
    let (inner, close) = (&inner[..end], &inner[end]);
    let is_front = inner
        .iter()
        .map(|line| line.words.trim())
        .find(|words| !words.is_empty() && !words.starts_with('#'));
    key_value(is_front?)?;
    for line in inner {
        let words = line.words.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        match (key_value(line.words.trim_end()), head.lines.last_mut()) {
            (Some((key, value)), _) if !line.words.starts_with([' ', '\t', '-']) => {
                head.state(key, &yaml(value), line);
            }
            (_, Some(last)) => {
                let item = list_item(words);
                let join = if item.is_some() { ", " } else { " " };
                last.join(join, &yaml(item.unwrap_or(words)), line);
            }
            _ => {}
        }
    }
    let first = inner.first().map_or(close.place.start, |line| line.place.start);
    head.kept.push(first..close.place.start);
    head.body = close.next;
    Some(at + end + 2)
}

/// A YAML scalar or short list as plain words.
fn yaml(value: &str) -> String {
    let value = value.trim();
    if let Some(list) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'))
        && !list.contains(';')
    {
        return list.split(',').map(yaml).collect::<Vec<_>>().join(", ");
    }
    let quoted = |mark: char| {
        value
            .strip_prefix(mark)
            .and_then(|inner| inner.strip_suffix(mark))
    };
    match (quoted('"'), quoted('\'')) {
        (Some(inner), _) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        (_, Some(inner)) => inner.replace("''", "'"),
        _ if matches!(value, "|" | ">" | "|-" | ">-") => String::new(),
        _ => value.to_owned(),
    }
}

/// Whether a line could be page furniture: a short line that is no sentence, greeting, list item or note.
fn is_furniture(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let greets = ["dear ", "your excellency", "excellency", "sir", "madam"];
    let lower = words.to_lowercase();
    let starts_list = list_item(words).is_some() || words.starts_with(['•', '*', '[', '>', '"', '“']);
    let is_note = key_value(words).is_some_and(|(key, value)| {
        key.split_whitespace().count() <= 2 && value.split_whitespace().count() >= 4
    });
    let is_sentence = words.ends_with(['.', '!', '?', ';', ',']) && count > 5;
    words.len() <= 160
        && count <= 20
        && !greets.iter().any(|greeting| lower.starts_with(greeting))
        && !starts_list
        && !is_note
        && !is_sentence
        && !words.ends_with(':')
}

/// The first line at or after byte `from` that says something.
fn body_from(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let rest = &text[from..];
    let blank = rest.len() - rest.trim_start().len();
    rest[..blank].rfind('\n').map_or(from, |at| from + at + 1)
}

/// The first lines of a text, without their ends and without its byte order mark.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for whole in text.split_inclusive('\n').take(MOST_LINES) {
        let skipped = if at == 0 && whole.starts_with('\u{FEFF}') {
            '\u{FEFF}'.len_utf8()
        } else {
            0
        };
        let words = whole[skipped..].trim_end_matches(['\n', '\r']);
        let start = at + skipped;
        at += whole.len();
        lines.push(Line {
            words,
            place: start..start + words.len(),
            next: at,
        });
    }
    lines
}

impl Head {
    fn state(&mut self, key: &str, value: &str, line: &Line<'_>) {
        let key = known(key).map_or_else(|| key.to_owned(), str::to_owned);
        self.lines.push(Found {
            key,
            value: value.to_owned(),
            place: line.place.clone(),
        });
        self.body = line.next;
    }

    fn take_label(&mut self, label: &'static str, line: &Line<'_>) {
        if self
            .label
            .as_ref()
            .is_none_or(|other| label::is_stricter(label, &other.value))
        {
            self.label = Some(Found {
                key: "Marking".into(),
                value: label.into(),
                place: line.place.clone(),
            });
        }
        if self.furniture.is_empty() {
            self.kept.push(line.place.start..line.next);
        }
        self.body = line.next;
    }
}

impl Found {
    fn join(&mut self, join: &str, words: &str, line: &Line<'_>) {
        if !self.value.is_empty() {
            self.value.push_str(join);
        }
        self.value.push_str(words);
        self.place.end = line.place.end;
    }
}
