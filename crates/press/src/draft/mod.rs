//! Drafts: cleared statements and stories to an edition that people go on with.
use crate::{Imprint, Moved, TopicLine};
use domain::disclosure::{Cleared, Quotation, Story};
use domain::{EditionKind, Manuscript, Marking};
use jiff::civil::Date;

fn stub(kind: EditionKind, title: &str, date: Date) -> Manuscript {
    Manuscript {
        kind,
        title: title.to_owned(),
        date,
        audience: Marking::Clear,
        section: vec!["Issues".to_owned()],
        markdown: String::new(),
    }
}

/// A letter to friends, drafted.
pub fn draft_letter(
    _imprint: &Imprint,
    _topics: &[TopicLine],
    _told: &[Cleared<Quotation>],
    date: Date,
    about: &str,
    _place: Option<&str>,
) -> Manuscript {
    stub(EditionKind::Letter, about, date)
}

/// The monthly, drafted.
pub fn draft_news_and_views(
    _imprint: &Imprint,
    _topics: &[TopicLine],
    _moved: &[Moved],
    _told: &[Cleared<Quotation>],
    month: Date,
) -> Manuscript {
    stub(EditionKind::NewsAndViews, "News & Views", month)
}

/// The weekly of a region, drafted.
pub fn draft_roundup(
    _imprint: &Imprint,
    region: &str,
    _section: &str,
    _topics: &[TopicLine],
    _stories: &[Cleared<Story>],
    week_ending: Date,
) -> Manuscript {
    stub(EditionKind::WeeklyRoundup, region, week_ending)
}
