//! From the frames of a block to proposals: who speaks, what goes on, what is asked and answered without a cue.

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::lexicon::{Lexicon, Named};
use crate::quotes::Quotation;
use crate::resolve::World;
use crate::segments::Block;
use crate::understand::Understanding;
use crate::{Proposal, Speaker, bound, carry, free, notes, silences, stands};
use std::ops::Range;

/// From which share on a frame stands though it looks like narration.
const SURE: f32 = 0.5;

/// A block with what was found in it.
pub(crate) struct Page {
    pub(crate) block: Block,
    pub(crate) quotes: Vec<Quotation>,
    pub(crate) frames: Vec<Frame>,
    /// How likely each frame is right; empty where rules found them.
    pub(crate) shares: Vec<f32>,
    /// Whether it is running text, and no heading, header or labelled turn.
    pub(crate) prose: bool,
    /// Whoever the heading above it names.
    pub(crate) heading: Option<Range<usize>>,
}

impl Page {
    /// A block in which nobody speaks.
    pub(crate) fn silent(block: Block) -> Self {
        Self {
            block,
            quotes: Vec::new(),
            frames: Vec::new(),
            shares: Vec::new(),
            prose: false,
            heading: None,
        }
    }

    /// A block that says who was there or on the line.
    pub(crate) fn present(block: Block, who: Range<usize>) -> Self {
        Self {
            heading: Some(who),
            ..Self::silent(block)
        }
    }

    /// An item's number is no part of what is said.
    pub(crate) fn leave_out_number(&mut self, doc: &Doc<'_>) {
        let start = notes::over_mark(doc, &self.block.tokens);
        for run in self.frames.iter_mut().flat_map(|frame| &mut frame.content) {
            run.start = run.start.max(start).min(run.end);
        }
    }
}

/// A block while its sentences are told one after the other.
struct Telling<'w, 'a, 't> {
    doc: &'a Doc<'t>,
    lexicon: &'a Lexicon,
    world: &'w mut World<'a, 't>,
    block: &'w Block,
    quotes: &'w [Quotation],
    /// Whether the text is ours, and whether the block is its prose.
    noted: bool,
    prose: bool,
    /// Who spoke last, and the sentence that follows.
    last: Option<(Speaker, usize)>,
    /// The sentence behind a question without a cue.
    asked: Option<usize>,
    out: &'w mut Vec<Proposal>,
}

/// Adds the statements of a page; `noted` says that the text is ours.
pub(crate) fn tell<'a, 't>(
    doc: &'a Doc<'t>,
    lexicon: &'a Lexicon,
    world: &mut World<'a, 't>,
    page: Page,
    noted: bool,
    out: &mut Vec<Proposal>,
) {
    let Page {
        block,
        quotes,
        mut frames,
        mut shares,
        prose,
        heading,
    } = page;
    let under = heading.is_some();
    let present = !prose && frames.is_empty();
    if let Some(label) = heading.filter(|label| block.tokens.start > label.end || present) {
        world.speaker(&label);
    }
    if noted && world.paper && prose {
        (frames, shares) = silences::complete(doc, &block, frames, shares);
    }
    if noted && world.paper && (prose || under) {
        (frames, shares) = bound::complete(doc, lexicon, world, &block, frames, &shares);
    }
    let mut telling = Telling {
        doc,
        lexicon,
        world,
        block: &block,
        quotes: &quotes,
        noted,
        prose,
        last: None,
        asked: None,
        out,
    };
    let mut shares = shares.into_iter();
    let mut frames = frames.into_iter().peekable();
    for (number, sentence) in block.sentences.iter().enumerate() {
        let mut any = false;
        while let Some(frame) = frames.next_if(|frame| frame.sentence <= number) {
            any |= telling.framed(&frame, shares.next(), number, sentence);
        }
        if !any && noted {
            telling.uncued(sentence, number);
        }
    }
}

impl Telling<'_, '_, '_> {
    /// Tells a frame, unless it is the writer's own narration.
    fn framed(&mut self, frame: &Frame, share: Option<f32>, number: usize, sentence: &Range<usize>) -> bool {
        let heard = frame
            .hearer
            .clone()
            .map(|hearer| self.world.speaker_quietly(&hearer));
        let before = self.last.as_ref().map(|(speaker, _)| speaker);
        let speaker = carry::speaker(self.doc, self.world, frame, before);
        let he = carry::whoever_spoke(self.world, frame).filter(|_| self.world.paper);
        let speaker = carry::spoken_of(self.doc, frame, speaker, before.or(he.as_ref()));
        // In a piece that somebody published nobody tells a story of ours.
        let trusted = share.is_some_and(|share| share >= SURE) || !self.world.paper;
        if self.noted
            && !(trusted && frame.rule == Rule::Seen)
            && carry::is_narration(self.doc, self.world, frame, speaker.as_ref())
        {
            return false;
        }
        let found = self
            .understanding(sentence)
            .proposal(frame, speaker.clone(), heard);
        self.out.extend(found.map(|found| Proposal {
            confidence: share.unwrap_or(found.confidence),
            ..found
        }));
        if let Some(speaker) = speaker {
            self.last = Some((speaker, number + 1));
        }
        true
    }

    /// Tells a sentence in which no frame was found.
    fn uncued(&mut self, sentence: &Range<usize>, number: usize) {
        // An item's number is no part of its first sentence.
        let from = sentence.start.max(notes::over_mark(self.doc, &self.block.tokens));
        let sentence = &(from.min(sentence.end)..sentence.end);
        if self.world.paper
            && let Some(frame) = stands::frame(self.doc, self.lexicon, self.world, sentence, number)
        {
            let speaker = frame.source.first().map(|source| self.world.speaker(source));
            self.say(&frame, speaker, sentence, number);
            return;
        }
        let Some((speaker, next)) = self.last.clone().or_else(|| self.introduced(sentence, number)) else {
            return;
        };
        if next == number && (self.exchanged(&speaker, sentence, number) || self.is_ours(sentence)) {
            return;
        }
        if next == number && !self.world.is_we(&speaker) && carry::goes_on(self.doc, sentence, self.quotes) {
            let frame = carry::carried(sentence, self.doc, number);
            self.say(&frame, Some(speaker), sentence, number);
        }
    }

    fn introduced(&self, sentence: &Range<usize>, number: usize) -> Option<(Speaker, usize)> {
        let met = carry::introduced(self.world, &self.block.tokens, sentence);
        met.filter(|_| self.world.paper && self.prose)
            .map(|met| (met, number))
    }

    /// "Would we at least pay the drivers? We would, up to six of them."
    fn exchanged(&mut self, speaker: &Speaker, sentence: &Range<usize>, number: usize) -> bool {
        let asks = free::is_question(self.doc, sentence);
        let answer = self
            .asked
            .filter(|asked| *asked == number)
            .and_then(|_| free::answer(self.doc, sentence));
        if !self.world.paper || !asks && answer.is_none() {
            return false;
        }
        let source: Vec<_> = answer.into_iter().collect();
        let own = source.first().map(|source| self.world.speaker(source));
        let frame = Frame {
            content: std::iter::once(sentence.clone()).collect(),
            source,
            ..carry::carried(sentence, self.doc, number)
        };
        // What is asked after we spoke is asked of us.
        let ours = self.world.is_we(speaker);
        let own = own.or_else(|| carry::whoever_spoke(self.world, &frame).filter(|_| ours));
        if own.is_none() && ours {
            return true;
        }
        let found =
            self.understanding(sentence)
                .proposal(&frame, own.or_else(|| Some(speaker.clone())), None);
        self.out.extend(found);
        self.asked = asks.then_some(number + 1);
        self.last = Some((speaker.clone(), number + 1));
        true
    }

    /// A sentence that begins with our own name is the writer's, not the other's.
    fn is_ours(&self, sentence: &Range<usize>) -> bool {
        (sentence.start..sentence.end.min(sentence.start + 3))
            .any(|i| matches!(self.lexicon.name_at(self.doc, i), Some((Named::We, _))))
    }

    fn say(&mut self, frame: &Frame, speaker: Option<Speaker>, sentence: &Range<usize>, number: usize) {
        let found = self
            .understanding(sentence)
            .proposal(frame, speaker.clone(), None);
        self.out.extend(found);
        if let Some(speaker) = speaker {
            self.last = Some((speaker, number + 1));
        }
    }

    fn understanding(&self, sentence: &Range<usize>) -> Understanding<'_, '_> {
        Understanding {
            doc: self.doc,
            lexicon: self.lexicon,
            quotes: self.quotes,
            sentence: sentence.clone(),
        }
    }
}
