//! Each format of feed, as JSON Feed.
#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use watch::{Feed, parse};

fn read(feed: &str) -> Feed {
    parse(feed.as_bytes(), Some("https://wire.example/feeds/asia.xml")).unwrap()
}

fn json(feed: &Feed) -> String {
    serde_json::to_string_pretty(&feed.to_json_feed()).unwrap()
}

#[test]
fn rss_2() {
    let feed = read(
        r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>East Asia &amp; Wire</title><link>https://wire.example/</link><language>en-GB</language>
<atom:link rel="self" href="https://wire.example/feeds/asia.xml"/>
<image><title>Logo</title><url>https://wire.example/logo.png</url><link>https://wire.example/logo</link></image>
<item>
  <title><![CDATA[Talks <em>resume</em> at the border]]></title>
  <link>/2010/talks?a=1&b=2</link>
  <guid isPermaLink="false">wire-17</guid>
  <pubDate>Tue, 06 Apr 10 09:05:00 EST</pubDate>
  <dc:creator>A. Desk</dc:creator><author>desk@wire.example (B. Desk)</author>
  <source url="https://agency.example/feed">The Agency</source>
  <media:content url="https://wire.example/a.jpg"><media:title>A picture</media:title></media:content>
  <description>&lt;p&gt;Both sides met.&lt;/p&gt;&lt;p&gt;They&amp;#8217;ll meet again&amp;nbsp;soon.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>Both sides met.</p><script>track()</script><ul><li>One<li>Two</ul>]]></content:encoded>
</item>
<item><title>Rice &amp;amp; doctors</title><guid>https://wire.example/rice</guid><description>Short &nbsp; words</description></item>
</channel></rss>"#,
    );
    assert!(feed.notices.is_empty(), "{:?}", feed.notices);
    assert_snapshot!(json(&feed), @r#"
    {
      "feed_url": "https://wire.example/feeds/asia.xml",
      "home_page_url": "https://wire.example/",
      "items": [
        {
          "_rapport": {
            "publisher": "The Agency"
          },
          "authors": [
            {
              "name": "A. Desk"
            },
            {
              "name": "B. Desk"
            }
          ],
          "content_text": "Both sides met.\n\nOne\nTwo",
          "date_published": "2010-04-06T14:05:00Z",
          "id": "wire-17",
          "language": "en-GB",
          "summary": "Both sides met.\n\nThey’ll meet again soon.",
          "title": "Talks resume at the border",
          "url": "https://wire.example/2010/talks?a=1&b=2"
        },
        {
          "_rapport": {
            "publisher": "East Asia & Wire"
          },
          "content_text": "Short words",
          "id": "https://wire.example/rice",
          "language": "en-GB",
          "summary": "Short words",
          "title": "Rice & doctors",
          "url": "https://wire.example/rice"
        }
      ],
      "language": "en-GB",
      "title": "East Asia & Wire",
      "version": "https://jsonfeed.org/version/1.1"
    }
    "#);
}

#[test]
fn rss_0_91_without_a_version_or_namespaces() {
    let feed = read(
        "<rss><channel><title>Old wire</title><link>http://old.example</link>
        <item><title>First</title><link>http://old.example/1</link><description>One</description></item>
        <item><title>Second</title><dc:date>2010-04-06</dc:date></item></channel></rss>",
    );
    assert_snapshot!(json(&feed), @r#"
    {
      "feed_url": "https://wire.example/feeds/asia.xml",
      "home_page_url": "http://old.example/",
      "items": [
        {
          "_rapport": {
            "publisher": "Old wire"
          },
          "content_text": "One",
          "id": "http://old.example/1",
          "summary": "One",
          "title": "First",
          "url": "http://old.example/1"
        },
        {
          "_rapport": {
            "publisher": "Old wire"
          },
          "content_text": "Second",
          "date_published": "2010-04-06T00:00:00Z",
          "id": "b56b4a076ac716c1",
          "title": "Second"
        }
      ],
      "title": "Old wire",
      "version": "https://jsonfeed.org/version/1.1"
    }
    "#);
}

#[test]
fn rss_1() {
    let feed = read(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://wire.example/"><title>RDF wire</title><link>https://wire.example/</link><dc:language>fr</dc:language>
<items><rdf:Seq><rdf:li resource="https://wire.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://wire.example/1"><title>L’accord</title><link>https://wire.example/1</link>
<dc:date>2010-04-06T09:05+02:00</dc:date><dc:creator>La rédaction</dc:creator><dc:publisher>Agence</dc:publisher></item>
<item rdf:about="https://wire.example/2"><title>Sans lien</title></item></rdf:RDF>"#,
    );
    assert_snapshot!(json(&feed), @r#"
    {
      "feed_url": "https://wire.example/feeds/asia.xml",
      "home_page_url": "https://wire.example/",
      "items": [
        {
          "_rapport": {
            "publisher": "Agence"
          },
          "authors": [
            {
              "name": "La rédaction"
            }
          ],
          "content_text": "L’accord",
          "date_published": "2010-04-06T07:05:00Z",
          "id": "https://wire.example/1",
          "language": "fr",
          "title": "L’accord",
          "url": "https://wire.example/1"
        },
        {
          "_rapport": {
            "publisher": "RDF wire"
          },
          "content_text": "Sans lien",
          "id": "https://wire.example/2",
          "language": "fr",
          "title": "Sans lien",
          "url": "https://wire.example/2"
        }
      ],
      "language": "fr",
      "title": "RDF wire",
      "version": "https://jsonfeed.org/version/1.1"
    }
    "#);
}

#[test]
fn atom() {
    let feed = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://journal.example/en/">
<title type="html">The &lt;b&gt;Journal&lt;/b&gt;</title><link href="."/><link rel="self" href="feed.atom"/>
<author><name>The editors</name><email>editors@journal.example</email></author>
<entry xml:lang="ko"><id>tag:journal.example,2010:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <i>measure</i> &amp; a date</div></title>
<link rel="enclosure" href="a.mp3"/><link rel="alternate" href="2010/1"/>
<published>2010-04-06T09:05:00Z</published><updated>2010-04-07T09:05:00.5+02:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First &lt;quoted&gt;.</p><p>Second.</p></div></content></entry>
<entry xml:base="/ko/"><id>tag:journal.example,2010:2</id><title>Plain</title><link href="2"/><updated>2010-04-07</updated>
<source><id>x</id><title>Another paper</title></source><author><name>C. Writer</name></author>
<summary type="text">Short.</summary></entry></feed>"#,
    );
    assert_snapshot!(json(&feed), @r#"
    {
      "feed_url": "https://journal.example/en/feed.atom",
      "home_page_url": "https://journal.example/en/",
      "items": [
        {
          "_rapport": {
            "publisher": "The Journal"
          },
          "authors": [
            {
              "name": "The editors"
            }
          ],
          "content_text": "First <quoted>.\n\nSecond.",
          "date_modified": "2010-04-07T07:05:00Z",
          "date_published": "2010-04-06T09:05:00Z",
          "id": "tag:journal.example,2010:1",
          "language": "ko",
          "title": "A measure & a date",
          "url": "https://journal.example/en/2010/1"
        },
        {
          "_rapport": {
            "publisher": "Another paper"
          },
          "authors": [
            {
              "name": "C. Writer"
            }
          ],
          "content_text": "Short.",
          "date_published": "2010-04-07T00:00:00Z",
          "id": "tag:journal.example,2010:2",
          "language": "en",
          "summary": "Short.",
          "title": "Plain",
          "url": "https://journal.example/ko/2"
        }
      ],
      "language": "en",
      "title": "The Journal",
      "version": "https://jsonfeed.org/version/1.1"
    }
    "#);
}

#[test]
fn atom_0_3() {
    let feed = read(
        r#"<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Older</title>
<entry><title mode="escaped" type="text/html">A &amp;amp; B</title><id>1</id><issued>2004-05-06T07:08:09Z</issued>
<modified>2004-05-06T08:08:09Z</modified><link rel="alternate" href="https://older.example/1"/></entry></feed>"#,
    );
    assert_snapshot!(json(&feed), @r#"
    {
      "feed_url": "https://wire.example/feeds/asia.xml",
      "items": [
        {
          "_rapport": {
            "publisher": "Older"
          },
          "content_text": "A & B",
          "date_modified": "2004-05-06T08:08:09Z",
          "date_published": "2004-05-06T07:08:09Z",
          "id": "1",
          "title": "A & B",
          "url": "https://older.example/1"
        }
      ],
      "title": "Older",
      "version": "https://jsonfeed.org/version/1.1"
    }
    "#);
}

#[test]
fn json_feed_1_0_and_1_1() {
    let feed = read(
        r#"{"version": "https://jsonfeed.org/version/1", "title": "J &amp; wire", "home_page_url": "https://j.example", "author": {"name": "Desk"},
"items": [{"id": 7, "url": "/7", "title": null, "content_text": "5 < 6 & 7 is plain.\n\nSecond.", "date_published": "2010-04-06T09:05:00-05:00"},
{"id": "8", "external_url": "https://other.example/8", "title": "Eight", "content_html": "<p>One<br>two</p>", "authors": [{"name": "A"}, {"name": "B"}], "tags": ["x"], "attachments": {"odd": [1]}, "language": "de"}]}"#,
    );
    assert_snapshot!(json(&feed), @r#"
    {
      "feed_url": "https://wire.example/feeds/asia.xml",
      "home_page_url": "https://j.example/",
      "items": [
        {
          "_rapport": {
            "publisher": "J & wire"
          },
          "authors": [
            {
              "name": "Desk"
            }
          ],
          "content_text": "5 < 6 & 7 is plain.\n\nSecond.",
          "date_published": "2010-04-06T14:05:00Z",
          "id": "7",
          "title": "5 < 6 & 7 is plain.",
          "url": "https://wire.example/7"
        },
        {
          "_rapport": {
            "publisher": "J & wire"
          },
          "authors": [
            {
              "name": "A"
            },
            {
              "name": "B"
            }
          ],
          "content_text": "One\ntwo",
          "id": "8",
          "language": "de",
          "title": "Eight",
          "url": "https://other.example/8"
        }
      ],
      "title": "J & wire",
      "version": "https://jsonfeed.org/version/1.1"
    }
    "#);
}

#[test]
fn what_it_writes_it_reads() {
    let first = read(
        "<rss version='2.0'><channel><title>W</title><link>https://w.example/</link><language>en</language>\
         <item><title>T &amp;lt;b&amp;gt; U</title><guid>1</guid><link>https://w.example/1</link><source>S</source>\
         <pubDate>2010-04-06</pubDate><description>One.</description></item></channel></rss>",
    );
    let again = parse(json(&first).as_bytes(), None).unwrap();
    assert_eq!(
        (&again.title, &again.home, &again.language),
        (&first.title, &first.home, &first.language)
    );
    let (a, b) = (&first.articles[0], &again.articles[0]);
    assert_eq!(
        (&a.id, &a.url, &a.summary, a.published, &a.publisher),
        (&b.id, &b.url, &b.summary, b.published, &b.publisher)
    );
}

#[test]
fn opml_lists_feeds() {
    let list = watch::opml(
        br#"<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="Asia">
<outline type="rss" text="Wire &amp; more" xmlUrl="https://wire.example/feed?a=1&amp;b=2" htmlUrl="https://wire.example/"/>
<outline text="Again" xmlUrl="https://wire.example/feed?a=1&amp;b=2"/></outline></body></opml>"#,
    )
    .unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].title.as_deref(), Some("Wire & more"));
    assert_eq!(list[0].address, "https://wire.example/feed?a=1&b=2");
    assert_eq!(
        watch::opml(b"<rss/>").unwrap_err().to_string().split(',').next(),
        Some("this is no OPML list of feeds")
    );
}
