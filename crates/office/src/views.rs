//! What screens show: the record, seen by a viewer.

use crate::{Office, OfficeError};
use analysis::{Brief, Offer, Record, Shift};
use domain::{
    Document, DocumentHash, DocumentKind, Guidance, Handling, Measure, Meeting, MeetingId, Party, PartyId,
    Person, Ruling, Statement, Topic, Viewer,
};
use jiff::civil::Date;
use store::Wanted;

/// A dossier whose last paper is older than this many days is shown as of that paper.
const STALE: i32 = 60;

/// A document with its text and its statements.
#[derive(Clone, Debug)]
pub struct DocumentView {
    /// What is known of it.
    pub document: Document,
    /// Its text; what the viewer may not see is struck out, character by character.
    pub text: text::Text,
    /// Whether anything in the text is struck out.
    pub is_held: bool,
    /// Its statements that the viewer may see, rejected ones too, in the order of the text.
    pub statements: Vec<Statement>,
}

/// A party with what it holds.
#[derive(Clone, Debug)]
pub struct PartyView {
    /// The party.
    pub party: Party,
    /// Its people.
    pub people: Vec<Person>,
    /// Its statements, the newest first.
    pub statements: Vec<Statement>,
    /// What moved.
    pub shifts: Vec<Shift>,
    /// What it offers.
    pub offers: Vec<Offer>,
    /// What it owes.
    pub measures: Vec<Measure>,
}

/// A meeting with what was said there.
#[derive(Clone, Debug)]
pub struct MeetingView {
    /// The meeting.
    pub meeting: Meeting,
    /// Who was there.
    pub present: Vec<Person>,
    /// The documents that tell of it, the earliest first.
    pub documents: Vec<Document>,
    /// What was said, in the order of documents and text.
    pub statements: Vec<Statement>,
    /// The channel's other meetings, the earliest first.
    pub before_and_after: Vec<Meeting>,
}

/// All of the record that a viewer may see and analysis works on.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Parties.
    pub parties: Vec<Party>,
    /// People.
    pub people: Vec<Person>,
    /// Topics, in the order of `office.toml`.
    pub topics: Vec<Topic>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Statements, rejected ones left out.
    pub statements: Vec<Statement>,
    /// How positions were overruled.
    pub rulings: Vec<Ruling>,
}

impl Seen {
    /// As analysis takes it.
    pub fn record(&self) -> Record<'_> {
        Record {
            parties: &self.parties,
            people: &self.people,
            topics: &self.topics,
            meetings: &self.meetings,
            measures: &self.measures,
            statements: &self.statements,
            rulings: &self.rulings,
        }
    }

    /// A party's name, or its id where it has none.
    pub fn party_name<'a>(&'a self, id: &'a PartyId) -> &'a str {
        self.parties
            .iter()
            .find(|party| party.id == *id)
            .map_or(id.as_str(), |party| &party.name)
    }
}

impl Office {
    /// What `viewer` may see of the record.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn seen(&self, viewer: &Viewer) -> Result<Seen, OfficeError> {
        let store = self.store();
        let mut topics = store.topics(viewer).await?;
        topics.sort_by_key(|t| {
            self.config()
                .topics
                .iter()
                .position(|named| named.id == t.id)
                .unwrap_or(usize::MAX)
        });
        let mut parties = store.parties(viewer).await?;
        parties.sort_by_key(|p| {
            self.config()
                .parties
                .iter()
                .position(|named| named.id == p.id)
                .unwrap_or(usize::MAX)
        });
        Ok(Seen {
            parties,
            people: store.people(viewer).await?,
            topics,
            meetings: store.meetings(viewer).await?,
            measures: store.measures(viewer).await?,
            rulings: store.rulings(viewer).await?,
            statements: store
                .statements(
                    viewer,
                    &Wanted {
                        without_rejected: true,
                        ..Wanted::default()
                    },
                )
                .await?,
        })
    }

    /// The day as of which the record is shown: today; for a dossier whose last paper is over 60 days old, the
    /// day of that paper.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn as_of(&self, viewer: &Viewer) -> Result<Date, OfficeError> {
        let documents = self.store().documents(viewer).await?;
        let last = documents
            .iter()
            .filter_map(|document| document.date)
            .filter(|day| *day <= self.today)
            .max();
        let stale = |day: &Date| (self.today - *day).get_days() > STALE;
        Ok(last.filter(stale).unwrap_or(self.today))
    }

    /// The office's today.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The meeting that the brief prepares: the one marked `next`, else the first after `day`.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn next_meeting(&self, viewer: &Viewer, day: Date) -> Result<Option<Meeting>, OfficeError> {
        let mut meetings = self.store().meetings(viewer).await?;
        meetings.sort_by_key(|meeting| meeting.from);
        let marked = meetings.iter().position(|meeting| meeting.next);
        let coming = || meetings.iter().position(|meeting| meeting.from > day);
        Ok(marked.or_else(coming).map(|at| meetings.swap_remove(at)))
    }

    /// The brief before a meeting, as of `day`.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn brief(&self, viewer: &Viewer, meeting: &Meeting, day: Date) -> Result<Brief, OfficeError> {
        let seen = self.seen(viewer).await?;
        let agenda = self.agenda(viewer, meeting).await?;
        let guidance: Vec<Guidance> = self.guidance_on(viewer, day).await?;
        let us = self.config().office.party.as_ref();
        Ok(analysis::brief_of(
            &seen.record(),
            meeting,
            day,
            &agenda,
            &guidance,
            us,
        ))
    }

    /// What a meeting is to speak of: the items of its agenda documents.
    pub(crate) async fn agenda(
        &self,
        viewer: &Viewer,
        meeting: &Meeting,
    ) -> Result<Vec<String>, OfficeError> {
        let mut items = Vec::new();
        for document in self.store().documents(viewer).await? {
            if document.kind == DocumentKind::Agenda && document.meeting.as_ref() == Some(&meeting.id) {
                let bytes = crate::bytes_of(&self.place().document(&document.hash))?;
                let reaches = |handling: &Handling| viewer.may_see(handling, document.channel.as_ref());
                items.extend(crate::reading::items_of(&document, &bytes, reaches)?);
            }
        }
        Ok(items)
    }

    /// A document with its statements; what of its text `viewer` may not see is struck out.
    ///
    /// # Errors
    /// When the viewer may not see it, or there is none.
    pub async fn document_view(
        &self,
        viewer: &Viewer,
        hash: &DocumentHash,
    ) -> Result<DocumentView, OfficeError> {
        let missing = || {
            OfficeError::new(
                "the record",
                "holds no such document that you may see",
                "go back to the list of documents",
            )
        };
        let document = self.store().document(viewer, hash).await?.ok_or_else(missing)?;
        let words = self
            .store()
            .document_text(viewer, hash)
            .await?
            .ok_or_else(missing)?;
        let wanted = Wanted {
            document: Some(*hash),
            ..Wanted::default()
        };
        let mut statements = self.store().statements(viewer, &wanted).await?;
        statements.sort_by_key(|statement| (statement.span(), statement.id));
        let words = text::Text::new(words);
        let held = self.held(viewer, &document, &words).await?;
        Ok(DocumentView {
            is_held: !held.is_empty(),
            text: crate::held::struck_out(words, held),
            document,
            statements,
        })
    }

    /// A party with what it holds as of `day`.
    ///
    /// # Errors
    /// When there is none.
    pub async fn party_view(
        &self,
        viewer: &Viewer,
        id: &PartyId,
        day: Date,
    ) -> Result<PartyView, OfficeError> {
        let seen = self.seen(viewer).await?;
        let party = seen
            .parties
            .iter()
            .find(|party| party.id == *id)
            .cloned()
            .ok_or_else(|| {
                OfficeError::new(
                    "the record",
                    format!("holds no party “{id}”"),
                    "go back to the board",
                )
            })?;
        let mut statements: Vec<Statement> = seen
            .statements
            .iter()
            .filter(|s| s.party() == Some(id))
            .cloned()
            .collect();
        statements.sort_by_key(|s| std::cmp::Reverse(s.day));
        let record = seen.record();
        let mut shifts = analysis::shifts(&record, day);
        shifts.retain(|shift| shift.party == *id);
        let mut offers = analysis::offers(&record, day);
        offers.retain(|offer| offer.party.as_ref() == Some(id));
        Ok(PartyView {
            party,
            people: seen
                .people
                .iter()
                .filter(|p| p.posts.iter().any(|post| post.party == *id))
                .cloned()
                .collect(),
            statements,
            shifts,
            offers,
            measures: seen
                .measures
                .iter()
                .filter(|measure| measure.owner == *id)
                .cloned()
                .collect(),
        })
    }

    /// A meeting with what was said there.
    ///
    /// # Errors
    /// When the viewer may not know of it, or there is none.
    pub async fn meeting_view(&self, viewer: &Viewer, id: &MeetingId) -> Result<MeetingView, OfficeError> {
        let meetings = self.store().meetings(viewer).await?;
        let meeting = meetings
            .iter()
            .find(|meeting| meeting.id == *id)
            .cloned()
            .ok_or_else(|| {
                OfficeError::new(
                    "the record",
                    "holds no such meeting that you may see",
                    "go back to the list of meetings",
                )
            })?;
        let mut documents = self.store().documents(viewer).await?;
        documents.retain(|document| document.meeting.as_ref() == Some(id));
        documents.sort_by(|a, b| (a.date, &a.path).cmp(&(b.date, &b.path)));
        let mut before_and_after: Vec<Meeting> = meetings
            .into_iter()
            .filter(|other| other.channel == meeting.channel && other.id != *id)
            .collect();
        before_and_after.sort_by_key(|meeting| meeting.from);
        let wanted = Wanted {
            meeting: Some(id.clone()),
            without_rejected: true,
            ..Wanted::default()
        };
        let people = self.store().people(viewer).await?;
        Ok(MeetingView {
            present: meeting
                .present
                .iter()
                .filter_map(|id| people.iter().find(|person| person.id == *id).cloned())
                .collect(),
            documents,
            statements: self.store().statements(viewer, &wanted).await?,
            before_and_after,
            meeting,
        })
    }
}
