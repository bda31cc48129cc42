//! What of a document its reader may not see, although the document as a whole is open to them: portions with a
//! mark of their own, and statements that somebody marked higher.

use crate::{Office, OfficeError};
use domain::{Channels, Document, Marking, Viewer, portions};
use store::Wanted;
use text::{Span, Text};

/// What stands in the place of a character that is held back.
const HELD: char = '░';

/// Whether a viewer may see all of the record.
pub(crate) fn sees_all(viewer: &Viewer) -> bool {
    let clearance = viewer.clearance();
    clearance.marking == Marking::Red && clearance.channels == Channels::All
}

impl Office {
    /// Where in a document's text stands what `viewer` may not see, in no order.
    pub(crate) async fn held(
        &self,
        viewer: &Viewer,
        document: &Document,
        text: &Text,
    ) -> Result<Vec<Span>, OfficeError> {
        if sees_all(viewer) {
            return Ok(Vec::new());
        }
        let mut held: Vec<Span> = portions(text)
            .into_iter()
            .filter(|(_, stated)| !viewer.may_see(&document.handling.with(stated), document.channel.as_ref()))
            .map(|(span, _)| span)
            .collect();
        // What is to be struck out can't be asked for in the name of the one who mustn't see it.
        let wanted = Wanted {
            document: Some(document.hash),
            ..Wanted::default()
        };
        let all = self
            .store()
            .statements(&Viewer::keeper("the office"), &wanted)
            .await?;
        let above = all
            .iter()
            .filter(|s| !viewer.may_see(&s.handling, s.channel.as_ref()));
        for statement in above {
            held.extend(&statement.content);
            held.extend(statement.condition.as_ref().map(|condition| condition.span));
        }
        Ok(held)
    }
}

/// The text with `spans` struck out, as long as before.
pub(crate) fn struck_out(text: Text, mut spans: Vec<Span>) -> Text {
    if spans.is_empty() {
        return text;
    }
    spans.sort_unstable();
    let mut spans = spans.into_iter().peekable();
    let mut reach = 0;
    let strike = |(at, c): (usize, char)| {
        while let Some(span) = spans.next_if(|span| span.start() as usize <= at) {
            reach = reach.max(span.end() as usize);
        }
        if at < reach && c != '\n' { HELD } else { c }
    };
    Text::new(text.as_str().chars().enumerate().map(strike).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_back_leaves_its_length_alone() {
        let text = Text::new("öpen séc\nret open");
        let spans = vec![Span::over(7, 12), Span::over(5, 7), Span::over(6, 8)];
        let held = struck_out(text.clone(), spans);
        assert_eq!(held.as_str(), "öpen ░░░\n░░░ open");
        assert_eq!(held.len(), text.len());
        assert_eq!(struck_out(text.clone(), Vec::new()).as_str(), text.as_str());
    }
}
