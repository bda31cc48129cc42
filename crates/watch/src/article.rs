//! What a feed holds, and its form as JSON Feed.

use crate::hash;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use text::Text;

/// A feed as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name, as plain text.
    pub title: Option<String>,
    /// The address of the site it belongs to.
    pub home: Option<String>,
    /// Its own address: what it says, else where it was fetched from.
    pub address: Option<String>,
    /// Its language, a BCP 47 tag as the feed writes it.
    pub language: Option<String>,
    /// Its articles, in its own order, each id once.
    pub articles: Vec<Article>,
    /// What was wrong with it, in plain words, for whoever looks after the feeds.
    pub notices: Vec<String>,
}

/// One item of a feed. As JSON, everything but `id` and `title` may be left out, and unknown keys are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Stable: the feed's own id (guid), else the address, else a hash of title and date. Known to be unique
    /// within its feed alone.
    pub id: String,
    /// Where it can be read: http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Plain text. An item without one bears the start of its summary.
    pub title: String,
    /// Plain text; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Plain text, paragraphs between blank lines; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// When it was published, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// When it was last changed, UTC, if it was after it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Timestamp>,
    /// Who wrote it; several names between semicolons. Mail addresses are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Who published it: the source that the item names, else the feed's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// A BCP 47 tag as the feed writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Article {
    /// Its text: the title, a blank line, and the content (the summary where that is empty). The spans of
    /// [`crate::Sentence`] count within it.
    pub fn text(&self) -> Text {
        let body = if self.content.trim().is_empty() {
            &self.summary
        } else {
            &self.content
        };
        if body.trim().is_empty() {
            return Text::new(self.title.as_str());
        }
        Text::new(format!("{}\n\n{body}", self.title))
    }

    /// An id for an article whose feed gives none.
    pub(crate) fn id_without_guid(&self) -> String {
        let date = self.published.map(|date| date.to_string()).unwrap_or_default();
        self.url
            .clone()
            .unwrap_or_else(|| hash::name(&[&self.title, &date]))
    }

    fn to_json_item(&self) -> Value {
        let mut item = Map::new();
        item.insert("id".into(), json!(self.id));
        insert(&mut item, "url", self.url.as_deref());
        item.insert("title".into(), json!(self.title));
        // JSON Feed wants content_text or content_html in every item.
        let content = [&self.content, &self.summary, &self.title];
        let content = content
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or(&self.title);
        item.insert("content_text".into(), json!(content));
        insert(
            &mut item,
            "summary",
            Some(self.summary.as_str()).filter(|summary| !summary.is_empty()),
        );
        insert(
            &mut item,
            "date_published",
            self.published.map(|at| at.to_string()).as_deref(),
        );
        insert(
            &mut item,
            "date_modified",
            self.updated.map(|at| at.to_string()).as_deref(),
        );
        if let Some(author) = &self.author {
            let authors = author.split("; ").map(|name| json!({ "name": name })).collect();
            item.insert("authors".into(), authors);
        }
        insert(&mut item, "language", self.language.as_deref());
        if let Some(publisher) = &self.publisher {
            item.insert("_rapport".into(), json!({ "publisher": publisher }));
        }
        Value::Object(item)
    }
}

impl Feed {
    /// The feed as [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/), with plain text for content. Who
    /// published an item stands in the extension `_rapport`.
    pub fn to_json_feed(&self) -> Value {
        let mut feed = Map::new();
        feed.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
        let title = [&self.title, &self.home, &self.address]
            .into_iter()
            .find_map(Option::as_deref);
        feed.insert("title".into(), json!(title.unwrap_or_default()));
        insert(&mut feed, "home_page_url", self.home.as_deref());
        insert(&mut feed, "feed_url", self.address.as_deref());
        insert(&mut feed, "language", self.language.as_deref());
        feed.insert(
            "items".into(),
            self.articles.iter().map(Article::to_json_item).collect(),
        );
        Value::Object(feed)
    }
}

fn insert(map: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        map.insert(key.into(), json!(value));
    }
}
