//! Statements and topics made by hand.
#![allow(dead_code, clippy::expect_used)]

pub(crate) mod dossier;

use domain::{
    Bond, Condition, Confidence, DocumentHash, Handling, Mode, Polarity, Speaker, Statement, StatementId,
    Status, Topic, TopicId,
};
use jiff::civil::Date;

/// A labelled statement.
pub(crate) struct Case {
    pub(crate) label: Option<i8>,
    pub(crate) topic: TopicId,
    pub(crate) statement: Statement,
}

pub(crate) fn topic(
    id: &str,
    name: &str,
    question: &str,
    aliases: &[&str],
    yes: &[&str],
    no: &[&str],
) -> Topic {
    let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    Topic {
        id: id.parse().expect("a slug"),
        name: name.to_owned(),
        section: None,
        question: Some(question.to_owned()),
        aliases: owned(aliases),
        yes: owned(yes),
        no: owned(no),
    }
}

pub(crate) fn topics() -> Vec<Topic> {
    vec![
        topic(
            "ceasefire",
            "The ceasefire",
            "Should the ceasefire be extended?",
            &["ceasefire", "truce", "calm"],
            &["extend", "prolong", "keep", "respect", "hold"],
            &["break", "collapse", "resume fire", "violate"],
        ),
        topic(
            "prisoners",
            "Prisoners",
            "Should the prisoners be released?",
            &["prisoners", "prisoner", "detainees"],
            &["release", "exchange", "free", "hand over", "handed over"],
            &["keep", "terrorists", "never release"],
        ),
        topic(
            "dam",
            "The dam upstream",
            "Should the filling of the reservoir stop?",
            &["dam", "reservoir", "filling"],
            &["stop", "pause", "delay", "halt"],
            &["continue", "sovereign right", "no reason"],
        ),
        topic(
            "visas",
            "Visas for students",
            "Should students get visas?",
            &["visa", "students"],
            &["grant", "issue", "welcome", "invite", "no objection"],
            &["withhold", "refuse", "no need"],
        ),
        topic(
            "relations",
            "Relations between the two towns",
            "Should relations be upgraded?",
            &["diplomatic relations", "relations", "rels", "goodwill"],
            &["upgrade", "reciprocate", "dialogue", "normalise"],
            &["oppose", "refused", "cut off", "no basis"],
        ),
        topic(
            "arms",
            "Arms sales",
            "Should arms sales stop?",
            &["sales of weapons", "weapons sales", "deliveries", "sales"],
            &["stop", "curb", "halt", "give up", "freeze"],
            &["commercial", "no reason", "continue"],
        ),
        topic(
            "sanctions",
            "Sanctions on the upper river",
            "Should the sanctions be eased?",
            &["sanctions", "Resolution 1874"],
            &["ease", "lift", "waive", "hostility"],
            &["enforce", "keep", "binding", "remain"],
        ),
    ]
}

/// The statement number `n` of these words.
pub(crate) fn statement(n: u32, topic: &str, polarity: Polarity, said: &str, words: &str) -> Statement {
    let document = DocumentHash::of(b"tests");
    Statement {
        id: StatementId::of(&document, &[&[text_span(n)]]),
        document,
        source: Vec::new(),
        cue: Vec::new(),
        content: Vec::new(),
        words: words.to_owned(),
        said: said.to_owned(),
        mode: Mode::Indirect,
        polarity,
        speaker: None,
        addressee: None,
        condition: None,
        topics: vec![topic.parse().expect("a slug")],
        day: None,
        meeting: None,
        channel: None,
        handling: Handling::OPEN,
        confidence: Confidence::from(0.8),
        reader: "quick".to_owned(),
        status: Status::Proposed,
    }
}

fn text_span(n: u32) -> text::Span {
    text::Span::over(n, n + 1)
}

pub(crate) fn condition(bond: Bond, connective: &str, clause: &str) -> Condition {
    Condition {
        connective: connective.to_owned(),
        text: clause.to_owned(),
        span: text_span(0),
        bond,
    }
}

pub(crate) fn by(mut statement: Statement, party: &str, name: &str, day: Date) -> Statement {
    statement.speaker = Some(Speaker {
        party: party.parse().ok(),
        person: None,
        name: name.to_owned(),
    });
    statement.day = Some(day);
    statement
}

pub(crate) fn cases(file: &str) -> Vec<Case> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .zip(0..)
        .map(|(l, n)| case(l, n))
        .collect()
}

fn case(line: &str, n: u32) -> Case {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [label, topic, polarity, said, bond, connective, clause, words]: [&str; 8] =
        cells.try_into().expect("eight cells");
    let mut made = statement(
        n,
        topic,
        Polarity::from_word(polarity).expect("a polarity"),
        said,
        words,
    );
    made.condition = match bond {
        "" => None,
        "limit" => Some(condition(Bond::Limit, connective, clause)),
        "price" => Some(condition(Bond::Price, connective, clause)),
        _ => Some(condition(Bond::Condition, connective, clause)),
    };
    Case {
        label: label.parse().ok(),
        topic: topic.parse().expect("a slug"),
        statement: made,
    }
}
