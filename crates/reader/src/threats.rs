//! Threats: harm that is announced, and what follows a bad turn.

use crate::modality::{contains, is_future, is_participle};
use crate::words;

/// Whether harm is announced: "there will be consequences".
pub(crate) fn announced(words: &[&str], warned: bool, conditional: bool) -> bool {
    let future = words.iter().any(|w| is_future(w)) || words.contains(&"shall");
    let harm = words.iter().any(|w| {
        [
            "retaliat",
            "punish",
            "destroy",
            "annihilat",
            "expel",
            "consequences",
            "reprisal",
            "crush",
            "sea of fire",
        ]
        .iter()
        .any(|stem| w.starts_with(stem))
    });
    let act = words.iter().any(|w| {
        matches!(
            *w,
            "strike"
                | "attack"
                | "respond"
                | "suspend"
                | "withdraw"
                | "cut"
                | "close"
                | "leave"
                | "cancel"
                | "halt"
                | "end"
                | "break"
                | "undo"
                | "stop"
                | "quit"
                | "abandon"
                | "resume"
                | "expel"
                | "recall"
                | "seize"
        )
    });
    let done = words.windows(2).any(|w| w[0] == "be" && is_participle(w[1]));
    let bleak = [
        "folded arms",
        "regret it",
        "pay for it",
        "shot down",
        "shoot down",
        "all options",
    ]
    .iter()
    .any(|phrase| contains(words, phrase));
    let certain = words
        .iter()
        .any(|w| is_future(w) || matches!(*w, "may" | "might" | "could" | "gets"));
    harm && (future || warned) || bleak && certain || warned && future && (act || done || conditional)
}

/// What both sides lose when it ends: "contact would end the day a ship came".
fn is_shared(word: &str) -> bool {
    matches!(
        word,
        "contact"
            | "contacts"
            | "talks"
            | "cooperation"
            | "dialogue"
            | "aid"
            | "truce"
            | "ceasefire"
            | "deal"
            | "support"
            | "visits"
            | "transit"
            | "supplies"
            | "access"
            | "trade"
    )
}

/// Whether what follows a bad turn is a threat: "unless he calls, he'll cancel", "if it is shut again, the border
/// closes".
pub(crate) fn over(words: &[&str], clause: &[&str], connective: &str) -> bool {
    let lack = matches!(
        connective,
        "unless" | "failing" | "absent" | "in the absence of" | "in absence of" | "without" | "w/o"
    );
    if connective == "barring" {
        return false;
    }
    let bad = lack || is_bad(clause);
    // "We walk out and we don't come back" is harm all the same.
    let main = words
        .iter()
        .position(|w| matches!(*w, "and" | ";"))
        .unwrap_or(words.len());
    let votes = contains(words, "vote no") || contains(words, "votes no");
    let negative = !votes
        && words[..main]
            .iter()
            .any(|w| words::is_negation(w) || matches!(*w, "nobody" | "none" | "nothing"));
    let will = words
        .iter()
        .any(|w| matches!(*w, "will" | "'ll" | "shall") || lack && matches!(*w, "would" | "wd" | "'d"));
    let ends = takes_it(words, clause)
        || words.iter().any(|w| {
            matches!(
                *w,
                "closes"
                    | "ends"
                    | "stops"
                    | "leaves"
                    | "withdraws"
                    | "cancels"
                    | "suspends"
                    | "resumes"
                    | "expels"
                    | "goes"
                    | "walk"
                    | "walks"
                    | "leave"
                    | "close"
                    | "shut"
            )
        })
        || contains(words, "hands free");
    // Somebody else's way of seeing it is no threat.
    let state = words.windows(2).any(|w| {
        is_future(w[0])
            && matches!(
                w[1],
                "be" | "have" | "know" | "remain" | "stay" | "need" | "read" | "see"
            )
    }) && !words.windows(2).any(|w| w[0] == "be" && is_participle(w[1]));
    let lost = words
        .windows(3)
        .any(|w| is_shared(w[0]) && is_future(w[1]) && matches!(w[2], "end" | "stop" | "cease"));
    // "If nothing had moved by then, they would bring it before the council".
    let raised = connective == "if"
        && contains(clause, "nothing")
        && words
            .windows(2)
            .any(|w| is_future(w[0]) && matches!(w[1], "bring" | "take" | "refer" | "raise" | "turn" | "go"));
    if lack && gives(words) {
        return false;
    }
    (bad && (will || ends) && !state || lost || raised) && !negative
}

/// A turn for the worse: "if it is shut again", "if they go on shelling".
fn is_bad(clause: &[&str]) -> bool {
    clause.iter().any(|w| {
        matches!(
            *w,
            "not"
                | "n't"
                | "never"
                | "no"
                | "nothing"
                | "again"
                | "another"
                | "below"
                | "attack"
                | "attacks"
                | "attacked"
                | "sold"
                | "strays"
                | "cut"
                | "shut"
                | "blocked"
                | "frozen"
                | "strike"
                | "violate"
                | "violates"
                | "cross"
                | "seized"
                | "armed"
                | "leak"
                | "leaks"
                | "shooting"
                | "raid"
                | "raids"
                | "incursion"
        ) || w.ends_with("n't")
            || [
                "fail",
                "refus",
                "reject",
                "disappear",
                "provo",
                "threaten",
                "delay",
                "arrest",
                "collaps",
                "bomb",
                "shell",
                "jam",
                "kill",
            ]
            .iter()
            .any(|stem| w.starts_with(stem))
    }) || contains(clause, "one more")
        || [
            "goes on",
            "go on",
            "keeps",
            "keep",
            "continues",
            "continue",
            "persists",
        ]
        .iter()
        .any(|phrase| contains(clause, phrase) && clause.iter().any(|w| w.ends_with("ing")))
}

/// "If they shut the river mouth again, he takes the fishermen out himself".
fn takes_it(words: &[&str], clause: &[&str]) -> bool {
    clause.iter().any(|w| matches!(*w, "again" | "another" | "more"))
        && words.windows(2).any(|w| {
            matches!(w[0], "he" | "she" | "they" | "we" | "i")
                && matches!(
                    w[1],
                    "sink"
                        | "sinks"
                        | "takes"
                        | "take"
                        | "goes"
                        | "go"
                        | "shoots"
                        | "shoot"
                        | "sends"
                        | "send"
                        | "fires"
                        | "fire"
                        | "acts"
                        | "act"
                        | "moves"
                        | "move"
                        | "answers"
                        | "answer"
                )
        })
}

/// "He would pay for the flights unless they insisted on doing so".
fn gives(words: &[&str]) -> bool {
    words.windows(2).take(6).any(|w| {
        is_future(w[0])
            && matches!(
                w[1],
                "pay" | "give" | "help" | "host" | "lend" | "cover" | "fund" | "provide" | "supply" | "carry"
            )
    })
}

/// "Should there be a seventh, the patrols would answer", "were it enlarged, the whole package would be looked at again":
/// what is feared is turned round, and nothing good follows; or what follows is plain harm.
pub(crate) fn follows(words: &[&str], clause: &[&str], connective: &str) -> bool {
    if is_lost(words) && matches!(connective, "if" | "should" | "whoever") && !is_wished(clause) {
        return true;
    }
    let main = words
        .iter()
        .position(|w| matches!(*w, "," | "and" | ";"))
        .filter(|&at| at > 3)
        .unwrap_or(words.len());
    let main = &words[..main];
    if main.iter().any(|w| words::is_negation(w)) {
        return false;
    }
    let turned = matches!(connective, "should" | "were");
    let verb = main.iter().position(|w| is_future(w));
    let good = main.iter().any(|w| is_good(w))
        || main
            .iter()
            .any(|w| matches!(*w, "could" | "can" | "may" | "might"));
    let next = |n: usize| {
        verb.and_then(|verb| main.get(verb + n))
            .copied()
            .unwrap_or_default()
    };
    let state = next(1) == "be" && !is_participle(next(2));
    let stops = matches!(next(1), "stop" | "cease" | "end" | "halt" | "quit");
    // "We will withdraw our consent".
    let gone = matches!(next(1), "withdraw" | "revoke" | "drop")
        && main.iter().any(|w| {
            matches!(
                *w,
                "consent"
                    | "support"
                    | "permission"
                    | "offer"
                    | "recognition"
                    | "cooperation"
                    | "licence"
                    | "permit"
            )
        });
    let good = good && !stops && !gone || state;
    let told = verb.is_some() || main.iter().any(|w| w.ends_with('s') && w.len() > 3 || is_harm(w));
    let sent = |rest: &[&str]| {
        let off = |w: &&str| matches!(*w, "back" | "home" | "round" | "away" | "elsewhere");
        rest.iter().take(4).any(|w| *w == "sent") && rest.iter().take(7).any(off)
            || rest.iter().take(6).any(|w| *w == "elsewhere")
    };
    let turned_back = |rest: &[&str]| {
        sent(rest)
            || rest.first() == Some(&"turn")
                && rest
                    .iter()
                    .take(6)
                    .any(|w| matches!(*w, "back" | "round" | "around" | "away"))
    };
    let harm = verb.is_some_and(|verb| {
        main[verb + 1..].iter().take(4).any(|w| is_harm(w)) || turned_back(&main[verb + 1..])
    });
    // "The school shuts", "the mayors stay at home", "the next one won't go home".
    let stops = main.iter().skip(1).any(|w| {
        matches!(
            *w,
            "shuts" | "stops" | "closes" | "lapse" | "lapses" | "expire" | "expires" | "unopened"
        )
    }) || main
        .windows(2)
        .take(4)
        .any(|w| w[0].ends_with('s') && matches!(w[1], "close" | "shut" | "stop"))
        || [
            "turns round",
            "turns back",
            "stay at home",
            "stays at home",
            "be turned",
            "carried off",
            "goes back",
            "go back unopened",
        ]
        .iter()
        .any(|phrase| contains(main, phrase));
    let stops = stops
        && matches!(
            connective,
            "if" | "should" | "unless" | "without" | "whoever" | "failing"
        );
    if stops && !is_wished(clause) {
        return true;
    }
    turned && told && !good || harm && !is_wished(clause) && connective != "barring" && connective != "before"
}

/// "The next one won't go home", "there would be no contract left".
fn is_lost(words: &[&str]) -> bool {
    let lost = [
        "won't go home",
        "not go home",
        "not come back",
        "won't come back",
        "not return home",
    ];
    let gone = (contains(words, "there would be no") || contains(words, "there will be no"))
        && words.iter().any(|w| matches!(*w, "left" | "more" | "next"));
    gone || lost.iter().any(|phrase| contains(words, phrase))
}

/// What is done for somebody.
fn is_good(word: &str) -> bool {
    [
        "send",
        "give",
        "gave",
        "open",
        "help",
        "releas",
        "return",
        "pay",
        "come",
        "join",
        "lend",
        "allow",
        "consider",
        "welcom",
        "drop",
        "resum",
        "lift",
        "sign",
        "provid",
        "shar",
        "restor",
        "host",
        "meet",
        "agree",
        "accept",
        "support",
        "prepared",
        "ready",
        "look",
        "light",
        "supply",
        "deliver",
        "free",
        "withdraw",
        "offer",
        "hear",
        "inform",
        "told",
        "reach",
        "rise",
        "grow",
        "reciprocate",
        "go",
    ]
    .iter()
    .any(|stem| word.starts_with(stem) && word.len() <= stem.len() + 4)
}

/// What is done to somebody.
fn is_harm(word: &str) -> bool {
    matches!(
        word,
        "block"
            | "blocked"
            | "blockade"
            | "blockaded"
            | "expel"
            | "expelled"
            | "retaliate"
            | "closed"
            | "close"
            | "shut"
            | "sealed"
            | "seal"
            | "escorted"
            | "sunk"
            | "sink"
            | "boycott"
            | "seized"
            | "seize"
            | "suspended"
            | "suspend"
            | "cancelled"
            | "cancel"
            | "cut"
            | "ram"
    )
}

/// What is asked for: "if they pay", "once it is lifted".
fn is_wished(clause: &[&str]) -> bool {
    // "If the trucks returned".
    let comes = |w: &&str| {
        matches!(
            *w,
            "return" | "returns" | "returned" | "open" | "opens" | "opened"
        )
    };
    let armed = |w: &&str| {
        matches!(
            *w,
            "trucks"
                | "troops"
                | "soldiers"
                | "police"
                | "army"
                | "boats"
                | "settlers"
                | "patrols"
                | "gunmen"
                | "drones"
                | "fire"
        )
    };
    let return_armed = clause.iter().any(armed) && clause.iter().any(comes);
    !return_armed
        && !clause.iter().any(|w| words::is_negation(w))
        && clause.iter().any(|w| {
            [
                "pay", "paid", "lift", "recogni", "sign", "return", "free", "releas", "agree", "stop",
                "accept", "withdr", "open", "drop", "guarant", "give", "let", "invit", "help", "share",
                "halt", "allow", "settle", "hand", "ease",
            ]
            .iter()
            .any(|stem| w.starts_with(stem))
        })
}
