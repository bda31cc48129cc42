//! Conflict models: the solver against a word-for-word reading of the definitions, and what must always hold.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use analysis::conflict::{
    Along, Concept, Condition, ConflictOption, DecisionMaker, Direction, Model, Parties, Pattern, Preference,
    Ranking, Reach, Solution, State, solve,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The definitions, read word for word.
struct Naive {
    parties: Parties,
    rankings: Vec<Ranking>,
}

impl Naive {
    fn of(model: &Model) -> Self {
        let parties = Parties::of(model).unwrap();
        let rankings = Ranking::all(model, &parties.states).unwrap();
        Self { parties, rankings }
    }

    fn rank(&self, who: usize, state: State) -> u32 {
        self.rankings[who].ranks()[self.parties.states.index(state).unwrap()]
    }

    fn moves(&self, who: usize, from: State) -> Vec<State> {
        let blind = &self.parties.blind[who];
        let moves = self.parties.moves[who];
        let leads = |to: &State| moves.leads(from, *to) && !blind.contains(&from) && !blind.contains(to);
        self.parties.states.all().iter().copied().filter(leads).collect()
    }

    fn gains(&self, who: usize, from: State) -> Vec<State> {
        let better = |to: &State| self.rank(who, *to) > self.rank(who, from);
        self.moves(who, from).into_iter().filter(better).collect()
    }

    fn others(&self, who: usize) -> impl Iterator<Item = usize> {
        (0..self.rankings.len()).filter(move |other| *other != who)
    }

    fn stable(&self, concept: Concept, who: usize, state: State) -> bool {
        let no_better = |to: State| self.rank(who, to) <= self.rank(who, state);
        let spoilt = |to: State| match concept {
            Concept::Nash => false,
            Concept::Gmr => self
                .others(who)
                .any(|o| self.moves(o, to).into_iter().any(no_better)),
            Concept::Smr => self.others(who).any(|o| {
                let mut answers = self.moves(o, to).into_iter().filter(|answer| no_better(*answer));
                answers.any(|answer| self.moves(who, answer).into_iter().all(no_better))
            }),
            Concept::Seq => self
                .others(who)
                .any(|o| self.gains(o, to).into_iter().any(no_better)),
            Concept::Sim => self.others(who).any(|o| {
                self.gains(o, state).into_iter().any(|answer| {
                    let both = State(to.0 ^ answer.0 ^ state.0);
                    self.parties.states.index(both).is_some() && no_better(both)
                })
            }),
            Concept::SeqSim => unreachable!(),
        };
        match concept {
            Concept::SeqSim => self.stable(Concept::Seq, who, state) || self.stable(Concept::Sim, who, state),
            _ => self.gains(who, state).into_iter().all(spoilt),
        }
    }
}

prop_compose! {
    fn patterns(bits: usize, count: usize)
        (list in prop::collection::vec((0..1_u32 << bits, 0..1_u32 << bits), 0..=count)) -> Vec<Pattern> {
        list.into_iter().map(|(mask, value)| Pattern::new(mask, value)).collect()
    }
}

fn preference(bits: usize) -> impl Strategy<Value = Preference> {
    let condition = patterns(bits, 2).prop_map(|all| all.into_iter().collect::<Condition>());
    prop::collection::vec((condition, -5..5_i64), 0..6).prop_map(Preference::Weighted)
}

fn models() -> impl Strategy<Value = Model> {
    (1..=6_usize, 1..=3_usize).prop_flat_map(|(bits, makers)| {
        let direction = prop_oneof![
            3 => Just(Direction::Both), 1 => Just(Direction::Forward), 1 => Just(Direction::Back)
        ];
        let options = prop::collection::vec((0..makers, direction), bits);
        let preferences = prop::collection::vec((preference(bits), patterns(bits, 1)), makers);
        (options, preferences, patterns(bits, 2)).prop_map(|(options, preferences, infeasible)| Model {
            options: options
                .into_iter()
                .map(|(owner, direction)| ConflictOption {
                    name: "option".to_owned(),
                    owner,
                    direction,
                })
                .collect(),
            decision_makers: preferences
                .into_iter()
                .map(|(preference, blind)| DecisionMaker {
                    name: "maker".to_owned(),
                    preference,
                    misperceived: blind
                        .into_iter()
                        .filter(|p| p.mask() != 0)
                        .map(Into::into)
                        .collect(),
                    ..DecisionMaker::default()
                })
                .collect(),
            infeasible: infeasible.into_iter().map(Into::into).collect(),
            ..Model::default()
        })
    })
}

fn holds(solution: &Solution, concept: Concept, who: usize, index: usize) -> bool {
    solution.stable(concept, who).unwrap().contains(index)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_solver_says_what_the_definitions_say(model in models()) {
        let Ok(solution) = solve(&model) else { return Ok(()) };
        let naive = Naive::of(&model);
        for who in 0..model.decision_makers.len() {
            for (index, state) in solution.states.all().iter().enumerate() {
                for concept in Concept::ALL {
                    prop_assert_eq!(
                        holds(&solution, concept, who, index),
                        naive.stable(concept, who, *state),
                        "{:?} of {} at {}", concept, who, state
                    );
                }
            }
        }
    }

    #[test]
    fn what_follows_from_what(model in models()) {
        let Ok(solution) = solve(&model) else { return Ok(()) };
        for who in 0..model.decision_makers.len() {
            for index in 0..solution.states.len() {
                let holds = |concept| holds(&solution, concept, who, index);
                let follows = |from, to| !holds(from) || holds(to);
                for concept in Concept::ALL {
                    prop_assert!(follows(Concept::Nash, concept));
                }
                prop_assert!(follows(Concept::Smr, Concept::Gmr));
                prop_assert!(follows(Concept::Seq, Concept::Gmr));
                prop_assert!(follows(Concept::Seq, Concept::SeqSim));
                prop_assert!(follows(Concept::Sim, Concept::SeqSim));
            }
        }
    }
}

/// Everything that can be reached, step by step.
fn reached(naive: &Naive, from: State, along: Along) -> BTreeMap<State, u32> {
    let mut steps = BTreeMap::from([(from, 0)]);
    let mut edge = vec![from];
    for step in 1.. {
        let next = |state: State| {
            (0..naive.rankings.len()).flat_map(move |who| match along {
                Along::Moves => naive.moves(who, state),
                Along::Gains => naive.gains(who, state),
            })
        };
        edge = edge.into_iter().flat_map(next).collect();
        edge.retain(|state| !steps.contains_key(state));
        steps.extend(edge.iter().map(|state| (*state, step)));
        if edge.is_empty() {
            break;
        }
    }
    steps
}

proptest! {
    #[test]
    fn ways_are_as_short_as_can_be_and_can_be_gone(model in models(), start in any::<prop::sample::Index>()) {
        let Ok(solution) = solve(&model) else { return Ok(()) };
        let naive = Naive::of(&model);
        let states = solution.states.all();
        let from = states[start.index(states.len())];
        for along in [Along::Moves, Along::Gains] {
            let reach = Reach::of(&naive.parties, &solution, from, along).unwrap();
            let known = reached(&naive, from, along);
            for state in states {
                let way = reach.way(*state);
                prop_assert_eq!(way.as_ref().map(|way| way.len() as u32), known.get(state).copied());
                let mut here = from;
                for step in way.iter().flatten() {
                    let next = match along {
                        Along::Moves => naive.moves(step.who, here),
                        Along::Gains => naive.gains(step.who, here),
                    };
                    prop_assert!(next.contains(&step.to));
                    here = step.to;
                }
                prop_assert!(way.is_none() || here == *state);
            }
        }
    }
}
