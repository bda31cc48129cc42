//! Who reads the record, and what of it.

use crate::{ChannelId, Handling, Marking};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The channels whose meetings a viewer may know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channels {
    /// All of them.
    All,
    /// These, and what belongs to none.
    Only(BTreeSet<ChannelId>),
}

/// How much of the record somebody may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearance {
    /// The highest marking.
    pub marking: Marking,
    /// The channels.
    pub channels: Channels,
}

impl Clearance {
    /// Whether it reaches material with this handling on this channel.
    pub fn reaches(&self, marking: Marking, channel: Option<&ChannelId>) -> bool {
        marking <= self.marking
            && match (&self.channels, channel) {
                (Channels::All, _) | (_, None) => true,
                (Channels::Only(set), Some(channel)) => set.contains(channel),
            }
    }
}

/// Somebody who reads the record. Every read takes one; there is no other way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    name: String,
    clearance: Clearance,
}

impl Viewer {
    /// A viewer by this name, with this clearance.
    pub fn new(name: impl Into<String>, clearance: Clearance) -> Self {
        Self {
            name: name.into(),
            clearance,
        }
    }

    /// The officer who holds the office's key and may see all of it.
    pub fn keeper(name: impl Into<String>) -> Self {
        Self::new(
            name,
            Clearance {
                marking: Marking::Red,
                channels: Channels::All,
            },
        )
    }

    /// Anybody at all: what is TLP:CLEAR and on no channel of a closed list.
    pub fn public() -> Self {
        Self::new(
            "the public",
            Clearance {
                marking: Marking::Clear,
                channels: Channels::Only(BTreeSet::new()),
            },
        )
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The clearance.
    pub fn clearance(&self) -> &Clearance {
        &self.clearance
    }

    /// Whether this viewer may see material with this handling on this channel.
    pub fn may_see(&self, handling: &Handling, channel: Option<&ChannelId>) -> bool {
        self.clearance.reaches(handling.marking, channel)
    }
}
