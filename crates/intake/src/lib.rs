//! Any file to a text, with the way back to the file.
//!
//! [`read`] takes a file's name and bytes and gives an [`Intake`]: the text that a reader reads, the header
//! lines in which the document states its own handling, its title, date and sender when stated, and for any
//! span of the text the bytes it came from. It does no I/O. What can't be read is an error that names the
//! file; what was replaced, guessed or left out is a notice.

mod date;
mod decode;
mod draft;
mod error;
mod facts;
mod head;
mod html;
mod label;
mod mail;
mod markdown;
mod mime;
mod origin;
mod transfer;

pub use error::IntakeError;

use facts::Source;
use origin::Origin;
use std::ops::Range;
use text::{Span, Text};

/// The most bytes that a file may hold to be read: 64 MiB.
pub const SIZE_LIMIT: usize = 64 * MIB;

const MIB: usize = 1024 * 1024;

/// The form that a file's ending announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `.txt`, `.text`: the text is the file, code point for code point.
    Plain,
    /// `.md`, `.markdown`.
    Markdown,
    /// `.html`, `.htm`.
    Html,
    /// `.eml`: one mail.
    Mail,
}

impl Form {
    /// Its short name: "text", "markdown", "html" or "mail".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Mail => "mail",
        }
    }

    /// The form of a file by its name's ending, upper or lower case. `None` for a form that isn't read.
    pub fn of(name: &str) -> Option<Self> {
        match ending(name)?.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "eml" => Some(Self::Mail),
            _ => None,
        }
    }
}

/// A file's ending without its dot; a name that is all ending (".txt") has none.
fn ending(name: &str) -> Option<&str> {
    let file = name.rsplit(['/', '\\']).next()?;
    file.rsplit_once('.')
        .filter(|(stem, _)| !stem.is_empty())
        .map(|(_, ending)| ending)
}

/// A line in which a document states something of itself, such as `Marking: TLP:GREEN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderLine {
    /// A known key in its usual spelling ("Marking"), any other as written.
    pub key: String,
    /// What it states, on one line.
    pub value: String,
    /// Its place in the text, in code points; empty, at the start, where the text doesn't hold it
    /// (a mail's header, a page's `<meta>`).
    pub span: Span,
}

/// A file, read.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The words. Every span of this structure counts code points of it.
    pub text: Text,
    /// What the file was read as.
    pub form: Form,
    /// Its title or subject, as stated, or else the heading it begins with.
    pub title: Option<String>,
    /// Its day as stated. A day that was inferred, from a line of its own or the file's name, is said in the remarks.
    pub date: Option<jiff::civil::Date>,
    /// Who it is from, as stated; for mail the display name and address.
    pub sender: Option<String>,
    /// The text proper, after header lines and what stands above them.
    pub body: Span,
    /// The header lines, those that count first.
    pub header: Vec<HeaderLine>,
    /// What was replaced or left out of the text, each a phrase for a line of its own.
    pub notices: Vec<String>,
    /// What is to be said about its date, sender and header lines: what was guessed, or could not be understood.
    pub remarks: Vec<String>,
    origin: Origin,
    size: usize,
}

impl Intake {
    /// The value stated under `key`, any case. "Title" finds a "Subject" too, and the other way round.
    pub fn header(&self, key: &str) -> Option<&str> {
        let find = |key: &str| self.header.iter().find(|line| line.key.eq_ignore_ascii_case(key));
        let other = match key.to_ascii_lowercase().as_str() {
            "title" => "Subject",
            "subject" => "Title",
            _ => key,
        };
        find(key).or_else(|| find(other)).map(|line| line.value.as_str())
    }

    /// The bytes of the file that `span` came from, where the form allows: letter for letter in plain text;
    /// in Markdown and HTML without markup inside its words' ends; in mail the encoded bytes. A letter that
    /// was written in several bytes (an entity, base64) leads to all of them. `None` for what the file
    /// doesn't hold, such as the mark of a list item.
    pub fn origin(&self, span: Span) -> Option<Range<usize>> {
        let place = self.origin.of(self.text.bytes_of(span))?;
        let end = place.end.min(self.size);
        Some(place.start.min(end)..end)
    }
}

/// Reads a file. `name` is only looked at for its ending and for a day in it, and named in messages.
///
/// # Errors
/// When the form is unknown, the file empty, too long, no text, or beyond recovery.
pub fn read(name: &str, bytes: &[u8]) -> Result<Intake, IntakeError> {
    let Some(form) = Form::of(name) else {
        let ending = ending(name).map_or_else(|| "a file without an ending".to_owned(), |e| format!(".{e}"));
        return Err(IntakeError::UnknownForm {
            name: name.into(),
            ending,
        });
    };
    if bytes.len() > SIZE_LIMIT {
        let (mib, limit) = (bytes.len().div_ceil(MIB), SIZE_LIMIT / MIB);
        return Err(IntakeError::TooLong {
            name: name.into(),
            mib,
            limit,
        });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(IntakeError::Empty { name: name.into() });
    }
    let source = match form {
        Form::Plain => plain(name, bytes),
        Form::Markdown => markdown(name, bytes),
        Form::Html => page(name, bytes),
        Form::Mail => letter(name, bytes),
    }?;
    let says_nothing = source.text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}');
    match (says_nothing, form) {
        (false, _) => Ok(facts::gather(name, form, bytes.len(), source)),
        (true, Form::Plain | Form::Markdown) => Err(IntakeError::Empty { name: name.into() }),
        (true, Form::Html | Form::Mail) => Err(IntakeError::Unreadable {
            name: name.into(),
            why: "there are no words in it".into(),
        }),
    }
}

fn no_text(name: &str) -> impl Fn(String) -> IntakeError {
    move |what| IntakeError::NotText {
        name: name.into(),
        what,
    }
}

fn plain(name: &str, bytes: &[u8]) -> Result<Source, IntakeError> {
    let decoded = decode::decode(bytes).map_err(no_text(name))?;
    let head = head::find(&decoded.text, head::Where::NearTop);
    Ok(Source {
        text: decoded.text,
        origin: decoded.origin,
        head,
        notices: decoded.notices,
        ..Source::default()
    })
}

fn markdown(name: &str, bytes: &[u8]) -> Result<Source, IntakeError> {
    let decoded = decode::decode(bytes).map_err(no_text(name))?;
    let page = markdown::read(&decoded.text);
    let head = page
        .head
        .unwrap_or_else(|| head::find(&page.text, head::Where::NearTop));
    let origin = page.origin.through(&decoded.origin);
    Ok(Source {
        text: page.text,
        origin,
        head,
        heading: page.heading,
        notices: decoded.notices,
        ..Source::default()
    })
}

fn page(name: &str, bytes: &[u8]) -> Result<Source, IntakeError> {
    let decoded = decode::decode_named(bytes, html::charset(bytes).as_deref()).map_err(no_text(name))?;
    let page = html::read(&decoded.text);
    let head = head::find(&page.text, head::Where::Page);
    let stated = facts::of_page(&page);
    let origin = page.origin.through(&decoded.origin);
    let notices = decoded.notices;
    Ok(Source {
        text: page.text,
        origin,
        head,
        stated,
        heading: page.heading,
        time: page.time,
        notices,
        ..Source::default()
    })
}

fn letter(name: &str, bytes: &[u8]) -> Result<Source, IntakeError> {
    let top = &bytes[..bytes.len().min(4096)];
    let is_utf16 = top.starts_with(b"\xFF\xFE") || top.starts_with(b"\xFE\xFF");
    if let Some(what) = decode::signature(top).or_else(|| decode::looks_binary(top).then_some("binary data"))
        && !is_utf16
    {
        return Err(no_text(name)(what.to_owned()));
    }
    let letter = mail::read(bytes).map_err(|why| IntakeError::Unreadable {
        name: name.into(),
        why,
    })?;
    Ok(facts::of_letter(letter))
}
