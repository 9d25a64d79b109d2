//! The working file: results of a run that has not been committed, so that the next run need not read again.
//!
//! It lists the files of the run (`input`), what became of each (`source`), and the rows of each notice once
//! (`notice`), compressed.

use super::Error;
use super::folder::Folder;
use super::inputs::Input;
use super::quarantine::Refusal;
use crate::tables::{Rows, key};
use rusqlite::{Connection, OptionalExtension, Row};
use std::fs;
use std::path::{Path, PathBuf};

/// The working file.
pub(super) struct Staging {
    connection: Connection,
    path: PathBuf,
}

/// A notice of a file that was read, as the working file keeps it.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) doc_id: String,
    /// The code points of the file's text that it is.
    pub(super) range: [u32; 2],
    pub(super) sha256: String,
    pub(super) bytes: u64,
    pub(super) media_type: String,
    pub(super) encoding: String,
    pub(super) encoding_basis: String,
    pub(super) text_chars: u32,
    /// The rows, packed.
    pub(super) payload: Vec<u8>,
    /// Counts for those who watch.
    pub(super) tally: Tally,
}

/// What a notice adds to the numbers that are shown while a run goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tasks.
    pub tasks: u64,
    /// Targets.
    pub targets: u64,
    /// Warnings and errors.
    pub problems: u64,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.tasks += other.tasks;
        self.targets += other.targets;
        self.problems += other.problems;
    }
}

/// Path, reason, message, hash and size of a file that was refused.
pub(super) type RefusedRow = (String, String, String, Option<String>, Option<i64>);

const TABLES: &str = "
create table if not exists input (uri text primary key, path blob, size integer) without rowid;
create table if not exists source (
  uri text, doc_key text not null, sha256 text not null, bytes integer not null,
  media_type text not null, encoding text not null, encoding_basis text not null,
  text_chars integer not null, range_start integer not null, range_end integer not null,
  ordinal integer, doc_id text not null, primary key (uri, ordinal)
) without rowid;
create table if not exists notice (
  doc_key text primary key, uri text not null, sha256 text not null, payload blob not null
) without rowid;
create table if not exists refused (
  uri text primary key, reason text not null, message text not null, sha256 text, bytes integer,
  kept_as text
) without rowid;
create table if not exists unchanged (uri text primary key) without rowid;
create table if not exists gone (uri text primary key) without rowid;
create table if not exists mended (uri text primary key) without rowid;
create table if not exists config (name text primary key, value text) without rowid;
-- Fails on a file of an older layout, which is begun anew then.
select doc_key, doc_id from source limit 0;
";

impl Staging {
    /// Opens the working file of a run with these settings. What a run with other settings, or
    /// another program, left behind is of no use and goes.
    pub(super) fn open(folder: &Folder, settings: &str) -> Result<Self, Error> {
        let path = folder.work().join("readings.sqlite");
        let staging = Self::try_open(&path).or_else(|_| {
            remove(&path)?;
            Self::try_open(&path)
        })?;
        let known: Option<String> = staging
            .connection
            .query_row("select value from config where name = 'settings'", [], |row| row.get(0))
            .optional()
            .map_err(|cause| staging.error(cause))?;
        if known.as_deref() != Some(settings) {
            staging.run("delete from source; delete from notice; delete from refused;")?;
            let sql = "insert or replace into config values ('settings', ?1)";
            staging.connection.execute(sql, [settings]).map_err(|cause| staging.error(cause))?;
        }
        // What the archive holds and what is unchanged is looked at again by every run.
        staging.run(
            "delete from input; delete from unchanged; delete from refused; delete from gone;
             delete from mended;",
        )?;
        Ok(staging)
    }

    /// A working file that leaves nothing behind.
    pub(super) fn in_memory() -> Result<Self, Error> {
        Self::try_open(Path::new(":memory:"))
    }

    fn try_open(path: &Path) -> Result<Self, Error> {
        let error = |cause| Error::sqlite(path, cause);
        let connection = Connection::open(path).map_err(error)?;
        connection
            .execute_batch("pragma journal_mode = wal; pragma synchronous = normal;")
            .map_err(error)?;
        connection.execute_batch("pragma cache_size = -8192;").map_err(error)?;
        connection.execute_batch(TABLES).map_err(error)?;
        connection.set_prepared_statement_cache_capacity(32);
        Ok(Self { connection, path: path.to_owned() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn error(&self, cause: rusqlite::Error) -> Error {
        Error::sqlite(&self.path, cause)
    }

    pub(super) fn run(&self, sql: &str) -> Result<(), Error> {
        self.connection.execute_batch(sql).map_err(|cause| self.error(cause))
    }

    pub(super) fn begin(&self) -> Result<(), Error> {
        self.run("begin")
    }

    pub(super) fn commit(&self) -> Result<(), Error> {
        self.run("commit")
    }

    fn execute(&self, sql: &str, with: impl rusqlite::Params) -> Result<(), Error> {
        let execute = || self.connection.prepare_cached(sql)?.execute(with);
        execute().map(|_| ()).map_err(|cause| self.error(cause))
    }

    fn number(&self, sql: &str) -> Result<u64, Error> {
        let number: i64 = self
            .connection
            .query_row(sql, [], |row| row.get(0))
            .map_err(|cause| self.error(cause))?;
        Ok(number.unsigned_abs())
    }

    /// Puts a file on the list.
    pub(super) fn add_input(&self, input: &Input) -> Result<(), Error> {
        let path = input.path.as_os_str().as_encoded_bytes();
        self.execute(
            "insert or ignore into input values (?1, ?2, ?3)",
            (&input.uri, path, i64::try_from(input.size).unwrap_or(i64::MAX)),
        )
    }

    /// The working file as an earlier run left it.
    pub(super) fn open_as_it_is(folder: &Folder) -> Result<Self, Error> {
        Self::try_open(&folder.work().join("readings.sqlite"))
    }

    /// How many readings are kept.
    pub(super) fn sources(&self) -> Result<u64, Error> {
        self.number("select count(*) from source")
    }

    /// A file of the list.
    pub(super) fn input(&self, uri: &str) -> Result<Vec<Input>, Error> {
        self.list("select uri, path, size from input where uri = ?1", [uri], input)
    }

    /// Files that were refused: path, reason, message, hash, size.
    pub(super) fn refusals(&self) -> Result<Vec<RefusedRow>, Error> {
        let sql = "select uri, reason, message, sha256, bytes from refused order by uri";
        self.list(sql, [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
    }

    /// How many files are on the list.
    pub(super) fn inputs(&self) -> Result<u64, Error> {
        self.number("select count(*) from input")
    }

    /// How many files were refused so far.
    pub(super) fn refused(&self) -> Result<u64, Error> {
        self.number("select count(*) from refused")
    }

    /// The next files of the list after `uri`, in order.
    pub(super) fn inputs_after(&self, uri: &str, count: usize) -> Result<Vec<Input>, Error> {
        let sql = "select uri, path, size from input where uri > ?1 order by uri limit ?2";
        self.list(sql, (uri, i64::try_from(count).unwrap_or(i64::MAX)), input)
    }

    /// The files of the list that hold what no reading of this run says and the state needs.
    pub(super) fn list<T>(
        &self,
        sql: &str,
        with: impl rusqlite::Params,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let list = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_map(with, read)?.collect()
        };
        list().map_err(|cause| self.error(cause))
    }

    /// Drops readings of files that are not on the list: another archive was read then, or files
    /// are gone.
    pub(super) fn forget_others(&self) -> Result<(), Error> {
        self.run(
            "delete from source where uri not in (select uri from input);
             delete from notice where uri not in (select uri from source);",
        )
    }

    /// Files whose notice has the rows of another file, or none: the first file of each notice is
    /// the one whose reading counts.
    pub(super) fn without_rows(&self) -> Result<Vec<Input>, Error> {
        let sql = "select i.uri, i.path, i.size from input i where i.uri in (
             select min(s.uri) from source s left join notice n using (doc_key)
             group by s.doc_key having n.uri is not min(s.uri))";
        self.list(sql, [], input)
    }

    /// True for a file that was met on the way and is there.
    pub(super) fn is_met(&self, uri: &str) -> Result<bool, Error> {
        self.exists(
            "select 1 where coalesce((select reason from refused where uri = ?1), '') <> 'not-found'
               and (exists (select 1 from input where uri = ?1)
                 or exists (select 1 from refused where uri = ?1))",
            uri,
        )
    }

    /// True for a folder below which some file was met and is there.
    pub(super) fn holds_below(&self, folder: &str) -> Result<bool, Error> {
        // `0` is the character behind `/`.
        let sql = "select 1 where exists (select 1 from input i
               where uri > ?1 || '/' and uri < ?1 || '0' and not exists
                 (select 1 from refused r where r.uri = i.uri and reason = 'not-found'))
             or exists (select 1 from refused
               where uri > ?1 || '/' and uri < ?1 || '0' and reason <> 'not-found')";
        self.exists(sql, folder)
    }

    /// True for a file that was read as a notice, by this run or before.
    pub(super) fn was_read(&self, uri: &str) -> Result<bool, Error> {
        self.exists(
            "select 1 from source where uri = ?1 union all select 1 from unchanged where uri = ?1",
            uri,
        )
    }

    /// True for a file that could not be read.
    pub(super) fn is_refused(&self, uri: &str) -> Result<bool, Error> {
        self.exists("select 1 from refused where uri = ?1", uri)
    }

    fn exists(&self, sql: &str, uri: &str) -> Result<bool, Error> {
        let ask = || self.connection.prepare_cached(sql)?.exists([uri]);
        ask().map_err(|cause| self.error(cause))
    }

    /// True for a file of the quarantine that has another row after this run, or none: it was
    /// refused, read, is unchanged or gone, or its archive can be unpacked again.
    pub(super) fn is_settled(&self, uri: &str) -> Result<bool, Error> {
        self.exists(
            "select 1 from refused where uri = ?1 union all select 1 from source where uri = ?1
             union all select 1 from unchanged where uri = ?1
             union all select 1 from gone where uri = ?1
             union all select 1 from mended where uri = ?1",
            uri,
        )
    }

    /// Notes that a file leaves the data set.
    pub(super) fn add_gone(&self, uri: &str) -> Result<(), Error> {
        self.execute("insert or ignore into gone values (?1)", [uri])
    }

    /// Notes that an archive which could not be unpacked can be again.
    pub(super) fn add_mended(&self, uri: &str) -> Result<(), Error> {
        self.execute("insert or ignore into mended values (?1)", [uri])
    }

    /// The hash of the file as an earlier, interrupted run read it.
    pub(super) fn read_before(&self, uri: &str) -> Result<Option<String>, Error> {
        let read = || -> rusqlite::Result<Option<String>> {
            let sql = "select source.sha256 from source join notice using (doc_key) where source.uri = ?1";
            self.connection.prepare_cached(sql)?.query_row([uri], |row| row.get(0)).optional()
        };
        read().map_err(|cause| self.error(cause))
    }

    /// Keeps what was read from a file, all of its notices. The rows of a notice are those of the first
    /// of its files, and of the first of its places there.
    pub(super) fn add_readings(&self, uri: &str, readings: &[Reading]) -> Result<(), Error> {
        self.forget(uri)?;
        let mut readings = (0..).zip(readings);
        readings.try_for_each(|(ordinal, reading)| self.add_reading(uri, ordinal, reading))
    }

    fn add_reading(&self, uri: &str, ordinal: u32, reading: &Reading) -> Result<(), Error> {
        let [start, end] = reading.range;
        let doc_key = key::doc_key(&reading.doc_id);
        self.execute(
            "insert into source values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            (
                uri,
                doc_key,
                &reading.sha256,
                i64::try_from(reading.bytes).unwrap_or(i64::MAX),
                &reading.media_type,
                &reading.encoding,
                &reading.encoding_basis,
                reading.text_chars,
                start,
                end,
                ordinal,
                &reading.doc_id,
            ),
        )?;
        let sql = "insert into notice values (?1, ?2, ?3, ?4) on conflict (doc_key) do update set \
                   uri = excluded.uri, sha256 = excluded.sha256, payload = excluded.payload \
                   where excluded.uri < notice.uri";
        self.execute(sql, (doc_key, uri, &reading.sha256, &reading.payload))
    }

    /// Drops what an interrupted run read from a file that is another one now.
    pub(super) fn forget(&self, uri: &str) -> Result<(), Error> {
        self.execute("delete from notice where uri = ?1 and doc_key in (select doc_key from source where uri = ?1)", [uri])?;
        self.execute("delete from source where uri = ?1", [uri])
    }

    /// Notes that a file is as the state has it.
    pub(super) fn add_unchanged(&self, uri: &str) -> Result<(), Error> {
        self.execute("insert or ignore into unchanged values (?1)", [uri])
    }

    /// Notes that a file could not be read.
    pub(super) fn add_refused(
        &self,
        input: &Input,
        refusal: &Refusal,
        kept_as: Option<&str>,
    ) -> Result<(), Error> {
        self.forget(&input.uri)?;
        self.execute(
            "insert or replace into refused values (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                &input.uri,
                refusal.reason.name(),
                &refusal.message,
                &refusal.sha256,
                refusal.bytes.map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX)),
                kept_as,
            ),
        )
    }
}

/// A row `uri, path, size` of the list.
fn input(row: &Row<'_>) -> rusqlite::Result<Input> {
    let path: Vec<u8> = row.get(1)?;
    Ok(Input { uri: row.get(0)?, path: path_of(path), size: row.get::<_, i64>(2)?.unsigned_abs() })
}

#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// Rows in as few bytes as is quickly done.
pub(super) fn pack(rows: &Rows<'_>) -> Result<Vec<u8>, String> {
    let bytes = postcard::to_stdvec(rows).map_err(|cause| cause.to_string())?;
    snap::raw::Encoder::new().compress_vec(&bytes).map_err(|cause| cause.to_string())
}

/// Rows as they were packed.
pub(super) fn unpack(bytes: &[u8]) -> Result<Rows<'static>, String> {
    let bytes =
        snap::raw::Decoder::new().decompress_vec(bytes).map_err(|cause| cause.to_string())?;
    let rows: Rows<'_> = postcard::from_bytes(&bytes).map_err(|cause| cause.to_string())?;
    Ok(rows.into_owned())
}

fn remove(path: &Path) -> Result<(), Error> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.to_owned().into_os_string();
        name.push(ending);
        let name = PathBuf::from(name);
        if name.exists() {
            fs::remove_file(&name).map_err(Error::file(&name))?;
        }
    }
    Ok(())
}
