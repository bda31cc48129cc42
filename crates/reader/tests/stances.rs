//! Where somebody stands, by the ways in which people put it without a verb that names it: tables of one line each.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use reader::{Lexicon, Proposal, ReaderKind, reader};
use text::Text;

fn last(words: &str) -> Proposal {
    let lexicon = Lexicon::builder()
        .we(Some("we"), "the Circle", ["the Circle"])
        .person("by-dm", "Deputy Minister", ["DM"], Some("belarus"))
        .hosts("belarus")
        .build();
    let paper = format!("Date: 2020-01-01\nPlace: Minsk\n\nDM: {words}.");
    let reader = reader(ReaderKind::Quick).unwrap();
    reader.read(&Text::new(&paper), &lexicon).pop().unwrap()
}

fn hold(polarity: &str, all: &[&str]) {
    for words in all {
        assert_eq!(last(words).polarity.to_string(), polarity, "{words}");
    }
}

#[test]
fn silence_in_other_words() {
    hold(
        "declines to say",
        &[
            "we would rather not talk about people whose case is open",
            "I don't have that figure with me",
            "that is not up to him",
            "I would rather not guess",
            "no opinion on the dam",
            "what comes after the winter is not for the telephone",
            "I couldn't tell you",
        ],
    );
}

#[test]
fn refusals_in_other_words() {
    hold(
        "refuses",
        &[
            "I'm not handing out lists",
            "Minsk pays no fines, the boats were in our own waters",
            "diesel no, we have none ourselves",
            "we hand over nobody without the word of a judge",
            "for lorries he sees no exception this month",
        ],
    );
}

#[test]
fn assent_in_other_words() {
    hold(
        "agrees",
        &[
            "I have nothing against that",
            "sure, if they leave the cameras at home",
            "any day, just not in Vilnius",
            "why not",
            "the 12th of May suits us",
            "you may, but not on the price",
        ],
    );
}

#[test]
fn promises_in_other_words() {
    hold(
        "promises",
        &[
            "the papers will be on your desk on Monday",
            "it will be painted grey, you have my word",
            "nothing would be turned away on account of the sender",
            "nobody will be cut off this winter, provided the bill is addressed to us",
        ],
    );
}

#[test]
fn threats_in_other_words() {
    hold(
        "threatens",
        &[
            "one more drone over the wood and I don't wait for the capital",
            "if they come again, we sink the boat",
            "if the trucks returned before the talks, the road would be closed",
            "should we find petrol under the hay, we will withdraw our consent",
            "whoever sits down on the rails will be carried off by the guards",
            "should a single litre be sold on, there would be no contract left to discuss",
            "if nothing had moved by May, Minsk would bring it before the council",
        ],
    );
}

#[test]
fn what_is_told_of_others_is_neither_refused_nor_promised() {
    hold(
        "asserts",
        &[
            "the drivers would not go there without insurance",
            "the ministry has not answered him",
            "two hundred of our nurses can't work in the south because of a stamp",
        ],
    );
    hold("denies", &["it would not help"]);
}

#[test]
fn offers_and_openness_in_other_words() {
    hold(
        "offers",
        &[
            "we can ask around",
            "for the sick I can stamp the papers tomorrow",
            "give us the sentence and the company signs on Friday",
        ],
    );
    hold(
        "is open to",
        &[
            "nothing speaks against it, so long as he carries no weapon",
            "we would take them from anybody, as long as there is no flag on them",
            "observers welcome again, just not last year's chief",
        ],
    );
}

#[test]
fn conditions_and_limits_in_other_words() {
    let cases = [
        ("the fee could be halved, never waived", "never waived"),
        ("they may count the catch at Brest, not Grodno", "not Grodno"),
        (
            "whoever holds the bridge will have the key",
            "whoever holds the bridge",
        ),
        (
            "we will take them back only where it is proved that they came from here",
            "only where it is proved that they came from here",
        ),
        (
            "three flights a week are possible, long as nobody writes about it",
            "long as nobody writes about it",
        ),
        ("Minsk would drop the case for proof of life", "for proof of life"),
        (
            "unless Vilnius stops the boats he closes the office in May",
            "unless Vilnius stops the boats",
        ),
        ("the rest will be paid once the bonds sell", "once the bonds sell"),
        (
            "visits would resume the week flights resumed",
            "the week flights resumed",
        ),
        (
            "8 trucks from Brest and he finds the fuel",
            "8 trucks from Brest and",
        ),
        (
            "in exchange for the farmers Minsk would leave the orchards out of it",
            "in exchange for the farmers",
        ),
    ];
    for (words, expected) in cases {
        let condition = last(words).condition.map_or_else(String::new, |c| c.text);
        assert_eq!(condition, expected, "{words}");
    }
}
