//! Numbers with which an item, a section or an article begins.

use gongwen::internal::{Style, at_start};

/// True for a line that begins with `一、`, `（一）`, `1.`, `1、`, `（1）`, `①` or `第一条`. `一是` runs on
/// in its paragraph, and `1.5` is a number of its own.
pub(super) fn is_numbered(line: &str) -> bool {
    let marker = at_start(line.trim_start());
    marker.is_some_and(|marker| !matches!(marker.style, Style::Running | Style::Dotted(_)))
}

#[cfg(test)]
mod tests {
    use super::is_numbered;

    #[test]
    fn markers_are_told_from_numbers_in_the_text() {
        for line in [
            "一、总体要求",
            "（十二）加强",
            "1.组织",
            "12、组织",
            "(3)组织",
            "②组织",
            "第三十条 组织",
            "３．组织",
        ] {
            assert!(is_numbered(line), "{line}");
        }
        for line in ["", "一是加强", "1.5亿元", "2025年", "（一", "第一批项目", "（市）局"]
        {
            assert!(!is_numbered(line), "{line}");
        }
    }
}
