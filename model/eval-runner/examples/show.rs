use eval::papers;
use reader::{ReaderKind, reader};
fn main() {
    let mut a = std::env::args().skip(1);
    let folder = a.next().unwrap();
    let which = a.next().unwrap_or_default();
    let kind: ReaderKind = a.next().unwrap_or("close".into()).parse().unwrap();
    assert!(!folder.contains("held"));
    let r = reader(kind).unwrap();
    for p in papers(std::path::Path::new(&folder)).unwrap() {
        if !p.name.contains(&which) {
            continue;
        }
        for q in r.read(&p.text, &p.lexicon) {
            let t: Vec<_> = q.content.iter().map(|s| p.text.slice(*s)).collect();
            let s: Vec<_> = q.source.iter().map(|s| p.text.slice(*s)).collect();
            let sp = q.speaker.as_ref().map(|s| {
                format!(
                    "{}/{}",
                    s.party.clone().unwrap_or_default(),
                    s.person.clone().unwrap_or(s.name.clone())
                )
            });
            println!(
                "{:>10} {:?} <{}> | {} || {}",
                q.polarity.to_string(),
                s,
                sp.unwrap_or_default(),
                t.join(" … "),
                q.condition
                    .map_or(String::new(), |c| format!("[{}: {}]", c.bond, c.text))
            );
        }
    }
}
