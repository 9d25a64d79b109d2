//! Any bytes, through the detection of encodings.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod checked;

fuzz_target!(|bytes: &[u8]| checked::check(bytes));
