//! The rows of tables that set tasks: what they name signs nothing, though it stands above a date.

use crate::lexicon::{Column, Lexicon};
use crate::tidy::{Row, Tidy};

/// Rows of a table among which its head is looked for.
const HEAD: usize = 3;

/// For each row of the text whether it is of such a table.
pub(super) fn of_tasks(lexicon: &Lexicon, tidy: &Tidy) -> Vec<bool> {
    let tables = tidy.rows.chunk_by(|one, next| one.table == next.table);
    let told = tables.flat_map(|rows| {
        let is_table = rows.iter().take(HEAD).any(|row| names_columns(lexicon, tidy, row));
        std::iter::repeat_n(is_table, rows.len())
    });
    told.collect()
}

fn names_columns(lexicon: &Lexicon, tidy: &Tidy, row: &Row) -> bool {
    let names: Vec<&str> = row.cells.iter().map(|cell| cell.range.of(&tidy.text)).collect();
    let is_pair = |one: &str, other: &str| {
        let columns = [lexicon.column(one), lexicon.column(other)];
        let has_role = columns.iter().any(|column| matches!(column, Column::Role(_)));
        has_role && columns.contains(&Column::Task)
    };
    match names[..] {
        [one, other] => is_pair(one, other),
        _ => lexicon.table_head(&names).is_some(),
    }
}
