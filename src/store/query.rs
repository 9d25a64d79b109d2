//! Questions to the state, in SQL.

use super::{Error, Folder, State};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Statement};

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
    let wrong = |cause: rusqlite::Error| Error::Query(explained(&state, &cause));
    let mut statements = Batch::new(state.sql(), sql);
    let Some(mut statement) = statements.next().map_err(wrong)? else {
        return Err(Error::Query("the query is empty".to_owned()));
    };
    if statements.next().map_err(wrong)?.is_some() {
        return Err(Error::Query("one query at a time: leave out what follows the `;`".to_owned()));
    }
    if !statement.readonly() {
        return Err(Error::Query("a query may not change the data set".to_owned()));
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

/// What SQLite says, with the tables there are where one was not found.
fn explained(state: &State, cause: &rusqlite::Error) -> String {
    let cause = cause.to_string();
    if !cause.contains("no such table") {
        return cause;
    }
    let sql = "select group_concat(name, ', ') from (select name from sqlite_schema where type in \
               ('table', 'view') and name not like 'gongwen%' order by type, name)";
    let names = state.sql().query_row(sql, [], |row| row.get::<_, String>(0));
    format!("{cause}; there are: {}", names.unwrap_or_default())
}
