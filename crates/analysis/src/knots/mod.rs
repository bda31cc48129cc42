//! Knots, where each waits for the other, and the ways out of them.
//!
//! Statements with a condition become a graph of actions ([`Graph`]); see the crate's README for the rules by which
//! words become actions, and for the sources of what is computed.

#[allow(dead_code, reason = "used from the next step on")]
mod bits;
#[allow(dead_code, reason = "used from the next step on")]
mod graph;
#[allow(dead_code, reason = "used from the next step on")]
mod moves;

pub use graph::{BadGraph, Graph, Node, Rule};
pub use moves::Releases;

use crate::Record;
use domain::{Bond, MeasureId, PartyId, StatementId};
use jiff::civil::Date;
use serde::Serialize;

/// How an action stands today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Done, by a measure of the record.
    Done,
    /// Its party said that it will, or undertook to, without a condition.
    Alone,
    /// Its party said on what it waits.
    Waits,
    /// Others wait for it; nobody has said that it will be done.
    #[default]
    Asked,
}

/// Something that a party can do. Elsewhere it is named by its place in [`Knots::actions`], counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Whose; unknown when the words don't say.
    pub actor: Option<PartyId>,
    /// Whose, as shown: a name, or "somebody".
    pub who: String,
    /// What is done, in the words of the record.
    pub what: String,
    /// How it stands.
    pub state: State,
    /// The statements that speak of it, the newest first.
    pub statements: Vec<StatementId>,
    /// The measure that it is, if it is one.
    pub measure: Option<MeasureId>,
}

/// A party's own words on when it would do something. Several of an action are alternatives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wait {
    /// What it would do.
    pub action: usize,
    /// What must be done before: all of it.
    pub needs: Vec<usize>,
    /// [`Bond::Price`] when both may be done at the same time.
    pub bond: Bond,
    /// The words that join them: "only once".
    pub connective: String,
    /// The whole words of the newest statement.
    pub words: String,
    /// Where this is said, the newest first.
    pub statements: Vec<StatementId>,
}

/// What a party won't risk or accept with something that it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What it would do, if that is an action of the graph.
    pub action: Option<usize>,
    /// What excludes it, if that is an action of the graph.
    pub not: Option<usize>,
    /// What must not happen, in its words.
    pub words: String,
    /// Whose limit, as shown.
    pub who: String,
    /// Where this is said.
    pub statement: StatementId,
}

/// Somebody's word that would take the place of an action that others wait for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guarantee {
    /// What a third party would vouch for.
    pub of: usize,
    /// What must be done besides, before anything follows; mostly empty.
    pub also: Vec<usize>,
    /// Parties of the record that stand outside of the knot.
    pub by: Vec<PartyId>,
}

/// Actions each of which waits for another of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Knot {
    /// Its actions.
    pub actions: Vec<usize>,
    /// Who waits for what, inside of it: the first for the second.
    pub waits: Vec<(usize, usize)>,
    /// Whose actions they are.
    pub parties: Vec<PartyId>,
    /// The smallest sets of first moves that undo it.
    pub first_moves: Releases,
    /// Single guarantees that undo it with nobody moving first.
    pub guarantees: Vec<Guarantee>,
    /// The ways through it.
    pub way: Way,
}

/// What somebody can do without waiting for anybody, and what it would open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alone {
    /// What.
    pub action: usize,
    /// What follows from it by the others' own words.
    pub opens: Vec<usize>,
    /// The knots (counted from 0) that it undoes.
    pub undoes: Vec<usize>,
}

/// One step of a path: an action, or several that are done at the same time because each is the other's price.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What is done.
    pub actions: Vec<usize>,
    /// Whether it is a first move: done although what it waits for isn't, or although nobody has said it will be.
    pub first: bool,
    /// What each party that takes part has had less what it has given, after this step, in thousandths of an action.
    pub balances: Vec<(PartyId, i64)>,
    /// Limits (by their places in [`Knots::limits`]) that bind this step.
    pub limits: Vec<usize>,
}

/// A sequence of steps from today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Path {
    /// Its steps, in their order.
    pub steps: Vec<Step>,
    /// How many first moves it has.
    pub first_moves: usize,
    /// The largest distance between the balances of two parties after any step, in thousandths of an action.
    pub imbalance: i64,
    /// No path has fewer first moves (shortest), or a smaller imbalance (balanced): proven.
    pub at_least: i64,
    /// Whether it is proven to be the best.
    pub exact: bool,
    /// Statements each of which, if it were withdrawn, would break the path.
    pub breaks: Vec<StatementId>,
}

/// The ways to a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Way {
    /// What is to be reached.
    pub goal: Vec<usize>,
    /// With the fewest first moves, and of these the fewest steps.
    pub shortest: Option<Path>,
    /// That which leaves nobody far ahead of the others at any time.
    pub balanced: Option<Path>,
}

/// Something that couldn't be used as it stands, in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What, and how to mend it.
    pub words: String,
    /// Which statements it is about.
    pub statements: Vec<StatementId>,
}

/// Who waits for whom on a day, and the ways out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Knots {
    /// The day.
    pub day: Date,
    /// The parties that act, as shown, in the order of the record.
    pub parties: Vec<(PartyId, String)>,
    /// What is done, or waited for.
    pub actions: Vec<Action>,
    /// When it would be done.
    pub waits: Vec<Wait>,
    /// What is kept out of it.
    pub limits: Vec<Limit>,
    /// Where each waits for the other, the largest first.
    pub knots: Vec<Knot>,
    /// What can be done alone.
    pub alone: Vec<Alone>,
    /// The ways to the goal that was asked for.
    pub way: Option<Way>,
    /// What couldn't be used.
    pub notices: Vec<Notice>,
}

/// Who waits for whom on `day`, and the ways out.
pub fn knots(_record: &Record<'_>, day: Date) -> Knots {
    Knots {
        day,
        ..Knots::default()
    }
}

/// The same, with the ways to a goal: the number of an action (counted from 1), or words of it.
pub fn knots_towards(record: &Record<'_>, day: Date, _goal: &str) -> Knots {
    knots(record, day)
}

/// The knots as a picture (SVG): parties as columns, actions as boxes, arrows for who waits for what.
pub fn picture(_knots: &Knots) -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"/>".to_owned()
}
