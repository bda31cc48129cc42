//! The annotated news: paragraphs with labels, documents with statements.

use reader::training::{Part, pos_label, role_label};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Result};
use std::path::Path;
use text::{Span, Text};

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    tokens: Vec<[u32; 2]>,
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct Parsed {
    tags: Vec<String>,
    deps: Vec<String>,
}

#[derive(Deserialize)]
struct Whole {
    id: String,
    text: String,
    statements: Vec<Statement>,
}

/// A statement as annotators marked it.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Statement {
    /// Who.
    pub(crate) source: Vec<[u32; 2]>,
    /// How.
    pub(crate) cue: Vec<[u32; 2]>,
    /// What.
    pub(crate) content: Vec<[u32; 2]>,
}

/// A document with its marked spans.
pub(crate) struct Labelled {
    /// Its name.
    pub(crate) id: String,
    /// Its paragraphs, joined by blank lines.
    pub(crate) text: Text,
    /// The marked spans, sorted.
    pub(crate) parts: Vec<(Part, Span)>,
    /// The corpus's tokens.
    pub(crate) tokens: Vec<Span>,
    /// Part of speech and role of each token, by a parser; empty without one.
    pub(crate) syntax: Vec<(u8, u8)>,
}

/// A document with its statements.
pub(crate) struct Told {
    /// Its name.
    pub(crate) id: String,
    /// Its text.
    pub(crate) text: Text,
    /// What was said in it.
    pub(crate) statements: Vec<Statement>,
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    BufReader::new(File::open(path)?)
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}

/// The documents of a file of paragraphs, with a parser's file beside it, line by line, where there is one.
pub(crate) fn labelled(path: &Path, parsed: Option<&Path>) -> Result<Vec<Labelled>> {
    let rows: Vec<Row> = lines(path)?;
    let parsed: Vec<Parsed> = parsed.map_or(Ok(Vec::new()), lines)?;
    let mut documents: Vec<(Labelled, String, u32)> = Vec::new();
    let mut parses = parsed.into_iter();
    for row in rows {
        if documents.last().is_none_or(|(last, ..)| last.id != row.id) {
            let fresh = Labelled {
                id: row.id.clone(),
                text: Text::new(""),
                parts: Vec::new(),
                tokens: Vec::new(),
                syntax: Vec::new(),
            };
            documents.push((fresh, String::new(), 0));
        }
        let Some((document, joined, length)) = documents.last_mut() else {
            continue;
        };
        let base = *length;
        joined.push_str(&row.text);
        joined.push_str("\n\n");
        *length += row.text.chars().count() as u32 + 2;
        for (label, span) in spans(&row.labels) {
            let (first, last) = (row.tokens[span.start], row.tokens[span.end - 1]);
            document
                .parts
                .push((label, Span::over(base + first[0], base + last[1])));
        }
        if !row.tokens.is_empty()
            && let Some(parse) = parses.next()
        {
            let labels = parse.tags.iter().zip(&parse.deps);
            document
                .syntax
                .extend(labels.map(|(tag, dep)| (pos_label(tag), role_label(dep))));
        }
        document
            .tokens
            .extend(row.tokens.iter().map(|t| Span::over(base + t[0], base + t[1])));
    }
    Ok(documents
        .into_iter()
        .map(|(document, joined, _)| Labelled {
            text: Text::new(joined),
            ..document
        })
        .collect())
}

fn spans(labels: &[String]) -> Vec<(Part, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let mut open: Option<(Part, usize)> = None;
    for at in 0..=labels.len() {
        let label = labels.get(at).map_or("O", String::as_str);
        let (mark, part) = label.split_once('-').map_or(("O", None), |(mark, name)| {
            let part = match name {
                "source" => Part::Source,
                "cue" => Part::Cue,
                _ => Part::Content,
            };
            (mark, Some(part))
        });
        if let Some((held, start)) = open
            && (mark != "I" || part != Some(held))
        {
            found.push((held, start..at));
            open = None;
        }
        if let (true, Some(part)) = (mark == "B", part) {
            open = Some((part, at));
        }
    }
    found
}

/// The documents of a file of statements.
pub(crate) fn told(path: &Path) -> Result<Vec<Told>> {
    let rows: Vec<Whole> = lines(path)?;
    Ok(rows
        .into_iter()
        .map(|row| Told {
            id: row.id,
            text: Text::new(row.text),
            statements: row.statements,
        })
        .collect())
}

impl Told {
    /// All marked spans, sorted, each once.
    pub(crate) fn parts(&self) -> Vec<(Part, Span)> {
        let mut parts: Vec<(Part, Span)> = Vec::new();
        for statement in &self.statements {
            for (part, spans) in [
                (Part::Source, &statement.source),
                (Part::Cue, &statement.cue),
                (Part::Content, &statement.content),
            ] {
                parts.extend(spans.iter().map(|s| (part, Span::over(s[0], s[1]))));
            }
        }
        parts.sort_by_key(|&(part, span)| (span.start(), span.end(), part));
        parts.dedup();
        parts
    }
}
