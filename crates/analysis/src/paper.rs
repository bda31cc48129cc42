//! A brief as Markdown, and its first screen.

use crate::brief::{Brief, Line, NOTHING};
use crate::dates;
use crate::layout::{width, wrapped};
use std::fmt::Write as _;

pub(crate) fn markdown(brief: &Brief) -> String {
    let mut out = format!(
        "# Brief: {}\n\n{}. As of {}. ",
        safe(&brief.title),
        safe(&brief.when),
        dates::long(brief.as_of)
    );
    let _ = write!(out, "{}: for ourselves, not to be handed on.", brief.marking);
    let unsure = brief.sources.iter().filter(|s| !s.confirmed).count();
    if unsure > 0 {
        let _ = write!(
            out,
            " \\[n?\\] is as read and not confirmed: {unsure} of {} sources.",
            brief.sources.len()
        );
    }
    out.push_str("\n\n");
    for part in brief.parts() {
        let _ = writeln!(out, "{} {}\n", "#".repeat(part.level.into()), safe(&part.heading));
        if part.level == 3 && part.lines.is_empty() {
            let _ = writeln!(out, "{NOTHING}\n");
        } else if !part.lines.is_empty() {
            lines(&mut out, brief, &part.lines);
        }
    }
    if !brief.sources.is_empty() {
        out.push_str("## Sources\n\n");
        for source in &brief.sources {
            let _ = writeln!(
                out,
                "- \\[{}\\] {}; `{}`",
                source.number,
                safe(&source.what),
                source.address()
            );
        }
    }
    out
}

fn lines(out: &mut String, brief: &Brief, found: &[Line]) {
    for line in found {
        let cited: Vec<String> = line
            .sources
            .iter()
            .map(|n| format!("\\[{n}{}\\]", brief.doubt(*n)))
            .collect();
        let gap = if cited.is_empty() { "" } else { " " };
        let why = line
            .why
            .as_ref()
            .map_or(String::new(), |why| format!(" — *{}*", safe(why)));
        let _ = writeln!(out, "- {}{gap}{}{why}", safe(&line.text), cited.join(" "));
    }
    out.push('\n');
}

/// On one line, with what Markdown or HTML would take for its own escaped.
fn safe(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

pub(crate) fn first_screen(brief: &Brief, columns: usize, most: usize) -> String {
    let columns = columns.clamp(20, 400);
    let mut screen = Screen {
        lines: Vec::new(),
        columns,
    };
    screen.put("", &format!("{} — {}", brief.title, brief.when), 2);
    screen.put(
        "",
        &format!("As of {}; {}", dates::long(brief.as_of), brief.marking),
        1,
    );
    let parties = brief.participants.join(" · ");
    if !parties.is_empty() {
        screen.put("With ", &parties, 2);
    }
    for line in brief
        .they_owe
        .iter()
        .filter(|l| l.text.contains("overdue"))
        .take(2)
    {
        screen.put("! ", &line.text, 2);
    }
    for line in brief.we_owe.iter().filter(|l| l.text.contains("overdue")).take(2) {
        screen.put("! We: ", &line.text, 2);
    }
    for (n, item) in brief.items.iter().enumerate() {
        screen.lines.push(String::new());
        screen.put(&format!("{}. ", n + 1), &item.heading, 2);
        let moved = item.lines.iter().skip(1).find(|l| l.text.starts_with("Changed:"));
        for line in item.lines.iter().take(1).chain(moved) {
            screen.put("   ", &cited(brief, line), 3);
        }
        if item.lines.is_empty() {
            screen.put("   ", "nothing about it is on record", 1);
        }
    }
    for (heading, found) in [
        ("What to ask", &brief.ask),
        ("What they would do, and for what", &brief.offers),
        ("What they owe", &brief.they_owe),
        ("What we owe", &brief.we_owe),
        ("What we were asked to respect", &brief.guidance),
        ("To go on record", &brief.on_record),
    ] {
        if !found.is_empty() {
            screen.lines.push(String::new());
            screen.put("", heading, 1);
            for line in found.iter().take(4) {
                screen.put("   ", &cited(brief, line), 2);
            }
        }
    }
    screen.cut(most)
}

fn cited(brief: &Brief, line: &Line) -> String {
    let numbers: String = line
        .sources
        .iter()
        .fold(String::new(), |all, n| format!("{all} [{n}{}]", brief.doubt(*n)));
    format!("{}{numbers}", line.text)
}

struct Screen {
    lines: Vec<String>,
    columns: usize,
}

impl Screen {
    /// Words after `lead`, in at most `most` lines that hang under the first.
    fn put(&mut self, lead: &str, words: &str, most: usize) {
        let words: String = words
            .chars()
            .filter(|c| !c.is_control() || c.is_whitespace())
            .collect();
        let room = self.columns.saturating_sub(width(lead));
        for (n, line) in wrapped(&words, room, most).into_iter().enumerate() {
            let lead = if n == 0 {
                lead.to_owned()
            } else {
                " ".repeat(width(lead))
            };
            self.lines.push(format!("{lead}{line}").trim_end().to_owned());
        }
    }

    fn cut(mut self, most: usize) -> String {
        let all = self.lines.len();
        if all > most {
            self.lines.truncate(most.saturating_sub(1));
            while self.lines.last().is_some_and(String::is_empty) {
                self.lines.pop();
            }
            if most > 0 {
                self.lines.push(format!(
                    "… {} more lines in the whole brief",
                    all - self.lines.len()
                ));
            }
        }
        let mut out = self.lines.join("\n");
        out.push('\n');
        out
    }
}
