//! What holds for any bytes in any form.

#![allow(clippy::unwrap_used)]

use intake::{Form, Intake, read};
use proptest::prelude::*;
use text::Span;

const NAMES: [&str; 4] = ["a.txt", "a.md", "a.html", "a.eml"];

/// Bytes that are often markup, headers or mail, and sometimes anything.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..12),
        "\\PC{0,20}".prop_map(String::into_bytes),
        "[a-z ,.é“”\n]{0,30}".prop_map(String::into_bytes),
        prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\n\n",
    "---\n",
    "Title: A visit\n",
    "Date: 2009-11-14\n",
    "Marking: GREEN\n",
    "TLP:AMBER\n",
    "FROM: us\n\n",
    "From: \"A\" <a@b.example>\r\n",
    "Subject: =?utf-8?q?caf=C3=A9?=\r\n",
    "X-Marking: RED\r\n",
    "Content-Type: multipart/alternative; boundary=b\r\n\r\n",
    "--b\r\n",
    "--b--\r\n",
    "Content-Type: text/html\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
    "=C3=A9=\r\n",
    "aGVsbG8gd29ybGQ=",
    "Content-Type: text/plain; charset=utf-16\r\n",
    "<div>",
    "</div>",
    "<p>one &amp; two&nbsp;",
    "<table><tr><td>a<td>b",
    "<li>",
    "<ul>",
    "<ol start=3>",
    "<pre>\n x  y\n",
    "</pre>",
    "<script>x",
    "</script>",
    "<title>T</title>",
    "<meta name=date content=2009-13-45>",
    "<br>",
    "&#x110000;",
    "&notin",
    "<blockquote>",
    "- item\n",
    "  - deeper\n",
    "1. first\n",
    "> quoted\n",
    "# Heading\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "`code`",
    "*stress*",
    "[TLP:CLEAR; on the record] ",
    "[a](b)",
    "![a](b)",
    "&amp;",
    "\\[",
    "\u{FEFF}",
    "    indented\n",
    "[^1]",
    "[^1]: note\n",
    "```\nfence\n```\n",
    "平양",
    "<b",
    "<!-- ",
    "-->",
    "<![CDATA[",
    "layout: x\n",
    "- a\n",
];

fn check(intake: &Intake, size: usize) {
    let whole = intake.text.span();
    assert!(intake.text.holds(intake.body));
    assert_eq!(intake.body.end(), whole.end());
    for line in &intake.header {
        assert!(intake.text.holds(line.span), "{line:?}");
    }
    let end = whole.end();
    for span in [
        whole,
        intake.body,
        Span::over(end / 3, end / 2),
        Span::over(end, end),
        Span::over(end, end + 9),
    ] {
        if let Some(place) = intake.origin(span) {
            assert!(
                place.start <= place.end && place.end <= size,
                "{span} {place:?} {size}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in bytes()) {
        for name in NAMES {
            match read(name, &bytes) {
                Ok(intake) => check(&intake, bytes.len()),
                Err(error) => prop_assert!(error.to_string().starts_with(name)),
            }
        }
    }

    #[test]
    fn plain_text_is_the_file(words in "[\\PC\r\n\t]{0,200}", from in 0usize..200, len in 0usize..50) {
        prop_assume!(words.chars().any(|c| !c.is_whitespace() && c != '\u{FEFF}'));
        let intake = read("notes.txt", words.as_bytes()).unwrap();
        prop_assert_eq!(intake.text.as_str(), &words);
        let end = intake.text.len();
        let span = Span::over((from as u32).min(end), (from as u32 + len as u32).min(end));
        let place = intake.origin(span).unwrap();
        prop_assert_eq!(&words.as_bytes()[place], intake.text.slice(span).as_bytes());
    }

    #[test]
    fn words_lead_back_to_themselves(words in prop::collection::vec("[a-zäöé]{1,9}", 1..12), pick in any::<prop::sample::Index>()) {
        // A word of its own can be told apart in the file.
        let words: Vec<String> = words.iter().enumerate().map(|(i, word)| format!("{word}{i}x")).collect();
        let word = pick.get(&words);
        let plain = words.join(" ");
        let files = [
            ("a.txt", plain.clone()),
            ("a.md", format!("# Day\n\n- one *two*\n\n> {}\n", words.join("* `a` *"))),
            ("a.html", format!("<title>x</title><ul><li>a &amp; b<li>{}</ul>", words.join("</b>\n <b>&lt;"))),
            ("a.eml", format!("Subject: A visit\r\n\r\nDear all,\r\n{plain}\r\n")),
        ];
        for (name, file) in files {
            let intake = read(name, file.as_bytes()).unwrap();
            let at = intake.text.as_str().find(word.as_str()).unwrap();
            let place = intake.origin(intake.text.span_of(at..at + word.len())).unwrap();
            prop_assert_eq!(&file.as_bytes()[place], word.as_bytes(), "{}", name);
        }
    }
}

#[test]
fn every_form_has_a_name() {
    for (name, form) in [
        ("a.TXT", "text"),
        ("b/c.Markdown", "markdown"),
        ("x.y.htm", "html"),
        ("m.eml", "mail"),
    ] {
        assert_eq!(Form::of(name).map(Form::as_str), Some(form));
    }
    assert_eq!(Form::of("letter.pdf"), None);
    assert_eq!(Form::of("folder.txt/letter"), None);
}
