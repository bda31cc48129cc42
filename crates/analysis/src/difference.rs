//! What is different between two boards.

use crate::layout::width;
use crate::picture::{Frame, Plan, clean, divided, entry, framed, mark, n, ring, ruled, stances, unheard};
use crate::table::{Table, signs};
use crate::{Board, Front, Position, dates};
use domain::{PartyId, StatementId, TopicId};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const INK: &str = "#1f2429";
const QUIET: &str = "#5c636b";
/// From which difference of firmness a position that leans as before is firmer, or less firm.
const FIRMER: u8 = 20;

/// What became of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Nothing was heard before.
    Heard,
    /// It went towards yes.
    TowardsYes,
    /// It went towards no.
    TowardsNo,
    /// It stands as before, and somebody ruled so since.
    Ruled,
    /// It leans as before, and hangs on a condition now.
    Tied,
    /// It leans as before, and hangs on no condition any more.
    Untied,
    /// It leans as before, and those who speak for it no longer lean alike.
    Parted,
    /// It leans as before, by 20 of 100 more firmly or more.
    Firmer,
    /// It leans as before, by 20 of 100 less firmly or more.
    LessFirm,
    /// It is as before.
    Steady,
    /// Nothing holds it any more: a ruling that was taken back.
    Gone,
}

impl How {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Heard => "new",
            Self::TowardsYes => "towards yes",
            Self::TowardsNo => "towards no",
            Self::Ruled => "as before, and ruled so",
            Self::Tied => "now on a condition",
            Self::Untied => "no longer on a condition",
            Self::Parted => "now divided",
            Self::Firmer => "firmer",
            Self::LessFirm => "less firm",
            Self::Steady => "as before",
            Self::Gone => "no longer held",
        }
    }

    fn of(before: Option<&Position>, after: Option<&Position>) -> Self {
        let (Some(before), Some(after)) = (before, after) else {
            return if after.is_some() { Self::Heard } else { Self::Gone };
        };
        match after.stance.cmp(&before.stance) {
            std::cmp::Ordering::Greater => return Self::TowardsYes,
            std::cmp::Ordering::Less => return Self::TowardsNo,
            std::cmp::Ordering::Equal => {}
        }
        let entry = |position: &Position| position.ruled.as_ref().map(|ruled| ruled.entry);
        if after.ruled.is_some() && entry(before) != entry(after) {
            return Self::Ruled;
        }
        match (before.conditional, after.conditional) {
            (false, true) => return Self::Tied,
            (true, false) => return Self::Untied,
            _ => {}
        }
        if after.front == Front::Divided && before.front != Front::Divided {
            Self::Parted
        } else if after.firmness >= before.firmness.saturating_add(FIRMER) {
            Self::Firmer
        } else if before.firmness >= after.firmness.saturating_add(FIRMER) {
            Self::LessFirm
        } else {
            Self::Steady
        }
    }
}

/// A position before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// On what.
    pub topic: TopicId,
    /// Whose.
    pub party: PartyId,
    /// What became of it.
    pub how: How,
    /// As it was.
    pub before: Option<Position>,
    /// As it is.
    pub after: Option<Position>,
    /// The statements that it rests on now and did not then, newest first.
    pub new: Vec<StatementId>,
}

/// What is different between the boards of two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The earlier day.
    pub from: Date,
    /// The later day.
    pub to: Date,
    /// The rows: a topic and its name.
    pub topics: Vec<(TopicId, String)>,
    /// The columns: a party and its name.
    pub parties: Vec<(PartyId, String)>,
    /// Every position that either board has, by topic, then by party; also those that are as before.
    pub changes: Vec<Change>,
    #[serde(skip)]
    places: BTreeMap<(TopicId, PartyId), usize>,
}

impl Difference {
    pub(crate) fn between(earlier: &Board, later: &Board) -> Self {
        let mut found = Self {
            from: earlier.day,
            to: later.day,
            topics: joined(&later.topics, &earlier.topics),
            parties: joined(&later.parties, &earlier.parties),
            changes: Vec::new(),
            places: BTreeMap::new(),
        };
        for (topic, _) in &found.topics {
            for (party, _) in &found.parties {
                let (before, after) = (earlier.cell(topic, party), later.cell(topic, party));
                if before.is_none() && after.is_none() {
                    continue;
                }
                let known: BTreeSet<StatementId> =
                    before.iter().flat_map(|p| &p.statements).copied().collect();
                let now = after.iter().flat_map(|p| &p.statements).copied();
                let place = found.changes.len();
                found.places.insert((topic.clone(), party.clone()), place);
                found.changes.push(Change {
                    topic: topic.clone(),
                    party: party.clone(),
                    how: How::of(before, after),
                    before: before.cloned(),
                    after: after.cloned(),
                    new: now.filter(|id| !known.contains(id)).collect(),
                });
            }
        }
        found
    }

    /// What became of this party's position on this topic, if it has or had one.
    pub fn cell(&self, topic: &TopicId, party: &PartyId) -> Option<&Change> {
        self.changes
            .get(*self.places.get(&(topic.clone(), party.clone()))?)
    }

    /// How many positions are not as before.
    pub fn moved(&self) -> usize {
        self.changes
            .iter()
            .filter(|change| change.how != How::Steady)
            .count()
    }

    /// The difference for a terminal of this many columns (40 at least), with a legend: what moved as `−→+`, what is
    /// as before as a dot.
    pub fn table(&self, columns: usize) -> String {
        let table = Table {
            heading: format!(
                "What changed from {} to {}",
                dates::long(self.from),
                dates::long(self.to)
            ),
            topics: &self.topics,
            parties: &self.parties,
            legend: "−→+ from leaning to no to leaning to yes   ·→+ not heard before   +→+? now on a condition   \
                     (+) as before   ++ supports   −− opposes   0 between   * overruled by a person   \
                     ≠ not all lean alike   ▲ firmer   ▼ less firm",
        };
        table.lay_out(columns, |topic, party| told_short(self.cell(topic, party)))
    }

    /// The difference as a picture: an SVG document of its own. On the left of each cell is what was, small; on the right
    /// what is; what is as before stands alone and pale. `link` gives the address behind a cell.
    pub fn svg(&self, link: impl Fn(&Position) -> Option<String>) -> String {
        let plan = Plan::of(&self.parties, self.topics.len());
        let days = format!("{} to {}", dates::long(self.from), dates::long(self.to));
        let frame = Frame {
            heading: "What changed",
            below: format!("{days} · {} of {} positions", self.moved(), self.changes.len()),
            title: format!("What changed from {days}"),
            description: self.description(),
        };
        let cells = |row: usize| {
            let topic = &self.topics[row].0;
            html! {
                @for (column, (party, _)) in self.parties.iter().enumerate() {
                    @match self.cell(topic, party) {
                        Some(change) => (self.draw(change, plan.x(column), plan.y(row), &link)),
                        None => (unheard(plan.x(column), plan.y(row))),
                    }
                }
            }
        };
        framed(
            &frame,
            &plan,
            &self.parties,
            &self.topics,
            &cells,
            &legend(plan.foot()),
        )
    }

    /// The difference as JSON: `from`, `to`, `topics` and `parties` as pairs of id and name, `changes`.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    fn draw(&self, change: &Change, x: f64, y: f64, link: &impl Fn(&Position) -> Option<String>) -> Markup {
        let drawn = html! {
            g {
                title { (clean(&self.told(change))) }
                rect x=(n(x - 24.0)) y=(n(y - 24.0)) width="48" height="48" fill="#fff" fill-opacity="0" {}
                @match (&change.before, &change.after) {
                    (_, Some(after)) if change.how == How::Steady => {
                        g opacity="0.35" { (mark(after.stance, x, y, 8.0)) @if after.conditional { (ring(x, y, 8.0)) } }
                    },
                    (before, after) => {
                        (small(before.as_ref(), x - 19.0, y))
                        (arrow(x - 8.5, y))
                        (large(after.as_ref(), change.how, x + 14.0, y))
                    },
                }
            }
        };
        match change.after.as_ref().or(change.before.as_ref()).and_then(link) {
            Some(address) => html! { a href=(clean(&address)) { (drawn) } },
            None => drawn,
        }
    }

    /// "North Korea on Arms sales: from opposes to leans to yes, on a condition; towards yes; 3 new statements".
    fn told(&self, change: &Change) -> String {
        fn name<'n, Id: PartialEq>(list: &'n [(Id, String)], id: &Id) -> &'n str {
            list.iter()
                .find(|(known, _)| known == id)
                .map_or("", |(_, name)| name.as_str())
        }
        let stance = |position: &Option<Position>| {
            position.as_ref().map_or("not heard".to_owned(), |p| {
                let tied = if p.conditional { ", on a condition" } else { "" };
                let ruled = p
                    .ruled
                    .as_ref()
                    .map_or(String::new(), |r| format!(", as ruled: {}", r.reason));
                format!("{}{tied}{ruled}", p.stance.words())
            })
        };
        let new = change.new.len();
        format!(
            "{} on {}: from {} to {}; {}; {new} new statement{}",
            name(&self.parties, &change.party),
            name(&self.topics, &change.topic),
            stance(&change.before),
            stance(&change.after),
            change.how.words(),
            if new == 1 { "" } else { "s" }
        )
    }

    fn description(&self) -> String {
        let moved = self.changes.iter().filter(|change| change.how != How::Steady);
        let told: Vec<String> = moved.take(400).map(|change| self.told(change)).collect();
        if told.is_empty() {
            "Nothing changed.".to_owned()
        } else {
            format!("{}.", told.join(". "))
        }
    }
}

/// What is in `first`, then what is only in `second`.
fn joined<Id: Clone + PartialEq>(first: &[(Id, String)], second: &[(Id, String)]) -> Vec<(Id, String)> {
    let only = second
        .iter()
        .filter(|(id, _)| first.iter().all(|(known, _)| known != id));
    first.iter().chain(only).cloned().collect()
}

fn told_short(change: Option<&Change>) -> String {
    let Some(change) = change else {
        return "·".to_owned();
    };
    let short = |position: &Option<Position>| {
        position
            .as_ref()
            .map_or("·".to_owned(), |p| format!("{}{}", p.stance.symbol(), signs(p)))
    };
    let (before, after) = (short(&change.before), short(&change.after));
    let told = match change.how {
        How::Steady => format!("({after})"),
        How::Firmer => format!("{after} ▲"),
        How::LessFirm => format!("{after} ▼"),
        _ => format!("{before}→{after}"),
    };
    // The narrowest column holds six.
    if width(&told) <= 6 {
        return told;
    }
    let bare = |position: &Option<Position>| position.as_ref().map_or("·", |p| p.stance.symbol());
    let tail = if change.after.as_ref().is_some_and(|p| p.conditional) {
        "?"
    } else {
        ""
    };
    match change.how {
        How::Steady | How::Firmer | How::LessFirm => after,
        _ => format!("{}→{}{tail}", bare(&change.before), bare(&change.after)),
    }
}

fn small(position: Option<&Position>, x: f64, y: f64) -> Markup {
    match position {
        Some(p) => {
            html! { g opacity="0.6" { (mark(p.stance, x, y, 6.0)) @if p.conditional { (ring(x, y, 5.0)) } } }
        }
        None => {
            html! { circle cx=(n(x)) cy=(n(y)) r="4.5" fill="none" stroke=(QUIET) stroke-dasharray="1.6 2" {} }
        }
    }
}

fn large(position: Option<&Position>, how: How, x: f64, y: f64) -> Markup {
    let radius = match how {
        How::Firmer => 11.5,
        How::LessFirm => 6.5,
        _ => 9.5,
    };
    match position {
        Some(p) => html! {
            (mark(p.stance, x, y, radius))
            @if p.conditional { (ring(x, y, radius)) }
            @if p.ruled.is_some() { (ruled(x + 14.0, y - 16.0)) }
            @if p.front == Front::Divided { (divided(x + 13.0, y + 17.0)) }
        },
        None => {
            html! { circle cx=(n(x)) cy=(n(y)) r="7" fill="none" stroke=(QUIET) stroke-dasharray="1.6 2" {} }
        }
    }
}

/// From what was to what is.
fn arrow(x: f64, y: f64) -> Markup {
    html! {
        path d=(format!("M{} {y}H{}M{} {}L{} {y}L{} {}", n(x - 2.5), n(x + 5.0), n(x + 2.0), n(y - 3.0), n(x + 5.0), n(x + 2.0),
            n(y + 3.0), y = n(y))) fill="none" stroke=(INK) stroke-width="1.5" stroke-linecap="round"
            stroke-linejoin="round" {}
    }
}

fn legend(foot: f64) -> Markup {
    let (first, second, third) = (foot + 42.0, foot + 74.0, foot + 104.0);
    html! {
        g font-size="12" fill=(QUIET) {
            (stances(first))
            (mark(crate::Stance::LEANS_YES, entry(0), second, 7.5)) (ring(entry(0), second, 7.5))
            text x=(n(entry(0) + 21.0)) y=(n(second + 4.0)) { "on a condition" }
            g opacity="0.6" { (mark(crate::Stance::LEANS_NO, entry(1) - 8.0, second, 6.0)) }
            (arrow(entry(1) + 2.0, second)) (mark(crate::Stance::SUPPORTS, entry(1) + 20.0, second, 8.5))
            text x=(n(entry(1) + 37.0)) y=(n(second + 4.0)) { "before, after" }
            (small(None, entry(2), second))
            text x=(n(entry(2) + 21.0)) y=(n(second + 4.0)) { "not heard then" }
            g opacity="0.35" { (mark(crate::Stance::LEANS_YES, entry(3), second, 8.0)) }
            text x=(n(entry(3) + 21.0)) y=(n(second + 4.0)) { "as before" }
            (unheard(entry(4), second))
            text x=(n(entry(4) + 21.0)) y=(n(second + 4.0)) { "never heard" }
            (ruled(entry(0), third))
            text x=(n(entry(0) + 21.0)) y=(n(third + 4.0)) { "overruled by a person" }
            (divided(entry(1) + 10.0, third))
            text x=(n(entry(1) + 31.0)) y=(n(third + 4.0)) { "not all who speak for it lean alike" }
        }
    }
}
