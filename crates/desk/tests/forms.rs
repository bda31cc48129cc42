//! What officers send, and who else tries to: without a browser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test that fails says so"
)]
#![allow(missing_docs)]

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use common::Dossier;
use common::http::{HOST, OURS, Page, get, post, statement_with};
use desk::router;
use office::domain::{Marking, Statement, Status, Viewer};
use tower::ServiceExt;

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
async fn officers_rule_and_check_what_they_plan_to_say() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office.clone(), Viewer::keeper("the officer"));
    let address = "/position/northland/border";
    let token = get(&router, address).await.token();
    let fields = |reason: &str, stance: &str, day: &str| {
        format!("token={token}&stance={stance}&day={day}&marking=GREEN&reason={reason}")
    };
    let rule = format!("{address}/rule");
    for (fields, why) in [
        (fields("", "-2", "2026-03-10"), "a reason"),
        (fields("x", "7", "2026-03-10"), "a stance"),
        (fields("x", "-2", "2036-03-10"), "a day that has come"),
    ] {
        let refused = post(&router, &rule, &fields, &OURS).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "without {why}");
    }
    let foreign = post(
        &router,
        &rule,
        &fields("x", "-2", "2026-03-10").replace("token=", "token=0"),
        &OURS,
    )
    .await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let done = post(
        &router,
        &rule,
        &fields("They+said+so+%3Cb%3E+aside", "-2", "2026-03-10"),
        &OURS,
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = get(&router, done.header("location")).await;
    assert!(
        page.body.contains("Ruled by the officer") && page.body.contains("They said so &lt;b&gt; aside"),
        "{}",
        page.body
    );
    let earlier = get(&router, &format!("{address}?day=2026-03-05")).await;
    assert!(!earlier.body.contains("Ruled by"), "it holds from its day on");

    let check = format!("token={token}&day=2026-03-20&words=%3Cscript%3E+We+ask+for+nothing.+We+come+back.");
    let page = post(&router, "/check", &check, &OURS).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("2 sentences") && !page.body.contains("<script> We"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_brief_is_saved_as_a_file() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office, Viewer::keeper("the officer"));
    let path = "/meeting/return-visit/brief.pdf";
    for path in [path.to_owned(), format!("{path}?paper=letter&day=2026-03-05")] {
        let file = get(&router, &path).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(
            file.header("content-disposition")
                .contains("brief-return-visit.pdf")
        );
        assert!(file.body.starts_with("%PDF"));
    }
    assert_eq!(
        get(&router, &format!("{path}?paper=a0")).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        get(&router, "/meeting/nowhere/brief.pdf").await.status,
        StatusCode::NOT_FOUND
    );
    let csv = get(&router, "/climate.csv?first=bureau&second=northland").await;
    assert!(csv.body.starts_with("day,events,confidence"), "{}", csv.body);
    for wrong in [
        "/climate?first=bureau&second=bureau",
        "/changes?from=2030-01-01&day=2026-01-01",
    ] {
        assert_eq!(
            get(&router, wrong).await.status,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_conflict_model_is_weighed() {
    let (_dossier, office) = Dossier::new().await;
    let router = router(office, Viewer::keeper("the officer"));
    let token = get(&router, "/conflict").await.token();
    let model = r#"{"options":[{"name":"open <north>","permittedDirection":"both"},{"name":"open south","permittedDirection":"both"}],
        "decisionMakers":[{"name":"Northland","options":[0],"preferences":[[[1,"Y"]],[[0,"N"]]]},
        {"name":"Southland","options":[1],"preferences":[[[0,"Y"]],[[1,"N"]]]}],"infeasibles":[],"useManualPreferenceRanking":false}"#;
    let coded: String = model.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let page = post(
        &router,
        "/conflict",
        &format!("token={token}&model={coded}"),
        &OURS,
    )
    .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("2 outcomes hold") && page.body.contains("open &lt;north&gt;"),
        "{}",
        page.body
    );
    let page = post(
        &router,
        "/conflict",
        &format!("token={token}&model=nonsense"),
        &OURS,
    )
    .await;
    assert!(
        page.status == StatusCode::OK && page.body.contains("role=\"alert\""),
        "{}",
        page.body
    );
    assert_eq!(
        post(&router, "/conflict", "token=0&model=x", &OURS).await.status,
        StatusCode::FORBIDDEN
    );
}
