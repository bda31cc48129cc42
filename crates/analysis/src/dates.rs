//! Dates as people write them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(day: Date) -> &'static str {
    MONTHS
        .get(usize::from(day.month().unsigned_abs()).saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// "12 November 2009".
pub(crate) fn long(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// "12 Nov 2009".
pub(crate) fn short(day: Date) -> String {
    let name: String = month(day).chars().take(3).collect();
    format!("{} {name} {}", day.day(), day.year())
}

/// [`short`], or "no date".
pub(crate) fn short_or_none(day: Option<Date>) -> String {
    day.map_or_else(|| "no date".to_owned(), short)
}
