//! Places in the text layer.

use super::View;
use crate::document::Placed;
use crate::emit::fields::{FieldKind, Value};

object! {
    /// The place of a value, with its words. Offsets are half-open and count Unicode code points of the
    /// text layer; the words between them are exactly `text`.
    /// | 值的位置及原文。位置为半开区间，以文本层的码位计；区间内的原文即 `text`。
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Span<'a> is {
        const KIND: FieldKind = FieldKind::Place;

        fn value(&self) -> Value<'_> {
            Value::Place(self)
        }

        fn values(places: &[Self]) -> Value<'_> {
            Value::Places(places)
        }
    }
    read |view, _, from: Placed| {
        /// First code point. | 起始码位。
        start: u32 = from.span.start;
        /// One past the last code point. | 末尾码位的下一位。
        end: u32 = from.span.end;
        /// The words of the text layer from `start` to `end`. | 文本层中 `start` 到 `end` 的原文。
        text: &'a str = view.layer.words_of(&from);
        /// First byte and one past the last byte of the same words in the archived file, whatever its
        /// encoding. Absent where the file is no text. | 同一段原文在归档文件中的首字节和末字节的下一位，
        /// 不论何种编码；文件不是文本时没有此项。
        bytes: Option<[u64; 2]>, absent if Option::is_none = view.bytes(&from);
        /// The page on which it begins, counted from 1. Absent where the format has no pages.
        /// | 起始页码，从 1 起；格式不分页时没有此项。
        page: Option<u32>, absent if Option::is_none = view.layer.page(from.span);
    }
}

object! {
    /// The place of a container, without its words, so that no text is repeated at every level. Offsets
    /// are half-open and count Unicode code points of the text layer.
    /// | 容器的位置，不含原文，以免各级重复。位置为半开区间，以文本层的码位计。
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Extent is {
        const KIND: FieldKind = FieldKind::Place;

        fn value(&self) -> Value<'_> {
            Value::Extent(self)
        }
    }
    read |view, _, from: Placed| {
        /// First code point. | 起始码位。
        start: u32 = from.span.start;
        /// One past the last code point. | 末尾码位的下一位。
        end: u32 = from.span.end;
        /// First byte and one past the last byte of the same words in the archived file. Absent where
        /// the file is no text. | 同一段原文在归档文件中的首字节和末字节的下一位；文件不是文本时没有此项。
        bytes: Option<[u64; 2]>, absent if Option::is_none = view.bytes(&from);
        /// The page on which it begins, counted from 1. Absent where the format has no pages.
        /// | 起始页码，从 1 起；格式不分页时没有此项。
        page: Option<u32>, absent if Option::is_none = view.layer.page(from.span);
    }
}
