//! The parts of a brief beside its agenda: offers, measures, our own words, guidance.

use crate::agenda::is_own;
use crate::brief::{Caps, Line};
use crate::gather::Gatherer;
use crate::knots::{Knot, Knots};
use crate::position::days_between;
use crate::sources::Sources;
use crate::words::shortened;
use crate::{Offer, dates};
use domain::{Attribution, Guidance, GuidanceKind, Measure, Statement};
use jiff::civil::Date;

/// How many days after the meeting a measure may be due to be named.
const AHEAD: i32 = 200;

impl Gatherer<'_> {
    pub(crate) fn offers(&self, caps: Caps, sources: &mut Sources) -> Vec<Line> {
        let at_table = |o: &Offer| o.party.as_ref().is_some_and(|p| self.table.contains(&p));
        let theirs = |o: &&Offer| o.party.as_ref() != self.us;
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            self.offers.iter().filter(theirs).partition(|o| at_table(o));
        let chosen = here.into_iter().chain(elsewhere).take(caps.offers);
        let line = |offer: &Offer| {
            let times = match offer.count() {
                1 => String::new(),
                n => format!(" (said {n} times)"),
            };
            let party = offer
                .party
                .as_ref()
                .map(|p| self.party_name(p))
                .filter(|name| *name != offer.speaker);
            let who = party.map_or(offer.speaker.clone(), |party| {
                format!("{party}, {}", offer.speaker)
            });
            let text = format!(
                "{who}, {}: {} — {} {}{times}",
                dates::short_or_none(offer.day),
                shortened(&offer.action, caps.letters),
                offer.connective.to_lowercase(),
                shortened(&offer.condition, caps.letters)
            );
            Line {
                text,
                why: None,
                sources: sources.cite(self, offer.statement).into_iter().collect(),
            }
        };
        chosen.map(line).collect()
    }

    /// Knots in which somebody at the table takes part, and the smallest sets of first moves that undo each.
    pub(crate) fn knots(&self, knots: &Knots, caps: Caps, sources: &mut Sources) -> Vec<Line> {
        let here = |knot: &&Knot| knot.parties.iter().any(|party| self.table.contains(&party));
        let named = |at: &usize| {
            let action = knots.actions.get(*at)?;
            Some(format!(
                "{}: {}",
                action.who,
                shortened(&action.what, caps.letters / 2)
            ))
        };
        let mut line = |knot: &Knot| {
            let (first, second) = knot.waits.first()?;
            let others = knot.actions.len().saturating_sub(2);
            let more = if others == 0 {
                ", and that for it".to_owned()
            } else {
                format!(", in a ring with {others} more")
            };
            let undone = knot.first_moves.sets.first().map(|set| {
                let moves: Vec<String> = set.iter().filter_map(named).collect();
                if moves.is_empty() {
                    "nobody has to move first".to_owned()
                } else {
                    format!("undone by a first move: {}", moves.join("; "))
                }
            });
            let rests_on = [first, second].map(|at| knots.actions.get(*at));
            let rests_on = rests_on
                .into_iter()
                .flatten()
                .filter_map(|action| action.statements.first());
            Some(Line {
                text: format!("{} — waits for {}{more}", named(first)?, named(second)?),
                why: undone,
                sources: rests_on.filter_map(|id| sources.cite(self, *id)).collect(),
            })
        };
        knots
            .knots
            .iter()
            .filter(here)
            .filter_map(&mut line)
            .take(caps.knots)
            .collect()
    }

    pub(crate) fn owed(&self, ours: bool, caps: Caps) -> Vec<Line> {
        let mut open: Vec<&Measure> = self
            .record
            .measures
            .iter()
            .filter(|m| m.state.is_open() && (Some(&m.owner) == self.us) == ours)
            .filter(|m| m.since.is_none_or(|since| since <= self.today))
            .filter(|m| {
                m.due
                    .is_none_or(|due| days_between(self.meeting.from, due) <= AHEAD)
            })
            .collect();
        open.sort_by_key(|m| (m.due.is_none(), m.due, &m.id));
        let line = |m: &Measure| {
            let due = match m.due {
                Some(due) if due < self.today => format!("overdue since {}", dates::short(due)),
                Some(due) if due < self.meeting.from => {
                    format!("due {}, before the meeting", dates::short(due))
                }
                Some(due) => format!("due {}", dates::short(due)),
                None => "no date set".to_owned(),
            };
            let who = if ours {
                String::new()
            } else {
                format!("{}: ", self.party_name(&m.owner))
            };
            let text = format!(
                "{who}{} ({}, {due}; measure “{}”)",
                shortened(&m.what, 140),
                m.state.as_str(),
                m.id
            );
            Line::plain(text)
        };
        open.into_iter().take(caps.measures).map(line).collect()
    }

    /// What the agenda wants said, and what we said on the record before, newest first.
    pub(crate) fn on_record(&self, agenda: &[String], caps: Caps, sources: &mut Sources) -> Vec<Line> {
        let wanted = agenda.iter().filter(|text| is_own(text)).take(3);
        let mut lines: Vec<Line> = wanted
            .map(|text| Line::plain(format!("Agenda: {}", shortened(text, 220))))
            .collect();
        let mut ours: Vec<(Option<Date>, &Statement)> = self
            .standing
            .values()
            .filter(|(_, s)| s.party().is_some() && s.party() == self.us && !s.topics.is_empty())
            .filter(|(_, s)| s.handling.attribution == Attribution::OnTheRecord)
            .copied()
            .collect();
        ours.sort_by_key(|(day, s)| std::cmp::Reverse((*day, s.id)));
        for (day, statement) in ours.into_iter().take(caps.own) {
            lines.push(Line {
                text: format!(
                    "We said, {}: “{}”",
                    dates::short_or_none(day),
                    shortened(&statement.words, caps.letters)
                ),
                why: None,
                sources: sources.cite(self, statement.id).into_iter().collect(),
            });
        }
        lines
    }

    /// Guidance that holds on the day of the meeting or today, as far as it was known by today.
    pub(crate) fn in_force<'g>(&self, guidance: &'g [Guidance]) -> impl Iterator<Item = &'g Guidance> {
        let (today, day) = (self.today, self.meeting.from.max(self.today));
        guidance
            .iter()
            .filter(move |g| g.since.is_none_or(|since| since <= today))
            .filter(move |g| g.holds_on(day) || g.holds_on(today))
    }

    pub(crate) fn guidance(&self, guidance: &[Guidance], caps: Caps, sources: &mut Sources) -> Vec<Line> {
        let day = self.meeting.from.max(self.today);
        let mut found = Vec::new();
        for line in self.in_force(guidance).take(caps.guidance) {
            let kind = match line.kind {
                GuidanceKind::Avoid => "Avoid: ",
                GuidanceKind::Please => "Please: ",
                GuidanceKind::Mind => "",
            };
            let ends = match line.until {
                Some(until) if until < day => format!(" (until {}, before the meeting)", dates::short(until)),
                Some(until) => format!(" (until {})", dates::short(until)),
                None => String::new(),
            };
            found.push(Line {
                text: format!("{kind}{}{ends}", shortened(&line.words, 200)),
                why: None,
                sources: vec![sources.cite_guidance(line)],
            });
        }
        found
    }
}
