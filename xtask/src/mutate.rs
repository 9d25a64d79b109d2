//! Checks the laws of records on many damaged files.

use crate::mutants::{Mutant, broken, mutant, seeds};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Mutants that are worked on between two reports.
const BLOCK: u64 = 10_000;
/// Slower mutants are named: they may show work that grows faster than the text.
const SLOW: Duration = Duration::from_secs(2);

/// Checks so many mutants of the files in some folders, from the number `seed` on. Those that break
/// a law are written to `failed`.
///
/// # Errors
/// Where the folders hold no files, or a law is broken.
pub(crate) fn run(count: u64, seed: u64, folders: &[PathBuf], failed: &Path) -> Result<()> {
    let paths: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    let seeds = seeds(&paths).context("read the files to damage")?;
    if seeds.is_empty() {
        bail!(
            "no files in {}",
            paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
        );
    }
    // What panics is reported with its mutant.
    std::panic::set_hook(Box::new(|_| {}));
    let mut bad = 0;
    let end = seed.saturating_add(count);
    for block in (seed..end).step_by(BLOCK as usize) {
        let numbers = block..end.min(block + BLOCK);
        let found: Vec<(Mutant, Vec<String>)> = numbers
            .clone()
            .into_par_iter()
            .filter_map(|number| check(mutant(&seeds, number)))
            .collect();
        for (mutant, laws) in found {
            bad += 1;
            fs::create_dir_all(failed).with_context(|| format!("create {}", failed.display()))?;
            let path = failed.join(&mutant.name);
            fs::write(&path, &mutant.bytes).with_context(|| format!("write {}", path.display()))?;
            println!("{}: {}", path.display(), laws.join("; "));
        }
        eprintln!("{} of {count} mutants, {bad} break a law", numbers.end - seed);
    }
    if bad > 0 {
        bail!("{bad} of {count} mutants break a law; they are in {}", failed.display());
    }
    Ok(())
}

fn check(mutant: Mutant) -> Option<(Mutant, Vec<String>)> {
    let begun = Instant::now();
    let broken = broken(&mutant);
    let took = begun.elapsed();
    if took > SLOW {
        eprintln!("{}: {:.1} s for {} bytes", mutant.name, took.as_secs_f64(), mutant.bytes.len());
    }
    (!broken.is_empty()).then_some((mutant, broken))
}
