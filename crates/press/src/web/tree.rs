//! The sections of the site, and the folders of all that stands in it.

use crate::prose::{hash, squash};
use std::collections::HashSet;

/// The longest folder name made from a section's name, in bytes.
const LONGEST: usize = 48;

/// A section, with the sections above it.
pub(super) struct Section {
    /// As it is shown.
    pub(super) name: String,
    /// Its place in the tree.
    pub(super) at: usize,
    /// The sections from the top to it, itself the last.
    pub(super) trail: Vec<usize>,
    folder: String,
}

impl Section {
    pub(super) fn path(&self) -> String {
        format!("{}/index.html", self.folder)
    }
}

/// Every section, and the folders that are taken.
pub(super) struct Tree {
    sections: Vec<Section>,
    taken: HashSet<String>,
}

impl Tree {
    /// The tree of these trails, from the top down.
    pub(super) fn of<'s>(trails: impl Iterator<Item = &'s [String]>) -> Self {
        let mut sections: Vec<Section> = Vec::new();
        for names in trails {
            let mut trail: Vec<usize> = Vec::new();
            let mut folder = String::new();
            for name in names
                .iter()
                .map(|name| squash(name))
                .filter(|name| !name.is_empty())
            {
                if !folder.is_empty() {
                    folder.push('/');
                }
                folder.push_str(&folder_name(&name));
                let at = sections
                    .iter()
                    .position(|known| known.folder == folder)
                    .unwrap_or(sections.len());
                trail.push(at);
                if at == sections.len() {
                    sections.push(Section {
                        name,
                        at,
                        trail: trail.clone(),
                        folder: folder.clone(),
                    });
                }
            }
        }
        let taken = sections.iter().map(|section| section.folder.clone()).collect();
        Self { sections, taken }
    }

    pub(super) fn sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter()
    }

    pub(super) fn section(&self, at: usize) -> Option<&Section> {
        self.sections.get(at)
    }

    /// The sections right below this one, or at the top, by name.
    pub(super) fn below(&self, above: Option<&Section>) -> Vec<&Section> {
        let trail: &[usize] = above.map_or(&[], |section| &section.trail);
        let mut below: Vec<&Section> = self
            .sections
            .iter()
            .filter(|section| section.trail.len() == trail.len() + 1 && section.trail.starts_with(trail))
            .collect();
        below.sort_by(|a, b| a.name.cmp(&b.name));
        below
    }

    /// The places of these sections, from the top.
    pub(super) fn trail(&self, names: &[String]) -> Vec<usize> {
        let folder = names
            .iter()
            .map(|name| squash(name))
            .filter(|name| !name.is_empty())
            .map(|name| folder_name(&name))
            .collect::<Vec<_>>()
            .join("/");
        self.sections
            .iter()
            .find(|section| section.folder == folder)
            .map(|section| section.trail.clone())
            .unwrap_or_default()
    }

    /// A folder for an edition below these sections, taken from now on.
    pub(super) fn place(&mut self, trail: &[usize], id: &str) -> String {
        let above = trail
            .last()
            .and_then(|&at| self.section(at))
            .map(|section| section.folder.as_str());
        let folder = above.map_or_else(|| id.to_owned(), |above| format!("{above}/{id}"));
        let mut free = folder.clone();
        let mut number = 1;
        while !self.taken.insert(free.clone()) {
            number += 1;
            free = format!("{folder}-{number}");
        }
        free
    }
}

/// A folder's name for a section: lower-case letters, digits and hyphens. A name that says more than these can gets a
/// mark made from all of it, so that two names never share a folder.
fn folder_name(name: &str) -> String {
    let mut slug = String::new();
    let mut whole = true;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else {
            whole &= c == ' ';
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    whole &= slug.len() <= LONGEST;
    slug.truncate(LONGEST);
    let slug = slug.trim_end_matches('-');
    match (whole, slug.is_empty()) {
        (true, false) => slug.to_owned(),
        (_, true) => format!("section-{}", mark(name)),
        (false, false) => format!("{slug}-{}", mark(name)),
    }
}

/// Eight digits that follow from a name (FNV-1a).
fn mark(name: &str) -> String {
    format!("{:08x}", hash(name, 0xcbf2_9ce4_8422_2325) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_plain_and_apart() {
        assert_eq!(folder_name("Middle East"), "middle-east");
        assert_eq!(folder_name("ASIA"), folder_name("Asia"));
        for odd in ["Asia!", "Азия", "🌏", "../..", "a/b", "C:\\", &"x".repeat(500)] {
            let folder = folder_name(odd);
            assert!(folder.len() < 64 && !folder.is_empty());
            assert!(
                folder
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{folder}"
            );
            assert_ne!(folder, "asia");
        }
        assert_ne!(folder_name("Азия"), folder_name("Африка"));
    }

    #[test]
    fn an_edition_never_takes_the_place_of_a_section_or_of_another() {
        let trail = ["Issues".to_owned(), "Asia".to_owned()];
        let mut tree = Tree::of([trail.as_slice()].into_iter());
        let issues = tree.trail(&trail[..1]);
        assert_eq!(tree.place(&issues, "asia"), "issues/asia-2");
        assert_eq!(tree.place(&issues, "asia"), "issues/asia-3");
        assert_eq!(tree.place(&[], "issues"), "issues-2");
    }
}
