//! What follows from an entry. Applied in the order of the journal, the same entries give the same tables.

use crate::StoreError;
use crate::database::Sql;
use crate::journal::nanos;
use crate::statements::{LINES, note, stored, write};
use domain::{
    Article, Body, ChannelId, Correction, Document, DocumentHash, Entry, Guidance, Handling, Hash, Ruling,
    Statement, StatementId, Status,
};
use serde::Serialize;
use sqlx::{AnyConnection, Row};
use std::collections::{BTreeSet, HashSet};

/// Writes what follows from `entry`, which says `body`.
pub(crate) async fn apply(db: &mut AnyConnection, entry: &Entry, body: &Body) -> Result<(), StoreError> {
    match body {
        Body::OfficeOpened { .. } => Ok(()),
        Body::PartyNamed(it) => name(db, "party", it.id.as_str(), None, it).await,
        Body::PersonNamed(it) => name(db, "person", it.id.as_str(), None, it).await,
        Body::TopicNamed(it) => name(db, "topic", it.id.as_str(), None, it).await,
        Body::ChannelNamed(it) => name(db, "channel", it.id.as_str(), Some(&it.id), it).await,
        Body::MeetingHeld(it) => name(db, "meeting", it.id.as_str(), Some(&it.channel), it).await,
        Body::MeasureNoted(it) => name(db, "measure", it.id.as_str(), None, it).await,
        Body::DocumentTaken { document, text } => take(db, document, text).await,
        Body::DocumentRead {
            document, statements, ..
        } => propose(db, entry, document, statements).await,
        Body::DocumentReplaced { document, .. } => replace(db, document).await,
        Body::DocumentHandled { document, handling } => handle(db, entry, document, handling).await,
        Body::GuidanceGiven { document, lines } => give(db, document, lines).await,
        Body::StatementConfirmed { statement } => {
            decide(db, entry, *statement, |s| Statement {
                status: Status::Confirmed,
                ..s
            })
            .await
        }
        Body::StatementCorrected {
            statement,
            correction,
        } => {
            let correction: Correction = correction.clone();
            decide(db, entry, *statement, |s| s.corrected(correction)).await
        }
        Body::StatementRejected { statement, .. } => {
            decide(db, entry, *statement, |s| Statement {
                status: Status::Rejected,
                ..s
            })
            .await
        }
        Body::PositionRuled {
            party,
            topic,
            day,
            stance,
            reason,
            handling,
        } => {
            let ruling = Ruling {
                id: entry.id,
                party: party.clone(),
                topic: topic.clone(),
                day: *day,
                stance: *stance,
                reason: reason.clone(),
                handling: handling.clone(),
                by: entry.by.clone(),
                at: entry.at,
            };
            rule(db, &ruling).await
        }
        Body::ArticlesTaken { articles, .. } => gather(db, articles).await,
        Body::EditionCleared { edition, file } => {
            Sql::new("INSERT INTO edition_cleared (edition, file, at) VALUES (")
                .text(edition)
                .push(", ")
                .text(file)
                .push(", ")
                .text(entry.at)
                .push(") ON CONFLICT (edition, file) DO UPDATE SET at = excluded.at")
                .execute(db)
                .await
        }
        Body::MailIntended {
            edition,
            list,
            address,
        } => mail(db, entry, [edition.as_str(), list.as_str(), address], "intended").await,
        Body::MailRefused {
            edition,
            list,
            address,
            ..
        } => mail(db, entry, [edition.as_str(), list.as_str(), address], "refused").await,
        Body::MailHanded {
            edition,
            list,
            address,
        } => mail(db, entry, [edition.as_str(), list.as_str(), address], "handed").await,
    }
}

async fn name<T: Serialize>(
    db: &mut AnyConnection,
    kind: &'static str,
    id: &str,
    channel: Option<&ChannelId>,
    thing: &T,
) -> Result<(), StoreError> {
    Sql::new("INSERT INTO named (kind, id, channel, body) VALUES (")
        .text(kind)
        .push(", ")
        .text(id)
        .push(", ")
        .maybe(channel)
        .push(", ")
        .text(serde_json::to_string(thing)?)
        .push(") ON CONFLICT (kind, id) DO UPDATE SET channel = excluded.channel, body = excluded.body")
        .execute(db)
        .await
}

async fn take(db: &mut AnyConnection, document: &Document, text: &str) -> Result<(), StoreError> {
    Sql::new("INSERT INTO document (hash, path, marking, channel, replaced, former, body) VALUES (")
        .text(document.hash)
        .push(", ")
        .text(&document.path)
        .push(", ")
        .bind(i64::from(document.handling.marking.rank()))
        .push(", ")
        .maybe(document.channel.as_ref())
        .push(", 0, '[]', ")
        .text(serde_json::to_string(document)?)
        // A file that goes back to what it was before is the document that it was before, handled as it was.
        .push(") ON CONFLICT (hash) DO UPDATE SET replaced = 0")
        .execute(db)
        .await?;
    // As JSON, since PostgreSQL's text can't hold U+0000.
    Sql::new("INSERT INTO document_text (hash, words) VALUES (")
        .text(document.hash)
        .push(", ")
        .text(serde_json::to_string(text)?)
        .push(") ON CONFLICT (hash) DO NOTHING")
        .execute(db)
        .await
}

async fn propose(
    db: &mut AnyConnection,
    entry: &Entry,
    document: &DocumentHash,
    found: &[Statement],
) -> Result<(), StoreError> {
    withdraw_proposals(db, document).await?;
    let taken = taken(db, document).await?;
    let live = taken.as_ref().is_none_or(|taken| !taken.replaced);
    let decided =
        Sql::new("SELECT id FROM statement WHERE status <> 'proposed' AND document = ").text(document);
    let mut seen = HashSet::new();
    for row in decided.all(db).await? {
        seen.insert(row.try_get::<String, _>(0)?.parse::<StatementId>()?);
    }
    let mut proposals = Vec::new();
    for statement in found.iter().filter(|statement| statement.document == *document) {
        if seen.insert(statement.id) {
            let mut statement = statement.clone();
            // A reader proposes, whatever it says of itself.
            statement.status = Status::Proposed;
            if let Some(taken) = &taken {
                taken.raise(&mut statement.handling);
            }
            proposals.push(statement);
        }
    }
    write(db, &proposals, live).await?;
    let ids: BTreeSet<StatementId> = found.iter().map(|statement| statement.id).collect();
    note(db, entry, ids).await
}

/// A document as it stands.
struct Taken {
    document: Document,
    /// Whether another document has taken its place.
    replaced: bool,
    /// How it was handled before.
    former: Vec<Handling>,
}

impl Taken {
    /// A desk that read the document without knowing that it had been marked higher since gave its statements the
    /// handling of then: they get that of now. Nothing is lowered so.
    fn raise(&self, handling: &mut Handling) {
        let now = &self.document.handling;
        if self.former.contains(handling)
            && now.marking >= handling.marking
            && now.attribution >= handling.attribution
        {
            *handling = now.clone();
        }
    }
}

async fn taken(db: &mut AnyConnection, hash: &DocumentHash) -> Result<Option<Taken>, StoreError> {
    let sql = Sql::new("SELECT body, replaced, former FROM document WHERE hash = ").text(hash);
    let rows = sql.all(db).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Taken {
        document: serde_json::from_str(&row.try_get::<String, _>(0)?)?,
        replaced: row.try_get::<i64, _>(1)? != 0,
        former: serde_json::from_str(&row.try_get::<String, _>(2)?)?,
    }))
}

/// Takes a document's proposals that nobody has touched out of sight. They are kept: a desk that doesn't know of a
/// later reading may yet have confirmed one.
async fn withdraw_proposals(db: &mut AnyConnection, document: &DocumentHash) -> Result<(), StoreError> {
    Sql::new("UPDATE statement SET live = 0 WHERE status = 'proposed' AND document = ")
        .text(document)
        .execute(db)
        .await
}

async fn replace(db: &mut AnyConnection, document: &DocumentHash) -> Result<(), StoreError> {
    Sql::new("UPDATE document SET replaced = 1 WHERE hash = ")
        .text(document)
        .execute(db)
        .await?;
    Sql::new("DELETE FROM guidance WHERE document = ")
        .text(document)
        .execute(db)
        .await?;
    withdraw_proposals(db, document).await
}

async fn handle(
    db: &mut AnyConnection,
    entry: &Entry,
    hash: &DocumentHash,
    handling: &Handling,
) -> Result<(), StoreError> {
    let Some(mut taken) = taken(db, hash).await? else {
        return Ok(());
    };
    let before = std::mem::replace(&mut taken.document.handling, handling.clone());
    if before == *handling {
        return Ok(());
    }
    if !taken.former.contains(&before) {
        taken.former.push(before.clone());
    }
    Sql::new("UPDATE document SET marking = ")
        .bind(i64::from(handling.marking.rank()))
        .push(", former = ")
        .text(serde_json::to_string(&taken.former)?)
        .push(", body = ")
        .text(serde_json::to_string(&taken.document)?)
        .push(" WHERE hash = ")
        .text(hash)
        .execute(db)
        .await?;
    handle_statements(db, entry, hash, &before, handling).await?;
    let rows = Sql::new("SELECT line, body FROM guidance WHERE document = ")
        .text(hash)
        .all(db)
        .await?;
    for row in rows {
        let mut line: Guidance = serde_json::from_str(&row.try_get::<String, _>(1)?)?;
        if line.handling == before {
            line.handling = handling.clone();
            Sql::new("UPDATE guidance SET marking = ")
                .bind(i64::from(handling.marking.rank()))
                .push(", body = ")
                .text(serde_json::to_string(&line)?)
                .push(" WHERE document = ")
                .text(hash)
                .push(" AND line = ")
                .bind(row.try_get::<i64, _>(0)?)
                .execute(db)
                .await?;
        }
    }
    Ok(())
}

/// Gives a document's statements that were handled as it was the handling that it has now. A portion with a mark of
/// its own keeps it.
async fn handle_statements(
    db: &mut AnyConnection,
    entry: &Entry,
    document: &DocumentHash,
    before: &Handling,
    now: &Handling,
) -> Result<(), StoreError> {
    let rows = Sql::new("SELECT body, live FROM statement WHERE document = ")
        .text(document)
        .all(db)
        .await?;
    let (mut live, mut withdrawn, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in rows {
        let mut statement: Statement = serde_json::from_str(&row.try_get::<String, _>(0)?)?;
        if statement.handling == *before {
            statement.handling = now.clone();
            ids.insert(statement.id);
            let is_live = row.try_get::<i64, _>(1)? != 0;
            if is_live {
                live.push(statement);
            } else {
                withdrawn.push(statement);
            }
        }
    }
    write(db, &live, true).await?;
    write(db, &withdrawn, false).await?;
    note(db, entry, ids).await
}

async fn give(db: &mut AnyConnection, document: &DocumentHash, lines: &[Guidance]) -> Result<(), StoreError> {
    Sql::new("DELETE FROM guidance WHERE document = ")
        .text(document)
        .execute(db)
        .await?;
    let taken = taken(db, document).await?;
    for (at, line) in (0i64..).zip(lines) {
        let mut line = line.clone();
        if let Some(taken) = &taken {
            taken.raise(&mut line.handling);
        }
        Sql::new("INSERT INTO guidance (document, line, marking, channel, body) VALUES (")
            .text(document)
            .push(", ")
            .bind(at)
            .push(", ")
            .bind(i64::from(line.handling.marking.rank()))
            .push(", ")
            .maybe(line.channel.as_ref())
            .push(", ")
            .text(serde_json::to_string(&line)?)
            .push(")")
            .execute(db)
            .await?;
    }
    Ok(())
}

async fn decide(
    db: &mut AnyConnection,
    entry: &Entry,
    id: StatementId,
    decision: impl FnOnce(Statement) -> Statement,
) -> Result<(), StoreError> {
    // A decision about a statement that isn't here (yet) has nothing to follow from it.
    let Some(statement) = stored(db, id).await? else {
        return Ok(());
    };
    write(db, &[decision(statement)], true).await?;
    note(db, entry, [id].into()).await
}

/// Every ruling is kept under its entry: which one is in force on a day is the reader's question.
async fn rule(db: &mut AnyConnection, ruling: &Ruling) -> Result<(), StoreError> {
    Sql::new("INSERT INTO ruling (entry, day, marking, body) VALUES (")
        .text(ruling.id)
        .push(", ")
        .text(ruling.day)
        .push(", ")
        .bind(i64::from(ruling.handling.marking.rank()))
        .push(", ")
        .text(serde_json::to_string(ruling)?)
        .push(") ON CONFLICT (entry) DO NOTHING")
        .execute(db)
        .await
}

async fn gather(db: &mut AnyConnection, articles: &[Article]) -> Result<(), StoreError> {
    for some in articles.chunks(LINES) {
        // Under the hash of its id, which may be of any length and hold any character.
        Sql::new("INSERT INTO article (feed, hash, id, nanos, body) VALUES ")
            .lines(some, |sql, article| {
                Ok(sql
                    .text(&article.feed)
                    .push(", ")
                    .text(Hash::of(article.id.as_bytes()))
                    .push(", ")
                    .text(serde_json::to_string(&article.id)?)
                    .push(", ")
                    .bind(article.published.map(nanos))
                    .push(", ")
                    .text(serde_json::to_string(article)?))
            })?
            .push(" ON CONFLICT (feed, hash) DO NOTHING")
            .execute(db)
            .await?;
    }
    Ok(())
}

async fn mail(
    db: &mut AnyConnection,
    entry: &Entry,
    key: [&str; 3],
    state: &'static str,
) -> Result<(), StoreError> {
    let [edition, list, address] = key;
    Sql::new("INSERT INTO mail (edition, list, address, state, at) VALUES (")
        .text(edition)
        .push(", ")
        .text(list)
        .push(", ")
        .text(address)
        .push(", ")
        .text(state)
        .push(", ")
        .text(entry.at)
        .push(
            ") ON CONFLICT (edition, list, address) DO UPDATE SET state = excluded.state, at = excluded.at ",
        )
        // What was sent stays sent, also where another desk knew nothing of it.
        .push("WHERE mail.state <> 'handed'")
        .execute(db)
        .await
}
