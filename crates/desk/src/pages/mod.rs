//! The pages, one a file.

pub(crate) mod analysis;
pub(crate) mod board;
pub(crate) mod brief;
mod card;
pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod climate;
pub(crate) mod conflict;
pub(crate) mod document;
pub(crate) mod documents;
pub(crate) mod editions;
pub(crate) mod forms;
pub(crate) mod knots;
pub(crate) mod meetings;
pub(crate) mod party;
pub(crate) mod position;
pub(crate) mod site;
pub(crate) mod stories;

use crate::Desk;
use crate::error::Trouble;
use crate::layout::{Here, Page};
use axum::http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::HashMap;
use std::str::FromStr;

/// What stands behind the question mark of an address.
pub(crate) type Asked = axum::extract::Query<HashMap<String, String>>;

pub(crate) async fn nowhere() -> Trouble {
    Trouble::Missing("There is no such page.")
}

/// The id that a part of an address holds.
fn id<T: FromStr>(word: &str) -> Result<T, Trouble> {
    word.parse().map_err(|_| {
        Trouble::Wrong("This address is not whole: copy all of it, or follow a link.".to_owned())
    })
}

/// The day that was asked for, if any.
fn asked_day(asked: &Asked) -> Result<Option<Date>, Trouble> {
    match asked
        .get("day")
        .map(|word| word.trim())
        .filter(|word| !word.is_empty())
    {
        None => Ok(None),
        Some(word) => word
            .parse()
            .map(Some)
            .map_err(|_| Trouble::Wrong("Write the day as 2009-12-31.".to_owned())),
    }
}

/// The day as of which a page shows the record.
async fn day_of(desk: &Desk, asked: &Asked) -> Result<Date, Trouble> {
    match asked_day(asked)? {
        Some(day) => Ok(day),
        None => Ok(desk.office().as_of(desk.viewer()).await?),
    }
}

/// A page that says what went wrong.
pub(crate) fn trouble(desk: &Desk, status: StatusCode, trouble: Option<&Trouble>) -> Markup {
    let (title, words) = match trouble {
        Some(Trouble::Missing(words)) => ("Nothing here for you to see", (*words).to_owned()),
        Some(Trouble::Wrong(words)) => ("That can’t be done so", words.clone()),
        Some(Trouble::Foreign(words)) => ("Not taken", (*words).to_owned()),
        Some(Trouble::Broken) => (
            "The office could not do this",
            "Nothing that was acknowledged is lost. Try again; if it stays so, stop the desk and run “rapport doctor --verify”."
                .to_owned(),
        ),
        None => match status {
            StatusCode::NOT_FOUND => ("Nothing here for you to see", "There is no such page.".to_owned()),
            StatusCode::METHOD_NOT_ALLOWED => ("That can’t be done so", "This address is a page to read, or a form’s: not both.".to_owned()),
            StatusCode::PAYLOAD_TOO_LARGE => ("Too long", "The form holds more than the desk takes: shorten it.".to_owned()),
            status if status.is_server_error() => ("The office could not do this", "Try again.".to_owned()),
            _ => ("That can’t be done so", "The desk does not understand this request. Open the page again and retry.".to_owned()),
        },
    };
    let body = html! {
        h1 { (title) }
        p.lead { (words) }
        p { a href="/" { "To the board" } }
    };
    Page::new(Here::Nowhere, title, body).framed(desk)
}
