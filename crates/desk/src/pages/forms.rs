//! What officers send: a statement is right, is right otherwise, or is none.

use super::document::statement_of;
use super::id;
use crate::Desk;
use crate::error::Trouble;
use crate::guard::same_token;
use crate::names::Names;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use jiff::civil::Date;
use office::Overruling;
use office::analysis::Stance;
use office::domain::{
    Attribution, Bond, Condition, Correction, Handling, PartyId, Person, PersonId, Polarity, Speaker,
    Statement, TopicId,
};
use office::text::{Span, Text};
use std::str::FromStr;

/// The fields of a form, in order.
pub(super) type Fields = Form<Vec<(String, String)>>;

/// A form that was sent from a page of this desk.
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    pub(super) fn from(desk: &Desk, Form(fields): Fields) -> Result<Self, Trouble> {
        let sent = Self(fields);
        if same_token(sent.one("token"), desk.token()) {
            return Ok(sent);
        }
        Err(Trouble::Foreign(
            "This form is from before the desk was started. Open the page again and send it from there.",
        ))
    }

    /// A field's value, trimmed; empty where it isn't there.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// What a field names, if it isn't empty.
    pub(super) fn named<T: FromStr>(&self, name: &str) -> Result<Option<T>, Trouble> {
        match self.one(name) {
            "" => Ok(None),
            word => word.parse().map(Some).map_err(|_| wrong(name)),
        }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

fn wrong(field: &str) -> Trouble {
    Trouble::Wrong(format!(
        "The form’s field “{field}” does not say what it may say. Go back and choose again."
    ))
}

fn back_to(statement: &Statement, done: &str) -> Redirect {
    let id = statement.id;
    Redirect::to(&format!(
        "/document/{}?done={done}&of={id}#s-{id}",
        statement.document
    ))
}

pub(crate) async fn confirm(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Redirect, Trouble> {
    Sent::from(&desk, fields)?;
    let statement = statement_of(&desk, &id).await?;
    desk.office().confirm(desk.viewer(), statement.id).await?;
    Ok(back_to(&statement, "confirmed"))
}

pub(crate) async fn reject(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Redirect, Trouble> {
    let sent = Sent::from(&desk, fields)?;
    let statement = statement_of(&desk, &id).await?;
    let reason = sent.one("reason");
    if reason.is_empty() {
        return Err(Trouble::Wrong(
            "Say why it is no statement: go back and write a word or two.".to_owned(),
        ));
    }
    desk.office().reject(desk.viewer(), statement.id, reason).await?;
    Ok(back_to(&statement, "rejected"))
}

pub(crate) async fn correct(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Redirect, Trouble> {
    let sent = Sent::from(&desk, fields)?;
    let statement = statement_of(&desk, &id).await?;
    let names = Names::of(&desk).await?;
    let view = desk
        .office()
        .document_view(desk.viewer(), &statement.document)
        .await?;
    let correction = correction(&sent, &statement, &names, &view.text)?;
    desk.office()
        .correct(desk.viewer(), statement.id, correction)
        .await?;
    Ok(back_to(&statement, "corrected"))
}

/// Where a party stands, as somebody rules it.
pub(crate) async fn rule(
    State(desk): State<Desk>,
    Path((party, topic)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect, Trouble> {
    let sent = Sent::from(&desk, fields)?;
    let names = Names::of(&desk).await?;
    let (party, topic): (PartyId, TopicId) = (id(&party)?, id(&topic)?);
    if !names.party_exists(&party) || !names.topic_exists(&topic) {
        return Err(Trouble::Missing("The record holds no such party or topic."));
    }
    let stance = match sent.one("stance") {
        "" => None,
        word => Some(word.parse::<i8>().map_err(|_| wrong("stance"))?),
    };
    if stance.is_some_and(|value| !(-2..=2).contains(&value)) {
        return Err(wrong("stance"));
    }
    let reason = sent.one("reason");
    if reason.is_empty() {
        return Err(Trouble::Wrong(
            "Say why you rule otherwise: go back and write a word or two.".to_owned(),
        ));
    }
    let day: Date = sent.named("day")?.ok_or_else(|| wrong("day"))?;
    if day > desk.office().today() {
        return Err(Trouble::Wrong(
            "A ruling can’t hold from a day to come: go back and choose another.".to_owned(),
        ));
    }
    let marking = sent.one("marking").parse().map_err(|_| wrong("marking"))?;
    if marking > desk.viewer().clearance().marking {
        return Err(wrong("marking"));
    }
    let back = format!("/position/{party}/{topic}?day={day}&done=ruled");
    let ruling = Overruling {
        party,
        topic,
        stance: stance.map(Stance::new),
        reason: reason.to_owned(),
        day: Some(day),
        marking: Some(marking),
    };
    desk.office().rule(desk.viewer(), ruling).await?;
    Ok(Redirect::to(&back))
}

fn correction(sent: &Sent, statement: &Statement, names: &Names, text: &Text) -> Result<Correction, Trouble> {
    let mut topics = Vec::new();
    for word in sent.all("topic") {
        let topic: TopicId = word.parse().map_err(|_| wrong("topic"))?;
        if !names.topic_exists(&topic) {
            return Err(wrong("topic"));
        }
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    // In the order in which they were, so that nothing chosen anew changes nothing.
    topics.sort_by_key(|topic| {
        statement
            .topics
            .iter()
            .position(|t| t == topic)
            .unwrap_or(usize::MAX)
    });
    Ok(Correction {
        polarity: Polarity::from_word(sent.one("polarity")).ok_or_else(|| wrong("polarity"))?,
        speaker: speaker(sent, "speaker", statement.speaker.as_ref(), names)?,
        addressee: speaker(sent, "addressee", statement.addressee.as_ref(), names)?,
        condition: condition(sent, statement, text)?,
        topics,
        day: sent.named("day")?,
        handling: Handling {
            marking: sent.one("marking").parse().map_err(|_| wrong("marking"))?,
            attribution: attribution(sent)?,
        },
    })
}

/// Who was chosen. Somebody found but not resolved stays while nobody else is chosen.
fn speaker(sent: &Sent, who: &str, now: Option<&Speaker>, names: &Names) -> Result<Option<Speaker>, Trouble> {
    let party = sent.named(&format!("{who}-party"))?;
    let person: Option<PersonId> = sent.named(&format!("{who}-person"))?;
    if party.as_ref().is_some_and(|id| !names.party_exists(id))
        || person.as_ref().is_some_and(|id| !names.person_exists(id))
    {
        return Err(wrong(who));
    }
    if let Some(now) = now.filter(|now| now.party == party && now.person == person) {
        return Ok(Some(now.clone()));
    }
    let person_name = person.as_ref().map(|id| names.person(id));
    let party = party.or_else(|| party_of(names.people.iter().find(|p| Some(&p.id) == person.as_ref())));
    let name = person_name
        .or(party.as_ref().map(|id| names.party(id)))
        .map(str::to_owned);
    Ok(name.map(|name| Speaker { party, person, name }))
}

/// The one party at which a person has posts.
fn party_of(person: Option<&Person>) -> Option<office::domain::PartyId> {
    let posts = &person?.posts;
    let first = &posts.first()?.party;
    posts
        .iter()
        .all(|post| post.party == *first)
        .then(|| first.clone())
}

fn attribution(sent: &Sent) -> Result<Attribution, Trouble> {
    match sent.one("attribution") {
        "on background" => match sent.one("description") {
            "" => Err(Trouble::Wrong(
                "On background needs the description that was agreed, such as “a senior official”: go back and add it."
                    .to_owned(),
            )),
            description => Ok(Attribution::OnBackground(description.to_owned())),
        },
        word => word.parse().map_err(|_| wrong("attribution")),
    }
}

/// The condition as sent: as it was, or found in the document's words.
fn condition(sent: &Sent, statement: &Statement, text: &Text) -> Result<Option<Condition>, Trouble> {
    let words = office::text::one_line(sent.one("condition"));
    if words.is_empty() {
        return Ok(None);
    }
    let bond = match sent.one("bond") {
        "condition" => Bond::Condition,
        "limit" => Bond::Limit,
        "price" => Bond::Price,
        _ => return Err(wrong("bond")),
    };
    if let Some(now) = statement
        .condition
        .as_ref()
        .filter(|now| office::text::one_line(&now.text) == words)
    {
        return Ok(Some(Condition { bond, ..now.clone() }));
    }
    let near = statement.span().map_or(0, Span::start);
    let span = find(text, &words, near).ok_or_else(|| {
        Trouble::Wrong("The condition must stand in the document in just these words: go back and copy them from the text.".to_owned())
    })?;
    let known = statement.condition.as_ref().map(|c| c.connective.as_str());
    let starts = |connective: &&str| words.to_lowercase().starts_with(&connective.to_lowercase());
    let connective = known
        .filter(starts)
        .or_else(|| words.split(' ').next())
        .unwrap_or_default()
        .to_owned();
    Ok(Some(Condition {
        connective,
        text: text.slice(span).to_owned(),
        span,
        bond,
    }))
}

/// Where `words` stand in `text`, whatever white space lies between them; of several places the one nearest `near`.
fn find(text: &Text, words: &str, near: u32) -> Option<Span> {
    let mut line = String::new();
    let mut places = Vec::new();
    for (at, c) in text.as_str().chars().enumerate() {
        if !c.is_whitespace() {
            line.push(c);
            places.push(at as u32);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
            places.push(at as u32);
        }
    }
    let line = Text::new(line);
    let length = words.chars().count() as u32;
    line.as_str()
        .match_indices(words)
        .filter_map(|(byte, _)| {
            let first = line.char_at(byte);
            let start = *places.get(first as usize)?;
            let last = *places.get((first + length).checked_sub(1)? as usize)?;
            Some(Span::over(start, last + 1))
        })
        .min_by_key(|span| span.start().abs_diff(near))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_across_lines() {
        let text = Text::new("Ünless it\n   rains, we go. Then unless it rains again.");
        let span = find(&text, "it rains", 0).unwrap();
        assert_eq!(text.slice(span), "it\n   rains");
        let span = find(&text, "it rains", 40).unwrap();
        assert_eq!(text.slice(span), "it rains");
        assert_eq!(find(&text, "it snows", 0), None);
    }
}
