//! How wide words are, and how they break into lines.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns of a text.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` followed by spaces up to `to` columns.
pub(crate) fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// `text` of at most `most` columns, marked with "…" when cut.
pub(crate) fn fitted(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > most {
            break;
        }
        out.push(c);
    }
    out.trim_end().to_owned() + "…"
}

/// The lines of `text` at most `most` columns wide, broken between words; longer words are broken inside.
/// What goes beyond `lines` lines is cut and marked with "…".
pub(crate) fn wrapped(text: &str, most: usize, lines: usize) -> Vec<String> {
    let most = most.max(2);
    let mut found = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word = word;
        let last_width = found.last().map_or(0, |l| width(l));
        if last_width > 0 && last_width + 1 + width(word) <= most {
            if let Some(last) = found.last_mut() {
                last.push(' ');
                last.push_str(word);
            }
            continue;
        }
        if last_width > 0 {
            found.push(String::new());
        }
        while width(word) > most && found.len() <= lines {
            let mut used = 0;
            let cut = word.char_indices().find(|(_, c)| {
                used += c.width().unwrap_or(0);
                used > most.saturating_sub(1)
            });
            let at = cut
                .map_or(word.len(), |(at, _)| at)
                .max(word.chars().next().map_or(0, char::len_utf8));
            if let Some(last) = found.last_mut() {
                // Scripts of wide signs break anywhere, without a hyphen.
                let wide = word[..at]
                    .chars()
                    .next_back()
                    .is_some_and(|c| c.width() == Some(2));
                *last = format!("{}{}", &word[..at], if wide { "" } else { "-" });
            }
            word = &word[at..];
            found.push(String::new());
        }
        if let Some(last) = found.last_mut() {
            word.clone_into(last);
        }
        if found.len() > lines {
            break;
        }
    }
    if found.len() > lines {
        found.truncate(lines);
        if let Some(last) = found.last_mut() {
            *last = fitted(&format!("{last} …"), most)
                .replace("- …", "…")
                .replace(" …", "…");
        }
    }
    found
}
