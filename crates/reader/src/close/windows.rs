//! A document cut into windows that the encoder can see at once.

use super::pieces::Word;
use std::ops::Range;

/// Words of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) paragraph: usize,
    pub(crate) words: Range<usize>,
}

/// Paragraphs, or parts of long ones, that are seen together.
pub(crate) type Window = Vec<Part>;

/// Cuts `paragraphs` into windows of at most `longest` pieces, one more before the first word and after each part
/// counted in. The first window holds `offset` pieces less, so that two offsets give each word two surroundings.
pub(crate) fn windows(paragraphs: &[Vec<Word>], longest: usize, offset: usize) -> Vec<Window> {
    let mut found = Vec::new();
    let mut now = Window::new();
    let (mut size, mut room) = (1, longest - offset);
    for (paragraph, words) in paragraphs.iter().enumerate() {
        for run in runs(words, longest - 2) {
            let more = count(&words[run.clone()]) + 1;
            if size + more > room && !now.is_empty() {
                found.push(std::mem::take(&mut now));
                (size, room) = (1, longest);
            }
            now.push(Part {
                paragraph,
                words: run,
            });
            size += more;
        }
    }
    if !now.is_empty() {
        found.push(now);
    }
    found
}

/// How many pieces they have.
pub(crate) fn count(words: &[Word]) -> usize {
    words.iter().map(|word| word.pieces.len()).sum()
}

/// The words in runs of at most `most` pieces; a word has fewer.
fn runs(words: &[Word], most: usize) -> Vec<Range<usize>> {
    let (mut found, mut begin, mut size) = (Vec::new(), 0, 0);
    for (at, word) in words.iter().enumerate() {
        if size + word.pieces.len() > most && begin < at {
            found.push(begin..at);
            (begin, size) = (at, 0);
        }
        size += word.pieces.len();
    }
    if begin < words.len() {
        found.push(begin..words.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use text::Span;

    proptest! {
        #[test]
        fn every_word_stands_in_one_window_that_is_not_too_long(
            sizes in prop::collection::vec(prop::collection::vec(1usize..12, 0..60), 0..20),
            offset in 0usize..100,
        ) {
            let paragraphs: Vec<Vec<Word>> = sizes
                .iter()
                .map(|sizes| {
                    sizes
                        .iter()
                        .map(|&n| Word { span: Span::over(0, 1), pieces: vec![7; n], shape: 0, quote: 0 })
                        .collect()
                })
                .collect();
            let mut seen: Vec<Vec<usize>> = sizes.iter().map(|s| vec![0; s.len()]).collect();
            for window in windows(&paragraphs, 200, offset) {
                let mut size = 1;
                for part in &window {
                    size += count(&paragraphs[part.paragraph][part.words.clone()]) + 1;
                    for at in part.words.clone() {
                        seen[part.paragraph][at] += 1;
                    }
                }
                prop_assert!(size <= 200);
            }
            prop_assert!(seen.iter().flatten().all(|&n| n == 1));
        }
    }
}
