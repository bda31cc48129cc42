//! Mail: what arrives, read back by a mail library.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::*;
use domain::Marking;
use domain::disclosure::{Cleared, Edition};
use jiff::Timestamp;
use jiff::civil::date;
use mail_parser::{HeaderValue, MessageParser};
use press::{Imprint, PressError, draft_letter, mail, plain_text};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn at() -> Timestamp {
    "2009-12-14T08:00:00Z".parse().unwrap()
}

fn sent(title: &str, markdown: &str) -> Vec<u8> {
    let edition = cleared(manuscript(title, &["Issues"], date(2009, 12, 14), markdown), &[]);
    mail(
        &imprint(),
        &edition,
        &edition_id("a"),
        "anna@friends.example",
        "1.2@council.example",
        at(),
    )
    .unwrap()
}

fn letter() -> Cleared<Edition> {
    let statements = record();
    let some = [statements[0].clone(), statements[6].clone()];
    let draft = draft_letter(
        &imprint(),
        &topics(),
        &told(&some),
        date(2009, 12, 14),
        "Second visit to Pyongyang",
        None,
    );
    cleared(draft, &statements)
}

fn letter_sent() -> Vec<u8> {
    let id = edition_id("2009-12-letter");
    mail(
        &imprint(),
        &letter(),
        &id,
        "anna@friends.example",
        "<1.2@council.example>",
        at(),
    )
    .unwrap()
}

#[test]
fn a_letter_as_plain_text() {
    insta::assert_snapshot!(plain_text(&letter()), @"
    Second visit to Pyongyang
    =========================

    Letter, 14 December 2009

    Dear Friend,

    I write to you after our second visit to Pyongyang. We go where we are
    received in order to listen, to put on record what matters to us, and to
    keep a line open that is of use whatever becomes of the larger
    questions. Beforehand and afterwards we consult, so that what we do adds
    to the efforts of others and does not cut across them.

    What was said, as far as it may be told, stands below. Words in
    quotation marks are given to the letter, and each leads to its source.
    Where a speaker is not named, that is what was agreed.

    Nuclear cooperation with Syria
    ------------------------------

    On 13 November 2009, the deputy foreign minister answered with a denial:
    “There has never been any nuclear cooperation with Syria.” [1]

    Humanitarian exchange and training
    ----------------------------------

    The speakers are not named here.

    A participant was reported as saying: “much of the trouble came from
    banks that would rather refuse than ask”. [2]

    In closing
    ----------

    None of this is a breakthrough, and we claim none. A line that stays
    open is worth having before the day on which somebody needs it. We shall
    go on listening, and you will hear from us.

    With kind regards,
    The Chair
    Council for Quiet Contacts

    Sources
    -------

    [1] The deputy foreign minister, 13 November 2009, in their own words.
    [2] A participant, as retold; as found, not yet confirmed.
    ");
}

#[test]
fn a_letter_as_html() {
    let bytes = letter_sent();
    let message = MessageParser::default().parse(&bytes).unwrap();
    insta::assert_snapshot!(message.body_html(0).unwrap().replace("\r\n", "\n"), @r#"
    <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Second visit to Pyongyang</title></head><body style="margin:1.5em auto;padding:0 1em;max-width:36em;font-family:Georgia,serif;font-size:17px;line-height:1.55"><p style="margin:0;font-size:14px">Letter, 14 December 2009</p><h1 dir="auto" style="margin:.2em 0 1em;font-size:27px;line-height:1.25;font-weight:normal">Second visit to Pyongyang</h1><p>Dear Friend,</p>
    <p>I write to you after our second visit to Pyongyang. We go where we are received in order to listen, to put on record what matters to us, and to keep a line open that is of use whatever becomes of the larger questions. Beforehand and afterwards we consult, so that what we do adds to the efforts of others and does not cut across them.</p>
    <p>What was said, as far as it may be told, stands below. Words in quotation marks are given to the letter, and each leads to its source. Where a speaker is not named, that is what was agreed.</p>
    <h2>Nuclear cooperation with Syria</h2>
    <p>On 13 November 2009, the deputy foreign minister answered with a denial: “There has never been any nuclear cooperation with Syria.” [1]</p>
    <h2>Humanitarian exchange and training</h2>
    <p>The speakers are not named here.</p>
    <p>A participant was reported as saying: “much of the trouble came from banks that would rather refuse than ask”. [2]</p>
    <h2>In closing</h2>
    <p>None of this is a breakthrough, and we claim none. A line that stays open is worth having before the day on which somebody needs it. We shall go on listening, and you will hear from us.</p>
    <p>With kind regards,<br>
    The Chair<br>
    Council for Quiet Contacts</p>
    <h2>Sources</h2><ol><li>The deputy foreign minister, 13 November 2009, in their own words.</li><li>A participant, as retold; as found, not yet confirmed.</li></ol><hr><p style="margin:.3em 0;font-size:14px">Council for Quiet Contacts</p><p style="margin:.3em 0;font-size:14px">https://council.example/</p><p style="margin:.3em 0;font-size:14px">To hear no more from us, write to letters@council.example with the subject “unsubscribe”.</p></body></html>
    "#);
}

#[test]
fn a_letter_arrives() {
    let edition = letter();
    let bytes = letter_sent();
    assert_eq!(bytes, letter_sent(), "the same message has the same bytes");

    let raw = String::from_utf8(bytes.clone()).unwrap();
    let (head, _) = raw.split_once("\r\n\r\n").unwrap();
    insta::assert_snapshot!(head.replace("\r\n", "\n"), @r#"
    From: "Council for Quiet Contacts" <letters@council.example>
    To: anna@friends.example
    Subject: Second visit to Pyongyang
    Date: Mon, 14 Dec 2009 08:00:00 +0000
    Message-ID: <1.2@council.example>
    List-Id: Letter of Council for Quiet Contacts <letter.council.example>
    List-Unsubscribe: <mailto:letters@council.example?subject=unsubscribe>
    MIME-Version: 1.0
    Content-Type: multipart/alternative;
     boundary="=_9eb1bfc2297060515de3f61c93aa32b2"
    "#);
    let message = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), {
        let text = plain_text(&edition);
        format!(
            "{text}\n-- \nCouncil for Quiet Contacts\nhttps://council.example/\nTo hear no more from us, write to letters@council.example with the\nsubject “unsubscribe”."
        )
    });
}

#[test]
fn every_line_is_short_and_ends_as_mail_lines_do() {
    let bytes = sent(
        &"A long title ".repeat(20),
        &format!("{}\n\n{}\n", "word ".repeat(400), "x".repeat(3000)),
    );
    let raw = String::from_utf8(bytes).unwrap();
    assert!(raw.is_ascii());
    assert_eq!(raw.matches('\n').count(), raw.matches("\r\n").count());
    assert!(raw.split("\r\n").all(|line| line.len() <= 78));
}

#[test]
fn words_cannot_become_headers() {
    let bytes = sent("Hello\r\nBcc: spy@evil.example\r\n\r\nbody", "Words.\n");
    let message = MessageParser::default().parse(&bytes).unwrap();
    assert!(message.bcc().is_none());
    assert_eq!(message.subject(), Some("Hello Bcc: spy@evil.example body"));
    let hostile = Imprint {
        name: "Council\r\nX-Evil: 1 <a@b.example>, \"x\"".into(),
        ..imprint()
    };
    let edition = cleared(manuscript("T", &["Issues"], date(2009, 12, 14), "Words.\n"), &[]);
    let bytes = mail(
        &hostile,
        &edition,
        &edition_id("a"),
        "anna@friends.example",
        "1.2@council.example",
        at(),
    )
    .unwrap();
    let message = MessageParser::default().parse(&bytes).unwrap();
    assert!(message.header("X-Evil").is_none());
    assert_eq!(
        message.from().unwrap().first().unwrap().address(),
        Some("letters@council.example")
    );
    assert!(matches!(
        message.header("List-Unsubscribe"),
        Some(HeaderValue::Address(_) | HeaderValue::Text(_))
    ));
}

#[test]
fn what_cannot_be_sent_is_said() {
    let edition = cleared(manuscript("T", &["Issues"], date(2009, 12, 14), "Words.\n"), &[]);
    let id = edition_id("a");
    let send = |imprint: &Imprint, to: &str, own: &str| mail(imprint, &edition, &id, to, own, at());
    let nobody = Imprint {
        address: None,
        ..imprint()
    };
    assert_eq!(
        send(&nobody, "a@b.example", "1@b.example"),
        Err(PressError::NoSender)
    );
    for bad in [
        "",
        "anna",
        "anna@friends.example\r\nBcc: x@y.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a b@c.example",
    ] {
        assert!(
            matches!(send(&imprint(), bad, "1@b.example"), Err(PressError::Address(_))),
            "{bad}"
        );
    }
    for bad in ["", "1", "1@", "a b@c", "1@b>\r\nBcc: x@y.example", "é@b.example"] {
        assert!(
            matches!(
                send(&imprint(), "a@b.example", bad),
                Err(PressError::MessageId(_))
            ),
            "{bad}"
        );
    }
}

#[test]
fn a_marking_that_is_not_for_everybody_goes_along() {
    let mut manuscript = manuscript("For the board", &["Issues"], date(2009, 12, 14), "Words.\n");
    manuscript.audience = Marking::Green;
    let edition = cleared(manuscript, &[]);
    let bytes = mail(
        &imprint(),
        &edition,
        &edition_id("a"),
        "a@b.example",
        "1@b.example",
        at(),
    )
    .unwrap();
    let message = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(message.subject(), Some("[TLP:GREEN] For the board"));
    assert!(
        message
            .body_text(0)
            .unwrap()
            .contains("Letter, 14 December 2009, TLP:GREEN")
    );
}

#[test]
fn plain_text_keeps_the_shape() {
    let markdown = "# One\n\n> Quoted words.\n\n- a\n- b\n  1. c\n  2. d\n\n[a link](https://x.example/y), [bad](javascript:x), \
                    <https://x.example>\n\n```\nas  written\n```\n\nLine\\\nbreak\n\n---\n\n<b>raw</b>\u{1b}[31m\n";
    let edition = cleared(manuscript("T", &["Issues"], date(2009, 12, 14), markdown), &[]);
    insta::assert_snapshot!(plain_text(&edition), @"
    T
    =

    Letter, 14 December 2009

    One
    ---

    > Quoted words.

    - a
    - b
      1. c
      2. d

    a link <https://x.example/y>, bad, https://x.example

        as  written

    Line
    break

    * * *

    raw [31m
    ");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_arrive(title in "\\PC{1,60}", body in "[ -~\n]{0,300}|\\PC{0,100}") {
        let manuscript = manuscript(&title, &["Issues"], date(2009, 12, 14), &body);
        let submission = domain::disclosure::Submission { manuscript, cited: BTreeMap::default() };
        let Ok(edition) = domain::disclosure::clear(submission, &audience(), &bounds(&[])) else { return Ok(()) };
        let bytes = mail(&imprint(), &edition, &edition_id("a"), "a@b.example", "1@b.example", at()).unwrap();
        let message = MessageParser::default().parse(&bytes).unwrap();
        let text = message.body_text(0).unwrap().replace("\r\n", "\n");
        prop_assert!(text.starts_with(plain_text(&edition).trim_end()));
        prop_assert!(text.lines().all(|line| line.chars().count() <= 76 || line.contains("://")));
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        prop_assert!(message.body_html(0).unwrap().contains("<h1"));
    }
}
