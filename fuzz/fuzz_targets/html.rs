//! Web pages and feeds: whatever begins with no tag gets one.
#![no_main]

use gongwen_formats::source::{Format, sniff};
use libfuzzer_sys::fuzz_target;

mod layer;

fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus {
    if sniff(bytes) == Format::Html {
        return layer::check(&[Format::Html], bytes);
    }
    layer::check(&[Format::Html], &[b"<html>", bytes].concat())
});
