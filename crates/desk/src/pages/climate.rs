//! How things stand between two parties over time.

use super::{Asked, day_of};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use office::analysis::Climate;
use office::analysis::climate::{Event, Origin, TurningPoint};
use office::domain::PartyId;

/// What was asked for: two parties that the record names, and a stretch of time.
struct Between {
    first: PartyId,
    second: PartyId,
    from: Option<Date>,
    day: Date,
}

impl Between {
    async fn asked(desk: &Desk, names: &Names, asked: &Asked) -> Result<Option<Self>, Trouble> {
        let party = |field: &str| {
            let word = asked
                .get(field)
                .map(|word| word.trim())
                .filter(|word| !word.is_empty());
            word.map(|word| {
                let id: Option<PartyId> = word.parse().ok();
                id.filter(|id| names.party_exists(id))
                    .ok_or(Trouble::Missing("The record holds no such party."))
            })
            .transpose()
        };
        let day = day_of(desk, asked).await?;
        let from = match asked
            .get("from")
            .map(|word| word.trim())
            .filter(|word| !word.is_empty())
        {
            None => None,
            Some(word) => Some(
                word.parse()
                    .map_err(|_| Trouble::Wrong("Write the day as 2009-12-31.".to_owned()))?,
            ),
        };
        let between = (party("first")?, party("second")?);
        let (Some(first), Some(second)) = between else {
            return Ok(None);
        };
        if first == second {
            return Err(Trouble::Wrong("Choose two parties, not one twice.".to_owned()));
        }
        if from.is_some_and(|from: Date| from > day) {
            return Err(Trouble::Wrong("Let the first day be the earlier one.".to_owned()));
        }
        Ok(Some(Self {
            first,
            second,
            from,
            day,
        }))
    }

    async fn climate(&self, desk: &Desk) -> Result<Climate, Trouble> {
        let office = desk.office();
        Ok(office
            .climate(desk.viewer(), &self.first, &self.second, self.from, self.day)
            .await?)
    }

    fn query(&self) -> String {
        let from = self.from.map_or(String::new(), |from| format!("&from={from}"));
        format!(
            "first={}&second={}&day={}{from}",
            self.first, self.second, self.day
        )
    }
}

pub(crate) async fn show(State(desk): State<Desk>, asked: Asked) -> Result<Markup, Trouble> {
    let names = Names::of(&desk).await?;
    let between = Between::asked(&desk, &names, &asked).await?;
    let day = day_of(&desk, &asked).await?;
    let climate = match &between {
        Some(between) => Some((between, between.climate(&desk).await?)),
        None => None,
    };
    let title = climate.as_ref().map_or_else(
        || "Climate".to_owned(),
        |(_, c)| format!("Climate: {} and {}", c.first.1, c.second.1),
    );
    let body = html! {
        h1 { (title) }
        (form(&names, between.as_ref(), day))
        @if let Some((between, climate)) = &climate { (told(climate, between)) }
        @else {
            p.lead { "Statements, meetings and measures between two parties, coded by PLOVER’s classes, each counting less with time. Choose the two." }
        }
    };
    let page = Page::new(Here::Analysis, title, body);
    let page = if climate.is_some() {
        page.below("Climate", "/climate")
    } else {
        page
    };
    Ok(page.framed(&desk))
}

/// The series as CSV, to be saved.
pub(crate) async fn csv(State(desk): State<Desk>, asked: Asked) -> Result<Response, Trouble> {
    let names = Names::of(&desk).await?;
    let between = Between::asked(&desk, &names, &asked).await?;
    let between = between.ok_or(Trouble::Missing("Choose two parties first."))?;
    let climate = between.climate(&desk).await?;
    let name = format!(
        "attachment; filename=\"climate-{}-{}.csv\"",
        between.first, between.second
    );
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, climate.to_csv()).into_response())
}

fn form(names: &Names, between: Option<&Between>, day: Date) -> Markup {
    let choice = |field: &str, label: &str, chosen: Option<&PartyId>| {
        html! {
            div.field {
                label for=(field) { (label) }
                select id=(field) name=(field) required {
                    option value="" { "—" }
                    @for party in &names.parties {
                        option value=(party.id) selected[Some(&party.id) == chosen] { (party.name) }
                    }
                }
            }
        }
    };
    html! {
        form.asking.noprint action="/climate" method="get" {
            (choice("first", "Between", between.map(|b| &b.first)))
            (choice("second", "and", between.map(|b| &b.second)))
            div.field { label for="from" { "From (may be left out)" } input id="from" name="from" type="date" value=[between.and_then(|b| b.from)]; }
            div.field { label for="day" { "Until" } input id="day" name="day" type="date" value=(day); }
            button type="submit" { "Show" }
        }
    }
}

fn address(origin: &Origin) -> Option<String> {
    match origin {
        Origin::Statement(id) => Some(format!("/statement/{id}")),
        Origin::Meeting(id) => Some(format!("/meeting/{id}")),
        Origin::Measure(_) => None,
    }
}

fn told(climate: &Climate, between: &Between) -> Markup {
    let last = climate.series.last();
    html! {
        @if climate.series.is_empty() {
            p { "Nothing between them is on record by " (show::day(climate.until)) "." }
        } @else {
            dl.facts {
                @if let Some(point) = last {
                    div { dt { "Confidence" } dd { (format!("{:.0}", point.both.confidence)) " of 100" } }
                    div { dt { "Tension" } dd { (format!("{:.0}", point.both.tension)) " of 100" } }
                }
                div { dt { "From" } dd { (show::day(climate.from)) } }
                div { dt { "Until" } dd { (show::day(climate.until)) } }
                div { dt { "Events" } dd { (climate.events.len()) } }
                div.noprint { dt { "Save" } dd { a href={ "/climate.csv?" (between.query()) } { "as CSV" } } }
            }
            (show::picture(&climate.svg(address), "Confidence and tension as a picture"))
            h2 { "Turning points" }
            @if climate.turning_points.is_empty() { p.quiet { "None: the tone between them stayed as it was." } }
            ol.list { @for turn in &climate.turning_points { (turning(turn, climate)) } }
            details { summary { "Confidence and tension as a table" } (series(climate)) }
            details { summary { "All " (show::counted(climate.events.len(), "event", "events")) } (events(&climate.events)) }
        }
        @if !climate.undated.is_empty() {
            details { summary { (show::counted(climate.undated.len(), "event", "events")) " without a day, which count for nothing" } (events(&climate.undated)) }
        }
    }
}

fn turning(turn: &TurningPoint, climate: &Climate) -> Markup {
    html! {
        li {
            p { b { (show::day(turn.day)) } ": " (turn.words) }
            ul.plain {
                @for event in turn.events.iter().filter_map(|at| climate.events.get(*at)) { (event_line(event)) }
            }
        }
    }
}

fn event_line(event: &Event) -> Markup {
    let words = show::clip(&event.told(), 220);
    html! {
        li {
            (show::day_or(event.day, "undated")) " · " (event.event_type.as_str()) " " (format!("{:+.1}", event.intensity)) " · "
            @match address(&event.origin) { Some(to) => a href=(to) { (words) }, None => (words) }
        }
    }
}

fn events(events: &[Event]) -> Markup {
    html! { ul.plain { @for event in events { (event_line(event)) } } }
}

fn series(climate: &Climate) -> Markup {
    html! {
        div.scroll role="region" aria-label="Confidence and tension as a table" tabindex="0" {
            table role="table" {
                caption { "Between " (climate.first.1) " and " (climate.second.1) }
                thead role="rowgroup" { tr role="row" {
                    th scope="col" role="columnheader" { "Until" } th scope="col" role="columnheader" { "Events" }
                    th scope="col" role="columnheader" { "Confidence" } th scope="col" role="columnheader" { "Tension" }
                } }
                tbody role="rowgroup" {
                    @for point in &climate.series {
                        tr role="row" {
                            th scope="row" role="rowheader" { (show::day(point.day)) }
                            td role="cell" data-of="Events" { (point.events) }
                            td role="cell" data-of="Confidence" { (format!("{:.0}", point.both.confidence)) }
                            td role="cell" data-of="Tension" { (format!("{:.0}", point.both.tension)) }
                        }
                    }
                }
            }
        }
    }
}
