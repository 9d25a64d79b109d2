//! `documents.content_sha256`: what a notice says, wherever it stands.
//!
//! Two copies of a notice whose pages differ around it (another header, other spaces, another encoding of its
//! punctuation) have equal facts at other places. This hash covers the facts without keys, places, rules and
//! the words around a value, and of the header what the notice says itself.

use super::fact::plain;
use super::rows::update;
use super::{Cell, Column, Row, Rows, Table, TableId, at};
use gongwen::document::hex;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// The tables of what a notice says.
const FACTS: &[TableId] = &[
    TableId::HeaderFields,
    TableId::Sections,
    TableId::Tasks,
    TableId::Responsibilities,
    TableId::Units,
    TableId::Targets,
    TableId::Milestones,
    TableId::Groups,
    TableId::Members,
];

/// Fields of the header that are the notice's own; others are said by the page around it.
const OWN: &[&str] = &[
    "title",
    "document_number",
    "signatories",
    "issued_on",
    "effective_on",
    "expires_on",
    "recipients",
];

/// The hash of a notice's facts.
pub(super) fn sha256(rows: &Rows<'_>) -> String {
    let mut hash = Hash { hash: Sha256::new(), places: FxHashMap::default(), text: String::new() };
    for id in FACTS {
        let table = id.table();
        let rows = rows.of_table(*id);
        hash.hash.update(table.name);
        let rows = rows.iter().filter(|row| *id != TableId::HeaderFields || is_own(row));
        for (place, row) in rows.enumerate() {
            hash.places.insert(row[0].as_text().to_owned(), place);
            hash.row(table, row);
        }
    }
    hex(&hash.hash.finalize())
}

fn is_own(row: &Row<'_>) -> bool {
    OWN.contains(&row[at!(HeaderFields.field)].as_text())
}

struct Hash {
    hash: Sha256,
    /// Which row of its table stands behind a key.
    places: FxHashMap<String, usize>,
    text: String,
}

impl Hash {
    fn row(&mut self, table: &Table, row: &Row<'_>) {
        for (column, cell) in table.columns.iter().zip(row) {
            match (column.refers_to, cell) {
                (None, cell) if says(column) => self.value(cell),
                (Some(_), Cell::Text(key)) => {
                    let place = self.places.get(&**key).map_or(u64::MAX, |place| *place as u64);
                    self.hash.update(place.to_le_bytes());
                }
                _ => {}
            }
        }
        self.hash.update(*b"\n");
    }

    fn value(&mut self, cell: &Cell<'_>) {
        if let Cell::Text(text) = cell {
            self.text.clear();
            plain(text, &mut self.text);
            update(&mut self.hash, &Cell::from(self.text.as_str()));
        } else {
            update(&mut self.hash, cell);
        }
    }
}

/// False for keys, places, and how a value was found.
fn says(column: &Column) -> bool {
    let how = ["doc_key", "ord", "fact_key", "words", "rule"];
    let ends = ["_id", "_start", "_end"];
    !how.contains(&column.name) && !ends.iter().any(|end| column.name.ends_with(end))
}
