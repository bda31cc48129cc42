//! The monthly: what moved, and what else was said.

use super::quote::{Told, most_telling, on_day, tell};
use super::{ON_SOURCES, UNNAMED, by_topic, heading, markdown, paragraphs, section};
use crate::prose::{line, month as month_name};
use crate::{Imprint, Moved, TopicLine};
use domain::disclosure::{Cleared, Quotation};
use domain::{EditionKind, Manuscript, Marking, TopicId};
use jiff::civil::Date;
use std::collections::HashSet;

/// How many moves, and how many other statements, a monthly tells.
const MOST: usize = 12;

/// A pair that may be told as one: the same party, on the record, or the same agreed description.
struct Pair<'q> {
    party: Option<&'q str>,
    topic: &'q TopicId,
    from: Told<'q>,
    to: Told<'q>,
}

impl<'q> Pair<'q> {
    /// `None` where telling the two as a pair would tell more of a speaker than each of them does: that a party
    /// named for one of them also said the other.
    fn of(moved: &'q Moved) -> Option<Self> {
        let (from, to) = (tell(&moved.from)?, tell(&moved.to)?);
        let named = from.is_named() && to.is_named() && moved.from.party == moved.to.party;
        let described = !from.is_named()
            && !to.is_named()
            && moved.from.speaker == moved.to.speaker
            && moved.from.day.is_some()
            && moved.to.day.is_some();
        (named || described).then_some(Self {
            party: named.then_some(moved.party.as_str()),
            topic: &moved.topic,
            from,
            to,
        })
    }

    fn paragraphs(&self, at: usize) -> Vec<String> {
        let Some(party) = self.party else {
            return vec![
                UNNAMED.to_owned(),
                self.from.sentences(at, Some("Earlier")),
                self.to.sentences(at, Some("Now")),
            ];
        };
        let lead = |told: &Told<'_>, otherwise: &str| {
            on_day(told.quotation.day).unwrap_or_else(|| otherwise.to_owned())
        };
        let opening = if line(party).is_empty() {
            String::new()
        } else {
            format!("The position of {} has moved. ", line(party))
        };
        vec![format!(
            "{opening}{} {}",
            self.from.sentences(at, Some(&lead(&self.from, "Earlier"))),
            self.to.sentences(at, Some(&lead(&self.to, "Now")))
        )]
    }
}

/// The monthly of the month that `month` lies in, which is also its day: each move with both its statements, then
/// what else was said.
///
/// A move whose two statements may not be told of one party is told as its later statement alone.
pub fn draft_news_and_views(
    _imprint: &Imprint,
    topics: &[TopicLine],
    moved: &[Moved],
    told: &[Cleared<Quotation>],
    month: Date,
) -> Manuscript {
    let mut pairs: Vec<Pair<'_>> = moved.iter().filter_map(Pair::of).collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse((pair.to.weight(), pair.to.quotation.day)));
    pairs.truncate(MOST);
    let already: HashSet<_> = pairs
        .iter()
        .flat_map(|pair| [pair.from.quotation.statement, pair.to.quotation.statement])
        .collect();
    let later: Vec<Cleared<Quotation>> = moved
        .iter()
        .map(|moved| moved.to.clone())
        .chain(told.iter().cloned())
        .collect();
    let others = by_topic(topics, most_telling(&later, &already, MOST));

    let touched = pairs.iter().map(|pair| pair.topic);
    let section = section(
        touched
            .filter_map(|id| topics.iter().find(|topic| topic.id == *id))
            .chain(others.iter().filter_map(|(topic, _)| *topic)),
    );
    let name = month_name(month);
    let mut blocks = vec![opening(pairs.len(), others.is_empty(), &name)];
    if !pairs.is_empty() {
        blocks.push("## What moved".to_owned());
        blocks.extend(moves(topics, &pairs));
    }
    if !others.is_empty() {
        blocks.push("## Also said this month".to_owned());
        for (topic, told) in others {
            blocks.push(heading(3, topic));
            blocks.extend(paragraphs(told));
        }
    }
    Manuscript {
        kind: EditionKind::NewsAndViews,
        title: format!("News & Views, {name}"),
        date: month,
        audience: Marking::Clear,
        section,
        markdown: markdown(&blocks),
    }
}

fn opening(moves: usize, nothing_else: bool, month: &str) -> String {
    let moved = match moves {
        0 => format!("No position of which we may tell moved in {month}."),
        1 => format!("One position moved in {month} among those of which we may tell."),
        many => format!("{many} positions moved in {month} among those of which we may tell."),
    };
    if moves == 0 && nothing_else {
        moved
    } else {
        format!("{moved} {ON_SOURCES}")
    }
}

fn moves(topics: &[TopicLine], pairs: &[Pair<'_>]) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut left: Vec<&Pair<'_>> = pairs.iter().collect();
    let mut at = 0;
    while let Some(first) = left.first() {
        let id = first.topic;
        let (here, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|pair| pair.topic == id);
        left = rest;
        blocks.push(heading(3, topics.iter().find(|topic| topic.id == *id)));
        for pair in here {
            blocks.extend(pair.paragraphs(at));
            at += 1;
        }
    }
    blocks
}
