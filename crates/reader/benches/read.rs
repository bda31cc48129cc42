//! Speed of both readers on texts from one kilobyte to ten megabytes: the time per byte should stay the same.
//!
//! `cargo bench -p reader`; what it gives is in `docs/performance.md`.
#![allow(missing_docs, reason = "criterion's macros write functions without")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use reader::{Close, Lexicon, Quick, Reader};
use std::hint::black_box;
use std::path::Path;
use text::Text;

const KB: usize = 1000;

/// The labelled papers, one after the other, again and again until there are `size` bytes.
fn papers(size: usize) -> Text {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model/eval");
    let mut files: Vec<_> = ["seen", "more"]
        .iter()
        .filter_map(|part| std::fs::read_dir(folder.join(part)).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    // News, so that no paper makes a list of notes of all the others.
    let news: String = files
        .iter()
        .filter(|path| {
            path.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("news-"))
        })
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .flat_map(|paper| [paper, "\n\n".to_owned()])
        .collect();
    assert!(
        !news.is_empty(),
        "the papers of {} can't be read",
        folder.display()
    );
    let whole: String = news.chars().cycle().take(size).collect();
    Text::new(whole)
}

fn read(c: &mut Criterion) {
    let lexicon = Lexicon::builder().build();
    let close = Close::new().unwrap_or_else(|error| panic!("the close reader doesn't start: {error}"));
    let readers: [(&dyn Reader, &[usize]); 2] =
        [(&Quick, &[1, 10, 100, 1_000, 10_000]), (&close, &[1, 10, 100])];
    for (reader, sizes) in readers {
        let mut group = c.benchmark_group(reader.name());
        group.sample_size(10);
        for size in sizes.iter().map(|size| size * KB) {
            let text = papers(size);
            group.throughput(Throughput::Bytes(size as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &text, |b, text| {
                b.iter(|| reader.read(black_box(text), &lexicon).len());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, read);
criterion_main!(benches);
