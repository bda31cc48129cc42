//! What each token is weighed by: itself, its neighbours, the quotation and the sentence it stands in, the cues around
//! it, and what the rule reader and the chain before this one say.

use super::atoms::{Atom, key};
use super::syntax::ROLES;
use super::told::Told;
use crate::doc::Doc;
use crate::frames::Frame;
use crate::quotes::Quotation;
use crate::segments::Block;
use crate::tags::Part;
use std::ops::Range;

/// A stretch of a block, to be tagged at once.
pub(crate) struct Stretch<'a, 't> {
    pub(crate) doc: &'a Doc<'t>,
    pub(crate) block: &'a Block,
    pub(crate) quotes: &'a [Quotation],
    pub(crate) tokens: Range<usize>,
    /// Labels from the rule reader's frames, one a token.
    pub(crate) ruled: Vec<u8>,
    /// What the paragraph before held: 0 nothing said, 1 a statement, 2 an open quotation.
    pub(crate) before: u8,
    pub(crate) atoms: Vec<Atom>,
    places: Vec<Place>,
}

/// Where a token stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// 0 outside a quotation, 1 in a short one, 2 in speech; 3 and 4 its opening marks, 5 and 6 its closing marks.
    quote: u8,
    from_open: u8,
    to_close: u8,
    from_start: u8,
    to_end: u8,
    sentence: u8,
    /// The mark last seen and how far back, in the sentence.
    mark_left: u8,
    far_left: u8,
    mark_right: u8,
    far_right: u8,
    /// The nearest likely cues, as places in the stretch.
    cue_left: Option<u32>,
    cue_right: Option<u32>,
    /// The nearest finite clause's head by its role.
    verb_left: u8,
    verb_right: u8,
    run: u8,
}

/// A small number as part of a key.
fn n(value: impl Into<u32>) -> u32 {
    value.into()
}

/// 0, 1, 2, 3, 4–5, 6–8, 9–14, 15–25, more.
fn step(distance: usize) -> u8 {
    match distance {
        0..=3 => distance as u8,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=25 => 7,
        _ => 8,
    }
}

impl<'a, 't> Stretch<'a, 't> {
    pub(crate) fn new(
        doc: &'a Doc<'t>,
        block: &'a Block,
        quotes: &'a [Quotation],
        tokens: Range<usize>,
        frames: &[Frame],
        before: u8,
        atoms: Vec<Atom>,
    ) -> Self {
        let mut ruled = vec![0; tokens.len()];
        for frame in frames {
            for (part, runs) in [
                (Part::Source, &frame.source),
                (Part::Content, &frame.content),
                (Part::Cue, &frame.cue),
            ] {
                for run in runs
                    .iter()
                    .filter(|r| r.start < tokens.end && tokens.start < r.end)
                {
                    super::labels::write(&mut ruled, tokens.start, part, run);
                }
            }
        }
        let mut stretch = Self {
            doc,
            block,
            quotes,
            tokens,
            ruled,
            before,
            atoms,
            places: Vec::new(),
        };
        stretch.places = stretch.survey();
        stretch
    }

    fn survey(&self) -> Vec<Place> {
        let count = self.tokens.len();
        let base = self.tokens.start;
        let mut places = vec![Place::default(); count];
        for quote in self
            .quotes
            .iter()
            .skip(self.quotes.partition_point(|q| q.tokens.end <= base))
        {
            if quote.tokens.start >= self.tokens.end {
                break;
            }
            let kind = 1 + u8::from(quote.speech);
            for at in quote.tokens.start.max(base)..quote.tokens.end.min(self.tokens.end) {
                let place = &mut places[at - base];
                place.quote = if at == quote.tokens.start {
                    2 + kind
                } else if at + 1 == quote.tokens.end && quote.closed {
                    4 + kind
                } else {
                    kind
                };
                place.from_open = step(at - quote.tokens.start);
                place.to_close = step(quote.tokens.end - 1 - at);
            }
        }
        let first = self.block.sentences.partition_point(|s| s.end <= base);
        for (number, sentence) in self.block.sentences.iter().enumerate().skip(first) {
            if sentence.start >= self.tokens.end {
                break;
            }
            let last = number + 1 == self.block.sentences.len();
            let order = (number.min(2) as u8) * 2 + u8::from(last);
            let inside = sentence.start.max(base) - base..sentence.end.min(self.tokens.end) - base;
            self.survey_sentence(&mut places, sentence, inside, order);
        }
        places
    }

    fn survey_sentence(
        &self,
        places: &mut [Place],
        sentence: &Range<usize>,
        inside: Range<usize>,
        order: u8,
    ) {
        let base = self.tokens.start;
        let verb = |atom: &Atom| {
            let role = usize::from(atom.role)
                .checked_sub(1)
                .and_then(|r| ROLES.get(r))
                .copied();
            matches!(role, Some("ROOT" | "ccomp" | "advcl" | "relcl")).then_some(atom.role)
        };
        let (mut mark, mut cue, mut head, mut run) = ((0, 0), None, 0, 0u8);
        for i in inside.clone() {
            let at = base + i;
            let atom = self.atoms[i];
            let place = &mut places[i];
            place.from_start = step(at - sentence.start);
            place.to_end = step(sentence.end - 1 - at);
            place.sentence = order;
            place.mark_left = mark.0;
            place.far_left = step(i - mark.1.min(i));
            place.cue_left = cue;
            place.verb_left = head;
            run = if self.doc.is_capital(at) {
                (run + 1).min(5)
            } else {
                0
            };
            place.run = run;
            if self.doc.is_mark(at) && atom.shape < 20 {
                mark = (atom.shape, i);
            }
            if atom.cue >= 3 && !matches!(place.quote, 1 | 2) {
                cue = Some(i as u32);
            }
            head = verb(&atom).unwrap_or(head);
        }
        let (mut mark, mut cue, mut head) = ((0, inside.end), None, 0);
        for i in inside.rev() {
            let atom = self.atoms[i];
            let place = &mut places[i];
            place.mark_right = mark.0;
            place.far_right = step(mark.1 - i);
            place.cue_right = cue;
            place.verb_right = head;
            if self.doc.is_mark(base + i) && atom.shape < 20 {
                mark = (atom.shape, i);
            }
            if atom.cue >= 3 && !matches!(place.quote, 1 | 2) {
                cue = Some(i as u32);
            }
            head = verb(&atom).unwrap_or(head);
        }
    }

    fn atom(&self, at: usize, offset: isize) -> Atom {
        at.checked_add_signed(offset)
            .and_then(|i| self.atoms.get(i))
            .copied()
            .unwrap_or_default()
    }

    fn ruled_at(&self, at: usize, offset: isize) -> u32 {
        at.checked_add_signed(offset)
            .and_then(|i| self.ruled.get(i))
            .map_or(99, |&label| u32::from(label))
    }

    /// The keys of the token at place `at` of the stretch.
    pub(crate) fn keys(&self, at: usize, keys: &mut Vec<u32>) {
        self.word_keys(at, keys);
        self.place_keys(at, keys);
        self.cue_keys(at, keys);
    }

    fn word_keys(&self, at: usize, keys: &mut Vec<u32>) {
        let around: [Atom; 7] = std::array::from_fn(|i| self.atom(at, i.cast_signed() - 3));
        for (i, atom) in around.iter().enumerate() {
            let i = i as u32;
            keys.push(key(1 + i, atom.word, 0, 0));
            keys.push(key(11 + i, n(atom.cluster.coarse), n(atom.pos), 0));
            keys.push(key(21 + i, n(atom.role), n(atom.pos), 0));
        }
        let [_, two, one, own, next, after, _] = around;
        for (i, atom) in [two, one, own, next, after].iter().enumerate() {
            let i = i as u32;
            keys.push(key(31 + i, n(atom.cluster.fine), 0, 0));
            keys.push(key(36 + i, n(atom.cluster.medium), n(atom.pos), 0));
            keys.push(key(41 + i, n(atom.shape), n(atom.class), 0));
            keys.push(key(46 + i, n(atom.cue), n(atom.pos), 0));
        }
        let pos = |list: [Atom; 4]| list.iter().fold(0, |sum, atom| sum << 6 | n(atom.pos));
        let roles = |list: [Atom; 4]| list.iter().fold(0, |sum, atom| sum << 6 | n(atom.role));
        let none = Atom::default();
        keys.extend([
            key(51, two.word, one.word, 0),
            key(52, one.word, own.word, 0),
            key(53, own.word, next.word, 0),
            key(54, next.word, after.word, 0),
            key(55, one.word, own.word, next.word),
            key(56, one.word, next.word, 0),
            key(57, own.three, 0, 0),
            key(58, one.three, 0, 0),
            key(59, next.three, 0, 0),
            key(60, own.two, n(own.shape), 0),
            key(61, pos([none, one, own, next]), 0, 0),
            key(62, pos([two, one, own, next]), 0, 0),
            key(63, pos([one, own, next, after]), 0, 0),
            key(64, pos([two, one, own, next]), n(after.pos), 0),
            key(65, roles([none, one, own, next]), 0, 0),
            key(66, roles([two, one, own, next]), n(after.role), 0),
            key(67, one.word, n(own.pos), n(next.pos)),
            key(68, next.word, n(own.pos), n(one.pos)),
            key(69, own.word, n(one.pos), n(next.pos)),
            key(70, n(one.cluster.medium), n(own.cluster.medium), 0),
            key(71, n(own.cluster.medium), n(next.cluster.medium), 0),
            key(
                72,
                n(one.cluster.coarse),
                n(own.cluster.coarse),
                n(next.cluster.coarse),
            ),
            key(73, n(one.role), own.word, n(next.role)),
            key(74, one.word, n(own.role), n(next.role)),
            key(75, n(own.cue), n(one.role), n(next.pos)),
            key(76, n(own.cue), one.word, 0),
            key(77, n(own.cue), next.word, 0),
        ]);
    }

    fn place_keys(&self, at: usize, keys: &mut Vec<u32>) {
        let place = self.places[at];
        let (c, o, e) = (self.atom(at, -1), self.atom(at, 0), self.atom(at, 1));
        let quote = |offset: isize| {
            at.checked_add_signed(offset)
                .and_then(|i| self.places.get(i))
                .map_or(9, |p| n(p.quote))
        };
        let inside = quote(-1) << 8 | quote(0) << 4 | quote(1);
        let rule = [-2, -1, 0, 1, 2].map(|offset| self.ruled_at(at, offset));
        let around = rule[1] << 16 | rule[2] << 8 | rule[3];
        let start = n(place.from_start) << 4 | n(place.sentence);
        keys.extend([
            key(81, inside, 0, 0),
            key(82, inside, o.word, 0),
            key(83, inside, c.word, 0),
            key(84, inside, e.word, 0),
            key(85, n(place.quote), n(place.from_open), n(place.to_close)),
            key(86, n(place.quote), n(place.from_start), n(place.to_end)),
            key(87, start, n(self.before), 0),
            key(88, n(place.from_start), o.word, 0),
            key(89, n(place.to_end), o.word, n(place.quote)),
            key(90, n(place.to_end), e.word, 0),
            key(91, n(place.mark_left), n(place.far_left), 0),
            key(92, n(place.mark_right), n(place.far_right), 0),
            key(93, n(place.mark_left), n(place.mark_right), n(place.quote)),
            key(94, n(place.mark_left), c.word, n(o.pos)),
            key(95, n(place.mark_right), e.word, n(o.pos)),
            key(96, n(place.run), n(o.shape), n(e.shape)),
            key(97, n(place.verb_left), n(place.verb_right), n(o.pos)),
            key(98, n(place.verb_left), n(place.mark_left), o.word),
            key(101, rule[2], 0, 0),
            key(102, rule[1], 0, 0),
            key(103, rule[3], 0, 0),
            key(104, around, 0, 0),
            key(105, around, rule[0], rule[4]),
            key(106, around, inside, 0),
            key(107, rule[2], o.word, 0),
            key(108, around, c.word, 0),
            key(109, around, e.word, 0),
            key(110, around, n(o.pos), n(c.pos)),
            key(111, around, n(o.role), n(c.role)),
            key(112, rule[2], n(o.cue), n(o.role)),
        ]);
    }

    fn cue_keys(&self, at: usize, keys: &mut Vec<u32>) {
        let place = self.places[at];
        let (c, o, e) = (self.atom(at, -1), self.atom(at, 0), self.atom(at, 1));
        let left = place.cue_left.map(|i| i as usize);
        let right = place.cue_right.map(|i| i as usize);
        for (kind, cue) in [(121, left), (141, right)] {
            let Some(cue) = cue else {
                keys.push(key(kind, 0, n(o.pos), n(o.role)));
                continue;
            };
            let head = self.atoms[cue];
            let far = n(step(cue.abs_diff(at)));
            let after = self.atom(cue, 1);
            let mark = if kind == 121 {
                place.mark_left
            } else {
                place.mark_right
            };
            let mark_far = if kind == 121 {
                place.far_left
            } else {
                place.far_right
            };
            // Whether a mark stands between here and the cue.
            let apart = if n(mark_far) < far { n(mark) } else { 0 };
            let medium = n(head.cluster.medium);
            keys.extend([
                key(kind + 1, head.word, far, 0),
                key(kind + 2, head.word, apart, n(place.quote)),
                key(kind + 3, medium, o.word, 0),
                key(kind + 4, medium, c.word, 0),
                key(kind + 5, medium, e.word, 0),
                key(kind + 6, medium, far, apart),
                key(kind + 7, n(head.pos), n(o.pos), far),
                key(kind + 8, head.word, n(o.role), n(c.role)),
                key(kind + 9, after.word, far, n(o.pos)),
                key(kind + 10, n(after.class), n(e.class), apart),
                key(kind + 11, n(head.cue), far, n(o.role)),
                key(kind + 12, head.word, n(after.class), n(e.class)),
            ]);
        }
        keys.extend([
            key(
                161,
                n(place.quote),
                u32::from(left.is_some()),
                u32::from(right.is_some()),
            ),
            key(
                162,
                n(o.role),
                u32::from(left.is_some()),
                u32::from(right.is_some()),
            ),
        ]);
    }

    /// Keys from what the chain before this one said of the stretch: its labels, the runs around the token, and the
    /// shares it gave. They come after [`Stretch::keys`].
    pub(crate) fn second_keys(&self, at: usize, told: &Told, keys: &mut Vec<u32>) {
        let label = |offset: isize| {
            at.checked_add_signed(offset)
                .and_then(|i| told.labels.get(i))
                .map_or(99, |&l| n(l))
        };
        let (c, o, e) = (self.atom(at, -1), self.atom(at, 0), self.atom(at, 1));
        let place = self.places[at];
        let own = label(-1) << 16 | label(0) << 8 | label(1);
        let wide = label(-2) << 8 | label(2);
        let sure = n(told.sure[at]);
        let (left, right) = (told.cue_left[at], told.cue_right[at]);
        let tie = |cue: Option<u32>| -> (u32, u32, u32) {
            let Some(run) = cue.and_then(|i| told.cues.get(i as usize)) else {
                return (0, 0, 0);
            };
            let far = if run.tokens.end <= at {
                at - run.tokens.end
            } else {
                run.tokens.start.saturating_sub(at)
            };
            let ties = 1
                + u32::from(run.sourced)
                + 2 * u32::from(run.content_left)
                + 4 * u32::from(run.content_right);
            (self.atoms[run.head].word, n(step(far)), ties)
        };
        let (left_word, left_far, left_ties) = tie(left);
        let (right_word, right_far, right_ties) = tie(right);
        keys.extend([
            key(301, own, 0, 0),
            key(302, own, wide, 0),
            key(303, own, o.word, 0),
            key(304, own, c.word, 0),
            key(305, own, e.word, 0),
            key(306, label(0), sure, 0),
            key(307, label(-1), label(0), sure),
            key(308, left_word, left_far, label(0)),
            key(309, right_word, right_far, label(0)),
            key(310, left_ties, left_far, label(0)),
            key(311, right_ties, right_far, label(0)),
            key(312, left_ties, right_ties, label(0)),
            key(313, left_ties, right_ties, n(place.quote)),
            key(314, left_word, o.word, left_ties),
            key(315, left_word, e.word, left_ties),
            key(316, right_word, e.word, right_ties),
            key(317, left_ties, e.word, label(0)),
            key(318, right_ties, e.word, label(0)),
            key(319, left_ties, n(place.mark_left), n(place.quote)),
            key(320, own, self.ruled_at(at, 0), self.ruled_at(at, 1)),
            key(321, own, n(place.quote), n(place.to_end)),
            key(322, left_word, n(e.role), n(o.role)),
            key(323, right_word, n(c.role), n(o.role)),
            key(324, n(told.second[at]), label(0), sure),
            key(325, n(told.second[at]), own, 0),
            key(
                326,
                u32::from(left.is_some()),
                u32::from(right.is_some()),
                n(place.sentence),
            ),
            key(327, n(place.from_start), left_ties, right_ties),
            key(328, n(place.to_end), left_ties, right_ties),
        ]);
    }
}

/// Whether a word opens a quotation that is still open where the block ends.
pub(crate) fn open_at_end(quotes: &[Quotation], block: &Block) -> bool {
    quotes
        .last()
        .is_some_and(|quote| !quote.closed && quote.tokens.end == block.tokens.end)
}

/// Where a block is cut to be tagged: after whole sentences, at most `longest` tokens at once.
pub(crate) fn stretches(block: &Block, longest: usize) -> Vec<Range<usize>> {
    let mut list: Vec<Range<usize>> = Vec::new();
    for sentence in &block.sentences {
        for start in (sentence.start..sentence.end).step_by(longest) {
            let end = (start + longest).min(sentence.end);
            match list.last_mut() {
                Some(last) if end - last.start <= longest && last.end <= start => last.end = end,
                _ => list.push(start..end),
            }
        }
    }
    list
}
