//! Notes of several meetings and minutes: who was there, who goes on, what is asked and answered without a cue.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use reader::{Lexicon, Proposal, ReaderKind, reader};
use text::Text;

fn lexicon() -> Lexicon {
    let none: [&str; 0] = [];
    Lexicon::builder()
        .we(Some("we"), "the Circle", ["the Circle"])
        .person("by-dm", "Deputy Minister", ["dep minister"], Some("belarus"))
        .person("by-lo", "Liaison Officer at the Border", none, Some("belarus"))
        .person("lt-consul", "Consul General", ["the consul"], Some("lithuania"))
        .person("pike", "Guild of Pike Fishers, chairwoman", none, Some("pike"))
        .party("pike", "Guild of Pike Fishers", none, none, None)
        .hosts("belarus")
        .build()
}

/// What is said, each with the key of the person, else of the party.
fn said(paper: &str) -> Vec<(String, String)> {
    let text = Text::new(paper);
    let told = |proposal: Proposal| {
        let speaker = proposal.speaker;
        let who = speaker.map_or_else(String::new, |one| one.person.or(one.party).unwrap_or(one.name));
        let words: Vec<&str> = proposal.content.iter().map(|span| text.slice(*span)).collect();
        (who, words.join(" … "))
    };
    let reader = reader(ReaderKind::Quick).unwrap();
    reader.read(&text, &lexicon()).into_iter().map(told).collect()
}

fn holds(paper: &str, who: &str, words: &str) {
    let all = said(paper);
    let found = all.iter().any(|(one, told)| one == who && told == words);
    assert!(found, "no {who}: {words} in {all:#?}");
}

fn leaves_out(paper: &str, scenes: &[&str]) {
    let all = said(paper);
    for scene in scenes {
        assert!(
            all.iter().all(|(_, words)| !words.contains(scene)),
            "{scene}: {all:#?}"
        );
    }
}

const NOTES: &str = "Minsk and Brest, 3 to 5 May. Notes of two\n\n\
    Mon 3 May, foreign ministry, Minsk\nDep minister (DM), an interpreter. 40 min.\n\n\
    DM takes the river first. Ferry stays shut till the ice goes.\nNo night traffic this year.\n\
    We: which nights? DM: all of them.\nWd open a second gate if Vilnius pays half.\n\n\
    Tue 4 May, Brest\nLO alone, in the rain.\n\nWants boots, not advice.\nTold him that we bring neither.\n\
    Asked whether the tower is manned. Not on the phone.\n\n\
    Wed 5 May, Brest\nThe consul (CG), tea, no notes.\n\nCG says the fee is gone.\nVisas in three days.\n\
    No word on the two fishermen.\nWants us back in June.\nPromised a list by Friday.\n";

#[test]
fn a_meeting_begins_with_its_day_and_who_was_there() {
    holds(NOTES, "by-dm", "Ferry stays shut till the ice goes");
    holds(NOTES, "by-dm", "No night traffic this year");
    holds(NOTES, "by-dm", "Wd open a second gate if Vilnius pays half");
    holds(NOTES, "by-lo", "Wants boots, not advice");
    leaves_out(
        NOTES,
        &["interpreter", "of two", "takes the river", "in the rain"],
    );
}

#[test]
fn what_one_of_theirs_is_told_or_asked_comes_from_us() {
    holds(NOTES, "we", "that we bring neither");
    holds(NOTES, "we", "whether the tower is manned");
}

const MINUTES: &str = "MINUTES of the second meeting on the river\nVilnius, 3 May, 10 a.m. to noon, in the old customs house\n\
    Belarus: the Deputy Minister (DM); an engineer\nLithuania: the Consul General (CG)\nChair: the Circle\n\n\
    1. Record of the first meeting\n1.1 The DM regretted that it had come late. The CG had no objection.\n\n\
    2. The bridge\n2.1 The CG proposed that it open at six. Belarus accepted, provided that the lights stayed off.\n\
    2.2 The toll was not negotiable. DM welcomed this.\n";

#[test]
fn minutes_list_who_is_there_and_head_their_items() {
    leaves_out(
        MINUTES,
        &["engineer", "Record of the first meeting", "The bridge"],
    );
    holds(MINUTES, "belarus", "provided that the lights stayed off");
    holds(MINUTES, "by-dm", "this");
    let all = said(MINUTES);
    assert!(all.iter().any(|(_, words)| words == "The toll"), "{all:#?}");
}

const LETTER: &str = "Dear friends of the Circle,\n\n\
    On Monday we saw the deputy minister, who told us that the road was shut. Would we take a letter to Vilnius? \
    We would, in an open envelope. He assured us that nobody had been turned back. We did not know, and we said so.\n\n\
    The consul received us with tea. Visas would be issued again in June. Nobody would be asked for a fee.\n\n\
    The best hour we spent with the Guild of Pike Fishers. Their chairwoman said that the nets were torn. \
    We were told that the guild had written twice.\n";

#[test]
fn letters_leave_questions_and_answers_free() {
    holds(LETTER, "by-dm", "Would we take a letter to Vilnius?");
    holds(LETTER, "we", "We would, in an open envelope.");
    holds(LETTER, "we", "We did not know");
    holds(LETTER, "lt-consul", "Visas would be issued again in June");
    holds(LETTER, "pike", "that the nets were torn");
}

#[test]
fn whom_somebody_tells_is_no_part_of_what_is_told() {
    let paper = "Dear friends of the Circle,\n\nOn Monday the deputy minister received us. We were reminded that the bridge \
        was theirs. It was explained to us that the toll would stay. We asked him why. He told us that it paid for the lamps.\n";
    let text = Text::new(paper);
    let close = reader(ReaderKind::Close).unwrap();
    for proposal in close.read(&text, &lexicon()) {
        for span in &proposal.content {
            let words = text.slice(*span);
            assert!(!matches!(words, "We" | "It"), "{words} is told, not said");
        }
    }
}
