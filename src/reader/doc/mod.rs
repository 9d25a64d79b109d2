//! OLE2 Word documents, DOC and WPS.

use super::Limits;
use super::draft::Draft;
use crate::diagnostic::Code;

/// Reads a file. Total: what cannot be read is told in a diagnostic.
pub(super) fn read(_limits: &Limits, _bytes: &[u8], draft: &mut Draft) {
    draft.note(Code::UnsupportedFormat, "not yet");
}
