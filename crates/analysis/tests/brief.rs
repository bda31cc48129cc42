//! The paper before a meeting: what it asks, what it keeps back, and how long it may be.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use analysis::{Brief, brief};
use common::dossier::dossier;
use domain::{Marking, MeasureState, Polarity};
use insta::assert_snapshot;
use jiff::civil::{Date, date};

const TODAY: Date = date(2009, 12, 18);

fn made(dossier: &common::dossier::Dossier, today: Date) -> Brief {
    let record = dossier.record();
    let meeting = record.meetings.last().unwrap();
    brief(&record, meeting, today, &dossier.agenda, &dossier.guidance)
}

#[test]
fn the_whole_of_it_in_markdown() {
    assert_snapshot!(made(&dossier(), TODAY).to_markdown(), @r"
    # Brief: Third visit to Upstream

    19 April 2010, Upstream. As of 18 December 2009. TLP:AMBER: for ourselves, not to be handed on. \[n?\] is as read and not confirmed: 9 of 17 sources.

    ## Who will be there

    - the Chair: Chair, The River Mission
    - the deputy minister: Deputy foreign minister, Upstream; last met 11 Nov 2009
    - the health minister: Minister of health, Upstream; last met 11 Nov 2009

    ## Item by item

    ### 1. The forty students: their visas, and who guarantees their return.

    - Upstream, the health minister (leans to yes), 12 Nov 2009, Upstream: agrees “to welcome students and to issue forty visas” \[1\]
    - Upstream, the health minister, 12 Nov 2009, Upstream: asserts “that visas would be withheld if a photograph were published” \[2?\]
    - Changed: Upstream, from refusing (opposes, 22 Oct 2008) to agreeing (supports, 12 Nov 2009) \[3\] \[1\]

    ### 2. Relations with Downstream: what would count as an upgrade.

    - Upstream, the deputy minister (leans to yes, on a condition), 11 Nov 2009, Upstream: offers “Would reciprocate goodwill if relations are upgraded” \[4?\]
    - Upstream, the deputy minister, 11 Nov 2009, Upstream: asserts “that it could pause the filling only once relations are upgraded” \[5\]
    - Changed: Upstream, from refusing (opposes, 22 Oct 2008) to offering on a condition (leans to yes, 11 Nov 2009) \[6?\] \[4?\]
    - The neighbours, the representative (supports), 7 Dec 2009: asserts “that it does not oppose an upgrade of relations” \[7\]
    - Downstream, the counsellor (leans to yes, on a condition), 3 Dec 2009, by telephone: is open to “an upgrade of relations provided that the filling stops first” \[8\]

    ### 3. The dam: whether the filling can pause.

    - Upstream (leans to yes, on a condition): see above \[5\]
    - Changed: Upstream, from refusing (opposes, 22 Oct 2008) to saying on a condition (leans to yes, 11 Nov 2009) \[9?\] \[5\]
    - Downstream, the counsellor (supports), 3 Dec 2009, by telephone: demands “that the filling be stopped before anything else” \[10?\]

    ### 4. The weather.

    Nothing about it is on record.

    ## What to ask

    - Upstream, Visas for students: which of the two holds? \[1\] \[2?\] — *it contradicts itself: both cannot be meant at once: agreeing (supports, 12 Nov 2009), then saying on a condition (leans to no, 12 Nov 2009); mind the guidance on it*
    - “if a photograph were published”: has that come about, and what would show it? \[2?\] — *Upstream, 12 Nov 2009: “visas would be withheld” hangs on it; nothing on record since tells how it stands; mind the guidance on it*
    - “only once relations are upgraded”: has that come about, and what would show it? \[5\] \[4?\] — *Upstream, 11 Nov 2009: “it could pause the filling” hangs on it, and so does “Would reciprocate goodwill”; nothing on record since tells how it stands; mind the guidance on it*
    - “until the sanctions are eased”: has that come about, and what would show it? \[11\] — *Upstream, 13 Nov 2009: “will not extend the ceasefire” hangs on it; nothing on record since tells how it stands*
    - “in exchange for the bodies of two soldiers”: is that still the price, and who would pay it? \[12?\] — *Upstream, 13 Nov 2009: “offered to release forty prisoners” hangs on it; nothing on record since tells how it stands*

    ## What they would do, and for what

    - Upstream, the deputy minister, 13 Nov 2009: will not extend the ceasefire — until the sanctions are eased \[11\]
    - Upstream, the deputy minister, 13 Nov 2009: offered to release forty prisoners — in exchange for the bodies of two soldiers \[12?\]
    - Upstream, the health minister, 12 Nov 2009: visas would be withheld — if a photograph were published \[2?\]
    - Upstream, the deputy minister, 11 Nov 2009: it could pause the filling — only once relations are upgraded \[5\]
    - Upstream, the deputy minister, 11 Nov 2009: would freeze deliveries — not at the risk of old friendships \[13?\]
    - Upstream, the deputy minister, 11 Nov 2009: Would reciprocate goodwill — if relations are upgraded \[4?\]
    - Downstream, the minister, 10 Dec 2009: the truce would collapse — unless the shooting at the bridge ends \[14\]
    - Downstream, the counsellor, 3 Dec 2009: was ready to consider an upgrade of relations — provided that the filling stops first \[8\]

    ## Where each waits for the other

    - Downstream: an upgrade of relations — waits for Upstream: pause the filling, and that for it \[8\] \[5\] — *undone by a first move: Downstream: an upgrade of relations*

    ## What we owe

    - Ship two years of journals (under way, due 31 Mar 2010, before the meeting; measure “books”)

    ## What they owe

    - Upstream: Send the names of the forty students (agreed, overdue since 30 Nov 2009; measure “names”)

    ## To go on record

    - Agenda: To go on record: that the Mission asks for nothing in return.
    - We said, 13 Nov 2009: “that the Mission welcomes every student and asks for nothing in return” \[15?\]

    ## What we were asked to respect

    - Avoid: linking the students to the dam \[16\]
    - Please: say that the sanctions leave medicine free \[16\]
    - Avoid: guessing at the envoy's visit (until 1 Mar 2010, before the meeting) \[16\]

    ## What not to say

    - What the foreign ministry asked us to avoid (2 above, on Visas for students; The dam upstream), and that it gave us guidance (TLP:AMBER) \[16\]
    - The ceasefire: what Downstream told us (2 statements, the newest 10 Dec 2009; TLP:AMBER, off the record) \[14\]
    - Arms sales: what the neighbours told us (one statement, the newest 7 Dec 2009; TLP:AMBER, off the record) \[17?\]

    ## Sources

    - \[1\] the health minister, 12 Nov 2009, Second visit; TLP:CLEAR, on the record; `s:820851eb-75cd-8c7c-b9fb-aaa07ac94b15`
    - \[2\] the health minister, 12 Nov 2009, Second visit; TLP:AMBER, off the record; `s:eb55729a-1c74-8847-8342-365f629e04df`
    - \[3\] the director, 22 Oct 2008, First visit; TLP:CLEAR, on the record; `s:0e79f382-ed5b-8c06-a396-2a4d6e12ecc8`
    - \[4\] the deputy minister, 11 Nov 2009, Second visit; TLP:CLEAR, on the record; `s:051f3ba2-f80c-8397-a923-10ffe6518ecb`
    - \[5\] the deputy minister, 11 Nov 2009, Second visit; TLP:AMBER, off the record; `s:f602c487-21a7-8561-bd36-35a97c557fa4`
    - \[6\] the director, 22 Oct 2008, First visit; TLP:AMBER, off the record; `s:ef878aa7-0e81-8306-9432-4771e53f4b16`
    - \[7\] the representative, 7 Dec 2009; TLP:CLEAR, on the record; `s:66114013-c25f-803b-b93d-a18250974091`
    - \[8\] the counsellor, 3 Dec 2009, Call with the counsellor; TLP:CLEAR, on the record; `s:01896575-2369-8051-b62b-f09acb581f72`
    - \[9\] the director, 22 Oct 2008, First visit; TLP:CLEAR, on the record; `s:d2046f00-3a67-8170-92d9-b781dcc2c417`
    - \[10\] the counsellor, 3 Dec 2009, Call with the counsellor; TLP:CLEAR, on the record; `s:5c1ece1e-f3e0-839d-82b9-2cf1ba813d20`
    - \[11\] the deputy minister, 13 Nov 2009, Second visit; TLP:CLEAR, on the record; `s:a68d0969-c6ac-89c1-a9a0-42669d067938`
    - \[12\] the deputy minister, 13 Nov 2009, Second visit; TLP:CLEAR, on the record; `s:7586b9e1-3f00-8449-9819-aa4126c516ec`
    - \[13\] the deputy minister, 11 Nov 2009, Second visit; TLP:CLEAR, on the record; `s:c4e050de-1b0a-8abb-8b74-7100d9c8c79b`
    - \[14\] the minister, 10 Dec 2009; TLP:AMBER, off the record; `s:61459b7c-5184-8819-8522-2d64f710d139`
    - \[15\] the Chair, 13 Nov 2009, Second visit; TLP:CLEAR, on the record; `s:4f59bb61-fb5e-88f3-8c2d-605abc25eadd`
    - \[16\] guidance, The foreign ministry, 2 Dec 2009; `document 378a1b49`
    - \[17\] the representative, 7 Dec 2009; TLP:AMBER, off the record; `s:c1fa5c42-11c8-8292-a267-0e0bcdd6e2c9`
    ");
}

/// The texts of a part, each with its reason.
fn told(lines: &[analysis::Line]) -> String {
    let told = lines.iter().map(|line| match &line.why {
        Some(why) => format!("{} — {why}", line.text),
        None => line.text.clone(),
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_to_ask_has_its_reasons() {
    let mut dossier = dossier();
    let mut ours = common::statement(
        500,
        "prisoners",
        Polarity::Asks,
        "asked",
        "when the lists would come",
    );
    ours = common::by(ours, "mission", "the Chair", date(2009, 11, 14));
    let mut theirs = common::statement(
        501,
        "arms",
        Polarity::Asks,
        "asked",
        "who had seen the deliveries",
    );
    theirs = common::by(theirs, "upstream", "the deputy minister", date(2009, 12, 1));
    let mut answered = common::statement(
        502,
        "relations",
        Polarity::Asks,
        "asked",
        "what an upgrade would be",
    );
    answered = common::by(answered, "mission", "the Chair", date(2008, 10, 1));
    dossier.statements.extend([ours, theirs, answered]);
    dossier.agenda = vec!["Prisoners, and arms sales".to_owned(), "The visas".to_owned()];
    // Two months before the meeting its positions are not old; a day in August they are.
    assert_snapshot!(told(&made(&dossier, TODAY).ask), @r"
    Upstream, Visas for students: which of the two holds? — it contradicts itself: both cannot be meant at once: agreeing (supports, 12 Nov 2009), then saying on a condition (leans to no, 12 Nov 2009); mind the guidance on it
    Again: “when the lists would come” — we asked on 14 Nov 2009; nothing from Upstream on it since
    Have an answer ready: “who had seen the deliveries” — the deputy minister asked on 1 Dec 2009; we have said nothing on it since
    “in exchange for the bodies of two soldiers”: is that still the price, and who would pay it? — Upstream, 13 Nov 2009: “offered to release forty prisoners” hangs on it; nothing on record since tells how it stands
    “if a photograph were published”: has that come about, and what would show it? — Upstream, 12 Nov 2009: “visas would be withheld” hangs on it; nothing on record since tells how it stands; mind the guidance on it
    “only once relations are upgraded”: has that come about, and what would show it? — Upstream, 11 Nov 2009: “it could pause the filling” hangs on it, and so does “Would reciprocate goodwill”; nothing on record since tells how it stands; mind the guidance on it
    “until the sanctions are eased”: has that come about, and what would show it? — Upstream, 13 Nov 2009: “will not extend the ceasefire” hangs on it; nothing on record since tells how it stands
    ");
    for meeting in &mut dossier.meetings {
        if meeting.from > TODAY {
            meeting.from = date(2010, 8, 2);
        }
    }
    assert_snapshot!(told(&made(&dossier, TODAY).ask), @r"
    Upstream, Visas for students: which of the two holds? — it contradicts itself: both cannot be meant at once: agreeing (supports, 12 Nov 2009), then saying on a condition (leans to no, 12 Nov 2009); mind the guidance on it
    Again: “when the lists would come” — we asked on 14 Nov 2009; nothing from Upstream on it since
    Have an answer ready: “who had seen the deliveries” — the deputy minister asked on 1 Dec 2009; we have said nothing on it since
    “in exchange for the bodies of two soldiers”: is that still the price, and who would pay it? — Upstream, 13 Nov 2009: “offered to release forty prisoners” hangs on it; nothing on record since tells how it stands
    “if a photograph were published”: has that come about, and what would show it? — Upstream, 12 Nov 2009: “visas would be withheld” hangs on it; nothing on record since tells how it stands; mind the guidance on it
    Where Upstream now stands on Prisoners — last heard 13 Nov 2009 (leans to yes), 262 days before the meeting
    Where Upstream now stands on Arms sales — last heard 11 Nov 2009 (leans to no), 264 days before the meeting
    Where Upstream now stands on Visas for students — last heard 12 Nov 2009 (leans to yes), 263 days before the meeting; mind the guidance on it
    ");
}

#[test]
fn a_condition_that_a_measure_or_later_words_settle_is_not_asked_about() {
    let mut dossier = dossier();
    let asks = |dossier: &common::dossier::Dossier| {
        let ask = told(&made(dossier, TODAY).ask);
        (
            ask.contains("photograph were published"),
            ask.contains("bodies of two soldiers"),
        )
    };
    dossier.agenda = vec!["The visas".to_owned(), "Prisoners".to_owned()];
    assert_eq!(asks(&dossier), (true, true));
    let mut measure = dossier.measures[0].clone();
    measure.what = "Bring home the bodies of the soldiers".to_owned();
    measure.state = MeasureState::Done;
    dossier.measures.push(measure);
    let seen = common::statement(
        600,
        "visas",
        Polarity::Asserts,
        "said",
        "a photograph was published by a paper",
    );
    dossier
        .statements
        .push(common::by(seen, "union", "the envoy", date(2009, 12, 1)));
    assert_eq!(asks(&dossier), (false, false));
}

#[test]
fn a_turn_within_weeks_is_asked_about() {
    let mut dossier = dossier();
    let against = common::statement(
        700,
        "visas",
        Polarity::Refuses,
        "refused",
        "to grant any visa to students",
    );
    dossier.statements.push(common::by(
        against,
        "upstream",
        "the deputy minister",
        date(2009, 12, 10),
    ));
    let ask = told(&made(&dossier, TODAY).ask);
    assert!(
        ask.starts_with("Upstream, Visas for students: which of the two holds?"),
        "{ask}"
    );
}

#[test]
fn what_not_to_say_repeats_no_word() {
    let mut dossier = dossier();
    let secret = "the garrison moves on Thursday night";
    let mut told_us = common::statement(800, "dam", Polarity::Asserts, "said", secret);
    told_us.handling.marking = Marking::Red;
    dossier.statements.push(common::by(
        told_us,
        "downstream",
        "the minister",
        date(2009, 12, 15),
    ));
    let paper = made(&dossier, TODAY);
    let silence = told(&paper.not_to_say);
    assert_snapshot!(silence, @r"
    What the foreign ministry asked us to avoid (2 above, on Visas for students; The dam upstream), and that it gave us guidance (TLP:AMBER)
    The dam upstream: what Downstream told us (one statement, the newest 15 Dec 2009; TLP:RED)
    The ceasefire: what Downstream told us (2 statements, the newest 10 Dec 2009; TLP:AMBER, off the record)
    Arms sales: what the neighbours told us (one statement, the newest 7 Dec 2009; TLP:AMBER, off the record)
    ");
    for line in &dossier.guidance {
        assert!(!silence.contains(&line.words));
    }
    assert!(!silence.contains("garrison"));
    // What those at the table told us needs no silence before them alone.
    assert!(!silence.contains("Upstream told us"));
}

#[test]
fn what_was_said_later_is_not_in_it() {
    let early = made(&dossier(), date(2009, 11, 12)).to_markdown();
    assert!(
        !early.contains("prisoners in exchange") && !early.contains("3 Dec 2009"),
        "{early}"
    );
    assert!(early.contains("As of 12 November 2009"));
    assert!(early.contains("last met 11 Nov 2009"));
    let before_all = made(&dossier(), date(2007, 1, 1));
    assert!(before_all.sources.is_empty(), "{:?}", before_all.sources);
    assert!(
        before_all
            .participants
            .iter()
            .any(|who| who.ends_with("not met before"))
    );
}

#[test]
fn its_page_stands_alone_and_escapes_what_it_quotes() {
    let mut dossier = dossier();
    for statement in &mut dossier.statements {
        statement.words = format!("<script>alert(1)</script> {}", statement.words);
    }
    let page = made(&dossier, TODAY).to_html();
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
    assert!(!page.contains("http"), "nothing from elsewhere");
    assert!(page.contains("counter(page)") && page.contains("lang=\"en\""));
    assert_eq!(page.matches("<h1").count(), 1);
}
