//! The site: what is on it, and what stays off it.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::*;
use domain::{EditionKind, Marking};
use jiff::civil::date;
use press::{Imprint, site};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn a_page_of_a_letter() {
    let files = site(&imprint(), &[letter_edition()], now());
    let page = file(&files, "issues/middle-east/2009-12-letter/index.html");
    let main = &page[page.find("<body>").unwrap()..];
    insta::assert_snapshot!(main.replace("><nav", ">\n<nav").replace("><main", ">\n<main").replace("><section", ">\n<section").replace("><footer", ">\n<footer").replace("><li", ">\n<li"), @r##"
    <body><a class="skip" href="#main">Skip to the text</a><header class="masthead"><p class="name"><a href="../../../index.html" dir="auto">Council for Quiet Contacts</a></p>
    <nav class="sections" aria-label="Sections"><ul>
    <li><a href="../../../issues/index.html" dir="auto">Issues</a></li>
    <li><a href="../../../issues/middle-east/index.html" dir="auto">Middle East</a></li></ul></nav></header>
    <nav class="crumbs" aria-label="Breadcrumb"><ol>
    <li><a href="../../../index.html">Home</a></li>
    <li><a href="../../../issues/index.html" dir="auto">Issues</a></li>
    <li><a href="../../../issues/middle-east/index.html" dir="auto">Middle East</a></li>
    <li><span dir="auto" aria-current="page">Second visit to Pyongyang</span></li></ol></nav>
    <main id="main" tabindex="-1"><article><header><p class="kind">Letter</p><h1 dir="auto">Second visit to Pyongyang</h1><p class="day"><time datetime="2009-12-14">14 December 2009</time></p></header><div class="text"><p>Dear Friend,</p>
    <p>I write to you after our second visit to Pyongyang. We go where we are received in order to listen, to put on record what matters to us, and to keep a line open that is of use whatever becomes of the larger questions. Beforehand and afterwards we consult, so that what we do adds to the efforts of others and does not cut across them.</p>
    <p>What was said, as far as it may be told, stands below. Words in quotation marks are given to the letter, and each leads to its source. Where a speaker is not named, that is what was agreed.</p>
    <h2>Nuclear cooperation with Syria</h2>
    <p>On 13 November 2009, the deputy foreign minister answered with a denial: “There has never been any nuclear cooperation with Syria.”<sup><a href="#s1" id="c1" role="doc-noteref" aria-label="Source 1">1</a></sup></p>
    <h2>Humanitarian exchange and training</h2>
    <p>The speakers are not named here.</p>
    <p>A participant was reported as saying: “much of the trouble came from banks that would rather refuse than ask”.<sup><a href="#s2" id="c2" role="doc-noteref" aria-label="Source 2">2</a></sup></p>
    <h2>In closing</h2>
    <p>None of this is a breakthrough, and we claim none. A line that stays open is worth having before the day on which somebody needs it. We shall go on listening, and you will hear from us.</p>
    <p>With kind regards,<br>
    The Chair<br>
    Council for Quiet Contacts</p>
    </div>
    <section class="sources" role="doc-endnotes" aria-labelledby="sources"><h2 id="sources">Sources</h2><ol>
    <li id="s1">The deputy foreign minister, 13 November 2009, in their own words. <a class="back" href="#c1" role="doc-backlink" aria-label="Back to where source 1 is cited">↩︎</a></li>
    <li id="s2">A participant, as retold; as found, not yet confirmed. <a class="back" href="#c2" role="doc-backlink" aria-label="Back to where source 2 is cited">↩︎</a></li></ol></section></article></main>
    <footer>
    <section aria-label="Contact"><p class="name" dir="auto">Council for Quiet Contacts</p><p>Write to <span class="adr"><span>letters</span><span class="m1"></span><span>council</span><span class="m2"></span><span>example</span></span></p><p class="hint">The address is shown so that programs cannot collect it. Please type it; it can be neither clicked nor copied.</p></section>
    <section aria-label="About this site"><p>Follow by feed: <a href="../../../feed.atom">Atom</a>, <a href="../../../feed.json">JSON</a>.</p><p>Made on <time datetime="2009-12-14">14 December 2009</time>. No scripts, no cookies, no counting of visits.</p></section></footer></body></html>
    "##);
}

#[test]
fn the_feeds() {
    let files = site(&imprint(), &[letter_edition()], now());
    insta::assert_snapshot!(file(&files, "feed.atom"), @r#"
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom">
    <title>Council for Quiet Contacts</title>
    <id>https://council.example/feed.atom</id>
    <updated>2009-12-14T11:00:00Z</updated>
    <author><name>Council for Quiet Contacts</name></author>
    <link rel="self" type="application/atom+xml" href="https://council.example/feed.atom"/>
    <link rel="alternate" type="text/html" href="https://council.example/"/>
    <entry>
    <title>Second visit to Pyongyang</title>
    <id>tag:council.example,2009-12-14:2009-12-letter</id>
    <link rel="alternate" type="text/html" href="https://council.example/issues/middle-east/2009-12-letter/"/>
    <published>2009-12-14T11:00:00Z</published>
    <updated>2009-12-14T11:00:00Z</updated>
    <category term="Letter"/>
    <category term="Middle East"/>
    <summary>I write to you after our second visit to Pyongyang. We go where we are received in order to listen, to put on record what matters to us, and to keep a line open that is of use whatever becomes of the larger questions. …</summary>
    <content type="html" xml:lang="en">&lt;p&gt;Dear Friend,&lt;/p&gt;
    &lt;p&gt;I write to you after our second visit to Pyongyang. We go where we are received in order to listen, to put on record what matters to us, and to keep a line open that is of use whatever becomes of the larger questions. Beforehand and afterwards we consult, so that what we do adds to the efforts of others and does not cut across them.&lt;/p&gt;
    &lt;p&gt;What was said, as far as it may be told, stands below. Words in quotation marks are given to the letter, and each leads to its source. Where a speaker is not named, that is what was agreed.&lt;/p&gt;
    &lt;h2&gt;Nuclear cooperation with Syria&lt;/h2&gt;
    &lt;p&gt;On 13 November 2009, the deputy foreign minister answered with a denial: “There has never been any nuclear cooperation with Syria.” [1]&lt;/p&gt;
    &lt;h2&gt;Humanitarian exchange and training&lt;/h2&gt;
    &lt;p&gt;The speakers are not named here.&lt;/p&gt;
    &lt;p&gt;A participant was reported as saying: “much of the trouble came from banks that would rather refuse than ask”. [2]&lt;/p&gt;
    &lt;h2&gt;In closing&lt;/h2&gt;
    &lt;p&gt;None of this is a breakthrough, and we claim none. A line that stays open is worth having before the day on which somebody needs it. We shall go on listening, and you will hear from us.&lt;/p&gt;
    &lt;p&gt;With kind regards,&lt;br&gt;
    The Chair&lt;br&gt;
    Council for Quiet Contacts&lt;/p&gt;
    &lt;h2&gt;Sources&lt;/h2&gt;&lt;ol&gt;&lt;li&gt;The deputy foreign minister, 13 November 2009, in their own words.&lt;/li&gt;&lt;li&gt;A participant, as retold; as found, not yet confirmed.&lt;/li&gt;&lt;/ol&gt;</content>
    </entry>
    </feed>
    "#);
    insta::assert_snapshot!(file(&files, "feed.json"), @r#"
    {
      "authors": [
        {
          "name": "Council for Quiet Contacts"
        }
      ],
      "feed_url": "https://council.example/feed.json",
      "home_page_url": "https://council.example/",
      "items": [
        {
          "content_html": "<p>Dear Friend,</p>\n<p>I write to you after our second visit to Pyongyang. We go where we are received in order to listen, to put on record what matters to us, and to keep a line open that is of use whatever becomes of the larger questions. Beforehand and afterwards we consult, so that what we do adds to the efforts of others and does not cut across them.</p>\n<p>What was said, as far as it may be told, stands below. Words in quotation marks are given to the letter, and each leads to its source. Where a speaker is not named, that is what was agreed.</p>\n<h2>Nuclear cooperation with Syria</h2>\n<p>On 13 November 2009, the deputy foreign minister answered with a denial: “There has never been any nuclear cooperation with Syria.” [1]</p>\n<h2>Humanitarian exchange and training</h2>\n<p>The speakers are not named here.</p>\n<p>A participant was reported as saying: “much of the trouble came from banks that would rather refuse than ask”. [2]</p>\n<h2>In closing</h2>\n<p>None of this is a breakthrough, and we claim none. A line that stays open is worth having before the day on which somebody needs it. We shall go on listening, and you will hear from us.</p>\n<p>With kind regards,<br>\nThe Chair<br>\nCouncil for Quiet Contacts</p>\n<h2>Sources</h2><ol><li>The deputy foreign minister, 13 November 2009, in their own words.</li><li>A participant, as retold; as found, not yet confirmed.</li></ol>",
          "date_published": "2009-12-14T11:00:00Z",
          "id": "tag:council.example,2009-12-14:2009-12-letter",
          "language": "en",
          "summary": "I write to you after our second visit to Pyongyang. We go where we are received in order to listen, to put on record what matters to us, and to keep a line open that is of use whatever becomes of the larger questions. …",
          "tags": [
            "Letter",
            "Middle East"
          ],
          "title": "Second visit to Pyongyang",
          "url": "https://council.example/issues/middle-east/2009-12-letter/"
        }
      ],
      "language": "en",
      "title": "Council for Quiet Contacts",
      "version": "https://jsonfeed.org/version/1.1"
    }
    "#);
    insta::assert_snapshot!(file(&files, "sitemap.xml"), @r#"
    <?xml version="1.0" encoding="utf-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://council.example/</loc></url>
    <url><loc>https://council.example/issues/</loc></url>
    <url><loc>https://council.example/issues/middle-east/</loc></url>
    <url><loc>https://council.example/issues/middle-east/2009-12-letter/</loc><lastmod>2009-12-14</lastmod></url>
    </urlset>
    "#);
    insta::assert_snapshot!(file(&files, "robots.txt"), @"
    User-agent: *
    Allow: /
    Sitemap: https://council.example/sitemap.xml
    ");
}

#[test]
fn a_section_lists_what_stands_in_and_below_it() {
    let editions = [
        written("one", "In Asia", &["Issues", "Asia"], "Words.\n"),
        written("two", "At the top", &["Issues"], "Words.\n"),
    ];
    let files = site(&imprint(), &editions, now());
    let issues = file(&files, "issues/index.html");
    assert!(issues.contains("In Asia") && issues.contains("At the top"));
    let asia = file(&files, "issues/asia/index.html");
    assert!(asia.contains("In Asia") && !asia.contains("At the top"));
}

#[test]
fn only_what_is_for_everybody_stands_on_the_site() {
    let mut closed = manuscript(
        "For the board",
        &["Issues", "Board"],
        date(2009, 11, 1),
        "Between us.\n",
    );
    closed.audience = Marking::Green;
    closed.kind = EditionKind::NewsAndViews;
    let files = site(&imprint(), &[(edition_id("board"), cleared(closed, &[]))], now());
    assert!(files.iter().all(|file| !file.path.contains("board")));
    assert!(
        files
            .iter()
            .all(|file| !words_of(file).contains("For the board") && !words_of(file).contains("Between us"))
    );
    assert!(file(&files, "index.html").contains("Nothing has been published yet"));
}

#[test]
fn the_site_needs_no_address_of_its_own() {
    for site_address in [
        None,
        Some("javascript:alert(1)".to_owned()),
        Some("council.example".to_owned()),
    ] {
        let imprint = Imprint {
            site: site_address,
            ..Imprint::default()
        };
        let files = site(&imprint, &[letter_edition()], now());
        assert!(files.iter().all(|file| file.path != "sitemap.xml"));
        assert!(!file(&files, "feed.atom").contains("rel=\"self\""));
        assert!(file(&files, "feed.atom").contains("<id>urn:uuid:"));
        assert!(!file(&files, "index.html").contains("canonical"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_make_whole_pages_and_feeds(title in "\\PC{0,30}|[<>&\"'@a-z.\\x00-\\x1f]{0,30}", body in "[ -~\n]{0,120}|\\PC{0,80}", section in "\\PC{0,12}") {
        let manuscript = manuscript(&title, &["Issues", &section], date(2009, 11, 1), &body);
        let submission = domain::disclosure::Submission { manuscript, cited: BTreeMap::default() };
        let Ok(edition) = domain::disclosure::clear(submission, &audience(), &bounds(&[])) else { return Ok(()) };
        let files = site(&imprint(), &[(edition_id("a"), edition)], now());
        for file in &files {
            let words = words_of(file);
            if file.media_type.starts_with("text/html") {
                prop_assert!(!words.contains('@'));
                let open = words.matches("<p>").count() + words.matches("<p ").count();
                prop_assert_eq!(open, words.matches("</p>").count());
            } else if file.path != "style.css" {
                let stray = words.chars().find(|c| c.is_control() && *c != '\n');
                prop_assert_eq!(stray, None);
            }
            let json: Result<serde_json::Value, _> = serde_json::from_str(words);
            prop_assert!(json.is_ok() || file.path != "feed.json");
        }
    }
}
