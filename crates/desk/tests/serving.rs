//! The desk on a port: where it listens, for whom, and how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that fails says so"
)]
#![allow(missing_docs)]

mod common;

use common::Dossier;
use desk::{DeskError, listen, serve};
use office::domain::Viewer;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

fn ask(address: SocketAddr, host: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error_only_when_asked_for() {
    let first = listen(None).await.unwrap();
    let second = listen(None).await.unwrap();
    let (first, second) = (first.local_addr().unwrap(), second.local_addr().unwrap());
    assert!(first.ip().is_loopback() && second.ip().is_loopback() && first != second);
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = listen(Some(port)).await.unwrap_err();
    assert!(
        error.to_string().starts_with(&format!("port {port}: ")),
        "{error}"
    );
}

#[tokio::test]
async fn others_can_not_be_served() {
    let (_dossier, office) = Dossier::new().await;
    let open = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
    let refused = serve(
        office,
        Viewer::keeper("the officer"),
        open,
        std::future::pending(),
    )
    .await;
    assert!(matches!(refused, Err(DeskError::NotLoopback(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_answers_to_its_own_port_and_ends_when_told_whoever_hangs_on() {
    let (_dossier, office) = Dossier::new().await;
    let listener = listen(None).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let desk = tokio::spawn(serve(office, Viewer::keeper("the officer"), listener, async {
        let _ = stopped.await;
    }));
    let answers = tokio::task::spawn_blocking(move || {
        let port = address.port();
        let other = if port == 80 { 81 } else { 80 };
        [
            format!("127.0.0.1:{port}"),
            format!("localhost:{port}"),
            format!("127.0.0.1:{other}"),
            "localhost".to_owned(),
        ]
        .map(|host| ask(address, &host))
    });
    let answers = answers.await.unwrap();
    let starts: Vec<&str> = answers.iter().map(|answer| &answer[..12]).collect();
    assert_eq!(
        starts,
        ["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 421", "HTTP/1.1 421"]
    );
    // One that has said half of what it wants, and one that has said nothing.
    let mut half = TcpStream::connect(address).unwrap();
    write!(half, "GET / HTTP/1.1\r\nHost: local").unwrap();
    let _silent = TcpStream::connect(address).unwrap();
    let began = Instant::now();
    drop(stop);
    let ended = tokio::time::timeout(Duration::from_secs(8), desk).await;
    ended.expect("it ends").unwrap().unwrap();
    assert!(began.elapsed() < Duration::from_secs(6));
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}
