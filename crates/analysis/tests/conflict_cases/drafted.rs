//! A knot of the record becomes a model in which it is a knot.

use analysis::conflict::{Coalitions, Concept, Draft, State, solve};
use analysis::knots::{Action, Knot, Knots, Limit, Releases, State as Stand, Wait, Way};
use domain::{Bond, PartyId, StatementId};

fn id(number: u128) -> StatementId {
    format!("{:08x}-0000-7000-8000-{number:012x}", 0).parse().unwrap()
}

fn action(who: &str, what: &str, state: Stand) -> Action {
    Action {
        actor: who.parse::<PartyId>().ok(),
        who: who.to_owned(),
        what: what.to_owned(),
        state,
        ..Action::default()
    }
}

fn wait(action: usize, needs: &[usize], said: u128) -> Wait {
    Wait {
        action,
        needs: needs.to_vec(),
        bond: Bond::Condition,
        connective: "only if".to_owned(),
        words: String::new(),
        statements: vec![id(said)],
    }
}

/// The north ends exports only once relations are raised; the south raises them only once exports end. A third
/// party trains doctors, without a condition; the south won't raise relations while tests go on.
fn two_banks() -> Knots {
    Knots {
        parties: [("north", "north"), ("south", "south"), ("third", "third")]
            .map(|(id, name)| (id.parse().unwrap(), name.to_owned()))
            .to_vec(),
        actions: vec![
            action("south", "raise relations", Stand::Waits),
            action("north", "end the exports", Stand::Waits),
            action("north", "go on with tests", Stand::Asked),
            action("third", "train doctors", Stand::Alone),
            action("south", "open a mission", Stand::Done),
        ],
        waits: vec![wait(0, &[1], 1), wait(1, &[0, 3, 4], 2)],
        limits: vec![Limit {
            action: Some(0),
            not: Some(2),
            words: "not at the risk of".to_owned(),
            who: "south".to_owned(),
            statement: id(3),
        }],
        ..Knots::default()
    }
}

fn told(draft: &Draft) -> String {
    let mut told = String::new();
    for option in &draft.model.options {
        told += &format!(
            "{} may {}\n",
            draft.model.decision_makers[option.owner].name, option.name
        );
    }
    for reason in &draft.reasons {
        let maker = &draft.model.decision_makers[reason.decision_maker].name;
        let said: Vec<String> = reason.statements.iter().map(ToString::to_string).collect();
        told += &format!(
            "{maker} {}. {} [{}]\n",
            reason.rank + 1,
            reason.words,
            said.join(", ")
        );
    }
    for note in &draft.notes {
        told += &format!("note: {note}\n");
    }
    told
}

#[test]
fn words_become_preferences() {
    let draft = Draft::of(&two_banks()).unwrap();
    insta::assert_snapshot!(told(&draft), @r"
    north may end the exports
    north may go on with tests
    south may raise relations
    third may train doctors
    north 1. “end the exports” only if “raise relations” and “train doctors” [00000000-0000-7000-8000-000000000002]
    north 2. “raise relations” [00000000-0000-7000-8000-000000000002]
    north 3. “train doctors” [00000000-0000-7000-8000-000000000002]
    north 4. “end the exports” if “raise relations” and “train doctors” [00000000-0000-7000-8000-000000000002]
    north 5. not “go on with tests” []
    south 1. not both “raise relations” and “go on with tests” [00000000-0000-7000-8000-000000000003]
    south 2. “raise relations” only if “end the exports” [00000000-0000-7000-8000-000000000001]
    south 3. “end the exports” [00000000-0000-7000-8000-000000000001]
    south 4. “raise relations” if “end the exports” [00000000-0000-7000-8000-000000000001]
    third 1. “train doctors” []
    ");
}

#[test]
fn the_knot_holds_until_both_move_together() {
    let draft = Draft::of(&two_banks()).unwrap();
    assert_eq!(draft.model.status_quo, Some(State(0)));
    let alone = solve(&draft.model).unwrap();
    let together = Coalitions::of(&draft.model).unwrap();
    // In their order: exports, tests, relations, doctors.
    let (doctors_only, both) = (State(0b1000), State(0b1101));
    assert_eq!(alone.equilibria(Concept::Nash), [doctors_only, both]);
    assert_eq!(together.equilibria(Concept::Nash), [both]);
    let deviations = together.deviations(Concept::Nash, doctors_only).unwrap();
    assert_eq!(deviations[0].members, [0, 1]);
    assert_eq!(deviations[0].to, both);
}

#[test]
fn without_a_condition_there_is_nothing_to_draft() {
    let error = Draft::of(&Knots::default()).unwrap_err();
    insta::assert_snapshot!(error, @"offers: nobody waits for what somebody else would do: confirm statements with a condition first");
}

#[test]
fn what_makes_a_draft_too_long_is_left_out_and_said() {
    let many = 30;
    let mut knots = Knots {
        actions: (0..many)
            .map(|at| action("north", &format!("step {at}"), Stand::Waits))
            .collect(),
        waits: (0..many).map(|at| wait(at, &[(at + 1) % many], 1)).collect(),
        ..Knots::default()
    };
    // Ways to one action without end.
    knots
        .waits
        .extend((2..many).map(|at| wait(0, &[at, (at + 7) % many], 1)));
    knots.knots.push(Knot {
        actions: vec![20, 21],
        waits: vec![(20, 21)],
        parties: Vec::new(),
        first_moves: Releases::default(),
        guarantees: Vec::new(),
        small_steps: Vec::new(),
        way: Way::default(),
    });
    let draft = Draft::of(&knots).unwrap();
    assert_eq!(draft.model.options.len(), analysis::conflict::MAX_DRAFTED);
    assert!(draft.actions.contains(&20) && draft.actions.contains(&21));
    assert_eq!(
        draft
            .notes
            .iter()
            .filter(|note| note.starts_with("left out"))
            .count(),
        18
    );
    assert!(solve(&draft.model).is_ok());
}
