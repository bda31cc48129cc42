//! What people see of a small record.

#![allow(clippy::expect_used)]

mod common;

use analysis::{Board, Movement, Stance, brief, offers, shifts};
use common::dossier::dossier;
use insta::assert_snapshot;
use jiff::civil::{Date, date};

const TODAY: Date = date(2009, 12, 18);

#[test]
fn the_board_in_a_terminal() {
    let dossier = dossier();
    assert_snapshot!(Board::at(&dossier.record(), TODAY).table(100), @r"
    Where they stand on 18 December 2009

                                                                            The Union
                                     The River                              of River     The
                                     Mission      Upstream     Downstream   Towns        neighbours
    ──────────────────────────────────────────────────────────────────────────────────────────────────
    The ceasefire                    ·            −?           −↓?          ·            ·
    Prisoners                        ·            +?           0            ·            ·
    The dam upstream                 ·            +↑?          ++           ·            ·
    Visas for students               ++           +↑           ·            ·            ·
    Relations between the two towns  ++           +↑?          +?           ·            ++
    Arms sales                       ·            −            ·            ++           ++
    Sanctions on the upper river     ·            +?           ·            +↑           ·

    ++ supports   + leans to yes   0 between   − leans to no   −− opposes   · not heard
    ↑ moved towards yes   ↓ towards no   ? on a condition
    ");
}

#[test]
fn a_narrow_terminal_continues_below() {
    let dossier = dossier();
    assert_snapshot!(Board::at(&dossier.record(), TODAY).table(40), @r"
    Where they stand on 18 December 2009

                   The
                   River   Upstr-  Downs-
                   Missi…  eam     tream
    ───────────────────────────────────────
    The ceasefire  ·       −?      −↓?
    Prisoners      ·       +?      0
    The dam        ·       +↑?     ++
    upstream
    Visas for      ++      +↑      ·
    students
    Relations      ++      +↑?     +?
    between the…
    Arms sales     ·       −       ·
    Sanctions on   ·       +?      ·
    the upper…

                   The     The
                   Union   neigh-
                   of…     bours
    ───────────────────────────────
    The ceasefire  ·       ·
    Prisoners      ·       ·
    The dam        ·       ·
    upstream
    Visas for      ·       ·
    students
    Relations      ·       ++
    between the…
    Arms sales     ++      ++
    Sanctions on   +↑      ·
    the upper…

    ++ supports   + leans to yes   0 between
    − leans to no   −− opposes   · not heard
    ↑ moved towards yes   ↓ towards no
    ? on a condition
    ");
}

#[test]
fn a_board_of_nothing() {
    let board = Board::at(&analysis::Record::default(), TODAY);
    assert_snapshot!(board.table(80), @r"
    Where they stand on 18 December 2009

    Nobody has spoken on a topic yet: read a document first.
    ");
    assert!(board.svg(|_| None).contains("Nobody has spoken"));
}

#[test]
fn a_position_knows_its_day_its_condition_and_its_way() {
    let dossier = dossier();
    let board = Board::at(&dossier.record(), TODAY);
    let id = |word: &str| (word.parse().expect("a slug"), "upstream".parse().expect("a slug"));
    let (topic, party) = id("relations");
    let position = board.cell(&topic, &party).expect("a position");
    assert_eq!(position.stance, Stance::LEANS_YES);
    assert_eq!(position.movement, Movement::Up);
    assert!(position.conditional);
    assert_eq!(position.since, Some(date(2009, 11, 11)));
    assert_eq!(position.statements.len(), 3);
    let year_before = Board::at(&dossier.record(), date(2008, 12, 31));
    let then = year_before.cell(&topic, &party).expect("a position");
    assert_eq!((then.stance, then.movement), (Stance::OPPOSES, Movement::New));
}

#[test]
fn cells_link_and_tell_in_words() {
    let dossier = dossier();
    let svg =
        Board::at(&dossier.record(), TODAY).svg(|p| Some(format!("/t?topic={}&party={}", p.topic, p.party)));
    assert!(svg.contains(r#"<a href="/t?topic=relations&amp;party=upstream">"#));
    assert!(svg.contains(
        "Upstream on Relations between the two towns: leans to yes, on a condition, since 11 November 2009"
    ));
}

#[test]
fn what_moved() {
    let dossier = dossier();
    let told: Vec<String> = shifts(&dossier.record(), TODAY)
        .iter()
        .map(|s| format!("{} {} on {}: {}", s.weight, s.party, s.topic, s.how))
        .collect();
    assert_snapshot!(told.join("\n"), @r"
    92 upstream on visas: from refusing (opposes, 22 Oct 2008) to agreeing (supports, 12 Nov 2009)
    79 downstream on ceasefire: from promising (supports, 5 Nov 2008) to threatening on a condition (leans to no, 10 Dec 2009)
    72 upstream on relations: from refusing (opposes, 22 Oct 2008) to offering on a condition (leans to yes, 11 Nov 2009)
    67 upstream on dam: from refusing (opposes, 22 Oct 2008) to saying on a condition (leans to yes, 11 Nov 2009)
    65 union on sanctions: from saying (opposes, 1 Feb 2009) to being open (leans to yes, 12 Dec 2009)
    ");
}

#[test]
fn what_they_would_do() {
    let dossier = dossier();
    let told: Vec<String> = offers(&dossier.record(), TODAY)
        .iter()
        .map(|o| {
            format!(
                "{}: {} [{}: {} | {}]",
                o.speaker, o.action, o.bond, o.connective, o.condition
            )
        })
        .collect();
    assert_snapshot!(told.join("\n"), @r"
    the minister: the truce would collapse [condition: unless | the shooting at the bridge ends]
    the counsellor: was ready to consider an upgrade of relations [condition: provided that | the filling stops first]
    the deputy minister: will not extend the ceasefire [condition: until | the sanctions are eased]
    the deputy minister: offered to release forty prisoners [price: in exchange for | the bodies of two soldiers]
    the health minister: visas would be withheld [condition: if | a photograph were published]
    the deputy minister: it could pause the filling [condition: only once | relations are upgraded]
    the deputy minister: would freeze deliveries [limit: not at the risk of | old friendships]
    the deputy minister: Would reciprocate goodwill [condition: if | relations are upgraded]
    ");
}

#[test]
fn the_same_offer_twice_is_one() {
    let mut dossier = dossier();
    let mut again = dossier.statements[7].clone();
    again.id = common::statement(900, "relations", again.polarity, "", "").id;
    again.words = "We would reciprocate goodwill if relations were upgraded".to_owned();
    again.condition = Some(common::condition(
        domain::Bond::Condition,
        "if",
        "if relations were upgraded",
    ));
    again.day = Some(date(2009, 12, 9));
    let newest = again.id;
    dossier.statements.push(again);
    let found = offers(&dossier.record(), TODAY);
    let folded = found.iter().find(|o| o.statement == newest).expect("the offer");
    assert_eq!(folded.count(), 2);
    assert_eq!(folded.also, [dossier.statements[7].id]);
}

#[test]
fn the_first_screen_of_the_brief() {
    let dossier = dossier();
    let record = dossier.record();
    let paper = brief(
        &record,
        record.meetings.last().expect("one"),
        TODAY,
        &dossier.agenda,
        &dossier.guidance,
    );
    assert_snapshot!(paper.first_screen(90, 24), @r"
    Third visit to Upstream — 19 April 2010, Upstream
    As of 18 December 2009; TLP:AMBER
    With the Chair: Chair, The River Mission · the deputy minister: Deputy foreign minister,
         Upstream; last met 11 Nov 2009 · the health minister: Minister of health, Upstream;…
    ! Upstream: Send the names of the forty students (agreed, overdue since 30 Nov 2009;
      measure “names”)

    1. The forty students: their visas, and who guarantees their return.
       Upstream, the health minister (leans to yes), 12 Nov 2009, Upstream: agrees “to welcome
       students and to issue forty visas” [1]
       Changed: Upstream, from refusing (opposes, 22 Oct 2008) to agreeing (supports, 12 Nov
       2009) [3] [1]

    2. Relations with Downstream: what would count as an upgrade.
       Upstream, the deputy minister (leans to yes, on a condition), 11 Nov 2009, Upstream:
       offers “Would reciprocate goodwill if relations are upgraded” [4?]
       Changed: Upstream, from refusing (opposes, 22 Oct 2008) to offering on a condition
       (leans to yes, 11 Nov 2009) [6?] [4?]

    3. The dam: whether the filling can pause.
       Upstream (leans to yes, on a condition): see above [5]
       Changed: Upstream, from refusing (opposes, 22 Oct 2008) to saying on a condition (leans
       to yes, 11 Nov 2009) [9?] [5]
    … 38 more lines in the whole brief
    ");
}

#[test]
fn the_brief_keeps_to_two_pages_and_escapes_what_it_quotes() {
    let mut dossier = dossier();
    for n in 0..400_u32 {
        let mut more = dossier.statements[n as usize % 25].clone();
        more.id = common::statement(2000 + n, "dam", more.polarity, "", "").id;
        more.words = format!(
            "*{}* <script> {} [x](y)",
            more.words,
            "and more of it ".repeat(20)
        );
        dossier.statements.push(more);
    }
    dossier.agenda = (0..30)
        .map(|n| format!("Item {n}: the dam, relations, visas, prisoners and arms sales"))
        .collect();
    let record = dossier.record();
    let paper = brief(
        &record,
        record.meetings.last().expect("one"),
        TODAY,
        &dossier.agenda,
        &dossier.guidance,
    );
    let markdown = paper.to_markdown();
    assert!(
        markdown
            .split_whitespace()
            .filter(|w| w.contains(char::is_alphanumeric))
            .count()
            <= 1500
    );
    assert!(!markdown.contains("<script>") && !markdown.contains("[x]("));
}
