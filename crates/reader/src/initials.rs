//! Initials by which notes call those whose names they know.

/// The initials of a name: all of them, with and without small words, and those before "of".
pub(crate) fn initials(name: &str) -> Vec<String> {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let small = |word: &&str| {
        matches!(
            *word,
            "of" | "the" | "for" | "and" | "at" | "to" | "in" | "on" | "de" | "d"
        )
    };
    let first = |words: &[&str], all: bool| -> String {
        let kept = words.iter().filter(|word| all || !small(word));
        kept.filter_map(|word| word.chars().next())
            .collect::<String>()
            .to_lowercase()
    };
    let head = words.iter().position(small).unwrap_or(words.len());
    let mut found = vec![
        first(&words, true),
        first(&words, false),
        first(&words[..head], true),
    ];
    found.retain(|short| short.chars().count() >= 2);
    found.sort();
    found.dedup();
    found
}
