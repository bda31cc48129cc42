//! Small pieces of XML, written.

use crate::LONGEST_TEXT;

/// The longest field, in bytes of markup: markup is longer than its text.
const LONGEST_FIELD: usize = 8 * LONGEST_TEXT;
/// The most authors that are kept of one article.
const MOST_AUTHORS: usize = 12;

pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

pub(crate) fn attribute<'a>(attributes: &'a [(&str, String)], key: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(k, _)| k.eq_ignore_ascii_case(key));
    found
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
}

/// ` key="value"` for each key that is there.
pub(crate) fn copied(attributes: &[(&str, String)], keys: &[&str]) -> String {
    let mut out = String::new();
    for key in keys {
        let value = attribute(attributes, key);
        // feed-rs gives up on a base that is no address.
        let usable = |value: &str| {
            *key != "xml:base"
                || matches!(
                    url::Url::parse(value),
                    Ok(_) | Err(url::ParseError::RelativeUrlWithoutBase)
                )
        };
        if let Some(value) = value.filter(|value| usable(value)) {
            out.push(' ');
            out.push_str(key);
            out.push_str("=\"");
            escape(value, &mut out);
            out.push('"');
        }
    }
    out
}

pub(crate) fn keep_author(authors: &mut Vec<String>, said: Option<String>) {
    let new = said.filter(|said| !authors.contains(said));
    authors.extend(new.filter(|_| authors.len() < MOST_AUTHORS));
}

/// Adds what fits; whether all did.
pub(crate) fn append(text: &mut String, more: &str) -> bool {
    let room = LONGEST_FIELD.saturating_sub(text.len());
    let end = (0..=room.min(more.len()))
        .rev()
        .find(|&i| more.is_char_boundary(i))
        .unwrap_or(0);
    text.push_str(&more[..end]);
    end == more.len()
}
