//! Printing: to people, and to programs.

use office::OfficeError;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// Prints lines; a reader that closes the pipe early ends it quietly.
pub(crate) fn print(words: &str) -> Result<(), OfficeError> {
    let mut out = anstream::stdout().lock();
    done(out.write_all(words.as_bytes()).and_then(|()| out.flush()))
}

/// Prints a line.
pub(crate) fn line(words: &str) -> Result<(), OfficeError> {
    print(&format!("{words}\n"))
}

/// Turns a result of writing into ours; a closed pipe is no error.
pub(crate) fn done(result: io::Result<()>) -> Result<(), OfficeError> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(OfficeError::new(
            "standard output",
            error.to_string(),
            "write to another place",
        )),
        Ok(()) => Ok(()),
    }
}

/// Whether somebody watches.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// The terminal's width in columns; 100 where there is none.
pub(crate) fn width() -> usize {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let asked =
        || terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| usize::from(columns));
    columns.or_else(asked).unwrap_or(100).clamp(40, 160)
}

/// A heading, as people see it.
pub(crate) fn heading(words: &str) -> Result<(), OfficeError> {
    line(&format!("\n\u{1b}[1m{words}\u{1b}[0m"))
}

/// A sentence in the plural where `count` asks for it: "1 statement", "2 statements".
pub(crate) fn count(count: usize, one: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {one}{s}")
}

/// Words cut to `width` characters, with an ellipsis where something was left out.
pub(crate) fn cut(words: &str, width: usize) -> String {
    let words = office::text::one_line(words);
    if words.chars().count() <= width {
        return words;
    }
    let mut short: String = words.chars().take(width.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

/// Prints bytes as they are: no colour is taken out of a user's own words.
pub(crate) fn raw(bytes: &[u8]) -> Result<(), OfficeError> {
    let mut out = io::stdout().lock();
    done(out.write_all(bytes).and_then(|()| out.flush()))
}

/// A value as JSON, with a line's end.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, OfficeError> {
    let words = serde_json::to_string_pretty(value)
        .map_err(|error| OfficeError::new("--format json", error.to_string(), "report it as a fault"))?;
    Ok(words + "\n")
}

/// Prints a value as JSON.
pub(crate) fn print_json<T: Serialize>(value: &T) -> Result<(), OfficeError> {
    raw(json(value)?.as_bytes())
}
