use super::*;
use crate::marks::{Mark, rows};
use office::text::{Span, Text};
use proptest::prelude::*;

fn statements(count: usize) -> Vec<Statement> {
    let hash = DocumentHash::of(b"a document");
    (0..count)
        .map(|at| {
            let span = Span::over(at as u32, at as u32 + 1);
            let body = serde_json::json!({
                "id": StatementId::of(&hash, &[&[span]]), "document": hash, "source": [], "cue": [], "content": [],
                "words": "", "said": "", "mode": "direct", "polarity": "asserts", "speaker": null, "addressee": null,
                "condition": null, "topics": [], "day": null, "meeting": null, "channel": null,
                "handling": { "marking": "CLEAR", "attribution": "on the record" }, "confidence": 0.5,
                "reader": "quick", "status": "proposed",
            });
            serde_json::from_value(body).unwrap()
        })
        .collect()
}

/// What stands between the tags, with the entities that maud writes read back.
fn stripped(markup: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            c => out.push(c),
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn marked(text: &Text, marks: &[Mark], count: usize, hidden: usize) -> (String, Vec<usize>) {
    let statements = statements(count);
    let rows = rows(text, marks, count, |at| at != hidden);
    let markup: String = rows
        .iter()
        .map(|row| words(row, &statements).into_string())
        .collect();
    (markup, rows.iter().flat_map(Row::statements).collect())
}

fn role(of: u8) -> Role {
    Role::ALL[usize::from(of) % 4]
}

proptest! {
    #[test]
    fn without_its_tags_the_marked_text_is_the_text(
        words in "([a-z<>&\"' é\u{1f600}.]|\n|\r\n){0,80}",
        spans in proptest::collection::vec((0u32..110, 0u32..110, 0u8..4, 0usize..6), 0..24),
        hidden in 0usize..8,
    ) {
        let text = Text::new(words.as_str());
        let marks: Vec<Mark> = spans
            .iter()
            .map(|&(a, b, of, statement)| Mark { span: Span::over(a, b), role: role(of), statement })
            .collect();
        let (markup, begun) = marked(&text, &marks, 6, hidden);
        prop_assert_eq!(stripped(&markup), words);
        let mut begun = begun;
        begun.sort_unstable();
        prop_assert_eq!(begun, (0..6).collect::<Vec<_>>());
        for tag in ["a", "span"] {
            prop_assert_eq!(markup.matches(&format!("<{tag} ")).count(), markup.matches(&format!("</{tag}>")).count());
        }
    }
}

#[test]
fn every_character_knows_all_its_marks() {
    let text = Text::new("We deny it unless it rains.");
    let mark = |start, end, role, statement| Mark {
        span: Span::over(start, end),
        role,
        statement,
    };
    let marks = [
        mark(0, 2, Role::Source, 0),
        mark(3, 7, Role::Cue, 0),
        mark(8, 26, Role::Content, 0),
        mark(11, 26, Role::Condition, 0),
        mark(18, 26, Role::Content, 1),
    ];
    let (markup, begun) = marked(&text, &marks, 2, usize::MAX);
    assert_eq!(begun, [0, 1]);
    let ids: Vec<String> = statements(2).iter().map(|s| s.id.to_string()).collect();
    let plain = markup.replace(&ids[0], "A").replace(&ids[1], "B");
    assert_eq!(
        plain,
        "<span class=\"m source\">We</span> <span class=\"m cue\">deny</span> \
         <a class=\"m content n\" id=\"w-A\" href=\"#s-A\" data-n=\"1\">it </a>\
         <a class=\"m content condition\" href=\"#s-A\" tabindex=\"-1\">unless </a>\
         <a class=\"m content condition n\" id=\"w-B\" href=\"#s-B\" data-n=\"2\">it rains</a>."
    );
}

#[test]
fn rows_end_where_paragraphs_and_sentences_do() {
    let text = Text::new("One line.\nTwo\nlines.\n\nThree.\n  Four: \nfive");
    let rows = rows(&text, &[], 1, |_| true);
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.pieces.iter().map(|piece| piece.words).collect())
        .collect();
    assert_eq!(
        lines,
        ["One line.\n", "Two\nlines.\n\n", "Three.\n", "  Four: \n", "five"]
    );
    assert_eq!(rows.last().unwrap().statements().collect::<Vec<_>>(), [0]);
}

#[test]
fn statements_of_one_paragraph_get_rows_of_their_own() {
    let text = Text::new("They deny it. They went home. They offer tea. Nobody did, e.g. we. Fine.");
    let said = |start, end, statement| Mark {
        span: Span::over(start, end),
        role: Role::Content,
        statement,
    };
    let rows = rows(
        &text,
        &[said(5, 12, 0), said(35, 44, 1), said(46, 66, 2)],
        3,
        |_| true,
    );
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.pieces.iter().map(|piece| piece.words).collect())
        .collect();
    assert_eq!(
        lines,
        [
            "They deny it. They went home. ",
            "They offer tea. ",
            "Nobody did, e.g. we. Fine."
        ]
    );
}

#[test]
fn many_nested_marks_take_no_more_than_their_share() {
    let text = Text::new("word ".repeat(40_000));
    let nested = |at: usize| Mark {
        span: Span::over(at as u32, 200_000 - at as u32),
        role: Role::Content,
        statement: at,
    };
    let marks: Vec<Mark> = (0..20_000).map(nested).collect();
    let began = std::time::Instant::now();
    assert_eq!(
        rows(&text, &marks, 20_000, |_| true)
            .iter()
            .flat_map(Row::statements)
            .count(),
        20_000
    );
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}
