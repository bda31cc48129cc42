//! Where the tone changed: PELT.

use super::series::{loads, step_end};
use super::{Event, Origin, Step, TurningPoint, Way};
use crate::dates;
use crate::position::days_between;
use crate::words::shortened;
use jiff::civil::Date;

/// How strongly a step pulls: no step counts for more than so many events of full weight.
const MOST: f64 = 3.0;
/// The least spread of a tone, in points of intensity: below it, differences are chance.
const LEAST_SPREAD: f64 = 1.5;
/// How often the spread² × log n a change must win. Ours: 2 is BIC's for a mean and a place.
const PENALTY: f64 = 2.0;
/// How many steps a tone lasts at the least: a single word is no turn.
const SHORTEST: usize = 2;
/// What happens in so many days from a turn may have made it.
const MADE_WITHIN: i32 = 92;
/// How many events are named at the most.
const NAMED: usize = 4;

/// A step in which something happened.
#[derive(Clone, Copy, Debug)]
struct Tone {
    day: Date,
    /// Mean intensity.
    mean: f64,
    /// How much it counts.
    weight: f64,
}

/// The tones of the steps in which something happened. Silence is no tone: nothing is known of it.
fn tones(events: &[Event], step: Step) -> Vec<Tone> {
    let loads = loads(events);
    loads
        .chunk_by(|a, b| step_end(a.day, step) == step_end(b.day, step))
        .filter_map(|chunk| {
            let first = chunk.first()?;
            let whole: f64 = chunk.iter().map(|load| load.value.abs()).sum();
            // The mean intensity, each load counting by itself: a threat outweighs a kind word.
            let mean = chunk
                .iter()
                .map(|load| load.value * load.value.abs())
                .sum::<f64>()
                / whole;
            Some(Tone {
                day: first.day,
                mean: mean.clamp(-10.0, 10.0),
                weight: (whole / 4.0).clamp(0.1, MOST),
            })
        })
        .collect()
}

/// Each mean as the middle one of itself and its neighbours (Tukey's running median of three, 1977): a single outburst
/// goes, an edge stays where it is.
fn smoothed(tones: &[Tone]) -> Vec<Tone> {
    let last = tones.len().saturating_sub(3);
    let smooth = |(at, tone): (usize, &Tone)| {
        let from = at.saturating_sub(1).min(last);
        let mut near: Vec<f64> = tones.iter().skip(from).take(3).map(|tone| tone.mean).collect();
        near.sort_by(f64::total_cmp);
        let mean = if near.len() == 3 { near[1] } else { tone.mean };
        Tone { mean, ..*tone }
    };
    tones.iter().enumerate().map(smooth).collect()
}

/// The starts of segments, after the first, by PELT (Killick, Fearnhead and Eckley 2012, JASA 107(500)): the
/// segmentation that minimises the weighted squared distance from each segment's mean plus a penalty for each change,
/// with candidates pruned that can never be best again.
fn changes(tones: &[Tone]) -> Vec<usize> {
    let n = tones.len();
    if n < 2 * SHORTEST {
        return Vec::new();
    }
    // Prefix sums, so that a segment's cost is O(1).
    let mut sums = vec![(0.0, 0.0, 0.0); n + 1];
    for (i, tone) in tones.iter().enumerate() {
        let (w, x, xx) = sums[i];
        sums[i + 1] = (
            w + tone.weight,
            x + tone.weight * tone.mean,
            xx + tone.weight * tone.mean * tone.mean,
        );
    }
    let cost = |from: usize, to: usize| {
        let (w, x, xx) = (
            sums[to].0 - sums[from].0,
            sums[to].1 - sums[from].1,
            sums[to].2 - sums[from].2,
        );
        (xx - x * x / w).max(0.0)
    };
    let penalty = PENALTY * spread(tones).powi(2) * (n as f64).ln().max(1.0);
    let mut best = vec![f64::INFINITY; n + 1];
    best[0] = -penalty;
    let mut last = vec![0; n + 1];
    let mut candidates = vec![0];
    // What can never be best again from the next step on, but still may be in this one.
    let mut doomed: Vec<usize> = Vec::new();
    for to in SHORTEST..=n {
        let value = |from: usize| best[from] + cost(from, to) + penalty;
        let chosen = candidates
            .iter()
            .copied()
            .min_by(|a, b| value(*a).total_cmp(&value(*b)));
        let from = chosen.unwrap_or(0);
        let least = value(from);
        candidates.retain(|from| !doomed.contains(from));
        doomed = candidates
            .iter()
            .copied()
            .filter(|&from| best[from] + cost(from, to) > least)
            .collect();
        candidates.push(to + 1 - SHORTEST);
        (best[to], last[to]) = (least, from);
    }
    let mut found = Vec::new();
    let mut at = last[n];
    while at > 0 {
        found.push(at);
        at = last[at];
    }
    found.reverse();
    found
}

/// The spread of a tone about its mean: from the median of the differences between neighbours, which a change of
/// mean hardly touches. For a normal spread σ their median is 0.954 σ.
fn spread(tones: &[Tone]) -> f64 {
    let mut apart: Vec<f64> = tones
        .windows(2)
        .map(|pair| (pair[1].mean - pair[0].mean).abs())
        .collect();
    apart.sort_by(f64::total_cmp);
    let median = apart.get(apart.len() / 2).copied().unwrap_or(0.0);
    (median / 0.954).max(LEAST_SPREAD)
}

/// The turning points from `from` on, explained by the events that made them.
pub(crate) fn turning_points(
    events: &[Event],
    from: Date,
    step: Step,
    names: (&str, &str),
) -> Vec<TurningPoint> {
    let tones = tones(events, step);
    let starts = changes(&smoothed(&tones));
    let mut bounds = vec![0];
    bounds.extend(&starts);
    bounds.push(tones.len());
    let mean = |from: usize, to: usize| {
        let part = &tones[from..to];
        let whole: f64 = part.iter().map(|tone| tone.weight).sum();
        part.iter().map(|tone| tone.weight * tone.mean).sum::<f64>() / whole
    };
    let mut found: Vec<TurningPoint> = Vec::new();
    for three in bounds.windows(3) {
        let &[before, at, after] = three else { continue };
        let day = tones[at].day;
        if day < from {
            continue;
        }
        let (before, after) = (mean(before, at), mean(at, after));
        let next = tones.get(three[2]).map(|tone| tone.day);
        let made_by = makers(events, day, next, after > before);
        found.push(TurningPoint {
            number: found.len() + 1,
            day,
            before: tenth(before),
            after: tenth(after),
            words: told(events, day, before, after, &made_by, names),
            events: made_by,
        });
    }
    found
}

fn tenth(value: f64) -> f64 {
    // Without "-0.0".
    (value * 10.0).round() / 10.0 + 0.0
}

/// The weightiest events of the new tone's sign in its first three months, one of each type and way first.
fn makers(events: &[Event], day: Date, next: Option<Date>, up: bool) -> Vec<usize> {
    let within = |event: &Event| {
        event.day.is_some_and(|at| {
            at >= day && next.is_none_or(|next| at < next) && days_between(day, at) <= MADE_WITHIN
        })
    };
    let mut all: Vec<usize> = (0..events.len())
        .filter(|&i| within(&events[i]) && (events[i].intensity > 0.0) == up)
        .collect();
    let weight = |i: usize| events[i].intensity.abs() * events[i].weight;
    all.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(a.cmp(&b)));
    let mut chosen: Vec<usize> = Vec::new();
    for &i in &all {
        let kind = (events[i].event_type, events[i].way);
        if chosen
            .iter()
            .all(|&c| (events[c].event_type, events[c].way) != kind)
            && chosen.len() < NAMED
        {
            chosen.push(i);
        }
    }
    for &i in &all {
        if chosen.len() < NAMED.min(2) && !chosen.contains(&i) {
            chosen.push(i);
        }
    }
    chosen
}

/// "12 November 2009: warmer, from −2.1 to +3.4. Upstream to Downstream: …".
fn told(
    events: &[Event],
    day: Date,
    before: f64,
    after: f64,
    made_by: &[usize],
    names: (&str, &str),
) -> String {
    let way = match (before < after, after > 0.0) {
        (true, true) => "warmer",
        (true, false) => "less cold",
        (false, true) => "cooler",
        (false, false) => "colder",
    };
    let mut words = format!(
        "{}: {way}, mean tone from {before:+.1} to {after:+.1}.",
        dates::long(day)
    )
    .replace('-', "−");
    let told: Vec<String> = made_by
        .iter()
        .take(2)
        .map(|&i| {
            let event = &events[i];
            let what = shortened(&event.words, 100);
            match event.origin {
                Origin::Statement(_) => format!("{}: “{what}”", heading(event, names)),
                _ => format!("{}: {what}", heading(event, names)),
            }
        })
        .collect();
    words += &match (told.is_empty(), after > before) {
        (true, true) => " Conflict goes on, less sharp.".to_owned(),
        (true, false) => " Cooperation goes on, less warm.".to_owned(),
        (false, _) => format!(" {}.", told.join("; ")),
    };
    words
}

/// "Upstream to Downstream, AGREE (meet)".
pub(crate) fn heading(event: &Event, (first, second): (&str, &str)) -> String {
    let way = match event.way {
        Way::There => format!("{first} to {second}"),
        Way::Back => format!("{second} to {first}"),
        Way::Both => "both".to_owned(),
    };
    format!("{way}, {} ({})", event.event_type, event.mode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn tones_of(means: &[f64]) -> Vec<Tone> {
        let tone = |(&mean, n)| Tone {
            day: date(2000, 1, 1).saturating_add(n),
            mean,
            weight: 1.0,
        };
        means
            .iter()
            .zip((0i64..).map(|n| (7 * n).days()))
            .map(tone)
            .collect()
    }

    /// The least cost over all segmentations, by trying every last change.
    fn least(tones: &[Tone], penalty: f64) -> f64 {
        let cost = |part: &[Tone]| {
            let mean = part.iter().map(|t| t.mean).sum::<f64>() / part.len() as f64;
            part.iter().map(|t| (t.mean - mean).powi(2)).sum::<f64>()
        };
        let mut best = vec![-penalty];
        for to in 1..=tones.len() {
            let through = (0..=to.saturating_sub(SHORTEST))
                .filter(|from| to - from >= SHORTEST)
                .map(|from| best[from] + cost(&tones[from..to]) + penalty);
            best.push(through.fold(f64::INFINITY, f64::min));
        }
        best.last().copied().unwrap_or_default()
    }

    #[test]
    fn a_change_of_tone_is_found_where_it_is() {
        let mut means = vec![-3.0, -4.0, -2.5, -3.5, -3.0, -4.0];
        means.extend([3.0, 4.0, 2.5, 3.5, 3.0, 3.0]);
        assert_eq!(changes(&tones_of(&means)), [6]);
        means.extend([-5.0, -6.0, -4.5, -5.0, -6.0]);
        assert_eq!(changes(&tones_of(&means)), [6, 12]);
        assert_eq!(changes(&smoothed(&tones_of(&means))), [6, 12]);
    }

    #[test]
    fn an_even_tone_and_a_single_word_are_no_change() {
        assert!(changes(&tones_of(&[2.0, 3.0, 2.5, 1.5, 3.0, 2.0, 2.5])).is_empty());
        assert!(changes(&tones_of(&[4.0])).is_empty());
        assert!(changes(&smoothed(&tones_of(&[4.0, 4.0, 4.5, 4.0, -10.0]))).is_empty());
        assert!(changes(&smoothed(&tones_of(&[4.0, 4.0, -9.0, 4.5, 4.0, 4.0]))).is_empty());
        assert!(changes(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn pruning_loses_no_better_segmentation(means in prop::collection::vec(-10.0f64..10.0, 4..60)) {
            let tones = tones_of(&means);
            let penalty = PENALTY * spread(&tones).powi(2) * (tones.len() as f64).ln().max(1.0);
            let mut bounds = vec![0];
            bounds.extend(changes(&tones));
            bounds.push(tones.len());
            let found: f64 = bounds.windows(2).map(|pair| {
                let part = &tones[pair[0]..pair[1]];
                let mean = part.iter().map(|t| t.mean).sum::<f64>() / part.len() as f64;
                part.iter().map(|t| (t.mean - mean).powi(2)).sum::<f64>() + penalty
            }).sum();
            prop_assert!((found - penalty - least(&tones, penalty)).abs() < 1e-6);
        }
    }
}
