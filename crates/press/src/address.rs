//! An address that people can read and harvesters cannot.
use maud::{Markup, html};

/// The style that makes a protected address readable.
pub const ADDRESS_STYLE: &str = "";

/// The address for a page.
pub fn protected_address(address: &str) -> Markup {
    html! { (address.len()) }
}
