//! Editions at the command line: refused with reasons, built, written as mail, handed to a mail server once.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use support::Dossier;

/// The id of the first statement whose words hold `words`, from the desk's own export of offers and board.
fn statement_with(dossier: &Dossier, words: &str) -> String {
    let json: serde_json::Value =
        serde_json::from_str(&dossier.run("statements DOSSIER --format json").well()).unwrap();
    let found = json
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["words"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no statement with “{words}” in {json}"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn edition(dossier: &Dossier, name: &str, words: &str) {
    let file =
        format!("Kind: Letter\nTitle: A letter\nDate: 2026-03-10\nSection: Issues › Lakes\n\n{words}\n");
    dossier.write(&format!(".rapport/editions/{name}.md"), file.as_bytes());
}

#[test]
fn a_confidential_statement_is_refused_with_the_reason() {
    let dossier = Dossier::new();
    dossier.run("open DOSSIER --no-serve").well();
    let secret = statement_with(&dossier, "three steps");
    edition(
        &dossier,
        "leak",
        &format!("They could live with much. [@s:{secret}]"),
    );
    let checked = dossier.run("press check DOSSIER --draft");
    assert!(
        checked
            .out
            .contains("marked TLP:AMBER; this audience may see up to TLP:CLEAR"),
        "{}",
        checked.out
    );
    assert!(checked.out.contains("off the record"), "{}", checked.out);
    checked.says("not cleared");

    edition(
        &dossier,
        "leak",
        "We hear that they could live with a road that opens in three steps.",
    );
    assert!(
        dossier
            .run("press check DOSSIER --draft")
            .out
            .contains("come from material marked TLP:AMBER")
    );
    let built = dossier.run("press build DOSSIER --draft").well();
    assert!(built.contains("leak is not in it"), "{built}");
    for entry in walk(&dossier.file(".rapport/site")) {
        let bytes = std::fs::read(&entry).unwrap();
        assert!(
            !String::from_utf8_lossy(&bytes).contains("three steps"),
            "{}",
            entry.display()
        );
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] })
        .collect()
}

#[test]
fn nothing_unconfirmed_is_published_and_what_is_confirmed_is() {
    let dossier = Dossier::new();
    dossier.run("open DOSSIER --no-serve").well();
    let open = statement_with(&dossier, "matter of trust");
    edition(
        &dossier,
        "view",
        &format!("Northland spoke of trust. [@s:{open}]"),
    );
    let built = dossier.run("press build DOSSIER").well();
    assert!(built.contains("not confirmed yet"), "{built}");
    dossier.run(&format!("confirm DOSSIER {open}")).well();
    let built = dossier.run("press build DOSSIER").well();
    assert!(!built.contains("view is not in it"), "{built}");
}

/// A mail server that takes what it is given, and refuses one address.
fn mail_server(refused: &'static str) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let messages = Arc::new(Mutex::new(Vec::new()));
    let taken = Arc::clone(&messages);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let taken = Arc::clone(&taken);
            std::thread::spawn(move || talk(&stream, refused, &taken));
        }
    });
    (port, messages)
}

fn talk(stream: &TcpStream, refused: &str, taken: &Mutex<Vec<String>>) {
    let mut out = stream.try_clone().unwrap();
    let mut say = |words: &str| out.write_all(format!("{words}\r\n").as_bytes());
    let _ = say("220 mail.example ready");
    let mut data: Option<String> = None;
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if let Some(message) = &mut data {
            if line == "." {
                taken.lock().unwrap().push(data.take().unwrap_or_default());
                let _ = say("250 taken");
            } else {
                message.push_str(&line);
                message.push('\n');
            }
            continue;
        }
        let reply = match line.to_uppercase() {
            l if l.starts_with("EHLO") => "250 mail.example",
            l if l.starts_with("RCPT") && l.contains(&refused.to_uppercase()) => "550 no such person",
            l if l.starts_with("DATA") => {
                data = Some(String::new());
                "354 go on"
            }
            l if l.starts_with("QUIT") => "221 bye",
            _ => "250 fine",
        };
        if say(reply).is_err() {
            break;
        }
    }
}

#[test]
fn an_edition_is_handed_over_once() {
    let dossier = Dossier::new();
    let (port, taken) = mail_server("oskar@");
    let smtp = format!(
        "{}\n[smtp]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n",
        support::OFFICE
    );
    dossier.write("office.toml", smtp.as_bytes());
    dossier.run("open DOSSIER --no-serve").well();
    edition(&dossier, "hello", "A quiet month at the lake.");

    let sent = dossier.run("press send DOSSIER hello --list friends");
    assert!(
        sent.out.contains("handed over for anna@friends.example"),
        "{sent:?}"
    );
    assert!(
        sent.out.contains("refused for oskar@friends.example") && sent.out.contains("no such person"),
        "{sent:?}"
    );
    let again = dossier.run("press send DOSSIER hello --list friends");
    assert!(again.out.contains("1 had it before"), "{again:?}");
    let taken = taken.lock().unwrap();
    assert_eq!(taken.len(), 1, "once");
    let mail = &taken[0];
    for header in [
        "From: ",
        "To: ",
        "Subject: ",
        "Date: ",
        "Message-ID: ",
        "MIME-Version: 1.0",
    ] {
        assert!(
            mail.lines()
                .any(|line| line.to_lowercase().starts_with(&header.to_lowercase())),
            "{header}\n{mail}"
        );
    }
    assert!(
        mail.contains("text/plain") && mail.contains("text/html") && mail.contains("A quiet month"),
        "{mail}"
    );
}

#[test]
fn a_dead_mail_server_is_one_clear_line_and_loses_nothing() {
    let dossier = Dossier::new();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let smtp = format!(
        "{}\n[smtp]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n",
        support::OFFICE
    );
    dossier.write("office.toml", smtp.as_bytes());
    dossier.run("open DOSSIER --no-serve").well();
    edition(&dossier, "hello", "A quiet month at the lake.");
    dossier
        .run("press send DOSSIER hello --list friends")
        .says("can't be reached");
    dossier
        .run("press send DOSSIER hello --list nobody")
        .says("there is no list “nobody”");
    dossier.run("press mail DOSSIER hello --list friends").well();
    let mail = std::fs::read_to_string(dossier.file(".rapport/mail/hello/anna_friends.example.eml")).unwrap();
    assert!(mail.contains("anna@friends.example"));
    dossier.run("doctor DOSSIER --verify").well();
}

#[test]
fn a_brief_holds_no_portion_marked_above_its_viewer() {
    let dossier = Dossier::new();
    let next = "\n[[meeting]]\nid = \"next\"\ntitle = \"Next\"\nchannel = \"lake-north\"\nfrom = \"2026-06-01\"\nnext = true\n";
    dossier.write("office.toml", format!("{}{next}", support::OFFICE).as_bytes());
    let agenda = "Kind: agenda\nDate: 2026-03-08\nMarking: TLP:GREEN\nAttribution: off the record\nMeeting: next\n\n\
                  - The ferry timetable of the summer.\n- [TLP:RED; off the record] The hidden quarrel about patrols.\n\
                  - The border road and its lamps.\n";
    dossier.write("agenda.md", agenda.as_bytes());
    dossier.run("open DOSSIER --no-serve").well();
    let all = dossier.run("brief DOSSIER --clearance RED").well();
    assert!(
        all.contains("hidden quarrel") && all.contains("ferry timetable"),
        "{all}"
    );
    let some = dossier.run("brief DOSSIER --clearance GREEN").well();
    assert!(!some.contains("hidden quarrel"), "{some}");
    assert!(
        some.contains("ferry timetable") && some.contains("lamps"),
        "{some}"
    );
}
