//! The editions: what is written, and what of it may be told.

use super::id;
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::{Desk, show};
use axum::extract::{Path, State};
use maud::{Markup, html};
use office::domain::disclosure::{Reason, Refusal};
use office::domain::{Citation, EditionId, Manuscript, StatementId};
use office::store::Wanted;
use office::{EditionState, planned_of};
use std::collections::HashMap;

pub(crate) async fn list(State(desk): State<Desk>) -> Result<Markup, Trouble> {
    let states = desk.office().editions(desk.viewer(), false).await?;
    let said = said(&desk, &states).await?;
    let has_site = desk.office().place().site().join("index.html").is_file();
    let body = html! {
        h1 { "Editions" }
        p.lead {
            "What is written for others, and whether it may be told. "
            @if has_site { a href="/site/" { "Open the built site" } "." }
        }
        @if states.is_empty() { p { "There is none yet that you may see: “rapport press draft” writes one from the record." } }
        @for state in &states {
            article.edition {
                h2 { a href={ "/edition/" (state.id) } { (title(state)) } }
                (standing(&desk, state, &said))
            }
        }
    };
    Ok(Page::new(Here::Editions, "Editions", body).framed(&desk))
}

pub(crate) async fn show(State(desk): State<Desk>, Path(edition): Path<String>) -> Result<Markup, Trouble> {
    let edition: EditionId = id(&edition)?;
    let state = desk.office().edition(desk.viewer(), &edition, false).await?;
    let state = state.ok_or(Trouble::Missing("There is no such edition that you may see."))?;
    let said = said(&desk, std::slice::from_ref(&state)).await?;
    let findings = match &state.manuscript {
        Ok(manuscript) => {
            let planned = planned_of(state.id.as_str(), &manuscript.markdown);
            let office = desk.office();
            Some(
                office
                    .check_guidance(desk.viewer(), &planned, manuscript.date)
                    .await?,
            )
        }
        Err(_) => None,
    };
    let title = title(&state);
    let body = html! {
        h1 { (title) }
        (standing(&desk, &state, &said))
        @if let Some(findings) = &findings { h2 { "Against the guidance in force" } (super::check::shown(findings)) }
        @if let Ok(manuscript) = &state.manuscript {
            h2 { "As written" }
            p.quiet { "Edit the file, then look here again. Each citation leads to its words." }
            div.manuscript dir="auto" { (cited(&manuscript.markdown)) }
        }
    };
    Ok(Page::new(Here::Editions, title, body).framed(&desk))
}

fn title(state: &EditionState) -> String {
    state
        .manuscript
        .as_ref()
        .map_or_else(|_| state.id.to_string(), |manuscript| manuscript.title.clone())
}

fn standing(desk: &Desk, state: &EditionState, said: &Said) -> Markup {
    html! {
        @if let Ok(manuscript) = &state.manuscript { (facts(desk, state, manuscript)) }
        @match (&state.manuscript, &state.cleared) {
            (Err(error), _) => {
                p.verdict.refused { b { "Can’t be read." } " " (show::capital(&error.what)) ": " (error.mend) "." }
                p.path { (state.path.display()) }
            },
            (_, Some(Ok(_))) => p.verdict.clears { b { "Clears." } " Nothing in it is held back from its audience." },
            (_, Some(Err(refusal))) => (refused(refusal, said)),
            (_, None) => {},
        }
    }
}

fn facts(desk: &Desk, state: &EditionState, manuscript: &Manuscript) -> Markup {
    html! {
        dl.facts {
            div { dt { "Kind" } dd { (manuscript.kind) } }
            div { dt { "Date" } dd { (show::day(manuscript.date)) } }
            div { dt { "Audience" } dd { "up to " (show::tlp(manuscript.audience)) } }
            @if !manuscript.section.is_empty() { div { dt { "Section" } dd { (manuscript.section.join(" › ")) } } }
            @if let Some(page) = built_page(desk, &state.id) { div { dt { "Page" } dd {
                a href=(page) { @if state.cleared.as_ref().is_some_and(Result::is_ok) { "as built" } @else { "as drafted, for us alone" } }
            } } }
            div.long { dt { "File" } dd.path { (state.path.display()) } }
        }
    }
}

/// The address of the edition's page in the built site: the folder with its name, wherever its section lies.
fn built_page(desk: &Desk, edition: &EditionId) -> Option<String> {
    let site = desk.office().place().site();
    let mut open = vec![site.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            if entry.file_name().to_str() == Some(edition.as_str()) && path.join("index.html").is_file() {
                return Some(format!("/site/{}/", path.strip_prefix(&site).ok()?.to_str()?));
            }
            open.push(path);
        }
    }
    None
}

fn refused(refusal: &Refusal, said: &Said) -> Markup {
    html! {
        div.verdict.refused {
            p { b { "Refused" } " for " (refusal.audience) ", for " (show::counted(refusal.reasons.len(), "reason", "reasons")) ":" }
            ol { @for reason in &refusal.reasons { li { (linked(reason, said)) } } }
        }
    }
}

/// The words of statements that reasons name.
type Said = HashMap<StatementId, String>;

async fn said(desk: &Desk, states: &[EditionState]) -> Result<Said, Trouble> {
    let refusals = states
        .iter()
        .filter_map(|state| state.cleared.as_ref()?.as_ref().err());
    let ids: Vec<StatementId> = refusals
        .flat_map(|refusal| refusal.reasons.iter().filter_map(statement_of))
        .collect();
    let wanted = Wanted {
        ids: Some(ids),
        ..Wanted::default()
    };
    let statements = desk.office().store().statements(desk.viewer(), &wanted).await?;
    Ok(statements
        .into_iter()
        .map(|statement| (statement.id, statement.words))
        .collect())
}

fn statement_of(reason: &Reason) -> Option<StatementId> {
    match reason {
        Reason::MarkedTooHigh(id, ..)
        | Reason::OffTheRecord(id)
        | Reason::NotConfirmed(id)
        | Reason::Rejected(id) => Some(*id),
        Reason::NamesSpeaker { statement, .. } => Some(*statement),
        _ => None,
    }
}

/// A reason in words, with the words of the statement that it names as a link.
fn linked(reason: &Reason, said: &Said) -> Markup {
    let words = show::capital(&reason.to_string());
    let parts = statement_of(reason).and_then(|id| {
        words
            .split_once(&id.to_string())
            .map(|(before, after)| (id, before, after))
    });
    html! {
        @match parts {
            Some((id, before, after)) => {
                (before)
                @match said.get(&id) {
                    Some(words) => a href={ "/statement/" (id) } { "“" (show::clip(words, 90)) "”" },
                    None => (link(id, &id.to_string())),
                }
                (after) "."
            }
            None => { (words) "." }
        }
    }
}

fn link(id: StatementId, words: &str) -> Markup {
    html! { a href={ "/statement/" (id) } { (words) } }
}

/// Markdown as it was written, with its citations as links.
fn cited(markdown: &str) -> Markup {
    let mut parts: Vec<(&str, Option<StatementId>)> = Vec::new();
    let mut rest = markdown;
    while let Some(at) = rest.find("[@s:") {
        let end = rest[at..].find(']').map_or(rest.len(), |end| at + end + 1);
        let cited = Citation::all_in(&rest[at..end])
            .first()
            .and_then(|citation| citation.statement);
        parts.extend([(&rest[..at], None), (&rest[at..end], cited)]);
        rest = &rest[end..];
    }
    parts.push((rest, None));
    html! {
        @for (words, statement) in parts {
            @match statement { Some(id) => (link(id, words)), None => (words) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cited;

    #[test]
    fn citations_lead_to_their_words() {
        let id = "019b0000-0000-8000-8000-000000000001";
        let html = cited(&format!("A <b> [@s:{id}] c [@s:nonsense] d [@s:open")).into_string();
        assert_eq!(
            html,
            format!("A &lt;b&gt; <a href=\"/statement/{id}\">[@s:{id}]</a> c [@s:nonsense] d [@s:open")
        );
    }
}
