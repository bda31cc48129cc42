//! What is refused, and what is yielded by a refusal refused: "would not object".

use crate::modality::{contains, is_future};
use crate::stance::Stance;
use crate::words;

/// A refusal refused: "would not object".
pub(crate) fn yields(words: &[&str]) -> bool {
    words.windows(3).any(|w| {
        (is_future(w[0]) || matches!(w[0], "do" | "does" | "did" | "could" | "can"))
            && matches!(w[1], "not" | "n't")
            && matches!(
                w[2],
                "object" | "rule" | "exclude" | "mind" | "stand" | "insist" | "preclude" | "resist"
            )
    }) || words.windows(2).any(|w| {
        matches!(w[0], "wouldn't" | "won't" | "don't" | "doesn't")
            && matches!(w[1], "object" | "mind" | "rule" | "exclude")
    }) || contains(words, "no objection")
        || contains(words, "would not oppose")
        || contains(words, "will not oppose")
        || contains(words, "not excluded")
        || contains(words, "not ruled out")
        || contains(words, "not be ruled out")
        || contains(words, "cannot be excluded")
        || [
            "live with",
            "turn a blind eye",
            "in favour of",
            "in favor of",
            "conceivable",
            "be explored",
            "be discussed",
        ]
        .iter()
        .any(|phrase| contains(words, phrase))
            && !words.iter().any(|w| words::is_negation(w))
}

pub(crate) fn refuses(words: &[&str]) -> bool {
    // "No government could accept that".
    let none = words.first() == Some(&"no")
        && words.windows(2).take(8).any(|w| {
            matches!(w[0], "could" | "can") && matches!(w[1], "accept" | "agree" | "sign" | "allow")
        });
    if none || isnt_doing(words) || pays_none(words) {
        return true;
    }
    let modal = words.windows(2).any(|w| {
        (is_future(w[0]) || matches!(w[0], "can" | "could" | "ca" | "may"))
            && matches!(w[1], "not" | "n't" | "never" | "no")
    }) || words
        .iter()
        .any(|w| matches!(*w, "won't" | "cannot" | "can't" | "wouldn't" | "shan't"));
    let modal = modal && !contains(words, "can't promise") && !contains(words, "cannot promise")
        || words
            .windows(3)
            .any(|w| (is_future(w[0]) || matches!(w[0], "can" | "could")) && w[1] == "be" && w[2] == "no");
    let shut = words.windows(2).any(|w| {
        matches!(w[0], "stay" | "stays" | "remain" | "remains" | "it" | "them")
            && matches!(w[1], "shut" | "closed" | "frozen" | "sealed")
    });
    let phrase = shut
        || [
            "stay as they are",
            "stays as it is",
            "isn't negotiable",
            "not for sale",
            "not up for",
            "isn't up for",
            "not on the table",
            "not possible",
            "isn't possible",
            "impossible",
            "no deal",
            "no way",
            "isn't acceptable",
            "rule out",
            "ruled out",
            "rules out",
            "refuse",
            "refuses",
            "refused",
            "reject",
            "rejects",
            "rejected",
            "not prepared to",
            "not ready to",
            "not willing to",
            "unwilling",
            "not open to",
            "out of the question",
            "no question of",
            "not going to",
            "unacceptable",
            "unthinkable",
            "not negotiable",
            "non-negotiable",
            "never accept",
            "no reason to",
            "no need to",
            "was against",
            "is against",
            "were against",
            "were excluded",
            "was excluded",
            "is excluded",
            "are excluded",
            "see no reason",
            "not acceptable",
            "no interest in",
            "no intention",
            "oppose",
            "opposes",
            "opposed",
        ]
        .iter()
        .any(|p| contains(words, p));
    let longer = words.windows(3).any(|w| {
        w[0] == "no"
            && w[1] == "longer"
            && !matches!(w[2], "there" | "at" | "in" | "with" | "alive" | "open" | "held")
    }) || words.ends_with(&["no", "longer"]);
    let phrase = phrase || longer;
    let opposed = contains(words, "not oppose")
        || contains(words, "n't oppose")
        || contains(words, "never opposed")
        || contains(words, "not opposed");
    let nobody = words.iter().take(14).any(|w| is_future(w))
        && words.iter().take(4).any(|w| matches!(*w, "nobody" | "none"))
        || words.iter().take(14).any(|w| is_future(w))
            && contains(words.get(..words.len().min(6)).unwrap_or_default(), "no one");
    (modal || nobody || phrase && !opposed)
        && !contains(words, "could not be")
        && !contains(words, "cannot be sure")
        || bare_no(words) == Some(true)
}

/// "I'm not handing out maps".
fn isnt_doing(words: &[&str]) -> bool {
    words.windows(4).take(4).any(|w| {
        matches!(w[0], "i" | "we")
            && matches!(w[1], "'m" | "'re" | "am" | "are")
            && w[2] == "not"
            && w[3].ends_with("ing")
            && !matches!(
                w[3],
                "saying"
                    | "asking"
                    | "talking"
                    | "going"
                    | "hiding"
                    | "threatening"
                    | "trying"
                    | "claiming"
                    | "accusing"
                    | "denying"
                    | "blaming"
            )
    })
}

/// "Aden pays no fines", "diesel no, ice yes".
fn pays_none(words: &[&str]) -> bool {
    let pays = words.windows(2).take(5).any(|w| {
        w[1] == "no"
            && matches!(
                w[0],
                "pays"
                    | "pay"
                    | "gives"
                    | "give"
                    | "signs"
                    | "sign"
                    | "takes"
                    | "accepts"
                    | "accept"
                    | "recognises"
                    | "recognizes"
                    | "sends"
                    | "admits"
                    | "grants"
                    | "sells"
                    | "returns"
                    | "issues"
                    | "wants"
            )
    });
    let short = matches!(
        words,
        [_, "no" | "never", "," | ".", ..] | [_, _, "no" | "never", ",", ..]
    ) && !words.iter().take(3).any(|w| words::is_auxiliary(w));
    let nothing = words
        .windows(3)
        .take(8)
        .any(|w| matches!(w[0], "goes" | "go") && w[1] == "on" && matches!(w[2], "nothing" | "no"));
    pays || short || nothing
}

/// "no talks": whether a bare "no …" names something to be done (refused) or something that is (denied).
pub(crate) fn bare_no(words: &[&str]) -> Option<bool> {
    let skip = words
        .iter()
        .take_while(|w| {
            matches!(
                **w,
                "that" | "there" | "is" | "was" | "would" | "be" | "," | "“" | "\""
            )
        })
        .count();
    if words.get(skip) != Some(&"no") {
        return None;
    }
    let thing = words.iter().skip(skip + 1).take(4);
    Some(thing.clone().any(|w| {
        [
            "talk",
            "meeting",
            "mtg",
            "deal",
            "concession",
            "inspect",
            "visit",
            "recogni",
            "release",
            "return",
            "access",
            "negotiat",
            "dialogue",
            "compromise",
            "withdraw",
            "ceasefire",
            "more",
            "further",
            "second",
            "settlement",
            "sanction",
            "delay",
            "agreement",
            "change",
            "relief",
            "exemption",
            "waiver",
            "extension",
            "officer",
            "monitor",
            "uniform",
            "camera",
            "journalist",
            "exception",
            "swap",
            "mediator",
            "letterhead",
            "platform",
            "road",
            "school",
            "summit",
            "flag",
            "customs",
            "ambassador",
        ]
        .iter()
        .any(|stem| w.starts_with(stem))
    }))
}

impl Stance<'_> {
    pub(crate) fn refuses(&self) -> bool {
        let will = |w: &[&str]| is_future(w[1]) && !words::is_determiner(w[0]);
        let none = matches!(self.first(), "no" | "nobody" | "nothing" | "neither")
            && self.words.get(1) != Some(&",");
        let barred = none && self.words.windows(2).take(10).any(will) && !self.words.contains(&"should");
        let stays = matches!(self.connective, "until" | "till" | "unless" | "pending")
            && self.words.iter().any(|w| {
                matches!(
                    *w,
                    "stays" | "stay" | "stand" | "stands" | "remain" | "remains" | "continue" | "continues"
                )
            })
            && !self.negated()
            && !self.any(&["may stay", "can stay", "could stay"])
            || matches!(self.connective, "until" | "till" | "unless")
                && self.words.iter().take(4).any(|w| matches!(*w, "keeps" | "keep"))
                && self.any(&["closed", "shut", "frozen"]);
        let thanks = self.first() == "no"
            && self
                .words
                .iter()
                .take(4)
                .any(|w| matches!(*w, "thank" | "thanks"));
        if self.is_moot() {
            return false;
        }
        barred
            || stays
            || thanks
            || self.conditional
                && self.any(&["nothing to", "could not be", "couldn't be"])
                && !self.any(&["be excluded", "be ruled out"])
            || self.any(&[
                "over my dead body",
                "absolutely no",
                "no question",
                "see why",
                "in no case",
                "under no circumstances",
                "on no account",
                "not at this stage",
                "couldn't accept",
                "couldn't agree",
                "couldn't allow",
                "couldn't sign",
            ]) && !self.any(&["could see why", "can see why", "not be excluded", "not be ruled"])
    }

    /// "It would not help", "that won't last": what will not come about is denied, not refused.
    pub(crate) fn is_moot(&self) -> bool {
        let thing = matches!(self.first(), "it" | "that" | "this" | "they" | "the");
        let never = |w: &[&str]| {
            (is_future(w[0]) && matches!(w[1], "not" | "n't" | "never")
                || matches!(w[0], "will" | "would") && w[1] == "hardly")
                && matches!(
                    w[2],
                    "help"
                        | "work"
                        | "last"
                        | "matter"
                        | "suffice"
                        | "change"
                        | "happen"
                        | "succeed"
                        | "collapse"
                        | "come"
                )
        };
        thing && !self.conditional && self.words.windows(3).take(5).any(never)
    }

    /// "Signs nothing that calls them an authority", "no hope of an exemption".
    pub(crate) fn gives_nothing(&self) -> bool {
        let acts = |w: &[&str]| {
            w[1] == "nothing"
                && [
                    "sign",
                    "give",
                    "pay",
                    "withdraw",
                    "accept",
                    "grant",
                    "return",
                    "hand",
                    "sell",
                    "cede",
                    "offer",
                    "acknowledge",
                    "concede",
                    "recogni",
                    "release",
                ]
                .iter()
                .any(|stem| w[0].starts_with(stem))
                && !w[0].ends_with("ed")
        };
        // "Not a drop of it will be signed away."
        let not_yet = self.first() == "not"
            && matches!(
                self.words.get(1),
                Some(&("until" | "before" | "unless" | "without" | "w" | "w/o" | "as" | "the"))
            );
        let not_one = not_yet && self.conditional
            || self.first() == "not"
                && matches!(self.words.get(1), Some(&("a" | "one" | "an" | "even")))
                && self.words.iter().take(16).any(|w| is_future(w));
        // "W/out them home not a syllable".
        let not_any = self.first() == "not"
            && matches!(self.words.get(1), Some(&("a" | "one" | "an" | "even")))
            && matches!(
                self.connective,
                "without" | "w/o" | "until" | "till" | "unless" | "before"
            );
        // "We hand over nobody without the word of a judge".
        let lack = matches!(
            self.connective,
            "without" | "w/o" | "until" | "till" | "unless" | "before"
        );
        let nobody = lack
            && matches!(self.first(), "we" | "i" | "they" | "he" | "she")
            && self
                .words
                .iter()
                .take(6)
                .any(|w| matches!(*w, "nobody" | "nothing" | "none"));
        let sees_none = self.any(&[
            "sees no exception",
            "sees no reason",
            "sees no way",
            "sees no possibility",
            "sees no room",
            "saw no reason",
            "saw no way",
            "see no way",
        ]);
        nobody
            || sees_none
            || not_one
            || not_any
            || self.words.windows(2).take(12).any(acts)
            || self.any(&["no hope of", "no hope for", "no hope that"])
    }
}
