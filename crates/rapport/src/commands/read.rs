//! `rapport read` and `rapport text`: reading alone, without an office.

use crate::arguments::{Read, ReadFormat};
use crate::out;
use comfy_table::{ContentArrangement, Table, presets};
use office::intake::Intake;
use office::reader::{self, Lexicon, Proposal, Reader};
use office::text::{Span, Text};
use office::{Config, OfficeError};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// A statement as other programs see it.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    source: &'a [Span],
    cue: &'a [Span],
    content: &'a [Span],
    #[serde(rename = "type")]
    mode: &'static str,
    speaker: Option<&'a str>,
    person: Option<&'a str>,
    addressee: Option<&'a str>,
    polarity: &'static str,
    condition: Option<ConditionLine<'a>>,
    topics: &'a [String],
    confidence: f32,
}

#[derive(Serialize)]
struct ConditionLine<'a> {
    connective: &'a str,
    text: &'a str,
    span: Span,
    bond: &'static str,
}

/// Reads files and prints their statements, in the order of the files. A file that can't be read is named on
/// standard error and stops no other.
pub(crate) fn read(asked: &Read) -> Result<(), OfficeError> {
    let reader = office::reader_of(asked.reading.reader)?;
    let config = match &asked.names {
        Some(folder) => Config::of(folder)?,
        None => Config::without_office()?,
    };
    let lexicon = office::lexicon(&config);
    let mut failed = 0;
    let mut writer = Writer::new(asked.format)?;
    in_order(
        &asked.files,
        |path| read_file(path, reader.as_ref(), &lexicon),
        |path, result| match result {
            Ok((taken, proposals)) => {
                for notice in &taken.notices {
                    anstream::eprintln!("rapport: {}: {notice}", path.display());
                }
                writer.write(path, &taken.text, &proposals, &lexicon)
            }
            Err(error) => {
                failed += 1;
                anstream::eprintln!("rapport: {error}");
                Ok(())
            }
        },
    )?;
    writer.end()?;
    if failed == 0 {
        return Ok(());
    }
    let all = out::count(asked.files.len(), "file");
    Err(OfficeError::new(
        "read",
        format!("{failed} of {all} could not be read"),
        "see the lines above",
    ))
}

/// Prints the text that is read from a file.
pub(crate) fn text(path: &Path) -> Result<(), OfficeError> {
    let taken = office::text_of(path)?;
    for notice in &taken.notices {
        anstream::eprintln!("rapport: {}: {notice}", path.display());
    }
    out::raw(taken.text.as_str().as_bytes())
}

type ReadFile = Result<(Intake, Vec<Proposal>), OfficeError>;

fn read_file(path: &Path, reader: &(dyn Reader + Send + Sync), lexicon: &Lexicon) -> ReadFile {
    let taken = office::text_of(path)?;
    let proposals = office::proposals(&taken, reader, lexicon);
    Ok((taken, proposals))
}

/// Works on all processors and hands the results over in the order of `paths`. No more than a few files a
/// processor wait to be handed over.
fn in_order(
    paths: &[PathBuf],
    work: impl Fn(&Path) -> ReadFile + Sync,
    mut take: impl FnMut(&Path, ReadFile) -> Result<(), OfficeError>,
) -> Result<(), OfficeError> {
    let workers = std::thread::available_parallelism()
        .map_or(1, std::num::NonZero::get)
        .min(paths.len().max(1));
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::sync_channel::<(usize, ReadFile)>(workers * 4);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = paths.get(at) else { break };
                    if send.send((at, work(path))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = std::collections::BTreeMap::new();
        let mut due = 0;
        for (at, result) in receive {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&due) {
                take(&paths[due], result)?;
                due += 1;
            }
        }
        Ok(())
    })
}

enum Writer {
    Table,
    Jsonl,
    Csv(Box<csv::Writer<std::io::Stdout>>),
}

impl Writer {
    fn new(format: ReadFormat) -> Result<Self, OfficeError> {
        Ok(match format {
            ReadFormat::Table => Self::Table,
            ReadFormat::Jsonl => Self::Jsonl,
            ReadFormat::Csv => {
                let mut writer = csv::Writer::from_writer(std::io::stdout());
                let head = [
                    "document",
                    "source",
                    "cue",
                    "content",
                    "type",
                    "speaker",
                    "addressee",
                    "polarity",
                    "connective",
                    "condition",
                    "topics",
                    "confidence",
                    "source_spans",
                    "cue_spans",
                    "content_spans",
                ];
                written(writer.write_record(head))?;
                Self::Csv(Box::new(writer))
            }
        })
    }

    fn write(
        &mut self,
        path: &Path,
        text: &Text,
        found: &[Proposal],
        lexicon: &Lexicon,
    ) -> Result<(), OfficeError> {
        let document = path.display().to_string();
        match self {
            Self::Table => out::print(&table(&document, text, found, lexicon)),
            Self::Jsonl => {
                let mut lines = String::new();
                for proposal in found {
                    let json = serde_json::to_string(&line(&document, proposal, lexicon));
                    lines += &json
                        .map_err(|e| OfficeError::new(&document, e.to_string(), "report it as a fault"))?;
                    lines.push('\n');
                }
                out::raw(lines.as_bytes())
            }
            Self::Csv(writer) => found.iter().try_for_each(|proposal| {
                written(writer.write_record(record(&document, text, proposal, lexicon)))
            }),
        }
    }

    fn end(self) -> Result<(), OfficeError> {
        match self {
            Self::Csv(mut writer) => out::done(writer.flush()),
            Self::Table | Self::Jsonl => Ok(()),
        }
    }
}

fn written(result: csv::Result<()>) -> Result<(), OfficeError> {
    out::done(result.map_err(std::io::Error::from))
}

/// Whom a speaker is printed as: their party, where it is known.
fn name<'a>(speaker: &'a reader::Speaker, lexicon: &'a Lexicon) -> &'a str {
    speaker
        .party
        .as_deref()
        .and_then(|key| lexicon.party_name(key))
        .unwrap_or(&speaker.name)
}

fn line<'a>(document: &'a str, proposal: &'a Proposal, lexicon: &'a Lexicon) -> Line<'a> {
    Line {
        document,
        source: &proposal.source,
        cue: &proposal.cue,
        content: &proposal.content,
        mode: proposal.mode.as_str(),
        speaker: proposal.speaker.as_ref().map(|s| name(s, lexicon)),
        person: proposal
            .speaker
            .as_ref()
            .filter(|s| s.person.is_some())
            .map(|s| s.name.as_str()),
        addressee: proposal.addressee.as_ref().map(|s| name(s, lexicon)),
        polarity: proposal.polarity.as_str(),
        condition: proposal.condition.as_ref().map(|c| ConditionLine {
            connective: &c.connective,
            text: &c.text,
            span: c.span,
            bond: c.bond.as_str(),
        }),
        topics: &proposal.topics,
        confidence: (proposal.confidence * 1000.0).round() / 1000.0,
    }
}

fn record(document: &str, text: &Text, proposal: &Proposal, lexicon: &Lexicon) -> Vec<String> {
    let spans = |spans: &[Span]| {
        spans
            .iter()
            .map(|s| format!("{}-{}", s.start(), s.end()))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let who = |speaker: &Option<reader::Speaker>| {
        speaker
            .as_ref()
            .map_or_else(String::new, |s| name(s, lexicon).to_owned())
    };
    let condition = proposal.condition.as_ref();
    let mut fields = vec![
        document.to_owned(),
        text.words_of(&proposal.source),
        text.words_of(&proposal.cue),
        text.words_of(&proposal.content),
        proposal.mode.as_str().to_owned(),
        who(&proposal.speaker),
        who(&proposal.addressee),
        proposal.polarity.as_str().to_owned(),
        condition.map_or_else(String::new, |c| c.connective.clone()),
        condition.map_or_else(String::new, |c| c.text.clone()),
        proposal.topics.join(" "),
        format!("{:.3}", proposal.confidence),
        spans(&proposal.source),
        spans(&proposal.cue),
        spans(&proposal.content),
    ];
    // A spreadsheet takes a field that begins so for a formula.
    for field in &mut fields {
        if field.starts_with(['=', '+', '@', '\t']) {
            field.insert(0, '\'');
        }
    }
    fields
}

fn table(document: &str, text: &Text, found: &[Proposal], lexicon: &Lexicon) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(out::width() as u16);
    table.set_header(["line", "who", "does", "what", "on which condition"]);
    for proposal in found {
        let speaker = proposal.speaker.as_ref();
        let who = match speaker {
            Some(s) if s.person.is_some() && name(s, lexicon) != s.name => {
                format!("{} ({})", name(s, lexicon), s.name)
            }
            Some(s) => name(s, lexicon).to_owned(),
            None => text.words_of(&proposal.source),
        };
        let to = proposal
            .addressee
            .as_ref()
            .map_or_else(String::new, |s| format!(" (to {})", name(s, lexicon)));
        let at = proposal.content.first().map_or(0, |span| span.start());
        table.add_row([
            text.line_of(at).to_string(),
            who,
            format!("{}{to}", proposal.polarity.plain()),
            text.words_of(&proposal.content),
            proposal
                .condition
                .as_ref()
                .map_or_else(String::new, |c| format!("{}: {}", c.bond, c.text)),
        ]);
    }
    let found = out::count(found.len(), "statement");
    format!("{document}: {found}\n{table}\n\n")
}
