//! Statements for the tests of this crate, in words of our own.

use domain::{
    Attribution, Confidence, DocumentHash, Handling, Marking, Mode, NameBook, Party, PartyId, PartyKind,
    Person, PersonId, Polarity, Post, Speaker, Statement, StatementId, Status,
};
use text::Span;

pub(crate) fn party(id: &str, name: &str, aliases: &[&str]) -> Party {
    Party {
        id: PartyId::new(id).unwrap(),
        name: name.into(),
        kind: PartyKind::Government,
        aliases: aliases.iter().map(|&a| a.to_owned()).collect(),
        demonyms: vec![],
        capital: None,
        under: None,
    }
}

pub(crate) fn names() -> NameBook {
    let north = party("north", "Northland", &["Northlander", "Nordia"]);
    let minister = Person {
        id: PersonId::new("minister").unwrap(),
        name: "the deputy minister".into(),
        aliases: vec!["DM".into()],
        posts: vec![Post {
            party: north.id.clone(),
            title: "Deputy minister of roads".into(),
            from: None,
            until: None,
        }],
    };
    NameBook::new(&[north, party("south", "Southland", &[])], &[minister])
}

pub(crate) fn statement(
    words: &str,
    marking: Marking,
    attribution: Attribution,
    status: Status,
) -> Statement {
    let document = DocumentHash::of(words.as_bytes());
    let content = vec![Span::over(0, words.chars().count() as u32)];
    Statement {
        id: StatementId::of(&document, &[&content]),
        document,
        source: vec![],
        cue: vec![],
        content,
        words: words.into(),
        said: "said".into(),
        mode: Mode::Indirect,
        polarity: Polarity::Asserts,
        speaker: Some(Speaker {
            party: Some(PartyId::new("north").unwrap()),
            person: Some(PersonId::new("minister").unwrap()),
            name: "the deputy minister".into(),
        }),
        addressee: None,
        condition: None,
        topics: vec![],
        day: Some("2024-03-02".parse().unwrap()),
        meeting: None,
        channel: None,
        handling: Handling { marking, attribution },
        confidence: Confidence::from(0.8),
        reader: "quick".into(),
        status,
    }
}
