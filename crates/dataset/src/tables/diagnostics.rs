//! What was repaired, doubtful or not understood.

use super::declare::*;
use gongwen::emit::wire_v1::Diagnostic;

table! {
    /// One row a thing that the reader of a notice's rows should know.
    /// | 每行一条诊断，即使用本公文各行数据时应当知道的情况。
    diagnostics by diagnostic: &Diagnostic,
    each |record| record.diagnostics.iter().map(|item| {
        ("", item, item.span.as_ref().map_or(0, |span| span.start))
    });
    |row| {}
}
