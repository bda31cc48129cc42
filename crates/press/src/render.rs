//! Markdown with citations, rendered.
