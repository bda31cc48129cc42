//! `rapport weigh`: which outcomes of a conflict hold.

use crate::arguments::{Format, Weigh};
use crate::out;
use office::OfficeError;
use office::analysis::conflict::{Answers, ConflictError, MAX_BYTES, Model, Questions, State, Weighing};
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write as _};

pub(crate) fn weigh(asked: &Weigh) -> Result<(), OfficeError> {
    let file = asked.file.display().to_string();
    let model = Model::from_gmcr(&words(asked)?).map_err(|error| at(&file, error))?;
    let from = named("--from", asked.from.as_deref(), &model)?;
    let weighing = Weighing::of(&model, from).map_err(|error| at(&file, error))?;
    let questions = Questions {
        coalitions: asked.coalitions,
        limited: asked.limited,
        inverse: named("--inverse", asked.inverse.as_deref(), &model)?,
        robustness: asked.robustness,
    };
    let answers = questions
        .any()
        .then(|| Answers::of(&model, &weighing.solution, questions).map_err(|error| at(&file, error)))
        .transpose()?;
    match asked.format {
        Format::Table => {
            let further = answers.map_or_else(String::new, |answers| answers.table(out::width()));
            out::print(&format!("{}{further}", weighing.table(out::width())))
        }
        Format::Json => {
            let mut to = BufWriter::new(io::stdout().lock());
            let told = Told {
                weighing: &weighing,
                answers: answers.as_ref(),
            };
            let written = serde_json::to_writer(&mut to, &told).map_err(io::Error::from);
            out::done(
                written
                    .and_then(|()| to.write_all(b"\n"))
                    .and_then(|()| to.flush()),
            )
        }
    }
}

/// All of it, in one object.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    weighing: &'a Weighing<'a>,
    #[serde(flatten)]
    answers: Option<&'a Answers>,
}

fn named(option: &str, words: Option<&str>, model: &Model) -> Result<Option<State>, OfficeError> {
    words.map(|words| state(option, words, model)).transpose()
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
fn state(option: &str, words: &str, model: &Model) -> Result<State, OfficeError> {
    let letters = words.chars().count() == model.options.len() && words.chars().all(|c| "YyNn".contains(c));
    if letters {
        let taken = words.chars().enumerate().filter(|(_, c)| "Yy".contains(*c));
        return Ok(State(taken.fold(0, |bits, (i, _)| bits | 1 << i)));
    }
    words.parse().map(State).map_err(|_| {
        OfficeError::new(
            option,
            format!("{words:?} is no state"),
            format!("write its decimal, or {} letters, Y or N", model.options.len()),
        )
    })
}

fn at(file: &str, error: ConflictError) -> OfficeError {
    OfficeError::new(format!("{file}, {}", error.place), error.what, error.mend)
}
