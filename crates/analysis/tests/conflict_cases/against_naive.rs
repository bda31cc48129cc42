//! What the program finds is what the definitions say.

use crate::naive::Naive;
use crate::random;
use analysis::conflict::{Coalitions, Concept, Limited, Model, State, inverse, robustness, solve};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_six_concepts(model in random::model(4, 3)) {
        let (naive, solution) = (Naive::of(&model), solve(&model).unwrap());
        for concept in Concept::ALL {
            for maker in 0..naive.makers() {
                let stable: Vec<usize> = solution.stable(concept, maker).unwrap().ones().collect();
                let expected: Vec<usize> = (0..naive.states.len())
                    .filter(|state| naive.stable(concept, maker, *state))
                    .collect();
                prop_assert_eq!(stable, expected, "{:?} for {}", concept, maker);
            }
            prop_assert_eq!(solution.equilibria(concept), naive.equilibria(concept));
        }
    }

    #[test]
    fn coalitions(model in random::model(4, 3)) {
        let (naive, found) = (Naive::of(&model), Coalitions::of(&model).unwrap());
        for concept in Coalitions::CONCEPTS {
            for members in found.all() {
                let who = members.iter().fold(0, |who, member| who | 1 << member);
                let stable: Vec<usize> = found.stable(concept, &members).unwrap().ones().collect();
                let expected: Vec<usize> = (0..naive.states.len())
                    .filter(|state| naive.coalition_stable(concept, who, *state))
                    .collect();
                prop_assert_eq!(stable, expected, "{:?} for {:?}", concept, members);
            }
        }
    }

    #[test]
    fn what_holds_for_coalitions_holds_for_everybody_alone(model in random::model(4, 3)) {
        let (alone, together) = (solve(&model).unwrap(), Coalitions::of(&model).unwrap());
        for (state, concept) in together.states().all().iter().zip(Coalitions::CONCEPTS.into_iter().cycle()) {
            let holds = together.equilibria(concept).contains(state);
            prop_assert_eq!(holds, together.deviations(concept, *state).unwrap().is_empty());
            if concept == Concept::Nash && holds {
                prop_assert!(alone.equilibria(Concept::Nash).contains(state));
            }
        }
        for maker in 0..model.decision_makers.len() {
            let single = |concept| together.stable(concept, &[maker]).unwrap();
            prop_assert_eq!(single(Concept::Nash), alone.stable(Concept::Nash, maker).unwrap());
            for concept in [Concept::Gmr, Concept::Smr, Concept::Seq] {
                // Opponents who may act together can spoil more.
                let before = alone.stable(concept, maker).unwrap();
                prop_assert!(before.is_subset(single(concept)));
                if model.decision_makers.len() == 2 {
                    prop_assert_eq!(before, single(concept));
                }
            }
        }
    }

    #[test]
    fn looking_one_move_ahead_is_nash_and_two_is_within_seq(model in random::model(4, 3)) {
        let solution = solve(&model).unwrap();
        let (one, two) = (Limited::of(&model, 1).unwrap(), Limited::of(&model, 2).unwrap());
        for maker in 0..model.decision_makers.len() {
            prop_assert_eq!(&one.stable[maker], solution.stable(Concept::Nash, maker).unwrap());
            prop_assert!(two.stable[maker].is_subset(solution.stable(Concept::Seq, maker).unwrap()));
        }
    }

    #[test]
    fn demands_are_met_where_it_is_stable(model in random::model(4, 3)) {
        let naive = Naive::of(&model);
        for (at, state) in naive.states.iter().enumerate() {
            for maker in 0..naive.makers() {
                for concept in Concept::ALL {
                    let found = inverse(&model, maker, *state, concept).unwrap();
                    prop_assert_eq!(found.met, naive.stable(concept, maker, at), "{:?}", found);
                }
            }
        }
    }
}

/// Every weak order of `count` states, as ranks.
fn orders(count: usize) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    let total = (count as u64).pow(count as u32);
    for code in 0..total {
        let ranks: Vec<u32> = (0..count as u32)
            .map(|at| (code / (count as u64).pow(at) % count as u64) as u32)
            .collect();
        let highest = ranks.iter().max().copied().unwrap_or(0);
        if (0..=highest).all(|rank| ranks.contains(&rank)) {
            found.push(ranks);
        }
    }
    found
}

/// The pairs that two rankings order otherwise.
fn apart(one: &[u32], other: &[u32]) -> usize {
    (0..one.len())
        .flat_map(|a| (0..a).map(move |b| (a, b)))
        .filter(|(a, b)| one[*a].cmp(&one[*b]) != other[*a].cmp(&other[*b]))
        .count()
}

/// The least number of pairs, over all rankings of everybody, that brings a state down.
fn least(naive: &mut Naive, state: usize, concept: Concept) -> Option<usize> {
    let given = naive.ranks.clone();
    let all = orders(naive.states.len());
    let choices: Vec<Vec<(usize, &Vec<u32>)>> = given
        .iter()
        .map(|ranks| all.iter().map(|order| (apart(ranks, order), order)).collect())
        .collect();
    let mut best: Option<usize> = None;
    let mut at = vec![0; given.len()];
    loop {
        let cost: usize = at.iter().zip(&choices).map(|(i, choice)| choice[*i].0).sum();
        if best.is_none_or(|best| cost < best) {
            naive.ranks = at
                .iter()
                .zip(&choices)
                .map(|(i, choice)| choice[*i].1.clone())
                .collect();
            if (0..naive.makers()).any(|maker| !naive.stable(concept, maker, state)) {
                best = Some(cost);
            }
        }
        let Some(next) = at.iter().position(|i| i + 1 < all.len()) else {
            break;
        };
        at[next] += 1;
        at[..next].fill(0);
    }
    naive.ranks = given;
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_smaller_change_brings_it_down(model in random::model(2, 2)) {
        let mut naive = Naive::of(&model);
        for (at, state) in naive.states.clone().into_iter().enumerate() {
            for concept in [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::Sim] {
                let found = robustness(&model, state, concept).unwrap();
                let expected = least(&mut naive, at, concept);
                prop_assert_eq!(found.as_ref().map(|one| one.swaps), expected, "{:?} {:?}", concept, found);
            }
        }
    }

    #[test]
    fn orders_are_counted_right(model in random::model(2, 3)) {
        let mut naive = Naive::of(&model);
        let count = naive.states.len();
        let strict: Vec<Vec<u32>> = orders(count)
            .into_iter()
            .filter(|ranks| ranks.iter().max().copied().unwrap_or(0) as usize + 1 == count)
            .collect();
        for (at, state) in naive.states.clone().into_iter().enumerate() {
            for maker in 0..naive.makers() {
                for concept in Concept::ALL {
                    let given = naive.ranks[maker].clone();
                    let meeting = strict.iter().filter(|order| {
                        naive.ranks[maker].clone_from(order);
                        naive.stable(concept, maker, at)
                    });
                    let meeting = meeting.count() as u128;
                    naive.ranks[maker] = given;
                    prop_assert_eq!(inverse(&model, maker, state, concept).unwrap().orders, Some(meeting));
                }
            }
        }
    }
}

/// Every model of two decision makers with one option each, strict preferences, and each way an option may change.
#[test]
fn all_two_by_two_games() {
    use analysis::conflict::{ConflictOption, DecisionMaker, Direction, Preference};
    let strict: Vec<Vec<u32>> = orders(4).into_iter().filter(|ranks| ranks.contains(&3)).collect();
    let by_rank = |ranks: &[u32]| {
        let mut all: Vec<usize> = (0..4).collect();
        all.sort_by_key(|state| std::cmp::Reverse(ranks[*state]));
        Preference::Ranked(all.into_iter().map(|state| vec![State(state as u32)]).collect())
    };
    let maker = |ranks: &[u32]| DecisionMaker {
        preference: by_rank(ranks),
        ..DecisionMaker::default()
    };
    let option = |owner, direction| ConflictOption {
        name: String::new(),
        owner,
        direction,
    };
    let directions = [Direction::Both, Direction::Forward, Direction::Back];
    for (one, other) in strict
        .iter()
        .flat_map(|one| strict.iter().map(move |other| (one, other)))
    {
        for direction in directions {
            let model = Model {
                options: vec![option(0, direction), option(1, Direction::Both)],
                decision_makers: vec![maker(one), maker(other)],
                ..Model::default()
            };
            let (naive, solution) = (Naive::of(&model), solve(&model).unwrap());
            for concept in Concept::ALL {
                assert_eq!(
                    solution.equilibria(concept),
                    naive.equilibria(concept),
                    "{model:?}"
                );
            }
        }
    }
}
