//! A module a command; each leads to a use case of the office and prints what it gives.

mod brief;
mod counsel;
mod doctor;
mod export;
mod knots;
mod open;
mod press;
mod read;
mod views;
mod watch;
mod weigh;

use crate::arguments::{Arguments, Command, Place, Rule, Sight};
use crate::out;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use office::domain::{Channels, Clearance, StatementId, Viewer};
use office::{Office, OfficeError, Overruling};

pub(crate) async fn run(arguments: Arguments) -> Result<(), OfficeError> {
    match arguments.command {
        Command::Open(open) => open::open(&open).await,
        Command::Desk { place, port, sight } => open::desk(&place, port, &sight).await,
        Command::Read(read) => read::read(&read),
        Command::Text { file } => read::text(&file),
        Command::Board { view, since } => views::board(view, since).await,
        Command::Moved(view) => views::moved(view).await,
        Command::Contradictions(view) => views::contradictions(view).await,
        Command::Rule(asked) => rule(asked).await,
        Command::Statements(view) => views::statements(view).await,
        Command::Confirm { place, statements } => confirm(&place, &statements).await,
        Command::Reject {
            place,
            statement,
            because,
        } => {
            open_office(&place)
                .await?
                .reject(&Viewer::keeper(officer()), statement, &because)
                .await?;
            out::line(&format!("rejected {statement}"))
        }
        Command::Offers(view) => views::offers(view).await,
        Command::Climate(asked) => counsel::climate(asked).await,
        Command::Check { view, files, meeting } => counsel::check(view, &files, meeting).await,
        Command::Brief {
            view,
            meeting,
            out,
            paper,
        } => brief::brief(view, meeting, out, paper.into()).await,
        Command::Weigh(asked) => weigh::weigh(&asked),
        Command::Knots { view, goal } => knots::knots(view, goal.as_deref()).await,
        Command::Watch(command) => watch::run(command).await,
        Command::Press(command) => press::run(command).await,
        Command::Export(command) => export::run(command).await,
        Command::Doctor {
            place,
            verify,
            rebuild,
        } => doctor::doctor(&place, verify, rebuild).await,
    }
}

async fn confirm(named: &Place, statements: &[StatementId]) -> Result<(), OfficeError> {
    let (office, viewer) = (open_office(named).await?, Viewer::keeper(officer()));
    for statement in statements {
        office.confirm(&viewer, *statement).await?;
        out::line(&format!("confirmed {statement}"))?;
    }
    Ok(())
}

async fn rule(asked: Rule) -> Result<(), OfficeError> {
    let (office, viewer) = (open_office(&asked.place).await?, Viewer::keeper(officer()));
    let told = match asked.stance.0 {
        Some(stance) => format!("{} on {}: {stance}", asked.party, asked.topic),
        None => format!("{} on {}: as the statements say", asked.party, asked.topic),
    };
    let ruling = Overruling {
        party: asked.party,
        topic: asked.topic,
        stance: asked.stance.0,
        reason: asked.because,
        day: asked.from,
        marking: asked.marking,
    };
    let day = office.rule(&viewer, ruling).await?;
    out::line(&format!("ruled from {day} on: {told}"))
}

/// The office's own folder and dossier, as named.
fn place(place: &Place) -> Result<office::Place, OfficeError> {
    office::Place::of(&place.dossier, place.office.as_deref())
}

/// The office, to write.
async fn open_office(named: &Place) -> Result<Office, OfficeError> {
    Office::open(place(named)?, &officer(), today()).await
}

/// The office, to look at.
async fn look_at(named: &Place) -> Result<Office, OfficeError> {
    Office::look_at(place(named)?, today()).await
}

/// Who sits here, as the system knows them.
fn officer() -> String {
    ["RAPPORT_OFFICER", "USER", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
        .unwrap_or_else(|| "the officer".to_owned())
}

/// Today (UTC).
fn today() -> Date {
    jiff::Timestamp::now().to_zoned_datetime(TimeZone::UTC).date()
}

fn viewer(sight: &Sight) -> Viewer {
    Viewer::new(
        officer(),
        Clearance {
            marking: sight.clearance,
            channels: Channels::All,
        },
    )
}

/// The day that was asked for, or the office's.
async fn day(office: &Office, viewer: &Viewer, sight: &Sight) -> Result<Date, OfficeError> {
    match sight.as_of {
        Some(day) => Ok(day),
        None => office.as_of(viewer).await,
    }
}
