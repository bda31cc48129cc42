//! The shortest sequence of steps to a goal: fewest first moves, then fewest steps.

use super::bits::Bits;
use super::graph::Graph;
use super::ledger::Ledger;
use super::moves::{Budget, releases};

/// How many sets of first moves of the same size are tried for the fewest steps.
const TRIED: usize = 40;

/// A sequence of steps, each of one action or of several at the same time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) steps: Vec<Vec<usize>>,
    /// Proven: no route has fewer first moves (shortest) or a smaller imbalance (balanced).
    pub(super) at_least: i64,
    /// Proven to be the best.
    pub(super) exact: bool,
}

/// The route with the fewest first moves, and among these the fewest steps. `None` if there is none.
pub(super) fn shortest(
    graph: &Graph,
    target: &Bits,
    never: &Bits,
    ledger: &Ledger,
    budget: &mut Budget,
) -> Option<Route> {
    let found = releases(graph, target, never, budget);
    let size = found.smallest()?;
    let (worlds, _) = graph.worlds(target);
    let mut best: Option<(Bits, Bits, bool)> = None;
    // Each costs a look at every rule.
    let tried = TRIED.min(2_000 / graph.rules().len().max(1)).max(1);
    let same_size = || found.sets.iter().take_while(|set| set.len() == size);
    for set in same_size().take(tried) {
        let first = Bits::of(graph.len(), set.iter().copied());
        for world in &worlds {
            let Some((done, exact)) = fewest(graph, world, &first, target, budget) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(known, ..)| done.count() < known.count())
            {
                best = Some((done, first.clone(), exact));
            }
        }
    }
    let (done, first, exact) = best?;
    let every_set =
        same_size().count() <= tried && (found.complete || same_size().count() < found.sets.len());
    Some(Route {
        steps: ordered(graph, &done, &first, ledger),
        at_least: i64::try_from(found.at_least).unwrap_or(i64::MAX),
        exact: exact && every_set && found.gap() == 0,
    })
}

/// What must be done at the least, `first` included, until all of `target` is; and whether fewer is proven impossible.
fn fewest(
    graph: &Graph,
    world: &Bits,
    first: &Bits,
    target: &Bits,
    budget: &mut Budget,
) -> Option<(Bits, bool)> {
    let base = graph.done().or(first);
    if !first.within(world) || !target.within(&graph.closure(&base, world)) {
        return None;
    }
    let mut search = Fewest {
        graph,
        base: &base,
        world,
        best: derived(graph, world, &base, target),
        cut_short: false,
    };
    let open = target.without(&base);
    search.look(&open, &open, budget);
    let exact = !search.cut_short;
    Some((search.best.or(first), exact))
}

struct Fewest<'g> {
    graph: &'g Graph,
    base: &'g Bits,
    world: &'g Bits,
    best: Bits,
    cut_short: bool,
}

impl Fewest<'_> {
    /// Looks for a smaller set that holds `taken`, of which `open` have no rule yet.
    fn look(&mut self, taken: &Bits, open: &Bits, budget: &mut Budget) {
        if taken.count() >= self.best.count() || self.cut_short {
            return;
        }
        let Some(action) = open.iter().next() else {
            if !budget.spend() {
                self.cut_short = true;
            } else if taken.within(&self.graph.closure(self.base, &self.base.or(taken))) {
                self.best = taken.clone();
            }
            return;
        };
        for rule in self
            .graph
            .rules_of(action)
            .iter()
            .filter_map(|n| self.graph.rules().get(*n))
        {
            let before = || rule.needs.iter().chain(&rule.price).copied();
            if before().any(|need| need == action || !self.world.has(need)) {
                continue;
            }
            let mut more = Bits::of(self.graph.len(), before());
            more.take(self.base);
            more.take(taken);
            let mut left = open.or(&more);
            left.drop(action);
            self.look(&taken.or(&more), &left, budget);
            if !budget.spend() {
                self.cut_short = true;
                return;
            }
        }
    }
}

/// Some set that brings the target about: each action by the rule that is met first.
fn derived(graph: &Graph, world: &Bits, base: &Bits, target: &Bits) -> Bits {
    let mut done = base.clone();
    let mut by: Vec<Option<usize>> = vec![None; graph.len()];
    loop {
        let mut fresh = Bits::none(graph.len());
        for (n, rule) in graph.rules().iter().enumerate() {
            let open = world.has(rule.action) && !done.has(rule.action) && !fresh.has(rule.action);
            if open && rule.needs.iter().chain(&rule.price).all(|need| done.has(*need)) {
                fresh.add(rule.action);
                by[rule.action] = Some(n);
            }
        }
        if fresh.is_empty() {
            fresh = graph.together(&done, world, true);
            let either = done.or(&fresh);
            for action in fresh.iter() {
                let fits = |n: &&usize| {
                    graph.rules().get(**n).is_some_and(|rule| {
                        rule.needs.iter().all(|need| done.has(*need))
                            && rule.price.iter().all(|need| either.has(*need))
                    })
                };
                by[action] = graph.rules_of(action).iter().find(fits).copied();
            }
        }
        if fresh.is_empty() {
            break;
        }
        done.join(&fresh);
    }
    let mut taken = target.without(base);
    let mut open: Vec<usize> = taken.iter().collect();
    while let Some(action) = open.pop() {
        let rule = by
            .get(action)
            .copied()
            .flatten()
            .and_then(|n| graph.rules().get(n));
        for &need in rule
            .into_iter()
            .flat_map(|rule| rule.needs.iter().chain(&rule.price))
        {
            if !base.has(need) && !taken.has(need) {
                taken.add(need);
                open.push(need);
            }
        }
    }
    taken
}

/// `wanted` in an order in which each follows by its rule, or is one of `first`; of what could come next always that
/// which leaves the balances nearest to each other.
fn ordered(graph: &Graph, wanted: &Bits, first: &Bits, ledger: &Ledger) -> Vec<Vec<usize>> {
    let mut done = graph.done();
    let mut left = wanted.without(&done);
    let mut steps = Vec::new();
    while !left.is_empty() {
        let able = |action: &usize| graph.enabled(*action, &done);
        let next = left
            .iter()
            .filter(|action| able(action) || first.has(*action))
            .min_by_key(|action| (ledger.spread(&done.with(*action)), !able(action), *action));
        let step = match next {
            Some(action) => Bits::of(graph.len(), [action]),
            None => graph
                .exchanges(&done, &left)
                .0
                .into_iter()
                .min_by_key(|set| (ledger.spread(&done.or(set)), set.count()))
                .unwrap_or_else(|| Bits::none(graph.len())),
        };
        if step.is_empty() {
            break;
        }
        done.join(&step);
        left.take(&step);
        steps.push(step.iter().collect());
    }
    steps
}
