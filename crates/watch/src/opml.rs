//! OPML: lists of feeds.

use crate::scan::{Piece, Scan};
use crate::{LONGEST_FEED, MOST_ARTICLES, WatchError, bytes, plain};

/// A feed that an OPML file lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpmlFeed {
    /// What the list calls it.
    pub title: Option<String>,
    /// Its address.
    pub address: String,
    /// The site it belongs to.
    pub home: Option<String>,
}

/// The feeds that an OPML file lists, folders flattened, each address once.
///
/// # Errors
/// When the bytes are over [`LONGEST_FEED`], hold nothing, or are no OPML.
pub fn opml(bytes: &[u8]) -> Result<Vec<OpmlFeed>, WatchError> {
    if bytes.len() > LONGEST_FEED {
        return Err(WatchError::TooLong(bytes.len()));
    }
    let string = bytes::decode(bytes, &mut Vec::new());
    if string.trim().is_empty() {
        return Err(WatchError::Empty);
    }
    let mut is_opml = false;
    let mut feeds = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for piece in Scan::new(&string) {
        let Piece::Start { name, attributes, .. } = piece else {
            continue;
        };
        if name.eq_ignore_ascii_case("opml") {
            is_opml = true;
        } else if !is_opml {
            break;
        } else if name.eq_ignore_ascii_case("outline") && feeds.len() < MOST_ARTICLES {
            let get = |key: &str| {
                let found = attributes.iter().find(|(k, _)| k.eq_ignore_ascii_case(key));
                found
                    .map(|(_, value)| plain::line(value))
                    .filter(|value| !value.is_empty())
            };
            let address = attributes.iter().find(|(k, _)| k.eq_ignore_ascii_case("xmlUrl"));
            let address = address
                .map(|(_, value)| value.trim().to_owned())
                .unwrap_or_default();
            if !address.is_empty() && seen.insert(address.clone()) {
                feeds.push(OpmlFeed {
                    title: get("title").or_else(|| get("text")),
                    address,
                    home: get("htmlUrl"),
                });
            }
        }
    }
    if is_opml {
        Ok(feeds)
    } else {
        Err(WatchError::NotAFeed("no OPML list of feeds".to_owned()))
    }
}
