//! A forgiving scan of XML: tags, their attributes and text, in one pass and without recursion.
//!
//! Declarations, comments and processing instructions are passed over. No entity that the file declares is
//! ever expanded: a DOCTYPE is passed over whole.

use encoding_rs::WINDOWS_1252;

/// The most attributes that are kept of one tag.
const MOST_ATTRIBUTES: usize = 48;

/// A piece of the file.
#[derive(Debug)]
pub(crate) enum Piece<'s> {
    /// A start tag, with whether it closes itself.
    Start {
        name: &'s str,
        attributes: Vec<(&'s str, String)>,
        closed: bool,
        raw: &'s str,
    },
    /// An end tag.
    End { name: &'s str, raw: &'s str },
    /// Text between tags, its references not yet resolved.
    Text(&'s str),
    /// The inside of a CDATA section.
    Verbatim(&'s str),
    /// A DOCTYPE; whether it declares entities.
    Doctype { entities: bool },
    /// The file ends within a tag, comment or section.
    Cut,
}

/// Goes over the pieces of a file.
pub(crate) struct Scan<'s> {
    string: &'s str,
    at: usize,
}

impl<'s> Scan<'s> {
    pub(crate) fn new(string: &'s str) -> Self {
        Self { string, at: 0 }
    }

    /// How far the scan has come, in bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    fn cut(&mut self) -> Piece<'s> {
        self.at = self.string.len();
        Piece::Cut
    }

    /// Everything up to `end`, which is passed over; `None` when it never comes.
    fn until(&mut self, skip: usize, end: &str) -> Option<&'s str> {
        let rest = &self.string[self.at + skip..];
        let length = rest.find(end)?;
        self.at += skip + length + end.len();
        Some(&rest[..length])
    }

    fn verbatim(&mut self) -> Piece<'s> {
        let rest = &self.string[self.at + 9..];
        // What came before a cut is still text; the missing end tags tell of the cut.
        let inside = self.until(9, "]]>").unwrap_or(rest);
        if inside.len() == rest.len() {
            self.at = self.string.len();
        }
        Piece::Verbatim(inside)
    }

    fn doctype(&mut self) -> Piece<'s> {
        let (mut quote, mut inside) = (None, false);
        let rest = &self.string.as_bytes()[self.at..];
        for (i, &b) in rest.iter().enumerate() {
            match (quote, b) {
                (Some(q), _) if q == b => quote = None,
                (None, b'"' | b'\'') => quote = Some(b),
                (None, b'[') => inside = true,
                (None, b']') => inside = false,
                (None, b'>') if !inside => {
                    let entities = self.string[self.at..self.at + i].contains("<!ENTITY");
                    self.at += i + 1;
                    return Piece::Doctype { entities };
                }
                _ => {}
            }
        }
        self.cut()
    }

    fn end_tag(&mut self) -> Piece<'s> {
        let from = self.at;
        match self.until(2, ">") {
            Some(name) => Piece::End {
                name: name.trim(),
                raw: &self.string[from..self.at],
            },
            None => self.cut(),
        }
    }

    fn start_tag(&mut self) -> Piece<'s> {
        let string = self.string;
        let bytes = string.as_bytes();
        let from = self.at;
        let mut i = from + 1;
        while i < bytes.len() && !is_space(bytes[i]) && bytes[i] != b'>' && bytes[i] != b'/' {
            i += 1;
        }
        let name = &string[from + 1..i];
        let mut attributes: Vec<(&str, String)> = Vec::new();
        loop {
            while i < bytes.len() && (is_space(bytes[i]) || bytes[i] == b'/') {
                i += 1;
            }
            let Some(&b) = bytes.get(i) else { return self.cut() };
            if b == b'>' {
                let closed = bytes[i - 1] == b'/';
                self.at = i + 1;
                return Piece::Start {
                    name,
                    attributes,
                    closed,
                    raw: &string[from..self.at],
                };
            }
            let start = i;
            while i < bytes.len() && !is_space(bytes[i]) && !matches!(bytes[i], b'=' | b'>' | b'/') {
                i += 1;
            }
            let key = &string[start..i];
            let (value, next) = attribute_value(string, i);
            // A stray mark must not hold the scan up.
            i = next.max(start + 1);
            if attributes.len() < MOST_ATTRIBUTES && !attributes.iter().any(|(k, _)| *k == key) {
                attributes.push((key, resolve(value)));
            }
        }
    }
}

impl<'s> Iterator for Scan<'s> {
    type Item = Piece<'s>;

    fn next(&mut self) -> Option<Piece<'s>> {
        loop {
            let rest = &self.string[self.at..];
            let mut after = rest.chars();
            let first = after.next()?;
            let second = after.next();
            if first != '<'
                || !second.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?' | '_'))
            {
                let length = rest[first.len_utf8()..]
                    .find('<')
                    .map_or(rest.len(), |i| i + first.len_utf8());
                self.at += length;
                return Some(Piece::Text(&rest[..length]));
            }
            return Some(match second {
                Some('/') => self.end_tag(),
                Some('?') => match self.until(2, ">") {
                    Some(_) => continue,
                    None => self.cut(),
                },
                Some('!') if rest.starts_with("<!--") => match self.until(4, "-->") {
                    Some(_) => continue,
                    None => self.cut(),
                },
                Some('!') if rest.starts_with("<![CDATA[") => self.verbatim(),
                Some('!') => self.doctype(),
                _ => self.start_tag(),
            });
        }
    }
}

fn is_space(b: u8) -> bool {
    b.is_ascii_whitespace()
}

/// The value after an attribute's name at byte `i`, and where the scan goes on.
fn attribute_value(string: &str, mut i: usize) -> (&str, usize) {
    let bytes = string.as_bytes();
    let space = |mut i: usize| {
        while i < bytes.len() && is_space(bytes[i]) {
            i += 1;
        }
        i
    };
    let equals = space(i);
    if bytes.get(equals) != Some(&b'=') {
        return ("", i);
    }
    i = space(equals + 1);
    match bytes.get(i) {
        Some(&quote @ (b'"' | b'\'')) => {
            let end = bytes[i + 1..]
                .iter()
                .position(|&b| b == quote)
                .map_or(bytes.len(), |n| i + 1 + n);
            (&string[i + 1..end], (end + 1).min(bytes.len()))
        }
        Some(_) => {
            let length = bytes[i..]
                .iter()
                .position(|&b| is_space(b) || b == b'>')
                .unwrap_or(bytes.len() - i);
            (&string[i..i + length], i + length)
        }
        None => ("", i),
    }
}

/// `raw` with its character references and the five entities of XML resolved. Any other reference stays as it
/// is: the reading of HTML that follows knows `&nbsp;` and its kind. Control characters are left out.
pub(crate) fn resolve(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.extend(rest[..at].chars().filter(|&c| is_kept(c)));
        rest = &rest[at..];
        let end = rest.as_bytes().iter().take(12).position(|&b| b == b';');
        if let Some((c, end)) = end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            out.extend(Some(c).filter(|&c| is_kept(c)));
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.extend(rest.chars().filter(|&c| is_kept(c)));
    out
}

/// The character that a reference stands for, NUL when there is no such character; `None` when unknown.
fn reference(name: &str) -> Option<char> {
    let digits = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    let c = match number.ok()? {
        // Written by programs that took windows-1252 for Unicode.
        byte @ 0x80..=0x9f => WINDOWS_1252
            .decode_without_bom_handling(&[byte as u8])
            .0
            .chars()
            .next(),
        number => char::from_u32(number),
    };
    Some(c.unwrap_or_default())
}

/// Whether XML allows the character.
pub(crate) fn is_kept(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}
