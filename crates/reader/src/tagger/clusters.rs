//! Words that stand in the same places, in clusters of three sizes.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/clusters.tsv");

/// A word's fine, medium and coarse cluster; 0 where it has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cluster {
    pub(crate) fine: u16,
    pub(crate) medium: u16,
    pub(crate) coarse: u16,
}

static CLUSTERS: LazyLock<HashMap<&'static str, Cluster>> = LazyLock::new(|| {
    let mut clusters = HashMap::new();
    for (fine, line) in TABLE.lines().enumerate() {
        let mut cells = line.split('\t');
        let mut number = || cells.next().and_then(|cell| cell.parse::<u16>().ok());
        let (Some(medium), Some(coarse)) = (number(), number()) else {
            continue;
        };
        let cluster = Cluster {
            fine: fine as u16 + 1,
            medium: medium + 1,
            coarse: coarse + 1,
        };
        for word in cells.next().unwrap_or_default().split(' ') {
            clusters.insert(word, cluster);
        }
    }
    clusters
});

/// The clusters of a word in lower case; of a hyphenated word, those of its last part.
pub(crate) fn of(word: &str) -> Cluster {
    let known = |word: &str| CLUSTERS.get(word).copied();
    known(word)
        .or_else(|| word.rsplit('-').next().and_then(known))
        .unwrap_or_default()
}
