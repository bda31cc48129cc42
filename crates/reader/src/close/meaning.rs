//! Topics by meaning: how near a statement is to the words for a topic, where none of them stands in it.
//!
//! A ridge regression gives, from the damped mean of the words' rows in the encoder's table, the principal parts of the vector
//! that all-mpnet-base-v2 (Reimers and Gurevych 2019 for the method) has for the same words: `model/close/meaning.py`.

use super::model::Model;
use crate::{Lexicon, Proposal};
use rayon::prelude::*;
use text::Text;

/// From which cosine a statement touches a topic: chosen on `model/eval/topics.toml`.
const NEAR: f32 = 0.31;
/// Another topic counts as well if it is nearly as near as the nearest.
const BESIDE: f32 = 0.02;
/// Pieces of a statement that are looked at.
const LOOKED_AT: usize = 120;
/// What is added to the count of pieces, so that the mean of a few isn't longer than that of many.
const FEW: f32 = 4.0;

/// From the mean of the words' rows to meaning.
pub(crate) struct Meaning {
    width: usize,
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Meaning {
    /// `weight` holds a row of `width` for each number of `bias`; `None` if it doesn't.
    pub(crate) fn new(width: usize, weight: Vec<f32>, bias: Vec<f32>) -> Option<Self> {
        (weight.len() == width * bias.len()).then_some(Self { width, weight, bias })
    }

    fn of(&self, mean: &[f32]) -> Vec<f32> {
        let rows = self.weight.chunks_exact(self.width).zip(&self.bias);
        let mut found: Vec<f32> = rows
            .map(|(row, bias)| bias + row.iter().zip(mean).map(|(w, x)| w * x).sum::<f32>())
            .collect();
        unit(&mut found);
        found
    }
}

impl Model {
    /// What a short text means: a vector of length one, near another's when they mean nearly the same.
    pub(crate) fn meaning_of(&self, words: &str) -> Vec<f32> {
        let words = self.vocabulary.words(words, 0);
        let pieces = words.iter().flat_map(|w| &w.pieces).take(LOOKED_AT);
        let mut mean = vec![0.0; self.encoder.width];
        let mut count = FEW;
        for &piece in pieces {
            let (values, scale) = self.encoder.word(piece);
            for (sum, &value) in mean.iter_mut().zip(values) {
                *sum += f32::from(value) * scale;
            }
            count += 1.0;
        }
        for sum in &mut mean {
            *sum /= count;
        }
        self.meaning.of(&mean)
    }
}

/// Gives topics to those of `proposals` in which no word for one was found.
pub(crate) fn add_topics(model: &Model, text: &Text, lexicon: &Lexicon, proposals: &mut [Proposal]) {
    if lexicon.topics.is_empty() || proposals.iter().all(|p| !p.topics.is_empty()) {
        return;
    }
    let topics: Vec<(&str, Vec<Vec<f32>>)> = lexicon
        .topics
        .iter()
        .map(|topic| {
            let words = topic.names.par_iter().map(|name| model.meaning_of(name));
            (topic.key.as_str(), words.collect())
        })
        .collect();
    proposals
        .par_iter_mut()
        .filter(|p| p.topics.is_empty())
        .for_each(|p| {
            let said: Vec<&str> = p.content.iter().map(|span| text.slice(*span)).collect();
            p.topics = nearest(&model.meaning_of(&said.join(" ")), &topics);
        });
}

/// The keys of the topics that are near enough, sorted.
fn nearest(said: &[f32], topics: &[(&str, Vec<Vec<f32>>)]) -> Vec<String> {
    let near = |words: &Vec<Vec<f32>>| {
        let each = words.iter().map(|w| cosine(w, said));
        each.fold(f32::NEG_INFINITY, f32::max)
    };
    let scores: Vec<f32> = topics.iter().map(|(_, words)| near(words)).collect();
    let least = scores.iter().copied().fold(NEAR + BESIDE, f32::max) - BESIDE;
    let mut keys: Vec<String> = topics
        .iter()
        .zip(&scores)
        .filter(|(_, score)| **score >= least)
        .map(|((key, _), _)| (*key).to_owned())
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Of two vectors of length one.
fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for x in vector {
            *x /= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Sheet {
        topic: Vec<Listed>,
        statement: Vec<Said>,
    }

    #[derive(Deserialize)]
    struct Listed {
        key: String,
        name: String,
        words: Vec<String>,
    }

    #[derive(Deserialize)]
    struct Said {
        said: String,
        topics: Vec<String>,
    }

    fn sheet() -> Sheet {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/eval/topics.toml");
        toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    /// What `model/close/meaning.py` prints for the same statements, within rounding.
    #[test]
    fn topics_are_found_by_meaning() {
        let (model, sheet) = (super::super::model().unwrap(), sheet());
        let meant = |listed: &Listed| {
            let names = std::iter::once(&listed.name).chain(&listed.words);
            names.map(|name| model.meaning_of(name)).collect()
        };
        let topics: Vec<(&str, Vec<Vec<f32>>)> =
            sheet.topic.iter().map(|t| (t.key.as_str(), meant(t))).collect();
        let (mut right, mut found, mut labelled) = (0, 0, 0);
        for said in &sheet.statement {
            let keys = nearest(&model.meaning_of(&said.said), &topics);
            right += keys.iter().filter(|key| said.topics.contains(key)).count();
            found += keys.len();
            labelled += said.topics.len();
        }
        assert!(right * 100 >= found * 66, "{right} of {found} are right");
        assert!(right * 100 >= labelled * 54, "{right} of {labelled} are found");
    }

    #[test]
    fn what_means_nothing_is_near_nothing() {
        let model = super::super::model().unwrap();
        for words in ["", "…", "\u{0}", "中文"] {
            let meant = model.meaning_of(words);
            assert!(meant.iter().all(|x| x.is_finite()), "{words:?}");
        }
        assert!(nearest(&model.meaning_of("trade"), &[]).is_empty());
    }

    #[test]
    fn a_word_for_a_topic_goes_before_meaning() {
        let lexicon = Lexicon::builder()
            .topic("relief", "Humanitarian aid", ["food aid"])
            .topic("prisoners", "Prisoners", ["captives"])
            .build();
        let text = Text::new(
            "The minister said that the captives would be fed first.\n\nThe ambassador said that medicines and \
             blankets may come in through the northern airport.",
        );
        let found = crate::Reader::read(&crate::Close::new().unwrap(), &text, &lexicon);
        let topics: Vec<Vec<String>> = found.into_iter().map(|p| p.topics).collect();
        assert_eq!(topics, [["prisoners"], ["relief"]]);
    }
}
