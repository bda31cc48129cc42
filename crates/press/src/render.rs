//! Markdown with citations, rendered.

/// An address on the web that a link may lead to, fit for Markdown and HTML: http or https only, with everything
/// that could end it percent-encoded.
pub(crate) fn outward(url: &str) -> Option<String> {
    use std::fmt::Write as _;
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !web || rest.is_empty() || rest.starts_with('/') || url.len() > 2000 {
        return None;
    }
    let mut out = format!("{}://", scheme.to_ascii_lowercase());
    for c in rest.chars() {
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
