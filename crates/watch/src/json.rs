//! JSON Feed 1.0 and 1.1, read as a stream: what came before a break is kept, and a field of the wrong kind
//! costs that field alone. feed-rs reads the format too, but gives a whole feed up for either.

use crate::feed::{Maker, Raw};
use crate::{LONGEST_TEXT, MOST_ARTICLES, WatchError, date, plain};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt::{self, Formatter};

/// Reads the feed that `string` is into `maker`.
pub(crate) fn read(string: &str, maker: &mut Maker) -> Result<(), WatchError> {
    let mut found = Found::default();
    let mut reader = serde_json::Deserializer::from_str(string);
    let read = Top(&mut found).deserialize(&mut reader);
    let version = found.version.as_deref().unwrap_or_default();
    let known = version.contains("jsonfeed.org/version/1");
    if !known && !found.has_items {
        return Err(match read {
            Err(error) => WatchError::Broken(format!("JSON, {error}")),
            Ok(()) => WatchError::NotAFeed("JSON without version and items".to_owned()),
        });
    }
    if !known {
        maker.notices.push(format!(
            "the feed names no known version of JSON Feed ({version}); read as 1.1"
        ));
    }
    if let Err(error) = read {
        maker.notices.push(format!(
            "the feed breaks off or breaks its form at line {}",
            error.line()
        ));
    }
    if found.items.len() > MOST_ARTICLES {
        found.items.truncate(MOST_ARTICLES);
        maker
            .notices
            .push(format!("only the first {MOST_ARTICLES} articles are read"));
    }
    maker.feed.title = found
        .title
        .map(|title| plain::line(&title))
        .filter(|title| !title.is_empty());
    maker.feed.home = found.home;
    maker.feed.address = found.address;
    maker.feed.language = found.language;
    maker.authors = found.authors;
    maker.settle_addresses();
    for item in found.items {
        let raw = raw_of(item, &mut maker.bad_dates);
        maker.take(raw);
    }
    Ok(())
}

fn raw_of(item: Item, bad_dates: &mut usize) -> Raw {
    let mut moment = |written: Loose| {
        let read = date::read(written.0.as_ref()?);
        *bad_dates += usize::from(read.is_none());
        read
    };
    let cut = |text: String| text.chars().take(LONGEST_TEXT).collect::<String>();
    // Words that are said to be plain are not taken for markup.
    let content = item
        .content_text
        .0
        .map(|text| plain::tidy(&cut(text)))
        .filter(|text| !text.is_empty());
    let html = || {
        item.content_html
            .0
            .map(|markup| plain::text(&markup))
            .unwrap_or_default()
    };
    Raw {
        guid: item
            .id
            .0
            .map(|id| id.trim().to_owned())
            .filter(|id| !id.is_empty()),
        urls: [item.url.0, item.external_url.0].into_iter().flatten().collect(),
        title: item.title.0.map(|title| plain::line(&title)).unwrap_or_default(),
        summary: item
            .summary
            .0
            .map(|summary| plain::text(&summary))
            .unwrap_or_default(),
        content: content.unwrap_or_else(html),
        published: moment(item.date_published),
        updated: moment(item.date_modified),
        authors: item.author.0.into_iter().chain(item.authors.0).collect(),
        publisher: item.rapport.0,
        language: item.language.0,
    }
}

#[derive(Default)]
struct Found {
    version: Option<String>,
    title: Option<String>,
    home: Option<String>,
    address: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    has_items: bool,
    items: Vec<Item>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Loose,
    url: Loose,
    external_url: Loose,
    title: Loose,
    content_html: Loose,
    content_text: Loose,
    summary: Loose,
    date_published: Loose,
    date_modified: Loose,
    author: Names,
    authors: Names,
    language: Loose,
    #[serde(rename = "_rapport")]
    rapport: Publisher,
}

/// Fills `Found` as the members of the feed come by.
struct Top<'f>(&'f mut Found);

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let found = self.0;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "version" => found.version = map.next_value::<Loose>()?.0,
                "title" => found.title = map.next_value::<Loose>()?.0,
                "home_page_url" => found.home = map.next_value::<Loose>()?.0,
                "feed_url" => found.address = map.next_value::<Loose>()?.0,
                "language" => found.language = map.next_value::<Loose>()?.0,
                "author" | "authors" => found.authors.extend(map.next_value::<Names>()?.0),
                "items" => {
                    found.has_items = true;
                    map.next_value_seed(Items(&mut found.items))?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Items<'f>(&'f mut Vec<Item>);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while self.0.len() <= MOST_ARTICLES {
            match seq.next_element()? {
                Some(item) => self.0.push(item),
                None => return Ok(()),
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// A string, or a number or truth value as one; nothing for anything else.
#[derive(Debug, Default)]
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(LooseVisitor)
            .map(|names| Self(names.into_iter().next()))
    }
}

/// The names of an author, or of a list of them: objects with a name, or strings.
#[derive(Debug, Default)]
struct Names(Vec<String>);

impl IntoIterator for Names {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The most names that are kept of one list.
const MOST_NAMES: usize = 12;

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(NamesVisitor { key: "name" })
            .map(Self)
    }
}

/// The publisher in the extension that this crate writes.
#[derive(Debug, Default)]
struct Publisher(Option<String>);

impl<'de> Deserialize<'de> for Publisher {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = deserializer.deserialize_any(NamesVisitor { key: "publisher" })?;
        Ok(Self(names.into_iter().next()))
    }
}

macro_rules! scalars {
    () => {
        fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }
        fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
            Ok(vec![value.to_owned()])
        }
        fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
            Ok(vec![value.to_string()])
        }
        fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
            Ok(vec![value.to_string()])
        }
        fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
            Ok(vec![value.to_string()])
        }
        fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
            Ok(vec![value.to_string()])
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }
    };
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Vec<String>;
    scalars!();

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<String>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<String>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Vec::new())
    }
}

/// Collects strings, and what objects hold under a key.
#[derive(Clone, Copy)]
struct NamesVisitor {
    key: &'static str,
}

impl<'de> DeserializeSeed<'de> for NamesVisitor {
    type Value = Vec<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<String>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NamesVisitor {
    type Value = Vec<String>;
    scalars!();

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<String>, A::Error> {
        let mut names = Vec::new();
        while let Some(more) = seq.next_element_seed(self)? {
            names.extend(more);
            names.truncate(MOST_NAMES);
        }
        Ok(names)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<String>, A::Error> {
        let mut names = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == self.key {
                names.extend(map.next_value::<Loose>()?.0);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(names)
    }
}
