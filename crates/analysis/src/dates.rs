//! Dates as people write them.

use jiff::civil::Date;

/// "12 November 2009".
pub(crate) fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// "12 Nov 2009".
pub(crate) fn short(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// [`short`], or "no date".
pub(crate) fn short_or_none(day: Option<Date>) -> String {
    day.map_or_else(|| "no date".to_owned(), short)
}
