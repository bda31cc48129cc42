//! The shapes that papers come in: labels on lines of their own or between bars, legends, headings over items, comments,
//! courtesies. One short paper for each rule.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use reader::{Lexicon, Proposal, ReaderKind, reader};
use text::Text;
use text::speech::Polarity;

fn lexicon() -> Lexicon {
    Lexicon::builder()
        .we(Some("we"), "the Circle", ["the Circle"])
        .person(
            "by-dm",
            "Deputy Minister",
            ["the deputy minister"],
            Some("belarus"),
        )
        .person(
            "by-border",
            "Director of Border Affairs",
            ["the Director of Border Affairs"],
            Some("belarus"),
        )
        .person(
            "lt-gov",
            "Governor of Alytus",
            ["the Governor of Alytus"],
            Some("lithuania"),
        )
        .hosts("belarus")
        .build()
}

fn read(words: &str) -> Vec<Proposal> {
    reader(ReaderKind::Quick)
        .unwrap()
        .read(&Text::new(words), &lexicon())
}

/// What is said, each with the key of the person, else of the party.
fn said(paper: &str) -> Vec<(String, String)> {
    let text = Text::new(paper);
    let told = |proposal: Proposal| {
        let speaker = proposal.speaker.unwrap();
        let who = speaker.person.or(speaker.party).unwrap_or(speaker.name);
        let words: Vec<&str> = proposal.content.iter().map(|span| text.slice(*span)).collect();
        (who, words.join(" … "))
    };
    read(paper).into_iter().map(told).collect()
}

fn told(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(who, words)| ((*who).to_owned(), (*words).to_owned()))
        .collect()
}

#[test]
fn labels_on_lines_of_their_own_hold_until_the_next_and_a_legend_explains_them() {
    let paper = "Talks on the river\n\nIn the chair [CH], for the Circle. Across the table: the Director of Border Affairs [DB].\n\n\
        [CH]\nWill the bridge open?\n\n[DB]\nIt will open in May.\n\nThe lights stay off.\n\n[CH]\nAnd the ferry?\n\n\
        [DB]\nThe ferry stays where it is.\n";
    let expected = told(&[
        ("we", "Will the bridge open?"),
        ("by-border", "It will open in May"),
        ("by-border", "The lights stay off"),
        ("we", "And the ferry?"),
        ("by-border", "The ferry stays where it is"),
    ]);
    assert_eq!(said(paper), expected);
}

#[test]
fn labels_between_bars_behind_a_time() {
    let paper = "ROUND TABLE\n\nModerator, of the Circle\nDeputy Minister, Minsk\n\n\
        00:00:10 / Moderator / Welcome to you all, and thank you for coming so early. Will the bridge open?\n\n\
        00:00:31 / Deputy Minister / It will open in May.\n\n\
        00:00:58 / Moderator / Thank you. And the ferry?\n\n\
        00:01:10 / Deputy Minister / (Laughter.) The ferry stays where it is.\n";
    let expected = told(&[
        ("we", "Will the bridge open?"),
        ("by-dm", "It will open in May"),
        ("we", "And the ferry?"),
        ("by-dm", "The ferry stays where it is"),
    ]);
    assert_eq!(said(paper), expected);
}

#[test]
fn items_under_a_heading_with_a_dash_and_a_line_that_is_no_item() {
    let paper = "Minsk, 3 May\n\nDEPUTY MINISTER — in his office, windows open\n— The bridge opens in May.\n\
        — No more than ten lorries a day.\n— Director of Border Affairs, in a low voice: nine would be better.\n\
        Long walk back through the park.\n\nGOVERNOR OF ALYTUS — by telephone\n— She has sent the list twice.\n\
        — Will send it again, if somebody answers.\n";
    let all = said(paper);
    let expected = told(&[
        ("by-dm", "The bridge opens in May"),
        ("by-dm", "No more than ten lorries a day"),
        ("by-border", "nine would be better"),
        ("lt-gov", "She has sent the list twice"),
        ("lt-gov", "Will send it again, if somebody answers"),
    ]);
    assert_eq!(all, expected);
}

#[test]
fn a_comment_holds_no_statement_of_theirs() {
    let paper = "SUBJECT: THE BRIDGE\n\n1. The Director of Border Affairs told us that the bridge would open in May. The \
        Director denied that the list had been lost.\n\nCOMMENT\n\n2. Minsk feels that time is on its side, and says so.\n";
    let expected = told(&[
        ("by-border", "that the bridge would open in May"),
        ("by-border", "that the list had been lost"),
    ]);
    assert_eq!(said(paper), expected);
}

#[test]
fn whoever_is_introduced_in_a_paragraph_of_ours_is_its_he() {
    let paper = "Dear friends,\n\nWe travelled to Minsk in May, and our hosts were kind to us.\n\nWe began with the deputy \
        minister, who received us in his overcoat. The bridge, he told us, would open in May.\n\nThe Governor of Alytus came \
        to dinner. He told us that the list had been sent.\n";
    let who: Vec<String> = said(paper).into_iter().map(|(who, _)| who).collect();
    assert_eq!(who, ["by-dm", "lt-gov"]);
}

#[test]
fn silence_is_about_something() {
    let about = |sentence: &str| {
        let paper = format!(
            "MINUTES of the second meeting\n\n1. The Director of Border Affairs said that he had come to listen.\n\n2. {sentence}\n"
        );
        let text = Text::new(&paper);
        let last = read(&paper).pop().unwrap();
        assert_eq!(last.polarity, Polarity::DeclinesToSay, "{sentence}");
        let words: Vec<&str> = last.content.iter().map(|span| text.slice(*span)).collect();
        words.join(" … ")
    };
    assert_eq!(
        about("On the price of gas the deputy minister would not be drawn."),
        "the price of gas"
    );
    assert_eq!(
        about("The deputy minister refused to say who would come."),
        "who would come"
    );
    assert_eq!(
        about("How much was left the deputy minister did not care to say."),
        "How much was left"
    );
    assert_eq!(
        about("As for the prisoners, he left the question to Moscow."),
        "the prisoners"
    );
    assert_eq!(
        about("The deputy minister preferred not to give a figure on exports."),
        "exports"
    );
}

#[test]
fn one_line_of_notes_is_read_as_notes_by_both_readers() {
    let text = Text::new("VFM: no coop w/ Syria. Wd reciprocate if rels upgraded.");
    for kind in [ReaderKind::Quick, ReaderKind::Close] {
        let found = reader(kind).unwrap().read(&text, &Lexicon::default_states());
        let all: Vec<String> = found.iter().map(|p| p.polarity.to_string()).collect();
        assert_eq!(all, ["denies", "offers"], "{kind:?}");
        let condition = found[1].condition.as_ref().unwrap();
        assert_eq!(condition.text, "if rels upgraded");
    }
}

#[test]
fn in_a_message_she_is_the_office_spoken_to() {
    let paper = "From: a@b.example\nSubject: the visit\n\nSpoke to the governor this morning. She said the road would open in March.\n";
    let found = reader(ReaderKind::Quick)
        .unwrap()
        .read(&Text::new(paper), &Lexicon::default_states());
    assert_eq!(found[0].speaker.as_ref().unwrap().name, "the governor");
}
