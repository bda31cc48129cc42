//! What a document says of itself: its title, day, sender and marking, gathered from wherever it states them.

use crate::date::{self, Found};
use crate::decode::shorten;
use crate::head::{self, Head};
use crate::mail::Letter;
use crate::origin::Origin;
use crate::{Form, HeaderLine, Intake, html, label};
use jiff::civil::Date;
use text::{Span, Text};

/// A file as its form gave it.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    pub(crate) head: Head,
    /// What the file states outside its text: a page's `<meta>`, a mail's headers.
    pub(crate) stated: Vec<(String, String)>,
    pub(crate) title: Option<String>,
    pub(crate) sender: Option<String>,
    pub(crate) heading: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) time: Option<String>,
    pub(crate) notices: Vec<String>,
    /// Whether the lines in the text count before what is stated outside it.
    pub(crate) text_first: bool,
}

/// Names under which pages state what our keys mean, besides the keys themselves.
const META_NAMES: &[(&str, &str)] = &[
    ("article:published_time", "Date"),
    ("og:article:published_time", "Date"),
    ("datepublished", "Date"),
    ("dc.date", "Date"),
    ("dc.date.issued", "Date"),
    ("dcterms.date", "Date"),
    ("dcterms.issued", "Date"),
    ("citation_publication_date", "Date"),
    ("publication_date", "Date"),
    ("publish-date", "Date"),
    ("pubdate", "Date"),
    ("author", "From"),
    ("dc.creator", "From"),
    ("dcterms.creator", "From"),
    ("byl", "From"),
    ("article:author", "From"),
    ("og:title", "Title"),
    ("dc.title", "Title"),
];

/// What a page states in its head: our keys as `<meta>` names, then the names that others use.
pub(crate) fn of_page(page: &html::Page) -> Vec<(String, String)> {
    let mut stated: Vec<(String, String)> = Vec::new();
    let ours = page
        .meta
        .iter()
        .filter_map(|(name, value)| Some((head::known(name)?, value)));
    let title = page.title.as_ref().map(|title| ("Title", title));
    let theirs = META_NAMES.iter().flat_map(|(name, key)| {
        let found = page
            .meta
            .iter()
            .filter(move |(stated, value)| stated == name && !value.starts_with("http"));
        found.map(|(_, value)| (*key, value))
    });
    for (key, value) in ours.chain(title).chain(theirs) {
        if stated.iter().all(|(other, _)| other != key) {
            stated.push((key.to_owned(), value.clone()));
        }
    }
    // A site puts its own name behind the title of a page; the heading doesn't.
    if let (Some(heading), Some((_, title))) =
        (&page.heading, stated.iter_mut().find(|(key, _)| key == "Title"))
        && Some(&*title) == page.title.as_ref()
        && title.starts_with(heading.as_str())
    {
        title.clone_from(heading);
    }
    stated
}

/// A mail's own header lines, and those at the top of its words.
pub(crate) fn of_letter(letter: Letter) -> Source {
    let mut head = head::find(&letter.text[letter.body..], head::Where::Top);
    // A forwarded mail begins with the From and Sent of the one before; they are not this mail's.
    if !head.lines.iter().any(|line| head::is_handling(&line.key)) {
        head = Head {
            label: head.label.filter(|_| head.lines.is_empty()),
            ..Head::default()
        };
    }
    for line in head.lines.iter_mut().chain(&mut head.label) {
        line.place = line.place.start + letter.body..line.place.end + letter.body;
    }
    head.body += letter.body;
    if head.label.is_none()
        && let Some(subject) = &letter.subject
        && let Some((label, place)) = label::find(subject)
    {
        head.label = Some(head::Found {
            key: "Marking".into(),
            value: label.into(),
            place,
        });
    }
    Source {
        text: letter.text,
        origin: letter.origin,
        head,
        stated: letter.headers,
        title: letter.subject,
        sender: letter.sender,
        date: letter.date,
        notices: letter.notices,
        text_first: true,
        ..Source::default()
    }
}

/// Puts an intake together.
pub(crate) fn gather(name: &str, form: Form, size: usize, mut source: Source) -> Intake {
    let text = Text::new(std::mem::take(&mut source.text));
    let words = text.as_str();
    let notices = std::mem::take(&mut source.notices);
    let mut remarks = Vec::new();
    let header = header_lines(&text, &source, &mut remarks);
    let first = |key: &str| {
        header
            .iter()
            .find(|line| line.key.eq_ignore_ascii_case(key))
            .map(|line| line.value.as_str())
    };
    let title = source.title.clone().or_else(|| title(words, &source, &first));
    let date = stated_date(&source, &first, &mut remarks).or_else(|| {
        inferred_date(
            name,
            title.as_deref(),
            words,
            source.time.as_deref(),
            &mut remarks,
        )
    });
    let author = first("From").or_else(|| first("Author")).or_else(|| first("By"));
    let sender = source.sender.clone().or_else(|| author.map(str::to_owned));
    let body = text.span_of(source.head.body.min(words.len())..words.len());
    Intake {
        text,
        form,
        title,
        date,
        sender,
        body,
        header,
        notices,
        remarks,
        origin: source.origin,
        size,
    }
}

/// All header lines, those that count first; a TLP label stands in for a marking that isn't stated.
fn header_lines(text: &Text, source: &Source, notices: &mut Vec<String>) -> Vec<HeaderLine> {
    let from_text = |line: &head::Found| HeaderLine {
        key: line.key.clone(),
        value: line.value.clone(),
        span: text.span_of(line.place.clone()),
    };
    let inside = source.head.lines.iter().map(from_text);
    let outside = source.stated.iter().map(|(key, value)| {
        // A mail's text begins with its subject.
        let holds = source.text_first && key == "Subject" && text.as_str().starts_with(value.as_str());
        let span = if holds {
            text.span_of(0..value.len())
        } else {
            Span::over(0, 0)
        };
        HeaderLine {
            key: key.clone(),
            value: value.clone(),
            span,
        }
    });
    let mut header: Vec<HeaderLine> = if source.text_first {
        inside.chain(outside).collect()
    } else {
        outside.chain(inside).collect()
    };
    let before = header.len();
    header.retain(|line| !(line.key == "From" && is_hidden_address(&line.value)));
    if header.len() < before {
        notices.push("its sender's address is hidden by a page's protection against spam".to_owned());
    }
    header.retain(|line| !line.value.is_empty());
    let marking = |line: &&HeaderLine| line.key == "Marking";
    let stated = header.iter().find(marking).map(|line| line.value.clone());
    match (stated, &source.head.label) {
        (None, Some(label)) => header.push(from_text(label)),
        (Some(stated), label) => {
            let plain = |value: &str| value.trim().trim_start_matches("TLP:").to_ascii_uppercase();
            let others = header
                .iter()
                .filter(marking)
                .map(|line| &line.value)
                .chain(label.iter().map(|label| &label.value));
            if let Some(other) = others.into_iter().find(|other| plain(other) != plain(&stated)) {
                notices.push(format!(
                    "it states the marking “{}” and also “{}”: the first counts",
                    shorten(&stated),
                    shorten(other)
                ));
            }
        }
        (None, None) => {}
    }
    header
}

/// Whether a sender is only the notice that a page shows instead of an address.
fn is_hidden_address(value: &str) -> bool {
    let value = value.to_lowercase().replace('\u{A0}', " ");
    [
        "protected from spam",
        "[email protected]",
        "javascript enabled",
        "enable javascript",
    ]
    .iter()
    .any(|notice| value.contains(notice))
}

fn title<'s>(words: &str, source: &Source, first: &dyn Fn(&str) -> Option<&'s str>) -> Option<String> {
    let stated = first("Title").or_else(|| first("Subject"));
    if let Some(stated) = stated {
        let fuller = source
            .head
            .furniture
            .iter()
            .map(|place| words[place.clone()].trim())
            .find(|line| {
                let start = line.get(..stated.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(stated)) && line.len() <= 150
            });
        return Some(fuller.unwrap_or(stated).to_owned());
    }
    let marked = source
        .heading
        .as_deref()
        .map(str::trim)
        .filter(|heading| !heading.is_empty());
    marked
        .map(str::to_owned)
        .or_else(|| heading(&words[source.head.body.min(words.len())..]))
}

/// A first line that stands apart and is no sentence, greeting, note, day or list item.
fn heading(text: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let line = lines
        .next()?
        .trim_matches(|c: char| c.is_whitespace() || "\u{FEFF}#*_=".contains(c));
    let next = lines.next().map_or("", str::trim);
    let is_underlined = next.len() > 2 && next.chars().all(|c| matches!(c, '=' | '-' | '~'));
    let is_note = line
        .split_once(':')
        .is_some_and(|(key, _)| key.split_whitespace().count() <= 2);
    let lower = line.to_lowercase();
    let is_title = (next.is_empty() || is_underlined)
        && (3..=100).contains(&line.chars().count())
        && line.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && !line.ends_with(['.', ',', ';', '!', ':'])
        && !is_note
        && !["dear ", "excellency", "your excellency"]
            .iter()
            .any(|greeting| lower.starts_with(greeting))
        && date::alone(line).is_none();
    // A single line is a document's words and not its title.
    (is_title && lines.any(|line| !line.trim().is_empty())).then(|| line.to_owned())
}

fn stated_date<'s>(
    source: &Source,
    first: &dyn Fn(&str) -> Option<&'s str>,
    notices: &mut Vec<String>,
) -> Option<Date> {
    let line = |lines: &[head::Found]| {
        lines
            .iter()
            .find(|line| line.key == "Date")
            .map(|line| line.value.clone())
    };
    let in_text = source.text_first.then(|| line(&source.head.lines)).flatten();
    if source.date.is_some() && in_text.is_none() {
        return source.date;
    }
    let value = in_text.as_deref().or_else(|| first("Date"))?;
    match date::find(value) {
        Found::Day(day, _) => return Some(day),
        Found::Wrong(why) => {
            notices.push(format!(
                "its date “{}” is {why}: write it as 2009-11-14",
                shorten(value)
            ));
        }
        Found::Nothing => {
            notices.push(format!(
                "its date “{}” was not understood: write it as 2009-11-14",
                shorten(value)
            ));
        }
    }
    source.date
}

/// A day that isn't stated as the document's, yet stands where documents bear theirs.
fn inferred_date(
    name: &str,
    title: Option<&str>,
    text: &str,
    time: Option<&str>,
    notices: &mut Vec<String>,
) -> Option<Date> {
    const TOP_LINES: usize = 8;
    let of = |words: &str| match date::find(words) {
        Found::Day(day, _) => Some(day),
        _ => None,
    };
    let own_line = || {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .take(TOP_LINES)
            .find_map(date::alone)
    };
    let (day, place) = None
        .or_else(|| {
            time.and_then(of)
                .map(|day| (day, "the first time the page marks"))
        })
        .or_else(|| own_line().map(|day| (day, "a line of its own at the top")))
        .or_else(|| title.and_then(of).map(|day| (day, "its title")))
        .or_else(|| date::in_file_name(name).map(|day| (day, "the file's name")))?;
    notices.push(format!("its date, {day}, was taken from {place}"));
    Some(day)
}
