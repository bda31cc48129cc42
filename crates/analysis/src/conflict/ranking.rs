//! Who prefers what, as numbers.

use super::{Condition, ConflictError, DecisionMaker, Model, Preference, State, States};

/// A number for each feasible state by its index: a higher one is better, equal ones are equal. They are dense:
/// 1 is the worst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking(Vec<u32>);

impl Ranking {
    /// From any numbers, a higher one better, one for each feasible state by its index.
    pub fn from_scores<T: Ord + Copy>(scores: &[T]) -> Self {
        let mut steps = scores.to_vec();
        steps.sort_unstable();
        steps.dedup();
        let dense = |score| steps.partition_point(|step| step < score) as u32 + 1;
        Self(scores.iter().map(dense).collect())
    }

    /// The ranking of a decision maker.
    ///
    /// # Errors
    /// A ranking by hand that leaves a feasible state out, names one twice, or names an infeasible one.
    pub fn of(decision_maker: &DecisionMaker, states: &States) -> Result<Self, ConflictError> {
        match &decision_maker.preference {
            Preference::Prioritised(statements) => Ok(prioritised(statements, states)),
            Preference::Weighted(statements) => Ok(weighted(statements, states)),
            Preference::Ranked(groups) => ranked(&decision_maker.name, groups, states),
        }
    }

    /// The rankings of all decision makers, in their order.
    ///
    /// # Errors
    /// As [`Ranking::of`].
    pub fn all(model: &Model, states: &States) -> Result<Vec<Self>, ConflictError> {
        let makers = model.decision_makers.iter();
        makers.map(|maker| Self::of(maker, states)).collect()
    }

    /// The numbers, by the state's index.
    pub fn ranks(&self) -> &[u32] {
        &self.0
    }

    /// The states in groups, the best first.
    pub fn groups(&self, states: &States) -> Vec<Vec<State>> {
        let steps = self.0.iter().copied().max().unwrap_or_default() as usize;
        let mut groups = vec![Vec::new(); steps];
        for (rank, state) in self.0.iter().zip(states.all()) {
            if let Some(group) = groups.get_mut(steps - *rank as usize) {
                group.push(*state);
            }
        }
        groups
    }
}

/// Each statement halves what the ones before left equal. 32 at a time fit below the rank so far.
fn prioritised(statements: &[Condition], states: &States) -> Ranking {
    let mut ranking = Ranking(vec![1; states.len()]);
    for some in statements.chunks(32) {
        let mut scores: Vec<u64> = ranking.0.iter().map(|rank| u64::from(*rank) << 32).collect();
        for (i, statement) in some.iter().enumerate() {
            for index in states.fitting(statement) {
                if let Some(score) = scores.get_mut(index) {
                    *score |= 1 << (31 - i);
                }
            }
        }
        ranking = Ranking::from_scores(&scores);
    }
    ranking
}

fn weighted(statements: &[(Condition, i64)], states: &States) -> Ranking {
    let mut scores = vec![0_i128; states.len()];
    for (statement, weight) in statements {
        for index in states.fitting(statement) {
            if let Some(score) = scores.get_mut(index) {
                *score += i128::from(*weight);
            }
        }
    }
    Ranking::from_scores(&scores)
}

fn ranked(name: &str, groups: &[Vec<State>], states: &States) -> Result<Ranking, ConflictError> {
    let place = format!("the ranking of {name}");
    let mut ranks = vec![0_u32; states.len()];
    for (i, group) in groups.iter().enumerate() {
        for state in group {
            let index = states.require(*state, &place)?;
            match ranks.get_mut(index) {
                Some(rank) if *rank == 0 => *rank = (groups.len() - i) as u32,
                _ => {
                    return Err(ConflictError::new(
                        &place,
                        format!("state {state} stands at two places, which contradict each other"),
                        "leave it where it belongs",
                    ));
                }
            }
        }
    }
    if let Some(index) = ranks.iter().position(|rank| *rank == 0) {
        let state = states.get(index).unwrap_or_default();
        return Err(ConflictError::new(
            &place,
            format!("state {state} ({}) is missing", state.letters(states.options())),
            "rank every feasible state",
        ));
    }
    Ok(Ranking::from_scores(&ranks))
}
