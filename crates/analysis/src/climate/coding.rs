//! What a statement is as an event, by the rules that stand at the head of `codes.tsv`.

use super::EventType;
use super::codes::{Code, Hit, Meaning, TABLE};
use super::names::{Mention, Side};
use crate::lean::Reading;
use crate::lexicon::is_negator;
use crate::words::{Pause, Word};
use domain::{Polarity, Statement};

/// How far before a thing its word of doing may stand, and a negation before what it turns.
const NEAR: usize = 5;

/// Words after which a name is no subject.
const PREPOSITIONS: &[&str] = &[
    "with", "from", "of", "against", "to", "for", "on", "in", "at", "by", "about", "into", "between",
    "toward", "towards", "over", "near", "before", "and",
];

/// Whether it is done, still to come, or owed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    Done,
    Later,
    Owed,
}

/// A code found in the words, with what stands around it.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question that the rules ask"
)]
struct Found {
    code: Code,
    at: usize,
    /// Whether it counts by itself: a word of doing, or a thing beside one.
    counts: bool,
    negated: bool,
    /// Whose deed it is.
    own: bool,
    /// Whether the words end it.
    ends: bool,
    time: Time,
}

impl Found {
    fn is_deed(&self) -> bool {
        use EventType as T;
        !matches!(
            self.code.event_type,
            T::Agree | T::Support | T::Request | T::Accuse | T::Reject | T::Threaten
        )
    }

    fn is_friendly(&self) -> bool {
        self.code.intensity > 0.0
    }
}

/// How a statement is coded, if it is an event at all.
pub(crate) fn code(statement: &Statement, mentions: &[Mention], reading: &Reading<'_>) -> Option<Code> {
    if statement.polarity == Polarity::DeclinesToSay || reading.is_question() {
        return None;
    }
    let (run, start) = reading.run();
    // The "not" of "will not" is the refusal itself; in "did not say that" it is the assertion's.
    let own_from = if statement.polarity == Polarity::Asserts {
        0
    } else {
        start
    };
    let all = found_in(run, mentions, own_from);
    let said: Vec<Found> = all.iter().filter(|f| f.at < start).copied().collect();
    let content: Vec<Found> = all.iter().filter(|f| f.at >= start).copied().collect();
    let promises_nothing = run
        .get(start)
        .is_some_and(|first| matches!(first.stem.as_str(), "noth" | "no"));
    match statement.polarity {
        Polarity::Offers | Polarity::Promises | Polarity::Agrees | Polarity::IsOpenTo => {
            (!promises_nothing).then(|| by_consent(&content, statement.polarity != Polarity::Promises))
        }
        Polarity::Threatens => Some(by_threat(&all)),
        Polarity::Refuses => Some(by_refusal(&content)),
        Polarity::Denies => by_denial(&content),
        Polarity::Demands => Some(TABLE.code(EventType::Request, "demand")),
        Polarity::Asks => Some(by_request(&said)),
        Polarity::Asserts | Polarity::DeclinesToSay => by_words(&said, &content),
    }
}

/// An offer, a promise, a yes. An offer to end something is a concession, whatever it is: "would curb deliveries".
fn by_consent(content: &[Found], offers: bool) -> Code {
    use EventType as T;
    let Some(deed) = content.iter().find(|f| f.is_deed()) else {
        return TABLE.code(T::Agree, "general");
    };
    // "Would not object to the doctors": the "not" is spent.
    let spent = |f: &Found| f.at < deed.at && matches!(f.code.event_type, T::Accuse | T::Reject | T::Agree);
    let negated = deed.negated && !content.iter().any(spent);
    match (deed.is_friendly(), negated) {
        (false, false) if offers && deed.ends => TABLE.code(T::Concede, "promise"),
        (_, false) => to_come(deed),
        (true, true) => TABLE.code(T::Reject, "general"),
        (false, true) => TABLE.code(T::Agree, "assure"),
    }
}

/// A deed still to come, in words.
fn to_come(deed: &Found) -> Code {
    use EventType as T;
    match deed.code.event_type {
        T::Retreat | T::Concede => TABLE.code(T::Concede, "promise"),
        T::Consult => TABLE.code(T::Agree, "meet"),
        T::Cooperate => TABLE.code(T::Agree, "cooperate"),
        T::Aid => TABLE.code(T::Agree, "aid"),
        T::Support => TABLE.code(T::Agree, "diplomatic"),
        T::Agree => TABLE.code(T::Agree, "general"),
        T::Assault | T::Mobilize => TABLE.code(T::Threaten, "force"),
        T::Sanction | T::Coerce | T::Protest => TABLE.code(T::Threaten, "sanctions"),
        T::Request | T::Accuse | T::Reject | T::Threaten => TABLE.code(T::Threaten, "general"),
    }
}

fn by_threat(all: &[Found]) -> Code {
    let deed = all.iter().find(|f| f.is_deed() && !f.is_friendly());
    let named = all
        .iter()
        .find(|f| f.code.event_type == EventType::Threaten && f.code.mode != "warn");
    match (deed, named) {
        (Some(deed), _) => to_come(deed),
        (None, Some(named)) => named.code,
        (None, None) => TABLE.code(EventType::Threaten, "general"),
    }
}

fn by_refusal(content: &[Found]) -> Code {
    match content.iter().find(|f| f.is_deed()) {
        Some(deed) if !deed.is_friendly() && !deed.negated => TABLE.code(EventType::Agree, "assure"),
        Some(deed) if deed.code.event_type == EventType::Consult => TABLE.code(EventType::Reject, "meet"),
        _ => TABLE.code(EventType::Reject, "general"),
    }
}

/// Who denies to have worked with somebody does nothing to them.
fn by_denial(content: &[Found]) -> Option<Code> {
    use EventType as T;
    let first = content.first().map(|f| (f.code.event_type, f.own));
    let of = |event_type, mode| Some(TABLE.code(event_type, mode));
    match first {
        Some((T::Reject, true)) => of(T::Agree, "acquiesce"),
        Some((T::Cooperate | T::Aid, true)) => None,
        _ => {
            let kind = content
                .iter()
                .find(|f| f.code.event_type == T::Agree && f.code.mode != "general");
            kind.map_or_else(|| of(T::Reject, "deny"), |f| Some(f.code))
        }
    }
}

fn by_request(said: &[Found]) -> Code {
    let asked = said.iter().find(|f| f.code.event_type == EventType::Request);
    asked.map_or(TABLE.code(EventType::Request, "ask"), |f| f.code)
}

/// An assertion: the words that report it decide, else its own.
fn by_words(said: &[Found], content: &[Found]) -> Option<Code> {
    let cue = said.iter().filter(|f| f.counts).find_map(judged);
    match cue {
        // "Warned of war": what is threatened weighs more than the warning.
        Some(code) if code.mode == "warn" => {
            Some(match content.iter().find(|f| !f.is_friendly() && f.is_deed()) {
                Some(deed) => to_come(deed),
                None => content
                    .iter()
                    .find(|f| f.code.event_type == EventType::Threaten)
                    .map_or(code, |f| f.code),
            })
        }
        Some(code) if code.event_type == EventType::Agree => Some(by_consent(content, true)),
        Some(code) => Some(code),
        None => content.iter().filter(|f| f.counts).find_map(|f| {
            // "Could accept a compromise": what is agreed to tells more than that it is.
            let agrees =
                f.code.event_type == EventType::Agree && f.own && !f.negated && f.code.mode == "general";
            if agrees {
                Some(by_consent(content, true))
            } else {
                judged(f)
            }
        }),
    }
}

/// What one code in the words of an assertion amounts to.
fn judged(f: &Found) -> Option<Code> {
    use EventType as T;
    let kind = f.code.event_type;
    let is_judgement = f.code.mode == "judgement";
    if is_judgement {
        return match (f.negated, f.is_friendly()) {
            (false, _) => Some(f.code),
            (true, true) => Some(TABLE.code(T::Accuse, "judgement")),
            (true, false) => None,
        };
    }
    if kind == T::Threaten {
        return if f.negated {
            Some(TABLE.code(T::Agree, "assure"))
        } else {
            Some(f.code)
        };
    }
    if !f.own {
        return match (f.is_friendly(), f.negated, f.time) {
            (_, _, Time::Owed) => Some(TABLE.code(T::Request, "urge")),
            (false, false, _) if kind != T::Request => Some(TABLE.code(T::Accuse, "criticise")),
            (true, true, _) => Some(TABLE.code(T::Accuse, "criticise")),
            _ => None,
        };
    }
    if f.time == Time::Owed && kind != T::Reject {
        return Some(TABLE.code(T::Request, "urge"));
    }
    match (kind, f.negated) {
        (T::Accuse | T::Reject, true) => Some(TABLE.code(T::Agree, "acquiesce")),
        (T::Accuse | T::Reject | T::Request, false) => Some(f.code),
        (T::Request, true) => None,
        (T::Agree | T::Support, false) if f.time == Time::Done || kind == T::Support => Some(f.code),
        (_, false) if f.time == Time::Later => Some(to_come(f)),
        (_, false) => Some(f.code),
        (_, true) if f.is_friendly() => {
            Some(TABLE.code(T::Reject, if kind == T::Consult { "meet" } else { "general" }))
        }
        (_, true) if f.time == Time::Done => Some(TABLE.code(T::Reject, "deny")),
        (_, true) => Some(TABLE.code(T::Agree, "assure")),
    }
}

/// The codes in a run of words, with what stands around each.
fn found_in(run: &[Word], mentions: &[Mention], own_from: usize) -> Vec<Found> {
    let hits = TABLE.hits(run);
    let beside = |from: usize, hit: &Hit, meaning: Meaning| {
        hits.iter()
            .any(|h| h.meaning == meaning && h.end <= hit.at && h.at >= from && hit.at - h.end <= NEAR)
    };
    let mut found: Vec<Found> = Vec::new();
    for hit in &hits {
        let Meaning::Code { code, thing } = hit.meaning else {
            continue;
        };
        let from = clause_start(run, hit.at);
        let not_from = if hit.at >= own_from {
            from.max(own_from)
        } else {
            from
        };
        let until = clause_end(run, hit.end);
        let after = |meaning: Meaning| {
            hits.iter()
                .any(|h| h.meaning == meaning && h.at >= hit.end && h.at < until && h.at - hit.end <= NEAR)
        };
        let ends = beside(from, hit, Meaning::Ending) || (thing && after(Meaning::Ending));
        let mut f = Found {
            code,
            at: hit.at,
            counts: !thing
                || ends
                || beside(from, hit, Meaning::Doing)
                || after(Meaning::Doing)
                || after(Meaning::Ending),
            negated: is_negated(run, not_from, hit.at),
            own: is_own(run, mentions, from, hit.at),
            ends,
            time: time_of(run, &hits, from, hit),
        };
        if ends && f.is_deed() {
            f.code = ended(&f);
        }
        found.push(f);
    }
    found
}

/// What ending a deed is: of a hostile one to give way, of a friendly one to reduce relations.
fn ended(f: &Found) -> Code {
    use EventType as T;
    match f.code.event_type {
        T::Retreat | T::Concede => f.code,
        T::Consult => TABLE.code(T::Sanction, "halt"),
        T::Aid => TABLE.code(T::Sanction, "aid"),
        T::Cooperate | T::Support | T::Agree => TABLE.code(T::Sanction, "reduce"),
        T::Sanction => TABLE.code(T::Retreat, "lift"),
        _ => TABLE.code(T::Retreat, "withdraw"),
    }
}

fn clause_start(run: &[Word], at: usize) -> usize {
    run[..at]
        .iter()
        .rposition(|word| word.pause == Pause::Full)
        .map_or(0, |end| end + 1)
}

fn clause_end(run: &[Word], from: usize) -> usize {
    let end = run[from..].iter().position(|word| word.pause == Pause::Full);
    end.map_or(run.len(), |end| from + end + 1)
}

fn is_negated(run: &[Word], from: usize, at: usize) -> bool {
    let near = from.max(at.saturating_sub(NEAR));
    let words = &run[near..at];
    let nots = words
        .iter()
        .filter(|word| is_negator(&word.stem) || word.stem == "without" || word.stem == "nobodi")
        .count();
    let not_only = words
        .windows(2)
        .any(|pair| pair[0].stem == "not" && pair[1].stem == "onli");
    nots % 2 == 1 && !not_only
}

/// Whether a deed at `at` is the speaker's: not so where the last subject before it is the other side.
fn is_own(run: &[Word], mentions: &[Mention], from: usize, at: usize) -> bool {
    let is_subject = |m: &&Mention| {
        let before = m.at.checked_sub(1).map(|i| run[i].stem.as_str());
        let before = match before {
            Some("the") => m.at.checked_sub(2).map(|i| run[i].stem.as_str()),
            other => other,
        };
        m.at >= from && m.end <= at && !before.is_some_and(|word| PREPOSITIONS.contains(&word))
    };
    let named = mentions
        .iter()
        .rev()
        .find(is_subject)
        .map(|m| (m.at, m.side == Side::Own));
    let pronoun = run[from..at].iter().rposition(|word| {
        matches!(
            word.stem.as_str(),
            "we" | "our" | "i" | "my" | "it" | "you" | "your"
        )
    });
    let by_pronoun = pronoun.map(|i| (from + i, !matches!(run[from + i].stem.as_str(), "you" | "your")));
    match (named, by_pronoun) {
        (Some(name), Some(pronoun)) => {
            if name.0 > pronoun.0 {
                name.1
            } else {
                pronoun.1
            }
        }
        (Some((_, own)), None) | (None, Some((_, own))) => own,
        (None, None) => true,
    }
}

fn time_of(run: &[Word], hits: &[Hit], from: usize, hit: &Hit) -> Time {
    let last = hits
        .iter()
        .rfind(|h| h.at >= from && h.end <= hit.at && matches!(h.meaning, Meaning::Later | Meaning::Must));
    // "We should meet" is a plan of one's own.
    let ours = |h: &Hit| {
        h.at.checked_sub(1)
            .is_some_and(|at| matches!(run[at].stem.as_str(), "we" | "i"))
    };
    match last.map(|h| h.meaning) {
        Some(Meaning::Later) => Time::Later,
        Some(Meaning::Must) if last.is_some_and(ours) => Time::Later,
        Some(Meaning::Must) => Time::Owed,
        _ => Time::Done,
    }
}
