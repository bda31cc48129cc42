//! The desk's pages as a browser gets them, without a browser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test that fails says so"
)]
#![allow(missing_docs)]

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use common::{AMBER, Dossier, RED, cleared_to};
use desk::router;
use http_body_util::BodyExt;
use office::Office;
use office::domain::{Marking, Statement, Status, Viewer};
use office::store::Wanted;
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:7331";

struct Page {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Page {
    async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn token(&self) -> String {
        let after = self.body.split("name=\"token\" value=\"").nth(1).expect("a form");
        after.split('"').next().unwrap().to_owned()
    }

    /// Where its links within the desk lead.
    fn links(&self) -> BTreeSet<String> {
        self.body
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| link.starts_with('/'))
            .map(|link| link.split('#').next().unwrap_or(link).replace("&amp;", "&"))
            .collect()
    }
}

async fn get(router: &Router, path: &str) -> Page {
    let request = Request::get(path)
        .header(header::HOST, HOST)
        .body(Body::empty())
        .unwrap();
    Page::of(router.clone().oneshot(request).await.unwrap()).await
}

async fn post(router: &Router, path: &str, form: &str, headers: &[(&str, &str)]) -> Page {
    let mut request = Request::post(path).header(header::HOST, HOST);
    request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(form.to_owned())).unwrap();
    Page::of(router.clone().oneshot(request).await.unwrap()).await
}

const OURS: [(&str, &str); 2] = [("sec-fetch-site", "same-origin"), ("origin", "null")];

/// Every page but earlier weeks that links lead to from the board, by its address.
async fn crawl(router: &Router) -> BTreeMap<String, Page> {
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

async fn statement_with(office: &Office, words: &str) -> Statement {
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

#[tokio::test]
async fn every_page_stands_and_is_locked_down() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office, Viewer::keeper("the officer"));
    let pages = crawl(&router).await;
    for needed in [
        "/",
        "/documents",
        "/meetings",
        "/parties",
        "/stories",
        "/editions",
        "/meeting/visit",
        "/meeting/return-visit/brief",
        "/party/northland",
        "/position/northland/border",
        "/edition/careless",
        "/site/",
        "/style.css",
        "/icon.svg",
    ] {
        assert!(
            pages.contains_key(needed),
            "{needed} is linked from somewhere: {:?}",
            pages.keys()
        );
    }
    assert!(
        pages
            .keys()
            .any(|path| path.starts_with("/document/") && !path.contains("original"))
    );
    assert!(
        pages
            .keys()
            .any(|path| path.starts_with("/site/") && path.len() > 6),
        "an edition as built"
    );
    for (path, page) in &pages {
        let is_lead = path.starts_with("/statement/");
        assert_eq!(
            page.status,
            if is_lead {
                StatusCode::SEE_OTHER
            } else {
                StatusCode::OK
            },
            "{path}"
        );
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("default-src 'none'") || path.starts_with("/site/"),
            "{path}"
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        if page.header("content-type").starts_with("text/html") {
            for dangerous in [
                "<script",
                "<img",
                "onerror=alert(2)>",
                "javascript:",
                " style=\"",
                "<b>of</b>",
            ] {
                assert!(!page.body.contains(dangerous), "{path} holds {dangerous}");
            }
            assert!(
                page.body.contains("<main id=\"main\"") && page.body.contains("<html lang=\"en\">"),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn the_board_says_where_everyone_stands_and_as_of_when() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office, Viewer::keeper("the officer"));
    let page = get(&router, "/").await;
    for words in [
        "As of <time datetime=\"2026-03-20\">20 March 2026</time>.",
        "<svg ",
        "Should the border open?",
        "Return visit",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    let earlier = get(&router, "/?day=2025-07-01").await;
    assert!(
        earlier.body.contains("1 July 2025</time>, not today."),
        "{}",
        earlier.body
    );
    assert_eq!(
        get(&router, "/?day=yesterday").await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(get(&router, "/?day=").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_cleared_to_green_sees_no_amber_word() {
    let (_dossier, office) = Dossier::new().await;
    let secret = statement_with(&office, "xylophone").await;
    let everything = crawl(&router(office.clone(), Viewer::keeper("the officer"))).await;
    let green = router(office.clone(), cleared_to(Marking::Green));
    let mut pages = crawl(&green).await;
    for path in everything.keys() {
        pages.insert(path.clone(), get(&green, path).await);
    }
    for (path, page) in &pages {
        for word in AMBER.iter().chain(&RED) {
            assert!(!page.body.contains(word), "{path} holds {word}");
        }
    }
    for path in [
        format!("/document/{}", secret.document),
        format!("/document/{}/original", secret.document),
        format!("/statement/{}", secret.id),
    ] {
        assert_eq!(get(&green, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let visit = statement_with(&office, "carry this message").await;
    let page = get(&green, &format!("/document/{}", visit.document)).await;
    assert!(page.body.contains("░░░") && page.body.contains("carry this message"));
    assert_eq!(
        get(&green, &format!("/document/{}/original", visit.document))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    // The form can't be used to ask whether words stand in what is struck out, nor on what isn't seen.
    let token = page.token();
    let path = format!("/statement/{}/reject", secret.id);
    let refused = post(&green, &path, &format!("token={token}&reason=no"), &OURS).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let amber = crawl(&router(office, cleared_to(Marking::Amber))).await;
    assert!(amber.values().any(|page| page.body.contains("xylophone")));
    assert!(amber.values().all(|page| !page.body.contains("marzipan")));
}

#[tokio::test]
async fn officers_confirm_correct_and_reject() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office.clone(), Viewer::keeper("the officer"));
    let statement = statement_with(&office, "open the border if the sanctions").await;
    let (id, document) = (statement.id, statement.document);
    let token = get(&router, &format!("/document/{document}")).await.token();
    let now = async || office.statement(&Viewer::keeper("a test"), id).await.unwrap();

    let done = post(
        &router,
        &format!("/statement/{id}/confirm"),
        &format!("token={token}"),
        &OURS,
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(
        done.header("location"),
        format!("/document/{document}?done=confirmed&of={id}#s-{id}")
    );
    assert_eq!(now().await.status, Status::Confirmed);
    let page = get(&router, &format!("/document/{document}?done=confirmed&of={id}")).await;
    assert!(page.body.contains("role=\"status\">Confirmed."));

    let edit = get(&router, &format!("/document/{document}?edit={id}")).await;
    assert!(edit.body.contains("Save as confirmed"));
    let fields = format!(
        "token={token}&polarity=refuses&speaker-party=southland&speaker-person=&addressee-party=bureau&addressee-person=chair\
         &condition=if+the+sanctions+were+lifted&bond=price&topic=sanctions&day=2026-03-02&marking=AMBER&attribution=on+background&description=a+friend"
    );
    let path = format!("/statement/{id}/correct");
    assert_eq!(
        post(&router, &path, &fields, &OURS).await.status,
        StatusCode::SEE_OTHER
    );
    let corrected = now().await;
    assert_eq!(corrected.polarity.as_str(), "refuses");
    assert_eq!(corrected.party().unwrap().as_str(), "southland");
    assert_eq!(corrected.addressee.as_ref().unwrap().name, "the Chair");
    let condition = corrected.condition.as_ref().unwrap();
    assert_eq!(
        (condition.text.as_str(), condition.bond.as_str()),
        ("if the sanctions were lifted", "price")
    );
    assert_eq!(
        corrected
            .topics
            .iter()
            .map(office::domain::TopicId::as_str)
            .collect::<Vec<_>>(),
        ["sanctions"]
    );
    assert_eq!(corrected.day.unwrap().to_string(), "2026-03-02");
    assert_eq!(corrected.handling.marking, Marking::Amber);
    assert_eq!(
        corrected.handling.attribution.to_string(),
        "on background: \"a friend\""
    );

    for (wrong, right) in [
        ("condition=if+pigs+fly", "condition=if+the+sanctions+were+lifted"),
        ("polarity=shouts", "polarity=refuses"),
        ("topic=nothing", "topic=sanctions"),
        ("speaker-party=nobody", "speaker-party=southland"),
        ("day=soon", "day=2026-03-02"),
        ("marking=PINK", "marking=AMBER"),
        ("description=", "description=a+friend"),
    ] {
        let refused = post(&router, &path, &fields.replace(right, wrong), &OURS).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert_eq!(now().await, corrected);

    let path = format!("/statement/{id}/reject");
    assert_eq!(
        post(&router, &path, &format!("token={token}&reason=+"), &OURS)
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    let done = post(
        &router,
        &path,
        &format!("token={token}&reason=it+is+a+heading"),
        &OURS,
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(now().await.status, Status::Rejected);
    let page = get(&router, &format!("/document/{document}?done=rejected&of={id}")).await;
    assert!(page.body.contains("Rejected. It counts no more."));
    assert!(
        !get(&router, "/position/southland/sanctions")
            .await
            .body
            .contains("open the border")
    );
}

#[tokio::test]
async fn a_correction_that_changes_nothing_changes_nothing() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office.clone(), Viewer::keeper("the officer"));
    let statement = statement_with(&office, "open the border if the sanctions").await;
    let edit = get(
        &router,
        &format!("/document/{}?edit={}", statement.document, statement.id),
    )
    .await;
    let form = edit
        .body
        .split("<form class=\"correct\"")
        .nth(1)
        .unwrap()
        .split("</form>")
        .next()
        .unwrap();
    let mut fields = Vec::new();
    for field in form
        .split('<')
        .filter(|tag| tag.starts_with("input") || tag.starts_with("textarea"))
    {
        let value = |name: &str| {
            field
                .split(&format!(" {name}=\""))
                .nth(1)
                .map(|rest| rest.split('"').next().unwrap())
        };
        if field.starts_with("input") && (value("type") != Some("checkbox") || field.contains(" checked")) {
            fields.push((
                value("name").unwrap(),
                value("value").unwrap_or_default().to_owned(),
            ));
        } else if field.starts_with("textarea") {
            fields.push((
                value("name").unwrap(),
                field.split_once('>').unwrap().1.to_owned(),
            ));
        }
    }
    for select in form.split("<select ").skip(1) {
        let name = select.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
        let chosen = select
            .split("</select>")
            .next()
            .unwrap()
            .split("<option value=\"")
            .skip(1);
        let value = chosen
            .clone()
            .find(|o| o.contains(" selected"))
            .or(chosen.clone().next())
            .unwrap();
        fields.push((name, value.split('"').next().unwrap().to_owned()));
    }
    let coded = |words: &str| words.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", coded(&value.replace("&quot;", "\""))))
        .collect();
    let path = format!("/statement/{}/correct", statement.id);
    let done = post(&router, &path, &body.join("&"), &OURS).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let after = office
        .statement(&Viewer::keeper("a test"), statement.id)
        .await
        .unwrap();
    assert_eq!(
        after,
        Statement {
            status: Status::Confirmed,
            ..statement
        }
    );
}

#[tokio::test]
async fn foreign_requests_are_refused() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office.clone(), Viewer::keeper("the officer"));
    for host in [
        "evil.example",
        "evil.example:7331",
        "127.0.0.1.evil.example:7331",
        "0.0.0.0:7331",
        "",
    ] {
        let request = Request::get("/")
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap();
        let page = Page::of(router.clone().oneshot(request).await.unwrap()).await;
        assert_eq!(page.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!page.body.contains("Bureau"), "{host} learns nothing");
        assert!(
            page.header("content-security-policy")
                .contains("default-src 'none'")
        );
    }
    let statement = statement_with(&office, "carry this message").await;
    let token = get(&router, &format!("/document/{}", statement.document))
        .await
        .token();
    let path = format!("/statement/{}/confirm", statement.id);
    let right = format!("token={token}");
    for headers in [
        &[][..],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
    ] {
        let page = post(&router, &path, &right, headers).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(page.body.contains("not sent from a page of the desk"));
    }
    for form in [
        "",
        "token=",
        "token=0",
        &format!("token={}", "0".repeat(64)),
        &format!("token={token}0"),
    ] {
        assert_eq!(
            post(&router, &path, form, &OURS).await.status,
            StatusCode::FORBIDDEN,
            "{form}"
        );
    }
    assert_eq!(
        post(&router, &path, &"a".repeat(200_000), &OURS).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(get(&router, &path).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let now = office
        .statement(&Viewer::keeper("a test"), statement.id)
        .await
        .unwrap();
    assert_eq!(now.status, Status::Proposed);
    let origin = format!("http://{HOST}");
    assert_eq!(
        post(&router, &path, &right, &[("origin", &origin)]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn strange_addresses_get_a_page_in_plain_words() {
    let (_dossier, office) = Dossier::new().await;
    let key = std::fs::read_to_string(office.place().home().join("desk.key")).unwrap();
    let router = router(office, Viewer::keeper("the officer"));
    let none = "00000000-0000-8000-8000-000000000000";
    let hash = "0".repeat(64);
    for (path, status) in [
        ("/nowhere".to_owned(), 404),
        (format!("/statement/{none}"), 404),
        (format!("/document/{hash}"), 404),
        ("/party/nobody".to_owned(), 404),
        ("/meeting/never".to_owned(), 404),
        ("/position/northland/nothing".to_owned(), 404),
        ("/edition/nothing".to_owned(), 404),
        ("/edition/..%2F..%2Foffice".to_owned(), 400),
        ("/statement/1".to_owned(), 400),
        ("/document/zz".to_owned(), 400),
        ("/party/%3Cscript%3Ealert(1)%3C%2Fscript%3E".to_owned(), 400),
        ("/party/%ff%fe".to_owned(), 400),
        ("/position/A/B".to_owned(), 400),
        ("/site/../desk.key".to_owned(), 404),
        ("/site/..%2Fdesk.key".to_owned(), 404),
        ("/site/%2e%2e/desk.key".to_owned(), 404),
        ("/site/%2e%2e%2fdesk.key".to_owned(), 404),
        ("/site/..%5cdesk.key".to_owned(), 404),
        ("/site//etc/passwd".to_owned(), 404),
        ("/site/.hidden".to_owned(), 404),
        ("/site/%00".to_owned(), 404),
    ] {
        let page = get(&router, &path).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        assert!(
            page.body.contains("<main id=\"main\"") && page.body.contains("To the board"),
            "{path}"
        );
        assert!(
            !page.body.contains("<script") && !page.body.contains(key.trim()),
            "{path}"
        );
    }
    let page = get(
        &router,
        &format!("/documents?x=%3Cscript%3E&done=%3Cb%3E&of={none}"),
    )
    .await;
    assert!(page.status.is_success() && !page.body.contains("<script"));
}

#[tokio::test]
async fn originals_are_saved_and_never_shown() {
    let page_words =
        "<html><head><title>A page</title></head><body><p>Northland said it was ready.</p></body></html>";
    let (_dossier, office) = Dossier::with(&[("pages/a page; \"x\".html", page_words)]).await;
    let router = router(office.clone(), Viewer::keeper("the officer"));
    let documents = office.store().documents(&Viewer::keeper("a test")).await.unwrap();
    let document = documents.iter().find(|d| d.path.ends_with(".html")).unwrap();
    let page = get(&router, &format!("/document/{}/original", document.hash)).await;
    assert_eq!(page.body, page_words);
    assert_eq!(page.header("content-type"), "application/octet-stream");
    assert_eq!(
        page.header("content-disposition"),
        "attachment; filename=\"a_page___x_.html\""
    );
}

#[tokio::test]
async fn the_stories_show_both_times_and_lead_only_to_the_web() {
    let (_dossier, office) = Dossier::new().await;
    let page = get(&router(office, Viewer::keeper("the officer")), "/stories").await;
    for words in [
        "9 March 2026, 23:30 UTC</time> (10 March, 00:30 Vienna)",
        "href=\"https://wire.example/1\" rel=\"noreferrer",
        "story touches",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(!page.body.contains("javascript:"));
}

#[tokio::test]
async fn a_long_document_is_shown_in_good_time() {
    let line = "The deputy minister of Northland said that the border would open in spring. Nobody knew why that was so.\n\n";
    let long = format!(
        "Title: Long\nDate: 2026-03-01\nKind: report\nMarking: GREEN\n\n{}",
        line.repeat(1_000_000 / line.len())
    );
    let (_dossier, office) = Dossier::with(&[("long.txt", &long)]).await;
    let documents = office.store().documents(&Viewer::keeper("a test")).await.unwrap();
    let hash = documents.iter().find(|d| d.title == "Long").unwrap().hash;
    let router = router(office, Viewer::keeper("the officer"));
    let began = std::time::Instant::now();
    let page = get(&router, &format!("/document/{hash}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let (took, size) = (began.elapsed(), page.body.len());
    println!(
        "1 MB with {} statements: {took:?}, {size} bytes",
        page.body.matches("<article").count()
    );
    assert!(took.as_secs() < 15, "{took:?}");
}
