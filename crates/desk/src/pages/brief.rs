//! The paper before a meeting, to be read and printed.

use super::meetings::meeting_in;
use super::{Asked, day_of};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use office::analysis::{Brief, Line, Source};
use office::paper::Sheet;
use std::collections::HashMap;

pub(crate) async fn show(
    State(desk): State<Desk>,
    Path(meeting): Path<String>,
    asked: Asked,
) -> Result<Markup, Trouble> {
    let names = Names::of(&desk).await?;
    let meeting = meeting_in(&names, &meeting)?;
    let day = day_of(&desk, &asked).await?;
    let brief = desk.office().brief(desk.viewer(), &meeting, day).await?;
    let page = Page::new(
        Here::Meetings,
        format!("Brief: {}", brief.title),
        paper(&brief, &format!("/meeting/{}/brief.pdf?day={day}", meeting.id)),
    );
    Ok(page
        .below(meeting.title.clone(), format!("/meeting/{}", meeting.id))
        .framed(&desk))
}

/// The brief as a file for A4 or Letter, to be saved.
pub(crate) async fn pdf(
    State(desk): State<Desk>,
    Path(meeting): Path<String>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let meeting = meeting_in(&Names::of(&desk).await?, &meeting)?;
    let day = day_of(&desk, &asked).await?;
    let sheet = match asked.get("paper").map(String::as_str) {
        None | Some("a4") => Sheet::A4,
        Some("letter") => Sheet::Letter,
        Some(_) => return Err(Trouble::Wrong("The paper is a4 or letter.".to_owned())),
    };
    let made = desk
        .office()
        .brief_pdf(desk.viewer(), &meeting, day, sheet)
        .await?;
    let name = format!("attachment; filename=\"brief-{}.pdf\"", meeting.id);
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, made.bytes).into_response())
}

fn paper(brief: &Brief, pdf: &str) -> Markup {
    let sources: HashMap<usize, &Source> = brief
        .sources
        .iter()
        .map(|source| (source.number, source))
        .collect();
    let unsure = brief.sources.iter().filter(|source| !source.confirmed).count();
    html! {
        article.brief {
            h1 { "Brief: " (brief.title) }
            p.quiet { (brief.when) ". As of " (show::day(brief.as_of)) ". " (show::tlp(brief.marking)) " for ourselves, not to be handed on." }
            p.quiet.noprint {
                "Each number leads to the words it rests on. Printed, this is two pages; to save: "
                a href=(pdf) { "PDF on A4" } ", " a href={ (pdf) "&paper=letter" } { "PDF on Letter" } "."
                @if unsure > 0 { " A question mark means that nobody has confirmed it yet: " (unsure) " of " (brief.sources.len()) " sources." }
            }
            @for part in brief.parts() {
                @if part.level == 2 { h2 { (part.heading) } } @else { h3 { (part.heading) } }
                @if part.level == 3 && part.lines.is_empty() { p.quiet { (office::analysis::NOTHING) } }
                @else if !part.lines.is_empty() { (lines(&part.lines, &sources)) }
            }
            @if !brief.sources.is_empty() {
                h2 { "Sources" }
                ol.sources {
                    @for source in &brief.sources {
                        li value=(source.number) { a href=(address(source)) { (source.what) } @if !source.confirmed { ", not confirmed" } }
                    }
                }
            }
        }
    }
}

fn lines(found: &[Line], sources: &HashMap<usize, &Source>) -> Markup {
    html! {
        ul {
            @for line in found {
                li {
                    (show::capital(&line.text))
                    @for source in line.sources.iter().filter_map(|number| sources.get(number)) {
                        " "
                        a.cite href=(address(source)) aria-label={ "Source " (source.number) @if !source.confirmed { ", not confirmed" } } {
                            "[" (source.number) @if !source.confirmed { "?" } "]"
                        }
                    }
                    @if let Some(why) = &line.why { " " em { "— " (why) } }
                }
            }
        }
    }
}

/// Where the words of a source stand.
fn address(source: &Source) -> String {
    match source.statement {
        Some(statement) => format!("/statement/{statement}"),
        None => format!("/document/{}", source.document),
    }
}
