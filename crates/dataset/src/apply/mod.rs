//! Applies the results of a run to the state, and writes the tables of the state to files.
//!
//! Which rows differ is decided here; how a notice becomes rows is in [`crate::tables`], the file formats are
//! in [`crate::export`].

mod answers;
mod buckets;
mod readings;
mod sources;
mod threads;

use super::database::State;
use super::export::{Dirt, Exporter, Format, Old, Written};
use super::heal::Damage;
use super::manifest::{Counts, Made, Manifest};
use super::{Error, Folder, proof};
use crate::tables::TableId;
pub(super) use buckets::buckets_of;
use buckets::{Bucketed, dirty_buckets};
use readings::{Reading, packed, rows};
pub(super) use sources::{promoted, settle_sources};
use std::collections::BTreeSet;
use std::path::Path;
use threads::write_on_threads;

/// What becomes of files that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unreadable {
    /// They are reported until they are read or acknowledged.
    #[default]
    Told,
    /// All that are reported are acknowledged, those of earlier runs too: known as they are.
    Acknowledged,
}

/// What a run thinks of the rows that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// They are as they were written.
    Rows,
    /// Each is looked at and written again where it is not (`--force`).
    Nothing,
}

/// What an application needs to know.
pub(super) struct Terms<'a> {
    pub(super) folder: &'a Folder,
    pub(super) staging: &'a Path,
    pub(super) unreadable: Unreadable,
    /// When the run began.
    pub(super) started_at: i64,
    pub(super) config_sha256: &'a str,
    pub(super) run_id: &'a str,
    pub(super) formats: &'a [Format],
    /// What the last run made.
    pub(super) made: &'a Made,
    /// What of it is missing or damaged.
    pub(super) damage: &'a Damage,
    pub(super) trust: Trust,
    /// Digits of `doc_key` in the name of a bucket.
    pub(super) bucket_digits: usize,
    /// Threads that may work at once: with one, everything is done on the calling thread.
    pub(super) threads: usize,
}

/// Makes the working file's tables visible to the state as `work.…`.
pub(super) fn attach(state: &State, staging: &Path) -> Result<(), Error> {
    state
        .sql()
        .execute("attach database ?1 as work", [staging.to_string_lossy()])
        .map(|_| ())
        .map_err(|cause| state.error(cause))
}

/// Writes everything: rows into the state, tables into files; returns the run's manifest as far as its
/// row in `runs` says it, and the files. To be called in the transaction.
pub(super) fn write(
    state: &State,
    terms: &Terms<'_>,
    counts: &mut Counts,
    manifest: &dyn Fn(&Counts) -> Manifest,
) -> Result<(Manifest, Vec<Written>), Error> {
    let dirt = dirty_buckets(state, terms, counts)?;
    let generation = state.generation()?;
    let most = dirt.values().copied().max().unwrap_or(Dirt::Clean);
    let exporters = exporters(terms, most)?;
    // Formats that are written as a whole, or for the first time, need the notices that stay too;
    // so do files that are made again.
    let needed = |(bucket, dirt): (&String, &Dirt)| {
        let needs = exporters.iter().any(|exporter| exporter.needs(bucket, *dirt));
        needs.then(|| bucket.clone())
    };
    let needed: BTreeSet<String> = dirt.iter().filter_map(needed).collect();
    let bucketed = Bucketed { state, terms, dirt: &dirt, needed };
    let mut exporters = match terms.threads {
        0 | 1 => {
            let mut exporters = exporters;
            let mut reading = |doc_key: &str| rows(terms, &packed(state, doc_key)?);
            bucketed.write(&mut reading, &mut |step| export(&mut exporters, &step))?;
            exporters
        }
        _ => write_on_threads(&bucketed, exporters)?,
    };
    if terms.trust == Trust::Nothing {
        proof::drop_strays(state)?;
        proof::forget_gone(state)?;
    }
    let manifest = manifest(counts);
    state.insert(TableId::Runs, &[manifest.row()])?;
    let mut files = Vec::new();
    for mut exporter in exporters.drain(..) {
        for table in [TableId::DocumentSources, TableId::Quarantine, TableId::Runs] {
            exporter.whole_table(table, state)?;
        }
        files.extend(exporter.finish(generation + 1)?);
    }
    state.set("generation", generation + 1)?;
    Ok((manifest, files))
}

fn exporters(terms: &Terms<'_>, dirt: Dirt) -> Result<Vec<Exporter>, Error> {
    let begin = |format: &Format| {
        let place = terms.folder.tables(format.name());
        let new = terms.folder.next().join(format.name());
        let damaged = terms.damage.tables.keys().cloned().collect();
        let same_buckets = terms.made.buckets() == buckets_of(terms.bucket_digits);
        let old = match same_buckets || *format != Format::Parquet {
            true => Old { files: terms.made.of_format(*format), damaged },
            false => Old::default(),
        };
        Exporter::begin(*format, [&place, &new], old, dirt)
    };
    terms.formats.iter().map(begin).collect()
}

/// What goes to the thread that writes files.
enum Step {
    Begin(String, Dirt),
    Rows(Reading),
    End(String),
}

fn export(exporters: &mut [Exporter], step: &Step) -> Result<(), Error> {
    for exporter in exporters {
        match step {
            Step::Begin(bucket, dirt) => exporter.begin_bucket(bucket, *dirt)?,
            Step::Rows(rows) => exporter.add(rows)?,
            Step::End(bucket) => exporter.end_bucket(bucket)?,
        }
    }
    Ok(())
}
