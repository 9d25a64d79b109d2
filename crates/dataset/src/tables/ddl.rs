//! The tables as SQL.

use super::{Column, ColumnKind, TABLES, Table};
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
    // The one thing that the dialects name differently. SQLite takes the rows in the order of the
    // query inside, and only its newer versions know `order by` here.
    let list = match dialect {
        Dialect::Sqlite => "group_concat(surface, ';')",
        Dialect::Postgres => "string_agg(surface, ';' order by ord)",
    };
    views_with(list)
}

fn views_with(list: &str) -> String {
    include_str!("views.sql").replace("LIST(surface)", list)
}

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The name.
    pub name: String,
    /// What a row stands for.
    pub doc: String,
    /// The query behind it.
    pub query: String,
}

/// The views, one by one, in their order.
#[must_use]
pub fn each_view(dialect: Dialect) -> Vec<View> {
    let sql = views(dialect);
    let view = |statement: &str| {
        let (doc, rest) = statement.trim().strip_prefix("-- ")?.split_once('\n')?;
        let (name, query) = rest.strip_prefix("create view ")?.split_once(" as\n")?;
        let query = query.trim_end_matches(';').to_owned();
        Some(View { name: name.to_owned(), doc: doc.to_owned(), query })
    };
    sql.split("\n\n").filter_map(view).collect()
}

/// Views of DuckDB over the Parquet files of a data set, and the views on top of them.
#[must_use]
pub fn duckdb() -> String {
    let mut sql = String::new();
    for table in TABLES {
        let name = table.name;
        let from = format!("'parquet/{name}/*.parquet'");
        let _ = writeln!(sql, "create or replace view {name} as select * from {from};");
    }
    let views = views(Dialect::Postgres).replace("create view", "create or replace view");
    format!("{sql}\n{views}")
}

/// The same for Spark: views of a session.
#[must_use]
pub fn spark() -> String {
    let mut sql = String::new();
    for table in TABLES {
        let name = table.name;
        let from = format!("using parquet options (path 'parquet/{name}')");
        let _ = writeln!(sql, "create or replace temporary view {name} {from};");
    }
    let list = "array_join(transform(array_sort(collect_list(struct(ord, surface))), x -> x.surface), ';')";
    let views = views_with(list).replace("create view", "create or replace temporary view");
    format!("{sql}\n{views}")
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
    let _ = writeln!(sql, "-- {}", table.doc.english());
    let _ = writeln!(sql, "create table {} (", table.name);
    for (at, column) in table.columns.iter().enumerate() {
        let comma = if at + 1 < table.columns.len() { "," } else { "" };
        let definition = definition(column, dialect, at);
        let _ = writeln!(sql, "  {definition}{comma} -- {}", column.english());
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
pub fn sql_type(kind: ColumnKind, dialect: Dialect) -> &'static str {
    match (kind, dialect) {
        (ColumnKind::Text, _) => "text",
        (ColumnKind::Int, _) => "bigint",
        (ColumnKind::Bool, _) => "boolean",
        (ColumnKind::Date, _) => "date",
        (ColumnKind::Decimal, Dialect::Sqlite) => "decimal(38,9)",
        // Without a scale, digits stay as they are written.
        (ColumnKind::Decimal, Dialect::Postgres) => "numeric",
        (ColumnKind::Time, Dialect::Sqlite) => "timestamp",
        (ColumnKind::Time, Dialect::Postgres) => "timestamptz",
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, each_view, view_names, views};

    #[test]
    fn the_views_are_taken_apart_without_loss() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            let each = each_view(dialect);
            let names: Vec<_> = each.iter().map(|view| view.name.as_str()).collect();
            assert_eq!(names, view_names());
            let statement = |view: &super::View| {
                format!("-- {}\ncreate view {} as\n{};\n", view.doc, view.name, view.query)
            };
            let all: Vec<_> = each.iter().map(statement).collect();
            assert_eq!(all.join("\n"), views(dialect));
        }
    }
}
