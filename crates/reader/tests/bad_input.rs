//! Texts as they come from scanners, telephones and other scripts: a plain statement in them is still found, by both
//! readers, and its spans fit.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod spans;

use reader::{Close, Proposal, Quick, Reader};
use spans::hold;
use text::Text;

fn both() -> [Box<dyn Reader>; 2] {
    [Box::new(Quick), Box::new(Close::new().unwrap())]
}

fn contents(text: &Text, proposals: &[Proposal]) -> Vec<String> {
    proposals.iter().map(|p| text.words_of(&p.content)).collect()
}

/// Both readers find a statement whose content holds `content`.
fn found(words: &str, content: &str) {
    for reader in both() {
        let (text, proposals) = hold(reader.as_ref(), words);
        let all = contents(&text, &proposals);
        assert!(
            all.iter().any(|c| c.contains(content)),
            "{}: {all:?}",
            reader.name()
        );
    }
}

#[test]
fn nothing_is_said_in_nothing() {
    for words in ["", " ", "\n", "\u{feff}", "\u{0}", "…", "👍🏽"] {
        for reader in both() {
            assert_eq!(hold(reader.as_ref(), words).1, [], "{}: {words:?}", reader.name());
        }
    }
}

/// As much as a test's patience allows: `model/speed.py` reads ten megabytes in one line.
#[test]
fn one_long_line() {
    let piece = "The minister said that the road would be opened on Monday, and ";
    for (reader, size) in both().iter().zip([1_000_000, 20_000]) {
        let (_, proposals) = hold(reader.as_ref(), &piece.repeat(size / piece.len()));
        assert!(!proposals.is_empty(), "{}", reader.name());
    }
}

#[test]
fn one_long_word() {
    for (reader, size) in both().iter().zip([100_000, 10_000]) {
        for letter in ["a", "A", "中", "e\u{301}", "“", "-", "\u{202e}"] {
            hold(reader.as_ref(), &letter.repeat(size / letter.len()));
        }
    }
}

#[test]
fn no_punctuation() {
    found(
        "The minister said that the road would be opened on Monday\n\nThe weather was fine all day",
        "the road would be opened on Monday",
    );
    found(
        "the minister said that the road would be opened on monday",
        "the road would be opened on monday",
    );
}

#[test]
fn all_capitals() {
    found(
        "THE MINISTER SAID THAT THE ROAD WOULD BE OPENED ON MONDAY.",
        "THE ROAD WOULD BE OPENED ON MONDAY",
    );
}

#[test]
fn other_scripts_around() {
    for words in [
        "部长今天访问了北京。他没有回答问题。\n\nThe minister said that the road would be opened on Monday. 他说：“不行。”\n\n완료",
        "قال الوزير إن الطريق سيفتح.\n\nThe minister said that the road would be opened on Monday.\n\nהשר סירב לענות.",
        "\u{202b}قال\u{202c} The minister said that the road would be opened on Monday. \u{200f}שלום\u{200e}",
        "Министр (部长) молчал. The minister (الوزير) said that the road would be opened on Monday.",
    ] {
        found(words, "the road would be opened on Monday");
    }
}

#[test]
fn quotation_marks_in_quotation_marks() {
    found(
        "“They told us ‘the old men say “never” and mean it’ and then they left,” the minister said.",
        "and then they left",
    );
    found(
        "The minister said: «Our friends said „wait“, and we shall wait.»",
        "and we shall wait",
    );
}

#[test]
fn quotation_marks_that_nobody_closed() {
    found(
        "“We shall wait for the old men, the minister said.\n\nThe ambassador said that the road would be opened on Monday.",
        "the road would be opened on Monday",
    );
}

#[test]
fn hyphens_of_a_scanner() {
    let words = "The minister said that the govern-\nment would open the road on Mon-\nday if the patrols were with-\ndrawn.";
    for reader in both() {
        let (text, proposals) = hold(reader.as_ref(), words);
        let all = contents(&text, &proposals);
        let whole = |c: &&String| c.contains("the govern- ment would open the road on Mon- day");
        assert!(all.iter().any(|c| whole(&c)), "{}: {all:?}", reader.name());
        let condition = proposals.iter().find_map(|p| p.condition.as_ref());
        assert_eq!(
            condition.map(|c| c.text.as_str()),
            Some("if the patrols were with-\ndrawn"),
            "{}",
            reader.name()
        );
    }
}

#[test]
fn pictures_and_accents_apart() {
    found(
        "The minister 👍🏽 said that the road 🇨🇭 would be opened on Monday 👩‍👩‍👧.",
        "would be opened on Monday",
    );
    found(
        "The pre\u{301}sident said that the cafe\u{301} in Male\u{301} would be opened on Monday.",
        "the cafe\u{301} in Male\u{301} would be opened on Monday",
    );
    found(
        "The minister said that the road\u{a0}would be o\u{ad}pened on\u{200b} Monday\u{fffd}.",
        "would be o\u{ad}pened",
    );
}
