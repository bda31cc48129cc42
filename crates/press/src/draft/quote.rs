//! Somebody's words in a sentence of ours.

use crate::prose::{
    LONGEST_QUOTE, as_markdown, capitalised, day, holds, line, quotable, says_something, trimmed,
};
use domain::disclosure::{Cleared, Quotation};
use domain::{Mode, Polarity, StatementId};
use jiff::civil::Date;
use std::collections::HashSet;

/// The longest name of a speaker, in characters.
const LONGEST_NAME: usize = 120;

/// A quotation, ready to be put into a sentence.
#[derive(Clone, Debug)]
pub(super) struct Told<'q> {
    pub(super) quotation: &'q Quotation,
    words: String,
    condition: Option<String>,
}

impl<'q> Told<'q> {
    fn new(quotation: &'q Quotation) -> Option<Self> {
        let words = trimmed(&quotable(&quotation.words), LONGEST_QUOTE);
        let condition = quotation
            .condition
            .as_deref()
            .map(|condition| trimmed(&quotable(condition), LONGEST_QUOTE))
            .filter(|condition| says_something(condition) && !holds(&words, condition));
        says_something(&words).then_some(Self {
            quotation,
            words,
            condition,
        })
    }

    /// Whether the speaker's party may be named. Where it may not, these words get a paragraph of their own
    /// in which no sentence of ours names anybody.
    pub(super) fn is_named(&self) -> bool {
        self.quotation.party.is_some()
    }

    /// How much of what the reader wants to know it tells: conditions first, then what binds, then the rest.
    pub(super) fn weight(&self) -> u32 {
        let kind = match self.quotation.polarity {
            Polarity::Offers | Polarity::Promises => 5,
            Polarity::Denies | Polarity::Refuses | Polarity::Threatens => 4,
            Polarity::IsOpenTo | Polarity::Agrees | Polarity::Demands => 3,
            Polarity::Asks | Polarity::DeclinesToSay => 2,
            Polarity::Asserts => 1,
        };
        let own_words = u32::from(self.quotation.mode != Mode::Indirect);
        let conditional = u32::from(self.quotation.condition.is_some());
        conditional * 6 + kind * 2 + own_words
    }

    fn speaker(&self) -> String {
        let name = line(&trimmed(&self.quotation.speaker, LONGEST_NAME));
        if says_something(&name) {
            name
        } else {
            "a participant".to_owned()
        }
    }

    /// The sentences that tell it, each with its citation: `lead` opens the first ("On 13 November 2009").
    pub(super) fn sentences(&self, variant: usize, lead: Option<&str>) -> String {
        let mut told = self.quoted(&self.opening(variant, lead), &self.words);
        if let Some(condition) = &self.condition {
            told.push(' ');
            told.push_str(&self.quoted("The condition", condition));
        }
        told
    }

    /// What comes before the colon: grammatical whatever the words are.
    fn opening(&self, variant: usize, lead: Option<&str>) -> String {
        let speaker = self.speaker();
        let phrase = if self.quotation.mode == Mode::Indirect {
            // The words are a report's, not the speaker's: the sentence has to say so.
            let (finite, participle) = retold(self.quotation.polarity.before(&self.quotation.words));
            match variant % 3 {
                0 => format!("{speaker} was reported as {participle}"),
                1 => format!("{speaker} {finite}, in the words of a report"),
                _ => format!("{speaker}, as reported, {finite}"),
            }
        } else {
            let forms = own(self.quotation.polarity);
            format!("{speaker} {}", forms[variant % forms.len()])
        };
        match lead {
            Some(lead) => format!("{lead}, {phrase}"),
            None => capitalised(&phrase),
        }
    }

    fn quoted(&self, opening: &str, words: &str) -> String {
        let stop = if words.ends_with(['.', '!', '?', '…', '。']) {
            ""
        } else {
            "."
        };
        format!(
            "{opening}: “{}”{stop} [@s:{}]",
            as_markdown(words),
            self.quotation.statement
        )
    }
}

/// What a speaker did, where the words are their own.
fn own(polarity: Polarity) -> [&'static str; 2] {
    match polarity {
        Polarity::Asserts => ["said", "put the matter in these words"],
        Polarity::Denies => ["answered with a denial", "issued a denial"],
        Polarity::Offers => ["offered", "made an offer"],
        Polarity::Promises => ["promised", "gave an undertaking"],
        Polarity::IsOpenTo => ["was open to this", "signalled openness"],
        Polarity::Agrees => ["agreed", "expressed agreement"],
        Polarity::Demands => ["demanded", "made a demand"],
        Polarity::Asks => ["asked", "made a request"],
        Polarity::Refuses => ["refused", "answered with a refusal"],
        Polarity::Threatens => ["warned", "gave a warning"],
        Polarity::DeclinesToSay => ["declined to say more", "gave no answer but this"],
    }
}

/// What a speaker did, where somebody retold it: finite, then after "as".
fn retold(polarity: Polarity) -> (&'static str, &'static str) {
    match polarity {
        Polarity::Asserts => ("said", "saying"),
        Polarity::Denies => ("denied", "denying"),
        Polarity::Offers => ("offered", "offering"),
        Polarity::Promises => ("promised", "promising"),
        Polarity::IsOpenTo => ("was open to this", "being open to this"),
        Polarity::Agrees => ("agreed", "agreeing"),
        Polarity::Demands => ("demanded", "demanding"),
        Polarity::Asks => ("asked", "asking"),
        Polarity::Refuses => ("refused", "refusing"),
        Polarity::Threatens => ("warned", "warning"),
        Polarity::DeclinesToSay => ("declined to say", "declining to say"),
    }
}

/// The quotations that say something, each statement once, without those in `already`; the most telling
/// `most` of them first.
pub(super) fn most_telling<'q>(
    told: &'q [Cleared<Quotation>],
    already: &HashSet<StatementId>,
    most: usize,
) -> Vec<Told<'q>> {
    let mut seen = already.clone();
    let mut chosen: Vec<Told<'q>> = told
        .iter()
        .filter(|quotation| seen.insert(quotation.statement))
        .filter_map(|quotation| Told::new(quotation))
        .collect();
    chosen.sort_by_key(|told| std::cmp::Reverse((told.weight(), told.quotation.day)));
    chosen.truncate(most);
    chosen
}

pub(super) fn tell(quotation: &Cleared<Quotation>) -> Option<Told<'_>> {
    Told::new(quotation)
}

/// "On 13 November 2009".
pub(super) fn on_day(date: Option<Date>) -> Option<String> {
    date.map(|date| format!("On {}", day(date)))
}
