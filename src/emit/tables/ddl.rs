//! The tables as SQL.

use super::{Column, Kind, TABLES, Table, description};
use std::fmt::Write;

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite: types are affinities, dates are ISO 8601 text.
    Sqlite,
    /// PostgreSQL, and those that read its SQL; DuckDB among them.
    Postgres,
}

/// The statements that make all tables, with comments that describe every column.
#[must_use]
pub fn all(dialect: Dialect) -> String {
    let tables = TABLES.iter().map(|table| create(table, dialect));
    tables.collect::<Vec<_>>().join("\n")
}

/// The statements that make the views.
#[must_use]
pub fn views(dialect: Dialect) -> String {
    // The one thing that the dialects name differently.
    let list = match dialect {
        Dialect::Sqlite => "group_concat(surface, ';')",
        Dialect::Postgres => "string_agg(surface, ';')",
    };
    include_str!("views.sql").replace("LIST(surface)", list)
}

/// Views of DuckDB over the Parquet files of a data set, and the views on top of them.
#[must_use]
pub fn duckdb() -> String {
    let mut sql = String::new();
    for table in TABLES {
        let name = table.name;
        let _ = writeln!(sql, "create view {name} as select * from 'parquet/{name}/*.parquet';");
    }
    format!("{sql}\n{}", views(Dialect::Postgres))
}

/// Names of the views, in their order.
#[must_use]
pub fn view_names() -> Vec<&'static str> {
    let lines = include_str!("views.sql").lines();
    lines.filter_map(|line| line.strip_prefix("create view ")?.strip_suffix(" as")).collect()
}

/// The statement that makes one table.
#[must_use]
pub fn create(table: &Table, dialect: Dialect) -> String {
    let mut sql = String::new();
    let _ = writeln!(sql, "-- {}", table.doc);
    let _ = writeln!(sql, "create table {} (", table.name);
    for (at, column) in table.columns.iter().enumerate() {
        let comma = if at + 1 < table.columns.len() { "," } else { "" };
        let definition = definition(column, dialect, at);
        let _ = writeln!(sql, "  {definition}{comma} -- {}", description(column));
    }
    // Rows lie in the order of their keys, so those of one notice lie side by side.
    sql.push_str(if dialect == Dialect::Sqlite { ") without rowid;\n" } else { ");\n" });
    sql
}

fn definition(column: &Column, dialect: Dialect, at: usize) -> String {
    let mut text = format!("{} {}", column.name, sql_type(column.kind, dialect));
    if at == 0 {
        text.push_str(" primary key");
    }
    if !column.optional {
        text.push_str(" not null");
    }
    text
}

/// The type of a column.
#[must_use]
pub fn sql_type(kind: Kind, dialect: Dialect) -> &'static str {
    match (kind, dialect) {
        (Kind::Text, _) => "text",
        (Kind::Int, _) => "bigint",
        (Kind::Bool, _) => "boolean",
        (Kind::Date, _) => "date",
        (Kind::Decimal, _) => "decimal(38,9)",
        (Kind::Time, Dialect::Sqlite) => "timestamp",
        (Kind::Time, Dialect::Postgres) => "timestamptz",
    }
}
