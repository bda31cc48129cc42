//! An address that people can read and harvesters cannot.
//!
//! The letters are in the page, each part in an element of its own; the at-sign and the dots are not in any file as
//! text, but drawn by the style sheet (`content`). So the page's source, with its entities decoded or its tags
//! taken away, holds no at-sign and no word for one. It stays text: it grows with the reader's font, wraps, prints,
//! takes the colours of high contrast, and screen readers speak generated content, with "at" and "dot" as its
//! alternative text. A picture, even a drawn one, would give up one or the other; a script is out of the question. What
//! is lost is the click and the copy, and the page says so.

use maud::{Markup, PreEscaped, html};
use regex::Regex;
use std::sync::LazyLock;

/// The style that makes a [`protected_address`] readable. It belongs into a style sheet, never into the page.
pub const ADDRESS_STYLE: &str = r#".adr { direction: ltr; unicode-bidi: isolate; overflow-wrap: anywhere; }
.m1::before { content: "\40"; content: "\40" / "at"; }
.m2::before { content: "."; content: "." / "dot"; }
.m3::before { content: "at"; }
.m4::before { content: "dot"; }
"#;

const AT: char = '\u{e004}';
const DOT: char = '\u{e005}';
const AT_WORD: char = '\u{e006}';
const DOT_WORD: char = '\u{e007}';

/// An e-mail address for a page: its parts, with nothing between them but what [`ADDRESS_STYLE`] draws.
pub fn protected_address(address: &str) -> Markup {
    let address = crate::prose::squash(address);
    let Some((local, domain)) = address.rsplit_once('@') else {
        return PreEscaped(protected_words(&address));
    };
    html! {
        span class="adr" {
            (dotted(local))
            span class="m1" {}
            (dotted(domain))
        }
    }
}

fn dotted(part: &str) -> Markup {
    html! {
        @for (at, word) in part.split('.').enumerate() {
            @if at > 0 { span class="m2" {} }
            span { (PreEscaped(protected_words(word))) }
        }
    }
}

/// Words for a page as HTML: whatever could be, or be read as, an at-sign is drawn by the style sheet.
pub(crate) fn protected_words(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in marked(words).chars() {
        match c {
            AT => out.push_str("<span class=\"m1\"></span>"),
            DOT => out.push_str("<span class=\"m2\"></span>"),
            AT_WORD => out.push_str("<span class=\"m3\"></span>"),
            DOT_WORD => out.push_str("<span class=\"m4\"></span>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Words for where nothing can be drawn (a page's title, a feed): addresses become "(address)".
pub(crate) fn without_addresses(words: &str) -> String {
    #[expect(clippy::unwrap_used, reason = "a constant; the tests compile it")]
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"[\w.+\x{e005}-]*\s*\x{e004}\s*[\w-]*(?:\s?[\x{e005}\x{e007}]\s?[\w-]+|\.[\w-]+)*|[\w.+-]+\s*\x{e006}\s*[\w-]+(?:\.[\w-]+)*(?:\s?[\x{e005}\x{e007}]\s?[\w-]+)+",
        )
        .unwrap()
    });
    let marked = marked(words);
    if !marked.contains([AT, AT_WORD, DOT, DOT_WORD]) {
        return marked;
    }
    let replaced = ADDRESS
        .replace_all(&marked, |found: &regex::Captures<'_>| {
            // A sign alone may belong to words in other pieces: nothing may say what it was.
            if found[0].contains(char::is_alphanumeric) {
                " (address) "
            } else {
                " … "
            }
        })
        // "read more at council.example" keeps its words, apart.
        .replace(AT_WORD, "–")
        .replace(DOT_WORD, "dot");
    let replaced = replaced.replace([AT, DOT], " ");
    replaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether these words hold what [`without_addresses`] would change.
pub(crate) fn holds_address(words: &str) -> bool {
    marked(words).contains([AT, AT_WORD, DOT])
}

/// Whether an address stands in a link, percent-encoded or not. "/@somebody/" is none.
pub(crate) fn link_holds_address(url: &str) -> bool {
    #[expect(clippy::unwrap_used, reason = "a constant; the tests compile it")]
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\w.+-]@[\w-]+\.\w").unwrap());
    let decoded = url
        .replace("%25", "%")
        .replace("%40", "@")
        .replace("%2E", ".")
        .replace("%2e", ".");
    ADDRESS.is_match(&decoded)
}

/// The words with a private mark for each at-sign, and for each word that stands for one.
fn marked(words: &str) -> String {
    #[expect(clippy::unwrap_used, reason = "constants; the tests compile them")]
    static SIGN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[@＠﹫]|&#0*64;?|&#x0*40;?|&commat;?|%40|[\[({<]\s*(?:at|@)\s*[\])}>]").unwrap()
    });
    #[expect(clippy::unwrap_used, reason = "a constant; the tests compile it")]
    static STOP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[\[({<]\s*(?:dot|\.)\s*[\])}>]|&#0*46;?|&#x0*2e;?|&period;?").unwrap()
    });
    #[expect(clippy::unwrap_used, reason = "a constant; the tests compile it")]
    static AROUND: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:[\w+-]+\.)*[\w+-]*\s?\x{e004}\s?[\w-]+(?:\.[\w-]+)+").unwrap());
    #[expect(clippy::unwrap_used, reason = "a constant; the tests compile it")]
    static WORDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\bat(\s+[\w-]+(?:\.[\w-]+)*)((?:\s+dot\s+[\w-]+)+)|\bat(\s+[\w-]{2,}(?:\.[\w-]+)*\.(?-i:[a-z]{2,})\b)",
        )
        .unwrap()
    });
    #[expect(clippy::unwrap_used, reason = "a constant; the tests compile it")]
    static SPELT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\bdot\b").unwrap());
    let clean: String = words
        .chars()
        .map(|c| {
            if crate::prose::is_stray(c) && !c.is_whitespace() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let signs = SIGN.replace_all(&clean, AT.to_string());
    let stops = STOP.replace_all(&signs, DOT.to_string());
    let stops = AROUND.replace_all(&stops, |found: &regex::Captures<'_>| {
        found[0].replace('.', &DOT.to_string())
    });
    WORDED
        .replace_all(&stops, |found: &regex::Captures<'_>| {
            let part = |at: usize| found.get(at).map_or("", |m| m.as_str());
            let spelt = SPELT.replace_all(part(2), DOT_WORD.to_string());
            format!("{AT_WORD}{}{spelt}{}", part(1), part(3))
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_there_and_nothing_between_them() {
        assert_eq!(
            protected_address("first.last@council.example").into_string(),
            "<span class=\"adr\"><span>first</span><span class=\"m2\"></span><span>last</span>\
             <span class=\"m1\"></span><span>council</span><span class=\"m2\"></span><span>example</span></span>"
        );
    }

    #[test]
    fn every_disguise_is_seen_through() {
        for disguised in [
            "a@b.example",
            "a ＠ b.example",
            "a&#64;b.example",
            "a [at] b [dot] example",
            "a (AT) b (dot) example",
            "a at b dot example",
            "a at mail dot b dot example",
            "a%40b.example",
        ] {
            assert!(holds_address(disguised), "{disguised}");
            assert_eq!(without_addresses(disguised), "(address)", "{disguised}");
            assert!(!protected_words(disguised).contains(['@', '＠', '[', '(', '%']));
        }
    }

    #[test]
    fn a_place_on_the_web_is_no_address_but_looks_like_one() {
        assert_eq!(
            without_addresses("letters at council.example."),
            "letters – council.example."
        );
        assert_eq!(
            protected_words("letters at council.example"),
            "letters <span class=\"m3\"></span> council.example"
        );
        assert!(link_holds_address("https://x.example/?to=a%40b.example"));
        assert!(!link_holds_address("https://x.example/%40somebody/a.html"));
    }

    #[test]
    fn prose_is_left_alone() {
        let prose = "We met at noon and looked at U.S. aims. The dot stands (at last) [1]: Q&A, 50% < 60%";
        assert_eq!(without_addresses(prose), prose);
        assert_eq!(
            protected_words(prose),
            "We met at noon and looked at U.S. aims. The dot stands (at last) [1]: Q&amp;A, 50% &lt; 60%"
        );
    }
}
