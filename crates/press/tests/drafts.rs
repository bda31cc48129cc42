//! The three drafts: what people see, and that they clear.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::*;
use domain::disclosure::{Submission, clear};
use domain::{Attribution, Manuscript, Marking, Mode, Polarity, Speaker, Statement, Status};
use jiff::civil::date;
use press::{Moved, draft_letter, draft_news_and_views, draft_roundup};
use proptest::prelude::*;

/// The file, with the statements' ids by number.
fn shown(manuscript: &Manuscript, statements: &[Statement]) -> String {
    statements
        .iter()
        .enumerate()
        .fold(manuscript.to_file(), |file, (at, s)| {
            file.replace(&s.id.to_string(), &(at + 1).to_string())
        })
}

fn letter(statements: &[Statement]) -> Manuscript {
    draft_letter(
        &imprint(),
        &topics(),
        &told(statements),
        date(2009, 12, 14),
        "Second visit to Pyongyang",
        Some("Pyongyang"),
    )
}

#[test]
fn a_letter() {
    let statements = record();
    let letter = letter(&statements);
    insta::assert_snapshot!(shown(&letter, &statements), @r"
    Kind: Letter
    Title: Second visit to Pyongyang
    Date: 2009-12-14
    Audience: TLP:CLEAR
    Section: Issues › Asia

    Dear Friend,

    I write to you after our second visit to Pyongyang. We go where we are received in order to listen, to put on record what matters to us, and to keep a line open that is of use whatever becomes of the larger questions. Beforehand and afterwards we consult, so that what we do adds to the efforts of others and does not cut across them.

    What was said, as far as it may be told, stands below. Words in quotation marks are given to the letter, and each leads to its source. Where a speaker is not named, that is what was agreed.

    ## Relations between Israel and North Korea

    On 13 November 2009, the deputy foreign minister was open to this: “many things could be looked at again”. [@s:4] The condition: “If relations were upgraded”. [@s:4] The deputy prime minister made an offer: “If Israel shows goodwill, we will answer with goodwill.” [@s:2] The deputy prime minister refused: “But we will not give up friends of forty years”. [@s:3]

    ## Nuclear cooperation with Syria

    On 13 November 2009, the deputy foreign minister answered with a denial: “There has never been any nuclear cooperation with Syria.” [@s:1]

    ## Humanitarian exchange and training

    On 13 November 2009, the deputy foreign minister was reported as agreeing: “to send doctors and agronomists abroad for training”. [@s:5]

    A participant was reported as saying: “much of the trouble came from banks that would rather refuse than ask”. [@s:7]

    A senior health official said, in the words of a report: “training abroad would be welcome, provided that it was medicine”. [@s:6]

    ## In closing

    None of this is a breakthrough, and we claim none. A line that stays open is worth having before the day on which somebody needs it. We shall go on listening, and you will hear from us.

    With kind regards,\
    The Chair\
    Council for Quiet Contacts
    ");
    cleared(letter, &statements);
}

#[test]
fn a_monthly() {
    let mut statements = record();
    let mut before = statements[4].clone();
    before.id = statement(20, Speaker::default(), Polarity::Refuses, "").id;
    before.words = "There is no need for any training abroad".into();
    before.polarity = Polarity::Refuses;
    before.day = Some(date(2008, 10, 21));
    statements.push(before);
    let quotations = told(&statements);
    let find = |at: usize| {
        quotations
            .iter()
            .find(|q| q.statement == statements[at].id)
            .unwrap()
            .clone()
    };
    let moved = [Moved {
        party: "North Korea".into(),
        topic: topic_id("exchanges"),
        from: find(7),
        to: find(4),
    }];
    let monthly = draft_news_and_views(&imprint(), &topics(), &moved, &quotations[..4], date(2009, 12, 1));
    insta::assert_snapshot!(shown(&monthly, &statements), @"
    Kind: News & Views
    Title: News & Views, December 2009
    Date: 2009-12-01
    Audience: TLP:CLEAR
    Section: Issues › Asia

    One position moved in December 2009 among those of which we may tell. Words in quotation marks are given to the letter, and each leads to its source. Where a speaker is not named, that is what was agreed.

    ## What moved

    ### Humanitarian exchange and training

    The position of North Korea has moved. On 21 October 2008, the deputy foreign minister was reported as refusing: “There is no need for any training abroad”. [@s:8] On 13 November 2009, the deputy foreign minister was reported as agreeing: “to send doctors and agronomists abroad for training”. [@s:5]

    ## Also said this month

    ### Relations between Israel and North Korea

    On 13 November 2009, the deputy foreign minister was open to this: “many things could be looked at again”. [@s:4] The condition: “If relations were upgraded”. [@s:4] The deputy prime minister made an offer: “If Israel shows goodwill, we will answer with goodwill.” [@s:2] The deputy prime minister refused: “But we will not give up friends of forty years”. [@s:3]

    ### Nuclear cooperation with Syria

    On 13 November 2009, the deputy foreign minister answered with a denial: “There has never been any nuclear cooperation with Syria.” [@s:1]
    ");
    cleared(monthly, &statements);
}

#[test]
fn a_weekly() {
    let small = story(
        "Doctors may travel, \"if the papers are in order\"",
        &[(
            "Doctors may travel",
            "Harbour Dispatch",
            "https://harbour.example/1?a=(b)",
        )],
        &[],
    );
    let large = story(
        "Envoy leaves for talks",
        &[
            ("Envoy leaves", "East Asia Wire", "https://wire.example/2"),
            ("A second opinion", "Levant & Orient", "https://levant.example/3"),
            ("Not a link", "Nobody", "javascript:alert(1)"),
        ],
        &[
            (0, "The envoy left on Tuesday for two days of \"serious\" talks."),
            (2, "These words have nowhere to lead to."),
        ],
    );
    let weekly = draft_roundup(
        &imprint(),
        "East Asia",
        "Asia",
        &topics(),
        &[small, large],
        date(2009, 12, 13),
    );
    insta::assert_snapshot!(weekly.to_file(), @"
    Kind: Weekly Roundup
    Title: East Asia: the week to 13 December 2009
    Date: 2009-12-13
    Audience: TLP:CLEAR
    Section: Issues › Asia

    East Asia in the week to 13 December 2009: 2 stories from 4 articles. The sentences in quotation marks are those of the articles that they lead to.

    ## Envoy leaves for talks

    *On: Relations between Israel and North Korea*

    “The envoy left on Tuesday for two days of ‘serious’ talks.” — [Envoy leaves](https://wire.example/2), East Asia Wire, 10 December 2009

    Also: [A second opinion](https://levant.example/3), Levant & Orient, 10 December 2009; Not a link, Nobody, 10 December 2009.

    ## Doctors may travel, ‘if the papers are in order’

    *On: Relations between Israel and North Korea*

    Reported by: [Doctors may travel](https://harbour.example/1?a=%28b%29), Harbour Dispatch, 10 December 2009.
    ");
    cleared(weekly, &[]);
}

#[test]
fn a_party_is_not_named_by_pairing_its_words_with_what_it_said_on_the_record() {
    let statements = record();
    let quotations = told(&statements);
    let find = |at: usize| {
        quotations
            .iter()
            .find(|q| q.statement == statements[at].id)
            .unwrap()
            .clone()
    };
    for (from, to) in [(4, 6), (6, 4), (5, 6)] {
        let moved = [Moved {
            party: "North Korea".into(),
            topic: topic_id("exchanges"),
            from: find(from),
            to: find(to),
        }];
        let monthly = draft_news_and_views(&imprint(), &topics(), &moved, &[], date(2009, 12, 1));
        assert!(!monthly.markdown.contains("North Korea"), "{}", monthly.markdown);
        assert!(!monthly.markdown.contains("What moved"), "{}", monthly.markdown);
        cleared(monthly, &statements);
    }
}

#[test]
fn nothing_to_tell_is_said_so() {
    let letter = draft_letter(&imprint(), &[], &[], date(2009, 12, 14), "", None);
    assert_eq!(letter.title, "A letter to friends");
    assert_eq!(letter.section, ["Issues"]);
    assert!(
        letter
            .markdown
            .contains("Nothing that was said may be published yet")
    );
    Manuscript::parse(&letter.to_file()).unwrap();
    cleared(letter, &[]);
    let monthly = draft_news_and_views(&imprint(), &[], &[], &[], date(2009, 12, 1));
    cleared(monthly, &[]);
}

fn attribution() -> impl Strategy<Value = Attribution> {
    prop_oneof![
        Just(Attribution::OnTheRecord),
        Just(Attribution::OnBackground("a senior official".into())),
        Just(Attribution::OnBackground(
            "a \"North Korean\" diplomat in one of the capitals".into()
        )),
        Just(Attribution::ChathamHouse),
        Just(Attribution::OffTheRecord),
    ]
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "we",
        "said",
        "talks",
        "goodwill",
        "if",
        "upgraded",
        "North Korea",
        "Israel",
        "US",
        "May",
        "[@s:x]",
        "\"quoted",
        "“never”",
        "end”",
        "«so»",
        "stop.",
        "well,",
        "*bold*",
        "<script>",
        "\n\n",
        "`code`",
        "[x](http://y.example)",
        "it",
        "they",
        "1.",
        "#",
        "don’t",
        "a\u{200b}b",
        "\u{202e}rtl",
        "שלום",
        "字。",
        "&amp;",
        "\\",
        "\u{e000}1\u{e001}",
        "letters@council.example",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let speakers = prop::sample::select(vec![
        speaker("dprk", None, "North Korea"),
        speaker("dprk", Some("vfm"), "the deputy foreign minister"),
        speaker(
            "israel",
            Some("counsellor"),
            "the \"counsellor\" of the mission in this city",
        ),
        speaker("usa", Some("desk"), "May Marsh"),
        speaker("usa", None, "they"),
        speaker("israel", None, "our hosts"),
        Speaker::default(),
    ]);
    let one = (
        speakers,
        prop::sample::select(Polarity::ALL.to_vec()),
        words(),
        prop::option::of(words()),
        attribution(),
        prop::sample::select(vec![Marking::Clear, Marking::Clear, Marking::Green]),
        prop::sample::select(vec![Mode::Direct, Mode::Indirect, Mode::Mixed]),
        prop::sample::select(vec![None, Some("relations"), Some("syria"), Some("unlisted")]),
        prop::option::of(prop::sample::select(vec![date(2009, 5, 2), date(2009, 11, 13)])),
    );
    prop::collection::vec(one, 0..16).prop_map(|all| {
        let make = |(at, it): (usize, _)| {
            let (speaker, polarity, words, hangs_on, attribution, marking, mode, topic, day): (
                _,
                _,
                String,
                Option<String>,
                _,
                _,
                _,
                Option<&str>,
                _,
            ) = it;
            let mut made = statement(at as u32, speaker, polarity, &words);
            made.condition = hangs_on.map(|text| condition(&text));
            made.handling.attribution = attribution;
            made.handling.marking = marking;
            made.mode = mode;
            made.topics = topic.map(topic_id).into_iter().collect();
            made.day = day;
            made.status = Status::Confirmed;
            made
        };
        all.into_iter().enumerate().map(make).collect()
    })
}

/// Clears it as the office would, and says what was written where it does not.
fn clears(manuscript: &Manuscript, statements: &[Statement]) -> Result<(), TestCaseError> {
    let reread = Manuscript::parse(&manuscript.to_file()).map_err(|e| TestCaseError::fail(e.to_string()))?;
    for manuscript in [manuscript.clone(), reread] {
        let submission = Submission {
            manuscript: manuscript.clone(),
            cited: statements.iter().map(|s| (s.id, s.clone())).collect(),
        };
        if let Err(refusal) = clear(submission, &audience(), &bounds(&[])) {
            return Err(TestCaseError::fail(format!(
                "{refusal}\n\n{}",
                manuscript.markdown
            )));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_draft_made_from_cleared_quotations_clears(statements in statements(), about in words()) {
        let quotations = told(&statements);
        let letter = draft_letter(&imprint(), &topics(), &quotations, date(2009, 12, 14), &about, Some("Pyongyang"));
        clears(&letter, &statements)?;
        let moved: Vec<Moved> = quotations
            .windows(2)
            .map(|pair| Moved {
                party: "North Korea".into(),
                topic: topic_id("relations"),
                from: pair[0].clone(),
                to: pair[1].clone(),
            })
            .collect();
        let monthly = draft_news_and_views(&imprint(), &topics(), &moved, &quotations, date(2009, 5, 1));
        clears(&monthly, &statements)?;
    }

    #[test]
    fn a_roundup_of_any_stories_clears(title in words(), headline in words(), sentence in words(), url in "https?://[ -~é]{0,20}") {
        let stories = [story(&title, &[(&headline, &title, &url)], &[(0, &sentence), (0, &sentence)])];
        let weekly = draft_roundup(&imprint(), &title, &title, &topics(), &stories, date(2009, 12, 13));
        clears(&weekly, &[])?;
    }
}
