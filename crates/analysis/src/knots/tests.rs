//! What is computed, against small cases worked out by trying everything.

use super::balance::balanced;
use super::bits::Bits;
use super::graph::{Graph, Node, Rule};
use super::ledger::Ledger;
use super::moves::{Budget, knots, releases};
use super::path::{Route, shortest};
use super::what_if::guarantees;
use proptest::prelude::*;

const PLENTY: usize = 1_000_000;

fn graph(actors: &[usize], rules: &[(usize, &[usize])]) -> Graph {
    let nodes = actors.iter().map(|actor| Node {
        actor: Some(*actor),
        done: false,
    });
    let rules = rules.iter().map(|(action, needs)| Rule {
        action: *action,
        needs: needs.to_vec(),
        price: Vec::new(),
    });
    Graph::new(nodes.collect(), rules.collect(), Vec::new()).unwrap()
}

/// Of up to 7 actions by three parties, with alternatives, prices and limits.
fn any_graph() -> impl Strategy<Value = Graph> {
    (2_usize..=7).prop_flat_map(|size| {
        let rule = (
            0..size,
            prop::collection::vec(0..size, 0..3),
            prop::bool::weighted(0.25),
        );
        let nodes = prop::collection::vec((prop::option::of(0_usize..3), prop::bool::weighted(0.1)), size);
        let apart = prop::collection::vec((0..size, 0..size), 0..2);
        (nodes, prop::collection::vec(rule, 0..10), apart).prop_map(|(nodes, rules, apart)| {
            let nodes = nodes
                .into_iter()
                .map(|(actor, done)| Node { actor, done })
                .collect();
            let rules = rules.into_iter().map(|(action, wanted, paid)| {
                let (needs, price) = if paid {
                    (Vec::new(), wanted)
                } else {
                    (wanted, Vec::new())
                };
                Rule { action, needs, price }
            });
            Graph::new(nodes, rules.collect(), apart).unwrap()
        })
    })
}

/// All sets of actions, as bit masks, that keep the limits and hold what is done.
fn kept(graph: &Graph) -> Vec<u32> {
    let done = done(graph);
    let broken = |set: u32| {
        graph.apart().iter().any(|(a, b)| {
            let pair = 1 << a | 1 << b;
            set & pair == pair && done & pair != pair
        })
    };
    (0..1_u32 << graph.len())
        .filter(|set| set & done == done && !broken(*set))
        .collect()
}

fn done(graph: &Graph) -> u32 {
    graph
        .nodes()
        .iter()
        .enumerate()
        .filter(|(_, node)| node.done)
        .map(|(n, _)| 1 << n)
        .sum()
}

/// Everything that follows from `start` within `world`, by trying every set of simultaneous actions.
fn follows(graph: &Graph, start: u32, world: u32) -> u32 {
    let mut done = start;
    loop {
        let open = world & !done;
        let mut step = open;
        let mut found = 0;
        while step != 0 {
            let fits = |action: usize| {
                graph.rules().iter().any(|rule| {
                    rule.action == action
                        && rule.needs.iter().all(|n| done >> n & 1 == 1)
                        && rule.price.iter().all(|n| (done | step) >> n & 1 == 1)
                })
            };
            if (0..graph.len()).filter(|n| step >> n & 1 == 1).all(fits) {
                found = step;
                break;
            }
            step = (step - 1) & open;
        }
        if found == 0 {
            return done;
        }
        done |= found;
    }
}

fn brute(graph: &Graph, target: u32) -> Vec<Vec<usize>> {
    let worlds: Vec<u32> = kept(graph)
        .into_iter()
        .filter(|world| world & target == target)
        .collect();
    let releases = |moves: u32| {
        worlds
            .iter()
            .any(|world| moves & !world == 0 && target & !follows(graph, done(graph) | moves, *world) == 0)
    };
    let mut found: Vec<u32> = (0..1_u32 << graph.len())
        .filter(|moves| releases(*moves))
        .collect();
    found.sort_by_key(|moves| moves.count_ones());
    let mut least: Vec<u32> = Vec::new();
    for moves in found {
        if !least.iter().any(|small| small & !moves == 0) {
            least.push(moves);
        }
    }
    let mut sets: Vec<Vec<usize>> = least
        .iter()
        .map(|set| (0..graph.len()).filter(|n| set >> n & 1 == 1).collect())
        .collect();
    sets.sort_by(|a: &Vec<usize>, b| (a.len(), a).cmp(&(b.len(), b)));
    sets
}

fn mask(actions: &[usize]) -> u32 {
    actions.iter().map(|n| 1 << n).sum()
}

/// Checks that a route can be walked, keeps the limits and reaches the target; gives its first moves.
fn walked(graph: &Graph, route: &Route, target: u32) -> usize {
    let mut now = done(graph);
    let mut first = 0;
    for step in &route.steps {
        let set = mask(step);
        assert_eq!(now & set, 0, "nothing is done twice");
        let follows = follows(graph, now, now | set) == now | set;
        if !follows {
            assert_eq!(step.len(), 1, "a first move is one action");
            first += 1;
        }
        now |= set;
        assert!(kept(graph).contains(&now), "limits are kept");
    }
    assert_eq!(target & !now, 0, "the target is reached");
    first
}

/// The largest imbalance on a route.
fn worst(graph: &Graph, ledger: &Ledger, route: &Route) -> i64 {
    let mut now = graph.done();
    let spreads = route.steps.iter().map(|step| {
        now.join(&Bits::of(graph.len(), step.iter().copied()));
        ledger.spread(&now)
    });
    spreads.max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn first_moves_are_those_that_trying_everything_finds(graph in any_graph(), goal in 0_usize..7) {
        let target = Bits::of(graph.len(), [goal % graph.len()]);
        let none = Bits::none(graph.len());
        let found = releases(&graph, &target, &none, &mut Budget(PLENTY));
        let all = brute(&graph, mask(&target.iter().collect::<Vec<_>>()));
        prop_assert_eq!(&found.sets, &all);
        prop_assert!(found.complete);
        prop_assert_eq!(found.gap(), 0);
    }

    #[test]
    fn a_knot_is_released_by_its_first_moves(graph in any_graph()) {
        for knot in knots(&graph) {
            let target = Bits::of(graph.len(), knot.iter().copied());
            let found = releases(&graph, &target, &Bits::none(graph.len()), &mut Budget(PLENTY));
            prop_assert_eq!(found.sets, brute(&graph, mask(&knot)));
        }
    }

    #[test]
    fn ways_respect_every_condition_and_limit(graph in any_graph(), goal in 0_usize..7) {
        let goal = goal % graph.len();
        let target = Bits::of(graph.len(), [goal]);
        let none = Bits::none(graph.len());
        let ledger = Ledger::of(&graph, &graph.cone(&target));
        let least = brute(&graph, 1 << goal).first().map(Vec::len);
        let short = shortest(&graph, &target, &none, &ledger, &mut Budget(PLENTY));
        prop_assert_eq!(short.is_some(), least.is_some());
        if let Some(route) = &short {
            prop_assert_eq!(Some(walked(&graph, route, 1 << goal)), least);
        }
        let even = balanced(&graph, &target, &none, &ledger, &mut Budget(PLENTY));
        prop_assert_eq!(even.is_some(), least.is_some());
        if let (Some(even), Some(short)) = (even, short) {
            walked(&graph, &even, 1 << goal);
            prop_assert!(worst(&graph, &ledger, &even) <= worst(&graph, &ledger, &short));
            prop_assert_eq!(worst(&graph, &ledger, &even), even.at_least);
        }
    }

    #[test]
    fn a_bound_holds_when_the_search_is_cut_short(graph in any_graph(), goal in 0_usize..7, budget in 1_usize..6) {
        let target = Bits::of(graph.len(), [goal % graph.len()]);
        let found = releases(&graph, &target, &Bits::none(graph.len()), &mut Budget(budget));
        if let Some(least) = brute(&graph, 1 << (goal % graph.len())).first() {
            prop_assert!(found.at_least <= least.len());
            prop_assert!(found.smallest().is_some_and(|size| size >= least.len()));
        }
    }
}

#[test]
fn each_waits_for_the_other() {
    // 0: upgrade relations (B) waits for 1: stop exports (A), which waits for 0.
    let graph = graph(&[1, 0], &[(0, &[1]), (1, &[0])]);
    assert_eq!(knots(&graph), [[0, 1]]);
    let both = Bits::all(2);
    let found = releases(&graph, &both, &Bits::none(2), &mut Budget(PLENTY));
    assert_eq!(found.sets, [[0], [1]]);
    let vouched: Vec<usize> = guarantees(&graph, &both, &mut Budget(PLENTY))
        .iter()
        .map(|v| v.of)
        .collect();
    assert_eq!(vouched, [0, 1], "whichever side’s word is vouched for");
}

#[test]
fn a_price_undoes_itself() {
    let nodes = vec![Node::default(); 2];
    let rule = |action, price| Rule {
        action,
        needs: Vec::new(),
        price: vec![price],
    };
    let graph = Graph::new(nodes, vec![rule(0, 1), rule(1, 0)], Vec::new()).unwrap();
    assert!(knots(&graph).is_empty(), "both do it at the same time");
}

#[test]
fn a_limit_closes_a_way() {
    let nodes = vec![Node::default(); 3];
    let rules = vec![
        Rule {
            action: 0,
            needs: vec![1],
            price: Vec::new(),
        },
        Rule {
            action: 0,
            needs: vec![2],
            price: Vec::new(),
        },
    ];
    let graph = Graph::new(nodes, rules, vec![(0, 1)]).unwrap();
    let never = Bits::of(3, [0]);
    let found = releases(&graph, &Bits::of(3, [0]), &never, &mut Budget(PLENTY));
    assert_eq!(found.sets, [[2]]);
}

#[test]
fn a_rule_about_nothing_is_refused() {
    let rule = Rule {
        action: 0,
        needs: vec![7],
        price: Vec::new(),
    };
    let told = Graph::new(vec![Node::default()], vec![rule], Vec::new())
        .unwrap_err()
        .to_string();
    assert_eq!(
        told,
        "rule 0: names action 7, but there are 1 (counted from 0): correct the number or add the action"
    );
}

#[test]
fn two_hundred_actions_have_a_proven_bound() {
    // Forty rings of five, each waiting for the next as well.
    let rules: Vec<(usize, Vec<usize>)> = (0..200)
        .map(|n| {
            let ring = n / 5 * 5;
            let mut needs = vec![ring + (n + 1) % 5];
            if n % 5 == 0 {
                needs.push((ring + 5) % 200);
            }
            (n, needs)
        })
        .collect();
    let rules: Vec<(usize, &[usize])> = rules.iter().map(|(n, needs)| (*n, needs.as_slice())).collect();
    let graph = graph(&[0; 200], &rules);
    let knot = knots(&graph);
    assert_eq!(knot.len(), 1);
    let target = Bits::all(200);
    let found = releases(&graph, &target, &Bits::none(200), &mut Budget(5_000));
    let least = found.smallest().unwrap();
    assert!(found.at_least <= least && least >= 40);
}

#[test]
fn an_exchange_doesnt_draw_in_what_could_be_done_beside_it() {
    // 1 (A) and 6 (C) are the price of each other; A could do 4 as well, for nothing, and stays further behind if it does.
    let actors = [None, Some(1), None, None, Some(1), None, Some(2)];
    let nodes = actors.iter().enumerate().map(|(n, actor)| Node {
        actor: *actor,
        done: n == 5,
    });
    let rule = |action, needs: &[usize], price: &[usize]| Rule {
        action,
        needs: needs.to_vec(),
        price: price.to_vec(),
    };
    let rules = vec![
        rule(4, &[], &[]),
        rule(6, &[], &[1]),
        rule(1, &[], &[5, 6]),
        rule(5, &[4], &[]),
    ];
    let graph = Graph::new(nodes.collect(), rules, Vec::new()).unwrap();
    let (target, none) = (Bits::of(7, [1]), Bits::none(7));
    let ledger = Ledger::of(&graph, &graph.cone(&target));
    let even = balanced(&graph, &target, &none, &ledger, &mut Budget(PLENTY)).unwrap();
    assert_eq!(even.steps, [[1, 6]]);
    assert!(even.exact);
    assert_eq!(even.at_least, worst(&graph, &ledger, &even));
}
