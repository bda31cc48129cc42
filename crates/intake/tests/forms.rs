//! What people get from a file of each form, and what they are told when it can't be read.

#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use intake::{Intake, read};
use std::fmt::Write as _;

/// A file's text with what it states above it; `¶` stands where the text proper begins.
fn card(name: &str, file: impl AsRef<[u8]>) -> String {
    let intake = match read(name, file.as_ref()) {
        Ok(intake) => intake,
        Err(error) => return error.to_string(),
    };
    let mut card = String::new();
    let show = |value: Option<String>| value.unwrap_or_else(|| "–".into());
    let date = intake.date.map(|date| date.to_string());
    let (title, sender) = (show(intake.title.clone()), show(intake.sender.clone()));
    writeln!(
        card,
        "{}: {title} / {} / {sender}",
        intake.form.as_str(),
        show(date)
    )
    .unwrap();
    for line in &intake.header {
        writeln!(card, "  {} = {} @{}", line.key, line.value, line.span).unwrap();
    }
    for notice in intake.notices.iter().chain(&intake.remarks) {
        writeln!(card, "  ! {notice}").unwrap();
    }
    let (top, body) = intake
        .text
        .as_str()
        .split_at(intake.text.byte_at(intake.body.start()));
    write!(card, "{top}¶{body}").unwrap();
    card
}

fn origin<'f>(file: &'f str, intake: &Intake, words: &str) -> &'f str {
    let at = intake.text.as_str().find(words).unwrap();
    &file[intake.origin(intake.text.span_of(at..at + words.len())).unwrap()]
}

#[test]
fn a_note_states_its_handling_at_the_top() {
    let file = "Title: Notes of the second day\nDATE: 12 November 2009\nmarking: tlp:amber+strict\nPresent:\n- VFM\n- Chair\nAttribution: on background: \"a senior\n  official\"\n\nVFM: we will not move first.\nPlace: unknown\n";
    assert_snapshot!(card("note.txt", file), @r#"
text: Notes of the second day / 2009-11-12 / –
  Title = Notes of the second day @0–30
  Date = 12 November 2009 @31–53
  Marking = tlp:amber+strict @54–79
  Present = VFM, Chair @80–102
  Attribution = on background: "a senior official" @103–152
Title: Notes of the second day
DATE: 12 November 2009
marking: tlp:amber+strict
Present:
- VFM
- Chair
Attribution: on background: "a senior
  official"

¶VFM: we will not move first.
Place: unknown
"#);
}

#[test]
fn a_letter_states_it_between_page_furniture() {
    let file = "Council for Quiet Contacts\n\n\nHome Issues Asia Visit to the North: A Diary\n\nVisit to the North: A Diary\n\n\nFROM: This e-mail address is being protected from spambots. You need JavaScript enabled to view it\n\n\nSUBJECT: Visit to the North\n\n\nDear Friend,\n\n\nOur hosts denied it.\n";
    assert_snapshot!(card("letter.txt", file), @r#"
text: Visit to the North: A Diary / – / –
  Subject = Visit to the North @206–233
  ! its sender's address is hidden by a page's protection against spam
Council for Quiet Contacts


Home Issues Asia Visit to the North: A Diary

Visit to the North: A Diary


FROM: This e-mail address is being protected from spambots. You need JavaScript enabled to view it


SUBJECT: Visit to the North


¶Dear Friend,


Our hosts denied it.
"#);
    let page = "<title>A Diary</title><ul><li><a>Home</a><li>Issues</ul><p>Visit to the North: A Diary<p>FROM: The Chair<p>SUBJECT: Visit to the North<p>Dear Friend,<p>Our hosts denied it.";
    assert_snapshot!(card("letter.html", page), @r#"
html: A Diary / – / The Chair
  Title = A Diary @0–0
  From = The Chair @46–61
  Subject = Visit to the North @63–90
- Home
- Issues

Visit to the North: A Diary

FROM: The Chair

SUBJECT: Visit to the North

¶Dear Friend,

Our hosts denied it.
"#);
}

#[test]
fn prose_and_notes_are_no_header() {
    for words in [
        "VFM: we will not close the site unless they move first.\nChair: noted.\n",
        "Note: this is prose, which goes on.\n\nMore of it.\n",
        "They met. Then:\n\nFrom: nobody\n",
        "Dear Friend,\n\nSubject: matters of trade\n",
    ] {
        let intake = read("note.txt", words.as_bytes()).unwrap();
        assert!(intake.header.is_empty(), "{words}");
        assert_eq!(intake.body, intake.text.span());
    }
    assert_snapshot!(card("l.txt", "Present: VFM, Chair\nDate: 14 Nov 2009\nVFM: we will not go.\n"), @r#"
text: – / 2009-11-14 / –
  Present = VFM, Chair @0–19
  Date = 14 Nov 2009 @20–37
Present: VFM, Chair
Date: 14 Nov 2009
¶VFM: we will not go.
"#);
}

#[test]
fn labels_stand_in_for_a_marking() {
    assert_snapshot!(card("h.txt", "[TLP:GREEN]\n\nMINUTES\n\nPyongyang, 12 November 2009\n\nVFM: not at any price.\n"), @r#"
text: MINUTES / 2009-11-12 / –
  Marking = TLP:GREEN @0–11
  ! its date, 2009-11-12, was taken from a line of its own at the top
[TLP:GREEN]

¶MINUTES

Pyongyang, 12 November 2009

VFM: not at any price.
"#);
    assert_snapshot!(card("h.txt", "TLP:RED\nTitle: Visit\nMarking: GREEN\n\nWords\n"), @r#"
text: Visit / – / –
  Title = Visit @8–20
  Marking = GREEN @21–35
  ! it states the marking “GREEN” and also “TLP:RED”: the first counts
TLP:RED
Title: Visit
Marking: GREEN

¶Words
"#);
    assert_snapshot!(card("h.eml", "From: a@b.example\nSubject: Visit [TLP:AMBER]\n\nWords\n"), @r#"
mail: Visit [TLP:AMBER] / – / a@b.example
  From = a@b.example @0–0
  Subject = Visit [TLP:AMBER] @0–17
  Marking = TLP:AMBER @7–16
Visit [TLP:AMBER]

¶Words
"#);
}

#[test]
fn days_are_stated_or_said_to_be_inferred() {
    assert_snapshot!(card("2009-11-12-visit.txt", "\u{FEFF}Date: 2009-13-45\r\n\r\nWords\r\n"), @r#"
text: – / 2009-11-12 / –
  Date = 2009-13-45 @1–17
  ! its date “2009-13-45” is no day of the calendar: write it as 2009-11-14
  ! its date, 2009-11-12, was taken from the file's name
﻿Date: 2009-13-45

¶Words
"#);
    assert_snapshot!(card("visit.txt", "Date: 11/12/2009\n\nWords\n"), @r#"
text: – / – / –
  Date = 11/12/2009 @0–16
  ! its date “11/12/2009” is two days in one, for the day and the month can't be told apart: write it as 2009-11-14
Date: 11/12/2009

¶Words
"#);
    assert_snapshot!(card("visit.md", "# Visit of 10–14 November 2009\n\nWords since 3 May 2008.\n"), @r#"
markdown: Visit of 10–14 November 2009 / 2009-11-14 / –
  ! its date, 2009-11-14, was taken from a line of its own at the top
¶Visit of 10–14 November 2009

Words since 3 May 2008.
"#);
}

const MEMO: &str = "---\ntitle: \"Memo: the consultation\"\ndate: 2009-11-20\nmarking: GREEN\npresent: [VFM, Chair]\n---\n\n# Memo\n\n[TLP:CLEAR; on the record] The ministry *welcomed* it and [asked](https://site.example) us to wait.\nSecond line &amp; more.\n\n- [GREEN; on background: \"a senior official\"] The first item\n  goes on\n- Avoid: **speculating** about `the site`.\n  1. deep\n  2. deeper\n\n> Quoted words\n\n| Topic | Position |\n|---|---|\n| Sales | *commercial* |\n\nVFM: we won't.<br>Chair: noted.\n\n![a map](map.png)\n\n<div>Some <b>words</b></div>\n\n    code  here\n\nA note[^1].\n\n[^1]: At the foot.\n";

#[test]
fn markdown_is_what_a_reader_reads() {
    assert_snapshot!(card("memo.md", MEMO), @r#"
markdown: Memo: the consultation / 2009-11-20 / –
  Title = Memo: the consultation @0–31
  Date = 2009-11-20 @32–48
  Marking = GREEN @49–63
  Present = VFM, Chair @64–85
title: "Memo: the consultation"
date: 2009-11-20
marking: GREEN
present: [VFM, Chair]

¶Memo

[TLP:CLEAR; on the record] The ministry welcomed it and asked us to wait.
Second line & more.

- [GREEN; on background: "a senior official"] The first item goes on
- Avoid: speculating about the site.
  1. deep
  2. deeper

> Quoted words

Topic | Position
Sales | commercial

VFM: we won't.
Chair: noted.

Some words

code  here

A note[1].

[1] At the foot.
"#);
    let intake = read("memo.md", MEMO.as_bytes()).unwrap();
    assert_eq!(
        origin(MEMO, &intake, "it and asked us"),
        "it and [asked](https://site.example) us"
    );
    assert_eq!(origin(MEMO, &intake, "&"), "&amp;");
    assert_eq!(origin(MEMO, &intake, "item goes"), "item\n  goes");
    assert_eq!(
        origin(MEMO, &intake, "words\n\ncode"),
        "words</b></div>\n\n    code"
    );
}

#[test]
fn markdown_keeps_header_lines_as_lines() {
    assert_snapshot!(card("call.md", "Title: Call_one\nFrom: <desk@mfa.example>\nKind: call\n---\n\nWords\n"), @r#"
markdown: Call_one / – / <desk@mfa.example>
  Title = Call_one @0–15
  From = <desk@mfa.example> @16–40
  Kind = call @41–51
Title: Call_one
From: <desk@mfa.example>
Kind: call

¶Words
"#);
    assert_snapshot!(card("call.md", "# Notes of the call\n\n**Date:** 2009-11-12\n**Marking:** GREEN\n\nVFM: no.\n"), @r#"
markdown: Notes of the call / 2009-11-12 / –
  Date = 2009-11-12 @19–35
  Marking = GREEN @36–50
Notes of the call

Date: 2009-11-12
Marking: GREEN

¶VFM: no.
"#);
}

const PAGE: &str = "<!doctype html><head><meta charset=utf-8><title>Visit to the North | The Council</title>\n<meta name=marking content=TLP:GREEN><meta property=\"article:published_time\" content=\"2009-11-14T10:00:00Z\">\n<meta name=author content='The Chair'><style>p{}</style></head><body><h1>Visit to  the North</h1>\n<p>Our hosts &ldquo;denied&rdquo;&nbsp;it &mdash;\n and <b>more</b>.<br>Next line<p>Second<script>x='<p>no'</script><noscript>No <b>JS</b></noscript>\n<ol start=3><li><p>One</p><p>One more</p></li><li>Two<ul><li>deep</ul></ol>\n<table><tr><th><p>A</p><th><p>B</p><tr><td>1</td><td>2</td></tr></table>\n<blockquote><p>Quoted</p></blockquote><pre>\n keep   this</pre>";

#[test]
fn html_is_what_a_reader_reads() {
    assert_snapshot!(card("visit.html", PAGE), @r#"
html: Visit to the North / 2009-11-14 / The Chair
  Marking = TLP:GREEN @0–0
  Title = Visit to the North @0–0
  Date = 2009-11-14T10:00:00Z @0–0
  From = The Chair @0–0
¶Visit to the North

Our hosts “denied” it — and more.
Next line

Second

3. One

One more
4. Two
  - deep

A | B
1 | 2

> Quoted

 keep   this
"#);
    let intake = read("visit.html", PAGE.as_bytes()).unwrap();
    assert_eq!(
        origin(PAGE, &intake, "“denied” it"),
        "&ldquo;denied&rdquo;&nbsp;it"
    );
    assert_eq!(origin(PAGE, &intake, "more.\nNext"), "more</b>.<br>Next");
    assert_eq!(origin(PAGE, &intake, "—"), "&mdash;");
}

#[test]
fn html_bears_hostile_nesting_and_its_own_encoding() {
    let deep = format!("{}words{}", "<div>".repeat(100_000), "</ul></td>".repeat(50_000));
    assert_eq!(read("deep.html", deep.as_bytes()).unwrap().text.as_str(), "words");
    let page = b"<meta charset='windows-1251'><p>\xCF\xF0\xE8\xE2\xE5\xF2</p>";
    assert_eq!(read("a.html", page).unwrap().text.as_str(), "Привет");
}

const MAIL: &str = "From: =?utf-8?q?The_Ch=C3=A4ir?= <chair@council.example>\r\nTo: Desk <desk@mfa.example>, b@c.example\r\nSubject: Re: =?utf-8?b?VmlzaXQg4oCTIG5vdGVz?=\r\nDate: Sat, 14 Nov 2009 23:30:00 -0500\r\nX-Meeting: visit-2009\r\nContent-Type: multipart/mixed; boundary=\"xx\"\r\n\r\npreamble\r\n--xx\r\nContent-Type: multipart/alternative; boundary=yy\r\n\r\n--yy\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--yy\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nMarking: AMBER\r\nAttribution: off the record\r\n\r\nThe caf=E9 was=\r\n closed.\r\n> quoted line\r\n\r\n--yy--\r\n--xx\r\nContent-Type: application/pdf; name=\"notes.pdf\"\r\nContent-Disposition: attachment; filename=\"notes.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--xx--\r\n";

#[test]
fn mail_is_its_subject_and_its_words() {
    assert_snapshot!(card("visit.eml", MAIL), @r#"
mail: Re: Visit – notes / 2009-11-14 / The Chäir <chair@council.example>
  Marking = AMBER @19–33
  Attribution = off the record @34–61
  From = The Chäir <chair@council.example> @0–0
  To = Desk <desk@mfa.example>, b@c.example @0–0
  Subject = Re: Visit – notes @0–17
  Date = 2009-11-14 @0–0
  Meeting = visit-2009 @0–0
  ! the attachment “notes.pdf” (application/pdf, 8 bytes as sent) was not read
Re: Visit – notes

Marking: AMBER
Attribution: off the record

¶The café was closed.
> quoted line
"#);
    let intake = read("visit.eml", MAIL.as_bytes()).unwrap();
    assert_eq!(origin(MAIL, &intake, "café was closed"), "caf=E9 was=\r\n closed");
    assert_eq!(
        origin(MAIL, &intake, "– notes"),
        "Re: =?utf-8?b?VmlzaXQg4oCTIG5vdGVz?="
    );
}

#[test]
fn broken_mail_is_read_as_far_as_it_goes() {
    assert_snapshot!(card("a.eml", "From: a@b.example\nSubject: Broken\nContent-Type: text/plain; charset=x-mystery\nContent-Transfer-Encoding: base64\n\nSGVsbG8g!!!d29ybGQgb2Ygd29yZHM=\n"), @r#"
mail: Broken / – / a@b.example
  From = a@b.example @0–0
  Subject = Broken @0–6
  ! 3 letters of its base64 made no sense
  ! its encoding “x-mystery” is unknown and was guessed
Broken

¶Hello world of words
"#);
    assert_snapshot!(card("b.eml", "From: a@b.example\nSubject: Cut\nContent-Type: multipart/alternative; boundary=zz\n\n--zz\nContent-Type: text/html; charset=utf-8\n\n<p>Only this &amp; th"), @r#"
mail: Cut / – / a@b.example
  From = a@b.example @0–0
  Subject = Cut @0–3
  ! it breaks off before its end
Cut

¶Only this & th
"#);
    assert_snapshot!(card("c.eml", "Subject: Lost\nContent-Type: multipart/mixed; boundary=zz\n\nNo boundary here.\n"), @r#"
mail: Lost / – / –
  Subject = Lost @0–4
  ! its parts could not be told apart, and it was read as one
Lost

¶No boundary here.
"#);
    assert_snapshot!(card("d.eml", "Just words, and no header.\n"), @r#"
mail: – / – / –
  ! it has no mail headers and was read as plain text
¶Just words, and no header.
"#);
    assert_snapshot!(card("e.eml", "From: a@b.example\nContent-Transfer-Encoding: base64\n\nAAECAwQFBgcICQ==\n"), @"e.eml: nothing in it could be read, because a part of it is not text but binary data: ask for it again, or save its words as text");
    assert_snapshot!(card("f.eml", "Subject: Fwd\nContent-Type: multipart/mixed; boundary=zz\n\n--zz\nContent-Type: message/rfc822\n\nSubject: The first\n\nWords\n--zz--\n"), @r#"
mail: Fwd / – / –
  Subject = Fwd @0–3
  ! the attached mail “The first” was not read
  ! it has no words below its subject
Fwd¶
"#);
    assert_snapshot!(card("g.eml", "Subject: Fwd\n\nFrom: somebody else\nSent: Friday\nSubject: The first\n\nWords\n"), @r#"
mail: Fwd / – / –
  Subject = Fwd @0–3
Fwd

¶From: somebody else
Sent: Friday
Subject: The first

Words
"#);
}

#[test]
fn what_cannot_be_read_is_named_with_the_reason() {
    assert_snapshot!(card("in/letter.pdf", "%PDF-1.7"), @"in/letter.pdf: can't read .pdf yet: save it as text, Markdown, HTML or mail");
    assert_snapshot!(card("letter", "words"), @"letter: can't read a file without an ending yet: save it as text, Markdown, HTML or mail");
    assert_snapshot!(card("letter.txt", "%PDF-1.7"), @"letter.txt: it is not text but a PDF document: save it as text, Markdown, HTML or mail");
    assert_snapshot!(card("empty.txt", " \n\u{FEFF}"), @"empty.txt: it is empty: write into it what it should say, or take it away");
    assert_snapshot!(card("empty.html", "<p>&nbsp;</p>"), @"empty.html: nothing in it could be read, because there are no words in it: ask for it again, or save its words as text");
    assert_snapshot!(card("long.txt", vec![b'a'; intake::SIZE_LIMIT + 1]), @"long.txt: it holds 65 MiB, and 64 MiB is the most that is read: split it into smaller files");
    let noise: Vec<u8> = (0..300_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8)
        .collect();
    for name in ["a.txt", "a.md", "a.html", "a.eml"] {
        assert!(
            card(name, &noise).contains("it is not text but binary data: save it as"),
            "{name}"
        );
    }
}
