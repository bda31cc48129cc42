//! A story of the news, told. What its articles say is published already; it needs to lead there.

use super::sealed::Sealed;
use super::{Audience, Bounds, Material, Reason};
use crate::{Article, StoryId, TopicId};
use std::collections::BTreeSet;

/// A sentence of an article, to the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The sentence.
    pub words: String,
    /// Its article, by place in [`Story::articles`].
    pub article: usize,
}

/// A story with its articles and the sentences chosen from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its id.
    pub id: StoryId,
    /// Its headline.
    pub title: String,
    /// Its articles, the earliest first.
    pub articles: Vec<Article>,
    /// Chosen sentences.
    pub excerpts: Vec<Excerpt>,
}

impl Story {
    /// The topics that its articles touch.
    pub fn topics(&self) -> BTreeSet<&TopicId> {
        self.articles.iter().flat_map(|article| &article.topics).collect()
    }
}

impl Sealed for Story {}

impl Material for Story {
    type Told = Self;

    fn examine(self, _: &Audience, bounds: &Bounds) -> Result<Self, Vec<Reason>> {
        let mut reasons: Vec<Reason> = self
            .excerpts
            .iter()
            .flat_map(|excerpt| bounds.against_guidance(&excerpt.words))
            .collect();
        for excerpt in &self.excerpts {
            if self
                .articles
                .get(excerpt.article)
                .is_none_or(|article| article.url.is_none())
            {
                reasons.push(Reason::NoSource(excerpt.words.clone()));
            }
        }
        if reasons.is_empty() {
            Ok(self)
        } else {
            Err(reasons)
        }
    }
}
