//! The lines of a CSV file as cells with a name.

use super::RowError;
use crate::chars::fold;
use crate::nearest::{listed, nearest};
use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord, Trim};

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Whether a table can do without it.
    pub(super) need: Need,
}

/// Whether a table can do without a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The head must name it, and every row must fill it.
    Filled,
    /// The head must name it.
    Named,
    /// It may be left out; its cells are empty then.
    Optional,
}

/// One row.
pub(super) struct Cells<'r> {
    pub(super) line: u64,
    places: &'r [(&'static str, usize)],
    record: &'r StringRecord,
}

impl Cells<'_> {
    /// The cell of a column, in half width as the clean text is; empty where there is none.
    pub(super) fn get(&self, column: &str) -> String {
        let place = self.places.iter().find(|(name, _)| *name == column);
        let cell = place.and_then(|(_, place)| self.record.get(*place)).unwrap_or_default();
        cell.chars().map(fold).collect()
    }

    pub(super) fn error(&self, column: &'static str, message: String) -> RowError {
        RowError { line: self.line, column: Some(column), message }
    }

    /// The name in a cell that holds one of a few names, or none and an error.
    pub(super) fn one_of(
        &self,
        column: &'static str,
        names: &[&'static str],
        errors: &mut Vec<RowError>,
    ) -> Option<&'static str> {
        let cell = self.get(column);
        let found = names.iter().copied().find(|name| *name == cell);
        if found.is_none() && !cell.is_empty() {
            errors.push(self.error(column, unknown(&cell, names)));
        }
        found
    }
}

/// What is said about a name that is none of `names`.
pub(super) fn unknown(name: &str, names: &[&'static str]) -> String {
    let hint = nearest(name, names.iter().copied());
    let hint = hint.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("`{name}` is not allowed{hint} ({})", allowed(names))
}

/// The names that are allowed, for a message.
pub(super) fn allowed(names: &[&'static str]) -> String {
    format!("allowed: {}", listed(names.iter().copied()))
}

/// Hands every row to `read`, in order.
pub(super) fn each(
    csv: &str,
    columns: &[Column],
    errors: &mut Vec<RowError>,
    read: &mut dyn FnMut(&Cells<'_>, &mut Vec<RowError>),
) {
    let csv = csv.strip_prefix('\u{FEFF}').unwrap_or(csv);
    let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(csv.as_bytes());
    let Some(places) = head(&mut reader, columns, errors) else { return };
    for record in reader.records() {
        match record {
            Err(error) => errors.push(broken(&error)),
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let cells = Cells { line, places: &places, record: &record };
                let before = errors.len();
                check_filled(&cells, columns, errors);
                if errors.len() == before {
                    read(&cells, errors);
                }
            }
        }
    }
}

/// Which cell of a row is which column.
fn head(
    reader: &mut Reader<&[u8]>,
    columns: &[Column],
    errors: &mut Vec<RowError>,
) -> Option<Vec<(&'static str, usize)>> {
    let mut wrong = |message| errors.push(RowError { line: 1, column: None, message });
    let names: Vec<&'static str> = columns.iter().map(|column| column.name).collect();
    let Ok(record) = reader.headers() else {
        wrong("the head cannot be read".to_owned());
        return None;
    };
    let mut places: Vec<(&'static str, usize)> = Vec::new();
    let mut whole = true;
    for (place, cell) in record.iter().enumerate() {
        match names.iter().find(|name| **name == cell) {
            Some(name) if places.iter().any(|(known, _)| known == name) => {
                wrong(format!("the head names the column `{name}` twice"));
                whole = false;
            }
            Some(name) => places.push((name, place)),
            None => {
                wrong(format!("the head: {}", unknown(cell, &names)));
                whole = false;
            }
        }
    }
    for column in columns.iter().filter(|column| column.need != Need::Optional) {
        if whole && !places.iter().any(|(name, _)| *name == column.name) {
            let all = listed(names.iter().copied());
            wrong(format!("the head lacks the column `{}` (the columns: {all})", column.name));
            whole = false;
        }
    }
    whole.then_some(places)
}

/// A cell that must say something does, and none holds what would break a line.
fn check_filled(cells: &Cells<'_>, columns: &[Column], errors: &mut Vec<RowError>) {
    for column in columns {
        let cell = cells.get(column.name);
        if column.need == Need::Filled && cell.is_empty() {
            errors.push(cells.error(column.name, "is empty".to_owned()));
        }
        if cell.contains(char::is_control) {
            errors.push(
                cells.error(column.name, "holds a line break or a control character".to_owned()),
            );
        }
    }
}

fn broken(error: &csv::Error) -> RowError {
    let line = error.position().map_or(0, csv::Position::line);
    let message = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} cells where the head has {expected_len}")
        }
        _ => "cannot be read as CSV".to_owned(),
    };
    RowError { line, column: None, message }
}
