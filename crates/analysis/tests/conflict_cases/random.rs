//! Small models of every kind: options of up to three, irreversible ones, states that can't be, ties.

use analysis::conflict::{
    Condition, ConflictOption, DecisionMaker, Direction, Model, Pattern, Preference, State,
};
use proptest::prelude::*;

/// A model of up to `options` options and `makers` decision makers, of which at least one state is feasible.
pub(crate) fn model(options: usize, makers: usize) -> impl Strategy<Value = Model> {
    (1..=options, 1..=makers).prop_flat_map(|(options, makers)| {
        let states = 1_usize << options;
        let choices = prop::collection::vec((0..makers, 0..6_u8), options);
        let patterns = prop::collection::vec((1..states as u32, 0..states as u32), 0..3);
        let scores = prop::collection::vec(prop::collection::vec(0..states, states), makers);
        let statements = prop::collection::vec(
            prop::collection::vec((1..states as u32, any::<u32>()), 0..4),
            makers,
        );
        (choices, patterns, scores, statements, any::<bool>())
            .prop_map(|(choices, patterns, scores, statements, ranked)| Model {
                options: choices.into_iter().enumerate().map(option).collect(),
                decision_makers: scores
                    .iter()
                    .zip(&statements)
                    .enumerate()
                    .map(|(at, (scores, statements))| DecisionMaker {
                        name: format!("party {at}"),
                        preference: if ranked {
                            groups(scores, &patterns)
                        } else {
                            weights(statements)
                        },
                        ..DecisionMaker::default()
                    })
                    .collect(),
                infeasible: patterns.into_iter().map(pattern).collect(),
                ..Model::default()
            })
            .prop_filter("something is feasible", |model| {
                analysis::conflict::States::of(model).is_ok()
            })
    })
}

fn option((at, (owner, direction)): (usize, (usize, u8))) -> ConflictOption {
    ConflictOption {
        name: format!("option {at}"),
        owner,
        direction: match direction {
            0 => Direction::Forward,
            1 => Direction::Back,
            _ => Direction::Both,
        },
    }
}

fn pattern((mask, value): (u32, u32)) -> Condition {
    Pattern::new(mask, value).into()
}

fn groups(scores: &[usize], patterns: &[(u32, u32)]) -> Preference {
    let mut groups = vec![Vec::new(); scores.len()];
    for (state, score) in scores.iter().enumerate() {
        let state = State(state as u32);
        if !patterns.iter().any(|one| pattern(*one).fits(state)) {
            groups[*score].push(state);
        }
    }
    groups.retain(|group| !group.is_empty());
    Preference::Ranked(groups)
}

fn weights(statements: &[(u32, u32)]) -> Preference {
    let weigh = |(at, one): (usize, &(u32, u32))| (pattern(*one), 1 << (statements.len() - at));
    Preference::Weighted(statements.iter().enumerate().map(weigh).collect())
}
