//! The words of a topic, and the words that turn them.

use crate::words::{Pause, Word, stems};
use domain::Topic;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// Words that say no by themselves, and turn what follows: "oppose an upgrade".
const AGAINST: &[&str] = &[
    "oppose",
    "object",
    "object to",
    "reject",
    "against",
    "condemn",
    "contest",
    "rule out",
    "resist",
    "block",
    "hostile to",
    "exclude",
    "unwilling",
];
/// The same, where what is refused is the step asked about, whatever the step is.
const REFUSING: &[&str] = &["refuse", "decline", "dismiss"];
/// Words that turn what stands before them: "an upgrade is out of the question".
const VERDICTS: &[&str] = &[
    "premature",
    "out of the question",
    "impossible",
    "unacceptable",
    "unthinkable",
    "off the table",
    "no basis",
    "not an option",
    "excluded",
    "too early",
];
/// Words that say yes by themselves.
const FOR: &[&str] = &[
    "support",
    "favour",
    "favor",
    "endorse",
    "in favour of",
    "in favor of",
    "advocate",
    "approve",
];
/// Words that only turn what follows.
const NEGATORS: &[&str] = &[
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "nobody",
    "nothing",
    "without",
    "hardly",
    "little",
    "stop short of",
    "reluctant",
    "fail to",
    "unable",
    "lack of",
    "deny",
    "denies",
    "absence of",
];
/// What looks like a negator and is none.
const NO_NEGATORS: &[&str] = &[
    "not only",
    "no doubt",
    "no matter",
    "nothing but",
    "a little",
    "not before",
];
/// Words that make a statement softer.
const HEDGES: &[&str] = &["could", "might", "may", "consider", "perhaps", "possibly", "cd"];
/// Steps that take something away. A topic whose yes words are mostly these asks whether its subject should end.
const ENDING: &[&str] = &[
    "stop",
    "curb",
    "halt",
    "end",
    "suspend",
    "give up",
    "reduce",
    "freeze",
    "ease",
    "lift",
    "relax",
    "waive",
    "exempt",
    "pause",
    "delay",
    "ban",
    "abolish",
    "withdraw",
    "remove",
    "dismantle",
    "abandon",
    "close",
    "cancel",
    "cut",
    "limit",
    "prohibit",
    "disarm",
    "drop",
    "forgo",
    "renounce",
    "leave",
];
/// Words of a question that name no step.
const QUESTION_WORDS: &[&str] = &[
    "should", "shall", "must", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does",
    "did", "can", "could", "would", "will", "the", "a", "an", "of", "to", "in", "on", "for", "with", "and",
    "or", "there", "between", "by", "it", "its", "their", "this", "that", "what", "who", "when", "how",
    "from", "at", "as", "any", "about",
];

/// Cues that only report. What they are to a topic's words is chance ("maintained that …").
const REPORTING: &[&str] = &[
    "say",
    "said",
    "tell",
    "told",
    "add",
    "note",
    "state",
    "call",
    "think",
    "thought",
    "believe",
    "argue",
    "insist",
    "maintain",
    "claim",
    "repeat",
    "stress",
    "warn",
    "explain",
    "reply",
    "answer",
    "report",
    "declare",
    "according to",
    "remark",
    "observe",
    "suggest",
    "point out",
    "hint",
    "recall",
    "hold",
    "ask",
    "asked",
];

static REPORTING_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    REPORTING
        .iter()
        .flat_map(|cue| stems(cue))
        .filter(|s| s != "to" && s != "out")
        .collect()
});

/// Whether a cue of this stem only reports.
pub(crate) fn only_reports(stem: &str) -> bool {
    REPORTING_STEMS.iter().any(|known| known == stem)
}

/// What a phrase does for a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Names the topic.
    Alias,
    /// +1 or −1, by the topic's own words.
    Own(i8),
    /// +1 or −1, by words of any topic.
    General(i8),
    /// Turns the next, says nothing itself.
    Negator,
    /// A hedge.
    Hedge,
    /// Consumes its words and does nothing.
    Nothing,
}

/// A phrase with what it does.
#[derive(Clone, Debug)]
struct Phrase {
    stems: Vec<String>,
    role: Role,
    /// Whether it turns what follows, or, as a verdict, what stands before it.
    turns: Turn,
}

/// Which words it turns around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    None,
    After,
    Before,
}

/// A phrase found in a run of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Index of its first word.
    pub(crate) at: usize,
    /// One past its last word.
    pub(crate) end: usize,
    pub(crate) role: Role,
    pub(crate) turns: Turn,
}

type Phrases = HashMap<String, Vec<Phrase>, BuildHasherDefault<Fnv>>;

/// FNV-1a (Fowler, Noll and Vo): quick for short words. Keys are a topic's words, never those of a document.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Phrases that work for every topic; those of `AGAINST` and `FOR` with the sign they have for a subject
/// that should begin.
static COMMON: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let all = |list: &[&str], role, turns| {
        list.iter()
            .map(move |p| Phrase {
                stems: stems(p),
                role,
                turns,
            })
            .collect::<Vec<_>>()
    };
    let mut found = all(NO_NEGATORS, Role::Nothing, Turn::None);
    found.extend(all(AGAINST, Role::General(-1), Turn::After));
    found.extend(all(FOR, Role::General(1), Turn::None));
    found.extend(all(REFUSING, Role::General(-1), Turn::After));
    found.extend(all(VERDICTS, Role::General(-1), Turn::Before));
    found.extend(all(NEGATORS, Role::Negator, Turn::After));
    found.extend(all(HEDGES, Role::Hedge, Turn::None));
    found
});

static AGAINST_STEMS: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| AGAINST.iter().map(|p| stems(p)).collect());

/// The phrases of one topic, ready to be found.
pub(crate) struct Lexicon {
    phrases: Phrases,
    /// Whether the question asks that its subject end: "Should arms sales stop?"
    pub(crate) ending: bool,
}

impl Lexicon {
    pub(crate) fn of(topic: &Topic) -> Self {
        let ending_words: Vec<_> = ENDING.iter().map(|p| stems(p)).collect();
        let mut yes: Vec<Vec<String>> = topic.yes.iter().map(|p| stems(p)).collect();
        let aliases: Vec<_> = topic
            .aliases
            .iter()
            .chain([&topic.name])
            .map(|p| stems(p))
            .collect();
        if yes.is_empty() {
            yes = steps_of(topic.question.as_deref().unwrap_or_default(), &aliases);
        }
        let enders = yes.iter().filter(|step| ending_words.contains(step)).count();
        let mut lexicon = Self {
            phrases: Phrases::default(),
            ending: enders * 2 > yes.len(),
        };
        let no = topic.no.iter().map(|p| stems(p));
        for (stems, sign) in yes.into_iter().map(|p| (p, 1)).chain(no.map(|p| (p, -1))) {
            // "No reason" turns "to stop" as well, "no objection" does not turn "to training".
            let common = COMMON.iter().find(|c| c.stems == stems).map(|c| c.turns);
            let negates = sign < 0 && stems.iter().any(|s| is_negator(s));
            let turns = common.unwrap_or(if negates { Turn::After } else { Turn::None });
            lexicon.add(Phrase {
                stems,
                role: Role::Own(sign),
                turns,
            });
        }
        for phrase in COMMON.iter() {
            let against_ending = lexicon.ending && AGAINST_STEMS.contains(&phrase.stems);
            let role = match phrase.role {
                // To support what should end is to say no; to oppose it is to say yes.
                Role::General(1) if lexicon.ending => Role::General(-1),
                Role::General(_) if against_ending => Role::General(1),
                role => role,
            };
            lexicon.add(Phrase {
                role,
                ..phrase.clone()
            });
        }
        for stems in aliases {
            lexicon.add(Phrase {
                stems,
                role: Role::Alias,
                turns: Turn::None,
            });
        }
        for list in lexicon.phrases.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.stems.len()));
        }
        lexicon
    }

    /// The first phrase of the same words wins: a topic's own before the common ones.
    fn add(&mut self, phrase: Phrase) {
        let Some(first) = phrase.stems.first() else { return };
        let list = self.phrases.entry(first.clone()).or_default();
        if !list
            .iter()
            .any(|p| p.stems == phrase.stems && (p.role == Role::Alias) == (phrase.role == Role::Alias))
        {
            list.push(phrase);
        }
    }

    /// The phrases in a run of words, in order: the longest at each place, never across a clause's end.
    /// An alias does not hide the words inside it ("return to the talks").
    pub(crate) fn hits(&self, words: &[Word]) -> Vec<Hit> {
        let mut found = Vec::new();
        let mut free_from = 0;
        for at in 0..words.len() {
            for phrase in self.phrases.get(&words[at].stem).into_iter().flatten() {
                let end = at + phrase.stems.len();
                let is_alias = phrase.role == Role::Alias;
                if (!is_alias && at < free_from) || !stands_at(&phrase.stems, words, at) {
                    continue;
                }
                found.push(Hit {
                    at,
                    end,
                    role: phrase.role,
                    turns: phrase.turns,
                });
                if !is_alias {
                    free_from = end;
                }
            }
        }
        found
    }
}

/// Whether this word says no, wherever it stands.
pub(crate) fn is_negator(stem: &str) -> bool {
    matches!(stem, "not" | "no" | "never" | "nor" | "neither" | "noth")
}

fn stands_at(stems: &[String], words: &[Word], at: usize) -> bool {
    let Some(run) = words.get(at..at + stems.len()) else {
        return false;
    };
    let whole = run[..run.len() - 1].iter().all(|w| w.pause != Pause::Full);
    whole && run.iter().zip(stems).all(|(word, stem)| word.stem == *stem)
}

/// What a question asks to be done, where a topic lists no yes words: its words that are neither the
/// topic's own names nor form words.
fn steps_of(question: &str, aliases: &[Vec<String>]) -> Vec<Vec<String>> {
    let form_words: Vec<String> = QUESTION_WORDS.iter().flat_map(|w| stems(w)).collect();
    stems(question)
        .into_iter()
        .filter(|stem| !form_words.contains(stem) && !aliases.iter().flatten().any(|a| a == stem))
        .map(|stem| vec![stem])
        .collect()
}
