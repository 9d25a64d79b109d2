//! Header tables that a page hides until a style sheet or a script shows them: templates write the table of
//! index number, document number and validity so, and people see it.

use super::dom::{Dom, Id};
use super::flow::{LineKind, Page, PageLine, lay_out};
use super::line::has_date;
use super::table;

/// Labels that a header has at least.
const LABELS: usize = 3;

/// Characters of the longest header, and of the longest label.
const LONGEST: usize = 1500;
const LABEL: usize = 8;

/// True for a hidden element with so many characters that holds a header and nothing else: labels with their
/// values, in the cells of a table or each on a line.
pub(super) fn is_header(dom: &Dom, id: Id, chars: usize) -> bool {
    if chars > LONGEST {
        return false;
    }
    let mut page = Page::default();
    match dom.name(id) {
        "table" => {
            if let Some(table) = table::data_table(dom, id, &mut page) {
                table::write(dom, &table, &mut page);
            }
        }
        _ => lay_out(dom, id, &mut page),
    }
    let mut counts = page.lines.iter().map(|line| labels(&page, line));
    let labels = counts.try_fold(0, |sum, count| count.map(|count| sum + count));
    labels.is_some_and(|labels| labels >= LABELS)
}

/// How many labels stand on a line; nothing where it is no line of a header.
fn labels(page: &Page, line: &PageLine) -> Option<usize> {
    let words = |glyphs: &std::ops::Range<usize>| -> String {
        let glyphs = page.glyphs[glyphs.clone()].iter().map(|glyph| glyph.c);
        glyphs.filter(|c| !c.is_whitespace()).collect()
    };
    match line.kind {
        LineKind::Row(_) | LineKind::Head(_) => {
            let cells = line.cells.iter().map(|(glyphs, area)| (words(glyphs), area.column));
            of_row(&cells.collect::<Vec<_>>())
        }
        _ => {
            let words = words(&line.glyphs);
            let (label, _) = words.split_once(['：', ':'])?;
            is_label(label).then_some(1)
        }
    }
}

/// The labels of a row: each ends in a colon or stands in brackets and has its value behind it, or they stand
/// in every other column and a value is a date.
fn of_row(cells: &[(String, u32)]) -> Option<usize> {
    let is_marked = |words: &str| {
        let label = words.strip_suffix(['：', ':']);
        let in_brackets =
            words.strip_prefix(['[', '【']).and_then(|rest| rest.strip_suffix([']', '】']));
        label.or(in_brackets).is_some_and(is_label)
    };
    let marks: Vec<bool> = cells.iter().map(|(words, _)| is_marked(words)).collect();
    let is_led = marks.first() == Some(&true) && marks.windows(2).all(|two| two[0] || two[1]);
    let is_dated = cells.iter().any(|(words, _)| has_date(words));
    let in_places = cells.iter().filter(|(_, column)| column % 2 == 0);
    match () {
        () if is_led => Some(marks.iter().filter(|is| **is).count()),
        () if is_dated && in_places.clone().all(|(words, _)| is_label(words)) => {
            Some(in_places.count())
        }
        () => None,
    }
}

/// True for a few characters that are no number.
fn is_label(words: &str) -> bool {
    let len = words.chars().count();
    (2..=LABEL).contains(&len) && words.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::of_row;

    #[test]
    fn labels_stand_before_their_values() {
        let cases: &[(&[&str], Option<usize>)] = &[
            (&["索引号:", "0024/2025-1", "公开方式:", "主动公开"], Some(2)),
            (&["【文号】", "", "发布单位：", "县水利局"], Some(2)),
            (&["成文日期", "2025-09-04", "公开方式", "主动公开"], Some(2)),
            (&["县水利局", "巡查河道", "县城管局", "清理河面"], None),
            (&["序号", "任务", "2025-09-04"], None),
            (&["说明", "无"], None),
            (&[], None),
        ];
        for (cells, labels) in cases {
            let cells: Vec<(String, u32)> =
                cells.iter().zip(0..).map(|(words, at)| ((*words).to_owned(), at)).collect();
            assert_eq!(of_row(&cells), *labels, "{cells:?}");
        }
    }
}
