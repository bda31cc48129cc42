//! What mending leaves.

/// What feed-rs has no place for, of one item.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Extra {
    pub(crate) publisher: Option<String>,
    /// Names, in order.
    pub(crate) authors: Vec<String>,
    pub(crate) language: Option<String>,
    /// The address before a redirecting service.
    pub(crate) url: Option<String>,
    /// What RDF says the item is about: its address.
    pub(crate) about: Option<String>,
    /// A description in the words of another namespace.
    pub(crate) summary: Option<String>,
    /// Whether the guid is said not to be an address.
    pub(crate) guid_is_no_address: bool,
}

/// A file that feed-rs reads.
#[derive(Debug)]
pub(crate) struct Mended {
    pub(crate) xml: String,
    pub(crate) extras: Vec<Extra>,
    pub(crate) language: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) notices: Vec<String>,
}
