//! Parts of speech and roles, learned from a parser's labels by an averaged perceptron (Collins, EMNLP 2002).

use crate::crf::KeyMap;
use crate::data::Labelled;
use reader::training::{Model, POS, ROLES, Sheet, Table, Tagger, sheets};
use std::collections::BTreeMap;

#[derive(Clone)]
struct Weight {
    now: Vec<f32>,
    sum: Vec<f32>,
    since: Vec<u32>,
}

/// Learns roles, or else parts of speech. Prints the share of right labels while learning.
pub(crate) fn learn(documents: &[Labelled], model: &Model, roles: bool, rounds: u32, most: usize) -> Table {
    let width = if roles { ROLES.len() } else { POS.len() };
    let tagger = Tagger::new(model);
    let mut weights: KeyMap<Weight> = KeyMap::default();
    let (mut time, mut keys) = (0u32, Vec::new());
    for round in 0..rounds {
        let (mut right, mut all) = (0, 0);
        for document in documents {
            sheets(&document.text, &tagger, &mut |sheet: &mut Sheet<'_, '_>| {
                for at in 0..sheet.len() {
                    let span = sheet.span(at);
                    let token = document.tokens.partition_point(|t| t.end() <= span.start());
                    let Some(&gold) = document.syntax.get(token) else {
                        continue;
                    };
                    let gold = if roles { gold.1 } else { gold.0 };
                    keys.clear();
                    sheet.syntax_keys(at, roles, &mut keys);
                    let mut sums = vec![0.0f32; width];
                    for weight in keys.iter().filter_map(|key| weights.get(key)) {
                        for (sum, w) in sums.iter_mut().zip(&weight.now) {
                            *sum += w;
                        }
                    }
                    let said = (1..width).fold(0, |best, l| if sums[l] > sums[best] { l } else { best });
                    time += 1;
                    all += 1;
                    right += u32::from(said == usize::from(gold));
                    if said != usize::from(gold) {
                        for &key in &keys {
                            let weight = weights.entry(key).or_insert_with(|| Weight {
                                now: vec![0.0; width],
                                sum: vec![0.0; width],
                                since: vec![0; width],
                            });
                            for (label, change) in [(usize::from(gold), 1.0), (said, -1.0)] {
                                let held = (time - weight.since[label]) as f32;
                                weight.sum[label] += weight.now[label] * held;
                                weight.since[label] = time;
                                weight.now[label] += change;
                            }
                        }
                    }
                    sheet.set_syntax(at, roles, said as u8);
                }
            });
        }
        println!(
            "{} round {round}: {:.4}",
            if roles { "roles" } else { "pos" },
            f64::from(right) / f64::from(all)
        );
    }
    let mut rows: Vec<(u32, Vec<f32>)> = weights
        .into_iter()
        .map(|(key, weight)| {
            let held = |label: usize| (time - weight.since[label]) as f32;
            let row = (0..width).map(|l| (weight.sum[l] + weight.now[l] * held(l)) / time as f32);
            (key, row.collect())
        })
        .collect();
    let heavy = |row: &[f32]| row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
    rows.sort_by(|a, b| heavy(&b.1).total_cmp(&heavy(&a.1)));
    rows.truncate(most);
    let rows: BTreeMap<u32, Vec<f32>> = rows.into_iter().collect();
    Table::new(width, &rows, 0.0)
}
