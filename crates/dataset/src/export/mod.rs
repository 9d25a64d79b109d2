//! The tables as files for other programs: Parquet, CSV, NDJSON, JSON.
//!
//! Each format has a folder beside the state. A new folder is written next to the old one and replaces it when
//! complete; files whose rows are unchanged are hard-linked. Parquet has one file for each bucket of notices (by
//! the first digits of `doc_key`), the other formats have one file for each table. What the tables contain is
//! declared in [`crate::tables`].

mod csv;
mod json;
mod parquet;
mod text;

use super::{Error, State};
use crate::tables::{Row, Rows, TableId};
use gongwen::document::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Apache Parquet, for DuckDB, Polars, pandas and Spark.
    Parquet,
    /// Comma-separated values in UTF-8, for spreadsheets. Text that a spreadsheet would take for a
    /// formula has an apostrophe in front.
    Csv,
    /// The same with a byte order mark, which Excel needs to see that it is UTF-8.
    CsvBom,
    /// One JSON object a line.
    Ndjson,
    /// One JSON array a table.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Parquet, Self::Csv, Self::CsvBom, Self::Ndjson, Self::Json];

    /// The name, which is that of its folder too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::CsvBom => "csv-bom",
            Self::Ndjson => "ndjson",
            Self::Json => "json",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    fn is_bucketed(self) -> bool {
        self == Self::Parquet
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A file of a format's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Path below the folder of the data set.
    pub path: String,
    /// The table.
    pub table: String,
    /// How many rows it holds.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, 64 lower-case hex digits.
    pub sha256: String,
}

/// The list of files that stands in a format's folder: only files on it count.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Listing {
    /// The state that the files were made from.
    pub generation: i64,
    /// The files, by path.
    pub files: Vec<Written>,
}

/// Name of the list in a format's folder. Spark and DuckDB leave files with an underscore alone.
pub(super) const LISTING: &str = "_files.json";

impl Listing {
    /// The list of a format's folder; an empty one where there is none.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join(LISTING)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// The list as its file holds it.
    pub(super) fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Which rows of a bucket differ from those that the old files hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dirt {
    /// None.
    Clean,
    /// Those of `documents`.
    Documents,
    /// All of them.
    All,
}

impl Dirt {
    fn touches(self, table: TableId) -> bool {
        match self {
            Self::Clean => false,
            Self::Documents => table == TableId::Documents,
            Self::All => true,
        }
    }
}

/// What there is of a format's files.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// The files that must be there; none where all are to be written.
    pub(super) files: Vec<Written>,
    /// Paths of those that are missing or damaged.
    pub(super) damaged: BTreeSet<String>,
}

impl Old {
    /// True where the file is there as it was written, or is rightly not there: a bucket without
    /// rows has none.
    fn is_whole(&self, path: &str) -> bool {
        !self.damaged.contains(path)
    }
}

/// Writes the folder of one format.
pub(super) struct Exporter {
    format: Format,
    /// The old folder.
    place: PathBuf,
    old: Old,
    /// The new one, complete when [`Exporter::finish`] has returned.
    new: PathBuf,
    /// Files that are being written.
    open: Vec<Option<Box<dyn TableFile>>>,
    files: Vec<Written>,
    /// Files that hold all notices must be written.
    any_change: bool,
    /// There are no old files that could be taken over.
    fresh: bool,
    /// Rows of the bucket that was begun are wanted.
    takes_rows: bool,
}

/// A file of one table that takes rows.
trait TableFile: Send {
    fn add(&mut self, rows: &[Row<'_>]) -> io::Result<()>;
    /// Ends the file; returns rows, size and hash.
    fn end(self: Box<Self>) -> io::Result<(u64, u64, String)>;
}

impl Exporter {
    /// Begins the new folder `new` of a format whose folder so far is `place`. Files of `old` are
    /// taken over where their rows are the same and they are whole.
    pub(super) fn begin(
        format: Format,
        [place, new]: [&Path; 2],
        old: Old,
        dirt: Dirt,
    ) -> Result<Self, Error> {
        fs::create_dir_all(new).map_err(Error::file(new))?;
        let mut exporter = Self {
            format,
            place: place.to_owned(),
            any_change: false,
            fresh: old.files.is_empty(),
            takes_rows: false,
            old,
            new: new.to_owned(),
            open: Vec::new(),
            files: Vec::new(),
        };
        exporter.any_change = exporter.fresh || dirt > Dirt::Clean || exporter.is_damaged_in("");
        Ok(exporter)
    }

    /// True where a file of notices of that bucket must be made again.
    fn is_damaged_in(&self, bucket: &str) -> bool {
        TableId::of_notices().any(|table| !self.old.is_whole(&self.path(table, bucket)))
    }

    /// True where the exporter must be given the rows of a bucket.
    pub(super) fn needs(&self, bucket: &str, dirt: Dirt) -> bool {
        match self.format.is_bucketed() {
            true => self.fresh || dirt > Dirt::Clean || self.is_damaged_in(bucket),
            false => self.any_change,
        }
    }

    /// Begins a bucket. Tables that are clean in it are taken over.
    pub(super) fn begin_bucket(&mut self, bucket: &str, dirt: Dirt) -> Result<(), Error> {
        self.takes_rows = self.needs(bucket, dirt);
        if !self.format.is_bucketed() {
            return Ok(());
        }
        self.open = TableId::ALL.iter().map(|_| None).collect();
        for table in TableId::of_notices() {
            let whole = self.old.is_whole(&self.path(table, bucket));
            if self.fresh || dirt.touches(table) || !whole {
                self.open[table as usize] = Some(self.create(table, bucket)?);
            } else {
                self.take_over(table, bucket)?;
            }
        }
        Ok(())
    }

    /// Takes the rows of one notice.
    pub(super) fn add(&mut self, rows: &Rows<'_>) -> Result<(), Error> {
        if !self.takes_rows {
            return Ok(());
        }
        self.put(rows)
    }

    fn put(&mut self, rows: &Rows<'_>) -> Result<(), Error> {
        if !self.format.is_bucketed() && self.open.is_empty() {
            self.open = TableId::ALL.iter().map(|_| None).collect();
            for table in TableId::of_notices() {
                self.open[table as usize] = Some(self.create(table, "")?);
            }
        }
        for table in TableId::of_notices() {
            if let Some(file) = &mut self.open[table as usize] {
                file.add(rows.of_table(table)).map_err(Error::file(&self.new))?;
            }
        }
        Ok(())
    }

    /// Ends a bucket.
    pub(super) fn end_bucket(&mut self, bucket: &str) -> Result<(), Error> {
        if self.format.is_bucketed() { self.end_open(bucket) } else { Ok(()) }
    }

    fn end_open(&mut self, bucket: &str) -> Result<(), Error> {
        let open = std::mem::take(&mut self.open);
        for (table, file) in TableId::ALL.iter().zip(open) {
            if let Some(file) = file {
                self.end_file(*table, bucket, file)?;
            }
        }
        Ok(())
    }

    fn end_file(
        &mut self,
        table: TableId,
        bucket: &str,
        file: Box<dyn TableFile>,
    ) -> Result<(), Error> {
        let path = self.path(table, bucket);
        let (rows, bytes, sha256) = file.end().map_err(Error::file(&self.new))?;
        let place = self.new_place(&path);
        if rows == 0 && self.format.is_bucketed() && !is_first(bucket) {
            return fs::remove_file(&place).map_err(Error::file(&place));
        }
        let table = table.table().name.to_owned();
        self.files.push(Written { path, table, rows, bytes, sha256 });
        Ok(())
    }

    /// Writes a table that is no notice's.
    pub(super) fn whole_table(&mut self, table: TableId, state: &State) -> Result<(), Error> {
        let mut file = self.create(table, "0")?;
        state.each_row(table, &mut |row| file.add(&[row]).map_err(Error::file(&self.new)))?;
        self.end_file(table, "0", file)
    }

    fn take_over(&mut self, table: TableId, bucket: &str) -> Result<(), Error> {
        let path = self.path(table, bucket);
        let Some(file) = self.old.files.iter().find(|file| file.path == path) else {
            return Ok(());
        };
        let old = self.place.join(below(&path));
        let new = self.new_place(&path);
        make_parent(&new)?;
        // Where the file system knows no links, a copy does.
        if fs::hard_link(&old, &new).is_err() {
            fs::copy(&old, &new).map_err(Error::file(&old))?;
        }
        self.files.push(file.clone());
        Ok(())
    }

    /// Ends everything; the folder can take the place of the old one.
    pub(super) fn finish(mut self, generation: i64) -> Result<Vec<Written>, Error> {
        if !self.format.is_bucketed() {
            if self.any_change && self.open.is_empty() {
                self.put(&Rows::default())?;
            }
            self.end_open("")?;
            if !self.any_change {
                for table in TableId::of_notices() {
                    self.take_over(table, "")?;
                }
            }
        }
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        let listing = Listing { generation, files: self.files };
        let path = self.new.join(LISTING);
        fs::write(&path, listing.text()).map_err(Error::file(&path))?;
        Ok(listing.files)
    }

    fn create(&self, table: TableId, bucket: &str) -> Result<Box<dyn TableFile>, Error> {
        let place = self.new_place(&self.path(table, bucket));
        make_parent(&place)?;
        let out = Hashed::create(&place).map_err(Error::file(&place))?;
        let file: io::Result<Box<dyn TableFile>> = match self.format {
            Format::Parquet => {
                let described = match is_first(bucket) {
                    true => parquet::Described::Yes,
                    false => parquet::Described::No,
                };
                parquet::begin(table.table(), described, out)
            }
            Format::Csv => csv::begin(table.table(), csv::Mark::No, out),
            Format::CsvBom => csv::begin(table.table(), csv::Mark::Yes, out),
            Format::Ndjson => json::begin(table.table(), json::Layout::Lines, out),
            Format::Json => json::begin(table.table(), json::Layout::Array, out),
        };
        file.map_err(Error::file(&place))
    }

    /// Path of a file below the folder of the data set.
    fn path(&self, table: TableId, bucket: &str) -> String {
        let name = table.table().name;
        match self.format {
            Format::Parquet => format!("parquet/{name}/{name}-{bucket}.parquet"),
            Format::Csv => format!("csv/{name}.csv"),
            Format::CsvBom => format!("csv-bom/{name}.csv"),
            Format::Ndjson => format!("ndjson/{name}.ndjson"),
            Format::Json => format!("json/{name}.json"),
        }
    }

    fn new_place(&self, path: &str) -> PathBuf {
        self.new.join(below(path))
    }
}

/// True for the one bucket whose files stand there even without rows: programs that are pointed at
/// a table's folder must find its columns.
fn is_first(bucket: &str) -> bool {
    bucket.bytes().all(|digit| digit == b'0')
}

/// The path within the folder of its format.
fn below(path: &str) -> &str {
    path.split_once('/').map_or(path, |(_, rest)| rest)
}

fn make_parent(place: &Path) -> Result<(), Error> {
    let parent = place.parent().unwrap_or(place);
    fs::create_dir_all(parent).map_err(Error::file(parent))
}

/// A file that counts and hashes what goes into it, and is on disk when it ends.
pub(super) struct Hashed {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Hashed {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 16, File::create(path)?);
        Ok(Self { file, hash: Sha256::new(), bytes: 0 })
    }

    pub(super) fn end(mut self) -> io::Result<(u64, String)> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        Ok((self.bytes, hex(&self.hash.finalize())))
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
