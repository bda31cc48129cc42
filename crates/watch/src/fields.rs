//! Which elements make an article, by family and namespace.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Rss,
    Atom,
}

/// The namespaces that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    Main,
    Atom,
    Content,
    Dublin,
    Media,
    Origin,
    Other,
}

/// What an open element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Root,
    Channel,
    Item,
    Author,
    Source,
    Group,
    Skip,
}

/// Where the text of a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// To feed-rs, under this name.
    Keep(&'static str),
    Author,
    Publisher,
    Language,
    Url,
    Summary,
}

pub(crate) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

pub(crate) fn space_of(uri: &str) -> Space {
    let uri = uri.trim().to_lowercase();
    let has = |part: &str| uri.contains(part);
    if has("purl.org/rss/1.0/modules/content") {
        Space::Content
    } else if has("w3.org/2005/atom") || has("purl.org/atom/ns") {
        Space::Atom
    } else if has("purl.org/dc/") {
        Space::Dublin
    } else if has("search.yahoo.com/mrss") || has("itunes.com/dtds") {
        Space::Media
    } else if has("feedburner.org") || has("feedburner.com") {
        Space::Origin
    } else if (has("purl.org/rss/1.0") && !has("modules")) || has("netscape.com/rdf") || has("userland.com") {
        Space::Main
    } else {
        Space::Other
    }
}

/// What a prefix means by custom when nobody declares it.
pub(crate) fn customary(prefix: &str) -> Space {
    match prefix {
        "" => Space::Main,
        "atom" | "a10" => Space::Atom,
        "content" => Space::Content,
        "dc" | "dcterms" => Space::Dublin,
        "media" | "itunes" => Space::Media,
        "feedburner" => Space::Origin,
        _ => Space::Other,
    }
}

pub(crate) fn rss_channel(local: &str, space: Space) -> Option<(Goal, bool)> {
    Some(match (space, local) {
        (Space::Main, "title") => (Goal::Keep("title"), true),
        (Space::Main, "link") => (Goal::Keep("link"), false),
        (Space::Atom, "link") => (Goal::Keep("atom:link"), false),
        (Space::Main | Space::Dublin, "language") => (Goal::Language, false),
        _ => return None,
    })
}

pub(crate) fn rss_item(local: &str, space: Space) -> Option<(Goal, bool)> {
    Some(match (space, local) {
        (Space::Main, "title") => (Goal::Keep("title"), true),
        (Space::Main, "link") => (Goal::Keep("link"), false),
        (Space::Main, "guid") => (Goal::Keep("guid"), false),
        (Space::Main, "description") => (Goal::Keep("description"), true),
        (Space::Content, "encoded") => (Goal::Keep("content:encoded"), true),
        (Space::Main, "author") | (Space::Dublin, "creator") => (Goal::Author, false),
        (Space::Main, "pubdate") => (Goal::Keep("pubDate"), false),
        (Space::Dublin, "date") => (Goal::Keep("dc:date"), false),
        (Space::Atom | Space::Main, "updated") | (Space::Dublin, "modified") => {
            (Goal::Keep("atom:updated"), false)
        }
        (Space::Main, "source") | (Space::Dublin, "publisher") => (Goal::Publisher, true),
        (Space::Dublin, "language") => (Goal::Language, false),
        (Space::Origin, "origlink") => (Goal::Url, false),
        (Space::Media, "description" | "summary") | (Space::Dublin, "description") => (Goal::Summary, true),
        _ => return None,
    })
}

pub(crate) fn atom_feed(local: &str, space: Space) -> Option<(Goal, bool)> {
    Some(match (space, local) {
        (Space::Main, "title") => (Goal::Keep("title"), true),
        (Space::Main, "link") => (Goal::Keep("link"), false),
        _ => return None,
    })
}

pub(crate) fn atom_entry(local: &str, space: Space) -> Option<(Goal, bool)> {
    Some(match (space, local) {
        (Space::Main, "title") => (Goal::Keep("title"), true),
        (Space::Main, "link") => (Goal::Keep("link"), false),
        (Space::Main, "id") => (Goal::Keep("id"), false),
        (Space::Main, "summary") => (Goal::Keep("summary"), true),
        (Space::Main, "content") => (Goal::Keep("content"), true),
        (Space::Main, "updated" | "modified") => (Goal::Keep("updated"), false),
        (Space::Main, "published" | "pubdate" | "issued" | "created") => (Goal::Keep("published"), false),
        (Space::Origin, "origlink") => (Goal::Url, false),
        (Space::Media, "description") => (Goal::Summary, true),
        _ => return None,
    })
}
