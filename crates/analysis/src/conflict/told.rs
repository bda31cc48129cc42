//! A weighed model for a terminal.

use super::{Concept, Direction, State, Step, Weighing};
use crate::layout::{padded, wrapped};
use std::fmt::Write as _;

/// So many equilibria are shown, those that hold most firmly first.
const SHOWN: usize = 24;

/// What it means that a state holds, by the firmest of its concepts.
const MEANING: [(Concept, &str); 5] = [
    (Concept::Nash, "Nobody can do better alone"),
    (
        Concept::Seq,
        "Whoever could do better alone would lose it again to an answer that serves the one who gives it",
    ),
    (
        Concept::Smr,
        "Whoever could do better alone could be made to lose it for good, though not always to the others' gain",
    ),
    (
        Concept::Gmr,
        "Whoever could do better alone could be made to lose it, but might find a way out again",
    ),
    (
        Concept::Sim,
        "Whoever could do better alone would lose it if somebody else moved at the same moment",
    ),
];

pub(super) fn lay_out(weighing: &Weighing<'_>, columns: usize) -> String {
    let columns = columns.clamp(40, 400);
    let mut out = String::new();
    head(&mut out, weighing, columns);
    holding(&mut out, weighing, columns);
    reach(&mut out, weighing, columns);
    for note in weighing.notes() {
        lines(&mut out, "Note: ", &note, columns);
    }
    out
}

fn head(out: &mut String, weighing: &Weighing<'_>, columns: usize) {
    let model = weighing.model;
    let (options, states) = (model.options.len(), &weighing.solution.states);
    let _ = writeln!(
        out,
        "{} of {} states can be. Options in the order of the letters:\n",
        states.len(),
        1_u64 << options
    );
    for (i, maker) in model.decision_makers.iter().enumerate() {
        let own: Vec<String> = (model
            .options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.owner == i))
        .map(|(n, option)| {
            let once = match option.direction {
                Direction::Both => "",
                Direction::Forward => " (once taken, for good)",
                Direction::Back => " (once given up, for good)",
            };
            format!("{} {}{once}", n + 1, option.name)
        })
        .collect();
        lines(out, &format!("{}: ", maker.name), &own.join("; "), columns);
    }
    out.push('\n');
}

fn holding(out: &mut String, weighing: &Weighing<'_>, columns: usize) {
    let holding = ranked(weighing);
    if holding.is_empty() {
        out.push_str("No state holds: from each, somebody gains by moving and need fear no answer.\n\n");
        return;
    }
    let options = weighing.model.options.len();
    let letters = options.max(6) + 2;
    let _ = write!(out, "{}{}", padded("state", 9), padded("Y or N", letters));
    for concept in Concept::ALL {
        let _ = write!(out, "{}", padded(concept.name(), 6));
    }
    let _ = writeln!(out, "\n{}", "─".repeat((9 + letters + 37).min(columns)));
    for (state, concepts) in holding.iter().take(SHOWN) {
        let mut row = padded(&state.to_string(), 9) + &padded(&state.letters(options), letters);
        for concept in Concept::ALL {
            row += &padded(if concepts.contains(&concept) { "✓" } else { "·" }, 6);
        }
        let _ = writeln!(out, "{}", row.trim_end());
    }
    if holding.len() > SHOWN {
        let _ = writeln!(out, "and {} more; --format json lists all", holding.len() - SHOWN);
    }
    out.push('\n');
    let firmest = |concepts: &[Concept]| MEANING.iter().position(|(concept, _)| concepts.contains(concept));
    for (n, (_, meaning)) in MEANING.iter().enumerate() {
        let mut group = holding
            .iter()
            .take(SHOWN)
            .filter(|(_, concepts)| firmest(concepts) == Some(n))
            .peekable();
        if group.peek().is_none() {
            continue;
        }
        lines(out, "", &format!("{meaning}:"), columns);
        for (state, _) in group {
            lines(out, &format!("  {state}: "), &taken(weighing, *state), columns);
        }
        out.push('\n');
    }
}

/// What holds: by the most concepts first, then by the decimal.
fn ranked(weighing: &Weighing<'_>) -> Vec<(State, Vec<Concept>)> {
    let of = |state: State| (state, weighing.solution.concepts(state));
    let mut all: Vec<_> = weighing.holding().into_iter().map(of).collect();
    all.sort_by_key(|(state, concepts)| {
        (
            !concepts.contains(&Concept::Nash),
            usize::MAX - concepts.len(),
            *state,
        )
    });
    all
}

/// "Uniroyal: accept; nothing else": what is taken, by those who take something.
fn taken(weighing: &Weighing<'_>, state: State) -> String {
    let model = weighing.model;
    let own = |who: usize| -> Vec<&str> {
        let options = model.options.iter().enumerate();
        options
            .filter(|(i, option)| option.owner == who && state.takes(*i))
            .map(|(_, option)| option.name.as_str())
            .collect()
    };
    let makers = model.decision_makers.iter().enumerate();
    let parts: Vec<String> = makers
        .map(|(who, maker)| (own(who), maker))
        .filter(|(own, _)| !own.is_empty())
        .map(|(own, maker)| format!("{}: {}", maker.name, own.join(", ")))
        .collect();
    if parts.is_empty() {
        "Nobody does anything".to_owned()
    } else {
        parts.join("; ")
    }
}

fn reach(out: &mut String, weighing: &Weighing<'_>, columns: usize) {
    let Some([moves, gains]) = &weighing.reach else {
        return;
    };
    let _ = writeln!(
        out,
        "From state {} ({}):",
        moves.from(),
        taken(weighing, moves.from())
    );
    for (state, _) in ranked(weighing).iter().take(SHOWN) {
        let words = match (gains.way(*state), moves.way(*state)) {
            (Some(way), _) if way.is_empty() => "things stand there already".to_owned(),
            (Some(way), _) => format!("{} (each gains by it)", steps(weighing, moves.from(), &way)),
            (None, Some(way)) => format!(
                "{} (not every step serves who takes it)",
                steps(weighing, moves.from(), &way)
            ),
            (None, None) => "there is no way".to_owned(),
        };
        lines(out, &format!("  to {state}: "), &words, columns);
    }
    out.push('\n');
}

/// "Uniroyal accepts": who changes what, step by step.
fn steps(weighing: &Weighing<'_>, from: State, way: &[Step]) -> String {
    let model = weighing.model;
    let mut here = from;
    let mut words = Vec::new();
    for step in way {
        let changed = |taken: bool| -> Vec<&str> {
            let options = model.options.iter().enumerate();
            options
                .filter(|(i, _)| step.to.takes(*i) == taken && here.takes(*i) != taken)
                .map(|(_, option)| option.name.as_str())
                .collect()
        };
        let (takes, leaves) = (changed(true).join(", "), changed(false).join(", "));
        let what = match (takes.is_empty(), leaves.is_empty()) {
            (false, false) => format!("takes {takes}, gives up {leaves}"),
            (false, true) => format!("takes {takes}"),
            _ => format!("gives up {leaves}"),
        };
        let name = model
            .decision_makers
            .get(step.who)
            .map_or("", |maker| &maker.name);
        words.push(format!("{name} {what}"));
        here = step.to;
    }
    words.join("; then ")
}

/// Words after a label, which starts with its indent; what doesn't fit on a line stands below, further in.
fn lines(out: &mut String, label: &str, words: &str, columns: usize) {
    let indent = label.len() - label.trim_start().len();
    let room = columns.saturating_sub(indent + 4).max(1);
    for (i, line) in wrapped(&format!("{label}{words}"), room, usize::MAX)
        .iter()
        .enumerate()
    {
        let deeper = if i > 0 && !label.is_empty() { 4 } else { 0 };
        let _ = writeln!(out, "{}{line}", " ".repeat(indent + deeper));
    }
}
