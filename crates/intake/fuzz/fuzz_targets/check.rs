//! What must hold whatever the bytes are.

use text::Span;

/// Reads the bytes; every span must fit the text, and lead into the file or nowhere.
pub fn spans_fit(name: &str, bytes: &[u8]) {
    let Ok(intake) = intake::read(name, bytes) else {
        return;
    };
    assert!(intake.text.holds(intake.body));
    assert!(intake.header.iter().all(|line| intake.text.holds(line.span)));
    let end = intake.text.len();
    for i in 0..16 {
        let span = Span::over(end / 16 * i, end / 16 * (i + 1));
        if let Some(place) = intake.origin(span) {
            assert!(place.start <= place.end && place.end <= bytes.len());
        }
    }
    if name.ends_with(".txt") && std::str::from_utf8(bytes).is_ok() {
        assert_eq!(intake.text.as_str().as_bytes(), bytes);
    }
}
