//! Requests to the desk's pages without a server, and what comes back.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use office::Office;
use office::domain::{Statement, Viewer};
use office::store::Wanted;
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;

pub const HOST: &str = "127.0.0.1:7331";

pub struct Page {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Page {
    pub async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn token(&self) -> String {
        let after = self.body.split("name=\"token\" value=\"").nth(1).expect("a form");
        after.split('"').next().unwrap().to_owned()
    }

    /// Where its links within the desk lead.
    pub fn links(&self) -> BTreeSet<String> {
        self.body
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| link.starts_with('/'))
            .map(|link| link.split('#').next().unwrap_or(link).replace("&amp;", "&"))
            .collect()
    }
}

pub async fn get(router: &Router, path: &str) -> Page {
    let request = Request::get(path)
        .header(header::HOST, HOST)
        .body(Body::empty())
        .unwrap();
    Page::of(router.clone().oneshot(request).await.unwrap()).await
}

pub async fn post(router: &Router, path: &str, form: &str, headers: &[(&str, &str)]) -> Page {
    let mut request = Request::post(path).header(header::HOST, HOST);
    request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(form.to_owned())).unwrap();
    Page::of(router.clone().oneshot(request).await.unwrap()).await
}

pub const OURS: [(&str, &str); 2] = [("sec-fetch-site", "same-origin"), ("origin", "null")];

/// Every page but earlier weeks that links lead to from the board, by its address.
pub async fn crawl(router: &Router) -> BTreeMap<String, Page> {
    let mut found = BTreeMap::new();
    let mut open = vec!["/".to_owned()];
    while let Some(path) = open.pop() {
        if found.contains_key(&path) {
            continue;
        }
        let page = get(router, &path).await;
        let to = page.header("location").split('#').next().unwrap().to_owned();
        let links = page.links().into_iter().chain((!to.is_empty()).then_some(to));
        // The weeks before go on for ever.
        open.extend(links.filter(|link| !link.starts_with("/stories?")));
        found.insert(path, page);
    }
    found
}

pub async fn statement_with(office: &Office, words: &str) -> Statement {
    let all = office
        .store()
        .statements(&Viewer::keeper("a test"), &Wanted::default())
        .await
        .unwrap();
    let seen: Vec<&str> = all.iter().map(|s| s.words.as_str()).collect();
    all.iter()
        .find(|s| s.words.contains(words))
        .unwrap_or_else(|| panic!("“{words}” among {seen:?}"))
        .clone()
}
