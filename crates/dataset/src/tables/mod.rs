//! Records as rows of flat tables, for databases, data frames and spreadsheets.
//!
//! [`TABLES`] declares the tables and their columns; [`Rows::of`] makes the rows of a record. Rows have no order;
//! every table starts with its key. The key of a row is made of the notice, the kind of the row and its place in the
//! text ([`key`]), so a later edition that reads a value differently does not rename the row. Beside it facts have a
//! `fact_key` ([`fact`]), by which they are found again in another version of their page.
//! Nothing here knows SQLite, PostgreSQL or files, except [`ddl`], which writes the tables as SQL.

mod cell;
mod columns;
mod content;
mod context;
pub mod ddl;
mod declare;
mod edtf;
mod fact;
pub mod key;
mod rows;

pub use cell::{Cell, ColumnKind};
pub use columns::{Column, Table};
pub(crate) use declare::{at, row};
pub use rows::{Row, Rows};

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident = $module:ident $($rows:ident)?;)*) => {
        $(mod $module;)*

        /// The tables, in the order in which they are filled.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum TableId { $($(#[$doc])* $variant,)* }

        impl TableId {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The rows of a notice's objects, in a table that has such.
            fn rows<'a>(self, context: &context::Context<'a>) -> Vec<Row<'a>> {
                match self {
                    $($(Self::$variant => $module::$rows(context),)?)*
                    _ => Vec::new(),
                }
            }
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
    HeaderFields = header_fields rows;
    /// Covers, issued documents and attachments.
    Parts = parts rows;
    /// Numbered provisions.
    Sections = sections rows;
    /// What is to be done.
    Tasks = tasks rows;
    /// Who answers for it.
    Responsibilities = responsibilities rows;
    /// Organisations, once a notice.
    Units = units rows;
    /// Numeric commitments.
    Targets = targets rows;
    /// Phases, deadlines and recurring obligations.
    Milestones = milestones rows;
    /// Leading groups.
    Groups = groups rows;
    /// Their members.
    Members = members rows;
    /// What the program has to say.
    Diagnostics = diagnostics rows;
    /// The partition of the text.
    Segments = segments rows;
    /// What became of each quantity, date and name.
    Mentions = mentions rows;
    /// Files that could not be read.
    Quarantine = quarantine;
    /// One row a run.
    Runs = runs;
}

impl TableId {
    /// What the table holds.
    #[must_use]
    pub const fn table(self) -> &'static Table {
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
    use super::{TABLES, TableId};
    use std::collections::HashSet;

    #[test]
    fn every_column_is_described_and_every_reference_leads_somewhere() {
        for table in TABLES {
            assert!(!table.doc.english().is_empty() && !table.doc.chinese().is_empty());
            let names: HashSet<_> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            for column in table.columns {
                for text in [column.english(), column.chinese()] {
                    let is_whole = text.ends_with(['.', '。', '…']);
                    assert!(is_whole, "{}.{} is not described: {text}", table.name, column.name);
                }
                let Some(target) = column.refers_to else { continue };
                let target = TableId::from_name(target).unwrap();
                assert_eq!(target.table().columns[0].kind, column.kind);
            }
        }
    }

    #[test]
    fn tables_start_with_their_key() {
        for table in TABLES {
            let key = table.columns[0].name;
            assert!(key.ends_with("_id") || key == "doc_key", "{}", table.name);
            assert!(!table.columns[0].optional, "{}", table.name);
        }
    }
}
