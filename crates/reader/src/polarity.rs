//! What a speaker does with the words: from the cue, then from negation and modals in what is said.

use crate::doc::Doc;
use crate::stance::Stance;
use crate::{acts, modality, phrases, undertakings};
use std::ops::Range;
use text::speech::Polarity;

/// What polarity is judged by.
pub(crate) struct Said<'a, 't> {
    pub(crate) doc: &'a Doc<'t>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) head: Option<usize>,
    /// Content in tokens, the condition left out.
    pub(crate) content: Vec<usize>,
    pub(crate) conditional: bool,
    /// The condition's connective, nothing without one.
    pub(crate) connective: String,
    /// The condition's words, in tokens.
    pub(crate) clause: Range<usize>,
    /// Whether the condition only limits what is done.
    pub(crate) limited: bool,
}

/// The polarity of a statement.
pub(crate) fn of(said: &Said<'_, '_>) -> Polarity {
    let negated = said.cue.clone().is_some_and(|cue| {
        cue.clone().any(|i| {
            matches!(said.doc.low(i), "not" | "n't" | "never" | "no") || said.doc.low(i).ends_with("n't")
        }) || (cue.start.saturating_sub(3)..cue.start).any(|i| said.doc.low(i) == "neither")
    });
    let head = said
        .head
        .filter(|&i| is_word(said.doc.low(i)))
        .or_else(|| leading_verb(said));
    let polarity = silence(said, negated)
        .or_else(|| head.and_then(|head| acts::by_cue(said, head, negated)))
        .or_else(|| by_other_words(said, head, negated))
        .unwrap_or_else(|| by_content(said));
    match polarity {
        // "Refused to put a number on it", "demanded to know why".
        Polarity::Refuses if said.cue.is_some() && asks_after(said) => Polarity::DeclinesToSay,
        Polarity::Demands if said.cue.is_some() && asks_after(said) => Polarity::Asks,
        Polarity::Asserts | Polarity::Denies if asks_after(said) && is_asking(said) => Polarity::Asks,
        Polarity::Asserts | Polarity::Denies if is_put(said) || is_wondered(said) => Polarity::Asks,
        polarity => polarity,
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphabetic)
}

/// In notes the first words of a turn often are the cue: "asked what easing means", "He consented to visits".
fn leading_verb(said: &Said<'_, '_>) -> Option<usize> {
    let mut first = said.content.iter().copied();
    let pronoun = |i: &usize| matches!(said.doc.low(*i), "he" | "she" | "they");
    let verb = first.find(|i| !pronoun(i))?;
    said.doc.low(verb).ends_with(['d', 's']).then_some(verb)
}

/// Where the likeliest word of the cue tells nothing: "did consent to", "is willing", "gave us his word that".
fn by_other_words(said: &Said<'_, '_>, head: Option<usize>, negated: bool) -> Option<Polarity> {
    let cue = said.cue.clone()?;
    let low = |i: usize| said.doc.low(i);
    let first = said.content.first().copied().unwrap_or(cue.end);
    let close = cue.start..first.clamp(cue.end, cue.end + 5);
    let told: Vec<&str> = cue.clone().map(low).collect();
    let glad = [
        "glad of",
        "happy with",
        "happy about",
        "grateful for",
        "open to",
        "keen on",
        "content with",
    ];
    if !negated && glad.iter().any(|phrase| modality::contains(&told, phrase)) {
        return Some(Polarity::IsOpenTo);
    }
    if BARRED.iter().any(|phrase| modality::contains(&told, phrase)) {
        return Some(Polarity::Refuses);
    }
    let given = close
        .clone()
        .any(|i| matches!(low(i), "gave" | "give" | "gives" | "given"));
    let word = |i: usize| {
        matches!(
            low(i),
            "word" | "undertaking" | "guarantee" | "guarantees" | "pledge" | "promise"
        ) || low(i).starts_with("assurance")
    };
    if given && close.clone().any(word) {
        return Some(if negated {
            Polarity::Refuses
        } else {
            Polarity::Promises
        });
    }
    if cue
        .clone()
        .any(|i| matches!(low(i), "willing" | "prepared" | "ready" | "content"))
    {
        let weighs = cue.clone().chain(close).any(|i| is_weighing(low(i)));
        return Some(match (negated, weighs) {
            (true, _) => Polarity::Refuses,
            (false, true) => Polarity::IsOpenTo,
            _ if cue.clone().any(|i| low(i) == "content") => Polarity::Agrees,
            (false, false) => Polarity::Offers,
        });
    }
    let thinkable = ["thinkable", "conceivable", "imaginable", "negotiable", "possible"];
    if cue.clone().any(|i| thinkable.contains(&low(i))) && !negated {
        return Some(Polarity::IsOpenTo);
    }
    let mut others = cue.filter(|&i| Some(i) != head && is_word(low(i)));
    others.find_map(|i| acts::by_cue(said, i, negated))
}

/// Words around a thing that refuse it.
const BARRED: &[&str] = &[
    "out of the question",
    "no question of",
    "be no question of",
    "no interest in",
    "not negotiable",
    "not for sale",
    "off the table",
    "not on the table",
    "unacceptable",
    "not acceptable",
    "unthinkable",
    "not allow",
    "not accept",
    "not permit",
    "not tolerate",
    "not sign",
    "not have",
];

/// What one does with a matter who has not made up his mind: "prepared to discuss it".
fn is_weighing(word: &str) -> bool {
    matches!(
        word,
        "discuss"
            | "consider"
            | "talk"
            | "look"
            | "hear"
            | "listen"
            | "examine"
            | "review"
            | "explore"
            | "study"
    )
}

/// Whether what is said begins like a question: "how many", "whether".
fn asks_after(said: &Said<'_, '_>) -> bool {
    let first = said.content.first().map_or("", |&i| said.doc.low(i));
    // "Might foreign judges sit on it, we wanted to know".
    if matches!(
        first,
        "might" | "would" | "could" | "can" | "may" | "will" | "does" | "did" | "is" | "are" | "was" | "were"
    ) && is_cued(said, &["know", "ask", "wonder"])
    {
        return true;
    }
    matches!(
        first,
        "how" | "why" | "who" | "whom" | "whose" | "where" | "when" | "whether" | "which"
    )
}

/// "Raised once more why the window was closed".
fn is_put(said: &Said<'_, '_>) -> bool {
    let first = said.content.first().map_or("", |&i| said.doc.low(i));
    let stems = [
        "rais", "press", "want", "wonder", "puzzl", "inquir", "enquir", "brought", "put", "return",
    ];
    first == "why" && is_cued(said, &stems)
}

/// "Wanted to know whether", "was curious to hear what".
fn is_wondered(said: &Said<'_, '_>) -> bool {
    let Some(cue) = said.cue.clone().filter(|_| opens_a_question(said)) else {
        return false;
    };
    let near =
        |test: &[&str]| (cue.start.saturating_sub(3)..cue.end).any(|i| test.contains(&said.doc.low(i)));
    near(&["know", "hear", "learn"]) && near(&["wanted", "wants", "wished", "curious", "keen", "like"])
}

/// The same and "what", which is no question in "what they did was right".
fn opens_a_question(said: &Said<'_, '_>) -> bool {
    asks_after(said) || said.content.first().is_some_and(|&i| said.doc.low(i) == "what")
}

fn is_asking(said: &Said<'_, '_>) -> bool {
    is_cued(said, &["ask"])
}

/// Whether a word of the cue begins like one of these.
fn is_cued(said: &Said<'_, '_>, stems: &[&str]) -> bool {
    let mut cue = said.cue.clone().into_iter().flatten();
    cue.any(|i| stems.iter().any(|stem| said.doc.low(i).starts_with(stem)))
}

/// A cue that says that nothing was said: "nobody cared to tell us", "would neither confirm nor deny".
fn silence(said: &Said<'_, '_>, negated: bool) -> Option<Polarity> {
    let words: Vec<&str> = said.cue.clone()?.map(|i| said.doc.low(i)).collect();
    let has = |some: &[&str]| words.iter().any(|w| some.contains(w));
    let both = has(&["confirm", "confirmed", "confirming"]) && has(&["deny", "denied", "denying", "nor"]);
    // "How long, nobody cared to tell us": the source goes before the cue.
    let nobody = |w: &str| matches!(w, "nobody" | "none");
    let by_nobody = words.iter().any(|w| nobody(w)) || before(said).is_some_and(nobody);
    let unwilling = has(&["unable"])
        || negated && has(&["care", "cared", "wish", "wished", "want", "wanted", "position"])
        || by_nobody;
    let telling = has(&["tell", "say", "discuss", "comment", "name", "answer", "specify"]);
    // "Preferred not to give a figure": the rest of the cue may stand in what is said.
    let first: Vec<&str> = said.content.iter().take(6).map(|&i| said.doc.low(i)).collect();
    let rather = has(&["prefer", "prefers", "preferred", "rather"])
        && (negated || first.first() == Some(&"not"))
        && first.iter().chain(&words).any(|w| is_disclosing(w));
    let kept = negated && (has(&["comment"]) || has(&["tell"]) && opens_a_question(said)) || rather;
    (both || unwilling && telling || kept).then_some(Polarity::DeclinesToSay)
}

fn is_disclosing(word: &str) -> bool {
    matches!(
        word,
        "say"
            | "tell"
            | "give"
            | "name"
            | "comment"
            | "answer"
            | "discuss"
            | "specify"
            | "disclose"
            | "speak"
            | "go"
    )
}

/// The word before the cue.
fn before<'a>(said: &Said<'a, '_>) -> Option<&'a str> {
    let start = said.cue.as_ref()?.start;
    Some(said.doc.low(start.checked_sub(1)?))
}

fn by_content(said: &Said<'_, '_>) -> Polarity {
    let doc = said.doc;
    // "Would not admit him": a cue without a verb of saying is part of what is said.
    let bare = |i: usize| {
        crate::words::is_auxiliary(doc.low(i))
            || crate::words::is_negation(doc.low(i))
            || crate::words::is_adverb(doc.low(i))
    };
    let barred = |cue: &Range<usize>| {
        crate::connective::is_modal(doc.low(cue.start)) && crate::words::is_negation(doc.low(cue.start + 1))
            || matches!(doc.low(cue.start), "won't" | "wouldn't" | "wdn't")
    };
    let cue = said
        .cue
        .clone()
        .filter(|cue| cue.len() < 5 && (cue.clone().all(bare) || barred(cue)));
    let words: Vec<&str> = cue
        .into_iter()
        .flatten()
        .chain(said.content.iter().copied().take(60))
        .map(|i| doc.low(i))
        .skip_while(|w| {
            matches!(*w, "that" | "but" | "and" | "so" | "then") || !w.contains(char::is_alphanumeric)
        })
        .collect();
    if words.last() == Some(&"?") && words.len() > 1 {
        return Polarity::Asks;
    }
    if let Some(answer) = answer(&words) {
        return answer;
    }
    let head = said.head.map_or("", |head| doc.low(head));
    let clause: Vec<&str> = said.clause.clone().take(40).map(|i| doc.low(i)).collect();
    if head.starts_with("insist") && is_bid(&words) {
        return Polarity::Demands;
    }
    let stance = Stance {
        words: &words,
        clause: &clause,
        conditional: said.conditional,
        connective: &said.connective,
        plain: !is_reasoning(head) && !is_cued(said, &["view", "opinion", "judgment", "judgement"]),
    };
    let open = words
        .iter()
        .any(|w| matches!(*w, "depends" | "hinges" | "depended" | "hinged"));
    if words.first() == Some(&"whether") && !open && !matches!(head, "doubted" | "doubts" | "decide" | "say")
    {
        return Polarity::Asks;
    }
    if undertakings::spares_others(&words) {
        return Polarity::Promises;
    }
    stance
        .early()
        .or_else(|| phrases::by_act(said, &stance, head))
        .unwrap_or_else(|| phrases::by_form(said, &stance))
}

/// "That women be given a third of the seats": a bare verb, where nothing goes before it.
fn is_bid(words: &[&str]) -> bool {
    // "That no patrol carry anything heavier".
    let none = words.first() == Some(&"no")
        && !words
            .iter()
            .take(8)
            .any(|w| crate::words::is_auxiliary(w) || w.ends_with("ed"))
        && words.len() > 3;
    if none {
        return true;
    }
    let be = words.iter().take(10).position(|w| *w == "be");
    be.is_some_and(|be| {
        be > 0
            && words.get(be + 1).is_some_and(|w| modality::is_participle(w))
            && !words[..be]
                .iter()
                .any(|w| crate::words::is_auxiliary(w) && *w != "'s" || *w == "to")
    })
}

/// Cues after which "would" tells what is thought to come rather than what is undertaken.
fn is_reasoning(head: &str) -> bool {
    matches!(
        head,
        "warned"
            | "warns"
            | "cautioned"
            | "argued"
            | "argues"
            | "believed"
            | "believes"
            | "thinks"
            | "thought"
            | "predicted"
            | "doubted"
            | "doubts"
            | "believe"
            | "think"
            | "feared"
            | "fears"
            | "expects"
            | "expected"
            | "observed"
            | "noted"
    )
}

/// "Yes", "No.", "Agreed", "Provided he comes, yes".
fn answer(words: &[&str]) -> Option<Polarity> {
    let plain: Vec<&str> = words
        .iter()
        .copied()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect();
    let alone = plain.len() == 1;
    // "Fine, if they come", "ok but no flags".
    let goes_on = matches!(
        words.get(1),
        Some(&("," | ";" | ":" | "if" | "but" | "as" | "so"))
    );
    let few = plain.len() <= 8;
    let refused = words.iter().any(|w| crate::words::is_negation(w));
    match (
        plain.first().copied()?,
        plain.get(1).copied(),
        plain.last().copied()?,
    ) {
        // "That isn't how we read it, no".
        (_, Some(_), "no") if few && words.iter().any(|w| w.ends_with("n't") || *w == "not") => {
            Some(Polarity::Denies)
        }
        ("no" | "never" | "impossible", None, _) | (_, _, "no") if few => Some(Polarity::Refuses),
        // "No, families only".
        ("no", ..)
            if few && words.get(1) == Some(&",") && !words.iter().any(|w| crate::words::is_auxiliary(w)) =>
        {
            Some(Polarity::Refuses)
        }
        ("not", Some(_), _) if plain.len() == 2 => Some(Polarity::Refuses),
        ("yes", ..) | (_, _, "yes") | ("any", Some("day" | "time"), _) => Some(Polarity::Agrees),
        (_, Some("no"), _) if words.get(1) == Some(&"no") && words.get(2) == Some(&",") => {
            Some(Polarity::Refuses)
        }
        ("agreed" | "fine" | "ok" | "okay" | "done" | "gladly" | "sure" | "certainly", ..)
            if alone || goes_on =>
        {
            Some(Polarity::Agrees)
        }
        (
            ..,
            "thinkable" | "doable" | "feasible" | "possible" | "imaginable" | "perhaps" | "maybe"
            | "possibly",
        ) if few && !refused => Some(Polarity::IsOpenTo),
        (.., "ok" | "okay" | "fine") if few && !refused => Some(Polarity::Agrees),
        _ => None,
    }
}
