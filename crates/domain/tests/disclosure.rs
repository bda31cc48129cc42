//! Nothing above an audience's marking, off the record or unattributable ever gets through.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use domain::disclosure::{Audience, Bounds, Guarded, Reason, Refusal, Submission, clear};
use domain::{
    Attribution, DocumentHash, EditionKind, Guidance, GuidanceKind, Handling, Manuscript, Marking, Statement,
    Status,
};
use proptest::prelude::*;
use support::{names, statement};
use text::Span;

fn background(description: &str) -> Attribution {
    Attribution::OnBackground(description.into())
}

fn letter(markdown: &str, statements: &[&Statement]) -> Submission {
    Submission {
        manuscript: Manuscript {
            kind: EditionKind::Letter,
            title: "A letter".into(),
            date: "2024-04-01".parse().unwrap(),
            audience: Marking::Clear,
            section: vec!["Issues".into()],
            markdown: markdown.into(),
        },
        cited: statements.iter().map(|s| (s.id, (*s).clone())).collect(),
    }
}

fn bounds(guarded: &[&Statement], guidance: &[&str]) -> Bounds {
    let guidance = guidance
        .iter()
        .map(|words| Guidance {
            from: "the ministry".into(),
            kind: GuidanceKind::Avoid,
            words: (*words).into(),
            since: None,
            until: None,
            document: DocumentHash::of(b"guidance"),
            span: Span::over(0, 1),
            handling: Handling::UNSTATED,
            channel: None,
        })
        .collect();
    let guarded = guarded
        .iter()
        .map(|s| Guarded {
            words: s.words.clone(),
            handling: s.handling.clone(),
        })
        .collect();
    Bounds::new(names(), guidance, guarded)
}

fn reasons(refusal: &Refusal) -> String {
    refusal
        .reasons
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn on_the_record_keeps_its_speaker() {
    let s = statement(
        "the road will open",
        Marking::Clear,
        Attribution::OnTheRecord,
        Status::Confirmed,
    );
    let told = clear(&s, &Audience::public(), &bounds(&[], &[])).unwrap();
    assert_eq!(
        (told.speaker.as_str(), told.words.as_str()),
        ("the deputy minister", "the road will open")
    );
}

#[test]
fn on_background_gives_the_description_that_was_agreed_and_nothing_else() {
    let s = statement(
        "the road will open",
        Marking::Clear,
        background("a senior official"),
        Status::Confirmed,
    );
    let told = clear(&s, &Audience::public(), &bounds(&[], &[])).unwrap();
    assert_eq!((told.speaker.as_str(), &told.party), ("a senior official", &None));

    let tells = statement(
        "Nordia’s road will open",
        Marking::Clear,
        background("a senior official"),
        Status::Confirmed,
    );
    assert!(clear(&tells, &Audience::public(), &bounds(&[], &[])).is_err());
    let agreed = statement(
        "Nordia’s road will open",
        Marking::Clear,
        background("a Northlander"),
        Status::Confirmed,
    );
    assert!(clear(&agreed, &Audience::public(), &bounds(&[], &[])).is_ok());
}

#[test]
fn chatham_house_gives_neither_speaker_nor_affiliation_nor_day() {
    let s = statement(
        "the road will open",
        Marking::Clear,
        Attribution::ChathamHouse,
        Status::Confirmed,
    );
    let told = clear(&s, &Audience::public(), &bounds(&[], &[])).unwrap();
    assert_eq!(
        (told.speaker.as_str(), &told.party, told.day),
        ("a participant", &None, None)
    );

    for giveaway in [
        "The deputy minister told us: ",
        "In northland we heard: ",
        "NORDIA’S view: ",
        "The DM: ",
    ] {
        let draft = letter(&format!("{giveaway}the road will open [@s:{}]", s.id), &[&s]);
        let refusal = clear(draft, &Audience::public(), &bounds(&[], &[])).unwrap_err();
        assert!(
            matches!(refusal.reasons[0], Reason::NamesSpeaker { .. }),
            "{giveaway}: {refusal}"
        );
    }
    let before = letter(
        &format!(
            "We met the deputy minister.\n\nHe said the road will open [@s:{}]",
            s.id
        ),
        &[&s],
    );
    assert!(clear(before, &Audience::public(), &bounds(&[], &[])).is_err());
    let fine = letter(&format!("We heard that the road will open [@s:{}]", s.id), &[&s]);
    assert!(clear(fine, &Audience::public(), &bounds(&[], &[])).is_ok());
}

#[test]
fn a_confidential_citation_is_refused_with_every_reason() {
    let s = statement(
        "the road will open",
        Marking::AmberStrict,
        Attribution::OffTheRecord,
        Status::Proposed,
    );
    let refusal = clear(
        letter(&format!("It opens [@s:{}]", s.id), &[&s]),
        &Audience::public(),
        &bounds(&[], &[]),
    );
    let said = reasons(&refusal.unwrap_err());
    assert!(
        said.contains("marked TLP:AMBER+STRICT; this audience may see up to TLP:CLEAR"),
        "{said}"
    );
    assert!(
        said.contains("off the record") && said.contains("not confirmed yet"),
        "{said}"
    );
}

#[test]
fn a_citation_must_lead_somewhere() {
    for written in ["nonsense", "018f0000-0000-7000-8000-000000000000", ""] {
        let refusal = clear(
            letter(&format!("It opens [@s:{written}]"), &[]),
            &Audience::public(),
            &bounds(&[], &[]),
        );
        assert_eq!(
            refusal.unwrap_err().reasons,
            [Reason::NoSuchStatement(written.into())]
        );
    }
}

#[test]
fn quotation_marks_hold_the_source_to_the_letter() {
    let s = statement(
        "the road will open in the spring",
        Marking::Clear,
        Attribution::OnTheRecord,
        Status::Confirmed,
    );
    let public = Audience::public();
    let exact = letter(&format!("They said “the road will open” [@s:{}]", s.id), &[&s]);
    assert!(clear(exact, &public, &bounds(&[], &[])).is_ok());
    let bent = letter(
        &format!("They said “the road will never open” [@s:{}]", s.id),
        &[&s],
    );
    assert!(matches!(
        clear(bent, &public, &bounds(&[], &[])).unwrap_err().reasons[0],
        Reason::NotTheirWords(_)
    ));
    let unsourced = letter("They said \"the road will open soon\".", &[]);
    assert!(matches!(
        clear(unsourced, &public, &bounds(&[], &[])).unwrap_err().reasons[0],
        Reason::NoSource(_)
    ));
    let linked = letter(
        "“The road will open soon”, wrote [a paper](https://paper.example/1).",
        &[],
    );
    assert!(clear(linked, &public, &bounds(&[], &[])).is_ok());
}

#[test]
fn confidential_words_are_found_without_a_citation_too() {
    let words = "we could live with a road that opens in steps";
    let secret = statement(words, Marking::Amber, Attribution::ChathamHouse, Status::Proposed);
    let pasted = letter(
        "Our view: they COULD live, with a road that opens — in steps.",
        &[],
    );
    let refusal = clear(pasted.clone(), &Audience::public(), &bounds(&[&secret], &[])).unwrap_err();
    assert!(matches!(refusal.reasons[0], Reason::InConfidence { .. }));

    let published = statement(words, Marking::Clear, Attribution::OnTheRecord, Status::Proposed);
    assert!(clear(pasted, &Audience::public(), &bounds(&[&secret, &published], &[])).is_ok());
}

#[test]
fn guidance_in_force_is_respected() {
    let guidance = ["Avoid implying that the ministry has approved the opening of the border road"];
    let against = letter("The ministry has approved that the border road opens.", &[]);
    let refusal = clear(against, &Audience::public(), &bounds(&[], &guidance)).unwrap_err();
    assert!(
        reasons(&refusal).starts_with("it goes against guidance by the ministry"),
        "{refusal}"
    );
    let fine = letter("The road is still closed.", &[]);
    assert!(clear(fine, &Audience::public(), &bounds(&[], &guidance)).is_ok());
}

#[test]
fn short_guidance_is_respected_as_well() {
    for (guidance, words, told) in [
        (
            "Do not mention the prisoners.",
            "Two prisoners came home in March.",
            false,
        ),
        ("Do not mention the prisoners.", "The road opened in March.", true),
        ("Do not promise visas.", "We promised visas to all.", false),
        ("Do not promise visas.", "Visas are dear.", true),
    ] {
        let cleared = clear(letter(words, &[]), &Audience::public(), &bounds(&[], &[guidance]));
        assert_eq!(cleared.is_ok(), told, "{guidance} {words}");
    }
}

fn any_marking() -> impl Strategy<Value = Marking> {
    proptest::sample::select(Marking::ALL.to_vec())
}

fn any_statement() -> impl Strategy<Value = Statement> {
    let attribution = prop_oneof![
        Just(Attribution::OnTheRecord),
        Just(background("a senior official")),
        Just(background("a Northland official")),
        Just(Attribution::ChathamHouse),
        Just(Attribution::OffTheRecord),
    ];
    let status = proptest::sample::select(vec![Status::Proposed, Status::Confirmed, Status::Rejected]);
    let word = proptest::sample::select(vec![
        "road",
        "opens",
        "Northland",
        "nordia",
        "deputy",
        "minister",
        "DM",
        "the",
        "in",
        "steps",
        "spring",
        "never",
    ]);
    (
        proptest::collection::vec(word, 1..14),
        any_marking(),
        attribution,
        status,
    )
        .prop_map(|(words, marking, attribution, status)| {
            statement(&words.join(" "), marking, attribution, status)
        })
}

fn any_audience() -> impl Strategy<Value = Audience> {
    (any_marking(), any::<bool>()).prop_map(|(marking, confirmed_only)| Audience {
        name: "them".into(),
        marking,
        confirmed_only,
    })
}

/// Whether telling these words, by this speaker, keeps to the rules: written anew, not with the crate's own checks.
fn keeps(s: &Statement, audience: &Audience, speaker: &str, words: &str) -> bool {
    let words = format!("{speaker} {words}").to_lowercase();
    let person = ["the deputy minister", "dm"]
        .iter()
        .any(|n| format!(" {words} ").contains(&format!(" {n} ")));
    let country = words.contains("northland") || words.contains("nordia");
    s.handling.marking <= audience.marking
        && s.status != Status::Rejected
        && !(audience.confirmed_only && s.status != Status::Confirmed)
        && match &s.handling.attribution {
            Attribution::OnTheRecord => true,
            Attribution::OnBackground(d) => !person && (!country || d.contains("Northland")),
            Attribution::ChathamHouse => !person && !country,
            Attribution::OffTheRecord => false,
        }
}

/// Whether six words in a row say more than names do.
fn tells(words: &str) -> bool {
    let words: Vec<&str> = words.split(' ').collect();
    words.windows(6).any(|run| {
        run.iter()
            .filter(|w| ["road", "opens", "steps", "spring"].contains(w))
            .count()
            >= 2
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_may_not_be_told_is_cleared(s in any_statement(), audience in any_audience()) {
        if let Ok(told) = clear(&s, &audience, &bounds(&[], &[])) {
            prop_assert!(keeps(&s, &audience, &told.speaker, &told.words), "{:?} to {:?}", s, audience);
        }
    }

    #[test]
    fn no_edition_holds_what_may_not_be_told(
        cited in proptest::collection::vec(any_statement(), 0..4),
        uncited in proptest::collection::vec(any_statement(), 0..4),
        mentions in proptest::collection::vec(any::<bool>(), 4),
        audience in any_audience(),
    ) {
        let mut markdown = String::new();
        for s in &cited {
            markdown += &format!("We heard “{}” [@s:{}].\n\n", s.words, s.id);
        }
        for (s, _) in uncited.iter().zip(mentions).filter(|(_, mentioned)| *mentioned) {
            markdown += &format!("And this: {}.\n\n", s.words);
        }
        let all: Vec<&Statement> = cited.iter().chain(&uncited).collect();
        let draft = letter(&markdown, &cited.iter().collect::<Vec<_>>());
        if let Ok(edition) = clear(draft, &audience, &bounds(&all, &[])) {
            let limit = Audience { marking: audience.marking.min(Marking::Clear), ..audience };
            for s in &cited {
                let told = &edition.quotations[&s.id];
                prop_assert!(keeps(s, &limit, &told.speaker, &told.words));
            }
            for s in all.iter().filter(|s| tells(&s.words)) {
                let secret = s.handling.marking > limit.marking || s.handling.attribution == Attribution::OffTheRecord;
                let open_too = all.iter().any(|o| {
                    o.handling.marking <= limit.marking && o.handling.attribution != Attribution::OffTheRecord
                });
                let told = markdown.to_lowercase().contains(&s.words.to_lowercase());
                prop_assert!(!secret || !told || open_too, "{}", s.words);
            }
        }
    }
}
