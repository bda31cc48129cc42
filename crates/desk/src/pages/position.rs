//! What a position rests on.

use super::{Asked, day_of, id};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use maud::{Markup, html};
use office::analysis::{Board, Dissent, Front, Ruled};
use office::domain::{PartyId, Statement, StatementId, TopicId};
use std::collections::HashMap;

pub(crate) async fn show(
    State(desk): State<Desk>,
    Path((party, topic)): Path<(String, String)>,
    asked: Asked,
) -> Result<Markup, Trouble> {
    let (party, topic): (PartyId, TopicId) = (id(&party)?, id(&topic)?);
    let day = day_of(&desk, &asked).await?;
    let names = Names::of(&desk).await?;
    if !names.party_exists(&party) || !names.topic_exists(&topic) {
        return Err(Trouble::Missing("The record holds no such party or topic."));
    }
    let seen = desk.office().seen(desk.viewer()).await?;
    let board = Board::at(&seen.record(), day);
    let said: HashMap<StatementId, &Statement> = seen.statements.iter().map(|s| (s.id, s)).collect();
    let question = names
        .topics
        .iter()
        .find(|t| t.id == topic)
        .and_then(|t| t.question.clone());
    let title = format!("{} on {}", names.party(&party), names.topic(&topic));
    let body = html! {
        h1 { (title) }
        @if let Some(question) = question { p.lead { (question) } }
        @match board.cell(&topic, &party) {
            None => p { (names.party(&party)) " has said nothing on it by " (show::day(day)) "." },
            Some(position) => {
                dl.facts {
                    div { dt { "Position" } dd { (show::stance(position.stance)) @if position.conditional { ", on a condition" } } }
                    div { dt { "Since" } dd { (show::day_or(position.since, "unknown")) } }
                    div { dt { "Firmness" } dd { (position.firmness) " of 100" } }
                    div { dt { "Moved" } dd { (show::movement(position.movement)) } }
                    div { dt { "As of" } dd { (show::day(day)) } }
                }
                @if let Some(ruled) = &position.ruled { (ruling(ruled)) }
                @if position.front == Front::Divided { (dissent(&position.dissent)) }
                h2 { "What it rests on" }
                p.quiet {
                    (show::counted(position.statements.len(), "statement", "statements")) ", the newest first; "
                    (position.unconfirmed) " not confirmed. Each leads to its words."
                }
                ol.list {
                    @for statement in position.statements.iter().filter_map(|id| said.get(id)) {
                        (show::statement_line(statement, &names, true))
                    }
                }
            }
        }
        p { "All of " a href={ "/party/" (party) } { (names.party(&party)) } "." }
    };
    Ok(Page::new(Here::Board, title, body).framed(&desk))
}

/// Who overruled the rule, and why; what the rule would say.
fn ruling(ruled: &Ruled) -> Markup {
    html! {
        div.verdict {
            p { b { "Ruled by " (ruled.by) } ", from " (show::day(ruled.day)) " on: " (ruled.reason) }
            p.meta {
                @match ruled.derived {
                    Some(derived) => { "By the statements alone: " (show::stance(derived)) "." },
                    None => "No statement leans to either side.",
                }
                @if ruled.newer > 0 { " " (show::counted(ruled.newer, "statement is", "statements are")) " newer than the ruling: look at it again." }
            }
        }
    }
}

fn dissent(dissent: &[Dissent]) -> Markup {
    html! {
        h2 { "Not a solid front" }
        ul.list {
            @for one in dissent {
                li {
                    b { (show::capital(&one.name)) } ": " (show::stance(one.stance))
                    @for id in one.statements.iter().take(3) { " " a.cite href={ "/statement/" (id) } { "[its words]" } }
                }
            }
        }
    }
}
