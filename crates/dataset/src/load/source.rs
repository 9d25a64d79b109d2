//! What the loader reads from the state.

use super::Error;
use crate::folder::Lock;
use crate::tables::{Row, TableId};
use crate::{Folder, State};
use gongwen_messages::message;

/// Who takes rows.
pub(super) type Take<'t> = dyn FnMut(&Row<'static>) -> Result<(), Error> + 't;

/// The state of a data set as it was when it was opened.
pub(super) struct Source {
    state: State,
    _lock: Option<Lock>,
}

/// The last run of a data set.
pub(super) struct LastRun {
    pub(super) run_id: String,
    pub(super) number: i64,
    pub(super) edition: i64,
}

impl Source {
    /// Opens the data set and keeps runs from changing it.
    pub(super) fn open(folder: &Folder) -> Result<Self, Error> {
        let lock = folder.lock_for_reading()?;
        let state = State::read(folder)?;
        state.run(
            "pragma query_only = off; pragma temp_store = file; pragma cache_size = -16384;
             create temp table chosen (doc_key text primary key) without rowid;",
        )?;
        Ok(Self { state, _lock: lock })
    }

    pub(super) fn last_run(&self) -> Result<LastRun, Error> {
        let sql = "select run_id, number, edition from runs order by number desc limit 1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(LastRun { run_id: row.get(0)?, number: row.get(1)?, edition: row.get(2)? })
        };
        let run = self.state.sql().query_row(sql, [], read);
        run.map_err(|cause| self.state.error(cause).into())
    }

    /// All rows of a table.
    pub(super) fn each_row(&self, table: TableId, take: &mut Take<'_>) -> Result<(), Error> {
        carry(take, |take| self.state.each_row(table, take))
    }

    /// Remembers a notice for [`Source::each_chosen`].
    pub(super) fn choose(&self, doc_key: &str) -> Result<(), Error> {
        let sql = "insert into temp.chosen values (?1)";
        let insert = || self.state.sql().prepare_cached(sql)?.execute([doc_key]);
        insert().map(|_| ()).map_err(|cause| self.state.error(cause).into())
    }

    /// Choosing is quick between these two.
    pub(super) fn begin_choosing(&self) -> Result<(), Error> {
        Ok(self.state.run("begin")?)
    }

    pub(super) fn end_choosing(&self) -> Result<(), Error> {
        Ok(self.state.run("commit")?)
    }

    /// The rows that the chosen notices have in a table.
    pub(super) fn each_chosen(&self, table: TableId, take: &mut Take<'_>) -> Result<(), Error> {
        let key = table.table().columns[0].name;
        // The keys of a notice begin with its own.
        let from = format!(
            "temp.chosen w cross join {} t where t.{key} between w.doc_key and \
             w.doc_key || 'g' and t.doc_key = w.doc_key",
            table.table().name
        );
        carry(take, |take| self.state.each_row_from(table, &from, take))
    }
}

/// Carries an error of the taker through a reader that knows only its own.
fn carry(
    take: &mut Take<'_>,
    read: impl FnOnce(
        &mut dyn FnMut(Row<'static>) -> Result<(), crate::Error>,
    ) -> Result<(), crate::Error>,
) -> Result<(), Error> {
    let mut failure = None;
    let read = read(&mut |row| {
        take(&row).map_err(|error| {
            failure = Some(error);
            crate::Error::Option(message!("load.stopped"))
        })
    });
    match failure {
        Some(failure) => Err(failure),
        None => Ok(read?),
    }
}
