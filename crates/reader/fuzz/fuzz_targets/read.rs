//! Any bytes as a text: no panic, and every span fits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reader::{Lexicon, Quick, Reader};
use std::sync::LazyLock;
use text::Text;

static STATES: LazyLock<Lexicon> = LazyLock::new(Lexicon::default_states);

fuzz_target!(|bytes: &[u8]| {
    let text = Text::new(String::from_utf8_lossy(bytes).into_owned());
    for proposal in Quick.read(&text, &STATES) {
        for span in proposal.source.iter().chain(&proposal.cue).chain(&proposal.content) {
            assert!(text.holds(*span) && !span.is_empty());
        }
    }
});
