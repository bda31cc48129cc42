//! Dates as feeds write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// The longest date that is looked at, in bytes.
const LONGEST: usize = 80;

/// The moment that `written` means: RFC 3339, RFC 822 and what people make of them. `None` when it names no
/// day there is, or leaves open which (05/04/2016). A date without a zone counts as UTC.
pub(crate) fn read(written: &str) -> Option<Timestamp> {
    let written = written.trim();
    if written.is_empty() || written.len() > LONGEST {
        return None;
    }
    if written.bytes().all(|b| b.is_ascii_digit()) {
        return digits(written);
    }
    let parts = parts(written);
    let (date, used) = date(&parts)?;
    let (time, after) = time(&parts[used..]).unwrap_or((Time::midnight(), 0));
    let offset = zone(&parts[used + after..]).unwrap_or(Offset::UTC);
    stamp(DateTime::from_parts(date, time), offset)
}

fn stamp(at: DateTime, offset: Offset) -> Option<Timestamp> {
    offset.to_timestamp(at).ok()
}

/// Digits alone: 20160405, 20160405120000, or seconds or milliseconds since 1970.
fn digits(written: &str) -> Option<Timestamp> {
    let number: i64 = written.parse().ok()?;
    match written.len() {
        8 | 14 => {
            let part = |from: usize, to: usize| written.get(from..to)?.parse::<i8>().ok();
            let date = day(written[..4].parse().ok()?, part(4, 6)?, part(6, 8)?)?;
            let time = match written.len() {
                14 => Time::new(part(8, 10)?, part(10, 12)?, part(12, 14)?, 0).ok()?,
                _ => Time::midnight(),
            };
            stamp(DateTime::from_parts(date, time), Offset::UTC)
        }
        9 | 10 => Timestamp::from_second(number).ok(),
        12 | 13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

/// A date cut into runs of digits, runs of letters, and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'d> {
    Number(&'d str),
    Word(&'d str),
    Mark(char),
    Space,
}

fn parts(written: &str) -> Vec<Part<'_>> {
    let kind = |c: char| match c {
        '0'..='9' => 0,
        c if c.is_alphabetic() => 1,
        c if c.is_whitespace() => 2,
        _ => 3,
    };
    let mut parts = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let run = match kind(first) {
            3 => first.len_utf8(),
            same => rest.find(|c| kind(c) != same).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(run);
        rest = after;
        parts.push(match kind(first) {
            0 => Part::Number(piece),
            1 => Part::Word(piece),
            2 => Part::Space,
            _ => Part::Mark(first),
        });
    }
    parts
}

fn number(part: Option<&Part<'_>>) -> Option<i16> {
    match part {
        Some(Part::Number(digits)) if digits.len() <= 4 => digits.parse().ok(),
        _ => None,
    }
}

/// The month of an English, French, German, Spanish, Italian or Portuguese name or its start.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [(&str, i8); 28] = [
        ("jan", 1),
        ("ene", 1),
        ("gen", 1),
        ("feb", 2),
        ("fév", 2),
        ("fev", 2),
        ("mar", 3),
        ("mär", 3),
        ("mrz", 3),
        ("apr", 4),
        ("avr", 4),
        ("abr", 4),
        ("may", 5),
        ("mai", 5),
        ("mag", 5),
        ("juin", 6),
        ("jun", 6),
        ("giu", 6),
        ("jul", 7),
        ("juil", 7),
        ("lug", 7),
        ("aug", 8),
        ("ago", 8),
        ("aoû", 8),
        ("sep", 9),
        ("oct", 10),
        ("okt", 10),
        ("out", 10),
    ];
    const LATE: [(&str, i8); 7] = [
        ("ott", 10),
        ("nov", 11),
        ("dec", 12),
        ("dez", 12),
        ("dic", 12),
        ("déc", 12),
        ("set", 9),
    ];
    let word = word.to_lowercase();
    MONTHS
        .iter()
        .chain(&LATE)
        .find(|(start, _)| word.starts_with(start))
        .map(|&(_, month)| month)
}

fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match (digits.len(), year) {
        (4, _) => Some(year),
        // RFC 2822, 4.3: two digits up to 49 are of this century, three count from 1900.
        (2, 0..50) => Some(2000 + year),
        (2 | 3, _) => Some(1900 + year),
        _ => None,
    }
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day)
        .ok()
        .filter(|date| (1970..=2199).contains(&date.year()))
}

/// The day, and how many parts it and what stands before it take.
fn date(parts: &[Part<'_>]) -> Option<(Date, usize)> {
    let small = |at: usize| number(parts.get(at)).and_then(|n| i8::try_from(n).ok());
    let named = parts.iter().enumerate().find_map(|(at, part)| match part {
        Part::Word(word) => month(word).map(|month| (at, month)),
        _ => None,
    });
    let filler = |part: &Part<'_>| matches!(part, Part::Space | Part::Mark(_));
    let next_number = |from: usize| {
        let at = from
            + parts
                .get(from..)?
                .iter()
                .take_while(|part| filler(part) || is_ordinal(part))
                .count();
        matches!(parts.get(at), Some(Part::Number(_))).then_some(at)
    };
    if let Some((at, month)) = named {
        let before = parts[..at]
            .iter()
            .rposition(|part| !filler(part) && !is_ordinal(part));
        let before = before.filter(|&at| small(at).is_some());
        let (day_at, year_from) = match before {
            Some(day_at) => (day_at, at + 1),
            None => (next_number(at + 1)?, next_number(at + 1)? + 1),
        };
        let mut year_at = next_number(year_from)?;
        let mut used = year_at + 1;
        if parts.get(used) == Some(&Part::Mark(':')) {
            // The year comes last: "Apr 6 09:05:00 CEST 2010".
            let late = parts[used..]
                .iter()
                .position(|part| matches!(part, Part::Number(d) if d.len() == 4))?;
            (year_at, used) = (used + late, year_at);
        }
        let Part::Number(year) = parts[year_at] else {
            return None;
        };
        return Some((day(full_year(year)?, month, small(day_at)?)?, used));
    }
    let first = parts.iter().position(|part| matches!(part, Part::Number(_)))?;
    let Some(
        [
            Part::Number(a),
            Part::Mark('-' | '/' | '.'),
            Part::Number(b),
            Part::Mark('-' | '/' | '.'),
            Part::Number(c),
        ],
    ) = parts.get(first..first + 5)
    else {
        return compact(parts, first);
    };
    let two = |digits: &str| digits.parse::<i8>().ok();
    let found = if a.len() == 4 {
        day(a.parse().ok()?, two(b)?, two(c)?)
    } else {
        let (year, a, b) = (full_year(c)?, two(a)?, two(b)?);
        // Which of the two is the month shows only where one can't be; a stop is written after the day.
        match (parts[first + 1], a > 12, b > 12) {
            (Part::Mark('.'), _, false) | (_, true, false) => day(year, b, a),
            (_, false, true) => day(year, a, b),
            _ if a == b => day(year, a, b),
            _ => None,
        }
    };
    Some((found?, first + 5))
}

/// 20160405T120000Z.
fn compact(parts: &[Part<'_>], first: usize) -> Option<(Date, usize)> {
    let Some(Part::Number(digits)) = parts
        .get(first)
        .filter(|part| matches!(part, Part::Number(d) if d.len() == 8))
    else {
        return None;
    };
    let date = day(
        digits[..4].parse().ok()?,
        digits[4..6].parse().ok()?,
        digits[6..].parse().ok()?,
    )?;
    Some((date, first + 1))
}

fn is_ordinal(part: &Part<'_>) -> bool {
    matches!(part, Part::Word(word) if matches!(word.to_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "de" | "of"))
}

/// The time of day, and how many parts it and what stands before it take.
fn time(parts: &[Part<'_>]) -> Option<(Time, usize)> {
    let first = parts.iter().position(|part| matches!(part, Part::Number(_)))?;
    if let Some(Part::Number(digits)) = parts
        .get(first)
        .filter(|part| matches!(part, Part::Number(d) if d.len() == 6))
    {
        let part = |from: usize| digits[from..from + 2].parse().ok();
        return Some((Time::new(part(0)?, part(2)?, part(4)?, 0).ok()?, first + 1));
    }
    let small = |at: usize| number(parts.get(at)).and_then(|n| i8::try_from(n).ok());
    let mark = |at: usize, mark: char| parts.get(at) == Some(&Part::Mark(mark));
    let (mut hour, minute) = (small(first)?, small(first + 2).filter(|_| mark(first + 1, ':'))?);
    let mut used = first + 3;
    let mut second = 0;
    if mark(used, ':')
        && let Some(stated) = small(used + 1)
    {
        second = stated.min(59);
        used += 2;
    }
    if (mark(used, '.') || mark(used, ',')) && matches!(parts.get(used + 1), Some(Part::Number(_))) {
        used += 2;
    }
    let half = parts[used..].iter().find(|part| **part != Part::Space);
    if let Some(Part::Word(word)) = half {
        match word.to_lowercase().as_str() {
            "pm" if hour < 12 => hour += 12,
            "am" if hour == 12 => hour = 0,
            _ => {}
        }
    }
    // Midnight is written as 24:00 at times.
    Some((
        Time::new(hour % 24, minute, second, 0)
            .ok()
            .filter(|_| hour <= 24)?,
        used,
    ))
}

/// How far the zone that follows lies from UTC.
fn zone(parts: &[Part<'_>]) -> Option<Offset> {
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Mark(sign @ ('+' | '-' | '−')) => {
                let Some(Part::Number(digits)) = parts.get(at + 1) else {
                    continue;
                };
                let (hours, minutes) = match digits.len() {
                    1 | 2 => (digits.parse().ok()?, number(parts.get(at + 3)).unwrap_or(0)),
                    4 => (digits[..2].parse::<i16>().ok()?, digits[2..].parse().ok()?),
                    _ => return None,
                };
                let minutes = i32::from(hours) * 60 + i32::from(minutes);
                let seconds = minutes * if *sign == '+' { 60 } else { -60 };
                return Offset::from_seconds(seconds).ok().filter(|_| minutes <= 14 * 60);
            }
            Part::Word(word) => {
                let next = parts[at + 1..].iter().find(|part| **part != Part::Space);
                let goes_on = matches!(next, Some(Part::Mark('+' | '-')));
                if let Some(minutes) = named_zone(word).filter(|_| !goes_on) {
                    return Offset::from_seconds(i32::from(minutes) * 60).ok();
                }
            }
            _ => {}
        }
    }
    None
}

/// A zone's minutes from UTC, by the names that RFC 822 and habit know.
fn named_zone(word: &str) -> Option<i16> {
    let hours = match word.to_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" | "WET" => 0,
        "EST" | "CDT" => -5,
        "EDT" | "AST" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" | "AKDT" => -8,
        "AKST" => -9,
        "HST" => -10,
        "ADT" | "BRT" | "ART" => -3,
        "BST" | "CET" | "MEZ" | "WEST" | "WAT" => 1,
        "CEST" | "MESZ" | "EET" | "SAST" | "CAT" => 2,
        "EEST" | "MSK" | "IDT" | "EAT" | "TRT" => 3,
        "PKT" => 5,
        "IST" => return Some(330),
        "SGT" | "HKT" | "PHT" | "AWST" => 8,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        _ => return None,
    };
    Some(hours * 60)
}
