//! What a text as a whole tells: whether it is ours, who we are in it, who hosts us.

use crate::doc::Doc;
use crate::lexicon::{Lexicon, Named};
use crate::segments::Block;
use crate::{Speaker, notes, words};
use std::collections::HashMap;
use std::ops::Range;

/// How many tokens tell in which form a text is written, and the fewest words that do.
const SAMPLE: usize = 4000;
const FEWEST: usize = 60;

/// Per cent of such small words under which a text is in note form.
const TERSE: usize = 11;

pub(crate) fn party_of(named: Named) -> Option<usize> {
    match named {
        Named::Party(party) | Named::Demonym(party) | Named::Capital(party) => Some(party),
        Named::Person(_) | Named::We => None,
    }
}

/// Whether paragraphs outside quotation are written by "us".
pub(crate) fn first_person_prose(doc: &Doc<'_>, blocks: &[Block]) -> bool {
    let mine = |block: &&Block| {
        let quoted = block
            .tokens
            .clone()
            .any(|i| words::is_quote_mark(doc.low(i)) && doc.low(i) != "'");
        !quoted
            && block
                .tokens
                .clone()
                .any(|i| matches!(doc.low(i), "we" | "our" | "us" | "i"))
    };
    let own = blocks.iter().filter(mine).count();
    own >= 2 && own * 5 >= blocks.len().min(60) || blocks.len() <= 3 && own >= 1
}

/// How often, outside of quotation marks, somebody told us something or we somebody: "we asked", "he saw us".
pub(crate) fn dealings(doc: &Doc<'_>, blocks: &[Block]) -> usize {
    let mut count = 0;
    for block in blocks {
        let mut quoted = false;
        for at in block.tokens.clone() {
            let word = doc.low(at);
            if words::is_quote_mark(word) && word != "'" {
                quoted = !quoted;
            } else if !quoted {
                let us = word == "us" && at > block.tokens.start && is_dealing(doc.low(at - 1));
                let we = word == "we"
                    && (is_dealing(doc.low(at + 1))
                        || matches!(doc.low(at + 1), "were" | "had") && is_dealing(doc.low(at + 2)));
                count += usize::from(us || we);
            }
        }
    }
    count
}

/// Whether the text is written in note form: with hardly any articles, auxiliaries and "to". They are a sixth of the
/// words of news and more, a tenth of those of notes.
pub(crate) fn is_terse(doc: &Doc<'_>) -> bool {
    let (mut all, mut small) = (0, 0);
    for at in (0..doc.len().min(SAMPLE)).filter(|&at| doc.is_word(at)) {
        all += 1;
        small += usize::from(matches!(
            doc.low(at),
            "the"
                | "a"
                | "an"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "has"
                | "had"
                | "have"
                | "to"
        ));
    }
    all >= FEWEST && small * 100 < all * TERSE
}

/// Whether the paper's first lines say what it is: "MINUTES of the third consultation", "Memorandum of a telephone call".
pub(crate) fn is_titled(doc: &Doc<'_>, blocks: &[Block]) -> bool {
    blocks.iter().take(3).any(|block| {
        let line = (block.tokens.start + 1..block.tokens.end).find(|&i| doc.breaks(i));
        let line = line.map_or(block.tokens.clone(), |end| block.tokens.start..end);
        let title = line.len() <= 24 && doc.low(line.end - 1) != ".";
        let kind = |i: usize| match doc.low(i) {
            "minutes" | "memorandum" | "memo" | "transcript" | "verbatim" | "memcon" | "telcon" | "cable" => {
                true
            }
            "record" | "note" | "notes" => matches!(doc.low(i + 1), "of" | "for" | "from" | "on"),
            _ => false,
        };
        title && block.tokens.clone().take(4).any(|i| kind(i) && doc.is_capital(i))
    })
}

fn is_dealing(word: &str) -> bool {
    matches!(
        word,
        "told"
            | "asked"
            | "met"
            | "saw"
            | "received"
            | "pressed"
            | "raised"
            | "assured"
            | "advised"
            | "replied"
            | "heard"
            | "suggested"
            | "proposed"
            | "offered"
            | "thanked"
            | "urged"
            | "gave"
            | "given"
            | "invited"
            | "rang"
            | "called"
            | "reminded"
            | "warned"
            | "promised"
            | "showed"
            | "shown"
            | "informed"
            | "welcomed"
            | "visited"
            | "explained"
            | "answered"
    )
}

/// The state visited: by "visit to X", by "Place: X", else the one most spoken of.
pub(crate) fn infer_hosts(doc: &Doc<'_>, lexicon: &Lexicon, blocks: &[Block], ours: bool) -> Option<usize> {
    let own = lexicon.we.as_ref().and_then(|we| we.key.as_deref());
    let mut scores: HashMap<usize, (u32, usize)> = HashMap::new();
    let mut at = 0;
    while at < doc.len() {
        let Some((named, length)) = lexicon.name_at(doc, at) else {
            at += 1;
            continue;
        };
        if let Some(party) = party_of(named)
            && lexicon.parties[party].state
            && own != Some(lexicon.parties[party].key.as_str())
        {
            let entry = scores.entry(party).or_insert((0, at));
            entry.0 += 1 + visited(doc, at, named);
        }
        at += length;
    }
    for block in blocks
        .iter()
        .take(16)
        .filter(|b| notes::is_header(doc, &b.tokens))
    {
        let weight = match doc.low(block.tokens.start) {
            "present" | "participants" | "attendees" => 3000,
            "place" | "venue" | "location" => 1000,
            _ => continue,
        };
        for at in block.tokens.clone() {
            let named = lexicon.name_at(doc, at).and_then(|(named, _)| party_of(named));
            if let Some(party) = named.filter(|&party| own != Some(lexicon.parties[party].key.as_str())) {
                scores.entry(party).or_insert((0, at)).0 += weight;
            }
        }
    }
    let best = scores
        .iter()
        .max_by_key(|(_, (score, first))| (*score, std::cmp::Reverse(*first)));
    let clear = best
        .filter(|(_, (score, _))| *score >= 12)
        .map(|(&party, _)| party);
    let likely = || {
        best.filter(|(_, (score, _))| ours && *score >= 2)
            .map(|(&party, _)| party)
    };
    // Whom the office names stands where the text speaks of them nearly as much as of any other.
    let best_score = best.map_or(0, |(_, (score, _))| *score);
    let given = lexicon.hosts.filter(|party| {
        scores
            .get(party)
            .is_some_and(|(score, _)| *score * 2 >= best_score)
    });
    given.or(clear).or(lexicon.hosts).or_else(likely)
}

/// How strongly the words before a name say that it was visited.
pub(crate) fn visited(doc: &Doc<'_>, at: usize, named: Named) -> u32 {
    if matches!(named, Named::Demonym(_)) {
        let hosts = matches!(doc.low(at + 1), "hosts" | "counterparts" | "interlocutors");
        return if hosts { 12 } else { 0 };
    }
    let back = |n: usize| at.checked_sub(n).map_or("", |i| doc.low(i));
    let step = usize::from(back(1) == "the");
    let link = matches!(back(1 + step), "to" | "in" | "from" | "at");
    let verb = |w: &str| {
        matches!(
            w,
            "visit"
                | "visits"
                | "visited"
                | "visiting"
                | "trip"
                | "trips"
                | "journey"
                | "mission"
                | "stay"
                | "travelled"
                | "traveled"
                | "went"
                | "returned"
                | "back"
                | "arrived"
                | "delegation"
                | "flew"
                | "hosts"
                | "days"
                | "week"
                | "toured"
                | "return"
        )
    };
    if link && (2..=6).any(|n| verb(back(n + step))) {
        return if matches!(back(1 + step), "to" | "from" | "in") {
            12
        } else {
            6
        };
    }
    if verb(back(1 + step)) { 12 } else { 0 }
}

/// Ourselves by the lexicon, else by the letterhead or "the … Council" that the writer speaks for.
pub(crate) fn ourselves(doc: &Doc<'_>, lexicon: &Lexicon, blocks: &[Block]) -> Speaker {
    if let Some(we) = &lexicon.we {
        let person = None;
        return Speaker {
            party: we.key.clone(),
            person,
            name: we.name.clone(),
        };
    }
    let head = blocks
        .iter()
        .take(2)
        .find_map(|block| organisation(doc, lexicon, &block.tokens, 24));
    let body = || {
        let mut seen: HashMap<String, u32> = HashMap::new();
        for block in blocks.iter().take(200) {
            if let Some(name) = organisation(doc, lexicon, &block.tokens, 400) {
                *seen.entry(name).or_default() += 1;
            }
        }
        seen.into_iter()
            .filter(|(_, count)| *count >= 2)
            .max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)))
            .map(|(name, _)| name)
    };
    let name = head.or_else(body).unwrap_or_else(|| "we".to_owned());
    Speaker {
        party: None,
        person: None,
        name,
    }
}

/// "American Council for World Jewry": capitals around a word for a body.
pub(crate) fn organisation(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    tokens: &Range<usize>,
    most: usize,
) -> Option<String> {
    let end = tokens.end.min(tokens.start + most);
    let body = (tokens.start..end).find(|&i| {
        doc.is_capital(i)
            && matches!(
                doc.low(i),
                "council"
                    | "committee"
                    | "association"
                    | "foundation"
                    | "institute"
                    | "centre"
                    | "center"
                    | "society"
                    | "federation"
                    | "initiative"
                    | "network"
                    | "forum"
                    | "fellowship"
            )
    })?;
    let mut start = body;
    while start > tokens.start && doc.is_capital(start - 1) && doc.low(start - 1) != "the" {
        start -= 1;
    }
    let mut stop = body + 1;
    while stop < tokens.end {
        let small = matches!(doc.low(stop), "for" | "of" | "on" | "the" | "and" | "for the")
            && (doc.is_capital(stop + 1) || doc.is_capital(stop + 2));
        if !(doc.is_capital(stop) || small && stop + 1 < tokens.end) {
            break;
        }
        stop += 1;
    }
    let known = (start..stop).any(|i| {
        lexicon
            .name_at(doc, i)
            .is_some_and(|(named, length)| matches!(named, Named::Party(_)) && i <= body && body < i + length)
    });
    (stop - start > 1 && !known).then(|| {
        doc.words(start..stop)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Text;

    #[test]
    fn note_form_has_hardly_any_articles() {
        let notes = "Tue 14/5, MFA, 40 min. DepFM: convoy rows closed for now, nothing moves before rains end. \
            Wd open second road if both sides stop night fire. Asked re lists: 14 names, no more. Prices up, fuel short. \
            Wed, Interior. Dep Min + 2 aides: visas for 3 of ours, not for drivers. Wants letter first, sealed, in French. \
            Won't see press. Thinks talks in Oct likelier than Sept, depends on harvest. Tea, photos, no gifts.";
        let news = "The deputy foreign minister said on Tuesday that the second road would be opened if both of the sides \
            were to stop firing at night. He had been asked about the lists and said that there were fourteen names on \
            them. An official of the interior ministry was to see the delegation on Wednesday. The press has not been told \
            of the meeting, and the letter that the ministry wants to have is to be sealed and to be written in French.";
        for (text, terse) in [(notes, true), (news, false)] {
            let text = Text::new(text);
            assert_eq!(is_terse(&Doc::new(&text)), terse);
        }
    }
}
