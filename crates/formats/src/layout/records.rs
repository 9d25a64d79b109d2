//! Rows of a table between which no lines are drawn: their columns have a line each on the same
//! base lines, and some of them none that was broken at the edge of its cell.

use super::lines::Line;

/// Lines that stand below each other; more than a page has are none.
const LINES: std::ops::Range<usize> = 4..400;

/// Columns that must agree, and how many of them must show that nothing was wrapped.
const COLUMNS: (usize, usize) = (4, 2);

/// The rows that stand in one ruled row; nothing where its lines are those of wrapped cells. `row`
/// names the cell of each column.
pub(super) fn records(
    row: &[usize],
    cells: &[Vec<Line>],
    widths: &[f64],
) -> Option<Vec<Vec<String>>> {
    let mut own = row.to_vec();
    own.dedup();
    let parts: Vec<(&[Line], f64)> =
        own.iter().filter_map(|cell| Some((&**cells.get(*cell)?, *widths.get(*cell)?))).collect();
    let (model, _) = parts.iter().max_by_key(|(lines, _)| lines.len())?;
    if !LINES.contains(&model.len()) {
        return None;
    }
    let on_one = |line: &Line| model.iter().filter(|other| near(line, other)).count() == 1;
    let fits = |lines: &[Line]| lines.iter().all(on_one);
    let is_like = |lines: &[Line]| lines.len() * 5 >= model.len() * 4;
    let is_short = |line: &Line, width: f64| line.x1 - line.x0 < 0.6 * width;
    let alike = parts.iter().filter(|(lines, _)| is_like(lines));
    let short =
        alike.clone().filter(|(lines, width)| lines.iter().all(|line| is_short(line, *width)));
    let all_fit = parts.iter().all(|(lines, _)| fits(lines));
    if alike.clone().count() < COLUMNS.0 || short.count() < COLUMNS.1 || !all_fit {
        return None;
    }
    let text = |base: &Line, cell: usize| -> String {
        let lines = cells.get(cell).into_iter().flatten();
        lines.filter(|line| near(line, base)).map(|line| line.text.as_str()).collect()
    };
    let record = |base: &Line| {
        let mut written = None;
        let cells = row.iter().map(|cell| {
            let again = written.replace(*cell) == Some(*cell);
            if again { String::new() } else { text(base, *cell) }
        });
        cells.collect()
    };
    Some(model.iter().map(record).collect())
}

fn near(one: &Line, other: &Line) -> bool {
    (one.y - other.y).abs() < 0.4 * one.size.min(other.size)
}

#[cfg(test)]
mod tests {
    use super::{Line, records};

    /// A cell of lines 20 points apart.
    fn cell(texts: &[&str]) -> Vec<Line> {
        let at = |(index, text): (usize, &&str)| Line {
            text: (*text).to_owned(),
            x1: 10.0 * text.chars().count() as f64,
            y: 20.0 * index as f64,
            size: 10.0,
            ..Line::default()
        };
        texts.iter().enumerate().map(at).collect()
    }

    #[test]
    fn lines_of_several_columns_on_the_same_height_are_rows() {
        let cells = [
            cell(&["1", "2", "3", "4"]),
            cell(&["稻谷", "小麦", "豆", "麻"]),
            cell(&["甲", "乙", "丙"]),
            cell(&["甲", "乙", "丙", "丁"]),
            cell(&["97.091", "97.092", "97.093", "97.094"]),
            cell(&["注"]),
        ];
        let rows = records(&[0, 1, 1, 2, 3, 4, 5], &cells, &[60.0; 6]).expect("four rows");
        assert_eq!(rows[0], ["1", "稻谷", "", "甲", "甲", "97.091", "注"]);
        assert_eq!(rows[3], ["4", "麻", "", "", "丁", "97.094", ""]);
    }

    #[test]
    fn wrapped_cells_are_one_row() {
        let four = || cell(&["甲", "乙", "丙", "丁"]);
        let wrapped = || cell(&["清理河道和", "水库并且监", "测水质和水", "量"]);
        let six = || cell(&["甲", "乙", "丙", "丁", "戊", "己"]);
        let between = || four().into_iter().map(|line| Line { y: line.y + 8.0, ..line }).collect();
        let three = || cell(&["甲", "乙", "丙"]);
        for cells in [
            [four(), wrapped(), wrapped(), wrapped()],
            [four(), four(), four(), cell(&["甲"])],
            [four(), four(), four(), six()],
            [four(), four(), four(), between()],
            [three(), three(), three(), three()],
        ] {
            assert_eq!(records(&[0, 1, 2, 3], &cells, &[60.0; 4]), None, "{cells:?}");
        }
        assert_eq!(records(&[], &[], &[]), None);
    }
}
