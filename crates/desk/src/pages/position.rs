//! What a position rests on.

use super::{Asked, day_of, id};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use office::analysis::{Board, Dissent, Front, Ruled, Stance};
use office::domain::{Marking, PartyId, Statement, StatementId, TopicId};
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
        @if asked.get("done").is_some_and(|done| done == "ruled") { p.flash role="status" { "Ruled. What was said is as it was; the ruling holds until the next." } }
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
        (form(&desk, &party, &topic, day))
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

/// The form by which a person rules otherwise.
fn form(desk: &Desk, party: &PartyId, topic: &TopicId, day: Date) -> Markup {
    let markings = Marking::ALL
        .into_iter()
        .filter(|marking| *marking <= desk.viewer().clearance().marking);
    html! {
        details.noprint {
            summary { "Rule otherwise" }
            form.rule method="post" action={ "/position/" (party) "/" (topic) "/rule" } {
                input type="hidden" name="token" value=(desk.token());
                div.pair {
                    div.field {
                        label for="stance" { "Where they stand" }
                        select id="stance" name="stance" {
                            @for value in [2_i8, 1, 0, -1, -2] { option value=(value) { (Stance::new(value).words()) } }
                            option value="" { "let the statements speak again" }
                        }
                    }
                    div.field { label for="from" { "From which day on" } input id="from" name="day" type="date" value=(day) required; }
                    div.field {
                        label for="marking" { "Who may see it" }
                        select id="marking" name="marking" {
                            @for marking in markings { option value=(marking.as_str()) selected[marking == desk.viewer().clearance().marking.min(Marking::Amber)] { (marking) } }
                        }
                    }
                }
                div.field { label for="reason" { "Why" } input id="reason" name="reason" type="text" maxlength="400" required autocomplete="off"; }
                div.actions { button.yes type="submit" { "Rule" } }
            }
        }
    }
}
