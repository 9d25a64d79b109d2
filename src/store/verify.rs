//! Checks everything that a data set says of itself.

use super::database::State;
use super::export::{Format, Listing, Written};
use super::manifest::Manifest;
use super::run::row_counts;
use super::{Error, Folder};
use crate::batch::{Members, path_of};
use crate::emit::tables::{Cell, Column, Row, Rows, TABLES, Table, TableId};
use crate::lexicon::Lexicon;
use crate::reader::{self, TextLayer, hex};
use crate::source::Source;
use crate::span::Span;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: a file, a table, a notice.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// What is wrong, in the order of the checks.
    pub findings: Vec<Finding>,
    /// Notices whose rows were compared with their hash.
    pub notices: u64,
    /// Notices whose places were compared with the words of their file.
    pub compared: u64,
    /// Notices whose file is gone or another one now, or was rendered by another edition.
    pub not_at_hand: u64,
    /// Files of tables whose hash was compared.
    pub files: u64,
}

/// So many rows of one kind of fault are named.
const NAMED: usize = 3;

/// Checks hashes, keys, references, counts, and the places of all values against the files they came
/// from where those are at hand.
///
/// # Errors
/// Where there is no data set or it cannot be read.
pub fn verify(folder: &Folder) -> Result<Verified, Error> {
    super::publish::finish(folder)?;
    let state = State::read(folder)?;
    let mut check =
        Check { folder, state: &state, done: Verified::default(), members: Members::default() };
    check.database()?;
    check.references()?;
    check.counts()?;
    check.files()?;
    check.manifest()?;
    check.quarantine()?;
    check.notices()?;
    Ok(check.done)
}

struct Check<'a> {
    folder: &'a Folder,
    state: &'a State,
    done: Verified,
    members: Members,
}

impl Check<'_> {
    fn found(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.done.findings.push(Finding { place: place.into(), message: message.into() });
    }

    fn texts(&self, sql: &str) -> Result<Vec<String>, Error> {
        let read = || -> rusqlite::Result<Vec<String>> {
            self.state.sql().prepare(sql)?.query_map([], |row| row.get(0))?.collect()
        };
        read().map_err(|cause| self.state.error(cause))
    }

    fn database(&mut self) -> Result<(), Error> {
        for message in self.texts("pragma quick_check(10)")? {
            if message != "ok" {
                self.found("gongwen.sqlite", message);
            }
        }
        Ok(())
    }

    /// Every key that a row names is a row's.
    fn references(&mut self) -> Result<(), Error> {
        for table in TABLES {
            for column in table.columns.iter().filter(|column| column.refers_to.is_some()) {
                let lost = self.texts(&lost_sql(table, column))?;
                let place = format!("{}.{}", table.name, column.name);
                self.named(&place, "leads to no row", &lost);
            }
        }
        let sql = "select doc_id from documents d where not exists
                   (select 1 from document_sources s where s.doc_id = d.doc_id)";
        let lost = self.texts(sql)?;
        self.named("documents", "no file is known for", &lost);
        Ok(())
    }

    fn named(&mut self, place: &str, what: &str, rows: &[String]) {
        if !rows.is_empty() {
            let shown = rows.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = if rows.len() > NAMED { " …" } else { "" };
            self.found(place, format!("{what}: {} rows ({shown}{more})", rows.len()));
        }
    }

    /// Every notice has as many rows as it says.
    fn counts(&mut self) -> Result<(), Error> {
        for id in TableId::of_notices().filter(|id| *id != TableId::Documents) {
            let name = id.table().name;
            let sql = format!(
                "select d.doc_id from documents d left join
                   (select doc_id, count(*) as n from {name} group by doc_id) c using (doc_id)
                 where coalesce(c.n, 0) <> d.n_{name}"
            );
            let wrong = self.texts(&sql)?;
            self.named(name, "another number of rows than `documents` says for", &wrong);
        }
        Ok(())
    }

    /// The files of tables are those on the lists, byte by byte.
    fn files(&mut self) -> Result<(), Error> {
        let generation = self.state.generation()?;
        for format in Format::ALL {
            let folder = self.folder.tables(format.name());
            if !folder.is_dir() {
                continue;
            }
            let listing = Listing::of(&folder);
            if listing.generation != generation {
                let message = format!(
                    "was made from state {} and the state is {generation}; run again",
                    listing.generation
                );
                self.found(format.name(), message);
            }
            for file in &listing.files {
                self.file(file);
            }
            self.strangers(*format, &folder, &listing);
        }
        Ok(())
    }

    fn file(&mut self, file: &Written) {
        self.done.files += 1;
        match hash_of(&self.folder.root().join(&file.path)) {
            Err(cause) => self.found(&file.path, cause.to_string()),
            Ok((bytes, _)) if bytes != file.bytes => {
                self.found(&file.path, format!("has {bytes} bytes instead of {}", file.bytes));
            }
            Ok((_, sha256)) if sha256 != file.sha256 => {
                self.found(&file.path, "its bytes are others than those that were written");
            }
            Ok(_) => {}
        }
    }

    fn strangers(&mut self, format: Format, folder: &Path, listing: &Listing) {
        let listed: HashSet<PathBuf> =
            listing.files.iter().map(|file| self.folder.root().join(&file.path)).collect();
        for path in files_below(folder) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !listed.contains(&path) && !name.starts_with(['_', '.']) {
                self.found(format.name(), format!("{} is no file of the data set", path.display()));
            }
        }
    }

    /// The manifest of the last run says what there is.
    fn manifest(&mut self) -> Result<(), Error> {
        let sql = "select run_id from runs order by number desc limit 1";
        let Some(run_id) = self.texts(sql)?.pop() else { return Ok(()) };
        let path = self.folder.runs().join(format!("{run_id}.json"));
        let place = format!("runs/{run_id}.json");
        let read = fs::read(&path).map_err(|cause| cause.to_string());
        let manifest = read.and_then(|text| {
            serde_json::from_slice::<Manifest>(&text).map_err(|cause| cause.to_string())
        });
        match manifest {
            Err(cause) => self.found(place, cause),
            Ok(manifest) => {
                if manifest.rows != row_counts(self.state)? {
                    self.found(&place, "the numbers of rows are others than those of the tables");
                }
                self.outputs(&place, &manifest);
            }
        }
        Ok(())
    }

    fn outputs(&mut self, place: &str, manifest: &Manifest) {
        let mut listed: Vec<Written> = Vec::new();
        for format in Format::ALL {
            listed.extend(Listing::of(&self.folder.tables(format.name())).files);
        }
        let key = |file: &Written| file.path.clone();
        let mut stated = manifest.outputs.clone();
        listed.sort_by_key(key);
        stated.sort_by_key(key);
        if listed != stated {
            self.found(place, "the files of tables are others than those that the run wrote");
        }
    }

    fn quarantine(&mut self) -> Result<(), Error> {
        for path in self.texts("select kept_as from quarantine where kept_as is not null")? {
            if fs::symlink_metadata(self.folder.root().join(&path)).is_err() {
                self.found(path, "the copy of a file that could not be read is gone");
            }
        }
        Ok(())
    }

    fn notices(&mut self) -> Result<(), Error> {
        let ids = "select doc_id from documents order by doc_id";
        for doc_id in self.texts(ids)? {
            let rows = self.state.rows_of(&doc_id)?;
            self.notice(&doc_id, &rows);
        }
        Ok(())
    }

    fn notice(&mut self, doc_id: &str, rows: &Rows<'_>) {
        self.done.notices += 1;
        let Some(document) = rows.of_table(TableId::Documents).first() else { return };
        if rows.facts_sha256() != text_of(TableId::Documents, document, "facts_sha256") {
            self.found(doc_id, "its rows are others than those that were written");
        }
        let uri = text_of(TableId::Documents, document, "source_uri");
        let sha256 = text_of(TableId::Documents, document, "source_sha256");
        let edition = at(TableId::Documents, "edition").and_then(|at| number(&document[at]));
        let own = edition.map(i64::from) == Some(crate::emit::edition(Lexicon::builtin()));
        let layer = self.text_of_file(uri, sha256);
        // Another edition may render a page or a PDF in another way.
        let Some(layer) = layer.filter(|layer| own || layer.structure().blocks.is_empty()) else {
            self.done.not_at_hand += 1;
            return;
        };
        self.done.compared += 1;
        let mut wrong = Vec::new();
        for id in TableId::of_notices() {
            wrong.extend(misquoted(id, rows.of_table(id), &layer));
        }
        self.named(doc_id, "words are not those of the file at", &wrong);
        if let Some(gap) = gap(rows.of_table(TableId::Segments), layer.len()) {
            self.found(doc_id, format!("the segments do not cover the text at {gap}"));
        }
    }

    /// The text of a file, where it is as it was.
    fn text_of_file(&mut self, uri: &str, sha256: &str) -> Option<TextLayer> {
        let source = Source::open(&self.members.file(&path_of(uri)), uri).ok()?;
        let encoding = self.encoding_of(uri)?;
        let same = hex(&Sha256::digest(&source.bytes)) == sha256;
        same.then(|| reader::read(&source, encoding).layer)
    }

    /// The encoding that the user stated for a file; none where it was detected. None at all where
    /// the file is unknown.
    fn encoding_of(&self, uri: &str) -> Option<Option<&'static reader::Encoding>> {
        let sql = "select encoding, encoding_basis from document_sources where uri = ?1";
        let read =
            |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let (encoding, basis) = self.state.sql().query_row(sql, [uri], read).ok()?;
        Some(if basis == "stated" { reader::encoding_of_name(&encoding) } else { None })
    }
}

fn lost_sql(table: &Table, column: &Column) -> String {
    let target =
        column.refers_to.and_then(TableId::from_name).unwrap_or(TableId::Documents).table();
    let (name, key) = (column.name, target.columns[0].name);
    format!(
        "select {0} from {1} t where t.{name} is not null and not exists
           (select 1 from {2} o where o.{key} = t.{name})",
        table.columns[0].name, table.name, target.name
    )
}

fn hash_of(path: &Path) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let bytes = io::copy(&mut File::open(path)?, &mut HashWriter(&mut hash))?;
    Ok((bytes, hex(&hash.finalize())))
}

struct HashWriter<'h>(&'h mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&path) else { continue };
        for entry in entries.filter_map(Result::ok) {
            let folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if folder { waiting.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    files
}

fn at(id: TableId, name: &str) -> Option<usize> {
    id.table().columns.iter().position(|column| column.name == name)
}

fn text_of<'r>(id: TableId, row: &'r Row<'_>, column: &str) -> &'r str {
    at(id, column).map_or("", |at| row[at].as_text())
}

fn number(cell: &Cell<'_>) -> Option<u32> {
    if let Cell::Int(value) = cell { u32::try_from(*value).ok() } else { None }
}

/// Places whose words are not those of the text, or that lie outside it.
fn misquoted(id: TableId, rows: &[Row<'_>], layer: &TextLayer) -> Vec<String> {
    let (Some(start), Some(end)) = (at(id, "span_start"), at(id, "span_end")) else {
        return Vec::new();
    };
    let words = at(id, "words");
    let wrong = |row: &&Row<'_>| {
        let (Some(start), Some(end)) = (number(&row[start]), number(&row[end])) else {
            return false;
        };
        let outside = start > end || end > layer.len();
        outside || words.is_some_and(|at| row[at].as_text() != layer.words(Span::new(start, end)))
    };
    let name = |row: &Row<'_>| format!("{} {}", id.table().name, row[0].as_text());
    rows.iter().filter(wrong).map(name).collect()
}

/// Where the segments do not follow each other from the first character to the last.
fn gap(segments: &[Row<'_>], len: u32) -> Option<u32> {
    let (start, end) = (at(TableId::Segments, "span_start")?, at(TableId::Segments, "span_end")?);
    let mut reached = 0;
    for row in segments {
        if number(&row[start]) != Some(reached) {
            return Some(reached);
        }
        reached = number(&row[end])?;
    }
    (reached != len).then_some(reached)
}
