//! Editions as plain text, for mail and the terminal.

use crate::prose::{day, squash};
use crate::render::{Body, Frame, Piece, Target, source_line};
use domain::disclosure::{Cleared, Edition};
use domain::{Manuscript, Marking};

/// How many columns a line of text may take.
pub(crate) const COLUMNS: usize = 72;

/// The edition as plain text: lines of at most 72 characters, citations as `[1]`, the sources at the end. Only an
/// address of a link that is longer than a line stands on a longer one.
pub fn plain_text(edition: &Cleared<Edition>) -> String {
    let manuscript = &edition.manuscript;
    let body = Body::of(edition);
    let mut writer = Writer::default();
    writer.heading(&squash(&manuscript.title), '=');
    writer.block(&kind_line(manuscript));
    for piece in &body.pieces {
        writer.write(piece);
    }
    writer.flush();
    if !body.sources.is_empty() {
        writer.heading("Sources", '-');
        for (at, source) in body.sources.iter().enumerate() {
            let label = format!("[{}] ", at + 1);
            let indent = " ".repeat(label.len());
            writer
                .out
                .push_str(&wrapped(&source_line(source), &label, &indent));
        }
    }
    writer.out.trim_end().to_owned() + "\n"
}

/// "Letter, 14 December 2009", and the marking where not everybody may have it.
pub(crate) fn kind_line(manuscript: &Manuscript) -> String {
    let line = format!("{}, {}", manuscript.kind, day(manuscript.date));
    match manuscript.audience {
        Marking::Clear => line,
        marking => format!("{line}, {marking}"),
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The words of the block that is open.
    block: String,
    /// Whether the block's lines stay as they are.
    as_written: bool,
    quotes: usize,
    /// For each open list, the next number.
    lists: Vec<Option<u64>>,
    /// The mark of the item whose first block comes next.
    mark: Option<String>,
    /// Where the words of the open link began.
    link: usize,
}

impl Writer {
    fn write(&mut self, piece: &Piece) {
        match piece {
            Piece::Start(Frame::Paragraph | Frame::Heading(_)) | Piece::End(Frame::Paragraph) => self.flush(),
            Piece::End(Frame::Heading(level)) => {
                let words = std::mem::take(&mut self.block);
                self.heading(&squash(&words), if *level > 2 { '.' } else { '-' });
            }
            Piece::Start(Frame::Quote) => {
                self.flush();
                self.quotes += 1;
            }
            Piece::End(Frame::Quote) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            Piece::Start(Frame::Code) => {
                self.flush();
                self.as_written = true;
            }
            Piece::End(Frame::Code) => {
                self.flush();
                self.as_written = false;
            }
            Piece::Start(Frame::List(first)) => {
                self.flush();
                self.lists.push(*first);
            }
            Piece::End(Frame::List(_)) => {
                self.flush();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            Piece::Start(Frame::Item) => {
                self.flush();
                self.mark = Some(self.next_mark());
            }
            Piece::End(Frame::Item) => {
                self.flush();
                self.mark = None;
            }
            Piece::Start(Frame::Emphasis | Frame::Strong) | Piece::End(Frame::Emphasis | Frame::Strong) => {}
            Piece::Words(words) | Piece::Code(words) => self.block.push_str(words),
            Piece::Cite(number) => self.block.push_str(&format!(" [{number}]")),
            Piece::LinkStart(_) => self.link = self.block.len(),
            Piece::LinkEnd(target) => self.end_link(target),
            Piece::Break => self.block.push('\u{b}'),
            Piece::Rule => {
                self.flush();
                self.out.push_str("* * *\n\n");
            }
        }
    }

    fn next_mark(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => "- ".to_owned(),
        }
    }

    fn end_link(&mut self, target: &Target) {
        let (Target::Web(url) | Target::Mail(url)) = target else {
            return;
        };
        if self
            .block
            .get(self.link..)
            .is_none_or(|shown| !shown.contains(url.as_str()))
        {
            self.block.push_str(&format!(" <{url}>"));
        }
    }

    fn heading(&mut self, words: &str, under: char) {
        if words.is_empty() {
            return;
        }
        let lines = wrapped(words, "", "");
        let width = lines
            .lines()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or_default();
        self.out.push_str(&lines);
        self.out.extend(std::iter::repeat_n(under, width.min(COLUMNS)));
        self.out.push_str("\n\n");
    }

    fn block(&mut self, words: &str) {
        self.block.push_str(words);
        self.flush();
    }

    /// Ends the block that is open.
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.trim().is_empty() {
            return;
        }
        let depth = self.lists.len();
        let margin =
            "> ".repeat(self.quotes) + &"  ".repeat(depth.saturating_sub(usize::from(self.mark.is_some())));
        let mark = self.mark.take();
        let mut first = format!("{margin}{}", mark.as_deref().unwrap_or_default());
        let rest = margin + &" ".repeat(mark.map_or(0, |mark| mark.len()));
        let lines: Vec<&str> = if self.as_written {
            block.trim_end().lines().collect()
        } else {
            block.split('\u{b}').collect()
        };
        for line in lines {
            if self.as_written {
                self.out
                    .push_str(&cut(&format!("{rest}    {}", line.replace('\t', "    "))));
            } else {
                self.out.push_str(&wrapped(line, &first, &rest));
            }
            first.clone_from(&rest);
        }
        // The items of a list stand close.
        if self.lists.is_empty() {
            self.out.push('\n');
        }
    }
}

/// Words on lines of at most [`COLUMNS`] characters, the first after `first`, the others after `rest`.
pub(crate) fn wrapped(words: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut width = first.chars().count();
    let mut bare = true;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if !bare && width + 1 + length > COLUMNS {
            out.push_str(line.trim_end());
            out.push('\n');
            rest.clone_into(&mut line);
            width = rest.chars().count();
            bare = true;
        }
        if !bare {
            line.push(' ');
            width += 1;
        }
        if bare && width + length > COLUMNS && !word.contains("://") {
            // One word that no line can hold: it has to break somewhere.
            for c in word.chars() {
                if width == COLUMNS {
                    out.push_str(&line);
                    out.push('\n');
                    rest.clone_into(&mut line);
                    width = rest.chars().count();
                }
                line.push(c);
                width += 1;
            }
        } else {
            line.push_str(word);
            width += length;
        }
        bare = false;
    }
    if !bare {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A line as written, cut into as many as it takes.
fn cut(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    chars
        .chunks(COLUMNS)
        .map(|part| part.iter().collect::<String>() + "\n")
        .collect()
}
