//! Knots as an SVG picture: parties as columns, what each would do as boxes, arrows for who waits for what.
//!
//! The colours are those of Okabe and Ito (2008); what they say is said by shape as well: a knot lies on a tinted field
//! with a broken edge, who could move first has a thick edge and a flag.

use super::{Action, Knot, Knots, Wait};
use crate::dates;
use crate::layout::wrapped;
use crate::picture::{INK, NO, PAPER, QUIET, RULE, YES, clean, n};
use maud::{Markup, html};
use std::collections::HashMap;

const WIDTH: f64 = 900.0;
const MARGIN: f64 = 28.0;
const TITLE: f64 = 84.0;
const LINE: f64 = 16.0;
const GAP: f64 = 34.0;
const TINT: &str = "#fbf1dc";
const EDGE: &str = "#b07a00";
/// How many knots, and without a knot how many waits, are drawn.
const DRAWN: usize = 6;

struct Placed {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    lines: Vec<String>,
    first: bool,
}

/// A part of the picture: one knot, or one wait.
struct Part<'k> {
    heading: String,
    knot: Option<&'k Knot>,
    waits: Vec<&'k Wait>,
    columns: Vec<(f64, String)>,
    boxes: HashMap<usize, Placed>,
    words: Vec<String>,
    top: f64,
    /// Where the boxes end, and the words below them begin.
    foot: f64,
    bottom: f64,
}

pub(super) fn draw(knots: &Knots) -> String {
    let mut top = TITLE;
    let mut parts = Vec::new();
    for (at, knot) in knots.knots.iter().take(DRAWN).enumerate() {
        let part = of_knot(knots, knot, at, top);
        top = part.bottom + 30.0;
        parts.push(part);
    }
    if parts.is_empty() {
        for wait in knots
            .waits
            .iter()
            .filter(|wait| !wait.needs.is_empty())
            .take(DRAWN)
        {
            let part = laid_out(knots, String::new(), None, vec![wait], top);
            top = part.bottom + 8.0;
            parts.push(part);
        }
    }
    let height = top + 62.0;
    let heading = if knots.knots.is_empty() {
        "Who waits for whom"
    } else {
        "Where each waits for the other"
    };
    let (w, h) = (n(WIDTH), n(height));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {w} {h}")) width=(w) height=(h) role="img"
            aria-labelledby="knots-title knots-desc"
            font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" {
            title id="knots-title" { (heading) " on " (dates::long(knots.day)) }
            desc id="knots-desc" { (description(knots)) }
            defs {
                marker id="knots-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto-start-reverse"
                    markerUnits="userSpaceOnUse" { path d="M0 0.8L10 5L0 9.2Z" fill=(INK) {} }
            }
            rect width=(w) height=(h) rx="10" fill=(PAPER) {}
            rect x="0.5" y="0.5" width=(n(WIDTH - 1.0)) height=(n(height - 1.0)) rx="10" fill="none" stroke=(RULE) {}
            text x=(n(MARGIN)) y="44" font-size="21" font-weight="600" fill=(INK) { (heading) }
            text x=(n(MARGIN)) y="66" font-size="13" fill=(QUIET) { (dates::long(knots.day)) " · in their own words" }
            @for part in &parts { (drawn(knots, part)) }
            @if parts.is_empty() {
                text x=(n(MARGIN)) y=(n(TITLE + 24.0)) font-size="14" fill=(QUIET) { "Nobody has made anything wait for somebody else." }
            }
            (legend(knots, height - 30.0))
        }
    }
    .into_string()
}

fn of_knot<'k>(knots: &'k Knots, knot: &'k Knot, at: usize, top: f64) -> Part<'k> {
    let inside = |wait: &&Wait| {
        wait.needs
            .iter()
            .any(|need| knot.waits.contains(&(wait.action, *need)))
    };
    let waits: Vec<&Wait> = knots.waits.iter().filter(inside).collect();
    let names: Vec<&str> = knot.parties.iter().map(|id| name(knots, id)).collect();
    let heading = format!("Knot {}: {}", at + 1, names.join(" and "));
    let mut part = laid_out(knots, heading, Some(knot), waits, top);
    part.words = ways_out(knots, knot);
    let lines: usize = part.words.iter().map(|words| told(words).len()).sum();
    part.bottom = part.foot + 18.0 * lines as f64 + 8.0;
    part
}

/// What undoes the knot, in a few lines.
fn ways_out(knots: &Knots, knot: &Knot) -> Vec<String> {
    let all = |actions: &[usize]| {
        actions
            .iter()
            .map(|at| whole(knots, *at))
            .collect::<Vec<_>>()
            .join(" and ")
    };
    let mut words = Vec::new();
    if let Some(path) = &knot.way.shortest {
        let steps: Vec<String> = path
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| format!("{}. {}", at + 1, all(&step.actions)))
            .collect();
        words.push(format!("The shortest way: {}", steps.join(" → ")));
    }
    if let Some(guarantee) = knot.guarantees.first() {
        let besides = if guarantee.also.is_empty() {
            String::new()
        } else {
            format!(" (and {})", all(&guarantee.also))
        };
        words.push(format!(
            "Or a third party guarantees: {}{besides}",
            whole(knots, guarantee.of)
        ));
    }
    if !knot.small_steps.is_empty() {
        words.push(format!("Small steps at hand: {}", all(&knot.small_steps)));
    }
    words
}

fn whole(knots: &Knots, at: usize) -> String {
    knots
        .actions
        .get(at)
        .map_or_else(String::new, |action| format!("{}: {}", action.who, action.what))
}

fn name<'k>(knots: &'k Knots, id: &'k domain::PartyId) -> &'k str {
    let known = knots.parties.iter().find(|(known, _)| known == id);
    known.map_or(id.as_str(), |(_, name)| name)
}

fn told(words: &str) -> Vec<String> {
    wrapped(&clean(words), 118, 4)
}

/// Puts the actions of these waits into the columns of their parties; those of the knot on top.
fn laid_out<'k>(
    knots: &'k Knots,
    heading: String,
    knot: Option<&'k Knot>,
    waits: Vec<&'k Wait>,
    top: f64,
) -> Part<'k> {
    let mut shown: Vec<usize> = waits
        .iter()
        .flat_map(|wait| wait.needs.iter().copied().chain([wait.action]))
        .collect();
    let in_knot = |at: &usize| knot.is_some_and(|knot| knot.actions.contains(at));
    shown.sort_by_key(|at| (!in_knot(at), *at));
    shown.dedup();
    let order = |who: &str| {
        knots
            .parties
            .iter()
            .position(|(_, name)| name == who)
            .unwrap_or(usize::MAX)
    };
    let mut whos: Vec<&str> = shown
        .iter()
        .filter_map(|at| knots.actions.get(*at))
        .map(|a| a.who.as_str())
        .collect();
    whos.sort_by_key(|who| (order(who), *who));
    whos.dedup();
    let column = (WIDTH - 2.0 * MARGIN) / whos.len().max(1) as f64;
    let width = (column - if whos.len() > 3 { 30.0 } else { 90.0 }).clamp(90.0, 300.0);
    let letters = ((width - 20.0) / 7.0) as usize;
    let begin = top + if heading.is_empty() { 40.0 } else { 68.0 };
    let mut next: HashMap<&str, f64> = HashMap::new();
    let mut boxes = HashMap::new();
    for at in shown {
        let Some(action) = knots.actions.get(at) else {
            continue;
        };
        let place = whos.iter().position(|who| *who == action.who).unwrap_or(0);
        let y = next.entry(&action.who).or_insert(begin);
        let lines = wrapped(&clean(&action.what), letters, 5);
        let height = LINE * lines.len() as f64 + 22.0;
        let first = knot.is_some_and(|knot| moves_first(knot, at));
        boxes.insert(
            at,
            Placed {
                x: MARGIN + column * (place as f64 + 0.5) - width / 2.0,
                y: *y,
                width,
                height,
                lines,
                first,
            },
        );
        *y += height + GAP;
    }
    let foot = boxes
        .values()
        .map(|placed| placed.y + placed.height)
        .fold(begin, f64::max)
        + 38.0;
    let columns = whos.iter().enumerate();
    Part {
        heading,
        knot,
        waits,
        columns: columns
            .map(|(at, who)| (MARGIN + column * (at as f64 + 0.5), (*who).to_owned()))
            .collect(),
        boxes,
        words: Vec::new(),
        top,
        foot,
        bottom: foot,
    }
}

/// Whether it is in one of the smallest sets of first moves.
fn moves_first(knot: &Knot, at: usize) -> bool {
    let size = knot.first_moves.smallest();
    let mut sets = knot
        .first_moves
        .sets
        .iter()
        .take_while(|set| Some(set.len()) == size);
    sets.any(|set| set.contains(&at))
}

fn drawn(knots: &Knots, part: &Part<'_>) -> Markup {
    let head = part.top + if part.heading.is_empty() { 26.0 } else { 52.0 };
    html! {
        @if part.knot.is_some() {
            rect x=(n(MARGIN - 10.0)) y=(n(part.top)) width=(n(WIDTH - 2.0 * MARGIN + 20.0)) height=(n(part.foot - part.top - 16.0)) rx="12"
                fill=(TINT) stroke=(EDGE) stroke-width="1.6" stroke-dasharray="7 4" {}
            text x=(n(MARGIN + 6.0)) y=(n(part.top + 25.0)) font-size="15" font-weight="600" fill=(INK) { (clean(&part.heading)) }
        }
        @for (x, who) in &part.columns {
            text x=(n(*x)) y=(n(head)) font-size="13" font-weight="600" fill=(INK) text-anchor="middle" { (clean(who)) }
        }
        @for wait in &part.waits { @for need in &wait.needs { (arrow(part, wait.action, *need)) } }
        @for (at, placed) in sorted(part) { (boxed(knots.actions.get(at), placed)) }
        @for (y, line) in below(part) {
            text x=(n(MARGIN)) y=(n(y)) font-size="13" fill=(INK) { (line) }
        }
    }
}

fn sorted<'p>(part: &'p Part<'_>) -> Vec<(usize, &'p Placed)> {
    let mut all: Vec<(usize, &Placed)> = part.boxes.iter().map(|(at, placed)| (*at, placed)).collect();
    all.sort_by_key(|(at, _)| *at);
    all
}

fn below(part: &Part<'_>) -> Vec<(f64, String)> {
    let lines = part.words.iter().flat_map(|words| told(words));
    lines
        .enumerate()
        .map(|(at, line)| (part.foot + 18.0 * at as f64 + 4.0, line))
        .collect()
}

fn boxed(action: Option<&Action>, placed: &Placed) -> Markup {
    let (x, y) = (placed.x, placed.y);
    let (edge, thick) = if placed.first { (YES, "3.2") } else { (INK, "1.2") };
    html! {
        g {
            title { (action.map_or_else(String::new, |action| clean(&format!("{}: {}", action.who, action.what)))) }
            rect x=(n(x)) y=(n(y)) width=(n(placed.width)) height=(n(placed.height)) rx="7" fill="#fff" stroke=(edge) stroke-width=(thick) {}
            @for (at, line) in placed.lines.iter().enumerate() {
                text x=(n(x + placed.width / 2.0)) y=(n(y + 21.0 + LINE * at as f64)) font-size="13" fill=(INK) text-anchor="middle" { (line) }
            }
            @if placed.first { (flag(x + 14.0, y)) }
        }
    }
}

/// A flag that stands on the edge of a box.
fn flag(x: f64, y: f64) -> Markup {
    html! {
        path d=(format!("M{x} {y}V{}", n(y - 20.0), x = n(x), y = n(y))) stroke=(YES) stroke-width="2.4" stroke-linecap="round" {}
        path d=(format!("M{} {}L{} {}L{} {}Z", n(x), n(y - 20.0), n(x + 15.0), n(y - 15.0), n(x), n(y - 9.5))) fill=(YES) {}
    }
}

/// From what waits to what it waits for.
fn arrow(part: &Part<'_>, from: usize, to: usize) -> Markup {
    let (Some(a), Some(b)) = (part.boxes.get(&from), part.boxes.get(&to)) else {
        return html! {};
    };
    let across = (a.x - b.x).abs() > 1.0;
    let right = b.x > a.x;
    // The two of a pair lie apart: the one that goes to the right above.
    let lift = if right { -9.0 } else { 9.0 };
    let (x1, x2) = match (across, right) {
        (true, true) => (a.x + a.width, b.x - 2.0),
        (true, false) => (a.x, b.x + b.width + 2.0),
        (false, _) => (a.x + a.width, b.x + b.width + 2.0),
    };
    let (y1, y2) = (a.y + a.height / 2.0 + lift, b.y + b.height / 2.0 + lift);
    let bend = if across { (x2 - x1) * 0.4 } else { 46.0 };
    let (c1, c2) = if across {
        (x1 + bend, x2 - bend)
    } else {
        (x1 + bend, x2 + bend)
    };
    let (mx, my) = (
        f64::midpoint(x1, x2),
        f64::midpoint(y1, y2) + if right { -7.0 } else { 15.0 },
    );
    html! {
        path d=(format!("M{} {}C{} {} {} {} {} {}", n(x1), n(y1), n(c1), n(y1), n(c2), n(y2), n(x2), n(y2))) fill="none" stroke=(INK)
            stroke-width="1.7" marker-end="url(#knots-tip)" {}
        @if across && (x2 - x1).abs() > 70.0 {
            text x=(n(mx)) y=(n(my)) font-size="11.5" fill=(NO) text-anchor="middle" paint-order="stroke" stroke=(if part.knot.is_some() { TINT } else { PAPER })
                stroke-width="4" { "waits for" }
        }
    }
}

fn legend(knots: &Knots, y: f64) -> Markup {
    let several = knots
        .knots
        .iter()
        .any(|knot| knot.first_moves.smallest() > Some(1));
    let flagged = if several {
        "belongs to a smallest set of first moves"
    } else {
        "whichever of these is done first undoes the knot"
    };
    html! {
        path d=(format!("M{} {}H{}", n(MARGIN), n(y - 24.0), n(WIDTH - MARGIN))) stroke=(RULE) {}
        g font-size="12" fill=(QUIET) {
            rect x=(n(MARGIN)) y=(n(y - 10.0)) width="24" height="15" rx="4" fill=(TINT) stroke=(EDGE) stroke-width="1.4" stroke-dasharray="5 3" {}
            text x=(n(MARGIN + 32.0)) y=(n(y + 2.0)) { "a knot: each waits for another" }
            path d=(format!("M{} {}H{}", n(MARGIN + 240.0), n(y - 2.0), n(MARGIN + 272.0))) stroke=(INK) stroke-width="1.7" marker-end="url(#knots-tip)" {}
            text x=(n(MARGIN + 282.0)) y=(n(y + 2.0)) { "waits for" }
            (flag(MARGIN + 372.0, y + 7.0))
            text x=(n(MARGIN + 394.0)) y=(n(y + 2.0)) { (flagged) }
        }
    }
}

fn description(knots: &Knots) -> String {
    let mut words = match knots.knots.len() {
        1 => "One knot.".to_owned(),
        count => format!("{count} knots."),
    };
    for wait in knots.waits.iter().filter(|wait| !wait.needs.is_empty()).take(100) {
        let needs: Vec<String> = wait.needs.iter().map(|at| whole(knots, *at)).collect();
        words += &format!(
            " {} waits for {}.",
            whole(knots, wait.action),
            needs.join(" and ")
        );
    }
    clean(&words)
}
