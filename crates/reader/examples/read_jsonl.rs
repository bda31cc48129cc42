//! Reads files as UTF-8 and prints each statement as a line of JSON, as `rapport read --format jsonl` does:
//! `cargo run --release -p reader --example read_jsonl -- FILE…` scores the reader on its own.

use reader::{Lexicon, ReaderKind, reader};
use serde_json::json;
use std::io::Write;
use text::Text;

fn main() -> std::io::Result<()> {
    let lexicon = Lexicon::default_states();
    let mut reader_now = reader(ReaderKind::default()).map_err(std::io::Error::other)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "read" => continue,
            "--format" => {
                args.next();
                continue;
            }
            "--reader" => {
                let kind: Result<ReaderKind, _> = args.next().unwrap_or_default().parse();
                reader_now = kind.and_then(reader).map_err(std::io::Error::other)?;
                continue;
            }
            _ => {}
        }
        let text = Text::new(String::from_utf8_lossy(&std::fs::read(&arg)?).into_owned());
        for p in reader_now.read(&text, &lexicon) {
            let condition = p
                .condition
                .as_ref()
                .map(|c| json!({"connective": c.connective, "text": c.text, "span": c.span, "bond": c.bond}));
            let line = json!({
                "document": arg, "source": p.source, "cue": p.cue, "content": p.content, "type": p.mode,
                "speaker": p.speaker, "addressee": p.addressee, "polarity": p.polarity,
                "condition": condition, "topics": p.topics, "confidence": p.confidence,
            });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
