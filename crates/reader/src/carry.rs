//! What goes on without being marked again: quotations without a name, reported speech without a cue.

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::quotes::Quotation;
use crate::resolve::World;
use crate::segments::Block;
use crate::{Speaker, clauses, memory, verbs, words};
use std::ops::Range;

/// Gives quotations that nobody is named for to whoever spoke last: later ones of the same paragraph, and
/// paragraphs that open with one right after. `quiet` counts the paragraphs since somebody was quoted; what
/// comes back is the new count.
pub(crate) fn quotations(
    doc: &Doc<'_>,
    block: &Block,
    quotes: &[Quotation],
    frames: &mut [Frame],
    before: Option<&mut Vec<Frame>>,
    quiet: usize,
) -> usize {
    let mut quoted = frames.iter().any(|frame| frame.rule == Rule::Quoted);
    let mut owner_before = before.and_then(|frames| frames.last_mut());
    for quote in quotes.iter().filter(|q| q.speech && q.tokens.len() > 5) {
        let first = quote.tokens.start;
        let after = frames.partition_point(|frame| frame.cue.first().is_some_and(|cue| cue.start < first));
        let around = after.saturating_sub(NEAR)..(after + NEAR).min(frames.len());
        if frames[around.clone()]
            .iter()
            .any(|frame| touches(frame, &quote.tokens))
        {
            continue;
        }
        let starts = block.sentences.binary_search_by_key(&first, |s| s.start).is_ok()
            || doc.is_mark(first.wrapping_sub(1));
        match after.checked_sub(1) {
            Some(i) if starts => frames[i].content.push(quote.tokens.clone()),
            None if first == block.tokens.start && quiet < 2 => match owner_before.as_mut() {
                Some(owner) => owner.content.push(quote.tokens.clone()),
                None => continue,
            },
            _ => continue,
        }
        quoted = true;
    }
    if quoted { 0 } else { quiet + 1 }
}

/// How many frames on each side of a quotation are looked at.
const NEAR: usize = 8;

fn touches(frame: &Frame, tokens: &Range<usize>) -> bool {
    let mut parts = frame.content.iter().chain(&frame.cue).chain(&frame.source);
    parts.any(|r| r.start < tokens.end && tokens.start < r.end)
}

/// Who says a frame: those named, else those of the paragraph, else our hosts for what "we were told".
pub(crate) fn speaker(
    doc: &Doc<'_>,
    world: &mut World<'_, '_>,
    frame: &Frame,
    last: Option<&Speaker>,
) -> Option<Speaker> {
    // "…, we were told, …": we heard it.
    let parenthesis = frame.source.first().is_some_and(|source| {
        matches!(doc.low(source.start), "we" | "i")
            && source.len() == 1
            && frame
                .cue
                .iter()
                .flat_map(Clone::clone)
                .any(|i| matches!(doc.low(i), "were" | "was" | "are" | "am"))
            && frame.head.is_some_and(|head| {
                matches!(
                    doc.low(head),
                    "told" | "informed" | "assured" | "reminded" | "warned" | "asked" | "given"
                )
            })
    });
    if let Some(source) = frame.source.first().filter(|_| !parenthesis) {
        return Some(world.speaker(source));
    }
    let told = parenthesis
        || frame.rule == Rule::Passive
            && frame
                .hearer
                .as_ref()
                .is_some_and(|h| words::is_first_person(doc.low(h.start)))
        || frame.source.is_empty() && world.paper && is_told_to_us(doc, frame);
    let others = last.filter(|speaker| !world.is_we(speaker)).cloned();
    if world.paper && is_told_by_us(doc, frame) {
        return Some(world.we.clone());
    }
    if told && world.paper {
        return others.or_else(|| world.hosts());
    }
    if told || frame.rule == Rule::Noun && world.ours {
        return world.hosts().or(others);
    }
    if frame.rule == Rule::Passive && world.ours && !told {
        // "It was agreed that …": by all who were there.
        if frame
            .head
            .is_some_and(|head| matches!(doc.low(head), "agreed" | "decided" | "understood"))
        {
            return None;
        }
        return others;
    }
    if world.paper && (is_elided(doc, frame) || frame.rule == Rule::Carried) {
        return others.or_else(|| whoever_spoke(world, frame));
    }
    others.filter(|_| frame.rule == Rule::Carried)
}

/// "We were told that …", "it was explained to us that …".
fn is_told_to_us(doc: &Doc<'_>, frame: &Frame) -> bool {
    let Some(cue) = frame.cue.first() else {
        return false;
    };
    let passive = cue.clone().any(|i| matches!(doc.low(i), "was" | "were"));
    let before = cue.start.checked_sub(1).map_or("", |i| doc.low(i));
    let us = matches!(before, "we" | "i")
        || (cue.start..cue.end + 2).any(|i| doc.low(i) == "to" && matches!(doc.low(i + 1), "us" | "me"));
    passive && us
}

/// Whoever this paragraph of a paper of ours introduces, where a sentence tells what would be: "The consul received us.
/// Nets would stay."
pub(crate) fn introduced(
    world: &World<'_, '_>,
    block: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Speaker> {
    let doc = world.doc;
    let would =
        (sentence.start + 1..sentence.end.min(sentence.start + 12)).find(|&i| doc.low(i) == "would")?;
    let verb = would + 1 + usize::from(words::is_negation(doc.low(would + 1)));
    let deed = match doc.low(verb) {
        "be" => {
            doc.low(verb + 1).ends_with("ed")
                || matches!(
                    doc.low(verb + 1),
                    "given" | "sent" | "paid" | "held" | "let" | "shut" | "taken"
                )
        }
        word => !matches!(
            word,
            "seem" | "appear" | "have" | "help" | "depend" | "need" | "mean" | "require" | "suggest" | "like"
        ),
    };
    let ours = sentence.clone().any(|i| words::is_first_person(doc.low(i)));
    let opens = words::is_subordinator(doc.low(sentence.start))
        || matches!(doc.low(sentence.start), "it" | "this" | "that" | "which");
    if !deed || ours || opens {
        return None;
    }
    let he = world.pronoun("he", sentence.start);
    let near = block.start.max(sentence.start.saturating_sub(memory::BACK));
    let here =
        (near..sentence.start).any(|i| world.person_at(i).is_some_and(|(one, _)| one.person == he.person));
    Some(he).filter(|he| here && he.person.is_some() && !world.is_we(he))
}

/// Whom "he" would mean here, one of theirs.
pub(crate) fn whoever_spoke(world: &World<'_, '_>, frame: &Frame) -> Option<Speaker> {
    let at = frame.cue.iter().chain(&frame.content).map(|r| r.start).min()?;
    Some(world.pronoun("he", at)).filter(|he| he.party.is_some() && !world.is_we(he))
}

/// "The Mission may stay": where a person spoke before and nothing tells of speech, what a party would do is what that
/// person said of it.
pub(crate) fn spoken_of(
    doc: &Doc<'_>,
    frame: &Frame,
    speaker: Option<Speaker>,
    before: Option<&Speaker>,
) -> Option<Speaker> {
    let Some(before) = before.filter(|before| before.person.is_some()) else {
        return speaker;
    };
    let single = frame
        .source
        .first()
        .filter(|s| s.len() == 1)
        .map(|s| doc.low(s.start));
    let pronoun = single.is_some_and(words::is_pronoun);
    let nobody = speaker.as_ref().is_some_and(|s| s.person.is_none());
    // "His men would pull out. They would surrender …", "Minsk will talk when …", "The law asked for accounts".
    let theirs = speaker.as_ref().is_some_and(|s| s.party == before.party);
    let paper = frame
        .source
        .first()
        .is_some_and(|s| words::is_writing(doc.low(s.end - 1)));
    let uncued = frame.cue.is_empty() && theirs && (!pronoun || single == Some("they"));
    let spoken = frame.rule == Rule::Carried && !pronoun || uncued || paper && !theirs;
    if nobody && spoken {
        Some(before.clone())
    } else {
        speaker
    }
}

/// "Denies any secret prisons. Would not say who leads it": notes whose subject, one of theirs, is left out.
fn is_elided(doc: &Doc<'_>, frame: &Frame) -> bool {
    let Some((cue, head)) = frame
        .cue
        .first()
        .zip(frame.head)
        .filter(|_| frame.source.is_empty())
    else {
        return false;
    };
    let opens = cue
        .start
        .checked_sub(1)
        .is_none_or(|i| doc.is_mark(i) && doc.low(i) != ",");
    let word = doc.low(head);
    let present = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let modal = matches!(
        doc.low(cue.start),
        "would" | "wd" | "wouldn't" | "wdn't" | "did" | "didn't" | "will" | "won't"
    );
    opens && (present || modal || is_theirs(word))
}

/// "Asked whether the tower is manned": the word behind the verb asks.
pub(crate) fn asks_after(doc: &Doc<'_>, head: usize) -> bool {
    let next = doc.low(head + 1);
    matches!(doc.low(head), "asked" | "enquired" | "inquired")
        && (matches!(next, "if" | "about" | "re") || words::is_question_word(next))
}

/// "Told him that we would pay": what opens a note without a name, with one of theirs to hear it.
fn is_told_by_us(doc: &Doc<'_>, frame: &Frame) -> bool {
    let Some(head) = frame.head.filter(|_| frame.source.is_empty()) else {
        return false;
    };
    let opens = head
        .checked_sub(1)
        .is_none_or(|i| doc.is_mark(i) && doc.low(i) != ",");
    let next = doc.low(head + 1);
    let asks = asks_after(doc, head);
    // "Asked whether they would host it, he said …" asks by the way.
    let alone = frame.content.last().is_some_and(|last| {
        !(doc.is_word(last.end) || doc.low(last.end) == "," || doc.low(last.end - 1) == ",")
    }) && !frame.cue.is_empty();
    opens && (verbs::takes_hearer(doc.low(head)) && matches!(next, "him" | "her" | "them") || asks && alone)
}

/// What is noted of the other side; "asked", "raised" and the like may be ours.
fn is_theirs(word: &str) -> bool {
    matches!(
        word,
        "confirmed"
            | "denied"
            | "complained"
            | "ruled"
            | "admitted"
            | "claimed"
            | "insisted"
            | "conceded"
            | "demanded"
            | "refused"
            | "warned"
            | "threatened"
            | "agreed"
            | "accepted"
            | "rejected"
            | "acknowledged"
            | "declined"
            | "promised"
            | "maintained"
            | "hinted"
            | "objected"
            | "wanted"
            | "wants"
    )
}

/// Whether a frame is the writer's own narration rather than something that was said to somebody.
pub(crate) fn is_narration(
    doc: &Doc<'_>,
    world: &World<'_, '_>,
    frame: &Frame,
    speaker: Option<&Speaker>,
) -> bool {
    if matches!(
        frame.rule,
        Rule::Turn | Rule::Quoted | Rule::Carried | Rule::Noun | Rule::Silent
    ) {
        return false;
    }
    let Some(head) = frame.head else { return false };
    let word = doc.low(head);
    let Some(speaker) = speaker else {
        return !(frame.rule == Rule::Passive && frame.hearer.is_some());
    };
    if world.is_we(speaker) {
        // "every word that we could say" goes on no record.
        if frame.cue.first().is_some_and(|cue| {
            cue.clone()
                .any(|i| matches!(doc.low(i), "could" | "should" | "might" | "to"))
        }) {
            return true;
        }
        return !is_telling(word);
    }
    let relative = frame.source.first().is_some_and(|s| {
        s.len() == 1 && (words::is_relative(doc.low(s.start)) || doc.low(s.start) == "that")
    });
    if relative && (!verbs::is_saying(word) || speaker.party.is_none() && speaker.person.is_none())
        || word == "reportedly"
    {
        return true;
    }
    let party = speaker.party.is_some() || speaker.person.is_some();
    !party && !verbs::is_saying(word) && frame.weight < 0.6
}

/// Verbs by which we ourselves go on record.
fn is_telling(word: &str) -> bool {
    verbs::is_saying(word)
        && !matches!(
            word,
            "think"
                | "believe"
                | "show"
                | "read"
                | "noted"
                | "observed"
                | "recalls"
                | "recalled"
                | "estimated"
        )
        || matches!(
            word,
            "reiterated"
                | "told"
                | "asked"
                | "urged"
                | "raised"
                | "proposed"
                | "offered"
                | "promised"
                | "assured"
                | "conveyed"
                | "pressed"
                | "demanded"
                | "rejected"
                | "reminded"
                | "invited"
                | "requested"
                | "appealed"
                | "welcomed"
                | "welcomes"
                | "undertook"
                | "agreed"
                | "refused"
                | "declined"
                | "pointed"
                | "called"
                | "underlined"
                | "emphasised"
                | "made"
                | "telling"
                | "saying"
                | "adding"
                | "regretted"
                | "thanked"
                | "pledged"
                | "believes"
        )
}

/// A sentence without a cue that carries on what was reported before it: in the present or with a modal, with
/// nobody of ours in it, no question, no story.
pub(crate) fn goes_on(doc: &Doc<'_>, sentence: &Range<usize>, quotes: &[Quotation]) -> bool {
    if sentence.len() < 5
        || doc.low(sentence.end - 1) == "?"
        || clauses::quotation_at(quotes, sentence.start).is_some()
    {
        return false;
    }
    let high = sentence.end.min(sentence.start + 60);
    let mut tense = None;
    // The tense is the main clause's: what stands in a condition before it doesn't count.
    let leads = matches!(
        doc.low(sentence.start),
        "if" | "should" | "unless" | "until" | "once" | "without" | "provided" | "were"
    );
    let main = (sentence.start..high)
        .find(|&i| leads && doc.low(i) == ",")
        .unwrap_or(sentence.start);
    for i in sentence.start..high {
        let word = doc.low(i);
        if words::is_first_person(word) && doc.low(sentence.start) != "there" {
            return false;
        }
        if i >= main
            && tense.is_none()
            && words::is_present(word)
            && word != "'s"
            && !words::is_subordinator(doc.low(i.wrapping_sub(1)))
        {
            tense = Some(true);
        }
        let past = matches!(
            word,
            "was" | "were" | "had" | "did" | "met" | "went" | "came" | "took" | "gave" | "laughed" | "left"
        ) || clauses::is_verb(doc, i)
            && word.ends_with("ed")
            && !words::is_auxiliary(doc.low(i.wrapping_sub(1)));
        if i >= main && tense.is_none() && past {
            tense = Some(false);
        }
    }
    let told = matches!(
        doc.low(sentence.start),
        "often"
            | "perhaps"
            | "clearly"
            | "fortunately"
            | "unfortunately"
            | "yesterday"
            | "last"
            | "today"
            | "privately"
    );
    // "Nobody had moved any posts".
    let never = matches!(doc.low(sentence.start), "nobody" | "no" | "none" | "nothing")
        && (sentence.start + 1..sentence.end.min(sentence.start + 4)).any(|i| doc.low(i) == "had");
    (tense == Some(true) || never) && !told
}

/// The frame of a sentence that carries on.
pub(crate) fn carried(sentence: &Range<usize>, doc: &Doc<'_>, number: usize) -> Frame {
    let mut end = sentence.end;
    while end > sentence.start && doc.is_mark(end - 1) && matches!(doc.low(end - 1), "." | "!" | ";") {
        end -= 1;
    }
    Frame {
        source: Vec::new(),
        cue: Vec::new(),
        content: std::iter::once(sentence.start..end).collect(),
        head: None,
        hearer: None,
        rule: Rule::Carried,
        weight: 0.5,
        sentence: number,
    }
}
