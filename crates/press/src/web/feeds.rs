//! What programs read of the site: feeds, the sitemap, robots.txt.

use super::{Issue, Site};
use crate::address::without_addresses;
use crate::prose::{hash, is_stray, squash};
use crate::render::{Medium, sources_html, to_html};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt::Write as _;

/// How many editions a feed holds.
const LATEST: usize = 50;

/// An edition as a feed gives it.
struct Item {
    id: String,
    url: String,
    title: String,
    summary: String,
    html: String,
    at: Timestamp,
    section: Option<String>,
    kind: &'static str,
}

impl Site<'_> {
    /// The start of ids that never change: a tag URI (RFC 4151) of the site's host, else a UUID of the office's name.
    fn authority(&self) -> Option<&str> {
        let (_, rest) = self.base.as_deref()?.split_once("://")?;
        rest.split(['/', ':'])
            .next()
            .filter(|host| !host.is_empty() && !host.contains('%'))
    }

    fn id_of(&self, day: &str, name: &str) -> String {
        match self.authority() {
            Some(host) => format!("tag:{host},{day}:{name}"),
            None => uuid(&format!("{}\n{day}\n{name}", self.imprint.name)),
        }
    }

    fn feed_id(&self) -> String {
        self.base
            .as_ref()
            .map_or_else(|| self.id_of("", "feed"), |base| format!("{base}feed.atom"))
    }

    fn items(&self) -> Vec<Item> {
        let mut seen = HashSet::new();
        self.issues
            .iter()
            .take(LATEST)
            .map(|issue| self.item(issue, &mut seen))
            .collect()
    }

    fn item(&self, issue: &Issue<'_>, seen: &mut HashSet<String>) -> Item {
        let manuscript = &issue.edition.manuscript;
        let mut id = self.id_of(&manuscript.date.to_string(), issue.id.as_str());
        if !seen.insert(id.clone()) {
            // The same name twice: the folder tells them apart.
            id = self.id_of(&manuscript.date.to_string(), &issue.folder);
            seen.insert(id.clone());
        }
        let body = to_html(&issue.body.pieces, issue.body.sources.len(), Medium::Feed);
        // Noon is on the edition's day nearly everywhere.
        let noon = manuscript
            .date
            .at(12, 0, 0, 0)
            .to_zoned_datetime(self.zone.clone());
        Item {
            id,
            url: self.address(&issue.path()).unwrap_or_else(|| issue.path()),
            title: without_addresses(&issue.title()),
            summary: without_addresses(&issue.body.summary()),
            html: body + &sources_html(&issue.body.sources, Medium::Feed).into_string(),
            at: noon.map_or(self.now, |zoned| zoned.timestamp()),
            section: issue
                .sections
                .last()
                .and_then(|&at| self.tree.section(at))
                .map(|s| without_addresses(&s.name)),
            kind: manuscript.kind.as_str(),
        }
    }
}

/// A UUID (version 8) that follows from words.
fn uuid(words: &str) -> String {
    let high = hash(words, 0xcbf2_9ce4_8422_2325);
    let low = hash(words, 0x9e37_79b9_7f4a_7c15);
    format!(
        "urn:uuid:{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | ((low >> 48) & 0x3fff),
        low & 0xffff_ffff_ffff
    )
}

/// Words as XML's character data and attributes take them.
fn xml(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if is_stray(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The feed in Atom (RFC 4287).
pub(super) fn atom(site: &Site<'_>) -> String {
    let items = site.items();
    let updated = items.iter().map(|item| item.at).max().unwrap_or(site.now);
    let name = xml(&without_addresses(&squash(&site.imprint.name)));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let _ = write!(
        out,
        "<title>{name}</title>\n<id>{}</id>\n<updated>{}</updated>\n<author><name>{}</name></author>\n",
        xml(&site.feed_id()),
        seconds(updated),
        if name.is_empty() { "The office" } else { &name },
    );
    if let (Some(itself), Some(home)) = (site.address("feed.atom"), site.address("index.html")) {
        let _ = writeln!(
            out,
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
            xml(&itself)
        );
        let _ = writeln!(
            out,
            "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
            xml(&home)
        );
    } else {
        out.push_str("<link rel=\"alternate\" type=\"text/html\" href=\"index.html\"/>\n");
    }
    for item in &items {
        let at = seconds(item.at);
        let _ = write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             <published>{at}</published>\n<updated>{at}</updated>\n<category term=\"{}\"/>\n",
            xml(&item.title),
            xml(&item.id),
            xml(&item.url),
            xml(item.kind),
        );
        if let Some(section) = &item.section {
            let _ = writeln!(out, "<category term=\"{}\"/>", xml(section));
        }
        let _ = write!(
            out,
            "<summary>{}</summary>\n<content type=\"html\" xml:lang=\"en\">{}</content>\n</entry>\n",
            xml(&item.summary),
            xml(&item.html)
        );
    }
    out + "</feed>\n"
}

/// The feed as JSON Feed 1.1.
pub(super) fn json(site: &Site<'_>) -> String {
    let name = without_addresses(&squash(&site.imprint.name));
    let items: Vec<Value> = site
        .items()
        .into_iter()
        .map(|item| {
            let tags: Vec<&str> = std::iter::once(item.kind)
                .chain(item.section.as_deref())
                .collect();
            let mut value = json!({
                "id": item.id,
                "title": item.title,
                "summary": item.summary,
                "content_html": item.html,
                "date_published": seconds(item.at),
                "tags": tags,
                "language": "en",
            });
            if site.base.is_some() {
                value["url"] = json!(item.url);
            }
            value
        })
        .collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "language": "en",
        "authors": [{ "name": name }],
        "items": items,
    });
    if let (Some(itself), Some(home)) = (site.address("feed.json"), site.address("index.html")) {
        feed["feed_url"] = json!(itself);
        feed["home_page_url"] = json!(home);
    }
    format!("{feed:#}\n")
}

/// An instant to the second, as feeds write it.
fn seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The sitemap; `None` where the site's address is not known, which every line of it needs.
pub(super) fn sitemap(site: &Site<'_>) -> Option<String> {
    site.base.as_ref()?;
    let sections = site.tree.sections().map(|section| (section.path(), None));
    let issues = site
        .issues
        .iter()
        .map(|issue| (issue.path(), Some(issue.edition.manuscript.date)));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, date) in std::iter::once(("index.html".to_owned(), None))
        .chain(sections)
        .chain(issues)
    {
        let address = site.address(&path)?;
        let changed = date
            .map(|date| format!("<lastmod>{date}</lastmod>"))
            .unwrap_or_default();
        let _ = writeln!(out, "<url><loc>{}</loc>{changed}</url>", xml(&address));
    }
    Some(out + "</urlset>\n")
}

pub(super) fn robots(site: &Site<'_>) -> String {
    let map = site
        .address("sitemap.xml")
        .map(|map| format!("Sitemap: {map}\n"))
        .unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{map}")
}
