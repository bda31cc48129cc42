//! Which outcomes of a conflict hold, from a model in GMCR+'s form.

use super::forms::{Fields, Sent};
use crate::Desk;
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::show;
use axum::extract::State as Shared;
use maud::{Markup, html};
use office::analysis::conflict::{Concept, ConflictError, Model, Solution, State, solve};

/// The most options that a page weighs: sixty-five thousand states; beyond, the command line does.
const MOST_OPTIONS: usize = 16;
/// The most states that a page lists one by one.
const LISTED: usize = 128;

/// The empty form.
pub(crate) async fn show(Shared(desk): Shared<Desk>) -> Markup {
    page(&desk, "", None)
}

/// What was pasted into the form. Nothing of it is kept.
pub(crate) async fn weigh(Shared(desk): Shared<Desk>, fields: Fields) -> Result<Markup, Trouble> {
    let sent = Sent::from(&desk, fields)?;
    let words = sent.one("model").to_owned();
    let asked = words.clone();
    let weighed = tokio::task::spawn_blocking(move || weighed(&asked)).await;
    let found = match weighed.map_err(|_| Trouble::Broken)? {
        Ok((model, solution)) => told(&model, &solution),
        Err(error) => html! {
            p.verdict.refused role="alert" { b { (show::capital(&error.place)) ": " } (error.what) ": " (error.mend) "." }
        },
    };
    Ok(page(&desk, &words, Some(found)))
}

fn weighed(words: &str) -> Result<(Model, Solution), ConflictError> {
    let model = Model::from_gmcr(words)?;
    if model.options.len() > MOST_OPTIONS {
        return Err(ConflictError::new(
            "the model",
            format!(
                "has {} options; a page weighs {MOST_OPTIONS} at most",
                model.options.len()
            ),
            "use `rapport weigh`",
        ));
    }
    let solution = solve(&model)?;
    Ok((model, solution))
}

fn page(desk: &Desk, words: &str, found: Option<Markup>) -> Markup {
    let body = html! {
        h1 { "Conflict models" }
        p.lead { "Which outcomes hold, by the Graph Model for Conflict Resolution (Fang, Hipel and Kilgour 1993). Nothing of it is kept." }
        @if let Some(found) = found { (found) }
        form.noprint method="post" action="/conflict" {
            input type="hidden" name="token" value=(desk.token());
            div.field { label for="model" { "The words of a .gmcr file" } textarea id="model" name="model" rows="12" required spellcheck="false" { (words) } }
            div.actions { button.yes type="submit" { "Weigh" } }
        }
    };
    Page::new(Here::Analysis, "Conflict models", body).framed(desk)
}

fn told(model: &Model, solution: &Solution) -> Markup {
    let holding: Vec<State> = solution
        .states
        .all()
        .iter()
        .copied()
        .filter(|state| !solution.concepts(*state).is_empty())
        .collect();
    let all = solution.states.all();
    html! {
        section {
            h2 role="status" { (show::counted(holding.len(), "outcome holds", "outcomes hold")) }
            p.quiet { (show::counted(all.len(), "state", "states")) " can be; an outcome holds when nobody would leave it. ● is taken, ○ is not." }
            (options(model))
            (table(model, solution, &holding, "What holds"))
            @if all.len() <= LISTED {
                details { summary { "Every state" } (table(model, solution, all, "Every state")) }
            }
        }
    }
}

/// The options, by who decides them, with the numbers that the tables use.
fn options(model: &Model) -> Markup {
    html! {
        ol.plain {
            @for option in &model.options {
                li { @if let Some(maker) = model.decision_makers.get(option.owner) { b { (maker.name) } ": " } (option.name) }
            }
        }
    }
}

fn table(model: &Model, solution: &Solution, states: &[State], caption: &str) -> Markup {
    html! {
        @if !states.is_empty() {
            div.scroll role="region" aria-label=(caption) tabindex="0" {
                table.wide.states role="table" {
                    caption { (caption) }
                    thead role="rowgroup" { tr role="row" {
                        th scope="col" role="columnheader" { "State" }
                        th scope="col" role="columnheader" { "Options taken" }
                        @for concept in Concept::ALL { th scope="col" role="columnheader" { (concept.name()) } }
                    } }
                    tbody role="rowgroup" { @for state in states.iter().take(LISTED) { (row(model, solution, *state)) } }
                }
            }
            @if states.len() > LISTED { p.quiet { "… and " (states.len() - LISTED) " more: “rapport weigh” lists them all." } }
        }
    }
}

fn row(model: &Model, solution: &Solution, state: State) -> Markup {
    let taken = |at: usize| state.0 >> at & 1 == 1;
    let numbers: Vec<String> = (0..model.options.len())
        .filter(|at| taken(*at))
        .map(|at| (at + 1).to_string())
        .collect();
    let concepts = solution.concepts(state);
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                (state.0) " "
                span aria-hidden="true" { @for at in 0..model.options.len() { @if taken(at) { "●" } @else { "○" } } }
                @if model.status_quo == Some(state) { " " span.quiet { "status quo" } }
            }
            td role="cell" data-of="Options taken" { @if numbers.is_empty() { "none" } @else { (numbers.join(", ")) } }
            @for concept in Concept::ALL {
                td role="cell" data-of=(concept.name()) { @if concepts.contains(&concept) { "✓" span.sr { " holds" } } @else { "–" } }
            }
        }
    }
}
