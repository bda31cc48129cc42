//! A statement beside its words, with what can be done about it.

use crate::names::Names;
use crate::show;
use maud::{Markup, html};
use office::domain::{
    Attribution, Bond, Condition, Handling, Marking, Polarity, Speaker, Statement, StatementId, Status,
};

/// What the cards of a page share.
pub(crate) struct Cards<'a> {
    pub(crate) names: &'a Names,
    pub(crate) token: &'a str,
    /// How their document is handled; what is handled just so need not say it again.
    pub(crate) handling: &'a Handling,
    /// The statement whose form is open.
    pub(crate) editing: Option<StatementId>,
    /// The statement that something was just done about, and what.
    pub(crate) done: Option<(StatementId, &'a str)>,
}

impl Cards<'_> {
    pub(crate) fn card(&self, statement: &Statement, number: usize) -> Markup {
        let names = self.names;
        html! {
            article.card.(statement.status.as_str()) id={ "s-" (statement.id) } aria-labelledby={ "h-" (statement.id) } {
                h3 id={ "h-" (statement.id) } {
                    a.back href={ "#w-" (statement.id) } aria-label={ "Statement " (number) ", back to its words" } { (number) }
                    " " (names.speaker_words(statement.speaker.as_ref())) " " span.polarity { (statement.polarity) }
                }
                (self.flash(statement.id))
                p.words-line { q { (show::clip(&statement.words, 280)) } }
                @if let Some(condition) = &statement.condition {
                    p.if { span.bond { (show::bond(condition.bond)) } ": " (show::clip(&condition.text, 280)) }
                }
                p.meta {
                    (status_line(statement))
                    @if statement.addressee.is_some() { " · to " (names.speaker_words(statement.addressee.as_ref())) }
                    @for topic in &statement.topics {
                        " · "
                        @match statement.party() {
                            Some(party) => a href={ "/position/" (party) "/" (topic) } { (names.topic(topic)) },
                            None => (names.topic(topic)),
                        }
                    }
                    @if statement.handling != *self.handling { " · " (show::handling(&statement.handling)) }
                }
                @if self.editing == Some(statement.id) { (self.correction(statement, number)) }
                @else { (self.actions(statement, number)) }
            }
        }
    }

    fn flash(&self, id: StatementId) -> Markup {
        let words = match self.done {
            Some((of, "confirmed")) if of == id => "Confirmed. It is in the record.",
            Some((of, "corrected")) if of == id => "Corrected and confirmed. It is in the record.",
            Some((of, "rejected")) if of == id => "Rejected. It counts no more.",
            _ => return html! {},
        };
        html! { p.flash role="status" { (words) } }
    }

    fn hidden_token(&self) -> Markup {
        html! { input type="hidden" name="token" value=(self.token); }
    }

    fn actions(&self, statement: &Statement, number: usize) -> Markup {
        let at = format!("/statement/{}", statement.id);
        html! {
            div.actions {
                @if statement.status != Status::Confirmed {
                    form method="post" action={ (at) "/confirm" } {
                        (self.hidden_token())
                        button.yes type="submit" aria-label={ "Confirm statement " (number) } { "Confirm" }
                    }
                }
                a.button href={ "/document/" (statement.document) "?edit=" (statement.id) "#s-" (statement.id) }
                    aria-label={ "Correct statement " (number) } { "Correct" }
                @if statement.status != Status::Rejected {
                    details {
                        summary aria-label={ "Reject statement " (number) } { "Reject" }
                        form.reject method="post" action={ (at) "/reject" } {
                            (self.hidden_token())
                            label for={ "r-" (statement.id) } { "Why it is none" }
                            input id={ "r-" (statement.id) } name="reason" type="text" maxlength="500" required autocomplete="off";
                            button type="submit" aria-label={ "Reject statement " (number) " for this reason" } { "Reject" }
                        }
                    }
                }
            }
        }
    }

    /// The form that says how the statement is right.
    fn correction(&self, statement: &Statement, number: usize) -> Markup {
        let names = self.names;
        let field = |name: &str| format!("{name}-{}", statement.id);
        html! {
            form.correct method="post" action={ "/statement/" (statement.id) "/correct" } aria-label={ "Correct statement " (number) } {
                (self.hidden_token())
                (choice(&field("polarity"), "polarity", "What they do with the words", Polarity::ALL.iter().map(|p| {
                    (p.as_str(), p.plain(), *p == statement.polarity)
                })))
                (who("speaker", "Who spoke", statement.speaker.as_ref(), names, &field))
                (who("addressee", "To whom", statement.addressee.as_ref(), names, &field))
                (condition(statement.condition.as_ref(), &field))
                fieldset {
                    legend { "About what" }
                    @for topic in &names.topics {
                        @let at = field(&format!("topic-{}", topic.id));
                        div.check {
                            input id=(at) type="checkbox" name="topic" value=(topic.id) checked[statement.topics.contains(&topic.id)];
                            label for=(at) { (topic.name) }
                        }
                    }
                }
                div.field {
                    label for=(field("day")) { "On which day" }
                    input id=(field("day")) name="day" type="date" value=[statement.day];
                }
                (handling(statement, &field))
                div.actions {
                    button.yes type="submit" { "Save as confirmed" }
                    a.button href=(show::place_of(statement)) { "Leave it" }
                }
            }
        }
    }
}

fn status_line(statement: &Statement) -> Markup {
    html! {
        (show::status(statement.status))
        @if statement.status == Status::Proposed {
            ", " (statement.reader) " reader " (statement.confidence.percent()) " % sure"
        }
    }
}

fn choice<'o>(
    id: &str,
    name: &str,
    label: &str,
    options: impl Iterator<Item = (&'o str, &'o str, bool)>,
) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            select id=(id) name=(name) {
                @for (value, words, selected) in options { option value=(value) selected[selected] { (words) } }
            }
        }
    }
}

fn who(
    name: &str,
    legend: &str,
    speaker: Option<&Speaker>,
    names: &Names,
    field: &impl Fn(&str) -> String,
) -> Markup {
    let party = speaker.and_then(|s| s.party.as_ref());
    let person = speaker.and_then(|s| s.person.as_ref());
    let parties = names
        .parties
        .iter()
        .map(|p| (p.id.as_str(), p.name.as_str(), Some(&p.id) == party));
    let people = names
        .people
        .iter()
        .map(|p| (p.id.as_str(), p.name.as_str(), Some(&p.id) == person));
    let nobody = std::iter::once(("", "—", false));
    let unresolved = speaker.filter(|s| s.party.is_none() && s.person.is_none() && !s.name.is_empty());
    html! {
        fieldset.pair {
            legend { (legend) @if let Some(speaker) = unresolved { " " span.quiet { "as found: " (speaker.name) } } }
            (choice(&field(&format!("{name}-party")), &format!("{name}-party"), "Party", nobody.clone().chain(parties)))
            (choice(&field(&format!("{name}-person")), &format!("{name}-person"), "Person", nobody.chain(people)))
        }
    }
}

fn condition(condition: Option<&Condition>, field: &impl Fn(&str) -> String) -> Markup {
    let words = condition.map_or_else(String::new, |c| show::clip(&c.text, usize::MAX));
    let bonds = [Bond::Condition, Bond::Limit, Bond::Price];
    let bonds = bonds
        .into_iter()
        .map(|b| (b.as_str(), show::bond(b), condition.is_some_and(|c| c.bond == b)));
    html! {
        fieldset {
            legend { "On which condition" }
            div.field {
                label for=(field("condition")) { "In the document’s own words; empty for none" }
                textarea id=(field("condition")) name="condition" rows="2" { (words) }
            }
            (choice(&field("bond"), "bond", "What it is to the action", bonds))
        }
    }
}

fn handling(statement: &Statement, field: &impl Fn(&str) -> String) -> Markup {
    let now = &statement.handling;
    let markings: Vec<(&str, String, bool)> = Marking::ALL
        .iter()
        .map(|m| (m.as_str(), m.to_string(), *m == now.marking))
        .collect();
    let description = match &now.attribution {
        Attribution::OnBackground(description) => description.as_str(),
        _ => "",
    };
    let ways = [
        ("on the record", now.attribution == Attribution::OnTheRecord),
        ("on background", !description.is_empty()),
        ("Chatham House Rule", now.attribution == Attribution::ChathamHouse),
        ("off the record", now.attribution == Attribution::OffTheRecord),
    ];
    html! {
        fieldset.pair {
            legend { "Handling" }
            (choice(&field("marking"), "marking", "Marking", markings.iter().map(|(v, w, s)| (*v, w.as_str(), *s))))
            (choice(&field("attribution"), "attribution", "Attribution", ways.into_iter().map(|(w, s)| (w, w, s))))
            div.field {
                label for=(field("description")) { "On background as" }
                input id=(field("description")) name="description" type="text" maxlength="200" value=(description) autocomplete="off";
            }
        }
    }
}
