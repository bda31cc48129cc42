//! The words of Rapport as types: what the record holds and which rules it keeps.
