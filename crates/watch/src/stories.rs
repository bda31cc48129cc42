//! Articles to stories, as they come.
//!
//! One pass: an article joins the open story that it resembles most, or opens one. Terms are weighted by
//! tf-idf with the document frequencies seen so far; the likeness to a story is mixed from the cosine to its
//! centroid, the cosine to its most alike recent article, and the share of the article's words that the story
//! knows well, and fades with the time between them. An inverted index keeps the work to the stories that
//! share a word. (Single-pass clustering of this kind: Allan, Papka and Lavrenko, SIGIR 1998.)

use crate::words;
use crate::{Article, hash};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The likeness from which an article joins a story.
const LIKE: f32 = 0.13;
/// Shares of the mixture.
const OF_CENTROID: f32 = 0.7;
const OF_COVERAGE: f32 = 0.25;
/// A term in a third of a story's articles counts as fully known to it.
const WELL_KNOWN: f32 = 3.0;
/// Hours in which likeness fades to 1/e.
const FADE: f32 = 30.0;
/// Hours after which a story is closed to an article, whatever its words.
const WINDOW: f32 = 7.0 * 24.0;
/// Articles assumed to have been seen before the first, so that early frequencies mean little.
const SEEN_BEFORE: f32 = 800.0;
/// Bounds on memory and on the work for one article.
const OPEN_STORIES: usize = 8_192;
const MEMBERS: usize = 40;
const STORY_TERMS: usize = 512;
const STORY_KEYS: usize = 1_024;
const POSTINGS_READ: usize = 384;
const COMPARED: usize = 12;
const TERMS_KNOWN: usize = 400_000;
/// After so many articles every frequency is halved: language moves on.
const AGEING: u32 = 200_000;

/// A story's name: derived from its first article, and so the same on every run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(String);

impl StoryId {
    fn of(article: &Article) -> Self {
        Self(hash::name(&[&article.id, &article.title]))
    }

    /// Its letters: sixteen hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Term and weight, by term.
type Vector = Vec<(u32, f32)>;

struct Member {
    terms: Vector,
    norm: f32,
}

struct Story {
    id: StoryId,
    size: f32,
    /// Summed weights of its articles' terms, by term.
    terms: Vector,
    /// Of the centroid, at the frequencies of its last article.
    norm: f32,
    members: Vec<Member>,
    next_member: usize,
    from: f32,
    until: f32,
    touched: u64,
    keys: Vec<u64>,
}

/// Puts each article to a story. Memory is bounded: the story longest without an article makes room.
#[derive(Default)]
pub struct Grouper {
    vocabulary: HashMap<String, u32>,
    /// In how many articles each term was.
    frequency: Vec<f32>,
    /// The stories with a term, by term.
    postings: Vec<Vec<u32>>,
    seen: f32,
    since_ageing: u32,
    stories: Vec<Option<Story>>,
    free: Vec<u32>,
    /// Open stories by when they last got an article.
    by_age: BTreeMap<u64, u32>,
    pushes: u64,
    /// Articles that came before, by id and title.
    known: HashMap<u64, u32>,
    /// The latest time told, in hours since 1970, for articles that tell none.
    latest: f32,
    scratch: Vec<(f32, f32)>,
}

impl fmt::Debug for Grouper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grouper")
            .field("open", &self.by_age.len())
            .finish_non_exhaustive()
    }
}

impl Grouper {
    /// A grouper that has seen nothing.
    pub fn new() -> Self {
        Self {
            seen: SEEN_BEFORE,
            ..Self::default()
        }
    }

    /// The story of `article`, decided from what was pushed before it. The same article again (id and title)
    /// gets the same story and leaves no trace.
    pub fn push(&mut self, article: &Article) -> StoryId {
        let key = key(article);
        if let Some(story) = self
            .known
            .get(&key)
            .and_then(|&at| self.stories[at as usize].as_ref())
        {
            return story.id.clone();
        }
        self.pushes += 1;
        self.age();
        let when = article.published.or(article.updated).map_or(self.latest, hours);
        self.latest = when;
        let raw = self.vector(article);
        let weighted: Vector = raw
            .iter()
            .map(|&(term, w)| (term, w * self.rarity(term)))
            .collect();
        let norm = norm(&weighted);
        let found = self.most_alike(&weighted, norm, when);
        let at = found.unwrap_or_else(|| self.open(article, when));
        self.join(at, raw, norm, when, key);
        self.stories[at as usize]
            .as_ref()
            .map_or_else(|| StoryId::of(article), |story| story.id.clone())
    }

    /// How many stories are open.
    pub fn open_stories(&self) -> usize {
        self.by_age.len()
    }

    /// The article's terms by number; counts them.
    fn vector(&mut self, article: &Article) -> Vector {
        self.seen += 1.0;
        let mut vector: Vector = Vec::new();
        for (term, weight) in words::terms(article) {
            let next = self.frequency.len() as u32;
            let number = *self.vocabulary.entry(term).or_insert(next);
            if number == next {
                self.frequency.push(0.0);
                self.postings.push(Vec::new());
            }
            self.frequency[number as usize] += 1.0;
            vector.push((number, weight));
        }
        vector.sort_unstable_by_key(|&(term, _)| term);
        vector
    }

    fn rarity(&self, term: u32) -> f32 {
        ((self.seen + 1.0) / (self.frequency[term as usize] + 0.5))
            .ln()
            .max(0.0)
    }

    /// The story most like the article, when it is like enough.
    fn most_alike(&mut self, article: &Vector, norm: f32, when: f32) -> Option<u32> {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.resize(self.stories.len(), (0.0, 0.0));
        let mut touched: Vec<u32> = Vec::new();
        let mass: f32 = article.iter().map(|&(_, w)| w).sum();
        for &(term, weight) in article {
            let rarity = self.rarity(term);
            for &at in self.postings[term as usize].iter().rev().take(POSTINGS_READ) {
                let Some(story) = &self.stories[at as usize] else {
                    continue;
                };
                let share = weight_of(&story.terms, term) / story.size;
                let (dot, covered) = &mut scratch[at as usize];
                if *dot == 0.0 && *covered == 0.0 {
                    touched.push(at);
                }
                *dot += weight * share * rarity;
                *covered += weight * (share * WELL_KNOWN).min(1.0);
            }
        }
        let mut ranked: Vec<(f32, f32, u32)> = Vec::with_capacity(touched.len());
        for at in touched {
            let (dot, covered) = std::mem::take(&mut scratch[at as usize]);
            let Some(story) = &self.stories[at as usize] else {
                continue;
            };
            let centroid = dot / (norm * story.norm).max(f32::MIN_POSITIVE);
            let part = (1.0 - OF_COVERAGE) * OF_CENTROID * centroid.min(1.0)
                + OF_COVERAGE * covered / mass.max(f32::MIN_POSITIVE);
            let fading = fading(story, when);
            if fading > 0.0 {
                ranked.push((part, fading, at));
            }
        }
        self.scratch = scratch;
        // By what is known of them so far; the comparison with single articles is for the first few alone.
        let value = |&(part, fading, _): &(f32, f32, u32)| part * fading;
        ranked.sort_unstable_by(|a, b| value(b).total_cmp(&value(a)).then(a.2.cmp(&b.2)));
        ranked.truncate(COMPARED);
        let mut best: Option<(f32, u32)> = None;
        for (part, fading, at) in ranked {
            let Some(story) = &self.stories[at as usize] else {
                continue;
            };
            let member = story
                .members
                .iter()
                .map(|member| self.cosine(article, norm, member))
                .fold(0.0, f32::max);
            let likeness = (part + (1.0 - OF_COVERAGE) * (1.0 - OF_CENTROID) * member) * fading;
            if likeness >= LIKE && best.is_none_or(|(most, _)| likeness > most) {
                best = Some((likeness, at));
            }
        }
        best.map(|(_, at)| at)
    }

    fn cosine(&self, article: &Vector, norm: f32, member: &Member) -> f32 {
        let mut dot = 0.0;
        let (mut a, mut b) = (article.iter().peekable(), member.terms.iter().peekable());
        while let (Some(&&(x, w)), Some(&&(y, v))) = (a.peek(), b.peek()) {
            if x == y {
                dot += w * v * self.rarity(x);
            }
            if x <= y {
                a.next();
            }
            if y <= x {
                b.next();
            }
        }
        dot / (norm * member.norm).max(f32::MIN_POSITIVE)
    }

    /// Opens a story, closing the one longest without an article when there are too many.
    fn open(&mut self, article: &Article, when: f32) -> u32 {
        if self.by_age.len() >= OPEN_STORIES
            && let Some((_, oldest)) = self.by_age.pop_first()
        {
            self.close(oldest);
        }
        let story = Story {
            id: StoryId::of(article),
            size: 0.0,
            terms: Vec::new(),
            norm: 0.0,
            members: Vec::new(),
            next_member: 0,
            from: when,
            until: when,
            touched: 0,
            keys: Vec::new(),
        };
        if let Some(at) = self.free.pop() {
            self.stories[at as usize] = Some(story);
            return at;
        }
        self.stories.push(Some(story));
        self.stories.len() as u32 - 1
    }

    fn close(&mut self, at: u32) {
        let Some(story) = self.stories[at as usize].take() else {
            return;
        };
        for (term, _) in story.terms {
            self.postings[term as usize].retain(|&other| other != at);
        }
        for key in story.keys {
            self.known.remove(&key);
        }
        self.free.push(at);
    }

    fn join(&mut self, at: u32, terms: Vector, norm: f32, when: f32, key: u64) {
        let Some(mut story) = self.stories[at as usize].take() else {
            return;
        };
        self.by_age.remove(&story.touched);
        story.touched = self.pushes;
        self.by_age.insert(story.touched, at);
        if story.keys.len() < STORY_KEYS {
            story.keys.push(key);
            self.known.insert(key, at);
        }
        story.size += 1.0;
        story.from = story.from.min(when);
        story.until = story.until.max(when);
        for &(term, weight) in &terms {
            match story.terms.binary_search_by_key(&term, |&(term, _)| term) {
                Ok(place) => story.terms[place].1 += weight,
                Err(place) if story.terms.len() < STORY_TERMS => {
                    story.terms.insert(place, (term, weight));
                    self.postings[term as usize].push(at);
                }
                Err(_) => {}
            }
        }
        let squares = story
            .terms
            .iter()
            .map(|&(term, w)| (w / story.size * self.rarity(term)).powi(2));
        story.norm = squares.sum::<f32>().sqrt();
        let member = Member { terms, norm };
        if story.members.len() < MEMBERS {
            story.members.push(member);
        } else {
            story.members[story.next_member] = member;
            story.next_member = (story.next_member + 1) % MEMBERS;
        }
        self.stories[at as usize] = Some(story);
    }

    /// Halves the frequencies now and then, and forgets terms that no open story has.
    fn age(&mut self) {
        self.since_ageing += 1;
        if self.since_ageing < AGEING && self.frequency.len() < TERMS_KNOWN {
            return;
        }
        self.since_ageing = 0;
        self.seen = (self.seen / 2.0).max(SEEN_BEFORE);
        let mut members: Vec<bool> = vec![false; self.frequency.len()];
        for member in self.stories.iter().flatten().flat_map(|story| &story.members) {
            member
                .terms
                .iter()
                .for_each(|&(term, _)| members[term as usize] = true);
        }
        let mut renumbered: Vec<Option<u32>> = vec![None; self.frequency.len()];
        let (mut frequency, mut postings) = (Vec::new(), Vec::new());
        for term in 0..self.frequency.len() {
            let times = self.frequency[term] / 2.0;
            if times > 4.0 || members[term] || !self.postings[term].is_empty() {
                renumbered[term] = Some(frequency.len() as u32);
                frequency.push(times);
                postings.push(std::mem::take(&mut self.postings[term]));
            }
        }
        let renew = |vector: &mut Vector| {
            vector.retain_mut(|(term, _)| {
                renumbered[*term as usize].is_some_and(|new| {
                    *term = new;
                    true
                })
            });
        };
        for story in self.stories.iter_mut().flatten() {
            renew(&mut story.terms);
            story
                .members
                .iter_mut()
                .for_each(|member| renew(&mut member.terms));
        }
        self.vocabulary.retain(|_, term| {
            renumbered[*term as usize].is_some_and(|new| {
                *term = new;
                true
            })
        });
        (self.frequency, self.postings) = (frequency, postings);
    }
}

/// How much of a likeness is left over the time between a story and an article; nothing once it is closed.
fn fading(story: &Story, when: f32) -> f32 {
    let gap = (when - story.until).max(story.from - when).max(0.0);
    if gap > WINDOW { 0.0 } else { (-gap / FADE).exp() }
}

fn weight_of(terms: &Vector, term: u32) -> f32 {
    terms
        .binary_search_by_key(&term, |&(term, _)| term)
        .map_or(0.0, |place| terms[place].1)
}

fn norm(vector: &Vector) -> f32 {
    vector.iter().map(|&(_, w)| w * w).sum::<f32>().sqrt()
}

fn hours(at: Timestamp) -> f32 {
    (at.as_second() as f64 / 3600.0) as f32
}

fn key(article: &Article) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&article.id, &article.title).hash(&mut hasher);
    hasher.finish()
}
