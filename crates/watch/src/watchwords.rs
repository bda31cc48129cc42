//! Which names an article mentions.

use crate::Article;
use crate::words;
use std::collections::{BTreeSet, HashMap};

/// Finds names, whole words only: "Korea" is not in "Koreans". Upper and lower case are the same, but for a
/// name that is all capitals ("US", "DPRK"), which is found in capitals alone.
#[derive(Clone, Debug, Default)]
pub struct Watchwords {
    /// The names by their first word in lower case.
    names: HashMap<String, Vec<Name>>,
}

#[derive(Clone, Debug)]
struct Name {
    key: String,
    words: Vec<String>,
    capitals: bool,
}

impl Watchwords {
    /// Watches for the names of each key: a party's or topic's id with its name and aliases.
    pub fn new<K, N, S>(names: impl IntoIterator<Item = (K, N)>) -> Self
    where
        K: Into<String>,
        N: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let mut by_first: HashMap<String, Vec<Name>> = HashMap::new();
        for (key, of_key) in names {
            let key = key.into();
            for name in of_key {
                let letters = name.as_ref().chars().filter(|c| c.is_alphabetic());
                let capitals = letters.clone().all(char::is_uppercase) && letters.count() > 1;
                let words: Vec<String> = split(name.as_ref()).map(|word| folded(word, capitals)).collect();
                let Some(first) = words.first() else { continue };
                let first = first.to_lowercase();
                by_first.entry(first).or_default().push(Name {
                    key: key.clone(),
                    words,
                    capitals,
                });
            }
        }
        Self { names: by_first }
    }

    /// The keys whose names stand in the article's title, summary or content.
    pub fn touched(&self, article: &Article) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for text in [&article.title, &article.summary, &article.content] {
            self.touch(text, &mut keys);
        }
        keys
    }

    fn touch(&self, text: &str, keys: &mut BTreeSet<String>) {
        let words: Vec<&str> = split(text).collect();
        for (at, word) in words.iter().enumerate() {
            let first = folded(word, false);
            for name in self.names.get(&first).into_iter().flatten() {
                let here = words.get(at..at + name.words.len());
                let same = |here: &[&str]| {
                    here.iter()
                        .zip(&name.words)
                        .all(|(here, word)| folded(here, name.capitals) == *word)
                };
                if !keys.contains(&name.key) && here.is_some_and(same) {
                    keys.insert(name.key.clone());
                }
            }
        }
    }
}

/// Words as they are compared: "U.S." is "US", "Korea's" is "Korea".
fn split(text: &str) -> impl Iterator<Item = &str> {
    words::split_whole(text).into_iter()
}

fn folded(word: &str, capitals: bool) -> String {
    let bare = ["'s", "’s"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let bare = bare.chars().filter(|&c| c != '.');
    if capitals {
        bare.collect()
    } else {
        bare.flat_map(char::to_lowercase).collect()
    }
}
