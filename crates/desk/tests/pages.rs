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

use axum::http::StatusCode;
use common::http::{OURS, crawl, get, post, statement_with};
use common::{AMBER, Dossier, RED, cleared_to};
use desk::router;
use office::domain::{Marking, Viewer};

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
        "/analysis",
        "/knots",
        "/conflict",
        "/changes",
        "/climate",
        "/check",
        "/check?meeting=return-visit",
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
    let wanted = office::store::Wanted::default();
    let statements = office
        .store()
        .statements(&Viewer::keeper("a test"), &wanted)
        .await
        .unwrap();
    let router = router(office, Viewer::keeper("the officer"));
    let began = std::time::Instant::now();
    let path = format!("/document/{hash}");
    let page = get(&router, &path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(began.elapsed().as_secs() < 15, "{:?}", began.elapsed());
    assert!(page.body.len() < 1_000_000, "{} bytes", page.body.len());
    assert!(page.body.contains("Part 1 of ") && page.links().contains(&format!("{path}?part=2")));
    assert!(
        get(&router, &format!("{path}?part=3"))
            .await
            .body
            .contains("Part 3 of ")
    );
    for part in ["0", "99999", "-1", "x"] {
        assert!(
            get(&router, &format!("{path}?part={part}"))
                .await
                .body
                .contains("Part 1 of ")
        );
    }
    let last = statements
        .iter()
        .filter(|s| s.document == hash)
        .max_by_key(|s| s.span())
        .unwrap()
        .id;
    let lead = get(&router, &format!("/statement/{last}")).await;
    let place = lead.header("location").to_owned();
    assert_eq!(place, format!("{path}?at={last}#s-{last}"));
    let page = get(&router, place.split('#').next().unwrap()).await;
    assert!(
        page.body.contains(&format!("id=\"s-{last}\"")),
        "a statement's place is on the page that leads to it"
    );
}
