//! What a guarantee would change, what somebody can do alone, and which word holds a path together.

use super::bits::Bits;
use super::graph::Graph;
use super::moves::{Budget, releases};

/// An action that a third party would vouch for, and what must be done besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Vouched {
    pub(super) of: usize,
    pub(super) also: Vec<usize>,
}

/// The single guarantees after which a knot is undone and nobody moved against a condition of its own: those who wait
/// for the action take the word for it, and it follows by its own rule. Where something is needed besides that nobody
/// has spoken to, the smallest set of it stands in `also`.
pub(super) fn guarantees(graph: &Graph, knot: &Bits, budget: &mut Budget) -> Vec<Vouched> {
    let waits = Bits::of(graph.len(), graph.rules().iter().map(|rule| rule.action));
    let mut found = Vec::new();
    for of in knot.iter() {
        let assured = graph.assured(of);
        let released = releases(&assured, knot, &waits, budget);
        if let Some(also) = released.sets.into_iter().next() {
            found.push(Vouched { of, also });
        }
    }
    let least = found.iter().map(|vouched| vouched.also.len()).min();
    found.retain(|vouched| Some(vouched.also.len()) == least);
    found
}

/// What a party can do alone, and what follows from it that wouldn't without.
pub(super) fn alone(graph: &Graph) -> Vec<(usize, Bits)> {
    let everything = Bits::all(graph.len());
    let done = graph.done();
    let with_all = graph.closure(&done, &everything);
    let free = |n: &usize| {
        !done.has(*n)
            && graph
                .rules_of(*n)
                .iter()
                .filter_map(|rule| graph.rules().get(*rule))
                .any(|rule| rule.needs.is_empty() && rule.price.is_empty())
    };
    (0..graph.len())
        .filter(free)
        .map(|n| {
            let mut others = everything.clone();
            others.drop(n);
            let mut opened = with_all.without(&graph.closure(&done, &others));
            opened.drop(n);
            (n, opened)
        })
        .collect()
}

/// Which of `statements` (each given by the rules that rest on it alone) breaks the path: without its rules `target` no
/// longer follows from the path's first moves.
pub(super) fn breaks(graph: &Graph, first: &Bits, steps: &Bits, target: &Bits, rules: &[usize]) -> bool {
    let without = graph.with_rules(|n| !rules.contains(&n));
    let start = graph.done().or(first);
    let allowed = start.or(steps);
    !target.within(&without.closure(&start, &allowed))
}
