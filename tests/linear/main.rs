//! Work and output grow with the text and no faster, whatever the text repeats. What is counted is
//! the same on every machine: bytes of the record, calls of the allocator and bytes that it gave. The
//! instructions are counted by `.ci/linear.sh`, from the files that this test writes.
//!
//! One test alone in its program: the allocator counts for all threads.

#![allow(missing_docs, clippy::unwrap_used)]

mod shapes;

use gongwen::emit::json;
use gongwen::lexicon::Lexicon;
use gongwen_formats::source::Source;
use shapes::{SHAPES, Shape};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Bytes of the smaller text of a shape.
const SMALL: usize = 24_000;
/// The larger one is so many times as long.
const TIMES: usize = 4;
/// Bytes of the texts whose instructions are counted: valgrind is slow.
const COUNTED: [(&str, usize); 2] = [("small", 8_000), ("large", 32_000)];
/// What a byte of the larger text may cost more than one of the smaller, in percent.
const GROWTH: u64 = 130;
/// What a byte may cost more than the table says, in percent.
const SLOWER: u64 = 200;

/// What reading a text took, for 1,000 bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cost {
    /// Bytes of the record.
    output: u64,
    /// Bytes that the allocator gave.
    allocated: u64,
    /// Calls of the allocator.
    calls: u64,
}

fn cost(text: &str) -> Cost {
    let region = Region::new(ALLOCATOR);
    let document = gongwen_formats::read(&Source::from_bytes("shape.txt", text.as_bytes()), None);
    let notices = gongwen::extract_all(Lexicon::builtin(), &document.layer);
    let mut line = Vec::new();
    for (at, notice) in notices.iter().enumerate() {
        json::write_notice(&document, notice, at, Lexicon::builtin(), &mut line).unwrap();
    }
    let change = region.change();
    let each = |count: usize| count as u64 * 1000 / text.len() as u64;
    Cost {
        output: each(line.len()),
        allocated: each(change.bytes_allocated),
        calls: each(change.allocations + change.reallocations),
    }
}

impl Cost {
    fn figures(self) -> [(&'static str, u64); 3] {
        [("output", self.output), ("allocated", self.allocated), ("calls", self.calls)]
    }
}

#[test]
fn work_and_output_grow_with_the_text() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("linear");
    fs::create_dir_all(&folder).unwrap();
    let table = Table::read();
    let (mut wrong, mut measured) = (Vec::new(), Vec::new());
    // The lexicon is read once.
    cost("关于工作的通知\n一、目标\n");
    for shape in SHAPES {
        let (small, large) = (shape.text(SMALL), shape.text(SMALL * TIMES));
        for (size, bytes) in COUNTED {
            fs::write(folder.join(format!("{}.{size}.txt", shape.name)), shape.text(bytes))
                .unwrap();
        }
        let (small, large) = (cost(&small), cost(&large));
        wrong.extend(grown(shape, small, large));
        wrong.extend(table.slower(shape, large));
        measured.push((shape.name, large));
    }
    if std::env::var_os("UPDATE").is_some() {
        table.write(&measured);
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Where a byte of the larger text cost more than one of the smaller.
fn grown(shape: &Shape, small: Cost, large: Cost) -> Vec<String> {
    let pairs = small.figures().into_iter().zip(large.figures());
    let grown = pairs.filter(|((_, small), (_, large))| large * 100 > (small + 400) * GROWTH);
    let message = |((what, small), (_, large))| {
        format!("{}: {what} grows faster than the text, {small} to {large}", shape.name)
    };
    grown.map(message).collect()
}

/// `benches/linear.csv`: what a shape cost when it was last measured.
struct Table {
    /// The columns of a shape: those of [`Cost`] and the instructions of a byte.
    rows: BTreeMap<String, [u64; 4]>,
}

impl Table {
    const HEAD: &str = "shape,output,allocated,calls,instructions";

    fn path() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/linear.csv")
    }

    fn read() -> Self {
        let text = fs::read_to_string(Self::path()).unwrap_or_default();
        let row = |line: &str| {
            let (shape, figures) = line.split_once(',')?;
            let figures: Vec<u64> = figures.split(',').map(|f| f.parse().unwrap_or(0)).collect();
            Some((shape.to_owned(), figures.try_into().ok()?))
        };
        Self { rows: text.lines().skip(1).filter_map(row).collect() }
    }

    /// Where a shape cost more than the table says, or is not in it.
    fn slower(&self, shape: &Shape, cost: Cost) -> Vec<String> {
        let Some(row) = self.rows.get(shape.name) else {
            return vec![format!("{} is not in benches/linear.csv; run with UPDATE=1", shape.name)];
        };
        let pairs = row.iter().zip(cost.figures());
        let slower = pairs.filter(|(known, (_, now))| now * 100 > (*known + 400) * SLOWER);
        let message =
            |(known, (what, now))| format!("{}: {what} was {known}, is {now}", shape.name);
        slower.map(message).collect()
    }

    /// Writes what was measured. The instructions stay as they are: `.ci/linear.sh` counts them.
    fn write(&self, measured: &[(&str, Cost)]) {
        let mut text = Self::HEAD.to_owned() + "\n";
        for (shape, cost) in measured {
            let instructions = self.rows.get(*shape).map_or(0, |row| row[3]);
            let Cost { output, allocated, calls } = cost;
            text += &format!("{shape},{output},{allocated},{calls},{instructions}\n");
        }
        fs::write(Self::path(), text).unwrap();
    }
}
