//! Covers, issued documents and attachments.

use super::declare::*;
use gongwen::emit::wire_v1::Part;

table! {
    /// One row a part of a notice: the notice itself or the cover, a document that it issues, an
    /// attachment. | 每行一个组成部分：公文本身或印发通知、所印发的文件、附件。
    parts by part: &Part, each |record| record.parts.iter().map(|part| ("", part, part.span.start));
    |row| {}
}
