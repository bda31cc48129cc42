//! Rapport at the command line.

fn main() {}
