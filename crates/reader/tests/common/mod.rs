//! Labels and how a reader is held to them.

use reader::{Lexicon, Proposal, Quick, Reader};
use text::Text;
use text::speech::Bond;

/// A statement that must be found.
pub(crate) struct Case {
    content: &'static str,
    speaker: &'static str,
    polarity: &'static str,
    condition: Option<(&'static str, Bond, &'static str)>,
    sourced: bool,
}

impl Case {
    /// Words of the content, the speaker's party ("we" for ourselves), polarities that are right.
    pub(crate) fn new(content: &'static str, speaker: &'static str, polarity: &'static str) -> Self {
        Self {
            content,
            speaker,
            polarity,
            condition: None,
            sourced: true,
        }
    }

    /// With this condition.
    pub(crate) fn when(mut self, connective: &'static str, bond: Bond, clause: &'static str) -> Self {
        self.condition = Some((connective, bond, clause));
        self
    }

    /// The words given are not contiguous in the content.
    pub(crate) fn missing_source(mut self) -> Self {
        self.sourced = false;
        self
    }

    fn wrong(&self, words: &str, proposals: &[Proposal]) -> Option<String> {
        let text = Text::new(words);
        let said = |p: &Proposal| {
            p.content
                .iter()
                .map(|s| text.slice(*s))
                .collect::<Vec<_>>()
                .join(" … ")
        };
        let first = if self.sourced {
            self.content
        } else {
            self.content.split(',').next().unwrap_or_default()
        };
        let Some(found) = proposals.iter().find(|p| said(p).contains(first)) else {
            return Some(format!("not found: {}", self.content));
        };
        let speaker = found.speaker.as_ref();
        let party = speaker
            .and_then(|s| {
                s.party
                    .as_deref()
                    .or((s.name == "we" || words.starts_with(&s.name)).then_some("we"))
            })
            .unwrap_or("nobody");
        let mut faults = Vec::new();
        if party != self.speaker {
            faults.push(format!("speaker {party} ({speaker:?})"));
        }
        if !self.polarity.split('|').any(|p| p == found.polarity.as_str()) {
            faults.push(format!("polarity {}", found.polarity.as_str()));
        }
        let condition = found
            .condition
            .as_ref()
            .map(|c| (c.connective.as_str(), c.bond, c.text.as_str()));
        if condition != self.condition {
            faults.push(format!("condition {condition:?}"));
        }
        (!faults.is_empty()).then(|| format!("{}: {}", said(found), faults.join("; ")))
    }
}

/// Reads `words` with all states known and holds the proposals to `cases`; nothing in `silent` may be content.
pub(crate) fn check(words: &str, cases: &[Case], silent: &[&str]) {
    let text = Text::new(words);
    let proposals = Quick.read(&text, &Lexicon::default_states());
    let mut faults: Vec<String> = cases
        .iter()
        .filter_map(|case| case.wrong(words, &proposals))
        .collect();
    for narrated in silent {
        let found = proposals
            .iter()
            .any(|p| p.content.iter().any(|s| text.slice(*s).contains(narrated)));
        faults.extend(found.then(|| format!("narrated, not said: {narrated}")));
    }
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        cases.len() + silent.len(),
        faults.join("\n")
    );
}
