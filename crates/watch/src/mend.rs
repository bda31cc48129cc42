//! Any RSS, RDF or Atom file, however broken, to a small well-formed one for feed-rs, in one pass.
//!
//! Only the elements that make an article are kept. What feed-rs has no place for (who published an item, its
//! language, the address before a redirecting service) is gathered beside it, an [`Extra`] for each item.

use crate::fields::{
    Family, Goal, Role, Space, atom_entry, atom_feed, customary, rss_channel, rss_item, space_of, split,
};
use crate::markup::{append, attribute, copied, escape, keep_author};
use crate::mended::{Extra, Mended};
use crate::page::not_a_feed;
use crate::scan::{Piece, Scan, resolve};
use crate::{MOST_ARTICLES, WatchError};
use std::collections::HashMap;

/// The deepest nesting that is followed; deeper tags are passed over.
const DEEPEST: usize = 64;
/// The most prefixes of namespaces that are kept.
const MOST_PREFIXES: usize = 64;
/// The longest file that is handed on, in bytes.
const LONGEST_MENDED: usize = 64 << 20;

#[derive(Debug)]
struct Field<'s> {
    name: &'s str,
    goal: Goal,
    /// May hold markup of its own.
    rich: bool,
    /// Its markup is XML itself, not XML that was escaped.
    verbatim: bool,
    attributes: String,
    text: String,
}

struct Mender<'s> {
    family: Family,
    prefixes: HashMap<&'s str, Space>,
    stack: Vec<(&'s str, Role)>,
    field: Option<Field<'s>>,
    out: String,
    item_starts: usize,
    item_has: (bool, bool),
    extras: Vec<Extra>,
    language: Option<String>,
    authors: Vec<String>,
    clipped: bool,
}

/// Mends `string`. Fails when it is no feed at all.
pub(crate) fn mend(string: &str) -> Result<Mended, WatchError> {
    let mut scan = Scan::new(string);
    let mut notices = Vec::new();
    let mut mender = None;
    let (mut ended, mut full) = (false, false);
    for piece in scan.by_ref() {
        if let Piece::Doctype { entities: true } = piece {
            notices.push("the feed declares entities of its own; they are left out".to_owned());
        }
        let Some(open) = &mut mender else {
            if let Piece::Start {
                name,
                attributes,
                closed,
                ..
            } = &piece
            {
                let opened = Mender::open(name, attributes).ok_or_else(|| not_a_feed(name, string))?;
                mender = (!closed).then_some(opened);
            }
            continue;
        };
        match piece {
            Piece::Start {
                name,
                attributes,
                closed,
                raw,
            } => open.start(name, &attributes, closed, raw),
            Piece::End { name, raw } => open.end(name, raw),
            Piece::Text(words) => open.text(words, true),
            Piece::Verbatim(words) => open.text(words, false),
            Piece::Doctype { .. } | Piece::Cut => {}
        }
        ended = open.stack.is_empty();
        full = open.extras.len() > MOST_ARTICLES || open.out.len() > LONGEST_MENDED;
        if ended || full {
            break;
        }
    }
    let Some(mut mender) = mender else {
        return Err(WatchError::NotAFeed("plain text or an empty element".to_owned()));
    };
    if full {
        mender.field = None;
        mender.drop_item();
        notices.push(format!(
            "only the first {} articles are read",
            mender.extras.len()
        ));
    } else if !ended {
        let whole = mender.finish_cut();
        let lost = if whole {
            ""
        } else {
            "; its last article was left out"
        };
        notices.push(format!("the feed breaks off after {} bytes{lost}", scan.at()));
    }
    if mender.clipped {
        notices.push("an overlong text was cut short".to_owned());
    }
    Ok(mender.done(notices))
}

impl<'s> Mender<'s> {
    fn open(name: &'s str, attributes: &[(&'s str, String)]) -> Option<Self> {
        let local = split(name).1.to_lowercase();
        let family = match local.as_str() {
            "rss" | "rdf" | "channel" => Family::Rss,
            "feed" | "entry" => Family::Atom,
            _ => return None,
        };
        let base = copied(attributes, &["xml:base"]);
        let mut out = match family {
            Family::Rss => {
                "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
                 xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
            }
            Family::Atom => "<feed xmlns=\"http://www.w3.org/2005/Atom\"",
        }
        .to_owned();
        out.push_str(&base);
        out.push('>');
        if family == Family::Rss {
            out.push_str("<channel>");
        }
        let mut mender = Self {
            family,
            prefixes: HashMap::new(),
            stack: vec![(name, Role::Root)],
            field: None,
            out,
            item_starts: 0,
            item_has: (false, false),
            extras: Vec::new(),
            language: attribute(attributes, "xml:lang").map(str::to_owned),
            authors: Vec::new(),
            clipped: false,
        };
        mender.declare(attributes);
        match local.as_str() {
            "channel" => mender.stack.push((name, Role::Channel)),
            "entry" => mender.open_item(name, attributes),
            _ => {}
        }
        Some(mender)
    }

    fn declare(&mut self, attributes: &[(&'s str, String)]) {
        for (key, uri) in attributes {
            if let Some(prefix) = key.strip_prefix("xmlns:")
                && self.prefixes.len() < MOST_PREFIXES
            {
                self.prefixes.insert(prefix, space_of(uri));
            }
        }
    }

    fn space(&self, name: &str) -> Space {
        let prefix = split(name).0;
        match self
            .prefixes
            .get(prefix)
            .copied()
            .unwrap_or_else(|| customary(prefix))
        {
            Space::Atom if self.family == Family::Atom => Space::Main,
            space => space,
        }
    }

    fn is_item(&self, name: &str) -> bool {
        let local = if self.family == Family::Rss {
            "item"
        } else {
            "entry"
        };
        split(name).1.eq_ignore_ascii_case(local) && self.space(name) == Space::Main
    }

    fn open_item(&mut self, name: &'s str, attributes: &[(&'s str, String)]) {
        self.item_starts = self.out.len();
        self.item_has = (false, false);
        self.extras.push(Extra {
            language: attribute(attributes, "xml:lang").map(str::to_owned),
            about: attribute(attributes, "rdf:about").map(str::to_owned),
            ..Extra::default()
        });
        let tag = if self.family == Family::Rss {
            "item"
        } else {
            "entry"
        };
        self.out
            .push_str(&format!("<{tag}{}>", copied(attributes, &["xml:base"])));
        self.stack.push((name, Role::Item));
    }

    fn start(&mut self, name: &'s str, attributes: &[(&'s str, String)], closed: bool, raw: &str) {
        self.declare(attributes);
        let item = self.is_item(name);
        if let Some(field) = &mut self.field {
            if field.rich && !item {
                self.clipped |= !append(&mut field.text, raw);
                return;
            }
            self.close_field();
        }
        if item {
            // A new item ends whatever was left open in the one before.
            let keep = self
                .stack
                .iter()
                .position(|&(_, role)| !matches!(role, Role::Root | Role::Channel));
            self.pop_to(keep.unwrap_or(self.stack.len()));
            self.open_item(name, attributes);
            if closed {
                self.pop_to(self.stack.len() - 1);
            }
            return;
        }
        let (local, space) = (split(name).1.to_lowercase(), self.space(name));
        let top = self.stack.last().map_or(Role::Skip, |&(_, role)| role);
        if let Some(mut field) = self.field_for(top, &local, space, attributes) {
            field.name = name;
            self.field = Some(field);
            if closed {
                self.close_field();
            }
        } else if !closed && self.stack.len() < DEEPEST {
            let role = self.role_for(top, &local, space);
            self.stack.push((name, role));
        }
    }

    fn role_for(&self, top: Role, local: &str, space: Space) -> Role {
        match (self.family, top, local, space) {
            (Family::Rss, Role::Root, "channel", Space::Main) => Role::Channel,
            (Family::Atom, Role::Root | Role::Item, "author", Space::Main) => Role::Author,
            (Family::Atom, Role::Item, "source", Space::Main) => Role::Source,
            (_, Role::Item, "group", Space::Media) => Role::Group,
            _ => Role::Skip,
        }
    }

    /// The field that an element is, if it is one that makes an article or names the feed.
    fn field_for(
        &self,
        top: Role,
        local: &str,
        space: Space,
        attributes: &[(&str, String)],
    ) -> Option<Field<'s>> {
        let kind = attribute(attributes, "type").unwrap_or("text").to_lowercase();
        let (goal, rich) = match (self.family, top) {
            (Family::Rss, Role::Root | Role::Channel) => rss_channel(local, space)?,
            (Family::Rss, Role::Item) => rss_item(local, space)?,
            (Family::Atom, Role::Root) => atom_feed(local, space)?,
            (Family::Atom, Role::Item) => atom_entry(local, space)?,
            (Family::Atom, Role::Author) if local == "name" => (Goal::Author, false),
            (Family::Atom, Role::Source) if local == "title" => (Goal::Publisher, true),
            (_, Role::Group) if local == "description" => (Goal::Summary, true),
            _ => return None,
        };
        let textual = matches!(kind.as_str(), "text" | "html" | "xhtml" | "plain" | "escaped")
            || kind.starts_with("text/")
            || kind == "application/xhtml+xml";
        if self.family == Family::Atom && rich && (!textual || attribute(attributes, "src").is_some()) {
            return None;
        }
        let mut copy = copied(attributes, &["rel", "href", "xml:base"]);
        if self.family == Family::Atom && rich {
            copy.push_str(" type=\"html\"");
        }
        let mut text = String::new();
        if self.family == Family::Rss && goal == Goal::Keep("link") {
            text.push_str(attribute(attributes, "href").unwrap_or_default());
        }
        let no_address = goal == Goal::Keep("guid")
            && attribute(attributes, "isPermaLink").is_some_and(|value| value.eq_ignore_ascii_case("false"));
        if no_address {
            // Marked in the attributes until the field closes: feed-rs doesn't look at them.
            copy.push_str(" isPermaLink=\"false\"");
        }
        let verbatim = kind.contains("xhtml");
        Some(Field {
            name: "",
            goal,
            rich,
            verbatim,
            attributes: copy,
            text,
        })
    }

    fn text(&mut self, words: &str, references: bool) {
        let Some(field) = &mut self.field else { return };
        let fits = if references && !field.verbatim {
            append(&mut field.text, &resolve(words))
        } else {
            append(&mut field.text, words)
        };
        self.clipped |= !fits;
    }

    fn end(&mut self, name: &str, raw: &str) {
        let same = |other: &str| other.eq_ignore_ascii_case(name);
        if let Some(field) = &mut self.field {
            if same(field.name) {
                self.close_field();
                return;
            }
            let outer = self
                .stack
                .iter()
                .any(|&(open, role)| role != Role::Skip && same(open));
            if !outer {
                if field.rich {
                    self.clipped |= !append(&mut field.text, raw);
                }
                return;
            }
            self.close_field();
        }
        if let Some(depth) = self.stack.iter().rposition(|&(open, _)| same(open)) {
            self.pop_to(depth);
        }
    }

    fn pop_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let tag = match (self.stack.pop(), self.family) {
                (Some((_, Role::Item)), Family::Rss) => "</item>",
                (Some((_, Role::Item)), Family::Atom) => "</entry>",
                _ => continue,
            };
            self.out.push_str(tag);
        }
    }

    fn close_field(&mut self) {
        let Some(field) = self.field.take() else { return };
        let text = field.text.trim();
        let in_item = self.stack.iter().any(|&(_, role)| role == Role::Item);
        let extra = if in_item { self.extras.last_mut() } else { None };
        let said = (!text.is_empty()).then(|| text.to_owned());
        match (field.goal, extra) {
            (Goal::Keep(tag), extra) => {
                if let Some(extra) = extra {
                    self.item_has.0 |= tag == "title" && said.is_some();
                    self.item_has.1 |= matches!(tag, "guid" | "link" | "id");
                    extra.guid_is_no_address |= field.attributes.contains("isPermaLink");
                }
                if said.is_some() || field.attributes.contains("href") {
                    self.out.push_str(&format!("<{tag}{}>", field.attributes));
                    escape(text, &mut self.out);
                    self.out.push_str(&format!("</{tag}>"));
                }
            }
            (Goal::Author, None) => keep_author(&mut self.authors, said),
            (Goal::Author, Some(extra)) => keep_author(&mut extra.authors, said),
            (Goal::Language, None) => self.language = said.or(self.language.take()),
            (_, None) => {}
            (Goal::Language, Some(extra)) => extra.language = said.or(extra.language.take()),
            (Goal::Publisher, Some(extra)) => extra.publisher = said.or(extra.publisher.take()),
            (Goal::Url, Some(extra)) => extra.url = said.or(extra.url.take()),
            (Goal::Summary, Some(extra)) => extra.summary = extra.summary.take().or(said),
        }
    }

    fn drop_item(&mut self) {
        self.out.truncate(self.item_starts);
        self.extras.pop();
        self.stack
            .retain(|&(_, role)| matches!(role, Role::Root | Role::Channel));
    }

    /// Ends a file that breaks off; whether the last item could be kept: an article whose title or key was
    /// cut would come back as another one tomorrow.
    fn finish_cut(&mut self) -> bool {
        let long = |goal| {
            matches!(
                goal,
                Goal::Keep("description" | "content:encoded" | "summary" | "content")
            )
        };
        if self
            .field
            .as_ref()
            .is_some_and(|field| field.rich && long(field.goal))
        {
            self.close_field();
        }
        self.field = None;
        let in_item = self.stack.iter().any(|&(_, role)| role == Role::Item);
        let whole = !in_item || self.item_has == (true, true);
        if !whole {
            self.drop_item();
        }
        whole
    }

    fn done(mut self, notices: Vec<String>) -> Mended {
        self.pop_to(0);
        self.out.push_str(if self.family == Family::Rss {
            "</channel></rss>"
        } else {
            "</feed>"
        });
        Mended {
            xml: self.out,
            extras: self.extras,
            language: self.language,
            authors: self.authors,
            notices,
        }
    }
}
