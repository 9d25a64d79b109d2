//! Any text. `corpus/` of the project is a good start: `cargo +nightly fuzz run text ../corpus`.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod checked;

fuzz_target!(|text: &str| checked::check(text.as_bytes()));
