//! Where a speaker stands, by the ways in which people put it: silence, threats, leave, refusals, undertakings.

use crate::modality::{contains, is_future, is_participle, is_state};
use crate::words;
use text::speech::Polarity;

/// What is said, in words, with what hangs on it.
pub(crate) struct Stance<'a> {
    pub(crate) words: &'a [&'a str],
    /// The words of the condition.
    pub(crate) clause: &'a [&'a str],
    pub(crate) conditional: bool,
    pub(crate) connective: &'a str,
    /// Whether the cue leaves open what is done: no "warned", no "argued".
    pub(crate) plain: bool,
}

impl Stance<'_> {
    pub(crate) fn any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| contains(self.words, phrase))
    }

    pub(crate) fn first(&self) -> &str {
        self.words.first().copied().unwrap_or_default()
    }

    pub(crate) fn negated(&self) -> bool {
        self.words.iter().any(|w| words::is_negation(w))
    }

    /// What a stock phrase or a plain pattern tells, before anything else is weighed.
    pub(crate) fn early(&self) -> Option<Polarity> {
        if self.nothing_against() {
            return Some(Polarity::IsOpenTo);
        }
        if self.is_silent() {
            return Some(Polarity::DeclinesToSay);
        }
        if self.threatens() {
            return Some(Polarity::Threatens);
        }
        // "Give us that picture and you may have our gauges".
        if self.connective == "and" && self.any(&["may have", "can have"]) {
            return Some(Polarity::Offers);
        }
        if contains(self.words, "or nothing") {
            return Some(Polarity::Demands);
        }
        if self.first() == "let" && matches!(self.words.get(1), Some(&("'s" | "us"))) {
            return Some(Polarity::Asks);
        }
        if matches!(
            self.connective,
            "for every" | "for each" | "in return for which" | "in exchange for which"
        ) {
            return Some(Polarity::Offers);
        }
        let bygone = |w: &[&str]| w[0] == "never" && w[1].ends_with("ed");
        if self.plain && self.words.windows(2).take(8).any(bygone) {
            return Some(Polarity::Denies);
        }
        if self.refuses() || self.gives_nothing() {
            return Some(Polarity::Refuses);
        }
        if self.any(&["is yours", "are yours"]) && self.conditional {
            return Some(Polarity::Offers);
        }
        self.gives_leave().then_some(Polarity::IsOpenTo)
    }

    /// "Nothing speaks against it", "wouldn't stand in the way", "election observers welcome, just not their chief".
    fn nothing_against(&self) -> bool {
        let against = self.any(&[
            "speaks against",
            "speak against",
            "spoke against",
            "stands in the way",
            "stand in the way",
            "stood in the way",
        ]);
        let welcome = self
            .words
            .iter()
            .take(5)
            .position(|w| *w == "welcome")
            .is_some_and(|at| at > 0 && self.words.get(at + 1) != Some(&"to"));
        let never = self.negated()
            || self
                .words
                .iter()
                .take(3)
                .any(|w| matches!(*w, "nothing" | "nobody"));
        against && never || welcome && self.conditional && !self.negated()
    }

    /// "Would not speculate", "couldn't give a figure", "will neither confirm nor deny".
    fn is_silent(&self) -> bool {
        let withheld = |w: &str| words::is_negation(w) || matches!(w, "unwilling" | "reluctant");
        self.any(&[
            "neither confirm",
            "left open",
            "left it open",
            "left that open",
            "kept to himself",
        ]) || self.words.iter().take(8).enumerate().any(|(i, w)| {
            let ahead = self
                .words
                .get(i + 1..self.words.len().min(i + 4))
                .unwrap_or_default();
            // "Will not be drawn into a quarrel" is no silence.
            let ahead = if contains(self.words, "drawn into") {
                &[]
            } else {
                ahead
            };
            withheld(w) && ahead.iter().any(|v| is_telling(v)) && (!self.conditional || *w != "not")
                || withheld(w)
                    && ahead
                        .first()
                        .is_some_and(|v| matches!(*v, "give" | "name" | "put"))
                    && self.words[i..].iter().take(6).any(|v| is_detail(v))
        })
    }

    fn threatens(&self) -> bool {
        let future = self.words.iter().any(|w| is_future(w));
        if matches!(self.first(), "otherwise") || contains(self.words, "or else") {
            return future || self.words.len() > 3;
        }
        let dead = [
            "is dead",
            "is off",
            "are off",
            "off the table",
            "is over",
            "no longer stands",
            "is void",
        ];
        let trouble =
            self.words.iter().any(|w| is_trouble(w)) && self.any(&["there will be", "there would be"]);
        let court = future
            && self.any(&[
                "in court",
                "to court",
                "before the court",
                "go public",
                "sue",
                "to the lawyers",
                "to the courts",
                "to arbitration",
            ]);
        let bars = self.conditional && !self.is_welcome() && self.words.iter().any(|w| is_hostile(w));
        self.plain && (trouble || court && !self.negated())
            || self.conditional && (self.any(&dead) && !self.is_welcome() || bars && !self.negated())
            || self.conditional
                && contains(self.clause, "again")
                && self.any(&[
                    "not stay silent",
                    "not be silent",
                    "not stand by",
                    "not sit by",
                    "not be idle",
                ])
            || self.connective == "and"
                && self.first_of_clause("let")
                && self.any(&["void", "over", "off", "dead"])
    }

    fn first_of_clause(&self, word: &str) -> bool {
        self.clause.first() == Some(&word)
    }

    /// Whether what is made a condition is something wished for: "if they pay", "once it is lifted".
    fn is_welcome(&self) -> bool {
        let lack = matches!(
            self.connective,
            "unless" | "failing" | "absent" | "without" | "w/o" | "until" | "till" | "in the absence of"
        );
        !lack
            && !self.clause.iter().any(|w| words::is_negation(w))
            && self.clause.iter().any(|w| {
                [
                    "pay", "paid", "lift", "recogni", "sign", "return", "free", "releas", "agree", "stop",
                    "accept", "withdr", "open", "drop", "guarant", "give", "given", "let", "invit", "apolog",
                    "cover", "fund", "help", "share", "halt", "allow", "publish", "protect", "come",
                    "settle", "deliver", "hand", "ease", "pass",
                ]
                .iter()
                .any(|stem| w.starts_with(stem))
            })
    }

    /// "May stay", "are welcome to", "could be had", "maybe".
    fn gives_leave(&self) -> bool {
        let that = self.any(&["nothing against that", "nothing against it"]) && !self.conditional;
        if !that && self.any(&["nothing against"])
            || self.any(&[
                "not be excluded",
                "no obstacle",
                "no problem w",
                "don't mind",
                "doesn't mind",
                "not averse",
                "not opposed",
                "not against",
                "n't against",
            ])
        {
            return true;
        }
        if self.negated() && !self.any(&["but not", "just no", "not at any"]) {
            return false;
        }
        let may = self.words.windows(2).take(12).any(|w| {
            w[0] == "may"
                && matches!(
                    w[1],
                    "stay"
                        | "keep"
                        | "cross"
                        | "visit"
                        | "come"
                        | "enter"
                        | "use"
                        | "go"
                        | "return"
                        | "have"
                        | "take"
                        | "count"
                        | "inspect"
                        | "send"
                        | "bring"
                        | "attend"
                        | "travel"
                        | "see"
                )
                && !(w[1] == "have"
                    && self
                        .words
                        .windows(2)
                        .any(|v| v[0] == "have" && is_participle(v[1])))
        });
        let can = self.words.windows(3).take(12).any(|w| {
            matches!(w[0], "can" | "could" | "may" | "might")
                && w[1] == "be"
                && is_participle(w[2])
                && !matches!(
                    w[2],
                    "seen" | "expected" | "described" | "used" | "told" | "found" | "proved" | "shown"
                )
        });
        let maybe = matches!(self.first(), "maybe" | "perhaps" | "possibly")
            || self.words.iter().take(4).any(|w| *w == "maybe");
        may || can
            || maybe
            || self.any(&[
                "welcome to",
                "stomach",
                "settle for",
                "could see",
                "can see it",
                "can imagine",
                "could imagine",
                "is possible",
                "yr possible",
                "year possible",
                "think about",
                "see what could",
                "see what can",
                "might be enough",
                "relaxed about",
                "negotiable",
                "thinkable",
                "doable",
                "feasible",
                "room for",
                "room to",
            ])
    }

    /// What is undertaken without more ado, where nothing else was found.
    pub(crate) fn late(&self) -> Option<Polarity> {
        if !self.plain || self.negated() {
            return None;
        }
        let would = self
            .words
            .iter()
            .take(3)
            .position(|w| matches!(*w, "would" | "'d" | "will" | "'ll"))?;
        let next = self.words.get(would + 1).copied().unwrap_or_default();
        let behind = self.words.get(would + 2).copied().unwrap_or_default();
        let deed =
            !is_state(next) && !next.is_empty() && !is_felt(next) || next == "be" && is_participle(behind);
        (would > 0 && deed).then_some(Polarity::Promises)
    }

    /// "If Chisinau pays, the station keeps running": present, and for something wished for.
    pub(crate) fn offers(&self) -> bool {
        let open = matches!(
            self.connective,
            "if" | "provided" | "provided that" | "only if" | "if only"
        );
        let told = self
            .words
            .iter()
            .any(|w| matches!(*w, "was" | "were" | "had" | "is" | "are" | "been"));
        self.plain && open && self.is_welcome() && !told && !self.negated()
    }
}

/// What somebody will feel or come to is foretold, not undertaken.
fn is_felt(word: &str) -> bool {
    matches!(
        word,
        "rather"
            | "like"
            | "see"
            | "hear"
            | "know"
            | "feel"
            | "want"
            | "find"
            | "lose"
            | "regret"
            | "understand"
            | "remember"
            | "become"
            | "happen"
            | "take"
            | "collapse"
            | "fail"
            | "die"
            | "suffer"
            | "win"
    )
}

fn is_telling(word: &str) -> bool {
    matches!(
        word,
        "say"
            | "comment"
            | "specify"
            | "confirm"
            | "elaborate"
            | "disclose"
            | "speculate"
            | "pre-empt"
            | "preempt"
            | "predict"
            | "reveal"
            | "answer"
            | "drawn"
            | "discuss"
    )
}

fn is_detail(word: &str) -> bool {
    [
        "figure", "number", "date", "detail", "name", "price", "estimate", "answer",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}

fn is_trouble(word: &str) -> bool {
    [
        "roadblock",
        "blood",
        "war",
        "trouble",
        "strike",
        "violence",
        "protest",
        "consequence",
        "fighting",
        "reprisal",
        "arrests",
        "sanctions",
        "shooting",
        "blockade",
        "riot",
    ]
    .iter()
    .any(|stem| word == *stem || word.strip_suffix('s') == Some(stem))
}

/// Deeds in the present that hurt: "the consulate stops visas".
fn is_hostile(word: &str) -> bool {
    matches!(
        word,
        "stops"
            | "closes"
            | "expels"
            | "cuts"
            | "blocks"
            | "seals"
            | "suspends"
            | "cancels"
            | "withholds"
            | "seizes"
            | "retaliates"
            | "walks"
            | "pulls"
            | "revokes"
            | "freezes"
    )
}
