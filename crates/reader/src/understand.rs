//! From a frame to a proposal: speaker, addressee, mode, polarity, condition, topics, confidence.

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::lexicon::Lexicon;
use crate::polarity::{self, Said};
use crate::quotes::Quotation;
use crate::{Condition, Proposal, Speaker, condition, confidence, connective, words};
use std::ops::Range;
use text::Span;
use text::speech::{Bond, Mode, Polarity};

/// How many tokens around a cue count as its sentence, at most.
const FAR: usize = 200;

/// What a frame is understood with.
pub(crate) struct Understanding<'a, 't> {
    pub(crate) doc: &'a Doc<'t>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) quotes: &'a [Quotation],
    /// The sentence in which the frame's cue stands.
    pub(crate) sentence: Range<usize>,
}

impl Understanding<'_, '_> {
    /// The proposal for `frame`, said by `speaker`.
    pub(crate) fn proposal(
        &self,
        frame: &Frame,
        speaker: Option<Speaker>,
        addressee: Option<Speaker>,
    ) -> Option<Proposal> {
        let content = self.spans(&frame.content);
        if content.is_empty() {
            return None;
        }
        let found = self.condition(frame);
        let polarity = self.polarity(frame, found.as_ref());
        let condition = found.map(|found| {
            let span = self.doc.span_of(found.tokens.clone());
            Condition {
                connective: found.connective,
                text: self.doc.text().slice(span).to_owned(),
                span,
                bond: found.bond,
            }
        });
        Some(Proposal {
            source: self.spans(&frame.source),
            cue: self.spans(&frame.cue),
            content,
            mode: self.mode(frame),
            polarity,
            speaker,
            addressee,
            condition,
            topics: self.topics(frame),
            confidence: confidence::of(frame),
        })
    }

    /// Spans of runs of tokens: sorted, trimmed, none empty, none twice.
    fn spans(&self, runs: &[Range<usize>]) -> Vec<Span> {
        let text = self.doc.text();
        let mut spans: Vec<Span> = runs
            .iter()
            .filter(|r| !r.is_empty())
            .map(|r| text.trim(self.doc.span_of(r.clone())))
            .collect();
        spans.sort();
        let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            let clear = apart.last().is_none_or(|last| last.end() <= span.start());
            if clear && !span.is_empty() {
                apart.push(span);
            }
        }
        apart
    }

    fn mode(&self, frame: &Frame) -> Mode {
        let first_in = |c: &Range<usize>| {
            self.quotes
                .get(self.quotes.partition_point(|q| q.tokens.end <= c.start))
        };
        let inside = |c: &Range<usize>| {
            first_in(c).is_some_and(|q| q.tokens.start <= c.start && c.end <= q.tokens.end)
        };
        let whole = frame.content.iter().all(inside);
        let some = frame
            .content
            .iter()
            .any(|c| first_in(c).is_some_and(|q| q.tokens.start < c.end));
        if frame.rule == Rule::Turn {
            let own = frame
                .content
                .iter()
                .flat_map(Clone::clone)
                .any(|i| words::is_first_person(self.doc.low(i)) || self.doc.low(i) == "?");
            let shout = frame.source.first().is_some_and(|s| {
                let label = self.doc.words(s.clone());
                label.len() > 4
                    && label
                        .chars()
                        .filter(|c| c.is_alphabetic())
                        .all(char::is_uppercase)
                    || matches!(label, "Q" | "A")
            });
            return if own || shout {
                Mode::Direct
            } else {
                Mode::Indirect
            };
        }
        if whole {
            Mode::Direct
        } else if some {
            Mode::Mixed
        } else {
            Mode::Indirect
        }
    }

    fn condition(&self, frame: &Frame) -> Option<condition::Found> {
        let inside = frame.content.iter().find_map(|range| {
            // "asked if", "whether": the first word of what was asked is no condition.
            let asks = frame.cue.iter().flat_map(Clone::clone).any(|i| {
                matches!(
                    self.doc.low(i),
                    "asked"
                        | "asks"
                        | "asking"
                        | "wondered"
                        | "inquired"
                        | "enquired"
                        | "know"
                        | "ask"
                        | "unable"
                )
            });
            let question = matches!(self.doc.low(range.start), "if" | "when" | "whenever" | "once");
            let from = range.start + usize::from(asks && question);
            condition::find(self.doc, &(from..range.end))
        });
        inside
            .or_else(|| self.condition_across(frame))
            .or_else(|| self.condition_behind(frame))
            .or_else(|| self.condition_before(frame))
    }

    /// "You may build it," he said, "only you won't choose the nurses": one part makes a condition of the other.
    fn condition_across(&self, frame: &Frame) -> Option<condition::Found> {
        let (first, last) = (frame.content.first()?, frame.content.last()?);
        if frame.content.len() < 2 || last.end < first.end || last.end > first.start + FAR {
            return None;
        }
        let mut found = condition::find(self.doc, &(first.start..last.end))?;
        let part = frame
            .content
            .iter()
            .find(|part| part.contains(&found.tokens.start))?;
        found.tokens.end = found.tokens.end.min(part.end);
        Some(found)
    }

    /// What was said may end at a comma, or at "he said", before its condition.
    fn condition_behind(&self, frame: &Frame) -> Option<condition::Found> {
        let parts = frame.content.iter().chain(&frame.cue).chain(&frame.source);
        let last = frame.content.last()?.end;
        let after = parts.map(|part| part.end).max().unwrap_or(last);
        // Only "…, he said, but not if …": what stands far behind belongs to another.
        let end = if after <= last + 10 { after } else { last };
        let marked = matches!(
            self.doc.low(end),
            "," | "but"
                | "and"
                | "—"
                | "–"
                | "though"
                | "although"
                | "on"
                | "in"
                | "if"
                | "unless"
                | "provided"
        );
        if !marked {
            return None;
        }
        let found = condition::find(self.doc, &(end..self.sentence.end))?;
        let near = found.tokens.start <= end + 3;
        let link = |word: &str| {
            words::is_coordinator(word) || matches!(word, "though" | "although" | "only" | "not" | "however")
        };
        let speech = (end..found.tokens.start).any(|i| self.doc.is_word(i) && !link(self.doc.low(i)));
        (near && !speech).then_some(found)
    }

    /// "In return for X he would want Y": the condition opens the sentence, before whoever speaks.
    fn condition_before(&self, frame: &Frame) -> Option<condition::Found> {
        let parts = frame.content.iter().chain(&frame.cue).chain(&frame.source);
        let first = parts.map(|part| part.start).min()?;
        let lead = self.sentence.start..first;
        if lead.len() < 2 || lead.len() > 40 {
            return None;
        }
        let found = condition::find(self.doc, &lead)?;
        let opens = found.tokens.start <= lead.start + 1;
        let ahead = frame
            .cue
            .iter()
            .chain(&frame.content)
            .flat_map(Clone::clone)
            .take(40)
            .any(|i| connective::is_modal(self.doc.low(i)));
        let price = found.bond != Bond::Condition;
        (opens && (ahead || price)).then_some(found)
    }

    fn polarity(&self, frame: &Frame, condition: Option<&condition::Found>) -> Polarity {
        if frame.rule == Rule::Silent {
            return Polarity::DeclinesToSay;
        }
        let clause = condition
            .filter(|found| found.connective != "after which")
            .map(|found| found.tokens.clone());
        let skip_to = condition
            .filter(|found| found.connective == "after which")
            .map_or(0, |found| found.tokens.end);
        let content: Vec<usize> = frame
            .content
            .iter()
            .flat_map(Clone::clone)
            .filter(|i| *i >= skip_to && clause.as_ref().is_none_or(|c| !c.contains(i)))
            .take(80)
            .collect();
        let first = frame.content.first().map_or(0, |part| part.end);
        let opening: Vec<usize> = content.iter().copied().filter(|i| *i < first).collect();
        let judge = |content: Vec<usize>| {
            polarity::of(&Said {
                doc: self.doc,
                cue: frame.cue.first().cloned(),
                head: frame.head,
                content,
                conditional: condition.is_some(),
                connective: condition.map_or_else(String::new, |found| found.connective.clone()),
                clause: condition.map_or(0..0, |found| found.tokens.clone()),
                limited: condition.is_some_and(|found| found.bond == Bond::Limit),
            })
        };
        // What comes first decides; what was quoted later only where the first says nothing.
        match judge(opening) {
            Polarity::Asserts if frame.content.len() > 1 => judge(content),
            polarity => polarity,
        }
    }

    fn topics(&self, frame: &Frame) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let at = frame.cue.first().map_or(self.sentence.start, |cue| cue.start);
        let near = self.sentence.start.max(at.saturating_sub(FAR))..self.sentence.end.min(at + FAR);
        let whole = std::iter::once(near).filter(|_| frame.rule != Rule::Quoted);
        for range in frame.content.iter().cloned().chain(whole) {
            for at in range {
                if let Some((topic, _)) = self.lexicon.topic_at(self.doc, at) {
                    keys.push(self.lexicon.topics[topic].key.clone());
                }
            }
        }
        keys.sort();
        keys.dedup();
        keys
    }
}
