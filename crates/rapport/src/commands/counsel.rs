//! `rapport climate`, `check`.

use super::views::json;
use super::{day, look_at, viewer};
use crate::arguments::{Climate, ClimateFormat, Format, Place, View};
use crate::out;
use office::analysis::climate::CODES;
use office::analysis::guidance::{Finding, Verdict};
use office::domain::{GuidanceKind, MeetingId};
use office::{OfficeError, planned_in};
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(crate) async fn climate(asked: Climate) -> Result<(), OfficeError> {
    let (Some(dossier), Some(first), Some(second)) = (asked.dossier, asked.first, asked.second) else {
        return out::raw(CODES.as_bytes());
    };
    let place = Place {
        dossier,
        office: asked.office,
    };
    let (office, viewer) = (look_at(&place).await?, viewer(&asked.sight));
    let day = day(&office, &viewer, &asked.sight).await?;
    let climate = office.climate(&viewer, &first, &second, asked.from, day).await?;
    match asked.format {
        ClimateFormat::Table => out::print(&climate.table(out::width())),
        ClimateFormat::Json => json(&climate),
        ClimateFormat::Csv => out::raw(climate.to_csv().as_bytes()),
        ClimateFormat::Svg => out::raw(climate.svg(|_| None).as_bytes()),
    }
}

pub(crate) async fn check(
    view: View<Format>,
    files: &[PathBuf],
    meeting: Option<MeetingId>,
) -> Result<(), OfficeError> {
    let (place, sight, format) = view.parts();
    let (office, viewer) = (look_at(&place).await?, viewer(&sight));
    let day = day(&office, &viewer, &sight).await?;
    let mut planned = Vec::new();
    for file in files {
        planned.extend(planned_in(file)?);
    }
    let meeting = match meeting {
        Some(id) => Some(office.meeting_view(&viewer, &id).await?.meeting),
        None if files.is_empty() => office.next_meeting(&viewer, day).await?,
        None => None,
    };
    if let Some(meeting) = &meeting {
        planned.extend(office.planned_for(&viewer, meeting).await?);
    } else if files.is_empty() {
        return Err(OfficeError::new(
            "check",
            "there is nothing to check",
            "name a file, or a meeting with --meeting",
        ));
    }
    let findings = office.check_guidance(&viewer, &planned, day).await?;
    match format {
        Format::Json => json(&findings)?,
        Format::Table => out::print(&lines(&findings, planned.len()))?,
    }
    let against = findings.iter().filter(|f| f.verdict == Verdict::Contradicts);
    let against = against
        .filter_map(|f| f.planned.as_ref().map(|p| (&p.place, &p.words)))
        .collect::<BTreeSet<_>>()
        .len();
    if against == 0 {
        return Ok(());
    }
    Err(OfficeError::new(
        "check",
        format!("{} against guidance", out::count(against, "planned text")),
        "change it, or ask the authority",
    ))
}

/// A finding a block: the verdict and why, the line of guidance, the planned words.
fn lines(findings: &[Finding], planned: usize) -> String {
    if findings.is_empty() {
        return "No guidance is in force on this day.\n".to_owned();
    }
    let width = out::width().saturating_sub(18);
    let mut lines = format!(
        "{} held against the guidance in force\n",
        out::count(planned, "sentence")
    );
    for finding in findings {
        lines += &format!("\n  {}: {}\n", finding.verdict.as_str(), finding.why);
        lines += &format!(
            "      asked      {} ({})\n",
            out::cut(&asked(finding), width),
            finding.line.from
        );
        if let Some(planned) = &finding.planned {
            lines += &format!("      planned    {}\n", out::cut(&planned.words, width));
            lines += &format!("                 {}\n", planned.place);
        }
    }
    lines
}

/// The line's words, led by what its head said.
fn asked(finding: &Finding) -> String {
    let words = &finding.line.words;
    if !words.starts_with(char::is_lowercase) {
        return words.clone();
    }
    let head = match finding.line.kind {
        GuidanceKind::Avoid => "Avoid: ",
        GuidanceKind::Please => "Please: ",
        GuidanceKind::Mind => "",
    };
    format!("{head}{words}")
}
