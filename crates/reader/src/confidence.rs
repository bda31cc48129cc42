//! How likely a proposal is right, from the shares measured for each rule on annotated news.

use crate::frames::{Frame, Rule};

/// The share of statements of this kind that annotators confirm.
pub(crate) fn of(frame: &Frame) -> f32 {
    let (base, slope) = match frame.rule {
        Rule::Quoted => (0.80, 0.15),
        Rule::Trailing => (0.55, 0.25),
        Rule::Clause | Rule::Seen => (0.45, 0.45),
        Rule::Complement => (0.05, 0.70),
        Rule::According => (0.80, 0.0),
        Rule::Passive => (0.20, 0.40),
        Rule::Noun => (0.60, 0.0),
        Rule::Turn => (0.20, 0.80),
        Rule::Carried | Rule::Silent => (0.50, 0.0),
    };
    let nameless = if frame.source.is_empty() && frame.hearer.is_none() && frame.rule != Rule::Carried {
        0.15
    } else {
        0.0
    };
    let raw = base + slope * frame.weight - nameless;
    let share = if matches!(frame.rule, Rule::Turn | Rule::Carried) {
        raw
    } else {
        measured(raw)
    };
    share.clamp(0.05, 0.95)
}

/// What the rules claim to what was measured on the annotators' training part, in two straight lines.
fn measured(raw: f32) -> f32 {
    if raw < 0.5 {
        raw * 0.9
    } else {
        0.45 + (raw - 0.5) * 0.85
    }
}

/// The share of right statements measured for a trained statement's raw confidence, between the table's points.
pub(crate) fn trained(table: &[f32], raw: f32) -> f32 {
    let Some(last) = table.len().checked_sub(1) else {
        return raw.clamp(0.0, 1.0);
    };
    let place = raw.clamp(0.0, 1.0) * last as f32;
    let low = place.floor() as usize;
    let at = |i: usize| table.get(i.min(last)).copied().unwrap_or(raw);
    let share = at(low) + (at(low + 1) - at(low)) * place.fract();
    share.clamp(0.02, 0.98)
}
