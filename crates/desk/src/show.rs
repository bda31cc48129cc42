//! Small things as pages show them.

use crate::names::Names;
use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};
use office::analysis::{Movement, Offer, Shift, Stance};
use office::domain::{
    Attribution, Bond, ChannelKind, Channels, Clearance, Handling, Marking, Measure, Meeting, MeetingKind,
    PartyKind, Statement, StatementId, Status,
};
use std::collections::HashMap;

/// "14 November 2009".
pub(crate) fn plain_day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

pub(crate) fn day(day: Date) -> Markup {
    html! { time datetime=(day) { (plain_day(day)) } }
}

/// A picture that may hold links: then it is a group to those who don't see it, not an image.
pub(crate) fn picture(svg: &str, label: &str) -> Markup {
    let svg = if svg.contains("<a ") {
        svg.replacen("role=\"img\"", "role=\"group\"", 1)
    } else {
        svg.to_owned()
    };
    html! { figure.picture.scroll role="region" aria-label=(label) tabindex="0" { (PreEscaped(svg)) } }
}

pub(crate) fn day_or(known: Option<Date>, otherwise: &str) -> Markup {
    html! { @match known { Some(known) => (day(known)), None => span.quiet { (otherwise) } } }
}

/// "10–14 November 2009".
pub(crate) fn days(from: Date, until: Option<Date>) -> Markup {
    let until = until.filter(|until| *until != from);
    let short = |format: &str| from.strftime(format).to_string();
    html! {
        @match until {
            None => (day(from)),
            Some(until) => {
                @let same_year = until.year() == from.year();
                @let start = if same_year && until.month() == from.month() { short("%-d") }
                    else if same_year { short("%-d %B") } else { plain_day(from) };
                time datetime=(from) { (start) } "–" (day(until))
            }
        }
    }
}

/// A TLP label: words and a shape, FIRST's colour on black for the shape alone.
pub(crate) fn tlp(marking: Marking) -> Markup {
    let class = match marking {
        Marking::Clear => "clear",
        Marking::Green => "green",
        Marking::Amber => "amber",
        Marking::AmberStrict => "strict",
        Marking::Red => "red",
    };
    html! { span class={ "tlp " (class) } { (marking) } }
}

pub(crate) fn attribution(attribution: &Attribution) -> Markup {
    html! {
        @match attribution {
            Attribution::OnBackground(description) => { "on background: “" (description) "”" }
            other => (other),
        }
    }
}

pub(crate) fn handling(handling: &Handling) -> Markup {
    html! { (tlp(handling.marking)) " " span.attribution { (attribution(&handling.attribution)) } }
}

pub(crate) fn clearance(clearance: &Clearance) -> Markup {
    html! {
        (tlp(clearance.marking))
        @if let Channels::Only(channels) = &clearance.channels {
            @let count = channels.len();
            " " span.quiet { (counted(count, "channel", "channels")) }
        }
    }
}

pub(crate) fn status(status: Status) -> Markup {
    html! { span class={ "status " (status.as_str()) } { (status.as_str()) } }
}

/// "1 statement", "2 statements".
pub(crate) fn counted(count: usize, one: &str, more: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {more}")
    }
}

/// At most `most` characters on one line.
pub(crate) fn clip(words: &str, most: usize) -> String {
    let line = office::text::one_line(words);
    match line.char_indices().nth(most) {
        None => line,
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
    }
}

/// With a capital first.
pub(crate) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

pub(crate) fn stance(stance: Stance) -> Markup {
    let class = match stance.value() {
        1.. => "yes",
        0 => "between",
        _ => "no",
    };
    html! {
        span class={ "stance " (class) } {
            span.sign aria-hidden="true" { (stance.symbol()) } span.word { (stance.words()) }
        }
    }
}

pub(crate) fn movement(movement: Movement) -> &'static str {
    match movement {
        Movement::Up => "↑ towards yes",
        Movement::Down => "↓ towards no",
        Movement::Steady => "steady",
        Movement::New => "first heard",
    }
}

pub(crate) fn bond(bond: Bond) -> &'static str {
    match bond {
        Bond::Condition => "on condition",
        Bond::Limit => "within a limit",
        Bond::Price => "in exchange",
    }
}

pub(crate) fn meeting_kind(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::Visit => "visit",
        MeetingKind::Consultation => "consultation",
        MeetingKind::Call => "call",
        MeetingKind::Letters => "letters",
    }
}

pub(crate) fn party_kind(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Government => "government",
        PartyKind::Organisation => "organisation",
        PartyKind::Movement => "movement",
    }
}

pub(crate) fn channel_kind(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Ours => "ours",
        ChannelKind::Facilitated => "facilitated",
    }
}

pub(crate) fn meeting_line(meeting: &Meeting) -> Markup {
    html! {
        a href={ "/meeting/" (meeting.id) } { (meeting.title) }
        " " span.quiet { (days(meeting.from, meeting.until)) @if let Some(place) = &meeting.place { ", " (place) } }
    }
}

/// Where a statement's words stand.
pub(crate) fn place_of(statement: &Statement) -> String {
    let id = statement.id;
    format!("/document/{}?at={id}#s-{id}", statement.document)
}

/// A statement in a list: who, what, on which condition, when; leading to its words.
pub(crate) fn statement_line(statement: &Statement, names: &Names, with_speaker: bool) -> Markup {
    html! {
        li.said {
            p.words-line {
                @if with_speaker { b { (names.speaker(statement.speaker.as_ref())) } " " }
                span.polarity { (statement.polarity) } ": "
                q { (clip(&statement.words, 400)) }
            }
            @if let Some(condition) = &statement.condition {
                p.if { span.bond { (bond(condition.bond)) } ": " (clip(&condition.text, 240)) }
            }
            p.meta {
                a href=(place_of(statement)) { (day_or(statement.day, "undated")) ", in its document" }
                @if let Some(meeting) = names.meeting_link(statement.meeting.as_ref()) { " · " (meeting) }
                " · " (status(statement.status)) " · " (handling(&statement.handling))
            }
        }
    }
}

/// What moved: the phrase, and the two statements that show it.
pub(crate) fn shift(
    shift: &Shift,
    names: &Names,
    said: &HashMap<StatementId, &Statement>,
    with_party: bool,
) -> Markup {
    let quoted = |id: &StatementId, day: Option<Date>| {
        html! {
            @match said.get(id) {
                Some(statement) => {
                    a href=(place_of(statement)) { (day_or(day.or(statement.day), "undated")) } ": "
                    q { (clip(&statement.words, 220)) }
                }
                None => a href={ "/statement/" (id) } { (day_or(day, "undated")) },
            }
        }
    };
    html! {
        li.shift {
            p {
                @if with_party { b { (names.party_link(&shift.party)) } " on " }
                a href={ "/position/" (shift.party) "/" (shift.topic) } { (names.topic(&shift.topic)) }
                ": " (shift.how)
            }
            ol.two aria-label="The two statements" {
                li { (quoted(&shift.from, shift.from_day)) }
                li { (quoted(&shift.to, shift.to_day)) }
            }
        }
    }
}

pub(crate) fn offer(offer: &Offer, names: &Names, with_party: bool) -> Markup {
    html! {
        li.offer {
            p {
                @if with_party {
                    b { @match &offer.party { Some(party) => (names.party_link(party)), None => (capital(&offer.speaker)) } } ": "
                }
                (clip(&offer.action, 300)) " "
                span.if { span.bond { (bond(offer.bond)) } " " i { (offer.connective) } " " (clip(&offer.condition, 300)) }
            }
            p.meta {
                a href={ "/statement/" (offer.statement) } { (day_or(offer.day, "undated")) ", its words" }
                @if offer.count() > 1 { " · made " (offer.count()) " times" }
                @for topic in &offer.topics { " · " (names.topic(topic)) }
                " · " (status(if offer.confirmed { Status::Confirmed } else { Status::Proposed }))
            }
        }
    }
}

pub(crate) fn measures(measures: &[Measure], names: &Names, caption: &str, today: Date) -> Markup {
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table role="table" {
                caption { (caption) }
                thead role="rowgroup" { tr role="row" { th scope="col" role="columnheader" { "What" } th scope="col" role="columnheader" { "Owner" } th scope="col" role="columnheader" { "State" } th scope="col" role="columnheader" { "Due" } } }
                tbody role="rowgroup" {
                    @for measure in measures {
                        tr role="row" {
                            th scope="row" role="rowheader" { (measure.what) }
                            td role="cell" { (names.party_link(&measure.owner)) }
                            td role="cell" { (measure.state.as_str()) @if let Some(since) = measure.since { " since " (day(since)) } }
                            td role="cell" data-of="Due" {
                                (day_or(measure.due, "open"))
                                @if measure.state.is_open() && measure.due.is_some_and(|due| due < today) { " " b.late { "overdue" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_plain() {
        let of = |from: &str, until: Option<&str>| {
            days(from.parse().unwrap(), until.map(|d| d.parse().unwrap())).into_string()
        };
        assert_eq!(
            of("2009-11-14", None),
            r#"<time datetime="2009-11-14">14 November 2009</time>"#
        );
        assert!(
            of("2009-11-10", Some("2009-11-14")).starts_with(r#"<time datetime="2009-11-10">10</time>–"#)
        );
        assert!(of("2009-10-30", Some("2009-11-02")).contains(">30 October</time>–"));
        assert!(of("2009-12-30", Some("2010-01-02")).contains(">30 December 2009</time>–"));
        assert_eq!(of("2009-11-14", Some("2009-11-14")), of("2009-11-14", None));
    }

    #[test]
    fn clipping_keeps_characters_whole() {
        assert_eq!(clip("héllo\n  wörld", 40), "héllo wörld");
        assert_eq!(clip("héllo wörld", 6), "héllo…");
        assert_eq!(clip("", 3), "");
    }
}
