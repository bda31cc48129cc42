//! The journal: signed entries, chained by hash, one chain a desk. All of the record follows from it.

use crate::ids::hashes;
use crate::{
    Article, Channel, Correction, DeskId, Document, DocumentHash, EditionId, EntryId, FeedId, Guidance,
    Handling, ListId, Measure, Meeting, Party, PartyId, Person, Stance, Statement, StatementId, Topic,
    TopicId,
};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

pub use ed25519_dalek::SigningKey;

use crate::IdError;

hashes! {
    /// An entry's BLAKE3 hash.
    Hash;
    /// The random key of an entry's commitment to its body: with both gone, nothing of the body is left to guess at.
    Salt;
}

/// Who wrote an entry, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Author(pub String);

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
// The body stands apart from the tag: a party, a channel and a meeting have a `kind` of their own.
#[serde(tag = "kind", content = "says", rename_all = "kebab-case")]
pub enum Body {
    /// The office was opened under this name.
    OfficeOpened {
        /// Its name.
        name: String,
    },
    /// A party as it is from now on.
    PartyNamed(Party),
    /// A person as they are from now on.
    PersonNamed(Person),
    /// A topic as it is from now on.
    TopicNamed(Topic),
    /// A channel as it is from now on.
    ChannelNamed(Channel),
    /// A meeting as it is from now on.
    MeetingHeld(Meeting),
    /// A measure as it stands from now on.
    MeasureNoted(Measure),
    /// A document came in; its bytes lie under its hash.
    DocumentTaken {
        /// What is known of it.
        document: Document,
        /// The text that was read from it.
        text: String,
    },
    /// A reader read a document and proposes these statements.
    DocumentRead {
        /// The document.
        document: DocumentHash,
        /// Which reader.
        reader: String,
        /// What it found.
        statements: Vec<Statement>,
    },
    /// A file of the dossier was changed: `by` stands in the place of `document`, whose proposals leave the record
    /// where nobody has touched them. What somebody confirmed, corrected or rejected stays as it is.
    DocumentReplaced {
        /// The earlier document.
        document: DocumentHash,
        /// The later one.
        by: DocumentHash,
    },
    /// A document is handled so from now on.
    DocumentHandled {
        /// The document.
        document: DocumentHash,
        /// How.
        handling: Handling,
    },
    /// Guidance that a document holds.
    GuidanceGiven {
        /// The document.
        document: DocumentHash,
        /// Its lines.
        lines: Vec<Guidance>,
    },
    /// Somebody says that a statement is right.
    StatementConfirmed {
        /// Which.
        statement: StatementId,
    },
    /// Somebody says that a statement is right as they have it.
    StatementCorrected {
        /// Which.
        statement: StatementId,
        /// How it is right.
        correction: Correction,
    },
    /// Somebody says that a statement is none.
    StatementRejected {
        /// Which.
        statement: StatementId,
        /// Why.
        reason: String,
    },
    /// Somebody overrules what the statements of a party amount to on a topic, from a day on, until the next ruling.
    PositionRuled {
        /// Whose position.
        party: PartyId,
        /// On what.
        topic: TopicId,
        /// From which day on.
        day: Date,
        /// Where they stand; `None` lets the statements speak again.
        stance: Option<Stance>,
        /// Why.
        reason: String,
        /// Who may see the ruling and its reason.
        handling: Handling,
    },
    /// A feed was fetched and had these articles.
    ArticlesTaken {
        /// The feed.
        feed: FeedId,
        /// Those that were new.
        articles: Vec<Article>,
    },
    /// An edition was cleared for an audience.
    EditionCleared {
        /// Which.
        edition: EditionId,
        /// The hash of its file as cleared.
        file: Hash,
    },
    /// An edition is about to be handed to the mail server for this address.
    MailIntended {
        /// Which edition.
        edition: EditionId,
        /// By which list.
        list: ListId,
        /// To whom.
        address: String,
    },
    /// The mail server refused the edition for this address: it has not gone out.
    MailRefused {
        /// Which edition.
        edition: EditionId,
        /// By which list.
        list: ListId,
        /// To whom.
        address: String,
        /// What the server said.
        words: String,
    },
    /// The mail server took the edition for this address.
    MailHanded {
        /// Which edition.
        edition: EditionId,
        /// By which list.
        list: ListId,
        /// To whom.
        address: String,
    },
}

impl Body {
    /// The word for its kind: "statement-confirmed".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OfficeOpened { .. } => "office-opened",
            Self::PartyNamed(_) => "party-named",
            Self::PersonNamed(_) => "person-named",
            Self::TopicNamed(_) => "topic-named",
            Self::ChannelNamed(_) => "channel-named",
            Self::MeetingHeld(_) => "meeting-held",
            Self::MeasureNoted(_) => "measure-noted",
            Self::DocumentTaken { .. } => "document-taken",
            Self::DocumentRead { .. } => "document-read",
            Self::DocumentReplaced { .. } => "document-replaced",
            Self::DocumentHandled { .. } => "document-handled",
            Self::GuidanceGiven { .. } => "guidance-given",
            Self::StatementConfirmed { .. } => "statement-confirmed",
            Self::StatementCorrected { .. } => "statement-corrected",
            Self::StatementRejected { .. } => "statement-rejected",
            Self::PositionRuled { .. } => "position-ruled",
            Self::ArticlesTaken { .. } => "articles-taken",
            Self::EditionCleared { .. } => "edition-cleared",
            Self::MailIntended { .. } => "mail-intended",
            Self::MailRefused { .. } => "mail-refused",
            Self::MailHanded { .. } => "mail-handed",
        }
    }
}

/// An entry before it is signed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id.
    pub id: EntryId,
    /// When it was written (UTC).
    pub at: Timestamp,
    /// By whom.
    pub by: Author,
    /// What it says.
    pub body: Body,
    /// 32 random bytes.
    pub salt: Salt,
}

/// A signed entry.
///
/// Its hash covers a commitment to the body (BLAKE3 keyed with the salt), not the body: to erase what the
/// law demands, body and salt are dropped and the chain stays whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Its place in its desk's chain, from 0.
    pub number: u64,
    /// When it was written (UTC).
    pub at: Timestamp,
    /// By whom.
    pub by: Author,
    /// At which desk.
    pub desk: DeskId,
    /// The body as JSON, to the byte as it was signed; `None` once erased.
    pub body: Option<String>,
    /// The key of the commitment; `None` once erased.
    pub salt: Option<Salt>,
    /// The commitment to the body.
    pub commitment: Hash,
    /// The hash of the desk's entry before it.
    pub previous: Option<Hash>,
    /// Its own hash.
    pub hash: Hash,
    /// The desk's signature of that hash.
    pub signature: [u8; 64],
}

/// What shows that a journal was tampered with, or damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Tampering {
    /// The words are not those that were signed.
    #[error("entry {0} was changed after it was signed")]
    Body(EntryId),
    /// The rest of the entry is not what was signed.
    #[error("entry {0}: its hash does not fit what it says")]
    Hash(EntryId),
    /// Not signed by its desk.
    #[error("entry {0} is not signed by its desk")]
    Signature(EntryId),
    /// Entries are missing or out of order.
    #[error("entry {0} does not follow the entry before it: entries are missing or were moved")]
    Order(EntryId),
}

impl Entry {
    /// Signs a draft as the entry after `previous` (that entry's number and hash) at the desk that holds `key`.
    ///
    /// # Errors
    /// When the body can't be written as JSON.
    pub fn sign(
        draft: Draft,
        previous: Option<(u64, Hash)>,
        key: &SigningKey,
    ) -> Result<Self, serde_json::Error> {
        let body = serde_json::to_string(&draft.body)?;
        let mut entry = Self {
            id: draft.id,
            number: previous.map_or(0, |(number, _)| number + 1),
            at: draft.at,
            by: draft.by,
            desk: DeskId(key.verifying_key().to_bytes()),
            commitment: commit(&body, &draft.salt),
            body: Some(body),
            salt: Some(draft.salt),
            previous: previous.map(|(_, hash)| hash),
            hash: Hash([0; 32]),
            signature: [0; 64],
        };
        entry.hash = entry.digest();
        entry.signature = key.sign(&entry.hash.0).to_bytes();
        Ok(entry)
    }

    /// What it says; `None` once erased.
    ///
    /// # Errors
    /// When the body is of a kind that this version doesn't know.
    pub fn read(&self) -> Result<Option<Body>, serde_json::Error> {
        self.body.as_deref().map(serde_json::from_str).transpose()
    }

    /// Checks words, hash and signature.
    ///
    /// # Errors
    /// The first thing that doesn't fit.
    pub fn verify(&self) -> Result<(), Tampering> {
        if let (Some(body), Some(salt)) = (&self.body, &self.salt)
            && commit(body, salt) != self.commitment
        {
            return Err(Tampering::Body(self.id));
        }
        if self.body.is_some() != self.salt.is_some() {
            return Err(Tampering::Body(self.id));
        }
        if self.digest() != self.hash {
            return Err(Tampering::Hash(self.id));
        }
        VerifyingKey::from_bytes(&self.desk.0)
            .and_then(|key| key.verify_strict(&self.hash.0, &Signature::from_bytes(&self.signature)))
            .map_err(|_| Tampering::Signature(self.id))
    }

    fn digest(&self) -> Hash {
        let mut hasher = blake3::Hasher::new_derive_key("Rapport 2026 journal entry v1");
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(self.id.to_string().as_bytes());
        part(&self.number.to_le_bytes());
        part(self.at.to_string().as_bytes());
        part(self.by.0.as_bytes());
        part(&self.desk.0);
        part(&self.commitment.0);
        part(self.previous.as_ref().map_or(&[][..], |hash| &hash.0));
        Hash(*hasher.finalize().as_bytes())
    }
}

fn commit(body: &str, salt: &Salt) -> Hash {
    Hash(*blake3::keyed_hash(&salt.0, body.as_bytes()).as_bytes())
}

/// Follows one desk's chain, entry by entry.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    last: Option<(u64, Hash)>,
}

impl Chain {
    /// Takes the next entry.
    ///
    /// # Errors
    /// When it doesn't verify or doesn't follow the one before.
    pub fn follow(&mut self, entry: &Entry) -> Result<(), Tampering> {
        entry.verify()?;
        let number = self.last.map_or(0, |(number, _)| number + 1);
        if entry.number != number || entry.previous != self.last.map(|(_, hash)| hash) {
            return Err(Tampering::Order(entry.id));
        }
        self.last = Some((entry.number, entry.hash));
        Ok(())
    }

    /// The number and hash of the last entry taken: what the next one follows.
    pub fn last(&self) -> Option<(u64, Hash)> {
        self.last
    }
}

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}
