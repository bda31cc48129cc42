//! What is no feed: pages for people, and files of other kinds.

use crate::WatchError;
use crate::scan::{Piece, Scan};

/// Why a file whose outermost element is `root` is no feed.
pub(crate) fn not_a_feed(root: &str, string: &str) -> WatchError {
    let root = root.to_lowercase();
    if matches!(
        root.as_str(),
        "html" | "head" | "body" | "meta" | "title" | "div" | "script" | "p"
    ) {
        return WatchError::Page(feed_of_page(string));
    }
    let name: String = root.chars().take(40).collect();
    WatchError::NotAFeed(match name.as_str() {
        "opml" => "an OPML list of feeds".to_owned(),
        _ => format!("an XML file of another kind (<{name}>)"),
    })
}

/// The feed that a page names in its head.
fn feed_of_page(string: &str) -> Option<String> {
    Scan::new(string).take(2_000).find_map(|piece| match piece {
        Piece::Start { name, attributes, .. } if name.eq_ignore_ascii_case("link") => {
            let get = |key: &str| {
                attributes
                    .iter()
                    .find(|(k, _)| k.eq_ignore_ascii_case(key))
                    .map(|(_, v)| v)
            };
            let kind = get("type")?.to_lowercase();
            let feed = [
                "application/rss+xml",
                "application/atom+xml",
                "application/feed+json",
            ]
            .contains(&kind.as_str());
            get("href").filter(|href| feed && href.len() < 500).cloned()
        }
        _ => None,
    })
}
