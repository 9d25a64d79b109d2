//! OFD, changed part by part.
#![no_main]

use gongwen_formats::source::Format;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

mod layer;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    layer::packed::mutate(data, size, max_size, seed)
});
fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus { layer::check(&[Format::Ofd], bytes) });
