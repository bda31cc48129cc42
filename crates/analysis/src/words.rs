//! Words as the rules compare them: lower case, without their endings.

/// What follows a token: nothing, a comma's pause, or the end of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    None,
    Short,
    Full,
}

/// A word's stem and what stands after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) stem: String,
    pub(crate) pause: Pause,
}

/// Words that begin a new clause: what is denied before them is not denied after them.
const TURNS: &[&str] = &[
    "but", "although", "though", "while", "whereas", "however", "yet", "saying", "because", "since",
    "instead",
];

/// Words that begin a new clause after a comma.
const JOINS: &[&str] = &[
    "and", "or", "so", "we", "they", "he", "she", "it", "which", "who", "whoever",
];

/// How many words of a statement the rules read: a position is in its first lines, and hostile input is long.
const LONGEST: usize = 400;

/// The words of a text, 400 at most. "Don't" is two words, "does" and "not"; a possessive's "s" is none.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut word = String::with_capacity(24);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = chars.peek().is_some_and(|next| next.is_alphanumeric());
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
            continue;
        }
        if matches!(c, '\'' | '’') && inside && !word.is_empty() {
            word.push('\'');
            continue;
        }
        finish(&mut word, &mut found);
        let pause = match c {
            '.' | ':' if inside => Pause::None,
            '.' | ';' | ':' | '!' | '?' | '…' | '—' => Pause::Full,
            ',' | '(' | ')' | '–' => Pause::Short,
            _ => Pause::None,
        };
        if let Some(last) = found.last_mut().filter(|_| pause != Pause::None) {
            last.pause = if last.pause == Pause::Full {
                Pause::Full
            } else {
                pause
            };
        }
        if found.len() >= LONGEST {
            return found;
        }
    }
    finish(&mut word, &mut found);
    found
}

fn finish(word: &mut String, found: &mut Vec<Word>) {
    if word.is_empty() {
        return;
    }
    if let Some(last) = found.last_mut() {
        let joins = last.pause == Pause::Short && JOINS.contains(&word.as_str());
        if joins || TURNS.contains(&word.as_str()) {
            last.pause = Pause::Full;
        }
    }
    let mut push = |stem: String| {
        found.push(Word {
            stem,
            pause: Pause::None,
        });
    };
    if let Some(verb) = word.strip_suffix("n't") {
        push(stem(verb));
        push("not".to_owned());
    } else {
        if let Some(base) = word.find('\'') {
            word.truncate(base);
        }
        push(stem(word));
    }
    word.clear();
}

/// The stem of forms that no ending rule leads back to their verb, or that it would lead to another word
/// ("noted" to "not").
fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "gave" | "given" => "giv",
        "sent" => "send",
        "met" => "meet",
        "built" => "build",
        "sold" | "sale" | "sales" => "sel",
        "brought" => "bring",
        "kept" => "keep",
        "held" => "hold",
        "took" | "taken" => "tak",
        "went" => "go",
        "said" => "sai",
        "free" | "freed" | "frees" => "fre",
        "withdrew" | "withdrawn" | "withdrawal" => "withdraw",
        "broke" | "broken" => "break",
        "withheld" => "withhold",
        "extension" => "extend",
        "suspension" => "suspend",
        "resumption" => "resum",
        "reduction" => "reduc",
        "recognition" => "recognis",
        "refusal" => "refus",
        "denial" => "deni",
        "opposition" => "oppos",
        "cannot" | "cant" => "not",
        "note" | "notes" | "noted" | "noting" => "note",
        "this" => "this",
        _ => return None,
    })
}

/// A word without its endings: "upgraded", "upgrading" and "upgrades" are one. `word` is in lower case.
///
/// A light stemmer after Porter's steps 1a, 1b and 5 (1980), with "-ment" and "-ation" and -ise for -ize.
pub(crate) fn stem(word: &str) -> String {
    if let Some(known) = irregular(word) {
        return known.to_owned();
    }
    if word.len() <= 3 || !word.is_ascii() {
        return word.to_owned();
    }
    let mut w = word.to_owned();
    if ["ies", "ied", "sses", "shes", "ches", "xes", "zes"]
        .iter()
        .any(|e| w.ends_with(e))
    {
        w.truncate(w.len() - 2);
    } else if w.ends_with('s') && !["ss", "us", "is"].iter().any(|e| w.ends_with(e)) {
        w.truncate(w.len() - 1);
    }
    if w.len() > 5 && w.ends_with("eed") {
        w.pop();
    }
    for ending in ["ation", "ment", "ing", "ed"] {
        let rest = w.strip_suffix(ending).unwrap_or_default();
        let long_enough = rest.len() >= if ending.len() > 3 { 4 } else { 3 };
        let voiced = rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if long_enough && voiced {
            w.truncate(rest.len());
            break;
        }
    }
    tidied(w)
}

/// The end of a stem: no silent "e", "y" as "i", "iz" as "is", no doubled consonant.
fn tidied(mut w: String) -> String {
    if w.ends_with('e') && !w.ends_with("ee") && w.len() > 3 {
        w.pop();
    }
    let after_consonant = |w: &str| w.bytes().rev().nth(1).is_some_and(|b| !b"aeiou".contains(&b));
    if w.ends_with('y') && after_consonant(&w) {
        w.pop();
        w.push('i');
    }
    if w.ends_with("iz") {
        w.truncate(w.len() - 1);
        w.push('s');
    }
    let bytes = w.as_bytes();
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    if doubled && !w.ends_with(['a', 'e', 'i', 'o', 'u']) {
        w.pop();
    }
    w
}

/// The stems of a phrase.
pub(crate) fn stems(phrase: &str) -> Vec<String> {
    words(phrase).into_iter().map(|word| word.stem).collect()
}

/// `text` of at most `most` characters, cut at a word and marked with "…"; white space is one space.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let cut: String = flat.chars().take(most.saturating_sub(1)).collect();
    let end = cut
        .rfind(' ')
        .filter(|&at| at * 2 > cut.len())
        .unwrap_or(cut.len());
    cut[..end].trim_end_matches([' ', ',', ';', ':']).to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_share_a_stem() {
        for family in [
            &["upgrade", "upgraded", "upgrading", "upgrades"][..],
            &["stop", "stopped", "stopping", "stops"],
            &["deny", "denied", "denies", "denying", "denial"],
            &["normalise", "normalisation", "normalized", "normalising"],
            &["agree", "agreed", "agreement", "agreeing"],
            &["fill", "filling", "filled", "fills"],
            &["extend", "extension", "extended"],
            &["sanction", "sanctions"],
        ] {
            for form in family {
                assert_eq!(stem(form), stem(family[0]), "{form}");
            }
        }
    }

    #[test]
    fn a_negation_in_a_contraction_is_a_word() {
        let found: Vec<String> = stems("They don’t oppose Pyongyang's offer");
        assert_eq!(found, ["they", "do", "not", "oppos", "pyongyang", "offer"]);
    }

    #[test]
    fn long_words_are_cut_at_a_word() {
        assert_eq!(shortened("one  two\nthree four", 12), "one two…");
        assert_eq!(shortened("short", 12), "short");
    }
}
