#![no_main]

mod check;

use reader::Close;
use std::sync::LazyLock;

static CLOSE: LazyLock<Close> = LazyLock::new(|| Close::new().expect("the weights are part of the program"));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check::fits(&*CLOSE, bytes));
