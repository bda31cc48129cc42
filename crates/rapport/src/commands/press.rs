//! `rapport press`.

use super::{day, look_at, officer, open_office, viewer};
use crate::arguments::Press;
use crate::out;
use office::domain::Viewer;
use office::{Draft, EditionState, Office, OfficeError, Site};

pub(crate) async fn run(command: Press) -> Result<(), OfficeError> {
    match command {
        Press::Draft { place, sight, again } => {
            let (office, viewer) = (open_office(&place).await?, viewer(&sight));
            let day = day(&office, &viewer, &sight).await?;
            tell_drafts(&office.draft_editions(&viewer, day, again).await?)
        }
        Press::Check { place, draft } => check(&look_at(&place).await?, draft).await,
        Press::Build { place, draft } => tell_site(&open_office(&place).await?.build_site(draft).await?),
        Press::Mail {
            place,
            edition,
            list,
            draft,
        } => {
            let written = open_office(&place)
                .await?
                .write_mail(&edition, &list, draft)
                .await?;
            written
                .files
                .iter()
                .try_for_each(|file| out::line(&file.display().to_string()))
        }
        Press::Send {
            place,
            edition,
            list,
            again,
        } => {
            let posted = open_office(&place).await?.send(&edition, &list, again).await?;
            for address in &posted.handed {
                out::line(&format!("  handed over for {address}"))?;
            }
            for address in &posted.unsure {
                out::line(&format!(
                    "  not sent to {address}: an earlier run ended before the server answered; --again sends it"
                ))?;
            }
            for (address, words) in &posted.refused {
                out::line(&format!("  refused for {address}: {words}"))?;
            }
            let [handed, before] = [posted.handed.len(), posted.before.len()];
            out::line(&format!(
                "{} handed over, {before} had it before.",
                out::count(handed, "message")
            ))?;
            if posted.refused.is_empty() {
                return Ok(());
            }
            let refused = out::count(posted.refused.len(), "address").replace("addresss", "addresses");
            Err(OfficeError::new(
                "the mail server",
                format!("refused {refused}"),
                "correct them in the list and send again",
            ))
        }
    }
}

/// Names the drafts.
pub(crate) fn tell_drafts(drafts: &[Draft]) -> Result<(), OfficeError> {
    if drafts.is_empty() {
        out::line(
            "  Nothing may be told yet: no statement is TLP:CLEAR and on the record, on background or under the Chatham House Rule.",
        )?;
    }
    for draft in drafts {
        let how = if draft.written {
            "drafted"
        } else {
            "left as you have it"
        };
        out::line(&format!("  {}: {how}: {}", draft.kind, draft.path.display()))?;
    }
    Ok(())
}

/// Names the site and what isn't in it.
pub(crate) fn tell_site(site: &Site) -> Result<(), OfficeError> {
    let editions = out::count(site.editions.len(), "edition");
    out::line(&format!("  The site ({editions}): {}", site.index.display()))?;
    for (id, why) in &site.refused {
        out::line(&format!("  {id} is not in it: {}", why.replace('\n', "\n    ")))?;
    }
    Ok(())
}

async fn check(office: &Office, draft: bool) -> Result<(), OfficeError> {
    let mut refused = 0;
    for EditionState {
        id,
        manuscript,
        cleared,
        ..
    } in office.editions(&Viewer::keeper(officer()), draft).await?
    {
        match (manuscript, cleared) {
            (Ok(manuscript), Some(Ok(edition))) => {
                let cited = out::count(edition.quotations.len(), "statement");
                out::line(&format!(
                    "{id}: cleared for readers up to {}; it cites {cited}",
                    manuscript.audience
                ))?;
            }
            (_, Some(Err(refusal))) => {
                refused += 1;
                out::line(&format!("{id}: {refusal}"))?;
            }
            (Err(error), _) => {
                refused += 1;
                out::line(&format!("{id}: {error}"))?;
            }
            (Ok(_), None) => {}
        }
    }
    if refused == 0 {
        return Ok(());
    }
    let what = format!(
        "{} not cleared",
        if refused == 1 {
            "1 edition is".to_owned()
        } else {
            format!("{refused} editions are")
        }
    );
    Err(OfficeError::new(
        office.place().editions().display().to_string(),
        what,
        "mend what the lines above name",
    ))
}
