//! Parts of speech and places in the sentence, word by word from the left: two linear classifiers, each seeing what
//! it said of the words before.

use super::atoms::{Atom, key};
use super::lookup::Lookup;

/// Parts of speech, after the Penn Treebank; rare ones share a label.
pub const POS: [&str; 28] = [
    "NN", "NNS", "NNP", "IN", "DT", "JJ", "VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "RB", "PRP", "PRP$", "CC",
    "TO", "CD", "MD", "POS", "WDT", "WP", "WRB", "RP", "EX", ",", ".", "other",
];

/// Places in the sentence, after the labels of a dependency parser; rare ones share a label.
pub const ROLES: [&str; 25] = [
    "nsubj", "dobj", "ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "cc", "prep", "pobj",
    "compound", "det", "amod", "poss", "case", "aux", "advmod", "mark", "appos", "prt", "agent", "punct",
    "other",
];

/// The label of a part of speech in [`POS`].
pub fn pos_label(tag: &str) -> u8 {
    let tag = match tag {
        "NNPS" => "NNP",
        "PDT" => "DT",
        "JJR" | "JJS" => "JJ",
        "RBR" | "RBS" => "RB",
        "WP$" => "WP",
        _ => tag,
    };
    POS.iter().position(|&p| p == tag).unwrap_or(POS.len() - 1) as u8
}

/// The label of a place in [`ROLES`].
pub fn role_label(role: &str) -> u8 {
    let role = match role {
        "nsubjpass" | "csubj" | "csubjpass" | "expl" => "nsubj",
        "dative" | "attr" | "oprd" | "acomp" => "dobj",
        "pcomp" => "pobj",
        "nummod" | "quantmod" | "nmod" | "predet" => "amod",
        "auxpass" | "neg" => "aux",
        "npadvmod" => "advmod",
        "parataxis" => "ccomp",
        "preconj" => "cc",
        _ => role,
    };
    ROLES.iter().position(|&r| r == role).unwrap_or(ROLES.len() - 1) as u8
}

fn number(value: impl Into<u32>) -> u32 {
    value.into()
}

fn at(atoms: &[Atom], place: usize, offset: isize) -> Atom {
    place
        .checked_add_signed(offset)
        .and_then(|i| atoms.get(i))
        .copied()
        .unwrap_or_default()
}

/// Keys for the part of speech of the word at `place`; the words before it have theirs.
pub(crate) fn pos_keys(atoms: &[Atom], place: usize, keys: &mut Vec<u32>) {
    let a = |offset| at(atoms, place, offset);
    let (two, one, own, next, after) = (a(-2), a(-1), a(0), a(1), a(2));
    let word = own.word;
    keys.extend([
        key(201, word, 0, 0),
        key(202, own.three, 0, 0),
        key(203, own.two, 0, 0),
        key(204, number(own.shape), number(one.shape), number(next.shape)),
        key(205, one.word, 0, 0),
        key(206, next.word, 0, 0),
        key(207, two.word, 0, 0),
        key(208, after.word, 0, 0),
        key(209, number(one.pos), 0, 0),
        key(210, number(one.pos), number(two.pos), 0),
        key(211, number(one.pos), word, 0),
        key(212, number(one.pos), own.three, 0),
        key(213, number(one.pos), next.word, 0),
        key(214, number(own.cluster.medium), number(own.shape), 0),
        key(215, number(own.cluster.fine), 0, 0),
        key(216, number(next.cluster.medium), number(one.pos), 0),
        key(217, next.three, number(next.shape), 0),
        key(218, word, next.word, 0),
        key(219, one.word, word, 0),
        key(220, number(own.shape), own.two, number(one.pos)),
        key(
            221,
            number(own.cluster.coarse),
            number(one.cluster.coarse),
            number(next.cluster.coarse),
        ),
    ]);
}

/// Keys for the role of the word at `place`: all parts of speech are known, and the roles before it.
pub(crate) fn role_keys(atoms: &[Atom], place: usize, keys: &mut Vec<u32>) {
    let a = |offset| at(atoms, place, offset);
    let (three, two, one, own, next, after, third) = (a(-3), a(-2), a(-1), a(0), a(1), a(2), a(3));
    let n = |atom: &Atom| u32::from(atom.pos);
    let r = |atom: &Atom| u32::from(atom.role);
    let run = |list: [&Atom; 3]| n(list[0]) | n(list[1]) << 8 | n(list[2]) << 16;
    keys.extend([
        key(231, own.word, n(&own), 0),
        key(232, own.word, r(&one), 0),
        key(233, n(&own), r(&one), r(&two)),
        key(234, n(&own), run([&one, &two, &three]), 0),
        key(235, n(&own), run([&next, &after, &third]), 0),
        key(236, run([&one, &own, &next]), 0, 0),
        key(237, run([&one, &own, &next]), n(&two), n(&after)),
        key(238, n(&own), one.word, 0),
        key(239, n(&own), next.word, 0),
        key(240, n(&own), two.word, n(&one)),
        key(241, n(&own), after.word, n(&next)),
        key(242, u32::from(own.cluster.medium), n(&own), n(&next)),
        key(243, r(&one), r(&two), r(&three)),
        key(244, n(&own), u32::from(one.cluster.medium), n(&one)),
        key(245, n(&own), u32::from(next.cluster.medium), n(&next)),
        key(246, run([&own, &next, &after]), r(&one), 0),
        key(247, own.word, next.word, 0),
    ]);
    // What has been seen of the clause: its last verb's and subject's roles, and how far back they are.
    let mut verb = (0, 0u32);
    let mut subject = 0u32;
    let mut mark = 0u32;
    for back in 1..=18usize {
        let Some(i) = place.checked_sub(back) else { break };
        let past = &atoms[i];
        if past.class == 8 {
            break;
        }
        let role = usize::from(past.role)
            .checked_sub(1)
            .and_then(|r| ROLES.get(r))
            .copied()
            .unwrap_or("");
        if verb.1 == 0 && matches!(role, "ROOT" | "ccomp" | "xcomp" | "advcl" | "relcl" | "acl") {
            verb = (past.role, back.min(4) as u32);
        }
        if subject == 0 && role == "nsubj" && verb.1 == 0 {
            subject = back.min(6) as u32;
        }
        if mark == 0 && verb.1 == 0 && (role == "mark" || past.class == 10 || past.class == 20) {
            mark = past.word;
        }
    }
    keys.extend([
        key(251, n(&own), u32::from(verb.0), verb.1),
        key(252, n(&own), u32::from(verb.0), subject),
        key(253, n(&own), mark, subject),
        key(254, run([&own, &next, &one]), u32::from(verb.0), subject),
    ]);
}

/// The label of the highest sum, the first of equals.
fn likeliest(lookup: &Lookup, keys: &[u32], labels: usize) -> u8 {
    let sums = lookup.sums(keys);
    let mut best = 0;
    for label in 1..labels {
        if sums[label] > sums[best] {
            best = label;
        }
    }
    best as u8
}

/// Gives every atom its part of speech and its role; 0 stays for what is unknown, so each label counts from 1.
pub(super) fn fill(atoms: &mut [Atom], pos: &Lookup, roles: &Lookup) {
    let mut keys = Vec::with_capacity(24);
    for place in 0..atoms.len() {
        keys.clear();
        pos_keys(atoms, place, &mut keys);
        atoms[place].pos = likeliest(pos, &keys, POS.len()) + 1;
    }
    for place in 0..atoms.len() {
        keys.clear();
        role_keys(atoms, place, &mut keys);
        atoms[place].role = likeliest(roles, &keys, ROLES.len()) + 1;
    }
}
