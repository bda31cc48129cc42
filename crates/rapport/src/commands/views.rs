//! `rapport board`, `moved`, `offers`.

use super::{day, look_at, viewer};
use crate::arguments::{BoardFormat, Format, View};
use crate::out;
pub(crate) use crate::out::print_json as json;
use jiff::civil::Date;
use office::analysis::{Offer, Shift};
use office::{OfficeError, Seen, analysis};

pub(crate) async fn board(view: View<BoardFormat>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let day = day(&office, &viewer, &sight).await?;
    let board = analysis::Board::at(&office.seen(&viewer).await?.record(), day);
    match format {
        BoardFormat::Table => out::print(&board.table(out::width())),
        BoardFormat::Json => out::raw(format!("{}\n", board.to_json().trim_end()).as_bytes()),
        BoardFormat::Svg => out::raw(board.svg(|_| None).as_bytes()),
    }
}

pub(crate) async fn moved(view: View<Format>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let seen = office.seen(&viewer).await?;
    let shifts = analysis::shifts(&seen.record(), day(&office, &viewer, &sight).await?);
    match format {
        Format::Json => json(&shifts),
        Format::Table => out::print(&shift_lines(&seen, &shifts, usize::MAX)),
    }
}

pub(crate) async fn statements(view: View<Format>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let seen = office.seen(&viewer).await?;
    if let Format::Json = format {
        return json(&seen.statements);
    }
    let width = out::width().saturating_sub(24);
    let mut lines = String::new();
    for s in &seen.statements {
        let speaker = s.speaker.as_ref().map_or("somebody", |speaker| &speaker.name);
        lines += &format!(
            "{}  {} · {} · {}\n",
            s.id,
            on(s.day),
            s.status.as_str(),
            s.handling.marking
        );
        lines += &format!("    {speaker} {}: {}\n", s.polarity, out::cut(&s.words, width));
        if let Some(condition) = &s.condition {
            lines += &format!(
                "        {}: {}\n",
                condition.bond,
                out::cut(&condition.text, width)
            );
        }
    }
    out::print(&lines)
}

pub(crate) async fn offers(view: View<Format>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let day = day(&office, &viewer, &sight).await?;
    let offers = analysis::offers(&office.seen(&viewer).await?.record(), day);
    match format {
        Format::Json => json(&offers),
        Format::Table => out::print(&offer_lines(&offers, usize::MAX)),
    }
}

/// What moved, `most` at the most: a line for where, the two statements below it.
pub(crate) fn shift_lines(seen: &Seen, shifts: &[Shift], most: usize) -> String {
    let words = |id| {
        seen.statements
            .iter()
            .find(|s| s.id == id)
            .map_or("", |s| s.words.as_str())
    };
    let width = out::width().saturating_sub(20);
    let mut lines = String::new();
    for shift in shifts.iter().take(most) {
        let topic = seen
            .topics
            .iter()
            .find(|t| t.id == shift.topic)
            .map_or(shift.topic.as_str(), |t| &t.name);
        lines += &format!("  {} on {topic}: {}\n", seen.party_name(&shift.party), shift.how);
        for (when, id) in [(shift.from_day, shift.from), (shift.to_day, shift.to)] {
            lines += &format!("      {:>10}  {}\n", on(when), out::cut(words(id), width));
        }
    }
    lines + &left_out(shifts.len(), most, "moved")
}

/// The offers, `most` at the most.
pub(crate) fn offer_lines(offers: &[Offer], most: usize) -> String {
    let width = out::width().saturating_sub(18);
    let mut lines = String::new();
    for offer in offers.iter().take(most) {
        lines += &format!("  {} ({})\n", offer.speaker, on(offer.day));
        lines += &format!("      does        {}\n", out::cut(&offer.action, width));
        lines += &format!(
            "      {:<11} {}\n",
            offer.bond.as_str(),
            out::cut(&offer.condition, width)
        );
    }
    lines + &left_out(offers.len(), most, "offers")
}

fn left_out(all: usize, most: usize, command: &str) -> String {
    if all == 0 {
        return "  nothing yet\n".to_owned();
    }
    if all <= most {
        String::new()
    } else {
        format!("  … and {} more: rapport {command}\n", all - most)
    }
}

fn on(day: impl Into<Option<Date>>) -> String {
    day.into()
        .map_or_else(|| "undated".to_owned(), |day| day.to_string())
}
