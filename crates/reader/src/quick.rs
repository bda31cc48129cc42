//! The quick reader.

use crate::{Lexicon, Proposal, Reader};
use text::Text;

/// Reads by rules, with a table of cue words weighed on annotated news.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick;

impl Reader for Quick {
    fn name(&self) -> &'static str {
        "quick"
    }

    fn read(&self, _text: &Text, _lexicon: &Lexicon) -> Vec<Proposal> {
        Vec::new()
    }
}
