//! Any bytes are read or refused, and what was read can be written, read again, grouped and summarised.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = watch::opml(bytes);
    let Ok(feed) = watch::parse(bytes, Some("https://wire.example/feed")) else { return };
    let again = watch::parse(feed.to_json_feed().to_string().as_bytes(), None).expect("its own JSON Feed");
    assert_eq!(again.articles.len(), feed.articles.len());
    let mut grouper = watch::Grouper::new();
    for article in &feed.articles {
        assert!(!article.id.is_empty() && !article.title.trim().is_empty());
        grouper.push(article);
    }
    for sentence in watch::summarise(&feed.articles.iter().collect::<Vec<_>>()) {
        let mut from = feed.articles.iter().filter(|article| article.id == sentence.article);
        assert!(from.any(|article| article.text().slice(sentence.span) == sentence.words));
    }
});
