//! From offers, measures and promises to actions, waits and limits.

use super::clauses::{clause, halves};
use super::deed::{Deed, Names, Whose, deed};
use super::vocabulary::Kind;
use super::{Action, Limit, Notice, State, Wait};
use crate::Record;
use crate::offers::{Offer, offers};
use crate::words::shortened;
use domain::{Bond, MeasureState, Polarity, Statement, StatementId};
use jiff::civil::Date;
use std::collections::HashMap;

/// Connectives of which the action follows when the clause does not hold.
const TURNING: &[&str] = &[
    "unless",
    "until",
    "till",
    "in the absence of",
    "absent",
    "without",
    "barring",
];
/// Words of a limit within which something is done.
const FRAMES: &[&str] = &["within", "inside", "under", "as part of"];
/// The characters of a label.
const LABEL: usize = 110;

/// What was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    pub(super) actions: Vec<Action>,
    /// The party of each action, by its place in the record.
    pub(super) actors: Vec<Option<usize>>,
    pub(super) waits: Vec<Wait>,
    pub(super) limits: Vec<Limit>,
    pub(super) notices: Vec<Notice>,
}

/// An offer taken apart.
struct Taken<'o> {
    offer: &'o Offer,
    act: Deed,
    /// Whose act it is; the speaker's party.
    party: Option<usize>,
    addressee: Option<usize>,
    /// What it hangs on, turned the way in which the action follows.
    clauses: Vec<Deed>,
    /// Whether the action follows from the clauses; else it is excluded by them.
    enables: bool,
    /// Whether the action is held out, and not refused or threatened.
    held_out: bool,
}

struct Reading<'r> {
    record: &'r Record<'r>,
    names: Names,
    deeds: Vec<Deed>,
    read: Read,
}

/// The actions, waits and limits of a record on a day.
pub(super) fn read(record: &Record<'_>, day: Date) -> Read {
    let mut reading = Reading {
        record,
        names: Names::of(record),
        deeds: Vec::new(),
        read: Read::default(),
    };
    let by_id: HashMap<StatementId, &Statement> = record.statements.iter().map(|s| (s.id, s)).collect();
    reading.measures();
    let offers = offers(record, day);
    let taken: Vec<Taken<'_>> = offers
        .iter()
        .filter_map(|offer| reading.take(offer, by_id.get(&offer.statement).copied()))
        .collect();
    // Acts that parties hold out come first: what another waits for is then known by them.
    let acts: Vec<Option<usize>> = taken.iter().map(|taken| reading.act(taken)).collect();
    // What speaks of an act without naming it ("give them up") comes last.
    let named = |of: bool| {
        taken
            .iter()
            .zip(&acts)
            .filter(move |(_, action)| action.is_some() == of)
    };
    for (taken, action) in named(true).chain(named(false)) {
        reading.tie(taken, *action);
    }
    reading.promises(day);
    reading.finish();
    reading.read
}

impl<'r> Reading<'r> {
    fn name(&self, party: usize) -> &'r str {
        self.record
            .parties
            .get(party)
            .map_or("somebody", |party| &party.name)
    }

    fn place(&self, party: Option<&domain::PartyId>) -> Option<usize> {
        self.record
            .parties
            .iter()
            .position(|known| Some(&known.id) == party)
    }

    fn notice(&mut self, words: String, statement: StatementId) {
        match self.read.notices.iter_mut().find(|notice| notice.words == words) {
            Some(known) => known.statements.push(statement),
            None => self.read.notices.push(Notice {
                words,
                statements: vec![statement],
            }),
        }
    }

    /// A new action.
    fn add(&mut self, deed: Deed, actor: Option<usize>, who: &str) -> usize {
        self.read.actions.push(Action {
            actor: actor
                .and_then(|at| self.record.parties.get(at))
                .map(|party| party.id.clone()),
            who: actor.map_or(who, |at| self.name(at)).to_owned(),
            what: shortened(&deed.label, LABEL),
            ..Action::default()
        });
        self.read.actors.push(actor);
        self.deeds.push(deed);
        self.deeds.len() - 1
    }

    /// The known action of this party (any but `not`, if it isn't known) that is the same act.
    fn known(&self, deed: &Deed, actor: Option<usize>, not: Option<usize>) -> Option<usize> {
        let fits = |at: &usize| match (actor, self.read.actors.get(*at).copied().flatten()) {
            (Some(one), Some(other)) => one == other,
            (None, Some(other)) => Some(other) != not,
            (Some(_) | None, None) => true,
        };
        let same = |at: &usize| self.deeds.get(*at).is_some_and(|known| known.same_act(deed));
        // A party's own act goes before one that others only ask for.
        let rank = |at: &usize| {
            let nobodys = self.read.actors.get(*at).copied().flatten().is_none();
            let nearness = self.deeds.get(*at).map_or(0, |known| known.nearness(deed));
            (nobodys, std::cmp::Reverse(nearness))
        };
        (0..self.deeds.len())
            .filter(|at| fits(at) && same(at))
            .min_by_key(rank)
    }

    fn measures(&mut self) {
        for measure in self
            .record
            .measures
            .iter()
            .filter(|m| m.state != MeasureState::Lapsed)
        {
            let deed = deed(&self.names, &measure.what);
            let actor = self.place(Some(&measure.owner));
            let at = self.add(deed, actor, measure.owner.as_str());
            if let Some(action) = self.read.actions.get_mut(at) {
                shortened(&measure.what, LABEL).clone_into(&mut action.what);
                action.measure = Some(measure.id.clone());
                action.state = match measure.state {
                    MeasureState::Done => State::Done,
                    MeasureState::Lapsed => State::Asked,
                    MeasureState::Proposed | MeasureState::Agreed | MeasureState::UnderWay => State::Alone,
                };
            }
        }
    }

    /// An offer taken apart; `None`, with a notice, where it is no offer of the one who speaks.
    fn take<'o>(&mut self, offer: &'o Offer, statement: Option<&Statement>) -> Option<Taken<'o>> {
        let mut act = deed(&self.names, &offer.action);
        let speaker = self.place(offer.party.as_ref());
        let under = |one: usize, other: usize| {
            let parties = self.record.parties;
            parties
                .get(one)
                .zip(parties.get(other))
                .is_some_and(|(a, b)| a.under.as_ref() == Some(&b.id))
        };
        let party = match act.whose {
            Whose::Party(named) if Some(named) == speaker => speaker,
            Whose::Party(named) if speaker.is_some_and(|s| under(named, s) || under(s, named)) => Some(named),
            Whose::Party(_) | Whose::Another | Whose::Addressee => {
                let words = format!(
                    "{} says what somebody else would do (“{}”): not counted as an offer. If it is one, correct the \
                     statement’s speaker.",
                    offer.speaker,
                    shortened(&offer.words, 150)
                );
                self.notice(words, offer.statement);
                return None;
            }
            Whose::Speaker | Whose::Unsaid => speaker,
        };
        let polarity = statement.map_or(Polarity::Asserts, |s| s.polarity);
        if matches!(polarity, Polarity::Demands | Polarity::Asks) && act.whose == Whose::Unsaid {
            let words = format!(
                "{} asks this of somebody else (“{}”): a demand is no offer.",
                offer.speaker,
                shortened(&offer.words, 150)
            );
            self.notice(words, offer.statement);
            return None;
        }
        if act.is_empty() {
            let words = format!(
                "{} says on what it waits, and not what it would do (“{}”).",
                offer.speaker,
                shortened(&offer.words, 150)
            );
            self.notice(words, offer.statement);
            return None;
        }
        act.not |= polarity == Polarity::Refuses;
        if act.topics.is_empty() {
            act.topics = self.topics_left(offer);
        }
        let turned = TURNING.iter().any(|word| offer.connective.starts_with(word));
        let mut clauses: Vec<Deed> = halves(&self.names, clause(&offer.condition, &offer.connective));
        if turned {
            // "In the absence of relations" speaks of something that is there or isn't.
            let state = !["unless", "until", "till"].contains(&offer.connective.as_str());
            for clause in &mut clauses {
                clause.not = !clause.not;
                clause.state |= state;
            }
        }
        let enables = offer.bond != Bond::Limit && clauses.iter().all(|clause| clause.not == act.not);
        let warns = polarity == Polarity::Threatens || (enables && clauses.iter().any(|clause| clause.harm));
        let addressee = statement
            .and_then(|s| s.addressee.as_ref())
            .and_then(|a| a.party.as_ref());
        Some(Taken {
            offer,
            party,
            addressee: self.place(addressee),
            enables: enables && !warns,
            held_out: !warns && (enables || !act.not),
            act,
            clauses,
        })
    }

    /// The topics of an offer that its condition doesn't account for.
    fn topics_left(&self, offer: &Offer) -> std::collections::BTreeSet<usize> {
        let of_clause = self.names.topics_in(&offer.condition);
        let places = offer
            .topics
            .iter()
            .filter_map(|id| self.record.topics.iter().position(|t| t.id == *id));
        places.filter(|at| !of_clause.contains(at)).collect()
    }

    /// The action that an offer holds out, with its statements.
    fn act(&mut self, taken: &Taken<'_>) -> Option<usize> {
        if !taken.held_out || (names_nothing(&taken.act) && speaks_of_another(taken)) {
            return None;
        }
        let known = taken
            .party
            .and_then(|party| self.known(&taken.act, Some(party), None));
        let known = known.filter(|at| self.read.actors.get(*at).copied().flatten() == taken.party);
        let at = known.unwrap_or_else(|| self.add(taken.act.clone(), taken.party, &taken.offer.speaker));
        self.cite(at, taken.offer);
        Some(at)
    }

    fn cite(&mut self, at: usize, offer: &Offer) {
        if let Some(action) = self.read.actions.get_mut(at) {
            for id in std::iter::once(offer.statement).chain(offer.also.iter().copied()) {
                if !action.statements.contains(&id) {
                    action.statements.push(id);
                }
            }
        }
    }

    /// Ties an action to what it waits for, or to what limits it.
    fn tie(&mut self, taken: &Taken<'_>, action: Option<usize>) {
        if !taken.enables {
            self.limit(taken, action);
            return;
        }
        let needs: Vec<usize> = taken
            .clauses
            .iter()
            .map(|clause| self.needed(clause, taken))
            .collect();
        let Some(action) = action.or_else(|| self.spoken_of_before(taken, &needs)) else {
            let at = self.add(taken.act.clone(), taken.party, &taken.offer.speaker);
            self.cite(at, taken.offer);
            self.wait(taken, at, needs);
            return;
        };
        self.cite(action, taken.offer);
        self.wait(taken, action, needs);
    }

    /// "Give them up": the act of the same kind that waits for the same.
    fn spoken_of_before(&self, taken: &Taken<'_>, needs: &[usize]) -> Option<usize> {
        self.read
            .waits
            .iter()
            .map(|wait| (wait.action, &wait.needs))
            .find_map(|(at, others)| {
                let same_kind = self
                    .deeds
                    .get(at)
                    .is_some_and(|known| known.kind == taken.act.kind);
                let same_party = self.read.actors.get(at).copied().flatten() == taken.party;
                (same_kind && same_party && others == needs).then_some(at)
            })
    }

    fn wait(&mut self, taken: &Taken<'_>, action: usize, mut needs: Vec<usize>) {
        if needs.contains(&action) {
            let words = format!(
                "{} waits for what it would do itself (“{}”): left out. Correct the condition, or who speaks.",
                taken.offer.speaker,
                shortened(&taken.offer.words, 150)
            );
            self.notice(words, taken.offer.statement);
            return;
        }
        needs.sort_unstable();
        needs.dedup();
        let statements: Vec<StatementId> = std::iter::once(taken.offer.statement)
            .chain(taken.offer.also.iter().copied())
            .collect();
        let bond = taken.offer.bond;
        let same = |wait: &&mut Wait| wait.action == action && wait.needs == needs && wait.bond == bond;
        if let Some(known) = self.read.waits.iter_mut().find(same) {
            known.statements.extend(statements);
            return;
        }
        self.read.waits.push(Wait {
            action,
            needs,
            bond,
            connective: taken.offer.connective.clone(),
            words: taken.offer.words.clone(),
            statements,
        });
    }

    /// The action that a condition speaks of, made anew if nobody has spoken of it.
    fn needed(&mut self, clause: &Deed, taken: &Taken<'_>) -> usize {
        let said = match clause.whose {
            Whose::Party(party) => Some(party),
            Whose::Speaker => taken.party,
            Whose::Addressee => taken.addressee,
            Whose::Unsaid | Whose::Another => None,
        };
        let actor = said.or_else(|| {
            let known = self.known(clause, None, taken.party)?;
            self.read.actors.get(known).copied().flatten()
        });
        let actor = actor.or_else(|| self.counterpart(clause, taken));
        let not = if actor.is_none() { taken.party } else { None };
        let at = match self.known(clause, actor, not) {
            Some(at) => at,
            None => self.add(clause.clone(), actor, "somebody"),
        };
        if let (Some(actor), Some(None)) = (actor, self.read.actors.get(at)) {
            // Another's clause tells whose it is.
            self.read.actors[at] = Some(actor);
            if let Some(action) = self.read.actions.get_mut(at) {
                action.who = self
                    .record
                    .parties
                    .get(actor)
                    .map_or_else(String::new, |p| p.name.clone());
                action.actor = self.record.parties.get(actor).map(|p| p.id.clone());
            }
        }
        self.cite(at, taken.offer);
        at
    }

    /// Who could do what no word says whose it is: with whom the relations are, or who was spoken to.
    fn counterpart(&self, clause: &Deed, taken: &Taken<'_>) -> Option<usize> {
        let another = |party: &usize| Some(*party) != taken.party;
        let two_sided = clause.state
            || matches!(
                clause.kind,
                Some(Kind::Raise | Kind::Talk | Kind::Open | Kind::Show)
            );
        if !two_sided {
            return None;
        }
        if let Some(party) = clause.partners.iter().copied().find(another) {
            return Some(party);
        }
        let mut of_topics = clause
            .topics
            .iter()
            .filter_map(|at| self.record.topics.get(*at))
            .flat_map(|topic| self.names.parties_in(&topic.name).into_iter().filter(another));
        let first = of_topics.next();
        let only = first.filter(|party| of_topics.all(|other| other == *party));
        only.or(taken.addressee.filter(another))
    }

    fn limit(&mut self, taken: &Taken<'_>, action: Option<usize>) {
        let offer = taken.offer;
        let not = taken.clauses.first().and_then(|clause| {
            let at = self.known(clause, None, taken.party)?;
            // A limit is a thing that must not be harmed: only what ends or leaves it does.
            let harms = offer.bond != Bond::Limit
                || self
                    .deeds
                    .get(at)
                    .is_some_and(|d| matches!(d.kind, Some(Kind::End | Kind::Leave)));
            (harms && Some(at) != action).then_some(at)
        });
        self.read.limits.push(Limit {
            action,
            not,
            words: if action.is_some() {
                format!("{} {}", offer.connective, offer.condition)
            } else {
                offer.words.clone()
            },
            who: taken
                .party
                .map_or(offer.speaker.as_str(), |party| self.name(party))
                .to_owned(),
            statement: offer.statement,
        });
        // "Only within the six-party process" is a frame that others have to enter: no way to do it alone.
        let frame = offer.bond == Bond::Limit && FRAMES.iter().any(|word| offer.connective.contains(word));
        let Some(action) = action.filter(|_| !frame) else {
            return;
        };
        let mut needs = Vec::new();
        if taken.act.kind == Some(Kind::Answer) {
            // To reciprocate is to wait for what is reciprocated.
            let other = taken
                .act
                .with
                .iter()
                .copied()
                .find(|party| Some(*party) != taken.party);
            let mut first = deed(&self.names, "shows goodwill");
            first.whose = other.map_or(Whose::Unsaid, Whose::Party);
            needs.push(self.needed(&first, taken));
        }
        self.wait(taken, action, needs);
    }

    /// What a party has undertaken without a condition, since it last made one.
    fn promises(&mut self, day: Date) {
        for (_, statement) in self.record.standing(day) {
            let undertakes = matches!(
                statement.polarity,
                Polarity::Offers | Polarity::Promises | Polarity::Agrees
            );
            if statement.condition.is_some() || !undertakes {
                continue;
            }
            let act = deed(&self.names, &statement.words);
            let party = self.place(statement.party());
            let own = match act.whose {
                Whose::Party(named) => Some(named) == party,
                Whose::Speaker | Whose::Unsaid => true,
                Whose::Addressee | Whose::Another => false,
            };
            let known = party
                .filter(|_| own && !act.not)
                .and_then(|p| self.known(&act, Some(p), None));
            let Some(action) = known.filter(|at| self.read.actors.get(*at).copied().flatten() == party)
            else {
                continue;
            };
            let waits = self.read.waits.iter().any(|wait| wait.action == action);
            if let Some(known) = self
                .read
                .actions
                .get_mut(action)
                .filter(|known| known.state == State::Asked)
            {
                known.statements.insert(0, statement.id);
                if !waits {
                    known.state = State::Alone;
                }
            }
        }
    }

    fn finish(&mut self) {
        for (at, action) in self.read.actions.iter_mut().enumerate() {
            let waits = || self.read.waits.iter().filter(|wait| wait.action == at);
            if action.state == State::Done {
                continue;
            }
            if waits().any(|wait| wait.needs.is_empty()) {
                action.state = State::Alone;
            } else if waits().next().is_some() {
                action.state = State::Waits;
            }
        }
        let asked = self
            .read
            .actions
            .iter()
            .filter(|a| a.actor.is_none() && a.state == State::Asked);
        let mut nobodys = Notice {
            words: String::new(),
            statements: Vec::new(),
        };
        let mut told = Vec::new();
        for action in asked {
            told.push(format!("“{}”", action.what));
            nobodys.statements.extend(&action.statements);
        }
        if !told.is_empty() {
            nobodys.words = format!(
                "Others wait for these, and no word says who could do them; they are shown as “somebody”’s: {}.",
                told.join(", ")
            );
            self.read.notices.push(nobodys);
        }
    }
}

/// Whether there may be an act of the same party and kind that it means: "give them up".
fn speaks_of_another(taken: &Taken<'_>) -> bool {
    taken.party.is_some() && !matches!(taken.act.kind, None | Some(Kind::Answer | Kind::Talk))
}

fn names_nothing(act: &Deed) -> bool {
    act.about.is_empty() && act.topics.is_empty()
}
