//! Words as the encoder knows them: BERT's basic tokenizer and WordPiece (Wu et al. 2016), with offsets.

use super::encoder::Piece;
use std::collections::HashMap;
use text::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Pieces that are no part of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// What stands for a word that no pieces make up.
    pub(crate) unknown: u32,
    /// Before the first word of a window.
    pub(crate) begin: u32,
    /// After each paragraph.
    pub(crate) end: u32,
}

/// Longer words are unknown, as in BERT.
const LONGEST_WORD: usize = 100;
/// Pieces of one word that are looked at.
const MOST_PIECES: usize = 12;

/// A word of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// In code points.
    pub(crate) span: Span,
    /// Its pieces: rows of the encoder's table; one at least.
    pub(crate) pieces: Vec<u32>,
    pub(crate) shape: u8,
    pub(crate) quote: u8,
}

impl Word {
    /// Its pieces, as the encoder takes them.
    pub(crate) fn all(&self) -> impl Iterator<Item = Piece> + '_ {
        self.pieces.iter().map(|&word| Piece {
            word,
            shape: self.shape + 1,
            quote: self.quote,
        })
    }
}

/// The pieces by their letters; those that go on in a word have "##" before them.
pub(crate) struct Vocabulary {
    pieces: HashMap<Box<str>, u32>,
    pub(crate) marks: Marks,
}

impl Vocabulary {
    /// From one piece a line.
    pub(crate) fn new(lines: &str, marks: Marks) -> Self {
        // Room for all at once: to grow is half of the time.
        let mut pieces = HashMap::with_capacity(lines.lines().count());
        pieces.extend(lines.split('\n').map(Box::from).zip(0..));
        Self { pieces, marks }
    }

    /// The words of `paragraph`, whose first code point is number `from` of the text.
    pub(crate) fn words(&self, paragraph: &str, from: u32) -> Vec<Word> {
        let mut words = Vec::new();
        let (mut at, mut spaced, mut inside) = (from, true, false);
        let mut word = String::new();
        let mut begun = at;
        for c in paragraph.chars().chain([' ']) {
            let alone = is_mark(c);
            if (c.is_whitespace() || alone) && !word.is_empty() {
                words.push(self.word(&word, Span::over(begun, at), &mut spaced, &mut inside));
                word.clear();
            }
            if alone {
                let mark = c.encode_utf8(&mut [0; 4]).to_owned();
                words.push(self.word(&mark, Span::over(at, at + 1), &mut spaced, &mut inside));
            } else if c.is_whitespace() {
                spaced = true;
            } else {
                if word.is_empty() {
                    begun = at;
                }
                word.push(c);
            }
            at += 1;
        }
        words
    }

    fn word(&self, word: &str, span: Span, spaced: &mut bool, inside: &mut bool) -> Word {
        let quote = match word {
            "“" | "«" | "„" => {
                *inside = true;
                2
            }
            "”" | "»" => {
                *inside = false;
                2
            }
            "\"" => {
                *inside = !*inside;
                2
            }
            _ => u8::from(*inside),
        };
        let found = Word {
            span,
            pieces: self.pieces(word),
            shape: shape(word, *spaced),
            quote,
        };
        *spaced = false;
        found
    }

    fn pieces(&self, word: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for part in parts(word) {
            self.cut(&part, &mut found);
            if found.len() >= MOST_PIECES {
                break;
            }
        }
        found.truncate(MOST_PIECES);
        if found.is_empty() {
            found.push(self.marks.unknown);
        }
        found
    }

    /// The longest piece first, from the left.
    fn cut(&self, word: &str, out: &mut Vec<u32>) {
        let before = out.len();
        if word.chars().count() > LONGEST_WORD {
            out.push(self.marks.unknown);
            return;
        }
        let mut key = String::new();
        let mut at = 0;
        while at < word.len() {
            let ends = word[at..]
                .char_indices()
                .map(|(i, c)| at + i + c.len_utf8())
                .rev();
            let found = ends.into_iter().find_map(|end| {
                key.clear();
                key.push_str(if at > 0 { "##" } else { "" });
                key.push_str(&word[at..end]);
                self.pieces.get(key.as_str()).map(|&id| (id, end))
            });
            let Some((id, end)) = found else {
                out.truncate(before);
                out.push(self.marks.unknown);
                return;
            };
            out.push(id);
            at = end;
        }
    }
}

/// The word without accents and control characters, in lower case, each ideograph alone.
fn parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let kept = word
        .chars()
        .filter(|&c| c != '\u{fffd}' && c.general_category_group() != GeneralCategoryGroup::Other);
    for c in kept {
        let alone = is_ideograph(c);
        if alone {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            let plain = std::iter::once(c)
                .nfd()
                .filter(|c| c.general_category_group() != GeneralCategoryGroup::Mark || !is_nonspacing(*c));
            part.extend(plain.flat_map(char::to_lowercase));
        }
        if alone {
            parts.push(String::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_nonspacing(c: char) -> bool {
    c.general_category() == unicode_properties::GeneralCategory::NonspacingMark
}

/// A mark that stands alone: ASCII's, and all that Unicode calls punctuation.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || !c.is_alphanumeric() && c.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F
        | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

/// A small number for how a word is written, which the vocabulary, all in lower case, doesn't show.
fn shape(word: &str, spaced: bool) -> u8 {
    let mut chars = word.chars();
    let (Some(first), rest) = (chars.next(), chars.as_str()) else {
        return 9;
    };
    if matches!(word, "“" | "«" | "„" | "”" | "»" | "\"") {
        1
    } else if matches!(word, "'" | "’" | "‘" | "`") {
        2
    } else if rest.is_empty() && first.general_category_group() == GeneralCategoryGroup::Punctuation {
        3
    } else if first.is_numeric() && !first.is_alphabetic() {
        4
    } else if is_upper(word) {
        if rest.is_empty() { 6 } else { 5 }
    } else if first.is_uppercase() {
        if is_lower(rest) { 7 } else { 8 }
    } else if spaced {
        9
    } else {
        10
    }
}

/// Whether it has letters, all of them capitals.
fn is_upper(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Whether it has letters, none of them a capital.
fn is_lower(word: &str) -> bool {
    word.chars().any(char::is_lowercase) && !word.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNKNOWN: u32 = 100;

    fn vocabulary() -> Vocabulary {
        let mut lines: Vec<&str> = vec!["-"; 103];
        lines.extend(["un", "##friend", "##ly", "word", "\"", "é", "e", "中"]);
        let marks = Marks {
            unknown: UNKNOWN,
            begin: 101,
            end: 102,
        };
        Vocabulary::new(&lines.join("\n"), marks)
    }

    #[test]
    fn the_longest_piece_comes_first_and_offsets_count_code_points() {
        let words = vocabulary().words("Unfriendly “É中” xyz", 10);
        let seen: Vec<_> = words
            .iter()
            .map(|w| (w.span.start(), w.span.end(), w.pieces.clone(), w.shape, w.quote))
            .collect();
        assert_eq!(
            seen,
            vec![
                (10, 20, vec![103, 104, 105], 7, 0),
                (21, 22, vec![UNKNOWN], 1, 2),
                (22, 24, vec![109, 110], 5, 1),
                (24, 25, vec![UNKNOWN], 1, 2),
                (26, 29, vec![UNKNOWN], 9, 0),
            ]
        );
    }
}
