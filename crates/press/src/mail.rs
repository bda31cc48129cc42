//! Editions by mail.

use crate::plain::{COLUMNS, kind_line, plain_text, wrapped};
use crate::prose::squash;
use crate::render::{Body, Medium, sources_html, to_html};
use crate::{Imprint, PressError};
use domain::disclosure::{Cleared, Edition};
use domain::{EditionId, Marking};
use jiff::Timestamp;
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use maud::{DOCTYPE, PreEscaped, html};
use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

/// The edition as a message to one address: plain text and HTML, nothing to be loaded from anywhere.
///
/// `message_id` is the message's own, with or without its angle brackets; `at` is its date. The same arguments
/// give the same bytes. Line ends are CRLF. An edition that is not for everybody carries its marking in the subject.
///
/// # Errors
/// When the office has no address, `to` or the office's is none, or `message_id` has not the form of one.
pub fn mail(
    imprint: &Imprint,
    edition: &Cleared<Edition>,
    id: &EditionId,
    to: &str,
    message_id: &str,
    at: Timestamp,
) -> Result<Vec<u8>, PressError> {
    let sender = address(imprint.address.as_deref().ok_or(PressError::NoSender)?)?;
    let receiver = address(to)?;
    let message_id = own_id(message_id)?;
    let name = Some(squash(&imprint.name)).filter(|name| !name.is_empty());
    let mut text = plain_text(edition);
    text.push_str("\n-- \n");
    for line in foot(imprint, &sender) {
        text.push_str(&wrapped(&line, "", ""));
    }
    // Mail has no dates before 1970 that anything understands.
    let seconds = at.as_second().max(0).unsigned_abs();
    let parts = MultiPart::alternative()
        .boundary(boundary(&message_id, id))
        .singlepart(SinglePart::plain(text))
        .singlepart(SinglePart::html(page(imprint, edition, &sender)));
    let message = Message::builder()
        .from(Mailbox::new(name.clone(), sender.clone()))
        .to(Mailbox::new(None, receiver))
        .subject(subject(edition))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(message_id))
        .raw_header(header("List-Id", list_id(edition, name.as_deref(), &sender)))
        .raw_header(header(
            "List-Unsubscribe",
            format!("<mailto:{}?subject=unsubscribe>", encoded(sender.as_ref())),
        ))
        .multipart(parts)
        .map_err(|error| PressError::Message {
            to: to.to_owned(),
            why: error.to_string(),
        })?;
    Ok(message.formatted())
}

fn address(written: &str) -> Result<Address, PressError> {
    written
        .trim()
        .parse()
        .map_err(|_| PressError::Address(squash(written)))
}

/// A message id in its angle brackets (RFC 5322, 3.6.4): nothing that could end its header.
fn own_id(written: &str) -> Result<String, PressError> {
    let bare = written
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(written);
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
    };
    match bare.split_once('@') {
        Some((left, right)) if bare.len() < 250 && is_part(left) && is_part(right) => Ok(format!("<{bare}>")),
        _ => Err(PressError::MessageId(squash(written))),
    }
}

fn subject(edition: &Edition) -> String {
    let title = squash(&edition.manuscript.title);
    match edition.manuscript.audience {
        Marking::Clear => title,
        marking => format!("[{marking}] {title}"),
    }
}

/// The list as RFC 2919 names it: one for each publication.
fn list_id(edition: &Edition, name: Option<&str>, sender: &Address) -> String {
    let kind = edition.manuscript.kind;
    let phrase = match name {
        Some(name) => format!("{kind} of {name}"),
        None => kind.to_string(),
    };
    // A phrase goes without quotation marks only when it holds nothing but letters, digits and spaces.
    let phrase: String = phrase
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    format!("{} <{}.{}>", squash(&phrase), kind.slug(), sender.domain())
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// An address within a mailto: everything but what a URI takes is percent-encoded.
fn encoded(address: &str) -> String {
    let mut out = String::new();
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@+".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A boundary that follows from the message id, so that the same message has the same bytes.
fn boundary(message_id: &str, id: &EditionId) -> String {
    let hash = crate::prose::hash;
    let words = format!("{message_id} {id}");
    format!("=_{:016x}{:016x}", hash(&words, 1), hash(&words, 2))
}

/// What stands at the foot: who wrote, and how to hear no more.
fn foot(imprint: &Imprint, sender: &Address) -> Vec<String> {
    let site = imprint.site.as_deref().and_then(crate::render::outward);
    [squash(&imprint.name)]
        .into_iter()
        .filter(|name| !name.is_empty())
        .chain(site)
        .chain([format!(
            "To hear no more from us, write to {sender} with the subject “unsubscribe”."
        )])
        .collect()
}

fn page(imprint: &Imprint, edition: &Cleared<Edition>, sender: &Address) -> String {
    let manuscript = &edition.manuscript;
    let body = Body::of(edition);
    let width = COLUMNS / 2;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (squash(&manuscript.title)) }
            }
            body style={ "margin:1.5em auto;padding:0 1em;max-width:" (width) "em;font-family:Georgia,serif;font-size:17px;line-height:1.55" } {
                p style="margin:0;font-size:14px" { (kind_line(manuscript)) }
                h1 dir="auto" style="margin:.2em 0 1em;font-size:27px;line-height:1.25;font-weight:normal" {
                    (squash(&manuscript.title))
                }
                (PreEscaped(to_html(&body.pieces, body.sources.len(), Medium::Mail)))
                (sources_html(&body.sources, Medium::Mail))
                hr;
                @for line in foot(imprint, sender) { p style="margin:.3em 0;font-size:14px" { (line) } }
            }
        }
    }
    .into_string()
}
