//! `rapport open` and `rapport desk`: the main job.

use super::{day, open_office, press, viewer, views, watch};
use crate::arguments::{Open, Place, Sight};
use crate::out;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use office::domain::Viewer;
use office::reader::ReaderKind;
use office::{Office, OfficeError, Outcome, Step, Taken, analysis};

/// How many shifts and offers stand on the first screens.
const FEW: usize = 6;

/// The brief's share of the screen, in lines.
const BRIEF_LINES: usize = 36;

pub(crate) async fn open(asked: &Open) -> Result<(), OfficeError> {
    let viewer = viewer(&asked.sight);
    let office = open_office(&asked.place).await?;
    out::line(&format!(
        "{}: the office is in {}",
        office.config().office.name,
        office.place().home().display()
    ))?;
    read(&office, asked.reading.reader).await?;
    if !office.config().feeds.is_empty() {
        out::heading("The news")?;
        for outcome in office.fetch_feeds(&viewer, asked.offline).await? {
            watch::tell(&outcome)?;
        }
    }
    let day = day(&office, &viewer, &asked.sight).await?;
    show(&office, &viewer, day).await?;
    out::heading("Editions")?;
    press::tell_drafts(&office.draft_editions(&viewer, day, false).await?)?;
    press::tell_site(&office.build_site(true).await?)?;
    if asked.no_serve {
        return Ok(());
    }
    serve(office, viewer, asked.port).await
}

pub(crate) async fn desk(place: &Place, port: Option<u16>, sight: &Sight) -> Result<(), OfficeError> {
    let office = open_office(place).await?;
    serve(office, viewer(sight), port).await
}

/// Reads what is new, with a bar while somebody watches, and a line for each file.
async fn read(office: &Office, reader: ReaderKind) -> Result<(), OfficeError> {
    let bar = if out::is_watched() {
        ProgressBar::new(0)
    } else {
        ProgressBar::hidden()
    };
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    out::heading("The dossier")?;
    let mut printed = Ok(());
    let taken = office
        .read_dossier(reader, |step| match step {
            Step::Began(count) => bar.set_length(count as u64),
            Step::Reading(name) => bar.set_message(name.to_owned()),
            Step::Done(taken) => {
                bar.inc(1);
                let told = bar.suspend(|| tell(taken));
                if printed.is_ok() {
                    printed = told;
                }
            }
        })
        .await?;
    bar.finish_and_clear();
    printed?;
    let (mut read, mut known, mut failed) = (0, 0, 0);
    for file in &taken {
        match file.outcome {
            Outcome::Read { .. } => read += 1,
            Outcome::Known => known += 1,
            Outcome::Failed(_) => failed += 1,
        }
    }
    out::line(&format!(
        "  {} read, {known} known before, {failed} not read",
        out::count(read, "file")
    ))
}

fn tell(taken: &Taken) -> Result<(), OfficeError> {
    match &taken.outcome {
        Outcome::Known => Ok(()),
        Outcome::Failed(error) => out::line(&format!(
            "  {}: not read: {}: {}",
            taken.name, error.what, error.mend
        )),
        Outcome::Read { statements, notices } => {
            out::line(&format!(
                "  {}: {}",
                taken.name,
                out::count(*statements, "statement")
            ))?;
            notices
                .iter()
                .try_for_each(|notice| out::line(&format!("    {notice}")))
        }
    }
}

/// The board, what moved, the offers, and a screen of the brief.
async fn show(office: &Office, viewer: &Viewer, day: Date) -> Result<(), OfficeError> {
    let as_of = if day == office.today() {
        String::new()
    } else {
        format!(", as of {day}, the last day of this dossier (--as-of shows another)")
    };
    out::heading(&format!("Where everyone stands{as_of}"))?;
    let seen = office.seen(viewer).await?;
    let record = seen.record();
    out::print(&analysis::Board::at(&record, day).table(out::width()))?;
    out::heading("What moved")?;
    out::print(&views::shift_lines(&seen, &analysis::shifts(&record, day), FEW))?;
    out::heading("Open offers")?;
    out::print(&views::offer_lines(&analysis::offers(&record, day), FEW))?;
    if let Some(meeting) = office.next_meeting(viewer, day).await? {
        out::heading("The next meeting")?;
        let brief = office.brief(viewer, &meeting, day).await?;
        out::print(&brief.first_screen(out::width(), BRIEF_LINES))?;
        out::line("  … the whole of it: rapport brief")?;
    }
    Ok(())
}

/// Serves the desk until Ctrl-C.
async fn serve(office: Office, viewer: Viewer, port: Option<u16>) -> Result<(), OfficeError> {
    let failed = |error: desk::DeskError| {
        let words = error.to_string();
        let (what, mend) = words
            .rsplit_once(": ")
            .unwrap_or((&words, "choose another port with --port"));
        OfficeError::new("the desk", what, mend)
    };
    let listener = desk::listen(port).await.map_err(failed)?;
    let address = listener
        .local_addr()
        .map_err(|error| OfficeError::new("the desk", error.to_string(), "try again"))?;
    out::line(&format!("\nThe desk: http://{address}/   (Ctrl-C ends it)"))?;
    desk::serve(office, viewer, listener, stopped())
        .await
        .map_err(failed)?;
    out::line("The desk is closed. Everything is on disk.")
}

/// Resolves when the user, or the system, asks the program to end.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
