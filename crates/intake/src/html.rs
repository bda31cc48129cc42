//! HTML to what a reader reads.

use crate::draft::{Draft, Gap, Lists};
use crate::origin::Origin;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::emitters::{Emitter, ForwardingEmitter};
use html5gum::{Error, Span, State, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// A page read from HTML.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    /// What `<title>` says, its white space folded.
    pub(crate) title: Option<String>,
    /// The first heading of the first level.
    pub(crate) heading: Option<String>,
    /// `<meta name content>` in order, names in lower case.
    pub(crate) meta: Vec<(String, String)>,
    /// The first `<time datetime>`.
    pub(crate) time: Option<String>,
}

/// Reads `source`; `origin` leads from the text to its bytes.
pub(crate) fn read(source: &str) -> Page {
    let start = if source.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    let mut writer = Writer::default();
    let mut inner = CallbackEmitter::new(Hand(&mut writer));
    inner.naively_switch_states(true);
    let walker = Walker {
        inner,
        source: &source.as_bytes()[start..],
        position: 0,
        done: 0,
        base: start,
    };
    let Ok(()) = Tokenizer::new_with_emitter(&source[start..], walker).finish();
    let (text, origin) = writer.draft.finish();
    Page {
        text,
        origin,
        title: fold(&writer.title),
        heading: fold(&writer.heading),
        meta: writer.meta,
        time: writer.time,
    }
}

/// The encoding that a page's `<meta>` names in its first bytes.
pub(crate) fn charset(bytes: &[u8]) -> Option<String> {
    let top = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let mut rest = top.as_str();
    while let Some(at) = rest.find("<meta") {
        let tag = &rest[at..];
        let end = tag.find('>').unwrap_or(tag.len());
        if let Some((_, value)) = tag[..end].split_once("charset") {
            let value = value.trim_start().strip_prefix('=').unwrap_or_default();
            let value = value.trim_start_matches([' ', '"', '\'']);
            let label = value
                .split(|c: char| c.is_whitespace() || "\"';/".contains(c))
                .next();
            return label
                .filter(|label| !label.is_empty() && !label.starts_with("utf-16"))
                .map(str::to_owned);
        }
        rest = &tag[end..];
    }
    None
}

fn fold(words: &[u8]) -> Option<String> {
    let words = String::from_utf8_lossy(words);
    let folded = text::one_line(&words);
    (!folded.is_empty()).then_some(folded)
}

/// Follows the tokenizer's place in the source, so that every piece of text, entities too, knows its bytes.
struct Walker<'s, 'w> {
    inner: CallbackEmitter<Hand<'w>, Infallible, usize>,
    source: &'s [u8],
    position: usize,
    /// Where the last piece or tag ended.
    done: usize,
    base: usize,
}

impl ForwardingEmitter for Walker<'_, '_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
        self.inner.move_position(offset);
    }

    fn emit_string(&mut self, words: &[u8]) {
        let end = self.position.min(self.source.len());
        let same = end
            .checked_sub(words.len())
            .filter(|&start| self.source[start..end] == *words);
        let start = same.unwrap_or_else(|| self.done.min(end));
        let place = start + self.base..end + self.base;
        self.done = end;
        self.inner.callback_mut().0.words(words, place, same.is_some());
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.done = self.position;
        self.inner.emit_current_tag()
    }

    fn emit_current_comment(&mut self) {
        self.done = self.position;
        self.inner.emit_current_comment();
    }

    fn emit_current_doctype(&mut self) {
        self.done = self.position;
        self.inner.emit_current_doctype();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

#[derive(Default)]
struct Writer {
    draft: Draft,
    tag: Vec<u8>,
    attribute: Vec<u8>,
    attributes: Vec<(Vec<u8>, Vec<u8>)>,
    /// The element whose words nobody reads, and how often it is open.
    mute: Option<(Vec<u8>, u32)>,
    title: Vec<u8>,
    in_title: bool,
    heading: Vec<u8>,
    in_heading: bool,
    meta: Vec<(String, String)>,
    time: Option<String>,
    /// The next number of each open list, or nothing for one with dashes.
    lists: Lists,
    quotes: u32,
    verbatim: u32,
    /// Whether `<pre>` was just opened: the line's end that follows it is not shown.
    skips_line_end: bool,
    cell: Option<Cell>,
}

/// The open cell of a table's row.
#[derive(Default)]
struct Cell {
    /// How many lines there were at its first words, once it has any.
    lines: Option<u32>,
}

/// What the tokenizer writes with.
struct Hand<'w>(&'w mut Writer);

impl Callback<Infallible, usize> for Hand<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<usize>) -> Option<Infallible> {
        self.0.take(&event);
        None
    }
}

impl Writer {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.clear();
                self.tag.extend_from_slice(name);
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } if self.wants_attributes() => {
                (*name).clone_into(&mut self.attribute);
            }
            CallbackEvent::AttributeValue { value } if self.wants_attributes() => {
                self.attributes
                    .push((std::mem::take(&mut self.attribute), (*value).to_owned()));
            }
            CallbackEvent::CloseStartTag { .. } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag);
                self.tag = tag;
            }
            CallbackEvent::EndTag { name } => self.end(name),
            _ => {}
        }
    }
}

/// Elements whose words nobody reads.
fn is_mute(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"script" | b"style" | b"noscript" | b"template" | b"iframe" | b"noembed" | b"noframes" | b"datalist"
    )
}

/// Elements that stand apart from what is around them.
fn is_block(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"p" | b"div"
            | b"section"
            | b"article"
            | b"header"
            | b"footer"
            | b"nav"
            | b"aside"
            | b"main"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"table"
            | b"form"
            | b"fieldset"
            | b"figure"
            | b"figcaption"
            | b"address"
            | b"dl"
            | b"hr"
            | b"details"
            | b"summary"
            | b"center"
            | b"body"
            | b"head"
            | b"caption"
            | b"legend"
            | b"search"
            | b"dialog"
            | b"hgroup"
            | b"menu"
    )
}

impl Writer {
    fn wants_attributes(&self) -> bool {
        matches!(&*self.tag, b"meta" | b"time" | b"ol") && self.attributes.len() < 16
    }

    fn words(&mut self, words: &[u8], place: Range<usize>, is_same: bool) {
        if self.mute.is_some() {
            return;
        }
        if self.in_title {
            self.title.extend_from_slice(words);
            return;
        }
        if self.in_heading {
            self.heading.extend_from_slice(words);
        }
        if let Some(cell) = self
            .cell
            .as_mut()
            .filter(|cell| cell.lines.is_none() && !words.trim_ascii().is_empty())
        {
            cell.lines = Some(self.draft.lines_at_next());
        }
        let skips = std::mem::take(&mut self.skips_line_end) && words.starts_with(b"\n");
        let words = &words[usize::from(skips)..];
        let place = place.start + usize::from(skips && is_same)..place.end;
        if self.verbatim == 0 {
            self.draft.folded(words, &place, is_same);
        } else if is_same {
            self.draft.exact(words, place.start);
        } else {
            self.draft.unit(words, place);
        }
    }

    fn start(&mut self, tag: &[u8]) {
        if let Some((name, depth)) = &mut self.mute {
            *depth += u32::from(name == tag);
            return;
        }
        match tag {
            _ if is_mute(tag) => self.mute = Some((tag.to_owned(), 1)),
            b"title" => self.in_title = self.title.is_empty(),
            b"meta" => self.note_meta(),
            b"time" if self.time.is_none() => self.time = self.attribute(b"datetime"),
            b"br" => self.draft.line_break(),
            b"ul" | b"ol" => {
                self.draft.gap(self.lists.gap());
                let first = self
                    .attribute(b"start")
                    .and_then(|start| start.trim().parse().ok())
                    .unwrap_or(1);
                self.lists.open((tag == b"ol").then_some(first));
            }
            b"li" => self.item(),
            b"dt" | b"dd" | b"option" => self.draft.gap(Gap::Line),
            b"tr" => {
                self.end_cell();
                self.draft.gap(Gap::Line);
                self.cell = None;
            }
            b"td" | b"th" => self.start_cell(),
            b"blockquote" => {
                self.quotes += 1;
                self.block();
            }
            b"pre" | b"textarea" => {
                self.block();
                self.verbatim += 1;
                self.skips_line_end = true;
            }
            _ if is_block(tag) => {
                self.in_heading = tag == b"h1" && self.heading.is_empty();
                self.block();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: &[u8]) {
        if let Some((name, depth)) = &mut self.mute {
            if name == tag {
                *depth -= 1;
                if *depth == 0 {
                    self.mute = None;
                }
            }
            return;
        }
        match tag {
            b"title" => self.in_title = false,
            b"br" => self.draft.line_break(),
            b"ul" | b"ol" => {
                self.lists.close();
                self.end_block();
            }
            b"li" | b"dt" | b"dd" | b"option" => self.draft.gap(Gap::Line),
            b"td" | b"th" => self.end_cell(),
            b"tr" | b"table" => {
                self.end_cell();
                self.cell = None;
                self.draft.gap(if tag == b"tr" { Gap::Line } else { Gap::Blank });
            }
            b"blockquote" => {
                self.quotes = self.quotes.saturating_sub(1);
                self.end_block();
            }
            b"pre" | b"textarea" => {
                self.verbatim = self.verbatim.saturating_sub(1);
                self.end_block();
            }
            _ if is_block(tag) => {
                self.in_heading &= tag != b"h1";
                self.end_block();
            }
            _ => {}
        }
    }

    fn block(&mut self) {
        let starts_cell = self.cell.as_ref().is_some_and(|cell| cell.lines.is_none());
        self.draft.gap(if starts_cell { Gap::Line } else { Gap::Blank });
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
        self.draft.mark(mark);
    }

    /// A bar between the cells of a row; a layout table, whose cells hold whole blocks, is left as blocks.
    fn start_cell(&mut self) {
        self.end_cell();
        if self.cell.is_some() {
            if self.is_one_line() {
                self.draft.cell();
            } else {
                self.draft.gap(Gap::Blank);
            }
        }
        self.cell = Some(Cell::default());
    }

    fn end_cell(&mut self) {
        if self.is_one_line() {
            self.draft.narrow();
        }
    }

    fn is_one_line(&self) -> bool {
        self.cell
            .as_ref()
            .is_some_and(|cell| cell.lines.is_none_or(|lines| lines == self.draft.lines()))
    }

    fn attribute(&self, name: &[u8]) -> Option<String> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(String::from_utf8_lossy(&found.1).into_owned())
    }

    fn note_meta(&mut self) {
        const MOST: usize = 200;
        let name = self
            .attribute(b"name")
            .or_else(|| self.attribute(b"property"))
            .or_else(|| self.attribute(b"itemprop"));
        if let (Some(name), Some(content)) = (name, self.attribute(b"content"))
            && let Some(content) = fold(content.as_bytes())
            && self.meta.len() < MOST
        {
            self.meta.push((name.trim().to_ascii_lowercase(), content));
        }
    }
}
