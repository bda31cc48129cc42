//! The rule by which a statement leans to yes or to no.

use crate::Stance;
use crate::lexicon::{Hit, Lexicon, Role, Turn, is_negator, only_reports};
use crate::words::{Pause, Word, words};
use domain::{Bond, Polarity, Statement, Topic};

/// How far before a word its negation may stand, in words; a comma counts for two.
const REACH: usize = 7;

/// Words that open an indirect question.
const QUESTIONS: &[&str] = &[
    "whether", "who", "what", "how", "when", "why", "which", "where", "if",
];

/// How far a statement leans on a topic's question. `None`: it says nothing for or against.
///
/// The rule, in the order in which it is applied:
///
/// 1. Who declines to say, or only asks a question, leans nowhere.
/// 2. The clause of the condition is taken out of the words; what is left, led by the words that report it
///    ("refused"), is the main part.
/// 3. The topic's yes and no words are found in the main part, as stems, the longest phrase first. Each is
///    turned around by the nearest negation before it in its clause ("not", "oppose", "refused", which can
///    be negated themselves) or by a verdict behind it ("is out of the question"). A word that turns another
///    counts for nothing itself. Where a topic lists no yes words, the steps that its question names serve.
///    In a statement on several topics only clauses that name this topic count, if any of them has such a word.
/// 4. Where there is none, words that lean in any topic do: "supports", "opposes". For a topic that asks
///    whether something should *end* (most of its yes words are "stop", "ease", …) they lean the other way.
/// 5. Where the polarity is *denies* or *refuses* and no word says so, the main part is turned around.
/// 6. Where there is still none, the polarity speaks: *refuses* −2 (−1 if the question asks for an end),
///    *denies* and *threatens* −1, *is open to* +1; *offers*, *promises*, *agrees*, *demands* +1 unless the
///    question asks for an end.
/// 7. Where only the condition names the topic or has words of it, the condition leans instead: the speaker
///    wants what the main part waits for ("no talks unless sanctions are eased"), and does not want what it
///    warns of. A limit ("not at the risk of") says nothing.
/// 8. More yes than no is +2, more no than yes −2, as much of both 0. It is ±1 when it hangs on a condition,
///    is hedged ("could", "might consider"), or is offered, asked for or only open to.
pub fn lean(statement: &Statement, topic: &Topic) -> Option<Stance> {
    Reading::of(statement).lean(&Lexicon::of(topic))
}

/// A statement cut into words, to be judged on any of its topics.
pub(crate) struct Reading<'s> {
    statement: &'s Statement,
    /// The words that report it, then those of the main part.
    run: Vec<Word>,
    /// Where the main part begins.
    start: usize,
    condition: Vec<Word>,
}

/// What the words alone say.
enum Weighed {
    /// Yes words less no words, after every turn.
    Words(i32),
    /// Nothing for or against.
    Nothing,
}

/// Whether the words only retell what somebody else said: "that our hosts denied any cooperation", "it has been said
/// that …". That is the other's view, not the speaker's.
fn retells(said: &str) -> bool {
    const RETELLING: &[&str] = &[
        "said",
        "denied",
        "denies",
        "told",
        "insisted",
        "claimed",
        "claims",
        "refused",
        "rejected",
        "declared",
        "asserted",
        "maintained",
        "stated",
        "replied",
        "answered",
        "argued",
        "alleged",
    ];
    let lower = said.to_lowercase();
    let opening: Vec<&str> = lower.split_whitespace().take(7).collect();
    let own = opening
        .iter()
        .any(|word| matches!(*word, "we" | "i" | "our" | "my" | "us"));
    let hosts = opening.windows(2).any(|pair| pair == ["our", "hosts"]);
    let verb = opening.iter().skip(1).any(|word| RETELLING.contains(word));
    let passive = opening.windows(3).any(|three| three == ["has", "been", "said"]);
    passive || (verb && (!own || hosts))
}

impl<'s> Reading<'s> {
    pub(crate) fn of(statement: &'s Statement) -> Self {
        let clause = statement
            .condition
            .as_ref()
            .map(|c| words(&c.text))
            .unwrap_or_default();
        let mut said = words(&statement.said);
        for word in &mut said {
            word.pause = Pause::None;
        }
        let start = said.len();
        said.extend(without(words(&statement.words), &clause));
        Self {
            statement,
            run: said,
            start,
            condition: clause,
        }
    }

    /// The words that report it, then those of the main part, and where the main part begins.
    pub(crate) fn run(&self) -> (&[Word], usize) {
        (&self.run, self.start)
    }

    /// Whether it only wants to know: "asked whether …", "Will they return?"
    pub(crate) fn is_question(&self) -> bool {
        let opens = self.run[self.start..]
            .iter()
            .take(3)
            .any(|w| QUESTIONS.contains(&w.stem.as_str()));
        match self.statement.polarity {
            Polarity::Asks => {
                opens
                    || self
                        .statement
                        .words
                        .trim_end_matches(['"', '”', ' '])
                        .ends_with('?')
            }
            Polarity::Asserts => self
                .statement
                .words
                .trim_end_matches(['"', '”', ' '])
                .ends_with('?'),
            _ => false,
        }
    }

    pub(crate) fn lean(&self, lexicon: &Lexicon) -> Option<Stance> {
        let polarity = self.statement.polarity;
        if polarity == Polarity::DeclinesToSay || self.is_question() || retells(&self.statement.words) {
            return None;
        }
        let (run, start) = (&self.run, self.start);
        let mut hits = lexicon.hits(run);
        hits.retain(|h| h.at >= start || !only_reports(&run[h.at].stem));
        let named = |hits: &[Hit], from| hits.iter().any(|h| h.at >= from && h.role == Role::Alias);
        let condition_hits = lexicon.hits(&self.condition);
        let main_has_words = hits
            .iter()
            .any(|h| h.at >= start && matches!(h.role, Role::Own(_)));
        let condition_speaks =
            named(&condition_hits, 0) || condition_hits.iter().any(|h| matches!(h.role, Role::Own(_)));
        if condition_speaks && !named(&hits, start) && (named(&condition_hits, 0) || !main_has_words) {
            return self.lean_of_condition(&condition_hits, &hits);
        }
        let several = self.statement.topics.len() > 1;
        let unsaid = matches!(polarity, Polarity::Denies | Polarity::Refuses)
            && !hits.iter().any(|h| h.turns != Turn::None)
            && !run.iter().any(|word| is_negator(&word.stem));
        let soft = self.statement.condition.is_some()
            || matches!(polarity, Polarity::Offers | Polarity::Asks | Polarity::IsOpenTo)
            || hits.iter().any(|h| h.role == Role::Hedge);
        match weigh(run, &hits, start, several) {
            Weighed::Words(sum) => Some(stance(if unsaid { -sum } else { sum }, soft)),
            Weighed::Nothing if several && !named(&hits, 0) => None,
            Weighed::Nothing => by_polarity(polarity, lexicon.ending, soft),
        }
    }

    /// What the speaker wants of the condition.
    fn lean_of_condition(&self, hits: &[Hit], main: &[Hit]) -> Option<Stance> {
        let condition = self.statement.condition.as_ref()?;
        if condition.bond == Bond::Limit {
            return None;
        }
        let connective = condition.connective.to_lowercase();
        let reversed = [
            "unless", "until", "till", "without", "absence", "before", "lacking", "failing", "except",
        ]
        .iter()
        .any(|word| connective.contains(word));
        let mut rest = hits.to_vec();
        // The connective's own negation ("in the absence of") is not one inside the clause.
        let width = words(&condition.connective).len();
        rest.retain(|h| h.at >= width || h.role == Role::Alias);
        let inside = match weigh(&self.condition, &rest, 0, false) {
            Weighed::Words(sum) => sum.signum(),
            Weighed::Nothing if rest.iter().any(|h| h.role == Role::Negator) => -1,
            Weighed::Nothing => 1,
        };
        let polarity = self.statement.polarity;
        let main_is_no = match polarity {
            Polarity::Refuses | Polarity::Denies | Polarity::Threatens => true,
            Polarity::Offers | Polarity::Promises | Polarity::IsOpenTo | Polarity::Agrees => false,
            _ => main.iter().any(|h| h.turns != Turn::None),
        };
        let wanted = if reversed == main_is_no { inside } else { -inside };
        Some(stance(wanted, true))
    }
}

fn stance(sum: i32, soft: bool) -> Stance {
    Stance::new((sum.signum() as i8) * if soft { 1 } else { 2 })
}

fn by_polarity(polarity: Polarity, ending: bool, soft: bool) -> Option<Stance> {
    match polarity {
        Polarity::Refuses if ending || soft => Some(Stance::LEANS_NO),
        Polarity::Refuses => Some(Stance::OPPOSES),
        Polarity::Denies | Polarity::Threatens => Some(Stance::LEANS_NO),
        Polarity::IsOpenTo => Some(Stance::LEANS_YES),
        Polarity::Offers | Polarity::Promises | Polarity::Agrees | Polarity::Demands if !ending => {
            Some(Stance::LEANS_YES)
        }
        _ => None,
    }
}

/// Adds up the leaning words of a run: the topic's own if there are any, else those of any topic.
fn weigh(run: &[Word], hits: &[Hit], start: usize, several: bool) -> Weighed {
    let turns = turned(run, hits, start);
    let own = |i: &usize| matches!(hits[*i].role, Role::Own(_));
    let mut counted: Vec<usize> = (0..hits.len()).filter(own).filter(|&i| !turns[i].spent).collect();
    if several {
        let named: Vec<usize> = counted
            .iter()
            .copied()
            .filter(|&i| {
                hits.iter()
                    .any(|h| h.role == Role::Alias && same_clause(run, h.at, hits[i].at))
            })
            .collect();
        if !named.is_empty() {
            counted = named;
        }
    }
    if counted.is_empty() {
        counted = (0..hits.len())
            .filter(|&i| matches!(hits[i].role, Role::General(_)) && !turns[i].spent)
            .collect();
    }
    if counted.is_empty() {
        return Weighed::Nothing;
    }
    Weighed::Words(
        counted
            .into_iter()
            .map(|i| match hits[i].role {
                Role::Own(sign) | Role::General(sign) => i32::from(sign) * turns[i].sign,
                _ => 0,
            })
            .sum(),
    )
}

/// What the words around a hit make of it.
#[derive(Clone, Copy)]
struct Turned {
    /// −1 when it is turned around.
    sign: i32,
    /// Whether it turned another and counts for nothing itself.
    spent: bool,
}

fn turned(run: &[Word], hits: &[Hit], start: usize) -> Vec<Turned> {
    let mut found = vec![
        Turned {
            sign: 1,
            spent: false
        };
        hits.len()
    ];
    let leans = |h: &Hit| matches!(h.role, Role::Own(_) | Role::General(_));
    // The nearest word so far that turns what follows.
    let mut turner: Option<usize> = None;
    let mut verdict_done = vec![false; hits.len()];
    for i in 0..hits.len() {
        let hit = hits[i];
        // "We deny it as we denied it" denies once.
        let same = |t: usize| run[hits[t].at].stem == run[hit.at].stem;
        let turning = turner.filter(|&t| reaches(run, &hits[t], hit.at, start) && !same(t));
        if let Some(t) = turning.filter(|_| leans(&hit)) {
            found[i].sign = -found[t].sign;
            // "No reason to stop" says no twice over, and stays a no word.
            found[t].spent |= hits[t].end - hits[t].at == 1 || !matches!(hits[t].role, Role::Own(_));
        }
        if hit.turns == Turn::Before {
            for j in (0..i)
                .rev()
                .take_while(|&j| same_clause(run, hits[j].at, hit.at))
                .take(8)
            {
                if leans(&hits[j]) && hits[j].turns == Turn::None && !verdict_done[j] {
                    found[j].sign = -found[j].sign * found[i].sign;
                    verdict_done[j] = true;
                    found[i].spent = true;
                }
            }
            // Two verdicts on one thing are one.
            found[i].spent |= (0..i).any(|j| verdict_done[j] && same_clause(run, hits[j].at, hit.at));
        }
        if hit.turns == Turn::After {
            turner = Some(i);
        }
    }
    found
}

/// Whether a turning word still holds at `at`: in the same clause and near. One that reports ("refused")
/// holds to the end of the first clause.
fn reaches(run: &[Word], turner: &Hit, at: usize, start: usize) -> bool {
    let between = &run[turner.end.saturating_sub(1).min(at)..at];
    if between.iter().any(|w| w.pause == Pause::Full) {
        return false;
    }
    let commas = between.iter().filter(|w| w.pause == Pause::Short).count();
    turner.at < start || between.len() + commas <= REACH
}

fn same_clause(run: &[Word], one: usize, other: usize) -> bool {
    let (from, to) = (one.min(other), one.max(other));
    run[from..to].iter().all(|w| w.pause != Pause::Full)
}

/// `all` without the first run of `part` in it.
fn without(mut all: Vec<Word>, part: &[Word]) -> Vec<Word> {
    if part.is_empty() {
        return all;
    }
    let same = |run: &[Word]| run.iter().zip(part).all(|(a, b)| a.stem == b.stem);
    if let Some(at) = all.windows(part.len()).position(same) {
        all.drain(at..at + part.len());
        if let Some(before) = at.checked_sub(1).and_then(|i| all.get_mut(i)) {
            before.pause = Pause::Full;
        }
    }
    all
}
