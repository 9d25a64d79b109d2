//! Speed of extraction and of each stage over a text layer in memory, on one core.
//!
//! `cargo bench` prints the time and the MB/s of each row, then how many times the floor extraction
//! takes: reading the text once and writing the record. The text is the corpus, over and over, each
//! notice by itself. `instructions.sh` beside this file counts instructions instead of time.

#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gongwen::Extraction;
use gongwen::document::Document;
use gongwen::emit::json;
use gongwen::internal::{self, Annotations, Context, Header, Notes, Outline, Tidy};
use gongwen::lexicon::Lexicon;
use gongwen_formats::source::Source;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// One notice with what every stage makes of it.
struct Case {
    source: Source,
    document: Document,
    tidy: Tidy,
    header: Header,
    outline: Outline,
    extraction: Extraction,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut paths: Vec<_> =
        fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().map(|path| Case::new(path)).collect()
});

impl Case {
    fn new(path: &Path) -> Self {
        let source = Source::open(path, path.to_string_lossy()).unwrap();
        let document = gongwen_formats::read(&source, None);
        let tidy = tidied(&document);
        let header = internal::header(lexicon(), &tidy, &mut Notes::default());
        let outline = internal::outline(lexicon(), &tidy, &header, &mut Notes::default());
        let extraction = gongwen::extract(lexicon(), &document.layer);
        Self { source, document, tidy, header, outline, extraction }
    }
}

fn lexicon() -> &'static Lexicon {
    Lexicon::builtin()
}

fn tidied(document: &Document) -> Tidy {
    internal::tidy(lexicon(), &document.layer, &mut Notes::default())
}

fn text_bytes() -> usize {
    CASES.iter().map(|case| case.document.layer.text().len()).sum()
}

/// Runs one stage over all notices.
fn over_all<T>(bencher: Bencher<'_, '_>, stage: impl Fn(&Case) -> T + Sync) {
    let bytes = BytesCount::new(text_bytes());
    bencher.counter(bytes).bench(|| CASES.iter().for_each(|case| _ = black_box(stage(case))));
}

#[divan::bench]
fn a_read(bencher: Bencher<'_, '_>) {
    over_all(bencher, |case| gongwen_formats::read(&case.source, None));
}

#[divan::bench]
fn b_tidy(bencher: Bencher<'_, '_>) {
    over_all(bencher, |case| tidied(&case.document));
}

#[divan::bench]
fn c_header(bencher: Bencher<'_, '_>) {
    over_all(bencher, |case| internal::header(lexicon(), &case.tidy, &mut Notes::default()));
}

#[divan::bench]
fn d_outline(bencher: Bencher<'_, '_>) {
    over_all(bencher, |case| {
        internal::outline(lexicon(), &case.tidy, &case.header, &mut Notes::default())
    });
}

#[divan::bench]
fn e_annotate_and_find(bencher: Bencher<'_, '_>) {
    over_all(bencher, |case| {
        let issued_on = case.header.metadata.issued_on.as_ref().map(|date| date.value);
        let (text, rows) = (&*case.tidy.text, &*case.tidy.rows);
        let marks = Annotations::new(lexicon(), text, &case.outline.passages);
        let context = Context { lexicon: lexicon(), text, issued_on, rows, marks: &marks };
        internal::find(&context, &case.outline, &mut Notes::default())
    });
}

#[divan::bench]
fn f_extract_all_stages(bencher: Bencher<'_, '_>) {
    over_all(bencher, |case| gongwen::extract(lexicon(), &case.document.layer));
}

#[divan::bench]
fn g_write(bencher: Bencher<'_, '_>) {
    over_all(bencher, written);
}

#[divan::bench]
fn h_floor_read_text_once_and_write(bencher: Bencher<'_, '_>) {
    over_all(bencher, floor);
}

fn written(case: &Case) -> Vec<u8> {
    let mut out = Vec::new();
    json::write_notice(&case.document, &case.extraction, 0, lexicon(), &mut out).unwrap();
    out
}

/// What no extraction can do without: looking at every character, writing the record.
fn floor(case: &Case) -> (usize, Vec<u8>) {
    let han = case.document.layer.text().chars().filter(|c| *c >= '\u{4E00}').count();
    (han, written(case))
}

fn main() {
    divan::main();
    let extract =
        best_of(|case| drop(black_box(gongwen::extract(lexicon(), &case.document.layer))));
    let write = best_of(|case| drop(black_box(written(case))));
    let floor = best_of(|case| drop(black_box(floor(case))));
    let speed = |time: Duration| text_bytes() as f64 / 1e6 / time.as_secs_f64();
    println!(
        "\nextract {:.1} MB/s, extract and write {:.1} MB/s, floor {:.1} MB/s",
        speed(extract),
        speed(extract + write),
        speed(floor)
    );
    println!("ratio to the floor: {:.1}", (extract + write).as_secs_f64() / floor.as_secs_f64());
}

/// The shortest of some runs over all notices.
fn best_of(work: impl Fn(&Case)) -> Duration {
    let run = |_| {
        let start = Instant::now();
        CASES.iter().for_each(&work);
        start.elapsed()
    };
    (0..30).map(run).min().unwrap_or_default()
}
