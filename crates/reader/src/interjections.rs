//! Notes in which another takes the word in mid-line: "pressed for lists / Interior: families only", "– opposition whip
//! cuts in: mere pretext".

use crate::doc::Doc;
use crate::lexicon::{Lexicon, Named};
use crate::notes::Turn;
use crate::segments::Block;
use crate::{headed, labels, ranks, verbs, words};
use std::ops::Range;

/// The longest label before its colon, in tokens.
const LONGEST: usize = 8;
/// How many words may stand between a name and its colon: "cuts in".
const BETWEEN: usize = 3;

/// Makes sentences of what stands before and behind such a mark.
pub(crate) fn part(doc: &Doc<'_>, lexicon: &Lexicon, block: &mut Block) {
    let mut parted = Vec::with_capacity(block.sentences.len());
    for sentence in &block.sentences {
        let mut start = sentence.start;
        for at in sentence.start + 1..sentence.end {
            if parts(doc, at) && at > start && hands_over(doc, lexicon, &(at + 1..sentence.end)) {
                parted.push(start..at);
                start = at + 1;
            }
        }
        parted.push(start..sentence.end);
    }
    block.sentences = parted;
}

/// A dash, a slash or a semicolon between two who speak.
fn parts(doc: &Doc<'_>, at: usize) -> bool {
    match doc.low(at) {
        ";" | "—" | "–" | "→" | ">" => true,
        "/" | "-" => doc.spaced(at) && doc.spaced(at + 1),
        _ => false,
    }
}

fn hands_over(doc: &Doc<'_>, lexicon: &Lexicon, rest: &Range<usize>) -> bool {
    let told = verbs::takes_hearer(doc.low(rest.start))
        && doc.low(rest.start).ends_with('d')
        && matches!(doc.low(rest.start + 1), "him" | "her" | "them" | "us");
    told || turn(doc, lexicon, rest).is_some()
}

/// The turn that a sentence opens with a name, a few words and a colon.
pub(crate) fn turn(doc: &Doc<'_>, lexicon: &Lexicon, sentence: &Range<usize>) -> Option<Turn> {
    let start = sentence.start;
    let high = sentence.end.min(start + LONGEST);
    let mark = |from: usize, high: usize| (from..high).find(|&i| doc.is_mark(i) && doc.low(i) != ".");
    let first = mark(start + 1, high)?;
    // "Legal adviser, in a low voice: …".
    let manner = doc.low(first) == ","
        && (words::is_preposition(doc.low(first + 1))
            || words::is_adverb(doc.low(first + 1))
            || is_tone(doc.low(first + 1)));
    let colon = if manner {
        mark(first + 1, sentence.end.min(first + LONGEST))?
    } else {
        first
    };
    // "L/A cuts in - …": a dash does where a verb stands before it.
    let dashed = matches!(doc.low(colon), "-" | "–" | "—") && doc.spaced(colon) && doc.spaced(colon + 1);
    if doc.low(colon) != ":" && !dashed || colon + 1 >= sentence.end {
        return None;
    }
    let end = first;
    let first = doc.low(start);
    let length = match lexicon.name_at(doc, start) {
        // A place is what is spoken of.
        Some((Named::Capital(_), _)) => return None,
        // "Tajik numbers on the displaced: …".
        Some((Named::Demonym(_), length)) if !ranks::is_role(doc.word(start + length)) => return None,
        Some((_, length)) => length,
        _ if words::is_first_person(first) || words::is_pronoun(first) => 1,
        _ => {
            let whole = doc.words(start..end);
            let label = labels::is_label(whole, true) && !headed::is_subject(doc, lexicon, &(start..end));
            label.then_some(end - start)?
        }
    };
    let name = start..start + length;
    let verb = (name.end..end).all(|i| doc.is_word(i) && !words::is_preposition(doc.low(name.end)));
    let speaks = name.end == end
        || doc.low(name.end) == "again"
        || doc.low(name.end).ends_with('s')
        || doc.low(name.end).ends_with("ed");
    let verb = verb && (!dashed || name.end < end || manner);
    (name.end <= end && end - name.end <= BETWEEN && verb && speaks).then_some(Turn {
        label: name,
        mark: colon..colon + 1,
        body: colon + 1,
    })
}

/// How somebody says it: "Col again, louder – …".
fn is_tone(word: &str) -> bool {
    matches!(
        word,
        "louder"
            | "softer"
            | "low"
            | "calm"
            | "angry"
            | "smiling"
            | "laughing"
            | "firm"
            | "curt"
            | "dry"
            | "later"
            | "again"
    )
}
