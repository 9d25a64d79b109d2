//! The list of files, and the quarantine, as a run leaves them.

use super::answers::{arrays, cell, each, text};
use super::{Terms, Trust, Unreadable};
use crate::database::State;
use crate::tables::{Cell, Row, TableId, key, row};
use crate::{Error, proof};
use gongwen_messages::message;
use rusqlite::types::Value;

/// Brings the list of files up to date, and says which notices must be written (`writing`) and which
/// leave (`leaving`). To be called in a transaction.
pub(crate) fn settle_sources(state: &State, terms: &Terms<'_>) -> Result<(), Error> {
    state.run(
        "create temp table if not exists writing (doc_key text primary key, found integer) without rowid;
         create temp table if not exists leaving (doc_key text primary key) without rowid;
         delete from writing; delete from leaving;",
    )?;
    if terms.trust == Trust::Nothing {
        proof::drop_wrong_sources(state)?;
    }
    settle_quarantine(state, terms)?;
    state.run("delete from document_sources where uri in (select uri from work.gone)")?;
    put_sources(state, terms)?;
    state.run(
        "insert into leaving select doc_key from documents d
         where not exists (select 1 from document_sources s where s.doc_key = d.doc_key)",
    )?;
    // The rows of a notice are those of the first of its files; where the file that they came from
    // is gone, those of the first that this run could read.
    let sql = "insert into writing
         select n.doc_key, 0 from work.notice n
         where n.uri = (select min(s.uri) from document_sources s where s.doc_key = n.doc_key)
           or n.uri = (select min(s.uri) from document_sources s where s.doc_key = n.doc_key
               and s.uri in (select uri from work.input)
               and s.uri not in (select uri from work.refused))
             and not exists (select 1 from documents d join document_sources o
               on o.doc_key = d.doc_key and o.uri = d.source_uri and o.sha256 = d.source_sha256
               where d.doc_key = n.doc_key)";
    state.run(sql)
}

/// Files that are refused now; those that were and are read now, are unchanged or gone, come out.
fn settle_quarantine(state: &State, terms: &Terms<'_>) -> Result<(), Error> {
    state.run(
        "delete from quarantine where uri in (
           select uri from work.source union all select uri from work.unchanged
           union all select uri from work.gone union all select uri from work.mended)
           and uri not in (select uri from work.refused)",
    )?;
    let list = "select uri, reason, message, sha256, bytes, kept_as from work.refused order by uri";
    let refused = each(state, list, &[])?;
    for [uri, reason, message, sha256, bytes, kept_as] in arrays(refused) {
        let source_id = key::of_words(&text(&uri));
        if is_known(state, &source_id, [&reason, &sha256, &bytes])? {
            // It keeps the time at which it was acknowledged.
            tell_anew(state, &source_id, [&message, &kept_as])?;
        } else {
            let row = row!(Quarantine {
                source_id: source_id,
                uri: cell(uri),
                reason: cell(reason),
                message: cell(message),
                sha256: cell(sha256),
                bytes: cell(bytes),
                kept_as: cell(kept_as),
                run_id: terms.run_id,
                acknowledged_at: Cell::Null,
            });
            state.insert(TableId::Quarantine, &[row])?;
        }
    }
    acknowledge(state, terms)
}

/// True where the quarantine has that file with that reason and those bytes. One that no
/// limit allows to read has no hash: its size tells it.
fn is_known(state: &State, source_id: &str, file: [&Value; 3]) -> Result<bool, Error> {
    let sql = "select 1 from quarantine where source_id = ?1 and reason = ?2 and sha256 is ?3
               and (sha256 is not null or bytes is ?4)";
    let [reason, sha256, bytes] = file;
    let ask = || state.sql().prepare_cached(sql)?.exists((source_id, reason, sha256, bytes));
    ask().map_err(|cause| state.error(cause))
}

/// Puts the words and the copy of this run into the row of a file that is known.
fn tell_anew(state: &State, source_id: &str, now: [&Value; 2]) -> Result<(), Error> {
    let sql = "update quarantine set message = ?2, kept_as = coalesce(?3, kept_as)
               where source_id = ?1
                 and (message is not ?2 or kept_as is not coalesce(?3, kept_as))";
    let [message, kept_as] = now;
    let execute = || state.sql().prepare_cached(sql)?.execute((source_id, message, kept_as));
    execute().map(drop).map_err(|cause| state.error(cause))
}

fn acknowledge(state: &State, terms: &Terms<'_>) -> Result<(), Error> {
    if terms.unreadable == Unreadable::Told {
        return Ok(());
    }
    let sql = "update quarantine set acknowledged_at = ?1 where acknowledged_at is null";
    let at = Cell::Time(terms.started_at);
    state.sql().execute(sql, [at]).map(|_| ()).map_err(|cause| state.error(cause))
}

/// Refuses two texts with the same key: one would take the place of the other. Chance makes none in any
/// archive; somebody who wants to can.
fn check_keys(state: &State) -> Result<(), Error> {
    let sql = "select min(uri), max(uri) from work.source group by doc_key having min(doc_id) <> max(doc_id)
         union all select d.source_uri, w.uri from work.source w join documents d using (doc_key)
           where d.doc_id <> w.doc_id and length(d.doc_id) = 32 and substr(d.doc_id, 1, 16) = doc_key";
    match arrays(each(state, sql, &[])?).next() {
        Some([one, other]) => {
            let (one, other) = (text(&one), text(&other));
            Err(Error::Option(message!("dataset.same-key", one, other)))
        }
        None => Ok(()),
    }
}

fn put_sources(state: &State, terms: &Terms<'_>) -> Result<(), Error> {
    check_keys(state)?;
    // Of files that held more notices before.
    state.run(
        "delete from document_sources as s where s.uri in (select uri from work.source)
           and not exists (select 1 from work.source w where w.uri = s.uri and w.ordinal = s.ordinal)",
    )?;
    let list =
        "select uri, doc_key, sha256, bytes, media_type, encoding, encoding_basis, text_chars,
                  range_start, range_end, ordinal
                from work.source order by uri, ordinal";
    let mut statement = state.sql().prepare(list).map_err(|cause| state.error(cause))?;
    let mut found = statement.query([]).map_err(|cause| state.error(cause))?;
    while let Some(source) = found.next().map_err(|cause| state.error(cause))? {
        let row = source_row(source, terms.run_id).map_err(|cause| state.error(cause))?;
        state.insert(TableId::DocumentSources, &[row])?;
    }
    Ok(())
}

fn source_row(source: &rusqlite::Row<'_>, run_id: &str) -> rusqlite::Result<Row<'static>> {
    let text = |name: &str| source.get::<_, String>(name);
    let number = |name: &str| source.get::<_, i64>(name);
    Ok(row!(DocumentSources {
        source_id: source_id(&text("uri")?, number("ordinal")?),
        doc_key: text("doc_key")?,
        uri: text("uri")?,
        sha256: text("sha256")?,
        bytes: number("bytes")?,
        media_type: text("media_type")?,
        encoding: text("encoding")?,
        encoding_basis: text("encoding_basis")?,
        text_chars: number("text_chars")?,
        range_start: number("range_start")?,
        range_end: number("range_end")?,
        ordinal: number("ordinal")?,
        run_id: run_id.to_owned(),
    }))
}

/// The key of a notice of a file.
fn source_id(uri: &str, ordinal: i64) -> String {
    match ordinal {
        0 => key::of_words(uri),
        _ => key::of_words(&format!("{uri}\u{1F}{ordinal}")),
    }
}

/// Files on the list whose reading is needed and was not made: a notice's rows came from a file that
/// is gone or holds something else now, and this one holds the notice too. One that was refused by
/// this run is not named again.
pub(crate) fn promoted(state: &State) -> Result<Vec<String>, Error> {
    let sql = "select min(s.uri) from documents d join document_sources s on s.doc_key = d.doc_key
         where d.doc_key not in (select doc_key from temp.writing)
           and not exists (select 1 from document_sources o
             where o.doc_key = d.doc_key and o.uri = d.source_uri and o.sha256 = d.source_sha256)
           and s.uri in (select uri from work.input)
           and s.uri not in (select uri from work.refused)
         group by d.doc_key";
    Ok(each(state, sql, &[])?.into_iter().flatten().map(|uri| text(&uri)).collect())
}
