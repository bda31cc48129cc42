//! The fonts in the program, and what stands for letters that they don't have.

use crate::{PaperError, Style};
use krilla::text::Font;
use rustybuzz::Face;

/// One font, to measure with and to write.
pub(crate) struct Cut {
    pub(crate) face: Face<'static>,
    pub(crate) font: Font,
}

/// Plain, strong and slanted.
pub(crate) struct Fonts {
    cuts: [Cut; 3],
}

/// Where text looks the same: which of the fonts.
pub(crate) type CutId = usize;

impl Fonts {
    pub(crate) fn load() -> Result<Self, PaperError> {
        let cut = |bytes: &'static [u8]| {
            let face = Face::from_slice(bytes, 0).ok_or(PaperError::Font)?;
            let font = Font::new(bytes.into(), 0).ok_or(PaperError::Font)?;
            Ok(Cut { face, font })
        };
        Ok(Self {
            cuts: [
                cut(dejavu::sans_condensed::regular())?,
                cut(dejavu::sans_condensed::bold())?,
                cut(dejavu::sans_condensed::oblique())?,
            ],
        })
    }

    pub(crate) fn cut(&self, id: CutId) -> &Cut {
        let [plain, strong, slanted] = &self.cuts;
        match id {
            1 => strong,
            2 => slanted,
            _ => plain,
        }
    }

    /// The font of this style that has the letter; the plain one where only that has it.
    pub(crate) fn with(&self, style: Style, letter: char) -> Option<CutId> {
        let wanted = match style {
            Style::Plain => 0,
            Style::Strong => 1,
            Style::Slanted => 2,
        };
        [wanted, 0].into_iter().find(|id| self.has(*id, letter))
    }

    fn has(&self, id: CutId, letter: char) -> bool {
        // Marks of byte order and letters of private use mean nothing to a reader.
        let known = !matches!(letter, '\u{FEFF}' | '\u{FFFC}'..='\u{FFFF}' | '\u{E000}'..='\u{F8FF}');
        known
            && self
                .cut(id)
                .face
                .glyph_index(letter)
                .is_some_and(|glyph| glyph.0 != 0)
    }
}

/// What stands for a letter that no font has: Latin letters, its number, or nothing for signs that aren't seen.
pub(crate) fn in_latin(letter: char) -> String {
    let unseen = matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}');
    if unseen {
        return String::new();
    }
    match deunicode::deunicode_char(letter) {
        Some(latin) if latin.chars().all(|c| (' '..='~').contains(&c)) && !latin.trim().is_empty() => {
            latin.trim().to_owned()
        }
        _ => format!("U+{:04X}", u32::from(letter)),
    }
}
