//! Numbered provisions.

use super::declare::*;
use gongwen::emit::wire_v1::Section;

table! {
    /// One row a numbered provision, in reading order. | 每行一个带序号的条目，按阅读顺序。
    sections by section: &Section,
    each |record| record.sections.iter().map(|section| ("", section, section.span.start));
    |row| {}
    fact 17;
}
