//! What follows from an entry. Applied in the order of the journal, the same entries give the same tables.

use crate::StoreError;
use crate::database::Sql;
use crate::journal::nanos;
use domain::{
    Article, Body, ChannelId, Correction, Document, DocumentHash, Entry, Guidance, Handling, Statement,
    StatementId, Status,
};
use serde::Serialize;
use sqlx::{AnyConnection, Row};

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
    Sql::new("INSERT INTO document (hash, path, marking, channel, replaced, body) VALUES (")
        .text(document.hash)
        .push(", ")
        .text(&document.path)
        .push(", ")
        .bind(i64::from(document.handling.marking.rank()))
        .push(", ")
        .maybe(document.channel.as_ref())
        .push(", 0, ")
        .text(serde_json::to_string(document)?)
        // A file that goes back to what it was before is the document that it was before.
        .push(") ON CONFLICT (hash) DO UPDATE SET path = excluded.path, marking = excluded.marking, ")
        .push("channel = excluded.channel, replaced = 0, body = excluded.body")
        .execute(db)
        .await?;
    // As JSON, since PostgreSQL's text can't hold U+0000.
    Sql::new("INSERT INTO document_text (hash, words) VALUES (")
        .text(document.hash)
        .push(", ")
        .text(serde_json::to_string(text)?)
        .push(") ON CONFLICT (hash) DO UPDATE SET words = excluded.words")
        .execute(db)
        .await
}

async fn propose(
    db: &mut AnyConnection,
    entry: &Entry,
    document: &DocumentHash,
    statements: &[Statement],
) -> Result<(), StoreError> {
    forget_proposals(db, document).await?;
    for statement in statements {
        let known = stored(db, statement.id).await?;
        if known.is_none() {
            write(db, statement).await?;
        }
        note(db, entry, statement.id).await?;
    }
    Ok(())
}

/// Proposals of a document that nobody has touched.
async fn forget_proposals(db: &mut AnyConnection, document: &DocumentHash) -> Result<(), StoreError> {
    Sql::new("DELETE FROM statement_topic WHERE statement IN (SELECT id FROM statement WHERE status = 'proposed' AND document = ")
        .text(document)
        .push(")")
        .execute(db)
        .await?;
    Sql::new("DELETE FROM statement WHERE status = 'proposed' AND document = ")
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
    forget_proposals(db, document).await
}

async fn handle(
    db: &mut AnyConnection,
    entry: &Entry,
    hash: &DocumentHash,
    handling: &Handling,
) -> Result<(), StoreError> {
    let rows = Sql::new("SELECT body FROM document WHERE hash = ")
        .text(hash)
        .all(db)
        .await?;
    let Some(row) = rows.first() else { return Ok(()) };
    let mut document: Document = serde_json::from_str(&row.try_get::<String, _>(0)?)?;
    let before = std::mem::replace(&mut document.handling, handling.clone());
    Sql::new("UPDATE document SET marking = ")
        .bind(i64::from(handling.marking.rank()))
        .push(", body = ")
        .text(serde_json::to_string(&document)?)
        .push(" WHERE hash = ")
        .text(hash)
        .execute(db)
        .await?;
    let rows = Sql::new("SELECT body FROM statement WHERE document = ")
        .text(hash)
        .all(db)
        .await?;
    for row in rows {
        let statement: Statement = serde_json::from_str(&row.try_get::<String, _>(0)?)?;
        // A portion with a mark of its own keeps it.
        if statement.handling == before {
            write(
                db,
                &Statement {
                    handling: handling.clone(),
                    ..statement.clone()
                },
            )
            .await?;
            note(db, entry, statement.id).await?;
        }
    }
    Ok(())
}

async fn give(db: &mut AnyConnection, document: &DocumentHash, lines: &[Guidance]) -> Result<(), StoreError> {
    Sql::new("DELETE FROM guidance WHERE document = ")
        .text(document)
        .execute(db)
        .await?;
    for (at, line) in (0i64..).zip(lines) {
        Sql::new("INSERT INTO guidance (document, line, marking, channel, body) VALUES (")
            .text(document)
            .push(", ")
            .bind(at)
            .push(", ")
            .bind(i64::from(line.handling.marking.rank()))
            .push(", ")
            .maybe(line.channel.as_ref())
            .push(", ")
            .text(serde_json::to_string(line)?)
            .push(")")
            .execute(db)
            .await?;
    }
    Ok(())
}

async fn stored(db: &mut AnyConnection, id: StatementId) -> Result<Option<Statement>, StoreError> {
    let rows = Sql::new("SELECT body FROM statement WHERE id = ")
        .text(id)
        .all(db)
        .await?;
    rows.first()
        .map(|row| Ok(serde_json::from_str(&row.try_get::<String, _>(0)?)?))
        .transpose()
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
    write(db, &decision(statement)).await?;
    note(db, entry, id).await
}

async fn note(db: &mut AnyConnection, entry: &Entry, statement: StatementId) -> Result<(), StoreError> {
    Sql::new("INSERT INTO statement_entry (statement, entry) VALUES (")
        .text(statement)
        .push(", ")
        .text(entry.id)
        .push(") ON CONFLICT DO NOTHING")
        .execute(db)
        .await
}

async fn write(db: &mut AnyConnection, s: &Statement) -> Result<(), StoreError> {
    Sql::new("INSERT INTO statement (id, document, party, meeting, channel, marking, status, day, place, body) VALUES (")
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
        .text(serde_json::to_string(s)?)
        .push(") ON CONFLICT (id) DO UPDATE SET party = excluded.party, meeting = excluded.meeting, ")
        .push("channel = excluded.channel, marking = excluded.marking, status = excluded.status, day = excluded.day, ")
        .push("body = excluded.body")
        .execute(db)
        .await?;
    Sql::new("DELETE FROM statement_topic WHERE statement = ")
        .text(s.id)
        .execute(db)
        .await?;
    for topic in &s.topics {
        Sql::new("INSERT INTO statement_topic (statement, topic) VALUES (")
            .text(s.id)
            .push(", ")
            .text(topic)
            .push(") ON CONFLICT DO NOTHING")
            .execute(db)
            .await?;
    }
    Ok(())
}

async fn gather(db: &mut AnyConnection, articles: &[Article]) -> Result<(), StoreError> {
    for article in articles {
        Sql::new("INSERT INTO article (feed, id, nanos, body) VALUES (")
            .text(&article.feed)
            .push(", ")
            .text(&article.id)
            .push(", ")
            .bind(article.published.map(nanos))
            .push(", ")
            .text(serde_json::to_string(article)?)
            .push(") ON CONFLICT (feed, id) DO NOTHING")
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
        .push(") ON CONFLICT (edition, list, address) DO UPDATE SET state = excluded.state, at = excluded.at")
        .execute(db)
        .await
}
