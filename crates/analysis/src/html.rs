//! A brief as a page of its own, for a screen and for a printer.

use crate::brief::{Brief, Line, NOTHING, Source};
use crate::dates;
use domain::Marking;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Fits a printer's own paper, A4 or Letter: no size is asked for. Numbers on pages come from `@page`.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6em; line-height: 1.2; margin: .3em 0; }
h2 { font-size: 1.15em; margin: 1.2em 0 .3em; border-bottom: 1px solid; }
h3 { font-size: 1em; margin: .9em 0 .2em; }
ul, ol { margin: .2em 0; padding-left: 1.4em; }
li { margin: .15em 0; overflow-wrap: anywhere; }
.mark { display: inline-block; background: #000; font-weight: bold; padding: .1em .5em; }
.mark.red { color: #ff2b2b; } .mark.amber, .mark.strict { color: #ffc000; }
.mark.green { color: #33ff00; } .mark.clear { color: #fff; }
.cite, .sources, .lead { font-size: .85em; }
.why { font-style: italic; }
@page {
  margin: 14mm 15mm 16mm;
  @bottom-left { content: string(what); font: 8pt sans-serif; }
  @bottom-right { content: counter(page) ' of ' counter(pages); font: 8pt sans-serif; }
}
@media print {
  :root { color-scheme: light; }
  body { font: 8.5pt/1.28 'Liberation Sans', Arial, Helvetica, sans-serif; max-width: none; margin: 0; padding: 0; color: #000; background: #fff; }
  h1 { font-size: 13pt; } h2 { font-size: 9.5pt; margin: .6em 0 .15em; } h3 { font-size: 8.5pt; margin: .4em 0 .1em; }
  h2, h3 { break-after: avoid; } li { break-inside: avoid; margin: 0; }
  a { color: inherit; text-decoration: none; }
  .mark { border: 1px solid #000; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .sources { font-size: 7pt; columns: 2; column-gap: 6mm; line-height: 1.2; }
}
";

pub(crate) fn page(brief: &Brief) -> String {
    let unsure = brief.sources.iter().filter(|s| !s.confirmed).count();
    let title = format!("Brief: {}", brief.title);
    let made = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (mark(brief.marking))
                    h1 dir="auto" { (title) }
                    p.lead {
                        (brief.when) ". As of " (dates::long(brief.as_of)) ". For ourselves, not to be handed on."
                        @if unsure > 0 { " [n?] is as read and not confirmed: " (unsure) " of " (brief.sources.len()) " sources." }
                    }
                    @for part in brief.parts() {
                        @if part.level == 2 { h2 { (part.heading) } } @else { h3 dir="auto" { (part.heading) } }
                        @if part.level == 3 && part.lines.is_empty() { p { (NOTHING) } }
                        @else if !part.lines.is_empty() { ul { @for line in &*part.lines { (item(brief, line)) } } }
                    }
                    @if !brief.sources.is_empty() {
                        h2 { "Sources" }
                        ol.sources { @for source in &brief.sources { (shown(source)) } }
                    }
                }
            }
        }
    };
    made.into_string()
}

fn mark(marking: Marking) -> Markup {
    let class = match marking {
        Marking::Clear => "clear",
        Marking::Green => "green",
        Marking::Amber => "amber",
        Marking::AmberStrict => "strict",
        Marking::Red => "red",
    };
    html! { p { span class={ "mark " (class) } { (marking) } } }
}

fn item(brief: &Brief, line: &Line) -> Markup {
    html! {
        li dir="auto" {
            (line.text)
            @for number in &line.sources {
                " " a.cite href={ "#source-" (number) } { "[" (number) (brief.doubt(*number)) "]" }
            }
            @if let Some(why) = &line.why { " " span.why { "— " (why) } }
        }
    }
}

fn shown(source: &Source) -> Markup {
    html! {
        li id={ "source-" (source.number) } value=(source.number) dir="auto" {
            (source.what) "; " (source.address())
        }
    }
}
