//! The climate for terminals.

use super::turns::heading;
use super::{Climate, Event, Point};
use crate::dates;
use crate::layout::{fitted, padded, wrapped};

/// How many of the latest steps and events are listed.
const STEPS: usize = 24;
const EVENTS: usize = 12;

pub(super) fn table(climate: &Climate, width: usize) -> String {
    let width = width.max(40);
    let (first, second) = climate.names();
    let mut out = format!("{first} and {second}\n");
    for line in wrapped(&climate.summary(), width, 8) {
        out += &line;
        out.push('\n');
    }
    if climate.series.is_empty() {
        return out + &undated(climate, width);
    }
    out += &steps(climate, width);
    if !climate.turning_points.is_empty() {
        out += "\nTurning points\n";
        for turn in &climate.turning_points {
            let lines = wrapped(&turn.words, width - 5, 6);
            for (at, line) in lines.iter().enumerate() {
                let number = if at == 0 {
                    format!("{:>3}", turn.number)
                } else {
                    "   ".to_owned()
                };
                out += &format!("{number}  {line}\n");
            }
        }
    }
    out += "\nLatest events\n";
    for event in climate.events.iter().rev().take(EVENTS) {
        out += &line(event, climate.names(), width);
    }
    if climate.events.len() > EVENTS {
        out += &format!("  … and {} more: --format json\n", climate.events.len() - EVENTS);
    }
    out + &undated(climate, width)
}

/// The latest steps in which something happened, as bars.
fn steps(climate: &Climate, width: usize) -> String {
    let bar = (width.saturating_sub(34) / 2).clamp(5, 25);
    let mut out = format!(
        "\n  {}  {}  {}  events\n",
        padded("until", 11),
        padded("confidence", bar + 4),
        padded("tension", bar + 4)
    );
    let last = climate.series.last().map(|point| point.day);
    let told = |point: &&Point| point.events > 0 || Some(point.day) == last;
    let shown: Vec<&Point> = climate.series.iter().filter(told).collect();
    let from = shown.len().saturating_sub(STEPS);
    for point in &shown[from..] {
        out += &step(point, bar);
    }
    let left_out = climate.series.len() - (shown.len() - from);
    if left_out > 0 {
        out += &format!("  … and {left_out} more, quiet or earlier: --format csv\n");
    }
    out
}

fn step(point: &Point, bar: usize) -> String {
    let drawn = |value: f64, sign: &str| {
        let filled = (value / 100.0 * bar as f64).round() as usize;
        padded(&format!("{value:>3.0} {}", sign.repeat(filled)), bar + 4)
    };
    format!(
        "  {}  {}  {}  {:>6}\n",
        padded(&dates::short(point.day), 11),
        drawn(point.both.confidence, "█"),
        drawn(point.both.tension, "▒"),
        point.events
    )
}

fn line(event: &Event, names: (&str, &str), width: usize) -> String {
    let head = format!(
        "  {:>11}  {:+.1}  {}",
        dates::short_or_none(event.day),
        event.intensity,
        heading(event, names)
    );
    format!(
        "{}\n{}\n",
        fitted(&head, width),
        fitted(&format!("               {}", event.told()), width)
    )
}

fn undated(climate: &Climate, width: usize) -> String {
    if climate.undated.is_empty() {
        return String::new();
    }
    let mut out = String::from("\nWithout a day, and counted nowhere\n");
    for event in climate.undated.iter().take(EVENTS) {
        out += &line(event, climate.names(), width);
    }
    out
}
