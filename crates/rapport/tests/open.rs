//! The main job, as a user meets it, and what happens when something is wrong.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use support::Dossier;

#[test]
fn a_dossier_is_opened_and_found_again() {
    let dossier = Dossier::new();
    let first = dossier.run("open DOSSIER --no-serve").well();
    for part in [
        "Lake Council: the office is in",
        "letters/one.txt: ",
        "2 files read",
        "Where everyone stands",
        "What moved",
        "Open offers",
    ] {
        assert!(first.contains(part), "“{part}” isn't in:\n{first}");
    }
    assert!(
        first.contains("withdraws its patrols"),
        "the offer's condition is shown:\n{first}"
    );
    assert!(dossier.file(".rapport/site/index.html").exists());
    assert!(!first.contains("\u{1b}["), "no colours for a program");

    let second = dossier.run("open DOSSIER --no-serve").well();
    assert!(second.contains("0 files read, 2 known before"), "{second}");
    dossier.write(
        "notes/three.md",
        b"# A call\n\nNorthland said that the road stays closed until May.\n",
    );
    let third = dossier.run("open DOSSIER --no-serve").well();
    assert!(third.contains("1 file read, 2 known before"), "{third}");
    assert!(
        dossier
            .run("doctor DOSSIER --verify")
            .well()
            .contains("The record verifies")
    );
    assert!(
        dossier
            .run("doctor DOSSIER --rebuild --verify")
            .well()
            .contains("made anew")
    );
}

#[test]
fn a_changed_file_stands_in_the_place_of_the_old() {
    let dossier = Dossier::new();
    dossier.run("open DOSSIER --no-serve").well();
    let before = dossier.run("offers DOSSIER --format json").well();
    dossier.write(
        "letters/one.txt",
        format!("{}\nP.S. The weather was fine.\n", support::LETTER).as_bytes(),
    );
    dossier.run("open DOSSIER --no-serve").well();
    let after = dossier.run("offers DOSSIER --format json").well();
    let count = |words: &str| words.matches("\"statement\"").count();
    assert_eq!(count(&before), count(&after), "no statement stands twice");
}

#[test]
fn a_folder_without_office_toml_is_opened_too() {
    let dossier = Dossier::new();
    std::fs::remove_file(dossier.file("office.toml")).unwrap();
    dossier.write("letter.md", b"# From Asmara\n\nEritrea said that it would reopen the border, provided that Ethiopia lifts the embargo.\n");
    let out = dossier.run("open DOSSIER --no-serve").well();
    assert!(out.contains("Eritrea"), "{out}");
}

#[test]
fn bad_files_are_named_and_stop_nothing() {
    let dossier = Dossier::new();
    dossier.write("empty.txt", b"");
    let mut noise = Vec::with_capacity(50 << 20);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    while noise.len() < 50 << 20 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend_from_slice(&state.to_le_bytes());
    }
    dossier.write("noise.txt", &noise);
    dossier.write("broken.eml", b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=klingon\r\n\r\n!!!!\xff\xfe====");
    dossier.write("picture.png", b"\x89PNG\r\n\x1a\n");
    let out = dossier.run("open DOSSIER --no-serve").well();
    for name in ["empty.txt", "noise.txt", "picture.png"] {
        assert!(
            out.lines()
                .any(|line| line.contains(&format!("{name}: not read: "))),
            "{name}:\n{out}"
        );
    }
    assert!(out.contains("broken.eml: "), "{out}");
    assert!(out.contains("letters/one.txt: "), "the others are read:\n{out}");
    dossier.run("doctor DOSSIER --verify").well();
}

#[test]
fn a_wrong_office_toml_is_one_clear_line() {
    let dossier = Dossier::new();
    for (wrong, line) in [
        ("\n[office2]\n", "office.toml, line "),
        ("\n[[party]]\nid = \"Big One\"\nname = \"x\"\n", "can't be an id"),
        (
            "\n[[meeting]]\nid = \"m\"\ntitle = \"m\"\nchannel = \"lake-nort\"\nfrom = \"2026-01-01\"\n",
            "write “lake-north” if you meant that",
        ),
        (
            "\n[[meeting]]\nid = \"m\"\ntitle = \"m\"\nchannel = \"lake-north\"\nfrom = \"2026-13-45\"\n",
            "office.toml, line ",
        ),
        ("\n[[party]]\nid = \"north\"\nname = \"x\"\n", "two party tables"),
        ("\nkey without value\n", "office.toml, line "),
    ] {
        dossier.write("office.toml", format!("{}{wrong}", support::OFFICE).as_bytes());
        dossier.run("open DOSSIER --no-serve").says(line);
    }
}

#[test]
fn what_can_not_be_opened_is_said_plainly() {
    let dossier = Dossier::new();
    dossier
        .run("open DOSSIER/nowhere --no-serve")
        .says("is not there");
    dossier
        .run("open DOSSIER/office.toml --no-serve")
        .says("not a dossier");
    dossier
        .run("board DOSSIER")
        .says("has no office yet: run `rapport open`");
    dossier.write(".rapport", b"a file in the way");
    dossier.run("open DOSSIER --no-serve").says(".rapport");
    std::fs::remove_file(dossier.file(".rapport")).unwrap();
    dossier.run("open DOSSIER --no-serve").well();
    std::fs::write(dossier.file(".rapport/record.sqlite"), [0x5a; 8192]).unwrap();
    for wal in ["record.sqlite-wal", "record.sqlite-shm"] {
        let _ = std::fs::remove_file(dossier.file(".rapport").join(wal));
    }
    dossier.run("open DOSSIER --no-serve").says("rapport: ");
}

#[test]
#[cfg(unix)]
fn a_read_only_folder_is_one_clear_line() {
    use std::os::unix::fs::PermissionsExt;
    let dossier = Dossier::new();
    let writable = std::fs::metadata(dossier.path()).unwrap().permissions();
    std::fs::set_permissions(dossier.path(), std::fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = std::fs::create_dir(dossier.file("probe")).is_ok();
    if is_root {
        println!("skipped: this user may write to a read-only folder");
    } else {
        dossier
            .run("open DOSSIER --no-serve")
            .says("may not open or write it");
    }
    std::fs::set_permissions(dossier.path(), writable).unwrap();
}

/// A running desk that goes away with the test.
struct Serving(std::process::Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(dossier: &Dossier) -> (Serving, String) {
    let child = dossier
        .command("open DOSSIER")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut serving = Serving(child);
    let lines = BufReader::new(serving.0.stdout.take().unwrap()).lines();
    let address = lines
        .map_while(Result::ok)
        .find_map(|line| {
            line.split_once("http://")
                .map(|(_, rest)| rest.split('/').next().unwrap().to_owned())
        })
        .unwrap();
    (serving, address)
}

#[test]
#[cfg(unix)]
fn a_second_process_waits_its_turn_and_ctrl_c_ends_the_desk() {
    let dossier = Dossier::new();
    let (mut serving, address) = serve(&dossier);
    assert!(std::net::TcpStream::connect(&address).is_ok());
    dossier.run("open DOSSIER --no-serve").says("open");
    assert!(
        dossier.run("board DOSSIER").well().contains("Northland"),
        "looking is allowed"
    );

    let other = Dossier::new();
    let (_other, free) = serve(&other);
    assert_ne!(free, address, "a free port when the usual one is taken");

    let id = serving.0.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(serving.0.wait().unwrap().code(), Some(0));
    dossier.run("open DOSSIER --no-serve").well();
}

/// Kills the program at many moments: nothing that it had acknowledged is lost, and the record verifies.
#[test]
#[cfg(unix)]
fn a_kill_at_any_moment_loses_nothing_acknowledged() {
    let dossier = Dossier::new();
    for n in 0..60 {
        let day = 1 + n % 28;
        let words = format!(
            "Date: 2026-02-{day:02}\nKind: note\n\nNorthland said that section {n} of the road will open.\n"
        );
        dossier.write(&format!("notes/{n:03}.txt"), words.as_bytes());
    }
    let mut acknowledged = std::collections::BTreeSet::new();
    // Twelve moments from the start on; on a busy machine later ones too, until something was acknowledged.
    for round in 0..60u64 {
        if round >= 12 && !acknowledged.is_empty() {
            break;
        }
        let moment = 15 + round * 23 + round.saturating_sub(11) * 200;
        let mut child = dossier
            .command("open DOSSIER --no-serve")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let killer = std::thread::spawn({
            let id = child.id().to_string();
            move || {
                std::thread::sleep(std::time::Duration::from_millis(moment));
                let _ = std::process::Command::new("kill").args(["-KILL", &id]).status();
            }
        });
        let out = BufReader::new(child.stdout.take().unwrap());
        for line in out.lines().map_while(Result::ok) {
            if let Some((name, _)) = line.trim().split_once(".txt: ") {
                acknowledged.insert(format!("{name}.txt"));
            }
        }
        child.wait().unwrap();
        killer.join().unwrap();
    }
    let last = dossier.run("open DOSSIER --no-serve").well();
    for name in &acknowledged {
        assert!(
            !last.contains(&format!("{name}: ")),
            "{name} was acknowledged and is read again:\n{last}"
        );
    }
    assert!(
        !acknowledged.is_empty(),
        "no run lived long enough to acknowledge anything"
    );
    dossier.run("doctor DOSSIER --verify").well();
}
