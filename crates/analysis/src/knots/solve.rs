//! From what was read to knots and the ways out of them.

use super::balance::balanced;
use super::bits::Bits;
use super::graph::{Graph, Node, Rule};
use super::ledger::Ledger;
use super::moves::{Budget, knots, releases};
use super::path::{Route, shortest};
use super::read::Read;
use super::what_if::{alone, breaks, guarantees};
use super::{Action, Alone, Guarantee, Knot, Path, State, Step, Wait, Way};
use crate::Record;
use domain::{Bond, MeasureId, StatementId, TopicId};
use std::collections::{BTreeMap, HashSet};

/// How much is searched for one answer that rests on up to [`SMALL`] actions: closures worked out, or places on a path
/// looked at. Most are done with far less; of what is larger less is looked at, for each look costs more, and the
/// answer says how far it may be from the best.
const SEARCH: usize = 20_000;
const SMALL: usize = 30;
/// The same for a single guarantee.
const SEARCH_FOR_ONE: usize = 2_000;
/// Of how many knots the ways out are worked out, the largest first.
const WORKED_OUT: usize = 12;

/// What was read, as a graph, with the way back to words.
pub(super) struct Solver<'r> {
    record: &'r Record<'r>,
    read: &'r Read,
    graph: Graph,
    /// For each rule of the graph the wait that it is, if it isn't a measure.
    rests_on: Vec<Option<usize>>,
}

impl<'r> Solver<'r> {
    pub(super) fn new(record: &'r Record<'r>, read: &'r Read) -> Self {
        let nodes = read.actions.iter().zip(&read.actors).map(|(action, actor)| Node {
            actor: *actor,
            done: action.state == State::Done,
        });
        let mut rules: Vec<Rule> = Vec::new();
        let mut rests_on = Vec::new();
        for (at, wait) in read.waits.iter().enumerate() {
            let (needs, price) = if wait.bond == Bond::Price {
                (Vec::new(), wait.needs.clone())
            } else {
                (wait.needs.clone(), Vec::new())
            };
            rules.push(Rule {
                action: wait.action,
                needs,
                price,
            });
            rests_on.push(Some(at));
        }
        for (at, action) in read.actions.iter().enumerate() {
            let has_rule = || {
                read.waits
                    .iter()
                    .any(|wait| wait.action == at && wait.needs.is_empty())
            };
            if action.state == State::Alone && !has_rule() {
                rules.push(Rule {
                    action: at,
                    ..Rule::default()
                });
                rests_on.push(None);
            }
        }
        let apart = read
            .limits
            .iter()
            .filter_map(|limit| limit.action.zip(limit.not))
            .collect();
        // Every number was given by the reading of the same record.
        let graph = Graph::new(nodes.collect(), rules, apart).unwrap_or_default();
        Self {
            record,
            read,
            graph,
            rests_on,
        }
    }

    fn bits(&self, actions: &[usize]) -> Bits {
        Bits::of(self.graph.len(), actions.iter().copied())
    }

    pub(super) fn knots(&self) -> Vec<Knot> {
        let mut found = knots(&self.graph);
        found.sort_by_key(|knot| (std::cmp::Reverse(knot.len()), knot.clone()));
        found
            .into_iter()
            .enumerate()
            .map(|(at, knot)| self.knot(knot, at < WORKED_OUT))
            .collect()
    }

    fn knot(&self, actions: Vec<usize>, in_full: bool) -> Knot {
        let set = self.bits(&actions);
        let none = Bits::none(self.graph.len());
        let mut waits = Vec::new();
        for rule in self.graph.rules().iter().filter(|rule| set.has(rule.action)) {
            let inside = rule
                .needs
                .iter()
                .chain(&rule.price)
                .filter(|need| set.has(**need));
            waits.extend(inside.map(|need| (rule.action, *need)));
        }
        waits.sort_unstable();
        waits.dedup();
        let mut places: Vec<usize> = actions
            .iter()
            .filter_map(|at| self.read.actors.get(*at).copied().flatten())
            .collect();
        places.sort_unstable();
        places.dedup();
        let spend = |amount: usize| Budget(if in_full { amount } else { 1 });
        let first_moves = releases(&self.graph, &set, &none, &mut spend(SEARCH));
        let vouched = guarantees(&self.graph, &set, &mut spend(SEARCH_FOR_ONE));
        Knot {
            first_moves,
            guarantees: vouched
                .into_iter()
                .map(|vouched| Guarantee {
                    of: vouched.of,
                    also: vouched.also,
                    by: self.bystanders(&places),
                })
                .collect(),
            small_steps: self.small_steps(&actions),
            way: if in_full {
                self.way(&actions)
            } else {
                Way::default()
            },
            parties: places
                .iter()
                .filter_map(|at| Some(self.record.parties.get(*at)?.id.clone()))
                .collect(),
            actions,
            waits,
        }
    }

    /// The measures that share a topic with what is said of these actions, and aren't done.
    fn small_steps(&self, knot: &[usize]) -> Vec<usize> {
        let inside =
            |wait: &&Wait| knot.contains(&wait.action) && wait.needs.iter().any(|n| knot.contains(n));
        let waits = self.read.waits.iter().filter(inside);
        let said: HashSet<StatementId> = waits.flat_map(|wait| wait.statements.iter().copied()).collect();
        let statements = self.record.statements.iter().filter(|s| said.contains(&s.id));
        let topics: HashSet<&TopicId> = statements.flat_map(|s| &s.topics).collect();
        let shares = |id: &MeasureId| {
            let measure = self.record.measures.iter().find(|measure| measure.id == *id);
            measure.is_some_and(|measure| measure.topics.iter().any(|topic| topics.contains(topic)))
        };
        let small = |(at, action): &(usize, &Action)| {
            action.state != State::Done && !knot.contains(at) && action.measure.as_ref().is_some_and(shares)
        };
        self.read
            .actions
            .iter()
            .enumerate()
            .filter(small)
            .map(|(at, _)| at)
            .collect()
    }

    fn bystanders(&self, inside: &[usize]) -> Vec<domain::PartyId> {
        let parties = self.record.parties.iter().enumerate();
        let outside = parties.filter(|(at, _)| !inside.contains(at));
        outside.map(|(_, party)| party.id.clone()).collect()
    }

    /// The ways to do all of `goal`.
    pub(super) fn way(&self, goal: &[usize]) -> Way {
        let target = self.bits(goal);
        // A single goal that its party made conditional isn't reached by doing it regardless.
        let mut never = Bits::none(self.graph.len());
        if let [only] = goal
            && !self.graph.rules_of(*only).is_empty()
        {
            never.add(*only);
        }
        let cone = self.graph.cone(&target);
        let ledger = Ledger::of(&self.graph, &cone);
        let size = cone.count().div_ceil(SMALL);
        let short = shortest(
            &self.graph,
            &target,
            &never,
            &ledger,
            &mut Budget(SEARCH / size.max(1)),
        );
        let even = balanced(
            &self.graph,
            &target,
            &never,
            &ledger,
            &mut Budget(SEARCH / size.max(1).pow(2) / 2),
        );
        Way {
            goal: goal.to_vec(),
            shortest: short.map(|route| self.path(&route, &target, &ledger)),
            balanced: even.map(|route| self.path(&route, &target, &ledger)),
        }
    }

    fn path(&self, route: &Route, target: &Bits, ledger: &Ledger) -> Path {
        let mut done = self.graph.done();
        let mut first = Bits::none(self.graph.len());
        let mut path = Path {
            at_least: route.at_least,
            exact: route.exact,
            ..Path::default()
        };
        for actions in &route.steps {
            let is_first = matches!(actions.as_slice(), [only] if !self.graph.enabled(*only, &done));
            if is_first {
                first.join(&self.bits(actions));
                path.first_moves += 1;
            }
            done.join(&self.bits(actions));
            path.imbalance = path.imbalance.max(ledger.spread(&done));
            let balances = ledger.balances(&done).into_iter();
            let binds = |at: &usize| {
                let action = self.read.limits.get(*at).and_then(|limit| limit.action);
                action.is_some_and(|action| actions.contains(&action))
            };
            path.steps.push(Step {
                actions: actions.clone(),
                first: is_first,
                balances: balances
                    .filter_map(|(party, balance)| {
                        Some((self.record.parties.get(party)?.id.clone(), balance))
                    })
                    .collect(),
                limits: (0..self.read.limits.len()).filter(binds).collect(),
            });
        }
        path.breaks = self.breaks(&first, &done, target);
        path
    }

    /// The statements each of which holds the path together.
    fn breaks(&self, first: &Bits, steps: &Bits, target: &Bits) -> Vec<StatementId> {
        let mut by_statement: BTreeMap<StatementId, Vec<usize>> = BTreeMap::new();
        for (rule, wait) in self.rests_on.iter().enumerate() {
            let wait = wait.and_then(|at| self.read.waits.get(at));
            // What was said twice stands when one of the two is withdrawn.
            if let Some([only]) = wait.map(|wait| wait.statements.as_slice()) {
                by_statement.entry(*only).or_default().push(rule);
            }
        }
        let holds = |rules: &Vec<usize>| breaks(&self.graph, first, steps, target, rules);
        by_statement
            .into_iter()
            .filter(|(_, rules)| holds(rules))
            .map(|(id, _)| id)
            .collect()
    }

    /// What somebody can do alone.
    pub(super) fn alone(&self, knots: &[Knot]) -> Vec<Alone> {
        let mut found: Vec<Alone> = alone(&self.graph)
            .into_iter()
            .map(|(action, opened)| Alone {
                action,
                undoes: (0..knots.len())
                    .filter(|at| {
                        knots
                            .get(*at)
                            .is_some_and(|knot| self.bits(&knot.actions).within(&opened))
                    })
                    .collect(),
                opens: opened.iter().collect(),
            })
            .collect();
        found.sort_by_key(|alone| (std::cmp::Reverse(alone.opens.len()), alone.action));
        found
    }
}
