//! Rows of words that users add to the built-in tables.
//!
//! Words of every class can be added ([`OwnTable::Words`], as `words.csv`), names of bodies
//! ([`OwnTable::Units`], as `organisations.csv`) and measures ([`OwnTable::Measures`], as `measures.csv`);
//! words of responsibility clauses also by kind and role ([`OwnTable::Roles`]). A row replaces the built-in row
//! of the same word and class. Every cell is checked, and an error names line, column and what is allowed.

mod cells;
mod measures;
mod roles;
mod units;
mod words;

use super::measures::Row as MeasureRow;
use super::organisation::Row as UnitRow;
pub(super) use words::WordRow;

use cells::{Cells, Column};
use roles::RoleRow;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::fmt;

/// A table that rows can be added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnTable {
    /// Names of bodies, with the columns of `lexicon/organisations.csv`.
    Units,
    /// Words of responsibility clauses, with the columns `word`, `kind` and `role`.
    Roles,
    /// What numbers count, with the columns of `lexicon/measures.csv`.
    Measures,
    /// Words of any class, with the columns of `lexicon/words.csv`.
    Words,
}

/// Own rows that were checked, for [`super::Lexicon::with_rows`].
#[derive(Clone, Debug, Default)]
pub struct OwnRows {
    pub(super) units: Vec<UnitRow>,
    pub(super) measures: Vec<MeasureRow>,
    roles: Vec<RoleRow>,
    words: Vec<WordRow>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Where it begins, counted from 1.
    pub line: u64,
    /// The column, where it is one.
    pub column: Option<&'static str>,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "{}: column `{column}`: {}", self.line, self.message),
            None => write!(f, "{}: {}", self.line, self.message),
        }
    }
}

impl OwnRows {
    /// Reads a table in CSV with a head, and adds its rows.
    ///
    /// # Errors
    /// Every cell that is not what it should be. Nothing of the table is added then.
    pub fn add(&mut self, table: OwnTable, csv: &str) -> Result<(), Vec<RowError>> {
        match table {
            OwnTable::Units => self.units.extend(rows(csv, units::COLUMNS, units::row)?),
            OwnTable::Roles => self.roles.extend(rows(csv, roles::COLUMNS, roles::row)?),
            OwnTable::Measures => {
                self.measures.extend(rows(csv, measures::COLUMNS, measures::row)?);
            }
            OwnTable::Words => self.words.extend(rows(csv, words::COLUMNS, words::row)?),
        }
        Ok(())
    }

    /// True where nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.roles.is_empty()
            && self.measures.is_empty()
            && self.words.is_empty()
    }

    /// All rows that are words of some class.
    pub(super) fn words(&self) -> Vec<WordRow> {
        self.words.iter().cloned().chain(self.roles.iter().map(RoleRow::as_word)).collect()
    }

    /// Feeds every fact of every row to the hash. Reasons are no facts, and where the rows came from
    /// is none either.
    pub(super) fn hash(&self, hash: &mut Sha256) {
        let mut fact = |fact: &str| {
            hash.update((fact.len() as u64).to_be_bytes());
            hash.update(fact);
        };
        for row in &self.units {
            fact("unit");
            units::facts(row).iter().for_each(|cell| fact(cell));
        }
        for row in &self.roles {
            fact("role");
            roles::facts(row).iter().for_each(|cell| fact(cell));
        }
        for row in &self.measures {
            fact("measure");
            measures::facts(row).iter().for_each(|cell| fact(cell));
        }
        for row in &self.words {
            fact("word");
            words::facts(row).iter().for_each(|cell| fact(cell));
        }
    }
}

/// A row with the words that no other row of its table may have.
struct Keyed<Row> {
    key: String,
    row: Row,
}

/// Reads all rows of a table, or returns all that is wrong.
fn rows<Row>(
    csv: &str,
    columns: &'static [Column],
    read: fn(&Cells<'_>, &mut Vec<RowError>) -> Option<Keyed<Row>>,
) -> Result<Vec<Row>, Vec<RowError>> {
    let mut errors = Vec::new();
    let mut rows = Vec::new();
    let mut seen: FxHashMap<String, u64> = FxHashMap::default();
    cells::each(csv, columns, &mut errors, &mut |cells, errors| {
        let Some(Keyed { key, row }) = read(cells, errors) else { return };
        if let Some(first) = seen.get(&key) {
            errors.push(cells.error(columns[0].name, format!("stands in line {first} already")));
        } else {
            seen.insert(key, cells.line);
        }
        rows.push(row);
    });
    if errors.is_empty() { Ok(rows) } else { Err(errors) }
}

#[cfg(test)]
mod tests;
