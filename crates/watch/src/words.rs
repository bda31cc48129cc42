//! The words that tell one story from another.

use crate::Article;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// How many characters of a summary are looked at.
const SUMMARY: usize = 400;
/// How many terms an article has at most.
const MOST_TERMS: usize = 48;

/// Weights of a term by where it stands. Chosen on the development headlines; see the README.
const PLAIN: f32 = 1.0;
const CAPITALISED: f32 = 1.6;
const IN_ADDRESS: f32 = 0.7;
const NAMED_IN_SUMMARY: f32 = 0.5;

/// Words that say nothing of the event: function words and the habits of headlines.
const IDLE: &str = "\
    a about after all also am amp an and any april are as at august back be because been before being \
    blog but by can can't could day days december did do does doing don't down even february first for \
    friday from get gets go goes had has have he her here him his how i if in into is it it's its \
    january july june just last live made make makes march may might monday month months more most my \
    new news next no not november now october of off on one only or other our out over own photo photos \
    report reports said saturday say says see september she should so some still such sunday take takes \
    than that that's the their them then there these they this three thursday time to today tomorrow \
    too tuesday two under up update us very via video vs was watch we wednesday week weeks were what \
    when where which while who whom why will with won't would year years yesterday you your";

static IDLE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| IDLE.split(' ').collect());

/// Parts of addresses that are no words of a headline.
const ADDRESS_HABITS: &[&str] = &[
    "html", "htm", "php", "aspx", "asp", "article", "articles", "story", "index", "shtml", "ece", "cms",
    "jsp",
];

/// The terms of an article with their weights: stemmed words of its title (names and numbers heavier), words
/// that its address adds, and names in its summary.
pub(crate) fn terms(article: &Article) -> BTreeMap<String, f32> {
    let mut terms = BTreeMap::new();
    let title = without_publisher(&article.title, article.publisher.as_deref());
    for word in split(title) {
        add_word(&mut terms, word, None);
        for part in humps(word) {
            add_word(&mut terms, part, None);
        }
    }
    for word in article.url.as_deref().map(address_words).unwrap_or_default() {
        add_word(&mut terms, word, Some(IN_ADDRESS));
    }
    let body = if article.summary.is_empty() {
        &article.content
    } else {
        &article.summary
    };
    let end = body.char_indices().nth(SUMMARY).map_or(body.len(), |(at, _)| at);
    for word in split(&body[..end])
        .into_iter()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
    {
        add_word(&mut terms, word, Some(NAMED_IN_SUMMARY));
    }
    terms
}

/// The title without the publisher that aggregators add: "… - Reuters".
fn without_publisher<'t>(title: &'t str, publisher: Option<&str>) -> &'t str {
    let Some((head, tail)) = [" - ", " | ", " – ", " — "]
        .iter()
        .find_map(|mark| title.rsplit_once(mark))
    else {
        return title;
    };
    let named = publisher.is_some_and(|publisher| publisher.trim().eq_ignore_ascii_case(tail.trim()));
    if named && !head.trim().is_empty() {
        head
    } else {
        title
    }
}

/// Words of letters and digits, with the apostrophes and stops inside them; of han and kana each pair.
pub(crate) fn split(text: &str) -> Vec<&str> {
    cut(text, true)
}

/// The same words, but of han and kana each character.
pub(crate) fn split_whole(text: &str) -> Vec<&str> {
    cut(text, false)
}

fn cut(text: &str, pairs: bool) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().copied();
        if is_unspaced(c) {
            words.extend(start.take().map(|start| &text[start..at]));
            let end = next
                .filter(|&(_, c)| pairs && is_unspaced(c))
                .map_or(at, |(at, _)| at);
            let last = text[end..].chars().next().map_or(0, char::len_utf8);
            words.push(&text[at..end + last]);
        } else if c.is_alphanumeric() {
            start = start.or(Some(at));
        } else if !(start.is_some() && joins(c) && next.is_some_and(|(_, c)| c.is_alphanumeric())) {
            words.extend(start.take().map(|start| &text[start..at]));
        }
    }
    words.extend(start.map(|start| &text[start..]));
    words
}

fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '.')
}

/// Whether the character is of a script that is written without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a name written as one, as in "#BanBossy"; none when it is a single word.
fn humps(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut low) = (0, false);
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && low {
            parts.push(&word[start..at]);
            start = at;
        }
        low = c.is_lowercase();
    }
    parts.push(&word[start..]);
    let long = parts.iter().all(|part| part.chars().nth(2).is_some());
    if parts.len() > 1 && long {
        parts
    } else {
        Vec::new()
    }
}

/// The words of the longest part of an address that reads like a headline.
fn address_words(url: &str) -> Vec<&str> {
    let path = url.splitn(4, '/').nth(3).unwrap_or_default();
    let path = path.split(['?', '#', '\\']).next().unwrap_or_default();
    let words = |part: &'_ str| -> usize {
        part.split(['-', '_', '+', '.'])
            .filter(|word| is_word(word))
            .count()
    };
    let best = path.split('/').max_by_key(|part| words(part)).unwrap_or_default();
    if words(best) < 3 {
        return Vec::new();
    }
    best.split(['-', '_', '+', '.'])
        .filter(|word| is_word(word))
        .collect()
}

fn is_word(part: &str) -> bool {
    part.len() > 1
        && part.chars().all(char::is_alphabetic)
        && !ADDRESS_HABITS.contains(&part.to_lowercase().as_str())
}

/// Adds a word's stem, with the weight of its form unless one is given; the title's weight stands.
fn add_word(terms: &mut BTreeMap<String, f32>, word: &str, weight: Option<f32>) {
    if terms.len() >= MOST_TERMS {
        return;
    }
    let lower = word.to_lowercase().replace('’', "'").replace('.', "");
    let lone = lower.len() < 2 && !lower.chars().all(|c| c.is_ascii_digit());
    if lone || IDLE_WORDS.contains(lower.as_str()) {
        return;
    }
    let name = word.starts_with(char::is_uppercase) && !word.contains(char::is_numeric);
    let by_form = if name { CAPITALISED } else { PLAIN };
    let term = stem(lower);
    if let Some(weight) = weight {
        terms.entry(term).or_insert(weight);
    } else {
        let kept = terms.entry(term).or_insert(by_form);
        *kept = kept.max(by_form);
    }
}

/// A light stem: plural and the commonest endings of English, so that "cuts" and "cut" meet.
pub(crate) fn stem(lower: String) -> String {
    let mut word = lower;
    if word.ends_with("'s") {
        word.truncate(word.len() - 2);
    }
    word.retain(|c| c != '\'' && c != '.');
    let longer_than = |word: &str, n: usize| word.chars().nth(n).is_some();
    if longer_than(&word, 4) {
        if word.ends_with("ies") {
            word.truncate(word.len() - 3);
            word.push('y');
        } else if word.ends_with("sses") {
            word.truncate(word.len() - 2);
        } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
            word.pop();
        }
    }
    if longer_than(&word, 5)
        && let Some(end) = ["ing", "ed", "ly", "er"]
            .into_iter()
            .find(|end| word.ends_with(end))
    {
        word.truncate(word.len() - end.len());
    }
    if longer_than(&word, 4) && word.ends_with('e') {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, url: Option<&str>, publisher: Option<&str>) -> Vec<String> {
        let (url, publisher) = (url.map(Into::into), publisher.map(Into::into));
        terms(&Article {
            title: title.into(),
            url,
            publisher,
            ..Article::default()
        })
        .into_keys()
        .collect()
    }

    #[test]
    fn titles_become_stems() {
        assert_eq!(
            of("Envoys' talks ended in Geneva", None, None),
            ["ended", "envoy", "geneva", "talk"]
        );
        assert_eq!(
            of("Talks resume - The Wire", None, Some("the wire")),
            ["resum", "talk"]
        );
        assert_eq!(
            of("A U.S. envoy: #OpenTalks now", None, None),
            ["envoy", "open", "opentalk", "talk"]
        );
    }

    #[test]
    fn addresses_add_words() {
        let url = "https://wire.example/2014/03/border-talks-resume-after-floods_12.html?x=a-b-c";
        assert_eq!(
            of("To the table", Some(url), None),
            ["bord", "flood", "resum", "tabl", "talk"]
        );
        assert_eq!(
            of("Table", Some("https://wire.example/news/item.html"), None),
            ["tabl"]
        );
    }

    #[test]
    fn scripts_without_spaces_are_cut_in_pairs() {
        assert_eq!(split("北朝鮮と talks"), ["北朝", "朝鮮", "鮮と", "と", "talks"]);
        assert_eq!(split_whole("北朝鮮と talks"), ["北", "朝", "鮮", "と", "talks"]);
    }
}
