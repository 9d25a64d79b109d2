//! Values of the header with their places.

use super::declare::*;
use gongwen::emit::wire_v1::Found;

table! {
    /// One row a value of the metadata with its place, and one a label with its value in the page
    /// header. | 每行一个元数据的值及其位置；页首栏目的每个标签和值也各占一行。
    header_fields by header_field: Found,
    each |record| record.metadata.found().map(|found| {
        let start = found.span.start;
        ("", found, start)
    });
    |row| {
        /// Name of the field in the record's `metadata`: `title`, `issued_on`, `recipients` …;
        /// `fields` for a label with its value as they stand in the page header.
        /// | 在记录 `metadata` 中的项目名称：`title`、`issued_on`、`recipients` 等；页首栏目的标签和值为 `fields`。
        4 field: TEXT => row.item.field;
        /// The label without inner spaces, `索引号`. | 标签，已去掉字间空格：`索引号`。
        5 label: TEXT.optional() => row.item.label;
        /// The value; dates in ISO 8601. | 值；日期为 ISO 8601。
        6 value: TEXT => row.item.value.clone();
        /// First code point. | 起始码位。
        7 span_start: INT => row.item.span.start;
        /// One past the last code point. | 末尾码位的下一位。
        8 span_end: INT => row.item.span.end;
        /// The words of the text layer from `start` to `end`. | 文本层中 `start` 到 `end` 的原文。
        9 words: TEXT => row.item.span.text;
        /// `header/` and the name of the field: one stage reads all values of the header.
        /// | `header/` 加项目名称：页首各值由同一阶段识别。
        10 rule: TEXT => format!("header/{}", row.item.field);
    }
}
