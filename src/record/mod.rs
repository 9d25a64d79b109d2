//! Stage 8: findings to one notice: places translated, ids given, segments laid, checks made.

use crate::model::Notice;

/// What extraction returns.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// The notice.
    pub notice: Notice,
    /// Hash of the text in its minimal canonical form (UTF-8, LF, no BOM): 32 lower-case hex digits.
    pub doc_id: String,
}
