//! A mail to its subject and its words.

use crate::decode::{self, shorten};
use crate::draft::{Draft, Gap};
use crate::head;
use crate::html;
use crate::mime::{Kind, headers, split};
use crate::origin::Origin;
use crate::transfer;
use jiff::civil::Date;
use mail_parser::{Address, HeaderForm, HeaderName, HeaderValue, Message};
use std::ops::Range;

/// How deep parts may lie in parts; what lies deeper is said and not read.
const DEEPEST: usize = 10;

/// How many parts are read.
const MOST_PARTS: usize = 1000;

/// A mail, read.
#[derive(Debug, Default)]
pub(crate) struct Letter {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    /// Where the words below the subject start, in bytes.
    pub(crate) body: usize,
    pub(crate) subject: Option<String>,
    pub(crate) sender: Option<String>,
    pub(crate) date: Option<Date>,
    /// Headers that count as header lines, with the key's usual spelling.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) notices: Vec<String>,
}

/// Reads a mail from a file's bytes.
///
/// # Errors
/// Why nothing in it can be read.
pub(crate) fn read(bytes: &[u8]) -> Result<Letter, String> {
    let from = after_postmark(bytes);
    let (message, body) = headers(bytes, from..bytes.len());
    let Some(message) = message.filter(is_mail) else {
        return without_headers(bytes);
    };
    let letter = Letter::default();
    let mut reader = Reader {
        bytes,
        from,
        message: &message,
        letter,
        words: Vec::new(),
        trouble: None,
        parts: 0,
    };
    reader.headers();
    reader.part(&Kind::of(message.headers(), false), body..bytes.len(), 0);
    reader.finish()
}

/// Where the mail begins below the "From " line that a mailbox puts in front.
fn after_postmark(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else if bytes.starts_with(b"From ") {
        bytes.iter().position(|&b| b == b'\n').map_or(0, |end| end + 1)
    } else {
        0
    }
}

fn is_mail(message: &Message<'_>) -> bool {
    message.headers().iter().any(|header| {
        let name = &header.name;
        matches!(
            name,
            HeaderName::From
                | HeaderName::To
                | HeaderName::Subject
                | HeaderName::Date
                | HeaderName::Received
                | HeaderName::MessageId
                | HeaderName::MimeVersion
                | HeaderName::ContentType
        )
    })
}

fn without_headers(bytes: &[u8]) -> Result<Letter, String> {
    let decoded = decode::decode(bytes).map_err(|what| format!("it holds no mail but {what}"))?;
    let mut notices = decoded.notices;
    notices.push("it has no mail headers and was read as plain text".to_owned());
    Ok(Letter {
        text: decoded.text,
        origin: decoded.origin,
        notices,
        ..Letter::default()
    })
}

struct Reader<'b, 'm> {
    bytes: &'b [u8],
    /// Where the message begins in the file.
    from: usize,
    message: &'m Message<'m>,
    letter: Letter,
    words: Vec<(String, Origin)>,
    /// Why a part of the body couldn't be read.
    trouble: Option<String>,
    parts: usize,
}

impl Reader<'_, '_> {
    fn headers(&mut self) {
        let message = self.message;
        self.letter.subject = message
            .subject()
            .map(text::one_line)
            .filter(|subject| !subject.is_empty());
        self.letter.sender = message
            .from()
            .and_then(address)
            .or_else(|| self.raw_text(&HeaderName::From));
        self.letter.date = message.date().and_then(|date| {
            Date::new(
                date.year.try_into().ok()?,
                date.month.try_into().ok()?,
                date.day.try_into().ok()?,
            )
            .ok()
        });
        let mut seen: Vec<&str> = Vec::new();
        for header in message.headers() {
            let name = header.name.as_str();
            let Some(key) = head::known(name).filter(|key| !seen.contains(key)) else {
                continue;
            };
            let value = match &header.name {
                HeaderName::From => self.letter.sender.clone(),
                HeaderName::To => message
                    .to()
                    .and_then(addresses)
                    .or_else(|| self.raw_text(&header.name)),
                HeaderName::Subject => self.letter.subject.clone(),
                HeaderName::Date => self
                    .letter
                    .date
                    .map(|date| date.to_string())
                    .or_else(|| self.raw_text(&header.name)),
                name => self.raw_text(name),
            };
            if let Some(value) = value {
                seen.push(key);
                self.letter.headers.push((key.to_owned(), value));
            }
        }
    }

    fn raw_text(&self, name: &HeaderName<'_>) -> Option<String> {
        let values = self.message.header_as(name.to_owned(), HeaderForm::Text);
        let value = values.iter().find_map(HeaderValue::as_text).map(text::one_line)?;
        (!value.is_empty()).then_some(value)
    }

    /// Takes the words of a part, whose body is `place`, and of the parts in it.
    fn part(&mut self, kind: &Kind, place: Range<usize>, depth: usize) {
        self.parts += 1;
        if depth > DEEPEST || self.parts > MOST_PARTS {
            self.note("it has more parts than are read");
            return;
        }
        let is_message = kind.main == "message" && matches!(&*kind.sub, "rfc822" | "global");
        if is_message {
            self.attached_mail(place);
        } else if kind.main == "multipart" && kind.boundary.is_some() {
            self.multipart(kind, place, depth);
        } else if kind.main == "multipart" || (kind.is_words() && !kind.is_attached) {
            self.leaf(kind, place);
        } else {
            self.attachment(kind, place.len());
        }
    }

    fn multipart(&mut self, kind: &Kind, place: Range<usize>, depth: usize) {
        let boundary = kind.boundary.as_deref().unwrap_or_default();
        let (parts, is_whole) = split(self.bytes, place.clone(), boundary.as_bytes());
        if parts.is_empty() {
            self.leaf(kind, place);
            return;
        }
        if !is_whole {
            self.note("it breaks off before its end");
        }
        let is_digest = kind.sub == "digest";
        let of = |place: Range<usize>| {
            let (message, body) = headers(self.bytes, place.clone());
            (
                Kind::of(
                    message.as_ref().map_or(&[], |message| message.headers()),
                    is_digest,
                ),
                body..place.end,
            )
        };
        let mut parts: Vec<(Kind, Range<usize>)> = parts.into_iter().take(MOST_PARTS).map(of).collect();
        if kind.sub == "alternative" {
            // Of several forms of the same words, plain text is read, else the first that gives any.
            parts.sort_by_key(|(kind, _)| (kind.sub != "plain", kind.is_attached));
        }
        let before = self.words.len();
        for (part, place) in parts {
            self.part(&part, place, depth + 1);
            if kind.sub == "alternative" && self.words.len() > before {
                break;
            }
        }
    }

    fn attached_mail(&mut self, place: Range<usize>) {
        let (message, _) = headers(self.bytes, place);
        let subject = message
            .as_ref()
            .and_then(|message| message.subject())
            .map(text::one_line);
        let about = subject.map_or_else(
            || "without a subject".to_owned(),
            |subject| format!("“{}”", shorten(&subject)),
        );
        self.letter
            .notices
            .push(format!("the attached mail {about} was not read"));
    }

    /// Adds a notice once.
    fn note(&mut self, notice: &str) {
        if self.letter.notices.iter().all(|other| other != notice) {
            self.letter.notices.push(notice.to_owned());
        }
    }

    fn leaf(&mut self, kind: &Kind, place: Range<usize>) {
        let raw = transfer::decode(self.bytes, place, kind.encoding.as_deref());
        if kind.main == "multipart" {
            self.letter
                .notices
                .push("its parts could not be told apart, and it was read as one".to_owned());
        }
        if raw.faults > 0 {
            let letters = if raw.faults == 1 {
                "1 letter"
            } else {
                &format!("{} letters", raw.faults)
            };
            self.letter.notices.push(format!(
                "{letters} of its {} made no sense",
                kind.encoding.as_deref().unwrap_or("encoding")
            ));
        }
        let label = kind
            .charset
            .clone()
            .or_else(|| (kind.sub == "html").then(|| html::charset(&raw.bytes)).flatten());
        match decode::decode_named(&raw.bytes, label.as_deref()) {
            Ok(decoded) => {
                self.letter.notices.extend(decoded.notices);
                let (words, origin) = if kind.sub == "html" {
                    let page = html::read(&decoded.text);
                    (page.text, page.origin.through(&decoded.origin))
                } else {
                    plain_lines(decoded.text, decoded.origin)
                };
                if !words.trim().is_empty() {
                    self.words.push((words, origin.through(&raw.origin)));
                }
            }
            Err(what) => {
                let why = format!("a part of it is not text but {what}");
                self.letter.notices.push(format!("{why}, and was left out"));
                self.trouble = Some(why);
            }
        }
    }

    fn attachment(&mut self, kind: &Kind, size: usize) {
        let name = kind.name.as_deref().map(|name| format!("“{}”", shorten(name)));
        let name = name.as_deref().unwrap_or("without a name");
        let of = format!("{}/{}", shorten(&kind.main), shorten(&kind.sub));
        self.letter.notices.push(format!(
            "the attachment {name} ({of}, {size} bytes as sent) was not read"
        ));
    }

    fn finish(mut self) -> Result<Letter, String> {
        if let (true, Some(why)) = (self.words.is_empty(), self.trouble.take()) {
            return Err(why);
        }
        let mut draft = Draft::default();
        if let Some(subject) = &self.letter.subject {
            match self.place_of_subject(subject) {
                Some((place, true)) => draft.exact(subject.as_bytes(), place.start),
                Some((place, false)) => draft.unit(subject.as_bytes(), place),
                None => draft.own(subject),
            }
            draft.gap(Gap::Blank);
        }
        let body = draft.len() + if draft.len() > 0 { 2 } else { 0 };
        if self.words.is_empty() {
            self.letter
                .notices
                .push("it has no words below its subject".to_owned());
        }
        for (words, origin) in &self.words {
            // Blank lines around a part are no words of it; its first line keeps its indent.
            let end = words.trim_end().len();
            let blank = words.len() - words.trim_start().len();
            let start = words[..blank].rfind('\n').map_or(0, |at| at + 1);
            draft.part(&words[..end], origin, start);
            draft.gap(Gap::Blank);
        }
        let (text, origin) = draft.finish();
        Ok(Letter {
            body: body.min(text.len()),
            text,
            origin,
            ..self.letter
        })
    }

    /// Where the subject stands in the file, and whether it stands there letter by letter.
    fn place_of_subject(&self, subject: &str) -> Option<(Range<usize>, bool)> {
        let header = self
            .message
            .headers()
            .iter()
            .rev()
            .find(|header| header.name == HeaderName::Subject)?;
        let (start, end) = (
            header.offset_start as usize + self.from,
            header.offset_end as usize + self.from,
        );
        let raw = self.bytes.get(start..end)?;
        let start = start + raw.len() - raw.trim_ascii_start().len();
        let raw = raw.trim_ascii();
        Some((start..start + raw.len(), raw == subject.as_bytes()))
    }
}

/// A mail's lines end in CR LF on their way; a reader sees lines.
fn plain_lines(words: String, origin: Origin) -> (String, Origin) {
    if !words.contains("\r\n") {
        return (words, origin);
    }
    let mut lines = String::with_capacity(words.len());
    let mut places = Origin::default();
    let mut at = 0;
    for line in words.split("\r\n") {
        let end = at + line.len();
        // The line feed before a line goes with it.
        let start = at.saturating_sub(1);
        places.exact(lines.len(), end - start, start);
        lines.push_str(&words[start..end]);
        at = end + 2;
    }
    (lines, places.through(&origin))
}

/// The first of some addresses as people write it: `Name <address>`.
fn address(address: &Address<'_>) -> Option<String> {
    address.first().and_then(shown)
}

fn addresses(address: &Address<'_>) -> Option<String> {
    let all: Vec<String> = address.iter().filter_map(shown).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn shown(one: &mail_parser::Addr<'_>) -> Option<String> {
    let name = one
        .name
        .as_deref()
        .map(text::one_line)
        .filter(|name| !name.is_empty());
    let at = one
        .address
        .as_deref()
        .map(text::one_line)
        .filter(|address| !address.is_empty());
    match (name, at) {
        (Some(name), Some(at)) => Some(format!("{name} <{at}>")),
        (name, at) => name.or(at),
    }
}
