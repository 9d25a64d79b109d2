//! What is wrong in a table, and how to correct it.

use super::tables::{Cell, LookedUp, Problem, Row, Table, days};
use gongwen::internal::fold;
use gongwen::lexicon::{OwnRows, OwnTable, classes};
use std::collections::HashMap;

/// All that is wrong.
pub(crate) fn problems(tables: &[Table]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for table in tables {
        order(table, &mut problems);
        cells(table, &mut problems);
        meaning(table, &mut problems);
        if table.spec.looked_up == LookedUp::ByClass {
            missing_classes(table, &mut problems);
        }
        if table.spec.looked_up == LookedUp::Divisions {
            short_names(table, &mut problems);
            times(table, &mut problems);
        }
    }
    problems.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    problems
}

/// Rows stand in the order of the key, each key once.
fn order(table: &Table, problems: &mut Vec<Problem>) {
    let names: Vec<&str> = table.spec.key.iter().map(|at| table.spec.columns[*at].name).collect();
    let names = names.join(", ");
    for pair in table.rows.windows(2) {
        let (before, row) = (table.key(&pair[0]), table.key(&pair[1]));
        if before > row {
            let message = format!(
                "`{}` stands behind `{}`, and the rows are in the order of {names}; \
                 `cargo xtask lexicon --sort` sorts them",
                row.join(","),
                before.join(",")
            );
            problems.push(table.problem(pair[1].line, message));
        }
    }
    let mut seen: HashMap<Vec<&str>, u64> = HashMap::new();
    for row in &table.rows {
        if let Some(first) = seen.insert(table.key(row), row.line) {
            let message = format!(
                "`{}` stands in line {first} already, and {names} tell one row from another; \
                 leave one of the two out",
                table.key(row).join(",")
            );
            problems.push(table.problem(row.line, message));
        }
    }
}

fn cells(table: &Table, problems: &mut Vec<Problem>) {
    for row in &table.rows {
        for (column, cell) in table.spec.columns.iter().zip(&row.cells) {
            let wrong = badly_spelled(cell).or_else(|| wrong(column.cell, cell));
            if let Some(wrong) = wrong {
                problems
                    .push(table.problem(row.line, format!("column `{}`: {wrong}", column.name)));
            }
        }
    }
}

fn badly_spelled(cell: &str) -> Option<String> {
    if cell.trim() != cell {
        return Some(format!("`{cell}` begins or ends with a space; take it off"));
    }
    let broken = cell.contains(char::is_control);
    broken.then(|| "holds a tab, a line break or another control character; take it out".to_owned())
}

fn wrong(kind: Cell, cell: &str) -> Option<String> {
    match kind {
        Cell::Any => None,
        Cell::Filled | Cell::Word if cell.is_empty() => Some("is empty; fill it".to_owned()),
        Cell::Filled => None,
        Cell::Word => full_width(cell),
        Cell::Letter => {
            (cell.chars().count() != 1).then(|| format!("`{cell}` is not one character"))
        }
        Cell::Number => {
            cell.parse::<u32>().is_err().then(|| format!("`{cell}` is no whole number"))
        }
        Cell::Year => {
            let is_year = cell.is_empty() || cell.len() == 4 && cell.parse::<u16>().is_ok();
            (!is_year).then(|| format!("`{cell}` is no year; write four digits or nothing"))
        }
        Cell::Day => {
            let is_day = cell.is_empty() || days(cell).is_some();
            (!is_day).then(|| format!("`{cell}` is no day and no year; write 2019-01-09 or 2019"))
        }
        Cell::OneOf(names) => (!names.contains(&cell)).then(|| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("`{cell}` is none of {}", names.join(", "))
        }),
    }
}

/// Texts are compared in half width, so a word in full width is never found; its twin is.
fn full_width(word: &str) -> Option<String> {
    let folded: String = word.chars().map(fold).collect();
    let message = || {
        format!(
            "`{word}` is never found, because texts are compared in half width: write `{folded}`"
        )
    };
    (folded != word).then(message)
}

/// What the library says about rows that users can add, too.
fn meaning(table: &Table, problems: &mut Vec<Problem>) {
    let own = match table.spec.name {
        "words" => OwnTable::Words,
        "organisations" => OwnTable::Units,
        "measures" => OwnTable::Measures,
        _ => return,
    };
    let errors = OwnRows::default().add(own, &table.text).err().unwrap_or_default();
    for error in errors {
        let column = error.column.map(|column| format!("column `{column}`: ")).unwrap_or_default();
        problems.push(table.problem(error.line, format!("{column}{}", error.message)));
    }
}

fn missing_classes(table: &Table, problems: &mut Vec<Problem>) {
    let has = |name: &str| table.rows.iter().any(|row: &Row| row.cells[1] == name);
    for class in classes().filter(|class| !has(class.name)) {
        let message = format!(
            "no word is of the class `{}`; add one, or take the class out of src/lexicon",
            class.name
        );
        problems.push(table.problem(1, message));
    }
}

/// The short name of a division is kept as a part of the full one.
fn short_names(table: &Table, problems: &mut Vec<Problem>) {
    for row in &table.rows {
        let [_, name, short, ..] = row.cells.as_slice() else { continue };
        if !name.starts_with(short.as_str()) {
            let message = format!("`{name}` does not begin with its short name `{short}`");
            problems.push(table.problem(row.line, message));
        }
    }
}

/// A division begins before it ends, and only one that ended has a successor, which is in the table.
fn times(table: &Table, problems: &mut Vec<Problem>) {
    for row in &table.rows {
        let [_, _, _, from, to, successor] = row.cells.as_slice() else { continue };
        let known = |code: &str| table.rows.iter().any(|row| row.cells[0] == code);
        let first = days(from).map(|(first, _)| first);
        let wrong = if first.zip(days(to)).is_some_and(|(first, (_, last))| first > last) {
            format!("begins in {from}, after its end in {to}")
        } else if to.is_empty() && !successor.is_empty() {
            format!("has the successor {successor}, but no end; fill `valid_to`")
        } else if !successor.is_empty() && !known(successor) {
            format!("has the successor {successor}, which is in no row")
        } else {
            continue;
        };
        problems.push(table.problem(row.line, wrong));
    }
}
