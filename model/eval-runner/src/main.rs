//! `eval FOLDER [--reader quick|close] [--faults]`: how well a reader reads the labelled papers of a folder.
#![allow(clippy::print_stdout, reason = "it prints a table")]

use eval::{Score, judge, papers};
use reader::{ReaderKind, reader};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: eval FOLDER [--reader quick|close] [--faults]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("eval: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut folder = None;
    let mut kind = ReaderKind::default();
    let mut tell = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--reader" => kind = arguments.next().ok_or(USAGE)?.parse()?,
            "--faults" => tell = true,
            _ if argument.starts_with('-') => return Err(USAGE.into()),
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder.ok_or(USAGE)?;
    if tell && folder.iter().any(|part| part == "held") {
        return Err("the faults in held papers aren't shown: whoever looks at them tunes to them".into());
    }
    let reader = reader(kind)?;
    let mut styles: BTreeMap<String, Score> = BTreeMap::new();
    let mut total = Score::default();
    for paper in papers(&folder)? {
        let (score, faults) = judge(&paper, &reader.read(&paper.text, &paper.lexicon));
        *styles.entry(paper.style.clone()).or_default() += score;
        total += score;
        if tell {
            println!("{}", paper.name);
            for fault in faults {
                println!("    {fault}");
            }
        }
    }
    println!(
        "{:<12}{:>7}{:>7}{:>10}{:>11}{:>6}{:>10}{:>8}{:>9}{:>6}{:>11}{:>9}",
        "style",
        "labels",
        "found",
        "found F1",
        "condition",
        "bond",
        "polarity",
        "strict",
        "speaker",
        "type",
        "polarity e",
        "speaker e"
    );
    for (style, score) in styles.iter().chain([(&"all".to_owned(), &total)]) {
        let percent = |share: f64| share * 100.0;
        println!(
            "{style:<12}{:>7}{:>7}{:>10.1}{:>11.1}{:>6.0}{:>10.1}{:>8.1}{:>9.1}{:>6.0}{:>11.1}{:>9.1}",
            score.labels,
            score.found,
            percent(score.statements()),
            percent(score.condition()),
            percent(score.bonds()),
            percent(score.of_found(score.polarity)),
            percent(score.of_found(score.strict)),
            percent(score.of_found(score.speaker)),
            percent(score.of_found(score.mode)),
            percent(score.end_to_end(score.polarity)),
            percent(score.end_to_end(score.speaker)),
        );
    }
    println!(
        "read by {}; {} of {} labelled conditions met by {} proposed; polarity, strict, speaker and type: of those found; e: end to end",
        reader.name(),
        total.met,
        total.conditions,
        total.hinges
    );
    Ok(())
}
