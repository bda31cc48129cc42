//! A story's best sentences, in its articles' own words.

use crate::Article;
use crate::words::{split, stem};
use std::collections::{BTreeMap, HashMap};
use text::{Span, Text};

/// The most sentences of a summary.
const MOST: usize = 3;
/// The articles of a story, and the sentences and code points of each, that are looked at.
const ARTICLES: usize = 60;
const SENTENCES: usize = 10;
const READ: u32 = 6_000;
/// A sentence has between so many words.
const SHORTEST: usize = 6;
const LONGEST: usize = 55;
/// Likeness from which two sentences say the same.
const SAME: f32 = 0.55;
/// A further sentence must be this good beside the best.
const WORTH: f32 = 0.55;

/// What feeds put below every article, in lower case.
const HABITS: &[&str] = &[
    "read more",
    "continue reading",
    "appeared first on",
    "click here",
    "subscribe",
    "sign up",
    "all rights reserved",
    "follow us",
    "terms of use",
    "cookie",
    "share this",
    "newsletter",
    "javascript",
];

/// A sentence of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The article's id.
    pub article: String,
    /// Where it stands in [`Article::text`], in code points.
    pub span: Span,
    /// Its words, verbatim.
    pub words: String,
}

struct Candidate<'a> {
    article: &'a Article,
    span: Span,
    words: String,
    vector: BTreeMap<String, f32>,
    worth: f32,
}

/// The one to three sentences that stand for a story: nearest to what all its articles say (the centroid of
/// their sentences, by tf-idf), early ones preferred, none that repeats another. The best comes first. Where no
/// article has more than a title, the best title. Empty only without articles, or without words.
pub fn summarise(articles: &[&Article]) -> Vec<Sentence> {
    let mut candidates = gather(articles);
    weigh(&mut candidates);
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let enough = candidates.first().map_or(0.0, |best| best.worth * WORTH);
    let mut chosen: Vec<&Candidate<'_>> = Vec::new();
    for candidate in &candidates {
        let repeats = chosen
            .iter()
            .any(|other| alike(&candidate.vector, &other.vector) > SAME);
        let title_alone = chosen.first().is_some_and(|first| first.span.start() == 0);
        if chosen.len() < MOST && candidate.worth >= enough && !repeats && !title_alone {
            chosen.push(candidate);
        }
    }
    let sentence = |c: &Candidate<'_>| Sentence {
        article: c.article.id.clone(),
        span: c.span,
        words: c.words.clone(),
    };
    chosen.into_iter().map(sentence).collect()
}

/// The sentences of the articles' bodies; where there are none, their titles.
fn gather<'a>(articles: &[&'a Article]) -> Vec<Candidate<'a>> {
    let mut bodies = Vec::new();
    let mut titles = Vec::new();
    for article in articles.iter().take(ARTICLES) {
        let text = article.text();
        let title = text.trim(Span::over(0, article.title.chars().count() as u32));
        let own_title = candidate(article, &text, title, 1.0);
        let body = Span::over(title.end(), text.len().min(title.end().saturating_add(READ)));
        let cut = body.end() < text.len();
        let mut spans = text.sentences(body);
        if cut {
            spans.pop();
        }
        for (place, span) in spans.into_iter().take(SENTENCES).enumerate() {
            let found = candidate(article, &text, span, 1.0 / (1.0 + 0.15 * place as f32));
            let repeats_title = alike(&found.vector, &own_title.vector) > 0.9;
            if is_sentence(&found.words) && !repeats_title {
                bodies.push(found);
            }
        }
        titles.push(own_title);
    }
    let mut found = if bodies.is_empty() { titles } else { bodies };
    found.retain(|candidate| !candidate.vector.is_empty());
    found
}

fn candidate<'a>(article: &'a Article, text: &Text, span: Span, worth: f32) -> Candidate<'a> {
    let words = text.slice(span).to_owned();
    let mut vector = BTreeMap::new();
    for word in split(&words).into_iter().take(2 * LONGEST) {
        *vector.entry(stem(word.to_lowercase())).or_insert(0.0) += 1.0;
    }
    Candidate {
        article,
        span,
        words,
        vector,
        worth,
    }
}

/// Whether the words are a whole sentence of a usual length, and none of the habits of feeds.
fn is_sentence(words: &str) -> bool {
    let count = split(words).len();
    let lower = words.to_lowercase();
    let ends = words
        .trim_end_matches(['"', '”', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '?', '。', '！', '？']);
    let broken = words.ends_with("...") || words.ends_with("[…]") || words.ends_with('…');
    (SHORTEST..=LONGEST).contains(&count)
        && ends
        && !broken
        && !HABITS.iter().any(|habit| lower.contains(habit))
}

/// Turns counts into tf-idf and each worth into place times nearness to the centroid.
fn weigh(candidates: &mut [Candidate<'_>]) {
    let mut frequency: HashMap<String, f32> = HashMap::new();
    for term in candidates.iter().flat_map(|candidate| candidate.vector.keys()) {
        *frequency.entry(term.clone()).or_insert(0.0) += 1.0;
    }
    let count = candidates.len() as f32;
    let mut centroid: BTreeMap<String, f32> = BTreeMap::new();
    for candidate in candidates.iter_mut() {
        for (term, weight) in &mut candidate.vector {
            // Length stands for what a list of function words would do, in any language.
            let content = (term.chars().count() as f32 / 4.0).min(1.0);
            let spread = frequency.get(term).copied().unwrap_or(1.0);
            *weight = weight.sqrt() * content * ((count + 1.0) / spread).ln_1p();
            *centroid.entry(term.clone()).or_insert(0.0) += *weight;
        }
    }
    for candidate in candidates {
        candidate.worth *= alike(&candidate.vector, &centroid);
    }
}

/// The cosine between two vectors.
fn alike(a: &BTreeMap<String, f32>, b: &BTreeMap<String, f32>) -> f32 {
    let norm = |vector: &BTreeMap<String, f32>| vector.values().map(|w| w * w).sum::<f32>().sqrt();
    let dot: f32 = a.iter().filter_map(|(term, w)| b.get(term).map(|v| w * v)).sum();
    dot / (norm(a) * norm(b)).max(f32::MIN_POSITIVE)
}
