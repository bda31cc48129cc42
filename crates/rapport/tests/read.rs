//! `rapport read`, `text` and `watch`, as other programs see them.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use support::Dossier;

fn lines(out: &str) -> Vec<serde_json::Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn words(text: &str, spans: &serde_json::Value) -> String {
    let chars: Vec<char> = text.chars().collect();
    let part = |span: &serde_json::Value| {
        let at = |n: usize| usize::try_from(span[n].as_u64().unwrap()).unwrap();
        chars[at(0)..at(1)].iter().collect::<String>()
    };
    spans
        .as_array()
        .unwrap()
        .iter()
        .map(part)
        .collect::<Vec<_>>()
        .join(" … ")
}

#[test]
fn statements_are_printed_with_spans_of_the_file() {
    let dossier = Dossier::new();
    let file = dossier.file("letters/one.txt");
    let out = dossier.run("read --format jsonl DOSSIER/letters/one.txt").well();
    let found = lines(&out);
    let text = std::fs::read_to_string(&file).unwrap();
    let offer = found
        .iter()
        .find(|s| words(&text, &s["content"]).contains("reopen the road"))
        .unwrap();
    assert_eq!(offer["document"], file.display().to_string());
    let condition = &offer["condition"];
    assert_eq!(condition["connective"], "provided that");
    let span = serde_json::json!([condition["span"]]);
    assert_eq!(
        words(&text, &span),
        "provided that Southland withdraws its patrols"
    );
    for key in [
        "source",
        "cue",
        "content",
        "type",
        "speaker",
        "addressee",
        "polarity",
        "topics",
        "confidence",
    ] {
        assert!(offer.get(key).is_some(), "{key}: {offer}");
    }
    assert!(found.iter().any(|s| s["polarity"] == "denies"), "{out}");

    assert_eq!(dossier.run("text DOSSIER/letters/one.txt").well(), text);
    let csv = dossier.run("read --format csv DOSSIER/letters/one.txt").well();
    assert_eq!(csv.lines().next().unwrap().split(',').next(), Some("document"));
    let table = dossier.run("read DOSSIER/letters/one.txt").well();
    assert!(table.contains("reopen the road"), "{table}");
}

#[test]
fn one_bad_file_stops_no_other() {
    let dossier = Dossier::new();
    dossier.write("empty.txt", b"");
    let ran =
        dossier.run("read --format jsonl DOSSIER/empty.txt DOSSIER/nowhere.txt DOSSIER/letters/one.txt");
    assert!(!lines(&ran.out).is_empty());
    assert!(ran.err.contains("nowhere.txt: is not there"), "{}", ran.err);
    ran.says("2 of 3 files could not be read");
}

#[test]
fn usage_is_exit_status_two() {
    let dossier = Dossier::new();
    assert_eq!(dossier.run("read").code, Some(2));
    assert_eq!(
        dossier.run("read --reader slow DOSSIER/letters/one.txt").code,
        Some(2)
    );
    assert_eq!(dossier.run("fly").code, Some(2));
    assert_eq!(dossier.run("--help").code, Some(0));
}

#[test]
fn the_usual_bad_text_is_read_without_a_word_too_many() {
    let dossier = Dossier::new();
    let cases: [(&str, Vec<u8>); 6] = [
        (
            "long.txt",
            "He said it would rain and ".repeat(40_000).into_bytes(),
        ),
        ("caps.txt", b"THE MINISTER SAID THAT THE ROAD WILL OPEN.".to_vec()),
        (
            "mixed.txt",
            "部长说：“道路将开放。” قال الوزير إن الطريق سيفتح. The minister said “yes”."
                .as_bytes()
                .to_vec(),
        ),
        (
            "nested.txt",
            "“‘“‘“He said “she said ‘they said".repeat(500).into_bytes(),
        ),
        (
            "emoji.txt",
            "The 👍🏽 minister said e\u{301}verything 🇨🇭 is fine."
                .as_bytes()
                .to_vec(),
        ),
        ("latin.txt", b"The minister said caf\xe9s will open.".to_vec()),
    ];
    for (name, bytes) in cases {
        dossier.write(name, &bytes);
        let text = dossier.run(&format!("text DOSSIER/{name}")).well();
        let length = text.chars().count() as u64;
        // A megabyte takes the other reader minutes in a debug build.
        let reader = if length > 100_000 { "quick" } else { "close" };
        let read = format!("read --reader {reader} --format jsonl DOSSIER/{name}");
        for statement in lines(&dossier.run(&read).well()) {
            for kind in ["source", "cue", "content"] {
                for span in statement[kind].as_array().unwrap() {
                    let (start, end) = (span[0].as_u64().unwrap(), span[1].as_u64().unwrap());
                    assert!(start < end && end <= length, "{name}: {statement}");
                }
            }
        }
    }
}

#[test]
fn feeds_and_stories_have_their_forms() {
    let dossier = Dossier::new();
    dossier.write(
        "feed.xml",
        b"<rss version=\"2.0\"><channel><title>Lake News</title><link>https://lake.example/</link><description>d</description>\
          <item><title>Road opens</title><link>https://lake.example/1</link><guid>1</guid>\
          <pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item></channel></rss>",
    );
    let json: serde_json::Value =
        serde_json::from_str(&dossier.run("watch parse DOSSIER/feed.xml --format json").well()).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["items"][0]["url"], "https://lake.example/1");

    dossier.write("articles.jsonl", "{\"id\":\"1\",\"title\":\"Border road reopens after talks in Nordia\"}\n{\"id\":\"2\",\"title\":\"Nordia talks: border road reopens\"}\n{\"id\":3,\"title\":\"Lake ferry sinks in storm\"}\n".as_bytes());
    let stories = lines(
        &dossier
            .run("watch stories --format jsonl DOSSIER/articles.jsonl")
            .well(),
    );
    assert_eq!(stories.len(), 3);
    assert_eq!(stories[0]["story"], stories[1]["story"]);
    assert_ne!(stories[0]["story"], stories[2]["story"]);
    assert_eq!(stories[2]["id"], 3);
    dossier.write("wrong.jsonl", b"{\"id\":\"1\"");
    dossier
        .run("watch stories --format jsonl DOSSIER/wrong.jsonl")
        .says("wrong.jsonl, line 1");
    dossier
        .run("watch parse DOSSIER/letters/one.txt --format json")
        .says("one.txt");
}
