//! A first model of a conflict, out of what the parties said they would do and on what condition.
//!
//! It is a draft: people correct it, and then weigh it. Parties become decision makers, what they could do becomes
//! their options, and nothing of it is done in the status quo. What each prefers is read off its own words, the
//! weightiest first:
//!
//! 1. its limits are kept;
//! 2. what it does on a condition it does only if the condition is met;
//! 3. what it waits for is done;
//! 4. it keeps its word: where the condition is met it does what it held out;
//! 5. what it said it would do without a condition is done;
//! 6. what others ask of it, and it never held out, is not done.

use super::{
    Condition, ConflictError, ConflictOption, DecisionMaker, Direction, Model, Pattern, Preference, State,
};
use crate::knots::{Action, Knots, State as Stand, Wait};
use domain::StatementId;
use serde::Serialize;

/// A draft has at most this many options, so that people can still read it; those in knots go first.
pub const MAX_DRAFTED: usize = 12;

/// Of the ways in which the condition of one action can be met, so many are written down: the newest.
const WAYS: usize = 4;

/// Why a decision maker is thought to prefer something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Whose preference, by its place in the model.
    pub decision_maker: usize,
    /// Which of its statements, counted from 0: the weightiest is the first.
    pub rank: usize,
    /// What it prefers, in words.
    pub words: String,
    /// Where it was said; nothing for what was never said.
    pub statements: Vec<StatementId>,
}

/// A model and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The model.
    pub model: Model,
    /// For each option, the place of its action in [`Knots::actions`].
    pub actions: Vec<usize>,
    /// Why each preference stands there, in their order.
    pub reasons: Vec<Reason>,
    /// What a person should know before they rely on it.
    pub notes: Vec<String>,
}

impl Draft {
    /// The draft of what the record holds.
    ///
    /// # Errors
    /// There is no offer with a condition that is not met yet.
    pub fn of(knots: &Knots) -> Result<Self, ConflictError> {
        let mut notes = Vec::new();
        let actions = chosen(knots, &mut notes);
        if actions.is_empty() {
            return Err(ConflictError::new(
                "offers",
                "nobody waits for what somebody else would do",
                "confirm statements with a condition first",
            ));
        }
        let mut drafting = Drafting {
            knots,
            makers: Vec::new(),
            options: Vec::new(),
            actions,
            reasons: Vec::new(),
            notes,
        };
        drafting.name_everybody();
        let decision_makers = (0..drafting.makers.len())
            .map(|maker| drafting.maker(maker))
            .collect();
        Ok(Self {
            model: Model {
                options: drafting.options,
                decision_makers,
                status_quo: Some(State(0)),
                ..Model::default()
            },
            actions: drafting.actions,
            reasons: drafting.reasons,
            notes: drafting.notes,
        })
    }
}

/// The actions that make the options: not done yet, and tied to another by a wait or a limit.
fn chosen(knots: &Knots, notes: &mut Vec<String>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let in_knots = knots.knots.iter().flat_map(|knot| knot.actions.iter().copied());
    let in_waits = knots
        .waits
        .iter()
        .flat_map(|wait| std::iter::once(wait.action).chain(wait.needs.iter().copied()));
    let in_limits = knots
        .limits
        .iter()
        .filter(|limit| limit.action.is_some() && limit.not.is_some())
        .flat_map(|limit| limit.action.into_iter().chain(limit.not));
    for at in in_knots.chain(in_waits).chain(in_limits) {
        let open = knots
            .actions
            .get(at)
            .is_some_and(|action| action.state != Stand::Done);
        if open && !found.contains(&at) {
            found.push(at);
        }
    }
    for at in found.iter().skip(MAX_DRAFTED) {
        let what = knots.actions.get(*at).map_or("", |action| action.what.as_str());
        notes.push(format!(
            "left out, there are more than {MAX_DRAFTED} options: {what}"
        ));
    }
    found.truncate(MAX_DRAFTED);
    found.sort_by_key(|at| knots.actions.get(*at).map(|action| (rank_of(knots, action), *at)));
    found
}

/// The place of an action's party in the record; those of nobody known come last.
fn rank_of(knots: &Knots, action: &Action) -> usize {
    let party = action.actor.as_ref();
    let place = knots.parties.iter().position(|(id, _)| Some(id) == party);
    place.unwrap_or(usize::MAX)
}

struct Drafting<'k> {
    knots: &'k Knots,
    /// The names of the decision makers.
    makers: Vec<String>,
    options: Vec<ConflictOption>,
    /// Their actions.
    actions: Vec<usize>,
    reasons: Vec<Reason>,
    notes: Vec<String>,
}

impl<'k> Drafting<'k> {
    fn name_everybody(&mut self) {
        for at in &self.actions {
            let Some(action) = self.knots.actions.get(*at) else {
                continue;
            };
            let known = self.makers.iter().position(|name| *name == action.who);
            let owner = known.unwrap_or_else(|| {
                self.makers.push(action.who.clone());
                self.makers.len() - 1
            });
            self.options.push(ConflictOption {
                name: action.what.clone(),
                owner,
                direction: Direction::Both,
            });
        }
    }

    fn option(&self, action: usize) -> Option<usize> {
        self.actions.iter().position(|one| *one == action)
    }

    fn action(&self, option: usize) -> Option<&'k Action> {
        self.knots.actions.get(*self.actions.get(option)?)
    }

    /// That all that a wait needs is done; `None` where one of it cannot be told. What is done is no condition.
    fn met(&self, wait: &Wait) -> Option<Pattern> {
        let done = |action: &usize| {
            let action = self.knots.actions.get(*action);
            action.is_some_and(|action| action.state == Stand::Done)
        };
        let open = wait.needs.iter().filter(|action| !done(action));
        open.map(|action| Some(Pattern::option(self.option(*action)?, true)))
            .try_fold(Pattern::default(), |all, one| all.and(one?))
    }

    fn maker(&mut self, maker: usize) -> DecisionMaker {
        let own: Vec<usize> = (0..self.options.len())
            .filter(|option| self.options.get(*option).is_some_and(|one| one.owner == maker))
            .collect();
        let mut wishes = self.limits(&own);
        let mut wanted = Vec::new();
        let mut kept = Vec::new();
        for option in &own {
            let waits = self.waits(*option);
            let Some(mut met) = self.any_met(&waits) else {
                continue;
            };
            if met.any_of.len() > WAYS {
                self.notes.push(format!(
                    "{} can come about in {} ways; the first {WAYS} are used",
                    self.name(*option),
                    met.any_of.len()
                ));
                met.any_of.truncate(WAYS);
            }
            let said = statements(&waits);
            let name = self.name(*option);
            let needs = self.words(&met);
            wishes.push((
                met.or(&Condition::option(*option, false)),
                format!("{name} only if {needs}"),
                said.clone(),
            ));
            for need in waits.iter().flat_map(|wait| &wait.needs) {
                let Some(need) = self.option(*need).filter(|need| !own.contains(need)) else {
                    continue;
                };
                wanted.push((Condition::option(need, true), self.name(need), said.clone()));
            }
            let keeps = Condition::option(*option, true).or(&met.not());
            kept.push((keeps, format!("{name} if {needs}"), said));
        }
        wishes.extend(wanted);
        wishes.extend(kept);
        wishes.extend(own.iter().filter_map(|option| self.plain(*option)));
        self.prefer(maker, wishes)
    }

    fn waits(&self, option: usize) -> Vec<&'k Wait> {
        let action = self.actions.get(option);
        let waits = self.knots.waits.iter();
        waits.filter(|wait| Some(&wait.action) == action).collect()
    }

    /// That one of the waits is over; `None` where there is none, or one that always is.
    fn any_met(&self, waits: &[&Wait]) -> Option<Condition> {
        let met: Condition = waits.iter().filter_map(|wait| self.met(wait)).collect();
        let always = met.any_of.contains(&Pattern::default());
        (!met.any_of.is_empty() && !always).then_some(met)
    }

    /// What must not be together with something of one's own.
    fn limits(&self, own: &[usize]) -> Vec<Wish> {
        let limit = |limit: &crate::knots::Limit| {
            let action = self.option(limit.action?).filter(|option| own.contains(option))?;
            let not = self.option(limit.not?)?;
            let both = Pattern::option(action, true).and(Pattern::option(not, true))?;
            Some((
                Condition::from(both).not(),
                format!("not both {} and {}", self.name(action), self.name(not)),
                vec![limit.statement],
            ))
        };
        self.knots.limits.iter().filter_map(limit).collect()
    }

    /// What it said it would do, or was only asked for.
    fn plain(&self, option: usize) -> Option<Wish> {
        let action = self.action(option)?;
        let name = self.name(option);
        match action.state {
            Stand::Alone => Some((Condition::option(option, true), name, action.statements.clone())),
            Stand::Asked => Some((
                Condition::option(option, false),
                format!("not {name}"),
                Vec::new(),
            )),
            Stand::Waits | Stand::Done => None,
        }
    }

    /// The wishes in their order; one that is there already, or that contradicts one before, is left out.
    fn prefer(&mut self, maker: usize, wishes: Vec<Wish>) -> DecisionMaker {
        let mut conditions: Vec<Condition> = Vec::new();
        for (condition, words, statements) in wishes {
            let opposite = |one: &Condition| match (one.any_of.as_slice(), condition.any_of.as_slice()) {
                ([a], [b]) => a.mask() == b.mask() && a.mask().is_power_of_two(),
                _ => false,
            };
            if conditions.contains(&condition) || conditions.iter().any(opposite) {
                continue;
            }
            self.reasons.push(Reason {
                decision_maker: maker,
                rank: conditions.len(),
                words,
                statements,
            });
            conditions.push(condition);
        }
        DecisionMaker {
            name: self.makers.get(maker).cloned().unwrap_or_default(),
            preference: Preference::Prioritised(conditions),
            ..DecisionMaker::default()
        }
    }

    fn name(&self, option: usize) -> String {
        let action = self.action(option);
        action.map_or_else(String::new, |action| format!("“{}”", action.what))
    }

    fn words(&self, condition: &Condition) -> String {
        let one = |pattern: &Pattern| {
            let names: Vec<String> = pattern.options().map(|(option, _)| self.name(option)).collect();
            names.join(" and ")
        };
        let ways: Vec<String> = condition.any_of.iter().map(one).collect();
        ways.join(", or ")
    }
}

/// A condition, in words, and where it was said.
type Wish = (Condition, String, Vec<StatementId>);

fn statements(waits: &[&Wait]) -> Vec<StatementId> {
    let mut found: Vec<StatementId> = Vec::new();
    for id in waits.iter().flat_map(|wait| &wait.statements) {
        if !found.contains(id) {
            found.push(*id);
        }
    }
    found
}
