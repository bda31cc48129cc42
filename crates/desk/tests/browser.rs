//! The desk in headless Chromium: by keyboard, on a phone, without JavaScript, and as axe sees it.
//!
//! Needs chromium and chromedriver, and axe-core's script in the file that `RAPPORT_AXE` names. Where they are missing
//! the tests say so and pass; with `RAPPORT_TEST_REQUIRE` set they fail.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "a test that fails says so"
)]
#![allow(missing_docs)]

mod common;

use common::Dossier;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use office::domain::{Statement, Status, Viewer};
use office::store::Wanted;
use office::{DocumentView, Office};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running chromedriver; it and its browsers end with this.
struct Driver {
    process: Child,
    port: u16,
    profiles: tempfile::TempDir,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Says that a test can't run here; fails where it has to.
fn skipped(what: &str) {
    assert!(
        std::env::var_os("RAPPORT_TEST_REQUIRE").is_none(),
        "RAPPORT_TEST_REQUIRE is set, and there is no {what}"
    );
    println!("skipped: there is no {what}");
}

impl Driver {
    async fn start() -> Option<Self> {
        let (Some(driver), Some(_)) = (
            on_path("chromedriver"),
            on_path("chromium").or_else(|| on_path("google-chrome")),
        ) else {
            skipped("chromedriver or chromium");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let process = Command::new(driver)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let driver = Self {
            process,
            port,
            profiles: tempfile::tempdir().unwrap(),
        };
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return Some(driver);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("chromedriver does not answer on port {port}");
    }

    /// A browser; pages run no script in it unless `scripts`.
    async fn browser(&self, name: &str, width: u32, scripts: bool) -> Client {
        let profile = self.profiles.path().join(name);
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ];
        let mut arguments: Vec<String> = arguments.iter().map(|a| (*a).to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        if width < 500 {
            // Phones are looked at in the dark, so that both schemes are.
            arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let mut options = json!({ "args": arguments });
        if width < 500 {
            options["mobileEmulation"] = json!({ "deviceMetrics": { "width": width, "height": 640, "pixelRatio": 1.0, "touch": true } });
        }
        if !scripts {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        let capabilities = json!({ "goog:chromeOptions": options });
        let Value::Object(capabilities) = capabilities else {
            unreachable!()
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .unwrap();
        if width >= 500 {
            client.set_window_size(width, 900).await.unwrap();
        }
        client
    }
}

/// Serves an office for as long as it lives.
struct Served {
    address: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    done: tokio::task::JoinHandle<Result<(), desk::DeskError>>,
}

impl Served {
    async fn at(office: Office) -> Self {
        let listener = desk::listen(None).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let viewer = Viewer::keeper("the officer");
        let done = tokio::spawn(desk::serve(office, viewer, listener, async {
            let _ = stopped.await;
        }));
        Self {
            address,
            stop: Some(stop),
            done,
        }
    }

    async fn end(mut self) {
        drop(self.stop.take());
        let ended = tokio::time::timeout(Duration::from_secs(5), self.done).await;
        ended.expect("the desk ends when told to").unwrap().unwrap();
    }
}

async fn view_of(office: &Office, title: &str) -> DocumentView {
    let keeper = Viewer::keeper("a test");
    let documents = office.store().documents(&keeper).await.unwrap();
    let hash = documents
        .iter()
        .find(|document| document.title.contains(title))
        .unwrap()
        .hash;
    office.document_view(&keeper, &hash).await.unwrap()
}

async fn pages(office: &Office) -> Vec<String> {
    let visit = view_of(office, "Visit").await;
    let editing = visit.statements[0].id;
    let hash = visit.document.hash;
    let fixed = [
        "/",
        "/?day=2025-07-01",
        "/documents",
        "/parties",
        "/party/northland",
        "/position/northland/border",
        "/meetings",
        "/meeting/visit",
        "/meeting/return-visit",
        "/meeting/return-visit/brief",
        "/analysis",
        "/knots",
        "/conflict",
        "/changes",
        "/changes?from=2025-06-10",
        "/climate",
        "/climate?first=bureau&second=northland",
        "/check",
        "/check?meeting=return-visit",
        "/stories",
        "/editions",
        "/edition/careless",
        "/nowhere",
    ];
    let mut pages: Vec<String> = fixed.iter().map(|path| (*path).to_owned()).collect();
    pages.extend([
        format!("/document/{hash}"),
        format!("/document/{hash}?edit={editing}&done=corrected&of={editing}"),
    ]);
    pages
}

/// The pages of the built site, as the desk serves them.
fn site_pages(site: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![site.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                found.push(format!("/site/{}", path.strip_prefix(site).unwrap().display()));
            }
        }
    }
    found.sort();
    found
}

const AXE: &str = "const done = arguments[arguments.length - 1];
    axe.run(document).then(
        found => done((found.passes.length > 5 ? [] : ['axe looked at nothing']).concat(found.violations).map(v => v.id ? v : { id: v, help: '', nodes: [] }).map(v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | '))),
        error => done(['axe failed: ' + error]));";

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_no_violation() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let Some(axe) = std::env::var_os("RAPPORT_AXE").and_then(|file| std::fs::read_to_string(file).ok())
    else {
        return skipped("file that RAPPORT_AXE names");
    };
    let (_dossier, office) = Dossier::new().await;
    let mut all = pages(&office).await;
    all.extend(site_pages(&office.place().site()));
    let served = Served::at(office).await;
    let mut violations = Vec::new();
    // The driver runs axe's script whatever the page's policy says; a page can't.
    for (name, width) in [("wide", 1280), ("phone", 320)] {
        let browser = driver.browser(name, width, true).await;
        let is_dark = "return window.matchMedia('(prefers-color-scheme: dark)').matches";
        assert_eq!(
            browser.execute(is_dark, vec![]).await.unwrap(),
            json!(width < 500),
            "{name}"
        );
        for path in &all {
            browser.goto(&format!("{}{path}", served.address)).await.unwrap();
            browser.execute(&axe, vec![]).await.unwrap();
            let found = browser.execute_async(AXE, vec![]).await.unwrap();
            let found: Vec<String> = serde_json::from_value(found).unwrap();
            violations.extend(
                found
                    .into_iter()
                    .map(|violation| format!("{name} {path}: {violation}")),
            );
        }
        browser.close().await.unwrap();
    }
    served.end().await;
    println!("axe looked at {} pages at two widths", all.len());
    assert!(violations.is_empty(), "{}", violations.join("\n\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_is_wider_than_a_phone() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let (_dossier, office) = Dossier::new().await;
    let mut all = pages(&office).await;
    all.extend(site_pages(&office.place().site()));
    let served = Served::at(office).await;
    let browser = driver.browser("narrow", 320, true).await;
    for path in &all {
        browser.goto(&format!("{}{path}", served.address)).await.unwrap();
        let widths = browser
            .execute(
                "return [window.innerWidth, document.documentElement.scrollWidth]",
                vec![],
            )
            .await
            .unwrap();
        assert_eq!(widths, json!([320, 320]), "{path}");
    }
    browser.close().await.unwrap();
    served.end().await;
}

/// Presses a key on whatever has the focus.
async fn press(browser: &Client, keys: &str) {
    let focused = browser.active_element().await.unwrap();
    focused.send_keys(keys).await.unwrap();
}

/// Goes on by Tab until what has the focus is called `label`.
async fn tab_to(browser: &Client, label: &str) {
    for _ in 0..300 {
        press(browser, &String::from(char::from(Key::Tab))).await;
        let focused = browser.active_element().await.unwrap();
        let name = focused.attr("aria-label").await.unwrap().unwrap_or_default();
        if name == label || focused.text().await.unwrap() == label {
            return;
        }
    }
    panic!("“{label}” can't be reached by Tab");
}

async fn status_of(office: &Office, statement: &Statement) -> Statement {
    office
        .statement(&Viewer::keeper("a test"), statement.id)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn by_keyboard_and_without_script_statements_are_confirmed_corrected_and_rejected() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let (_dossier, office) = Dossier::new().await;
    let view = view_of(&office, "Visit").await;
    assert!(view.statements.len() >= 3, "{:?}", view.statements);
    let served = Served::at(office.clone()).await;
    let browser = driver.browser("keys", 1280, false).await;
    let enter = String::from(char::from(Key::Enter));

    browser
        .goto("data:text/html,<p>none</p><script>document.querySelector('p').textContent = 'ran'</script>")
        .await
        .unwrap();
    let words = browser
        .find(Locator::Css("p"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert_eq!(words, "none", "no script runs in this browser");

    // From the board to the document, by its links alone.
    browser.goto(&served.address).await.unwrap();
    tab_to(&browser, "Skip to the page’s content").await;
    tab_to(&browser, "Documents").await;
    press(&browser, &enter).await;
    browser
        .wait()
        .for_element(Locator::Css("table.wide"))
        .await
        .unwrap();
    tab_to(&browser, &view.document.title).await;
    press(&browser, &enter).await;
    browser
        .wait()
        .for_element(Locator::Css("article.card"))
        .await
        .unwrap();

    tab_to(&browser, "Confirm statement 1").await;
    press(&browser, &enter).await;
    let flash = browser
        .wait()
        .for_element(Locator::Css("[role=status]"))
        .await
        .unwrap();
    assert!(flash.text().await.unwrap().starts_with("Confirmed."));
    assert_eq!(
        status_of(&office, &view.statements[0]).await.status,
        Status::Confirmed
    );
    assert!(
        browser
            .current_url()
            .await
            .unwrap()
            .as_str()
            .ends_with(&format!("#s-{}", view.statements[0].id))
    );

    // The next Tab goes on from the statement that was just confirmed.
    tab_to(&browser, "Correct statement 2").await;
    press(&browser, &enter).await;
    browser
        .wait()
        .for_element(Locator::Css("form.correct"))
        .await
        .unwrap();
    let select = browser.active_element().await.unwrap();
    assert_ne!(select.tag_name().await.unwrap(), "select");
    press(&browser, &String::from(char::from(Key::Tab))).await;
    for _ in 0..40 {
        let focused = browser.active_element().await.unwrap();
        if focused.attr("name").await.unwrap().as_deref() == Some("polarity") {
            break;
        }
        press(&browser, &String::from(char::from(Key::Tab))).await;
    }
    press(&browser, "thr").await;
    tab_to(&browser, "Save as confirmed").await;
    press(&browser, &enter).await;
    let flash = browser
        .wait()
        .for_element(Locator::Css("[role=status]"))
        .await
        .unwrap();
    assert!(flash.text().await.unwrap().starts_with("Corrected"));
    let corrected = status_of(&office, &view.statements[1]).await;
    assert_eq!(
        (corrected.status, corrected.polarity.as_str()),
        (Status::Confirmed, "threatens")
    );

    tab_to(&browser, "Reject statement 3").await;
    press(&browser, &enter).await;
    press(&browser, &String::from(char::from(Key::Tab))).await;
    press(&browser, "a heading").await;
    press(&browser, &enter).await;
    let flash = browser
        .wait()
        .for_element(Locator::Css("[role=status]"))
        .await
        .unwrap();
    assert!(flash.text().await.unwrap().starts_with("Rejected."));
    assert_eq!(
        status_of(&office, &view.statements[2]).await.status,
        Status::Rejected
    );

    let wanted = Wanted {
        document: Some(view.document.hash),
        ..Wanted::default()
    };
    let all = office
        .store()
        .statements(&Viewer::keeper("a test"), &wanted)
        .await
        .unwrap();
    assert_eq!(all.len(), view.statements.len());
    browser.close().await.unwrap();
    served.end().await;
}
