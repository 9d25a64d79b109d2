//! The rows of each notice: unchanged since they were written, and consistent with its file.

use super::{Check, Repair};
use crate::Error;
use crate::tables::{Cell, Column, Row, Rows, Table, TableId, at, key};
use gongwen::document::{Document, TextLayer, hex};
use gongwen::emit::Record;
use gongwen::lexicon::Lexicon;
use gongwen::span::Span;
use gongwen_engine::{Engine, Mentions, Reading, path_of};
use gongwen_formats::source::Source;
use gongwen_messages::{Arg, Message, message};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};

/// So many cells of a notice are named.
const NAMED_CELLS: usize = 5;
/// Where more than so many differ, the notice was read in another way and they say nothing.
const MOST_CELLS: usize = 20;

/// Whether the rows of a notice are as they were written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    AsTheyAre,
    Otherwise,
}

impl Check<'_> {
    pub(super) fn notices(&mut self) -> Result<(), Error> {
        let ids = "select doc_key from documents order by doc_key";
        for doc_key in self.texts(ids)? {
            let rows = self.state.rows_of(&doc_key)?;
            let written = self.as_written(&doc_key, &rows)?;
            self.places(&doc_key, &rows);
            let document = self.document_of(&rows);
            if written == Written::Otherwise {
                self.otherwise(&doc_key, &rows, document.as_ref());
            }
            self.words(&doc_key, &rows, document.as_ref());
        }
        Ok(())
    }

    /// The rows are those that the hash of the notice stands for, and every cell holds what a run
    /// writes.
    fn as_written(&mut self, doc_key: &str, rows: &Rows<'_>) -> Result<Written, Error> {
        self.done.notices += 1;
        let document = rows.of_table(TableId::Documents).first();
        let stated = document.map(|row| row[at!(Documents.facts_sha256)].as_text());
        let odd = self.state.odd_cells(doc_key)?;
        for cell in odd.iter().take(NAMED_CELLS) {
            let place = format!("{}.{}", cell.table, cell.column);
            self.found(Repair::Force, place, message!("verify.odd-cell", key = &cell.key));
        }
        let changed = self.changed.contains(doc_key);
        let same = Some(rows.facts_sha256().as_str()) == stated && !changed && odd.is_empty();
        Ok(if same { Written::AsTheyAre } else { Written::Otherwise })
    }

    /// Names what differs from the file, where that is at hand.
    fn otherwise(&mut self, doc_key: &str, rows: &Rows<'_>, document: Option<&Document>) {
        let cells = document.map(|document| self.differences(doc_key, rows, document));
        let cells = cells.unwrap_or_default();
        let more = if cells.len() > NAMED_CELLS { " …" } else { "" };
        // Another edition, or other words, may read all of it in another way.
        let what = match cells.len() {
            1..=MOST_CELLS => {
                let shown = Arg::list(cells.into_iter().take(NAMED_CELLS));
                message!("verify.cells", shown, more)
            }
            _ => message!("verify.rows-changed"),
        };
        self.found(Repair::Force, doc_key, what);
    }

    /// No span ends before it starts, and the segments follow each other through the whole notice.
    fn places(&mut self, doc_key: &str, rows: &Rows<'_>) {
        for id in TableId::of_notices() {
            for (column, wrong) in backward(id.table(), rows.of_table(id)) {
                let place = format!("{}.{column}", id.table().name);
                self.named(Repair::Force, &place, message!("verify.backward"), &wrong);
            }
        }
        let range = self.range(doc_key, rows);
        if let Some(gap) = gap(rows.of_table(TableId::Segments), range) {
            self.found(Repair::Force, doc_key, message!("verify.gap", at = gap));
        }
    }

    /// The code points of the file that are the notice: all of them where nothing else is known.
    fn range(&self, doc_key: &str, rows: &Rows<'_>) -> (u32, Option<u32>) {
        let row = rows.of_table(TableId::Documents).first();
        let chars = row.and_then(|row| number(&row[at!(Documents.text_chars)]));
        let uri = row.map_or("", |row| row[at!(Documents.source_uri)].as_text());
        let sql = "select range_start, range_end from document_sources
                   where doc_key = ?1 and uri = ?2 order by ordinal limit 1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Some(row.get(1)?)));
        self.state.sql().query_row(sql, (doc_key, uri), read).unwrap_or((0, chars))
    }

    /// Every value says the words of the file at its place.
    fn words(&mut self, doc_key: &str, rows: &Rows<'_>, document: Option<&Document>) {
        let row = rows.of_table(TableId::Documents).first();
        let edition = row.and_then(|row| number(&row[at!(Documents.edition)]));
        let own = edition.map(i64::from) == Some(gongwen::emit::edition(Lexicon::builtin()));
        let layer = document.map(|document| &document.layer);
        // Another edition may render a page or a PDF in another way.
        let Some(layer) = layer.filter(|layer| own || layer.structure().blocks.is_empty()) else {
            self.done.not_at_hand += 1;
            return;
        };
        self.done.compared += 1;
        let mut wrong = Vec::new();
        for id in TableId::of_notices() {
            wrong.extend(misquoted(id, rows.of_table(id), layer));
        }
        self.named(Repair::Force, doc_key, message!("verify.words"), &wrong);
    }

    /// The file that the rows came from, where it is as it was.
    fn document_of(&mut self, rows: &Rows<'_>) -> Option<Document> {
        let row = rows.of_table(TableId::Documents).first()?;
        let uri = row[at!(Documents.source_uri)].as_text();
        let sha256 = row[at!(Documents.source_sha256)].as_text();
        let source = Source::open(&self.members.file(&path_of(uri)), uri).ok()?;
        let encoding = self.encoding_of(uri)?;
        let same = hex(&Sha256::digest(&source.bytes)) == sha256;
        // Of a text that was cut, the part that was kept.
        let sql = "select text_chars from document_sources where source_id = ?1";
        let key = key::of_words(uri);
        let kept = self.state.sql().query_row(sql, [key], |row| row.get(0)).ok()?;
        let document = same.then(|| self.reading.read_as(source, encoding))?.ok()?;
        Some(Document { layer: document.layer.first(kept), ..document })
    }

    /// The encoding that the user stated for a file; none where it was detected. None at all where
    /// the file is unknown.
    fn encoding_of(&self, uri: &str) -> Option<Option<&'static gongwen_formats::Encoding>> {
        let sql = "select encoding, encoding_basis from document_sources where source_id = ?1";
        let read =
            |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let (encoding, basis) = self.state.sql().query_row(sql, [key::of_words(uri)], read).ok()?;
        Some(if basis == "stated" { gongwen_formats::encoding_of_name(&encoding) } else { None })
    }

    /// Cells that differ from what this program reads in the file: `table.column of KEY`.
    fn differences(&self, doc_key: &str, there: &Rows<'_>, document: &Document) -> Vec<Message> {
        let lexicon = Lexicon::builtin();
        let mentions = match there.of_table(TableId::Mentions) {
            [] => Mentions::LeftOut,
            _ => Mentions::Kept,
        };
        let reading = Reading { mentions, ..self.reading.clone() };
        let notices = Engine::new(lexicon, reading, 1).extract(&document.layer);
        let at =
            notices.iter().position(|notice| key::doc_key(&notice.doc_id) == doc_key).unwrap_or(0);
        let record = Record::nth(document, &notices[at], at, lexicon);
        differences(there, &Rows::of(&record))
    }
}

fn number(cell: &Cell<'_>) -> Option<u32> {
    if let Cell::Int(value) = cell { u32::try_from(*value).ok() } else { None }
}

/// Places whose words are not those of the text, or that lie outside it.
fn misquoted(id: TableId, rows: &[Row<'_>], layer: &TextLayer) -> Vec<String> {
    let at = |name| id.table().position(name);
    let (Some(start), Some(end)) = (at("span_start"), at("span_end")) else {
        return Vec::new();
    };
    let words = at("words");
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

/// Columns whose spans end before they start, with the keys of the rows.
fn backward(table: &Table, rows: &[Row<'_>]) -> Vec<(&'static str, Vec<String>)> {
    let ends = table.columns.iter().enumerate().filter_map(|(end, column)| {
        let start = format!("{}_start", column.name.strip_suffix("_end")?);
        let start = table.position(&start)?;
        Some((column.name, start, end))
    });
    let wrong = |(name, start, end): (&'static str, usize, usize)| {
        let backward = |row: &&Row<'_>| {
            number(&row[start]).zip(number(&row[end])).is_some_and(|(start, end)| end < start)
        };
        let keys: Vec<String> =
            rows.iter().filter(backward).map(|row| row[0].as_text().to_owned()).collect();
        (!keys.is_empty()).then_some((name, keys))
    };
    ends.filter_map(wrong).collect()
}

/// Cells that differ between two readings of a notice.
fn differences(there: &Rows<'_>, read: &Rows<'_>) -> Vec<Message> {
    let mut cells = Vec::new();
    for id in TableId::of_notices() {
        let (table, read, there) = (id.table(), read.of_table(id), there.of_table(id));
        let by_key: HashMap<&str, &Row<'_>> =
            read.iter().map(|row| (row[0].as_text(), row)).collect();
        for row in there {
            let key = row[0].as_text();
            match by_key.get(key) {
                None => cells.push(message!("verify.cell.added", table = table.name, key)),
                Some(read) => cells.extend(unequal(table, row, read)),
            }
        }
        let there: HashSet<&str> = there.iter().map(|row| row[0].as_text()).collect();
        let gone = read.iter().map(|row| row[0].as_text()).filter(|key| !there.contains(key));
        cells.extend(gone.map(|key| message!("verify.cell.gone", table = table.name, key)));
    }
    cells
}

fn unequal(table: &Table, row: &Row<'_>, read: &Row<'_>) -> Vec<Message> {
    // Only the run knows which run it was, and with which configuration.
    let of_run =
        |name: &str| table.name == "documents" && ["config_sha256", "run_id"].contains(&name);
    let cells = table.columns.iter().zip(row.iter().zip(read));
    let unequal = cells.filter(|(column, (row, read))| row != read && !of_run(column.name));
    let key = row[0].as_text();
    let name = |column: &Column| format!("{}.{}", table.name, column.name);
    unequal.map(|(column, _)| message!("verify.cell", column = name(column), key)).collect()
}

/// Where the segments do not follow each other from the first character to the last.
fn gap(segments: &[Row<'_>], (first, last): (u32, Option<u32>)) -> Option<u32> {
    let (start, end) = (at!(Segments.span_start), at!(Segments.span_end));
    let mut reached = first;
    for row in segments {
        if number(&row[start]) != Some(reached) {
            return Some(reached);
        }
        reached = number(&row[end])?;
    }
    (Some(reached) != last).then_some(reached)
}
