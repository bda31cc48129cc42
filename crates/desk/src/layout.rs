//! The frame of every page.

use crate::{Desk, show};
use maud::{DOCTYPE, Markup, html};

/// A page's place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Here {
    Board,
    Analysis,
    Documents,
    Meetings,
    Parties,
    Stories,
    Editions,
    Nowhere,
}

const PLACES: [(Here, &str, &str); 7] = [
    (Here::Board, "/", "Board"),
    (Here::Analysis, "/analysis", "Analysis"),
    (Here::Documents, "/documents", "Documents"),
    (Here::Meetings, "/meetings", "Meetings"),
    (Here::Parties, "/parties", "Parties"),
    (Here::Stories, "/stories", "Stories"),
    (Here::Editions, "/editions", "Editions"),
];

/// A page before it is put into its frame.
pub(crate) struct Page {
    pub(crate) here: Here,
    pub(crate) title: String,
    /// The pages between its place in the navigation and itself: name and address.
    pub(crate) between: Vec<(String, String)>,
    pub(crate) body: Markup,
}

impl Page {
    pub(crate) fn new(here: Here, title: impl Into<String>, body: Markup) -> Self {
        Self {
            here,
            title: title.into(),
            between: Vec::new(),
            body,
        }
    }

    /// With a page that leads to it.
    pub(crate) fn below(mut self, name: impl Into<String>, address: impl Into<String>) -> Self {
        self.between.push((name.into(), address.into()));
        self
    }

    /// The whole page.
    pub(crate) fn framed(self, desk: &Desk) -> Markup {
        let office = &desk.office().config().office.name;
        let place = PLACES.iter().find(|(here, ..)| *here == self.here);
        let at_top = place.is_none_or(|(_, _, name)| *name == self.title);
        let body = html! {
            a.skip href="#main" { "Skip to the page’s content" }
            header.top {
                p.office { a href="/" { (office) } }
                p.viewer { span.quiet { "Seen by " } (desk.viewer().name()) ", up to " (show::clearance(desk.viewer().clearance())) }
                nav aria-label="Desk" {
                    ul {
                        @for (here, address, name) in PLACES {
                            li { a href=(address) aria-current=[(here == self.here).then_some(if at_top { "page" } else { "true" })] { (name) } }
                        }
                    }
                }
            }
            @if !at_top && let Some((_, address, name)) = place {
                nav.crumbs aria-label="Where this page stands" {
                    ol {
                        li { a href=(address) { (name) } }
                        @for (name, address) in &self.between { li { a href=(address) { (name) } } }
                        li { span aria-current="page" { (self.title) } }
                    }
                }
            }
            main id="main" tabindex="-1" { (self.body) }
            footer.foot { p { "Rapport · the machine proposes, people confirm" } }
        };
        whole(&format!("{} · {office}", self.title), &body)
    }
}

/// A page that says nothing of the office.
pub(crate) fn bare(title: &str, words: &str) -> Markup {
    whole(title, &html! { main id="main" { h1 { (title) } p { (words) } } })
}

fn whole(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/style.css";
            }
            body { (body) }
        }
    }
}
