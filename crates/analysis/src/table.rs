//! The board for a terminal.

use crate::layout::{padded, width, wrapped};
use crate::{Board, Movement, Position, dates};
use std::fmt::Write as _;

/// The narrowest column for a party: `−−↓?` and a space on either side.
const NARROWEST: usize = 8;

pub(crate) fn lay_out(board: &Board, columns: usize) -> String {
    let columns = columns.clamp(40, 400);
    let mut out = format!("Where they stand on {}\n\n", dates::long(board.day));
    if board.parties.is_empty() {
        for line in wrapped(
            "Nobody has spoken on a topic yet: read a document first.",
            columns,
            3,
        ) {
            let _ = writeln!(out, "{line}");
        }
        return out;
    }
    let longest = board
        .topics
        .iter()
        .map(|(_, name)| width(name))
        .max()
        .unwrap_or(0);
    let label = longest.clamp(8, (columns / 3).clamp(8, 40));
    let room = columns.saturating_sub(label + 2);
    let count = board.parties.len();
    let longest_party = board
        .parties
        .iter()
        .map(|(_, name)| width(name) + 2)
        .max()
        .unwrap_or(0);
    let widest = longest_party.clamp(NARROWEST, 16).min(room.max(1));
    // All of them beside each other if that leaves room for a mark, else as many as there is room for.
    let cell = if room / count >= NARROWEST {
        widest.min(room / count)
    } else {
        NARROWEST.min(room.max(1))
    };
    let fits = (room / cell).max(1);
    for parties in board.parties.chunks(fits) {
        heads(
            &mut out,
            parties.iter().map(|(_, name)| name.as_str()),
            label,
            cell,
        );
        let _ = writeln!(
            out,
            "{}",
            "─".repeat((label + 2 + cell * parties.len()).min(columns))
        );
        for (topic, name) in &board.topics {
            for (n, line) in wrapped(name, label, 2).iter().enumerate() {
                let mut row = padded(line, label + 2);
                for (party, _) in parties.iter().filter(|_| n == 0) {
                    row += &padded(&mark(board.cell(topic, party)), cell);
                }
                let _ = writeln!(out, "{}", row.trim_end());
            }
        }
        out.push('\n');
    }
    legend(&mut out, columns);
    out
}

fn heads<'n>(out: &mut String, names: impl Iterator<Item = &'n str>, label: usize, cell: usize) {
    let names: Vec<Vec<String>> = names.map(|name| wrapped(name, cell - 2, 3)).collect();
    let height = names.iter().map(Vec::len).max().unwrap_or(1);
    for line in 0..height {
        let mut row = " ".repeat(label + 2);
        for name in &names {
            // Short names stand at the bottom, next to the line.
            let blank = height - name.len();
            let words = line
                .checked_sub(blank)
                .and_then(|n| name.get(n))
                .map_or("", String::as_str);
            row += &padded(words, cell);
        }
        let _ = writeln!(out, "{}", row.trim_end());
    }
}

/// `++`, `−↓`, `+↑?`: the stance, where it went, and whether it hangs on a condition.
fn mark(position: Option<&Position>) -> String {
    let Some(position) = position else {
        return "·".to_owned();
    };
    let arrow = match position.movement {
        Movement::Up => "↑",
        Movement::Down => "↓",
        Movement::Steady | Movement::New => "",
    };
    format!(
        "{}{arrow}{}",
        position.stance.symbol(),
        if position.conditional { "?" } else { "" }
    )
}

fn legend(out: &mut String, columns: usize) {
    let words = "++ supports   + leans to yes   0 between   − leans to no   −− opposes   · not heard   \
                 ↑ moved towards yes   ↓ towards no   ? on a condition";
    let mut line = String::new();
    for part in words.split("   ") {
        if !line.is_empty() && width(&line) + 3 + width(part) > columns {
            let _ = writeln!(out, "{line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(part);
    }
    let _ = writeln!(out, "{line}");
}
