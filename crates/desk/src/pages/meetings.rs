//! The meetings, and one with what was said there.

use super::id;
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use office::MeetingView;
use office::domain::{Document, Handling, Meeting, MeetingId, PartyId, Statement};
use office::store::Wanted;
use std::collections::HashMap;

pub(crate) async fn list(State(desk): State<Desk>) -> Result<Markup, Trouble> {
    let (office, viewer) = (desk.office(), desk.viewer());
    let names = Names::of(&desk).await?;
    let day = office.as_of(viewer).await?;
    let mut meetings = names.meetings.clone();
    meetings.sort_by_key(|meeting| std::cmp::Reverse(meeting.from));
    let mut counts: HashMap<MeetingId, usize> = HashMap::new();
    let wanted = Wanted {
        without_rejected: true,
        ..Wanted::default()
    };
    for meeting in office
        .store()
        .statements(viewer, &wanted)
        .await?
        .into_iter()
        .filter_map(|s| s.meeting)
    {
        *counts.entry(meeting).or_default() += 1;
    }
    let (coming, past): (Vec<Meeting>, Vec<Meeting>) = meetings
        .into_iter()
        .partition(|meeting| meeting.next || meeting.from > day);
    let body = html! {
        h1 { "Meetings" }
        @if coming.is_empty() && past.is_empty() { p { "The record holds no meeting that you may see: name them in office.toml." } }
        @if !coming.is_empty() { (table("To come", &coming, &names, &counts, true)) }
        @if !past.is_empty() { (table("Held", &past, &names, &counts, false)) }
    };
    Ok(Page::new(Here::Meetings, "Meetings", body).framed(&desk))
}

fn table(
    caption: &str,
    meetings: &[Meeting],
    names: &Names,
    counts: &HashMap<MeetingId, usize>,
    coming: bool,
) -> Markup {
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table.wide role="table" {
                caption { (caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "Meeting" } th scope="col" role="columnheader" { "When" } th scope="col" role="columnheader" { "Where" }
                        th scope="col" role="columnheader" { "Channel" } th scope="col" role="columnheader" { @if coming { "Brief" } @else { "Statements" } }
                    }
                }
                tbody role="rowgroup" {
                    @for meeting in meetings {
                        tr role="row" {
                            th scope="row" role="rowheader" {
                                a href={ "/meeting/" (meeting.id) } { (meeting.title) }
                                " " span.quiet { (show::meeting_kind(meeting.kind)) }
                            }
                            td role="cell" { (show::days(meeting.from, meeting.until)) }
                            td role="cell" { (meeting.place.as_deref().unwrap_or("—")) }
                            td role="cell" { (names.channel(&meeting.channel)) }
                            td role="cell" data-of=[(!coming).then_some("Statements")] {
                                @if coming { a href={ "/meeting/" (meeting.id) "/brief" } { "Brief" span.sr { " for " (meeting.title) } } }
                                @else { (counts.get(&meeting.id).copied().unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A meeting that the viewer may know of.
pub(super) fn meeting_in(names: &Names, word: &str) -> Result<Meeting, Trouble> {
    let id: MeetingId = id(word)?;
    names.meeting(&id).cloned().ok_or(Trouble::Missing(
        "The record holds no such meeting that you may see.",
    ))
}

pub(crate) async fn show(State(desk): State<Desk>, Path(meeting): Path<String>) -> Result<Markup, Trouble> {
    let names = Names::of(&desk).await?;
    let meeting = meeting_in(&names, &meeting)?;
    let view = desk.office().meeting_view(desk.viewer(), &meeting.id).await?;
    let day = desk.office().as_of(desk.viewer()).await?;
    let coming = meeting.next || meeting.from > day;
    let us = desk.office().config().office.party.clone();
    let title = meeting.title.clone();
    let body = html! {
        h1 { (title) }
        @if coming { p.next { a href={ "/meeting/" (meeting.id) "/brief" } { "Read the brief" } " · " a href={ "/check?meeting=" (meeting.id) } { "check its agenda against guidance" } } }
        (facts(&view, &names))
        (present(&view, &names))
        (documents(&view))
        (timeline(&view, &names, us.as_ref(), coming))
        (channel(&view, &names))
    };
    Ok(Page::new(Here::Meetings, title, body).framed(&desk))
}

fn facts(view: &MeetingView, names: &Names) -> Markup {
    let meeting = &view.meeting;
    let channel = names
        .channels
        .iter()
        .find(|channel| channel.id == meeting.channel);
    html! {
        dl.facts {
            div { dt { "When" } dd { (show::days(meeting.from, meeting.until)) } }
            @if let Some(place) = &meeting.place { div { dt { "Where" } dd { (place) } } }
            div { dt { "Kind" } dd { (show::meeting_kind(meeting.kind)) } }
            div {
                dt { "Channel" }
                dd {
                    (names.channel(&meeting.channel))
                    @if let Some(channel) = channel {
                        span.quiet {
                            " (" (show::channel_kind(channel.kind)) ": "
                            @for (at, party) in channel.between.iter().enumerate() { @if at > 0 { " and " } (names.party(party)) }
                            ")"
                        }
                    }
                }
            }
        }
    }
}

fn present(view: &MeetingView, names: &Names) -> Markup {
    let mut sides: Vec<(Option<&PartyId>, Vec<&str>)> = Vec::new();
    for person in &view.present {
        let party = person.party_on(view.meeting.from);
        match sides.iter_mut().find(|(side, _)| *side == party) {
            Some((_, people)) => people.push(&person.name),
            None => sides.push((party, vec![&person.name])),
        }
    }
    html! {
        @if !sides.is_empty() {
            h2 { "Who was there" }
            ul.sides {
                @for (party, people) in &sides {
                    li {
                        b { @match party { Some(party) => (names.party_link(party)), None => "Others" } }
                        ": " (people.join(", "))
                    }
                }
            }
        }
    }
}

fn documents(view: &MeetingView) -> Markup {
    html! {
        @if !view.documents.is_empty() {
            h2 { "Documents" }
            ul.list {
                @for document in &view.documents {
                    li {
                        a href={ "/document/" (document.hash) } { (document.title) }
                        p.meta {
                            (document.kind.as_str()) " · " (show::day_or(document.date, "undated")) " · " (show::handling(&document.handling))
                        }
                    }
                }
            }
        }
    }
}

fn timeline(view: &MeetingView, names: &Names, us: Option<&PartyId>, coming: bool) -> Markup {
    let mut by_document: HashMap<_, Vec<&Statement>> = HashMap::new();
    for statement in &view.statements {
        by_document.entry(statement.document).or_default().push(statement);
    }
    let mut told: Vec<(Option<&Document>, Vec<&Statement>)> = view
        .documents
        .iter()
        .filter_map(|document| Some((Some(document), by_document.remove(&document.hash)?)))
        .collect();
    let mut elsewhere: Vec<_> = by_document.into_iter().collect();
    elsewhere.sort_by_key(|(hash, _)| *hash);
    told.extend(elsewhere.into_iter().map(|(_, statements)| (None, statements)));
    html! {
        h2 { "What was said" }
        @if told.is_empty() {
            p.quiet { @if coming { "It has not been held yet." } @else { "Nothing that you may see." } }
        }
        @for (document, statements) in &mut told {
            section.told {
                h3 {
                    @match document {
                        Some(document) => {
                            (show::day_or(document.date, "Undated")) " · "
                            a href={ "/document/" (document.hash) } { (document.title) }
                        }
                        None => "In another document",
                    }
                    " " @if let Some(document) = document { (show::tlp(document.handling.marking)) }
                }
                ol.timeline {
                    @for turn in turns(statements) { (moment(turn, names, us, document.map(|d| &d.handling))) }
                }
            }
        }
    }
}

/// Statements in the order of the text, those that one speaker makes in a row together.
fn turns<'s, 'a>(statements: &'s mut [&'a Statement]) -> impl Iterator<Item = &'s [&'a Statement]> {
    statements.sort_by_key(|statement| (statement.span(), statement.id));
    let who = |statement: &Statement| {
        statement
            .speaker
            .as_ref()
            .map(|s| (s.party.clone(), s.person.clone()))
    };
    statements.chunk_by(move |a, b| who(a) == who(b))
}

/// A turn on the timeline: ours on one side of the line, theirs on the other.
fn moment(turn: &[&Statement], names: &Names, us: Option<&PartyId>, usual: Option<&Handling>) -> Markup {
    let first = turn.first();
    let ours = us.is_some() && first.and_then(|statement| statement.party()) == us;
    html! {
        li.ours[ours] {
            div.moment {
                p { b { (names.speaker(first.and_then(|statement| statement.speaker.as_ref()))) } }
                ul {
                    @for statement in turn {
                        li {
                            a href=(show::place_of(statement)) { (statement.polarity) } ": "
                            q { (show::clip(&statement.words, 260)) }
                            @if let Some(condition) = &statement.condition {
                                " " span.if { span.bond { (show::bond(condition.bond)) } ": " (show::clip(&condition.text, 200)) }
                            }
                            span.meta {
                                " " (show::status(statement.status))
                                @for topic in &statement.topics { " · " (names.topic(topic)) }
                                @if usual != Some(&statement.handling) { " · " (show::handling(&statement.handling)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn channel(view: &MeetingView, names: &Names) -> Markup {
    let (before, after): (Vec<&Meeting>, Vec<&Meeting>) = view
        .before_and_after
        .iter()
        .partition(|other| other.from <= view.meeting.from);
    let line = |meeting: &Meeting, since: Date| {
        let days = (meeting.from - since).get_days();
        html! {
            li {
                (show::meeting_line(meeting)) " "
                span.quiet { (show::counted(days.unsigned_abs() as usize, "day", "days")) @if days < 0 { " before" } @else { " after" } }
            }
        }
    };
    html! {
        @if !view.before_and_after.is_empty() {
            h2 { "The same channel" }
            p.quiet { (names.channel(&view.meeting.channel)) }
            ol.channel {
                @for meeting in before { (line(meeting, view.meeting.from)) }
                li.now aria-current="true" { b { (view.meeting.title) } " " span.quiet { (show::days(view.meeting.from, view.meeting.until)) } }
                @for meeting in after { (line(meeting, view.meeting.from)) }
            }
        }
    }
}
