//! Counsel before a step: how things stand between two parties, and what we were asked to respect.

use crate::{Office, OfficeError, Seen, reading};
use analysis::climate::{Climate, Range};
use analysis::guidance::{Finding, Planned};
use domain::{Citation, Meeting, PartyId, Viewer};
use jiff::civil::Date;
use std::path::Path;

impl Office {
    /// How things stand between two parties until `day`; from `from` on, or from the first event.
    ///
    /// # Errors
    /// When the record can't be read or names no such party, both are one, or `from` is after `day`.
    pub async fn climate(
        &self,
        viewer: &Viewer,
        first: &PartyId,
        second: &PartyId,
        from: Option<Date>,
        day: Date,
    ) -> Result<Climate, OfficeError> {
        climate_in(&self.seen(viewer).await?, first, second, from, day)
    }

    /// What we plan to say against the guidance in force on `day`.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn check_guidance(
        &self,
        viewer: &Viewer,
        planned: &[Planned],
        day: Date,
    ) -> Result<Vec<Finding>, OfficeError> {
        let lines = self.store().guidance(viewer).await?;
        let seen = self.seen(viewer).await?;
        let us = self.config().office.party.as_ref();
        Ok(analysis::guidance::check(
            &seen.record(),
            &lines,
            planned,
            us,
            day,
        ))
    }

    /// What we plan to say at a meeting: the items of its agenda, as far as the viewer may see them.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn planned_for(&self, viewer: &Viewer, meeting: &Meeting) -> Result<Vec<Planned>, OfficeError> {
        let items = self.agenda(viewer, meeting).await?;
        Ok(items
            .into_iter()
            .zip(1..)
            .map(|(words, item)| Planned {
                place: format!("{}, item {item}", meeting.title),
                words,
            })
            .collect())
    }
}

/// As [`Office::climate`], of what was seen already.
///
/// # Errors
/// When the record names no such party, both are one, or `from` is after `day`.
pub fn climate_in(
    seen: &Seen,
    first: &PartyId,
    second: &PartyId,
    from: Option<Date>,
    day: Date,
) -> Result<Climate, OfficeError> {
    analysis::climate(&seen.record(), first, second, Range { from, until: day })
        .map_err(|error| OfficeError::of("climate", &error, "name two parties of office.toml"))
}

/// What a file plans to say: its sentences, header lines and citations left out.
///
/// # Errors
/// When it can't be opened or is in no form that can be read.
pub fn planned_in(path: &Path) -> Result<Vec<Planned>, OfficeError> {
    let taken = reading::text_of(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(sentences(&name, &taken.text, taken.body.start()))
}

/// What a text plans to say: its sentences, citations left out.
pub fn planned_of(name: &str, words: &str) -> Vec<Planned> {
    sentences(name, &text::Text::new(words), 0)
}

/// The sentences of a text from a place on.
fn sentences(name: &str, text: &text::Text, from: u32) -> Vec<Planned> {
    let paragraphs = text.paragraphs().into_iter();
    let paragraphs = paragraphs.filter(|paragraph| paragraph.start() >= from);
    paragraphs
        .zip(1..)
        .flat_map(|(paragraph, number)| {
            let place = format!("{name}, paragraph {number}");
            let sentences = text.sentences(paragraph).into_iter();
            sentences.map(move |span| (place.clone(), span))
        })
        .map(|(place, span)| Planned {
            place,
            words: text::one_line(&Citation::replace_all(text.slice(span), |_| String::new())),
        })
        .filter(|planned| planned.words.chars().any(char::is_alphanumeric))
        .collect()
}
