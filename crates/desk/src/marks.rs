//! A text cut up so that its statements can be marked in it.
//!
//! Spans may overlap and nest as they like: the text is cut at every boundary, and each piece knows what covers it.
//! The pieces, one after the other, are the text.

use office::domain::Statement;
use office::text::{Span, Text};
use std::collections::BTreeSet;

/// What a piece of text is to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Source,
    Cue,
    Content,
    Condition,
}

impl Role {
    pub(crate) const ALL: [Self; 4] = [Self::Source, Self::Cue, Self::Content, Self::Condition];

    /// Its name, which is its class too.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
            Self::Condition => "condition",
        }
    }
}

/// Words that a statement, by its place in the list, has a role for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) role: Role,
    pub(crate) statement: usize,
}

/// The marks of statements, in their order.
pub(crate) fn of(statements: &[Statement]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let mut add = |spans: &[Span], role| {
            marks.extend(spans.iter().map(|&span| Mark {
                span,
                role,
                statement: at,
            }));
        };
        add(&statement.source, Role::Source);
        add(&statement.cue, Role::Cue);
        add(&statement.content, Role::Content);
        add(
            statement
                .condition
                .as_ref()
                .map_or(&[], |c| std::slice::from_ref(&c.span)),
            Role::Condition,
        );
    }
    marks
}

/// A piece of text that the same marks cover from end to end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece<'t> {
    pub(crate) words: &'t str,
    /// Which roles it has for any statement, in the order of [`Role::ALL`].
    pub(crate) roles: [bool; 4],
    /// The statement whose content it is; the shortest such content where contents overlap.
    pub(crate) owner: Option<usize>,
    /// The statements that begin here.
    pub(crate) begins: Vec<usize>,
}

/// A stretch of whole lines and the statements that begin in it.
#[derive(Debug, Default)]
pub(crate) struct Row<'t> {
    pub(crate) pieces: Vec<Piece<'t>>,
}

impl Row<'_> {
    /// The statements that begin in this row.
    pub(crate) fn statements(&self) -> impl Iterator<Item = usize> {
        self.pieces.iter().flat_map(|piece| piece.begins.iter().copied())
    }
}

/// Cuts `text` into rows and those into pieces. Each of the statements `0..count` begins in one piece: where its
/// content does, or at its first mark, or at the end of the text when it has none. Statements that are not `shown`
/// begin somewhere too, but mark nothing.
///
/// In time linear in the text and `n log n` in the marks.
pub(crate) fn rows<'t>(
    text: &'t Text,
    marks: &[Mark],
    count: usize,
    shown: impl Fn(usize) -> bool,
) -> Vec<Row<'t>> {
    let end = text.len();
    let within = |span: Span| Span::over(span.start().min(end), span.end().min(end));
    let mut marks: Vec<Mark> = marks
        .iter()
        .map(|mark| Mark {
            span: within(mark.span),
            ..*mark
        })
        .filter(|mark| !mark.span.is_empty())
        .collect();
    let beginnings = beginnings(&marks, count, end);
    marks.retain(|mark| shown(mark.statement));
    let breaks = breaks(text, &marks, &beginnings);
    let mut cuts: Vec<u32> = marks
        .iter()
        .flat_map(|m| [m.span.start(), m.span.end()])
        .collect();
    cuts.extend(beginnings.iter().map(|(start, _)| *start));
    cuts.extend(&breaks);
    cuts.extend([0, end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut cover = Cover::new(&marks);
    let mut begin = beginnings.into_iter().peekable();
    let mut next_break = breaks.into_iter().peekable();
    let mut rows = vec![Row::default()];
    for (at, &from) in cuts.iter().enumerate() {
        if next_break.next_if_eq(&from).is_some() {
            rows.push(Row::default());
        }
        cover.move_to(from);
        let to = cuts.get(at + 1).copied();
        let mut begins = Vec::new();
        // What begins at the very end of the text belongs to its last piece's row, as an empty piece.
        while let Some((_, statement)) = begin.next_if(|(start, _)| *start == from) {
            begins.push(statement);
        }
        if to.is_none() && begins.is_empty() {
            break;
        }
        let piece = Piece {
            words: text.slice(Span::over(from, to.unwrap_or(from))),
            roles: cover.roles(),
            owner: cover.owner(),
            begins,
        };
        if let Some(row) = rows.last_mut() {
            row.pieces.push(piece);
        }
    }
    rows
}

/// Where each statement begins, sorted by place.
fn beginnings(marks: &[Mark], count: usize, end: u32) -> Vec<(u32, usize)> {
    let mut content = vec![None; count];
    let mut any = vec![None; count];
    let earlier = |known: &mut Option<u32>, start: u32| *known = Some(known.map_or(start, |k| k.min(start)));
    for mark in marks.iter().filter(|mark| mark.statement < count) {
        earlier(&mut any[mark.statement], mark.span.start());
        if mark.role == Role::Content {
            earlier(&mut content[mark.statement], mark.span.start());
        }
    }
    let mut found: Vec<(u32, usize)> = (0..count)
        .map(|at| (content[at].or(any[at]).unwrap_or(end), at))
        .collect();
    found.sort_unstable();
    found
}

/// Where a new row begins: after empty lines; after a line that ends a sentence; and before a sentence in which a
/// statement begins, when one did before it in its row, so that each stands beside its words. No row begins inside
/// of a content.
fn breaks(text: &Text, marks: &[Mark], beginnings: &[(u32, usize)]) -> Vec<u32> {
    let mut covered: Vec<Span> = marks
        .iter()
        .filter(|mark| mark.role != Role::Source)
        .map(|mark| mark.span)
        .collect();
    covered.sort_unstable();
    let mut covered = covered.into_iter().peekable();
    let mut begin = beginnings.iter().map(|(start, _)| *start).peekable();
    let mut reach = 0;
    let (mut begun, mut breaks) = (false, Vec::new());
    let mut candidates = starts(text).into_iter().peekable();
    while let Some((at, is_line)) = candidates.next() {
        while let Some(span) = covered.next_if(|span| span.start() < at) {
            reach = reach.max(span.end());
        }
        while begin.next_if(|start| *start < at).is_some() {
            begun = true;
        }
        let until = candidates.peek().map_or(u32::MAX, |(next, _)| *next);
        let begins = begin.peek().is_some_and(|start| *start < until);
        if reach <= at && (is_line || (begun && begins)) {
            breaks.push(at);
            begun = false;
        }
    }
    breaks
}

/// Where sentences start, and whether a new line does there too; after an empty line always.
fn starts(text: &Text) -> Vec<(u32, bool)> {
    let mut starts = Vec::new();
    let (mut last, mut feeds, mut ended) = (' ', 0, false);
    for (at, c) in text.as_str().chars().enumerate() {
        if c == '\n' {
            feeds += 1;
            continue;
        }
        if c.is_whitespace() {
            // Indentation goes with its line, the space between two sentences with the first.
            ended |= feeds == 0 && matches!(last, '.' | '?' | '!');
            if feeds == 0 {
                continue;
            }
        }
        if feeds > 1 || (feeds == 1 && ends_line(last)) {
            starts.push((at as u32, true));
        } else if feeds == 0 && ended && !c.is_lowercase() {
            starts.push((at as u32, false));
        }
        (feeds, ended) = (0, false);
        if !c.is_whitespace() {
            last = c;
        }
    }
    starts
}

fn ends_line(last: char) -> bool {
    matches!(
        last,
        '.' | '?' | '!' | ':' | ';' | '"' | '”' | '’' | ')' | '»' | ']'
    )
}

/// What covers the place that it was moved to.
struct Cover<'m> {
    marks: &'m [Mark],
    opening: Vec<usize>,
    closing: Vec<usize>,
    roles: [usize; 4],
    /// Contents in force: their length, their statement, their mark.
    contents: BTreeSet<(u32, usize, usize)>,
}

impl<'m> Cover<'m> {
    fn new(marks: &'m [Mark]) -> Self {
        let by = |key: fn(Span) -> u32| {
            let mut order: Vec<usize> = (0..marks.len()).collect();
            // The last is taken first.
            order.sort_by_key(|&at| std::cmp::Reverse(key(marks[at].span)));
            order
        };
        Self {
            marks,
            opening: by(Span::start),
            closing: by(Span::end),
            roles: [0; 4],
            contents: BTreeSet::new(),
        }
    }

    /// Goes on to `place`, which must not lie before the last one.
    fn move_to(&mut self, place: u32) {
        let marks = self.marks;
        while let Some(at) = self.opening.pop_if(|at| marks[*at].span.start() <= place) {
            let mark = marks[at];
            self.roles[mark.role as usize] += 1;
            if mark.role == Role::Content {
                self.contents.insert((mark.span.len(), mark.statement, at));
            }
        }
        while let Some(at) = self.closing.pop_if(|at| marks[*at].span.end() <= place) {
            let mark = marks[at];
            self.roles[mark.role as usize] -= 1;
            self.contents.remove(&(mark.span.len(), mark.statement, at));
        }
    }

    fn roles(&self) -> [bool; 4] {
        self.roles.map(|count| count > 0)
    }

    fn owner(&self) -> Option<usize> {
        self.contents.first().map(|&(_, statement, _)| statement)
    }
}
