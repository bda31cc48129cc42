//! `office.toml`: what an office knows beforehand.

use crate::OfficeError;
use domain::{
    Attribution, Channel, EditionId, FeedId, Handling, ListId, Marking, Measure, Meeting, MeetingId, Party,
    PartyId, Person, Topic,
};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// The file's name.
pub const FILE: &str = "office.toml";

/// An office as `office.toml` has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Who we are.
    pub office: Us,
    /// What holds for documents that state nothing.
    #[serde(default)]
    pub defaults: Defaults,
    /// Parties.
    #[serde(default, rename = "party")]
    pub parties: Vec<Party>,
    /// People.
    #[serde(default, rename = "person")]
    pub people: Vec<Person>,
    /// Topics.
    #[serde(default, rename = "topic")]
    pub topics: Vec<Topic>,
    /// Channels.
    #[serde(default, rename = "channel")]
    pub channels: Vec<Channel>,
    /// Meetings.
    #[serde(default, rename = "meeting")]
    pub meetings: Vec<Meeting>,
    /// Measures.
    #[serde(default, rename = "measure")]
    pub measures: Vec<Measure>,
    /// What files don't state themselves.
    #[serde(default, rename = "document")]
    pub documents: Vec<DocumentRule>,
    /// Feeds.
    #[serde(default, rename = "feed")]
    pub feeds: Vec<FeedLine>,
    /// Lists of addresses.
    #[serde(default, rename = "list")]
    pub lists: Vec<MailList>,
    /// What the Weekly Roundup covers.
    #[serde(default)]
    pub roundup: Roundup,
    /// The mail server.
    pub smtp: Option<Smtp>,
    /// How editions are signed.
    #[serde(default)]
    pub press: PressLine,
}

/// Who we are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Us {
    /// Our organisation's name.
    pub name: String,
    /// Further names for ourselves.
    #[serde(default)]
    pub we: Vec<String>,
    /// IANA time zone shown beside UTC.
    #[serde(default = "utc")]
    pub zone: String,
    /// Our address, published so that harvesters don't find it.
    #[serde(default)]
    pub address: Option<String>,
    /// Where the site is published.
    #[serde(default)]
    pub site: Option<String>,
    /// Our own party.
    #[serde(default)]
    pub party: Option<PartyId>,
    /// Who "our hosts" are unless a document says otherwise.
    #[serde(default)]
    pub hosts: Option<PartyId>,
}

fn utc() -> String {
    "UTC".to_owned()
}

/// What holds for documents that state nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// Their marking.
    #[serde(default = "unstated_marking")]
    pub marking: Marking,
    /// Their attribution.
    #[serde(default = "unstated_attribution")]
    pub attribution: Attribution,
}

fn unstated_marking() -> Marking {
    Handling::UNSTATED.marking
}

fn unstated_attribution() -> Attribution {
    Handling::UNSTATED.attribution
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            marking: unstated_marking(),
            attribution: unstated_attribution(),
        }
    }
}

/// What the files of a pattern don't state themselves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    /// Their path below the dossier; `*` stands for anything but `/`, `**` for anything.
    pub path: String,
    /// Their marking.
    pub marking: Option<Marking>,
    /// Their attribution.
    pub attribution: Option<Attribution>,
    /// The meeting they tell of.
    pub meeting: Option<MeetingId>,
}

/// A feed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedLine {
    /// Its id.
    pub id: FeedId,
    /// As it is shown.
    pub name: String,
    /// A file below the dossier, or an https address.
    pub source: String,
}

/// A list of addresses.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailList {
    /// Its id.
    pub id: ListId,
    /// As it is shown.
    pub name: String,
    /// The highest marking that its readers may see.
    #[serde(default = "clear")]
    pub audience: Marking,
    /// The addresses.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// A file of addresses, one a line, below the dossier.
    #[serde(default)]
    pub file: Option<String>,
}

fn clear() -> Marking {
    Marking::Clear
}

/// What the Weekly Roundup covers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roundup {
    /// The region's name.
    pub region: String,
    /// The section of the site.
    #[serde(default)]
    pub section: Option<String>,
}

impl Default for Roundup {
    fn default() -> Self {
        Self {
            region: "the world".to_owned(),
            section: None,
        }
    }
}

/// How the connection to the mail server is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Not at all: for a server on this machine.
    None,
    /// STARTTLS, required.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
}

/// The mail server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port; 25, 587 or 465 by the way it is secured, when left out.
    pub port: Option<u16>,
    /// How the connection is secured.
    #[serde(default)]
    pub security: Security,
    /// Who logs in.
    pub user: Option<String>,
    /// The environment variable that holds the password.
    pub password_env: Option<String>,
}

/// How editions are signed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PressLine {
    /// Who signs the Letter.
    pub letter_from: Option<String>,
}

/// What an office without `office.toml` watches for.
const DEFAULT: &str = include_str!("default.toml");

impl Config {
    /// The configuration of the dossier in `folder`; one with general topics where it has no `office.toml`.
    ///
    /// # Errors
    /// When the file can't be read, isn't TOML, has a key that it can't have, or names what it doesn't hold.
    pub fn of(folder: &Path) -> Result<Self, OfficeError> {
        let path = folder.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(words) => Self::parse(&words, &path.display().to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut config = Self::without_office()?;
                config.office.name = folder
                    .canonicalize()
                    .ok()
                    .as_deref()
                    .and_then(Path::file_name)
                    .map_or_else(
                        || "This office".to_owned(),
                        |name| name.to_string_lossy().into_owned(),
                    );
                Ok(config)
            }
            Err(error) => Err(OfficeError::file(&path, &error)),
        }
    }

    /// The configuration of no office in particular: general topics, and no party of our own.
    ///
    /// # Errors
    /// Never, unless the built-in file is damaged.
    pub fn without_office() -> Result<Self, OfficeError> {
        Self::parse(DEFAULT, FILE)
    }

    /// Reads the words of an `office.toml` that stands at `path`.
    ///
    /// # Errors
    /// As [`Config::of`].
    pub fn parse(words: &str, path: &str) -> Result<Self, OfficeError> {
        let config: Self = toml::from_str(words).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                1 + words[..span.start.min(words.len())].matches('\n').count()
            });
            let what = error
                .message()
                .lines()
                .collect::<Vec<_>>()
                .join(" ")
                .replace('`', "");
            OfficeError::new(
                format!("{path}, line {line}"),
                what,
                "correct that line; the guide lists every key",
            )
        })?;
        config.check(path)?;
        Ok(config)
    }

    /// The default handling of a document.
    pub fn unstated(&self) -> Handling {
        Handling {
            marking: self.defaults.marking,
            attribution: self.defaults.attribution.clone(),
        }
    }

    /// The list with this id.
    ///
    /// # Errors
    /// When there is none.
    pub fn list(&self, id: &ListId) -> Result<&MailList, OfficeError> {
        self.lists.iter().find(|list| list.id == *id).ok_or_else(|| {
            let known: Vec<&str> = self.lists.iter().map(|list| list.id.as_str()).collect();
            OfficeError::new(
                FILE,
                format!("there is no list “{id}”"),
                format!("add a [[list]], or use one of: {}", known.join(", ")),
            )
        })
    }

    /// The mail server.
    ///
    /// # Errors
    /// When none is named.
    pub fn mail_server(&self, edition: &EditionId) -> Result<&Smtp, OfficeError> {
        self.smtp.as_ref().ok_or_else(|| {
            OfficeError::new(
                FILE,
                format!("{edition} can't be sent: no mail server is named"),
                "add an [smtp] table with host, port and security",
            )
        })
    }

    fn check(&self, path: &str) -> Result<(), OfficeError> {
        let parties = Known::new("party", path, self.parties.iter().map(|p| p.id.as_str()))?;
        let people = Known::new("person", path, self.people.iter().map(|p| p.id.as_str()))?;
        let topics = Known::new("topic", path, self.topics.iter().map(|t| t.id.as_str()))?;
        let channels = Known::new("channel", path, self.channels.iter().map(|c| c.id.as_str()))?;
        let meetings = Known::new("meeting", path, self.meetings.iter().map(|m| m.id.as_str()))?;
        Known::new("measure", path, self.measures.iter().map(|m| m.id.as_str()))?;
        Known::new("feed", path, self.feeds.iter().map(|f| f.id.as_str()))?;
        Known::new("list", path, self.lists.iter().map(|l| l.id.as_str()))?;
        for id in [&self.office.party, &self.office.hosts].into_iter().flatten() {
            parties.must_hold(id.as_str(), "[office]")?;
        }
        for party in &self.parties {
            party
                .under
                .iter()
                .try_for_each(|id| parties.must_hold(id.as_str(), party.id.as_str()))?;
        }
        for person in &self.people {
            person
                .posts
                .iter()
                .try_for_each(|post| parties.must_hold(post.party.as_str(), person.id.as_str()))?;
        }
        for channel in &self.channels {
            channel
                .between
                .iter()
                .try_for_each(|id| parties.must_hold(id.as_str(), channel.id.as_str()))?;
        }
        for meeting in &self.meetings {
            channels.must_hold(meeting.channel.as_str(), meeting.id.as_str())?;
            meeting
                .present
                .iter()
                .try_for_each(|id| people.must_hold(id.as_str(), meeting.id.as_str()))?;
        }
        for measure in &self.measures {
            parties.must_hold(measure.owner.as_str(), measure.id.as_str())?;
            measure
                .topics
                .iter()
                .try_for_each(|id| topics.must_hold(id.as_str(), measure.id.as_str()))?;
        }
        for rule in &self.documents {
            rule.meeting
                .iter()
                .try_for_each(|id| meetings.must_hold(id.as_str(), &rule.path))?;
        }
        jiff::tz::TimeZone::get(&self.office.zone).map(drop).map_err(|_| {
            OfficeError::new(
                path,
                format!("there is no time zone “{}”", self.office.zone),
                "use a name like Europe/Vienna or UTC",
            )
        })
    }
}

/// The ids of one kind that the file holds.
struct Known<'a> {
    kind: &'static str,
    path: &'a str,
    ids: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(
        kind: &'static str,
        path: &'a str,
        ids: impl Iterator<Item = &'a str>,
    ) -> Result<Self, OfficeError> {
        let mut known = BTreeSet::new();
        for id in ids {
            if !known.insert(id) {
                return Err(OfficeError::new(
                    path,
                    format!("two {kind} tables have the id “{id}”"),
                    "rename one",
                ));
            }
        }
        Ok(Self {
            kind,
            path,
            ids: known,
        })
    }

    fn must_hold(&self, id: &str, wanted_by: &str) -> Result<(), OfficeError> {
        if self.ids.contains(id) {
            return Ok(());
        }
        let Self { kind, path, ids } = self;
        let nearest = ids.iter().min_by_key(|known| distance(known, id));
        let hint = nearest.map_or_else(String::new, |known| {
            format!(", or write “{known}” if you meant that")
        });
        Err(OfficeError::new(
            *path,
            format!("{wanted_by} names the {kind} “{id}”, which the file doesn't hold"),
            format!("add a [[{kind}]] with that id{hint}"),
        ))
    }
}

/// Levenshtein's distance, in code points: how far a mistyped id is from one that exists.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let next = (diagonal + usize::from(ca != *cb))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
