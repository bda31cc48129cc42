//! What we plan to say against what we were asked to respect.

use super::forms::{Fields, Sent};
use super::meetings::meeting_in;
use super::{Asked, day_of};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use office::analysis::guidance::{Finding, Planned, Verdict};
use office::planned_of;

/// The empty form; or, with a meeting, what its agenda plans to say.
pub(crate) async fn show(State(desk): State<Desk>, asked: Asked) -> Result<Markup, Trouble> {
    let day = day_of(&desk, &asked).await?;
    let Some(word) = asked.get("meeting").filter(|word| !word.is_empty()) else {
        return Ok(page(&desk, "", day, None));
    };
    let meeting = meeting_in(&Names::of(&desk).await?, word)?;
    let planned = desk.office().planned_for(desk.viewer(), &meeting).await?;
    let words: Vec<&str> = planned.iter().map(|p| p.words.as_str()).collect();
    let found = found(&desk, &planned, day).await?;
    Ok(page(&desk, &words.join("\n\n"), day, Some(found)))
}

/// What was written into the form. Nothing of it is kept.
pub(crate) async fn check(State(desk): State<Desk>, fields: Fields) -> Result<Markup, Trouble> {
    let sent = Sent::from(&desk, fields)?;
    let words = sent.one("words");
    let day = match sent.named("day")? {
        Some(day) => day,
        None => desk.office().as_of(desk.viewer()).await?,
    };
    let found = found(&desk, &planned_of("the text", words), day).await?;
    Ok(page(&desk, words, day, Some(found)))
}

async fn found(desk: &Desk, planned: &[Planned], day: Date) -> Result<Markup, Trouble> {
    let findings = desk.office().check_guidance(desk.viewer(), planned, day).await?;
    Ok(html! {
        p role="status" { (show::counted(planned.len(), "sentence", "sentences")) " against the guidance in force on " (show::day(day)) "." }
        (shown(&findings))
    })
}

fn page(desk: &Desk, words: &str, day: Date, found: Option<Markup>) -> Markup {
    let body = html! {
        h1 { "Guidance check" }
        p.lead { "What we plan to say against what we were asked to respect. Nothing of it is kept." }
        @if let Some(found) = found { h2 { "What was found" } (found) }
        form.noprint method="post" action="/check" {
            input type="hidden" name="token" value=(desk.token());
            div.field { label for="words" { "What we plan to say" } textarea id="words" name="words" rows="10" required { (words) } }
            div.field { label for="day" { "On which day" } input id="day" name="day" type="date" value=(day); }
            div.actions { button.yes type="submit" { "Check" } }
        }
    };
    Page::new(Here::Analysis, "Guidance check", body).framed(desk)
}

/// Findings, contradictions first, each with both texts.
pub(super) fn shown(findings: &[Finding]) -> Markup {
    html! {
        @if findings.is_empty() { p.quiet { "No guidance that you may see is in force on that day." } }
        ul.list { @for finding in findings { (line(finding)) } }
    }
}

fn line(finding: &Finding) -> Markup {
    let (class, word) = match finding.verdict {
        Verdict::Contradicts => ("no", "✕ Goes against it"),
        Verdict::Silent => ("between", "○ Silent where something was asked"),
        Verdict::Fine => ("yes", "✓ Fine"),
    };
    let asked = &finding.line;
    html! {
        li.finding {
            p { b.stance.(class) { (word) } ": " (finding.why) }
            dl.pairs {
                div { dt { (asked.from) ", " (show::day_or(asked.since, "undated")) } dd { a href={ "/document/" (asked.document) } { q { (show::clip(&asked.words, 300)) } } } }
                @if let Some(planned) = &finding.planned {
                    div { dt { (show::capital(&planned.place)) } dd { q { (show::clip(&planned.words, 300)) } } }
                }
            }
        }
    }
}
