//! How confidence and tension build up and fade.

use super::{Event, HALF_LIFE, Level, Point, Range, Step, Way};
use crate::position::days_between;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// How much load brings a level to 63 of 100: about a week of negotiations, or three refusals and a threat. Ours.
const LOAD: f64 = 20.0;
/// Up to so many days are shown by weeks.
const WEEKS_UNTIL: i32 = 731;
/// How many years are shown at the most where no first day is asked for.
const YEARS: i64 = 50;

/// An event's load: its intensity, damped.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) day: Date,
    pub(crate) way: Way,
    /// Above zero for cooperation, below for conflict.
    pub(crate) value: f64,
}

/// The loads of events with a day, the earliest first. Of what goes the same way on one day with the same sign, the
/// strongest counts in full, the next half, the next a quarter: ten papers on one quarrel are one quarrel.
pub(crate) fn loads(events: &[Event]) -> Vec<Load> {
    let mut found = Vec::with_capacity(events.len());
    for day in events.chunk_by(|a, b| a.day == b.day) {
        let Some(date) = day.first().and_then(|event| event.day) else {
            continue;
        };
        for way in [Way::There, Way::Back, Way::Both] {
            for sign in [1.0, -1.0] {
                let mut values: Vec<f64> = day
                    .iter()
                    .filter(|event| event.way == way)
                    .map(|event| event.intensity * event.weight)
                    .filter(|value| value * sign > 0.0)
                    .collect();
                values.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
                let damped: f64 = values.iter().rev().fold(0.0, |rest, value| value + rest / 2.0);
                if damped != 0.0 {
                    found.push(Load {
                        day: date,
                        way,
                        value: damped,
                    });
                }
            }
        }
    }
    found
}

/// What is shown: the first day, and how long a step is.
pub(crate) fn span(events: &[Event], range: Range) -> (Date, Step) {
    let first = events.iter().find_map(|event| event.day).unwrap_or(range.until);
    let earliest = range.until.saturating_sub(YEARS.years());
    let from = range.from.unwrap_or_else(|| first.max(earliest)).min(range.until);
    let step = if days_between(from, range.until) <= WEEKS_UNTIL {
        Step::Week
    } else {
        Step::Month
    };
    (from, step)
}

/// The last day of the step that `day` is in; weeks end on a Sunday.
pub(crate) fn step_end(day: Date, step: Step) -> Date {
    match step {
        Step::Month => day.last_of_month(),
        Step::Week => day.saturating_add((7 - i64::from(day.weekday().to_monday_one_offset())).days()),
    }
}

/// Sums that fade.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// Cooperation and conflict from the first to the second, and back.
    there: (f64, f64),
    back: (f64, f64),
}

impl Sums {
    fn fade(&mut self, days: i32) {
        let left = (-f64::from(days) / HALF_LIFE).exp2();
        for (cooperation, conflict) in [&mut self.there, &mut self.back] {
            *cooperation *= left;
            *conflict *= left;
        }
    }

    fn add(&mut self, load: &Load) {
        let add = |(cooperation, conflict): &mut (f64, f64)| {
            *cooperation += load.value.max(0.0);
            *conflict += (-load.value).max(0.0);
        };
        if load.way != Way::Back {
            add(&mut self.there);
        }
        if load.way != Way::There {
            add(&mut self.back);
        }
    }

    fn point(&self, day: Date, events: usize) -> Point {
        let mean = (
            f64::midpoint(self.there.0, self.back.0),
            f64::midpoint(self.there.1, self.back.1),
        );
        Point {
            day,
            events,
            both: level(mean),
            there: level(self.there),
            back: level(self.back),
        }
    }
}

/// 100 × (1 − e^(−load / 20)): the first quarrel weighs more than the tenth.
fn level((cooperation, conflict): (f64, f64)) -> Level {
    let of = |load: f64| (1000.0 * (1.0 - (-load / LOAD).exp())).round() / 10.0;
    Level {
        confidence: of(cooperation),
        tension: of(conflict),
    }
}

/// The series from `from` to `until`; what came before counts as far as it hasn't faded.
pub(crate) fn series(events: &[Event], from: Date, until: Date, step: Step) -> Vec<Point> {
    if events.is_empty() {
        return Vec::new();
    }
    let loads = loads(events);
    let mut points = Vec::new();
    let (mut sums, mut at) = (Sums::default(), loads.first().map_or(from, |load| load.day));
    let mut coming = loads.iter().peekable();
    let mut counted = events.partition_point(|event| event.day.is_some_and(|day| day < from));
    let mut day = from;
    loop {
        let end = step_end(day, step).min(until);
        while let Some(load) = coming.next_if(|load| load.day <= end) {
            sums.fade(days_between(at, load.day));
            at = load.day;
            sums.add(load);
        }
        if end > at {
            sums.fade(days_between(at, end));
            at = end;
        }
        let upto = events.partition_point(|event| event.day.is_some_and(|day| day <= end));
        points.push(sums.point(end, upto - counted));
        counted = upto;
        if end >= until {
            return points;
        }
        day = end.saturating_add(1.day());
    }
}
