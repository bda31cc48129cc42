//! Feeds to articles, articles to stories.
