//! A text to proposed statements: who said what to whom, on which condition.
