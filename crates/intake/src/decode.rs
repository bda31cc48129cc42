//! Bytes to letters: which encoding, what had to be replaced, and what is no text at all.

use crate::origin::Origin;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a file is looked at before it is decided that it isn't text.
const SAMPLE: usize = 64 * 1024;

/// Letters with the way back to their bytes.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    pub(crate) notices: Vec<String>,
}

/// Decodes a file that names no encoding: UTF-8, UTF-16 with its mark, or plainly an older 8-bit encoding.
///
/// # Errors
/// What the bytes look like, when they are no text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some(what) = signature(bytes) {
        return Err(what.to_owned());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        let decoded = decode_as(bytes, mark, encoding);
        return if looks_binary(decoded.text.as_bytes()) || too_broken(&decoded) {
            Err("binary data".to_owned())
        } else {
            Ok(decoded)
        };
    }
    if looks_binary(&bytes[..bytes.len().min(SAMPLE)]) || looks_binary(bytes) {
        return Err("binary data".to_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded {
            text: text.into(),
            origin: Origin::same(0, bytes.len()),
            notices: Vec::new(),
        });
    }
    decode_broken(bytes)
}

/// Decodes a part whose encoding is named. A single-byte encoding gives way to UTF-8 when the bytes can
/// hardly be anything else; a name that is unknown is said so.
///
/// # Errors
/// What the bytes look like, when they are no text.
pub(crate) fn decode_named(bytes: &[u8], label: Option<&str>) -> Result<Decoded, String> {
    let Some(label) = label.map(str::trim).filter(|label| !label.is_empty()) else {
        return decode(bytes);
    };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        let mut decoded = decode(bytes)?;
        decoded.notices.push(format!(
            "its encoding “{}” is unknown and was guessed",
            shorten(label)
        ));
        return Ok(decoded);
    };
    let is_ascii_label = matches!(label.to_ascii_lowercase().as_str(), "us-ascii" | "ascii");
    if encoding == UTF_8 || Encoding::for_bom(bytes).is_some() || (is_ascii_label && !bytes.is_ascii()) {
        return decode(bytes);
    }
    if encoding.is_single_byte() && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        let mut decoded = decode(bytes)?;
        decoded.notices.push(format!(
            "it is said to be {}, but is UTF-8 and was read so",
            encoding.name()
        ));
        return Ok(decoded);
    }
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !is_wide && looks_binary(&bytes[..bytes.len().min(SAMPLE)]) && encoding != encoding_rs::ISO_2022_JP {
        return Err("binary data".to_owned());
    }
    let decoded = decode_as(bytes, 0, encoding);
    if looks_binary(decoded.text.as_bytes()) {
        Err("binary data".to_owned())
    } else {
        Ok(decoded)
    }
}

/// UTF-8 with faults stays UTF-8; a text without any whole UTF-8 letter beyond ASCII is windows-1252.
fn decode_broken(bytes: &[u8]) -> Result<Decoded, String> {
    let (mut wrong, mut whole, mut faults) = (0usize, 0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        wrong += chunk.invalid().len();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    if faults > whole {
        let high = bytes.iter().filter(|&&b| b >= 0x80).count();
        let undefined = bytes
            .iter()
            .filter(|b| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D))
            .count();
        if undefined == 0 && high * 10 <= bytes.len() * 3 {
            let mut decoded = decode_as(bytes, 0, WINDOWS_1252);
            decoded
                .notices
                .push("it is not UTF-8 and was read as windows-1252".to_owned());
            return Ok(decoded);
        }
    }
    if wrong * 20 > bytes.len() {
        return Err("bytes in an encoding that can't be told".to_owned());
    }
    Ok(replace_faults(bytes, wrong))
}

fn replace_faults(bytes: &[u8], wrong: usize) -> Decoded {
    let mut decoded = Decoded {
        text: String::with_capacity(bytes.len()),
        ..Decoded::default()
    };
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        decoded.origin.exact(decoded.text.len(), chunk.valid().len(), at);
        decoded.text.push_str(chunk.valid());
        at += chunk.valid().len();
        let fault = chunk.invalid().len();
        if fault > 0 {
            decoded
                .origin
                .unit(decoded.text.len(), '\u{FFFD}'.len_utf8(), at..at + fault);
            decoded.text.push('\u{FFFD}');
            at += fault;
        }
    }
    let (are, were) = if wrong == 1 {
        ("byte is", "was")
    } else {
        ("bytes are", "were")
    };
    decoded
        .notices
        .push(format!("{wrong} {are} not valid UTF-8 and {were} replaced"));
    decoded
}

/// Decodes from byte `from` on, letter by letter, so that each letter knows its bytes.
fn decode_as(bytes: &[u8], from: usize, encoding: &'static Encoding) -> Decoded {
    let mut decoded = Decoded {
        text: String::with_capacity(bytes.len()),
        ..Decoded::default()
    };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut letters = [0u8; 32];
    let (mut start, mut at, mut faults) = (from, from, 0usize);
    while at < bytes.len() {
        if start == at && encoding.is_ascii_compatible() && bytes[at].is_ascii() && at + 1 < bytes.len() {
            let run = &bytes[at..bytes.len() - 1];
            let run = &run[..run.iter().take_while(|b| b.is_ascii()).count()];
            decoded.origin.exact(decoded.text.len(), run.len(), at);
            decoded.text.extend(run.iter().map(|&b| char::from(b)));
            at += run.len();
            start = at;
            continue;
        }
        let is_last = at + 1 == bytes.len();
        let (_, _, written, broken) = decoder.decode_to_utf8(&bytes[at..=at], &mut letters, is_last);
        at += 1;
        faults += usize::from(broken);
        if written > 0 {
            decoded.origin.unit(decoded.text.len(), written, start..at);
            decoded
                .text
                .push_str(&String::from_utf8_lossy(&letters[..written]));
            start = at;
        }
    }
    if faults > 0 {
        let letters = if faults == 1 { "letter was" } else { "letters were" };
        decoded.notices.push(format!(
            "{faults} {letters} not valid {} and replaced",
            encoding.name()
        ));
    }
    decoded
}

/// Whether more than one letter in twenty had to be replaced.
fn too_broken(decoded: &Decoded) -> bool {
    let (mut replaced, mut all) = (0usize, 0usize);
    for c in decoded.text.chars() {
        all += 1;
        replaced += usize::from(c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(&c));
    }
    replaced * 20 > all
}

/// Whether bytes hold more control characters than a text does.
pub(crate) fn looks_binary(bytes: &[u8]) -> bool {
    let nulls = bytes.iter().filter(|b| matches!(b, 0)).count();
    let controls = bytes
        .iter()
        .filter(|&&b| matches!(b, 1..=8 | 14..=25 | 28..=31 | 127))
        .count();
    nulls * 1000 > bytes.len() || (controls > 2 && controls * 100 > bytes.len())
}

/// The names of forms that give themselves away by their first bytes.
pub(crate) fn signature(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1F\x8B", "a compressed file"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "a database"),
    ];
    KNOWN
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|&(_, what)| what)
}

/// A value for a message: its first 60 letters on one line.
pub(crate) fn shorten(value: &str) -> String {
    let line: String = value
        .chars()
        .take(60)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if value.chars().nth(60).is_some() {
        line + "…"
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_encodings_are_read_and_said() {
        let decoded = decode(b"The caf\xE9 in Pyongyang \x96 closed").unwrap();
        assert_eq!(decoded.text, "The café in Pyongyang – closed");
        assert_eq!(decoded.notices, ["it is not UTF-8 and was read as windows-1252"]);
        let at = decoded.text.find('–').unwrap();
        assert_eq!(decoded.origin.of(at..at + 3), Some(22..23));
    }

    #[test]
    fn faults_in_utf8_are_replaced_and_counted() {
        let mut bytes = "Gespräche über die Öffnung – später mehr, wie üblich. "
            .repeat(2)
            .into_bytes();
        bytes.extend(b"\xE2\x80 end");
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.text.ends_with("\u{FFFD} end"));
        assert_eq!(decoded.notices, ["2 bytes are not valid UTF-8 and were replaced"]);
        assert_eq!(
            decoded.origin.of(decoded.text.len() - 4..decoded.text.len()),
            Some(bytes.len() - 4..bytes.len())
        );
    }

    #[test]
    fn utf16_and_named_encodings_lead_back() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("Ünsere Öffnung".encode_utf16().flat_map(u16::to_le_bytes));
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, "Ünsere Öffnung");
        assert_eq!(decoded.origin.of(0..2), Some(2..4));
        assert_eq!(decoded.origin.of(8..10), Some(16..18));

        let (korean, _, _) = encoding_rs::EUC_KR.encode("평양 방문");
        let decoded = decode_named(&korean, Some("euc-kr")).unwrap();
        assert_eq!(decoded.text, "평양 방문");
        assert_eq!(decoded.origin.of(3..6), Some(2..4));
        assert_eq!(
            decode_named(b"plain", Some("x-mystery")).unwrap().notices.len(),
            1
        );
        assert_eq!(
            decode_named("né".as_bytes(), Some("iso-8859-1")).unwrap().text,
            "né"
        );
    }

    #[test]
    fn data_is_no_text() {
        assert!(decode(b"a\0b").is_err());
        assert_eq!(decode(b"%PDF-1.7 words").unwrap_err(), "a PDF document");
        let noise: Vec<u8> = (0..200_000u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        assert!(decode(&noise).is_err());
        assert!(decode(&[&b"\xFF\xFE"[..], &noise].concat()).is_err());
    }
}
