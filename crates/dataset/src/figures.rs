//! The figures of a data set, which a run prints and writes into its manifest.

use super::apply::Unreadable;
use super::manifest::{Coverage, InputFile, Manifest};
use super::run::{Refused, Standing};
use super::staging::{RefusedRow, Staging};
use super::{Error, State};
use crate::tables::{TableId, key};
use gongwen::document::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The manifest with the numbers of the state as it is now.
pub(super) fn complete(state: &State, manifest: Manifest) -> Result<Manifest, Error> {
    Ok(Manifest {
        inputs_sha256: inputs_sha256(state)?,
        inputs: looked_at(state)?,
        rows: row_counts(state)?,
        coverage: coverage(state)?,
        problems: problems(state)?,
        ..manifest
    })
}

/// Rows of each table, from what every notice says of itself.
pub(super) fn row_counts(state: &State) -> Result<BTreeMap<String, i64>, Error> {
    let mut counts = BTreeMap::new();
    for table in TableId::ALL {
        let name = table.table().name;
        let of_notice = *table != TableId::Documents && TableId::of_notices().any(|t| t == *table);
        let sql = match of_notice {
            // Not what another program wrote there, whatever it is: its row shows that.
            true => format!("select cast(coalesce(sum(n_{name}), 0) as integer) from documents"),
            false => format!("select count(*) from {name}"),
        };
        counts.insert(name.to_owned(), state.number(&sql)?);
    }
    Ok(counts)
}

fn inputs_sha256(state: &State) -> Result<String, Error> {
    let mut hash = Sha256::new();
    let sql = "select distinct uri, sha256 from document_sources order by uri";
    let error = |cause| state.error(cause);
    let mut statement = state.sql().prepare(sql).map_err(error)?;
    let mut rows = statement.query([]).map_err(error)?;
    while let Some(row) = rows.next().map_err(error)? {
        for at in 0..2 {
            hash.update(row.get::<_, String>(at).map_err(error)?);
            hash.update([b'\n']);
        }
    }
    Ok(hex(&hash.finalize()))
}

fn looked_at(state: &State) -> Result<Vec<InputFile>, Error> {
    let sql = "select distinct uri, sha256, 'read' from work.source
               union all select uri, sha256, reason from work.refused order by 1";
    list(state, sql, |row| {
        Ok(InputFile { uri: row.get(0)?, sha256: row.get(1)?, outcome: row.get(2)? })
    })
}

fn coverage(state: &State) -> Result<Coverage, Error> {
    let sql = "select count(*), coalesce(sum(text_chars), 0),
                 coalesce(sum(text_chars * unexplained_share) / sum(text_chars), 0.0),
                 coalesce(sum(title is null), 0), coalesce(sum(issued_on is null), 0),
                 coalesce(sum(n_warnings + n_errors > 0), 0) from documents";
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Coverage {
            notices: row.get(0)?,
            text_chars: row.get(1)?,
            unexplained_share: row.get(2)?,
            without_title: row.get(3)?,
            without_date: row.get(4)?,
            with_problems: row.get(5)?,
        })
    };
    state.sql().query_row(sql, [], row).map_err(|cause| state.error(cause))
}

fn problems(state: &State) -> Result<BTreeMap<String, i64>, Error> {
    let sql = "select code, count(*) from diagnostics where severity <> 'info' group by code";
    Ok(list(state, sql, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// The files in quarantine.
pub(super) fn refused(state: &State) -> Result<Vec<Refused>, Error> {
    let sql = "select uri, reason, message, acknowledged_at is not null from quarantine
               order by uri";
    list(state, sql, |row| {
        let standing = if row.get(3)? { Standing::Acknowledged } else { Standing::New };
        Ok(Refused { uri: row.get(0)?, reason: row.get(1)?, message: row.get(2)?, standing })
    })
}

/// The files that would stand in the quarantine of a state: those that were refused, and those of it
/// that this run has nothing to say of.
pub(super) fn would_refuse(
    state: Option<&State>,
    staging: &Staging,
    unreadable: Unreadable,
) -> Result<Vec<Refused>, Error> {
    let mut all = Vec::new();
    for row in staging.refusals()? {
        let known = match state {
            Some(state) => is_acknowledged(state, &row)?,
            None => false,
        };
        let standing = if known { Standing::Acknowledged } else { Standing::New };
        let (uri, reason, message, ..) = row;
        all.push(Refused { uri, reason, message, standing });
    }
    for file in state.map(refused).transpose()?.unwrap_or_default() {
        if !staging.is_settled(&file.uri)? {
            all.push(file);
        }
    }
    if unreadable == Unreadable::Acknowledged {
        all.iter_mut().for_each(|file| file.standing = Standing::Acknowledged);
    }
    all.sort_by(|one, other| one.uri.cmp(&other.uri));
    Ok(all)
}

fn is_acknowledged(state: &State, row: &RefusedRow) -> Result<bool, Error> {
    let sql = "select 1 from quarantine where source_id = ?1 and reason = ?2 and sha256 is ?3
               and (sha256 is not null or bytes is ?4) and acknowledged_at is not null";
    let (uri, reason, _, sha256, bytes) = row;
    let with = (key::of_words(uri), reason, sha256, bytes);
    let ask = || state.sql().prepare_cached(sql)?.exists(with);
    ask().map_err(|cause| state.error(cause))
}

/// A column of texts.
pub(super) fn texts(state: &State, sql: &str) -> Result<Vec<String>, Error> {
    list(state, sql, |row| row.get(0))
}

fn list<T>(
    state: &State,
    sql: &str,
    read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Error> {
    let list =
        || -> rusqlite::Result<Vec<T>> { state.sql().prepare(sql)?.query_map([], read)?.collect() };
    list().map_err(|cause| state.error(cause))
}
