//! How much each head heeds a piece so far away: MPNet's relative places (Song et al. 2020), in T5's classes of distance
//! (Raffel et al. 2020).

/// A number a head and distance, added to the scores of attention.
pub(crate) struct Distances {
    /// Of each head, distances from `-(longest - 1)` to `longest - 1`, the key's place less the query's.
    rows: Vec<Vec<f32>>,
    longest: usize,
}

/// From this distance on all are one class.
const FAR: f32 = 128.0;

impl Distances {
    /// From a table of classes by heads; an empty table adds nothing.
    pub(crate) fn new(table: &[f32], heads: usize, longest: usize) -> Self {
        let classes = table.len() / heads;
        let (back, ahead) = (1..longest).fold((Vec::new(), Vec::new()), |(mut back, mut ahead), far| {
            back.push(class(far, false, classes));
            ahead.push(class(far, true, classes));
            (back, ahead)
        });
        let order: Vec<usize> = back.into_iter().rev().chain([0]).chain(ahead).collect();
        let rows = (0..heads)
            .map(|head| {
                order
                    .iter()
                    .map(|&c| table.get(c * heads + head).copied().unwrap_or(0.0))
                    .collect()
            })
            .collect();
        Self { rows, longest }
    }

    /// For the piece at `place`, of `count` pieces, how much it heeds each of them by distance alone.
    pub(crate) fn row(&self, head: usize, place: usize, count: usize) -> &[f32] {
        let from = self.longest - 1 - place;
        &self.rows[head][from..from + count]
    }
}

/// Half of the classes are for pieces ahead; of each half, half are single distances and half grow by a factor.
fn class(far: usize, ahead: bool, classes: usize) -> usize {
    let half = classes / 2;
    let near = half / 2;
    let size = if far < near || near == 0 {
        far.min(half.saturating_sub(1))
    } else {
        let grown = (far as f32 / near as f32).ln() / (FAR / near as f32).ln() * (half - near) as f32;
        (near + grown as usize).min(half - 1)
    };
    size + if ahead { half } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_distances_have_their_own_class_and_far_ones_share_one() {
        let table: Vec<f32> = (0..32u8).map(f32::from).collect();
        let distances = Distances::new(&table, 1, 200);
        let row = distances.row(0, 10, 190);
        let class = |far: usize| row[far] as u32;
        assert_eq!([class(10), class(9), class(11)], [0, 1, 17]);
        assert_eq!([class(10 + 7), class(10 + 8)], [16 + 7, 16 + 8]);
        assert_eq!([class(10 + 127), class(10 + 179)], [16 + 15, 16 + 15]);
    }

    #[test]
    fn no_table_adds_nothing() {
        assert!(
            Distances::new(&[], 2, 4)
                .row(1, 3, 4)
                .iter()
                .all(|x| x.abs() < 1e-9)
        );
    }
}
