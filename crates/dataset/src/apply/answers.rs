//! Small queries on the state.

use crate::Error;
use crate::database::State;
use crate::tables::Cell;
use rusqlite::types::Value;

/// All rows of a small answer.
pub(super) fn each(state: &State, sql: &str, with: &[&str]) -> Result<Vec<Vec<Value>>, Error> {
    let read = || -> rusqlite::Result<Vec<Vec<Value>>> {
        let mut statement = state.sql().prepare_cached(sql)?;
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
        statement.query_map(rusqlite::params_from_iter(with), row)?.collect()
    };
    read().map_err(|cause| state.error(cause))
}

pub(super) fn arrays<const N: usize>(rows: Vec<Vec<Value>>) -> impl Iterator<Item = [Value; N]> {
    rows.into_iter().filter_map(|row| row.try_into().ok())
}

pub(super) fn text(value: &Value) -> String {
    if let Value::Text(text) = value { text.clone() } else { String::new() }
}

pub(super) fn cell(value: Value) -> Cell<'static> {
    match value {
        Value::Text(text) => text.into(),
        Value::Integer(number) => number.into(),
        _ => Cell::Null,
    }
}
