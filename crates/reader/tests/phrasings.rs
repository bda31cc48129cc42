//! The ways in which conditions, stances and speakers are put: one short paper for each rule.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use reader::{Lexicon, Proposal, ReaderKind, reader};
use text::Text;

fn lexicon() -> Lexicon {
    Lexicon::builder()
        .we(Some("we"), "the Circle", ["the Circle"])
        .person("by-dm", "Deputy Minister", ["DM"], Some("belarus"))
        .hosts("belarus")
        .build()
}

fn read(words: &str) -> Vec<Proposal> {
    reader(ReaderKind::Quick)
        .unwrap()
        .read(&Text::new(words), &lexicon())
}

/// The condition and the polarity of the one thing that the deputy minister says.
fn told(words: &str) -> (String, String) {
    let paper = format!("Date: 2020-01-01\nPlace: Minsk\n\nDM: {words}.");
    let all = read(&paper);
    let last = all.last().unwrap();
    let condition = last.condition.as_ref().map_or("", |c| c.text.as_str());
    (condition.to_owned(), last.polarity.to_string())
}

fn condition(words: &str) -> String {
    told(words).0
}

fn polarity(words: &str) -> String {
    told(words).1
}

#[test]
fn conditions_put_with_a_noun() {
    let words = "we will let them in on the strict understanding that they leave by night";
    assert_eq!(
        condition(words),
        "on the strict understanding that they leave by night"
    );
    let words = "he could come, the proviso being that nobody films it";
    assert_eq!(condition(words), "the proviso being that nobody films it");
    let words = "would take two on cond. they're unarmed";
    assert_eq!(condition(words), "on cond. they're unarmed");
}

#[test]
fn conditions_by_inversion() {
    let words = "Minsk will turn to Beijing should Vilnius not budge";
    assert_eq!(condition(words), "should Vilnius not budge");
    let words = "a pause could not be excluded were it to be mutual";
    assert_eq!(condition(words), "were it to be mutual");
    let words = "only if the budget passes will he travel";
    assert_eq!(condition(words), "only if the budget passes");
}

#[test]
fn conditions_in_order_and_in_exchange() {
    assert_eq!(condition("Recognition first, visas second"), "Recognition first");
    let words = "for every man they let go, we let go two";
    assert_eq!(condition(words), "for every man they let go");
    let words = "they would pay against a waiver of all claims";
    assert_eq!(condition(words), "against a waiver of all claims");
    assert_eq!(condition("they promised nothing in return"), "");
}

#[test]
fn limits() {
    let words = "you are welcome to visit, just no cameras";
    assert_eq!(condition(words), "just no cameras");
    let words = "they will cross again, but not the lorries";
    assert_eq!(condition(words), "but not the lorries");
}

#[test]
fn what_is_over_is_no_condition() {
    assert_eq!(condition("his men had fired only after being fired upon"), "");
    assert_eq!(
        condition("the figures, if we had had them, would have been safe"),
        ""
    );
}

#[test]
fn a_clause_ends_where_the_main_one_starts() {
    let words = "unless he hears by Monday he'll cancel Brest";
    assert_eq!(condition(words), "unless he hears by Monday");
    let words = "a suit, if launched, would freeze all talks";
    assert_eq!(condition(words), "if launched");
}

#[test]
fn stances() {
    assert_eq!(polarity("couldn't give a figure"), "declines to say");
    assert_eq!(polarity("no foreign uniform would be tolerated"), "refuses");
    assert_eq!(polarity("otherwise it would build two more"), "threatens");
    assert_eq!(polarity("the crews may stay till May"), "is open to");
    assert_eq!(polarity("22 or nothing"), "demands");
    assert_eq!(polarity("excise stays till the law is changed"), "refuses");
    assert_eq!(
        polarity("if Vilnius pays transit, the station keeps running"),
        "offers"
    );
}

#[test]
fn a_cue_tells_by_its_other_words_where_its_verb_is_silent() {
    let polarity = |words: &str| {
        let all = read(&format!("Date: 2020-01-01\nPlace: Minsk\n\n{words}"));
        all.last().unwrap().polarity.to_string()
    };
    assert_eq!(
        polarity("The Deputy Minister consented to a count of the prisoners."),
        "agrees"
    );
    assert_eq!(
        polarity("The Deputy Minister turned down any meeting with the ambassadors."),
        "refuses"
    );
    assert_eq!(
        polarity("The Deputy Minister insisted that women's organisations be given a third of the seats."),
        "demands"
    );
}

#[test]
fn a_fact_that_hangs_on_a_view_or_a_state_is_no_offer() {
    assert_eq!(
        polarity("If he thinks that this works, he knows nothing of rivers"),
        "denies"
    );
    assert_eq!(polarity("If you look back, you find the same words"), "asserts");
    assert_eq!(polarity("the mission stays as long as it is needed"), "asserts");
}

/// The speakers' parties and persons, with what they say.
fn speakers(paper: &str) -> Vec<(Option<String>, String)> {
    let text = Text::new(paper);
    let all = reader(ReaderKind::Quick).unwrap().read(&text, &lexicon());
    all.iter()
        .map(|p| {
            let speaker = p.speaker.clone().unwrap();
            (
                speaker.person.or(speaker.party),
                text.slice(*p.content.first().unwrap()).to_owned(),
            )
        })
        .collect()
}

#[test]
fn in_notes_told_him_is_ours_and_asked_us_is_theirs() {
    let paper = "Date: 2020-01-01\n\nDM: no list, now or later. Told him we'd pay for the second round. \
        Asked us to keep quiet till May.\n";
    let of = |who: &str, what: &str| (Some(who.to_owned()), what.to_owned());
    assert_eq!(
        speakers(paper),
        [
            of("by-dm", "no list, now or later"),
            of("we", "we'd pay for the second round"),
            of("by-dm", "to keep quiet till May"),
        ]
    );
}

#[test]
fn a_label_in_mid_item_starts_a_turn_and_a_place_does_not() {
    let paper = "Date: 2020-01-01\n\n- Raised the lists. DM: a matter for the courts. No visit this year.\n";
    let who: Vec<_> = speakers(paper).into_iter().map(|(who, _)| who).collect();
    assert_eq!(
        who[who.len() - 2..],
        [Some("by-dm".to_owned()), Some("by-dm".to_owned())]
    );
    let paper =
        "Date: 2020-01-01\n\nDM: no change this year. Warsaw: no ambassador there till the bridge opens.\n";
    assert!(
        speakers(paper)
            .iter()
            .all(|(who, _)| who.as_deref() == Some("by-dm"))
    );
}

#[test]
fn items_under_a_heading_are_said_by_whom_it_names() {
    let all = read("DM (his office, alone)\n- No change this year.\n- Railway: can be reopened tomorrow.\n");
    let who: Vec<_> = all
        .iter()
        .map(|p| p.speaker.as_ref().unwrap().person.as_deref())
        .collect();
    assert_eq!(who, [Some("by-dm"), Some("by-dm")]);
}

#[test]
fn abbreviations_of_notes_are_read_as_words() {
    let all = read("DM (by phone)\n- Wd give visas once list recvd.\n- Cdn't name them.\n");
    let polarities: Vec<_> = all.iter().map(|p| p.polarity.to_string()).collect();
    assert_eq!(polarities, ["offers", "declines to say"]);
}

#[test]
fn a_stand_needs_no_verb_of_saying() {
    let paper = "Date: 2020-01-01\n\nThe Deputy Minister received us. He would not be a party to any line drawn over his head.";
    let all = read(paper);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].speaker.as_ref().unwrap().party.as_deref(), Some("belarus"));
}

#[test]
fn an_office_speaks_for_the_party_named_with_it() {
    let states = Lexicon::default_states();
    let party = |words: &str| {
        let all = reader(ReaderKind::Quick)
            .unwrap()
            .read(&Text::new(words), &states);
        all.last().unwrap().speaker.as_ref().unwrap().party.clone()
    };
    assert_eq!(
        party(
            "The report was read widely. In Rabat, a foreign ministry official said that the text was propaganda."
        ),
        Some("morocco".to_owned())
    );
    assert_eq!(
        party("A Nigerien negotiator said that the wells were dry."),
        Some("niger".to_owned())
    );
    assert_eq!(party("A Japanese academic said that the wells were dry."), None);
}

#[test]
fn limits_and_conditions_put_behind() {
    let cases = [
        (
            "we could start in March, weather and access permitting",
            "weather and access permitting",
        ),
        (
            "we would open a third crossing, for locals with a permit only",
            "for locals with a permit only",
        ),
        (
            "he is willing to host both again, at deputy level and not above",
            "at deputy level and not above",
        ),
        (
            "the list could be shown, minors' names excepted",
            "minors' names excepted",
        ),
        (
            "we would sit down tomorrow, without the court",
            "without the court",
        ),
        (
            "they would share the canal, just not at night",
            "just not at night",
        ),
        (
            "she could pay for training, though nothing for concrete",
            "though nothing for concrete",
        ),
        (
            "power could be bought again were it cheaper by a third",
            "were it cheaper by a third",
        ),
        (
            "no mixed school while their textbooks carry the old map",
            "while their textbooks carry the old map",
        ),
        (
            "next time the water is cut they'll block the road",
            "next time the water is cut",
        ),
    ];
    for (words, expected) in cases {
        assert_eq!(condition(words), expected, "{words}");
    }
}

#[test]
fn give_and_take() {
    let words = "let the company drain the pit and pay the families, and then we can talk about tonnes";
    assert_eq!(
        condition(words),
        "let the company drain the pit and pay the families, and"
    );
    let words = "you show us the data, all of it, and we look at the file again";
    assert_eq!(condition(words), "you show us the data, all of it, and");
}

#[test]
fn what_follows_a_turn_for_the_worse_is_a_threat() {
    for words in [
        "should there be a seventh, the patrols would answer with everything they carry",
        "if they had not done so by June, the farmers would block the road",
        "were they still there at midnight, the tractors would close the road",
    ] {
        assert_eq!(polarity(words), "threatens", "{words}");
    }
    for (words, expected) in [
        (
            "should the courts order it, that would be another matter",
            "asserts",
        ),
        ("should peace come, we would send doctors", "offers"),
    ] {
        assert_eq!(polarity(words), expected, "{words}");
    }
}

#[test]
fn assent_absence_and_what_is_spared() {
    for (words, expected) in [
        ("we would, but not as their postmen", "agrees"),
        ("there is no deal with anybody as of tonight", "denies"),
        (
            "families from across the river will not be turned away",
            "promises",
        ),
        ("no new road until the miners are gone", "refuses"),
        (
            "bilateral talks were excluded for as long as the case was pending",
            "refuses",
        ),
        ("a simple majority, that is what we insist on", "demands"),
    ] {
        assert_eq!(polarity(words), expected, "{words}");
    }
}
