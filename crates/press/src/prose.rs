//! Words made fit for a sentence, for Markdown and for people.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use text::Text;

/// How many characters of somebody's words are quoted in one go.
pub(crate) const LONGEST_QUOTE: usize = 280;

/// The mark by which the renderer finds a citation again. Private-use characters like it never come in from
/// outside: [`squash`] and [`without_marks`] take them away.
pub(crate) const CITATION_OPENS: char = '\u{e000}';
/// See [`CITATION_OPENS`].
pub(crate) const CITATION_CLOSES: char = '\u{e001}';

/// Whether a character has no business in what people read: controls, the marks that turn the order of
/// writing around (a title could pass itself off as another), and our own marks.
pub(crate) fn is_stray(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}'
        )
        || ('\u{e000}'..='\u{e00f}').contains(&c)
}

/// One line: stray characters and runs of white space become single spaces.
pub(crate) fn squash(words: &str) -> String {
    let clean: String = words.chars().map(|c| if is_stray(c) { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with its lines, without stray characters.
pub(crate) fn without_marks(words: &str) -> String {
    let keeps = |c: char| c == '\n' || c == '\t' || !is_stray(c);
    let words = words.replace("\r\n", "\n");
    words.chars().map(|c| if keeps(c) { c } else { ' ' }).collect()
}

fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Double quotation marks turned into single ones, as they stand within a quotation.
pub(crate) fn single_quotes(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = None;
    for c in words.chars() {
        let opens = before.is_none_or(|b: char| b.is_whitespace() || "([{–—-/".contains(b));
        out.push(match c {
            '“' | '„' | '‟' | '«' => '‘',
            '"' | '＂' if opens => '‘',
            '”' | '»' | '"' | '＂' => '’',
            other => other,
        });
        before = Some(c);
    }
    out
}

/// Somebody's words as they go between quotation marks: on one line, without the marks they came in.
pub(crate) fn quotable(words: &str) -> String {
    let line = squash(words);
    let bare = line
        .strip_prefix(is_double_quote)
        .and_then(|rest| rest.strip_suffix(is_double_quote))
        .filter(|inside| !inside.contains(is_double_quote));
    single_quotes(bare.unwrap_or(&line).trim())
}

/// At most `most` characters of `words` from their start, cut after a sentence, else after a clause, else
/// after a word; with " …" where something was left out.
pub(crate) fn trimmed(words: &str, most: usize) -> String {
    let Some((limit, _)) = words.char_indices().nth(most) else {
        return words.to_owned();
    };
    let ahead = words
        .char_indices()
        .nth(most * 2)
        .map_or(words.len(), |(at, _)| at);
    let text = Text::new(&words[..ahead]);
    let after_sentence = text
        .sentences(text.span())
        .into_iter()
        .map(|span| text.byte_at(span.end()))
        .take_while(|&end| end <= limit)
        .last();
    let head = &words[..limit];
    let end = after_sentence
        .or_else(|| after_clause(head))
        .or_else(|| head.rfind(char::is_whitespace))
        .or_else(|| head.rfind(|c: char| c.is_ascii_punctuation()))
        .filter(|&end| end > 0)
        .unwrap_or(limit);
    let kept = words[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—".contains(c));
    format!("{kept} …")
}

/// The end of the last clause that is long enough to stand alone.
fn after_clause(head: &str) -> Option<usize> {
    let least = head.len() / 4;
    head.char_indices()
        .zip(head.chars().skip(1))
        .filter(|&((at, c), next)| at > least && ",;:–—".contains(c) && next.is_whitespace())
        .map(|((at, _), _)| at)
        .last()
}

/// Lower case, letters and digits only, single spaces: to see whether words hold others.
fn bare(words: &str) -> String {
    let letters: String = words
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<String> = letters.split_whitespace().map(str::to_lowercase).collect();
    format!(" {} ", words.join(" "))
}

/// Whether `words` hold `part`, marks and case aside.
pub(crate) fn holds(words: &str, part: &str) -> bool {
    bare(words).contains(&bare(part))
}

/// Whether there is a letter or digit in it.
pub(crate) fn says_something(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

/// With its first letter as a capital.
pub(crate) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + chars.as_str()
    })
}

/// Words as Markdown that shows them as they are. They can neither cite nor start a block.
pub(crate) fn as_markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut chars = words.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' => true,
            '@' => before == Some('['),
            '&' => chars
                .peek()
                .is_some_and(|&next| next.is_ascii_alphanumeric() || next == '#'),
            '#' => before.is_none_or(char::is_whitespace) || chars.peek().is_none(),
            '-' | '+' | '>' | '=' | '~' => before.is_none(),
            '.' | ')' => out.len() < 12 && !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Words of others as one line of Markdown without double quotation marks.
pub(crate) fn line(words: &str) -> String {
    as_markdown(&single_quotes(&squash(words)))
}

/// "December 2009".
pub(crate) fn month(date: Date) -> String {
    date.strftime("%B %Y").to_string()
}

/// "13 November 2009".
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The zone by this name, else UTC.
pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// The day of an instant in a zone.
pub(crate) fn day_in(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned_datetime(zone.clone()).date()
}

/// A number that follows from words and a seed: FNV-1a, not secure, the same on every machine.
pub(crate) fn hash(words: &str, seed: u64) -> u64 {
    words.bytes().fold(seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_where_the_speaker_paused() {
        assert_eq!(trimmed("Short enough.", 40), "Short enough.");
        assert_eq!(
            trimmed(
                "We have no quarrel. We respect their choice, and we said so twice.",
                40
            ),
            "We have no quarrel. …"
        );
        assert_eq!(
            trimmed(
                "If relations were upgraded, many things could be looked at again by us",
                50
            ),
            "If relations were upgraded …"
        );
    }

    #[test]
    fn quotations_lose_the_marks_they_came_in_and_keep_those_within() {
        assert_eq!(quotable("“We came with questions.”"), "We came with questions.");
        assert_eq!(
            quotable("North Korea \"has never had any\""),
            "North Korea ‘has never had any’"
        );
    }

    #[test]
    fn words_cannot_become_markup() {
        let shown = as_markdown("1. <b>*x*</b> [@s:1] &amp; News & Views #");
        assert_eq!(
            shown,
            "1\\. \\<b>\\*x\\*\\</b> \\[\\@s:1\\] \\&amp; News & Views \\#"
        );
    }

    proptest! {
        #[test]
        fn what_is_cut_is_a_part(words in "\\PC{0,200}", most in 1usize..80) {
            let whole = quotable(&words);
            let cut = trimmed(&whole, most);
            let kept = cut.strip_suffix(" …").filter(|_| cut != whole).unwrap_or(&cut);
            prop_assert!(whole.starts_with(kept));
            prop_assert!(kept.chars().count() <= most.max(whole.chars().count().min(most)));
        }

        #[test]
        fn marked_up_words_show_as_they_are(words in "[ -~‘’é]{0,60}") {
            let words = squash(&words);
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&format!("x {}", as_markdown(&words))));
            let shown = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            prop_assert_eq!(shown.trim_end(), format!("<p>x {words}</p>").replace("x </p>", "x</p>"));
        }
    }
}
