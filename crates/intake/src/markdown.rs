//! Markdown to what a reader reads.

use crate::draft::{Draft, Gap, Lists};
use crate::head::{self, Head};
use crate::html;
use crate::origin::Origin;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A page read from Markdown.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    /// The header lines at its top, placed in `text`; empty when there are none.
    pub(crate) head: Option<Head>,
    /// Its first heading of the highest level.
    pub(crate) heading: Option<String>,
}

/// Reads `source`, decoded from a file whose letters it is.
pub(crate) fn read(source: &str) -> Page {
    let top = head::find(source, head::Where::Top);
    let mut writer = Writer {
        source,
        ..Writer::default()
    };
    let mut from = if source.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    let mut head = None;
    if !top.lines.is_empty() {
        from = top.body;
        head = Some(writer.keep(top));
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, place) in Parser::new_ext(&source[from..], options).into_offset_iter() {
        writer.take(event, place.start + from..place.end + from);
    }
    let (text, origin) = writer.draft.finish();
    if let Some(head) = &mut head {
        head.body = head.body.min(text.len());
    }
    Page {
        text,
        origin,
        head,
        heading: writer.heading.map(|(_, words)| words),
    }
}

#[derive(Default)]
struct Writer<'s> {
    source: &'s str,
    draft: Draft,
    /// The next number of each open list, or nothing for one with dashes.
    lists: Lists,
    quotes: usize,
    images: usize,
    cells: usize,
    in_table: bool,
    html: Option<Range<usize>>,
    /// The best heading so far with its level, and whether it is still being read.
    heading: Option<(HeadingLevel, String)>,
    in_heading: bool,
}

impl Writer<'_> {
    /// Keeps header lines as they are, a line a line, and moves their places to where they stand now.
    fn keep(&mut self, mut head: Head) -> Head {
        let mut moves: Vec<(Range<usize>, usize)> = Vec::new();
        for kept in &head.kept {
            let lines = &self.source[kept.clone()];
            let words = lines.trim_end();
            self.draft.gap(Gap::Line);
            self.draft.exact(words.as_bytes(), kept.start);
            let start = self.draft.len() - words.len();
            moves.push((kept.start..kept.start + words.len(), start));
        }
        self.draft.gap(Gap::Blank);
        let moved = |place: &Range<usize>| {
            let found = moves
                .iter()
                .find(|(kept, _)| kept.start <= place.start && place.end <= kept.end);
            found.map_or(0..0, |(kept, to)| {
                to + place.start - kept.start..to + place.end - kept.start
            })
        };
        for line in head.lines.iter_mut().chain(&mut head.label) {
            line.place = moved(&line.place);
        }
        head.body = self.draft.len() + 2;
        head.furniture.clear();
        head
    }

    fn take(&mut self, event: Event<'_>, place: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, place),
            Event::Code(words) => {
                let at = self.source[place.clone()].find(&*words);
                let place = at.map_or(place.clone(), |at| {
                    place.start + at..place.start + at + words.len()
                });
                self.words(&words, place);
            }
            Event::SoftBreak | Event::HardBreak if self.images == 0 => self.end_line(&place),
            Event::Html(_) => {
                let whole = self.html.get_or_insert(place.clone());
                whole.end = whole.end.max(place.end);
            }
            Event::InlineHtml(tag) if is_break(&tag) => self.end_line(&place),
            Event::FootnoteReference(label) => self.draft.unit(format!("[{label}]").as_bytes(), place),
            Event::Rule => self.draft.gap(Gap::Blank),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(_) => self.block(),
            Tag::Heading { level, .. } => {
                self.block();
                self.in_heading = self.heading.as_ref().is_none_or(|(best, _)| level < best);
                if self.in_heading {
                    self.heading = Some((*level, String::new()));
                }
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => {
                self.draft.gap(self.lists.gap());
                self.lists.open(*first);
            }
            Tag::Item => self.item(),
            Tag::FootnoteDefinition(label) => {
                self.draft.gap(Gap::Blank);
                self.draft.mark(format!("[{label}] "));
            }
            Tag::Table(_) => {
                self.draft.gap(Gap::Blank);
                self.in_table = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.draft.gap(Gap::Line);
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.draft.own(" | ");
                }
                self.cells += 1;
            }
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.end_block(),
            TagEnd::Heading(_) => {
                self.in_heading = false;
                self.end_block();
            }
            TagEnd::HtmlBlock => {
                if let Some(place) = self.html.take() {
                    let page = html::read(&self.source[place.clone()]);
                    self.draft.piece(&page.text, &page.origin, place.start);
                }
                self.end_block();
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.end_block();
            }
            TagEnd::Item => self.draft.gap(Gap::Line),
            TagEnd::List(_) => {
                self.lists.close();
                self.end_block();
            }
            TagEnd::Table => {
                self.in_table = false;
                self.draft.gap(Gap::Blank);
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    fn block(&mut self) {
        self.draft.gap(Gap::Blank);
        if self.quotes > 0 && !self.draft.is_marked() {
            self.draft.mark("> ");
        }
    }

    fn end_block(&mut self) {
        self.draft.gap(self.lists.gap());
    }

    fn item(&mut self) {
        self.draft.gap(Gap::Line);
        let mark = self.lists.mark();
        let quote = if self.quotes > 0 { "> " } else { "" };
        self.draft.mark(format!("{quote}{mark}"));
    }

    /// A line of the source ends. In a paragraph the line is kept, for it may be a header line or a line of
    /// notes; a list item or a cell stays on one line.
    fn end_line(&mut self, place: &Range<usize>) {
        if !self.lists.is_empty() || self.in_table || self.in_heading {
            self.draft.folded(b" ", place, false);
            self.note_heading(" ");
        } else {
            self.draft.gap(Gap::Line);
        }
    }

    fn words(&mut self, words: &str, place: Range<usize>) {
        if self.images > 0 {
            return;
        }
        self.note_heading(words);
        if self.source.get(place.clone()) == Some(words) {
            self.draft.exact(words.as_bytes(), place.start);
        } else {
            self.draft.unit(words.as_bytes(), place);
        }
    }

    fn note_heading(&mut self, words: &str) {
        if let Some((_, heading)) = self.heading.as_mut().filter(|_| self.in_heading) {
            heading.push_str(words);
        }
    }
}

fn is_break(tag: &str) -> bool {
    let name = tag
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/')
        .trim();
    name.eq_ignore_ascii_case("br")
}
