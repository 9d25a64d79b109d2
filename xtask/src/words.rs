//! The commands `lexicon` and `edition`.

use crate::lexicon::{self, Edition, FILE};
use anyhow::{Context, Result, anyhow, bail};
use std::fs;
use std::path::Path;

/// Checks the tables and writes what is made from them; sorts them before that where it is asked to.
pub(crate) fn run_lexicon(root: &Path, mut arguments: impl Iterator<Item = String>) -> Result<()> {
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => {}
        (Some("--sort"), None) => {
            for (path, text) in lexicon::unsorted(root).map_err(told)? {
                write(root, &path, &text)?;
            }
        }
        _ => bail!("usage: cargo xtask lexicon [--sort]"),
    }
    for made in lexicon::made(root).map_err(told)? {
        let there = fs::read_to_string(root.join(made.path)).unwrap_or_default();
        if there != made.text {
            write(root, made.path, &made.text)?;
        }
    }
    Ok(())
}

/// Raises the revision where tables or rules are others than at the committed one, or keeps it.
pub(crate) fn run_edition(root: &Path, mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let keep = match (arguments.next().as_deref(), arguments.next(), arguments.next()) {
        (None, _, _) => None,
        (Some("--keep"), Some(reason), None) if !reason.trim().is_empty() => Some(reason),
        _ => bail!("usage: cargo xtask edition [--keep REASON]"),
    };
    let (committed, now) = lexicon::edition(root).map_err(told)?;
    if committed.sha256 == now {
        println!("revision {}: tables and rules are as they were", committed.revision);
        return Ok(());
    }
    let next: Edition = committed.next(now, keep.as_deref());
    write(root, FILE, &next.text())?;
    println!("revision {}", next.revision);
    run_lexicon(root, std::iter::empty())
}

fn write(root: &Path, path: &str, text: &str) -> Result<()> {
    fs::write(root.join(path), text).with_context(|| format!("write {path}"))?;
    println!("{path}: written");
    Ok(())
}

fn told(problems: Vec<String>) -> anyhow::Error {
    anyhow!("{}", problems.join("\n"))
}
