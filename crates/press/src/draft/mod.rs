//! Drafts: cleared statements and stories to an edition that people go on with.
//!
//! A draft made from cleared quotations clears: what may be told only without the speaker's name stands in a
//! paragraph of its own, in which the program adds nothing but the agreed description, and never right
//! below a heading, which could name the speaker's party.

mod letter;
mod monthly;
mod quote;
mod weekly;

pub use letter::draft_letter;
pub use monthly::draft_news_and_views;
pub use weekly::draft_roundup;

use crate::TopicLine;
use crate::prose::{line, squash};
use quote::{Told, on_day};
use std::collections::BTreeMap;

/// How many statements one paragraph tells.
const IN_A_PARAGRAPH: usize = 3;

/// What stands between a heading and words whose speaker may not be named. It must not hold a name, nor a word
/// that could stand for one ("they", "us", "our hosts").
const UNNAMED: &str = "The speakers are not named here.";

/// What every edition says of its sources.
const ON_SOURCES: &str = "Words in quotation marks are given to the letter, and each leads to its source. Where a \
     speaker is not named, that is what was agreed.";

/// The quotations by topic, in the order in which the topics first come up; those of no listed topic last.
fn by_topic<'t, 'q>(
    topics: &'t [TopicLine],
    told: Vec<Told<'q>>,
) -> Vec<(Option<&'t TopicLine>, Vec<Told<'q>>)> {
    let places: BTreeMap<_, _> = topics
        .iter()
        .enumerate()
        .map(|(at, topic)| (&topic.id, at))
        .collect();
    let mut groups: Vec<(Option<usize>, Vec<Told<'q>>)> = Vec::new();
    for told in told {
        let place = told
            .quotation
            .topics
            .iter()
            .find_map(|id| places.get(id))
            .copied();
        match groups.iter_mut().find(|(of, _)| *of == place) {
            Some((_, group)) => group.push(told),
            None => groups.push((place, vec![told])),
        }
    }
    groups.sort_by_key(|(place, _)| place.is_none());
    groups
        .into_iter()
        .map(|(place, group)| (place.and_then(|at| topics.get(at)), group))
        .collect()
}

/// A topic's heading at this level.
fn heading(level: usize, topic: Option<&TopicLine>) -> String {
    let name = topic.map_or("Other matters", |topic| {
        if topic.name.trim().is_empty() {
            topic.id.as_str()
        } else {
            &topic.name
        }
    });
    format!("{} {}", "#".repeat(level), line(name))
}

/// The paragraphs that tell these: the named first, some to a paragraph; then each unnamed one by itself.
fn paragraphs(mut told: Vec<Told<'_>>) -> Vec<String> {
    told.sort_by_key(|told| (!told.is_named(), told.quotation.day));
    let (named, unnamed): (Vec<_>, Vec<_>) = told.into_iter().partition(Told::is_named);
    let mut paragraphs = Vec::new();
    let mut last_day = None;
    for (at, some) in named.chunks(IN_A_PARAGRAPH).enumerate() {
        let sentences: Vec<String> = some
            .iter()
            .enumerate()
            .map(|(place, told)| {
                let lead = on_day(told.quotation.day.filter(|&day| last_day != Some(day)));
                last_day = told.quotation.day.or(last_day);
                told.sentences(at * IN_A_PARAGRAPH + place, lead.as_deref())
            })
            .collect();
        paragraphs.push(sentences.join(" "));
    }
    if paragraphs.is_empty() && !unnamed.is_empty() {
        paragraphs.push(UNNAMED.to_owned());
    }
    // No day here: a month can be somebody's name, and the source tells the day where it may be told.
    paragraphs.extend(
        unnamed
            .iter()
            .enumerate()
            .map(|(at, told)| told.sentences(at, None)),
    );
    paragraphs
}

/// The section that most of these topics stand in, below "Issues"; the earliest of equals.
fn section<'t>(topics: impl Iterator<Item = &'t TopicLine>) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for name in topics.filter_map(|topic| topic.section.as_deref()) {
        let name = section_name(name);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    let name = counts
        .into_iter()
        .find(|(_, count)| Some(*count) == most)
        .map(|(name, _)| name);
    issues(name.as_deref().unwrap_or_default())
}

/// "Issues", and this section below it when there is one.
fn issues(section: &str) -> Vec<String> {
    let name = section_name(section);
    std::iter::once("Issues".to_owned())
        .chain(Some(name).filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("issues")))
        .collect()
}

/// The marks that stand between sections in an edition's head can't stand in a section's name.
fn section_name(name: &str) -> String {
    squash(&name.replace(['›', '>', '/'], " "))
}

/// A title fit for an edition's head and for disclosure, which takes four words in quotation marks for a quotation
/// and `[@s:` for a citation. It is no Markdown: nothing can be escaped in it.
fn title(words: &str, otherwise: &str) -> String {
    let words = crate::prose::single_quotes(&squash(words)).replace("[@s:", "[s:");
    if words.is_empty() {
        otherwise.to_owned()
    } else {
        words
    }
}

fn markdown(blocks: &[String]) -> String {
    blocks.join("\n\n") + "\n"
}
