//! The journal and what follows from it, kept in a database.
