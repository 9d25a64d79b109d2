//! A data set into PostgreSQL.
//!
//! [`into_postgres`] brings a schema of a database to what the state of a data set holds. It reads
//! the state row by row, copies what may differ into temporary tables on the server and merges them
//! in one transaction, so the schema shows the old state or the new one and nothing between, whenever
//! the loader is killed. Loaders of the same schema wait for one another. Notices whose row in
//! `documents` is the same are not touched; loading twice changes nothing.

mod copy;
mod error;
mod merge;
mod passfile;
mod schema;
mod source;
mod destination;
mod tls;

pub use destination::{Destination, SslMode};
pub use error::Error;

use super::Folder;
use ::postgres::Client;
use gongwen_messages::message;
use merge::Merge;
use source::Source;
use std::collections::BTreeMap;

/// The schema that is used where none is named.
pub const SCHEMA: &str = "gongwen";

/// The oldest PostgreSQL that will do.
const OLDEST_SERVER: i32 = 12;

/// What becomes of versions of notices that are superseded or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// They are gone.
    Replace,
    /// They move to the tables `…_history`.
    Keep,
}

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
/// something that must not be replaced unasked. The schema is then as it was before.
pub fn into_postgres(
    folder: &Folder,
    target: &Destination,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Report, Error> {
    schema::check_name(&options.schema)?;
    let source = Source::open(folder)?;
    let mut client = target.connect()?;
    let failed = |cause| Error::database(target, &cause);
    check_server(&mut client, target)?;
    let mut transaction = client.transaction().map_err(failed)?;
    wait_for_turn(&mut transaction, target, options, observer)?;
    let mut merge = Merge::new(transaction, &source, target, options, observer);
    merge.all()?;
    merge.commit()
}

/// Timeouts of the role would end a long load; everything else is what the statements count on.
const SESSION: &str = "set statement_timeout = 0; set lock_timeout = 0; \
    set idle_in_transaction_session_timeout = 0; set client_min_messages = warning; \
    set standard_conforming_strings = on; set datestyle = 'ISO, YMD'; set timezone = 'UTC';";

fn check_server(client: &mut Client, target: &Destination) -> Result<(), Error> {
    let failed = |cause| Error::database(target, &cause);
    client.batch_execute(SESSION).map_err(failed)?;
    let sql =
        "select current_setting('server_version_num')::int4, current_setting('server_version'),
               current_setting('server_encoding'), pg_is_in_recovery()";
    let row = client.query_one(sql, &[]).map_err(failed)?;
    let (number, version, encoding): (i32, String, String) = (row.get(0), row.get(1), row.get(2));
    if number < OLDEST_SERVER * 10_000 {
        let oldest = i64::from(OLDEST_SERVER);
        let target = target.to_string();
        return Err(Error::Refused(message!("server.too-old", target, version, oldest)));
    }
    if encoding != "UTF8" {
        let target = target.to_string();
        return Err(Error::Refused(message!("server.encoding", target, encoding)));
    }
    if row.get(3) {
        let what = message!("server.is-standby");
        return Err(Error::Refused(message!("about", place = target.to_string(), what)));
    }
    Ok(())
}

/// One loader of a schema at a time: the lock is given back with the transaction.
fn wait_for_turn(
    transaction: &mut ::postgres::Transaction<'_>,
    target: &Destination,
    options: &Options,
    observer: &dyn Observer,
) -> Result<(), Error> {
    let failed = |cause| Error::database(target, &cause);
    let lock = |name: &str| format!("select {name}(hashtext('gongwen load'), hashtext($1::text))");
    let attempt = transaction.query_one(&lock("pg_try_advisory_xact_lock"), &[&options.schema]);
    if attempt.map_err(failed)?.get(0) {
        return Ok(());
    }
    observer.waiting();
    transaction.execute(&lock("pg_advisory_xact_lock"), &[&options.schema]).map_err(failed)?;
    Ok(())
}
