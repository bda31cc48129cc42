//! What changed between two days, and what doesn't go together.

use super::{Asked, day_of};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use office::analysis::{
    Board, Change, Contradiction, Counterpart, Difference, How, Position, contradictions,
};
use office::domain::{Measure, Statement, StatementId};
use std::collections::HashMap;

/// How many contradictions are shown before the rest is folded away.
const SHOWN: usize = 15;

pub(crate) async fn show(State(desk): State<Desk>, asked: Asked) -> Result<Markup, Trouble> {
    let day = day_of(&desk, &asked).await?;
    let from = match asked
        .get("from")
        .map(|word| word.trim())
        .filter(|word| !word.is_empty())
    {
        Some(word) => word
            .parse()
            .map_err(|_| Trouble::Wrong("Write the day as 2009-12-31.".to_owned()))?,
        // A year before, where nobody says.
        None => day.checked_sub(1.year()).unwrap_or(day),
    };
    if from > day {
        return Err(Trouble::Wrong("Let the first day be the earlier one.".to_owned()));
    }
    let seen = desk.office().seen(desk.viewer()).await?;
    let record = seen.record();
    let names = Names::of(&desk).await?;
    let said: HashMap<StatementId, &Statement> = seen.statements.iter().map(|s| (s.id, s)).collect();
    let (before, after) = (Board::at(&record, from), Board::at(&record, day));
    let found = contradictions(&record, day);
    let (first, rest) = found.split_at(found.len().min(SHOWN));
    let line = |one: &Contradiction| contradiction(one, &names, &said, &seen.measures);
    let body = html! {
        h1 { "What changed" }
        form.asking.noprint action="/changes" method="get" {
            div.field { label for="from" { "Between" } input id="from" name="from" type="date" value=(from) required; }
            div.field { label for="day" { "and" } input id="day" name="day" type="date" value=(day) required; }
            button type="submit" { "Show" }
        }
        h2 { "Positions on the two days" }
        (moved(&Board::difference(&before, &after), &names))
        h2 { "What doesn’t go together" }
        @if found.is_empty() { p.quiet { "Nothing that is on record by " (show::day(day)) " goes against something else of the same party." } }
        ul.list { @for one in first { (line(one)) } }
        @if !rest.is_empty() { details { summary { (rest.len()) " more" } ul.list { @for one in rest { (line(one)) } } } }
    };
    Ok(Page::new(Here::Analysis, "What changed", body).framed(&desk))
}

/// What moved from one day to the other: as a picture, and cell by cell.
fn moved(difference: &Difference, names: &Names) -> Markup {
    let rows = || {
        difference
            .changes
            .iter()
            .filter(|change| change.how != How::Steady)
    };
    let address = |p: &Position| Some(format!("/position/{}/{}?day={}", p.party, p.topic, difference.to));
    html! {
        @if difference.moved() == 0 {
            p.quiet { "Everyone stands on " (show::day(difference.to)) " where they stood on " (show::day(difference.from)) "." }
        } @else {
            (show::picture(&difference.svg(address), "Positions on the two days as a picture"))
            details.table {
                summary { "The same as a table" }
                div.scroll role="region" aria-label="Positions on the two days as a table" tabindex="0" {
                    table.wide role="table" {
                        caption { (difference.moved()) " of " (difference.changes.len()) " positions are not as they were" }
                        thead role="rowgroup" { tr role="row" {
                            th scope="col" role="columnheader" { "Party and topic" }
                            th scope="col" role="columnheader" { (show::plain_day(difference.from)) }
                            th scope="col" role="columnheader" { (show::plain_day(difference.to)) }
                            th scope="col" role="columnheader" { "What became of it" }
                            th scope="col" role="columnheader" { "New statements" }
                        } }
                        tbody role="rowgroup" { @for change in rows() { (row(change, difference, names)) } }
                    }
                }
            }
        }
    }
}

fn row(change: &Change, difference: &Difference, names: &Names) -> Markup {
    let cell = |position: &Option<Position>, day: Date| {
        html! { @match position { Some(position) => (held(position, day)), None => span.quiet { "not heard" } } }
    };
    html! {
        tr role="row" {
            th scope="row" role="rowheader" { (names.party_link(&change.party)) " " span.quiet { (names.topic(&change.topic)) } }
            td role="cell" data-of="Then" { (cell(&change.before, difference.from)) }
            td role="cell" data-of="Now" { (cell(&change.after, difference.to)) }
            td role="cell" { (change.how.words()) }
            td role="cell" data-of="New statements" { (change.new.len()) }
        }
    }
}

fn held(position: &Position, day: Date) -> Markup {
    html! {
        a href={ "/position/" (position.party) "/" (position.topic) "?day=" (day) } { (show::stance(position.stance)) }
        @if position.conditional { " " span.quiet { "on a condition" } }
    }
}

fn contradiction(
    one: &Contradiction,
    names: &Names,
    said: &HashMap<StatementId, &Statement>,
    measures: &[Measure],
) -> Markup {
    let quoted = |id: &StatementId, day: Option<Date>| {
        html! {
            a href={ "/statement/" (id) } { (show::day_or(day, "undated")) }
            @if let Some(statement) = said.get(id) {
                ", " (names.speaker_words(statement.speaker.as_ref())) ": "
                q { (show::clip(&statement.words, 240)) }
            }
        }
    };
    html! {
        li.shift {
            p {
                b { (names.party_link(&one.party)) } " on "
                a href={ "/position/" (one.party) "/" (one.topic) } { (names.topic(&one.topic)) }
                ": " b { (one.kind.words()) } ". " (show::capital(&one.why)) "."
            }
            ol.two aria-label="What doesn’t go together" {
                li { (quoted(&one.one, one.one_day)) }
                li {
                    @match &one.other {
                        Counterpart::Statement(id) => (quoted(id, one.other_day)),
                        Counterpart::Measure(id) => {
                            (show::day_or(one.other_day, "undated")) ": measure “" (id) "”"
                            @if let Some(measure) = measures.iter().find(|m| m.id == *id) {
                                ", " (measure.what) " (" (measure.state.as_str()) ")"
                            }
                        },
                    }
                }
            }
        }
    }
}
