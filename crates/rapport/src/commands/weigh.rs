//! `rapport weigh`: which outcomes of a conflict hold.

use crate::arguments::{Format, Weigh};
use crate::out;
use office::OfficeError;
use office::analysis::conflict::{ConflictError, MAX_BYTES, Model, State, Weighing};
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write as _};

pub(crate) fn weigh(asked: &Weigh) -> Result<(), OfficeError> {
    let file = asked.file.display().to_string();
    let model = Model::from_gmcr(&words(asked)?).map_err(|error| at(&file, error))?;
    let from = asked
        .from
        .as_deref()
        .map(|words| state(words, &model))
        .transpose()?;
    let weighing = Weighing::of(&model, from).map_err(|error| at(&file, error))?;
    match asked.format {
        Format::Table => out::print(&weighing.table(out::width())),
        Format::Json => {
            let mut to = BufWriter::new(io::stdout().lock());
            let written = serde_json::to_writer(&mut to, &weighing).map_err(io::Error::from);
            out::done(
                written
                    .and_then(|()| to.write_all(b"\n"))
                    .and_then(|()| to.flush()),
            )
        }
    }
}

/// The file's words; of one that is too long, one byte too many, so that reading it says so.
fn words(asked: &Weigh) -> Result<String, OfficeError> {
    let failed = |error: &io::Error| OfficeError::file(&asked.file, error);
    let file = File::open(&asked.file).map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|_| {
        OfficeError::new(
            asked.file.display().to_string(),
            "it is no text",
            "name a .gmcr file",
        )
    })
}

/// A state as people write it: its decimal, or a letter for each option.
fn state(words: &str, model: &Model) -> Result<State, OfficeError> {
    let letters = words.chars().count() == model.options.len() && words.chars().all(|c| "YyNn".contains(c));
    if letters {
        let taken = words.chars().enumerate().filter(|(_, c)| "Yy".contains(*c));
        return Ok(State(taken.fold(0, |bits, (i, _)| bits | 1 << i)));
    }
    words.parse().map(State).map_err(|_| {
        OfficeError::new(
            "--from",
            format!("{words:?} is no state"),
            format!("write its decimal, or {} letters, Y or N", model.options.len()),
        )
    })
}

fn at(file: &str, error: ConflictError) -> OfficeError {
    OfficeError::new(format!("{file}, {}", error.place), error.what, error.mend)
}
