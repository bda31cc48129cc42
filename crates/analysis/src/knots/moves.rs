//! Knots, and the smallest sets of first moves that undo them.

use super::bits::Bits;
use super::graph::Graph;
use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;
use serde::Serialize;

/// How many sets of first moves are listed.
const LISTED: usize = 200;

/// How much searching is left: one for each closure that is worked out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget(pub(super) usize);

impl Budget {
    pub(super) fn spend(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

/// What undoes a knot, or leads to a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Releases {
    /// Sets of actions, the smallest first. When each action of one of them is done although what it waits for isn't,
    /// all else follows by the parties' own conditions. None of them can be made smaller. An empty set: nobody has
    /// to move first.
    pub sets: Vec<Vec<usize>>,
    /// No set is smaller than this: proven, also where the search was cut short.
    pub at_least: usize,
    /// Whether these are all such sets.
    pub complete: bool,
}

impl Releases {
    /// The size of the smallest set that was found.
    pub fn smallest(&self) -> Option<usize> {
        self.sets.first().map(Vec::len)
    }

    /// By how many actions the smallest set might be smaller than the one found: 0 when it is proven to be smallest.
    pub fn gap(&self) -> usize {
        self.smallest()
            .map_or(0, |size| size.saturating_sub(self.at_least))
    }
}

/// The knots: actions none of which can come about, each waiting for another of them, in the order of their numbers.
/// What a party can do alone isn't taken as done.
pub(super) fn knots(graph: &Graph) -> Vec<Vec<usize>> {
    let settled = graph.closure_of_waits(&graph.done());
    let mut waits = DiGraph::<(), ()>::new();
    let nodes: Vec<_> = (0..graph.len()).map(|_| waits.add_node(())).collect();
    for rule in graph.rules() {
        for need in rule.needs.iter().chain(&rule.price) {
            let open = !settled.has(rule.action) && !settled.has(*need) && rule.action != *need;
            if let (true, Some(from), Some(to)) = (open, nodes.get(rule.action), nodes.get(*need)) {
                waits.update_edge(*from, *to, ());
            }
        }
    }
    let mut found: Vec<Vec<usize>> = tarjan_scc(&waits)
        .into_iter()
        .filter(|part| part.len() > 1)
        .map(|part| part.into_iter().map(petgraph::graph::NodeIndex::index).collect())
        .collect();
    for knot in &mut found {
        knot.sort_unstable();
    }
    found.sort();
    found
}

/// All smallest sets of first moves after which everything in `target` comes about, on a path that keeps the
/// limits. Actions in `never` aren't taken as first moves.
pub(super) fn releases(graph: &Graph, target: &Bits, never: &Bits, budget: &mut Budget) -> Releases {
    let start = graph.done();
    let (worlds, all_worlds) = graph.worlds(target);
    let mut result = Releases {
        sets: Vec::new(),
        at_least: usize::MAX,
        complete: all_worlds,
    };
    for world in &worlds {
        let found = Search::new(graph, world, &start, target, never).run(budget);
        result.at_least = result.at_least.min(found.at_least);
        result.complete &= found.complete;
        result.sets.extend(found.sets);
    }
    if !all_worlds || result.at_least == usize::MAX {
        result.at_least = 0;
    }
    tidy(&mut result.sets);
    result
}

/// The smallest first, none that holds another.
fn tidy(sets: &mut Vec<Vec<usize>>) {
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for set in sets.drain(..) {
        if !kept.iter().any(|small| small.iter().all(|n| set.contains(n))) {
            kept.push(set);
        }
    }
    kept.truncate(LISTED);
    *sets = kept;
}

/// The search in one world: smallest hitting sets of the cuts, a cut being what every set must take something of,
/// because without it the target isn't reached (Reiter 1987; Slaney's and Davies and Bacchus's implicit hitting
/// sets). The size at which it looks is at every moment a proven lower bound.
struct Search<'g> {
    graph: &'g Graph,
    world: &'g Bits,
    start: Bits,
    target: &'g Bits,
    candidates: Bits,
    cuts: Vec<Bits>,
    found: Vec<Bits>,
    /// Whether some set was left because it would have been larger than is looked at.
    deeper: bool,
    /// Whether it ended for want of budget or because enough were found.
    cut_short: bool,
}

impl<'g> Search<'g> {
    fn new(graph: &'g Graph, world: &'g Bits, start: &Bits, target: &'g Bits, never: &Bits) -> Self {
        let start = graph.closure(start, world);
        let mut candidates = graph.cone(target).and(world).without(&start);
        candidates.take(never);
        Self {
            graph,
            world,
            start,
            target,
            candidates,
            cuts: Vec::new(),
            found: Vec::new(),
            deeper: false,
            cut_short: false,
        }
    }

    fn reaches(&self, moves: &Bits) -> bool {
        self.target
            .within(&self.graph.closure(&self.start.or(moves), self.world))
    }

    fn run(mut self, budget: &mut Budget) -> Releases {
        if !self.reaches(&self.candidates) {
            return Releases {
                at_least: usize::MAX,
                complete: true,
                ..Releases::default()
            };
        }
        let most = self.candidates.count();
        let none = Bits::none(self.graph.len());
        let mut at_least = 0;
        for size in 0..=most {
            self.deeper = false;
            at_least = size;
            self.look(&none, &none, size, budget);
            if self.cut_short || !self.deeper {
                break;
            }
        }
        let mut sets: Vec<Vec<usize>> = self.found.iter().map(|set| set.iter().collect()).collect();
        if let Some(smallest) = sets.first().map(Vec::len) {
            at_least = at_least.min(smallest);
        } else {
            sets.push(self.some_set().iter().collect());
        }
        Releases {
            sets,
            at_least,
            complete: !self.cut_short,
        }
    }

    /// Looks at all sets of `left` more than `chosen` that avoid `shunned`.
    fn look(&mut self, chosen: &Bits, shunned: &Bits, left: usize, budget: &mut Budget) {
        if self.cut_short || self.found.iter().any(|known| known.within(chosen)) {
            return;
        }
        let cut = if let Some(cut) = self.unhit(chosen, shunned) {
            cut
        } else {
            if !budget.spend() {
                self.cut_short = true;
                return;
            }
            if self.reaches(chosen) {
                self.found.push(chosen.clone());
                self.cut_short |= self.found.len() >= LISTED;
                return;
            }
            let cut = self.new_cut(chosen, budget);
            self.cuts.push(cut.clone());
            cut.without(shunned)
        };
        if left == 0 || self.needed(chosen, shunned) > left {
            self.deeper |= !cut.is_empty();
            return;
        }
        let mut shunned = shunned.clone();
        for action in cut.iter() {
            self.look(&chosen.with(action), &shunned, left - 1, budget);
            shunned.add(action);
        }
    }

    /// The smallest choice that a cut leaves, if one is not met yet.
    fn unhit(&self, chosen: &Bits, shunned: &Bits) -> Option<Bits> {
        let open = self.cuts.iter().filter(|cut| !cut.meets(chosen));
        open.map(|cut| cut.without(shunned)).min_by_key(Bits::count)
    }

    /// How many more actions it takes at least: cuts that have nothing in common each take one.
    fn needed(&self, chosen: &Bits, shunned: &Bits) -> usize {
        let mut taken = chosen.clone();
        let mut count = 0;
        for cut in &self.cuts {
            let choice = cut.without(shunned);
            if !cut.meets(chosen) && !choice.meets(&taken) {
                taken.join(&choice);
                count += 1;
            }
        }
        count
    }

    /// What is left out of a largest set that holds `chosen` and doesn't reach the target.
    fn new_cut(&self, chosen: &Bits, budget: &mut Budget) -> Bits {
        let mut reached = self.graph.closure(&self.start.or(chosen), self.world);
        let mut cut = self.candidates.without(&reached);
        for action in cut.clone().iter() {
            if reached.has(action) {
                continue;
            }
            budget.spend();
            let more = self.graph.closure(&reached.with(action), self.world);
            if !self.target.within(&more) {
                reached = more;
            }
        }
        cut.take(&reached);
        cut
    }

    /// A set that can't be made smaller, found without looking for the smallest.
    fn some_set(&self) -> Bits {
        let attempt = |order: &mut dyn Iterator<Item = usize>| {
            let mut set = self.candidates.clone();
            for action in order {
                let mut smaller = set.clone();
                smaller.drop(action);
                if self.reaches(&smaller) {
                    set = smaller;
                }
            }
            set
        };
        let all: Vec<usize> = self.candidates.iter().collect();
        let one = attempt(&mut all.iter().copied());
        let other = attempt(&mut all.iter().rev().copied());
        if other.count() < one.count() { other } else { one }
    }
}
