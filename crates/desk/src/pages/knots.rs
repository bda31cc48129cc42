//! Who waits for whom, and the ways out.

use super::{Asked, day_of};
use crate::error::Trouble;
use crate::layout::{Here, Page};
use crate::names::Names;
use crate::{Desk, show};
use axum::extract::State;
use maud::{Markup, html};
use office::analysis::knots::{Action, Knot, Knots, Path, Step, Wait, knots, knots_towards, picture};
use office::domain::{Statement, StatementId};
use std::collections::HashMap;

/// What a page of knots refers to.
struct Told<'k> {
    knots: &'k Knots,
    names: &'k Names,
    said: HashMap<StatementId, &'k Statement>,
}

pub(crate) async fn show(State(desk): State<Desk>, asked: Asked) -> Result<Markup, Trouble> {
    let day = day_of(&desk, &asked).await?;
    let seen = desk.office().seen(desk.viewer()).await?;
    let names = Names::of(&desk).await?;
    let goal = asked.get("goal").map_or("", |goal| goal.trim());
    let found = if goal.is_empty() {
        knots(&seen.record(), day)
    } else {
        knots_towards(&seen.record(), day, goal)
    };
    let told = Told {
        knots: &found,
        names: &names,
        said: seen.statements.iter().map(|s| (s.id, s)).collect(),
    };
    let body = html! {
        div.head {
            h1 { "Knots" }
            p.as-of { "As of " (show::day(day)) "." }
            form.day action="/knots" method="get" {
                label for="goal" { "The way to" }
                input id="goal" name="goal" type="text" value=(goal) list="actions" autocomplete="off";
                datalist id="actions" { @for action in &found.actions { option value=(action.what) {} } }
                label for="day" { "on" }
                input id="day" name="day" type="date" value=(day) required;
                button type="submit" { "Show" }
            }
        }
        p.lead { "Who waits for whom, by their own words, and what would undo it. Each line leads to the words it rests on." }
        @if found.knots.is_empty() { p { "Nobody waits for somebody who waits for them." } }
        @if !found.actions.is_empty() { (show::picture(&picture(&found), "Who waits for whom, as a picture")) }
        @if let Some(way) = &found.way {
            h2 { "The way to " (goal) }
            @if way.shortest.is_none() { p.quiet { "None is known." } }
            @if let Some(path) = &way.shortest { (told.path("With the fewest first moves", path)) }
            @if let Some(path) = way.balanced.as_ref().filter(|path| Some(*path) != way.shortest.as_ref()) { (told.path("Leaving nobody far ahead", path)) }
        }
        @for (at, knot) in found.knots.iter().enumerate() { (told.knot(at, knot)) }
        (told.alone())
        (told.waits())
        @if !found.notices.is_empty() {
            h2 { "What couldn’t be used" }
            ul.list { @for notice in &found.notices { li { (notice.words) " " (told.sources(&notice.statements)) } } }
        }
    };
    Ok(Page::new(Here::Analysis, "Knots", body).framed(&desk))
}

impl Told<'_> {
    fn action(&self, at: usize) -> Option<&Action> {
        self.knots.actions.get(at)
    }

    /// "Northland: open the border", with its words.
    fn named(&self, at: usize) -> Markup {
        html! {
            @if let Some(action) = self.action(at) {
                b { (action.who) } ": " (show::clip(&action.what, 160)) " " (self.sources(&action.statements))
            }
        }
    }

    fn listed(&self, actions: &[usize]) -> Markup {
        html! { @for (n, at) in actions.iter().enumerate() { @if n > 0 { "; " } (self.named(*at)) } }
    }

    /// A link to each of the statements, three at most.
    fn sources(&self, statements: &[StatementId]) -> Markup {
        html! {
            @for id in statements.iter().take(3) {
                " " a.cite href={ "/statement/" (id) } {
                    @match self.said.get(id).and_then(|statement| statement.day) {
                        Some(day) => { "[" (show::plain_day(day)) "]" },
                        None => "[its words]",
                    }
                }
            }
        }
    }

    fn knot(&self, at: usize, knot: &Knot) -> Markup {
        let parties: Vec<&str> = knot.parties.iter().map(|id| self.names.party(id)).collect();
        html! {
            section.knot {
                h2 { "Knot " (at + 1) @if !parties.is_empty() { ": " (parties.join(", ")) } }
                h3 { "Each waits for the other" }
                ul.list {
                    @for (first, second) in &knot.waits {
                        li { (self.named(*first)) p.if { "waits for " (self.named(*second)) } }
                    }
                }
                h3 { "First moves that undo it" }
                @if knot.first_moves.sets.is_empty() { p.quiet { "None was found." } }
                ul.list {
                    @for set in &knot.first_moves.sets {
                        li { @if set.is_empty() { "Nobody has to move first." } @else { (self.listed(set)) } }
                    }
                }
                @if knot.first_moves.gap() > 0 {
                    p.quiet { "The search was cut short: a set might be smaller by " (knot.first_moves.gap()) "." }
                }
                @if !knot.guarantees.is_empty() {
                    h3 { "A third party’s word that undoes it" }
                    ul.list {
                        @for guarantee in &knot.guarantees {
                            li {
                                "Vouching for " (self.named(guarantee.of))
                                @if !guarantee.also.is_empty() { ", with " (self.listed(&guarantee.also)) }
                                @if !guarantee.by.is_empty() {
                                    p.meta { "It could be given by " (guarantee.by.iter().map(|id| self.names.party(id)).collect::<Vec<_>>().join(", ")) }
                                }
                            }
                        }
                    }
                }
                @if let Some(path) = &knot.way.shortest { (self.path("With the fewest first moves", path)) }
                @if let Some(path) = knot.way.balanced.as_ref().filter(|path| Some(*path) != knot.way.shortest.as_ref()) {
                    (self.path("Leaving nobody far ahead", path))
                }
            }
        }
    }

    fn path(&self, heading: &str, path: &Path) -> Markup {
        html! {
            h3 { (heading) }
            ol.steps { @for step in &path.steps { (self.step(step)) } }
            @if !path.exact { p.quiet { "Not proven to be the best." } }
            @if !path.breaks.is_empty() {
                p.meta { "It would break if any of these words were withdrawn:" (self.sources(&path.breaks)) }
            }
        }
    }

    fn step(&self, step: &Step) -> Markup {
        html! {
            li {
                @if step.first { b { "First move. " } }
                (self.listed(&step.actions))
                @if step.actions.len() > 1 { " " span.quiet { "(at the same time)" } }
                @for limit in step.limits.iter().filter_map(|at| self.knots.limits.get(*at)) {
                    p.if { (limit.who) ": not at the risk of " (limit.words) " " (self.sources(std::slice::from_ref(&limit.statement))) }
                }
            }
        }
    }

    fn alone(&self) -> Markup {
        html! {
            @if !self.knots.alone.is_empty() {
                h2 { "What somebody can do alone" }
                ul.list {
                    @for alone in &self.knots.alone {
                        li {
                            (self.named(alone.action))
                            @if !alone.opens.is_empty() { p.if { "opens " (self.listed(&alone.opens)) } }
                            @for knot in &alone.undoes { p.meta { "It undoes knot " (knot + 1) "." } }
                        }
                    }
                }
            }
        }
    }

    fn waits(&self) -> Markup {
        let line = |wait: &Wait| {
            html! {
                li {
                    (self.named(wait.action))
                    p.if { span.bond { (show::bond(wait.bond)) } " " i { (wait.connective) } " " (self.listed(&wait.needs)) }
                }
            }
        };
        html! {
            @if !self.knots.waits.is_empty() {
                details { summary { "All " (show::counted(self.knots.waits.len(), "condition", "conditions")) } ul.list { @for wait in &self.knots.waits { (line(wait)) } } }
            }
        }
    }
}
