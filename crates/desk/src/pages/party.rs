//! A party: what it holds, who serves it, what it said, offers and owes.

use super::{Asked, day_of, id};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use office::PartyView;
use office::analysis::{Board, Position};
use office::domain::{Party, PartyId, Person, Statement, StatementId};
use std::collections::HashMap;

/// How many statements a party's page holds.
const SHOWN: usize = 200;

pub(crate) async fn list(State(desk): State<Desk>) -> Result<Markup, Trouble> {
    let seen = desk.office().seen(desk.viewer()).await?;
    let names = Names::of(&desk).await?;
    let mut counts: HashMap<&PartyId, usize> = HashMap::new();
    for party in seen.statements.iter().filter_map(Statement::party) {
        *counts.entry(party).or_default() += 1;
    }
    let us = desk.office().config().office.party.as_ref();
    let body = html! {
        h1 { "Parties" }
        @if names.parties.is_empty() { p.quiet { "The record names no party yet." } }
        @else {
            div.scroll role="region" aria-label="Parties" tabindex="0" {
                table.wide role="table" {
                    caption { "Parties" }
                    thead role="rowgroup" { tr role="row" { th scope="col" role="columnheader" { "Party" } th scope="col" role="columnheader" { "Kind" } th scope="col" role="columnheader" { "People" } th scope="col" role="columnheader" { "Statements" } } }
                    tbody role="rowgroup" {
                        @for party in &names.parties {
                            tr role="row" {
                                th scope="row" role="rowheader" { (names.party_link(&party.id)) @if us == Some(&party.id) { " " span.quiet { "us" } } }
                                td role="cell" { (show::party_kind(party.kind)) }
                                td role="cell" data-of="People" { (names.people.iter().filter(|p| serves(p, &party.id)).count()) }
                                td role="cell" data-of="Statements" { (counts.get(&party.id).copied().unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new(Here::Parties, "Parties", body).framed(&desk))
}

fn serves(person: &Person, party: &PartyId) -> bool {
    person.posts.iter().any(|post| post.party == *party)
}

pub(crate) async fn show(
    State(desk): State<Desk>,
    Path(party): Path<String>,
    asked: Asked,
) -> Result<Markup, Trouble> {
    let party: PartyId = id(&party)?;
    let day = day_of(&desk, &asked).await?;
    let names = Names::of(&desk).await?;
    if !names.party_exists(&party) {
        return Err(Trouble::Missing("The record holds no such party."));
    }
    let view = desk.office().party_view(desk.viewer(), &party, day).await?;
    let board = Board::at(&desk.office().seen(desk.viewer()).await?.record(), day);
    let said: HashMap<StatementId, &Statement> = view.statements.iter().map(|s| (s.id, s)).collect();
    let title = view.party.name.clone();
    let body = html! {
        h1 { (title) }
        (facts(&view.party, &names))
        (positions(&board, &party, &names, day))
        @if !view.shifts.is_empty() {
            h2 { "What moved" }
            ul.list { @for shift in &view.shifts { (show::shift(shift, &names, &said, false)) } }
        }
        @if !view.offers.is_empty() {
            h2 { "Open offers" }
            ul.list { @for offer in &view.offers { (show::offer(offer, &names, false)) } }
        }
        @if !view.people.is_empty() { (people(&view, day)) }
        @if !view.measures.is_empty() {
            h2 { "What it owes" }
            (show::measures(&view.measures, &names, "Measures", day))
        }
        (statements(&view, &names))
    };
    Ok(Page::new(Here::Parties, title, body).framed(&desk))
}

fn facts(party: &Party, names: &Names) -> Markup {
    let also: Vec<&str> = party
        .aliases
        .iter()
        .chain(&party.demonyms)
        .map(String::as_str)
        .collect();
    html! {
        dl.facts {
            div { dt { "Kind" } dd { (show::party_kind(party.kind)) } }
            @if let Some(capital) = &party.capital { div { dt { "Capital" } dd { (capital) } } }
            @if let Some(under) = &party.under { div { dt { "Stands under" } dd { (names.party_link(under)) } } }
            @if !also.is_empty() { div.long { dt { "Also called" } dd { (also.join(" · ")) } } }
        }
    }
}

fn positions(board: &Board, party: &PartyId, names: &Names, day: Date) -> Markup {
    let held: Vec<&Position> = board.positions().iter().filter(|p| p.party == *party).collect();
    html! {
        h2 { "Positions" }
        @if held.is_empty() { p.quiet { "It has said nothing on a topic by " (show::day(day)) "." } }
        @else {
            div.scroll role="region" aria-label="Positions" tabindex="0" {
                table.board role="table" {
                    caption { "Positions as of " (show::plain_day(day)) }
                    thead role="rowgroup" { tr role="row" { th scope="col" role="columnheader" { "Topic" } th scope="col" role="columnheader" { "Position" } th scope="col" role="columnheader" { "Since" } th scope="col" role="columnheader" { "Moved" } th scope="col" role="columnheader" { "Latest words" } } }
                    tbody role="rowgroup" {
                        @for position in held {
                            tr role="row" {
                                th scope="row" role="rowheader" { (names.topic(&position.topic)) }
                                td role="cell" {
                                    a href={ "/position/" (party) "/" (position.topic) } { (show::stance(position.stance)) }
                                    @if position.conditional { " " span.quiet { "on a condition" } }
                                }
                                td role="cell" data-of="Since" { (show::day_or(position.since, "unknown")) }
                                td role="cell" { (show::movement(position.movement)) }
                                td role="cell" { q { (show::clip(&position.words, 140)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn people(view: &PartyView, today: Date) -> Markup {
    html! {
        h2 { "People" }
        ul.list {
            @for person in &view.people {
                li {
                    b { (show::capital(&person.name)) }
                    @for post in person.posts.iter().filter(|post| post.party == view.party.id) {
                        p.meta {
                            (post.title) ", "
                            @match (post.from, post.until) {
                                (Some(from), Some(until)) => { (show::day(from)) "–" (show::day(until)) }
                                (Some(from), None) => { "since " (show::day(from)) }
                                (None, Some(until)) => { "until " (show::day(until)) }
                                (None, None) => "undated",
                            }
                            @if !post.held_on(today) { " (past)" }
                        }
                    }
                }
            }
        }
    }
}

fn statements(view: &PartyView, names: &Names) -> Markup {
    let all = &view.statements;
    html! {
        h2 { "What it said" }
        @if all.is_empty() { p.quiet { "Nothing that you may see." } }
        @else {
            p.quiet {
                (show::counted(all.len(), "statement", "statements")) ", the newest first"
                @if all.len() > SHOWN { "; the first " (SHOWN) " are shown" } "."
            }
            ol.list { @for statement in all.iter().take(SHOWN) { (show::statement_line(statement, names, true)) } }
        }
    }
}
