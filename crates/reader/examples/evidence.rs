//! Prints the close reader's statements with what its confidence is made from, for `model/close/calibrate.py`: one JSON
//! object a line, for each file given.

use std::io::Write;
use text::{Span, Text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let text = Text::new(std::fs::read_to_string(&path)?);
        let spans = |spans: &[Span]| spans.iter().map(|s| [s.start(), s.end()]).collect::<Vec<_>>();
        for found in reader::training::evidence(&text)? {
            let row = serde_json::json!({
                "document": path,
                "source": spans(&found.source),
                "content": spans(&found.content),
                "evidence": found.numbers,
            });
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
