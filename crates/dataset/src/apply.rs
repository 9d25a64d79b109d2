//! The readings of a run into the state, and the tables of the state into files.

use super::database::State;
use super::export::{Dirt, Exporter, Format, Old, Written};
use super::heal::Damage;
use super::manifest::{Counts, Made, Manifest};
use super::staging::unpack;
use super::{Error, Folder, proof};
use crate::tables::{Cell, Row, Rows, TableId, key};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// What becomes of files that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unreadable {
    /// They are told until they are read or acknowledged.
    #[default]
    Told,
    /// All that are told are acknowledged, those of earlier runs too: known as they are.
    Acknowledged,
}

/// What a run thinks of the rows that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// They are as they were written.
    Rows,
    /// Each is looked at and written again where it is not (`--force`).
    Nothing,
}

/// Notices that go from thread to thread together: waking a thread for each would take longer than
/// its work.
const PACK: usize = 16;
/// Packs that wait for the state.
const UNPACKED: usize = 2;
/// Packs that wait for the files: as many as keep the others busy while the files of a bucket are
/// ended.
const TO_FILES: usize = 6;

/// What an application needs to know.
pub(super) struct Terms<'a> {
    pub(super) folder: &'a Folder,
    pub(super) staging: &'a Path,
    pub(super) unreadable: Unreadable,
    /// When the run began.
    pub(super) started_at: i64,
    pub(super) config_sha256: &'a str,
    pub(super) run_id: &'a str,
    pub(super) formats: &'a [Format],
    /// What the last run made.
    pub(super) made: &'a Made,
    /// What of it is missing or damaged.
    pub(super) damage: &'a Damage,
    pub(super) trust: Trust,
    /// Digits of `doc_id` in the name of a bucket.
    pub(super) bucket_digits: usize,
    /// Threads that may work at once: with one, everything is done on the calling thread.
    pub(super) threads: usize,
}

/// Makes the working file's tables visible to the state as `work.…`.
pub(super) fn attach(state: &State, staging: &Path) -> Result<(), Error> {
    state
        .sql()
        .execute("attach database ?1 as work", [staging.to_string_lossy()])
        .map(|_| ())
        .map_err(|cause| state.error(cause))
}

/// Brings the list of files up to date, and says which notices must be written (`writing`) and which
/// leave (`leaving`). To be called in a transaction.
pub(super) fn settle_sources(state: &State, terms: &Terms<'_>) -> Result<(), Error> {
    state.run(
        "create temp table if not exists writing (doc_id text primary key, found integer) without rowid;
         create temp table if not exists leaving (doc_id text primary key) without rowid;
         delete from writing; delete from leaving;",
    )?;
    if terms.trust == Trust::Nothing {
        proof::drop_wrong_sources(state)?;
    }
    settle_quarantine(state, terms)?;
    state.run("delete from document_sources where uri in (select uri from work.gone)")?;
    put_sources(state, terms)?;
    state.run(
        "insert into leaving select doc_id from documents d
         where not exists (select 1 from document_sources s where s.doc_id = d.doc_id)",
    )?;
    // The rows of a notice are those of the first of its files; where the file that they came from
    // is gone, those of the first that this run could read.
    let sql = "insert into writing
         select n.doc_id, 0 from work.notice n
         where n.uri = (select min(s.uri) from document_sources s where s.doc_id = n.doc_id)
           or n.uri = (select min(s.uri) from document_sources s where s.doc_id = n.doc_id
               and s.uri in (select uri from work.input)
               and s.uri not in (select uri from work.refused))
             and not exists (select 1 from documents d join document_sources o
               on o.doc_id = d.doc_id and o.uri = d.source_uri and o.sha256 = d.source_sha256
               where d.doc_id = n.doc_id)";
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
            let row = vec![
                source_id.into(),
                cell(uri),
                cell(reason),
                cell(message),
                cell(sha256),
                cell(bytes),
                cell(kept_as),
                terms.run_id.into(),
                Cell::Null,
            ];
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

fn put_sources(state: &State, terms: &Terms<'_>) -> Result<(), Error> {
    let list = "select uri, doc_id, sha256, bytes, media_type, encoding, encoding_basis, text_chars
                from work.source order by uri";
    let mut statement = state.sql().prepare(list).map_err(|cause| state.error(cause))?;
    let mut found = statement.query([]).map_err(|cause| state.error(cause))?;
    while let Some(source) = found.next().map_err(|cause| state.error(cause))? {
        let row = source_row(source, terms.run_id).map_err(|cause| state.error(cause))?;
        state.insert(TableId::DocumentSources, &[row])?;
    }
    Ok(())
}

fn source_row(source: &rusqlite::Row<'_>, run_id: &str) -> rusqlite::Result<Row<'static>> {
    let uri: String = source.get(0)?;
    Ok(vec![
        key::of_words(&uri).into(),
        source.get::<_, String>(1)?.into(),
        uri.into(),
        source.get::<_, String>(2)?.into(),
        source.get::<_, i64>(3)?.into(),
        source.get::<_, String>(4)?.into(),
        source.get::<_, String>(5)?.into(),
        source.get::<_, String>(6)?.into(),
        source.get::<_, i64>(7)?.into(),
        run_id.to_owned().into(),
    ])
}

/// Files on the list whose reading is needed and was not made: a notice's rows came from a file that
/// is gone or holds something else now, and this one holds the notice too. One that was refused by
/// this run is not named again.
pub(super) fn promoted(state: &State) -> Result<Vec<String>, Error> {
    let sql = "select min(s.uri) from documents d join document_sources s on s.doc_id = d.doc_id
         where d.doc_id not in (select doc_id from temp.writing)
           and not exists (select 1 from document_sources o
             where o.doc_id = d.doc_id and o.uri = d.source_uri and o.sha256 = d.source_sha256)
           and s.uri in (select uri from work.input)
           and s.uri not in (select uri from work.refused)
         group by d.doc_id";
    Ok(each(state, sql, &[])?.into_iter().flatten().map(|uri| text(&uri)).collect())
}

/// Writes everything: rows into the state, tables into files; returns the run's manifest as far as its
/// row in `runs` says it, and the files. To be called in the transaction.
pub(super) fn write(
    state: &State,
    terms: &Terms<'_>,
    counts: &mut Counts,
    manifest: &dyn Fn(&Counts) -> Manifest,
) -> Result<(Manifest, Vec<Written>), Error> {
    let dirt = dirty_buckets(state, terms, counts)?;
    let generation = state.generation()?;
    let most = dirt.values().copied().max().unwrap_or(Dirt::Clean);
    let exporters = exporters(terms, most)?;
    // Formats that are written as a whole, or for the first time, need the notices that stay too;
    // so do files that are made again.
    let needed = |(bucket, dirt): (&String, &Dirt)| {
        let needs = exporters.iter().any(|exporter| exporter.needs(bucket, *dirt));
        needs.then(|| bucket.clone())
    };
    let needed: BTreeSet<String> = dirt.iter().filter_map(needed).collect();
    let bucketed = Bucketed { state, terms, dirt: &dirt, needed };
    let mut exporters = match terms.threads {
        0 | 1 => {
            let mut exporters = exporters;
            let mut reading = |doc_id: &str| rows(terms, &packed(state, doc_id)?);
            bucketed.write(&mut reading, &mut |step| export(&mut exporters, &step))?;
            exporters
        }
        _ => write_on_threads(&bucketed, exporters)?,
    };
    if terms.trust == Trust::Nothing {
        proof::drop_strays(state)?;
        proof::forget_gone(state)?;
    }
    let manifest = manifest(counts);
    state.insert(TableId::Runs, &[manifest.row()])?;
    let mut files = Vec::new();
    for mut exporter in exporters.drain(..) {
        for table in [TableId::DocumentSources, TableId::Quarantine, TableId::Runs] {
            exporter.whole_table(table, state)?;
        }
        files.extend(exporter.finish(generation + 1)?);
    }
    state.set("generation", generation + 1)?;
    Ok((manifest, files))
}

/// Fills the state on this thread, while one unpacks the readings that come next and another writes
/// the files.
fn write_on_threads(
    bucketed: &Bucketed<'_>,
    mut exporters: Vec<Exporter>,
) -> Result<Vec<Exporter>, Error> {
    let ids = list_of_writing(bucketed.state)?;
    let terms = bucketed.terms;
    let (sender, receiver) = sync_channel::<Vec<Step>>(TO_FILES);
    let (unpacked, readings) = sync_channel::<Vec<Unpacked>>(UNPACKED);
    thread::scope(|scope| {
        scope.spawn(move || unpack_all(terms, &ids, &unpacked));
        let exports = scope.spawn(move || {
            receiver.into_iter().flatten().try_for_each(|step| export(&mut exporters, &step))?;
            Ok::<_, Error>(exporters)
        });
        let gone = |what: &str| Error::Option(format!("the {what} stopped inside the program"));
        let mut readings = readings.into_iter().flatten();
        let mut reading = |doc_id: &str| {
            let found = readings.find(|(id, _)| id == doc_id);
            found.map_or_else(|| Err(gone("unpacking of readings")), |(_, reading)| reading)
        };
        let send = |pack| sender.send(pack).map_err(|_| gone("writing of tables"));
        let mut pack = Vec::new();
        let written = bucketed.write(&mut reading, &mut |step| {
            pack.push(step);
            if pack.len() < PACK { Ok(()) } else { send(mem::take(&mut pack)) }
        });
        let written = written.and_then(|()| send(pack));
        // Both threads end when nobody speaks or listens to them any more.
        drop((sender, readings));
        let exports = exports.join().unwrap_or_else(|_| Err(gone("writing of tables")));
        // Where both failed, the writer's failure is the cause: it hung up.
        let exports = exports?;
        written?;
        Ok(exports)
    })
}

/// The notices that are to be written, in the order in which they are.
fn list_of_writing(state: &State) -> Result<Vec<String>, Error> {
    let sql = "select doc_id from temp.writing order by doc_id";
    let read = || -> rusqlite::Result<Vec<String>> {
        state.sql().prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    read().map_err(|cause| state.error(cause))
}

/// A notice and what was read of it.
type Unpacked = (String, Result<Reading, Error>);

/// Unpacks readings with a connection of its own until all are or nobody wants more.
fn unpack_all(terms: &Terms<'_>, ids: &[String], take: &SyncSender<Vec<Unpacked>>) {
    let error = |cause| Error::sqlite(terms.staging, cause);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(terms.staging, flags);
    let read = |connection: &Connection, doc_id: &String| {
        let sql = "select payload from notice where doc_id = ?1";
        let packed: Vec<u8> = connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([doc_id], |row| row.get(0)))
            .map_err(error)?;
        rows(terms, &packed)
    };
    match opened {
        Ok(connection) => {
            let read = |id: &String| (id.clone(), read(&connection, id));
            let mut packs = ids.chunks(PACK).map(|ids| ids.iter().map(read).collect());
            // Nobody listens any more where the writing failed.
            let _ = packs.try_for_each(|pack| take.send(pack));
        }
        Err(cause) => {
            // The first that is asked for is the first on the list.
            let first = ids.first().cloned().unwrap_or_default();
            let _ = take.send(vec![(first, Err(error(cause)))]);
        }
    }
}

fn exporters(terms: &Terms<'_>, dirt: Dirt) -> Result<Vec<Exporter>, Error> {
    let begin = |format: &Format| {
        let place = terms.folder.tables(format.name());
        let new = terms.folder.next().join(format.name());
        let damaged = terms.damage.tables.keys().cloned().collect();
        let same_buckets = terms.made.buckets() == buckets_of(terms.bucket_digits);
        let old = match same_buckets || *format != Format::Parquet {
            true => Old { files: terms.made.of_format(*format), damaged },
            false => Old::default(),
        };
        Exporter::begin(*format, [&place, &new], old, dirt)
    };
    terms.formats.iter().map(begin).collect()
}

/// Which rows differ from those that are there, bucket by bucket; counts new, changed and leaving
/// notices. A notice whose facts are the same needs only its row in `documents`.
fn dirty_buckets(
    state: &State,
    terms: &Terms<'_>,
    counts: &mut Counts,
) -> Result<BTreeMap<String, Dirt>, Error> {
    let mut dirt: BTreeMap<String, Dirt> = buckets(terms.bucket_digits);
    let mut mark = |doc_id: &str, found: Dirt| {
        if let Some(bucket) = dirt.get_mut(doc_id.get(..terms.bucket_digits).unwrap_or("")) {
            *bucket = found.max(*bucket);
        }
    };
    for doc_id in each(state, "select doc_id from temp.leaving", &[])?.into_iter().flatten() {
        counts.removed += 1;
        mark(&text(&doc_id), Dirt::All);
    }
    let writing = "select w.doc_id, d.facts_sha256 from temp.writing w
                   left join documents d on d.doc_id = w.doc_id order by w.doc_id";
    for [doc_id, old_facts] in arrays(each(state, writing, &[])?) {
        let doc_id = text(&doc_id);
        let found = match old_facts {
            Value::Null => Found::New,
            old if facts_of(&unpack_kept(&packed(state, &doc_id)?)?) == text(&old) => {
                same(state, terms, &doc_id, &text(&old))?
            }
            _ => Found::Changed,
        };
        counts.new += u64::from(found == Found::New);
        counts.changed += u64::from(found == Found::Changed);
        let sql = "update temp.writing set found = ?2 where doc_id = ?1";
        state
            .sql()
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute((&doc_id, found as i64)))
            .map_err(|cause| state.error(cause))?;
        counts.repaired += u64::from(found == Found::Damaged);
        mark(&doc_id, if found == Found::Same { Dirt::Documents } else { Dirt::All });
    }
    Ok(dirt)
}

/// A notice with the facts that it had, as its rows are.
fn same(state: &State, terms: &Terms<'_>, doc_id: &str, facts: &str) -> Result<Found, Error> {
    let whole = terms.trust == Trust::Rows
        || state.odd_cells(doc_id)?.is_empty() && state.rows_of(doc_id)?.facts_sha256() == facts;
    Ok(if whole { Found::Same } else { Found::Damaged })
}

fn facts_of(rows: &Rows<'_>) -> String {
    let documents = TableId::Documents.table();
    let at = documents.columns.iter().position(|column| column.name == "facts_sha256");
    let row = rows.of_table(TableId::Documents).first();
    row.zip(at).map(|(row, at)| row[at].as_text().to_owned()).unwrap_or_default()
}

/// How many buckets there are with so many digits in their names.
pub(super) fn buckets_of(digits: usize) -> u32 {
    16_u32.pow(u32::try_from(digits).unwrap_or(0))
}

fn buckets(digits: usize) -> BTreeMap<String, Dirt> {
    (0..buckets_of(digits))
        .map(|number| {
            let name = if digits == 0 { String::new() } else { format!("{number:0digits$x}") };
            (name, Dirt::Clean)
        })
        .collect()
}

/// The rows of a notice, for the state and for the files.
type Reading = Arc<Rows<'static>>;

/// What goes to the thread that writes files.
enum Step {
    Begin(String, Dirt),
    Rows(Reading),
    End(String),
}

fn export(exporters: &mut [Exporter], step: &Step) -> Result<(), Error> {
    for exporter in exporters {
        match step {
            Step::Begin(bucket, dirt) => exporter.begin_bucket(bucket, *dirt)?,
            Step::Rows(rows) => exporter.add(rows)?,
            Step::End(bucket) => exporter.end_bucket(bucket)?,
        }
    }
    Ok(())
}

/// How a notice that was read differs from the one that is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// It was not there.
    New = 1,
    /// It has other facts.
    Changed = 2,
    /// It has the same facts, from another edition or file.
    Same = 3,
    /// It has the same facts, and the rows that are there are not those that were written.
    Damaged = 4,
}

/// What is to be written, bucket by bucket.
struct Bucketed<'a> {
    state: &'a State,
    terms: &'a Terms<'a>,
    dirt: &'a BTreeMap<String, Dirt>,
    /// Buckets whose rows the files need, those of notices that stay among them.
    needed: BTreeSet<String>,
}

impl Bucketed<'_> {
    /// Writes the rows of each notice into the state and hands them over for the files. `reading`
    /// gives what was read of the notices on the list, one after the other.
    fn write(
        &self,
        reading: &mut dyn FnMut(&str) -> Result<Reading, Error>,
        take: &mut dyn FnMut(Step) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let state = self.state;
        for (bucket, dirt) in self.dirt {
            take(Step::Begin(bucket.clone(), *dirt))?;
            let needed = self.needed.contains(bucket);
            for (doc_id, found) in notices_of(state, bucket)? {
                let rows = match found {
                    Some(found) => Some(self.replace(reading(&doc_id)?, &doc_id, found)?),
                    None if needed => Some(Arc::new(state.rows_of(&doc_id)?)),
                    None => None,
                };
                if let Some(rows) = rows {
                    take(Step::Rows(rows))?;
                }
            }
            take(Step::End(bucket.clone()))?;
        }
        for doc_id in each(state, "select doc_id from temp.leaving", &[])?.into_iter().flatten() {
            let doc_id = text(&doc_id);
            TableId::of_notices().try_for_each(|table| state.delete(table, &doc_id))?;
        }
        Ok(())
    }
}

impl Bucketed<'_> {
    /// Puts the rows that were read in the place of those that are there.
    fn replace(&self, rows: Reading, doc_id: &str, found: Found) -> Result<Reading, Error> {
        let touched = |table: &TableId| found != Found::Same || *table == TableId::Documents;
        // Where nothing is trusted, a notice that is not known may have rows all the same.
        let has_rows = found != Found::New || self.terms.trust == Trust::Nothing;
        for table in TableId::of_notices().filter(touched) {
            if has_rows {
                self.state.delete(table, doc_id)?;
            }
            self.state.insert(table, rows.of_table(table))?;
        }
        Ok(rows)
    }
}

/// The notices of a bucket that stay, in the order of their ids; with how much is to be written of
/// those that are read anew.
fn notices_of(state: &State, bucket: &str) -> Result<Vec<(String, Option<Found>)>, Error> {
    let sql = "select doc_id, max(found) from (
           select doc_id, null as found from documents where doc_id >= ?1 and doc_id < ?2
           union all select doc_id, found from temp.writing where doc_id >= ?1 and doc_id < ?2)
         where doc_id not in (select doc_id from temp.leaving)
         group by doc_id order by doc_id";
    let rows = each(state, sql, &[bucket, &format!("{bucket}g")])?;
    let read = |[doc_id, found]: [Value; 2]| {
        let found = match found {
            Value::Integer(1) => Some(Found::New),
            Value::Integer(2) => Some(Found::Changed),
            Value::Integer(4) => Some(Found::Damaged),
            Value::Integer(_) => Some(Found::Same),
            _ => None,
        };
        (text(&doc_id), found)
    };
    Ok(arrays(rows).map(read).collect())
}

/// A reading as it was packed.
fn packed(state: &State, doc_id: &str) -> Result<Vec<u8>, Error> {
    let sql = "select payload from work.notice where doc_id = ?1";
    state
        .sql()
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_row([doc_id], |row| row.get(0)))
        .map_err(|cause| state.error(cause))
}

/// The rows of a reading, as those of this run.
fn rows(terms: &Terms<'_>, packed: &[u8]) -> Result<Reading, Error> {
    let mut rows = unpack_kept(packed)?;
    rows.set_run(terms.config_sha256, terms.run_id);
    Ok(Arc::new(rows))
}

fn unpack_kept(packed: &[u8]) -> Result<Rows<'static>, Error> {
    unpack(packed).map_err(|cause| {
        Error::Option(format!("a reading that was kept is damaged ({cause}); run with --force"))
    })
}

/// All rows of a small answer.
fn each(state: &State, sql: &str, with: &[&str]) -> Result<Vec<Vec<Value>>, Error> {
    let read = || -> rusqlite::Result<Vec<Vec<Value>>> {
        let mut statement = state.sql().prepare_cached(sql)?;
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
        statement.query_map(rusqlite::params_from_iter(with), row)?.collect()
    };
    read().map_err(|cause| state.error(cause))
}

fn arrays<const N: usize>(rows: Vec<Vec<Value>>) -> impl Iterator<Item = [Value; N]> {
    rows.into_iter().filter_map(|row| row.try_into().ok())
}

fn text(value: &Value) -> String {
    if let Value::Text(text) = value { text.clone() } else { String::new() }
}

fn cell(value: Value) -> Cell<'static> {
    match value {
        Value::Text(text) => text.into(),
        Value::Integer(number) => number.into(),
        _ => Cell::Null,
    }
}
