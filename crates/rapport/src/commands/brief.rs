//! `rapport brief`.

use super::{day, look_at, viewer};
use crate::arguments::{BriefFormat, View};
use crate::out;
use office::domain::MeetingId;
use office::paper::Sheet;
use office::{OfficeError, write_whole};
use std::io::IsTerminal;
use std::path::PathBuf;

pub(crate) async fn brief(
    view: View<BriefFormat>,
    meeting: Option<MeetingId>,
    file: Option<PathBuf>,
    sheet: Sheet,
) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let day = day(&office, &viewer, &sight).await?;
    let meeting = match meeting {
        Some(id) => Some(office.meeting_view(&viewer, &id).await?.meeting),
        None => office.next_meeting(&viewer, day).await?,
    };
    let Some(meeting) = meeting else {
        return Err(OfficeError::new(
            "office.toml",
            "names no meeting to come",
            "add a [[meeting]] with next = true, or name one with --meeting",
        ));
    };
    if let BriefFormat::Pdf = format {
        let made = office.brief_pdf(&viewer, &meeting, day, sheet).await?;
        let Some(file) = file else {
            if std::io::stdout().is_terminal() {
                return Err(OfficeError::new(
                    "--format pdf",
                    "is no text for a terminal",
                    "name a file with --out",
                ));
            }
            return out::raw(&made.bytes);
        };
        write_whole(&file, &made.bytes)?;
        let pages = out::count(made.pages, "page");
        return out::line(&format!("{}: {pages}", file.display()));
    }
    let brief = office.brief(&viewer, &meeting, day).await?;
    let words = match format {
        BriefFormat::Screen => brief.first_screen(out::width(), 40),
        BriefFormat::Html => brief.to_html(),
        BriefFormat::Json => out::json(&brief)?,
        BriefFormat::Markdown | BriefFormat::Pdf => brief.to_markdown(),
    };
    match (file, format) {
        (Some(file), _) => write_whole(&file, words.as_bytes()),
        (None, BriefFormat::Screen) => out::print(&words),
        (None, _) => out::raw(words.as_bytes()),
    }
}
