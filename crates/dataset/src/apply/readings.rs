//! What was read of a notice, as the working file keeps it and as the tables take it.

use super::Terms;
use crate::Error;
use crate::database::State;
use crate::staging::unpack;
use crate::tables::{Rows, TableId, at};
use gongwen_messages::{Arg, message};
use std::sync::Arc;

/// The rows of a notice, for the state and for the files.
pub(super) type Reading = Arc<Rows<'static>>;

/// A reading as it was packed.
pub(super) fn packed(state: &State, doc_key: &str) -> Result<Vec<u8>, Error> {
    let sql = "select payload from work.notice where doc_key = ?1";
    state
        .sql()
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_row([doc_key], |row| row.get(0)))
        .map_err(|cause| state.error(cause))
}

/// The rows of a reading, as those of this run.
pub(super) fn rows(terms: &Terms<'_>, packed: &[u8]) -> Result<Reading, Error> {
    let mut rows = unpack_kept(packed)?;
    rows.set_run(terms.config_sha256, terms.run_id);
    Ok(Arc::new(rows))
}

pub(super) fn unpack_kept(packed: &[u8]) -> Result<Rows<'static>, Error> {
    unpack(packed)
        .map_err(|cause| Error::Option(message!("dataset.reading", cause = Arg::text(cause))))
}

pub(super) fn facts_of(rows: &Rows<'_>) -> String {
    let row = rows.of_table(TableId::Documents).first();
    row.map(|row| row[at!(Documents.facts_sha256)].as_text().to_owned()).unwrap_or_default()
}
