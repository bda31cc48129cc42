//! Feeds as they are found: broken, mislabelled, hostile.
#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use watch::{Feed, LONGEST_FEED, MOST_ARTICLES, WatchError, parse};

fn read(bytes: impl AsRef<[u8]>) -> Feed {
    parse(bytes.as_ref(), None).unwrap()
}

fn refused(bytes: impl AsRef<[u8]>) -> String {
    parse(bytes.as_ref(), None).unwrap_err().to_string()
}

fn rss(items: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>W</title><link>https://w.example/a/</link>{items}</channel></rss>"
    )
}

fn item(fields: &str) -> Feed {
    read(rss(&format!("<item><guid>1</guid>{fields}</item>")))
}

fn title(fields: &str) -> String {
    item(&format!("<title>{fields}</title>")).articles[0]
        .title
        .clone()
}

fn date(written: &str) -> String {
    let feed = item(&format!("<title>T</title><pubDate>{written}</pubDate>"));
    feed.articles[0]
        .published
        .map_or_else(|| feed.notices.join("; "), |at| at.to_string())
}

#[test]
fn encodings() {
    let body = rss("<item><title>Père</title></item>");
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{body}");
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let cases: Vec<Vec<u8>> = vec![
        declared("UTF-8").into_bytes(),
        format!("\u{feff}{}", declared("utf-8")).into_bytes(),
        latin(&declared("ISO-8859-1")),
        latin(&declared("windows-1252")),
        latin(&declared("utf-8")),
        latin(&body),
        declared("ISO-8859-1").into_bytes(),
        declared("UTF-16").into_bytes(),
        wide(&format!("\u{feff}{}", declared("UTF-16"))),
        wide(&declared("UTF-16")),
        wide(&declared("UTF-16"))
            .chunks(2)
            .flat_map(|pair| [pair[1], pair[0]])
            .collect(),
        format!("\n\n  garbage {}", declared("utf-8")).into_bytes(),
    ];
    for bytes in cases {
        let feed = read(&bytes);
        assert_eq!(
            feed.articles[0].title,
            "Père",
            "{:?} {:?}",
            feed.notices,
            String::from_utf8_lossy(&bytes)
        );
    }
    let mut broken = declared("utf-8")
        .replace("Père", "Père père père père père père")
        .into_bytes();
    broken.truncate(broken.len());
    let at = broken.windows(2).position(|w| w == "è".as_bytes()).unwrap();
    broken[at] = 0xff;
    assert!(read(&broken).articles[0].title.ends_with("père père père"));
    let said = read(latin(&declared("utf-8"))).notices;
    assert_eq!(
        said,
        ["the feed's characters are not what it says (UTF-8); read as windows-1252"]
    );
}

#[test]
fn titles_are_plain_text() {
    for (written, read) in [
        ("A &amp; B", "A & B"),
        ("A & B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("AT&T says 5 &lt; 6", "AT&T says 5 < 6"),
        ("A&nbsp;B &eacute; &unknown;", "A B é &unknown;"),
        ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
        ("<b>Bold</b> move", "Bold move"),
        ("&amp;lt;p&amp;gt;Twice&amp;lt;/p&amp;gt;", "Twice"),
        ("It&#8217;s &#146;so&#x2019;", "It’s ’so’"),
        ("<![CDATA[One &#38; <i>two</i>]]> three", "One & two three"),
        ("A\u{1}\u{8}B\n   C &#0;&#xFFFFFFF;", "AB C"),
    ] {
        assert_eq!(title(written), read, "{written}");
    }
}

#[test]
fn dates() {
    for (written, read) in [
        ("Tue, 06 Apr 2010 09:05:00 GMT", "2010-04-06T09:05:00Z"),
        ("Mon, 6 April 10 9:05 EST", "2010-04-06T14:05:00Z"),
        ("06 Apr 2010 24:00:00 +0000", "2010-04-06T00:00:00Z"),
        ("Tue, 06 Apr 2010 09:05:00 GMT+0200", "2010-04-06T07:05:00Z"),
        ("Tue Apr  6 09:05:07 CEST 2010", "2010-04-06T07:05:07Z"),
        ("April 6th, 2010 9:05 pm", "2010-04-06T21:05:00Z"),
        ("6. März 2010", "2010-03-06T00:00:00Z"),
        ("6 de abril de 2010 12:30", "2010-04-06T12:30:00Z"),
        ("2010-04-06T09:05:00.123+05:30", "2010-04-06T03:35:00Z"),
        ("2010-04-06 09:05", "2010-04-06T09:05:00Z"),
        ("2010-04-06", "2010-04-06T00:00:00Z"),
        ("20100406T090500Z", "2010-04-06T09:05:00Z"),
        ("1270544700", "2010-04-06T09:05:00Z"),
        ("1270544700000", "2010-04-06T09:05:00Z"),
        ("06.04.2010 09:05", "2010-04-06T09:05:00Z"),
        ("23/04/2010", "2010-04-23T00:00:00Z"),
        ("04/23/99", "1999-04-23T00:00:00Z"),
        (
            "04/05/2010",
            "1 item with a date that names no day; left without it",
        ),
        (
            "2016-13-45",
            "1 item with a date that names no day; left without it",
        ),
        (
            "31 Feb 2010",
            "1 item with a date that names no day; left without it",
        ),
        (
            "0000-00-00 00:00:00",
            "1 item with a date that names no day; left without it",
        ),
        ("soon", "1 item with a date that names no day; left without it"),
        (
            "99999999999999999999",
            "1 item with a date that names no day; left without it",
        ),
    ] {
        assert_eq!(date(written), read, "{written}");
    }
    let future = item("<title>T</title><pubDate>2150-01-01</pubDate>");
    assert_eq!(
        future.articles[0].published.unwrap().to_string(),
        "2150-01-01T00:00:00Z"
    );
    assert_eq!(future.notices, ["1 item dated in the future; kept as dated"]);
}

#[test]
fn links_are_absolute_and_of_the_web() {
    let link = |written: &str, address: Option<&str>| {
        let feed = rss(&format!("<item><title>T</title><link>{written}</link></item>"));
        parse(feed.as_bytes(), address).unwrap().articles[0].url.clone()
    };
    assert_eq!(link("b/c", None).as_deref(), Some("https://w.example/a/b/c"));
    assert_eq!(
        link("b/c", Some("https://f.example/x/feed")).as_deref(),
        Some("https://f.example/x/b/c")
    );
    assert_eq!(
        link("b/c", Some("no address")).as_deref(),
        Some("https://w.example/a/b/c")
    );
    assert_eq!(
        link("\n https://o.example/ö?q=1&amp;r \n", None).as_deref(),
        Some("https://o.example/%C3%B6?q=1&r")
    );
    assert_eq!(link("javascript:alert(1)", None), None);
    assert_eq!(link("data:text/html,x", None), None);
    let base = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://['><title>T</title>\
                <entry xml:base='https://e.example/d/'><id>1</id><title>T</title><link href='f'/></entry></feed>";
    assert_eq!(
        read(base).articles[0].url.as_deref(),
        Some("https://e.example/d/f")
    );
}

#[test]
fn ids_are_one_of_a_kind_and_stable() {
    let feed = read(rss("<item><guid>1</guid><title>A</title><link>/a</link></item>\
         <item><guid>1</guid><title>A, again</title><link>/a</link></item>\
         <item><guid>1</guid><title>B</title><link>/b</link></item>\
         <item><title>C</title><link>/c</link></item>\
         <item><title>D</title><pubDate>2010-04-06</pubDate></item>\
         <item><title>D</title><pubDate>2010-04-07</pubDate></item>"));
    let ids: Vec<&str> = feed.articles.iter().map(|article| article.id.as_str()).collect();
    assert_snapshot!(format!("{ids:#?}\n{:#?}", feed.notices), @r#"
    [
        "1",
        "1#eeb2bc026744cfc5",
        "https://w.example/c",
        "477b3c92468b7a3e",
        "4ff9e35c00a69efe",
    ]
    [
        "1 item given twice; taken once",
        "1 item sharing another's id; told apart by address",
    ]
    "#);
}

#[test]
fn broken_markup_is_mended() {
    let unclosed = read(
        "<rss version='2.0'><channel><title>W</title><item><title>One</title><link>https://w.example/1\
         <description>Words<br>and <b>more<unknown></item><item><title>Two</title><extra><item><title>Three</title></channel>",
    );
    let titles: Vec<&str> = unclosed
        .articles
        .iter()
        .map(|article| article.title.as_str())
        .collect();
    assert_eq!(titles, ["One", "Two", "Three"]);
    assert_eq!(unclosed.articles[0].url.as_deref(), Some("https://w.example/1"));
    assert_eq!(unclosed.articles[0].summary, "Words\nand more");

    let prefixes = read(rss(
        "<item><title>T</title><media:title>Picture</media:title><foo:link>/x</foo:link></item>",
    ));
    assert_eq!(
        (prefixes.articles[0].title.as_str(), &prefixes.articles[0].url),
        ("T", &None)
    );
    let strange =
        rss("<item><title>T</title></item>").replace("<rss", "<rss xmlns='http://backend.userland.com/rss2'");
    assert_eq!(read(strange).articles.len(), 1);
}

#[test]
fn authors_lose_their_mail_addresses() {
    let author = |written: &str| {
        item(&format!("<title>T</title><author>{written}</author>")).articles[0]
            .author
            .clone()
    };
    assert_eq!(author("desk@w.example (The Desk)").as_deref(), Some("The Desk"));
    assert_eq!(
        author("The Desk &lt;desk@w.example&gt;").as_deref(),
        Some("The Desk")
    );
    assert_eq!(author("名desk@w.example"), None);
    assert_eq!(author("The Desk").as_deref(), Some("The Desk"));
}

#[test]
fn what_breaks_off_is_read_until_there() {
    let whole = rss(
        "<item><guid>1</guid><title>One</title></item><item><guid>2</guid><title>Two and more</title>\
                     <description>Some words</description></item>",
    );
    let until = |mark: &str| read(&whole[..whole.find(mark).unwrap()]);
    assert_eq!(until("</channel>").articles.len(), 2);
    assert_eq!(until("rds</desc").articles[1].summary, "Some wo");
    assert_eq!(until(" and more").articles.len(), 1);
    let notice = |mark: &str| format!("the feed breaks off after {} bytes", whole.find(mark).unwrap());
    assert_eq!(until("</channel>").notices, [notice("</channel>")]);
    assert_eq!(
        until(" and more").notices,
        [notice(" and more") + "; its last article was left out"]
    );

    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","title":"One"},{"id":"2","ti"#;
    assert_eq!(read(json).articles.len(), 1);
    assert_eq!(
        read(json).notices,
        ["the feed breaks off or breaks its form at line 1"]
    );
}

#[test]
fn what_is_no_feed_is_refused_in_words() {
    assert_eq!(
        parse(&vec![b' '; LONGEST_FEED + 1], None),
        Err(WatchError::TooLong(LONGEST_FEED + 1))
    );
    let page = "<!doctype html><html><head><title>News</title>\
                <link rel=alternate type='application/rss+xml' href='/feed'></head><body><p>Hello</body></html>";
    let said = [
        refused(""),
        refused(" \n\u{feff}"),
        refused(page),
        refused("<HTML><p>x"),
        refused("hello"),
        refused("[1]"),
        refused("{}"),
        refused("{"),
        refused("<opml></opml>"),
        refused("<svg></svg>"),
        refused([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3]),
    ];
    assert_snapshot!(said.join("\n"), @r#"
    the feed is empty: fetch it again, or check its address
    the feed is empty: fetch it again, or check its address
    this is an HTML page, not a feed: it names its feed as /feed
    this is an HTML page, not a feed: look on it for a link named RSS, Atom or feed
    this is plain text, not a feed: give the address of an RSS, Atom or JSON feed
    this is a JSON list, not a feed: give the address of an RSS, Atom or JSON feed
    this is JSON without version and items, not a feed: give the address of an RSS, Atom or JSON feed
    the feed could not be read (JSON, EOF while parsing an object at line 1 column 1): open its address in a browser, and tell its publisher
    this is an OPML list of feeds, not a feed: give the address of an RSS, Atom or JSON feed
    this is an XML file of another kind (<svg>), not a feed: give the address of an RSS, Atom or JSON feed
    this is plain text, not a feed: give the address of an RSS, Atom or JSON feed
    "#);
}

#[test]
fn bombs_do_nothing() {
    let mut entities = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\">");
    for (name, of) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        let _ = write!(entities, "<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10));
    }
    entities += "<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let feed = read(entities + &rss("<item><title>Ha &j; &f;</title></item>"));
    assert_eq!(feed.articles[0].title, "Ha &j; &f;");
    assert_eq!(
        feed.notices,
        ["the feed declares entities of its own; they are left out"]
    );
}

/// Each would take minutes or gigabytes if any step were worse than linear.
#[test]
fn hostile_shapes_are_read_in_linear_time() {
    let size = 400_000;
    let shapes = [
        rss(&format!("<item><title>T</title>{}</item>", "<a>".repeat(size))),
        rss(&format!("<item><title>{}</title></item>", "<a>".repeat(size))),
        rss(&format!(
            "<item><title>T</title><description>{}",
            "&".repeat(size)
        )),
        rss(&format!("<item><title>{}</title></item>", "&amp;".repeat(size))),
        rss(&format!(
            "<item><title>T</title><x {}/></item>",
            "a=\"1\" ".repeat(size)
        )),
        rss(&format!(
            "<item><title>T</title><x {}/></item>",
            (0..size / 4).fold(String::new(), |all, i| all + &format!("a{i}='' "))
        )),
        rss(&"<item/>".repeat(size)),
        rss(&"<item><title>T</title>".repeat(size / 8)),
        rss(&"</item>".repeat(size)),
        "<".repeat(size),
        "<rss".repeat(size),
        "<!--".repeat(size),
        "<![CDATA[".repeat(size),
        "<!DOCTYPE [".repeat(size),
        "{\"items\":".repeat(size),
        format!("{{\"items\":[{}", "{\"authors\":".repeat(size)),
        format!("{{\"items\":[{}]}}", "{\"id\":1},".repeat(size)),
        rss(&format!(
            "<item><title>{}</title></item>",
            "&lt;div ".repeat(size)
        )),
        rss(&format!("<item><title>{}</title></item>", ". ".repeat(size))),
        rss(&(0..5_000).fold(String::new(), |all, i| all + &format!("<x{i}:y xmlns:x{i}='u'>"))),
    ];
    for shape in shapes {
        let began = Instant::now();
        let read = parse(shape.as_bytes(), None);
        let took = began.elapsed();
        assert!(took < Duration::from_secs(10), "{took:?} for {}", &shape[..60]);
        if let Ok(feed) = read {
            assert!(feed.articles.len() <= MOST_ARTICLES);
            let _ = watch::summarise(&feed.articles.iter().collect::<Vec<_>>());
        }
    }
}

#[test]
fn too_many_and_too_long_are_cut_with_a_notice() {
    let items: String = (0..MOST_ARTICLES + 5).fold(String::new(), |all, i| {
        all + &format!("<item><title>T{i}</title></item>")
    });
    let feed = read(rss(&items));
    assert_eq!(feed.articles.len(), MOST_ARTICLES);
    assert_eq!(feed.notices, ["only the first 5000 articles are read"]);
    let long = item(&format!(
        "<title>T</title><description>{}</description>",
        "word ".repeat(400_000)
    ));
    assert_eq!(long.articles[0].summary.chars().count(), watch::LONGEST_TEXT - 1);
    assert_eq!(
        long.notices,
        [
            "an overlong text was cut short",
            "1 item with a very long text; cut short"
        ]
    );
}
