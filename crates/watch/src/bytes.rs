//! Bytes to characters, whatever they say of themselves.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The characters of `bytes`; what was wrong with them goes to `notices`.
///
/// A byte order mark decides; then valid UTF-8; then the XML declaration; then what is likelier of UTF-8 with
/// a few broken characters and windows-1252.
pub(crate) fn decode(bytes: &[u8], notices: &mut Vec<String>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    match bytes {
        [0, b'<' | b'{', ..] => return UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        [b'<' | b'{', 0, ..] => return UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        _ => {}
    }
    let stated = declared(bytes);
    // Seven-bit encodings look like UTF-8 and are not.
    let seven_bit = stated.filter(|encoding| !encoding.is_ascii_compatible());
    if seven_bit.is_none()
        && let Ok(string) = std::str::from_utf8(bytes)
    {
        if let Some(other) = stated.filter(|&other| other != UTF_8 && !string.is_ascii()) {
            notices.push(format!(
                "the feed says it is {}, but it is UTF-8, and was read so",
                other.name()
            ));
        }
        return string.to_owned();
    }
    let utf16 = [UTF_16LE, UTF_16BE];
    let encoding = match stated {
        Some(encoding) if encoding != UTF_8 && !utf16.contains(&encoding) => encoding,
        _ if mostly_utf8(bytes) => UTF_8,
        _ => WINDOWS_1252,
    };
    if stated != Some(encoding) {
        let said = stated.map_or("nothing", Encoding::name);
        notices.push(format!(
            "the feed's characters are not what it says ({said}); read as {}",
            encoding.name()
        ));
    }
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding that an XML declaration names within the first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let start = head.windows(5).position(|w| w == b"<?xml")?;
    let head = &head[start..];
    let head = &head[..head.windows(2).position(|w| w == b"?>")?];
    let at = head.windows(8).position(|w| w == b"encoding")? + 8;
    let rest = head[at..]
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let (&quote, rest) = rest.split_first()?;
    let end = rest.iter().position(|&b| b == quote)?;
    Encoding::for_label(&rest[..end])
}

/// Whether whole characters beyond ASCII outnumber the broken ones: in another encoding they come by chance alone.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}
