//! Days as people write them.

use jiff::civil::Date;
use std::ops::Range;

/// What was found when a day was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing that looks like one.
    Nothing,
    /// A day, with its bytes in the words searched.
    Day(Date, Range<usize>),
    /// What looks like one and can't be: the words say why, after "is".
    Wrong(&'static str),
}

const NO_SUCH_DAY: &str = "no day of the calendar";
const AMBIGUOUS: &str = "two days in one, for the day and the month can't be told apart";

/// Finds the first day in `words`: 2009-11-14, 14.11.2009, 14 November 2009, November 14, 2009. Of a range
/// (10–14 November 2009, 2009-11-10 to 2009-11-14) it is the last.
pub(crate) fn find(words: &str) -> Found {
    let parts = parts(words);
    for i in 0..parts.len() {
        match day_at(words, &parts[i..]) {
            Found::Nothing => {}
            Found::Day(day, place) => return end_of_range(words, day, place),
            wrong @ Found::Wrong(_) => return wrong,
        }
    }
    Found::Nothing
}

fn end_of_range(words: &str, day: Date, place: Range<usize>) -> Found {
    let rest = words[place.end..].trim_start();
    let joined = ["–", "—", "- ", "to ", "until ", "till "]
        .iter()
        .find_map(|join| rest.strip_prefix(join));
    if let Some(rest) = joined.map(str::trim_start) {
        let start = words.len() - rest.len();
        if let Found::Day(last, end) = day_at(rest, &parts(rest))
            && end.start == 0
            && last >= day
        {
            return Found::Day(last, place.start..start + end.end);
        }
    }
    Found::Day(day, place)
}

/// A day that stands on its own, with a place or a weekday at most: "Pyongyang, 12 November 2009".
pub(crate) fn alone(line: &str) -> Option<Date> {
    let line = line.trim();
    if line.len() > 80 {
        return None;
    }
    let Found::Day(day, place) = find(line) else {
        return None;
    };
    let rest = format!("{} {}", &line[..place.start], &line[place.end..]);
    let mut words = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    let mut count = 0;
    let all_names = words.all(|word| {
        count += 1;
        word.chars().all(|c| c.is_ascii_digit())
            || word.starts_with(char::is_uppercase)
            || matches!(
                word,
                "of" | "the" | "on" | "at" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h"
            )
    });
    (all_names && count <= 5).then_some(day)
}

/// A day at the front of a file's name, or anywhere in it: 2009-11-12-notes, notes_20091112.
pub(crate) fn in_file_name(name: &str) -> Option<Date> {
    let stem = name.rsplit(['/', '\\']).next()?;
    let stem = stem
        .rsplit_once('.')
        .map_or(stem, |(stem, _)| stem)
        .replace('_', "-");
    let digits: Vec<&str> = stem
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let by_parts = digits.windows(3).find_map(|run| match run {
        [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => {
            let written = format!("{y}-{m}-{d}");
            stem.contains(&written).then(|| written.parse().ok()).flatten()
        }
        _ => None,
    });
    by_parts.or_else(|| {
        let run = digits
            .iter()
            .find(|run| run.len() == 8 && (run.starts_with("19") || run.starts_with("20")))?;
        format!("{}-{}-{}", &run[..4], &run[4..6], &run[6..]).parse().ok()
    })
}

/// A run of letters or of digits, with its place.
#[derive(Debug)]
struct Part {
    place: Range<usize>,
    number: Option<u16>,
}

/// Cuts words into runs of letters and digits, as many as a line or a value can sensibly hold.
fn parts(words: &str) -> Vec<Part> {
    const MOST: usize = 64;
    let mut parts: Vec<Part> = Vec::new();
    let mut last = ' ';
    for (at, c) in words.char_indices() {
        let joins =
            (c.is_ascii_digit() && last.is_ascii_digit()) || (c.is_alphabetic() && last.is_alphabetic());
        if joins && let Some(part) = parts.last_mut() {
            part.place.end = at + c.len_utf8();
        } else if c.is_alphanumeric() {
            if parts.len() == MOST {
                break;
            }
            parts.push(Part {
                place: at..at + c.len_utf8(),
                number: None,
            });
        }
        last = c;
    }
    for part in &mut parts {
        part.number = words[part.place.clone()].parse().ok();
    }
    parts
}

/// The day that `parts` begin with.
fn day_at(words: &str, parts: &[Part]) -> Found {
    let between = |i: usize| &words[parts[i].place.end..parts[i + 1].place.start];
    if let [a, b, c, ..] = parts
        && let (Some(x), Some(y), Some(z)) = (a.number, b.number, c.number)
    {
        let place = a.place.start..c.place.end;
        let (first, second) = (between(0).trim(), between(1).trim());
        let digits = |part: &Part| part.place.len();
        if first == second
            && digits(a) == 4
            && matches!(first, "-" | "/" | ".")
            && digits(b) <= 2
            && digits(c) <= 2
        {
            return day(x, y, z, place);
        }
        if first == second && digits(c) == 4 && digits(a) <= 2 && digits(b) <= 2 {
            match first {
                "." | "-" => return day(z, y, x, place),
                "/" if x == y || (x > 12 && y <= 12) => return day(z, y, x, place),
                "/" if x <= 12 && y > 12 => return day(z, x, y, place),
                "/" if x <= 12 && y <= 12 => return Found::Wrong(AMBIGUOUS),
                "/" => return Found::Wrong(NO_SUCH_DAY),
                _ => {}
            }
        }
    }
    by_name(words, parts)
}

/// 14 November 2009, 14th of November, 2009, November 14th, 2009, 10–14 November 2009, November 10–14, 2009.
fn by_name(words: &str, parts: &[Part]) -> Found {
    let is_short = |part: &Part| part.number.is_some() && part.place.len() <= 2;
    let skip_ordinal = |i: usize| {
        i + usize::from(
            parts
                .get(i)
                .is_some_and(|part| is_ordinal(&words[part.place.clone()])),
        )
    };
    let Some(first) = parts.first() else {
        return Found::Nothing;
    };
    let (month, date, year_at) = if is_short(first) {
        let mut at = skip_ordinal(1);
        at += usize::from(
            parts
                .get(at)
                .is_some_and(|part| words[part.place.clone()].eq_ignore_ascii_case("of")),
        );
        let Some(month) = parts.get(at).and_then(|part| month(&words[part.place.clone()])) else {
            return Found::Nothing;
        };
        (month, first.number, at + 1)
    } else if let Some(month) = month(&words[first.place.clone()]) {
        let Some(mut date) = parts.get(1).filter(|part| is_short(part)) else {
            return Found::Nothing;
        };
        let mut at = skip_ordinal(2);
        if let Some(until) = parts.get(at).filter(|part| is_short(part)) {
            date = until;
            at = skip_ordinal(at + 1);
        }
        (month, date.number, at)
    } else {
        return Found::Nothing;
    };
    let Some(year) = parts.get(year_at).filter(|part| part.place.len() == 4) else {
        return Found::Nothing;
    };
    let close = parts[..=year_at].windows(2).all(|pair| {
        let gap = &words[pair[0].place.end..pair[1].place.start];
        gap.len() <= 4
            && gap
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '–' | '/'))
    });
    match (close, year.number, date) {
        (true, Some(year), Some(date)) => day(year, month, date, first.place.start..parts[year_at].place.end),
        _ => Found::Nothing,
    }
}

fn day(year: u16, month: u16, day: u16, place: Range<usize>) -> Found {
    let date = i16::try_from(year)
        .ok()
        .filter(|year| *year >= 1000)
        .and_then(|year| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok());
    date.map_or(Found::Wrong(NO_SUCH_DAY), |date| Found::Day(date, place))
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| word.eq_ignore_ascii_case(ending))
}

fn month(word: &str) -> Option<u16> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let is_it = |name: &str| {
        word.len() >= 3 && (name == word || name[..3] == word || word == "sept" && name.starts_with("sept"))
    };
    NAMES.iter().position(|name| is_it(name)).map(|at| at as u16 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(words: &str) -> String {
        match find(words) {
            Found::Day(day, place) => format!("{day} [{}]", &words[place]),
            Found::Nothing => "nothing".into(),
            Found::Wrong(why) => why.into(),
        }
    }

    #[test]
    fn days_in_many_forms() {
        for words in [
            "2009-11-14",
            "2009-11-14T10:30:00Z",
            "2009/11/14",
            "14 November 2009",
            "14th of November, 2009",
            "November 14, 2009",
            "Nov. 14th, 2009",
            "14.11.2009",
            "14. 11. 2009",
            "14/11/2009",
            "11/14/2009",
            "Sat, 14 Nov 2009 10:00:00 +0100",
            "10–14 November 2009",
            "November 10-14, 2009",
            "2009-11-10 to 2009-11-14",
            "Pyongyang, 14 November 2009 (evening)",
        ] {
            assert!(on(words).starts_with("2009-11-14"), "{words}: {}", on(words));
        }
        assert_eq!(on("2009-13-45"), NO_SUCH_DAY);
        assert_eq!(on("31 February 2009"), NO_SUCH_DAY);
        assert_eq!(on("11/12/2009"), AMBIGUOUS);
        assert_eq!(on("November 2009"), "nothing");
        assert_eq!(on("the 20 Arab nations, may 2009"), "nothing");
        assert_eq!(on("since 2007"), "nothing");
    }

    #[test]
    fn days_alone_and_in_names() {
        assert!(alone("Pyongyang, 12 November 2009").is_some());
        assert!(alone("Thursday 12 November 2009").is_some());
        assert!(alone("They came on 12 November 2009 to see us").is_none());
        assert_eq!(
            in_file_name("a/2009-11-12-notes.txt"),
            Some(jiff::civil::date(2009, 11, 12))
        );
        assert_eq!(
            in_file_name("notes_20091112.md"),
            Some(jiff::civil::date(2009, 11, 12))
        );
        assert_eq!(in_file_name("notes-12345678.md"), None);
        assert_eq!(in_file_name("2009-13-45.md"), None);
    }
}
