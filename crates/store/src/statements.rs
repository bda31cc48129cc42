//! Writing statements, many at a time.

use crate::StoreError;
use crate::database::Sql;
use domain::{Entry, Statement, StatementId, TopicId};
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;

/// How many lines go into one statement: databases bound what can be bound.
pub(crate) const LINES: usize = 200;

/// Notes that an entry tells of these statements.
pub(crate) async fn note(
    db: &mut AnyConnection,
    entry: &Entry,
    ids: BTreeSet<StatementId>,
) -> Result<(), StoreError> {
    for ids in ids.into_iter().collect::<Vec<_>>().chunks(LINES) {
        Sql::new("INSERT INTO statement_entry (statement, entry) VALUES ")
            .lines(ids, |sql, id| Ok(sql.text(id).push(", ").text(entry.id)))?
            .push(" ON CONFLICT DO NOTHING")
            .execute(db)
            .await?;
    }
    Ok(())
}

/// Writes statements, no two with the same id, in place of what is there.
pub(crate) async fn write(
    db: &mut AnyConnection,
    statements: &[Statement],
    live: bool,
) -> Result<(), StoreError> {
    for some in statements.chunks(LINES) {
        Sql::new("INSERT INTO statement (id, document, party, meeting, channel, marking, status, day, place, live, body) VALUES ")
            .lines(some, |sql, s| bind(sql, s, live))?
            .push(" ON CONFLICT (id) DO UPDATE SET party = excluded.party, meeting = excluded.meeting, ")
            .push("channel = excluded.channel, marking = excluded.marking, status = excluded.status, ")
            .push("day = excluded.day, place = excluded.place, live = excluded.live, body = excluded.body")
            .execute(db)
            .await?;
        Sql::new("DELETE FROM statement_topic WHERE statement IN ")
            .list(some.iter().map(|statement| statement.id))
            .execute(db)
            .await?;
    }
    let topics: BTreeSet<(StatementId, &TopicId)> = statements
        .iter()
        .flat_map(|s| s.topics.iter().map(move |topic| (s.id, topic)))
        .collect();
    for some in topics.into_iter().collect::<Vec<_>>().chunks(LINES) {
        Sql::new("INSERT INTO statement_topic (statement, topic) VALUES ")
            .lines(some, |sql, (statement, topic)| {
                Ok(sql.text(statement).push(", ").text(topic))
            })?
            .execute(db)
            .await?;
    }
    Ok(())
}

fn bind(sql: Sql, s: &Statement, live: bool) -> Result<Sql, StoreError> {
    Ok(sql
        .text(s.id)
        .push(", ")
        .text(s.document)
        .push(", ")
        .maybe(s.party())
        .push(", ")
        .maybe(s.meeting.as_ref())
        .push(", ")
        .maybe(s.channel.as_ref())
        .push(", ")
        .bind(i64::from(s.handling.marking.rank()))
        .push(", ")
        .text(s.status.as_str())
        .push(", ")
        .maybe(s.day)
        .push(", ")
        .bind(s.span().map_or(0, |span| i64::from(span.start())))
        .push(", ")
        .bind(i64::from(live))
        .push(", ")
        .text(serde_json::to_string(s)?))
}

/// A statement as it stands, in sight or not.
pub(crate) async fn stored(db: &mut AnyConnection, id: StatementId) -> Result<Option<Statement>, StoreError> {
    let rows = Sql::new("SELECT body FROM statement WHERE id = ")
        .text(id)
        .all(db)
        .await?;
    rows.first()
        .map(|row| Ok(serde_json::from_str(&row.try_get::<String, _>(0)?)?))
        .transpose()
}
