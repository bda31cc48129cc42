//! The paper before a meeting, to be read and printed.

use super::meetings::meeting_in;
use super::{Asked, day_of};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(crate) async fn show(
    State(desk): State<Desk>,
    Path(meeting): Path<String>,
    asked: Asked,
) -> Result<Markup, Trouble> {
    let names = Names::of(&desk).await?;
    let meeting = meeting_in(&names, &meeting)?;
    let day = day_of(&desk, &asked).await?;
    let brief = desk.office().brief(desk.viewer(), &meeting, day).await?;
    let body = html! {
        p.noprint.next {
            "As of " (show::day(day)) ", for " (desk.viewer().name()) ", up to " (show::clearance(desk.viewer().clearance()))
            ". Print it from the browser: two pages."
        }
        article.brief { (PreEscaped(rendered(&brief.to_markdown()))) }
    };
    let page = Page::new(Here::Meetings, "Brief", body).below(meeting.title.clone(), format!("/meeting/{}", meeting.id));
    Ok(page.framed(&desk))
}

/// Markdown as HTML that can do no more than words can: HTML in it stays words, links lead within the desk.
fn rendered(markdown: &str) -> String {
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut dropped = 0usize;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Html(words) | Event::InlineHtml(words) => events.push(Event::Text(words)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { ref dest_url, .. }) if !is_inside(dest_url) => dropped += 1,
            Event::End(TagEnd::Link) if dropped > 0 => dropped -= 1,
            event => events.push(event),
        }
    }
    let events = with_levels_in_order(events);
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut out, events.into_iter());
    out
}

fn is_inside(address: &CowStr<'_>) -> bool {
    address.starts_with('#') || (address.starts_with('/') && !address.starts_with("//") && !address.contains('\\'))
}

/// One first heading, and none that skips a level.
fn with_levels_in_order(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut last = 0;
    let mut now = HeadingLevel::H1;
    events
        .into_iter()
        .map(|event| match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let wanted = level as usize;
                let fits = if last == 0 { 1 } else { wanted.clamp(2, last + 1) };
                last = fits;
                now = HeadingLevel::try_from(fits).unwrap_or(HeadingLevel::H6);
                Event::Start(Tag::Heading { level: now, id, classes, attrs })
            }
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(now)),
            event => event,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn words_stay_words() {
        let html = rendered(
            "# A\n\n<script>alert(1)</script>\n\nb <img src=x onerror=y> [c](javascript:alert(1)) [d](/statement/1) ![e](https://x.example/y.png)\n\n#### F\n",
        );
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("href=\"javascript"), "{html}");
        assert!(html.contains("<a href=\"/statement/1\">d</a>") && html.contains("<h2>F</h2>"), "{html}");
    }
}
