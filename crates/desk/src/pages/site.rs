//! The built site, as its readers will see it.

use crate::Desk;
use crate::error::Trouble;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use std::path::{Path as FilePath, PathBuf};

/// What even a page with a policy of its own may not do here.
const POLICY: &str =
    "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) async fn index(State(desk): State<Desk>, request: axum::extract::Request) -> Response {
    if request.uri().path() == "/site" {
        return Redirect::permanent("/site/").into_response();
    }
    answer(&desk, "")
}

pub(crate) async fn file(State(desk): State<Desk>, Path(path): Path<String>) -> Response {
    answer(&desk, &path)
}

fn answer(desk: &Desk, path: &str) -> Response {
    let root = desk.office().place().site();
    let missing = || Trouble::Missing("The built site holds no such page.").into_response();
    let Some(found) = find(&root, path) else {
        return missing();
    };
    if found.is_dir() && !path.is_empty() && !path.ends_with('/') {
        return Redirect::to(&format!("/site/{path}/")).into_response();
    }
    let found = if found.is_dir() {
        found.join("index.html")
    } else {
        found
    };
    // Read whole, as the pages of a small office's site are small.
    let Ok(bytes) = std::fs::read(&found) else {
        return missing();
    };
    (
        [
            (CONTENT_TYPE, media_type(&found)),
            (CONTENT_SECURITY_POLICY, POLICY),
        ],
        bytes,
    )
        .into_response()
}

/// The file or folder of the site with this path; nothing outside of it, and nothing hidden.
fn find(root: &FilePath, path: &str) -> Option<PathBuf> {
    let mut place = root.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let plain = !part.starts_with('.')
            && !part.contains(['\\', ':', '\0'])
            && !part.chars().any(char::is_control);
        if !plain {
            return None;
        }
        place.push(part);
    }
    // A link inside the site may lead out of it: what counts is where it arrives.
    let (place, root) = (place.canonicalize().ok()?, root.canonicalize().ok()?);
    place.starts_with(root).then_some(place)
}

fn media_type(path: &FilePath) -> &'static str {
    match path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "atom" => "application/atom+xml; charset=utf-8",
        "rss" => "application/rss+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "eml" => "message/rfc822",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn nothing_outside_the_site_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        std::fs::create_dir_all(root.join("asia")).unwrap();
        std::fs::write(root.join("asia/index.html"), "x").unwrap();
        std::fs::write(folder.path().join("desk.key"), "secret").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("desk.key"), root.join("key.html")).unwrap();
        assert!(find(&root, "asia/index.html").is_some() && find(&root, "").is_some());
        for path in [
            "../desk.key",
            "asia/../../desk.key",
            "..\\desk.key",
            "/../desk.key",
            "asia/./index.html",
            ".git",
            "key.html",
            "a\0b",
            "C:/x",
        ] {
            assert!(find(&root, path).is_none(), "{path}");
        }
    }
}
