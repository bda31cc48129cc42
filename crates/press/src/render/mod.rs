//! Markdown with citations, rendered: first to pieces, which know neither HTML nor columns.

mod html;
mod link;
mod raw;

pub(crate) use html::{Medium, sources_html, to_html};
pub(crate) use link::{Target, outward};

use crate::prose::{
    CITATION_CLOSES, CITATION_OPENS, capitalised, day, is_stray, says_something, squash, without_marks,
};
use domain::disclosure::{Edition, Quotation};
use domain::{Citation, Mode, StatementId};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd, TextMergeStream};
use std::collections::HashMap;

/// How deep quotations and lists may lie in one another; what lies deeper is set at this depth.
const DEEPEST: usize = 12;

/// What stands around words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Paragraph,
    /// From 2 down: the title is 1.
    Heading(u8),
    Quote,
    Code,
    /// With the first number, when numbered.
    List(Option<u64>),
    Item,
    Emphasis,
    Strong,
}

/// A piece of a rendered edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Start(Frame),
    End(Frame),
    Words(String),
    Code(String),
    /// The number of a source, from 1.
    Cite(usize),
    LinkStart(Target),
    LinkEnd(Target),
    Break,
    Rule,
}

/// An edition's body in pieces, and its sources in the order of their numbers.
pub(crate) struct Body<'e> {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) sources: Vec<&'e Quotation>,
}

impl<'e> Body<'e> {
    pub(crate) fn of(edition: &'e Edition) -> Self {
        let mut sources: Vec<&'e Quotation> = Vec::new();
        let mut numbers: HashMap<StatementId, usize> = HashMap::new();
        let clean = without_marks(&edition.manuscript.markdown);
        let marked = Citation::replace_all(&clean, |citation| {
            let Some(quotation) = citation.statement.and_then(|id| edition.quotations.get(&id)) else {
                return String::new();
            };
            let number = *numbers.entry(quotation.statement).or_insert_with(|| {
                sources.push(quotation);
                sources.len()
            });
            format!("{CITATION_OPENS}{number}{CITATION_CLOSES}")
        });
        let mut cutter = Cutter {
            last: sources.len(),
            ..Cutter::default()
        };
        for event in TextMergeStream::new(Parser::new(&marked)) {
            cutter.take(event);
        }
        Self {
            pieces: cutter.pieces,
            sources,
        }
    }

    /// The first words of its first paragraph that is more than a greeting, for lists and feeds.
    pub(crate) fn summary(&self) -> String {
        let mut summary = String::new();
        let mut depth = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Start(Frame::Paragraph) => depth += 1,
                Piece::End(Frame::Paragraph) => {
                    depth -= 1;
                    if summary.split_whitespace().count() > 4 {
                        break;
                    }
                    summary.clear();
                }
                Piece::Words(words) | Piece::Code(words) if depth > 0 => summary.push_str(words),
                Piece::Break => summary.push(' '),
                _ => {}
            }
        }
        crate::prose::trimmed(&squash(&summary), 220)
    }
}

/// Who said it and when, as far as that may be told.
pub(crate) fn source_line(quotation: &Quotation) -> String {
    let name = squash(&quotation.speaker);
    let mut line = if says_something(&name) {
        capitalised(&name)
    } else {
        "A participant".to_owned()
    };
    if let Some(date) = quotation.day {
        line.push_str(", ");
        line.push_str(&day(date));
    }
    line.push_str(match quotation.mode {
        Mode::Direct => ", in their own words",
        Mode::Mixed => ", partly in their own words",
        Mode::Indirect => ", as retold",
    });
    if !quotation.confirmed {
        line.push_str("; as found, not yet confirmed");
    }
    line.push('.');
    line
}

#[derive(Default)]
struct Cutter {
    pieces: Vec<Piece>,
    /// The highest number of a source.
    last: usize,
    /// The levels of the headings that the present place stands under.
    levels: Vec<u8>,
    /// For each open quotation and list, whether it was set.
    nested: Vec<bool>,
    links: Vec<Option<Target>>,
    /// Raw HTML that is being gathered.
    raw: Option<String>,
}

impl Cutter {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words),
            Event::Code(words) => self.pieces.push(Piece::Code(squash(&words))),
            Event::Html(html) => {
                if let Some(raw) = &mut self.raw {
                    raw.push_str(&html);
                }
            }
            // A tag alone: the words that it stands around come as text.
            Event::InlineHtml(html) if is_break(&html) => self.pieces.push(Piece::Break),
            Event::SoftBreak => self.pieces.push(Piece::Words("\n".to_owned())),
            Event::HardBreak => self.pieces.push(Piece::Break),
            Event::Rule => self.pieces.push(Piece::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let frame = match tag {
            Tag::Paragraph => Frame::Paragraph,
            Tag::Heading { level, .. } => Frame::Heading(self.heading(level as u8)),
            Tag::BlockQuote(_) => return self.nest(Frame::Quote),
            Tag::List(first) => return self.nest(Frame::List(first)),
            Tag::Item => Frame::Item,
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Frame::Code,
            Tag::Emphasis => Frame::Emphasis,
            Tag::Strong => Frame::Strong,
            Tag::HtmlBlock => {
                self.raw = Some(String::new());
                return;
            }
            Tag::Link { dest_url, .. } => {
                let target = Target::of(&dest_url);
                self.pieces.extend(target.clone().map(Piece::LinkStart));
                self.links.push(target);
                return;
            }
            _ => return,
        };
        self.pieces.push(Piece::Start(frame));
    }

    fn nest(&mut self, frame: Frame) {
        let set = self.nested.len() < DEEPEST;
        self.nested.push(set);
        if set {
            self.pieces.push(Piece::Start(frame));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let frame = match tag {
            TagEnd::Paragraph => Frame::Paragraph,
            TagEnd::Heading(_) => Frame::Heading(1 + self.levels.len() as u8),
            TagEnd::BlockQuote(_) => Frame::Quote,
            TagEnd::List(numbered) => Frame::List(numbered.then_some(1)),
            TagEnd::Item => Frame::Item,
            TagEnd::CodeBlock => Frame::Code,
            TagEnd::Emphasis => Frame::Emphasis,
            TagEnd::Strong => Frame::Strong,
            TagEnd::HtmlBlock => return self.raw_words(),
            TagEnd::Link => {
                let target = self.links.pop().flatten();
                self.pieces.extend(target.map(Piece::LinkEnd));
                return;
            }
            _ => return,
        };
        if matches!(frame, Frame::Quote | Frame::List(_)) && !self.nested.pop().unwrap_or(false) {
            return;
        }
        self.pieces.push(Piece::End(frame));
    }

    /// The level at which a heading is set, so that none is skipped below the title.
    fn heading(&mut self, level: u8) -> u8 {
        while self.levels.last().is_some_and(|&above| above >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        1 + self.levels.len().min(5) as u8
    }

    /// Words, with the citations among them cut out.
    fn words(&mut self, words: &str) {
        let mut rest = words;
        while let Some((before, after)) = rest.split_once(CITATION_OPENS) {
            let Some((number, after)) = after.split_once(CITATION_CLOSES) else {
                break;
            };
            // A citation stands at its sentence, whatever space was left for it.
            self.push_words(before.trim_end_matches(' '));
            let number = number
                .parse()
                .ok()
                .filter(|number| (1..=self.last).contains(number));
            self.pieces.extend(number.map(Piece::Cite));
            rest = after;
        }
        self.push_words(rest);
    }

    fn push_words(&mut self, words: &str) {
        // Entities can bring stray characters in.
        let clean: String = words
            .chars()
            .map(|c| {
                if is_stray(c) && c != '\n' && c != '\t' {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        if !clean.is_empty() {
            self.pieces.push(Piece::Words(clean));
        }
    }

    /// A block of raw HTML: its words stay, its tags, comments and scripts do not.
    fn raw_words(&mut self) {
        let Some(raw) = self.raw.take() else { return };
        let words = raw::words(&raw);
        if says_something(&words) {
            self.pieces.push(Piece::Start(Frame::Paragraph));
            self.words(words.trim());
            self.pieces.push(Piece::End(Frame::Paragraph));
        }
    }
}

fn is_break(html: &str) -> bool {
    let tag: String = html.chars().filter(|c| !c.is_whitespace() && *c != '/').collect();
    tag.eq_ignore_ascii_case("<br>")
}
