//! Markup to plain text.

use crate::LONGEST_TEXT;
use crate::scan::is_kept;
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// One line of plain text from a title or name, entities resolved even when they were encoded twice.
pub(crate) fn line(markup: &str) -> String {
    text::one_line(&text(markup))
}

/// Plain text, blocks between blank lines, from HTML or from text that only may be HTML.
pub(crate) fn text(markup: &str) -> String {
    let mut text = once(markup);
    // Encoded once more than the format asks for; a third time is not believed.
    if is_still_markup(&text) {
        text = once(&text);
    }
    text
}

/// Plain text as a feed states it: white space tidied, nothing taken for markup.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = Out::default();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.break_lines(if line.trim().is_empty() { 2 } else { 1 });
        }
        out.words(line);
    }
    out.done()
}

fn once(markup: &str) -> String {
    if !markup.contains(['<', '&']) {
        return tidy(markup);
    }
    let mut emitter = DefaultEmitter::default();
    // So that what stands in a script or style sheet is not taken for text.
    emitter.naively_switch_states(true);
    let mut out = Out::default();
    let mut hidden = false;
    for token in Tokenizer::new_with_emitter(markup, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name: &[u8] = tag.name.as_ref();
                hidden = is_hidden(name) && !tag.self_closing;
                out.break_lines(breaks(name));
            }
            Token::EndTag(tag) => {
                let name: &[u8] = tag.name.as_ref();
                hidden = false;
                out.break_lines(breaks(name));
            }
            Token::String(words) if !hidden => out.words(&String::from_utf8_lossy(&words.value)),
            _ => {}
        }
        if out.is_full() {
            break;
        }
    }
    out.done()
}

fn is_hidden(name: &[u8]) -> bool {
    matches!(
        name,
        b"script" | b"style" | b"template" | b"iframe" | b"object" | b"svg" | b"noframes"
    )
}

/// How many line breaks a tag stands for.
fn breaks(name: &[u8]) -> usize {
    match name {
        b"br" | b"li" | b"tr" | b"dt" | b"dd" => 1,
        b"p" | b"div" | b"ul" | b"ol" | b"dl" | b"table" | b"blockquote" | b"pre" | b"h1" | b"h2" | b"h3"
        | b"h4" | b"h5" | b"h6" | b"hr" | b"section" | b"article" | b"header" | b"footer" | b"figure"
        | b"figcaption" => 2,
        _ => 0,
    }
}

/// Whether what should be text still holds references or paragraphs.
fn is_still_markup(text: &str) -> bool {
    const TAGS: [&str; 8] = ["</p>", "</a>", "<br>", "<br/>", "<br />", "</b>", "</i>", "</em>"];
    let lower = text.to_ascii_lowercase();
    TAGS.iter().any(|tag| lower.contains(tag)) || text.split('&').skip(1).any(is_reference)
}

/// Whether `rest`, which follows an ampersand, makes it a reference of the kind that feeds encode twice.
fn is_reference(rest: &str) -> bool {
    const NAMES: [&str; 20] = [
        "amp", "lt", "gt", "quot", "apos", "nbsp", "rsquo", "lsquo", "rdquo", "ldquo", "ndash", "mdash",
        "hellip", "eacute", "egrave", "uuml", "ouml", "auml", "shy", "ccedil",
    ];
    let Some(end) = rest.bytes().take(9).position(|b| b == b';') else {
        return false;
    };
    let name = &rest[..end];
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    NAMES.contains(&name)
        || name
            .strip_prefix("#")
            .is_some_and(|n| number(n.trim_start_matches(['x', 'X'])))
}

/// Plain text in the making: white space runs are one space, blank lines part blocks.
#[derive(Default)]
struct Out {
    text: String,
    length: usize,
    breaks: usize,
    space: bool,
}

impl Out {
    fn break_lines(&mut self, lines: usize) {
        self.breaks = self.breaks.max(lines);
    }

    fn is_full(&self) -> bool {
        self.length >= LONGEST_TEXT
    }

    fn words(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.space = true;
            } else if is_kept(c) && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') && !self.is_full() {
                if !self.text.is_empty() {
                    let gap = [if self.space { " " } else { "" }, "\n", "\n\n"][self.breaks.min(2)];
                    if self.length + gap.len() >= LONGEST_TEXT {
                        self.length = LONGEST_TEXT;
                        return;
                    }
                    self.text.push_str(gap);
                    self.length += gap.len();
                }
                (self.breaks, self.space) = (0, false);
                self.text.push(c);
                self.length += 1;
            }
        }
    }

    fn done(self) -> String {
        self.text
    }
}
