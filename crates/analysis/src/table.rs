//! The board for a terminal.

use crate::layout::{padded, width, wrapped};
use crate::{Board, Front, Movement, Position, dates};
use domain::{PartyId, TopicId};
use std::fmt::Write as _;

/// The narrowest column for a party: `−−↓?` and a space on either side.
const NARROWEST: usize = 8;

/// A table of topics by parties for a terminal.
pub(crate) struct Table<'t> {
    pub(crate) heading: String,
    pub(crate) topics: &'t [(TopicId, String)],
    pub(crate) parties: &'t [(PartyId, String)],
    /// Three spaces apart.
    pub(crate) legend: &'t str,
}

pub(crate) fn lay_out(board: &Board, columns: usize) -> String {
    let any = |is: fn(&Position) -> bool| board.positions().iter().any(is);
    let mut legend = "++ supports   + leans to yes   0 between   − leans to no   −− opposes   · not heard   \
                      ↑ moved towards yes   ↓ towards no   ? on a condition"
        .to_owned();
    if any(|position| position.ruled.is_some()) {
        legend += "   * overruled by a person";
    }
    if any(|position| position.front == Front::Divided) {
        legend += "   ≠ not all lean alike";
    }
    let table = Table {
        heading: format!("Where they stand on {}", dates::long(board.day)),
        topics: &board.topics,
        parties: &board.parties,
        legend: &legend,
    };
    table.lay_out(columns, |topic, party| mark(board.cell(topic, party)))
}

impl Table<'_> {
    /// The table in so many columns (40 at least): parties that find no room beside each other go on below.
    pub(crate) fn lay_out(&self, columns: usize, cell: impl Fn(&TopicId, &PartyId) -> String) -> String {
        let columns = columns.clamp(40, 400);
        let mut out = wrapped(&self.heading, columns, 3).join("\n") + "\n\n";
        if self.parties.is_empty() {
            for line in wrapped(
                "Nobody has spoken on a topic yet: read a document first.",
                columns,
                3,
            ) {
                let _ = writeln!(out, "{line}");
            }
            return out;
        }
        let longest = self.topics.iter().map(|(_, name)| width(name)).max().unwrap_or(0);
        let label = longest.clamp(8, (columns / 3).clamp(8, 40));
        let room = columns.saturating_sub(label + 2);
        let count = self.parties.len();
        let longest_party = self
            .parties
            .iter()
            .map(|(_, name)| width(name) + 2)
            .max()
            .unwrap_or(0);
        let widest = longest_party.clamp(NARROWEST, 16).min(room.max(1));
        // All of them beside each other if that leaves room for a mark, else as many as there is room for.
        let wide = if room / count >= NARROWEST {
            widest.min(room / count)
        } else {
            NARROWEST.min(room.max(1))
        };
        let fits = (room / wide).max(1);
        for parties in self.parties.chunks(fits) {
            heads(
                &mut out,
                parties.iter().map(|(_, name)| name.as_str()),
                label,
                wide,
            );
            let _ = writeln!(
                out,
                "{}",
                "─".repeat((label + 2 + wide * parties.len()).min(columns))
            );
            for (topic, name) in self.topics {
                for (n, line) in wrapped(name, label, 2).iter().enumerate() {
                    let mut row = padded(line, label + 2);
                    for (party, _) in parties.iter().filter(|_| n == 0) {
                        row += &padded(&cell(topic, party), wide);
                    }
                    let _ = writeln!(out, "{}", row.trim_end());
                }
            }
            out.push('\n');
        }
        legend(&mut out, self.legend, columns);
        out
    }
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
pub(crate) fn mark(position: Option<&Position>) -> String {
    let Some(position) = position else {
        return "·".to_owned();
    };
    let arrow = match position.movement {
        Movement::Up => "↑",
        Movement::Down => "↓",
        Movement::Steady | Movement::New => "",
    };
    format!("{}{arrow}{}", position.stance.symbol(), signs(position))
}

/// `?` on a condition, `*` overruled, `≠` divided.
pub(crate) fn signs(position: &Position) -> String {
    [
        (position.conditional, "?"),
        (position.ruled.is_some(), "*"),
        (position.front == Front::Divided, "≠"),
    ]
    .iter()
    .filter(|(is, _)| *is)
    .map(|(_, sign)| *sign)
    .collect()
}

fn legend(out: &mut String, words: &str, columns: usize) {
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
