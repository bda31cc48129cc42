//! The desk on a port of this machine.

use crate::{Desk, DeskError};
use office::Office;
use office::domain::Viewer;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The port that is tried first.
pub const USUAL_PORT: u16 = 7331;

/// How long open requests may take to finish once the desk is told to stop.
const GRACE: Duration = Duration::from_secs(3);

/// Listens on the loopback: on `port`, or on 7331, or on a free port where that is taken.
///
/// # Errors
/// When the port that was asked for, or any port at all, can't be had.
pub async fn listen(port: Option<u16>) -> Result<TcpListener, DeskError> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return at(port).await.map_err(|error| DeskError::Port { port, error });
    }
    match at(USUAL_PORT).await {
        Ok(listener) => Ok(listener),
        Err(_) => at(0).await.map_err(DeskError::NoPort),
    }
}

/// Serves the desk until `stop` resolves; open requests may then finish, within three seconds.
///
/// # Errors
/// When the listener isn't on the loopback, or fails.
pub async fn serve(
    office: Office,
    viewer: Viewer,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<(), DeskError> {
    let address = listener.local_addr().map_err(DeskError::Serving)?;
    if !address.ip().is_loopback() {
        return Err(DeskError::NotLoopback(address));
    }
    let pages = Desk::at_port(office, viewer, Some(address.port())).router();
    let (tell, told) = oneshot::channel::<()>();
    let ended = async {
        // A teller that is gone says stop as well.
        let _ = told.await;
    };
    let server = std::pin::pin!(
        axum::serve(listener, pages)
            .with_graceful_shutdown(ended)
            .into_future()
    );
    let mut server = server;
    tokio::select! {
        done = &mut server => return done.map_err(DeskError::Serving),
        () = stop => {}
    }
    drop(tell);
    match tokio::time::timeout(GRACE, server).await {
        Ok(done) => done.map_err(DeskError::Serving),
        // Whoever still reads then is cut off; nothing that was acknowledged is lost by that.
        Err(_) => Ok(()),
    }
}
