//! The most balanced sequence of steps: that in which nobody is ever far ahead.

use super::bits::Bits;
use super::graph::Graph;
use super::ledger::Ledger;
use super::moves::Budget;
use super::path::Route;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// A set of actions that are done, and how it came about.
struct Place {
    done: Bits,
    from: Option<usize>,
    step: Vec<usize>,
}

/// The route whose largest imbalance is smallest; of these one with few first moves, then with few steps.
///
/// A search over what can be done by then, nearest imbalance first: what stands at the head of the queue is a proven
/// lower bound.
pub(super) fn balanced(
    graph: &Graph,
    target: &Bits,
    never: &Bits,
    ledger: &Ledger,
    budget: &mut Budget,
) -> Option<Route> {
    let cone = graph.cone(target);
    let (worlds, all_worlds) = graph.worlds(target);
    let mut best: Option<Route> = None;
    let mut at_least = i64::MAX;
    let mut exact = all_worlds;
    for world in &worlds {
        // What becomes possible on the way may even things out.
        let follows = graph.closure(&graph.done().or(&cone), world);
        let evens = follows
            .iter()
            .filter(|action| cone.has(*action) || ledger.is_worth_something(*action));
        let relevant = Bits::of(graph.len(), evens).and(world);
        let search = Search {
            graph,
            world,
            relevant,
            target,
            never,
            ledger,
            left_out: Cell::new(false),
        };
        let (found, bound, finished) = search.run(i64::MAX, budget);
        exact &= finished && !search.left_out.get();
        at_least = at_least.min(if search.left_out.get() { 0 } else { bound });
        let Some(mut found) = found else { continue };
        let imbalance = search.imbalance(&found);
        let bounded = search.fewest(imbalance, budget);
        found = bounded.unwrap_or_else(|| search.pruned(found, imbalance));
        let cost = |steps: &[Vec<usize>]| (search.imbalance(steps), search.first_moves(steps), steps.len());
        if best
            .as_ref()
            .is_none_or(|known| cost(&found) < cost(&known.steps))
        {
            best = Some(Route {
                steps: found,
                at_least: 0,
                exact: false,
            });
        }
    }
    let mut best = best?;
    best.at_least = if all_worlds { at_least } else { 0 };
    best.exact = exact;
    Some(best)
}

struct Search<'g> {
    graph: &'g Graph,
    world: &'g Bits,
    relevant: Bits,
    target: &'g Bits,
    never: &'g Bits,
    ledger: &'g Ledger,
    /// Some step wasn't looked at, so nothing is proven.
    left_out: Cell<bool>,
}

impl Search<'_> {
    /// A route with the smallest imbalance, a bound that no route is below, and whether the search was finished.
    fn run(&self, most: i64, budget: &mut Budget) -> (Option<Vec<Vec<usize>>>, i64, bool) {
        let mut places = vec![self.today()];
        let mut known: HashMap<Bits, i64> = HashMap::new();
        let mut queue = BinaryHeap::from([(Reverse(0_i64), 0_usize, Reverse(0_usize))]);
        while let Some((Reverse(imbalance), steps, Reverse(at))) = queue.pop() {
            let Some(done) = places.get(at).map(|place| place.done.clone()) else {
                continue;
            };
            if self.target.within(&done) {
                return (Some(route(&places, at)), imbalance, true);
            }
            if !budget.spend() {
                let some = self.some(most);
                return (some, imbalance, false);
            }
            for step in self.steps_from(&done) {
                let next = done.or(&Bits::of(self.graph.len(), step.iter().copied()));
                let worst = imbalance.max(self.ledger.spread(&next));
                if worst > most || known.get(&next).is_some_and(|before| *before <= worst) {
                    continue;
                }
                known.insert(next.clone(), worst);
                places.push(Place {
                    done: next,
                    from: Some(at),
                    step,
                });
                // Of equal ones the furthest: whether the target can be reached is all that matters here.
                queue.push((Reverse(worst), steps + 1, Reverse(places.len() - 1)));
            }
        }
        (None, i64::MAX, true)
    }

    /// Of the routes within an imbalance, that with the fewest first moves, then steps; `None` if it takes too long.
    fn fewest(&self, most: i64, budget: &mut Budget) -> Option<Vec<Vec<usize>>> {
        let mut places = vec![self.today()];
        let mut known: HashMap<Bits, (usize, usize)> = HashMap::new();
        let mut queue = BinaryHeap::from([Reverse((0_usize, 0_usize, 0_usize))]);
        while let Some(Reverse((first, steps, at))) = queue.pop() {
            let done = places.get(at).map(|place| place.done.clone())?;
            if self.target.within(&done) {
                return Some(route(&places, at));
            }
            if !budget.spend() {
                return None;
            }
            for step in self.steps_from(&done) {
                let next = done.or(&Bits::of(self.graph.len(), step.iter().copied()));
                let cost = (first + usize::from(self.is_first(&step, &done)), steps + 1);
                if self.ledger.spread(&next) > most || known.get(&next).is_some_and(|before| *before <= cost)
                {
                    continue;
                }
                known.insert(next.clone(), cost);
                places.push(Place {
                    done: next,
                    from: Some(at),
                    step,
                });
                queue.push(Reverse((cost.0, cost.1, places.len() - 1)));
            }
        }
        None
    }

    fn today(&self) -> Place {
        Place {
            done: self.graph.done(),
            from: None,
            step: Vec::new(),
        }
    }

    fn is_first(&self, step: &[usize], done: &Bits) -> bool {
        matches!(step, [action] if !self.graph.at_once(&Bits::of(self.graph.len(), [*action]), done))
    }

    fn steps_from(&self, done: &Bits) -> Vec<Vec<usize>> {
        let open = self.relevant.without(done);
        let may = |action: &usize| self.graph.enabled(*action, done) || !self.never.has(*action);
        let mut steps: Vec<Vec<usize>> = open.iter().filter(may).map(|action| vec![action]).collect();
        let (exchanges, all) = self.graph.exchanges(done, &self.relevant);
        steps.extend(exchanges.iter().map(|set| set.iter().collect()));
        if !all {
            self.left_out.set(true);
        }
        steps
    }

    /// The route on which everything is done at once, as long as it keeps within `most`: found without searching.
    fn some(&self, most: i64) -> Option<Vec<Vec<usize>>> {
        let mut done = self.graph.done();
        let mut steps = Vec::new();
        while !self.target.within(&done) {
            let after = |step: &[usize]| done.or(&Bits::of(self.graph.len(), step.iter().copied()));
            let step = self
                .steps_from(&done)
                .into_iter()
                .min_by_key(|step| (self.ledger.spread(&after(step)), self.is_first(step, &done)))?;
            done = after(&step);
            if self.ledger.spread(&done) > most {
                return None;
            }
            steps.push(step);
        }
        Some(steps)
    }

    fn imbalance(&self, steps: &[Vec<usize>]) -> i64 {
        let mut done = self.graph.done();
        let mut worst = 0;
        for step in steps {
            done.join(&Bits::of(self.graph.len(), step.iter().copied()));
            worst = worst.max(self.ledger.spread(&done));
        }
        worst
    }

    fn first_moves(&self, steps: &[Vec<usize>]) -> usize {
        let mut done = self.graph.done();
        let mut count = 0;
        for step in steps {
            count += usize::from(self.is_first(step, &done));
            done.join(&Bits::of(self.graph.len(), step.iter().copied()));
        }
        count
    }

    /// The route without steps that it can do without, as long as it stays within the imbalance and takes no more first moves.
    fn pruned(&self, steps: Vec<Vec<usize>>, most: i64) -> Vec<Vec<usize>> {
        let mut kept = steps;
        let mut at = kept.len();
        while at > 0 {
            at -= 1;
            let mut fewer = kept.clone();
            fewer.remove(at);
            let good = self.holds(&fewer)
                && self.imbalance(&fewer) <= most
                && self.first_moves(&fewer) <= self.first_moves(&kept);
            if good {
                kept = fewer;
                at = at.min(kept.len());
            }
        }
        kept
    }

    /// Whether these steps can be taken in this order and reach the target.
    fn holds(&self, steps: &[Vec<usize>]) -> bool {
        let mut done = self.graph.done();
        for step in steps {
            let set = Bits::of(self.graph.len(), step.iter().copied());
            let able = match step.as_slice() {
                [action] if !self.never.has(*action) => true,
                _ => set.within(self.world) && self.graph.at_once(&set, &done),
            };
            if !able {
                return false;
            }
            done.join(&set);
        }
        self.target.within(&done)
    }
}

fn route(places: &[Place], mut at: usize) -> Vec<Vec<usize>> {
    let mut steps = Vec::new();
    while let Some(place) = places.get(at) {
        let Some(from) = place.from else { break };
        steps.push(place.step.clone());
        at = from;
    }
    steps.reverse();
    steps
}
