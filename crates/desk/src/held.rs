//! What of a document its reader may not see, although the document as a whole is open to them: portions with a
//! mark of their own, and statements that somebody marked higher.

use crate::Desk;
use crate::error::Trouble;
use office::DocumentView;
use office::domain::{Channels, Marking, Viewer, portions};
use office::store::Wanted;
use office::text::{Span, Text};

/// What stands in the place of a character that is held back.
const HELD: char = '░';

/// The text with what the desk's viewer may not see struck out, as long as before; and whether anything is.
pub(crate) async fn text(desk: &Desk, view: &DocumentView) -> Result<(Text, bool), Trouble> {
    let spans = spans(desk, view).await?;
    if spans.is_empty() {
        return Ok((view.text.clone(), false));
    }
    Ok((struck_out(&view.text, spans), true))
}

async fn spans(desk: &Desk, view: &DocumentView) -> Result<Vec<Span>, Trouble> {
    let viewer = desk.viewer();
    let clearance = viewer.clearance();
    if clearance.marking == Marking::Red && clearance.channels == Channels::All {
        return Ok(Vec::new());
    }
    let document = &view.document;
    let mut held: Vec<Span> = portions(&view.text)
        .into_iter()
        .filter(|(_, stated)| !viewer.may_see(&document.handling.with(stated), document.channel.as_ref()))
        .map(|(span, _)| span)
        .collect();
    // What is to be struck out can't be asked for in the name of the one who mustn't see it.
    let wanted = Wanted {
        document: Some(document.hash),
        ..Wanted::default()
    };
    let all = desk
        .office()
        .store()
        .statements(&Viewer::keeper("the desk"), &wanted)
        .await?;
    for statement in all
        .iter()
        .filter(|s| !viewer.may_see(&s.handling, s.channel.as_ref()))
    {
        held.extend(&statement.content);
        held.extend(statement.condition.as_ref().map(|condition| condition.span));
    }
    Ok(held)
}

fn struck_out(text: &Text, mut spans: Vec<Span>) -> Text {
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
        let held = struck_out(&text, vec![Span::over(7, 12), Span::over(5, 7), Span::over(6, 8)]);
        assert_eq!(held.as_str(), "öpen ░░░\n░░░ open");
        assert_eq!(held.len(), text.len());
    }
}
