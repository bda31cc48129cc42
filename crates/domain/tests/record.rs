//! Markings, portions, viewers, editions' files and the journal keep what they promise.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

use domain::{
    Attribution, Author, Body, Chain, ChannelId, Channels, Citation, Clearance, Draft, EditionKind, Entry,
    EntryId, Handling, Manuscript, Marking, PartialHandling, Party, PartyId, PartyKind, Salt, SigningKey,
    StatementId, Tampering, Viewer, portions,
};
use proptest::prelude::*;
use text::Text;

#[test]
fn markings_are_read_as_people_write_them() {
    for (word, marking) in [
        ("TLP:AMBER+STRICT", Marking::AmberStrict),
        ("amber strict", Marking::AmberStrict),
        ("tlp: clear", Marking::Clear),
        ("White", Marking::Clear),
        (" RED ", Marking::Red),
    ] {
        assert_eq!(word.parse(), Ok(marking), "{word}");
    }
    assert!("secret".parse::<Marking>().is_err());
    assert!(Marking::Clear < Marking::Green && Marking::AmberStrict < Marking::Red);
}

#[test]
fn attributions_are_read_as_people_write_them() {
    assert_eq!("Chatham House rule".parse(), Ok(Attribution::ChathamHouse));
    assert_eq!(
        "On background: “a senior official”".parse(),
        Ok(Attribution::OnBackground("a senior official".into()))
    );
    assert!("on background".parse::<Attribution>().is_err());
    assert!("deep background".parse::<Attribution>().is_err());
}

#[test]
fn portions_carry_their_own_handling() {
    let text = Text::new(
        "An opening.\n\n[TLP:CLEAR; on the record] They said yes.\nAnd more.\n\nA close [GREEN].\n\n\
         - one\n- [off the record] two\n  and on\n- three\n\n[1] a footnote",
    );
    let found: Vec<(&str, PartialHandling)> = portions(&text)
        .into_iter()
        .map(|(span, stated)| (text.slice(span), stated))
        .collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].0, "[TLP:CLEAR; on the record] They said yes.\nAnd more.");
    assert_eq!(Handling::UNSTATED.with(&found[0].1), Handling::OPEN);
    assert_eq!(found[1].0, "- [off the record] two\n  and on\n");
    assert_eq!(
        Handling::OPEN.with(&found[1].1).attribution,
        Attribution::OffTheRecord
    );
}

#[test]
fn a_viewer_sees_up_to_the_clearance() {
    let channel = ChannelId::new("quiet").unwrap();
    let viewer = Viewer::new(
        "an officer",
        Clearance {
            marking: Marking::Amber,
            channels: Channels::Only([channel.clone()].into()),
        },
    );
    let green = Handling {
        marking: Marking::Green,
        attribution: Attribution::OffTheRecord,
    };
    let strict = Handling {
        marking: Marking::AmberStrict,
        attribution: Attribution::OnTheRecord,
    };
    assert!(viewer.may_see(&green, Some(&channel)) && viewer.may_see(&green, None));
    assert!(!viewer.may_see(&green, Some(&ChannelId::new("other").unwrap())));
    assert!(!viewer.may_see(&strict, None));
}

#[test]
fn an_editions_file_is_read_back() {
    let file = "Kind: News & Views\r\nTitle: What moved: a month\r\nDate: 2024-03-31\r\nSection: Issues › Asia\r\n\r\nWords.\r\n";
    let read = Manuscript::parse(file).unwrap();
    assert_eq!(
        (read.kind, read.audience, read.section.len()),
        (EditionKind::NewsAndViews, Marking::Clear, 2)
    );
    assert_eq!(Manuscript::parse(&read.to_file()), Ok(read));
    let wrong = Manuscript::parse("Kind: Letter\nTitle: A\nDate: 31.3.2024\n\n")
        .unwrap_err()
        .to_string();
    assert_eq!(wrong, "line “Date: 31.3.2024”: write it as 2009-12-31");
    assert!(Manuscript::parse("").is_err());
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn chain(count: u8) -> Vec<Entry> {
    let mut chain = Chain::default();
    (0..count)
        .map(|n| {
            let draft = Draft {
                id: EntryId::new(1_700_000_000_000 + u64::from(n), [n; 10]),
                at: jiff::Timestamp::from_second(1_700_000_000 + i64::from(n)).unwrap(),
                by: Author("an officer".into()),
                body: Body::OfficeOpened {
                    name: format!("office {n}"),
                },
                salt: Salt::from([n; 32]),
            };
            let entry = Entry::sign(draft, chain.last(), &key()).unwrap();
            chain.follow(&entry).unwrap();
            entry
        })
        .collect()
}

fn follow(entries: &[Entry]) -> Result<(), Tampering> {
    let mut chain = Chain::default();
    entries.iter().try_for_each(|entry| chain.follow(entry))
}

#[test]
fn tampering_is_found() {
    let whole = chain(5);
    assert_eq!(follow(&whole), Ok(()));

    let mut changed = whole.clone();
    changed[2].body = changed[2]
        .body
        .as_ref()
        .map(|b| b.replace("office 2", "office 9"));
    assert!(matches!(follow(&changed), Err(Tampering::Body(_))));
    let mut renamed = whole.clone();
    renamed[2].by = Author("somebody else".into());
    assert!(matches!(follow(&renamed), Err(Tampering::Hash(_))));
    let mut forged = whole.clone();
    forged[4].signature[0] ^= 1;
    assert!(matches!(follow(&forged), Err(Tampering::Signature(_))));
    let mut missing = whole.clone();
    missing.remove(1);
    assert!(matches!(follow(&missing), Err(Tampering::Order(_))));
    let mut swapped = whole;
    swapped.swap(1, 2);
    assert!(matches!(follow(&swapped), Err(Tampering::Order(_))));
}

#[test]
fn what_an_entry_says_is_read_back() {
    let movement = Party {
        id: PartyId::new("lakers").unwrap(),
        name: "The Lakers".into(),
        kind: PartyKind::Movement,
        aliases: vec!["the lake people".into()],
        demonyms: vec![],
        capital: None,
        under: None,
    };
    let draft = Draft {
        id: EntryId::new(1, [0; 10]),
        at: jiff::Timestamp::UNIX_EPOCH,
        by: Author("an officer".into()),
        body: Body::PartyNamed(movement),
        salt: Salt::from([1; 32]),
    };
    let entry = Entry::sign(draft.clone(), None, &key()).unwrap();
    assert_eq!(entry.read().unwrap(), Some(draft.body.clone()));
    let json: serde_json::Value = serde_json::from_str(entry.body.as_ref().unwrap()).unwrap();
    assert_eq!(json["kind"], draft.body.kind());
}

#[test]
fn an_erased_body_leaves_the_chain_whole() {
    let mut entries = chain(3);
    entries[1].body = None;
    entries[1].salt = None;
    assert_eq!(follow(&entries), Ok(()));
    assert_eq!(entries[1].read().unwrap(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_changed_byte_of_a_body_is_found(at in 0usize..40, to in 1u8..255) {
        let mut entries = chain(1);
        let body = entries[0].body.clone().unwrap();
        let mut bytes = body.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] = bytes[at].wrapping_add(to);
        if let Ok(changed) = String::from_utf8(bytes) && changed != body {
            entries[0].body = Some(changed);
            prop_assert!(follow(&entries).is_err());
        }
    }

    #[test]
    fn portions_fit_their_text(words in "([\\[\\]\\n -]|TLP:CLEAR|off the record|é|x){0,80}") {
        let text = Text::new(words);
        for (span, _) in portions(&text) {
            prop_assert!(text.holds(span));
        }
    }

    #[test]
    fn citations_are_found_and_replaced(words in "([a-zé]|\\[@s:|\\]|\\[|@){0,60}") {
        let id: StatementId = "018f0000-0000-7000-8000-000000000000".parse().unwrap();
        let marked = format!("{words}] [@s:{id}] end");
        prop_assert!(Citation::all_in(&marked).iter().any(|c| c.statement == Some(id)) || words.contains("[@s:"));
        prop_assert!(!Citation::replace_all(&marked, |_| String::new()).contains(&id.to_string()));
    }

    #[test]
    fn a_manuscript_never_panics(file in "(Kind: Letter|Title|Date: 2024-01-01|[:\\n é])*") {
        let _ = Manuscript::parse(&file).map(|m| m.paragraphs());
    }
}
