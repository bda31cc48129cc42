//! Guidance as documents state it.

use crate::reading::Read;
use domain::{DocumentKind, Guidance, GuidanceKind};
use jiff::civil::Date;

/// The lines of guidance that a document holds; none when it isn't guidance.
pub(crate) fn lines(read: &Read) -> Vec<Guidance> {
    let document = &read.document;
    if document.kind != DocumentKind::Guidance {
        return Vec::new();
    }
    let from = document
        .sender
        .clone()
        .unwrap_or_else(|| "an authority".to_owned());
    let line = |(span, words): &(text::Span, String)| {
        let mut line = Guidance {
            from: from.clone(),
            kind: GuidanceKind::Mind,
            words: String::new(),
            since: document.date,
            until: None,
            document: document.hash,
            span: *span,
            handling: document.handling.clone(),
            channel: document.channel.clone(),
        };
        line.words = headed(words, &mut line);
        line
    };
    read.items
        .iter()
        .map(line)
        .filter(|line| !line.words.is_empty())
        .collect()
}

/// Takes "Avoid:", "Please:", "From 2010-01-01:" and "Until 2010-03-01:" off the front, in any order.
fn headed(words: &str, line: &mut Guidance) -> String {
    let mut rest = words.trim();
    while let Some((head, after)) = rest.split_once(':') {
        if !take_head(head.trim(), line) {
            break;
        }
        rest = after.trim();
    }
    // "Avoid implying that …" asks the same without a colon.
    if line.kind == GuidanceKind::Mind {
        let lower = rest.to_lowercase();
        let avoid = [
            "avoid ",
            "do not ",
            "don't ",
            "don’t ",
            "please avoid ",
            "please do not ",
            "never ",
        ];
        if avoid.iter().any(|start| lower.starts_with(start)) {
            line.kind = GuidanceKind::Avoid;
        } else if ["please ", "do ", "stress "]
            .iter()
            .any(|start| lower.starts_with(start))
        {
            line.kind = GuidanceKind::Please;
        }
    }
    rest.to_owned()
}

/// Reads one head, such as "Until 2010-03-01" or "Avoid, until 2010-03-01".
fn take_head(head: &str, line: &mut Guidance) -> bool {
    let mut understood = false;
    for part in head.split([',', ';']).map(str::trim) {
        let (word, date) = part.split_once(' ').unwrap_or((part, ""));
        let date = || date.trim().parse::<Date>().ok();
        match word.to_lowercase().as_str() {
            "avoid" if part.len() == word.len() => line.kind = GuidanceKind::Avoid,
            "please" | "do" | "stress" if part.len() == word.len() => line.kind = GuidanceKind::Please,
            "mind" | "note" if part.len() == word.len() => line.kind = GuidanceKind::Mind,
            "until" if date().is_some() => line.until = date(),
            "from" | "since" if date().is_some() => line.since = date(),
            _ => return understood,
        }
        understood = true;
    }
    understood
}
