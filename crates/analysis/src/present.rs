//! Who will be at a meeting, as what, and when they were last met.

use crate::dates;
use crate::gather::Gatherer;
use crate::words::shortened;
use domain::{Meeting, Person, PersonId, Post};
use jiff::civil::Date;

/// How many of those present are named.
const MOST_PEOPLE: usize = 14;

impl Gatherer<'_> {
    pub(crate) fn participants(&self) -> Vec<String> {
        let told = |id: &PersonId| {
            let Some(person) = self.people.get(id) else {
                return id.to_string();
            };
            let post = post_on(person, self.meeting.from);
            let known = match post {
                Some(post) => format!(
                    "{}: {}, {}",
                    person.name,
                    post.title,
                    self.party_name(&post.party)
                ),
                None => format!("{}: no post known on that day", person.name),
            };
            let ours = post.is_some_and(|post| Some(&post.party) == self.us);
            let met = if ours {
                String::new()
            } else {
                self.last_met(person, post)
            };
            format!("{}{met}", shortened(&known, 140))
        };
        let mut found: Vec<String> = self.meeting.present.iter().take(MOST_PEOPLE).map(told).collect();
        let more = self.meeting.present.len().saturating_sub(MOST_PEOPLE);
        if more > 0 {
            found.push(format!("and {more} more"));
        }
        found
    }

    /// "; last met 12 Nov 2009, then director", or that we never did.
    fn last_met(&self, person: &Person, post: Option<&Post>) -> String {
        let before = |m: &&Meeting| m.from < self.meeting.from && m.from <= self.today;
        let last = self
            .record
            .meetings
            .iter()
            .filter(|m| m.present.contains(&person.id))
            .filter(before)
            .max_by_key(|m| m.from);
        let Some(last) = last else {
            return "; not met before".to_owned();
        };
        let then = post_on(person, last.from)
            .filter(|then| post.is_none_or(|now| (&now.title, &now.party) != (&then.title, &then.party)));
        let then = then.map_or(String::new(), |then| {
            format!(", then {}", shortened(&then.title, 60))
        });
        format!("; last met {}{then}", dates::short(last.from))
    }
}

/// The post that somebody held on this day, the latest first.
fn post_on(person: &Person, day: Date) -> Option<&Post> {
    person.posts.iter().rev().find(|post| post.held_on(day))
}
