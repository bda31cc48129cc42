//! A text laid out for reading: tokens with their lower-case words, sentences and blocks.

use crate::words;
use std::ops::Range;
use text::{Span, Text, TokenKind};

/// A token. Possessive endings and contracted verbs stand alone: "Korea" "'s".
#[derive(Clone, Copy, Debug)]
struct Tok {
    /// In code points.
    start: u32,
    end: u32,
    /// In bytes of the text.
    from: usize,
    to: usize,
    /// In bytes of `Doc::lower`.
    low: u32,
    low_end: u32,
    kind: TokenKind,
    capital: bool,
}

/// A text with its tokens.
pub(crate) struct Doc<'t> {
    text: &'t Text,
    toks: Vec<Tok>,
    lower: String,
}

impl<'t> Doc<'t> {
    /// Cuts `text`.
    pub(crate) fn new(text: &'t Text) -> Self {
        let mut doc = Self {
            text,
            toks: Vec::new(),
            lower: String::new(),
        };
        let string = text.as_str();
        for token in text.tokens(text.span()) {
            let word = &string[token.bytes.clone()];
            let tail = if token.kind == TokenKind::Word {
                contracted(word)
            } else {
                0
            };
            let cut = word.len() - tail;
            let chars = word[..cut].chars().count() as u32;
            let middle = token.span.start() + chars;
            doc.push(
                &word[..cut],
                token.span.start()..middle,
                token.bytes.start,
                token.kind,
            );
            if tail > 0 {
                doc.push(
                    &word[cut..],
                    middle..token.span.end(),
                    token.bytes.start + cut,
                    TokenKind::Word,
                );
            }
        }
        doc
    }

    fn push(&mut self, word: &str, chars: Range<u32>, from: usize, kind: TokenKind) {
        let low = self.lower.len() as u32;
        let plain = word;
        let word = written_out(word).unwrap_or(word);
        for c in word.chars() {
            match c {
                '’' | '‘' | 'ʼ' if word.chars().count() > 1 => self.lower.push('\''),
                _ => self.lower.extend(c.to_lowercase()),
            }
        }
        self.toks.push(Tok {
            start: chars.start,
            end: chars.end,
            from,
            to: from + plain.len(),
            low,
            low_end: self.lower.len() as u32,
            kind,
            capital: plain.chars().next().is_some_and(char::is_uppercase),
        });
    }

    /// The text it was cut from.
    pub(crate) fn text(&self) -> &'t Text {
        self.text
    }

    /// How many tokens it has.
    pub(crate) fn len(&self) -> usize {
        self.toks.len()
    }

    /// Token `at` as it stands; nothing beyond the end.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.toks
            .get(at)
            .map_or("", |t| &self.text.as_str()[t.from..t.to])
    }

    /// Token `at` in lower case, with straight apostrophes; nothing beyond the end.
    pub(crate) fn low(&self, at: usize) -> &str {
        self.toks
            .get(at)
            .map_or("", |t| &self.lower[t.low as usize..t.low_end as usize])
    }

    /// Whether token `at` starts with a capital.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.toks.get(at).is_some_and(|t| t.capital)
    }

    /// Whether token `at` is a word.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.toks.get(at).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether token `at` is a mark.
    pub(crate) fn is_mark(&self, at: usize) -> bool {
        self.toks.get(at).is_some_and(|t| t.kind == TokenKind::Mark)
    }

    /// Whether white space (or nothing) stands before token `at`.
    pub(crate) fn spaced(&self, at: usize) -> bool {
        at == 0 || at >= self.toks.len() || self.toks[at - 1].to != self.toks[at].from
    }

    /// Where token `at` stands.
    pub(crate) fn span(&self, at: usize) -> Span {
        self.toks
            .get(at)
            .map_or(Span::over(self.text.len(), self.text.len()), |t| {
                Span::over(t.start, t.end)
            })
    }

    /// Where a run of tokens stands.
    pub(crate) fn span_of(&self, tokens: Range<usize>) -> Span {
        if tokens.is_empty() {
            let at = self.span(tokens.start).start();
            return Span::over(at, at);
        }
        self.span(tokens.start).join(self.span(tokens.end - 1))
    }

    /// The first token that ends after code point `at`.
    pub(crate) fn token_at(&self, at: u32) -> usize {
        self.toks.partition_point(|t| t.end <= at)
    }

    /// The tokens of a span.
    pub(crate) fn tokens_of(&self, span: Span) -> Range<usize> {
        let start = self.token_at(span.start());
        start..self.toks.partition_point(|t| t.start < span.end()).max(start)
    }

    /// Whether a line break stands right before a token.
    pub(crate) fn breaks(&self, at: usize) -> bool {
        at > 0
            && at < self.len()
            && self.text.as_str()[self.toks[at - 1].to..self.toks[at].from].contains('\n')
    }

    /// The words of a run of tokens as they stand.
    pub(crate) fn words(&self, tokens: Range<usize>) -> &'t str {
        if tokens.is_empty() || tokens.end > self.toks.len() {
            return "";
        }
        &self.text.as_str()[self.toks[tokens.start].from..self.toks[tokens.end - 1].to]
    }
}

impl Doc<'_> {
    /// Where these tokens end without the marks behind them; quotation marks stay.
    pub(crate) fn end_of_words(&self, tokens: &Range<usize>) -> usize {
        let mut end = tokens.end;
        while end > tokens.start && self.is_mark(end - 1) && !words::is_quote_mark(self.low(end - 1)) {
            end -= 1;
        }
        end
    }
}

/// Abbreviations of notes as the words that they stand for.
pub(crate) fn written_out(word: &str) -> Option<&'static str> {
    Some(match word {
        "wd" | "Wd" | "wld" | "Wld" => "would",
        "shd" | "Shd" | "shld" | "Shld" => "should",
        "cd" | "Cd" | "cld" | "Cld" => "could",
        "wdn't" | "Wdn't" | "wdn’t" | "Wdn’t" | "wldn't" | "Wldn't" | "wldn’t" | "Wldn’t" => {
            "wouldn't"
        }
        "cdn't" | "Cdn't" | "cdn’t" | "Cdn’t" | "cldn't" | "Cldn't" | "cldn’t" | "Cldn’t" => {
            "couldn't"
        }
        "shdn't" | "Shdn't" | "shdn’t" | "Shdn’t" | "shldn't" | "shldn’t" => "shouldn't",
        "sd" | "Sd" => "said",
        "agst" | "Agst" => "against",
        "tho" | "Tho" => "though",
        "thru" => "through",
        "abt" | "Abt" => "about",
        "bec" => "because",
        "pls" | "Pls" => "please",
        "btwn" | "betw" => "between",
        "til" | "Til" => "until",
        "govt" | "Govt" => "government",
        "fm" => "from",
        "b4" => "before",
        "tmrw" => "tomorrow",
        "Brig" => "brigadier",
        "Amb" => "ambassador",
        "Col" => "colonel",
        _ => return None,
    })
}

/// How many bytes of a word are a possessive ending or a contracted verb.
fn contracted(word: &str) -> usize {
    for end in [
        "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m", "'S", "’S",
    ] {
        if word.len() > end.len() && word.ends_with(end) {
            return end.len();
        }
    }
    0
}

/// The words of a name as [`Doc`] would cut them.
pub(crate) fn split_words(name: &str) -> Vec<String> {
    let text = Text::new(name);
    let doc = Doc::new(&text);
    (0..doc.len()).map(|at| doc.word(at).to_owned()).collect()
}
