//! A mail part's transfer encoding undone, with the way back (RFC 2045, section 6).

use crate::origin::Origin;
use std::ops::Range;

/// The bytes of a part, decoded.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) bytes: Vec<u8>,
    pub(crate) origin: Origin,
    /// How many bytes had no meaning in the encoding.
    pub(crate) faults: usize,
}

/// Decodes the bytes `place` of `file`, which were encoded as the header `encoding` says.
pub(crate) fn decode(file: &[u8], place: Range<usize>, encoding: Option<&str>) -> Part {
    let bytes = file.get(place.clone()).unwrap_or_default();
    let encoding = encoding.unwrap_or_default().trim();
    if encoding.eq_ignore_ascii_case("base64") {
        base64(bytes, place.start)
    } else if encoding.eq_ignore_ascii_case("quoted-printable") {
        quoted_printable(bytes, place.start)
    } else {
        Part {
            bytes: bytes.to_vec(),
            origin: Origin::same(place.start, bytes.len()),
            faults: 0,
        }
    }
}

fn quoted_printable(bytes: &[u8], base: usize) -> Part {
    let mut part = Part::default();
    let mut at = 0;
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        let words = line.trim_ascii_end();
        let end = &line[line.len()
            - line
                .iter()
                .rev()
                .take_while(|b| matches!(b, b'\r' | b'\n'))
                .count()..];
        let is_soft = words.ends_with(b"=");
        quoted_line(&words[..words.len() - usize::from(is_soft)], base + at, &mut part);
        if !is_soft {
            let start = base + at + line.len() - end.len();
            part.origin.exact(part.bytes.len(), end.len(), start);
            part.bytes.extend_from_slice(end);
        }
        at += line.len();
    }
    part
}

fn quoted_line(line: &[u8], base: usize, part: &mut Part) {
    let mut at = 0;
    while at < line.len() {
        let rest = &line[at..];
        let plain = rest.iter().take_while(|&&b| b != b'=').count();
        part.origin.exact(part.bytes.len(), plain, base + at);
        part.bytes.extend_from_slice(&rest[..plain]);
        at += plain;
        let hex = |b: u8| char::from(b).to_digit(16);
        match &rest[plain..] {
            [] => {}
            [b'=', a, b, ..] if hex(*a).is_some() && hex(*b).is_some() => {
                let byte = hex(*a).unwrap_or(0) * 16 + hex(*b).unwrap_or(0);
                part.origin.unit(part.bytes.len(), 1, base + at..base + at + 3);
                part.bytes.push(byte as u8);
                at += 3;
            }
            _ => {
                part.faults += 1;
                part.origin.exact(part.bytes.len(), 1, base + at);
                part.bytes.push(b'=');
                at += 1;
            }
        }
    }
}

fn base64(bytes: &[u8], base: usize) -> Part {
    let mut part = Part::default();
    let mut group = Group::default();
    for (at, &byte) in bytes.iter().enumerate() {
        match sextet(byte) {
            Some(bits) => {
                group.add(bits, base + at);
                if group.count == 4 {
                    group.flush(&mut part);
                }
            }
            None if byte == b'=' || byte.is_ascii_whitespace() => {
                if byte == b'=' {
                    group.flush(&mut part);
                }
            }
            None => part.faults += 1,
        }
    }
    group.flush(&mut part);
    part
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

/// Up to four letters of base64, and where they stand.
#[derive(Default)]
struct Group {
    bits: u32,
    count: usize,
    place: Range<usize>,
}

impl Group {
    fn add(&mut self, bits: u32, at: usize) {
        if self.count == 0 {
            self.place.start = at;
        }
        self.place.end = at + 1;
        self.bits = self.bits << 6 | bits;
        self.count += 1;
    }

    fn flush(&mut self, part: &mut Part) {
        let bytes = (self.bits << (6 * (4 - self.count.min(4)))).to_be_bytes();
        let len = self.count.saturating_sub(1);
        part.origin.unit(part.bytes.len(), len, self.place.clone());
        part.bytes.extend_from_slice(&bytes[1..=len]);
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_leads_back() {
        let file = b"..caf=C3=A9 =\r\nnow\r\nend=";
        let part = decode(file, 2..file.len(), Some("Quoted-Printable"));
        assert_eq!(String::from_utf8_lossy(&part.bytes), "café now\r\nend");
        assert_eq!(part.origin.of(3..5), Some(5..11));
        assert_eq!(part.origin.of(6..9), Some(15..18));
        assert_eq!(decode(b"a =ZZ b", 0..7, Some("quoted-printable")).faults, 1);
    }

    #[test]
    fn base64_leads_back_and_skips_what_is_broken() {
        let file = b"aGVs\r\nbG8g!d29ybGQ=";
        let part = decode(file, 0..file.len(), Some("base64"));
        assert_eq!(String::from_utf8_lossy(&part.bytes), "hello world");
        assert_eq!(part.faults, 1);
        assert_eq!(part.origin.of(0..3), Some(0..4));
        assert_eq!(part.origin.of(3..4), Some(6..10));
        assert_eq!(decode(b"aGVsbG8", 0..7, Some("base64")).bytes, b"hello");
    }
}
