//! What a text promises of its offsets, sentences, tokens and quotations.

use proptest::prelude::*;
use text::{Quote, Span, Text, TokenKind};

fn sentences(words: &str) -> Vec<String> {
    let text = Text::new(words);
    text.sentences(text.span())
        .into_iter()
        .map(|s| text.slice(s).to_owned())
        .collect()
}

fn tokens(words: &str) -> Vec<String> {
    let text = Text::new(words);
    text.tokens(text.span())
        .iter()
        .map(|t| t.of(&text).to_owned())
        .collect()
}

#[test]
fn sentences_end_where_people_end_them() {
    assert_eq!(sentences("Mr. Kim came. He left."), ["Mr. Kim came.", "He left."]);
    assert_eq!(
        sentences("The U.S. agreed. “We will.” He nodded."),
        ["The U.S. agreed.", "“We will.”", "He nodded."]
    );
    assert_eq!(
        sentences("direct U.S. talks, after which"),
        ["direct U.S. talks, after which"]
    );
    assert_eq!(
        sentences("It cost 3.5 million. Why? No."),
        ["It cost 3.5 million.", "Why?", "No."]
    );
    assert_eq!(
        sentences("A heading\n\nA sentence."),
        ["A heading", "A sentence."]
    );
    assert_eq!(
        sentences("So did I. Then we left."),
        ["So did I.", "Then we left."]
    );
    assert_eq!(sentences("谢谢。再见。"), ["谢谢。", "再见。"]);
    assert_eq!(sentences(""), Vec::<String>::new());
}

#[test]
fn tokens_keep_words_together() {
    assert_eq!(
        tokens("the vice-minister didn’t say “no”,"),
        ["the", "vice-minister", "didn’t", "say", "“", "no", "”", ","]
    );
    assert_eq!(tokens("U.S. talks – 1,978"), ["U.S.", "talks", "–", "1,978"]);
    let text = Text::new("in 2009");
    assert_eq!(text.tokens(text.span())[1].kind, TokenKind::Number);
}

#[test]
fn paragraphs_stand_between_blank_lines() {
    let text = Text::new("  one\ntwo\r\n \r\n\nthree \n");
    let found: Vec<&str> = text.paragraphs().into_iter().map(|s| text.slice(s)).collect();
    assert_eq!(found, ["one\ntwo", "three"]);
}

#[test]
fn a_quotation_finds_its_place_after_an_edit() {
    let text = Text::new("They agreed. Later they said no. Others agreed.");
    let quote = Quote::of(&text, Span::over(40, 46));
    assert_eq!(quote.exact, "agreed");
    let edited = Text::new("Note: They agreed. Later they said no. Others agreed.");
    assert_eq!(quote.find(&edited), Some(Span::over(46, 52)));
    assert_eq!(quote.find(&Text::new("nothing")), None);
}

#[test]
fn a_denial_that_holds_its_no_is_said() {
    use text::speech::Polarity::{Asserts, Denies, Refuses};
    assert_eq!(Denies.before("that nothing is sold to the south"), Asserts);
    assert_eq!(Denies.before("that they don’t sell"), Asserts);
    assert_eq!(
        Denies.before("their country has engaged in any cooperation"),
        Denies
    );
    assert_eq!(Denies.before("a knot in another note"), Denies);
    assert_eq!(Refuses.before("that it will not return"), Refuses);
}

proptest! {
    #[test]
    fn offsets_lead_there_and_back(words in "\\PC{0,200}|[a-z \\n]{0,300}|(é|日|👍🏽|a|\u{301}){0,150}") {
        let text = Text::new(words.clone());
        prop_assert_eq!(text.len() as usize, words.chars().count());
        for (n, (byte, _)) in words.char_indices().enumerate() {
            prop_assert_eq!(text.byte_at(n as u32), byte);
            prop_assert_eq!(text.char_at(byte), n as u32);
        }
        prop_assert_eq!(text.char_at(words.len()), text.len());
    }

    #[test]
    fn every_cut_fits_its_text(words in "(\\PC|[.!?\\n\" ]){0,200}", a in 0u32..250, b in 0u32..250) {
        let text = Text::new(words);
        let within = Span::over(a.min(text.len()), b.min(text.len()));
        let mut end = within.start();
        for token in text.tokens(within) {
            prop_assert!(within.contains(token.span) && token.span.start() >= end);
            prop_assert_eq!(text.slice(token.span), token.of(&text));
            end = token.span.end();
        }
        let mut end = within.start();
        for sentence in text.sentences(within) {
            prop_assert!(within.contains(sentence) && sentence.start() >= end && !sentence.is_empty());
            end = sentence.end();
        }
        for paragraph in text.paragraphs() {
            prop_assert!(text.holds(paragraph));
        }
    }

    #[test]
    fn a_quotation_finds_itself(words in "[ab ]{1,80}", a in 0u32..80, b in 0u32..80) {
        let text = Text::new(words);
        let span = Span::over(a.min(text.len()), b.min(text.len()));
        prop_assert_eq!(Quote::of(&text, span).find(&text), Some(span));
    }

    #[test]
    fn no_span_ends_before_it_starts(a: u32, b: u32) {
        prop_assert_eq!(Span::new(a, b).is_ok(), a <= b);
        prop_assert_eq!(serde_json::from_str::<Span>(&format!("[{a},{b}]")).is_ok(), a <= b);
    }
}
