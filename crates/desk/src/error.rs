//! What goes wrong: for whoever starts the desk, and for whoever reads a page.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use office::OfficeError;

/// A desk that could not be opened or kept open.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The port that was asked for.
    #[error(
        "port {port}: can't be listened on ({error}): choose another port, or leave it out for a free one"
    )]
    Port {
        /// The port.
        port: u16,
        /// What the system says.
        error: std::io::Error,
    },
    /// No port at all.
    #[error("this machine: gives no port to listen on ({0}): close other programs and try again")]
    NoPort(std::io::Error),
    /// An address that others can reach.
    #[error("{0}: is not an address of this machine alone: the desk listens on the loopback only")]
    NotLoopback(std::net::SocketAddr),
    /// The connection broke while serving.
    #[error("the desk: stopped serving ({0}): start it again; nothing was lost")]
    Serving(std::io::Error),
}

/// Why a page can't be shown. What went wrong inside is for the log, not for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// There is none, or the viewer may not see it: which of the two isn't told.
    Missing(&'static str),
    /// The request can't be understood; how to mend it.
    Wrong(String),
    /// The request didn't come from a page of this desk.
    Foreign(&'static str),
    /// The office failed.
    Broken,
}

impl Trouble {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Missing(_) => StatusCode::NOT_FOUND,
            Self::Wrong(_) => StatusCode::BAD_REQUEST,
            Self::Foreign(_) => StatusCode::FORBIDDEN,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<OfficeError> for Trouble {
    fn from(error: OfficeError) -> Self {
        tracing::error!("{error}");
        Self::Broken
    }
}

impl From<office::store::StoreError> for Trouble {
    fn from(error: office::store::StoreError) -> Self {
        OfficeError::from(error).into()
    }
}

impl IntoResponse for Trouble {
    /// An empty answer; the desk's outermost layer, which knows the office, makes the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
