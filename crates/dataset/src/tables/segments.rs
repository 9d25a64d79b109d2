//! The partition of the text.

use super::declare::*;
use gongwen::emit::wire_v1::Segment;

table! {
    /// One row a stretch of the text. The segments of a notice follow each other without gap or
    /// overlap from its first character to its last. | 每行一段文字。同一公文的各段首尾相接，从第一个字符到最后
    /// 一个字符，不重不漏。
    segments by segment: &Segment,
    each |record| record.segments.iter().map(|segment| ("", segment, segment.start));
    |row| {}
}
