//! Closed classes of words, in lower case with straight apostrophes.

/// Auxiliaries and modals.
pub(crate) fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "is"
            | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "shall"
            | "should"
            | "do"
            | "does"
            | "did"
            | "'s"
            | "'re"
            | "'ve"
            | "'d"
            | "'ll"
            | "'m"
            | "ca"
            | "wo"
            | "wd"
            | "cannot"
            | "can't"
            | "won't"
            | "don't"
            | "doesn't"
            | "didn't"
            | "isn't"
            | "aren't"
            | "wasn't"
            | "weren't"
            | "hasn't"
            | "haven't"
            | "hadn't"
            | "wouldn't"
            | "couldn't"
            | "shouldn't"
    )
}

/// Auxiliaries that open a finite verb group in the present or with a modal.
pub(crate) fn is_present(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "has"
            | "have"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "do"
            | "does"
            | "'s"
            | "'re"
            | "'ve"
            | "'ll"
            | "cannot"
            | "can't"
            | "won't"
            | "wouldn't"
            | "shouldn't"
            | "don't"
            | "doesn't"
            | "isn't"
            | "aren't"
            | "remains"
            | "remain"
            | "needs"
            | "wants"
            | "requires"
    )
}

/// Words that turn a verb into its opposite.
pub(crate) fn is_negation(word: &str) -> bool {
    matches!(
        word,
        "not" | "n't" | "never" | "no" | "neither" | "nor" | "cannot" | "none" | "nothing" | "without"
    ) || word.ends_with("n't")
}

/// Adverbs that stand inside a verb group.
pub(crate) fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "then"
            | "later"
            | "still"
            | "even"
            | "once"
            | "often"
            | "now"
            | "again"
            | "finally"
            | "ever"
            | "just"
            | "already"
            | "first"
            | "always"
            | "soon"
            | "recently"
            | "repeatedly"
            | "so"
            | "never"
            | "only"
            | "further"
            | "again,"
    ) || (word.len() > 4
        && word.ends_with("ly")
        && !matches!(
            word,
            "rely" | "apply" | "reply" | "imply" | "supply" | "family" | "italy" | "july" | "ally"
        ))
}

/// Determiners and possessives.
pub(crate) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "no"
            | "any"
            | "some"
            | "every"
            | "each"
            | "'s"
            | "both"
            | "all"
            | "another"
    )
}

/// Personal pronouns that can be a subject.
pub(crate) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she" | "they" | "it" | "we" | "i" | "you" | "one" | "everyone" | "nobody" | "none"
    )
}

/// Pronouns in the first person.
pub(crate) fn is_first_person(word: &str) -> bool {
    matches!(
        word,
        "we" | "i" | "our" | "us" | "my" | "me" | "ours" | "ourselves" | "myself"
    )
}

/// Personal pronouns as objects.
pub(crate) fn is_object(word: &str) -> bool {
    matches!(
        word,
        "him" | "her" | "them" | "it" | "us" | "me" | "you" | "himself" | "herself" | "themselves"
    )
}

/// What is written speaks, but is nobody: "the law asked for accounts. She …".
pub(crate) fn is_writing(word: &str) -> bool {
    matches!(
        word,
        "law"
            | "treaty"
            | "agreement"
            | "text"
            | "draft"
            | "charter"
            | "constitution"
            | "resolution"
            | "decree"
            | "statute"
            | "map"
            | "mandate"
            | "protocol"
            | "rules"
    )
}

/// Relative pronouns.
pub(crate) fn is_relative(word: &str) -> bool {
    matches!(word, "who" | "which" | "whom" | "whose")
}

/// Words that open a question told by another.
pub(crate) fn is_question_word(word: &str) -> bool {
    matches!(
        word,
        "who" | "whom" | "what" | "how" | "whether" | "when" | "where" | "which" | "why" | "whose"
    )
}

/// Prepositions and particles.
pub(crate) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "about"
            | "for"
            | "on"
            | "of"
            | "against"
            | "as"
            | "with"
            | "in"
            | "at"
            | "over"
            | "by"
            | "into"
            | "from"
            | "like"
            | "after"
            | "during"
            | "without"
            | "through"
            | "out"
            | "up"
            | "off"
            | "down"
            | "back"
            | "upon"
            | "toward"
            | "towards"
            | "between"
            | "before"
            | "since"
            | "until"
            | "under"
            | "within"
            | "amid"
            | "despite"
            | "among"
            | "behind"
            | "to"
            | "w"
            | "per"
            | "via"
            | "following"
    )
}

/// Words that open a subordinate clause.
pub(crate) fn is_subordinator(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "when"
            | "while"
            | "as"
            | "because"
            | "if"
            | "although"
            | "though"
            | "after"
            | "before"
            | "since"
            | "where"
            | "whether"
            | "unless"
            | "until"
            | "once"
            | "whereas"
            | "than"
            | "what"
            | "how"
            | "why"
    )
}

/// Coordinators.
pub(crate) fn is_coordinator(word: &str) -> bool {
    matches!(word, "and" | "but" | "or" | "yet" | "nor")
}

/// Marks of quotation.
pub(crate) fn is_quote_mark(word: &str) -> bool {
    matches!(
        word,
        "\"" | "“"
            | "”"
            | "'"
            | "‘"
            | "’"
            | "«"
            | "»"
            | "„"
            | "‟"
            | "``"
            | "''"
            | "「"
            | "」"
            | "『"
            | "』"
    )
}

/// Dashes.
pub(crate) fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "--" | "-" | "―")
}
