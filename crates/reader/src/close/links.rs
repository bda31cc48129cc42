//! Which spans belong to which cue: a scaled product of what the cue and the span mean, and how far apart they stand.

/// Distances in code points, from the cue to the span, where one class ends and the next begins.
const DISTANCES: [f32; 11] = [
    -400.0, -200.0, -100.0, -50.0, -20.0, 0.0, 20.0, 50.0, 100.0, 200.0, 400.0,
];
/// Sources and contents.
const KINDS: usize = 2;

/// The trained weights.
pub(crate) struct Links {
    width: usize,
    size: usize,
    cue: Vec<f32>,
    cue_bias: Vec<f32>,
    other: [Vec<f32>; KINDS],
    other_bias: [Vec<f32>; KINDS],
    far: Vec<f32>,
}

/// A cue as the links know it: one row for sources, one for contents.
pub(crate) struct CueSide(Vec<f32>);

/// A source or a content as the links know it.
pub(crate) struct OtherSide {
    kind: usize,
    row: Vec<f32>,
}

impl Links {
    /// Nothing where the shapes don't fit each other.
    pub(crate) fn new(
        width: usize,
        cue: Vec<f32>,
        cue_bias: Vec<f32>,
        other: [Vec<f32>; KINDS],
        other_bias: [Vec<f32>; KINDS],
        far: Vec<f32>,
    ) -> Option<Self> {
        let size = cue_bias.len() / KINDS;
        let fit = size > 0
            && cue.len() == KINDS * size * width
            && other.iter().all(|o| o.len() == size * 2 * width)
            && other_bias.iter().all(|o| o.len() == size)
            && far.len() == KINDS * (DISTANCES.len() + 1);
        fit.then_some(Self {
            width,
            size,
            cue,
            cue_bias,
            other,
            other_bias,
            far,
        })
    }

    /// From what the cue's first word means.
    pub(crate) fn cue(&self, word: &[f32]) -> CueSide {
        let rows = self.cue.chunks_exact(self.width).zip(&self.cue_bias);
        CueSide(rows.map(|(row, bias)| dot(row, word) + bias).collect())
    }

    /// From what the span's first and last words mean; `kind` 0 for a source, 1 for a content.
    pub(crate) fn other(&self, kind: usize, first: &[f32], last: &[f32]) -> OtherSide {
        let rows = self.other[kind]
            .chunks_exact(2 * self.width)
            .zip(&self.other_bias[kind]);
        let row = rows
            .map(|(row, bias)| dot(&row[..self.width], first) + dot(&row[self.width..], last) + bias)
            .collect();
        OtherSide { kind, row }
    }

    /// How likely it is, before the logistic function, that they belong together; `far` in code points.
    pub(crate) fn score(&self, cue: &CueSide, other: &OtherSide, far: f32) -> f32 {
        let class = DISTANCES.iter().take_while(|&&edge| far > edge).count();
        let half = &cue.0[other.kind * self.size..][..self.size];
        dot(half, &other.row) / (self.size as f32).sqrt()
            + self.far[other.kind * (DISTANCES.len() + 1) + class]
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
