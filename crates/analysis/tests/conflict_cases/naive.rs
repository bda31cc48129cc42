//! The graph model's definitions, taken word for word: sets of states, and everything tried.

use analysis::conflict::{Concept, Direction, Model, Ranking, State, States};
use std::collections::BTreeSet;

/// A model as sets: slow and plain.
pub(crate) struct Naive {
    pub(crate) states: Vec<State>,
    pub(crate) moves: Vec<Vec<BTreeSet<usize>>>,
    pub(crate) ranks: Vec<Vec<u32>>,
}

impl Naive {
    pub(crate) fn of(model: &Model) -> Self {
        let states = States::of(model).unwrap();
        let ranks = Ranking::all(model, &states).unwrap();
        let states: Vec<State> = (0..1_u32 << model.options.len())
            .map(State)
            .filter(|state| !model.infeasible.iter().any(|one| one.fits(*state)))
            .collect();
        let moves = (0..model.decision_makers.len())
            .map(|maker| {
                let to = |from: &State| {
                    let all = states.iter().enumerate();
                    all.filter(|(_, to)| may(model, maker, *from, **to))
                        .map(|(at, _)| at)
                        .collect()
                };
                states.iter().map(to).collect()
            })
            .collect();
        Self {
            states,
            moves,
            ranks: ranks.iter().map(|ranking| ranking.ranks().to_vec()).collect(),
        }
    }

    pub(crate) fn makers(&self) -> usize {
        self.moves.len()
    }

    pub(crate) fn others(&self, maker: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.makers()).filter(move |other| *other != maker)
    }

    pub(crate) fn better(&self, maker: usize, state: usize, than: usize) -> bool {
        self.ranks[maker][state] > self.ranks[maker][than]
    }

    pub(crate) fn improvements(&self, maker: usize, from: usize) -> Vec<usize> {
        let all = self.moves[maker][from].iter().copied();
        all.filter(|to| self.better(maker, *to, from)).collect()
    }

    pub(crate) fn stable(&self, concept: Concept, maker: usize, state: usize) -> bool {
        let no_better = |end: usize| !self.better(maker, end, state);
        let improvements = self.improvements(maker, state);
        let mut improvements = improvements.iter();
        match concept {
            Concept::Nash => improvements.len() == 0,
            Concept::Gmr => improvements.all(|to| {
                self.others(maker)
                    .any(|other| self.moves[other][*to].iter().any(|end| no_better(*end)))
            }),
            Concept::Smr => improvements.all(|to| {
                self.others(maker).any(|other| {
                    self.moves[other][*to].iter().any(|end| {
                        no_better(*end) && self.moves[maker][*end].iter().all(|out| no_better(*out))
                    })
                })
            }),
            Concept::Seq => improvements.all(|to| {
                self.others(maker)
                    .any(|other| self.improvements(other, *to).into_iter().any(no_better))
            }),
            Concept::Sim => improvements.all(|to| {
                self.others(maker).any(|other| {
                    self.improvements(other, state)
                        .into_iter()
                        .filter_map(|goes| self.both(state, *to, goes))
                        .any(no_better)
                })
            }),
            Concept::SeqSim => {
                self.stable(Concept::Seq, maker, state) || self.stable(Concept::Sim, maker, state)
            }
        }
    }

    /// Where two moves from `from` end when they are made at once.
    fn both(&self, from: usize, one: usize, other: usize) -> Option<usize> {
        let (from, one, other) = (self.states[from].0, self.states[one].0, self.states[other].0);
        let end = State(one + other - from);
        self.states.iter().position(|state| *state == end)
    }

    pub(crate) fn equilibria(&self, concept: Concept) -> Vec<State> {
        (0..self.states.len())
            .filter(|state| (0..self.makers()).all(|maker| self.stable(concept, maker, *state)))
            .map(|state| self.states[state])
            .collect()
    }

    /// Where a coalition (a bit for each member) gets by moves of its members.
    pub(crate) fn reach(&self, who: usize, from: usize) -> BTreeSet<usize> {
        walk(from, |at| {
            let members = (0..self.makers()).filter(|maker| who >> maker & 1 == 1);
            members.flat_map(|maker| self.moves[maker][at].clone()).collect()
        })
    }

    pub(crate) fn better_for_all(&self, who: usize, from: usize) -> BTreeSet<usize> {
        let mut found = self.reach(who, from);
        found.retain(|to| self.all_prefer(who, *to, from));
        found
    }

    pub(crate) fn all_prefer(&self, who: usize, state: usize, than: usize) -> bool {
        let mut members = (0..self.makers()).filter(|maker| who >> maker & 1 == 1);
        members.all(|maker| self.better(maker, state, than))
    }

    /// Where coalitions within `who` get by improvements, one after the other.
    pub(crate) fn answers(&self, who: usize, from: usize) -> BTreeSet<usize> {
        walk(from, |at| {
            let parts = (1..1_usize << self.makers()).filter(|part| part & !who == 0);
            parts.flat_map(|part| self.better_for_all(part, at)).collect()
        })
    }

    pub(crate) fn coalition_stable(&self, concept: Concept, who: usize, state: usize) -> bool {
        let spoilt = |end: &usize| !self.all_prefer(who, *end, state);
        let others = (1 << self.makers()) - 1 - who;
        self.better_for_all(who, state).iter().all(|to| match concept {
            Concept::Gmr => self.reach(others, *to).iter().any(spoilt),
            Concept::Smr => {
                let no_way_out = |end: &usize| self.reach(who, *end).iter().all(spoilt);
                self.reach(others, *to)
                    .iter()
                    .any(|end| spoilt(end) && no_way_out(end))
            }
            Concept::Seq => self.answers(others, *to).iter().any(spoilt),
            _ => false,
        })
    }
}

fn walk(from: usize, steps: impl Fn(usize) -> BTreeSet<usize>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for to in steps(at) {
            if found.insert(to) {
                open.push(to);
            }
        }
    }
    found
}

fn may(model: &Model, maker: usize, from: State, to: State) -> bool {
    from != to
        && model
            .options
            .iter()
            .enumerate()
            .all(|(i, option)| match (from.takes(i), to.takes(i)) {
                (true, false) => option.owner == maker && option.direction != Direction::Forward,
                (false, true) => option.owner == maker && option.direction != Direction::Back,
                _ => true,
            })
}
