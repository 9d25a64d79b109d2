//! What a sheet calls itself: its name, and the row above its table that is a title.

use gongwen::document::Area;

/// Letters of the shortest title; `附件1` and `附表` are shorter.
const SHORTEST: usize = 3;
/// Characters of the longest title.
const LONGEST: usize = 100;

/// What programs call a sheet that nobody named, before its number.
const UNNAMED: [&str; 3] = ["sheet", "table", "工作表"];

/// True where somebody gave a sheet its name, and it says more than the title in the sheet.
pub(super) fn is_name(name: &str, title: &str) -> bool {
    let is_count = |c: char| c.is_ascii_digit() || c.is_whitespace() || "()（）_-".contains(c);
    let stem = name.trim().trim_end_matches(is_count).to_lowercase();
    !stem.is_empty() && !UNNAMED.contains(&&*stem) && !title.contains(name.trim())
}

/// The row of the title among those above the table, which begins with the row `first`: the first that is
/// merged over columns of the table, else the first that could be a title.
pub(super) fn row_of(rows: &[Vec<(Area, String)>], first: usize) -> Option<usize> {
    let above = rows.get(..first).filter(|_| first < rows.len())?;
    let fits = |row: &Vec<(Area, String)>| matches!(&row[..], [(_, words)] if is_title(words));
    let is_merged = |row: &Vec<(Area, String)>| row.iter().any(|(area, _)| area.columns > 1);
    let merged = above.iter().position(|row| fits(row) && is_merged(row));
    merged.or_else(|| above.iter().position(fits))
}

/// True for words that are no sentence, no label with its value and no number of an annex.
fn is_title(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let is_other = words.contains(['。', '；', '：', ':']) || words.trim().starts_with(['（', '(']);
    letters >= SHORTEST && words.chars().count() <= LONGEST && !is_other
}

#[cfg(test)]
mod tests {
    use super::{is_name, row_of};
    use gongwen::document::Area;

    #[test]
    fn names_that_a_program_gave_are_none() {
        for name in ["Sheet1", "sheet12", "Sheet1 (2)", "工作表1", "Table 1", "", " ", "1", "2025"]
        {
            assert!(!is_name(name, ""), "{name}");
        }
        for name in ["任务分解", "Sheet任务", "乡镇责任清单", "2025年", "表一"] {
            assert!(is_name(name, "青禾县分工表"), "{name}");
        }
    }

    #[test]
    fn a_name_that_its_title_repeats_is_none() {
        assert!(!is_name(" 分工表", "青禾县分工表") && is_name("青禾县分工表", "分工表"));
    }

    #[test]
    fn the_title_is_the_merged_row_above_the_table_or_the_first_that_is_no_label() {
        let row =
            |columns, words: &str| vec![(Area { column: 0, columns, rows: 1 }, words.to_owned())];
        let table = || vec![(Area::at(0), "序号".to_owned()), (Area::at(1), "任务".to_owned())];
        let title = "青禾县河道整治任务分解表";
        let cases = [
            (vec![row(5, title), table()], Some(0)),
            (vec![row(1, "附件1"), row(5, title), table()], Some(1)),
            (
                vec![row(1, "填报单位：县水利局"), row(1, title), row(1, "（2025年）"), table()],
                Some(1),
            ),
            (vec![row(1, "内部资料注意保存"), row(5, title), table()], Some(1)),
            (vec![row(5, "填报说明：按月填报。"), table()], None),
            (vec![table()], None),
            (vec![row(5, title)], None),
        ];
        for (rows, found) in cases {
            let first = rows.iter().position(|row| row.len() > 1).unwrap_or(rows.len());
            assert_eq!(row_of(&rows, first), found, "{rows:?}");
        }
    }
}
