//! What every request must pass, and what every answer carries.
//!
//! A page of another site must not read or steer the desk: not under a name that it points at this machine (DNS
//! rebinding), not by a form that it sends here, not in a frame.

use crate::error::Trouble;
use crate::{Desk, layout, pages};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Nothing but the desk's own style sheet and icon; forms to itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Turns away whoever calls the desk by a name that isn't this machine's own.
pub(crate) async fn known_host(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    if is_ours(request.headers(), desk.port()) {
        return next.run(request).await;
    }
    // No word of the office: whoever asks under another name must not learn even whose desk this is.
    let page = layout::bare(
        "This is not the desk's address",
        "The desk answers to localhost and 127.0.0.1 with its own port only. Use the address that it printed.",
    );
    (StatusCode::MISDIRECTED_REQUEST, page).into_response()
}

fn is_ours(headers: &HeaderMap, port: Option<u16>) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    host.to_str().ok().is_some_and(|host| names_us(host, port))
}

fn names_us(host: &str, port: Option<u16>) -> bool {
    let known = ["localhost", "127.0.0.1", "[::1]"];
    let Some(rest) = known.iter().find_map(|name| strip(host, name)) else {
        return false;
    };
    let named = match rest.strip_prefix(':') {
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse::<u16>().ok(),
        None if rest.is_empty() => Some(80),
        _ => None,
    };
    named.is_some_and(|named| port.is_none_or(|port| port == named))
}

fn strip<'h>(host: &'h str, name: &str) -> Option<&'h str> {
    let (head, rest) = host.split_at_checked(name.len())?;
    head.eq_ignore_ascii_case(name).then_some(rest)
}

/// Takes what changes the record only from a page of the desk itself. The form's token is checked where it is read.
pub(crate) async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if safe || is_same_origin(request.headers()) {
        return next.run(request).await;
    }
    Trouble::Foreign(
        "This form was not sent from a page of the desk. Open the page again and send it from there.",
    )
    .into_response()
}

fn is_same_origin(headers: &HeaderMap) -> bool {
    let one = |name: &HeaderName| {
        let mut all = headers.get_all(name).iter();
        all.next().map(|first| (first.as_bytes(), all.next().is_none()))
    };
    let site = one(&HeaderName::from_static("sec-fetch-site"));
    let origin = one(&ORIGIN);
    let host = headers.get(HOST).map(HeaderValue::as_bytes).unwrap_or_default();
    let ours = |origin: &[u8]| {
        origin
            .strip_prefix(b"http://")
            .is_some_and(|o| o.eq_ignore_ascii_case(host))
    };
    match (site, origin) {
        (Some((site, alone)), origin) => {
            // Our own Referrer-Policy makes browsers write "null" for the origin of our own forms.
            let origin_fits = origin.is_none_or(|(o, alone)| alone && (o == b"null" || ours(o)));
            alone && site == b"same-origin" && origin_fits
        }
        (None, Some((origin, alone))) => alone && ours(origin),
        (None, None) => false,
    }
}

/// Whether two tokens are the same, in a time that doesn't tell where they differ.
pub(crate) fn same_token(given: &str, ours: &str) -> bool {
    let (given, ours) = (given.as_bytes(), ours.as_bytes());
    let differing = given
        .iter()
        .zip(ours)
        .fold(0, |sum, (a, b)| std::hint::black_box(sum | (a ^ b)));
    given.len() == ours.len() && differing == 0
}

/// Makes a page of what went wrong.
pub(crate) async fn dress(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let trouble = response.extensions_mut().remove::<Trouble>();
    let (mut parts, _) = response.into_parts();
    let page = pages::trouble(&desk, status, trouble.as_ref()).into_string();
    parts.headers.remove("content-length");
    parts
        .headers
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(page))
}

/// Adds the headers that keep a page what it is.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // The site's files bring a policy of their own.
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    let fixed = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_to_this_machine_alone() {
        for host in ["localhost:7331", "127.0.0.1:7331", "[::1]:7331", "LOCALHOST:7331"] {
            assert!(names_us(host, Some(7331)), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:7332",
            "localhost:",
            "localhost:07331x",
            "evil.example:7331",
            "localhost.evil.example:7331",
            "127.0.0.1.evil.example:7331",
            "evil.example",
            "[::1]",
            "localhost@evil:7331",
            "127.0.0.1:7331@evil.example",
            "127.0.0.1:+7331",
            "127.0.0.11:7331",
        ] {
            assert!(!names_us(host, Some(7331)), "{host}");
        }
        assert!(names_us("localhost", Some(80)) && names_us("localhost", None));
    }

    #[test]
    fn takes_forms_from_its_own_pages_alone() {
        let sent = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("127.0.0.1:7331"));
            for (name, value) in pairs {
                headers.append(*name, HeaderValue::from_static(value));
            }
            is_same_origin(&headers)
        };
        assert!(sent(&[("origin", "http://127.0.0.1:7331")]));
        assert!(sent(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(sent(&[("sec-fetch-site", "same-origin")]));
        for refused in [
            &[][..],
            &[("origin", "null")],
            &[("origin", "http://evil.example")],
            &[("origin", "https://127.0.0.1:7331")],
            &[("origin", "http://127.0.0.1:7332")],
            &[("sec-fetch-site", "cross-site")],
            &[
                ("sec-fetch-site", "same-site"),
                ("origin", "http://127.0.0.1:7331"),
            ],
            &[("sec-fetch-site", "none")],
            &[
                ("sec-fetch-site", "same-origin"),
                ("origin", "http://evil.example"),
            ],
            &[
                ("origin", "http://127.0.0.1:7331"),
                ("origin", "http://evil.example"),
            ],
            &[
                ("sec-fetch-site", "same-origin"),
                ("sec-fetch-site", "cross-site"),
            ],
        ] {
            assert!(!sent(refused), "{refused:?}");
        }
    }

    #[test]
    fn tokens_are_the_same_or_not() {
        assert!(same_token("abc", "abc"));
        assert!(
            !same_token("abd", "abc")
                && !same_token("ab", "abc")
                && !same_token("abcd", "abc")
                && !same_token("", "abc")
        );
    }
}
