//! Tools of the project that are no part of the program. They use gongwen's public API alone.
//!
//! ```text
//! cargo xtask vectors FOLDER [-o FILE]
//! cargo xtask corpus-diff BASE_RECORDS NEW_RECORDS
//! cargo xtask corpus-diff REVISION FOLDER
//! cargo xtask archive COUNT FOLDER
//! cargo xtask formats FOLDER
//! ```
//!
//! `vectors` reads the number and date cases of other projects (`FOLDER/*.jsonl`) and writes what
//! gongwen finds in them as NDJSON, `{suite, id, spans: [{start, end, kind, value}]}`. The scorer
//! beside the cases (`score_vectors.py`) tells how many are right.
//!
//! `archive` writes as many notices as are asked for, made of the corpus with other places, numbers
//! and figures, for measuring runs over large archives.
//!
//! `formats` writes chosen notices of the corpus in every format and encoding (it needs LibreOffice);
//! `cargo xtask formats fixtures/formats` makes the fixtures anew.
//!
//! `corpus-diff` compares records from before and after a change: what was gained, lost and altered,
//! by kind and rule, with examples. With a git revision it makes both from a folder of notices.

mod archive;
mod corpus_diff;
mod formats;
mod vectors;

use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

const USAGE: &str = "usage: cargo xtask vectors FOLDER [-o FILE]
       cargo xtask corpus-diff BASE_RECORDS NEW_RECORDS
       cargo xtask corpus-diff REVISION FOLDER
       cargo xtask archive COUNT FOLDER
       cargo xtask formats FOLDER";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("vectors") => run_vectors(arguments),
        Some("corpus-diff") => run_corpus_diff(arguments),
        Some("archive") => run_archive(arguments),
        Some("formats") => run_formats(arguments),
        _ => bail!(USAGE),
    }
}

fn run_archive(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (Some(count), Some(folder), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        bail!(USAGE)
    };
    let count = count.parse().context("COUNT is no number")?;
    archive::write(Path::new("corpus"), count, Path::new(&folder))
}

fn run_formats(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (Some(folder), None) = (arguments.next(), arguments.next()) else { bail!(USAGE) };
    formats::write(Path::new("corpus"), Path::new(&folder))
}

fn run_corpus_diff(arguments: impl Iterator<Item = String>) -> Result<()> {
    let arguments: Vec<String> = arguments.collect();
    let [base, new] = arguments.as_slice() else { bail!(USAGE) };
    corpus_diff::write(base, new, &mut stdout().lock())
}

fn run_vectors(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let (mut folder, mut output) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-o" => output = Some(PathBuf::from(arguments.next().context(USAGE)?)),
            _ if folder.is_none() => folder = Some(PathBuf::from(argument)),
            _ => bail!(USAGE),
        }
    }
    let mut writer: Box<dyn Write> = match output {
        Some(path) => {
            let file = File::create(&path).with_context(|| format!("write {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(stdout().lock())),
    };
    vectors::write(&folder.context(USAGE)?, &mut writer)?;
    Ok(writer.flush()?)
}
