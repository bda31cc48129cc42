//! Knots, where each waits for the other, and the ways out of them.
//!
//! Statements with a condition become a graph of actions ([`Graph`]); see the crate's README for the rules by which
//! words become actions, and for the sources of what is computed.

mod balance;
mod bits;
mod clauses;
mod deed;
mod graph;
mod ledger;
mod moves;
mod path;
mod picture;
mod read;
mod solve;
mod table;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests;
mod vocabulary;
mod what_if;

pub use graph::{BadGraph, Graph, Node, Rule};
pub use moves::Releases;

use crate::Record;
use crate::words::{shortened, stems};
use domain::{Bond, MeasureId, PartyId, StatementId, Status};
use jiff::civil::Date;
use serde::Serialize;
use solve::Solver;
use std::collections::HashSet;

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
    /// Measures on its topics that are open or have lapsed: small steps that nobody made anything wait for.
    pub small_steps: Vec<usize>,
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

/// A statement that something here rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Which.
    pub statement: StatementId,
    /// Who said it, as shown.
    pub speaker: String,
    /// When.
    pub day: Option<Date>,
    /// What was said.
    pub words: String,
    /// Whether somebody confirmed it.
    pub confirmed: bool,
}

/// Who waits for whom on a day, and the ways out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Knots {
    /// The day.
    pub day: Date,
    /// The parties that act, as shown, in the order of the record.
    pub parties: Vec<(PartyId, String)>,
    /// The others, who could vouch for something.
    pub bystanders: Vec<(PartyId, String)>,
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
    /// Every statement that is named above, the newest first.
    pub sources: Vec<Source>,
}

/// Who waits for whom on `day`, and the ways out.
pub fn knots(record: &Record<'_>, day: Date) -> Knots {
    worked_out(record, day, None)
}

/// The same, with the ways to a goal: the number of an action as people see it (counted from 1), or words of it.
pub fn knots_towards(record: &Record<'_>, day: Date, goal: &str) -> Knots {
    worked_out(record, day, Some(goal))
}

fn worked_out(record: &Record<'_>, day: Date, goal: Option<&str>) -> Knots {
    let mut read = read::read(record, day);
    let solver = Solver::new(record, &read);
    let knots = solver.knots();
    let alone = solver.alone(&knots);
    let mut way = None;
    let mut unmet = None;
    if let Some(goal) = goal {
        match named(&read.actions, goal) {
            Some(action) => way = Some(solver.way(&[action])),
            None => unmet = Some(no_such_goal(goal)),
        }
    }
    read.notices.extend(unmet);
    let acts = |id: &PartyId| {
        read.actions
            .iter()
            .any(|action| action.actor.as_ref() == Some(id))
    };
    let everybody = record
        .parties
        .iter()
        .map(|party| (party.id.clone(), party.name.clone()));
    let (parties, bystanders) = everybody.partition(|(id, _)| acts(id));
    let mut found = Knots {
        day,
        parties,
        bystanders,
        knots,
        alone,
        way,
        actions: read.actions,
        waits: read.waits,
        limits: read.limits,
        notices: read.notices,
        sources: Vec::new(),
    };
    found.sources = sources(record, &found);
    found
}

/// The statements that are named, the newest first.
fn sources(record: &Record<'_>, knots: &Knots) -> Vec<Source> {
    let named: HashSet<StatementId> = knots
        .actions
        .iter()
        .flat_map(|action| &action.statements)
        .chain(knots.waits.iter().flat_map(|wait| &wait.statements))
        .chain(knots.limits.iter().map(|limit| &limit.statement))
        .chain(knots.notices.iter().flat_map(|notice| &notice.statements))
        .copied()
        .collect();
    let mut standing = record.standing(knots.day);
    standing.reverse();
    standing
        .into_iter()
        .filter(|(_, statement)| named.contains(&statement.id))
        .map(|(day, statement)| Source {
            statement: statement.id,
            speaker: statement
                .speaker
                .as_ref()
                .map_or("somebody", |speaker| &speaker.name)
                .to_owned(),
            day,
            words: shortened(&statement.words, 300),
            confirmed: statement.status == Status::Confirmed,
        })
        .collect()
}

/// The action of this number, or that which has most of these words.
fn named(actions: &[Action], goal: &str) -> Option<usize> {
    if let Ok(number) = goal.trim().parse::<usize>() {
        return number.checked_sub(1).filter(|at| *at < actions.len());
    }
    let mut wanted = stems(goal);
    wanted.retain(|stem| !vocabulary::is_light(stem));
    let score = |action: &Action| {
        let has = stems(&format!("{} {}", action.who, action.what));
        wanted.iter().filter(|stem| has.contains(stem)).count()
    };
    let best = actions
        .iter()
        .enumerate()
        .max_by_key(|(at, action)| (score(action), std::cmp::Reverse(*at)));
    // Half of the words at least: a goal that is none is told, not guessed.
    best.filter(|(_, action)| score(action) * 2 >= wanted.len().max(1))
        .map(|(at, _)| at)
}

fn no_such_goal(goal: &str) -> Notice {
    Notice {
        words: format!("No action is called “{goal}”: name one by its number or by words of it."),
        statements: Vec::new(),
    }
}

/// The knots for a terminal of so many columns, in plain words with numbered sources.
pub fn table(knots: &Knots, columns: usize) -> String {
    table::lay_out(knots, columns)
}

/// The knots as a picture (SVG): parties as columns, actions as boxes, arrows for who waits for what.
pub fn picture(knots: &Knots) -> String {
    picture::draw(knots)
}
