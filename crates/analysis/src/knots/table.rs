//! Knots in plain words, for a terminal.

use super::{Action, Knot, Knots, Path, State, Wait, Way};
use crate::dates;
use crate::layout::wrapped;
use domain::{Bond, PartyId, StatementId};
use std::fmt::Write as _;

/// The lines of the longest paragraph.
const LINES: usize = 12;
/// How many sets of first moves are told.
const SETS: usize = 6;

/// Knots, ways and what can be done alone, `columns` wide; numbers in square brackets lead to the sources.
pub(super) fn lay_out(knots: &Knots, columns: usize) -> String {
    let mut page = Page {
        knots,
        columns: columns.clamp(40, 160),
        out: format!("Who waits for whom on {}\n", dates::long(knots.day)),
    };
    page.knots();
    page.waits();
    if let Some(way) = &knots.way {
        page.head(&format!("Ways to the goal: {}", page.names(&way.goal)));
        page.way(way);
    }
    page.alone();
    page.limits();
    page.notices();
    page.sources();
    page.out
}

struct Page<'k> {
    knots: &'k Knots,
    columns: usize,
    out: String,
}

impl Page<'_> {
    fn head(&mut self, words: &str) {
        let _ = writeln!(self.out, "\n{words}");
    }

    /// A paragraph, its first line led by `mark`.
    fn line(&mut self, indent: usize, mark: &str, words: &str) {
        let hang = indent + mark.chars().count();
        for (n, line) in wrapped(words, self.columns.saturating_sub(hang), LINES)
            .iter()
            .enumerate()
        {
            let lead = if n == 0 {
                format!("{}{mark}", " ".repeat(indent))
            } else {
                " ".repeat(hang)
            };
            let _ = writeln!(self.out, "{lead}{line}");
        }
    }

    fn action(&self, at: usize) -> String {
        self.knots
            .actions
            .get(at)
            .map_or_else(String::new, |action| format!("{} ({})", told(action), at + 1))
    }

    fn names(&self, actions: &[usize]) -> String {
        actions
            .iter()
            .map(|at| self.action(*at))
            .collect::<Vec<_>>()
            .join("; and ")
    }

    fn cited(&self, statements: &[StatementId]) -> String {
        let number = |id: &StatementId| {
            self.knots
                .sources
                .iter()
                .position(|source| source.statement == *id)
        };
        statements
            .iter()
            .filter_map(number)
            .fold(String::new(), |mut all, at| {
                let _ = write!(all, " [{}]", at + 1);
                all
            })
    }

    fn knots(&mut self) {
        if self.knots.knots.is_empty() {
            self.head("No knot: nobody waits for somebody who waits for him.");
            return;
        }
        for (n, knot) in self.knots.knots.iter().enumerate() {
            let who = listed(&knot.parties.iter().map(|id| self.party(id)).collect::<Vec<_>>());
            let each = if knot.parties.len() > 1 {
                "each waits for the other"
            } else {
                "waits for itself"
            };
            self.head(&format!("Knot {}: {who}: {each}", n + 1));
            self.circle(knot);
            self.first_moves(knot);
            self.guarantees(knot);
            self.way(&knot.way);
            self.small_steps(knot);
        }
    }

    /// "… waits for …", with where it is said.
    fn told(&self, wait: &Wait) -> String {
        let joins = if wait.bond == Bond::Price {
            "in exchange for"
        } else {
            "waits for"
        };
        let (action, needs) = (self.action(wait.action), self.names(&wait.needs));
        format!("{action} {joins} {needs}{}", self.cited(&wait.statements))
    }

    fn circle(&mut self, knot: &Knot) {
        for wait in self.knots.waits.iter().filter(|wait| is_in(knot, wait)) {
            self.line(2, "· ", &self.told(wait));
        }
    }

    fn first_moves(&mut self, knot: &Knot) {
        let moves = &knot.first_moves;
        let Some(smallest) = moves.smallest() else {
            self.line(
                2,
                "",
                "No first move undoes it: something it needs is excluded by a limit.",
            );
            return;
        };
        if smallest == 0 {
            self.line(
                2,
                "",
                "Nobody has to move first: what can be done alone undoes it.",
            );
            return;
        }
        let proof = if moves.gap() > 0 {
            format!(
                "; no set is smaller than {}, this one may not be the smallest",
                moves.at_least
            )
        } else if moves.complete {
            "; these are all the smallest sets".to_owned()
        } else {
            "; there are more than are listed".to_owned()
        };
        self.line(2, "", &format!("Undone when somebody moves first{proof}:"));
        for set in moves.sets.iter().take(SETS) {
            self.line(4, "→ ", &self.names(set));
        }
        if moves.sets.len() > SETS {
            self.line(4, "… ", &format!("and {} more", moves.sets.len() - SETS));
        }
    }

    fn small_steps(&mut self, knot: &Knot) {
        if knot.small_steps.is_empty() {
            return;
        }
        self.line(
            2,
            "",
            "Small steps at hand, for which nobody waits and which may show goodwill:",
        );
        for at in &knot.small_steps {
            self.line(4, "→ ", &self.action(*at));
        }
    }

    fn guarantees(&mut self, knot: &Knot) {
        if knot.guarantees.is_empty() {
            self.line(2, "", "No single guarantee undoes it.");
            return;
        }
        self.line(
            2,
            "",
            "Or a third party whom both sides trust guarantees one of these, and nobody has to move first:",
        );
        for guarantee in &knot.guarantees {
            let besides = if guarantee.also.is_empty() {
                String::new()
            } else {
                format!("; needed besides: {}", self.names(&guarantee.also))
            };
            self.line(4, "→ ", &format!("{}{besides}", self.action(guarantee.of)));
        }
        let by = knot.guarantees.first().map_or(&[][..], |guarantee| &guarantee.by);
        if !by.is_empty() {
            let names: Vec<String> = by.iter().map(|id| self.party(id)).collect();
            self.line(4, "", &format!("Outside of this knot: {}.", listed(&names)));
        }
    }

    fn way(&mut self, way: &Way) {
        let Some(shortest) = &way.shortest else {
            self.line(
                2,
                "",
                "No way leads there: a limit, or a condition that nobody can meet, stands before it.",
            );
            return;
        };
        let same = way
            .balanced
            .as_ref()
            .is_some_and(|path| path.steps == shortest.steps);
        self.line(
            2,
            "",
            if same {
                "The shortest way, and the most balanced:"
            } else {
                "The shortest way:"
            },
        );
        self.path(shortest);
        if let Some(balanced) = way.balanced.as_ref().filter(|_| !same) {
            self.line(2, "", "The most balanced way:");
            self.path(balanced);
        }
    }

    fn path(&mut self, path: &Path) {
        let mut done: Vec<usize> = Vec::new();
        for (n, step) in path.steps.iter().enumerate() {
            let mut words = self.names(&step.actions);
            if step.first {
                words += self.how_first(&step.actions, &done);
            }
            if step.actions.len() > 1 {
                words += " — at the same time";
            }
            for limit in step.limits.iter().filter_map(|at| self.knots.limits.get(*at)) {
                words += &format!(" (mind: {}{})", limit.words, self.cited(&[limit.statement]));
            }
            self.line(4, &format!("{}. ", n + 1), &words);
            done.extend(&step.actions);
        }
        let mut end = format!("Nobody is ever further ahead than {}", actions(path.imbalance));
        end += if path.exact {
            "."
        } else {
            "; a better way is not excluded."
        };
        if !path.breaks.is_empty() {
            end += &format!(
                " It breaks if one of these is withdrawn:{}",
                self.cited(&path.breaks)
            );
        }
        self.line(4, "", &end);
    }

    fn waits(&mut self) {
        let in_a_knot = |wait: &Wait| self.knots.knots.iter().any(|knot| is_in(knot, wait));
        let waits = self
            .knots
            .waits
            .iter()
            .filter(|wait| !wait.needs.is_empty() && !in_a_knot(wait));
        let others: Vec<String> = waits.map(|wait| self.told(wait)).collect();
        if !others.is_empty() {
            self.head("Others wait as well, in no circle");
            for words in others {
                self.line(2, "· ", &words);
            }
        }
    }

    fn alone(&mut self) {
        if self.knots.alone.is_empty() {
            return;
        }
        self.head("Can be done without waiting for anybody");
        for alone in &self.knots.alone {
            let Some(action) = self.knots.actions.get(alone.action) else {
                continue;
            };
            let opens = if alone.opens.is_empty() {
                String::new()
            } else {
                format!("; it opens: {}", self.names(&alone.opens))
            };
            let words = format!(
                "{}{opens}{}",
                self.action(alone.action),
                self.cited(&action.statements)
            );
            self.line(2, "· ", &words);
        }
    }

    fn limits(&mut self) {
        if self.knots.limits.is_empty() {
            return;
        }
        self.head("To be minded");
        for limit in &self.knots.limits {
            let of = limit
                .action
                .map_or_else(|| format!("{}:", limit.who), |at| format!("{},", self.action(at)));
            let words = format!("{of} {}{}", limit.words, self.cited(&[limit.statement]));
            self.line(2, "· ", &words);
        }
    }

    fn notices(&mut self) {
        if self.knots.notices.is_empty() {
            return;
        }
        self.head("Not used, or not known");
        for notice in &self.knots.notices {
            self.line(
                2,
                "· ",
                &format!("{}{}", notice.words, self.cited(&notice.statements)),
            );
        }
    }

    fn sources(&mut self) {
        if self.knots.sources.is_empty() {
            return;
        }
        self.head("Sources");
        for (n, source) in self.knots.sources.iter().enumerate() {
            let day = source.day.map_or_else(|| "undated".to_owned(), dates::long);
            let open = if source.confirmed { "" } else { ", not confirmed" };
            self.line(
                2,
                &format!("[{}] ", n + 1),
                &format!("{}, {day}{open}: “{}”", source.speaker, source.words),
            );
        }
    }

    /// What it means that this is done now.
    fn how_first(&self, step: &[usize], done: &[usize]) -> &'static str {
        let mut waits = self
            .knots
            .waits
            .iter()
            .filter(|wait| step.contains(&wait.action))
            .peekable();
        if waits.peek().is_none() {
            " — nobody has offered it yet"
        } else if waits.any(|wait| wait.needs.iter().any(|need| done.contains(need))) {
            " — though not all that it waits for is done"
        } else {
            " — moves first"
        }
    }

    fn party(&self, id: &PartyId) -> String {
        let mut all = self.knots.parties.iter().chain(&self.knots.bystanders);
        let known = all.find(|(known, _)| known == id);
        known.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    }
}

/// Whether a wait is one of those that make the knot.
fn is_in(knot: &Knot, wait: &Wait) -> bool {
    wait.needs
        .iter()
        .any(|need| knot.waits.contains(&(wait.action, *need)))
}

/// "Israel: upgrading relations".
pub(super) fn told(action: &Action) -> String {
    let done = if action.state == State::Done { ", done" } else { "" };
    format!("{}: {}{done}", action.who, action.what)
}

/// "half an action", "2 actions".
fn actions(thousandths: i64) -> String {
    match thousandths {
        1000 => "1 action".to_owned(),
        whole if whole % 1000 == 0 => format!("{} actions", whole / 1000),
        part => format!("{:.1} actions", part as f64 / 1000.0),
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "Nobody known".to_owned(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
