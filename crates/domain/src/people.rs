//! Who holds positions, how we are in touch with them, and what came of it.

use crate::{ChannelId, DocumentHash, Handling, MeasureId, MeetingId, PartyId, PersonId, TopicId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What sort of party it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// A state's.
    #[default]
    Government,
    /// Of states or of people.
    Organisation,
    /// Armed or not.
    Movement,
}

/// A government, organisation or movement that holds positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// As it is shown.
    pub name: String,
    /// What sort it is.
    #[serde(default)]
    pub kind: PartyKind,
    /// Other names: "DPRK", "the North".
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its people and their adjective: "North Korean", "North Koreans".
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// Its capital, which stands for it in the news.
    #[serde(default)]
    pub capital: Option<String>,
    /// The party it stands under.
    #[serde(default)]
    pub under: Option<PartyId>,
}

impl Party {
    /// Every name it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .chain(&self.demonyms)
            .chain(&self.capital)
            .map(String::as_str)
    }
}

/// A dated post at a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Where.
    pub party: PartyId,
    /// As what.
    pub title: String,
    /// Since when.
    #[serde(default)]
    pub from: Option<Date>,
    /// Until when.
    #[serde(default)]
    pub until: Option<Date>,
}

impl Post {
    /// Whether it was held on this day.
    pub fn held_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Somebody with dated posts at parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// As they are shown.
    pub name: String,
    /// Other names: "VFM", "vice minister".
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where they serve, and served.
    #[serde(default)]
    pub posts: Vec<Post>,
}

impl Person {
    /// Every name they go by, posts' titles included.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let titles = self.posts.iter().map(|post| post.title.as_str());
        std::iter::once(self.name.as_str())
            .chain(self.aliases.iter().map(String::as_str))
            .chain(titles)
    }

    /// The party they served on this day, the latest post first.
    pub fn party_on(&self, day: Date) -> Option<&PartyId> {
        self.posts
            .iter()
            .rev()
            .find(|post| post.held_on(day))
            .map(|post| &post.party)
    }
}

/// What positions are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// As it is shown.
    pub name: String,
    /// The section of the site that it belongs to.
    #[serde(default)]
    pub section: Option<String>,
    /// The question that a position answers with yes or no.
    #[serde(default)]
    pub question: Option<String>,
    /// Words by which it is recognised.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words that lean towards yes.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Words that lean towards no.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Whose line a channel is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
    /// Ours to them.
    #[default]
    Ours,
    /// One that we facilitate between others.
    Facilitated,
}

/// A standing line of contact between parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// As it is shown.
    pub name: String,
    /// Whom it joins.
    pub between: Vec<PartyId>,
    /// Whose it is.
    #[serde(default)]
    pub kind: ChannelKind,
}

/// What sort of meeting it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeetingKind {
    /// A delegation's visit.
    #[default]
    Visit,
    /// With an authority, before or after.
    Consultation,
    /// By telephone or video.
    Call,
    /// An exchange of letters.
    Letters,
}

/// A dated encounter on a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// As it is shown.
    pub title: String,
    /// The channel it is on.
    pub channel: ChannelId,
    /// What sort it is.
    #[serde(default)]
    pub kind: MeetingKind,
    /// Its first day.
    pub from: Date,
    /// Its last day; the first, when left out.
    #[serde(default)]
    pub until: Option<Date>,
    /// Where.
    #[serde(default)]
    pub place: Option<String>,
    /// Who was, or will be, there.
    #[serde(default)]
    pub present: Vec<PersonId>,
    /// Whether it is the one that the brief prepares.
    #[serde(default)]
    pub next: bool,
}

/// How far a measure has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeasureState {
    /// Somebody named it.
    #[default]
    Proposed,
    /// Both sides said yes.
    Agreed,
    /// Begun.
    #[serde(rename = "under way")]
    UnderWay,
    /// Done.
    Done,
    /// Let go.
    Lapsed,
}

impl MeasureState {
    /// The words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::UnderWay => "under way",
            Self::Done => "done",
            Self::Lapsed => "lapsed",
        }
    }

    /// Whether something is still owed.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Agreed | Self::UnderWay)
    }
}

/// A confidence-building measure or another undertaking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// What is to be done.
    pub what: String,
    /// Who is to do it.
    pub owner: PartyId,
    /// How far it has come.
    #[serde(default)]
    pub state: MeasureState,
    /// Since when it stands so.
    #[serde(default)]
    pub since: Option<Date>,
    /// By when it is due.
    #[serde(default)]
    pub due: Option<Date>,
    /// What it is about.
    #[serde(default)]
    pub topics: Vec<TopicId>,
}

/// What an authority asks of us with a line of guidance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GuidanceKind {
    /// Not to say or do it.
    Avoid,
    /// To say or do it.
    Please,
    /// To keep it in mind.
    #[default]
    Mind,
}

/// A line that an authority we consult asked us to respect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    /// Who asked.
    pub from: String,
    /// What sort of request it is.
    pub kind: GuidanceKind,
    /// Their words.
    pub words: String,
    /// Since when.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// The document that holds it.
    pub document: DocumentHash,
    /// Where in its text.
    pub span: text::Span,
    /// Who may see it.
    pub handling: Handling,
    /// The channel that its document belongs to.
    pub channel: Option<ChannelId>,
}

impl Guidance {
    /// Whether it is in force on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What a document says it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// Notes of a meeting.
    #[default]
    Note,
    /// A letter.
    Letter,
    /// A report.
    Report,
    /// A memorandum.
    Memo,
    /// What an authority asked of us.
    Guidance,
    /// What the next meeting is to speak of.
    Agenda,
    /// From the news.
    Article,
    /// A word-for-word record.
    Transcript,
    /// Minutes.
    Minutes,
    /// A note of a call.
    Call,
}

impl DocumentKind {
    /// Every one of them.
    pub const ALL: [Self; 10] = [
        Self::Note,
        Self::Letter,
        Self::Report,
        Self::Memo,
        Self::Guidance,
        Self::Agenda,
        Self::Article,
        Self::Transcript,
        Self::Minutes,
        Self::Call,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Letter => "letter",
            Self::Report => "report",
            Self::Memo => "memo",
            Self::Guidance => "guidance",
            Self::Agenda => "agenda",
            Self::Article => "article",
            Self::Transcript => "transcript",
            Self::Minutes => "minutes",
            Self::Call => "call",
        }
    }

    /// The kind with this word, whatever its case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word.trim()))
    }
}

/// What came in: unchanged, addressed by its hash. Its bytes and its text are kept beside the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its address.
    pub hash: DocumentHash,
    /// Where it was found, relative to the dossier, with `/` between folders.
    pub path: String,
    /// What form its bytes have: "text", "markdown", "html", "mail".
    pub form: String,
    /// What it says it is.
    pub kind: DocumentKind,
    /// Its title, or its file's name.
    pub title: String,
    /// Its day, if stated.
    pub date: Option<Date>,
    /// Who sent or wrote it, if stated.
    pub sender: Option<String>,
    /// How it may be handled, portions apart.
    pub handling: Handling,
    /// The meeting it tells of.
    pub meeting: Option<MeetingId>,
    /// The channel it belongs to.
    pub channel: Option<ChannelId>,
}
