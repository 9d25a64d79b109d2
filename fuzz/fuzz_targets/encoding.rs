//! Plain text in any encoding.
#![no_main]

use gongwen_formats::source::Format;
use libfuzzer_sys::fuzz_target;

mod layer;

fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus { layer::check(&[Format::Text], bytes) });
