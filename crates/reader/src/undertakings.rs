//! What a speaker grants without a verb for it: a list within the month, harm that won't be done, assent in two words.

use crate::modality;
use crate::polarity::Said;
use text::speech::Polarity;

/// "You will have our list within the month", "we would not cut anybody off".
pub(crate) fn gives_word(words: &[&str]) -> bool {
    let given = words.windows(3).take(3).any(|w| {
        w[0] == "you"
            && matches!(w[1], "will" | "'ll" | "shall")
            && matches!(w[2], "have" | "get" | "receive")
    });
    given && !words.iter().any(|w| crate::words::is_negation(w)) || spares(words)
}

/// "We would not cut anybody off", "nobody will be touched": harm that will not be done.
fn spares(words: &[&str]) -> bool {
    words.windows(4).take(6).any(|w| {
        let never = modality::is_future(w[0]) && matches!(w[1], "not" | "n't" | "never")
            || w[0] == "not" && w[1] == "going" && w[2] == "to";
        let own = words.iter().take(4).any(|w| matches!(*w, "we" | "i"));
        never && own && w[2..].iter().any(|w| harms(w))
    })
}

/// "There is no deal with anybody as of tonight": nothing of the kind exists.
pub(crate) fn is_told_absent(words: &[&str]) -> bool {
    let there = words.first() == Some(&"there")
        && matches!(words.get(1), Some(&("is" | "are" | "was" | "were" | "'s")))
        && words.get(2) == Some(&"no");
    let thing = words.get(3).copied().unwrap_or_default();
    let moot = matches!(
        thing,
        "question"
            | "way"
            | "reason"
            | "need"
            | "hope"
            | "room"
            | "possibility"
            | "alternative"
            | "point"
            | "longer"
    );
    there && !moot && !words.iter().any(|w| modality::is_future(w))
}

/// "No soldier will cross", "families will not be turned away".
pub(crate) fn spares_others(words: &[&str]) -> bool {
    // "Nothing would be turned away".
    let none = matches!(words.first(), Some(&("nothing" | "nobody" | "none")))
        && words
            .windows(3)
            .take(6)
            .any(|w| modality::is_future(w[0]) && w[1] == "be" && is_spared(w[2]));
    if none {
        return true;
    }
    let armed = words.first() == Some(&"no")
        && words.iter().skip(1).take(2).any(|w| {
            matches!(
                *w,
                "soldier"
                    | "soldiers"
                    | "gun"
                    | "guns"
                    | "shot"
                    | "troops"
                    | "rocket"
                    | "rockets"
                    | "drone"
                    | "drones"
            )
        })
        && words
            .iter()
            .take(6)
            .any(|w| matches!(*w, "will" | "would" | "'ll"));
    let spared = words
        .windows(4)
        .any(|w| modality::is_future(w[0]) && w[1] == "not" && w[2] == "be" && is_spared(w[3]));
    armed || spared
}

fn is_spared(word: &str) -> bool {
    matches!(
        word,
        "turned"
            | "evicted"
            | "prosecuted"
            | "arrested"
            | "punished"
            | "harmed"
            | "expelled"
            | "deported"
            | "touched"
            | "harassed"
            | "left"
            | "closed"
            | "stopped"
            | "cut"
            | "disconnected"
            | "shut"
    )
}

/// "We would, but not as his postmen", "it would come, though not at the level of ministers".
pub(crate) fn assents(said: &Said<'_, '_>, words: &[&str]) -> Option<Polarity> {
    let would = |w: &&str| matches!(*w, "would" | "will" | "wd" | "'d" | "could");
    let at = words.iter().take(3).position(would)?;
    if !said.conditional || words.iter().any(|w| crate::words::is_negation(w)) {
        return None;
    }
    let next = words.get(at + 1).copied().unwrap_or_default();
    let bare = !next.starts_with(char::is_alphanumeric) && at > 0;
    let joins =
        matches!(next, "come" | "attend" | "join") || next == "take" && words.get(at + 2) == Some(&"part");
    if bare || said.limited && joins {
        return Some(Polarity::Agrees);
    }
    (next == "accept").then_some(Polarity::IsOpenTo)
}

/// "A meeting in Kingstown, only with Brazil in the room": nothing but the thing and what it takes.
pub(crate) fn is_named_with(said: &Said<'_, '_>, words: &[&str]) -> bool {
    let bare = !words
        .iter()
        .any(|w| crate::words::is_auxiliary(w) || modality::is_future(w));
    said.connective.starts_with("only ") && bare && words.len() > 1
}

fn harms(word: &str) -> bool {
    matches!(
        word,
        "cut"
            | "harm"
            | "touch"
            | "attack"
            | "fire"
            | "shoot"
            | "arrest"
            | "shut"
            | "hurt"
            | "punish"
            | "harass"
    )
}

/// "We can ask around", "for the mothers I can stamp papers".
pub(crate) fn helps(words: &[&str]) -> bool {
    let can = |w: &[&str]| matches!(w[0], "we" | "i") && matches!(w[1], "can" | "could") && is_help(w[2]);
    let given = |w: &[&str]| {
        matches!(w[0], "you" | "they" | "she" | "he")
            && matches!(w[1], "can" | "could")
            && (w[2] == "have" && w[0] != "he" || matches!(w[2], "send" | "lend" | "show"))
    };
    (words.windows(3).take(10).any(can) || words.windows(3).take(4).any(given))
        && !modality::contains(words, "but only")
}

fn is_help(word: &str) -> bool {
    matches!(
        word,
        "ask"
            | "help"
            | "try"
            | "carry"
            | "pass"
            | "send"
            | "lend"
            | "print"
            | "bring"
            | "pay"
            | "host"
            | "supply"
            | "raise"
            | "forward"
            | "arrange"
            | "offer"
            | "spare"
            | "stamp"
            | "issue"
            | "provide"
            | "show"
            | "open"
    )
}

/// "You may, but not on the wells".
pub(crate) fn is_let(words: &[&str]) -> bool {
    matches!(
        words,
        ["you" | "they" | "he" | "she", "may" | "can", ",", ..] | ["you", "may"]
    )
}

/// "The ministry has not answered him": what others left undone is told.
pub(crate) fn is_neglect(words: &[&str]) -> bool {
    let undone = |w: &[&str]| {
        matches!(w[0], "has" | "have" | "had")
            && w[1] == "not"
            && matches!(
                w[2],
                "answered" | "replied" | "responded" | "paid" | "kept" | "delivered" | "honoured"
            )
    };
    words.windows(3).take(6).any(undone) && !matches!(words.first(), Some(&("we" | "i")))
}

/// "The drivers would not go there": what many others won't do is told, not refused.
pub(crate) fn foretells_others(words: &[&str]) -> bool {
    let many = |w: &&str| {
        matches!(
            *w,
            "people"
                | "families"
                | "drivers"
                | "refugees"
                | "villagers"
                | "herders"
                | "fishermen"
                | "farmers"
                | "investors"
                | "students"
                | "traders"
                | "workers"
                | "pilgrims"
                | "tourists"
                | "returnees"
        )
    };
    let Some(at) = words.iter().take(4).position(many) else {
        return false;
    };
    let mut rest = words.iter().skip(at + 1).take(3);
    let will = rest.any(|w| modality::is_future(w));
    will && words
        .iter()
        .skip(at + 1)
        .take(4)
        .any(|w| crate::words::is_negation(w))
        && !words[..at]
            .iter()
            .any(|w| matches!(*w, "our" | "my" | "his" | "her"))
}

/// "Us too, as long as it is here", "why not": assent in two words.
pub(crate) fn joins(words: &[&str]) -> bool {
    matches!(
        words,
        ["us" | "me", "too", ..] | ["same", "here", ..] | ["why", "not"] | ["why", "not", "?" | ","]
    )
}

/// "It will be on your desk on Monday", "they would be home by then", "you have my word".
pub(crate) fn delivers(words: &[&str]) -> bool {
    let word = [
        "have my word",
        "has my word",
        "had his word",
        "had her word",
        "have his word",
        "have her word",
    ];
    if word.iter().any(|phrase| modality::contains(words, phrase)) {
        return true;
    }
    let at = words.windows(3).take(8).position(|w| {
        modality::is_future(w[0])
            && w[1] == "be"
            && matches!(
                w[2],
                "on" | "in" | "home" | "back" | "with" | "ready" | "there" | "at"
            )
    });
    let Some(at) = at else { return false };
    let rest = &words[at + 3..];
    let held = rest
        .iter()
        .take(4)
        .any(|w| matches!(*w, "desk" | "table" | "hands" | "box" | "office" | "you" | "post"));
    let timed = rest.iter().take(8).any(|w| {
        crate::timed::is_time(w) || matches!(*w, "by" | "before" | "within" | "tomorrow" | "tonight")
    });
    let home = matches!(words[at + 2], "home" | "back" | "ready")
        && rest
            .first()
            .is_some_and(|w| matches!(*w, "for" | "by" | "before" | "in"));
    (held && (timed || rest.len() <= 4)
        || timed && matches!(words[at + 2], "home" | "back" | "ready" | "with")
        || home)
        && !words.iter().any(|w| crate::words::is_negation(w))
}

/// "Our nurses can't work there": what somebody is kept from is told, not refused.
pub(crate) fn is_unable(words: &[&str]) -> bool {
    let unable = |w: &[&str]| {
        (matches!(w[0], "can't" | "cannot" | "couldn't") || w[0] == "not" || w[0] == "n't")
            && matches!(
                w[1],
                "work" | "travel" | "move" | "eat" | "sleep" | "read" | "study" | "see" | "reach"
            )
    };
    let can = words
        .iter()
        .take(10)
        .any(|w| matches!(*w, "can" | "can't" | "cannot" | "could" | "couldn't" | "ca"));
    can && words.windows(2).take(10).any(unable) && !matches!(words.first(), Some(&("we" | "i" | "you")))
}
