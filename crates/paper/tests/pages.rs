//! Papers as PDF files: how long they are, what they hold, and that no input breaks them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use paper::{Block, Mark, Paper, Run, Sheet, pdf};
use proptest::prelude::*;

fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        title: "Brief: a visit".to_owned(),
        language: "en".to_owned(),
        mark: Some(Mark {
            text: "TLP:AMBER".to_owned(),
            colour: [255, 192, 0],
        }),
        foot: "A visit; as of 18 December 2009".to_owned(),
        blocks,
    }
}

fn list(items: usize, words: &str) -> Block {
    Block::List((0..items).map(|_| vec![Run::plain(words)]).collect())
}

#[test]
fn a_short_paper_has_one_page_and_large_letters() {
    let made = pdf(
        &paper(vec![Block::Heading(2, "Who".to_owned()), list(3, "somebody")]),
        Sheet::A4,
        2,
    )
    .unwrap();
    assert_eq!((made.pages, made.size, made.rewritten), (1, 10.0, 0));
    assert!(made.bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn letters_get_smaller_before_a_paper_gets_longer() {
    let blocks = vec![list(85, &"some words of the record ".repeat(5))];
    for sheet in [Sheet::A4, Sheet::Letter] {
        let made = pdf(&paper(blocks.clone()), sheet, 2).unwrap();
        assert!(
            made.pages == 2 && made.size < 10.0,
            "{} at {}",
            made.pages,
            made.size
        );
    }
}

#[test]
fn what_does_not_fit_is_not_lost() {
    let made = pdf(&paper(vec![list(2000, "words and more words")]), Sheet::A4, 2).unwrap();
    assert!(made.pages > 2 && made.size < 7.5);
}

#[test]
fn names_in_every_script_stay() {
    let names = "Erdős, Łódź, Μαρία, Нина, Արամ, გია, محمد رضا, דוד";
    let made = pdf(&paper(vec![Block::Text(vec![Run::plain(names)])]), Sheet::A4, 2).unwrap();
    assert_eq!(made.rewritten, 0);
    let others = "박길연, 習近平, ประยุทธ์, 🤝";
    let made = pdf(&paper(vec![Block::Text(vec![Run::plain(others)])]), Sheet::A4, 2).unwrap();
    assert_eq!(made.rewritten, 3 + 3 + 8 + 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_words_break_it(
        title in any::<String>(),
        items in proptest::collection::vec(any::<String>(), 0..5),
        long in "\\PC{0,400}",
        notes in proptest::collection::vec((any::<String>(), any::<String>()), 0..4),
    ) {
        let mut given = paper(vec![
            Block::Heading(3, long.clone()),
            Block::List(items.iter().map(|text| vec![Run::plain(text), Run::slanted(text)]).collect()),
            Block::Heading(2, String::new()),
            Block::Notes(notes),
            Block::Text(vec![Run::slanted(long.replace(' ', ""))]),
        ]);
        given.title = title;
        let made = pdf(&given, Sheet::Letter, 2);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}
