#![no_main]

mod check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check::fits(&reader::Quick, bytes));
