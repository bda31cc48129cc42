//! The board: where everyone stands, what moved, what is on offer, whom we meet next.

use super::{Asked, asked_day};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use office::analysis::{Board, Offer, Position, Shift, offers, shifts};
use office::domain::{Meeting, Statement, StatementId, Topic};
use std::collections::HashMap;

/// How many of each list the board shows before the rest is folded away.
const SHOWN: usize = 8;

pub(crate) async fn show(State(desk): State<Desk>, asked: Asked) -> Result<Markup, Trouble> {
    let (office, viewer) = (desk.office(), desk.viewer());
    let given = asked_day(&asked)?;
    let day = match given {
        Some(day) => day,
        None => office.as_of(viewer).await?,
    };
    let seen = office.seen(viewer).await?;
    let record = seen.record();
    let board = Board::at(&record, day);
    let names = Names::of(&desk).await?;
    let said: HashMap<StatementId, &Statement> = seen.statements.iter().map(|s| (s.id, s)).collect();
    let next = office.next_meeting(viewer, day).await?;
    let behind = given.map_or_else(String::new, |day| format!("?day={day}"));
    let body = html! {
        div.head {
            h1 { "Board" }
            p.as-of { "As of " (show::day(day)) @if day != office.today() { ", not today" } "." }
            (day_form(day))
        }
        @if let Some(meeting) = &next { (next_meeting(meeting)) }
        (picture(&board, &behind))
        details.table {
            summary { "The board as a table" }
            (table(&board, &seen.topics, &names, &behind))
        }
        div.columns {
            (moved(&shifts(&record, day), &names, &said))
            (on_offer(&offers(&record, day), &names))
        }
    };
    Ok(Page::new(Here::Board, "Board", body).framed(&desk))
}

fn day_form(day: Date) -> Markup {
    html! {
        form.day action="/" method="get" {
            label for="day" { "Another day" }
            input id="day" name="day" type="date" value=(day) required;
            button type="submit" { "Show" }
            " " a href="/" { "Latest" }
        }
    }
}

fn next_meeting(meeting: &Meeting) -> Markup {
    html! {
        p.next {
            "Next: " (show::meeting_line(meeting)) " · "
            a href={ "/meeting/" (meeting.id) "/brief" } { "read the brief" }
        }
    }
}

fn address(position: &Position, behind: &str) -> String {
    format!("/position/{}/{}{behind}", position.party, position.topic)
}

fn picture(board: &Board, behind: &str) -> Markup {
    let svg = board.svg(|position| Some(address(position, behind)));
    show::picture(&svg, "The board as a picture")
}

fn table(board: &Board, topics: &[Topic], names: &Names, behind: &str) -> Markup {
    html! {
        div.scroll role="region" aria-label="The board as a table" tabindex="0" {
            table.board role="table" {
                caption { "Where everyone stands on " (show::plain_day(board.day)) }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "Party" } th scope="col" role="columnheader" { "Position" } th scope="col" role="columnheader" { "Since" }
                        th scope="col" role="columnheader" { "Firmness" } th scope="col" role="columnheader" { "Moved" } th scope="col" role="columnheader" { "Statements" }
                    }
                }
                @for (topic, name) in &board.topics {
                    @let held: Vec<&Position> =
                        board.parties.iter().filter_map(|(party, _)| board.cell(topic, party)).collect();
                    @if !held.is_empty() {
                        tbody role="rowgroup" {
                            tr.topic role="row" {
                                th colspan="6" scope="rowgroup" role="rowheader" {
                                    (name)
                                    @if let Some(question) = topics.iter().find(|t| t.id == *topic).and_then(|t| t.question.as_ref()) {
                                        " " span.quiet { (question) }
                                    }
                                }
                            }
                            @for position in held { (table_row(position, names, behind)) }
                        }
                    }
                }
            }
        }
    }
}

fn table_row(position: &Position, names: &Names, behind: &str) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" { (names.party_link(&position.party)) }
            td role="cell" {
                a href=(address(position, behind)) { (show::stance(position.stance)) }
                @if position.conditional { " " span.quiet { "on a condition" } }
            }
            td role="cell" data-of="Since" { (show::day_or(position.since, "unknown")) }
            td role="cell" data-of="Firmness" { (position.firmness) " of 100" }
            td role="cell" { (show::movement(position.movement)) }
            td role="cell" data-of="Statements" {
                (position.statements.len())
                @if position.unconfirmed > 0 { " " span.quiet { "(" (position.unconfirmed) " not confirmed)" } }
            }
        }
    }
}

fn moved(shifts: &[Shift], names: &Names, said: &HashMap<StatementId, &Statement>) -> Markup {
    let line = |shift: &Shift| show::shift(shift, names, said, true);
    html! {
        section aria-labelledby="moved" {
            h2 id="moved" { "What moved" }
            (folded(shifts, line, "Nothing moved between two statements of one party on one topic."))
        }
    }
}

fn on_offer(offers: &[Offer], names: &Names) -> Markup {
    let line = |offer: &Offer| show::offer(offer, names, true);
    html! {
        section aria-labelledby="offers" {
            h2 id="offers" { "Open offers" }
            (folded(offers, line, "Nobody has said what they would do on a condition."))
        }
    }
}

/// The first few of a list, the rest folded.
fn folded<T>(all: &[T], line: impl Fn(&T) -> Markup, none: &str) -> Markup {
    let (first, rest) = all.split_at(all.len().min(SHOWN));
    html! {
        @if all.is_empty() { p.quiet { (none) } }
        @else { ul.list { @for one in first { (line(one)) } } }
        @if !rest.is_empty() {
            details { summary { (rest.len()) " more" } ul.list { @for one in rest { (line(one)) } } }
        }
    }
}
