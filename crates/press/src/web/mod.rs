//! The site: static files that need no server and no script.
//!
//! Every link between them is relative and names its file, so that the site works from a folder as well as below any
//! path of a server.

mod feeds;
mod layout;
mod pages;
mod tree;

use crate::address::ADDRESS_STYLE;
use crate::render::{Body, outward};
use crate::{File, Imprint};
use domain::disclosure::{Cleared, Edition};
use domain::{EditionId, Marking};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tree::Tree;

const STYLE: &str = include_str!("style.css");

/// The site of these editions: pages, feeds, style, and what search engines ask for.
///
/// Only editions for TLP:CLEAR readers stand on it, whatever they were cleared for: a site is for everybody. Without
/// [`Imprint::site`] there is no sitemap and no feed's own address: both need it. `now` is the day the pages name as
/// that of their making. The files are in the order of their paths.
pub fn site(imprint: &Imprint, editions: &[(EditionId, Cleared<Edition>)], now: Timestamp) -> Vec<File> {
    let site = Site::new(imprint, editions, now);
    let mut files = vec![
        page("index.html".to_owned(), pages::home(&site)),
        page("404.html".to_owned(), pages::missing(&site)),
        text(
            "style.css",
            format!("{STYLE}\n{ADDRESS_STYLE}"),
            "text/css; charset=utf-8",
        ),
        text(
            "feed.atom",
            feeds::atom(&site),
            "application/atom+xml; charset=utf-8",
        ),
        text(
            "feed.json",
            feeds::json(&site),
            "application/feed+json; charset=utf-8",
        ),
        text("robots.txt", feeds::robots(&site), "text/plain; charset=utf-8"),
    ];
    files.extend(feeds::sitemap(&site).map(|map| text("sitemap.xml", map, "application/xml; charset=utf-8")));
    files.extend(
        site.tree
            .sections()
            .map(|section| page(section.path(), pages::section(&site, section))),
    );
    files.extend(
        site.issues
            .iter()
            .map(|issue| page(issue.path(), pages::edition(&site, issue))),
    );
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn page(path: String, markup: maud::Markup) -> File {
    File {
        path,
        bytes: markup.into_string().into_bytes(),
        media_type: "text/html; charset=utf-8",
    }
}

fn text(path: &str, words: String, media_type: &'static str) -> File {
    File {
        path: path.to_owned(),
        bytes: words.into_bytes(),
        media_type,
    }
}

/// An edition with its place on the site.
struct Issue<'e> {
    id: &'e EditionId,
    edition: &'e Edition,
    body: Body<'e>,
    /// Its folder, without a slash at its end.
    folder: String,
    /// The sections above it, from the top, by their place in the tree.
    sections: Vec<usize>,
}

impl Issue<'_> {
    fn path(&self) -> String {
        format!("{}/index.html", self.folder)
    }

    fn title(&self) -> String {
        crate::prose::squash(&self.edition.manuscript.title)
    }
}

/// All that the pages are made from.
struct Site<'e> {
    imprint: &'e Imprint,
    /// Where it stands, with a slash at its end.
    base: Option<String>,
    zone: TimeZone,
    now: Timestamp,
    tree: Tree,
    /// The latest first.
    issues: Vec<Issue<'e>>,
}

impl<'e> Site<'e> {
    fn new(imprint: &'e Imprint, editions: &'e [(EditionId, Cleared<Edition>)], now: Timestamp) -> Self {
        let mut open: Vec<(&EditionId, &Edition)> = editions
            .iter()
            .filter(|(_, edition)| edition.manuscript.audience == Marking::Clear)
            .map(|(id, edition)| (id, &**edition))
            .collect();
        open.sort_by(|(a_id, a), (b_id, b)| b.manuscript.date.cmp(&a.manuscript.date).then(a_id.cmp(b_id)));
        let mut tree = Tree::of(
            open.iter()
                .map(|(_, edition)| edition.manuscript.section.as_slice()),
        );
        let issues = open
            .into_iter()
            .map(|(id, edition)| {
                let sections = tree.trail(&edition.manuscript.section);
                Issue {
                    id,
                    edition,
                    body: Body::of(edition),
                    folder: tree.place(&sections, id.as_str()),
                    sections,
                }
            })
            .collect();
        Self {
            imprint,
            base: imprint.site.as_deref().and_then(base),
            zone: crate::prose::zone(&imprint.zone),
            now,
            tree,
            issues,
        }
    }

    /// The address of a file, where the site's is known; a page's without its "index.html".
    fn address(&self, path: &str) -> Option<String> {
        let base = self.base.as_ref()?;
        Some(format!(
            "{base}{}",
            path.strip_suffix("index.html").unwrap_or(path)
        ))
    }
}

/// The address below which the site stands, with a slash at its end.
fn base(site: &str) -> Option<String> {
    let whole = outward(site)?;
    let bare = whole.split(['?', '#']).next().unwrap_or_default();
    Some(format!("{}/", bare.trim_end_matches('/')))
}
