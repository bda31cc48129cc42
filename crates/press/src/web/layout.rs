//! What stands around every page.

use super::Site;
use super::tree::Section;
use crate::address::{protected_address, protected_words, without_addresses};
use crate::prose::{day, day_in, squash};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Nothing is loaded but the site's own style sheet. `file:` is for the site opened from a folder, where not
/// every browser counts the folder as 'self'.
const POLICY: &str = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'";

/// A page before it is set.
pub(super) struct Page<'p> {
    /// Its file's path.
    pub(super) path: String,
    /// Its title; the home page has none of its own.
    pub(super) title: Option<String>,
    /// A sentence on it, for search engines and cards.
    pub(super) summary: String,
    /// The sections above it, the last of which it may be itself.
    pub(super) trail: Vec<&'p Section>,
    /// Whether the last crumb is the page's own title.
    pub(super) is_edition: bool,
    /// What stands in its middle.
    pub(super) main: Markup,
}

/// Words of others on a page.
pub(super) fn shown(words: &str) -> Markup {
    PreEscaped(protected_words(&squash(words)))
}

/// The way from one file to another.
pub(super) fn way(from: &str, to: &str) -> String {
    "../".repeat(from.matches('/').count()) + to
}

pub(super) fn set(site: &Site<'_>, page: &Page<'_>) -> Markup {
    let name = squash(&site.imprint.name);
    let plain_name = without_addresses(&name);
    let title = match &page.title {
        Some(title) => format!("{} – {plain_name}", without_addresses(title)),
        None => plain_name.clone(),
    };
    let summary = without_addresses(&page.summary);
    let to = |path: &str| way(&page.path, path);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) }
                @if !summary.is_empty() { meta name="description" content=(summary); }
                meta property="og:site_name" content=(plain_name);
                meta property="og:title" content=(title);
                meta property="og:type" content=(if page.is_edition { "article" } else { "website" });
                @if !summary.is_empty() { meta property="og:description" content=(summary); }
                @if let Some(address) = site.address(&page.path).filter(|_| page.path != "404.html") {
                    link rel="canonical" href=(address);
                    meta property="og:url" content=(address);
                }
                link rel="stylesheet" href=(to("style.css"));
                link rel="alternate" type="application/atom+xml" title=(plain_name) href=(to("feed.atom"));
                link rel="alternate" type="application/feed+json" title=(plain_name) href=(to("feed.json"));
            }
            body {
                a class="skip" href="#main" { "Skip to the text" }
                header class="masthead" {
                    p class="name" { a href=(to("index.html")) dir="auto" { (shown(&name)) } }
                    (sections(site, page))
                }
                (crumbs(page))
                main id="main" tabindex="-1" { (page.main) }
                (footer(site, page))
            }
        }
    }
}

/// The sections a reader finds in every page's head: those at the top, and those right below them.
fn sections(site: &Site<'_>, page: &Page<'_>) -> Markup {
    let top = site.tree.below(None);
    let listed: Vec<&Section> = top
        .iter()
        .flat_map(|section| std::iter::once(*section).chain(site.tree.below(Some(section))))
        .collect();
    html! {
        @if !listed.is_empty() {
            nav class="sections" aria-label="Sections" {
                ul {
                    @for section in listed {
                        @let here = !page.is_edition && page.path == section.path();
                        li {
                            a href=(way(&page.path, &section.path())) dir="auto" aria-current=[here.then_some("page")] {
                                (shown(&section.name))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn crumbs(page: &Page<'_>) -> Markup {
    let is_current = |at: usize| !page.is_edition && at + 1 == page.trail.len();
    html! {
        @if let Some(title) = &page.title {
            nav class="crumbs" aria-label="Breadcrumb" {
                ol {
                    li { a href=(way(&page.path, "index.html")) { "Home" } }
                    @for (at, section) in page.trail.iter().enumerate() {
                        li {
                            a href=(way(&page.path, &section.path())) dir="auto" aria-current=[is_current(at).then_some("page")] {
                                (shown(&section.name))
                            }
                        }
                    }
                    @if page.is_edition || page.trail.is_empty() {
                        li { span dir="auto" aria-current="page" { (shown(title)) } }
                    }
                }
            }
        }
    }
}

fn footer(site: &Site<'_>, page: &Page<'_>) -> Markup {
    let made = day_in(site.now, &site.zone);
    html! {
        footer {
            section aria-label="Contact" {
                p class="name" dir="auto" { (shown(&site.imprint.name)) }
                @if let Some(address) = &site.imprint.address {
                    p { "Write to " (protected_address(address)) }
                    p class="hint" {
                        "The address is shown so that programs cannot collect it. Please type it; it can be neither \
                         clicked nor copied."
                    }
                }
            }
            section aria-label="About this site" {
                p {
                    "Follow by feed: "
                    a href=(way(&page.path, "feed.atom")) { "Atom" } ", "
                    a href=(way(&page.path, "feed.json")) { "JSON" } "."
                }
                p {
                    "Made on " time datetime=(made) { (day(made)) } ". "
                    "No scripts, no cookies, no counting of visits."
                }
            }
        }
    }
}
