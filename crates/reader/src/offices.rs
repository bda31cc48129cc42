//! Words for those who hold an office, for bodies, and for many who speak together.

/// Words for somebody who holds an office.
pub(crate) fn is_office(word: &str) -> bool {
    matches!(
        word,
        "minister"
            | "ambassador"
            | "president"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "director"
            | "envoy"
            | "secretary"
            | "adviser"
            | "advisor"
            | "counsellor"
            | "counselor"
            | "official"
            | "representative"
            | "general"
            | "diplomat"
            | "leader"
            | "member"
            | "officer"
            | "negotiator"
            | "expert"
            | "deputy"
            | "head"
            | "chief"
    )
}

/// Words for several who speak together.
pub(crate) fn is_many(word: &str) -> bool {
    matches!(
        word,
        "lawmakers"
            | "mayors"
            | "leaders"
            | "members"
            | "residents"
            | "critics"
            | "fishermen"
            | "farmers"
            | "traders"
            | "activists"
            | "negotiators"
            | "families"
            | "elders"
            | "parties"
            | "workers"
            | "students"
            | "villagers"
    )
}

/// Words for bodies, and for persons known by another alone ("his predecessor"): "he" is neither.
pub(crate) fn is_body(word: &str) -> bool {
    matches!(
        word,
        "ministry"
            | "government"
            | "department"
            | "officials"
            | "council"
            | "commission"
            | "parliament"
            | "party"
            | "poll"
            | "campaign"
            | "company"
            | "his"
            | "her"
            | "authorities"
            | "embassy"
            | "agency"
            | "committee"
            | "academy"
            | "statement"
            | "report"
    )
}

/// Words for what only a state has.
pub(crate) fn is_of_a_state(word: &str) -> bool {
    matches!(
        word,
        "prime"
            | "minister"
            | "minister's"
            | "ministry"
            | "president's"
            | "presidency"
            | "customs"
            | "police"
            | "government"
            | "palace"
            | "interior"
            | "treasury"
            | "embassy"
    )
}
