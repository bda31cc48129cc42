//! The board as an SVG picture.
//!
//! Circles say yes and squares say no, filled when plainly, outlined when leaning; blue and vermillion are
//! those of Okabe and Ito (2008), which colour-blind people tell apart, and differ in grey as well.

use crate::layout::wrapped;
use crate::{Board, Front, Movement, Position, Stance, dates};
use domain::{PartyId, TopicId};
use maud::{Markup, PreEscaped, html};

pub(crate) const YES: &str = "#0072b2";
pub(crate) const NO: &str = "#c2500a";
const BETWEEN: &str = "#6b7078";
pub(crate) const INK: &str = "#1f2429";
pub(crate) const QUIET: &str = "#5c636b";
pub(crate) const RULE: &str = "#e3e1da";
pub(crate) const PAPER: &str = "#fdfcf9";
const BAND: &str = "#f6f4ee";

const MARGIN: f64 = 28.0;
const LABEL: f64 = 226.0;
const WIDTH: f64 = 900.0;
const NARROWEST: f64 = 52.0;
const ROW: f64 = 54.0;
const TITLE: f64 = 82.0;

/// Where things stand on the picture.
pub(crate) struct Plan {
    width: f64,
    height: f64,
    column: f64,
    head: f64,
    top: f64,
    foot: f64,
    /// Of the letters of the parties' names.
    size: f64,
    heads: Vec<Vec<String>>,
}

impl Plan {
    pub(crate) fn of(parties: &[(PartyId, String)], rows: usize) -> Self {
        let count = parties.len().max(1) as f64;
        let column = ((WIDTH - 2.0 * MARGIN - LABEL) / count).clamp(NARROWEST, 150.0);
        let width = (2.0 * MARGIN + LABEL + column * count).max(WIDTH);
        let size = if column < 72.0 { 10.5 } else { 12.0 };
        // A bold letter is on average 0.62 of its size wide.
        let letters = ((column - 6.0) / (0.62 * size)) as usize;
        let heads: Vec<_> = parties
            .iter()
            .map(|(_, name)| wrapped(&clean(name), letters, 3))
            .collect();
        let head = 15.0 * heads.iter().map(Vec::len).max().unwrap_or(1) as f64 + 14.0;
        let top = TITLE + head;
        let foot = top + ROW * rows.max(1) as f64;
        Self {
            width,
            height: foot + 130.0,
            column,
            head,
            top,
            foot,
            size,
            heads,
        }
    }

    /// Where the rows end.
    pub(crate) fn foot(&self) -> f64 {
        self.foot
    }

    pub(crate) fn x(&self, column: usize) -> f64 {
        MARGIN + LABEL + self.column * (column as f64 + 0.5)
    }

    pub(crate) fn y(&self, row: usize) -> f64 {
        self.top + ROW * (row as f64 + 0.5)
    }
}

/// What stands on a picture beside its cells.
pub(crate) struct Frame<'f> {
    /// Its heading.
    pub(crate) heading: &'f str,
    /// The line below it.
    pub(crate) below: String,
    /// Its title for those who can't see it.
    pub(crate) title: String,
    /// What it shows, in words.
    pub(crate) description: String,
}

/// A picture of topics by parties: the frame, the names, what `cells` draws into each row, and a legend.
pub(crate) fn framed(
    frame: &Frame<'_>,
    plan: &Plan,
    parties: &[(PartyId, String)],
    topics: &[(TopicId, String)],
    cells: &dyn Fn(usize) -> Markup,
    legend: &Markup,
) -> String {
    let (w, h) = (n(plan.width), n(plan.height));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {w} {h}")) width=(w) height=(h) role="img"
            aria-labelledby="board-title board-desc"
            font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" {
            title id="board-title" { (clean(&frame.title)) }
            desc id="board-desc" { (clean(&frame.description)) }
            rect width=(w) height=(h) rx="10" fill=(PAPER) {}
            rect x="0.5" y="0.5" width=(n(plan.width - 1.0)) height=(n(plan.height - 1.0)) rx="10" fill="none"
                stroke=(RULE) {}
            text x=(n(MARGIN)) y="44" font-size="21" font-weight="600" fill=(INK) { (frame.heading) }
            text x=(n(MARGIN)) y="66" font-size="13" fill=(QUIET) { (frame.below) }
            (heads(parties, plan))
            @for (row, (_, name)) in topics.iter().enumerate() {
                (label(plan, row, name))
                (cells(row))
            }
            @if parties.is_empty() {
                text x=(n(MARGIN + LABEL + 20.0)) y=(n(plan.top + 31.0)) font-size="14" fill=(QUIET) { "Nobody has spoken on a topic yet." }
            }
            path d=(format!("M{} {}H{}", n(MARGIN), n(plan.foot + 16.0), n(plan.width - MARGIN))) stroke=(RULE) {}
            (legend)
        }
    }
    .into_string()
}

pub(crate) fn draw(board: &Board, link: &impl Fn(&Position) -> Option<String>) -> String {
    let plan = Plan::of(&board.parties, board.topics.len());
    let day = dates::long(board.day);
    let frame = Frame {
        heading: "Where they stand",
        below: format!("{day} · {}", counted(board.statements)),
        title: format!("Where they stand on {day}"),
        description: description(board),
    };
    let cells = |row: usize| {
        let topic = &board.topics[row].0;
        html! {
            @for (column, (party, _)) in board.parties.iter().enumerate() {
                @match board.cell(topic, party) {
                    Some(position) => (cell(board, position, plan.x(column), plan.y(row), link)),
                    None => (unheard(plan.x(column), plan.y(row))),
                }
            }
        }
    };
    framed(
        &frame,
        &plan,
        &board.parties,
        &board.topics,
        &cells,
        &legend(&plan),
    )
}

/// Nobody was heard here.
pub(crate) fn unheard(x: f64, y: f64) -> Markup {
    html! { circle cx=(n(x)) cy=(n(y)) r="1.6" fill="#b9b6ac" {} }
}

fn heads(parties: &[(PartyId, String)], plan: &Plan) -> Markup {
    html! {
        @for (at, lines) in plan.heads.iter().enumerate() {
            @let bottom = TITLE + plan.head - 12.0;
            g font-size=(n(plan.size)) font-weight="600" fill=(INK) text-anchor="middle" {
                title { (clean(&parties[at].1)) }
                @for (n_line, words) in lines.iter().rev().enumerate() {
                    text x=(n(plan.x(at))) y=(n(bottom - 15.0 * n_line as f64)) { (words) }
                }
            }
        }
    }
}

fn label(plan: &Plan, row: usize, name: &str) -> Markup {
    let lines = wrapped(&clean(name), 30, 3);
    let middle = plan.y(row);
    let first = middle + 4.5 - 7.75 * (lines.len() as f64 - 1.0);
    html! {
        @if row.is_multiple_of(2) {
            rect x=(n(MARGIN - 12.0)) y=(n(middle - ROW / 2.0)) width=(n(plan.width - 2.0 * MARGIN + 24.0)) height=(n(ROW))
                rx="5" fill=(BAND) {}
        }
        g font-size="13" fill=(INK) {
            title { (clean(name)) }
            @for (at, words) in lines.iter().enumerate() {
                text x=(n(MARGIN)) y=(n(first + 15.5 * at as f64)) { (words) }
            }
        }
    }
}

fn cell(
    board: &Board,
    position: &Position,
    x: f64,
    y: f64,
    link: &impl Fn(&Position) -> Option<String>,
) -> Markup {
    let radius = 9.5 + 6.0 * f64::from(position.firmness.min(100)) / 100.0;
    let count = position.statements.len();
    let drawn = html! {
        g {
            title { (told(board, position)) }
            // Something to point at, larger than the mark.
            rect x=(n(x - 24.0)) y=(n(y - 24.0)) width="48" height="48" fill="#fff" fill-opacity="0" {}
            (mark(position.stance, x, y, radius))
            @if position.conditional { (ring(x, y, radius)) }
            (arrow(position.movement, x + 28.0, y))
            @if position.ruled.is_some() { (ruled(x - 23.0, y - 12.0)) }
            @if position.front == Front::Divided { (divided(x - 23.0, y + 15.0)) }
            text x=(n(x + 18.5)) y=(n(y + 20.5)) font-size="9.5" fill=(QUIET) {
                (count) @if position.unconfirmed == count { "?" }
            }
        }
    };
    match link(position) {
        Some(address) => html! { a href=(clean(&address)) { (drawn) } },
        None => drawn,
    }
}

/// Somebody ruled: a small pennant.
pub(crate) fn ruled(x: f64, y: f64) -> Markup {
    html! {
        path d=(format!("M{} {}V{}M{} {}L{} {}L{} {}Z", n(x - 3.0), n(y + 7.0), n(y - 7.0), n(x - 3.0), n(y - 7.0), n(x + 6.0),
            n(y - 3.5), n(x - 3.0), n(y))) fill=(INK) stroke=(INK) stroke-width="1.4" stroke-linejoin="round" {}
    }
}

/// They do not speak alike: two strokes that part.
pub(crate) fn divided(x: f64, y: f64) -> Markup {
    html! {
        path d=(format!("M{} {}L{} {}L{} {}M{} {}V{}", n(x - 5.0), n(y - 6.0), n(x), n(y), n(x + 5.0), n(y - 6.0), n(x), n(y),
            n(y + 5.0))) fill="none" stroke=(INK) stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" {}
    }
}

/// A circle for yes, a square for no, a lying bar for neither; filled when plain.
pub(crate) fn mark(stance: Stance, x: f64, y: f64, radius: f64) -> Markup {
    let plain = stance.value().abs() == 2;
    let arm = radius * 0.46;
    let sign = |colour: &str| {
        html! {
            path d=(format!("M{} {}h{}", n(x - arm), n(y), n(2.0 * arm))) stroke=(colour) stroke-width="2.4"
                stroke-linecap="round" {}
            @if stance.value() > 0 {
                path d=(format!("M{} {}v{}", n(x), n(y - arm), n(2.0 * arm))) stroke=(colour) stroke-width="2.4"
                    stroke-linecap="round" {}
            }
        }
    };
    html! {
        @if stance.value() > 0 {
            circle cx=(n(x)) cy=(n(y)) r=(n(radius)) fill=(if plain { YES } else { PAPER }) stroke=(YES) stroke-width="2.2" {}
            (sign(if plain { "#fff" } else { YES }))
        } @else if stance.value() < 0 {
            @let side = radius * 0.92;
            rect x=(n(x - side)) y=(n(y - side)) width=(n(2.0 * side)) height=(n(2.0 * side)) rx="2.5"
                fill=(if plain { NO } else { PAPER }) stroke=(NO) stroke-width="2.2" {}
            (sign(if plain { "#fff" } else { NO }))
        } @else {
            path d=(format!("M{} {}L{} {}L{} {}L{} {}Z", n(x - radius), n(y), n(x), n(y - radius), n(x + radius), n(y),
                n(x), n(y + radius))) fill=(PAPER) stroke=(BETWEEN) stroke-width="2" stroke-linejoin="round" {}
        }
    }
}

pub(crate) fn ring(x: f64, y: f64, radius: f64) -> Markup {
    html! {
        circle cx=(n(x)) cy=(n(y)) r=(n(radius + 4.6)) fill="none" stroke=(INK) stroke-width="1.3"
            stroke-dasharray="3.2 3" {}
    }
}

/// Up for a move towards yes, down for one towards no.
fn arrow(movement: Movement, x: f64, y: f64) -> Markup {
    let way = match movement {
        Movement::Up => -1.0,
        Movement::Down => 1.0,
        Movement::Steady | Movement::New => return PreEscaped(String::new()),
    };
    let (tail, tip, barb) = (y - 8.0 * way, y + 8.0 * way, y + 3.0 * way);
    html! {
        path d=(format!("M{x} {}V{}M{} {}L{x} {}L{} {}", n(tail), n(tip), n(x - 4.0), n(barb), n(tip), n(x + 4.0), n(barb),
            x = n(x))) fill="none" stroke=(INK) stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" {}
    }
}

/// The five stances, in a row.
pub(crate) fn stances(y: f64) -> Markup {
    let marks = [
        (2, "supports"),
        (1, "leans to yes"),
        (0, "between"),
        (-1, "leans to no"),
        (-2, "opposes"),
    ];
    html! {
        @for (at, (value, words)) in marks.into_iter().enumerate() {
            (mark(Stance::new(value), entry(at), y, 9.5))
            text x=(n(entry(at) + 21.0)) y=(n(y + 4.0)) { (words) }
        }
    }
}

/// Where an entry of the legend begins.
pub(crate) fn entry(at: usize) -> f64 {
    MARGIN + 12.0 + 168.0 * at as f64
}

fn legend(plan: &Plan) -> Markup {
    let (first, second, third) = (plan.foot + 42.0, plan.foot + 74.0, plan.foot + 104.0);
    html! {
        g font-size="12" fill=(QUIET) {
            (stances(first))
            (mark(Stance::LEANS_YES, entry(0), second, 7.5)) (ring(entry(0), second, 7.5))
            text x=(n(entry(0) + 21.0)) y=(n(second + 4.0)) { "on a condition" }
            (arrow(Movement::Up, entry(1) - 6.0, second)) (arrow(Movement::Down, entry(1) + 5.0, second))
            text x=(n(entry(1) + 21.0)) y=(n(second + 4.0)) { "moved to yes, to no" }
            (mark(Stance::SUPPORTS, entry(2) - 11.0, second, 5.5)) (mark(Stance::SUPPORTS, entry(2) + 5.0, second, 9.5))
            text x=(n(entry(2) + 21.0)) y=(n(second + 4.0)) { "less, more firm" }
            text x=(n(entry(3) - 7.0)) y=(n(second + 4.0)) { "5, 5?" }
            text x=(n(entry(3) + 27.0)) y=(n(second + 4.0)) { "statements; ? none confirmed" }
            (unheard(entry(4) + 52.0, second))
            text x=(n(entry(4) + 62.0)) y=(n(second + 4.0)) { "not heard" }
            (ruled(entry(0), third))
            text x=(n(entry(0) + 21.0)) y=(n(third + 4.0)) { "overruled by a person" }
            (divided(entry(1) + 10.0, third))
            text x=(n(entry(1) + 31.0)) y=(n(third + 4.0)) { "not all who speak for it lean alike" }
        }
    }
}

fn name_of<'b, Id: PartialEq>(list: &'b [(Id, String)], id: &Id) -> &'b str {
    list.iter()
        .find(|(known, _)| known == id)
        .map_or("", |(_, name)| name.as_str())
}

/// A cell in words: who, on what, which way, since when, on how much.
fn told(board: &Board, position: &Position) -> String {
    let party: &PartyId = &position.party;
    let mut told = format!(
        "{} on {}: {}",
        name_of(&board.parties, party),
        name_of(&board.topics, &position.topic),
        position.stance.words()
    );
    if position.conditional {
        told += ", on a condition";
    }
    if let Some(since) = position.since {
        told += &format!(", since {}", dates::long(since));
    }
    if matches!(position.movement, Movement::Up | Movement::Down) {
        told += &format!("; {}", position.movement.words());
    }
    told += &format!(
        ". Firmness {} of 100; {}, {} not confirmed. “{}”",
        position.firmness,
        counted(position.statements.len()),
        position.unconfirmed,
        position.words
    );
    if let Some(ruled) = &position.ruled {
        told += &format!(
            " Ruled by {} from {}: {}; the statements alone: {}.",
            ruled.by,
            dates::long(ruled.day),
            ruled.reason,
            ruled.derived.map_or("nothing", Stance::words)
        );
    }
    for dissent in &position.dissent {
        told += &format!(" {} {}.", dissent.name, dissent.stance.words());
    }
    clean(&told)
}

fn counted(statements: usize) -> String {
    format!("{statements} statement{}", if statements == 1 { "" } else { "s" })
}

fn description(board: &Board) -> String {
    let rows = board.topics.len();
    let columns = board.parties.len();
    let mut words = format!("A table of {rows} topics by {columns} parties.");
    for position in board.positions().iter().take(400) {
        words += &format!(
            " {} on {}: {}{}.",
            name_of(&board.parties, &position.party),
            name_of(&board.topics, &position.topic),
            position.stance.words(),
            if position.conditional {
                " on a condition"
            } else {
                ""
            }
        );
    }
    clean(&words)
}

/// Without the characters that XML 1.0 forbids; maud escapes the rest.
pub(crate) fn clean(words: &str) -> String {
    words
        .chars()
        .map(|c| {
            if (c.is_control() && !c.is_whitespace())
                || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{c}' | '\u{b}')
            {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// A number with a decimal at most.
pub(crate) fn n(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
