//! The climate as an SVG picture.
//!
//! Confidence is a full blue line, tension a dashed vermillion one (Okabe and Ito 2008): they differ in shape and in
//! grey as well. Between them lies a plain tint where confidence leads and a hatched one where tension does.

use super::turns::heading;
use super::{Climate, Event, Level, Origin, Point, Way};
use crate::dates;
use crate::layout::wrapped;
use crate::picture::{INK, NO, PAPER, QUIET, RULE, YES, clean, n};
use crate::position::days_between;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use maud::{Markup, html};

const WIDTH: f64 = 900.0;
const LEFT: f64 = 58.0;
const RIGHT: f64 = 846.0;
const TOP: f64 = 126.0;
const HEIGHT: f64 = 250.0;
/// The rows of ticks below the plot.
const ROW: f64 = 34.0;
/// More ticks than this are no longer told apart; the strongest are drawn.
const TICKS: usize = 400;

/// Where days and levels stand on the picture.
struct Plan {
    from: Date,
    days: f64,
}

impl Plan {
    fn of(climate: &Climate) -> Self {
        Self {
            from: climate.from,
            days: f64::from(days_between(climate.from, climate.until).max(1)),
        }
    }

    fn x(&self, day: Date) -> f64 {
        LEFT + (RIGHT - LEFT) * (f64::from(days_between(self.from, day)) / self.days).clamp(0.0, 1.0)
    }

    fn y(level: f64) -> f64 {
        TOP + HEIGHT * (1.0 - level / 100.0)
    }
}

pub(super) fn draw(climate: &Climate, link: &impl Fn(&Origin) -> Option<String>) -> String {
    let plan = Plan::of(climate);
    let (first, second) = climate.names();
    let heading = format!("{first} and {second}");
    let turns: Vec<Vec<String>> = climate
        .turning_points
        .iter()
        .map(|turn| wrapped(&clean(&turn.words), 122, 3))
        .collect();
    let rows = TOP + HEIGHT + 34.0;
    let legend = rows + 3.0 * ROW + 26.0;
    let told = legend + 44.0;
    let height = told
        + turns
            .iter()
            .map(|lines| 17.0 * lines.len() as f64 + 9.0)
            .sum::<f64>()
        + 12.0;
    let (w, h) = (n(WIDTH), n(height));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {w} {h}")) width=(w) height=(h) role="img"
            aria-labelledby="climate-title climate-desc"
            font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" {
            title id="climate-title" { "Confidence and tension: " (clean(&heading)) }
            desc id="climate-desc" { (description(climate)) }
            defs {
                pattern id="climate-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width="6" height="6" fill=(NO) fill-opacity="0.07" {}
                    path d="M0 0V6" stroke=(NO) stroke-width="1.6" stroke-opacity="0.45" {}
                }
            }
            rect width=(w) height=(h) rx="10" fill=(PAPER) {}
            rect x="0.5" y="0.5" width=(n(WIDTH - 1.0)) height=(n(height - 1.0)) rx="10" fill="none" stroke=(RULE) {}
            @for (at, line) in wrapped(&clean(&heading), 74, 1).iter().enumerate() {
                text x="28" y=(n(44.0 + 24.0 * at as f64)) font-size="21" font-weight="600" fill=(INK) { (line) }
            }
            @for (at, line) in wrapped(&clean(&climate.summary()), 126, 2).iter().enumerate() {
                text x="28" y=(n(66.0 + 17.0 * at as f64)) font-size="13" fill=(QUIET) { (line) }
            }
            (axes(&plan, climate))
            @if !climate.series.is_empty() {
                (areas(&plan, &climate.series))
                (lines(&plan, &climate.series))
                (turning_points(&plan, climate, rows))
                (ticks(&plan, climate, rows, link))
                (key(legend, !climate.turning_points.is_empty()))
            }
            (words(climate, &turns, told))
        }
    }
    .into_string()
}

/// The scale on the left, the years or months below.
fn axes(plan: &Plan, climate: &Climate) -> Markup {
    html! {
        @for level in [0.0, 25.0, 50.0, 75.0, 100.0] {
            path d=(format!("M{} {}H{}", n(LEFT), n(Plan::y(level)), n(RIGHT)))
                stroke=(if level == 0.0 { QUIET } else { RULE }) {}
            text x=(n(LEFT - 9.0)) y=(n(Plan::y(level) + 4.0)) font-size="11" text-anchor="end" fill=(QUIET) { (n(level)) }
        }
        @for (day, label) in labels(climate.from, climate.until) {
            path d=(format!("M{} {}v6", n(plan.x(day)), n(TOP + HEIGHT))) stroke=(QUIET) {}
            text x=(n(plan.x(day))) y=(n(TOP + HEIGHT + 20.0)) font-size="11.5" text-anchor="middle" fill=(QUIET) { (label) }
        }
    }
}

/// Ten dates at the most: years, quarters or months; the two ends where nothing else falls between them.
fn labels(from: Date, until: Date) -> Vec<(Date, String)> {
    let days = days_between(from, until);
    let months: i64 = match days {
        ..=300 => 1,
        301..=1000 => 3,
        1001..=1500 => 6,
        _ => 12 * (1 + i64::from(days) / 3653),
    };
    let mut day = if months < 12 {
        from.first_of_month()
    } else {
        date(from.year(), 1, 1)
    };
    let mut found = Vec::new();
    // A range of ten thousand years ends as well.
    for _ in 0..40 {
        if day > until {
            break;
        }
        if day >= from {
            let label = if months < 12 {
                day.strftime("%b %Y").to_string()
            } else {
                day.year().to_string()
            };
            found.push((day, label));
        }
        let Ok(next) = day.checked_add(months.months()) else {
            break;
        };
        day = next;
    }
    if found.len() < 2 {
        found = vec![(from, dates::short(from)), (until, dates::short(until))];
        found.dedup();
    }
    found
}

/// What lies between the two lines, a run at a time of steps in which the same one leads.
fn areas(plan: &Plan, series: &[Point]) -> Markup {
    let leads = |point: &Point| point.both.confidence >= point.both.tension;
    let mut paths: Vec<(bool, String)> = Vec::new();
    for pair in series.windows(2) {
        let [a, b] = pair else { continue };
        let (xa, xb) = (plan.x(a.day), plan.x(b.day));
        let corner = |x: f64, level: f64| format!("{} {}", n(x), n(Plan::y(level)));
        if leads(a) == leads(b) {
            let path = format!(
                "M{}L{}L{}L{}Z",
                corner(xa, a.both.confidence),
                corner(xb, b.both.confidence),
                corner(xb, b.both.tension),
                corner(xa, a.both.tension)
            );
            paths.push((leads(a), path));
            continue;
        }
        let (da, db) = (
            a.both.confidence - a.both.tension,
            b.both.confidence - b.both.tension,
        );
        // One leads at either end, so they differ.
        let share = da / (da - db);
        let x = xa + (xb - xa) * share;
        let level = a.both.tension + (b.both.tension - a.both.tension) * share;
        let triangle = |at: f64, of: &Level| {
            format!(
                "M{}L{}L{}Z",
                corner(at, of.confidence),
                corner(x, level),
                corner(at, of.tension)
            )
        };
        paths.push((leads(a), triangle(xa, &a.both)));
        paths.push((leads(b), triangle(xb, &b.both)));
    }
    let joined = |confident: bool| {
        let its = paths.iter().filter(|(leads, _)| *leads == confident);
        its.map(|(_, path)| path.as_str()).collect::<String>()
    };
    html! {
        path d=(joined(true)) fill=(YES) fill-opacity="0.14" {}
        path d=(joined(false)) fill="url(#climate-hatch)" {}
    }
}

fn lines(plan: &Plan, series: &[Point]) -> Markup {
    let path = |level: &dyn Fn(&Point) -> f64| {
        let mut path = String::new();
        for (at, point) in series.iter().enumerate() {
            let to = if at == 0 { 'M' } else { 'L' };
            path += &format!("{to}{} {}", n(plan.x(point.day)), n(Plan::y(level(point))));
        }
        path
    };
    let last = series.last();
    html! {
        path d=(path(&|p| p.both.tension)) fill="none" stroke=(NO) stroke-width="2.4" stroke-dasharray="7 3.5" stroke-linejoin="round" {}
        path d=(path(&|p| p.both.confidence)) fill="none" stroke=(YES) stroke-width="2.6" stroke-linejoin="round" {}
        @if let Some(point) = last {
            @let x = plan.x(point.day);
            @let (yc, yt) = (Plan::y(point.both.confidence), Plan::y(point.both.tension));
            circle cx=(n(x)) cy=(n(yc)) r="4.2" fill=(YES) {}
            rect x=(n(x - 4.0)) y=(n(yt - 4.0)) width="8" height="8" fill=(NO) {}
            @let (lc, lt) = apart(yc, yt);
            text x=(n(x + 10.0)) y=(n(lc + 4.5)) font-size="13" font-weight="600" fill=(YES) { (format!("{:.0}", point.both.confidence)) }
            text x=(n(x + 10.0)) y=(n(lt + 4.5)) font-size="13" font-weight="600" fill=(NO) { (format!("{:.0}", point.both.tension)) }
        }
    }
}

/// Two labels that don't lie on each other.
fn apart(one: f64, other: f64) -> (f64, f64) {
    let gap = 15.0 - (one - other).abs();
    if gap <= 0.0 {
        return (one, other);
    }
    let up = if one <= other { -gap / 2.0 } else { gap / 2.0 };
    (one + up, other - up)
}

fn turning_points(plan: &Plan, climate: &Climate, rows: f64) -> Markup {
    let mut last = f64::NEG_INFINITY;
    let mut raised = false;
    let places: Vec<(usize, f64, f64)> = climate
        .turning_points
        .iter()
        .map(|turn| {
            let x = plan.x(turn.day);
            // Two that stand close are drawn at two heights.
            raised = x - last < 20.0 && !raised;
            last = x;
            (turn.number, x, if raised { TOP - 26.0 } else { TOP - 6.0 })
        })
        .collect();
    html! {
        @for (number, x, y) in places {
            path d=(format!("M{} {}V{}", n(x), n(y + 9.0), n(rows + 2.0 * ROW))) stroke=(INK) stroke-width="1" stroke-dasharray="1.5 3" {}
            circle cx=(n(x)) cy=(n(y)) r="9" fill=(INK) {}
            text x=(n(x)) y=(n(y + 4.0)) font-size="11" font-weight="600" text-anchor="middle" fill="#fff" { (number) }
        }
    }
}

/// A row for each way: cooperation upwards, conflict downwards, as long as it is intense.
fn ticks(plan: &Plan, climate: &Climate, rows: f64, link: &impl Fn(&Origin) -> Option<String>) -> Markup {
    let (first, second) = climate.names();
    let labels = [
        (Way::There, format!("{first} to {second}")),
        (Way::Back, format!("{second} to {first}")),
        (Way::Both, "together: meetings".to_owned()),
    ];
    let mut shown: Vec<&Event> = climate
        .events
        .iter()
        .filter(|e| e.day.is_some_and(|day| day >= climate.from))
        .collect();
    if shown.len() > TICKS {
        shown.sort_by(|a, b| {
            (b.intensity * b.weight)
                .abs()
                .total_cmp(&(a.intensity * a.weight).abs())
        });
        shown.truncate(TICKS);
    }
    html! {
        @for (at, (way, label)) in labels.iter().enumerate() {
            @let y = rows + ROW * (at as f64 + 0.5);
            path d=(format!("M{} {}H{}", n(LEFT), n(y), n(RIGHT))) stroke=(RULE) {}
            @for event in shown.iter().filter(|e| e.way == *way) { (tick(plan, event, y, climate, link)) }
            text x=(n(LEFT)) y=(n(y - 9.0)) font-size="10.5" fill=(QUIET) stroke=(PAPER) stroke-width="3" paint-order="stroke" {
                (clean(label))
            }
        }
    }
}

fn tick(
    plan: &Plan,
    event: &Event,
    y: f64,
    climate: &Climate,
    link: &impl Fn(&Origin) -> Option<String>,
) -> Markup {
    let Some(day) = event.day else { return html! {} };
    let x = plan.x(day);
    let long = 3.0 + 1.1 * event.intensity.abs();
    let up = event.event_type.quad().is_cooperation();
    let drawn = html! {
        g {
            title { (clean(&format!("{} · {} · {}", dates::long(day), heading(event, climate.names()), event.told()))) }
            path d=(format!("M{} {}v{}", n(x), n(y), n(if up { -long } else { long })))
                stroke=(if up { YES } else { NO }) stroke-width=(if event.weight < 0.9 { "1.4" } else { "2.2" }) {}
        }
    };
    match link(&event.origin) {
        Some(address) => html! { a href=(clean(&address)) { (drawn) } },
        None => drawn,
    }
}

fn key(y: f64, turned: bool) -> Markup {
    html! {
        g font-size="12" fill=(QUIET) {
            path d=(format!("M28 {}h26", n(y))) stroke=(YES) stroke-width="2.6" {}
            text x="61" y=(n(y + 4.0)) { "confidence" }
            path d=(format!("M146 {}h26", n(y))) stroke=(NO) stroke-width="2.4" stroke-dasharray="7 3.5" {}
            text x="179" y=(n(y + 4.0)) { "tension" }
            rect x="246" y=(n(y - 7.0)) width="22" height="13" fill=(YES) fill-opacity="0.14" {}
            text x="275" y=(n(y + 4.0)) { "confidence leads" }
            rect x="392" y=(n(y - 7.0)) width="22" height="13" fill="url(#climate-hatch)" {}
            text x="421" y=(n(y + 4.0)) { "tension leads" }
            path d=(format!("M524 {}v-9", n(y + 3.0))) stroke=(YES) stroke-width="2.2" {}
            path d=(format!("M531 {}v9", n(y - 3.0))) stroke=(NO) stroke-width="2.2" {}
            text x="541" y=(n(y + 4.0)) { "cooperation, conflict; thin: less sure" }
            @if turned {
            circle cx="775" cy=(n(y)) r="7.5" fill=(INK) {}
            text x="775" y=(n(y + 3.5)) font-size="9.5" font-weight="600" text-anchor="middle" fill="#fff" { "1" }
            text x="788" y=(n(y + 4.0)) { "turning point" }
            }
        }
    }
}

/// The turning points in words.
fn words(climate: &Climate, turns: &[Vec<String>], top: f64) -> Markup {
    let mut y = top;
    let mut placed = Vec::new();
    for (turn, lines) in climate.turning_points.iter().zip(turns) {
        placed.push((turn.number, y, lines));
        y += 17.0 * lines.len() as f64 + 9.0;
    }
    html! {
        @for (number, y, lines) in placed {
            circle cx="37" cy=(n(y - 4.5)) r="9" fill=(INK) {}
            text x="37" y=(n(y - 0.5)) font-size="11" font-weight="600" text-anchor="middle" fill="#fff" { (number) }
            @for (at, line) in lines.iter().enumerate() {
                text x="56" y=(n(y + 17.0 * at as f64)) font-size="12.5" fill=(INK) { (line) }
            }
        }
    }
}

fn description(climate: &Climate) -> String {
    let mut words = climate.summary();
    for turn in &climate.turning_points {
        words += &format!(" Turning point {}: {}", turn.number, turn.words);
    }
    clean(&words)
}
