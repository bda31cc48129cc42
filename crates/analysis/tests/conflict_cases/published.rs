//! Published cases, and what was published of them.
//!
//! Where a paper's equilibria are known to us for certain it is named. Otherwise the expectation is what GMCR+, the
//! program of the University of Waterloo, finds by its recorded answers or by its definitions; that is said too.

use analysis::conflict::{Coalitions, Concept, Model, State, Weighing, robustness, solve};

fn model(words: &str) -> Model {
    Model::from_gmcr(words).unwrap()
}

fn equilibria(model: &Model) -> String {
    let solution = solve(model).unwrap();
    let line = |concept: Concept| {
        let found = solution
            .equilibria(concept)
            .into_iter()
            .map(|state| state.to_string());
        format!("{}: {}\n", concept.name(), found.collect::<Vec<_>>().join(" "))
    };
    Concept::ALL.into_iter().map(line).collect()
}

/// Fang, Hipel and Kilgour 1993: to confess is the one Nash equilibrium, to be silent together is stable for those
/// who look further. Also GMCR+'s recorded answers.
#[test]
fn prisoners() {
    let model = model(include_str!("../conflicts/prisoners.gmcr"));
    insta::assert_snapshot!(equilibria(&model), @r"
    Nash: 0
    GMR: 0 3
    SMR: 0 3
    SEQ: 0 3
    SIM: 0 3
    SEQ+SIM: 0 3
    ");
    let together = Coalitions::of(&model).unwrap();
    assert_eq!(together.equilibria(Concept::Nash), []);
    assert_eq!(together.equilibria(Concept::Gmr), [State(3)]);
}

/// One turns aside and the other doesn't; both do where each fears the answer. By the definitions of Fang, Hipel and
/// Kilgour 1993, worked out by hand.
#[test]
fn chicken() {
    insta::assert_snapshot!(equilibria(&model(include_str!("../conflicts/chicken.gmcr"))), @r"
    Nash: 1 2
    GMR: 1 2 3
    SMR: 1 2 3
    SEQ: 1 2
    SIM: 1 2 3
    SEQ+SIM: 1 2 3
    ");
}

/// Hipel, Fang, Kilgour and Haight 1993: their states 5, 8 and 9 hold by every concept. Here they are 18, 21 and the
/// four in which the works are abandoned (8, 9, 24, 25). The rankings, and with them what holds by GMR and SMR
/// besides, are those of GMCR+'s example.
#[test]
fn elmira() {
    let model = model(include_str!("../conflicts/elmira.gmcr"));
    insta::assert_snapshot!(equilibria(&model), @r"
    Nash: 8 9 18 21 24 25
    GMR: 2 5 8 9 18 21 24 25
    SMR: 2 5 8 9 18 21 24 25
    SEQ: 8 9 18 21 24 25
    SIM: 8 9 18 21 24 25
    SEQ+SIM: 8 9 18 21 24 25
    ");
}

/// By the definitions of Kilgour, Hipel, Fang and Peng 2001 the ministry and the firm leave state 5 (18) together,
/// for 8 (21): so it ended.
#[test]
fn at_elmira_two_move_together() {
    let together = Coalitions::of(&model(include_str!("../conflicts/elmira.gmcr"))).unwrap();
    let left = together.deviations(Concept::Nash, State(18)).unwrap();
    assert!(
        left.iter()
            .any(|one| one.members == [0, 1] && one.to == State(21))
    );
    assert_eq!(together.deviations(Concept::Nash, State(21)).unwrap(), []);
}

/// Fraser and Hipel 1984 is the source; the order of the states and what holds are GMCR+'s, whose example makes the
/// air strike irreversible.
#[test]
fn cuba() {
    insta::assert_snapshot!(equilibria(&model(include_str!("../conflicts/cuba.gmcr"))), @r"
    Nash: 5
    GMR: 0 1 2 4 5 6 7
    SMR: 0 1 2 4 5 6 7
    SEQ: 4 5 6
    SIM: 5
    SEQ+SIM: 4 5 6
    ");
}

/// As GMCR+ records its answers (states 1 to 6 there are 0, 1, 2, 4, 5, 6 here).
#[test]
fn euphrates() {
    insta::assert_snapshot!(equilibria(&model(include_str!("../conflicts/euphrates.gmcr"))), @r"
    Nash: 6
    GMR: 0 6
    SMR: 6
    SEQ: 6
    SIM: 6
    SEQ+SIM: 6
    ");
}

/// As GMCR+ records its answers for the Garrison Diversion Unit (Fraser and Hipel 1984).
#[test]
fn garrison() {
    insta::assert_snapshot!(equilibria(&model(include_str!("../conflicts/garrison.gmcr"))), @r"
    Nash: 36 41 74 148 153 276 281
    GMR: 36 41 58 74 84 89 90 148 153 154 276 281
    SMR: 36 41 58 74 84 89 90 148 153 154 276 281
    SEQ: 36 41 74 148 153 276 281
    SIM: 36 41 74 148 153 276 281
    SEQ+SIM: 36 41 74 148 153 276 281
    ");
}

/// As GMCR+ records its answers: of 36 states all hold but 2, and that by GMR and SMR. The model is put together
/// from these answers; the names of the options are ours.
#[test]
fn milk_river() {
    let solution = solve(&model(include_str!("../conflicts/milk-river.gmcr"))).unwrap();
    for concept in Concept::ALL {
        let mut expected = solution.states.all().to_vec();
        assert_eq!(expected.len(), 36);
        if !matches!(concept, Concept::Gmr | Concept::Smr) {
            expected.retain(|state| *state != State(2));
        }
        assert_eq!(solution.equilibria(concept), expected, "{concept:?}");
    }
}

/// By hand: the first prisoner must come to prefer silence to confession against one who confesses.
#[test]
fn one_change_frees_the_prisoners() {
    let model = model(include_str!("../conflicts/prisoners.gmcr"));
    let found = robustness(&model, State(0), Concept::Nash).unwrap().unwrap();
    assert_eq!((found.swaps, found.leaves, found.to), (1, 0, State(1)));
}

/// By hand: nobody gains by the first step from confession, but somebody can make it.
#[test]
fn the_prisoners_find_no_willing_way_to_silence() {
    let model = model(include_str!("../conflicts/prisoners.gmcr"));
    let weighing = Weighing::of(&model, Some(State(0))).unwrap();
    let [moves, gains] = weighing.reach.unwrap();
    assert_eq!(moves.way(State(3)).map(|way| way.len()), Some(2));
    assert_eq!(gains.way(State(3)), None);
}
