//! A model, weighed, for people and for programs.

use super::{
    Along, Concept, ConflictError, Model, Parties, Preference, Reach, Solution, State, solve_ranked,
};
use super::{Ranking, told};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

/// A model with all that was found of it. As JSON it has the form that other programs rely on:
/// `decision_makers`, `options` (names), `states` (decimals), `equilibria` by concept, `stable` by concept and by
/// decision maker; and, where a status quo is named, `from` and `reached` (by decimal, each step with `who` and
/// `to`).
#[derive(Debug)]
pub struct Weighing<'a> {
    /// The model.
    pub model: &'a Model,
    /// Who can move where.
    pub parties: Parties,
    /// What holds.
    pub solution: Solution,
    /// What can be reached from the status quo, by any move and by gains alone.
    pub reach: Option<[Reach; 2]>,
}

impl<'a> Weighing<'a> {
    /// Weighs a model, from `from` or the model's own status quo.
    ///
    /// # Errors
    /// What [`super::solve`] finds; an infeasible status quo.
    pub fn of(model: &'a Model, from: Option<State>) -> Result<Self, ConflictError> {
        let parties = Parties::of(model)?;
        let rankings = Ranking::all(model, &parties.states)?;
        let from = from.or(model.status_quo);
        if let Some(from) = from {
            parties.states.require(from, "the status quo")?;
        }
        let solution = solve_ranked(&parties, rankings)?;
        let reach = |along| {
            from.map(|from| Reach::of(&parties, &solution, from, along))
                .transpose()
        };
        let reach = reach(Along::Moves)?
            .zip(reach(Along::Gains)?)
            .map(|(moves, gains)| [moves, gains]);
        Ok(Self {
            model,
            parties,
            solution,
            reach,
        })
    }

    /// What a person should know before they rely on it.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (i, maker) in self.model.decision_makers.iter().enumerate() {
            if self.model.options_of(i) == 0 {
                notes.push(format!(
                    "{} has no option: every state is stable for them",
                    maker.name
                ));
            }
            let ranks = self.solution.rankings.get(i).map_or(&[][..], Ranking::ranks);
            if ranks.iter().all(|rank| *rank == 1) && ranks.len() > 1 {
                let why = match &maker.preference {
                    Preference::Prioritised(statements) if statements.is_empty() => {
                        " has no preferences: all states are equal to them"
                    }
                    _ => " prefers no state to another",
                };
                notes.push(format!("{}{why}", maker.name));
            }
        }
        for members in &self.model.coalitions {
            let names: Vec<&str> = members
                .iter()
                .filter_map(|i| Some(self.model.decision_makers.get(*i)?.name.as_str()))
                .collect();
            notes.push(format!(
                "{} act together in the file; here each is weighed alone",
                names.join(" and ")
            ));
        }
        notes
    }

    /// For a terminal of so many columns.
    pub fn table(&self, columns: usize) -> String {
        told::lay_out(self, columns)
    }

    /// Names of the decision makers, each another.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for maker in &self.model.decision_makers {
            let mut name = maker.name.clone();
            let mut n = 2;
            while names.contains(&name) {
                name = format!("{} ({n})", maker.name);
                n += 1;
            }
            names.push(name);
        }
        names
    }

    /// The states that are an equilibrium by some concept.
    pub(super) fn holding(&self) -> Vec<State> {
        let mut all: Vec<State> = Concept::ALL
            .iter()
            .flat_map(|concept| self.solution.equilibria(*concept))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Serialize for Weighing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("decision_makers", &self.names())?;
        map.serialize_entry(
            "options",
            &Each(|| self.model.options.iter().map(|option| &option.name)),
        )?;
        map.serialize_entry(
            "states",
            &Each(|| self.solution.states.all().iter().map(|state| state.0)),
        )?;
        map.serialize_entry(
            "equilibria",
            &Keyed(|| {
                Concept::ALL.into_iter().map(|concept| {
                    (
                        concept.key(),
                        Each(move || self.solution.equilibria(concept).into_iter().map(|state| state.0)),
                    )
                })
            }),
        )?;
        map.serialize_entry(
            "stable",
            &Keyed(|| {
                Concept::ALL.into_iter().map(|concept| {
                    let by_maker = move || {
                        self.names().into_iter().enumerate().map(move |(i, name)| {
                            (
                                name,
                                Each(move || self.solution.stable_states(concept, i).map(|state| state.0)),
                            )
                        })
                    };
                    (concept.key(), Keyed(by_maker))
                })
            }),
        )?;
        if let Some([moves, gains]) = &self.reach {
            map.serialize_entry("from", &moves.from().0)?;
            map.serialize_entry("reached", &self.reached(moves))?;
            map.serialize_entry("reached_by_gains", &self.reached(gains))?;
        }
        map.serialize_entry("notes", &self.notes())?;
        map.end()
    }
}

#[derive(Serialize)]
struct StepLine {
    who: String,
    to: u32,
}

impl Weighing<'_> {
    /// The way to each equilibrium that there is a way to.
    fn reached(&self, reach: &Reach) -> std::collections::BTreeMap<u32, Vec<StepLine>> {
        let names = self.names();
        let ways = self
            .holding()
            .into_iter()
            .filter_map(|state| Some((state.0, reach.way(state)?)));
        ways.map(|(state, way)| {
            let line = |step: &super::Step| StepLine {
                who: names.get(step.who).cloned().unwrap_or_default(),
                to: step.to.0,
            };
            (state, way.iter().map(line).collect())
        })
        .collect()
    }
}

/// A list that is written as it is made: a million states need no copy.
struct Each<F>(F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for item in self.0() {
            list.serialize_element(&item)?;
        }
        list.end()
    }
}

/// A map that is written as it is made.
struct Keyed<F>(F);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>, F: Fn() -> I> Serialize for Keyed<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0())
    }
}
