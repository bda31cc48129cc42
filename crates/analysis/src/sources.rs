//! What a brief's lines cite, numbered as they first cite it.

use crate::brief::Source;
use crate::dates;
use crate::gather::Gatherer;
use domain::{Guidance, Marking, StatementId, Status};
use std::collections::BTreeMap;

/// The sources as they are first cited.
#[derive(Default)]
pub(crate) struct Sources {
    pub(crate) list: Vec<Source>,
    numbers: BTreeMap<StatementId, usize>,
    /// The highest of them.
    pub(crate) marking: Option<Marking>,
}

impl Sources {
    pub(crate) fn cite(&mut self, gatherer: &Gatherer<'_>, id: StatementId) -> Option<usize> {
        if let Some(&number) = self.numbers.get(&id) {
            return Some(number);
        }
        let (day, statement) = gatherer.standing.get(&id)?;
        let what = gatherer.described(statement, *day);
        let number = self.push(
            Some(id),
            statement.document,
            what,
            statement.handling.marking,
            statement.status == Status::Confirmed,
        );
        self.numbers.insert(id, number);
        Some(number)
    }

    /// The number of a line of guidance: one for each document, as its lines are read together.
    pub(crate) fn cite_guidance(&mut self, line: &Guidance) -> usize {
        let known = self
            .list
            .iter()
            .find(|s| s.statement.is_none() && s.document == line.document);
        if let Some(known) = known {
            return known.number;
        }
        let what = format!("guidance, {}, {}", line.from, dates::short_or_none(line.since));
        self.push(None, line.document, what, line.handling.marking, true)
    }

    pub(crate) fn push(
        &mut self,
        statement: Option<StatementId>,
        document: domain::DocumentHash,
        what: String,
        marking: Marking,
        confirmed: bool,
    ) -> usize {
        let number = self.list.len() + 1;
        self.list.push(Source {
            number,
            statement,
            confirmed,
            document,
            what,
        });
        self.marking = self.marking.max(Some(marking));
        number
    }
}
