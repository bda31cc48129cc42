//! The weekly of a region: the stories, in their own words, with the way to them.

use super::{issues, markdown};
use crate::prose::{
    LONGEST_QUOTE, as_markdown, day, day_in, line, quotable, says_something, squash, trimmed, zone,
};
use crate::render::outward;
use crate::{Imprint, TopicLine};
use domain::disclosure::{Cleared, Excerpt, Story};
use domain::{Article, EditionKind, Manuscript, Marking};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::cmp::Reverse;

/// How many stories a weekly tells.
const STORIES: usize = 10;
/// How many sentences of one story.
const SENTENCES: usize = 4;
/// How many further articles a story leads to.
const FURTHER: usize = 6;

/// The weekly of a region: up to ten stories, those with the most articles and topics of ours first; of each, the
/// chosen sentences with a link to where they were published.
///
/// Days are those of the imprint's zone.
pub fn draft_roundup(
    imprint: &Imprint,
    region: &str,
    section: &str,
    topics: &[TopicLine],
    stories: &[Cleared<Story>],
    week_ending: Date,
) -> Manuscript {
    let zone = zone(&imprint.zone);
    let mut chosen: Vec<&Story> = stories
        .iter()
        .map(|story| &**story)
        .filter(|story| !story.articles.is_empty())
        .collect();
    chosen.sort_by_key(|story| Reverse((story.articles.len(), story.topics().len())));
    chosen.truncate(STORIES);
    let region = squash(region);
    let mut blocks = vec![opening(&region, &chosen, week_ending)];
    for story in chosen {
        blocks.extend(told(story, topics, &zone));
    }
    Manuscript {
        kind: EditionKind::WeeklyRoundup,
        title: super::title(
            &format!("{region}: the week to {}", day(week_ending)),
            "Weekly Roundup",
        ),
        date: week_ending,
        audience: Marking::Clear,
        section: issues(section),
        markdown: markdown(&blocks),
    }
}

fn opening(region: &str, stories: &[&Story], week_ending: Date) -> String {
    let articles: usize = stories.iter().map(|story| story.articles.len()).sum();
    let week = format!("{} in the week to {}", line(region), day(week_ending));
    let count = |number: usize, one: &str, many: &str| match number {
        1 => format!("one {one}"),
        _ => format!("{number} {many}"),
    };
    if stories.is_empty() {
        return format!("{week}: nothing that we follow was reported.");
    }
    format!(
        "{week}: {} from {}. The sentences in quotation marks are those of the articles that they lead to.",
        count(stories.len(), "story", "stories"),
        count(articles, "article", "articles")
    )
}

fn told(story: &Story, topics: &[TopicLine], zone: &TimeZone) -> Vec<String> {
    let headline = Some(line(&story.title))
        .filter(|title| says_something(title))
        .unwrap_or_else(|| "A story without a headline".to_owned());
    let mut blocks = vec![format!("## {headline}")];
    blocks.extend(touched(story, topics));
    let mut quoted: Vec<usize> = Vec::new();
    for excerpt in story
        .excerpts
        .iter()
        .filter(|excerpt| excerpt.article < story.articles.len())
    {
        if !quoted.contains(&excerpt.article) && quoted.len() < SENTENCES {
            quoted.push(excerpt.article);
        }
    }
    let mut left = SENTENCES;
    quoted.retain(|&at| {
        let paragraph = story.articles.get(at).and_then(|article| {
            let of_it = story.excerpts.iter().filter(|excerpt| excerpt.article == at);
            quotation(article, of_it, &mut left, zone)
        });
        let stands = paragraph.is_some();
        blocks.extend(paragraph);
        stands
    });
    let further: Vec<String> = story
        .articles
        .iter()
        .enumerate()
        .filter(|(at, _)| !quoted.contains(at))
        .take(FURTHER)
        .map(|(_, article)| named(article, zone))
        .collect();
    if !further.is_empty() {
        let word = if quoted.is_empty() { "Reported by" } else { "Also" };
        blocks.push(format!("{word}: {}.", further.join("; ")));
    }
    blocks
}

/// The topics of ours that it touches.
fn touched(story: &Story, topics: &[TopicLine]) -> Option<String> {
    let ids = story.topics();
    let names: Vec<String> = topics
        .iter()
        .filter(|topic| ids.contains(&topic.id))
        .map(|topic| line(&topic.name))
        .collect();
    (!names.is_empty()).then(|| format!("*On: {}*", names.join("; ")))
}

/// Sentences of one article, and where they stand.
fn quotation<'e>(
    article: &Article,
    excerpts: impl Iterator<Item = &'e Excerpt>,
    left: &mut usize,
    zone: &TimeZone,
) -> Option<String> {
    // Without a link the words would stand in quotation marks without a source.
    article.url.as_deref().and_then(outward)?;
    let sentences: Vec<String> = excerpts
        .map(|excerpt| trimmed(&quotable(&excerpt.words), LONGEST_QUOTE))
        .filter(|words| says_something(words))
        .take(*left)
        .map(|words| format!("“{}”", as_markdown(&words)))
        .collect();
    *left -= sentences.len();
    (!sentences.is_empty()).then(|| format!("{} — {}", sentences.join(" "), named(article, zone)))
}

/// "[Headline](address), Outlet, 9 December 2009", as far as it is known.
fn named(article: &Article, zone: &TimeZone) -> String {
    let outlet = line(&article.publisher);
    let title = line(&trimmed(&squash(&article.title), 120));
    let shown = if says_something(&title) {
        title
    } else {
        "without a headline".to_owned()
    };
    let linked = match article.url.as_deref().and_then(outward) {
        Some(url) => format!("[{shown}]({url})"),
        None => shown,
    };
    let published = article.published.map(|at| day(day_in(at, zone)));
    [
        Some(linked),
        Some(outlet).filter(|outlet| !outlet.is_empty()),
        published,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}
