//! Editions: drafted from the record, edited by people, cleared, built into a site.

use crate::{Office, OfficeError, write_whole};
use domain::disclosure::{
    Audience, Bounds, Cleared, Edition, Guarded, Quotation, Refusal, Submission, clear,
};
use domain::{
    Body, Channels, EditionId, EditionKind, Handling, Hash, Manuscript, Marking, Meeting, MeetingKind,
    NameBook, Statement, Viewer, portions,
};
use jiff::Timestamp;
use jiff::civil::Date;
use press::{Imprint, Moved, TopicLine};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use store::Wanted;

/// A draft that was written, or left alone because people may have edited it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The edition.
    pub id: EditionId,
    /// Which publication it is.
    pub kind: EditionKind,
    /// Its file.
    pub path: PathBuf,
    /// Whether it was written now.
    pub written: bool,
}

/// An edition and how it stands before an audience.
#[derive(Debug)]
pub struct EditionState {
    /// Its id.
    pub id: EditionId,
    /// Its file.
    pub path: PathBuf,
    /// What its file says; or what is wrong with it.
    pub manuscript: Result<Manuscript, OfficeError>,
    /// Whether it clears; `None` when the file can't be read.
    pub cleared: Option<Result<Cleared<Edition>, Refusal>>,
}

/// A site that was built.
#[derive(Debug)]
pub struct Site {
    /// Where its first page lies.
    pub index: PathBuf,
    /// The editions that stand in it.
    pub editions: Vec<EditionId>,
    /// Those that don't, and why.
    pub refused: Vec<(EditionId, String)>,
}

impl Office {
    /// Drafts what can be drafted as of `day`: a Letter on the last visit, the month's News & Views, the week's
    /// Roundup. A file that is there already is left alone unless `again`.
    ///
    /// # Errors
    /// When the record can't be read or a file can't be written.
    pub async fn draft_editions(
        &self,
        viewer: &Viewer,
        day: Date,
        again: bool,
    ) -> Result<Vec<Draft>, OfficeError> {
        let bounds = self.bounds(day).await?;
        let told = self.told(viewer, day, &bounds).await?;
        let mut drafts = Vec::new();
        if let Some(visit) = self.last_visit(viewer, day).await? {
            let until = visit.until.unwrap_or(visit.from);
            let about: Vec<Cleared<Quotation>> = told
                .iter()
                .filter(|(s, _)| is_about(s, &visit, until))
                .map(|(_, q)| q.clone())
                .collect();
            let letter = press::draft_letter(
                &self.imprint(),
                &self.topic_lines(),
                &about,
                day,
                &visit.title,
                visit.place.as_deref(),
            );
            drafts.push((format!("{}-letter", month(day)), letter));
        }
        let moved = self.moved(viewer, day, &told).await?;
        let this_month: Vec<Cleared<Quotation>> = told
            .iter()
            .filter(|(s, _)| {
                s.day
                    .is_some_and(|said| (said.year(), said.month()) == (day.year(), day.month()))
            })
            .map(|(_, q)| q.clone())
            .collect();
        if !moved.is_empty() || !this_month.is_empty() {
            let views =
                press::draft_news_and_views(&self.imprint(), &self.topic_lines(), &moved, &this_month, day);
            drafts.push((format!("{}-news-and-views", month(day)), views));
        }
        let week = self.week_ending(viewer, day).await?;
        let stories: Vec<_> = self
            .stories(viewer, week)
            .await?
            .into_iter()
            .filter(crate::NewsStory::touches_us)
            .filter_map(|news| clear(news.story, &Audience::public(), &bounds).ok())
            .collect();
        if !stories.is_empty() {
            let roundup = &self.config().roundup;
            let section = roundup.section.as_deref().unwrap_or(&roundup.region);
            let weekly = press::draft_roundup(
                &self.imprint(),
                &roundup.region,
                section,
                &self.topic_lines(),
                &stories,
                week,
            );
            drafts.push((format!("{week}-weekly-roundup"), weekly));
        }
        drafts
            .into_iter()
            .map(|(name, manuscript)| self.write_draft(&name, &manuscript, again))
            .collect()
    }

    fn write_draft(&self, name: &str, manuscript: &Manuscript, again: bool) -> Result<Draft, OfficeError> {
        let id = EditionId::new(name)
            .map_err(|error| OfficeError::new(name, error.to_string(), "rename the file"))?;
        let path = self.edition_file(&id);
        let written = again || !path.exists();
        if written {
            write_whole(&path, manuscript.to_file().as_bytes())?;
        }
        Ok(Draft {
            id,
            kind: manuscript.kind,
            path,
            written,
        })
    }

    /// An edition's file.
    pub fn edition_file(&self, id: &EditionId) -> PathBuf {
        self.place().editions().join(format!("{id}.md"))
    }

    /// Every edition that `viewer` may see, the newest first, and how it stands before the audience that it names
    /// itself; with `draft`, statements that nobody has confirmed yet may stand in it.
    ///
    /// # Errors
    /// When the folder or the record can't be read.
    pub async fn editions(&self, viewer: &Viewer, draft: bool) -> Result<Vec<EditionState>, OfficeError> {
        let folder = self.place().editions();
        let mut ids: Vec<EditionId> = std::fs::read_dir(&folder)
            .map_err(|error| OfficeError::file(&folder, &error))?
            .flatten()
            .filter_map(|entry| EditionId::new(entry.file_name().to_str()?.strip_suffix(".md")?).ok())
            .collect();
        ids.sort();
        let mut states = Vec::new();
        let mut bounds: HashMap<Date, Bounds> = HashMap::new();
        for id in ids {
            states.push(self.edition_state(id, draft, &mut bounds).await?);
        }
        states.retain(|state| may_see(viewer, state));
        states.sort_by_key(|state| std::cmp::Reverse(state.manuscript.as_ref().ok().map(|m| m.date)));
        Ok(states)
    }

    /// An edition and how it stands; none where there is no such edition, or `viewer` may not see it.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn edition(
        &self,
        viewer: &Viewer,
        id: &EditionId,
        draft: bool,
    ) -> Result<Option<EditionState>, OfficeError> {
        if !self.edition_file(id).is_file() {
            return Ok(None);
        }
        let state = self.edition_state(id.clone(), draft, &mut HashMap::new()).await?;
        Ok(Some(state).filter(|state| may_see(viewer, state)))
    }

    /// An edition's file, which is there.
    fn existing(&self, id: &EditionId) -> Result<PathBuf, OfficeError> {
        let path = self.edition_file(id);
        if path.exists() {
            return Ok(path);
        }
        Err(OfficeError::new(
            path.display().to_string(),
            "is not there",
            "run `rapport press draft`, or check the name",
        ))
    }

    /// What an edition's file says; nothing of it is cleared.
    pub(crate) fn manuscript(&self, id: &EditionId) -> Result<Manuscript, OfficeError> {
        manuscript(&self.existing(id)?)
    }

    async fn edition_state(
        &self,
        id: EditionId,
        draft: bool,
        bounds: &mut HashMap<Date, Bounds>,
    ) -> Result<EditionState, OfficeError> {
        let path = self.edition_file(&id);
        let manuscript = manuscript(&path);
        let cleared = match &manuscript {
            Ok(manuscript) => {
                let audience = audience_of(manuscript.audience);
                let audience = if draft { audience.in_draft() } else { audience };
                let day = manuscript.date;
                let held = match bounds.entry(day) {
                    Entry::Occupied(held) => held.into_mut(),
                    Entry::Vacant(place) => place.insert(self.bounds(day).await?),
                };
                Some(self.clear(manuscript, &audience, held).await?)
            }
            Err(_) => None,
        };
        Ok(EditionState {
            id,
            path,
            manuscript,
            cleared,
        })
    }

    /// Clears a manuscript for an audience, within `bounds`.
    pub(crate) async fn clear(
        &self,
        manuscript: &Manuscript,
        audience: &Audience,
        bounds: &Bounds,
    ) -> Result<Result<Cleared<Edition>, Refusal>, OfficeError> {
        let ids: Vec<_> = manuscript
            .paragraphs()
            .iter()
            .flat_map(|p| p.citations.iter().filter_map(|c| c.statement))
            .collect();
        let wanted = Wanted {
            ids: Some(ids),
            ..Wanted::default()
        };
        let cited: BTreeMap<_, _> = self
            .store()
            .statements(&guard(), &wanted)
            .await?
            .into_iter()
            .map(|s| (s.id, s))
            .collect();
        Ok(clear(
            Submission {
                manuscript: manuscript.clone(),
                cited,
            },
            audience,
            bounds,
        ))
    }

    /// Builds the site from every edition that is for the public and clears; with `draft`, from statements as
    /// found too, for the office's own eyes.
    ///
    /// # Errors
    /// When the record can't be read or a file can't be written.
    pub async fn build_site(&self, draft: bool) -> Result<Site, OfficeError> {
        let mut editions = Vec::new();
        let mut refused = Vec::new();
        for state in self.editions(&guard(), draft).await? {
            match (state.manuscript, state.cleared) {
                (Err(error), _) => refused.push((state.id, error.to_string())),
                (Ok(manuscript), _) if manuscript.audience != Marking::Clear => {
                    refused.push((
                        state.id,
                        format!("is for readers up to {}, not for the public", manuscript.audience),
                    ));
                }
                (_, Some(Err(refusal))) => refused.push((state.id, refusal.to_string())),
                (_, Some(Ok(cleared))) => editions.push((state.id, cleared)),
                (_, None) => {}
            }
        }
        let folder = self.place().site();
        let files = press::site(&self.imprint(), &editions, Timestamp::now());
        for file in &files {
            write_whole(&folder.join(&file.path), &file.bytes)?;
        }
        remove_others(&folder, &files)?;
        if !draft {
            self.note_cleared(&editions).await?;
        }
        Ok(Site {
            index: folder.join("index.html"),
            editions: editions.into_iter().map(|(id, _)| id).collect(),
            refused,
        })
    }

    async fn note_cleared(&self, editions: &[(EditionId, Cleared<Edition>)]) -> Result<(), OfficeError> {
        let known = self.store().cleared_editions(&guard()).await?;
        let bodies: Vec<Body> = editions
            .iter()
            .map(|(id, edition)| (id.clone(), Hash::of(edition.manuscript.to_file().as_bytes())))
            .filter(|(id, file)| known.iter().all(|(known, hash, _)| known != id || hash != file))
            .map(|(edition, file)| Body::EditionCleared { edition, file })
            .collect();
        if !bodies.is_empty() {
            self.store().append(&self.author, bodies).await?;
        }
        Ok(())
    }

    /// The statements until `day` that may be told to the public in a draft, with what may be told of each.
    async fn told(
        &self,
        viewer: &Viewer,
        day: Date,
        bounds: &Bounds,
    ) -> Result<Vec<(Statement, Cleared<Quotation>)>, OfficeError> {
        let wanted = Wanted {
            without_rejected: true,
            until: Some(day),
            ..Wanted::default()
        };
        let audience = Audience::public().in_draft();
        let statements = self.store().statements(viewer, &wanted).await?;
        Ok(statements
            .into_iter()
            .filter_map(|statement| {
                clear(&statement, &audience, bounds)
                    .ok()
                    .map(|told| (statement, told))
            })
            .collect())
    }

    async fn moved(
        &self,
        viewer: &Viewer,
        day: Date,
        told: &[(Statement, Cleared<Quotation>)],
    ) -> Result<Vec<Moved>, OfficeError> {
        let mut seen = self.seen(viewer).await?;
        // What moved between statements that can't be told is nobody's news.
        seen.statements = told.iter().map(|(statement, _)| statement.clone()).collect();
        let by_id: HashMap<_, _> = told
            .iter()
            .map(|(statement, quotation)| (statement.id, quotation))
            .collect();
        let shifts = analysis::shifts(&seen.record(), day);
        Ok(shifts
            .into_iter()
            .filter_map(|shift| {
                let (from, to) = (*by_id.get(&shift.from)?, *by_id.get(&shift.to)?);
                // A speaker who may not be named gives no party to say that it moved.
                let named = from.party.is_some() && to.party.is_some();
                let party = seen.party_name(&shift.party).to_owned();
                named.then(|| Moved {
                    party,
                    topic: shift.topic,
                    from: from.clone(),
                    to: to.clone(),
                })
            })
            .collect())
    }

    async fn last_visit(&self, viewer: &Viewer, day: Date) -> Result<Option<Meeting>, OfficeError> {
        let mut visits = self.store().meetings(viewer).await?;
        visits.retain(|meeting| meeting.kind == MeetingKind::Visit && meeting.from <= day && !meeting.next);
        Ok(visits.into_iter().max_by_key(|meeting| meeting.from))
    }

    /// What clearing is held against on `day`: the whole record, whoever asks.
    pub(crate) async fn bounds(&self, day: Date) -> Result<Bounds, OfficeError> {
        let all = guard();
        let names = NameBook::new(
            &self.store().parties(&all).await?,
            &self.store().people(&all).await?,
        );
        let mut guarded = Vec::new();
        let mut documents = self.store().documents(&all).await?;
        // What a file said before it was changed is no less confidential.
        documents.extend(self.store().former_documents(&all).await?);
        for document in documents {
            let Some(words) = self.store().document_text(&all, &document.hash).await? else {
                continue;
            };
            guarded.extend(passages(&text::Text::new(words), &document.handling));
        }
        for article in self.store().articles(&all, None, None).await? {
            let words = format!("{}\n\n{}", article.title, article.summary);
            guarded.push(Guarded {
                words,
                handling: Handling::OPEN,
            });
        }
        // A statement that was handled otherwise than its document counts as it stands now.
        for statement in self.store().statements(&all, &Wanted::default()).await? {
            guarded.push(Guarded {
                words: statement.words,
                handling: statement.handling,
            });
        }
        Ok(Bounds::new(names, self.guidance_on(&all, day).await?, guarded))
    }

    pub(crate) fn imprint(&self) -> Imprint {
        let us = &self.config().office;
        Imprint {
            name: us.name.clone(),
            address: us.address.clone(),
            site: us.site.clone(),
            letter_from: self.config().press.letter_from.clone(),
            zone: us.zone.clone(),
        }
    }

    pub(crate) fn topic_lines(&self) -> Vec<TopicLine> {
        let line = |topic: &domain::Topic| TopicLine {
            id: topic.id.clone(),
            name: topic.name.clone(),
            section: topic.section.clone(),
        };
        self.config().topics.iter().map(line).collect()
    }
}

/// Whether `viewer` may see an edition. One that does not clear may hold anything of the record, and the reasons
/// quote it: it is for who may see everything. One that clears is for its own audience.
fn may_see(viewer: &Viewer, state: &EditionState) -> bool {
    if crate::held::sees_all(viewer) {
        return true;
    }
    let clearance = viewer.clearance();
    match (&state.manuscript, &state.cleared) {
        (Ok(manuscript), Some(Ok(_))) => {
            manuscript.audience == Marking::Clear
                || (clearance.channels == Channels::All && manuscript.audience <= clearance.marking)
        }
        _ => false,
    }
}

fn manuscript(path: &Path) -> Result<Manuscript, OfficeError> {
    let bytes = crate::bytes_of(path)?;
    Manuscript::parse(&String::from_utf8_lossy(&bytes)).map_err(|error| {
        let words = error.to_string();
        let (what, mend) = words
            .rsplit_once(": ")
            .unwrap_or((&words, "mend it in an editor"));
        OfficeError::new(path.display().to_string(), what, mend)
    })
}

/// Clearing looks at all of the record: what its asker may not see must not slip through for that.
fn guard() -> Viewer {
    Viewer::keeper("disclosure")
}

fn audience_of(marking: Marking) -> Audience {
    if marking == Marking::Clear {
        return Audience::public();
    }
    Audience {
        name: format!("readers up to {marking}"),
        marking,
        confirmed_only: true,
    }
}

/// A document's passages as they may be handled: its portions by their own marks, what lies between by its own.
fn passages(text: &text::Text, handling: &Handling) -> Vec<Guarded> {
    let mut passages = Vec::new();
    let mut at = 0;
    for (span, stated) in portions(text) {
        passages.push((text::Span::over(at, span.start()), handling.clone()));
        passages.push((span, handling.with(&stated)));
        at = span.end();
    }
    passages.push((text::Span::over(at, text.len()), handling.clone()));
    passages
        .into_iter()
        .map(|(span, handling)| Guarded {
            words: text.slice(span).to_owned(),
            handling,
        })
        .collect()
}

fn is_about(statement: &Statement, visit: &Meeting, until: Date) -> bool {
    statement.meeting.as_ref() == Some(&visit.id) || statement.day.is_some_and(|day| day >= until)
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// Takes away what an earlier build left and this one doesn't hold.
fn remove_others(folder: &Path, files: &[press::File]) -> Result<(), OfficeError> {
    let kept: std::collections::HashSet<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        let entries = std::fs::read_dir(&at).map_err(|error| OfficeError::file(&at, &error))?;
        for entry in entries.flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(path);
            } else if !kept.contains(&path) {
                std::fs::remove_file(&path).map_err(|error| OfficeError::file(&path, &error))?;
            }
        }
    }
    Ok(())
}
