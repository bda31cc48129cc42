//! What a writer adds of his own, in which nobody is reported to say anything: a cable's COMMENT, courtesies, stage
//! directions.

use crate::doc::Doc;
use crate::segments::Block;
use crate::{notes, words};
use std::ops::Range;

/// The longest courtesy, in words.
const LONGEST: usize = 12;

/// Follows a paper's comments over its blocks.
#[derive(Debug, Default)]
pub(crate) struct Comments {
    within: bool,
}

impl Comments {
    /// Whether `block` is a comment of the writer's: it says so, or stands under such a heading.
    pub(crate) fn hold(&mut self, doc: &Doc<'_>, block: &Block) -> bool {
        let tokens = &block.tokens;
        let start = notes::over_mark(doc, tokens);
        let start = start + usize::from(doc.low(start) == "begin") + usize::from(doc.low(start) == "our");
        let mut end = start + 1;
        while end < tokens.end && !doc.is_mark(end) && end < start + 4 {
            end += 1;
        }
        let named = is_comment(doc, start);
        let alone = end >= tokens.end || doc.is_mark(end) && end + 1 >= tokens.end;
        let opens = named && (alone || doc.is_mark(start + 1) && doc.low(start + 1) != ",");
        if alone && (named || notes::is_heading(doc, tokens)) {
            self.within = named;
        }
        let held = opens || self.within;
        if tokens.len() > 1
            && (tokens.start..tokens.end).any(|i| doc.low(i) == "end" && is_comment(doc, i + 1))
        {
            self.within = false;
        }
        held
    }
}

fn is_comment(doc: &Doc<'_>, at: usize) -> bool {
    let word = doc.low(at);
    let shouted = !doc.word(at).chars().any(char::is_lowercase);
    matches!(word, "comment" | "comments" | "assessment")
        || word == "action" && matches!(doc.low(at + 1), "req" | "requested" | "required")
        || shouted && matches!(word, "analysis" | "recommendation" | "recommendations")
}

/// The line over notes that says where and when: "Minsk and Brest, 3 to 5 May. Notes of two".
pub(crate) fn is_title(doc: &Doc<'_>, block: &Block, below: Option<&Block>) -> bool {
    let tokens = block.tokens.clone();
    let told = |i: usize| {
        words::is_pronoun(doc.low(i))
            || words::is_first_person(doc.low(i))
            || words::is_auxiliary(doc.low(i)) && !doc.is_capital(i)
            || doc.low(i) == ":"
    };
    let dated = tokens
        .clone()
        .any(|i| doc.low(i).starts_with(|c: char| c.is_ascii_digit()));
    tokens.len() <= 24 && dated && !tokens.into_iter().any(told) && below.is_some_and(|below| below.opens)
}

/// "With: the deputy head of the bureau", "Spoke to: …": the one who will be "he" or "she".
pub(crate) fn opens_a_call(doc: &Doc<'_>, turn: &crate::notes::Turn) -> bool {
    let (first, last) = (doc.low(turn.label.start), doc.low(turn.label.end - 1));
    turn.label.len() <= 3 && (first == "with" || last == "with" || last == "to" && first != "to")
}

/// Whether a block at a paper's head only lists who was there: "For Bolivia: the Vice-Minister; the Consul General",
/// "Spoke to: head of the economic department (HED)", "ER = here, DJ, YE".
pub(crate) fn is_attendance(doc: &Doc<'_>, block: &Block, turn: &crate::notes::Turn) -> bool {
    let label = turn.label.clone();
    let body = turn.body..block.tokens.end;
    let told = body.clone().any(|i| {
        words::is_auxiliary(doc.low(i)) && doc.low(i) != "'s"
            || words::is_negation(doc.low(i))
            || crate::clauses::is_verb(doc, i)
            || matches!(doc.low(i), "?" | "if" | "until" | "unless" | "once")
    });
    let explains = doc.low(turn.mark.start) == "=" && body.len() <= 8;
    let role = body
        .clone()
        .any(|i| crate::ranks::is_role(doc.word(i)) || crate::offices::is_office(doc.low(i)));
    let article = words::is_determiner(doc.low(body.start)) && body.len() <= 24;
    let listed = article || body.clone().any(|i| matches!(doc.low(i), "(" | ";"));
    let presents = words::is_preposition(doc.low(label.start))
        || matches!(doc.low(label.end - 1), "to" | "with")
        || matches!(
            doc.low(label.start),
            "observer"
                | "observers"
                | "chair"
                | "secretary"
                | "interpreter"
                | "apologies"
                | "absent"
                | "us"
                | "them"
                | "they"
        );
    !told && !body.is_empty() && (explains || (role || label.len() == 1) && presents || role && listed)
}

/// "Good morning, and welcome", "May I come in here?", "(Laughter.)": words that say nothing to the matter.
pub(crate) fn is_courtesy(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    if is_stage(doc, sentence) || is_thanks(doc, sentence) || is_scrap(doc, sentence) {
        return true;
    }
    let mut count = 0;
    let mut polite = false;
    for at in sentence.clone().filter(|&at| doc.is_word(at)) {
        let word = doc.low(at);
        count += 1;
        polite |= is_polite(doc, at);
        if !is_polite(doc, at) && !is_filler(word) && !crate::ranks::is_role(doc.word(at)) {
            return false;
        }
    }
    let asked = doc.low(sentence.start) == "may" && doc.low(sentence.start + 1) == "i";
    count <= LONGEST && (polite || asked || count == 0)
}

/// "Thank you all for coming over the bridge so early": nothing else is said with it.
fn is_thanks(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let opens = matches!(doc.low(sentence.start), "thank" | "thanks" | "welcome")
        || doc.low(sentence.start) == "good" && is_polite(doc, sentence.start + 1);
    let more = |i: usize| {
        words::is_auxiliary(doc.low(i)) && doc.low(i) != "'s"
            || matches!(
                doc.low(i),
                "but" | "if" | "we" | "our" | "i" | "no" | "yes" | "which" | "?"
            )
    };
    let said = sentence.clone().any(|i| more(i) && doc.low(i) != "is");
    opens && sentence.len() <= 22 && !said
}

/// "Our banks would --", "Madam?", "Now, the money", "The duties, then".
fn is_scrap(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let words: Vec<usize> = sentence.clone().filter(|&i| doc.is_word(i)).collect();
    let last = doc.low(sentence.end - 1);
    let broken = matches!(last, "--" | "—" | "–") && words.len() <= 4;
    let called = last == "?"
        && words.len() <= 2
        && words.iter().all(|&i| {
            crate::ranks::is_role(doc.word(i))
                || matches!(doc.low(i), "mr" | "mr." | "mrs" | "ms" | "madam" | "sir")
        });
    let told = |i: &usize| {
        words::is_auxiliary(doc.low(*i))
            || words::is_negation(doc.low(*i))
            || matches!(doc.low(*i), "yes" | "no" | "only" | "agreed")
            || doc.low(*i).starts_with(|c: char| c.is_ascii_digit())
    };
    let leads = words
        .first()
        .is_some_and(|&i| matches!(doc.low(i), "now" | "next") && doc.low(i + 1) == ",");
    let trails = words
        .last()
        .is_some_and(|&i| doc.low(i) == "then" && doc.low(i - 1) == ",");
    let topic = (leads || trails) && words.len() <= 5 && !words.iter().any(told);
    let waits = words.len() <= 4
        && words
            .iter()
            .all(|&i| matches!(doc.low(i), "one" | "moment" | "please" | "a"));
    broken || called || topic || waits && !words.is_empty()
}

/// A whole sentence in brackets with no word of speech: "(Laughter.)", "[The tape ends here.]".
fn is_stage(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let last = sentence.end - 1;
    let ends = |at: usize| matches!(doc.low(at), ")" | "]");
    let close = ends(last) || last > sentence.start && ends(last - 1);
    let own = |at: usize| words::is_first_person(doc.low(at)) || words::is_quote_mark(doc.low(at));
    matches!(doc.low(sentence.start), "(" | "[") && close && !sentence.clone().any(own)
}

fn is_polite(doc: &Doc<'_>, at: usize) -> bool {
    match doc.low(at) {
        "thank" | "thanks" | "welcome" | "sorry" | "pardon" | "hello" | "excuse" | "congratulations"
        | "colleagues" | "gentlemen" | "excellencies" | "excellency" | "grateful" => true,
        "morning" | "afternoon" | "evening" => doc.low(at.wrapping_sub(1)) == "good",
        "floor" => matches!(doc.low(at + 1), "is" | "to"),
        _ => false,
    }
}

/// What may stand around a courtesy without saying anything.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "you"
            | "very"
            | "much"
            | "so"
            | "for"
            | "that"
            | "mr"
            | "mrs"
            | "ms"
            | "madam"
            | "sir"
            | "good"
            | "day"
            | "morning"
            | "afternoon"
            | "evening"
            | "everyone"
            | "everybody"
            | "all"
            | "both"
            | "may"
            | "i"
            | "me"
            | "let"
            | "come"
            | "in"
            | "here"
            | "go"
            | "on"
            | "please"
            | "sit"
            | "down"
            | "well"
            | "and"
            | "the"
            | "to"
            | "my"
            | "dear"
            | "ladies"
            | "of"
            | "coming"
            | "having"
            | "us"
            | "your"
            | "time"
            | "yours"
            | "is"
            | "floor"
            | "again"
            | "am"
            | "we"
            | "are"
            | "be"
            | "a"
            | "moment"
            | "just"
            | "now"
            | "then"
            | "kindly"
            | "indeed"
            | "question"
            | "answer"
            | "first"
            | "interrupt"
            | "back"
    )
}
