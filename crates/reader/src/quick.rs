//! The quick reader: blocks to frames, frames to proposals.

use crate::doc::Doc;
use crate::frames::{self, Frame, Scene};
use crate::lexicon::Named;
use crate::notes::Turn;
use crate::quotes::{self, Quotation};
use crate::resolve::World;
use crate::segments::{self, Block};
use crate::understand::Understanding;
use crate::{Lexicon, Proposal, Reader, Speaker, carry, notes};
use text::Text;

/// Reads by rules, with a table of cue words weighed on annotated news.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick;

/// How many tokens of a sentence are read at once.
const LONGEST_STRETCH: usize = 400;

/// A block with what was found in it.
struct Page {
    block: Block,
    quotes: Vec<Quotation>,
    frames: Vec<Frame>,
}

impl Reader for Quick {
    fn name(&self) -> &'static str {
        "quick"
    }

    fn read(&self, text: &Text, lexicon: &Lexicon) -> Vec<Proposal> {
        let doc = Doc::new(text);
        let blocks = segments::blocks(&doc);
        let turns: Vec<Option<Turn>> = blocks
            .iter()
            .map(|block| notes::turn(&doc, &block.tokens))
            .collect();
        let count = turns.iter().flatten().count();
        let mut world = World::new(&doc, lexicon, &blocks, count);
        let noted = world.ours || count >= 3;
        let mut pages: Vec<Page> = Vec::new();
        let mut held: Option<Turn> = None;
        let mut quiet = 0;
        for (block, turn) in blocks.into_iter().zip(turns) {
            let mut page = page(&doc, block, turn, &mut held, noted);
            let (before, now) = (pages.last_mut(), &mut page);
            quiet = carry::quotations(
                &doc,
                &now.block,
                &now.quotes,
                &mut now.frames,
                before.map(|p| &mut p.frames),
                quiet,
            );
            pages.push(page);
        }
        let mut proposals = Vec::new();
        for page in pages {
            understand(&doc, lexicon, &mut world, page, noted, &mut proposals);
        }
        proposals
    }
}

fn page(doc: &Doc<'_>, block: Block, turn: Option<Turn>, held: &mut Option<Turn>, noted: bool) -> Page {
    let mut frames = Vec::new();
    if notes::is_header(doc, &block.tokens) || notes::is_heading(doc, &block.tokens) {
        *held = None;
        return Page {
            block,
            quotes: Vec::new(),
            frames,
        };
    }
    let quotes = quotes::find(doc, &block.tokens);
    if let Some(turn) = turn {
        frames = notes::frames(doc, &block, &turn, noted);
        *held = notes::is_shouted(doc, &turn).then_some(turn);
        return Page {
            block,
            quotes,
            frames,
        };
    }
    if let Some(turn) = held.as_ref() {
        // A transcript's turn runs on over paragraphs until the next label.
        let again = Turn {
            body: block.tokens.start,
            ..turn.clone()
        };
        frames = notes::frames(doc, &block, &again, noted);
        return Page {
            block,
            quotes,
            frames,
        };
    }
    let start = notes::over_mark(doc, &block.tokens);
    let scene = Scene {
        doc,
        block: block.tokens.clone(),
        quotes: &quotes,
    };
    for (number, sentence) in block.sentences.iter().enumerate() {
        let from = sentence.start.max(start);
        // A sentence without an end is read in stretches, so that the time stays linear.
        for stretch in (from..sentence.end).step_by(LONGEST_STRETCH) {
            let end = (stretch + LONGEST_STRETCH).min(sentence.end);
            frames.extend(frames::of_sentence(&scene, stretch..end, number));
        }
    }
    Page {
        block,
        quotes,
        frames,
    }
}

fn understand(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    world: &mut World<'_, '_>,
    page: Page,
    noted: bool,
    out: &mut Vec<Proposal>,
) {
    let Page {
        block,
        quotes,
        frames,
    } = page;
    let mut last: Option<(Speaker, usize)> = None;
    let mut frames = frames.into_iter().peekable();
    for (number, sentence) in block.sentences.iter().enumerate() {
        let mut any = false;
        while let Some(frame) = frames.next_if(|frame| frame.sentence <= number) {
            let heard = frame.hearer.clone().map(|hearer| world.speaker_quietly(&hearer));
            let speaker = carry::speaker(doc, world, &frame, last.as_ref().map(|(speaker, _)| speaker));
            if noted && carry::is_narration(doc, world, &frame, speaker.as_ref()) {
                continue;
            }
            let ground = Understanding {
                doc,
                lexicon,
                quotes: &quotes,
                sentence: sentence.clone(),
            };
            out.extend(ground.proposal(&frame, speaker.clone(), heard));
            any = true;
            last = speaker.map(|speaker| (speaker, number)).or(last);
        }
        if any || !noted {
            continue;
        }
        let Some((speaker, at)) = last.clone() else {
            continue;
        };
        // A sentence that begins with our own name is the writer's, not the other's.
        let ours = (sentence.start..sentence.end.min(sentence.start + 3))
            .any(|i| matches!(lexicon.name_at(doc, i), Some((Named::We, _))));
        let near = at + 1 == number && !ours && !world.is_we(&speaker);
        if near && carry::goes_on(doc, sentence, &quotes) {
            let frame = carry::carried(sentence, doc, number);
            let ground = Understanding {
                doc,
                lexicon,
                quotes: &quotes,
                sentence: sentence.clone(),
            };
            out.extend(ground.proposal(&frame, Some(speaker.clone()), None));
            last = Some((speaker, number));
        }
    }
}
