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
        forbidding(line)
    };
    read.items
        .iter()
        .map(line)
        .filter(|line| !line.words.is_empty())
        .collect()
}

/// A line that forbids in other words ("please keep … out", "only if asked") is one to avoid as well, and its own days
/// bound it. What was one to avoid already stays as it is: nothing is told that was refused before.
fn forbidding(mut line: Guidance) -> Guidance {
    if line.kind != GuidanceKind::Avoid && analysis::guidance::forbids(&line) {
        let ask = analysis::guidance::ask(&line);
        line.until = line.until.or(ask.until);
        line.since = ask.from.or(line.since);
        line.kind = GuidanceKind::Avoid;
    }
    line
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{DocumentHash, Handling};
    use jiff::civil::date;

    fn line(words: &str) -> Guidance {
        let mut line = Guidance {
            from: "the ministry".to_owned(),
            kind: GuidanceKind::Mind,
            words: String::new(),
            since: Some(date(2009, 12, 2)),
            until: None,
            document: DocumentHash::of(b"guidance"),
            span: text::Span::over(0, 1),
            handling: Handling::UNSTATED,
            channel: None,
        };
        line.words = headed(words, &mut line);
        forbidding(line)
    }

    #[test]
    fn lines_forbid_in_many_words() {
        for (words, kind) in [
            ("Avoid: naming any government", GuidanceKind::Avoid),
            (
                "Do not mention the prisoners before 2010-03-01.",
                GuidanceKind::Avoid,
            ),
            (
                "Please keep the arms sales out of the talks.",
                GuidanceKind::Avoid,
            ),
            ("Speak about the fishermen only if asked.", GuidanceKind::Avoid),
            (
                "We would prefer that the loan not be raised.",
                GuidanceKind::Avoid,
            ),
            (
                "Please: stress that Resolution 1874 is binding.",
                GuidanceKind::Please,
            ),
            ("Please say that nothing has changed.", GuidanceKind::Please),
            ("There is no hurry.", GuidanceKind::Mind),
        ] {
            assert_eq!(line(words).kind, kind, "{words}");
        }
    }

    #[test]
    fn a_day_in_the_words_never_ends_what_was_refused_before() {
        assert_eq!(
            line("Do not mention the prisoners before 2010-03-01.").until,
            None
        );
        let newly = line("Nothing should be said about the loan before 2010-03-01.");
        assert_eq!(
            (newly.kind, newly.until),
            (GuidanceKind::Avoid, Some(date(2010, 2, 28)))
        );
    }
}
