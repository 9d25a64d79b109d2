//! The header list of a page whose fields ran together with each other and with the notice:
//! `文号:青政办〔2025〕8号索 引 号:7375-22729公开日期:…`.
//!
//! A field begins with a label that a table knows, before a colon. The last value ends where the title that a
//! field states stands again.

use super::flat::head;
use crate::chars::{fold, is_han, is_space};
use crate::lexicon::Lexicon;
use crate::lexicon::page::FieldName;

/// Fields that make a list.
const ENOUGH: usize = 3;
/// Bytes in which the list stands, spread labels and long titles included.
const LIST: usize = 2400;
/// Characters of the longest label, and of its spaces.
const LABEL: usize = 12;
/// Characters of the shortest title.
const TITLE: usize = 8;

/// Before each field of the list, and around the title that stands again behind it.
pub(super) fn breaks(lexicon: &Lexicon, raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let list = head(line, LIST);
    let fields = fields(lexicon, list);
    if fields.len() < ENOUGH {
        return Vec::new();
    }
    let mut breaks: Vec<usize> = fields.iter().map(|field| field.start).collect();
    breaks.extend(title_again(line, list, &fields).into_iter().flatten());
    breaks.into_iter().map(|at| start + at).collect()
}

/// A label with the bytes where it begins and where its value does.
struct Field {
    name: FieldName,
    start: usize,
    value: usize,
}

/// The fields whose labels stand before colons, in order.
fn fields(lexicon: &Lexicon, list: &str) -> Vec<Field> {
    let colons = list.char_indices().filter(|(_, c)| fold(*c) == ':');
    let label = |(at, colon): (usize, char)| {
        let (name, start) = label_before(lexicon, &list[..at])?;
        Some(Field { name, start, value: at + colon.len_utf8() })
    };
    colons.filter_map(label).collect()
}

/// The longest label that `words` end with, the spaces in it left out, and where it begins.
pub(super) fn label_before(lexicon: &Lexicon, words: &str) -> Option<(FieldName, usize)> {
    let mut dense = String::new();
    let mut found = None;
    let near = words.char_indices().rev().skip_while(|(_, c)| is_space(*c)).take(LABEL);
    for (at, c) in near.take_while(|(_, c)| is_han(*c) || is_space(*c)) {
        if is_space(c) {
            continue;
        }
        dense.insert(0, c);
        found = lexicon.labels.get(&dense).map(|name| (*name, at)).or(found);
    }
    found
}

/// Where the title that a field states begins and ends when it stands again behind the list.
fn title_again(line: &str, list: &str, fields: &[Field]) -> Option<[usize; 2]> {
    let mut next = fields.iter().map(|field| field.start).skip(1).chain([list.len()]);
    let values = fields.iter().map(|field| (field.name, field.value, next.next()));
    let (_, from, to) = { values }.find(|(name, ..)| *name == FieldName::Title)?;
    let title = list.get(from..to?)?.trim_matches(is_space);
    title.chars().nth(TITLE)?;
    let last = fields.last()?.value;
    let at = last + head(&line[last..], LIST).find(title)?;
    Some([at, at + title.len()])
}

#[cfg(test)]
mod tests {
    use super::breaks;
    use crate::lexicon::Lexicon;

    /// The pieces of a line.
    fn pieces(line: &str) -> Vec<&str> {
        let mut places = breaks(Lexicon::builtin(), line, (0, line.len()));
        places.sort_unstable();
        places.dedup();
        places.retain(|at| *at > 0);
        let ends: Vec<usize> = places.iter().copied().chain([line.len()]).collect();
        let starts = std::iter::once(0).chain(places);
        starts.zip(ends).map(|(start, end)| &line[start..end]).collect()
    }

    #[test]
    fn fields_and_the_title_behind_them_come_apart() {
        let title = "青禾区人民政府关于疏浚河道的通知";
        let line = format!(
            "名  称: {title} 文  号:青政〔2025〕8号索 引 号：737-22公开日期:2025年4月14日主题分类:其他{title}各街道:"
        );
        assert_eq!(
            pieces(&line),
            [
                &format!("名  称: {title} "),
                "文  号:青政〔2025〕8号",
                "索 引 号：737-22",
                "公开日期:2025年4月14日",
                "主题分类:其他",
                title,
                "各街道:",
            ]
        );
        for line in ["文号:青政〔2025〕8号索引号:737", "责任单位:市水利局完成时限:6月底前要求:提高"]
        {
            assert_eq!(pieces(line), [line]);
        }
    }
}
