//! The state in SQLite: tables, views, and what the next run must know.

use super::{Error, Folder, manifest, proof};
use crate::tables::ddl::{self, Dialect};
use crate::tables::{Cell, ColumnKind, Row, Rows, Table, TableId};
use gongwen_messages::{Message, message};
use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, OptionalExtension, ToSql};
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};

/// Counts up when the tables change so that an older data set cannot be gone on with.
const LAYOUT: i64 = 4;

/// An open state.
#[derive(Debug)]
pub struct State {
    connection: Connection,
    path: PathBuf,
}

impl State {
    /// Opens the state of a data set for reading.
    ///
    /// # Errors
    /// Where there is none, it cannot be opened, or it has another layout.
    pub fn read(folder: &Folder) -> Result<Self, Error> {
        let path = folder.database();
        if !path.is_file() {
            return Err(Error::NoDataSet(folder.root().to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(&path, flags);
        // What was committed but not moved into the main file is moved by opening it for writing.
        let opened = opened
            .or_else(|_| Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY));
        let state = Self::with(opened, path)?;
        state.run("pragma query_only = on")?;
        state.check_layout(folder)?;
        Ok(state)
    }

    /// Opens the state of a data set for writing.
    pub(super) fn write(folder: &Folder) -> Result<Self, Error> {
        let path = folder.database();
        let state = Self::with(Connection::open(&path), path)?;
        state.check_layout(folder)?;
        state.run("pragma journal_mode = wal; pragma synchronous = normal;")?;
        state.common()?;
        proof::watch(&state)?;
        Ok(state)
    }

    /// Begins a state that counts when its file is moved into place.
    pub(super) fn begin(folder: &Folder) -> Result<Self, Error> {
        let path = folder.new_database();
        for ending in ["", "-journal", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            let _ = std::fs::remove_file(name);
        }
        let state = Self::with(Connection::open(&path), path)?;
        state
            .run("pragma page_size = 8192; pragma journal_mode = off; pragma synchronous = off;")?;
        state.common()?;
        state.run(&ddl::all(Dialect::Sqlite))?;
        state.run(INDEXES)?;
        state.run(&ddl::views(Dialect::Sqlite))?;
        state.run("create table gongwen_state (name text primary key, value) without rowid")?;
        state.run(proof::TABLE)?;
        state.run(manifest::TABLE)?;
        proof::watch(&state)?;
        state.set("layout", LAYOUT)?;
        state.set("generation", 0)?;
        Ok(state)
    }

    fn with(opened: rusqlite::Result<Connection>, path: PathBuf) -> Result<Self, Error> {
        match opened {
            Ok(connection) => Ok(Self { connection, path }),
            Err(cause) => Err(Error::sqlite(&path, cause)),
        }
    }

    fn common(&self) -> Result<(), Error> {
        self.run("pragma cache_size = -8192; pragma temp_store = file;")?;
        self.connection.set_prepared_statement_cache_capacity(128);
        Ok(())
    }

    fn check_layout(&self, folder: &Folder) -> Result<(), Error> {
        let damaged =
            |cause: Message| Error::Damaged { path: self.path.clone(), cause: cause.into() };
        let tables = "select count(*) from sqlite_schema where name = 'gongwen_state'";
        if self.number(tables)? == 0 {
            return Err(damaged(message!("dataset.no-tables")));
        }
        match self.get("layout")? {
            Some(LAYOUT) => Ok(()),
            Some(found) => {
                Err(Error::Layout { path: folder.root().to_owned(), found, own: LAYOUT })
            }
            None => Err(damaged(message!("dataset.no-layout"))),
        }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for what has no method of its own.
    pub(super) fn sql(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn run(&self, sql: &str) -> Result<(), Error> {
        self.connection.execute_batch(sql).map_err(|cause| self.error(cause))
    }

    /// What SQLite says about this file.
    pub(super) fn error(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(&self.path, cause)
    }

    /// A number that the state remembers.
    pub(super) fn get(&self, name: &str) -> Result<Option<i64>, Error> {
        let sql = "select value from gongwen_state where name = ?1";
        self.connection
            .query_row(sql, [name], |row| row.get(0))
            .optional()
            .map_err(|cause| self.error(cause))
    }

    pub(super) fn set(&self, name: &str, value: i64) -> Result<(), Error> {
        let sql = "insert or replace into gongwen_state values (?1, ?2)";
        self.connection.execute(sql, (name, value)).map_err(|cause| self.error(cause))?;
        Ok(())
    }

    /// How often the state has changed.
    pub(super) fn generation(&self) -> Result<i64, Error> {
        Ok(self.get("generation")?.unwrap_or(0))
    }

    /// A single number.
    pub(super) fn number(&self, sql: &str) -> Result<i64, Error> {
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(|cause| self.error(cause))
    }

    /// Puts rows into a table, over those with the same key.
    pub(super) fn insert(&self, table: TableId, rows: &[Row<'_>]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let sql = insert_sql(table.table());
        let insert = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached(&sql)?;
            for row in rows {
                for (at, cell) in row.iter().enumerate() {
                    statement.raw_bind_parameter(at + 1, cell)?;
                }
                statement.raw_execute()?;
            }
            Ok(())
        };
        insert().map_err(|cause| self.error(cause))
    }

    /// Takes all rows of a notice out of a table.
    pub(super) fn delete(&self, table: TableId, doc_key: &str) -> Result<(), Error> {
        let table = table.table();
        let key = table.columns[0].name;
        let (from, to) = key_range(doc_key);
        let sql =
            format!("delete from {} where {key} between ?1 and ?2 and doc_key = ?3", table.name);
        let delete = || -> rusqlite::Result<usize> {
            self.connection.prepare_cached(&sql)?.execute((from, to, doc_key))
        };
        delete().map(|_| ()).map_err(|cause| self.error(cause))
    }

    /// All rows of a notice.
    pub(super) fn rows_of(&self, doc_key: &str) -> Result<Rows<'static>, Error> {
        let mut rows = Rows::default();
        for id in TableId::of_notices() {
            let table = id.table();
            let key = table.columns[0].name;
            let order = if table.position("ord").is_some() { "ord" } else { key };
            let sql = format!(
                "select {} from {} where {key} between ?1 and ?2 and doc_key = ?3 order by {order}",
                names(table),
                table.name
            );
            let (from, to) = key_range(doc_key);
            self.each(&sql, table, &[&from, &to, &doc_key], &mut |row| {
                rows.push(id, row);
                Ok(())
            })?;
        }
        Ok(rows)
    }

    /// Cells of a notice that hold what no run writes: a value of another type, or in another
    /// spelling. They read like others, so no hash of what is read tells them apart.
    pub(super) fn odd_cells(&self, doc_key: &str) -> Result<Vec<Odd>, Error> {
        let mut odd = Vec::new();
        for id in TableId::of_notices() {
            let table = id.table();
            let key = table.columns[0].name;
            let sql = format!(
                "select {} from {} where {key} between ?1 and ?2 and doc_key = ?3",
                names(table),
                table.name
            );
            let (from, to) = key_range(doc_key);
            self.each_raw(&sql, &[&from, &to, &doc_key], &mut |row| {
                for (at, column) in table.columns.iter().enumerate() {
                    let value = row.get_ref(at)?;
                    if !is_as_written(column.kind, value) {
                        let key = cell(ColumnKind::Text, row.get_ref(0)?).as_text().to_owned();
                        odd.push(Odd { table: table.name, column: column.name, key });
                    }
                }
                Ok(())
            })?;
        }
        Ok(odd)
    }

    fn each_raw(
        &self,
        sql: &str,
        with: &[&dyn ToSql],
        take: &mut dyn FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), Error> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(with)?;
            while let Some(row) = rows.next()? {
                take(row)?;
            }
            Ok(())
        };
        read().map_err(|cause| self.error(cause))
    }

    /// All rows of a table in the order of its key.
    pub(super) fn each_row(
        &self,
        id: TableId,
        take: &mut dyn FnMut(Row<'static>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let table = id.table();
        let sql = format!(
            "select {} from {} order by {}",
            names(table),
            table.name,
            table.columns[0].name
        );
        self.each(&sql, table, &[], take)
    }

    /// The rows of a table that a `from` clause with the table as `t` gives.
    #[cfg(feature = "postgres")]
    pub(super) fn each_row_from(
        &self,
        id: TableId,
        from: &str,
        take: &mut dyn FnMut(Row<'static>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let columns = id.table().columns.iter().map(|column| format!("t.{}", column.name));
        let sql = format!("select {} from {from}", columns.collect::<Vec<_>>().join(", "));
        self.each(&sql, id.table(), &[], take)
    }

    fn each(
        &self,
        sql: &str,
        table: &Table,
        with: &[&dyn ToSql],
        take: &mut dyn FnMut(Row<'static>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let error = |cause| self.error(cause);
        let mut statement = self.connection.prepare_cached(sql).map_err(error)?;
        let mut found = statement.query(with).map_err(error)?;
        while let Some(row) = found.next().map_err(error)? {
            let columns = table.columns.iter().enumerate();
            let cells = columns.map(|(at, column)| row.get_ref(at).map(|v| cell(column.kind, v)));
            take(cells.collect::<Result<_, _>>().map_err(error)?)?;
        }
        Ok(())
    }

    /// Moves everything into the one file, as readers without write access need it.
    pub(super) fn settle(&self) -> Result<(), Error> {
        self.run("pragma wal_checkpoint(truncate); pragma journal_mode = delete;")
    }
}

/// A cell that holds what no run writes.
pub(super) struct Odd {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    /// Of the row.
    pub(super) key: String,
}

/// True where a run would write the value that is read just as it is stored.
fn is_as_written(kind: ColumnKind, stored: ValueRef<'_>) -> bool {
    let read = cell(kind, stored);
    match read.to_sql() {
        Ok(ToSqlOutput::Borrowed(value)) => value == stored,
        Ok(ToSqlOutput::Owned(value)) => ValueRef::from(&value) == stored,
        _ => false,
    }
}

/// What runs need beside the keys. Views join by keys, and sort what they group: an index by task costs more
/// than it saves.
const INDEXES: &str = "
create index document_sources_by_document on document_sources (doc_key, uri);
";

fn names(table: &Table) -> String {
    table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

/// The keys of a notice's rows begin with its own.
fn key_range(doc_key: &str) -> (&str, String) {
    (doc_key, format!("{doc_key}g"))
}

fn insert_sql(table: &Table) -> String {
    let marks = vec!["?"; table.columns.len()].join(", ");
    format!("insert or replace into {} values ({marks})", table.name)
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Self::Bool(value) => ToSqlOutput::Owned(Value::Integer((*value).into())),
            Self::Date(value) => ToSqlOutput::Owned(Value::Text(value.to_string())),
            Self::Decimal(value) => ToSqlOutput::Owned(exact(*value)),
            Self::Time(value) => ToSqlOutput::Owned(Value::Text(moment(*value))),
        })
    }
}

/// A decimal as SQLite can hold it without loss: a whole number, a fraction of up to 15 digits, or
/// else its digits as bytes, which no affinity turns into something less.
fn exact(value: Decimal) -> Value {
    let value = value.normalize();
    if value.scale() == 0
        && let Ok(whole) = i64::try_from(value)
    {
        return Value::Integer(whole);
    }
    let digits = value.to_string();
    let significant = digits.bytes().filter(u8::is_ascii_digit).count();
    match digits.parse() {
        Ok(fraction) if significant <= 15 => Value::Real(fraction),
        _ => Value::Blob(digits.into_bytes()),
    }
}

/// `2025-03-18T08:00:00Z`.
pub(super) fn moment(seconds: i64) -> String {
    Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default()
}

fn cell(kind: ColumnKind, value: ValueRef<'_>) -> Cell<'static> {
    match (kind, value) {
        (_, ValueRef::Null) => Cell::Null,
        (ColumnKind::Bool, ValueRef::Integer(value)) => Cell::Bool(value != 0),
        (ColumnKind::Decimal, ValueRef::Integer(value)) => Cell::Decimal(value.into()),
        (ColumnKind::Decimal, ValueRef::Real(value)) => {
            value.to_string().parse::<Decimal>().map_or(Cell::Null, Cell::from)
        }
        (_, ValueRef::Integer(value)) => Cell::Int(value),
        (_, ValueRef::Real(value)) => value.to_string().into(),
        (_, ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => {
            of_text(kind, &String::from_utf8_lossy(bytes))
        }
    }
}

fn of_text(kind: ColumnKind, text: &str) -> Cell<'static> {
    match kind {
        ColumnKind::Date => Cell::day(Some(text)),
        ColumnKind::Time => {
            text.parse::<Timestamp>().map_or(Cell::Null, |t| Cell::Time(t.as_second()))
        }
        ColumnKind::Decimal => text.parse::<Decimal>().map_or(Cell::Null, Cell::from),
        ColumnKind::Text | ColumnKind::Int | ColumnKind::Bool => text.to_owned().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, exact};
    use crate::tables::{Cell, ColumnKind};
    use rusqlite::types::ValueRef;
    use rust_decimal::Decimal;

    #[test]
    fn decimals_come_back_as_they_were() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection.execute_batch("create table t (v decimal(38,9))").unwrap();
        let cases = [
            "0",
            "-1",
            "6.5",
            "2000000000000",
            "0.000000001",
            "1234567.12345678",
            "9223372036854775807",
            "12345678901234567890123456789",
            "12345678901234567.123456789",
            "0.1",
            "99.999999999",
        ];
        for digits in cases {
            let value: Decimal = digits.parse().unwrap();
            connection.execute("delete from t", []).unwrap();
            connection.execute("insert into t values (?1)", [exact(value)]).unwrap();
            let back = connection
                .query_row("select v from t", [], |row| {
                    Ok(cell(ColumnKind::Decimal, row.get_ref(0)?))
                })
                .unwrap();
            assert_eq!(back, Cell::from(value), "{digits}");
        }
    }

    #[test]
    fn values_that_no_run_writes_are_told_from_those_it_writes() {
        let cases = [
            (ColumnKind::Date, ValueRef::Text(b"2025-03-18"), true),
            (ColumnKind::Date, ValueRef::Null, true),
            (ColumnKind::Date, ValueRef::Text(b"soon"), false),
            (ColumnKind::Date, ValueRef::Text(b"2025-03-18T00:00:00"), false),
            (ColumnKind::Time, ValueRef::Text(b"2025-03-18T08:00:00Z"), true),
            (ColumnKind::Time, ValueRef::Text(b"2025-03-18T08:00:00+00:00"), false),
            (ColumnKind::Bool, ValueRef::Integer(1), true),
            (ColumnKind::Bool, ValueRef::Integer(2), false),
            (ColumnKind::Decimal, ValueRef::Real(0.5), true),
            (ColumnKind::Decimal, ValueRef::Blob(b"0.5"), false),
            (ColumnKind::Decimal, ValueRef::Real(f64::NAN), false),
            (ColumnKind::Int, ValueRef::Integer(5), true),
            (ColumnKind::Int, ValueRef::Blob(b"5"), false),
            (ColumnKind::Text, ValueRef::Text(b"5"), true),
            (ColumnKind::Text, ValueRef::Blob(b"5"), false),
        ];
        for (kind, value, expected) in cases {
            assert_eq!(super::is_as_written(kind, value), expected, "{kind:?} {value:?}");
        }
    }

    #[test]
    fn cells_read_what_they_are_declared_as() {
        assert_eq!(cell(ColumnKind::Bool, ValueRef::Integer(1)), Cell::Bool(true));
        assert_eq!(cell(ColumnKind::Text, ValueRef::Text(b"a\0b")), Cell::from("a\0b"));
        assert_eq!(
            cell(ColumnKind::Date, ValueRef::Text(b"2025-03-18")),
            Cell::day(Some("2025-03-18"))
        );
        let time = super::moment(1_700_000_000);
        assert_eq!(
            cell(ColumnKind::Time, ValueRef::Text(time.as_bytes())),
            Cell::Time(1_700_000_000)
        );
    }
}
