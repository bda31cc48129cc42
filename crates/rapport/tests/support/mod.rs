//! A dossier of our own words in a folder that goes away, and the built program on it.
#![allow(dead_code, reason = "each test file uses its share")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A small office between invented countries.
pub(crate) const OFFICE: &str = r#"
[office]
name = "Lake Council"
we = ["the Council"]
zone = "Europe/Vienna"
address = "letters@lake.example"
party = "lake"
hosts = "north"

[[party]]
id = "lake"
name = "Lake Council"
kind = "organisation"

[[party]]
id = "north"
name = "Northland"
demonyms = ["Northlander", "Northlanders"]
capital = "Nordia"

[[party]]
id = "south"
name = "Southland"
demonyms = ["Southlander", "Southlanders"]

[[topic]]
id = "border"
name = "The border road"
section = "Lakes"
question = "Should the border road open?"
aliases = ["border road", "the road", "crossing"]
yes = ["open", "reopen", "welcome", "agree"]
no = ["closed", "refuse", "reject"]

[[channel]]
id = "lake-north"
name = "The Council and Nordia"
between = ["lake", "north"]

[[meeting]]
id = "visit"
title = "Visit to Nordia"
channel = "lake-north"
from = "2026-03-02"
until = "2026-03-04"
place = "Nordia"

[[list]]
id = "friends"
name = "Friends"
addresses = ["anna@friends.example", "oskar@friends.example"]
"#;

pub(crate) const LETTER: &str = "Title: A letter from Nordia
Date: 2026-03-06
Kind: letter
Marking: TLP:CLEAR
Attribution: on the record
Meeting: visit

Dear Friend,

Our hosts denied that the border road was ever mined. They said they would reopen the road in the spring, provided \
that Southland withdraws its patrols. Northland insisted that the crossing is a matter of trust.
";

pub(crate) const NOTE: &str = "Title: Notes of the second talk
Date: 2026-03-03
Kind: note
Marking: TLP:AMBER
Attribution: off the record
Meeting: visit

The deputy minister told us that Northland could live with a road that opens in three steps over two years.
";

pub(crate) struct Dossier {
    pub(crate) folder: TempDir,
}

impl Dossier {
    pub(crate) fn new() -> Self {
        let dossier = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        dossier.write("office.toml", OFFICE.as_bytes());
        dossier.write("letters/one.txt", LETTER.as_bytes());
        dossier.write("notes/two.txt", NOTE.as_bytes());
        dossier
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.file(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs the program; `DOSSIER` stands for the folder.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        let output = self.command(arguments).output().unwrap();
        Ran::of(&output)
    }

    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
        let folder = self.path().display().to_string();
        command.args(
            arguments
                .split_whitespace()
                .map(|a| a.replace("DOSSIER", &folder)),
        );
        command.env("COLUMNS", "120").env("RAPPORT_OFFICER", "the test");
        command
    }
}

#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// It went well.
    #[track_caller]
    pub(crate) fn well(self) -> String {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self.out
    }

    /// It failed with one clear line: `rapport: WHERE: WHAT: HOW TO MEND IT`.
    #[track_caller]
    pub(crate) fn says(self, what: &str) -> String {
        assert_eq!(self.code, Some(1), "{}{}", self.out, self.err);
        assert!(self.err.starts_with("rapport: "), "{}", self.err);
        assert!(self.err.contains(what), "“{what}” isn't in: {}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}
