//! The same rows in every format, table by table, and the same answers of the views.

use crate::postgres::{answers, hostile, load, run};
use crate::support::table_rows::{
    as_csv, assert_same, of_csv, of_ndjson, of_parquet, of_postgres, of_sqlite,
};
use crate::support::{Folder, files, root, server::server};
use gongwen_dataset::tables::TABLES;
use gongwen_dataset::tables::ddl::view_names;
use std::fs;
use std::path::PathBuf;

/// A data set of every third notice and of hostile ones.
fn data_set(name: &str) -> (Folder, PathBuf) {
    let folder = Folder::new(name);
    for path in files(&root().join("corpus"), ".txt").iter().step_by(3) {
        let name = path.file_name().unwrap().to_str().unwrap();
        fs::create_dir_all(folder.path("in")).unwrap();
        fs::copy(path, folder.path("in").join(name)).unwrap();
    }
    hostile(&folder);
    let out = folder.path("out");
    run(&folder, &["--format", "parquet,ndjson,csv"]);
    (folder, out)
}

#[test]
fn rows_are_the_same_in_every_format() {
    let (_folder, out) = data_set("formats");
    for table in TABLES {
        let rows = of_sqlite(&out, table);
        assert!(!rows.is_empty() || table.name == "quarantine", "{} is empty", table.name);
        assert_same(table, "Parquet", &rows, &of_parquet(&out, table));
        assert_same(table, "NDJSON", &rows, &of_ndjson(&out, table));
        let mut disarmed: Vec<_> = rows.iter().map(|row| as_csv(table, row)).collect();
        disarmed.sort();
        assert_same(table, "CSV", &disarmed, &of_csv(&out, table));
    }
}

#[test]
#[cfg_attr(not(has_postgres), ignore = "needs PostgreSQL")]
fn rows_and_views_are_the_same_in_postgresql() {
    let (_folder, out) = data_set("formats-postgres");
    let server = server();
    let mut client = server.database("formats");
    load(&server, "formats", &out, &[]).ok();
    for table in TABLES {
        let mut rows = of_sqlite(&out, table);
        for text in rows.iter_mut().flatten().flatten() {
            *text = text.replace('\0', "\u{FFFD}");
        }
        rows.sort();
        assert_same(table, "PostgreSQL", &rows, &of_postgres(&mut client, table));
    }
    for view in view_names() {
        let (here, there) = answers(&out, &mut client, &format!("select * from {view}"));
        assert!(!here.is_empty(), "{view} is empty");
        assert_eq!(here.len(), there.len(), "rows of {view}");
        for (here, there) in here.iter().zip(&there) {
            assert_eq!(here, there, "{view}");
        }
    }
}
