//! Actions that wait for each other: the graph alone, without a word.

use super::bits::Bits;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many ways of keeping all limits are looked at.
const WORLDS: usize = 48;

/// How many choices among rules are looked at for what can be done in one step.
const TRIES: usize = 256;

/// Something that somebody can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Whose it is, as a number of the caller's; unknown when left out.
    pub actor: Option<usize>,
    /// Whether it is done already.
    pub done: bool,
}

/// One way in which an action comes about: when all of `needs` are done, and, at the same time at the latest, all
/// of `price`. Several rules of an action are alternatives. A rule that needs nothing says that its party can
/// act alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What comes about.
    pub action: usize,
    /// What must be done before.
    pub needs: Vec<usize>,
    /// What must be done before or in the same step: "in exchange for".
    pub price: Vec<usize>,
}

/// Actions, how they come about, and which of them exclude each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graph {
    nodes: Vec<Node>,
    rules: Vec<Rule>,
    apart: Vec<(usize, usize)>,
    #[serde(skip)]
    of_action: Vec<Vec<usize>>,
    #[serde(skip)]
    woken_by: Vec<Vec<usize>>,
}

/// A graph that speaks of an action it doesn't hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadGraph {
    /// Which rule or limit.
    pub at: String,
    /// The number that is none.
    pub number: usize,
    /// How many actions there are.
    pub actions: usize,
}

impl fmt::Display for BadGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: names action {}, but there are {} (counted from 0): correct the number or add the action",
            self.at, self.number, self.actions
        )
    }
}

impl std::error::Error for BadGraph {}

impl Graph {
    /// A graph of these actions and rules; no path does both of a pair in `apart`.
    ///
    /// A need of an action for itself stays: it never comes about by that rule. A pair of an action with itself is
    /// one that must never be done.
    ///
    /// # Errors
    /// When a rule or a limit names an action that isn't there.
    pub fn new(nodes: Vec<Node>, rules: Vec<Rule>, apart: Vec<(usize, usize)>) -> Result<Self, BadGraph> {
        let size = nodes.len();
        let check = |at: &dyn Fn() -> String, number: usize| {
            if number < size {
                Ok(())
            } else {
                Err(BadGraph {
                    at: at(),
                    number,
                    actions: size,
                })
            }
        };
        let mut of_action = vec![Vec::new(); size];
        let mut woken_by = vec![Vec::new(); size];
        for (n, rule) in rules.iter().enumerate() {
            let at = || format!("rule {n}");
            check(&at, rule.action)?;
            of_action[rule.action].push(n);
            for &need in rule.needs.iter().chain(&rule.price) {
                check(&at, need)?;
                woken_by[need].push(n);
            }
        }
        for (n, &(one, other)) in apart.iter().enumerate() {
            let at = || format!("limit {n}");
            check(&at, one)?;
            check(&at, other)?;
        }
        Ok(Self {
            nodes,
            rules,
            apart,
            of_action,
            woken_by,
        })
    }

    /// How many actions there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no action.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The actions.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// How they come about.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Pairs that no path does both of.
    pub fn apart(&self) -> &[(usize, usize)] {
        &self.apart
    }

    /// The rules of an action, by their numbers.
    pub(super) fn rules_of(&self, action: usize) -> &[usize] {
        self.of_action.get(action).map_or(&[], Vec::as_slice)
    }

    /// What is done today.
    pub(super) fn done(&self) -> Bits {
        let done = self.nodes.iter().enumerate().filter(|(_, node)| node.done);
        Bits::of(self.len(), done.map(|(n, _)| n))
    }

    /// Everything that comes about from `start` by rules, within `allowed`.
    pub(super) fn closure(&self, start: &Bits, allowed: &Bits) -> Bits {
        self.spread(start, allowed, true)
    }

    /// The same, without what a party can do alone but hasn't done.
    pub(super) fn closure_of_waits(&self, start: &Bits) -> Bits {
        self.spread(start, &Bits::all(self.len()), false)
    }

    fn spread(&self, start: &Bits, allowed: &Bits, alone: bool) -> Bits {
        let mut done = start.clone();
        let mut fresh: Vec<usize> = start.iter().collect();
        if alone {
            for rule in &self.rules {
                if rule.needs.is_empty() && rule.price.is_empty() && allowed.has(rule.action) {
                    if !done.has(rule.action) {
                        fresh.push(rule.action);
                    }
                    done.add(rule.action);
                }
            }
        }
        loop {
            while let Some(action) = fresh.pop() {
                for &n in self.woken_by.get(action).into_iter().flatten() {
                    let Some(rule) = self.rules.get(n) else { continue };
                    if !done.has(rule.action) && allowed.has(rule.action) && met(rule, &done, &done) {
                        done.add(rule.action);
                        fresh.push(rule.action);
                    }
                }
            }
            let together = self.together(&done, allowed, alone);
            if together.is_empty() {
                return done;
            }
            fresh.extend(together.iter());
            done.join(&together);
        }
    }

    /// What can be done in one step because each is the price of another; empty if nothing can.
    pub(super) fn together(&self, done: &Bits, allowed: &Bits, alone: bool) -> Bits {
        let mut set = Bits::none(self.len());
        if self.rules.iter().all(|rule| rule.price.is_empty()) {
            return set;
        }
        let ready = |rule: &Rule| {
            allowed.has(rule.action)
                && !done.has(rule.action)
                && rule.needs.iter().all(|need| done.has(*need))
                && (alone || !(rule.needs.is_empty() && rule.price.is_empty()))
        };
        let able: Vec<&Rule> = self.rules.iter().filter(|rule| ready(rule)).collect();
        for rule in &able {
            set.add(rule.action);
        }
        loop {
            let either = done.or(&set);
            let mut kept = Bits::none(self.len());
            for rule in &able {
                if set.has(rule.action) && rule.price.iter().all(|price| either.has(*price)) {
                    kept.add(rule.action);
                }
            }
            if kept == set {
                return set;
            }
            set = kept;
        }
    }

    /// Every smallest set of actions that can only be done in one step: an action, what is its price, what is the
    /// price of that, and so on; one set for each choice among the rules. Every set of actions that can be done
    /// together is a union of such sets and of actions that are enabled. False if there are too many and some are left out:
    /// then the largest set is among them.
    pub(super) fn exchanges(&self, done: &Bits, allowed: &Bits) -> (Vec<Bits>, bool) {
        let most = self.together(done, allowed, true);
        let mut found: Vec<Bits> = Vec::new();
        let mut tries = TRIES;
        for action in most.iter() {
            let mut open = vec![(Bits::of(self.len(), [action]), vec![action])];
            while let Some((set, mut waiting)) = open.pop() {
                if tries == 0 {
                    found.push(most.clone());
                    return (found, false);
                }
                tries -= 1;
                let Some(next) = waiting.pop() else {
                    let by_itself = set.count() == 1 && self.enabled(action, done);
                    if !by_itself && !found.contains(&set) {
                        found.push(set);
                    }
                    continue;
                };
                for rule in self.rules_of(next).iter().filter_map(|n| self.rules.get(*n)) {
                    let fits = rule.needs.iter().all(|need| done.has(*need))
                        && rule
                            .price
                            .iter()
                            .all(|price| done.has(*price) || most.has(*price));
                    if !fits {
                        continue;
                    }
                    let (mut set, mut waiting) = (set.clone(), waiting.clone());
                    for &price in &rule.price {
                        if !done.has(price) && !set.has(price) {
                            set.add(price);
                            waiting.push(price);
                        }
                    }
                    open.push((set, waiting));
                }
            }
        }
        (found, true)
    }

    /// Whether all of `set` can be done in one step.
    pub(super) fn at_once(&self, set: &Bits, done: &Bits) -> bool {
        set.iter().all(|action| self.enabled(action, done)) || set.within(&self.together(done, set, true))
    }

    /// Whether a rule of `action` is met by what is done.
    pub(super) fn enabled(&self, action: usize, done: &Bits) -> bool {
        self.rules_of(action)
            .iter()
            .filter_map(|n| self.rules.get(*n))
            .any(|rule| met(rule, done, done))
    }

    /// `of`, and everything on which it rests by any rule.
    pub(super) fn cone(&self, of: &Bits) -> Bits {
        let mut cone = of.clone();
        let mut open: Vec<usize> = of.iter().collect();
        while let Some(action) = open.pop() {
            for rule in self.rules_of(action).iter().filter_map(|n| self.rules.get(*n)) {
                for &need in rule.needs.iter().chain(&rule.price) {
                    if !cone.has(need) {
                        cone.add(need);
                        open.push(need);
                    }
                }
            }
        }
        cone
    }

    /// The same graph with `action` needed by nobody: what it is when everybody is sure that it will follow.
    pub(super) fn assured(&self, action: usize) -> Self {
        let mut graph = self.clone();
        for rule in &mut graph.rules {
            rule.needs.retain(|need| *need != action);
            rule.price.retain(|need| *need != action);
        }
        if let Some(woken) = graph.woken_by.get_mut(action) {
            woken.clear();
        }
        graph
    }

    /// The same graph with these rules alone.
    pub(super) fn with_rules(&self, kept: impl Fn(usize) -> bool) -> Self {
        let rules = self.rules.iter().enumerate().filter(|(n, _)| kept(*n));
        let rules = rules.map(|(_, rule)| rule.clone()).collect();
        // The numbers were checked when this graph was made.
        Self::new(self.nodes.clone(), rules, self.apart.clone()).unwrap_or_default()
    }

    /// The largest sets of actions that keep every limit and hold all of `must`, and whether these are all of them.
    /// Limits that today's state breaks already don't count. None, if `must` breaks one.
    pub(super) fn worlds(&self, must: &Bits) -> (Vec<Bits>, bool) {
        let done = self.done();
        let counts = |pair: &&(usize, usize)| !(done.has(pair.0) && done.has(pair.1));
        let pairs: Vec<(usize, usize)> = self.apart.iter().filter(counts).copied().collect();
        let held = must.or(&done);
        let mut open = vec![Bits::all(self.len())];
        let mut found: Vec<Bits> = Vec::new();
        let mut complete = true;
        while let Some(world) = open.pop() {
            let Some(&(one, other)) = pairs.iter().find(|(a, b)| world.has(*a) && world.has(*b)) else {
                if found.len() == WORLDS {
                    complete = false;
                    break;
                }
                found.retain(|known| !known.within(&world));
                if !found.iter().any(|known| world.within(known)) {
                    found.push(world);
                }
                continue;
            };
            for leave in if one == other { vec![one] } else { vec![other, one] } {
                if !held.has(leave) {
                    let mut smaller = world.clone();
                    smaller.drop(leave);
                    open.push(smaller);
                }
            }
        }
        (found, complete)
    }
}

fn met(rule: &Rule, before: &Bits, by_now: &Bits) -> bool {
    rule.needs.iter().all(|need| before.has(*need)) && rule.price.iter().all(|need| by_now.has(*need))
}
