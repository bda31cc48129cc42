//! The site under attack: nobody harvests an address from it, nothing runs, every link leads somewhere.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::*;
use press::{Imprint, protected_address, site};
use regex::Regex;
use std::collections::BTreeSet;

fn decoded(html: &str) -> String {
    let mut out = html.to_owned();
    for _ in 0..2 {
        for (entity, c) in [
            ("&#64;", "@"),
            ("&#x40;", "@"),
            ("&commat;", "@"),
            ("%40", "@"),
            ("\\40", "@"),
            ("&#46;", "."),
            ("&period;", "."),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&amp;", "&"),
            ("\\\"", "\""),
        ] {
            out = out.replace(entity, c);
        }
    }
    out
}

/// What a harvester finds in a file, by every trick that this test knows.
fn harvested(html: &str) -> Vec<String> {
    let tags = Regex::new(r"(?s)<!--.*?-->|<[^>]*>").unwrap();
    let space = Regex::new(r"\s+").unwrap();
    let forms: Vec<String> = [html.to_owned(), decoded(html)]
        .iter()
        .flat_map(|form| {
            [
                form.clone(),
                tags.replace_all(form, "").into_owned(),
                tags.replace_all(form, " ").into_owned(),
            ]
        })
        .flat_map(|form| {
            [
                space.replace_all(&form, " ").into_owned(),
                space.replace_all(&form, "").into_owned(),
            ]
        })
        .flat_map(|form| [form.chars().rev().collect::<String>(), form])
        .collect();
    let patterns: Vec<Regex> = [
        r"[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+",
        r"(?i)[\w.+-]+\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*[\w-]+",
        r"(?i)\b[\w.+-]+ at [\w-]+(?: dot [\w-]+)+",
        r"(?i)mailto:",
        r"(?i)letters.{0,3}(?:@|\bat\b)|reader.{0,3}(?:@|\bat\b)",
    ]
    .iter()
    .map(|pattern| Regex::new(pattern).unwrap())
    .collect();
    forms
        .iter()
        .flat_map(|form| patterns.iter().flat_map(|pattern| pattern.find_iter(form)))
        .map(|found| found.as_str().to_owned())
        .collect()
}

#[test]
fn the_harvester_of_this_test_finds_what_is_there() {
    for open in [
        "a@b.example",
        "a&#64;b.example",
        "a<b>@</b>b.example",
        "a [at] b",
        "a at b dot example",
        "elpmaxe.b@a",
        "a<!-- x -->@b.example",
    ] {
        assert!(!harvested(open).is_empty(), "{open}");
    }
}

#[test]
fn no_address_can_be_harvested() {
    for file in site(&imprint(), &hostile(), now()) {
        let words = words_of(&file);
        assert_eq!(harvested(words), Vec::<String>::new(), "{}", file.path);
        if file.media_type.starts_with("text/html") {
            assert!(!words.contains(['@', '＠']), "{}", file.path);
            assert!(words.contains("<span class=\"adr\">"), "{}", file.path);
        }
    }
    assert!(harvested(&protected_address("first.last@council.example").into_string()).is_empty());
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let active = Regex::new(r"(?i)<(script|img|iframe|object|embed|form|video|audio|style|base)\b|\son\w+\s*=|javascript:|tracker").unwrap();
    let tag = Regex::new(r"<[^>]*>").unwrap();
    let heading = Regex::new(r"<h([1-6])").unwrap();
    let id = Regex::new(r#" id="([^"]*)""#).unwrap();
    for file in site(&imprint(), &hostile(), now()) {
        let words = words_of(&file);
        if file.path == "feed.json" {
            continue; // Its titles are plain text, in which a tag is words.
        }
        let tags: String = tag.find_iter(words).map(|m| m.as_str()).collect();
        assert_eq!(active.find(&tags).map(|m| m.as_str()), None, "{}", file.path);
        if file.media_type.starts_with("text/html") {
            assert!(words.contains("default-src 'none'"));
            assert_eq!(words.matches("<h1").count(), 1, "{}", file.path);
            let levels: Vec<u8> = heading
                .captures_iter(words)
                .map(|c| c[1].parse().unwrap())
                .collect();
            assert!(
                levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
                "{}: {levels:?}",
                file.path
            );
            let ids: Vec<&str> = id
                .captures_iter(words)
                .map(|c| c.get(1).unwrap().as_str())
                .collect();
            assert_eq!(
                ids.len(),
                ids.iter().collect::<BTreeSet<_>>().len(),
                "{}: {ids:?}",
                file.path
            );
        }
    }
}

/// The path that a relative link leads to.
fn followed(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{link} leads out of the site from {from}");
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_to_a_file_and_every_path_is_plain() {
    let imprint = Imprint {
        site: None,
        ..imprint()
    };
    let files = site(&imprint, &hostile(), now());
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len(), "no path twice");
    let plain = Regex::new(r"^([a-z0-9][a-z0-9-]*/)*[a-z0-9]+\.[a-z]+$").unwrap();
    let links = Regex::new(r#"href="([^"]*)""#).unwrap();
    for file in &files {
        assert!(plain.is_match(&file.path), "{}", file.path);
        if !file.media_type.starts_with("text/html") {
            continue;
        }
        for link in links
            .captures_iter(words_of(file))
            .map(|found| found[1].to_owned())
        {
            if link.starts_with("https://x.example/") {
                continue;
            }
            match link.strip_prefix('#') {
                Some(id) => assert!(
                    words_of(file).contains(&format!("id=\"{id}\"")),
                    "{link} in {}",
                    file.path
                ),
                None => assert!(
                    paths.contains(followed(&file.path, &link).as_str()),
                    "{link} in {}",
                    file.path
                ),
            }
        }
    }
}
