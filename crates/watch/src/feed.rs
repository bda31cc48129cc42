//! A feed's bytes to its articles.

use crate::mend::mend;
use crate::mended::{Extra, Mended};
use crate::{Article, Feed, LONGEST_FEED, LONGEST_TEXT, WatchError, bytes, date, hash, json, plain};
use feed_rs::model::{Entry, Link};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use url::Url;

/// The longest title made from an article's text, in code points.
const MADE_TITLE: usize = 100;
/// The longest id or address that is kept, in bytes; a longer id is hashed, a longer address left out.
const LONGEST_ADDRESS: usize = 4_096;

/// Reads a feed: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1.
///
/// `address` is where it was fetched from; relative links are resolved against `xml:base`, that address and
/// the feed's own home. What can be mended is mended (encodings, entities, unclosed tags, odd dates), and
/// [`Feed::notices`] says what was; no entity that the file declares is ever expanded.
///
/// # Errors
/// When the bytes are over [`LONGEST_FEED`], hold nothing, or are no feed, an HTML page for instance.
pub fn parse(bytes: &[u8], address: Option<&str>) -> Result<Feed, WatchError> {
    if bytes.len() > LONGEST_FEED {
        return Err(WatchError::TooLong(bytes.len()));
    }
    let mut notices = Vec::new();
    let string = bytes::decode(bytes, &mut notices);
    let base = address.and_then(|address| Url::parse(address).ok());
    let start = string.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    let mut maker = Maker {
        notices,
        base,
        ..Maker::default()
    };
    match start.chars().next() {
        None => return Err(WatchError::Empty),
        Some('{') => json::read(start, &mut maker)?,
        Some('[') => return Err(WatchError::NotAFeed("a JSON list".to_owned())),
        Some(_) => read_xml(&string, &mut maker)?,
    }
    maker.feed.address = maker.feed.address.take().or_else(|| address.map(str::to_owned));
    Ok(maker.done())
}

fn read_xml(string: &str, maker: &mut Maker) -> Result<(), WatchError> {
    if !string.contains('<') {
        return Err(WatchError::NotAFeed("plain text".to_owned()));
    }
    let Mended {
        xml,
        extras,
        language,
        authors,
        notices,
    } = mend(string)?;
    maker.notices.extend(notices);
    let bad_dates = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&bad_dates);
    let parser = feed_rs::parser::Builder::new()
        .base_uri(maker.base.as_ref())
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |written| {
            let read = date::read(written);
            counter.fetch_add(usize::from(read.is_none()), Ordering::Relaxed);
            read?.to_string().parse().ok()
        })
        .build();
    let parsed = parser
        .parse(xml.as_bytes())
        .map_err(|error| WatchError::Broken(error.to_string().replace(": ", ", ").replace('\n', " ")))?;
    maker.bad_dates = bad_dates.load(Ordering::Relaxed);
    maker.feed.title = parsed
        .title
        .map(|title| plain::line(&title.content))
        .filter(|title| !title.is_empty());
    maker.feed.home = pick(&parsed.links, &[None, Some("alternate")]);
    maker.feed.address = pick(&parsed.links, &[Some("self")]);
    maker.feed.language = language;
    maker.authors = authors;
    maker.settle_addresses();
    let mut extras = extras.into_iter();
    for entry in parsed.entries {
        maker.take(raw_of(&entry, extras.next().unwrap_or_default()));
    }
    Ok(())
}

/// The first link of a kind, the kinds in order of preference.
fn pick(links: &[Link], kinds: &[Option<&str>]) -> Option<String> {
    let mut links_by_kind = kinds
        .iter()
        .flat_map(|kind| links.iter().filter(|link| link.rel.as_deref() == *kind));
    links_by_kind
        .find(|link| !link.href.is_empty())
        .map(|link| link.href.clone())
}

fn raw_of(entry: &Entry, extra: Extra) -> Raw {
    let guid = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty());
    let link = pick(&entry.links, &[None, Some("alternate")]);
    let permalink = guid
        .clone()
        .filter(|guid| !extra.guid_is_no_address && guid.starts_with("http"));
    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref())
        .map(plain::text);
    let summary = entry
        .summary
        .as_ref()
        .map(|summary| summary.content.as_str())
        .or(extra.summary.as_deref());
    let summary = summary.map(plain::text);
    let title = entry.title.as_ref().map(|title| plain::line(&title.content));
    let stamp = |second: i64| Timestamp::from_second(second).ok();
    Raw {
        urls: [extra.url, link, permalink, extra.about.clone()]
            .into_iter()
            .flatten()
            .collect(),
        guid: guid.or(extra.about),
        title: title.unwrap_or_default(),
        summary: summary.unwrap_or_default(),
        content: content.unwrap_or_default(),
        published: entry.published.and_then(|at| stamp(at.timestamp())),
        updated: entry.updated.and_then(|at| stamp(at.timestamp())),
        authors: extra.authors,
        publisher: extra.publisher.map(|name| plain::line(&name)),
        language: extra.language,
    }
}

/// An item as a format states it, its texts plain already.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    pub(crate) guid: Option<String>,
    /// Candidates, the best first.
    pub(crate) urls: Vec<String>,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) content: String,
    pub(crate) published: Option<Timestamp>,
    pub(crate) updated: Option<Timestamp>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) language: Option<String>,
}

/// Makes a feed's articles and counts what was wrong with them.
#[derive(Default)]
pub(crate) struct Maker {
    pub(crate) feed: Feed,
    /// The authors of articles that name none.
    pub(crate) authors: Vec<String>,
    pub(crate) notices: Vec<String>,
    pub(crate) bad_dates: usize,
    base: Option<Url>,
    /// The url and title of each id taken so far.
    taken: HashMap<String, (Option<String>, String)>,
    repeated: usize,
    shared: usize,
    wordless: usize,
    unsafe_links: usize,
    overlong: usize,
}

impl Maker {
    /// Makes the feed's own addresses absolute, and its home the base of links when there is no other.
    pub(crate) fn settle_addresses(&mut self) {
        self.feed.home = self.feed.home.take().and_then(|home| self.web_address(&home));
        self.feed.address = self.feed.address.take().and_then(|own| self.web_address(&own));
        let own = [&self.feed.address, &self.feed.home]
            .into_iter()
            .flatten()
            .find_map(|own| Url::parse(own).ok());
        self.base = self.base.take().or(own);
    }

    /// An http or https address, absolute; `None` for any other, such as one that runs a script.
    fn web_address(&mut self, link: &str) -> Option<String> {
        let link = link.trim();
        let parsed = Url::parse(link).or_else(|error| self.base.as_ref().ok_or(error)?.join(link));
        let parsed = parsed.ok().filter(|url| url.as_str().len() <= LONGEST_ADDRESS)?;
        if !matches!(parsed.scheme(), "http" | "https") {
            self.unsafe_links += 1;
            return None;
        }
        Some(parsed.into())
    }

    /// Takes an item: gives it an id of its own, a title and an address.
    pub(crate) fn take(&mut self, raw: Raw) {
        let url = raw.urls.iter().find_map(|link| self.web_address(link));
        let text = if raw.summary.is_empty() {
            &raw.content
        } else {
            &raw.summary
        };
        let title = if raw.title.is_empty() {
            title_from(text)
        } else {
            raw.title
        };
        let Some(title) = Some(title)
            .filter(|title| !title.is_empty())
            .or_else(|| url.clone())
        else {
            self.wordless += 1;
            return;
        };
        // A text is cut at a word, or just before the white space that follows it.
        // A text is cut within a word, or before the white space that would fill it up.
        let is_cut = |text: &str| text.len() + 2 >= LONGEST_TEXT && text.chars().count() + 2 >= LONGEST_TEXT;
        self.overlong += usize::from(is_cut(&raw.summary) || is_cut(&raw.content));
        let authors = if raw.authors.is_empty() {
            &self.authors
        } else {
            &raw.authors
        };
        let publisher = raw
            .publisher
            .filter(|name| !name.is_empty())
            .or_else(|| self.feed.title.clone());
        let mut article = Article {
            id: String::new(),
            url,
            title,
            summary: raw.summary,
            content: raw.content,
            published: raw.published.or(raw.updated),
            updated: raw
                .updated
                .filter(|updated| raw.published.is_some_and(|published| *updated > published)),
            author: names(authors),
            publisher,
            language: raw.language.or_else(|| self.feed.language.clone()),
        };
        article.id = match raw.guid {
            Some(guid) if guid.len() <= LONGEST_ADDRESS => guid,
            Some(long) => hash::name(&[&long]),
            None => article.id_without_guid(),
        };
        if self.is_new(&mut article) {
            self.feed.articles.push(article);
        }
    }

    /// Whether the article was not taken before. One that shares its id with another gets one of its own.
    fn is_new(&mut self, article: &mut Article) -> bool {
        let key = (article.url.clone(), article.title.clone());
        let Some(other) = self.taken.get(&article.id) else {
            self.taken.insert(article.id.clone(), key);
            return true;
        };
        // The same address, or the same title where there is none: the same article again.
        let same = if key.0.is_some() {
            other.0 == key.0
        } else {
            other.1 == key.1
        };
        if same {
            self.repeated += 1;
            return false;
        }
        let own = article.url.as_deref().unwrap_or(&article.title);
        article.id = format!("{}#{}", article.id, hash::name(&[own]));
        if self.taken.insert(article.id.clone(), key).is_some() {
            self.repeated += 1;
            return false;
        }
        self.shared += 1;
        true
    }

    fn done(mut self) -> Feed {
        let tomorrow = Timestamp::now() + SignedDuration::from_hours(24);
        let future = self
            .feed
            .articles
            .iter()
            .filter(|a| a.published.is_some_and(|at| at > tomorrow))
            .count();
        let counts = [
            (self.bad_dates, "with a date that names no day; left without it"),
            (future, "dated in the future; kept as dated"),
            (self.repeated, "given twice; taken once"),
            (self.shared, "sharing another's id; told apart by address"),
            (self.wordless, "without title, text and address; left out"),
            (self.overlong, "with a very long text; cut short"),
            (
                self.unsafe_links,
                "with an address that is not of the web; left without it",
            ),
        ];
        for (count, what) in counts.into_iter().filter(|&(count, _)| count > 0) {
            self.notices.push(format!(
                "{count} {} {what}",
                if count == 1 { "item" } else { "items" }
            ));
        }
        self.feed.notices = self.notices;
        self.feed
    }
}

/// The first words of a text, for a title.
fn title_from(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= MADE_TITLE {
        return line.to_owned();
    }
    let start: String = line.chars().take(MADE_TITLE).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    format!("{}…", &start[..end])
}

/// Authors' names between semicolons, mail addresses left out: `x@y.example (Name)` is Name.
fn names(authors: &[String]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for author in authors {
        let author = plain::line(author);
        let words = author.split_whitespace().filter(|word| !word.contains('@'));
        let name = words.collect::<Vec<_>>().join(" ");
        let whole = name.trim_start_matches('(').trim_end_matches(')');
        let name = if author.contains('@') { whole } else { &name };
        if !name.is_empty() && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    }
    Some(names.join("; ")).filter(|names| !names.is_empty())
}
