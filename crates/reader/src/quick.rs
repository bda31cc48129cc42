//! The quick reader: blocks to frames, frames to proposals.

use crate::asides::Comments;
use crate::doc::Doc;
use crate::frames::{self, Frame, Scene};
use crate::notes::Turn;
use crate::quotes::{self, Quotation};
use crate::resolve::World;
use crate::segments::{self, Block};
use crate::tagger::{self, Leaf, Model, Tagger};
use crate::tags::{Part, Tag};
use crate::telling::{self, Page};
use crate::{
    Lexicon, Proposal, Reader, asides, carry, cast, confidence, headed, interjections, link, meetings, merge,
    notes,
};
use std::ops::Range;
use text::{Span, Text};

/// Reads by rules, with a table of cue words weighed on annotated news.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick;

/// How many tokens of a sentence are read at once.
const LONGEST_STRETCH: usize = 400;

/// How many blocks make a text of a few lines.
const FEW: usize = 12;

/// How long a block of a transcript's front matter may be, in tokens.
const FRONT: usize = 40;
/// How many blocks at the head of a paper may list who was there.
const HEAD: usize = 12;

impl Reader for Quick {
    fn name(&self) -> &'static str {
        "quick"
    }

    fn read(&self, text: &Text, lexicon: &Lexicon) -> Vec<Proposal> {
        read(text, lexicon, &Reading::Shipped)
    }
}

/// How prose is read; notes and letters are always read by rule.
pub(crate) enum Reading<'a> {
    /// By the tagger and the linker as they ship; by rule where their weights can't be used.
    Shipped,
    /// By this tagger and the linker with its weights.
    Trained(&'a Tagger<'a>),
    /// By the linker, the parts given in the order of the text.
    Given(&'a Model, &'a [(Part, Span)]),
    /// By somebody who sees the whole text, in notes and letters too.
    Whole(Finder<'a>),
}

/// Finds the frames of all blocks, each with how likely it is right.
pub(crate) type Finder<'a> = &'a dyn Fn(&Doc<'_>, &[Block]) -> Vec<Vec<(Frame, f32)>>;

/// The statements of a text.
pub(crate) fn read(text: &Text, lexicon: &Lexicon, reading: &Reading<'_>) -> Vec<Proposal> {
    let doc = Doc::new(text);
    let mut blocks = segments::blocks(&doc);
    let (turns, count) = turns_of(&doc, &mut blocks);
    let labelled: Vec<Turn> = turns.iter().flatten().cloned().collect();
    let mut world = World::new(&doc, lexicon, &blocks, &labelled, count);
    // A few lines with the label of somebody are notes, however short: "VFM: no coop w/ Syria."
    let few = blocks.len() <= FEW && count * 4 >= blocks.len();
    let listed = headed::any(&world, &blocks)
        || few
            && labelled
                .iter()
                .any(|turn| headed::is_somebody(&doc, lexicon, &turn.label));
    world.ours |= listed;
    world.paper |= listed;
    let noted = world.ours || count >= 3;
    if noted && world.paper {
        for block in &mut blocks {
            interjections::part(&doc, lexicon, block);
        }
    }
    // A few labels make no notes of an article, but of a few lines they do.
    let ruled = noted || count > 0 && count * 4 >= blocks.len();
    let mut found = match reading {
        Reading::Whole(find) => find(&doc, &blocks).into_iter(),
        _ => Vec::new().into_iter(),
    };
    let mut pages: Vec<Page> = Vec::new();
    let mut held: Option<Turn> = None;
    let mut heading: Option<headed::Heading> = None;
    let mut quiet = 0;
    let mut before_it = 0;
    let attending = meetings::attending(&world, &blocks);
    let mut blocks = blocks.into_iter().zip(turns).peekable();
    let mut bulleted = false;
    let mut comments = Comments::default();
    let opening = labelled.first().map_or(0, |turn| turn.label.start);
    while let Some((block, turn)) = blocks.next() {
        let ends = bulleted && !headed::is_bullet(&doc, &block);
        bulleted = headed::is_bullet(&doc, &block);
        let attends = world.paper && attending.get(pages.len()).copied().unwrap_or_default();
        let below = blocks.peek().map(|(below, _)| below);
        heading = headed::next(
            &world,
            &block,
            (turn.as_ref(), below),
            attends,
            heading.filter(|_| noted && !ends),
        );
        let opens = heading.as_ref().is_some_and(|heading| {
            attends && block.tokens.start <= heading.label.start
                || headed::is_opening(&doc, &block, &heading.label, turn.as_ref(), below)
        });
        let label = turn.clone();
        let mut page = if opens {
            held = None;
            Page::silent(block)
        } else if let Some(front) = front(&world, &block, (turn.as_ref(), below), pages.len(), opening) {
            front
        } else if noted && world.paper && comments.hold(&doc, &block) {
            Page::silent(block)
        } else if let Some(heading) = heading
            .as_ref()
            .filter(|heading| headed::is_under(&doc, lexicon, &block, heading, turn.as_ref()))
        {
            headed_page(&world, block, turn.as_ref(), &heading.label)
        } else {
            page(&doc, block, turn, &mut held, noted.then_some(lexicon))
        };
        let handed_on = tagger::handed_on(&page.block, &page.quotes, &page.frames);
        let whole = found.next().filter(|_| page.prose || !noted);
        if let Some(whole) = whole {
            (page.frames, page.shares) =
                merge::merged(whole, std::mem::take(&mut page.frames), noted && world.paper);
            if noted && world.paper {
                (page.frames, page.shares) =
                    merge::parted(&doc, &page.block.sentences, page.frames, page.shares);
                page.leave_out_number(&doc);
            }
        } else if let Some(linked) = trained(&doc, &page, ruled, before_it, reading) {
            (page.frames, page.shares) = linked;
        } else {
            let (before, now) = (pages.last_mut(), &mut page);
            quiet = carry::quotations(
                &doc,
                &now.block,
                &now.quotes,
                &mut now.frames,
                before.map(|p| &mut p.frames),
                quiet,
            );
        }
        before_it = handed_on;
        if let Some(heading) = &mut heading {
            heading.hand_on(&world, &page.block, label.as_ref(), &page.frames);
        }
        pages.push(page);
    }
    let mut proposals = Vec::new();
    for page in pages {
        telling::tell(&doc, lexicon, &mut world, page, noted, &mut proposals);
    }
    proposals
}

/// The page of a block in which nobody speaks since it says where, when or who was there. `opening` is where the first
/// labelled turn begins.
fn front(
    world: &World<'_, '_>,
    block: &Block,
    (turn, below): (Option<&Turn>, Option<&Block>),
    number: usize,
    opening: usize,
) -> Option<Page> {
    let doc = world.doc;
    // What stands before a transcript's first turn says who sits there.
    if world.transcribed && block.tokens.end <= opening && block.tokens.len() < FRONT {
        return Some(Page::silent(block.clone()));
    }
    if !world.paper {
        return None;
    }
    let Some(turn) = turn else {
        let title = number == 0 && asides::is_title(doc, block, below);
        return title.then(|| Page::silent(block.clone()));
    };
    let calls = asides::opens_a_call(doc, turn);
    if !(number < HEAD || calls) || !asides::is_attendance(doc, block, turn) {
        return None;
    }
    Some(if calls {
        Page::present(block.clone(), turn.body..block.tokens.end)
    } else {
        Page::silent(block.clone())
    })
}

/// For each block the turn that it opens, and how many blocks stand in labelled turns.
fn turns_of(doc: &Doc<'_>, blocks: &mut [Block]) -> (Vec<Option<Turn>>, usize) {
    let alone = cast::lone_labels(doc, blocks);
    // A label on a line of its own makes a turn of the paragraphs under it.
    let lone = alone.iter().flatten().count();
    if lone > 0 {
        for block in blocks.iter_mut() {
            block.lined = false;
        }
    }
    let turns: Vec<Option<Turn>> = blocks
        .iter()
        .zip(alone)
        .map(|(block, alone)| alone.or_else(|| notes::turn(doc, &block.tokens)))
        .collect();
    let count = lone + turns.iter().flatten().count();
    (turns, count)
}

/// The frames of a page of prose by the trained parts; nothing where rules are in charge.
fn trained(
    doc: &Doc<'_>,
    page: &Page,
    ruled: bool,
    before: u8,
    reading: &Reading<'_>,
) -> Option<(Vec<Frame>, Vec<f32>)> {
    let (model, tags) = match reading {
        Reading::Given(model, parts) => (*model, given(doc, &page.block, parts)),
        Reading::Shipped | Reading::Trained(_) if !ruled => {
            // Loaded here, since notes and letters need none.
            let tagger = match reading {
                Reading::Trained(tagger) => tagger,
                _ => Tagger::shipped().ok()?,
            };
            let leaf = Leaf {
                doc,
                block: &page.block,
                quotes: &page.quotes,
                frames: &page.frames,
                before,
            };
            (tagger.model, tagger.tag(&leaf))
        }
        _ => return None,
    };
    let scene = Scene {
        doc,
        block: page.block.tokens.clone(),
        quotes: &page.quotes,
    };
    let weights = link::Weights {
        cue: &model.link_cue,
        source: &model.link_source,
    };
    let linked = link::of_block(&scene, &page.block, &tags, &page.frames, weights);
    Some(
        linked
            .into_iter()
            .map(|linked| (linked.frame, confidence::trained(&model.calibration, linked.raw)))
            .unzip(),
    )
}

/// The given parts that stand in a block.
fn given(doc: &Doc<'_>, block: &Block, parts: &[(Part, Span)]) -> Vec<Tag> {
    let span = doc.span_of(block.tokens.clone());
    let from = parts.partition_point(|(_, part)| part.end() <= span.start());
    parts[from..]
        .iter()
        .take_while(|(_, part)| part.start() < span.end())
        .filter_map(|&(part, place)| Tag::of_span(doc, part, place, 1.0))
        .collect()
}

/// The quotations and frames of a block of prose, as the rules see it; `held` is the turn that goes on.
pub(crate) fn by_rule(doc: &Doc<'_>, block: &Block, held: &mut Option<Turn>) -> (Vec<Quotation>, Vec<Frame>) {
    let turn = notes::turn(doc, &block.tokens);
    let page = page(doc, block.clone(), turn, held, None);
    (page.quotes, page.frames)
}

/// What rules find in a block; `noted` are the names of a text of ours.
fn page(
    doc: &Doc<'_>,
    block: Block,
    turn: Option<Turn>,
    held: &mut Option<Turn>,
    noted: Option<&Lexicon>,
) -> Page {
    let mut frames = Vec::new();
    let alone = turn.as_ref().filter(|turn| turn.body >= block.tokens.end);
    if let Some(turn) = alone {
        *held = Some(turn.clone());
        return Page::silent(block);
    }
    if notes::is_header(doc, &block.tokens) || notes::is_heading(doc, &block.tokens) {
        *held = None;
        return Page::silent(block);
    }
    let quotes = quotes::find(doc, &block.tokens);
    if let Some(turn) = turn {
        frames = notes::frames(doc, &block, &turn, noted);
        *held = notes::is_shouted(doc, &turn).then_some(turn);
        return Page {
            block,
            quotes,
            frames,
            shares: Vec::new(),
            prose: false,
            heading: None,
        };
    }
    if notes::is_numbered(doc, &block.tokens) {
        *held = None;
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
            shares: Vec::new(),
            prose: false,
            heading: None,
        };
    }
    let start = notes::over_mark(doc, &block.tokens);
    let scene = Scene {
        doc,
        block: block.tokens.clone(),
        quotes: &quotes,
    };
    let mut within: Option<Turn> = None;
    for (number, sentence) in block.sentences.iter().enumerate() {
        let from = sentence.start.max(start);
        if let Some(turn) = noted
            .filter(|_| from > start)
            .and_then(|lexicon| headed::turn_within(doc, lexicon, sentence))
        {
            frames.push(notes::frame(doc, &turn, turn.body..sentence.end, number));
            within = Some(turn);
            continue;
        }
        let found = frames.len();
        // A sentence without an end is read in stretches, so that the time stays linear.
        for stretch in (from..sentence.end).step_by(LONGEST_STRETCH) {
            let end = (stretch + LONGEST_STRETCH).min(sentence.end);
            frames.extend(frames::of_sentence(&scene, stretch..end, number));
        }
        // "U/S: no talks this year. Will ask the governor": it goes on until somebody else is named.
        if frames[found..].iter().any(|frame| !frame.source.is_empty()) {
            within = None;
        } else if let Some(turn) = &within {
            frames.truncate(found);
            frames.push(notes::frame(doc, turn, from..sentence.end, number));
        }
    }
    Page {
        block,
        quotes,
        frames,
        shares: Vec::new(),
        prose: true,
        heading: None,
    }
}

/// An item under a heading that names who speaks.
fn headed_page(world: &World<'_, '_>, block: Block, turn: Option<&Turn>, label: &Range<usize>) -> Page {
    let doc = world.doc;
    let quotes = quotes::find(doc, &block.tokens);
    let scene = Scene {
        doc,
        block: block.tokens.clone(),
        quotes: &quotes,
    };
    let from = turn.map_or_else(|| notes::over_mark(doc, &block.tokens), |turn| turn.body);
    let frames = headed::frames(&scene, world, &block, label, from);
    Page {
        block,
        quotes,
        frames,
        shares: Vec::new(),
        prose: false,
        heading: Some(label.clone()),
    }
}
