//! Rows fit their columns, keys are unique, and references lead to rows.

use crate::support::{files, root};
use gongwen::emit::Record;
use gongwen::lexicon::Lexicon;
use gongwen_dataset::tables::{Cell, Rows, TableId};
use gongwen_formats::source::Source;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Calls `look` with the rows of a file.
fn with_rows(path: &Path, look: impl FnOnce(&Rows<'_>)) {
    let document =
        gongwen_formats::read(&Source::open(path, path.to_string_lossy()).unwrap(), None);
    let extraction = gongwen::extract(Lexicon::builtin(), &document.layer);
    let record = Record::new(&document, &extraction, Lexicon::builtin());
    look(&Rows::of(&record));
}

#[test]
fn rows_of_the_corpus_fit_their_tables() {
    let mut seen: HashMap<TableId, usize> = HashMap::new();
    for path in files(&root().join("corpus"), ".txt") {
        with_rows(&path, |rows| {
            for table in TableId::of_notices() {
                check_table(rows, table, &path);
                *seen.entry(table).or_default() += rows.of_table(table).len();
            }
        });
    }
    for table in TableId::of_notices() {
        assert!(seen[&table] > 5, "{table:?} has {} rows in the whole corpus", seen[&table]);
    }
}

fn check_table(rows: &Rows<'_>, id: TableId, path: &Path) {
    let table = id.table();
    let mut keys = HashSet::new();
    for row in rows.of_table(id) {
        let at = format!("{}: {} {row:?}", path.display(), table.name);
        assert_eq!(row.len(), table.columns.len(), "{at}");
        assert!(keys.insert(row[0].as_text().to_owned()), "key stands twice: {at}");
        for (cell, column) in row.iter().zip(table.columns) {
            match cell.kind() {
                None => assert!(column.optional, "{} has no value: {at}", column.name),
                Some(kind) => assert_eq!(kind, column.kind, "{}: {at}", column.name),
            }
            let target = column.refers_to.and_then(TableId::from_name);
            let target = target.filter(|id| TableId::of_notices().any(|other| other == *id));
            if let (Some(target), Cell::Text(key)) = (target, cell) {
                let found = rows.of_table(target).iter().any(|row| row[0].as_text() == key);
                assert!(found, "{} leads nowhere: {at}", column.name);
            }
        }
    }
}

#[test]
fn a_reading_in_another_encoding_has_the_same_rows() {
    let text = "青禾区人民政府办公室关于做好防汛工作的通知\n一、加强值守。(责任单位:区水利局)\n2025年3月18日";
    let rows = |bytes: &[u8]| {
        let document = gongwen_formats::read(&Source::from_bytes("a.txt", bytes), None);
        let extraction = gongwen::extract(Lexicon::builtin(), &document.layer);
        let record = Record::new(&document, &extraction, Lexicon::builtin());
        let rows = Rows::of(&record);
        let of = |table: TableId| format!("{:?}", rows.of_table(table));
        TableId::of_notices().filter(|id| *id != TableId::Documents).map(of).collect::<Vec<_>>()
    };
    let (gbk, _, _) = gongwen_formats::encoding_of_name("gbk").unwrap().encode(text);
    assert_eq!(rows(text.as_bytes()), rows(&gbk));
}
