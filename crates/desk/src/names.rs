//! What ids are called.

use crate::Desk;
use crate::error::Trouble;
use maud::{Markup, html};
use office::domain::{
    Channel, ChannelId, Meeting, MeetingId, Party, PartyId, Person, PersonId, Speaker, Topic, TopicId,
};

/// The record's names, as far as the viewer may see them, in the order of `office.toml`.
pub(crate) struct Names {
    pub(crate) parties: Vec<Party>,
    pub(crate) people: Vec<Person>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) channels: Vec<Channel>,
}

impl Names {
    pub(crate) async fn of(desk: &Desk) -> Result<Self, Trouble> {
        let (store, viewer) = (desk.office().store(), desk.viewer());
        let config = desk.office().config();
        let mut parties = store.parties(viewer).await?;
        let place = |id: &PartyId| {
            config
                .parties
                .iter()
                .position(|party| party.id == *id)
                .unwrap_or(usize::MAX)
        };
        parties.sort_by_key(|party| place(&party.id));
        let mut topics = store.topics(viewer).await?;
        let place = |id: &TopicId| {
            config
                .topics
                .iter()
                .position(|topic| topic.id == *id)
                .unwrap_or(usize::MAX)
        };
        topics.sort_by_key(|topic| place(&topic.id));
        Ok(Self {
            parties,
            people: store.people(viewer).await?,
            topics,
            meetings: store.meetings(viewer).await?,
            channels: store.channels(viewer).await?,
        })
    }

    pub(crate) fn party<'a>(&'a self, id: &'a PartyId) -> &'a str {
        self.parties
            .iter()
            .find(|party| party.id == *id)
            .map_or(id.as_str(), |party| &party.name)
    }

    pub(crate) fn person<'a>(&'a self, id: &'a PersonId) -> &'a str {
        self.people
            .iter()
            .find(|person| person.id == *id)
            .map_or(id.as_str(), |person| &person.name)
    }

    pub(crate) fn topic<'a>(&'a self, id: &'a TopicId) -> &'a str {
        self.topics
            .iter()
            .find(|topic| topic.id == *id)
            .map_or(id.as_str(), |topic| &topic.name)
    }

    pub(crate) fn channel<'a>(&'a self, id: &'a ChannelId) -> &'a str {
        self.channels
            .iter()
            .find(|channel| channel.id == *id)
            .map_or(id.as_str(), |channel| &channel.name)
    }

    pub(crate) fn meeting(&self, id: &MeetingId) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.id == *id)
    }

    /// A meeting's title as a link to it; nothing when the viewer may not know of it.
    pub(crate) fn meeting_link(&self, id: Option<&MeetingId>) -> Option<Markup> {
        let meeting = self.meeting(id?)?;
        Some(html! { a href={ "/meeting/" (meeting.id) } { (meeting.title) } })
    }

    pub(crate) fn party_link(&self, id: &PartyId) -> Markup {
        html! { a href={ "/party/" (id) } { (self.party(id)) } }
    }

    pub(crate) fn person_exists(&self, id: &PersonId) -> bool {
        self.people.iter().any(|person| person.id == *id)
    }

    pub(crate) fn party_exists(&self, id: &PartyId) -> bool {
        self.parties.iter().any(|party| party.id == *id)
    }

    pub(crate) fn topic_exists(&self, id: &TopicId) -> bool {
        self.topics.iter().any(|topic| topic.id == *id)
    }

    /// Who spoke, in plain words: "North Korea, the deputy foreign minister".
    pub(crate) fn speaker_words(&self, speaker: Option<&Speaker>) -> String {
        let Some(speaker) = speaker else {
            return "Somebody".to_owned();
        };
        let person = speaker.person.as_ref().map(|id| self.person(id));
        match (speaker.party.as_ref().map(|id| self.party(id)), person) {
            (Some(party), Some(person)) => format!("{party}, {person}"),
            (Some(party), None) => party.to_owned(),
            (None, Some(person)) => person.to_owned(),
            (None, None) if speaker.name.is_empty() => "Somebody".to_owned(),
            (None, None) => speaker.name.clone(),
        }
    }

    /// The same with the party as a link.
    pub(crate) fn speaker(&self, speaker: Option<&Speaker>) -> Markup {
        let party = speaker.and_then(|s| s.party.as_ref());
        let person = speaker.and_then(|s| s.person.as_ref());
        html! {
            @if let Some(party) = party {
                (self.party_link(party))
                @if let Some(person) = person { ", " (self.person(person)) }
            } @else { (self.speaker_words(speaker)) }
        }
    }
}
