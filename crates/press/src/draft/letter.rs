//! The letter to friends.

use super::quote::most_telling;
use super::{ON_SOURCES, by_topic, heading, markdown, paragraphs, section, title};
use crate::prose::{holds, line, squash};
use crate::{Imprint, TopicLine};
use domain::disclosure::{Cleared, Quotation};
use domain::{EditionKind, Manuscript, Marking};
use jiff::civil::Date;
use std::collections::HashSet;

/// How many statements a letter tells.
const MOST: usize = 12;

/// A letter to friends about a meeting, from what may be told of it: the most telling twelve statements, by topic.
///
/// `date` is the letter's day; `about` what the meeting is called ("Second visit to Pyongyang"); `place` where it
/// was, if that is to be told.
pub fn draft_letter(
    imprint: &Imprint,
    topics: &[TopicLine],
    told: &[Cleared<Quotation>],
    date: Date,
    about: &str,
    place: Option<&str>,
) -> Manuscript {
    let groups = by_topic(topics, most_telling(told, &HashSet::new(), MOST));
    let section = section(
        groups
            .iter()
            .flat_map(|(topic, told)| topic.iter().copied().cycle().take(told.len())),
    );
    let mut blocks = vec!["Dear Friend,".to_owned(), opening(about, place)];
    if groups.is_empty() {
        blocks
            .push("Nothing that was said may be published yet. We write as soon as that changes.".to_owned());
    } else {
        blocks.push(format!(
            "What was said, as far as it may be told, stands below. {ON_SOURCES}"
        ));
    }
    let only_others = groups.iter().all(|(topic, _)| topic.is_none());
    for (topic, told) in groups {
        if !only_others {
            blocks.push(heading(2, topic));
        }
        blocks.extend(paragraphs(told));
    }
    if !only_others {
        blocks.push("## In closing".to_owned());
    }
    blocks.push(
        "None of this is a breakthrough, and we claim none. A line that stays open is worth having before the day \
         on which somebody needs it. We shall go on listening, and you will hear from us."
            .to_owned(),
    );
    blocks.push(signature(imprint));
    Manuscript {
        kind: EditionKind::Letter,
        title: title(about, "A letter to friends"),
        date,
        audience: Marking::Clear,
        section,
        markdown: markdown(&blocks),
    }
}

fn opening(about: &str, place: Option<&str>) -> String {
    let about = squash(about);
    let mut sentence = match occasion(&about) {
        Some(occasion) => format!("I write to you after {}", line(&occasion)),
        None if about.is_empty() => "I write to you after a conversation of these weeks".to_owned(),
        None => format!("I write to you about this: *{}*", line(&about)),
    };
    let place = place
        .map(squash)
        .filter(|place| !place.is_empty() && !holds(&about, place));
    if let Some(place) = place {
        let preposed = place
            .split_once(' ')
            .is_some_and(|(first, _)| ["in", "at", "by", "on", "near", "via"].contains(&first));
        sentence.push_str(if preposed { ", " } else { ", in " });
        sentence.push_str(&line(&place));
    }
    format!(
        "{sentence}. We go where we are received in order to listen, to put on record what matters to us, and to \
         keep a line open that is of use whatever becomes of the larger questions. Beforehand and afterwards we \
         consult, so that what we do adds to the efforts of others and does not cut across them."
    )
}

/// "our second visit to Pyongyang" for "Second visit to Pyongyang"; `None` where the first word may be a name.
fn occasion(about: &str) -> Option<String> {
    const ARTICLES: &[&str] = &["The", "A", "An"];
    const COMMON: &[&str] = &[
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "Eighth",
        "Ninth",
        "Tenth",
        "Last",
        "Latest",
        "Recent",
        "Visit",
        "Meeting",
        "Meetings",
        "Call",
        "Consultation",
        "Consultations",
        "Exchange",
        "Talks",
        "Talk",
        "Conversation",
        "Conversations",
        "Stop",
        "Mission",
        "Journey",
        "Trip",
        "Round",
        "Delegation",
        "Dinner",
        "Lunch",
        "Coffee",
        "Seminar",
        "Workshop",
    ];
    let (first, rest) = about.split_once(' ')?;
    let lower = first.to_lowercase();
    if ARTICLES.contains(&first) {
        Some(format!("{lower} {rest}"))
    } else if COMMON.contains(&first) {
        Some(format!("our {lower} {rest}"))
    } else {
        None
    }
}

fn signature(imprint: &Imprint) -> String {
    let signed = imprint
        .letter_from
        .iter()
        .map(String::as_str)
        .chain([imprint.name.as_str()]);
    let lines: Vec<String> = signed.map(line).filter(|name| !name.is_empty()).collect();
    std::iter::once("With kind regards,".to_owned())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\\\n")
}
