//! Days in lines of guidance: "until 2010-03-01", "not before 1 June".

use jiff::civil::Date;

/// What a day bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// In force until this day, the day included.
    Until(Date),
    /// In force from this day.
    From(Date),
    /// Forbidden until the day before.
    NotBefore(Date),
}

/// A line without its day, and what the day bounds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bounded {
    pub(super) rest: String,
    pub(super) bound: Option<Bound>,
}

const MONTHS: [&str; 12] = [
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

/// Finds the first day that a word such as "until" stands before. A day without a year is the first such day after
/// `since`; where that isn't known either, the day says nothing.
pub(super) fn bound_in(words: &str, since: Option<Date>) -> Bounded {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    for at in 0..tokens.len() {
        let word = bare(tokens[at]).to_lowercase();
        if !matches!(
            word.as_str(),
            "until" | "till" | "before" | "from" | "since" | "after"
        ) {
            continue;
        }
        let Some((day, taken)) = day_at(&tokens[at + 1..], since) else {
            continue;
        };
        let not = at > 0 && bare(tokens[at - 1]).eq_ignore_ascii_case("not");
        let bound = match word.as_str() {
            "before" if not => Bound::NotBefore(day),
            "before" => Bound::Until(day.yesterday().unwrap_or(day)),
            "until" | "till" => Bound::Until(day),
            _ => Bound::From(day),
        };
        let not_taken = usize::from(not && word == "before");
        let rest: Vec<&str> = tokens[..at - not_taken]
            .iter()
            .chain(&tokens[at + 1 + taken..])
            .copied()
            .collect();
        return Bounded {
            rest: rest.join(" ").trim_start_matches([',', ':', ';', ' ']).to_owned(),
            bound: Some(bound),
        };
    }
    Bounded {
        rest: words.to_owned(),
        bound: None,
    }
}

fn bare(token: &str) -> &str {
    token.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A day at the start of these tokens, and how many it takes: "2010-03-01", "1 June 2010", "1 June", "June 2010".
fn day_at(tokens: &[&str], since: Option<Date>) -> Option<(Date, usize)> {
    let first = bare(tokens.first()?);
    if let Ok(day) = first.parse::<Date>() {
        return Some((day, 1));
    }
    let month_of = |token: &str| {
        let token = bare(token).to_lowercase();
        let found = MONTHS
            .iter()
            .position(|month| *month == token || (token.len() == 3 && month.starts_with(&token)));
        found.map(|at| at as i8 + 1)
    };
    let (number, month, taken) = match (first.parse::<i8>(), tokens.get(1)) {
        (Ok(number), Some(month)) => (number, month_of(month)?, 2),
        // "May" is a verb as well; a month alone needs its year.
        _ => (1, month_of(first)?, 1),
    };
    let year = tokens
        .get(taken)
        .and_then(|token| bare(token).parse::<i16>().ok())
        .filter(|year| (1900..2200).contains(year));
    match (year, since) {
        (Some(year), _) => Some((Date::new(year, month, number).ok()?, taken + 1)),
        (None, Some(since)) if taken == 2 => {
            let this = Date::new(since.year(), month, number).ok()?;
            let next = if this < since {
                Date::new(since.year() + 1, month, number).ok()?
            } else {
                this
            };
            Some((next, taken))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_found_as_people_write_them() {
        let since = Some(date(2009, 12, 2));
        for (words, bound, rest) in [
            (
                "Say nothing before 2010-03-01.",
                Some(Bound::Until(date(2010, 2, 28))),
                "Say nothing",
            ),
            (
                "Not before 1 June: an embassy",
                Some(Bound::NotBefore(date(2010, 6, 1))),
                "an embassy",
            ),
            (
                "Until 15 February 2010, wait.",
                Some(Bound::Until(date(2010, 2, 15))),
                "wait.",
            ),
            (
                "From 5 Dec keep silent",
                Some(Bound::From(date(2009, 12, 5))),
                "keep silent",
            ),
            ("Return from the talks", None, "Return from the talks"),
            ("until 31 February 2010", None, "until 31 February 2010"),
        ] {
            let found = bound_in(words, since);
            assert_eq!((found.bound, found.rest.as_str()), (bound, rest), "{words}");
        }
    }
}
