//! `gongwen schema`

use crate::exit::Exit;
use anyhow::Result;
use gongwen::emit::schema;
use gongwen_cli::args::{Schema, SqlDialect};
use gongwen_dataset::tables::ddl::{self, Dialect};
use std::io::{self, Write};

/// Prints the same bytes as the files in `schemas/`.
pub(crate) fn run(args: &Schema) -> Result<Exit> {
    let text = match (args.tables, args.dialect) {
        (false, _) => schema::record(),
        (true, SqlDialect::Sqlite) => tables(Dialect::Sqlite),
        (true, SqlDialect::Postgres) => tables(Dialect::Postgres),
        (true, SqlDialect::Duckdb) => ddl::duckdb(),
        (true, SqlDialect::Spark) => ddl::spark(),
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

fn tables(dialect: Dialect) -> String {
    format!("{}\n{}", ddl::all(dialect), ddl::views(dialect))
}
