//! The desk: the pages of an office, made on the server.
