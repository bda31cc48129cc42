//! The stories of a week.

use super::{Asked, asked_day};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::State;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use office::NewsStory;
use office::domain::Article;

pub(crate) async fn show(State(desk): State<Desk>, asked: Asked) -> Result<Markup, Trouble> {
    let (office, viewer) = (desk.office(), desk.viewer());
    let last = match asked_day(&asked)? {
        Some(day) => day,
        None => office.week_ending(viewer, office.as_of(viewer).await?).await?,
    };
    let stories = office.stories(viewer, last).await?;
    let names = Names::of(&desk).await?;
    let zone = Zone::of(&desk);
    let (ours, others): (Vec<&NewsStory>, Vec<&NewsStory>) =
        stories.iter().partition(|story| story.touches_us());
    let articles: usize = stories.iter().map(|news| news.story.articles.len()).sum();
    let body = html! {
        div.head {
            h1 { "Stories" }
            p.as-of { "The week until " (show::day(last)) ": " (show::counted(stories.len(), "story", "stories")) " from " (show::counted(articles, "article", "articles")) "." }
            (weeks(last, office.today()))
        }
        @if stories.is_empty() { p { "No article of this week has come in. Feeds are named in office.toml and fetched by “rapport watch”." } }
        @if !ours.is_empty() {
            h2 { "What touches our parties and topics" }
            @for news in &ours { (story(news, &names, &zone)) }
        }
        @if !others.is_empty() {
            h2 { "The rest of the week" }
            @for news in &others { (story(news, &names, &zone)) }
        }
    };
    Ok(Page::new(Here::Stories, "Stories", body).framed(&desk))
}

fn weeks(last: Date, today: Date) -> Markup {
    let week = |day: Date| format!("/stories?day={day}");
    let (before, after) = (last.checked_sub(7.days()), last.checked_add(7.days()));
    html! {
        form.day action="/stories" method="get" {
            label for="day" { "The week until" }
            input id="day" name="day" type="date" value=(last) required;
            button type="submit" { "Show" }
            @if let Ok(day) = before { " " a href=(week(day)) { "Week before" } }
            @if let Ok(day) = after && last < today { " " a href=(week(day)) { "Week after" } }
        }
    }
}

fn story(news: &NewsStory, names: &Names, zone: &Zone) -> Markup {
    let story = &news.story;
    html! {
        article.story.touches[news.touches_us()] aria-labelledby={ "story-" (story.id) } {
            h3 id={ "story-" (story.id) } { (story.title) }
            @if news.touches_us() {
                ul.tags aria-label="Touches" {
                    @for party in &news.parties { li { (names.party_link(party)) } }
                    @for topic in &news.topics { li.topic { (names.topic(topic)) } }
                }
            }
            @for excerpt in &story.excerpts {
                blockquote {
                    p {
                        (excerpt.words)
                        @if let Some(article) = story.articles.get(excerpt.article) { " " span.meta { (article.publisher) } }
                    }
                }
            }
            ul.articles {
                @for article in &story.articles { (line(article, zone)) }
            }
        }
    }
}

fn line(article: &Article, zone: &Zone) -> Markup {
    let address = article
        .url
        .as_deref()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        li {
            @match address {
                Some(address) => a href=(address) rel="noreferrer noopener external" { (article.title) },
                None => (article.title),
            }
            p.meta { (article.publisher) " · " (zone.time(article.published)) }
        }
    }
}

/// The office's zone, whose time stands beside UTC.
struct Zone {
    zone: TimeZone,
    name: String,
}

impl Zone {
    fn of(desk: &Desk) -> Self {
        let named = &desk.office().config().office.zone;
        Self {
            zone: TimeZone::get(named).unwrap_or(TimeZone::UTC),
            name: named.rsplit('/').next().unwrap_or(named).replace('_', " "),
        }
    }

    fn time(&self, at: Option<Timestamp>) -> Markup {
        let Some(at) = at else {
            return html! { "no time given" };
        };
        let utc = at.to_zoned_datetime(TimeZone::UTC);
        let here = at.to_zoned_datetime(self.zone.clone());
        let day_here = if here.date() == utc.date() {
            String::new()
        } else {
            here.strftime("%-d %B, ").to_string()
        };
        html! {
            time datetime=(at) { (utc.strftime("%-d %B %Y, %H:%M")) " UTC" }
            @if self.name != "UTC" { " (" (day_here) (here.strftime("%H:%M")) " " (self.name) ")" }
        }
    }
}
