//! The documents, and their bytes as they came in.

use super::id;
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use office::domain::{Document, DocumentHash, Status};
use office::store::Wanted;
use std::collections::HashMap;

/// How many statements of a document are proposed, confirmed, rejected.
type Counts = [usize; 3];

pub(crate) async fn show(State(desk): State<Desk>) -> Result<Markup, Trouble> {
    let (store, viewer) = (desk.office().store(), desk.viewer());
    let names = Names::of(&desk).await?;
    let mut documents = store.documents(viewer).await?;
    documents.sort_by(|a, b| (b.date, &a.path).cmp(&(a.date, &b.path)));
    let mut counts: HashMap<DocumentHash, Counts> = HashMap::new();
    for statement in store.statements(viewer, &Wanted::default()).await? {
        counts.entry(statement.document).or_default()[at(statement.status)] += 1;
    }
    let open: usize = counts.values().map(|c| c[at(Status::Proposed)]).sum();
    let body = html! {
        h1 { "Documents" }
        p.lead {
            (show::counted(documents.len(), "document", "documents")) ", the newest first; "
            (show::counted(open, "statement waits", "statements wait")) " for somebody to confirm."
        }
        @if documents.is_empty() { p { "Put files into the dossier’s folder and open it again: the office reads what is new." } }
        @else {
            div.scroll role="region" aria-label="Documents" tabindex="0" {
                table.wide role="table" {
                    caption { "Documents" }
                    thead role="rowgroup" {
                        tr role="row" {
                            th scope="col" role="columnheader" { "Title" } th scope="col" role="columnheader" { "Date" } th scope="col" role="columnheader" { "Kind" }
                            th scope="col" role="columnheader" { "Handling" } th scope="col" role="columnheader" { "Meeting" } th scope="col" role="columnheader" { "Statements" }
                        }
                    }
                    tbody role="rowgroup" { @for document in &documents { (row(document, &names, counts.get(&document.hash))) } }
                }
            }
        }
    };
    Ok(Page::new(Here::Documents, "Documents", body).framed(&desk))
}

fn at(status: Status) -> usize {
    match status {
        Status::Proposed => 0,
        Status::Confirmed => 1,
        Status::Rejected => 2,
    }
}

fn row(document: &Document, names: &Names, counts: Option<&Counts>) -> Markup {
    let [proposed, confirmed, _] = counts.copied().unwrap_or_default();
    html! {
        tr role="row" {
            th scope="row" role="rowheader" { a href={ "/document/" (document.hash) } { (document.title) } span.path { (document.path) } }
            td role="cell" { (show::day_or(document.date, "undated")) }
            td role="cell" { (document.kind.as_str()) }
            td role="cell" { (show::handling(&document.handling)) }
            td role="cell" { @match names.meeting_link(document.meeting.as_ref()) { Some(link) => (link), None => span.quiet { "none" } } }
            td role="cell" {
                @if proposed + confirmed == 0 { span.quiet { "none" } }
                @if proposed > 0 { (proposed) " proposed" }
                @if proposed > 0 && confirmed > 0 { ", " }
                @if confirmed > 0 { (confirmed) " confirmed" }
            }
        }
    }
}

/// A document's bytes, to be saved and never shown: what they hold is not ours.
pub(crate) async fn original(
    State(desk): State<Desk>,
    Path(hash): Path<String>,
) -> Result<Response, Trouble> {
    let hash: DocumentHash = id(&hash)?;
    let document = desk.office().store().document(desk.viewer(), &hash).await?;
    let missing = Trouble::Missing("The record holds no such document that you may see.");
    let document = document.ok_or(missing)?;
    let view = desk.office().document_view(desk.viewer(), &hash).await?;
    if view.is_held {
        return Err(Trouble::Missing(
            "Parts of this document are marked above what you may see, so it can’t be saved whole.",
        ));
    }
    let bytes = desk.office().original(desk.viewer(), &document).await?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file_name(&document.path)),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The last part of a path as a name that no system stumbles over.
fn file_name(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            c
        } else {
            '_'
        }
    };
    let name: String = last.chars().map(plain).take(120).collect();
    let name = name.trim_start_matches('.');
    if name.is_empty() {
        "document".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_are_harmless() {
        assert_eq!(file_name("notes/2009-11-14 visit.txt"), "2009-11-14_visit.txt");
        assert_eq!(
            file_name("a\"; filename=\"x.exe\r\nSet-Cookie: a"),
            "a___filename__x.exe__Set-Cookie__a"
        );
        assert_eq!(file_name("../../.."), "document");
        assert_eq!(file_name("..\\..\\.profile"), "profile");
        assert_eq!(file_name("Грамота.txt"), "_______.txt");
    }
}
