//! Notes under a heading that names who speaks: "VM (his office, alone)", then one item after the other.

use crate::doc::Doc;
use crate::frames::{self, Frame, Rule, Scene};
use crate::lexicon::{Lexicon, Named};
use crate::notes::Turn;
use crate::resolve::World;
use crate::segments::{BULLETS, Block};
use crate::{carry, clauses, interjections, meetings, notes, ranks, silences, verbs, words};
use std::ops::Range;

/// The longest heading, in tokens, and the longest right above items.
const LONGEST: usize = 14;
const LONGEST_ABOVE: usize = 48;

/// Who speaks under a heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// The words that name the speaker.
    pub(crate) label: Range<usize>,
    /// Whether it opens a meeting, and so holds over blank lines: "Bkk Thu 16/10, embassy, chargé alone".
    pub(crate) meeting: bool,
    /// Whether it names no one person: a party that may be the matter alone, or several who speak in turn.
    pub(crate) loose: bool,
}

impl Heading {
    /// Under a heading that names no one person, whoever was named last goes on.
    pub(crate) fn hand_on(
        &mut self,
        world: &World<'_, '_>,
        block: &Block,
        turn: Option<&Turn>,
        frames: &[Frame],
    ) {
        if !self.loose || block.tokens.start <= self.label.start {
            return;
        }
        let named = frames.iter().filter_map(|frame| frame.source.first()).cloned();
        let last = turn
            .map(|turn| turn.label.clone())
            .into_iter()
            .chain(named)
            .rfind(|label| {
                let first = world.doc.low(label.start);
                let speaker = world.speaker_quietly(label);
                label.start >= block.tokens.start
                    && !words::is_pronoun(first)
                    && speaker.person.is_some()
                    && !world.is_we(&speaker)
            });
        if let Some(label) = last {
            self.label = label;
        }
    }
}

/// Whether a heading that names a speaker has two items under it.
pub(crate) fn any(world: &World<'_, '_>, blocks: &[Block]) -> bool {
    let doc = world.doc;
    blocks.windows(3).take(400).any(|three| {
        !is_bullet(doc, &three[0])
            && (is_bullet(doc, &three[1]) && is_bullet(doc, &three[2])
                || three[0].opens && is_line(&three[1]) && is_line(&three[2]))
            && speaker(world, &three[0], Some(&three[1])).is_some()
    })
}

/// The heading that holds from this block on: its own, the one before it for an item, else none.
pub(crate) fn next(
    world: &World<'_, '_>,
    block: &Block,
    (turn, below): (Option<&Turn>, Option<&Block>),
    attends: bool,
    before: Option<Heading>,
) -> Option<Heading> {
    let (doc, lexicon) = (world.doc, world.lexicon);
    if attends && let Some(heading) = meetings::attendance(world, block) {
        return Some(heading);
    }
    // "Col – the wire stays", with items under it: what he says goes on.
    let items = below.is_some_and(|below| is_bullet(doc, below));
    if let Some(turn) = turn.filter(|_| items && block.opens && !is_bullet(doc, block))
        && is_somebody(doc, lexicon, &turn.label)
        && turn.label.start == notes::over_mark(doc, &block.tokens)
    {
        return Some(Heading {
            label: turn.label.clone(),
            meeting: false,
            loose: false,
        });
    }
    // "HED: gate shut for 25 days", and the lines below have no label: he goes on.
    let goes_on = below.is_some_and(is_line) && block.lined && !is_bullet(doc, block);
    if let Some(turn) = turn.filter(|turn| goes_on && world.paper && doc.low(turn.mark.start) == ":")
        && turn.label.start == notes::over_mark(doc, &block.tokens)
        && is_somebody(doc, lexicon, &turn.label)
    {
        let speaker = world.speaker_quietly(&turn.label);
        if speaker.person.is_some() && !world.is_we(&speaker) {
            return Some(Heading {
                label: turn.label.clone(),
                meeting: false,
                loose: true,
            });
        }
    }
    if is_bullet(doc, block) || before.is_some() && is_line(block) {
        return before;
    }
    let dated = block.opens
        && meetings::is_dated(doc, notes::over_mark(doc, &block.tokens)..block.tokens.end)
        || meetings::is_dated(doc, block.tokens.clone());
    let meeting = |before: &Heading| before.meeting && block.lined && !dated;
    speaker(world, block, below)
        .or_else(|| before.filter(|before| is_item(doc, &block.tokens) || meeting(before)))
}

/// Whether a block begins with a list mark.
pub(crate) fn is_bullet(doc: &Doc<'_>, block: &Block) -> bool {
    doc.words(block.tokens.clone()).starts_with(BULLETS)
}

/// Whether a block is the heading itself, with items under it: "BRAZILIAN AMBASSADOR — ten minutes in a corridor".
pub(crate) fn is_opening(
    doc: &Doc<'_>,
    block: &Block,
    label: &Range<usize>,
    turn: Option<&Turn>,
    below: Option<&Block>,
) -> bool {
    let own = block.tokens.start <= label.start && label.end <= block.tokens.end;
    let items = below.is_some_and(|below| is_bullet(doc, below) || is_line(below));
    let dashed = turn.is_none_or(|turn| doc.low(turn.mark.start) != ":") && !tells(doc, block);
    own && block.opens && items && dashed && !is_bullet(doc, block)
}

/// Whether a block is an item under `heading` with no speaker of its own.
pub(crate) fn is_under(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    block: &Block,
    heading: &Heading,
    turn: Option<&Turn>,
) -> bool {
    // "No customs men on board, he insists" is prose.
    let told = |i: usize| words::is_pronoun(doc.low(i)) && verbs::is_saying(doc.low(i + 1));
    let line = is_line(block) || heading.meeting && block.lined && !block.tokens.clone().any(told);
    heading.label.end <= block.tokens.start
        && (is_item(doc, &block.tokens) || line && doc.low(block.tokens.start) != "(")
        && turn.is_none_or(|turn| {
            !matches!(doc.low(turn.mark.start), "/" | "|" | "=") && is_subject(doc, lexicon, &turn.label)
        })
}

/// Whether a block is a line of notes under another.
fn is_line(block: &Block) -> bool {
    block.lined && !block.opens
}

/// The words for a speaker in a block that is nothing but a heading.
fn speaker(world: &World<'_, '_>, block: &Block, below: Option<&Block>) -> Option<Heading> {
    let doc = world.doc;
    let listed = doc.low(block.tokens.end.saturating_sub(1)) == ":";
    let silent = !tells(doc, block) || listed;
    let items =
        silent && block.opens && !is_bullet(doc, block) && below.is_some_and(|below| is_bullet(doc, below));
    let lined = block.lined && block.opens;
    let block = &block.tokens;
    let start = notes::over_mark(doc, block);
    // "Bkk Thu 16/10, embassy, chargé alone, looks as if he hasn't slept": a day opens a meeting.
    let dated = world.paper
        && lined
        && below.is_some_and(|below| below.lined)
        && meetings::is_dated(doc, start..block.end);
    let longest = if items || dated { LONGEST_ABOVE } else { LONGEST };
    let last = block.end.checked_sub(1)?;
    let ends = matches!(doc.low(last), "." | "!" | "?" | ";");
    // What stands in brackets behind the names doesn't count.
    let open = (start..block.end)
        .find(|&i| doc.low(i) == "(")
        .unwrap_or(block.end);
    if start >= block.end || open - start > longest || ends && !items {
        return None;
    }
    named(world, start..block.end).map(|label| Heading {
        loose: meetings::is_loose(world, start..block.end, &label),
        label,
        meeting: dated,
    })
}

/// Whether half of a block's sentences or more have a verb.
fn tells(doc: &Doc<'_>, block: &Block) -> bool {
    let verb = |i: usize| words::is_auxiliary(doc.low(i)) && doc.low(i) != "'s" || clauses::is_verb(doc, i);
    let open = |s: &Range<usize>| s.clone().find(|&i| doc.low(i) == "(").unwrap_or(s.end);
    let telling = block
        .sentences
        .iter()
        .filter(|s| (s.start..open(s)).any(verb))
        .count();
    telling * 2 >= block.sentences.len().max(1)
}

/// The first person or party that these words name, else the first words when they are for an office.
pub(crate) fn named(world: &World<'_, '_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let (doc, lexicon) = (world.doc, world.lexicon);
    let mut party = None;
    for at in tokens.clone() {
        match lexicon.name_at(doc, at) {
            Some((Named::Person(_), length)) => return Some(at..at + length),
            Some((Named::We, _)) => return None,
            // A place is no speaker.
            Some((Named::Capital(_), _)) => {}
            Some((_, length)) if party.is_none() => party = Some(at..at + length),
            None if world
                .in_cast(at)
                .is_some_and(|one| one.person.is_some() && !world.is_we(&one)) =>
            {
                return Some(at..at + 1);
            }
            _ => {}
        }
    }
    let stop = tokens
        .clone()
        .find(|&i| doc.is_mark(i) && !matches!(doc.low(i), "'" | "’" | "-"))
        .unwrap_or(tokens.end);
    if (tokens.start..stop).any(|i| doc.low(i) == "other") {
        return None;
    }
    if let Some(person) = by_office(doc, lexicon, &tokens) {
        return Some(person);
    }
    // "House and Council" is about both; a "Minister of Trade and Industry" is one.
    let both = stop - tokens.start <= 4 && (tokens.start..stop).any(|i| matches!(doc.low(i), "and" | "&"));
    let office =
        !both && (tokens.start..stop).any(|i| ranks::is_role(doc.word(i)) && !is_modifier(doc.low(i)));
    match party {
        Some(name) if name.start == tokens.start && name.end == stop => Some(name),
        Some(name) if office && tokens.start <= name.start && name.end <= stop => Some(tokens.start..stop),
        None if office && stop > tokens.start => Some(tokens.start..stop),
        _ => None,
    }
}

/// Words that only go with those for an office: "Record of the first meeting" names nobody.
fn is_modifier(word: &str) -> bool {
    matches!(
        word,
        "first"
            | "second"
            | "international"
            | "for"
            | "state"
            | "trade"
            | "economy"
            | "finance"
            | "interior"
            | "defence"
            | "defense"
            | "relations"
            | "affairs"
            | "foreign"
            | "senior"
            | "vice"
            | "general"
            | "protocol"
    )
}

/// "TOSHAOS' COUNCIL — vice-chair": an office that only one known person holds.
fn by_office(doc: &Doc<'_>, lexicon: &Lexicon, tokens: &Range<usize>) -> Option<Range<usize>> {
    let role = |i: usize| ranks::is_role(doc.word(i)) || doc.low(i).contains('-');
    let start = tokens.clone().find(|&i| role(i))?;
    let end = (start..tokens.end).find(|&i| !role(i)).unwrap_or(tokens.end);
    let words: Vec<&str> = (start..end).map(|i| doc.low(i)).collect();
    lexicon.only_person(&words).map(|_| start..end)
}

/// Whether a block is an item of a list.
pub(crate) fn is_item(doc: &Doc<'_>, block: &Range<usize>) -> bool {
    let line = doc.words(block.clone());
    line.starts_with(BULLETS) || notes::over_mark(doc, block) > block.start && !line.starts_with('[')
}

/// Whether a label names nobody: "Railway: …" is about the railway.
pub(crate) fn is_subject(doc: &Doc<'_>, lexicon: &Lexicon, label: &Range<usize>) -> bool {
    let known = label.clone().any(|i| {
        lexicon.name_at(doc, i).is_some()
            || ranks::is_role(doc.word(i))
            || ranks::is_someone(doc.low(i))
            || words::is_first_person(doc.low(i))
            || words::is_pronoun(doc.low(i))
    });
    let short = doc.words(label.clone());
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    let initials = letters <= 5 && !short.chars().any(char::is_lowercase);
    !known && !initials
}

/// Whether a label names an office or a person, and no place: "LONDON: …" opens an agency's article.
pub(crate) fn is_somebody(doc: &Doc<'_>, lexicon: &Lexicon, label: &Range<usize>) -> bool {
    let person = match lexicon.name_at(doc, label.start) {
        Some((Named::Person(_) | Named::We, _)) => true,
        Some((_, length)) => length < label.len() && ranks::is_role(doc.word(label.end - 1)),
        None => !is_subject(doc, lexicon, label),
    };
    person && !label.clone().any(|i| words::is_pronoun(doc.low(i)))
}

/// The turn of somebody that a sentence within an item opens with: "Asked abt Abyei. U/S: matter for the presidents."
pub(crate) fn turn_within(doc: &Doc<'_>, lexicon: &Lexicon, sentence: &Range<usize>) -> Option<Turn> {
    let plain = notes::turn(doc, sentence).filter(|turn| {
        let somebody = (doc.low(turn.mark.start) == ":") && !is_subject(doc, lexicon, &turn.label);
        let place = matches!(
            lexicon.name_at(doc, turn.label.start),
            Some((Named::Capital(_), _))
        );
        turn.body < sentence.end && somebody && !place
    });
    plain.or_else(|| interjections::turn(doc, lexicon, sentence))
}

/// The statements of an item under the heading `label`: its own until the item names who speaks.
pub(crate) fn frames(
    scene: &Scene<'_, '_>,
    world: &World<'_, '_>,
    block: &Block,
    label: &Range<usize>,
    from: usize,
) -> Vec<Frame> {
    let (doc, lexicon) = (scene.doc, world.lexicon);
    let mut found = Vec::new();
    let mut label = label.clone();
    for (number, sentence) in block.sentences.iter().enumerate() {
        let sentence = sentence.start.max(from)..sentence.end;
        if sentence.is_empty() {
            continue;
        }
        let sentence = over_matter(doc, lexicon, &sentence)..sentence.end;
        if let Some(turn) = turn_within(doc, lexicon, &sentence) {
            found.push(notes::frame(doc, &turn, turn.body..sentence.end, number));
            if !words::is_first_person(doc.low(turn.label.start)) {
                label = turn.label;
            }
            continue;
        }
        // "HoPD more direct.": from here on it is he who speaks.
        let person = match lexicon.name_at(doc, sentence.start) {
            Some((Named::Person(_), length)) => Some(length),
            _ => world
                .in_cast(sentence.start)
                .filter(|one| one.person.is_some() && !world.is_we(one))
                .map(|_| 1),
        };
        if let Some(length) = person.filter(|length| doc.low(sentence.start + length) != "'s") {
            label = sentence.start..sentence.start + length;
            let rest = label.end..sentence.end;
            let told = rest
                .clone()
                .any(|i| words::is_auxiliary(doc.low(i)) || clauses::is_verb(doc, i));
            if !told && rest.len() <= 4 {
                continue;
            }
        }
        if let Some(silent) = silences::frame(doc, &sentence, number) {
            found.push(with_source(doc, silent, &label));
            continue;
        }
        let mut cued = frames::of_sentence(scene, sentence.clone(), number);
        // "Nobody gets through, whoever asks".
        cued.retain(|frame| !frame.source.first().is_some_and(|s| is_anyone(doc.low(s.start))));
        // "Needs helicopters, and told us so".
        cued.retain(|frame| {
            !frame
                .content
                .first()
                .is_some_and(|c| matches!(doc.low(c.start), "so" | "it"))
        });
        if cued.is_empty() {
            // "Capt all for a channel": who speaks is no part of it.
            let own = label.start == sentence.start && label.end < sentence.end;
            let from = if own { label.end } else { sentence.start };
            found.extend(bare(doc, &(from..sentence.end), &label, number));
        } else {
            let named = cued[0].source.first();
            if let Some(named) = named.filter(|s| !words::is_first_person(doc.low(s.start))) {
                label = named.clone();
            }
            found.extend(cued.into_iter().map(|frame| with_source(doc, frame, &label)));
        }
    }
    found
}

fn is_anyone(word: &str) -> bool {
    words::is_relative(word) || matches!(word, "whoever" | "whatever" | "nobody" | "none")
}

/// Behind a matter that stands before a dash: "EU monitors – DepFM says no mandate".
fn over_matter(doc: &Doc<'_>, lexicon: &Lexicon, sentence: &Range<usize>) -> usize {
    let dash = (sentence.start + 1..sentence.end.min(sentence.start + 7))
        .find(|&i| matches!(doc.low(i), "-" | "–" | "—") && doc.spaced(i) && doc.spaced(i + 1));
    let named = |at: usize| match lexicon.name_at(doc, at) {
        Some((Named::Person(_), length)) => clauses::is_verb(doc, at + length),
        _ => false,
    };
    dash.filter(|&dash| named(dash + 1))
        .map_or(sentence.start, |dash| dash + 1)
}

fn with_source(doc: &Doc<'_>, mut frame: Frame, label: &Range<usize>) -> Frame {
    // "Told him that it isn't ours to decide": what one of theirs is told comes from us.
    let ours = frame.head.is_some_and(|head| {
        let next = doc.low(head + 1);
        let asks = carry::asks_after(doc, head);
        let about = matches!(doc.low(head + 2), "about" | "of");
        verbs::takes_hearer(doc.low(head)) && matches!(next, "him" | "her" | "them") && !about || asks
    });
    if frame.source.is_empty() && !ours && !matches!(frame.rule, Rule::Passive | Rule::Noun) {
        frame.source.push(label.clone());
    }
    frame
}

/// A sentence without a cue as what the one in the heading said, unless the writer tells of himself or of the scene.
fn bare(doc: &Doc<'_>, sentence: &Range<usize>, label: &Range<usize>, number: usize) -> Option<Frame> {
    let mut end = sentence.end;
    while end > sentence.start + 1 && doc.is_mark(end - 1) && matches!(doc.low(end - 1), "." | ";" | "!") {
        end -= 1;
    }
    let start = over_topic(doc, sentence.start, end);
    let count = (start..end).filter(|&i| doc.is_word(i)).count();
    let first = doc.low(start + usize::from(doc.low(start) == "("));
    let ours = matches!(first, "i" | "we" | "our" | "my")
        || verbs::takes_hearer(first) && words::is_object(doc.low(start + 1));
    let scene = words::is_pronoun(first) && count < 4;
    // "Bazaar?" only names what was spoken of.
    let topic = doc.low(sentence.end - 1) == "?"
        && !(start..end).any(|i| {
            words::is_auxiliary(doc.low(i)) || words::is_relative(doc.low(i)) || clauses::is_verb(doc, i)
        });
    // "Names of the four: we get them once the boat is back" is what they say.
    let ours = ours && start == sentence.start;
    if count < 2
        || ours
        || scene
        || topic
        || is_turned_to(doc, start, end)
        || clauses::is_verb(doc, start + 1) && count < 4
    {
        return None;
    }
    Some(Frame {
        source: vec![label.clone()],
        cue: Vec::new(),
        content: std::iter::once(start..end).collect(),
        head: None,
        hearer: None,
        rule: Rule::Turn,
        weight: 0.6,
        sentence: number,
    })
}

/// "Takes the river first", "begins with the ferry": what he speaks of, not what he says.
fn is_turned_to(doc: &Doc<'_>, start: usize, end: usize) -> bool {
    let next = doc.low(start + 1);
    match doc.low(start) {
        "takes" | "took" => doc.low(end - 1) == "first",
        "opens" | "opened" | "begins" | "began" | "starts" | "started" => {
            matches!(next, "with" | "on" | "by")
        }
        "turns" | "turned" | "comes" | "came" => matches!(next, "to" | "back"),
        "goes" | "went" | "reads" | "leafs" => matches!(next, "through" | "out" | "straight"),
        _ => false,
    }
}

/// Behind "tariff:", "on our paper:".
fn over_topic(doc: &Doc<'_>, start: usize, end: usize) -> usize {
    let colon = (start..end.min(start + 8)).find(|&i| doc.low(i) == ":");
    colon
        .filter(|&colon| {
            colon + 1 < end
                && doc.spaced(colon + 1)
                && !(start..colon).any(|i| words::is_auxiliary(doc.low(i)))
        })
        .map_or(start, |colon| colon + 1)
}
