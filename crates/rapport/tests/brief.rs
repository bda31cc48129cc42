//! `rapport brief`: its formats, and its two pages.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::path::Path;
use support::Dossier;

/// The example, with much more in it than a brief can hold.
fn long() -> Dossier {
    let dossier = Dossier::new();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/dossier");
    copy(&example, dossier.path());
    let said = "The deputy foreign minister said that sanctions, the doctors and relations with Israel would have to wait \
                until the talks with Erdős Łukasz and 박길연 (محمد) had shown what everybody could live with.\n\n\
                The vice minister of public health refused to send ten doctors unless arms sales were left aside.\n\n";
    for n in 1..=28 {
        let note = format!(
            "Date: 2009-11-{n:02}\nKind: Note\nMarking: TLP:AMBER\n\n{}",
            said.repeat(4).replace("could", &format!("could {n}"))
        );
        dossier.write(&format!("notes/more-{n}.txt"), note.as_bytes());
    }
    let item = "sanctions, the ten doctors, relations with Israel, the six-party talks, arms sales and Kaesong, at length";
    let items: Vec<String> = (0..30)
        .map(|n| format!("- {n}: {item}, {}", item.repeat(3)))
        .collect();
    let agenda = std::fs::read_dir(dossier.file("agenda"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let more = std::fs::read_to_string(&agenda).unwrap() + &items.join("\n") + "\n";
    std::fs::write(agenda, more).unwrap();
    dossier.run("open DOSSIER --no-serve --offline").well();
    dossier
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_long_record_has_two_pages_on_either_paper() {
    let dossier = long();
    for sheet in ["a4", "letter"] {
        let file = dossier.file(&format!("{sheet}.pdf"));
        let out = format!(
            "brief DOSSIER --format pdf --paper {sheet} --out {}",
            file.display()
        );
        let told = dossier.run(&out).well();
        assert!(told.ends_with(": 2 pages\n"), "{told}");
        assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-1.7"));
    }
    let page = dossier.run("brief DOSSIER --format html").well();
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("What to ask"),
        "{page}"
    );
    let json = dossier.run("brief DOSSIER --format json").well();
    assert!(json.contains("\"not_to_say\""), "{json}");
    let early = dossier.run("brief DOSSIER --as-of 2008-12-01").well();
    assert!(
        early.contains("As of 1 December 2008") && !early.contains("11 Nov 2009"),
        "{early}"
    );
}
