//! Any file to a text, with the way back to the file.
