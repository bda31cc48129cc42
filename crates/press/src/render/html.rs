//! Pieces to HTML, for a page, a feed or a mail.

use super::{Frame, Piece, Target, source_line};
use crate::address::{
    holds_address, link_holds_address, protected_address, protected_words, without_addresses,
};
use domain::disclosure::Quotation;
use maud::{Markup, PreEscaped, html};
use std::fmt::Write as _;

/// What the HTML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    /// The site: addresses are protected, citations lead to the sources.
    Page,
    /// A feed: no addresses at all.
    Feed,
    /// A mail, to somebody who knows our address.
    Mail,
}

impl Medium {
    fn words(self, words: &str) -> String {
        match self {
            Self::Page => protected_words(words),
            Self::Feed => escaped(&without_addresses_at_ends(words)),
            Self::Mail => escaped(words),
        }
    }
}

/// [`without_addresses`] that keeps the white space around: words go on in the next piece.
fn without_addresses_at_ends(words: &str) -> String {
    if !holds_address(words) {
        return words.to_owned();
    }
    let lead = &words[..words.len() - words.trim_start().len()];
    let tail = &words[words.trim_end().len().max(lead.len())..];
    format!("{lead}{}{tail}", without_addresses(words))
}

fn escaped(words: &str) -> String {
    html! { (words) }.into_string()
}

struct Writer {
    medium: Medium,
    out: String,
    /// How often each source has been cited, by number.
    cited: Vec<usize>,
    /// Citations within a link, which wait for its end: a link holds no link.
    waiting: Option<Vec<usize>>,
    /// The words of the link that is open.
    linked: String,
}

/// The body as HTML. `sources` is how many sources there are.
pub(crate) fn to_html(pieces: &[Piece], sources: usize, medium: Medium) -> String {
    let mut writer = Writer {
        medium,
        out: String::new(),
        cited: vec![0; sources + 1],
        waiting: None,
        linked: String::new(),
    };
    for piece in pieces {
        writer.write(piece);
    }
    writer.out
}

impl Writer {
    fn write(&mut self, piece: &Piece) {
        match piece {
            Piece::Start(frame) => self.start(*frame),
            Piece::End(frame) => self.end(*frame),
            Piece::Words(words) => {
                self.out.push_str(&self.medium.words(words));
                self.linked.push_str(words);
            }
            Piece::Code(words) => {
                let _ = write!(self.out, "<code>{}</code>", self.medium.words(words));
                self.linked.push_str(words);
            }
            Piece::Cite(number) => match &mut self.waiting {
                Some(waiting) => waiting.push(*number),
                None => self.cite(*number),
            },
            Piece::LinkStart(target) => {
                self.waiting = Some(Vec::new());
                self.linked.clear();
                if let Some(href) = self.href(target) {
                    let _ = write!(self.out, "<a href=\"{}\">", escaped(&href));
                }
            }
            Piece::LinkEnd(target) => self.end_link(target),
            Piece::Break => self.out.push_str("<br>\n"),
            Piece::Rule => self.out.push_str("<hr>\n"),
        }
    }

    /// Where a link leads in this medium; `None` where it would lead nowhere or show an address.
    fn href(&self, target: &Target) -> Option<String> {
        match (target, self.medium) {
            (Target::Web(url), Medium::Mail) => Some(url.clone()),
            (Target::Web(url), _) => (!link_holds_address(url)).then(|| url.clone()),
            (Target::Mail(address), Medium::Mail) => Some(format!("mailto:{address}")),
            (Target::Within(url), Medium::Page) => (!link_holds_address(url)).then(|| url.clone()),
            (Target::Mail(_) | Target::Within(_), _) => None,
        }
    }

    fn end_link(&mut self, target: &Target) {
        if self.href(target).is_some() {
            self.out.push_str("</a>");
        }
        if let (Target::Mail(address), Medium::Page) = (target, self.medium)
            && !self.linked.contains(address.as_str())
        {
            let _ = write!(self.out, " ({})", protected_address(address).into_string());
        }
        for number in self.waiting.take().unwrap_or_default() {
            self.cite(number);
        }
    }

    fn cite(&mut self, number: usize) {
        if self.medium != Medium::Page {
            let _ = write!(self.out, " [{number}]");
            return;
        }
        let Some(times) = self.cited.get_mut(number) else {
            return;
        };
        *times += 1;
        let id = anchor(number, *times);
        let _ = write!(
            self.out,
            "<sup><a href=\"#s{number}\" id=\"{id}\" role=\"doc-noteref\" aria-label=\"Source {number}\">{number}</a></sup>"
        );
    }

    fn start(&mut self, frame: Frame) {
        let _ = match frame {
            Frame::Paragraph => write!(self.out, "<p>"),
            Frame::Heading(level) => write!(self.out, "<h{level}>"),
            Frame::Quote => writeln!(self.out, "<blockquote>"),
            // Wide lines scroll; a keyboard has to reach what scrolls.
            Frame::Code if self.medium == Medium::Page => {
                write!(
                    self.out,
                    "<pre tabindex=\"0\" role=\"region\" aria-label=\"Set as written\"><code>"
                )
            }
            Frame::Code => write!(self.out, "<pre><code>"),
            Frame::List(None) => writeln!(self.out, "<ul>"),
            Frame::List(Some(1)) => writeln!(self.out, "<ol>"),
            Frame::List(Some(first)) => writeln!(self.out, "<ol start=\"{first}\">"),
            Frame::Item => write!(self.out, "<li>"),
            Frame::Emphasis => write!(self.out, "<em>"),
            Frame::Strong => write!(self.out, "<strong>"),
        };
    }

    fn end(&mut self, frame: Frame) {
        let _ = match frame {
            Frame::Paragraph => writeln!(self.out, "</p>"),
            Frame::Heading(level) => writeln!(self.out, "</h{level}>"),
            Frame::Quote => writeln!(self.out, "</blockquote>"),
            Frame::Code => writeln!(self.out, "</code></pre>"),
            Frame::List(None) => writeln!(self.out, "</ul>"),
            Frame::List(Some(_)) => writeln!(self.out, "</ol>"),
            Frame::Item => writeln!(self.out, "</li>"),
            Frame::Emphasis => write!(self.out, "</em>"),
            Frame::Strong => write!(self.out, "</strong>"),
        };
    }
}

fn anchor(number: usize, times: usize) -> String {
    if times == 1 {
        format!("c{number}")
    } else {
        format!("c{number}-{times}")
    }
}

/// The list of sources at an edition's end; nothing when there are none.
pub(crate) fn sources_html(sources: &[&Quotation], medium: Medium) -> Markup {
    if sources.is_empty() {
        return html! {};
    }
    let line = |quotation: &Quotation| PreEscaped(medium.words(&source_line(quotation)));
    html! {
        @if medium == Medium::Page {
            section class="sources" role="doc-endnotes" aria-labelledby="sources" {
                h2 id="sources" { "Sources" }
                ol {
                    @for (at, quotation) in sources.iter().enumerate() {
                        li id={ "s" (at + 1) } {
                            (line(quotation)) " "
                            a class="back" href={ "#c" (at + 1) } role="doc-backlink"
                                aria-label={ "Back to where source " (at + 1) " is cited" } { "↩\u{fe0e}" }
                        }
                    }
                }
            }
        } @else {
            h2 { "Sources" }
            ol { @for quotation in sources { li { (line(quotation)) } } }
        }
    }
}
