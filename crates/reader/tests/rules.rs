//! Single rules: what a sentence yields.

use reader::{Lexicon, Proposal, Quick, Reader, ReaderKind, reader};
use text::Text;
use text::speech::Mode;

/// A line for each proposal: `[source] {cue} <content>`.
fn lines(words: &str) -> Vec<String> {
    let text = Text::new(words);
    let join = |spans: &[text::Span]| {
        spans
            .iter()
            .map(|s| text.slice(*s))
            .collect::<Vec<_>>()
            .join(" … ")
    };
    let line = |p: &Proposal| {
        format!(
            "[{}] {{{}}} <{}>",
            join(&p.source),
            join(&p.cue),
            join(&p.content)
        )
    };
    Quick
        .read(&text, &Lexicon::default_states())
        .iter()
        .map(line)
        .collect()
}

fn one(words: &str) -> String {
    lines(words).join("\n")
}

#[test]
fn direct_speech() {
    assert_eq!(
        one("“We will not sign,” the minister said."),
        "[the minister] {said} <“We will not sign,”>"
    );
    assert_eq!(
        one("\"We will go on,\" she said, \"and we will win.\""),
        "[she] {said} <\"We will go on,\" … \"and we will win.\">"
    );
    assert_eq!(
        one("“Why now?” asked a senior envoy, a former judge. “Nobody is ready for it yet.”"),
        "[a senior envoy, a former judge] {asked} <“Why now?” … “Nobody is ready for it yet.”>"
    );
}

#[test]
fn reported_speech() {
    assert_eq!(
        one("On Monday the foreign ministry said that the border would stay closed."),
        "[the foreign ministry] {said} <that the border would stay closed>"
    );
    assert_eq!(
        one("The talks will resume in May, officials said."),
        "[officials] {said} <The talks will resume in May>"
    );
    assert!(one("The talks, according to the ministry, will resume in May.").contains("according to"));
    assert_eq!(
        one("The president vowed to defend the treaty."),
        "[The president] {vowed} <to defend the treaty>"
    );
    assert_eq!(
        one("The government told the envoys that the dam is safe."),
        "[The government] {told} <that the dam is safe>"
    );
}

#[test]
fn narration_is_silent() {
    for words in [
        "The train left at nine.",
        "",
        "We walked along the river for an hour.",
        "Date: 2020-01-01\nFrom: the Chair\n",
    ] {
        assert!(lines(words).is_empty(), "{words}: {:?}", lines(words));
    }
}

#[test]
fn turns_are_direct_when_shouted() {
    let text = Text::new("THE CHAIR: Shall we begin?\n\nTHE ENVOY: We are ready.\n\nQ: When?\n\nA: Now.");
    let found = Quick.read(&text, &Lexicon::default_states());
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|p| p.mode == Mode::Direct));
}

#[test]
fn an_office_lends_its_names() {
    let lexicon = Lexicon::builder()
        .party(
            "dprk",
            "North Korea",
            ["DPRK"],
            ["North Korean"],
            Some("Pyongyang"),
        )
        .party("council", "The Council", [""; 0], [""; 0], None)
        .person("dprk-vfm", "the deputy foreign minister", ["VFM"], Some("dprk"))
        .topic(
            "relations",
            "Diplomatic relations",
            ["upgrading relations", "rels"],
        )
        .we(Some("council"), "the Council", ["our delegation"])
        .hosts("dprk")
        .build();
    let text = Text::new(
        "VFM: wd reciprocate if rels upgraded.\n\nPyongyang denied that it had sold missiles. Our delegation asked for a list.",
    );
    let found = Quick.read(&text, &lexicon);
    let speakers: Vec<_> = found.iter().filter_map(|p| p.speaker.clone()).collect();
    assert_eq!(speakers[0].person.as_deref(), Some("dprk-vfm"));
    assert_eq!(speakers[0].party.as_deref(), Some("dprk"));
    assert_eq!(found[0].topics, ["relations"]);
    assert_eq!(speakers[1].party.as_deref(), Some("dprk"));
    assert_eq!(speakers[2].party.as_deref(), Some("council"));
}

#[test]
fn a_reader_is_chosen_by_its_word() {
    let kind: ReaderKind = "Close".parse().unwrap();
    assert_eq!(reader(kind).unwrap().name(), "close");
    assert_eq!(
        ReaderKind::default(),
        kind,
        "the papers of an office are read closely"
    );
    assert_eq!(reader(ReaderKind::Quick).unwrap().name(), "quick");
    assert!(
        "swift"
            .parse::<ReaderKind>()
            .unwrap_err()
            .to_string()
            .contains("quick or close")
    );
}
