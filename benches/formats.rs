//! Time from bytes to a text layer, for each format: `cargo bench --bench formats`.
//!
//! The files are those of `fixtures/formats`, six notices written out in every format by office
//! programs. `peers.sh` beside this file times other programs on the same files.

#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gongwen_formats::source::Source;
use std::fs;
use std::path::Path;

const ENDINGS: &[&str] = &["txt", "html", "docx", "doc", "xlsx", "xls", "pdf", "ofd"];

fn files(ending: &str) -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    let open = |path: &std::path::PathBuf| Source::open(path, path.to_string_lossy()).unwrap();
    paths.iter().map(open).collect()
}

#[divan::bench(args = ENDINGS)]
fn read(bencher: Bencher, ending: &str) {
    let files = files(ending);
    assert!(!files.is_empty(), "no file of this kind");
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        files
            .iter()
            .map(|file| gongwen_formats::read(black_box(file), None).layer.len())
            .sum::<u32>()
    });
}

fn main() {
    for ending in ENDINGS {
        println!("{ending}: {} files", files(ending).len());
    }
    divan::main();
}
