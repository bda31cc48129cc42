//! `rapport board`, `moved`, `offers`.

use super::{day, look_at, viewer};
use crate::arguments::{BoardFormat, Format, OffersFormat, View};
use crate::out;
pub(crate) use crate::out::print_json as json;
use jiff::civil::Date;
use office::analysis::{Contradiction, ContradictionKind, Counterpart, Offer, Shift};
use office::{OfficeError, Seen, analysis};

pub(crate) async fn board(view: View<BoardFormat>, since: Option<Date>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let day = day(&office, &viewer, &sight).await?;
    let seen = office.seen(&viewer).await?;
    let board = analysis::Board::at(&seen.record(), day);
    if let Some(since) = since {
        let earlier = analysis::Board::at(&seen.record(), since);
        let difference = analysis::Board::difference(&earlier, &board);
        return match format {
            BoardFormat::Table => out::print(&difference.table(out::width())),
            BoardFormat::Json => out::raw(format!("{}\n", difference.to_json().trim_end()).as_bytes()),
            BoardFormat::Svg => out::raw(difference.svg(|_| None).as_bytes()),
        };
    }
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
    let day = day(&office, &viewer, &sight).await?;
    let shifts = analysis::shifts(&seen.record(), day);
    if let Format::Json = format {
        return json(&shifts);
    }
    out::print(&shift_lines(&seen, &shifts, usize::MAX))?;
    let mut found = analysis::contradictions(&seen.record(), day);
    found.retain(|c| c.kind != ContradictionKind::Shifts);
    if found.is_empty() {
        return Ok(());
    }
    out::heading("What does not go together")?;
    out::print(&contradiction_lines(&seen, &found))
}

pub(crate) async fn contradictions(view: View<Format>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let seen = office.seen(&viewer).await?;
    let found = analysis::contradictions(&seen.record(), day(&office, &viewer, &sight).await?);
    match format {
        Format::Json => json(&found),
        Format::Table if found.is_empty() => out::line("  nothing yet"),
        Format::Table => out::print(&contradiction_lines(&seen, &found)),
    }
}

/// A line for who and why, the statement below it, and what it is held against.
fn contradiction_lines(seen: &Seen, found: &[Contradiction]) -> String {
    let width = out::width().saturating_sub(20);
    let statement = |id| seen.statements.iter().find(|s| s.id == id);
    let mut lines = String::new();
    for clash in found {
        let topic = seen.topics.iter().find(|t| t.id == clash.topic);
        lines += &format!(
            "  {} on {}: {}\n",
            seen.party_name(&clash.party),
            topic.map_or(clash.topic.as_str(), |t| &t.name),
            clash.kind.words()
        );
        let other = match &clash.other {
            Counterpart::Statement(id) => statement(*id).map(|s| s.words.clone()),
            Counterpart::Measure(id) => {
                let measure = seen.measures.iter().find(|measure| measure.id == *id);
                measure.map(|measure| format!("measure, {}: {}", measure.state.as_str(), measure.what))
            }
        };
        let one = statement(clash.one).map(|s| s.words.clone());
        for (when, words) in [(clash.one_day, one), (clash.other_day, other)] {
            let words = words.unwrap_or_default();
            lines += &format!("      {:>10}  {}\n", on(when), out::cut(&words, width));
        }
        lines += &format!("                  {}\n", out::cut(&clash.why, width));
    }
    lines
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

pub(crate) async fn offers(view: View<OffersFormat>) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let day = day(&office, &viewer, &sight).await?;
    let seen = office.seen(&viewer).await?;
    let record = seen.record();
    match format {
        OffersFormat::Json => json(&analysis::offers(&record, day)),
        OffersFormat::Table => out::print(&offer_lines(&analysis::offers(&record, day), usize::MAX)),
        OffersFormat::Gmcr => {
            let wrong = |error: analysis::conflict::ConflictError| {
                OfficeError::new(error.place, error.what, error.mend)
            };
            let draft =
                analysis::conflict::Draft::of(&analysis::knots::knots(&record, day)).map_err(wrong)?;
            let file = draft.model.to_gmcr().map_err(wrong)?;
            out::raw(format!("{}\n", file.trim_end()).as_bytes())
        }
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
