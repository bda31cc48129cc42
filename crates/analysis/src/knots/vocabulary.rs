//! The words by which two clauses are known to speak of the same act.

use crate::words::stems;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What sort of act a verb names. Verbs of a kind differ in tone, not in what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of relations: to make more of them.
    Raise,
    /// To make less of something, or nothing.
    End,
    Return,
    Keep,
    Open,
    /// To do to others as they did.
    Answer,
    Show,
    Talk,
    Send,
    Host,
    Free,
    Leave,
    Disarm,
    Vouch,
    Publish,
    Recognise,
    Sign,
}

impl Kind {
    /// Whether the topic alone says what it is done to: to end sanctions, to raise relations.
    pub(super) fn rests_on_topic(self) -> bool {
        matches!(self, Self::Raise | Self::End | Self::Keep | Self::Open)
    }

    /// Whether something that is there came about by it.
    pub(super) fn brings_about(self) -> bool {
        matches!(self, Self::Raise | Self::Keep | Self::Open | Self::Send)
    }
}

#[rustfmt::skip]
const VERBS: &[(Kind, &[&str])] = &[
    (Kind::Raise, &["upgrade", "improve", "normalise", "normalize", "establish", "restore", "raise", "deepen", "set up", "exchange ambassadors"]),
    (Kind::End, &["stop", "halt", "end", "cease", "curb", "cut", "cut off", "freeze", "suspend", "give up", "give them up", "give it up", "abandon", "forgo", "refrain", "renounce", "reduce", "limit", "pause", "discontinue", "do without", "ease", "lift", "relax", "waive", "remove", "loosen", "exempt", "drop", "close"]),
    (Kind::Return, &["return", "rejoin", "resume", "come back", "coming back", "going back", "go back", "come to the table"]),
    (Kind::Keep, &["keep", "continue", "maintain", "go on", "going on", "extend", "prolong", "respect", "hold to", "observe", "remain committed"]),
    (Kind::Open, &["open", "open up"]),
    (Kind::Answer, &["reciprocate", "answer", "respond", "repay"]),
    (Kind::Show, &["show", "prove", "demonstrate"]),
    (Kind::Talk, &["talk", "meet", "mtg", "negotiate", "discuss", "speak", "dialogue"]),
    (Kind::Send, &["send", "deliver", "deliveries", "delivery", "ship", "supply", "provide", "give", "pay", "transfer", "arrive"]),
    (Kind::Host, &["receive", "train", "bring", "accept", "admit", "welcome", "allow", "let", "permit", "invite"]),
    (Kind::Free, &["release", "free", "hand over"]),
    (Kind::Leave, &["withdraw", "leave", "pull back", "evacuate"]),
    (Kind::Disarm, &["dismantle", "disarm", "destroy", "disable", "denuclearise", "denuclearize"]),
    (Kind::Vouch, &["guarantee", "vouch", "assure", "stand surety", "pledge"]),
    (Kind::Publish, &["publish", "become known", "leak", "photograph"]),
    (Kind::Recognise, &["recognise", "recognize"]),
    (Kind::Sign, &["sign", "ratify", "conclude"]),
];

/// Words that turn what follows around.
#[rustfmt::skip]
const NEGATORS: &[&str] = &[
    "not", "no", "never", "nor", "neither", "nobody", "nothing", "none", "without", "little", "hardly", "refuse",
    "decline", "fail", "reject", "unwilling", "reluctant", "absence",
];
/// The same, where what is refused is to let something be.
const AGAINST: &[&str] = &["object", "oppose"];

/// Words that say how willing somebody is, or when; they say nothing of what is done.
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "would", "will", "wd", "could", "cd", "can", "may", "might", "shall", "should", "must", "ready", "prepared", "willing",
    "consider", "agree", "promise", "offer", "support", "want", "intend", "plan", "able", "undertake", "vote", "see",
    "reason", "interest", "compelling", "expect", "hope", "the", "a", "an", "to", "of", "in", "on", "and", "or", "for",
    "with", "w", "it", "its", "they", "their", "them", "he", "she", "that", "this", "these", "those", "be", "is", "are", "was", "were",
    "been", "being", "if", "we", "our", "us", "you", "your", "by", "as", "at", "do", "does", "did", "has", "have", "had",
    "from", "about", "into", "then", "there", "first", "again", "only", "once", "before", "after", "also", "so", "any",
    "all", "one", "which", "who", "what", "when", "but", "other", "more", "own", "among", "between", "go", "well",
    "directly", "direct", "seriously", "serious", "anybody", "somebody", "step", "up", "back", "out", "over", "new",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "nov", "dec", "oct", "sept", "year", "month", "week", "day", "some", "no", "not", "country", "side",
];

/// Words of what nobody wants to happen. What would follow from it is a warning and not an offer.
const HARMS: &[&str] = &[
    "lecture",
    "attack",
    "provoke",
    "provocation",
    "danger",
    "leak",
    "photograph",
    "war",
    "incident",
    "shoot",
];

/// Short forms in notes, and words for the same thing.
const SAME: &[(&str, &str)] = &[
    ("rel", "relation"),
    ("ti", "relation"),
    ("tie", "relation"),
    ("mtg", "meet"),
    ("negoti", "talk"),
    ("tabl", "talk"),
    ("program", "programm"),
    ("shipment", "deliveri"),
    ("export", "sel"),
    ("deliveri", "sel"),
    ("physician", "doctor"),
];

struct Words {
    verbs: HashMap<String, Vec<(Vec<String>, Kind)>>,
    negators: Vec<String>,
    against: Vec<String>,
    light: Vec<String>,
    harms: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let all = |list: &[&str]| list.iter().flat_map(|word| stems(word)).collect::<Vec<_>>();
    let mut verbs: HashMap<String, Vec<(Vec<String>, Kind)>> = HashMap::new();
    for (kind, words) in VERBS {
        for word in *words {
            let phrase = stems(word);
            if let Some(first) = phrase.first().cloned() {
                verbs.entry(first).or_default().push((phrase, *kind));
            }
        }
    }
    for phrases in verbs.values_mut() {
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    }
    Words {
        verbs,
        negators: all(NEGATORS),
        against: all(AGAINST),
        light: all(LIGHT),
        harms: all(HARMS),
    }
});

/// The kind of the verb that begins here, and how many words it has.
pub(super) fn verb_at(stems: &[&str]) -> Option<(Kind, usize)> {
    let phrases = WORDS.verbs.get(*stems.first()?)?;
    phrases
        .iter()
        .find(|(phrase, _)| phrase.len() <= stems.len() && phrase.iter().zip(stems).all(|(a, b)| a == b))
        .map(|(phrase, kind)| (*kind, phrase.len()))
}

pub(super) fn is_negator(stem: &str) -> bool {
    WORDS.negators.iter().any(|known| known == stem) || is_against(stem)
}

pub(super) fn is_against(stem: &str) -> bool {
    WORDS.against.iter().any(|known| known == stem)
}

pub(super) fn is_light(stem: &str) -> bool {
    stem.bytes().all(|b| b.is_ascii_digit()) || WORDS.light.iter().any(|known| known == stem)
}

pub(super) fn is_harm(stem: &str) -> bool {
    WORDS.harms.iter().any(|known| known == stem)
}

/// The one word that stands for all that mean the same.
pub(super) fn canonical(stem: &str) -> &str {
    SAME.iter()
        .find(|(short, _)| *short == stem)
        .map_or(stem, |(_, long)| long)
}
