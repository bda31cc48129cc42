//! Names that are the same on every run and machine.

/// Sixteen hexadecimal digits from `parts`, each kept apart from the next.
pub(crate) fn name(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
