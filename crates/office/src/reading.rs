//! A file to statements: intake, then a reader, then the record's form.

use crate::OfficeError;
use crate::config::Config;
use domain::{
    Condition, Confidence, Document, DocumentHash, DocumentKind, Handling, Marking, Meeting, PartialHandling,
    Party, PartyId, PersonId, Speaker, Statement, StatementId, Status, TopicId, portions,
};
use intake::{Form, Intake};
use reader::{Lexicon, Proposal, Reader, ReaderKind};
use std::path::Path;
use text::{Span, Text};

/// The largest file that is read, in bytes.
pub(crate) const LARGEST: u64 = 64 << 20;

/// A file's bytes.
///
/// # Errors
/// When it can't be opened, isn't a file, or is over 64 MiB.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, OfficeError> {
    let failed = |error| OfficeError::file(path, &error);
    let meta = std::fs::metadata(path).map_err(failed)?;
    if meta.is_dir() {
        return std::fs::read_dir(path).map_err(failed).and_then(|_| {
            Err(OfficeError::new(
                path.display().to_string(),
                "is a folder, not a file",
                "name a file in it",
            ))
        });
    }
    if meta.len() > LARGEST {
        let size = meta.len() >> 20;
        return Err(OfficeError::new(
            path.display().to_string(),
            format!("has {size} MiB; at most {} are read", LARGEST >> 20),
            "cut it into parts",
        ));
    }
    std::fs::read(path).map_err(failed)
}

/// A file as text.
///
/// # Errors
/// When it can't be opened or is in no form that can be read.
pub fn text_of(path: &Path) -> Result<Intake, OfficeError> {
    take_in(&path.display().to_string(), &bytes_of(path)?)
}

/// Bytes as text, with errors that name `name`.
pub(crate) fn take_in(name: &str, bytes: &[u8]) -> Result<Intake, OfficeError> {
    intake::read(name, bytes).map_err(|error| {
        let words = error.to_string();
        let mut parts = words
            .strip_prefix(name)
            .map_or(words.as_str(), |rest| rest.trim_start_matches(": "))
            .splitn(2, ": ");
        let what = parts.next().unwrap_or("can't be read").to_owned();
        OfficeError::new(
            name,
            what,
            parts.next().unwrap_or("look at the file in an editor").to_owned(),
        )
    })
}

/// The reader of this kind, its weights loaded.
///
/// # Errors
/// When the weights that are part of the program are damaged.
pub fn reader_of(kind: ReaderKind) -> Result<Box<dyn Reader + Send + Sync>, OfficeError> {
    reader::reader(kind)
        .map_err(|error| OfficeError::of(format!("the reader {kind}"), &error, "install Rapport again"))
}

/// What a reader finds in a file's text: header lines and portion marks are no words of anybody.
pub fn proposals(taken: &Intake, reader: &dyn Reader, lexicon: &Lexicon) -> Vec<Proposal> {
    let mut found = reader.read(&blanked(taken), lexicon);
    found.retain(|proposal| {
        proposal
            .content
            .first()
            .is_some_and(|span| span.start() >= taken.body.start())
    });
    found
}

/// Header lines that say who is meant by "we" and "our hosts"; the others say nothing to a reader.
const TELLING: [&str; 5] = ["title", "subject", "from", "to", "present"];

/// The text with portion marks and header lines blanked out: as long as before, so that every span still fits.
pub(crate) fn blanked(taken: &Intake) -> Text {
    let text = &taken.text;
    let marks = portions(text)
        .into_iter()
        .filter_map(|(span, _)| mark_in(text, span));
    let lines = taken
        .header
        .iter()
        .filter(|line| !TELLING.contains(&line.key.to_lowercase().as_str()));
    let mut out: Vec<Span> = marks
        .chain(lines.map(|line| line.span))
        .filter(|span| !span.is_empty())
        .collect();
    if out.is_empty() {
        return text.clone();
    }
    out.sort();
    let mut out = out.into_iter().peekable();
    let words = text.as_str().chars().zip(0u32..).map(|(c, at)| {
        while out.next_if(|span| span.end() <= at).is_some() {}
        let inside = out.peek().is_some_and(|span| span.start() <= at);
        if inside && c != '\n' && c != '\r' { ' ' } else { c }
    });
    Text::new(words.collect::<String>())
}

/// Where the `[…]` of a portion stands.
fn mark_in(text: &Text, portion: Span) -> Option<Span> {
    let words = text.slice(portion);
    let open = words.chars().position(|c| c == '[')? as u32;
    let close = words.chars().position(|c| c == ']')? as u32;
    Some(Span::over(portion.start() + open, portion.start() + close + 1))
}

/// The names of an office, for a reader; all states beside them.
pub fn lexicon(config: &Config) -> Lexicon {
    let mut builder = Lexicon::builder();
    for party in &config.parties {
        let aliases: Vec<&str> = party.aliases.iter().map(String::as_str).collect();
        let demonyms: Vec<&str> = party.demonyms.iter().map(String::as_str).collect();
        builder = builder.party(
            party.id.as_str(),
            &party.name,
            &aliases,
            &demonyms,
            party.capital.as_deref(),
        );
    }
    for person in &config.people {
        let aliases: Vec<&str> = person.names().skip(1).collect();
        let party = person.posts.last().map(|post| post.party.as_str());
        builder = builder.person(person.id.as_str(), &person.name, &aliases, party);
    }
    for topic in &config.topics {
        let aliases: Vec<&str> = topic.aliases.iter().map(String::as_str).collect();
        builder = builder.topic(topic.id.as_str(), &topic.name, &aliases);
    }
    let us = &config.office;
    if us.party.is_some() || !us.we.is_empty() {
        let names: Vec<&str> = us.we.iter().map(String::as_str).collect();
        builder = builder.we(us.party.as_ref().map(PartyId::as_str), &us.name, &names);
    }
    if let Some(hosts) = &us.hosts {
        builder = builder.hosts(hosts.as_str());
    }
    builder.build()
}

/// A document with its text, its statements and what is to be said about reading it.
pub(crate) struct Read {
    pub(crate) document: Document,
    pub(crate) text: Text,
    pub(crate) statements: Vec<Statement>,
    /// States that speak and that no `[[party]]` names.
    pub(crate) parties: Vec<Party>,
    /// List items, for guidance and agendas.
    pub(crate) items: Vec<(Span, String)>,
    pub(crate) notices: Vec<String>,
}

/// Reads a file of the dossier.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    config: &Config,
    meetings: &[Meeting],
    reader: &dyn Reader,
    lexicon: &Lexicon,
) -> Result<Read, OfficeError> {
    let taken = take_in(name, bytes)?;
    let mut notices: Vec<String> = taken.notices.iter().chain(&taken.remarks).cloned().collect();
    let document = describe(name, bytes, &taken, config, meetings, &mut notices);
    let portions = portions(&taken.text);
    let is_list = matches!(document.kind, DocumentKind::Guidance | DocumentKind::Agenda);
    let proposals = if is_list {
        Vec::new()
    } else {
        proposals(&taken, reader, lexicon)
    };
    let mut statements: Vec<Statement> = proposals
        .into_iter()
        .map(|proposal| statement(proposal, &document, &taken.text, &portions, config, reader.name()))
        .collect();
    statements.sort_by_key(|s| (s.span(), s.id));
    statements.dedup_by_key(|s| s.id);
    let parties = new_parties(&statements, config, lexicon);
    let items = if is_list {
        items(&taken.text, taken.body)
    } else {
        Vec::new()
    };
    Ok(Read {
        document,
        text: taken.text,
        statements,
        parties,
        items,
        notices,
    })
}

fn describe(
    name: &str,
    bytes: &[u8],
    taken: &Intake,
    config: &Config,
    meetings: &[Meeting],
    notices: &mut Vec<String>,
) -> Document {
    let rule = config
        .rules_for(name)
        .fold(PartialHandling::default(), |found, rule| PartialHandling {
            marking: rule.marking.or(found.marking),
            attribution: rule.attribution.clone().or(found.attribution),
        });
    let handling = stated(taken, &config.unstated().with(&rule), notices);
    let meeting = meeting_of(name, taken, config, meetings, notices);
    let channel = meeting.map(|meeting| meeting.channel.clone()).or_else(|| {
        let stated = taken.header("Channel")?;
        config
            .channels
            .iter()
            .find(|c| c.id.as_str() == stated || c.name.eq_ignore_ascii_case(stated))
            .map(|c| c.id.clone())
    });
    let file_name = name.rsplit('/').next().unwrap_or(name);
    let fallback = if taken.form == Form::Mail {
        DocumentKind::Letter
    } else {
        DocumentKind::Note
    };
    Document {
        hash: DocumentHash::of(bytes),
        path: name.to_owned(),
        form: taken.form.as_str().to_owned(),
        kind: taken.header("Kind").map_or(fallback, |word| {
            DocumentKind::from_word(word).unwrap_or_else(|| {
                notices.push(format!(
                    "“Kind: {word}” is no kind of document; it is taken as a {}",
                    fallback.as_str()
                ));
                fallback
            })
        }),
        title: taken
            .title
            .clone()
            .filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| file_name.to_owned()),
        date: taken.date.or_else(|| meeting.map(|meeting| meeting.from)),
        sender: taken.sender.clone(),
        handling,
        meeting: meeting.map(|meeting| meeting.id.clone()),
        channel,
    }
}

/// The handling that a document states, over `unstated`. What can't be understood is kept as closed as can be.
fn stated(taken: &Intake, unstated: &Handling, notices: &mut Vec<String>) -> Handling {
    let mut handling = unstated.clone();
    if let Some(word) = taken.header("Marking") {
        handling.marking = word.parse().unwrap_or_else(|error| {
            notices.push(format!(
                "{error}; it is handled as TLP:RED until that line is mended"
            ));
            Marking::Red
        });
    }
    if let Some(word) = taken.header("Attribution") {
        handling.attribution = word.parse().unwrap_or_else(|error| {
            notices.push(format!(
                "{error}; it is handled as off the record until that line is mended"
            ));
            domain::Attribution::OffTheRecord
        });
    }
    handling
}

/// The meeting that a document names; else the rule's; else the only one on its day.
fn meeting_of<'m>(
    name: &str,
    taken: &Intake,
    config: &Config,
    meetings: &'m [Meeting],
    notices: &mut Vec<String>,
) -> Option<&'m Meeting> {
    if let Some(stated) = taken.header("Meeting") {
        let found = meetings
            .iter()
            .find(|m| m.id.as_str() == stated || m.title.eq_ignore_ascii_case(stated));
        if found.is_none() {
            notices.push(format!(
                "“Meeting: {stated}” is no meeting of office.toml; it is kept without one"
            ));
        }
        return found;
    }
    if let Some(id) = config
        .rules_for(name)
        .filter_map(|rule| rule.meeting.as_ref())
        .last()
    {
        return meetings.iter().find(|meeting| meeting.id == *id);
    }
    let day = taken.date?;
    let mut on_day = meetings
        .iter()
        .filter(|m| m.from <= day && day <= m.until.unwrap_or(m.from));
    on_day.next().filter(|_| on_day.next().is_none())
}

fn statement(
    proposal: Proposal,
    document: &Document,
    text: &Text,
    portions: &[(Span, PartialHandling)],
    config: &Config,
    reader: &str,
) -> Statement {
    let at = proposal.content.first().map_or(0, |span| span.start());
    let portion = portions
        .iter()
        .find(|(span, _)| span.start() <= at && at < span.end());
    let mut speaker = proposal.speaker.map(resolved);
    if let Some(speaker) = &mut speaker {
        let person = config
            .people
            .iter()
            .find(|person| Some(&person.id) == speaker.person.as_ref());
        let by_post = person
            .zip(document.date)
            .and_then(|(person, day)| person.party_on(day));
        speaker.party = by_post.cloned().or(speaker.party.take());
    }
    Statement {
        id: StatementId::of(&document.hash, &[&proposal.source, &proposal.content]),
        document: document.hash,
        words: text.words_of(&proposal.content),
        said: text.words_of(&proposal.cue),
        source: proposal.source,
        cue: proposal.cue,
        content: proposal.content,
        mode: proposal.mode,
        polarity: proposal.polarity,
        speaker,
        addressee: proposal.addressee.map(resolved),
        condition: proposal.condition.map(|c| Condition {
            connective: c.connective,
            text: text::one_line(&c.text),
            span: c.span,
            bond: c.bond,
        }),
        topics: proposal
            .topics
            .into_iter()
            .filter_map(|key| TopicId::new(key).ok())
            .collect(),
        day: document.date,
        meeting: document.meeting.clone(),
        channel: document.channel.clone(),
        handling: portion.map_or_else(
            || document.handling.clone(),
            |(_, stated)| document.handling.with(stated),
        ),
        confidence: Confidence::from(proposal.confidence),
        reader: reader.to_owned(),
        status: Status::Proposed,
    }
}

fn resolved(speaker: reader::Speaker) -> Speaker {
    Speaker {
        party: speaker.party.and_then(|key| PartyId::new(key).ok()),
        person: speaker.person.and_then(|key| PersonId::new(key).ok()),
        name: speaker.name,
    }
}

/// States that speak in these statements and that `office.toml` doesn't name.
fn new_parties(statements: &[Statement], config: &Config, lexicon: &Lexicon) -> Vec<Party> {
    let mut ids: Vec<&PartyId> = statements
        .iter()
        .filter_map(Statement::party)
        .filter(|id| config.parties.iter().all(|party| party.id != **id))
        .collect();
    ids.sort();
    ids.dedup();
    ids.into_iter().filter_map(|id| state(id, lexicon)).collect()
}

fn state(id: &PartyId, lexicon: &Lexicon) -> Option<Party> {
    Some(Party {
        id: id.clone(),
        name: lexicon.party_name(id.as_str())?.to_owned(),
        kind: domain::PartyKind::Government,
        aliases: Vec::new(),
        demonyms: Vec::new(),
        capital: None,
        under: None,
    })
}

/// The list items of a text, or its paragraphs where it has no list.
fn items(text: &Text, body: Span) -> Vec<(Span, String)> {
    let mut items: Vec<(Span, String)> = Vec::new();
    let mut in_item = false;
    let mut at = body.start();
    for line in text.slice(body).split_inclusive('\n') {
        let length = line.chars().count() as u32;
        let span = text.trim(Span::over(at, at + length));
        let trimmed = line.trim();
        let bare = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = bare.len() < trimmed.len() && bare.starts_with(['.', ')']);
        let words = if numbered {
            &bare[1..]
        } else {
            trimmed.trim_start_matches(['-', '*', '•', '–'])
        };
        let starts = words.len() < trimmed.len() && words.starts_with([' ', '\t']);
        if trimmed.is_empty() {
            in_item = false;
        } else if starts {
            items.push((span, words.trim().to_owned()));
            in_item = true;
        } else if let Some(last) = items.last_mut().filter(|_| in_item) {
            last.0 = last.0.join(span);
            last.1 = format!("{} {trimmed}", last.1);
        }
        at += length;
    }
    if items.is_empty() {
        let inside = text
            .paragraphs()
            .into_iter()
            .filter(|span| span.start() >= body.start());
        items = inside
            .map(|span| (span, text::one_line(text.slice(span))))
            .collect();
    }
    items
}

/// The list items of a document's bytes that `reaches` lets through, portions by their own marks.
pub(crate) fn items_of(
    document: &Document,
    bytes: &[u8],
    reaches: impl Fn(&Handling) -> bool,
) -> Result<Vec<String>, OfficeError> {
    let taken = take_in(&document.path, bytes)?;
    let marked = portions(&taken.text);
    let handling = |at: Span| {
        let portion = marked.iter().find(|(span, _)| span.overlaps(at));
        portion.map_or_else(
            || document.handling.clone(),
            |(_, stated)| document.handling.with(stated),
        )
    };
    let found = items(&taken.text, taken.body).into_iter();
    Ok(found
        .filter(|(span, _)| reaches(&handling(*span)))
        .map(|(_, words)| words)
        .collect())
}
