//! TLP labels (FIRST, TLP 2.0) among other words.

use std::ops::Range;

/// The strictest TLP label in `words`, such as `TLP:AMBER+STRICT`, with its place.
pub(crate) fn find(words: &str) -> Option<(&'static str, Range<usize>)> {
    let mut found: Option<(usize, Range<usize>)> = None;
    let lower = words.to_ascii_lowercase();
    for (start, _) in lower.match_indices("tlp:") {
        if lower[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
        {
            continue;
        }
        let gap = lower[start + 4..].len() - lower[start + 4..].trim_start_matches(' ').len();
        let rest = &lower[start + 4 + gap..];
        let name_len = rest
            .find(|c: char| !c.is_ascii_alphabetic() && c != '+')
            .unwrap_or(rest.len());
        if let Some(rank) = rank(&rest[..name_len])
            && found.as_ref().is_none_or(|(other, _)| rank < *other)
        {
            found = Some((rank, start..start + 4 + gap + name_len));
        }
    }
    found.map(|(rank, place)| (LABELS[rank].1, place))
}

/// From the strictest to the most open. TLP 1.0 said WHITE for CLEAR.
const LABELS: [(&str, &str); 6] = [
    ("red", "TLP:RED"),
    ("amber+strict", "TLP:AMBER+STRICT"),
    ("amber", "TLP:AMBER"),
    ("green", "TLP:GREEN"),
    ("clear", "TLP:CLEAR"),
    ("white", "TLP:CLEAR"),
];

fn rank(name: &str) -> Option<usize> {
    LABELS.iter().position(|(label, _)| *label == name)
}

/// The label of a line that holds nothing else.
pub(crate) fn alone(words: &str) -> Option<&'static str> {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || "[](){}*_#<>-=.|".contains(c));
    let (label, place) = find(bare)?;
    (place == (0..bare.len())).then_some(label)
}

/// Whether the label `one` keeps words closer than the label `other`.
pub(crate) fn is_stricter(one: &str, other: &str) -> bool {
    let rank = |label: &str| LABELS.iter().position(|(_, name)| *name == label);
    rank(one) < rank(other)
}
