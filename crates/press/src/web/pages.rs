//! The pages.

use super::layout::{Page, set, shown, way};
use super::tree::Section;
use super::{Issue, Site};
use crate::prose::day;
use crate::render::{Medium, sources_html, to_html};
use domain::EditionKind;
use maud::{Markup, PreEscaped, html};

/// How many earlier editions of a kind the home page lists.
const EARLIER: usize = 4;

/// The latest of each kind.
pub(super) fn home(site: &Site<'_>) -> Markup {
    let path = "index.html";
    let kinds: Vec<(EditionKind, Vec<&Issue<'_>>)> = EditionKind::ALL
        .into_iter()
        .map(|kind| {
            let of_kind = site
                .issues
                .iter()
                .filter(|issue| issue.edition.manuscript.kind == kind);
            (kind, of_kind.take(1 + EARLIER).collect::<Vec<_>>())
        })
        .filter(|(_, issues)| !issues.is_empty())
        .collect();
    let main = html! {
        h1 class="quiet" { "Latest" }
        @if kinds.is_empty() { p { "Nothing has been published yet." } }
        @for (kind, issues) in &kinds {
            section class="kind-block" aria-labelledby=(kind.slug()) {
                h2 id=(kind.slug()) class="kind" { (kind.as_str()) }
                @if let Some((latest, earlier)) = issues.split_first() {
                    (teaser(path, latest))
                    @if !earlier.is_empty() {
                        ul class="earlier" {
                            @for issue in earlier { li { (entry(path, issue)) } }
                        }
                    }
                }
            }
        }
    };
    set(
        site,
        &Page {
            path: path.to_owned(),
            title: None,
            summary: format!("Letters, monthly and weekly reports of {}.", site.imprint.name),
            trail: Vec::new(),
            is_edition: false,
            main,
        },
    )
}

/// A section: the sections below it, and every edition in and below it.
pub(super) fn section(site: &Site<'_>, section: &Section) -> Markup {
    let path = section.path();
    let below = site.tree.below(Some(section));
    let issues: Vec<&Issue<'_>> = site
        .issues
        .iter()
        .filter(|issue| issue.sections.contains(&section.at))
        .collect();
    let main = html! {
        h1 dir="auto" { (shown(&section.name)) }
        @if !below.is_empty() {
            nav class="below" aria-label="Sections below this one" {
                ul {
                    @for section in below {
                        li { a href=(way(&path, &section.path())) dir="auto" { (shown(&section.name)) } }
                    }
                }
            }
        }
        ul class="editions" {
            @for issue in issues {
                li {
                    p class="kind" { (issue.edition.manuscript.kind.as_str()) }
                    (teaser(&path, issue))
                }
            }
        }
    };
    set(
        site,
        &Page {
            path: path.clone(),
            title: Some(section.name.clone()),
            summary: String::new(),
            trail: section
                .trail
                .iter()
                .filter_map(|&at| site.tree.section(at))
                .collect(),
            is_edition: false,
            main,
        },
    )
}

/// An edition, with its sources.
pub(super) fn edition(site: &Site<'_>, issue: &Issue<'_>) -> Markup {
    let manuscript = &issue.edition.manuscript;
    let body = to_html(&issue.body.pieces, issue.body.sources.len(), Medium::Page);
    let main = html! {
        article {
            header {
                p class="kind" { (manuscript.kind.as_str()) }
                h1 dir="auto" { (shown(&issue.title())) }
                p class="day" { time datetime=(manuscript.date) { (day(manuscript.date)) } }
            }
            div class="text" { (PreEscaped(body)) }
            (sources_html(&issue.body.sources, Medium::Page))
        }
    };
    set(
        site,
        &Page {
            path: issue.path(),
            title: Some(issue.title()),
            summary: issue.body.summary(),
            trail: issue
                .sections
                .iter()
                .filter_map(|&at| site.tree.section(at))
                .collect(),
            is_edition: true,
            main,
        },
    )
}

/// What a server shows where nothing is. It can't know from how deep it was asked for, so it names the site's own
/// address where that is known.
pub(super) fn missing(site: &Site<'_>) -> Markup {
    let home = site.base.clone().unwrap_or_else(|| "index.html".to_owned());
    let main = html! {
        h1 { "Not here" }
        p { "There is no page at this address. It may have moved." }
        p { a href=(home) { "Go to the first page" } }
    };
    set(
        site,
        &Page {
            path: "404.html".to_owned(),
            title: Some("Not here".to_owned()),
            summary: String::new(),
            trail: Vec::new(),
            is_edition: false,
            main,
        },
    )
}

/// An edition's title, day and first words.
fn teaser(from: &str, issue: &Issue<'_>) -> Markup {
    let summary = issue.body.summary();
    html! {
        (entry(from, issue))
        @if !summary.is_empty() { p class="summary" dir="auto" { (shown(&summary)) } }
    }
}

fn entry(from: &str, issue: &Issue<'_>) -> Markup {
    let date = issue.edition.manuscript.date;
    html! {
        p class="title" { a href=(way(from, &issue.path())) dir="auto" { (shown(&issue.title())) } }
        p class="day" { time datetime=(date) { (day(date)) } }
    }
}
