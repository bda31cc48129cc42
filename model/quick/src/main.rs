//! Trains the quick reader: `train-quick --data FOLDER --out quick.bin [--parsed FOLDER]`. See README.md.
#![allow(clippy::print_stdout, reason = "a trainer says how far it is")]

mod crf;
mod data;
mod links;
mod score;
mod syntax;

use clap::Parser;
use crf::{Chain, Crf};
use data::{Labelled, Told};
use reader::Lexicon;
use reader::training::{Model, OUTSIDE, Row, Sheet, Tagger, sheets, write};
use std::path::PathBuf;

/// Trains the quick reader's tagger and linker and writes their weights.
#[derive(Parser)]
struct Arguments {
    /// The folder with train.jsonl, dev.jsonl, documents.train.jsonl and documents.dev.jsonl.
    #[arg(long)]
    data: PathBuf,
    /// A parser's labels, line by line beside train.jsonl, written by syntax.py.
    #[arg(long)]
    parsed: Option<PathBuf>,
    /// Where the weights go.
    #[arg(long)]
    out: PathBuf,
    /// Only judges the weights that are there, on dev.
    #[arg(long)]
    judge: bool,
    /// How many documents to learn from.
    #[arg(long, default_value_t = usize::MAX)]
    documents: usize,
    /// How often each chain's documents are gone over.
    #[arg(long, default_value_t = 6)]
    rounds: u64,
    /// The least number of times a feature is seen.
    #[arg(long, default_value_t = 4)]
    least: u8,
    /// Weights below this are left out of the file.
    #[arg(long, default_value_t = 0.06)]
    light: f32,
    /// Features kept of the first chain.
    #[arg(long, default_value_t = 190_000)]
    kept: usize,
    /// Features kept of the second chain.
    #[arg(long, default_value_t = 285_000)]
    kept_second: usize,
    /// The length of the first steps.
    #[arg(long, default_value_t = 0.07)]
    rate: f32,
    /// How strongly weights are drawn to nothing.
    #[arg(long, default_value_t = 1e-3)]
    decay: f32,
}

/// Parts of the training documents, each tagged by a chain that was learned without it.
const FOLDS: usize = 3;

fn main() -> std::io::Result<()> {
    let asked = Arguments::parse();
    let file = |name: &str| asked.data.join(name);
    let mut train = data::labelled(&file("train.jsonl"), asked.parsed.as_deref())?;
    let dev = data::labelled(&file("dev.jsonl"), None)?;
    train.truncate(asked.documents);
    if asked.judge {
        let model = Model::read(&std::fs::read(&asked.out)?).map_err(std::io::Error::other)?;
        judge(&model, &dev, &data::told(&file("documents.dev.jsonl"))?);
        return Ok(());
    }
    let mut model = Model::default();
    let began = std::time::Instant::now();
    if asked.parsed.is_some() {
        let some = &train[..train.len().min(450)];
        model.pos = syntax::learn(some, &model, false, 2, 35_000);
        model.roles = syntax::learn(some, &model, true, 2, 35_000);
    }
    println!("syntax: {:?}", began.elapsed());
    let told = data::told(&file("documents.train.jsonl"))?;
    (model.link_cue, model.link_source) = links::learn(&told);

    let mut first = chains(&train, &model, None);
    let numbers = crf::dictionary(&first, asked.least);
    crf::index(&mut first, &numbers);
    println!("first: {} features, {:?}", numbers.len(), began.elapsed());
    let kept = asked.kept;
    let mut told_by: Vec<(Vec<u8>, Vec<Row>)> = vec![Default::default(); first.len()];
    for fold in 0..FOLDS {
        let seen: Vec<&Chain> = first.iter().filter(|c| c.document % FOLDS != fold).collect();
        let crf = learned(&seen, numbers.len(), asked.rounds - 1, kept, &asked);
        for (chain, told) in first.iter().zip(&mut told_by) {
            if chain.document % FOLDS == fold {
                *told = crf.decode(chain, 0.0);
            }
        }
        println!(
            "fold {fold}: {:.1?} {:?}",
            tag_f1(&first, &told_by, Some(fold)),
            began.elapsed()
        );
    }
    let all: Vec<&Chain> = first.iter().collect();
    let crf = learned(&all, numbers.len(), asked.rounds, kept, &asked);
    (model.first, model.first_steps) = crf.table(&numbers, asked.light);
    drop(first);

    let mut second = chains(&train, &model, Some(&told_by));
    let numbers = crf::dictionary(&second, asked.least);
    crf::index(&mut second, &numbers);
    println!("second: {} features, {:?}", numbers.len(), began.elapsed());
    // A tenth is kept back for the calibration.
    let lexicon = Lexicon::default_states();
    let dev_told = data::told(&file("documents.dev.jsonl"))?;
    let seen: Vec<&Chain> = second.iter().filter(|c| c.document % 10 != 9).collect();
    let crf = learned(&seen, numbers.len(), asked.rounds, asked.kept_second, &asked);
    (model.second, model.second_steps) = crf.table(&numbers, asked.light);
    calibrate(&mut model, &told, &train, &lexicon);
    let seen: Vec<&Chain> = second.iter().collect();
    let crf = learned(&seen, numbers.len(), asked.rounds, asked.kept_second, &asked);
    (model.second, model.second_steps) = crf.table(&numbers, asked.light);
    drop(second);
    println!("second learned, {:?}", began.elapsed());
    choose(&mut model, &dev, &dev_told, &lexicon);
    let bytes = model.write();
    println!("{} bytes, {:?}", bytes.len(), began.elapsed());
    std::fs::write(&asked.out, bytes)?;
    judge(&model, &dev, &dev_told);
    Ok(())
}

/// Prints dev's figures.
fn judge(model: &Model, dev: &[Labelled], told: &[Told]) {
    let lexicon = Lexicon::default_states();
    score::spans(dev, &lexicon, model);
    let (list, truth) = score::statements(told, &lexicon, model, false);
    let hits = list.iter().filter(|(_, hit)| *hit).count();
    println!("dev statements F1 {:.1}", score::f1(hits, list.len(), truth));
    println!("dev calibration error {:.3}", score::calibration_error(&list));
    let (list, truth) = score::statements(told, &lexicon, model, true);
    let hits = list.iter().filter(|(_, hit)| *hit).count();
    println!(
        "dev statements from the annotators' tags F1 {:.1}",
        score::f1(hits, list.len(), truth)
    );
}

fn learned(chains: &[&Chain], features: usize, rounds: u64, kept: usize, asked: &Arguments) -> Crf {
    let mut crf = Crf::new(features, asked.rate, asked.decay);
    for round in 0..rounds {
        if round + 2 == rounds {
            crf.prune(kept);
        }
        crf.round(chains, round);
    }
    crf
}

/// The chains of all sheets; with `told`, with the second chain's features.
fn chains(documents: &[Labelled], model: &Model, told: Option<&[(Vec<u8>, Vec<Row>)]>) -> Vec<Chain> {
    let tagger = Tagger::new(model);
    let mut chains = Vec::new();
    for (document, labelled) in documents.iter().enumerate() {
        sheets(&labelled.text, &tagger, &mut |sheet: &mut Sheet<'_, '_>| {
            let mut chain = Chain {
                document,
                gold: gold(sheet, labelled),
                ..Chain::default()
            };
            let said = told
                .and_then(|told| told.get(chains.len()))
                .map(|(labels, shares)| sheet.said(labels.clone(), shares));
            for at in 0..sheet.len() {
                sheet.keys(at, &mut chain.keys);
                if let Some(said) = &said {
                    sheet.second_keys(at, said, &mut chain.keys);
                }
                chain.ends.push(chain.keys.len() as u32);
            }
            chains.push(chain);
        });
    }
    chains
}

fn gold(sheet: &Sheet<'_, '_>, document: &Labelled) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; sheet.len()];
    let (low, high) = (sheet.span(0).start(), sheet.span(sheet.len() - 1).end());
    let from = document.parts.partition_point(|(_, span)| span.end() <= low);
    for (part, span) in document.parts[from..]
        .iter()
        .take_while(|(_, span)| span.start() < high)
    {
        let inside = (0..sheet.len()).filter(|&i| sheet.span(i).overlaps(*span));
        let (Some(first), Some(last)) = (inside.clone().min(), inside.max()) else {
            continue;
        };
        write(&mut labels, 0, *part, &(first..last + 1));
    }
    labels
}

fn runs(labels: &[u8]) -> Vec<(u8, usize, usize)> {
    let (mut runs, mut open) = (Vec::new(), 0);
    for (at, &label) in labels.iter().enumerate().filter(|(_, l)| **l > 0) {
        if matches!((label - 1) % 4, 0 | 3) {
            open = at;
        }
        if matches!((label - 1) % 4, 2 | 3) {
            runs.push(((label - 1) / 4, open, at));
        }
    }
    runs
}

/// Exact F1 of the runs of each part.
fn tag_f1(chains: &[Chain], told: &[(Vec<u8>, Vec<Row>)], fold: Option<usize>) -> [f64; 3] {
    let mut tally = [[0; 3]; 3];
    for (chain, (labels, _)) in chains.iter().zip(told) {
        if fold.is_some_and(|fold| chain.document % FOLDS != fold) {
            continue;
        }
        let (said, truth) = (runs(labels), runs(&chain.gold));
        for run in &said {
            tally[usize::from(run.0)][0] += usize::from(truth.contains(run));
            tally[usize::from(run.0)][1] += 1;
        }
        for run in &truth {
            tally[usize::from(run.0)][2] += 1;
        }
    }
    tally.map(|[hit, said, truth]| score::f1(hit, said, truth))
}

/// Chooses on dev how much "outside" is leant against.
fn choose(model: &mut Model, dev: &[Labelled], told: &[Told], lexicon: &Lexicon) {
    let mut best = (0.0, 0.0);
    for lean in [0.0, 0.2, 0.4, 0.6] {
        model.lean = lean;
        println!("lean {lean}");
        let [source, cue, content] = score::spans(dev, lexicon, model);
        let (list, truth) = score::statements(told, lexicon, model, false);
        let hits = list.iter().filter(|(_, hit)| *hit).count();
        let whole = score::f1(hits, list.len(), truth);
        println!("  statements {whole:.1}");
        let sum = source + cue + content + whole;
        if sum > best.0 {
            best = (sum, lean);
        }
    }
    model.lean = best.1;
}

/// Fits the confidence on the tenth of the training documents that the second chain has not seen.
fn calibrate(model: &mut Model, told: &[Told], train: &[Labelled], lexicon: &Lexicon) {
    let kept_back: Vec<&str> = (train.iter().enumerate())
        .filter(|(i, _)| i % 10 == 9)
        .map(|(_, d)| d.id.as_str())
        .collect();
    let tagger = Tagger::new(model);
    let mut list = Vec::new();
    for document in told.iter().filter(|d| kept_back.contains(&d.id.as_str())) {
        let found = reader::training::read(&document.text, lexicon, &tagger);
        let hits = score::right(&found, &document.statements);
        list.extend(found.iter().map(|p| p.confidence).zip(hits));
    }
    model.calibration = score::isotonic(&list, 41);
}
