//! A mail's parts: what each says of itself, and where it lies (RFC 2046).

use mail_parser::{ContentType, Header, HeaderName, HeaderValue, Message, MessageParser};
use std::ops::Range;

/// Where the body begins below the headers at the front of `place`: after the first blank line, or at once
/// where a broken mail begins without any header.
fn body_start(bytes: &[u8], place: Range<usize>) -> usize {
    let mut at = place.start;
    let first = bytes[place.clone()]
        .split(|&b| b == b'\n')
        .next()
        .unwrap_or_default();
    let name = first.split(|&b| b == b':').next().unwrap_or_default();
    let is_header = name.len() < first.len() && name.trim_ascii_end().iter().all(u8::is_ascii_graphic);
    if !is_header && !first.trim_ascii().is_empty() {
        return at;
    }
    for line in bytes[place.clone()].split_inclusive(|&b| b == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return at;
        }
    }
    place.end
}

/// The most bytes of headers that are looked at: the parser takes its time over long ones.
const MOST_HEADERS: usize = 512 * 1024;

/// The headers at the front of `place`, if any, and where the body below them begins.
pub(crate) fn headers(bytes: &[u8], place: Range<usize>) -> (Option<Message<'_>>, usize) {
    let body = body_start(bytes, place.clone());
    let end = body.min(place.start + MOST_HEADERS);
    (
        MessageParser::default().parse_headers(&bytes[place.start..end]),
        body,
    )
}

/// What a part says of itself.
pub(crate) struct Kind {
    pub(crate) main: String,
    pub(crate) sub: String,
    pub(crate) charset: Option<String>,
    pub(crate) boundary: Option<String>,
    pub(crate) encoding: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) is_attached: bool,
}

impl Kind {
    pub(crate) fn of(headers: &[Header<'_>], in_digest: bool) -> Self {
        let find = |wanted: &HeaderName<'_>| {
            headers
                .iter()
                .rev()
                .find(|header| header.name == *wanted)
                .map(|h| &h.value)
        };
        let content = find(&HeaderName::ContentType).and_then(HeaderValue::as_content_type);
        let disposition = find(&HeaderName::ContentDisposition).and_then(HeaderValue::as_content_type);
        let attribute = |of: Option<&ContentType<'_>>, name: &str| {
            of.and_then(|of| of.attribute(name)).map(str::to_owned)
        };
        let (main, sub) = match content {
            Some(content) => (content.ctype(), content.subtype().unwrap_or("plain")),
            None if in_digest => ("message", "rfc822"),
            None => ("text", "plain"),
        };
        Self {
            main: main.to_ascii_lowercase(),
            sub: sub.to_ascii_lowercase(),
            charset: attribute(content, "charset"),
            boundary: attribute(content, "boundary").filter(|boundary| !boundary.is_empty()),
            encoding: find(&HeaderName::ContentTransferEncoding)
                .and_then(HeaderValue::as_text)
                .map(str::to_owned),
            name: attribute(disposition, "filename").or_else(|| attribute(content, "name")),
            is_attached: disposition
                .is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment")),
        }
    }

    /// Whether it holds words that are read.
    pub(crate) fn is_words(&self) -> bool {
        self.main == "text" && matches!(&*self.sub, "plain" | "html")
    }
}

/// The parts of `place` between the lines of its boundary, and whether the last line closes it.
pub(crate) fn split(bytes: &[u8], place: Range<usize>, boundary: &[u8]) -> (Vec<Range<usize>>, bool) {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = place.start;
    for line in bytes[place.clone()].split_inclusive(|&b| b == b'\n') {
        let delimiter = line
            .strip_prefix(b"--")
            .and_then(|line| line.strip_prefix(boundary))
            .map(<[u8]>::trim_ascii_end);
        if let Some(rest @ (b"" | b"--")) = delimiter {
            // The line's end before a boundary belongs to the boundary.
            let end =
                at - usize::from(bytes[..at].ends_with(b"\n")) - usize::from(bytes[..at].ends_with(b"\r\n"));
            parts.extend(open.take().map(|start| start..end.max(start)));
            if rest == b"--" {
                return (parts, true);
            }
            open = Some(at + line.len());
        }
        at += line.len();
    }
    parts.extend(open.map(|start| start..place.end));
    (parts, false)
}
