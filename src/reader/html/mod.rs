//! Web pages.

use super::Limits;
use super::draft::Draft;
use crate::diagnostic::Code;
use encoding_rs::Encoding;

/// Reads a page. Returns its encoding and how that was decided.
pub(super) fn read(
    _limits: &Limits,
    _bytes: &[u8],
    _stated: Option<&'static Encoding>,
    draft: &mut Draft,
) -> (&'static Encoding, &'static str) {
    draft.note(Code::UnsupportedFormat, "not yet");
    (encoding_rs::UTF_8, "detected")
}
