//! Where links may lead.

use std::fmt::Write as _;

/// The longest address of a link, in bytes.
const LONGEST: usize = 2000;

/// Where a link of an edition leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a page elsewhere.
    Web(String),
    /// To somebody's mailbox.
    Mail(String),
    /// To a place on the same site.
    Within(String),
}

impl Target {
    /// `None` for anything but http, https, mailto and relative addresses.
    pub(crate) fn of(url: &str) -> Option<Self> {
        let url = url.trim();
        if let Some(web) = outward(url) {
            return Some(Self::Web(web));
        }
        let scheme = url.split(['/', '?', '#']).next().unwrap_or_default();
        match scheme.split_once(':') {
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("mailto") => {
                let address = url.get("mailto:".len()..)?.split('?').next().unwrap_or_default();
                let plain = !address.is_empty()
                    && address
                        .chars()
                        .all(|c| c.is_ascii_graphic() && !"<>\"%".contains(c));
                plain.then(|| Self::Mail(address.to_owned()))
            }
            Some(_) => None,
            None if url.is_empty() || url.starts_with("//") || url.contains('\\') => None,
            None => encoded(url).map(Self::Within),
        }
    }
}

/// An address on the web that a link may lead to, fit for Markdown and HTML: http or https only, with everything
/// that could end it percent-encoded.
pub(crate) fn outward(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !web || !rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    Some(format!("{}://{}", scheme.to_ascii_lowercase(), encoded(rest)?))
}

fn encoded(part: &str) -> Option<String> {
    if part.len() > LONGEST {
        return None;
    }
    let mut out = String::with_capacity(part.len());
    for c in part.chars() {
        if c.is_control() || c.is_whitespace() {
            return None;
        }
        if c.is_ascii_alphanumeric() || "-._~:/?#!$&'*+,;=%".contains(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_mail_and_the_same_site() {
        assert_eq!(
            Target::of("HTTPS://a.example/(x)?q=\"1\""),
            Some(Target::Web("https://a.example/%28x%29?q=%221%22".into()))
        );
        assert_eq!(
            Target::of("mailto:a@b.example?subject=x"),
            Some(Target::Mail("a@b.example".into()))
        );
        assert_eq!(
            Target::of("../x.html#y"),
            Some(Target::Within("../x.html#y".into()))
        );
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "\\\\evil.example",
            "file:///etc/passwd",
            "http:///x",
            "",
        ] {
            assert_eq!(Target::of(bad), None, "{bad}");
        }
    }
}
