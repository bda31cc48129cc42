//! A document with its statements marked in it.

use super::{Asked, card, id};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::marks::{self, Piece, Role, Row};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use office::DocumentView;
use office::domain::{DocumentHash, Statement, StatementId, Status};

/// How many statements, and how many bytes of text, a page shows of a long document: more make browsers slow.
const STATEMENTS: usize = 200;
const BYTES: usize = 100_000;

/// Leads to a statement's place in its document.
pub(crate) async fn lead(
    State(desk): State<Desk>,
    Path(statement): Path<String>,
) -> Result<Redirect, Trouble> {
    let statement = statement_of(&desk, &statement).await?;
    Ok(Redirect::to(&show::place_of(&statement)))
}

/// The statement that a part of an address names, if the viewer may see it.
pub(crate) async fn statement_of(desk: &Desk, word: &str) -> Result<Statement, Trouble> {
    let id: StatementId = id(word)?;
    let found = desk.office().store().statement(desk.viewer(), id).await?;
    found.ok_or(Trouble::Missing(
        "The record holds no such statement that you may see.",
    ))
}

pub(crate) async fn show(
    State(desk): State<Desk>,
    Path(hash): Path<String>,
    asked: Asked,
) -> Result<Markup, Trouble> {
    let hash: DocumentHash = id(&hash)?;
    if desk
        .office()
        .store()
        .document(desk.viewer(), &hash)
        .await?
        .is_none()
    {
        return Err(Trouble::Missing(
            "The record holds no such document that you may see.",
        ));
    }
    let view = desk.office().document_view(desk.viewer(), &hash).await?;
    let names = Names::of(&desk).await?;
    let cards = card::Cards {
        names: &names,
        token: desk.token(),
        handling: &view.document.handling,
        editing: asked.get("edit").and_then(|word| word.parse().ok()),
        done: asked
            .get("of")
            .and_then(|word| word.parse().ok())
            .zip(asked.get("done").map(String::as_str)),
    };
    let title = view.document.title.clone();
    let body = html! {
        h1 { (title) }
        (facts(&view, &names))
        (legend(view.is_held))
        (text(&view, &cards, &asked))
    };
    Ok(Page::new(Here::Documents, title, body).framed(&desk))
}

fn facts(view: &DocumentView, names: &Names) -> Markup {
    let document = &view.document;
    let count = |status| view.statements.iter().filter(|s| s.status == status).count();
    html! {
        dl.facts {
            div { dt { "Date" } dd { (show::day_or(document.date, "undated")) } }
            div { dt { "Kind" } dd { (document.kind.as_str()) } }
            @if let Some(sender) = &document.sender { div { dt { "From" } dd { (sender) } } }
            div { dt { "Handling" } dd { (show::handling(&document.handling)) } }
            @if let Some(meeting) = names.meeting_link(document.meeting.as_ref()) { div { dt { "Meeting" } dd { (meeting) } } }
            @if let Some(channel) = &document.channel { div { dt { "Channel" } dd { (names.channel(channel)) } } }
            div {
                dt { "Statements" }
                dd {
                    (count(Status::Proposed)) " proposed, " (count(Status::Confirmed)) " confirmed, "
                    (count(Status::Rejected)) " rejected"
                }
            }
            div { dt { "File" } dd { (document.path) @if !view.is_held { " · " a href={ "/document/" (document.hash) "/original" } { "save the original" } } } }
        }
    }
}

fn legend(is_held: bool) -> Markup {
    html! {
        p.legend {
            "Marked in the text: "
            span.m.source { "who" } ", " span.m.cue { "how they said it" } ", "
            span.m.content { "what was said" } ", " span.m.condition { "on which condition" } ". "
            "Numbers lead from the words to the statement and back. A statement is handled as its document unless it says otherwise."
            @if is_held { b { " What is marked above what you may see is struck out (░)." } }
        }
    }
}

fn text(view: &DocumentView, cards: &card::Cards<'_>, asked: &Asked) -> Markup {
    // What somebody rejected is not marked; its card still stands where its words are.
    let shown = |at: usize| view.statements[at].status != Status::Rejected;
    let rows = marks::rows(
        &view.text,
        &marks::of(&view.statements),
        view.statements.len(),
        shown,
    );
    let parts = parts(&rows);
    let part = part_asked(&parts, view, asked);
    html! {
        section aria-labelledby="text" {
            h2.sr id="text" { "Text and statements" }
            (ways(view, part, parts.len(), "Parts"))
            div.paper {
                @for row in parts.get(part).copied().unwrap_or_default() {
                    div.row {
                        div.words dir="auto" { (words(row, &view.statements)) }
                        (beside(row, view, cards))
                    }
                }
            }
            (ways(view, part, parts.len(), "Parts, again"))
        }
    }
}

/// A document's rows, a page's worth at a time.
fn parts<'r, 't>(rows: &'r [Row<'t>]) -> Vec<&'r [Row<'t>]> {
    let mut parts = Vec::new();
    let (mut from, mut statements, mut bytes) = (0, 0, 0);
    for (at, row) in rows.iter().enumerate() {
        let more = row.statements().count();
        let longer: usize = row.pieces.iter().map(|piece| piece.words.len()).sum();
        if at > from && (statements + more > STATEMENTS || bytes + longer > BYTES) {
            parts.push(&rows[from..at]);
            (from, statements, bytes) = (at, 0, 0);
        }
        statements += more;
        bytes += longer;
    }
    parts.push(&rows[from..]);
    parts
}

/// The part with the statement that the address names, or the part that it names itself, or the first.
fn part_asked(parts: &[&[Row<'_>]], view: &DocumentView, asked: &Asked) -> usize {
    let statement: Option<StatementId> = ["edit", "of", "at"]
        .iter()
        .find_map(|key| asked.get(*key)?.parse().ok());
    let number = statement.and_then(|id| view.statements.iter().position(|statement| statement.id == id));
    let holds = |part: &&[Row<'_>]| part.iter().flat_map(Row::statements).any(|at| Some(at) == number);
    let named = || {
        asked
            .get("part")?
            .parse::<usize>()
            .ok()?
            .checked_sub(1)
            .filter(|part| *part < parts.len())
    };
    number
        .and_then(|_| parts.iter().position(holds))
        .or_else(named)
        .unwrap_or(0)
}

/// The ways to the parts before and after.
fn ways(view: &DocumentView, part: usize, parts: usize, label: &str) -> Markup {
    let to = |part: usize| format!("/document/{}?part={part}", view.document.hash);
    html! {
        @if parts > 1 {
            nav.ways aria-label=(label) {
                @if part > 0 { a href=(to(part)) rel="prev" { "← Part " (part) } }
                span { "Part " (part + 1) " of " (parts) }
                @if part + 1 < parts { a href=(to(part + 2)) rel="next" { "Part " (part + 2) " →" } }
            }
        }
    }
}

fn beside(row: &Row<'_>, view: &DocumentView, cards: &card::Cards<'_>) -> Markup {
    let mut here = row.statements().peekable();
    html! {
        @if here.peek().is_some() {
            div.cards { @for at in here { (cards.card(&view.statements[at], at + 1)) } }
        }
    }
}

/// A row's words with their marks. Without its tags it is the row's text, to the letter.
pub(crate) fn words(row: &Row<'_>, statements: &[Statement]) -> Markup {
    html! { @for piece in &row.pieces { (piece_of(piece, statements)) } }
}

fn piece_of(piece: &Piece<'_>, statements: &[Statement]) -> Markup {
    let first = piece.owner.filter(|at| piece.begins.contains(at));
    html! {
        @for &at in piece.begins.iter().filter(|at| Some(**at) != first) {
            a.n id={ "w-" (statements[at].id) } href={ "#s-" (statements[at].id) } data-n=(at + 1)
                aria-label={ "Statement " (at + 1) } {}
        }
        @match piece.owner {
            Some(at) if first.is_some() => {
                a class={ (classes(piece.roles)) " n" } id={ "w-" (statements[at].id) } href={ "#s-" (statements[at].id) }
                    data-n=(at + 1) { (piece.words) }
            }
            // One way to the statement is enough by keyboard; by hand, all of its words lead there.
            Some(at) => a class=(classes(piece.roles)) href={ "#s-" (statements[at].id) } tabindex="-1" { (piece.words) },
            None if piece.roles == [false; 4] => (piece.words),
            None => span class=(classes(piece.roles)) { (piece.words) },
        }
    }
}

fn classes(roles: [bool; 4]) -> String {
    let named = Role::ALL
        .iter()
        .filter(|role| roles[**role as usize])
        .map(|role| role.as_str());
    std::iter::once("m").chain(named).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
