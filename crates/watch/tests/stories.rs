//! Stories, watchwords, summaries, and what holds of every input.
#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use watch::{Article, Grouper, Watchwords, parse, summarise};

fn article(id: &str, title: &str, published: &str) -> Article {
    let published = published.parse().ok();
    Article {
        id: id.into(),
        title: title.into(),
        published,
        ..Article::default()
    }
}

fn told(id: &str, summary: &str) -> Article {
    Article {
        summary: summary.into(),
        ..article(id, "Talks at the border", "2010-04-06T00:00:00Z")
    }
}

#[test]
fn headlines_of_one_event_are_a_story() {
    let day = "2010-04-06T09:00:00Z";
    let articles = [
        article("1", "Border talks resume between the two Koreas", day),
        article("2", "Flood in the delta displaces thousands", day),
        article("3", "Two Koreas resume talks at border village", day),
        article("4", "Thousands flee as delta floods spread", day),
        article("5", "Rice prices steady", day),
        article(
            "6",
            "Border talks resume between the two Koreas",
            "2011-04-06T09:00:00Z",
        ),
    ];
    let mut grouper = Grouper::new();
    let mut stories: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for article in &articles {
        stories
            .entry(grouper.push(article).to_string())
            .or_default()
            .push(&article.id);
    }
    let mut stories: Vec<_> = stories.into_values().collect();
    stories.sort();
    assert_eq!(stories, [vec!["1", "3"], vec!["2", "4"], vec!["5"], vec!["6"]]);
}

#[test]
fn an_article_seen_again_keeps_its_story() {
    let mut grouper = Grouper::new();
    let first = article("1", "Border talks resume", "2010-04-06T09:00:00Z");
    let story = grouper.push(&first);
    grouper.push(&article("2", "Rice prices steady", "2010-04-06T10:00:00Z"));
    assert_eq!(grouper.push(&first), story);
    assert_eq!(grouper.open_stories(), 2);
    assert_eq!(Grouper::new().push(&first), story);
}

#[test]
fn memory_stays_bounded() {
    let mut grouper = Grouper::new();
    for i in 0..12_000 {
        grouper.push(&article(
            &i.to_string(),
            &format!("Matter{i}a of{i}b event{i}c"),
            "2010-04-06T09:00:00Z",
        ));
    }
    assert!(grouper.open_stories() <= 8_192);
}

#[test]
fn articles_are_read_from_json_lines() {
    let line = r#"{"id": "1", "title": "T", "story": "x", "published": "2014-03-10T16:52:50+00:00"}"#;
    let read: Article = serde_json::from_str(line).unwrap();
    assert_eq!(read.published.unwrap().to_string(), "2014-03-10T16:52:50Z");
    let written = serde_json::to_string(&read).unwrap();
    assert_snapshot!(written, @r#"{"id":"1","title":"T","published":"2014-03-10T16:52:50Z"}"#);
    assert_eq!(serde_json::from_str::<Article>(&written).unwrap(), read);
}

#[test]
fn watchwords_are_whole_words() {
    let watchwords = Watchwords::new([
        ("dprk", vec!["North Korea", "DPRK", "朝鮮"]),
        ("usa", vec!["US", "United States", "U.S."]),
        ("border", vec!["border talks", ""]),
    ]);
    for (text, keys) in [
        ("north korea's envoy", "dprk"),
        ("North Koreans march", ""),
        ("The DPRK answers", "dprk"),
        ("the dprk answers", ""),
        ("Tell us more", ""),
        ("The U.S. and the US", "usa"),
        ("BORDER TALKS in the United\nStates", "border usa"),
        ("Border, talks", "border"),
        ("Northern Korea", ""),
        ("北朝鮮が", "dprk"),
    ] {
        let found: Vec<String> = watchwords.touched(&article("1", text, "")).into_iter().collect();
        assert_eq!(found.join(" "), keys, "{text}");
    }
}

#[test]
fn a_summary_is_central_and_does_not_repeat_itself() {
    let articles = [
        told(
            "a",
            "Delegations from both sides met at the border village on Tuesday to discuss medical training. \
                   The weather was fine and the tea was very good. Read more about this story on our site today.",
        ),
        told(
            "b",
            "Both sides met at the border village on Tuesday to discuss medical training. \
                   A second meeting on agricultural training is planned for the coming month.",
        ),
        told(
            "c",
            "The second meeting, on agricultural training, will follow within the coming month in the village…",
        ),
    ];
    let sentences = summarise(&articles.iter().collect::<Vec<_>>());
    let lines: Vec<String> = sentences
        .iter()
        .map(|s| format!("{} {} {}", s.article, s.span, s.words))
        .collect();
    assert_snapshot!(lines.join("\n"), @r#"
    a 21–114 Delegations from both sides met at the border village on Tuesday to discuss medical training.
    b 98–172 A second meeting on agricultural training is planned for the coming month.
    "#);
    assert!(summarise(&[]).is_empty());
    let alone = summarise(&[&article("1", "Border talks resume", "")]);
    assert_eq!(alone[0].words, "Border talks resume");
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Talks",
        "border",
        "Korea",
        "U.S.",
        "rice",
        "doctors",
        "ends.",
        "Why?",
        "“No.”",
        "北朝鮮",
        "é",
        "\n\n",
        "5,000",
        "’",
        "—",
    ]);
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let one = (
        0..30_u8,
        words(),
        words(),
        prop::option::of(-2_000_000_000_i64..8_000_000_000),
    );
    let one = one.prop_map(|(id, title, summary, at)| Article {
        id: id.to_string(),
        title,
        summary,
        published: at.and_then(|at| jiff::Timestamp::from_second(at).ok()),
        ..Article::default()
    });
    prop::collection::vec(one, 0..30)
}

const SAMPLE: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\
    <title>W</title><link>https://w.example/</link><item><title><![CDATA[A & b]]></title><guid>1</guid><link>/1</link>\
    <pubDate>Tue, 06 Apr 2010 09:05:00 GMT</pubDate><dc:creator>x@y.example (Z)</dc:creator>\
    <description>&lt;p&gt;Ré&amp;nbsp;&lt;/p&gt;</description></item></channel></rss>";
const SAMPLE_JSON: &str = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[{\"id\":\"1\",\
    \"title\":\"é\",\"content_html\":\"<p>x\",\"date_published\":\"2010-04-06\",\"authors\":[{\"name\":\"A\"}]}]}";

fn holds(bytes: &[u8]) {
    let Ok(feed) = parse(bytes, Some("https://w.example/feed")) else {
        return;
    };
    let ids: BTreeSet<&str> = feed.articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids.len(), feed.articles.len(), "ids are unique");
    for article in &feed.articles {
        assert!(!article.id.is_empty() && !article.title.trim().is_empty());
        assert!(article.url.as_deref().is_none_or(|url| url.starts_with("http")));
    }
    assert_eq!(parse(bytes, Some("https://w.example/feed")).unwrap(), feed);
    let json = feed.to_json_feed().to_string();
    assert_eq!(
        parse(json.as_bytes(), None).unwrap().articles.len(),
        feed.articles.len()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        holds(&bytes);
    }

    #[test]
    fn changed_feeds_are_read_or_refused(
        json in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
        markup in "[<>/&;!\\[\\]a-z \"'=:?-]{0,12}",
    ) {
        let mut bytes = if json { SAMPLE_JSON } else { SAMPLE }.as_bytes().to_vec();
        for (at, byte, kind) in changes {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.splice(at..at, markup.bytes())),
                2 => drop(bytes.drain(at..(at + 1 + usize::from(byte) / 8).min(bytes.len() - 1).max(at))),
                _ => {
                    let again = bytes[at / 2..at].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        holds(&bytes);
    }

    #[test]
    fn every_article_gets_a_story_and_the_same_one_again(articles in articles()) {
        let stories = || {
            let mut grouper = Grouper::new();
            articles.iter().map(|article| grouper.push(article)).collect::<Vec<_>>()
        };
        let first = stories();
        prop_assert_eq!(first.len(), articles.len());
        prop_assert!(first.iter().all(|story| story.as_str().len() == 16));
        prop_assert_eq!(first, stories());
    }

    #[test]
    fn a_story_depends_on_what_came_before_alone(articles in articles(), cut in any::<prop::sample::Index>()) {
        let stories = |articles: &[Article]| {
            let mut grouper = Grouper::new();
            articles.iter().map(|article| grouper.push(article)).collect::<Vec<_>>()
        };
        let cut = cut.index(articles.len() + 1);
        prop_assert_eq!(&stories(&articles)[..cut], &stories(&articles[..cut])[..]);
    }

    #[test]
    fn summaries_are_verbatim(articles in articles()) {
        let sentences = summarise(&articles.iter().collect::<Vec<_>>());
        prop_assert!(sentences.len() <= 3);
        for sentence in sentences {
            let mut from = articles.iter().filter(|article| article.id == sentence.article);
            prop_assert!(from.any(|article| article.text().slice(sentence.span) == sentence.words));
        }
    }
}
