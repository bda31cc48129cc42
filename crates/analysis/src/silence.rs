//! What not to say at a table: what others told us in confidence, and what guidance forbids; never in its words.

use crate::brief::{Caps, Line};
use crate::dates;
use crate::gather::Gatherer;
use crate::sources::Sources;
use domain::{Attribution, Guidance, GuidanceKind, Marking, PartyId, Statement, StatementId, Topic, TopicId};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What one party told us in confidence on one topic.
pub(crate) struct Confidence {
    count: usize,
    newest: Option<Date>,
    statement: StatementId,
    marking: Marking,
    off_record: bool,
}

/// By topic and party.
pub(crate) type Confidences<'a> = BTreeMap<(&'a TopicId, Option<&'a PartyId>), Confidence>;

impl<'a> Gatherer<'a> {
    /// What not to say, what is on the agenda first, then the newest.
    pub(crate) fn not_to_say(
        &self,
        agenda: &[&'a Topic],
        (confidences, guidance): (&Confidences<'a>, &[Guidance]),
        caps: Caps,
        sources: &mut Sources,
    ) -> Vec<Line> {
        let mut lines = self.forbidden(guidance, sources);
        lines.truncate(caps.not_to_say.div_ceil(2));
        let rank = |topic: &TopicId| agenda.iter().position(|t| t.id == *topic).unwrap_or(usize::MAX);
        let mut ranked: Vec<_> = confidences.iter().collect();
        ranked.sort_by_key(|((topic, party), c)| {
            (
                rank(topic),
                std::cmp::Reverse((c.newest, c.count)),
                *topic,
                *party,
            )
        });
        let room = caps.not_to_say.saturating_sub(lines.len());
        let left = ranked.len().saturating_sub(room);
        for ((topic, party), told) in ranked.into_iter().take(room) {
            lines.push(self.kept(topic, *party, told, sources));
        }
        if left > 0 {
            lines.push(Line::plain(format!(
                "The same holds of {left} more that we were told in confidence, by party and topic"
            )));
        }
        lines
    }

    /// By topic and party, what we were told under a marking or off the record, and by whom it could be missed here:
    /// by a party that isn't at the table, or by one that isn't alone there.
    pub(crate) fn confidences(&self) -> Confidences<'a> {
        let mut found: BTreeMap<_, Confidence> = BTreeMap::new();
        for (day, statement) in self.standing.values() {
            let party = statement.party();
            let alone = self.table.len() == 1 && self.is_at_table(party);
            if !is_confidential(statement) || alone || (party.is_some() && party == self.us) {
                continue;
            }
            for topic in &statement.topics {
                let told = found.entry((topic, party)).or_insert(Confidence {
                    count: 0,
                    newest: *day,
                    statement: statement.id,
                    marking: statement.handling.marking,
                    off_record: false,
                });
                told.count += 1;
                told.marking = told.marking.max(statement.handling.marking);
                told.off_record |= statement.handling.attribution == Attribution::OffTheRecord;
                if *day >= told.newest {
                    told.newest = *day;
                    told.statement = statement.id;
                }
            }
        }
        found
    }

    fn kept(
        &self,
        topic: &TopicId,
        party: Option<&PartyId>,
        told: &Confidence,
        sources: &mut Sources,
    ) -> Line {
        let who = party.map_or_else(|| "somebody".to_owned(), |party| inside(&self.party_name(party)));
        let alone = if self.is_at_table(party) {
            " alone, with others at the table"
        } else {
            ""
        };
        let times = if told.count == 1 {
            "one statement".to_owned()
        } else {
            format!("{} statements", told.count)
        };
        let off = if told.off_record { ", off the record" } else { "" };
        Line {
            text: format!(
                "{}: what {who} told us{alone} ({times}, the newest {}; {}{off})",
                self.topic_name(topic),
                dates::short_or_none(told.newest),
                told.marking
            ),
            why: None,
            sources: sources.cite(self, told.statement).into_iter().collect(),
        }
    }

    /// What guidance in force asks us to keep off, by its topics; and that it was given, where that is confidential.
    fn forbidden(&self, guidance: &[Guidance], sources: &mut Sources) -> Vec<Line> {
        let mut by_authority: BTreeMap<&str, Forbidden<'_>> = BTreeMap::new();
        for line in self.in_force(guidance) {
            let kept = by_authority.entry(&line.from).or_default();
            kept.marking = kept.marking.max(Some(line.handling.marking));
            let number = sources.cite_guidance(line);
            if !kept.cited.contains(&number) {
                kept.cited.push(number);
            }
            if line.kind == GuidanceKind::Avoid {
                kept.avoid += 1;
                for topic in self.topics_in(&line.words) {
                    if !kept.topics.contains(&topic.name.as_str()) {
                        kept.topics.push(&topic.name);
                    }
                }
            }
        }
        let lines = by_authority.into_iter();
        lines
            .filter_map(|(from, kept)| kept.line(&inside(from)))
            .collect()
    }
}

/// What one authority asked us to keep off.
#[derive(Default)]
struct Forbidden<'a> {
    avoid: usize,
    topics: Vec<&'a str>,
    marking: Option<Marking>,
    cited: Vec<usize>,
}

impl Forbidden<'_> {
    fn line(self, from: &str) -> Option<Line> {
        let secret = self.marking.filter(|marking| *marking > Marking::Clear);
        let about = if self.topics.is_empty() {
            String::new()
        } else {
            format!(", on {}", self.topics.join("; "))
        };
        let avoid = format!("What {from} asked us to avoid ({} above{about})", self.avoid);
        let text = match (self.avoid, secret) {
            (0, None) => return None,
            (0, Some(marking)) => format!("That {from} gave us guidance ({marking})"),
            (_, None) => avoid,
            (_, Some(marking)) => format!("{avoid}, and that it gave us guidance ({marking})"),
        };
        Some(Line {
            text,
            why: None,
            sources: self.cited,
        })
    }
}

/// A name inside a sentence: its article is small.
fn inside(name: &str) -> String {
    name.strip_prefix("The ")
        .map_or_else(|| name.to_owned(), |rest| format!("the {rest}"))
}

fn is_confidential(statement: &Statement) -> bool {
    statement.handling.marking != Marking::Clear
        || statement.handling.attribution == Attribution::OffTheRecord
}
