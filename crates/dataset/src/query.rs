//! Questions to the state, in SQL.

use super::{Error, Folder, State};
use gongwen::internal::{listed, nearest};
use gongwen_messages::{Arg, Message, message};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Statement};
use std::collections::HashSet;

/// One value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// A fraction.
    Real(f64),
    /// Text, dates among it.
    Text(String),
}

/// Who takes an answer.
pub trait Answer {
    /// The names of the columns, before any row.
    ///
    /// # Errors
    /// Where it cannot be taken; the query ends.
    fn columns(&mut self, names: &[&str]) -> std::io::Result<()>;
    /// A row.
    ///
    /// # Errors
    /// Where it cannot be taken; the query ends.
    fn row(&mut self, values: &[Value]) -> std::io::Result<()>;
}

/// Asks one question; the answer is handed over row by row.
///
/// # Errors
/// Where the SQL is wrong, would change something, is more than one statement, or `answer` fails.
pub fn query(folder: &Folder, sql: &str, answer: &mut dyn Answer) -> Result<(), Error> {
    let state = State::read(folder)?;
    let wrong = |cause: rusqlite::Error| match state.error(cause) {
        Error::Database { cause, .. } => Error::Query(explained(&state, sql, &cause)),
        // It is not the query that is wrong.
        other => other,
    };
    let mut statements = Batch::new(state.sql(), sql);
    let Some(mut statement) = statements.next().map_err(wrong)? else {
        return Err(Error::Query(message!("query.empty")));
    };
    if statements.next().map_err(wrong)?.is_some() {
        return Err(Error::Query(message!("query.several")));
    }
    if !statement.readonly() {
        return Err(Error::Query(message!("query.changes")));
    }
    if statement.column_count() == 0 {
        return Err(Error::Query(message!("query.no-answer")));
    }
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    answer.columns(&names).map_err(Error::file(folder.root()))?;
    hand_over(&mut statement, names.len(), folder, answer, &wrong)
}

fn hand_over(
    statement: &mut Statement<'_>,
    columns: usize,
    folder: &Folder,
    answer: &mut dyn Answer,
    wrong: &dyn Fn(rusqlite::Error) -> Error,
) -> Result<(), Error> {
    let mut rows = statement.query([]).map_err(wrong)?;
    while let Some(row) = rows.next().map_err(wrong)? {
        let values = (0..columns).map(|at| row.get_ref(at).map(value));
        let values: Vec<Value> = values.collect::<Result<_, _>>().map_err(wrong)?;
        answer.row(&values).map_err(Error::file(folder.root()))?;
    }
    Ok(())
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Value::Text(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// What SQLite says, with the tables there are where one was not found, and with the columns of the
/// tables of the query where a column was not.
fn explained(state: &State, sql: &str, cause: &rusqlite::Error) -> Message {
    let cause = match cause {
        // Without the query, which whoever asked knows.
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    };
    let after = |mark: &str| cause.split_once(mark).map(|(_, rest)| name_in(rest));
    if let Some(name) = after("no such table: ") {
        let tables = tables(state);
        let near = meant(name, tables.iter());
        let there = listed(tables.iter().map(String::as_str));
        let tables = Arg::lines([message!("query.tables", tables = there)]);
        return message!("query.no-table", cause, near, tables);
    }
    match after("no such column: ") {
        Some(name) => columns_named(state, sql, &cause, name),
        None => message!("query.wrong", cause),
    }
}

/// The name at the front of a message, without what stands before a dot.
fn name_in(rest: &str) -> &str {
    let is_end = |c: char| c.is_whitespace() || c == ',' || c == '"';
    let name = rest.trim_start_matches('"').split(is_end).next().unwrap_or(rest);
    name.rsplit('.').next().unwrap_or(name)
}

fn meant<'k>(name: &str, known: impl Iterator<Item = &'k String>) -> Option<Message> {
    nearest(name, known.map(String::as_str)).map(|near| message!("near", near))
}

/// The columns of every table that the query names, and which of them may have been meant.
fn columns_named(state: &State, sql: &str, cause: &str, name: &str) -> Message {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let words: HashSet<String> =
        sql.split(|c: char| !is_part(c)).map(str::to_ascii_lowercase).collect();
    let mut tables = tables(state);
    tables.retain(|table| words.contains(table));
    let columns: Vec<Vec<String>> = tables.iter().map(|table| columns(state, table)).collect();
    let near = meant(name, columns.iter().flatten());
    let lines = tables.iter().zip(&columns).map(|(table, columns)| {
        message!("query.columns", table, columns = listed(columns.iter().map(String::as_str)))
    });
    message!("query.no-column", cause, near, columns = Arg::lines(lines))
}

/// Names of the tables and views that are meant to be asked.
fn tables(state: &State) -> Vec<String> {
    let sql = "select name from sqlite_schema where type in ('table', 'view') \
               and name not like 'gongwen%' and name not like 'sqlite%' order by type, name";
    texts(state, sql, [])
}

fn columns(state: &State, table: &str) -> Vec<String> {
    texts(state, "select name from pragma_table_info(?1) order by cid", [table])
}

/// A list for a message: empty where it cannot be had.
fn texts(state: &State, sql: &str, with: impl rusqlite::Params) -> Vec<String> {
    let read = || -> rusqlite::Result<Vec<String>> {
        state.sql().prepare(sql)?.query_map(with, |row| row.get(0))?.collect()
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn the_name_in_a_message_is_found() {
        for (rest, expected) in [
            ("titel", "titel"),
            ("d.titel", "titel"),
            ("titel in select d.titel from documents d at offset 7", "titel"),
            ("\"titel\" - should this be a string literal in single-quotes?", "titel"),
        ] {
            assert_eq!(name_in(rest), expected);
        }
    }
}
