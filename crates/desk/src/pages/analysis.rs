//! What the record means, beyond the board: where the ways in are.

use crate::Desk;
use crate::layout::{Here, Page};
use axum::extract::State;
use maud::{Markup, html};

/// The pages of the analysis: name, address, and what they tell.
const PAGES: [(&str, &str, &str); 5] = [
    (
        "Knots",
        "/knots",
        "Who waits for whom, what undoes it, and the ways out, from offers and their conditions.",
    ),
    (
        "What changed",
        "/changes",
        "Where everyone stands on two days side by side, and what doesn’t go together.",
    ),
    (
        "Climate",
        "/climate",
        "How things stand between two parties over the years: confidence and tension apart.",
    ),
    (
        "Conflict models",
        "/conflict",
        "Which outcomes hold, by the Graph Model for Conflict Resolution, from a .gmcr file.",
    ),
    (
        "Guidance check",
        "/check",
        "What we plan to say against what we were asked to respect.",
    ),
];

pub(crate) async fn index(State(desk): State<Desk>) -> Markup {
    let body = html! {
        h1 { "Analysis" }
        p.lead { "Derived from statements, and every line leads back to words. Nothing here is stored." }
        ul.list {
            @for (name, address, what) in PAGES {
                li { h2.inline { a href=(address) { (name) } } p { (what) } }
            }
        }
    };
    Page::new(Here::Analysis, "Analysis", body).framed(&desk)
}
