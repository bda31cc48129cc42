//! The inverse question: what would somebody have to prefer for a state to hold (Kinsara, Petersons, Hipel and
//! Kilgour 2015)?
//!
//! Whether a state s is stable for a decision maker by Nash, GMR, SMR, SEQ or SIM hangs, as to its own preferences,
//! only on which states it holds to be no better than s. So each move of its is a demand: that s be no worse than
//! where the move leads, or no worse than where some opponent's answer leads (and, for SMR, than every way out from
//! there). What the others prefer is taken as it is.

use super::alone::Alone;
use super::{Concept, ConflictError, Model, State};

/// With more states than this in the demands, orders are not counted.
pub const MAX_COUNTED: usize = 20;

/// More alternatives than this, over all moves, are refused.
const MAX_WAYS: usize = 65_536;

/// What a move of the decision maker demands of its preferences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Where the move leads.
    pub to: State,
    /// One of these must hold: that the state is no worse than all of its states. The first is the move's own end.
    pub ways: Vec<Vec<State>>,
}

/// What a decision maker would have to prefer for a state to be stable for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inverse {
    /// The state.
    pub state: State,
    /// The decision maker.
    pub decision_maker: usize,
    /// The concept.
    pub concept: Concept,
    /// One of these lists must be met, each demand of it. There are two for SEQ+SIM, otherwise one.
    pub any_of: Vec<Vec<Demand>>,
    /// Whether the preferences as they are meet them.
    pub met: bool,
    /// The share of the strict orders of all states that meet them; `None` when they name more than
    /// [`MAX_COUNTED`] states.
    pub share: Option<f64>,
    /// How many orders that is; `None` where it passes 128 bits, from 35 states on.
    pub orders: Option<u128>,
}

/// What `decision_maker` would have to prefer for `state` to be stable for it by `concept`.
///
/// # Errors
/// What is wrong with the model; an infeasible state; no such decision maker; more alternatives than can be listed.
pub fn inverse(
    model: &Model,
    decision_maker: usize,
    state: State,
    concept: Concept,
) -> Result<Inverse, ConflictError> {
    let alone = Alone::of(model)?;
    inverse_of(&alone, decision_maker, state, concept)
}

/// The same for every decision maker: what all would have to prefer for `state` to be an equilibrium.
///
/// # Errors
/// As [`inverse`].
pub fn inverse_all(model: &Model, state: State, concept: Concept) -> Result<Vec<Inverse>, ConflictError> {
    let alone = Alone::of(model)?;
    (0..alone.makers())
        .map(|maker| inverse_of(&alone, maker, state, concept))
        .collect()
}

fn inverse_of(
    alone: &Alone<'_>,
    maker: usize,
    state: State,
    concept: Concept,
) -> Result<Inverse, ConflictError> {
    let maker = alone.require(maker)?;
    alone.states.require(state, "the state")?;
    let concepts: &[Concept] = match concept {
        Concept::SeqSim => &[Concept::Seq, Concept::Sim],
        _ => &[concept],
    };
    let any_of: Vec<Vec<Demand>> = concepts
        .iter()
        .map(|concept| demands(alone, maker, state, *concept))
        .collect::<Result<_, _>>()?;
    let limit = alone.rank(maker, state);
    let met = holds(&any_of, |other| alone.rank(maker, other) <= limit);
    let counts = counted(&any_of);
    let share = counts
        .as_ref()
        .map(|(meeting, all)| *meeting as f64 / *all as f64);
    let orders = counts.and_then(|(meeting, all)| {
        let every = (1..=alone.states.len() as u128).try_fold(1_u128, u128::checked_mul)?;
        (every / all).checked_mul(meeting)
    });
    Ok(Inverse {
        state,
        decision_maker: maker,
        concept,
        any_of,
        met,
        share,
        orders,
    })
}

fn demands(
    alone: &Alone<'_>,
    maker: usize,
    state: State,
    concept: Concept,
) -> Result<Vec<Demand>, ConflictError> {
    let mut found = Vec::new();
    let mut count = 0;
    for to in alone.ends(maker, state) {
        let mut ways = vec![vec![to]];
        for sanction in alone.sanctions(concept, maker, state, to) {
            let mut way = alone.hurts(concept, maker, state, sanction.end);
            way.sort_unstable();
            ways.push(way);
            count += 1;
            if count > MAX_WAYS {
                return Err(ConflictError::new(
                    format!("state {state}"),
                    format!(
                        "{} can move in too many ways that others can answer",
                        alone.name(maker)
                    ),
                    "ask by Nash, or leave out options",
                ));
            }
        }
        found.push(Demand {
            to,
            ways: least(&ways),
        });
    }
    found.sort_by_key(|demand| demand.to);
    Ok(found)
}

/// Without those that demand all of another and more.
fn least(ways: &[Vec<State>]) -> Vec<Vec<State>> {
    let mut kept: Vec<Vec<State>> = Vec::new();
    let mut by_length: Vec<(usize, &Vec<State>)> = ways.iter().enumerate().collect();
    by_length.sort_by_key(|(at, way)| (way.len(), *at));
    for (_, way) in by_length {
        let within = |less: &Vec<State>| less.iter().all(|state| way.contains(state));
        if !kept.iter().any(within) {
            kept.push(way.clone());
        }
    }
    kept
}

/// Whether the demands are met by who holds exactly these states to be no better.
fn holds(any_of: &[Vec<Demand>], no_better: impl Fn(State) -> bool) -> bool {
    let way = |way: &Vec<State>| way.iter().all(|state| no_better(*state));
    let met = |demand: &Demand| demand.ways.iter().any(way);
    any_of.iter().any(|all| all.iter().all(met))
}

/// How many strict orders of the states that are named, and of the state itself, meet the demands, and of how many.
///
/// With m of k named states below the state there are m! (k − m)! orders of all of them.
fn counted(any_of: &[Vec<Demand>]) -> Option<(u128, u128)> {
    let mut named: Vec<State> = any_of
        .iter()
        .flatten()
        .flat_map(|demand| demand.ways.iter().flatten().copied())
        .collect();
    named.sort_unstable();
    named.dedup();
    let count = named.len();
    if count > MAX_COUNTED {
        return None;
    }
    let bit = |state: &State| named.binary_search(state).map_or(0, |at| 1_u32 << at);
    let masks: Vec<Vec<Vec<u32>>> = any_of
        .iter()
        .map(|all| {
            let mask = |way: &Vec<State>| way.iter().fold(0, |mask, state| mask | bit(state));
            all.iter()
                .map(|demand| demand.ways.iter().map(mask).collect())
                .collect()
        })
        .collect();
    let factorials: Vec<u128> = (0..=count as u128 + 1)
        .scan(1, |product, n| {
            *product *= n.max(1);
            Some(*product)
        })
        .collect();
    let met = |below: u32| {
        let one = |ways: &Vec<u32>| ways.iter().any(|way| way & !below == 0);
        masks.iter().any(|all| all.iter().all(one))
    };
    let meeting = (0..1_u32 << count).filter(|below| met(*below)).map(|below| {
        let below = below.count_ones() as usize;
        factorials[below] * factorials[count - below]
    });
    Some((meeting.sum(), factorials[count + 1]))
}
