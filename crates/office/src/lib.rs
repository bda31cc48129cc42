//! The use cases of an office, for a terminal or a browser to call.
