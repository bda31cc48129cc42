//! Times the conflict solver: `cargo run --release -p analysis --example weigh -- OPTIONS MAKERS [statements]`.
//!
//! Everyone ranks all states at random, or, with `statements`, by prioritised statements; an option in six can be
//! taken but not given up.

#![allow(clippy::print_stdout, reason = "an example prints what it finds")]

use analysis::conflict::{
    Concept, Condition, ConflictError, ConflictOption, DecisionMaker, Direction, Model, Preference, State,
    solve,
};
use std::time::Instant;

fn main() -> Result<(), ConflictError> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize, otherwise| {
        words
            .get(i)
            .and_then(|word| word.parse().ok())
            .unwrap_or(otherwise)
    };
    let (options, makers) = (number(0, 20), number(1, 5).max(1));
    let statements = words.iter().any(|word| word == "statements");
    let model = model(options, makers, statements);
    let start = Instant::now();
    let solution = solve(&model)?;
    println!(
        "{options} options, {makers} decision makers, {} states: {:.3} s",
        solution.states.len(),
        start.elapsed().as_secs_f64()
    );
    for concept in Concept::ALL {
        println!(
            "{:>8}: {} equilibria",
            concept.name(),
            solution.equilibria(concept).len()
        );
    }
    Ok(())
}

fn model(options: usize, makers: usize, statements: bool) -> Model {
    let mut dice = Dice(2026);
    let preference = |dice: &mut Dice| {
        if statements {
            let statement = |dice: &mut Dice| {
                let one = Condition::option(dice.below(options), dice.below(2) == 0);
                one.iff(&Condition::option(dice.below(options), dice.below(2) == 0))
            };
            return Preference::Prioritised((0..12).map(|_| statement(dice)).collect());
        }
        let mut states: Vec<State> = (0..1_u32 << options).map(State).collect();
        for i in (1..states.len()).rev() {
            states.swap(i, dice.below(i + 1));
        }
        Preference::Ranked(states.into_iter().map(|state| vec![state]).collect())
    };
    Model {
        options: (0..options)
            .map(|i| ConflictOption {
                name: format!("option {i}"),
                owner: i * makers / options.max(1),
                direction: if i % 6 == 5 {
                    Direction::Forward
                } else {
                    Direction::Both
                },
            })
            .collect(),
        decision_makers: (0..makers)
            .map(|i| DecisionMaker {
                name: format!("party {i}"),
                preference: preference(&mut dice),
                ..DecisionMaker::default()
            })
            .collect(),
        ..Model::default()
    }
}

/// A linear congruential generator (Knuth, MMIX): the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit.max(1) as u64) as usize
    }
}
