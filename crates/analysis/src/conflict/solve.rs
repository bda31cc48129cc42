//! Which states are stable for whom.

use super::spread::{NOWHERE, Side, at};
use super::{Concept, ConflictError, Model, Moves, Ranking, Solution, State, States};
use fixedbitset::FixedBitSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Up to so many options of one's own, all the ways to set them are tried at once for every state; beyond, each
/// state is looked at alone.
const TRIED_AT_ONCE: u32 = 12;

/// Below so many states another thread costs more than it brings.
const WORTH_A_THREAD: usize = 1 << 12;

/// Who can move where: what doesn't change when preferences do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// The feasible states.
    pub states: States,
    /// The moves of each decision maker.
    pub moves: Vec<Moves>,
    /// The feasible states that each does not perceive, in order.
    pub blind: Vec<Vec<State>>,
}

impl Parties {
    /// The parties of a model.
    ///
    /// # Errors
    /// As [`States::of`].
    pub fn of(model: &Model) -> Result<Self, ConflictError> {
        let states = States::of(model)?;
        let blind = model.decision_makers.iter().map(|maker| {
            let unseen = |state: &&State| maker.misperceived.iter().any(|one| one.fits(**state));
            states.all().iter().filter(unseen).copied().collect()
        });
        let blind = blind.collect();
        Ok(Self {
            moves: Moves::all(model),
            states,
            blind,
        })
    }
}

/// Which states of a model are stable, for whom, and by which concept.
///
/// # Errors
/// What [`Model::check`], [`States::of`] and [`Ranking::of`] find.
pub fn solve(model: &Model) -> Result<Solution, ConflictError> {
    let parties = Parties::of(model)?;
    let rankings = Ranking::all(model, &parties.states)?;
    solve_ranked(&parties, rankings)
}

/// As [`solve`], with other preferences: a ranking for each party, of all feasible states.
///
/// # Errors
/// The rankings don't fit the parties and states.
pub fn solve_ranked(parties: &Parties, rankings: Vec<Ranking>) -> Result<Solution, ConflictError> {
    let states = &parties.states;
    let fits = |ranking: &Ranking| ranking.ranks().len() == states.len();
    if rankings.len() != parties.moves.len() || !rankings.iter().all(fits) {
        return Err(ConflictError::new(
            "rankings",
            "they don't fit the decision makers and states",
            "rank every state for every decision maker",
        ));
    }
    let sides = Side::all(parties, &rankings);
    let stable = Arena {
        states,
        sides: &sides,
    }
    .weigh();
    Ok(Solution {
        states: states.clone(),
        rankings,
        stable,
    })
}

struct Arena<'a> {
    states: &'a States,
    sides: &'a [Side],
}

/// One part of the work.
#[derive(Clone, Copy)]
enum Task {
    /// Nash, GMR, SMR and SEQ for one side.
    Turns(usize),
    /// SIM for one side: the part of so many parts.
    AtOnce(usize, usize, usize),
}

impl Arena<'_> {
    /// By concept, by side: the indexes of stable states.
    fn weigh(&self) -> Vec<Vec<FixedBitSet>> {
        let large = self.states.len() >= WORTH_A_THREAD;
        let threads = if large {
            thread::available_parallelism().map_or(1, usize::from)
        } else {
            1
        };
        let parts = if large { 4 } else { 1 };
        let tasks: Vec<Task> = (0..self.sides.len())
            .flat_map(|i| {
                let at_once = (0..parts).map(move |part| Task::AtOnce(i, part, parts));
                at_once.chain([Task::Turns(i)])
            })
            .collect();
        let mut all = FixedBitSet::with_capacity(self.states.len());
        all.insert_range(..);
        let stable = Mutex::new(vec![vec![all; self.sides.len()]; Concept::ALL.len()]);
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let found = self.carry_out(*task);
                let mut stable = stable.lock().unwrap_or_else(PoisonError::into_inner);
                for (side, concept, states) in found {
                    if let Some(known) = stable.get_mut(concept as usize).and_then(|by| by.get_mut(side)) {
                        known.intersect_with(&states);
                    }
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads.min(tasks.len()) {
                scope.spawn(work);
            }
            work();
        });
        let mut stable = stable.into_inner().unwrap_or_else(PoisonError::into_inner);
        either(&mut stable);
        stable
    }

    fn carry_out(&self, task: Task) -> Vec<(usize, Concept, FixedBitSet)> {
        match task {
            Task::Turns(i) => self.sides.get(i).map_or_else(Vec::new, |me| {
                let found = self.by_turns(i, me);
                found.map(|(concept, states)| (i, concept, states)).to_vec()
            }),
            Task::AtOnce(i, part, parts) => self.sides.get(i).map_or_else(Vec::new, |me| {
                let stable = self.at_once(i, me, part, parts);
                vec![(i, Concept::Sim, stable)]
            }),
        }
    }

    fn opponents(&self, me: usize) -> impl Iterator<Item = &Side> {
        let others = self.sides.iter().enumerate();
        others.filter(move |(i, _)| *i != me).map(|(_, side)| side)
    }

    /// What follows when the sides move one after the other.
    ///
    /// For every state t, `held` is the worst that an answer to a move to t can make of it, t itself if nothing
    /// worse. A state s is stable unless some move leads to a t that stays better than s: max held(t) > rank(s).
    fn by_turns(&self, i: usize, me: &Side) -> [(Concept, FixedBitSet); 4] {
        let floor = worst_first(&me.ranks);
        let mut best = me.ranks.clone();
        me.highest(&mut best);
        let escape: Vec<u32> = (best.iter().zip(&me.ranks))
            .map(|(best, rank)| if *rank == 0 { NOWHERE } else { *best })
            .collect();
        let answered = |values: &[u32]| {
            let mut held = floor.clone();
            for other in self.opponents(i) {
                let mut worst = values.to_vec();
                other.lowest(&mut worst);
                held.iter_mut()
                    .zip(worst)
                    .for_each(|(held, worst)| *held = worst.min(*held));
            }
            held
        };
        let mut gained = floor.clone();
        self.opponents(i)
            .for_each(|other| other.gains(&floor, &mut gained));
        [
            (Concept::Nash, self.not_above(&best, me)),
            (Concept::Gmr, self.unmoved(answered(&floor), me)),
            (Concept::Smr, self.unmoved(answered(&escape), me)),
            (Concept::Seq, self.unmoved(gained, me)),
        ]
    }

    /// The states from which no move leads to one whose `held` is above the state's own rank.
    fn unmoved(&self, mut held: Vec<u32>, me: &Side) -> FixedBitSet {
        for (held, rank) in held.iter_mut().zip(&me.ranks) {
            *held = if *rank == 0 { 0 } else { *held };
        }
        me.highest(&mut held);
        self.not_above(&held, me)
    }

    /// The states whose value isn't above their rank.
    fn not_above(&self, values: &[u32], me: &Side) -> FixedBitSet {
        let holds = |state: &State| at(values, *state) <= at(&me.ranks, *state);
        let all = self.states.all().iter().enumerate();
        all.filter(|(_, state)| holds(state))
            .map(|(index, _)| index)
            .collect::<FixedBitSet>()
    }

    /// What follows when one opponent who gains by it moves at the same time.
    fn at_once(&self, i: usize, me: &Side, part: usize, parts: usize) -> FixedBitSet {
        let mut stable = FixedBitSet::with_capacity(self.states.len());
        stable.insert_range(..);
        if me.moves.mask.count_ones() <= TRIED_AT_ONCE {
            self.each_setting(i, me, part, parts, &mut stable);
        } else {
            self.each_state(i, me, part, parts, &mut stable);
        }
        stable
    }

    /// Sets one's own options in each way, for all states at once: the worst that opponents' gains make of it.
    fn each_setting(&self, i: usize, me: &Side, part: usize, parts: usize, stable: &mut FixedBitSet) {
        let mask = me.moves.mask;
        let settings = submasks(mask).enumerate().filter(|(n, _)| n % parts == part);
        let floor = worst_first(&me.ranks);
        for (_, setting) in settings {
            let moved: Vec<u32> = (0..me.ranks.len() as u32)
                .map(|state| at(&floor, State(state & !mask | setting)))
                .collect();
            let mut spoilt = vec![NOWHERE; moved.len()];
            self.opponents(i)
                .for_each(|other| other.gains(&moved, &mut spoilt));
            for (index, state) in self.states.all().iter().enumerate() {
                let to = State(state.0 & !mask | setting);
                let rank = at(&me.ranks, *state);
                let unspoilt = at(&me.ranks, to) > rank && at(&spoilt, *state) > rank;
                if unspoilt && me.moves.leads(*state, to) && me.perceives(*state) && me.perceives(to) {
                    stable.remove(index);
                }
            }
        }
    }

    /// Looks at each state: at every move that gains, whether an opponent's gain spoils it.
    fn each_state(&self, i: usize, me: &Side, part: usize, parts: usize, stable: &mut FixedBitSet) {
        let from = self.states.len() * part / parts;
        let to = self.states.len() * (part + 1) / parts;
        for (index, state) in self.states.all().iter().enumerate().take(to).skip(from) {
            let rank = at(&me.ranks, *state);
            let gains = |side: &Side, to: &State| {
                at(&side.ranks, *to) > at(&side.ranks, *state)
                    && side.perceives(*state)
                    && side.perceives(*to)
            };
            let changes: Vec<u32> = (self.opponents(i))
                .flat_map(|other| other.moves.anywhere(*state).filter(|to| gains(other, to)))
                .map(|to| to.0 ^ state.0)
                .collect();
            let spoilt = |to: State| {
                changes
                    .iter()
                    .any(|change| (1..=rank).contains(&at(&me.ranks, State(to.0 ^ change))))
            };
            let mut moves = me.moves.anywhere(*state).filter(|to| gains(me, to));
            if moves.any(|to| !spoilt(to)) {
                stable.remove(index);
            }
        }
    }
}

/// Ranks in which an infeasible state is worse for nobody.
fn worst_first(ranks: &[u32]) -> Vec<u32> {
    let floor = |rank: &u32| if *rank == 0 { NOWHERE } else { *rank };
    ranks.iter().map(floor).collect()
}

/// The parts of a mask, itself and 0 among them.
fn submasks(mask: u32) -> impl Iterator<Item = u32> {
    let mut next = Some(mask);
    std::iter::from_fn(move || {
        let part = next?;
        next = (part != 0).then(|| (part - 1) & mask);
        Some(part)
    })
}

/// SEQ+SIM: stable by either.
fn either(stable: &mut [Vec<FixedBitSet>]) {
    let of = |stable: &[Vec<FixedBitSet>], concept: Concept| stable.get(concept as usize).cloned();
    let (Some(seq), Some(sim)) = (of(stable, Concept::Seq), of(stable, Concept::Sim)) else {
        return;
    };
    if let Some(both) = stable.get_mut(Concept::SeqSim as usize) {
        *both = seq.iter().zip(&sim).map(|(seq, sim)| seq | sim).collect();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;
    use crate::conflict::{Condition, ConflictOption, DecisionMaker, Direction, Pattern, Preference};
    use proptest::prelude::*;

    /// Three with two options each, one of them irreversible.
    fn model(weights: Vec<Vec<i64>>, infeasible: u32) -> Model {
        let statements = |weights: Vec<i64>| {
            let all = weights.into_iter().enumerate();
            all.map(|(i, weight)| (Pattern::new(63, i as u32).into(), weight))
                .collect::<Vec<(Condition, i64)>>()
        };
        Model {
            options: (0..6)
                .map(|i| ConflictOption {
                    name: i.to_string(),
                    owner: i / 2,
                    direction: if i == 3 {
                        Direction::Forward
                    } else {
                        Direction::Both
                    },
                })
                .collect(),
            decision_makers: weights
                .into_iter()
                .map(|weights| DecisionMaker {
                    preference: Preference::Weighted(statements(weights)),
                    ..DecisionMaker::default()
                })
                .collect(),
            infeasible: vec![Pattern::new(0b01_0101, infeasible).into()],
            ..Model::default()
        }
    }

    proptest! {
        #[test]
        fn both_ways_to_move_at_once_agree(
            weights in prop::collection::vec(prop::collection::vec(0..40_i64, 64), 3), infeasible in 0..64_u32
        ) {
            let model = model(weights, infeasible);
            let parties = Parties::of(&model).unwrap();
            let rankings = Ranking::all(&model, &parties.states).unwrap();
            let sides = Side::all(&parties, &rankings);
            let arena = Arena { states: &parties.states, sides: &sides };
            for (i, me) in sides.iter().enumerate() {
                let mut all = FixedBitSet::with_capacity(parties.states.len());
                all.insert_range(..);
                let (mut settings, mut states) = (all.clone(), all);
                for part in 0..3 {
                    arena.each_setting(i, me, part, 3, &mut settings);
                    arena.each_state(i, me, part, 3, &mut states);
                }
                prop_assert_eq!(settings, states);
            }
        }
    }
}
