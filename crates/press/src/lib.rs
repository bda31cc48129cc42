//! Cleared material to a letter, a monthly and a weekly, on the web and by mail.
