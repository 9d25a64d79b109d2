//! Tools of the project that are no part of the program. They use gongwen's public API alone.
//!
//! ```text
//! cargo xtask vectors FOLDER [-o FILE]
//! cargo xtask corpus-diff BASE_RECORDS NEW_RECORDS
//! cargo xtask corpus-diff REVISION FOLDER
//! cargo xtask archive COUNT FOLDER
//! cargo xtask formats FOLDER
//! cargo xtask mutants COUNT [--seed N] [FOLDER…]
//! cargo xtask lexicon [--sort]
//! cargo xtask edition [--keep REASON]
//! cargo xtask ci
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
//! `mutants` checks the laws of `tests/laws` on damaged copies of the files in some folders (of the corpus
//! and the fixtures, if none are named) and writes those that break one to a folder.
//!
//! `lexicon` checks the tables of `lexicon/` and makes from them what the library includes and what their
//! README lists; `--sort` puts their rows in order before that. `edition` raises the revision of tables and
//! rules where they are others than at the committed one, or keeps it with a reason where no fact changed.
//!
//! `corpus-diff` compares records from before and after a change: what was gained, lost and altered,
//! by kind and rule, with examples. With a git revision it makes both from a folder of notices.
//!
//! `ci` is `.ci/run`: everything that a change must pass.

mod archive;
mod corpus_diff;
mod formats;
mod lexicon;
#[path = "../../tests/laws/mod.rs"]
mod laws_of_records;
#[path = "../../tests/laws/mutants.rs"]
mod mutants;
mod mutate;
mod vectors;
mod words;

use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

const USAGE: &str = "usage: cargo xtask vectors FOLDER [-o FILE]
       cargo xtask corpus-diff BASE_RECORDS NEW_RECORDS
       cargo xtask corpus-diff REVISION FOLDER
       cargo xtask archive COUNT FOLDER
       cargo xtask formats FOLDER
       cargo xtask mutants COUNT [--seed N] [FOLDER…]
       cargo xtask lexicon [--sort]
       cargo xtask edition [--keep REASON]
       cargo xtask ci";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("vectors") => run_vectors(arguments),
        Some("corpus-diff") => run_corpus_diff(arguments),
        Some("archive") => run_archive(arguments),
        Some("formats") => run_formats(arguments),
        Some("mutants") => run_mutants(arguments),
        Some("lexicon") => words::run_lexicon(Path::new("."), arguments),
        Some("edition") => words::run_edition(Path::new("."), arguments),
        Some("ci") => run_ci(),
        _ => bail!(USAGE),
    }
}

fn run_ci() -> Result<()> {
    let status = std::process::Command::new("bash").arg(".ci/run").status();
    let status = status.context("cannot start bash")?;
    if status.success() { Ok(()) } else { bail!(".ci/run: {status}") }
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

fn run_mutants(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let count = arguments.next().context(USAGE)?.parse().context("COUNT is no number")?;
    let (mut seed, mut folders) = (0, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seed" => {
                seed = arguments.next().context(USAGE)?.parse().context("the seed is no number")?;
            }
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    if folders.is_empty() {
        folders = vec!["corpus".into(), "fixtures/formats".into()];
    }
    mutate::run(count, seed, &folders, Path::new("target/mutants"))
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
