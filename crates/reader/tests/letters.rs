//! Letters and notes in our own words about other countries, labelled by hand: who, what, on which condition.
//! Offices only. The first six were labelled before the reader first saw them (34 of 43 labels held), then mended on.

mod common;
use common::{Case, check};
use text::speech::Bond::{Condition, Limit, Price};

#[test]
fn letter_from_myanmar() {
    check(
        include_str!("texts/myanmar.txt"),
        &[
            Case::new(
                "that the armed groups had been invited to the table",
                "myanmar",
                "asserts",
            ),
            Case::new("their army had shelled any village", "myanmar", "denies"),
            Case::new("They would release further prisoners", "myanmar", "offers").when(
                "in exchange for",
                Price,
                "in exchange for the lifting of the visa bans",
            ),
            Case::new(
                "foreign observers could attend the vote",
                "myanmar",
                "is-open-to|offers",
            )
            .when(
                "provided that",
                Condition,
                "provided that they registered by the end of the month",
            ),
            Case::new(
                "the neighbours must stop sheltering deserters",
                "myanmar",
                "demands",
            ),
            Case::new("humanitarian convoys should pass", "we", "demands"),
            Case::new(
                "to discuss the fate of the detained editors",
                "myanmar",
                "declines-to-say|refuses",
            ),
        ],
        &["We flew home", "Our impression"],
    );
}

#[test]
fn notes_from_asmara() {
    check(
        include_str!("texts/eritrea.txt"),
        &[
            Case::new("no troops in Tigray", "eritrea", "denies"),
            Case::new("Wd reopen the border", "eritrea", "offers").when(
                "if",
                Condition,
                "if Addis implements the ruling",
            ),
            Case::new("No talks on detainees", "eritrea", "refuses"),
            Case::new("sanctions relief first", "eritrea", "asserts|demands").when(
                "first",
                Condition,
                "sanctions relief first",
            ),
            Case::new("cd visit clinics", "eritrea", "offers|is-open-to").when("w/o", Limit, "w/o press"),
            Case::new("raised the fishermen", "we", "asserts"),
            Case::new("will not host foreign bases", "eritrea", "refuses").when(
                "unless",
                Condition,
                "unless the President himself decides it",
            ),
        ],
        &["Asmara, hotel"],
    );
}

#[test]
fn minutes_from_minsk() {
    check(
        include_str!("texts/belarus.txt"),
        &[
            Case::new(
                "that Belarus was ready to receive a mission of doctors",
                "belarus",
                "offers|is-open-to",
            )
            .when(
                "as long as",
                Condition,
                "as long as it did not meet the opposition",
            ),
            Case::new("that the ambassador would be recalled", "belarus", "threatens").when(
                "if",
                Condition,
                "if the new measures were adopted",
            ),
            Case::new(
                "to let the visitors see the detention centre",
                "belarus",
                "refuses",
            ),
            Case::new("whether an appeal was still possible", "we", "asks"),
            Case::new("that it was", "belarus", "asserts"),
            Case::new("The transit of fertiliser, he said", "belarus", "asserts").missing_source(),
        ],
        &["The meeting began"],
    );
}

#[test]
fn transcript_from_tiraspol() {
    check(
        include_str!("texts/transnistria.txt"),
        &[
            Case::new("We did not close the schools", "transnistria", "denies"),
            Case::new(
                "they may teach as they like",
                "transnistria",
                "is-open-to|asserts|offers",
            )
            .when("once", Condition, "Once the schools are registered"),
            Case::new("Will the railway run again", "we", "asks"),
            Case::new("We will open the bridge", "transnistria", "promises|offers").when(
                "in return for",
                Price,
                "in return for licence plates that work abroad",
            ),
            Case::new(
                "Chisinau must lift the customs rules first",
                "transnistria",
                "demands",
            ),
            Case::new("we will not give up the peacekeepers", "transnistria", "refuses"),
        ],
        &["Recorded by"],
    );
}

#[test]
fn letter_from_eritreas_neighbour() {
    check(
        include_str!("texts/djibouti.txt"),
        &[
            Case::new(
                "that their port is open to every flag",
                "djibouti",
                "is-open-to|asserts",
            ),
            Case::new("No further base will be leased", "djibouti", "refuses").when(
                "without",
                Condition,
                "without a guarantee of safe passage",
            ),
            Case::new(
                "prisoners taken on the hill in 2008 be accounted for",
                "djibouti",
                "demands|asserts",
            ),
            Case::new(
                "Should Asmara return the last of them",
                "djibouti",
                "offers|is-open-to|asserts",
            )
            .when("should", Condition, "Should Asmara return the last of them"),
            Case::new("to share the draft with both capitals", "we", "promises|offers"),
            Case::new("as a small house between large ones", "djibouti", "asserts"),
        ],
        &["It was hot"],
    );
}

#[test]
fn report_from_tbilisi_and_sukhumi() {
    check(
        include_str!("texts/abkhazia.txt"),
        &[
            Case::new(
                "that the crossing would stay closed",
                "abkhazia",
                "asserts|refuses",
            )
            .when(
                "until",
                Condition,
                "until the quarantine was lifted on both banks",
            ),
            Case::new("the return of displaced families", "georgia", "demands|asserts"),
            Case::new("to exchange lists of the missing", "abkhazia", "agrees").when(
                "subject to",
                Condition,
                "subject to the consent of the families",
            ),
            Case::new("that any lists had been withheld", "georgia", "denies"),
            Case::new("to talk about medicine", "abkhazia", "is-open-to|offers").when(
                "not at the expense of",
                Limit,
                "not at the expense of their status",
            ),
        ],
        &["The road"],
    );
}

#[test]
fn whether_is_no_condition() {
    check(
        "Place: Vilnius\n\nThe deputy minister asked if the border was open. We told them that we would stay until Friday.",
        &[
            Case::new("if the border was open", "lithuania", "asks"),
            Case::new("that we would stay until Friday", "we", "asserts|offers|promises"),
        ],
        &[],
    );
}

/// The shape of the letter that started the project, in other words about another country.
#[test]
fn letter_to_friends_after_a_visit() {
    check(
        include_str!("texts/turkmenistan.txt"),
        &[
            Case::new(
                "their country has bought any drones from Iran",
                "turkmenistan",
                "denies",
            ),
            Case::new(
                "they are prepared to answer a friendly gesture",
                "turkmenistan",
                "offers|is-open-to",
            )
            .when(
                "not at the risk of",
                Limit,
                "not at the risk of the old ties with their neighbours",
            ),
            Case::new(
                "Gas sales to the north are a matter of contracts",
                "turkmenistan",
                "asserts",
            )
            .when(
                "in the absence of",
                Condition,
                "in the absence of a pipeline to the west",
            ),
            Case::new("that the Europeans are open to trade", "we", "is-open-to|asserts"),
            Case::new("that they should show it by buying", "turkmenistan", "demands"),
            Case::new(
                "that Ashgabat does not oppose a consulate",
                "turkmenistan",
                "asserts|is-open-to|denies",
            ),
            Case::new(
                "that the reports are more about envy than about prisons",
                "turkmenistan",
                "asserts",
            ),
            Case::new(
                "after which they might consider other seasons",
                "turkmenistan",
                "is-open-to|demands",
            )
            .when(
                "after which",
                Condition,
                "for the agencies to open an office in the capital, after which",
            ),
            Case::new(
                "their country as being on the eve of a spring",
                "turkmenistan",
                "asserts",
            ),
        ],
        &["We cannot hope", "Our visits give", "did not lead"],
    );
}
