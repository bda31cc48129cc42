//! What each party has given and got.

use super::bits::Bits;
use super::graph::Graph;

/// One action, in the unit in which balances are told.
pub(super) const WHOLE: i64 = 1000;

/// The price of every action to its party, and its worth to those who wait for it.
///
/// An action costs its party one. To a party that wants it for something of its own, all that it wants for this is
/// together worth one: of two things that it waits for, each is worth half. So a condition that is met in full is
/// worth its price, and a party that gives and gets by its own words ends where it began.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    size: usize,
    /// For each action the parties whose balance it changes, and by how much.
    changes: Vec<Vec<(usize, i64)>>,
    /// The parties that take part.
    parties: Vec<usize>,
    /// What was done before the first step counts for nothing.
    before: Bits,
}

impl Ledger {
    /// The ledger of those whose actions are among `relevant`.
    pub(super) fn of(graph: &Graph, relevant: &Bits) -> Self {
        let actor = |n: usize| graph.nodes().get(n).and_then(|node| node.actor);
        let mut parties: Vec<usize> = relevant.iter().filter_map(actor).collect();
        parties.sort_unstable();
        parties.dedup();
        let mut changes: Vec<Vec<(usize, i64)>> = (0..graph.len())
            .map(|n| actor(n).map(|party| (party, -WHOLE)).into_iter().collect())
            .collect();
        for rule in graph.rules() {
            let Some(party) = actor(rule.action) else { continue };
            let wanted = || rule.needs.iter().chain(&rule.price);
            let share = WHOLE / i64::try_from(wanted().count().max(1)).unwrap_or(WHOLE);
            for &need in wanted().filter(|need| actor(**need) != Some(party)) {
                let Some(change) = changes.get_mut(need) else {
                    continue;
                };
                match change.iter_mut().find(|(known, _)| *known == party) {
                    Some((_, worth)) => *worth = (*worth).max(share),
                    None => change.push((party, share)),
                }
            }
        }
        Self {
            size: graph
                .nodes()
                .iter()
                .filter_map(|node| node.actor)
                .max()
                .map_or(0, |most| most + 1),
            changes,
            parties,
            before: graph.done(),
        }
    }

    /// Whether an action is worth something to a party that takes part.
    pub(super) fn is_worth_something(&self, action: usize) -> bool {
        let gains = |(party, change): &(usize, i64)| *change > 0 && self.parties.contains(party);
        self.changes
            .get(action)
            .is_some_and(|changes| changes.iter().any(gains))
    }

    /// The balances of the parties that take part, when `done` is done.
    pub(super) fn balances(&self, done: &Bits) -> Vec<(usize, i64)> {
        let mut all = vec![0; self.size];
        for action in done.without(&self.before).iter() {
            for (party, change) in self.changes.get(action).into_iter().flatten() {
                all[*party] += change;
            }
        }
        self.parties.iter().map(|party| (*party, all[*party])).collect()
    }

    /// How far the party that is most ahead is from the one that is most behind.
    pub(super) fn spread(&self, done: &Bits) -> i64 {
        let balances = self.balances(done);
        let most = balances.iter().map(|(_, balance)| *balance).max();
        let least = balances.iter().map(|(_, balance)| *balance).min();
        most.unwrap_or(0) - least.unwrap_or(0)
    }
}
