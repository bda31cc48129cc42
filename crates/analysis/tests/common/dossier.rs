//! A small record made by hand: a mission between two towns on a river, and those who matter to it.

use super::{by, condition, statement, topics};
use domain::{
    Attribution, Bond, Confidence, DocumentHash, Guidance, GuidanceKind, Handling, Marking, Measure,
    MeasureState, Meeting, MeetingKind, Party, PartyKind, Person, Polarity, Post, Statement, Status, Topic,
};
use jiff::civil::{Date, date};

pub(crate) struct Dossier {
    pub(crate) parties: Vec<Party>,
    pub(crate) people: Vec<Person>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) rulings: Vec<domain::Ruling>,
    pub(crate) guidance: Vec<Guidance>,
    pub(crate) agenda: Vec<String>,
}

impl Dossier {
    pub(crate) fn record(&self) -> analysis::Record<'_> {
        analysis::Record {
            parties: &self.parties,
            people: &self.people,
            topics: &self.topics,
            meetings: &self.meetings,
            measures: &self.measures,
            statements: &self.statements,
            rulings: &self.rulings,
        }
    }
}

pub(crate) fn party(id: &str, name: &str, kind: PartyKind) -> Party {
    Party {
        id: id.parse().expect("a slug"),
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
        demonyms: Vec::new(),
        capital: None,
        under: None,
    }
}

fn person(id: &str, name: &str, at: &str, title: &str) -> Person {
    Person {
        id: id.parse().expect("a slug"),
        name: name.to_owned(),
        aliases: Vec::new(),
        posts: vec![Post {
            party: at.parse().expect("a slug"),
            title: title.to_owned(),
            from: Some(date(2007, 1, 1)),
            until: None,
        }],
    }
}

fn meeting(id: &str, title: &str, from: Date, place: &str, present: &[&str]) -> Meeting {
    Meeting {
        id: id.parse().expect("a slug"),
        title: title.to_owned(),
        channel: "mission-upstream".parse().expect("a slug"),
        kind: MeetingKind::Visit,
        from,
        until: None,
        place: Some(place.to_owned()),
        present: present.iter().map(|p| p.parse().expect("a slug")).collect(),
        next: false,
    }
}

fn measure(id: &str, what: &str, owner: &str, state: MeasureState, due: Date) -> Measure {
    Measure {
        id: id.parse().expect("a slug"),
        what: what.to_owned(),
        owner: owner.parse().expect("a slug"),
        state,
        since: Some(date(2009, 11, 12)),
        due: Some(due),
        topics: vec!["visas".parse().expect("a slug")],
    }
}

fn line(kind: GuidanceKind, words: &str, until: Option<Date>) -> Guidance {
    Guidance {
        from: "The foreign ministry".to_owned(),
        kind,
        words: words.to_owned(),
        since: Some(date(2009, 12, 2)),
        until,
        document: DocumentHash::of(b"guidance"),
        span: text::Span::over(0, 10),
        handling: Handling::UNSTATED,
        channel: None,
    }
}

/// Party, speaker, meeting, day, topics, polarity, cue, words, and the condition as bond, connective and clause.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    (i16, i8, i8),
    &'static str,
    Polarity,
    &'static str,
    &'static str,
    Option<(Bond, &'static str, &'static str)>,
);

use Bond::{Condition as If, Limit, Price};
use Polarity::{Agrees, Asserts, Demands, Denies, IsOpenTo, Offers, Promises, Refuses, Threatens};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("upstream", "the director", "visit-2008", (2008, 10, 22), "relations", Refuses, "refused", "to discuss relations with Downstream", None),
    ("upstream", "the director", "visit-2008", (2008, 10, 22), "dam", Refuses, "would not", "pause the filling for anybody", None),
    ("upstream", "the director", "visit-2008", (2008, 10, 22), "visas", Refuses, "declined", "our proposal to grant visas to students, saying there was no need", None),
    ("upstream", "the director", "visit-2008", (2008, 10, 23), "arms", Denies, "denied", "all sales of weapons", None),
    ("downstream", "the minister", "", (2008, 11, 5), "ceasefire", Promises, "undertook", "to keep the truce through the winter", None),
    ("downstream", "the minister", "", (2008, 11, 5), "dam", Demands, "demanded", "a halt to the filling of the reservoir", None),
    ("union", "the envoy", "", (2009, 2, 1), "sanctions", Asserts, "said", "that the sanctions are binding and would remain", None),
    ("upstream", "the deputy minister", "visit-2009", (2009, 11, 11), "relations", Offers, "said", "Would reciprocate goodwill if relations are upgraded", Some((If, "if", "if relations are upgraded"))),
    ("upstream", "the deputy minister", "visit-2009", (2009, 11, 11), "dam relations", Asserts, "said", "that it could pause the filling only once relations are upgraded", Some((If, "only once", "only once relations are upgraded"))),
    ("upstream", "the deputy minister", "visit-2009", (2009, 11, 11), "arms", Asserts, "called", "the sales purely commercial", None),
    ("upstream", "the deputy minister", "visit-2009", (2009, 11, 11), "arms", Asserts, "said", "would freeze deliveries, but not at the risk of old friendships", Some((Limit, "not at the risk of", "not at the risk of old friendships"))),
    ("upstream", "the health minister", "visit-2009", (2009, 11, 12), "visas", Agrees, "agreed", "to welcome students and to issue forty visas", None),
    ("upstream", "the health minister", "visit-2009", (2009, 11, 12), "visas", Asserts, "insisted", "that visas would be withheld if a photograph were published", Some((If, "if", "if a photograph were published"))),
    ("upstream", "the deputy minister", "visit-2009", (2009, 11, 13), "prisoners", Offers, "offered", "to release forty prisoners in exchange for the bodies of two soldiers", Some((Price, "in exchange for", "in exchange for the bodies of two soldiers"))),
    ("upstream", "the deputy minister", "visit-2009", (2009, 11, 13), "sanctions ceasefire", Refuses, "will not", "extend the ceasefire until the sanctions are eased", Some((If, "until", "until the sanctions are eased"))),
    ("mission", "the Chair", "visit-2009", (2009, 11, 13), "visas", Promises, "said", "that the Mission welcomes every student and asks for nothing in return", None),
    ("mission", "the Chair", "visit-2009", (2009, 11, 13), "relations", Asserts, "said", "that dialogue would serve both towns", None),
    ("downstream", "the counsellor", "call-2009", (2009, 12, 3), "relations", IsOpenTo, "was ready to consider", "an upgrade of relations provided that the filling stops first", Some((If, "provided that", "provided that the filling stops first"))),
    ("downstream", "the counsellor", "call-2009", (2009, 12, 3), "dam", Demands, "insisted", "that the filling be stopped before anything else", None),
    ("downstream", "the counsellor", "call-2009", (2009, 12, 3), "prisoners", Asserts, "said", "that it would release the sick prisoners but keep the officers", None),
    ("downstream", "the minister", "", (2009, 12, 10), "ceasefire", Threatens, "warned", "that the truce would collapse unless the shooting at the bridge ends", Some((If, "unless", "unless the shooting at the bridge ends"))),
    ("union", "the envoy", "", (2009, 12, 12), "sanctions", IsOpenTo, "did not rule out", "that the sanctions might be eased step by step", None),
    ("union", "the envoy", "", (2009, 12, 12), "arms", Demands, "demanded", "that the sales stop", None),
    ("neighbours", "the representative", "", (2009, 12, 7), "relations", Asserts, "said", "that it does not oppose an upgrade of relations", None),
    ("neighbours", "the representative", "", (2009, 12, 7), "arms", Asserts, "thought", "the deliveries should be halted", None),
];

fn said(n: u32, row: &Row) -> Statement {
    let (party, name, meeting, (year, month, day), about, polarity, cue, words, tie) = row;
    let mut topics = about.split(' ');
    let mut made = statement(n, topics.next().unwrap_or_default(), *polarity, cue, words);
    made.topics.extend(topics.map(|t| t.parse().expect("a slug")));
    made.condition = tie.map(|(bond, connective, clause)| condition(bond, connective, clause));
    made.meeting = meeting.parse().ok();
    made.status = if n.is_multiple_of(3) {
        Status::Confirmed
    } else {
        Status::Proposed
    };
    made.confidence = Confidence::from(0.7);
    if n % 4 == 1 {
        made.handling = Handling {
            marking: Marking::Amber,
            attribution: Attribution::OffTheRecord,
        };
    }
    by(made, party, name, date(*year, *month, *day))
}

fn measures() -> Vec<Measure> {
    vec![
        measure(
            "names",
            "Send the names of the forty students",
            "upstream",
            MeasureState::Agreed,
            date(2009, 11, 30),
        ),
        measure(
            "books",
            "Ship two years of journals",
            "mission",
            MeasureState::UnderWay,
            date(2010, 3, 31),
        ),
        measure(
            "seeds",
            "Send samples of seed",
            "mission",
            MeasureState::Done,
            date(2009, 5, 1),
        ),
    ]
}

pub(crate) fn dossier() -> Dossier {
    let (council, org, state) = (
        PartyKind::Movement,
        PartyKind::Organisation,
        PartyKind::Government,
    );
    let mut next = meeting(
        "visit-2010",
        "Third visit to Upstream",
        date(2010, 4, 19),
        "Upstream",
        &["chair", "deputy", "health"],
    );
    next.next = true;
    Dossier {
        parties: vec![
            party("mission", "The River Mission", council),
            party("upstream", "Upstream", state),
            party("downstream", "Downstream", state),
            party("union", "The Union of River Towns", org),
            party("neighbours", "The neighbours", org),
            party("silent", "A party that said nothing", org),
        ],
        people: vec![
            person("chair", "the Chair", "mission", "Chair"),
            person(
                "deputy",
                "the deputy minister",
                "upstream",
                "Deputy foreign minister",
            ),
            person("health", "the health minister", "upstream", "Minister of health"),
            person("counsellor", "the counsellor", "downstream", "Counsellor"),
        ],
        topics: topics(),
        meetings: vec![
            meeting(
                "visit-2008",
                "First visit",
                date(2008, 10, 22),
                "Upstream",
                &["chair"],
            ),
            meeting(
                "visit-2009",
                "Second visit",
                date(2009, 11, 11),
                "Upstream",
                &["chair", "deputy", "health"],
            ),
            meeting(
                "call-2009",
                "Call with the counsellor",
                date(2009, 12, 3),
                "by telephone",
                &["chair", "counsellor"],
            ),
            next,
        ],
        measures: measures(),
        statements: ROWS.iter().zip(1..).map(|(row, n)| said(n, row)).collect(),
        rulings: Vec::new(),
        guidance: vec![
            line(GuidanceKind::Avoid, "linking the students to the dam", None),
            line(
                GuidanceKind::Please,
                "say that the sanctions leave medicine free",
                None,
            ),
            line(
                GuidanceKind::Avoid,
                "guessing at the envoy's visit",
                Some(date(2010, 3, 1)),
            ),
        ],
        agenda: vec![
            "The forty students: their visas, and who guarantees their return.".to_owned(),
            "Relations with Downstream: what would count as an upgrade.".to_owned(),
            "The dam: whether the filling can pause.".to_owned(),
            "The weather.".to_owned(),
            "To go on record: that the Mission asks for nothing in return.".to_owned(),
        ],
    }
}
