//! Reads some bytes as a file of one format and checks the laws of its text layer.

#[allow(dead_code, reason = "each target needs some of it")]
#[path = "packed.rs"]
pub(crate) mod packed;

use gongwen_formats::read;
use gongwen_formats::source::{Format, Source, sniff};

#[path = "../../crates/formats/src/laws.rs"]
mod laws;

/// Checks a file; one that is not of this format is left to the other targets.
pub(crate) fn check(formats: &[Format], bytes: &[u8]) -> libfuzzer_sys::Corpus {
    if !formats.contains(&sniff(bytes)) {
        return libfuzzer_sys::Corpus::Reject;
    }
    let broken = laws::broken(bytes);
    assert!(broken.is_empty(), "{broken:#?}");
    libfuzzer_sys::Corpus::Keep
}

/// Checks a file whose first bytes are set to those of the format.
#[allow(dead_code, reason = "each target needs some of it")]
pub(crate) fn check_with_sign(format: Format, sign: &[u8], bytes: &[u8]) -> libfuzzer_sys::Corpus {
    let rest = bytes.get(sign.len()..).unwrap_or_default();
    check(&[format], &[sign, rest].concat())
}
