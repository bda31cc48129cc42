//! The words of raw HTML. They are escaped again wherever they go, so this has to be quick, not clever: a full
//! parser takes quadratic time on tags that never close.

/// Elements whose content is no words.
const SILENT: [&str; 2] = ["script", "style"];

/// What is left of HTML without tags, comments, scripts and styles. What is never closed goes with all that follows.
pub(super) fn words(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let mut out = String::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        out.push_str(&html[at..open]);
        let inside = &lower[open + 1..];
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            out.push('<');
            at = open + 1;
            continue;
        }
        let silent = SILENT.iter().find(|name| inside.starts_with(**name));
        let end = match silent {
            _ if inside.starts_with("!--") => "-->",
            Some(&"script") => "</script",
            Some(_) => "</style",
            None => ">",
        };
        let Some(closed) = inside.find(end) else {
            return decoded(&out);
        };
        // The end of a script is a tag of its own, which the next round takes away.
        at = open + 1 + closed + if silent.is_some() { 0 } else { end.len() };
        out.push(' ');
    }
    out.push_str(&html[at..]);
    decoded(&out)
}

fn decoded(words: &str) -> String {
    words
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squashed(html: &str) -> String {
        crate::prose::squash(&words(html))
    }

    #[test]
    fn tags_comments_and_scripts_go_and_words_stay() {
        assert_eq!(squashed("<div class=x>One <b>two</b></div>\n"), "One two");
        assert_eq!(squashed("<!-- a note > to the editor -->after"), "after");
        assert_eq!(
            squashed("a<SCRIPT>alert('<b>')</Script >b<style>x{}</style>c"),
            "a b c"
        );
        assert_eq!(squashed("1 < 2 &amp; 3 &lt; 4"), "1 < 2 & 3 < 4");
        assert_eq!(squashed("a<script>never closed"), "a");
        assert_eq!(squashed("a<b never closed"), "a");
    }
}
