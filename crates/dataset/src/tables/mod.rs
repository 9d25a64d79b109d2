//! A record as rows of flat tables, for databases, data frames and spreadsheets.
//!
//! [`TABLES`] says which tables there are and what each column holds; [`Rows::of`] takes a record
//! apart. Tables have no order of their own: every table starts with its key, and the key of a row
//! is a hash of the document, the kind of the row and its place in the text ([`key`]), so a better
//! edition of the program that reads a value otherwise does not rename the row.

mod cell;
mod columns;
pub mod ddl;
mod edtf;
pub mod key;
mod rows;

pub use cell::{Cell, Kind};
pub use columns::{Column, Table, description};
pub use rows::{Row, Rows};

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident = $module:ident;)*) => {
        $(mod $module;)*

        /// The tables, in the order in which they are filled.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum TableId { $($(#[$doc])* $variant,)* }

        impl TableId {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }

        /// The tables in the order of [`TableId`].
        pub const TABLES: &[Table] = &[$($module::TABLE,)*];
    };
}

tables! {
    /// One row a notice.
    Documents = documents;
    /// One row a file in which a notice was seen.
    DocumentSources = document_sources;
    /// Values of the header with their places.
    HeaderFields = header_fields;
    /// Covers, issued documents and attachments.
    Parts = parts;
    /// Numbered provisions.
    Sections = sections;
    /// What is to be done.
    Tasks = tasks;
    /// Who answers for it.
    Responsibilities = responsibilities;
    /// Organisations, once a notice.
    Units = units;
    /// Numeric commitments.
    Targets = targets;
    /// Phases, deadlines and recurring obligations.
    Milestones = milestones;
    /// Leading groups.
    Groups = groups;
    /// Their members.
    Members = members;
    /// What the program has to say.
    Diagnostics = diagnostics;
    /// The partition of the text.
    Segments = segments;
    /// Files that could not be read.
    Quarantine = quarantine;
    /// One row a run.
    Runs = runs;
}

impl TableId {
    /// What the table holds.
    #[must_use]
    pub fn table(self) -> &'static Table {
        &TABLES[self as usize]
    }

    /// The tables whose rows belong to one notice and are replaced with it.
    pub fn of_notices() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|table| !matches!(table, Self::DocumentSources | Self::Quarantine | Self::Runs))
    }

    /// The table of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.table().name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLES, TableId, description};
    use std::collections::HashSet;

    #[test]
    fn every_column_is_described_and_every_reference_leads_somewhere() {
        for table in TABLES {
            assert!(!table.doc.is_empty());
            let names: HashSet<_> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            for column in table.columns {
                let text = description(column);
                assert!(!text.is_empty(), "{}.{} is not described", table.name, column.name);
                let Some(target) = column.refers_to else { continue };
                let target = TableId::from_name(target).unwrap();
                assert_eq!(target.table().columns[0].kind, column.kind);
            }
        }
    }

    #[test]
    fn tables_start_with_their_key() {
        for table in TABLES {
            assert!(table.columns[0].name.ends_with("_id"), "{}", table.name);
            assert!(!table.columns[0].optional, "{}", table.name);
        }
    }
}
