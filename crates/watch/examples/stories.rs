//! Groups the articles of a JSON Lines file, for judging: `stories watch stories --format jsonl FILE`.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().next_back().ok_or("name a file")?;
    let lines = std::fs::read_to_string(file)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut grouper = watch::Grouper::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let article: watch::Article = serde_json::from_str(line)?;
        let story = grouper.push(&article);
        writeln!(out, "{}", serde_json::json!({ "id": article.id, "story": story }))?;
    }
    Ok(())
}
