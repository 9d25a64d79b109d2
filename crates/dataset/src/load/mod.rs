//! Loads a data set into PostgreSQL.
//!
//! [`into_postgres`] makes a schema of a database equal to the state of a data set. It reads the state row by
//! row, copies what may differ into temporary tables on the server and merges them in one transaction, so
//! readers see the old state or the new one. Loaders of the same schema wait for one another. Notices whose row
//! in `documents` is unchanged are not touched; loading twice changes nothing.

#[cfg(feature = "postgres")]
mod copy;
mod destination;
mod error;
#[cfg(feature = "postgres")]
mod merge;
mod passfile;
#[cfg(feature = "postgres")]
mod schema;
#[cfg(feature = "postgres")]
mod server;
#[cfg(feature = "postgres")]
mod source;
#[cfg(feature = "postgres")]
mod tls;

pub use destination::{Destination, SslMode};
pub use error::Error;

use super::Folder;
use std::collections::BTreeMap;

/// The schema that is used where none is named.
pub const SCHEMA: &str = "gongwen";

/// What becomes of versions of notices that are superseded or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// They are gone.
    Replace,
    /// They move to the tables `…_history`.
    Keep,
}

#[cfg(feature = "postgres")]
impl History {
    fn name(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Keep => "keep",
        }
    }

    fn from_name(name: &str) -> Self {
        if name == "keep" { Self::Keep } else { Self::Replace }
    }
}

/// How to load.
#[derive(Clone, Debug)]
pub struct Options {
    /// The schema.
    pub schema: String,
    /// What becomes of superseded versions; none for what the schema does so far.
    pub history: Option<History>,
    /// Load even what is older than, or foreign to, what the schema holds.
    pub force: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { schema: SCHEMA.to_owned(), history: None, force: false }
    }
}

/// Watches a load.
pub trait Observer {
    /// Another loader is at work on the schema; this one goes on when that has ended.
    fn waiting(&self);
    /// So many rows of a table have been sent.
    fn sent(&self, table: &str, rows: u64);
}

/// Nobody watches.
impl Observer for () {
    fn waiting(&self) {}
    fn sent(&self, _table: &str, _rows: u64) {}
}

/// What a load did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The number of the load; none where everything was already there.
    pub load_id: Option<i64>,
    /// The last run of the data set.
    pub run_id: String,
    /// True where the schema's tables were made or changed.
    pub migrated: bool,
    /// Notices in the data set.
    pub notices: u64,
    /// Notices that were not in the schema before.
    pub new: u64,
    /// Notices with other rows than before.
    pub changed: u64,
    /// Notices that were read again with the same result: only their row in `documents` is new.
    pub reread: u64,
    /// Notices that left the schema.
    pub removed: u64,
    /// Notices that the schema has from a newer edition of the program; they stay as they are.
    pub held: u64,
    /// Rows written, of each table that was touched.
    pub written: BTreeMap<String, u64>,
    /// Rows of superseded versions that were moved to the history.
    pub kept: u64,
    /// NUL characters, which PostgreSQL cannot store, that became U+FFFD.
    pub nul: u64,
}

/// Loads the data set into a schema of the database.
///
/// # Errors
/// Where the data set cannot be read, the database cannot be reached or refuses, or the schema holds
/// something that must not be replaced unasked, or this program was built without the feature
/// `postgres`. The schema is then as it was before.
pub fn into_postgres(
    folder: &Folder,
    target: &Destination,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Report, Error> {
    server::load(folder, target, options, observer)
}

/// Without PostgreSQL there is nothing to load into.
#[cfg(not(feature = "postgres"))]
mod server {
    use super::{Destination, Error, Observer, Options, Report};
    use crate::Folder;

    pub(super) fn load(
        _folder: &Folder,
        _target: &Destination,
        _options: &Options,
        _observer: &dyn Observer,
    ) -> Result<Report, Error> {
        Err(Error::NotBuilt)
    }
}
