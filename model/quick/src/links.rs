//! The linker's two choices, learned by multinomial logistic regression.

use crate::data::Told;
use reader::training::{CUE_FEATURES, Choice, Part, SOURCE_FEATURES, choices};
use text::Span;

/// Weights for contents and cues, and for cues and sources.
pub(crate) fn learn(documents: &[Told]) -> (Vec<f32>, Vec<f32>) {
    let mut lessons: [Vec<(Choice, usize)>; 2] = [Vec::new(), Vec::new()];
    for document in documents {
        let parts = document.parts();
        let place = |part: Part, span: &[u32; 2]| {
            parts
                .iter()
                .position(|p| *p == (part, Span::over(span[0], span[1])))
        };
        let mut partners: Vec<Option<usize>> = vec![None; parts.len()];
        for statement in &document.statements {
            let cue = statement.cue.first().and_then(|s| place(Part::Cue, s));
            let source = statement.source.first().and_then(|s| place(Part::Source, s));
            if let Some(cue) = cue {
                partners[cue] = source;
            }
            for content in &statement.content {
                if let Some(at) = place(Part::Content, content) {
                    partners[at] = cue;
                }
            }
        }
        for (list, found) in lessons.iter_mut().zip(choices(&document.text, &parts)) {
            for choice in found {
                let right = choice
                    .candidates
                    .iter()
                    .position(|(to, _)| *to == partners[choice.of]);
                list.extend(right.map(|right| (choice, right)));
            }
        }
    }
    let [cue, source] = lessons;
    (fit(&cue, CUE_FEATURES), fit(&source, SOURCE_FEATURES))
}

fn fit(lessons: &[(Choice, usize)], features: usize) -> Vec<f32> {
    let mut weights = vec![0.0f32; features];
    let mut squares = vec![1.0f32; features];
    let mut right_ones = 0;
    for _ in 0..12 {
        right_ones = 0;
        for (choice, right) in lessons {
            let score = |f: &[u16]| f.iter().map(|&f| weights[usize::from(f)]).sum::<f32>();
            let scores: Vec<f32> = choice.candidates.iter().map(|(_, f)| score(f)).collect();
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            let total: f32 = scores.iter().map(|s| (s - most).exp()).sum();
            right_ones += usize::from(scores[*right] >= most);
            for (i, (_, list)) in choice.candidates.iter().enumerate() {
                let slope = (scores[i] - most).exp() / total - f32::from(u8::from(i == *right));
                for &f in list {
                    let f = usize::from(f);
                    squares[f] += slope * slope;
                    weights[f] -= 0.2 * slope / squares[f].sqrt();
                }
            }
        }
    }
    println!("links: {right_ones} of {} choices right", lessons.len());
    weights
}
