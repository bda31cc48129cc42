//! What can be asked of a model beyond what holds, for people and for programs.

use super::{
    Change, Coalitions, Concept, ConflictError, Demand, Inverse, Limited, Model, Robustness, Solution, State,
    inverse_all, robustness,
};
use crate::layout::wrapped;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// So many states are looked at for robustness, and so many lines shown of each answer.
const SHOWN: usize = 24;

/// What to ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// What holds where decision makers may act together.
    pub coalitions: bool,
    /// What holds when everybody looks so many moves ahead.
    pub limited: Option<usize>,
    /// What everybody would have to prefer for this state to hold.
    pub inverse: Option<State>,
    /// How little has to change until what holds falls.
    pub robustness: bool,
}

impl Questions {
    /// Whether anything is asked.
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

/// The answers. As JSON: `coalitions` (equilibria by concept, and who leaves the Nash equilibria), `limited`,
/// `inverse` and `robustness`, each if it was asked.
#[derive(Debug, Serialize)]
pub struct Answers {
    #[serde(skip_serializing_if = "Option::is_none")]
    coalitions: Option<Together>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limited: Option<Ahead>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inverse: Option<Vec<Needed>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    robustness: Option<Vec<Fall>>,
}

#[derive(Debug, Serialize)]
struct Together {
    equilibria: BTreeMap<&'static str, Vec<u32>>,
    leave: Vec<Leave>,
}

/// A state that nobody leaves alone, and who leaves it together.
#[derive(Debug, Serialize)]
struct Leave {
    state: u32,
    who: Vec<String>,
    to: u32,
}

#[derive(Debug, Serialize)]
struct Ahead {
    horizon: usize,
    equilibria: Vec<u32>,
}

/// What one decision maker would have to prefer.
#[derive(Debug, Serialize)]
struct Needed {
    state: u32,
    who: String,
    concept: Concept,
    met: bool,
    /// One list must be met, all of its demands; of each demand one way, the state no worse than all in it.
    any_of: Vec<Vec<Asked>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Asked {
    to: u32,
    ways: Vec<Vec<u32>>,
}

/// What makes an equilibrium fall.
#[derive(Debug, Serialize)]
struct Fall {
    state: u32,
    concept: Concept,
    /// Nothing where no preferences of anybody would make it fall.
    swaps: Option<usize>,
    changes: Vec<Turn>,
}

#[derive(Debug, Serialize)]
struct Turn {
    who: String,
    state: u32,
    rises: bool,
    past: Vec<u32>,
}

impl Answers {
    /// Asks a model that was solved.
    ///
    /// # Errors
    /// A model too large for the question, an infeasible state, a horizon out of bounds.
    pub fn of(model: &Model, solution: &Solution, asked: Questions) -> Result<Self, ConflictError> {
        Ok(Self {
            coalitions: asked.coalitions.then(|| together(model, solution)).transpose()?,
            limited: asked.limited.map(|horizon| ahead(model, horizon)).transpose()?,
            inverse: asked.inverse.map(|state| needed(model, state)).transpose()?,
            robustness: asked.robustness.then(|| falls(model, solution)).transpose()?,
        })
    }

    /// For a terminal of so many columns.
    pub fn table(&self, columns: usize) -> String {
        let mut lines = Vec::new();
        self.coalitions_told(&mut lines);
        self.ahead_told(&mut lines);
        self.needed_told(&mut lines);
        self.falls_told(&mut lines);
        let mut told = String::new();
        for line in lines {
            if line.is_empty() {
                told.push('\n');
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            let room = columns.clamp(40, 400).saturating_sub(indent + 4);
            for (at, part) in wrapped(line.trim_start(), room, usize::MAX).iter().enumerate() {
                let deeper = if at > 0 { 4 } else { 0 };
                let _ = writeln!(told, "{}{part}", " ".repeat(indent + deeper));
            }
        }
        told
    }

    fn coalitions_told(&self, lines: &mut Vec<String>) {
        let Some(together) = &self.coalitions else { return };
        lines.push("Where nobody gains by leaving, alone or together:".to_owned());
        for concept in Coalitions::CONCEPTS {
            let states = together.equilibria.get(concept.key());
            lines.push(format!(
                "  {}: {}",
                concept.name(),
                listed(states.map_or(&[], Vec::as_slice))
            ));
        }
        for leave in together.leave.iter().take(SHOWN) {
            lines.push(format!(
                "  state {} holds against each alone; {} gain by going to {} together",
                leave.state,
                leave.who.join(" and "),
                leave.to
            ));
        }
        lines.push(String::new());
    }

    fn ahead_told(&self, lines: &mut Vec<String>) {
        let Some(ahead) = &self.limited else { return };
        let moves = if ahead.horizon == 1 { "move" } else { "moves" };
        lines.push(format!(
            "Where all stay who look {} {moves} ahead: {}",
            ahead.horizon,
            listed(&ahead.equilibria)
        ));
        lines.push(String::new());
    }

    fn needed_told(&self, lines: &mut Vec<String>) {
        let Some(needed) = &self.inverse else { return };
        if let Some(first) = needed.first() {
            lines.push(format!("For state {} to hold:", first.state));
        }
        for one in needed {
            let share = one.share.map_or_else(String::new, |share| {
                format!(" ({:.0} % of all orders would do)", share * 100.0)
            });
            let met = if one.met {
                "stays as it is"
            } else {
                "would have to change"
            };
            lines.push(format!("  {}, {}: {met}{share}", one.who, one.concept.name()));
            if one.met {
                continue;
            }
            for (at, list) in one.any_of.iter().enumerate() {
                if at > 0 {
                    lines.push("    or else:".to_owned());
                }
                for asked in list.iter().take(SHOWN) {
                    let ways: Vec<String> = asked.ways.iter().take(SHOWN).map(|way| listed(way)).collect();
                    lines.push(format!("    no worse than {}", ways.join(", or than ")));
                }
            }
        }
        lines.push(String::new());
    }

    fn falls_told(&self, lines: &mut Vec<String>) {
        let Some(falls) = &self.robustness else { return };
        lines.push("How little makes what holds fall:".to_owned());
        for fall in falls {
            let label = format!("  state {}, {}: ", fall.state, fall.concept.name());
            let Some(swaps) = fall.swaps else {
                lines.push(format!("{label}nothing; nobody can leave it"));
                continue;
            };
            let turn = |turn: &Turn| {
                let how = if turn.rises {
                    "no longer held below"
                } else {
                    "held below"
                };
                format!("{}, if {} is {how} {}", turn.who, turn.state, listed(&turn.past))
            };
            let turns: Vec<String> = fall.changes.iter().map(turn).collect();
            let pairs = if swaps == 1 { "pair" } else { "pairs" };
            lines.push(format!(
                "{label}{swaps} {pairs} ordered otherwise: {}",
                turns.join("; and ")
            ));
        }
        lines.push(String::new());
    }
}

fn listed(states: &[u32]) -> String {
    if states.is_empty() {
        return "none".to_owned();
    }
    let mut words: Vec<String> = states.iter().take(SHOWN).map(ToString::to_string).collect();
    if states.len() > SHOWN {
        words.push(format!("and {} more", states.len() - SHOWN));
    }
    words.join(", ")
}

fn name(model: &Model, maker: usize) -> String {
    model
        .decision_makers
        .get(maker)
        .map_or_else(String::new, |maker| maker.name.clone())
}

fn decimals(states: &[State]) -> Vec<u32> {
    states.iter().map(|state| state.0).collect()
}

fn together(model: &Model, solution: &Solution) -> Result<Together, ConflictError> {
    let found = Coalitions::of(model)?;
    let equilibria = Coalitions::CONCEPTS
        .into_iter()
        .map(|concept| (concept.key(), decimals(&found.equilibria(concept))))
        .collect();
    let mut leave = Vec::new();
    for state in solution.equilibria(Concept::Nash) {
        let gone = found.deviations(Concept::Nash, state)?;
        leave.extend(gone.into_iter().map(|one| Leave {
            state: state.0,
            who: one.members.iter().map(|maker| name(model, *maker)).collect(),
            to: one.to.0,
        }));
    }
    Ok(Together { equilibria, leave })
}

fn ahead(model: &Model, horizon: usize) -> Result<Ahead, ConflictError> {
    let found = Limited::of(model, horizon)?;
    Ok(Ahead {
        horizon,
        equilibria: decimals(&found.equilibria()),
    })
}

fn needed(model: &Model, state: State) -> Result<Vec<Needed>, ConflictError> {
    let mut found = Vec::new();
    for concept in Concept::ALL {
        found.extend(inverse_all(model, state, concept)?);
    }
    found.sort_by_key(|one| one.decision_maker);
    let asked = |demand: &Demand| Asked {
        to: demand.to.0,
        ways: demand.ways.iter().map(|way| decimals(way)).collect(),
    };
    let needed = |one: Inverse| Needed {
        state: one.state.0,
        who: name(model, one.decision_maker),
        concept: one.concept,
        met: one.met,
        any_of: one
            .any_of
            .iter()
            .map(|list| list.iter().map(asked).collect())
            .collect(),
        share: one.share,
    };
    Ok(found.into_iter().map(needed).collect())
}

fn falls(model: &Model, solution: &Solution) -> Result<Vec<Fall>, ConflictError> {
    let mut found = Vec::new();
    for concept in Concept::ALL {
        if concept == Concept::SeqSim {
            continue;
        }
        for state in solution.equilibria(concept).into_iter().take(SHOWN) {
            let least = robustness(model, state, concept)?;
            found.push(Fall {
                state: state.0,
                concept,
                swaps: least.as_ref().map(|least: &Robustness| least.swaps),
                changes: least
                    .iter()
                    .flat_map(|least| &least.changes)
                    .map(|change| turn(model, change))
                    .collect(),
            });
        }
    }
    Ok(found)
}

fn turn(model: &Model, change: &Change) -> Turn {
    Turn {
        who: name(model, change.decision_maker),
        state: change.state.0,
        rises: change.rises,
        past: decimals(&change.past),
    }
}
