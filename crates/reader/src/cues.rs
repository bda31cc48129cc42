//! Which words mark something as said: a table weighed on annotated news, and how a cue grows around its head.

use crate::doc::Doc;
use crate::words;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/cues.tsv");
const TAILS: &str = include_str!("../data/tails.tsv");

/// How much one context seen counts beside what the word and its neighbours' classes suggest.
const PRIOR_WEIGHT: f32 = 3.0;

struct Entry {
    cue: f32,
    seen: f32,
    contexts: Vec<([u8; 2], f32, f32)>,
}

static CUES: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(entry)
        .collect()
});

static CUE_TAILS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    TAILS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(head, tails)| (head, tails.split(' ').collect()))
        .collect()
});

fn entry(line: &'static str) -> Option<(&'static str, Entry)> {
    let mut cells = line.split('\t');
    let word = cells.next()?;
    let cue = cells.next()?.parse().ok()?;
    let seen = cells.next()?.parse().ok()?;
    let contexts = cells
        .next()
        .unwrap_or_default()
        .split(' ')
        .filter_map(context)
        .collect();
    Some((word, Entry { cue, seen, contexts }))
}

fn context(cell: &str) -> Option<([u8; 2], f32, f32)> {
    let bytes = cell.as_bytes();
    let key = [*bytes.first()?, *bytes.get(1)?];
    let (cue, seen) = cell.get(2..)?.split_once(',')?;
    Some((key, cue.parse().ok()?, seen.parse().ok()?))
}

/// How likely token `at` is the head of a cue, from 0 to 1; 0 for a word never seen as one.
pub(crate) fn probability(doc: &Doc<'_>, at: usize) -> f32 {
    let word = doc.low(at);
    let (before, after) = (class_before(doc, at), class_after(doc, at));
    let sure = diplomatic(doc, at, before, after);
    let Some(entry) = CUES.get(word) else { return sure };
    let rate = (entry.cue + 0.3) / (entry.seen + 1.0);
    let score =
        0.67 * (rate / (1.0 - rate).max(0.01)).ln() - 0.2 + weight_before(before) + weight_after(after);
    let prior = 1.0 / (1.0 + (-score).exp());
    let key = [before, after];
    let (cue, seen) = entry
        .contexts
        .iter()
        .find(|(k, ..)| *k == key)
        .map_or((0.0, 0.0), |&(_, cue, seen)| (cue, seen));
    ((cue + PRIOR_WEIGHT * prior) / (seen + PRIOR_WEIGHT)).max(sure)
}

/// The language of notes and diplomats, rare in the news that the table was weighed on.
fn diplomatic(doc: &Doc<'_>, at: usize, before: u8, after: u8) -> f32 {
    let word = doc.low(at);
    // "Wanted to know what had become of it".
    let back = |n: usize| at.checked_sub(n).map_or("", |i| doc.low(i));
    if word == "know" && back(1) == "to" && matches!(back(2), "wanted" | "wants" | "wished") && after == b'w'
    {
        return 0.6;
    }
    if matches!(before, b'D' | b'R' | b'T') {
        return 0.0;
    }
    let clause = matches!(after, b't' | b'd' | b'w');
    let seen = matches!(
        word,
        "seen" | "viewed" | "regarded" | "described" | "portrayed" | "perceived" | "depicted" | "considered"
    );
    if seen && before == b'A' && doc.low(at + 1) == "as" {
        return 0.6;
    }
    match word {
        "said" | "say" | "says" | "told" | "maintain" | "maintains" | "maintained" | "insist" | "insists"
        | "claim" | "claims" | "believe" | "believes" | "assert" | "asserts" | "contend" | "contends"
        | "reaffirmed" | "affirmed" | "affirms" | "underlined" | "underlines" | "underscored" | "hinted"
        | "intimated" | "signalled" | "conveyed" | "implied" | "assured" | "conceded" | "reiterate"
        | "reiterates" | "reiterated" | "retorted" | "confided" | "volunteered" | "specified"
        | "recognised" | "emphasised" | "emphasises" | "stress" | "stresses" | "undertook" | "stipulated"
        | "let" | "feel" | "argue" | "argues" | "hold" | "holds" | "declare" | "declares" | "made"
        | "confirm" | "confirms" | "held" | "regretted" | "regrets" | "contested" | "contests"
        | "disputed" | "disputes"
            if after == b't' =>
        {
            if word == "let" || word == "made" {
                0.0
            } else {
                0.75
            }
        }
        "say" | "says" | "said" if clause => 0.6,
        "denied" | "deny" | "denies" | "rejected" | "rejects" | "reject" | "demanded" | "demands"
        | "demand" | "refused" | "refuses" | "refuse" | "declined" | "declines" | "decline" | "urged"
        | "urges" | "agreed" | "offered" | "promised" | "promises" | "pledged" | "undertook"
        | "threatened" | "threatens" | "proposed" | "proposes"
            if clause || after == b'o' || after == b'n' || after == b'N' =>
        {
            0.55
        }
        "enquired" | "inquired" | "wondered" if after == b'w' => 0.6,
        "begged" | "begs" | "implored" | "implores" | "pleaded" | "pleads"
            if words::is_object(doc.low(at + 1)) || doc.low(at + 1) == "for" =>
        {
            0.6
        }
        "consented" | "assented" | "acceded" if after == b'o' => 0.55,
        "turned" if doc.low(at + 1) == "down" => 0.5,
        "portray" | "portrays" | "portrayed" | "portraying" | "describe" | "describes" | "depict"
        | "depicts" | "regard" | "regards" | "espouse" | "espouses" | "characterise" | "characterises"
        | "view" | "views" | "paint" | "present" | "presents"
            if before == b'P' || after == b'd' && before != b'A' =>
        {
            0.55
        }
        _ => 0.0,
    }
}

/// The class of what stands before a head, adverbs and negation left out.
fn class_before(doc: &Doc<'_>, at: usize) -> u8 {
    let mut i = at;
    while i > 0
        && (words::is_adverb(doc.low(i - 1))
            || words::is_negation(doc.low(i - 1)) && !doc.low(i - 1).ends_with("n't"))
    {
        i -= 1;
    }
    if i == 0 {
        return b'^';
    }
    let word = doc.low(i - 1);
    match word {
        "to" => b'T',
        "he" | "she" | "they" | "it" | "we" | "i" | "you" | "who" | "which" => b'P',
        "and" | "or" | "but" => b'&',
        "." | "!" | "?" => b'^',
        "," | "-" | "—" | "--" | "–" | ")" | ";" | ":" | "(" => b'c',
        "did" | "do" if i == at => class_before(doc, i - 1),
        _ if words::is_auxiliary(word) && word != "'s" => b'A',
        _ if words::is_determiner(word) => b'D',
        _ if words::is_preposition(word) => b'R',
        _ if words::is_quote_mark(word) => b'q',
        _ => b'X',
    }
}

/// The class of what stands behind a head.
fn class_after(doc: &Doc<'_>, at: usize) -> u8 {
    let word = doc.low(at + 1);
    match word {
        "" => b'.',
        "that" => b't',
        "to" => b'o',
        "," => b',',
        ":" => b':',
        "whether" | "if" | "how" | "what" | "why" | "who" | "when" | "where" | "which" => b'w',
        _ if words::is_quote_mark(word) => b'q',
        _ if words::is_preposition(word) => b'p',
        _ if words::is_determiner(word)
            || words::is_object(word)
            || words::is_pronoun(word)
            || word == "there" =>
        {
            b'd'
        }
        _ if doc.is_mark(at + 1) => b'.',
        _ if doc.is_capital(at + 1) => b'N',
        _ => b'n',
    }
}

/// Weights of a logistic regression on the same annotated news.
fn weight_before(class: u8) -> f32 {
    match class {
        b'c' => 0.65,
        b'P' => 0.2,
        b'X' | b'A' => 0.25,
        b'D' | b'R' => -0.75,
        b'T' => -0.7,
        _ => 0.0,
    }
}

fn weight_after(class: u8) -> f32 {
    match class {
        b't' => 0.57,
        b'N' => 0.37,
        b':' => 0.28,
        b'd' => 0.12,
        b'n' => -0.28,
        b'p' => -0.24,
        b',' | b'.' => -0.55,
        b'q' => -0.4,
        _ => 0.0,
    }
}

/// The whole cue around `head`: the verb group before it, the particles and stock phrases behind it.
/// It stays within `bounds`.
pub(crate) fn grow(doc: &Doc<'_>, head: usize, bounds: &Range<usize>) -> Range<usize> {
    group_start(doc, head, bounds.start)..tail_end(doc, head, bounds.end)
}

fn group_start(doc: &Doc<'_>, head: usize, low: usize) -> usize {
    let mut start = head;
    while start > low {
        let word = doc.low(start - 1);
        let belongs = words::is_auxiliary(word) || words::is_adverb(word) || matches!(word, "not" | "n't");
        let infinitive = word == "to" && start == head;
        if !belongs && !infinitive {
            break;
        }
        start -= 1;
    }
    // "Recently, he said" keeps its adverb outside: only one that follows a subject or an auxiliary belongs.
    while start < head && words::is_adverb(doc.low(start)) && (start == low || doc.is_mark(start - 1)) {
        start += 1;
    }
    start
}

fn tail_end(doc: &Doc<'_>, head: usize, high: usize) -> usize {
    let mut end = head + 1;
    if doc.low(head) == "turned" && end < high && doc.low(end) == "down" {
        return end + 1;
    }
    if let Some(tails) = CUE_TAILS.get(doc.low(head))
        && end < high
        && tails.contains(&doc.low(end))
    {
        end += 1;
        if doc.low(end - 1) != "to"
            && end < high
            && CUE_TAILS
                .get(doc.low(end - 1))
                .is_some_and(|tails| tails.contains(&doc.low(end)))
        {
            end += 1;
        }
    }
    for phrase in [
        ["in", "a", "statement"],
        ["in", "the", "statement"],
        ["in", "an", "email"],
        ["in", "a", "tweet"],
    ] {
        if end + 3 <= high
            && phrase
                .iter()
                .enumerate()
                .all(|(i, word)| doc.low(end + i) == *word)
        {
            return end + 3;
        }
    }
    end
}

/// Whether the word is in the table at all.
pub(crate) fn is_known(word: &str) -> bool {
    CUES.contains_key(word)
}
