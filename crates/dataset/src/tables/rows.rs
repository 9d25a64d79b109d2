//! One record's rows of all tables.

use super::context::Context;
use super::{Cell, TableId, at, content, documents, fact};
use gongwen::document::hex;
use gongwen::emit::Record;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// One row: a cell for each column of its table, in their order.
pub type Row<'a> = Vec<Cell<'a>>;

/// All rows that one notice has in the tables of notices ([`TableId::of_notices`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows<'a> {
    tables: Vec<Vec<Row<'a>>>,
}

impl<'a> Rows<'a> {
    /// Takes a record apart. The row of `documents` names no run yet: [`Rows::set_run`].
    #[must_use]
    pub fn of(record: &'a Record<'a>) -> Self {
        let context = Context::new(record);
        let mut rows = Self { tables: vec![Vec::new(); TableId::ALL.len()] };
        for table in TableId::of_notices() {
            rows.tables[table as usize] = table.rows(&context);
        }
        fact::put(&mut rows.tables, &source(record));
        let hashes = [rows.facts_sha256(), content::sha256(&rows)];
        let document = documents::row(&context, &rows, hashes);
        rows.tables[TableId::Documents as usize].push(document);
        rows
    }

    /// The notice's rows of one table, in the order of its keys' places.
    #[must_use]
    pub fn of_table(&self, table: TableId) -> &[Row<'a>] {
        self.tables.get(table as usize).map_or(&[], Vec::as_slice)
    }

    /// States which run wrote the rows, with which configuration.
    pub fn set_run(&mut self, config_sha256: &str, run_id: &str) {
        for row in &mut self.tables[TableId::Documents as usize] {
            let run =
                [(at!(Documents.config_sha256), config_sha256), (at!(Documents.run_id), run_id)];
            for (at, words) in run {
                row[at] = words.to_owned().into();
            }
        }
    }

    /// A copy that owns its words.
    #[must_use]
    pub fn into_owned(self) -> Rows<'static> {
        let own = |row: Row<'a>| row.into_iter().map(Cell::into_owned).collect();
        let tables = self.tables.into_iter();
        Rows { tables: tables.map(|rows| rows.into_iter().map(own).collect()).collect() }
    }

    /// Adds a row that was read back from a store.
    pub fn push(&mut self, table: TableId, row: Row<'a>) {
        self.tables.resize_with(TableId::ALL.len(), Vec::new);
        self.tables[table as usize].push(row);
    }

    /// A hash of all values but those of `documents`: equal for two readings with equal facts.
    #[must_use]
    pub fn facts_sha256(&self) -> String {
        let mut hash = Sha256::new();
        let tables = TableId::ALL.iter().zip(&self.tables);
        for (table, rows) in tables.filter(|(table, _)| **table != TableId::Documents) {
            hash.update(table.table().name);
            for cell in rows.iter().flatten() {
                update(&mut hash, cell);
            }
        }
        hex(&hash.finalize())
    }
}

/// The notice in the archive: its path, and its number in the file where it is not the first there.
fn source<'a>(record: &Record<'a>) -> Cow<'a, str> {
    match record.source.ordinal {
        0 => record.source.path.into(),
        ordinal => format!("{}\u{1F}{ordinal}", record.source.path).into(),
    }
}

/// Every cell is followed by a character that no other cell can hold unmarked: its length comes first.
pub(super) fn update(hash: &mut Sha256, cell: &Cell<'_>) {
    let mut add = |mark: u8, bytes: &[u8]| {
        hash.update([mark]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    match cell {
        Cell::Null => add(b'0', b""),
        Cell::Text(text) => add(b't', text.as_bytes()),
        Cell::Int(value) => add(b'i', &value.to_le_bytes()),
        Cell::Bool(value) => add(b'b', &[u8::from(*value)]),
        Cell::Date(value) => add(b'd', value.to_string().as_bytes()),
        Cell::Decimal(value) => add(b'n', value.normalize().to_string().as_bytes()),
        Cell::Time(value) => add(b's', &value.to_le_bytes()),
    }
}
