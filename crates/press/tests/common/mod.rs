//! A small record to draft and print from.
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "a helper of tests")]

use domain::disclosure::{Audience, Bounds, Cleared, Edition, Guarded, Quotation, Story, Submission, clear};
use domain::{
    Article, Attribution, Bond, Condition, Confidence, DocumentHash, EditionId, FeedId, Handling, Manuscript,
    Marking, Mode, NameBook, Party, PartyId, PartyKind, Person, PersonId, Polarity, Post, Speaker, Statement,
    StatementId, Status, StoryId, TopicId,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use press::{File, Imprint, TopicLine, draft_letter};
use text::Span;

pub(crate) fn imprint() -> Imprint {
    Imprint {
        name: "Council for Quiet Contacts".into(),
        address: Some("letters@council.example".into()),
        site: Some("https://council.example/".into()),
        letter_from: Some("The Chair".into()),
        zone: "Europe/Vienna".into(),
    }
}

pub(crate) fn topic_id(id: &str) -> TopicId {
    TopicId::new(id).unwrap()
}

pub(crate) fn topics() -> Vec<TopicLine> {
    [
        ("relations", "Relations between Israel and North Korea", "Asia"),
        ("syria", "Nuclear cooperation with Syria", "Middle East"),
        ("exchanges", "Humanitarian exchange and training", "Asia"),
    ]
    .into_iter()
    .map(|(id, name, section)| TopicLine {
        id: topic_id(id),
        name: name.into(),
        section: Some(section.into()),
    })
    .collect()
}

fn party(id: &str, name: &str, aliases: &[&str], capital: &str) -> Party {
    Party {
        id: PartyId::new(id).unwrap(),
        name: name.into(),
        kind: PartyKind::Government,
        aliases: aliases.iter().map(|&a| a.to_owned()).collect(),
        demonyms: vec![],
        capital: Some(capital.into()),
        under: None,
    }
}

pub(crate) fn parties() -> Vec<Party> {
    vec![
        party(
            "dprk",
            "North Korea",
            &["DPRK", "the North", "North Koreans"],
            "Pyongyang",
        ),
        party("israel", "Israel", &["Israelis", "the Israeli side"], "Jerusalem"),
        party("usa", "United States", &["US", "the Department"], "Washington"),
    ]
}

pub(crate) fn people() -> Vec<Person> {
    [
        ("vfm", "the deputy foreign minister", "dprk"),
        ("counsellor", "the counsellor", "israel"),
        ("desk", "May Marsh", "usa"),
    ]
    .into_iter()
    .map(|(id, name, party)| Person {
        id: PersonId::new(id).unwrap(),
        name: name.into(),
        aliases: if id == "desk" { vec!["May".into()] } else { vec![] },
        posts: vec![Post {
            party: PartyId::new(party).unwrap(),
            title: "Deputy".into(),
            from: None,
            until: None,
        }],
    })
    .collect()
}

/// A statement of this number, open and confirmed.
pub(crate) fn statement(number: u32, speaker: Speaker, polarity: Polarity, words: &str) -> Statement {
    let document = DocumentHash::of(b"a test");
    let span = Span::over(number * 10, number * 10 + 5);
    Statement {
        id: StatementId::of(&document, &[&[span]]),
        document,
        source: vec![],
        cue: vec![],
        content: vec![span],
        words: words.into(),
        said: "said".into(),
        mode: Mode::Direct,
        polarity,
        speaker: Some(speaker),
        addressee: None,
        condition: None,
        topics: vec![topic_id("relations")],
        day: Some(date(2009, 11, 13)),
        meeting: None,
        channel: None,
        handling: Handling::OPEN,
        confidence: Confidence::from(0.9),
        reader: "quick".into(),
        status: Status::Confirmed,
    }
}

pub(crate) fn speaker(party: &str, person: Option<&str>, name: &str) -> Speaker {
    Speaker {
        party: Some(PartyId::new(party).unwrap()),
        person: person.map(|p| PersonId::new(p).unwrap()),
        name: name.into(),
    }
}

pub(crate) fn condition(text: &str) -> Condition {
    Condition {
        connective: "if".into(),
        text: text.into(),
        span: Span::over(0, 1),
        bond: Bond::Condition,
    }
}

/// What the two visits left, all of which may be told.
pub(crate) fn record() -> Vec<Statement> {
    let vfm = || speaker("dprk", Some("vfm"), "the deputy foreign minister");
    let dpm = || speaker("dprk", None, "the deputy prime minister");
    let mut all = vec![
        statement(
            1,
            vfm(),
            Polarity::Denies,
            "There has never been any nuclear cooperation with Syria.",
        ),
        statement(
            2,
            dpm(),
            Polarity::Offers,
            "If Israel shows goodwill, we will answer with goodwill.",
        ),
        statement(
            3,
            dpm(),
            Polarity::Refuses,
            "But we will not give up friends of forty years",
        ),
        statement(
            4,
            vfm(),
            Polarity::IsOpenTo,
            "many things could be looked at again",
        ),
        statement(
            5,
            vfm(),
            Polarity::Agrees,
            "to send doctors and agronomists abroad for training",
        ),
        statement(
            6,
            vfm(),
            Polarity::Asserts,
            "training abroad would be welcome, provided that it was medicine",
        ),
        statement(
            7,
            dpm(),
            Polarity::Asserts,
            "much of the trouble came from banks that would rather refuse than ask",
        ),
    ];
    all[0].topics = vec![topic_id("syria")];
    all[3].condition = Some(condition("If relations were upgraded"));
    all[4].mode = Mode::Indirect;
    all[5].handling.attribution = Attribution::OnBackground("a senior health official".into());
    all[6].handling.attribution = Attribution::ChathamHouse;
    for (at, mode) in [(4, Mode::Indirect), (5, Mode::Indirect), (6, Mode::Indirect)] {
        all[at].mode = mode;
        all[at].topics = vec![topic_id("exchanges")];
    }
    all[6].status = Status::Proposed;
    all
}

pub(crate) fn bounds(statements: &[Statement]) -> Bounds {
    let guarded = statements
        .iter()
        .map(|s| Guarded {
            words: s.words.clone(),
            handling: s.handling.clone(),
        })
        .collect();
    Bounds::new(NameBook::new(&parties(), &people()), vec![], guarded)
}

pub(crate) fn audience() -> Audience {
    Audience::public().in_draft()
}

/// Those that clear.
pub(crate) fn told(statements: &[Statement]) -> Vec<Cleared<Quotation>> {
    let bounds = bounds(statements);
    statements
        .iter()
        .filter_map(|s| clear(s, &audience(), &bounds).ok())
        .collect()
}

/// The manuscript, cleared against these statements.
pub(crate) fn cleared(manuscript: Manuscript, statements: &[Statement]) -> Cleared<Edition> {
    let submission = Submission {
        manuscript,
        cited: statements.iter().map(|s| (s.id, s.clone())).collect(),
    };
    clear(submission, &audience(), &bounds(statements)).unwrap_or_else(|refusal| panic!("{refusal}"))
}

pub(crate) fn manuscript(title: &str, section: &[&str], day: Date, markdown: &str) -> Manuscript {
    Manuscript {
        kind: domain::EditionKind::Letter,
        title: title.into(),
        date: day,
        audience: Marking::Clear,
        section: section.iter().map(|&s| s.to_owned()).collect(),
        markdown: markdown.into(),
    }
}

pub(crate) fn edition_id(id: &str) -> EditionId {
    EditionId::new(id).unwrap()
}

pub(crate) fn story(
    title: &str,
    articles: &[(&str, &str, &str)],
    excerpts: &[(usize, &str)],
) -> Cleared<Story> {
    let id = StoryId::new("a-story").unwrap();
    let story = Story {
        id: id.clone(),
        title: title.into(),
        articles: articles
            .iter()
            .map(|(title, publisher, url)| Article {
                id: (*url).to_owned(),
                feed: FeedId::new("wire").unwrap(),
                url: Some((*url).to_owned()),
                title: (*title).to_owned(),
                summary: String::new(),
                publisher: (*publisher).to_owned(),
                published: Some("2009-12-09T23:30:00Z".parse().unwrap()),
                story: id.clone(),
                parties: vec![],
                topics: vec![topic_id("relations")],
            })
            .collect(),
        excerpts: excerpts
            .iter()
            .map(|&(article, words)| domain::disclosure::Excerpt {
                words: words.into(),
                article,
            })
            .collect(),
    };
    clear(story, &audience(), &bounds(&[])).unwrap()
}

pub(crate) fn now() -> Timestamp {
    "2009-12-14T08:00:00Z".parse().unwrap()
}

pub(crate) fn words_of(file: &File) -> &str {
    std::str::from_utf8(&file.bytes).unwrap()
}

pub(crate) fn file<'f>(files: &'f [File], path: &str) -> &'f str {
    words_of(
        files
            .iter()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("no {path}")),
    )
}

pub(crate) fn letter_edition() -> (EditionId, Cleared<Edition>) {
    let statements = record();
    let mut some = statements.clone();
    some.truncate(1);
    some.push(statements[6].clone());
    let draft = draft_letter(
        &imprint(),
        &topics(),
        &told(&some),
        date(2009, 12, 14),
        "Second visit to Pyongyang",
        None,
    );
    (edition_id("2009-12-letter"), cleared(draft, &statements))
}

pub(crate) fn written(
    id: &str,
    title: &str,
    section: &[&str],
    markdown: &str,
) -> (EditionId, Cleared<Edition>) {
    let manuscript = manuscript(title, section, date(2009, 11, 1), markdown);
    (edition_id(id), cleared(manuscript, &[]))
}

/// Editions by people who were not careful, or were not friends.
pub(crate) fn hostile() -> Vec<(EditionId, Cleared<Edition>)> {
    let markdown = "# Write to reader@friends.example\n\n\
        [here](mailto:reader@friends.example) or <reader@friends.example> or `reader@friends.example`\n\n\
        reader&#64;friends.example, reader [at] friends [dot] example, reader(at)friends(dot)example, reader at friends \
        dot example, reader *@* friends.example, reader**@**friends.example, elpmaxe.sdneirf@redaer\n\n\
        <a href=mailto:reader@friends.example>raw</a>\n\n<div onclick=alert(1)>reader@friends.example\n\
        <script>alert(1)</script></div>\n\n\
        [x](https://x.example/?to=reader@friends.example 'reader@friends.example') [y](javascript:alert(1)) \
        [z](https://x.example/@somebody/story) ![alt reader@friends.example](https://tracker.example/pixel.gif)\n\n\
        ```\nreader@friends.example &#64; %40\n```\n\n&#xE000;1&#xE001; \\[@s\\] &#x202e;abc\n";
    vec![
        letter_edition(),
        written(
            "asia",
            "<script>alert('1')</script> & \"reader@friends.example\"",
            &["Issues"],
            markdown,
        ),
        written(
            "asia",
            "שלום \u{202e}🌏\u{1} ]]>",
            &["Issues", "Asia"],
            "Words.\n",
        ),
        written("asia", "The same name again", &["Issues", "Asia"], ""),
        written(
            "index",
            "",
            &["../..", "<b>@home</b>", "Азия"],
            "> quoted\n\n1. one\n",
        ),
    ]
}
