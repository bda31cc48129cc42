//! The files of a dossier.

use crate::OfficeError;
use crate::config::{Config, DocumentRule};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders at the top of a dossier that hold no documents.
const APART: [&str; 2] = ["feeds", "lists"];

/// A file of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// Relative to the dossier, with `/` between folders.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Every document file below `folder`, by name. Hidden files, README files, `office.toml`, `feeds/` and
/// `lists/` are left out; links to folders are not followed.
///
/// # Errors
/// When the folder itself can't be read. A folder inside it that can't be read is returned as if it were
/// a file, so that reading it says why.
pub(crate) fn files(folder: &Path) -> Result<Vec<Found>, OfficeError> {
    let mut found = Vec::new();
    let top = fs::read_dir(folder).map_err(|error| OfficeError::file(folder, &error))?;
    let mut open: Vec<(String, fs::ReadDir)> = vec![(String::new(), top)];
    while let Some((prefix, entries)) = open.pop() {
        for entry in entries.flatten() {
            let file_name = entry.file_name().to_string_lossy().into_owned();
            let name = format!("{prefix}{file_name}");
            let Ok(kind) = entry.file_type() else { continue };
            let apart = prefix.is_empty() && APART.contains(&file_name.as_str());
            if file_name.starts_with('.') || (kind.is_dir() && apart) {
                continue;
            }
            if kind.is_dir() {
                match fs::read_dir(entry.path()) {
                    Ok(inside) => open.push((name + "/", inside)),
                    Err(_) => found.push(Found {
                        name,
                        path: entry.path(),
                    }),
                }
            } else if !is_ours(&prefix, &file_name) {
                found.push(Found {
                    name,
                    path: entry.path(),
                });
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_ours(prefix: &str, file_name: &str) -> bool {
    let stem = file_name.split('.').next().unwrap_or_default();
    stem.eq_ignore_ascii_case("readme") || (prefix.is_empty() && file_name == crate::config::FILE)
}

impl Config {
    /// The rules of `office.toml` for the file with this name, in their order.
    pub fn rules_for<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a DocumentRule> {
        self.documents
            .iter()
            .filter(|rule| fits(rule.path.as_bytes(), name.as_bytes()))
    }
}

/// Whether `name` fits `pattern`: `*` stands for anything within a folder, `**` for anything.
///
/// Goes back to the last star of each sort alone, so that no pattern takes more than the product of both lengths.
fn fits(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut shallow: Option<(usize, usize)> = None;
    let mut deep: Option<(usize, usize)> = None;
    while n < name.len() {
        if pattern[p..].starts_with(b"**") {
            p += if pattern[p + 2..].starts_with(b"/") { 3 } else { 2 };
            (deep, shallow) = (Some((p, n)), None);
        } else if pattern.get(p) == Some(&b'*') {
            p += 1;
            shallow = Some((p, n));
        } else if pattern.get(p) == Some(&name[n]) {
            p += 1;
            n += 1;
        } else if let Some((after, from)) = shallow.filter(|&(_, from)| name[from] != b'/') {
            (p, n) = (after, from + 1);
            shallow = Some((after, n));
        } else if let Some((after, from)) = deep {
            (p, n) = (after, from + 1);
            (deep, shallow) = (Some((after, n)), None);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&b| b == b'*')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_fit_as_people_expect() {
        for (pattern, name, expected) in [
            ("mail/*.eml", "mail/one.eml", true),
            ("mail/*.eml", "mail/2009/one.eml", false),
            ("**/*.eml", "mail/2009/one.eml", true),
            ("**/*.eml", "one.eml", true),
            ("notes/**", "notes/2008/a.md", true),
            ("*", "a.md", true),
            ("*", "notes/a.md", false),
            ("a.md", "a.md", true),
            ("a.md", "b.md", false),
        ] {
            assert_eq!(
                fits(pattern.as_bytes(), name.as_bytes()),
                expected,
                "{pattern} {name}"
            );
        }
    }
}
