//! What officers made of proposals, in the form from which both readers learn.
//!
//! A paragraph is given where everything found in it was decided: what was confirmed is marked, what was rejected is
//! not. Where a document was decided as a whole, its paragraphs without statements are given as well.

use crate::reading::{blanked, bytes_of, take_in};
use crate::{Office, OfficeError, write_whole};
use domain::{Condition, Document, Statement, StatementId, Status, Viewer};
use serde::Serialize;
use std::collections::HashSet;
use std::path::Path;
use store::Wanted;
use text::{Span, Text};

/// How much was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Documents.
    pub documents: usize,
    /// Their paragraphs.
    pub paragraphs: usize,
    /// Statements that somebody confirmed, as found or corrected.
    pub confirmed: usize,
    /// Statements that somebody rejected.
    pub rejected: usize,
    /// Paragraphs left out since something in them is not decided yet.
    pub undecided: usize,
}

/// A line of `train.jsonl`: offsets in code points of `text`, which begins at `start` of its document.
#[derive(Serialize)]
struct Paragraph {
    id: String,
    start: u32,
    text: String,
    tokens: Vec<Span>,
    labels: Vec<&'static str>,
}

/// A line of `documents.train.jsonl`.
#[derive(Serialize)]
struct Whole {
    id: String,
    text: String,
    statements: Vec<Decided>,
    rejected: Vec<Decided>,
}

/// A statement with what somebody decided. The trainers read the three lists of spans; the rest is there for others.
#[derive(Serialize)]
struct Decided {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    #[serde(rename = "decided")]
    outcome: &'static str,
    reader: String,
    #[serde(rename = "type")]
    mode: &'static str,
    polarity: &'static str,
    speaker: Option<String>,
    addressee: Option<String>,
    condition: Option<Condition>,
    topics: Vec<String>,
}

/// Where the paragraphs that are given stood, and where they stand in what is given.
struct Places(Vec<(Span, u32)>);

impl Places {
    /// Paragraphs one after another, a blank line between.
    fn of(paragraphs: &[Span]) -> Self {
        let mut at = 0;
        Self(
            paragraphs
                .iter()
                .map(|span| {
                    let place = (*span, at);
                    at += span.len() + 2;
                    place
                })
                .collect(),
        )
    }

    fn moved(&self, span: Span) -> Option<Span> {
        let (paragraph, at) = self.0.iter().find(|(p, _)| p.contains(span))?;
        let start = at + span.start() - paragraph.start();
        Some(Span::over(start, start + span.len()))
    }

    /// Spans that reach over a paragraph's end are cut there.
    fn all(&self, spans: &[Span]) -> Vec<Span> {
        let parts = spans
            .iter()
            .flat_map(|span| self.0.iter().filter_map(|(p, _)| common(*p, *span)));
        parts.filter_map(|part| self.moved(part)).collect()
    }
}

/// What both hold.
fn common(a: Span, b: Span) -> Option<Span> {
    a.overlaps(b)
        .then(|| Span::over(a.start().max(b.start()), a.end().min(b.end())))
}

impl Office {
    /// Writes what officers confirmed, corrected and rejected into `folder`, as `train.jsonl` and
    /// `documents.train.jsonl`: as much of it as `viewer` may see.
    ///
    /// # Errors
    /// When the record can't be read, a document's file is gone, or the folder can't be written to.
    pub async fn give_corrections(&self, viewer: &Viewer, folder: &Path) -> Result<Given, OfficeError> {
        let (mut given, mut paragraphs, mut documents) = (Given::default(), String::new(), String::new());
        for document in self.store().documents(viewer).await? {
            let Some((whole, parts)) = self.decided_in(viewer, &document, &mut given).await? else {
                continue;
            };
            given.documents += 1;
            given.paragraphs += parts.len();
            given.confirmed += whole.statements.len();
            given.rejected += whole.rejected.len();
            documents += &line(&whole, &document)?;
            for part in &parts {
                paragraphs += &line(part, &document)?;
            }
        }
        std::fs::create_dir_all(folder).map_err(|error| OfficeError::file(folder, &error))?;
        write_whole(&folder.join("train.jsonl"), paragraphs.as_bytes())?;
        write_whole(&folder.join("documents.train.jsonl"), documents.as_bytes())?;
        Ok(given)
    }

    /// A document's decided paragraphs; nothing where there are none.
    async fn decided_in(
        &self,
        viewer: &Viewer,
        document: &Document,
        given: &mut Given,
    ) -> Result<Option<(Whole, Vec<Paragraph>)>, OfficeError> {
        let wanted = Wanted {
            document: Some(document.hash),
            ..Wanted::default()
        };
        let statements = self.store().statements(viewer, &wanted).await?;
        if statements.iter().all(|s| s.status == Status::Proposed) {
            return Ok(None);
        }
        let taken = take_in(&document.path, &bytes_of(&self.place().document(&document.hash))?)?;
        // What a reader sees, so that it learns from nothing else.
        let text = blanked(&taken);
        // With its portion marks, which say what is held back.
        let held = self.held(viewer, document, &taken.text).await?;
        let all: Vec<Span> = text
            .paragraphs()
            .into_iter()
            .filter(|p| p.start() >= taken.body.start())
            .collect();
        let (kept, undecided) = decided(&all, &statements, &held);
        given.undecided += undecided;
        if kept.is_empty() {
            return Ok(None);
        }
        let corrected = self.corrected(viewer, &statements).await?;
        Ok(Some(in_form(document, &text, &kept, &statements, &corrected)))
    }

    /// Which of the confirmed somebody changed.
    async fn corrected(
        &self,
        viewer: &Viewer,
        statements: &[Statement],
    ) -> Result<HashSet<StatementId>, OfficeError> {
        let mut corrected = HashSet::new();
        for statement in statements.iter().filter(|s| s.status == Status::Confirmed) {
            let history = self.store().statement_history(viewer, statement.id).await?;
            if history.iter().any(|entry| entry.kind == "statement-corrected") {
                corrected.insert(statement.id);
            }
        }
        Ok(corrected)
    }
}

fn line(row: &impl Serialize, document: &Document) -> Result<String, OfficeError> {
    let json = serde_json::to_string(row)
        .map_err(|error| OfficeError::new(&document.path, error.to_string(), "report it as a fault"))?;
    Ok(json + "\n")
}

/// The paragraphs to give, and how many are left out because something in them is undecided. A statement that reaches
/// into a paragraph that isn't given takes its other paragraphs with it.
fn decided(all: &[Span], statements: &[Statement], held: &[Span]) -> (Vec<Span>, usize) {
    let touches = |s: &Statement, p: Span| parts(s).any(|part| part.overlaps(p));
    let is_open = |p: Span| {
        let open = |s: &Statement| s.status == Status::Proposed && touches(s, p);
        statements.iter().any(open)
    };
    let undecided = all.iter().filter(|p| is_open(**p)).count();
    let whole = undecided == 0;
    let mut kept: Vec<Span> = all
        .iter()
        .copied()
        .filter(|p| !is_open(*p) && held.iter().all(|h| !h.overlaps(*p)))
        .filter(|p| whole || statements.iter().any(|s| touches(s, *p)))
        .collect();
    loop {
        let inside = |part: Span| kept.iter().any(|p| p.overlaps(part));
        let torn: Vec<&Statement> = statements
            .iter()
            .filter(|s| parts(s).any(inside) && !parts(s).all(inside))
            .collect();
        let before = kept.len();
        kept.retain(|p| torn.iter().all(|s| !touches(s, *p)));
        if kept.len() == before {
            return (kept, undecided);
        }
    }
}

fn parts(statement: &Statement) -> impl Iterator<Item = Span> {
    let spans = statement.source.iter().chain(&statement.cue);
    spans.chain(&statement.content).copied()
}

/// The paragraphs as training reads them.
fn in_form(
    document: &Document,
    text: &Text,
    kept: &[Span],
    statements: &[Statement],
    corrected: &HashSet<StatementId>,
) -> (Whole, Vec<Paragraph>) {
    let places = Places::of(kept);
    let words: Vec<&str> = kept.iter().map(|p| text.slice(*p)).collect();
    let id = document.hash.to_string();
    let of = |status: Status| {
        statements
            .iter()
            .filter(move |s| s.status == status && parts(s).any(|part| kept.iter().any(|p| p.overlaps(part))))
    };
    let row = |s: &Statement| Decided {
        source: places.all(&s.source),
        cue: places.all(&s.cue),
        content: places.all(&s.content),
        outcome: match s.status {
            Status::Rejected => "rejected",
            _ if corrected.contains(&s.id) => "corrected",
            _ => "confirmed",
        },
        reader: s.reader.clone(),
        mode: s.mode.as_str(),
        polarity: s.polarity.as_str(),
        speaker: s.speaker.as_ref().map(|who| who.name.clone()),
        addressee: s.addressee.as_ref().map(|who| who.name.clone()),
        condition: s.condition.clone().and_then(|condition| {
            let span = places.moved(condition.span)?;
            Some(Condition { span, ..condition })
        }),
        topics: s.topics.iter().map(ToString::to_string).collect(),
    };
    let confirmed: Vec<&Statement> = of(Status::Confirmed).collect();
    let paragraphs = places
        .0
        .iter()
        .map(|&(span, start)| labelled(&id, text, span, start, &confirmed))
        .collect();
    let whole = Whole {
        id,
        text: words.join("\n\n"),
        statements: confirmed.iter().map(|s| row(s)).collect(),
        rejected: of(Status::Rejected).map(row).collect(),
    };
    (whole, paragraphs)
}

/// A paragraph with a label for each token. A token has one label: what stands within another's content is content.
fn labelled(id: &str, text: &Text, span: Span, start: u32, confirmed: &[&Statement]) -> Paragraph {
    let mut marked: Vec<(Span, [&'static str; 2])> = Vec::new();
    for statement in confirmed {
        for (spans, labels) in [
            (&statement.content, ["B-content", "I-content"]),
            (&statement.source, ["B-source", "I-source"]),
            (&statement.cue, ["B-cue", "I-cue"]),
        ] {
            marked.extend(spans.iter().map(|s| (*s, labels)));
        }
    }
    marked.sort_by_key(|(s, _)| std::cmp::Reverse(s.len()));
    let mut last = None;
    let (mut tokens, mut labels) = (Vec::new(), Vec::new());
    for token in text.tokens(span) {
        let place = marked.iter().position(|(s, _)| s.overlaps(token.span));
        labels.push(place.map_or("O", |n| marked[n].1[usize::from(last == Some(n))]));
        last = place;
        let at = token.span.start() - span.start();
        tokens.push(Span::over(at, at + token.span.len()));
    }
    Paragraph {
        id: id.to_owned(),
        start,
        text: text.slice(span).to_owned(),
        tokens,
        labels,
    }
}
