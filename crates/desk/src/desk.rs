//! The desk's addresses and what all its pages share.

use crate::{guard, pages, style};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use office::Office;
use office::domain::{Hash, Viewer};
use std::sync::Arc;

/// The longest form that is taken, in bytes.
const LONGEST_FORM: usize = 64 << 10;

/// An office seen by one viewer.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    office: Office,
    viewer: Viewer,
    token: String,
    port: Option<u16>,
}

impl Desk {
    /// The desk of `office` as `viewer` may see it.
    pub fn new(office: Office, viewer: Viewer) -> Self {
        Self::at_port(office, viewer, None)
    }

    /// The same, answering to requests for this port alone.
    pub(crate) fn at_port(office: Office, viewer: Viewer, port: Option<u16>) -> Self {
        let secret: [u8; 32] = rand::random();
        let token = Hash::from(secret).to_string();
        Self {
            inner: Arc::new(Inner {
                office,
                viewer,
                token,
                port,
            }),
        }
    }

    /// Its pages.
    pub fn router(self) -> Router {
        Router::new()
            .route("/", get(pages::board::show))
            .route("/position/{party}/{topic}", get(pages::position::show))
            .route("/position/{party}/{topic}/rule", post(pages::forms::rule))
            .route("/analysis", get(pages::analysis::index))
            .route("/knots", get(pages::knots::show))
            .route("/changes", get(pages::changes::show))
            .route("/climate", get(pages::climate::show))
            .route("/climate.csv", get(pages::climate::csv))
            .route("/check", get(pages::check::show).post(pages::check::check))
            .route(
                "/conflict",
                get(pages::conflict::show).post(pages::conflict::weigh),
            )
            .route("/documents", get(pages::documents::show))
            .route("/document/{hash}", get(pages::document::show))
            .route("/document/{hash}/original", get(pages::documents::original))
            .route("/parties", get(pages::party::list))
            .route("/party/{id}", get(pages::party::show))
            .route("/meetings", get(pages::meetings::list))
            .route("/meeting/{id}", get(pages::meetings::show))
            .route("/meeting/{id}/brief", get(pages::brief::show))
            .route("/meeting/{id}/brief.pdf", get(pages::brief::pdf))
            .route("/stories", get(pages::stories::show))
            .route("/editions", get(pages::editions::list))
            .route("/edition/{id}", get(pages::editions::show))
            .route("/statement/{id}", get(pages::document::lead))
            .route("/statement/{id}/confirm", post(pages::forms::confirm))
            .route("/statement/{id}/correct", post(pages::forms::correct))
            .route("/statement/{id}/reject", post(pages::forms::reject))
            .route("/site", get(pages::site::index))
            .route("/site/", get(pages::site::index))
            .route("/site/{*path}", get(pages::site::file))
            .route("/style.css", get(style::sheet))
            .route("/icon.svg", get(style::icon))
            .fallback(pages::nowhere)
            .layer(from_fn_with_state(self.clone(), guard::same_origin))
            .layer(DefaultBodyLimit::max(LONGEST_FORM))
            .layer(from_fn_with_state(self.clone(), guard::dress))
            .layer(from_fn_with_state(self.clone(), guard::known_host))
            .layer(from_fn(guard::headers))
            .with_state(self)
    }

    pub(crate) fn office(&self) -> &Office {
        &self.inner.office
    }

    pub(crate) fn viewer(&self) -> &Viewer {
        &self.inner.viewer
    }

    /// What a form must hold to come from a page of this process.
    pub(crate) fn token(&self) -> &str {
        &self.inner.token
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.inner.port
    }
}

/// The desk's pages, for a server or a test to call. Requests must name a loopback host; its port isn't looked at.
pub fn router(office: Office, viewer: Viewer) -> Router {
    Desk::new(office, viewer).router()
}
