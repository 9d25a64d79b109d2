//! Classifies each file of a run: unchanged, already read, to be read, refused.

use super::costly::Memory;
use super::inputs::Input;
use super::manifest::Counts;
use super::quarantine::Refusal;
use super::read::{Depth, Files, Job, Outcome};
use super::run::{Done, Observer, Options, Run};
use super::staging::{Staging, Tally};
use super::{Error, State, quarantine};
use crate::tables::key;
use gongwen_engine::Engine;
use gongwen_messages::message;
use rusqlite::OptionalExtension;
use std::iter;

/// Files that are handed to the threads together.
const BLOCK_FILES: usize = 128;
/// Blocks that the threads have before them while one is put away, so that none waits for the disk.
const AHEAD: usize = 6;

/// Looks at every file of the list and keeps what is read.
pub(super) struct Looking<'r> {
    run: &'r Run<'r>,
    pub(super) staging: &'r Staging,
    old: Option<&'r State>,
    observer: &'r dyn Observer,
    /// What cost too much before.
    memory: Memory,
    pub(super) counts: Counts,
    /// An interrupted run has left readings.
    goes_on: bool,
}

impl<'r> Looking<'r> {
    pub(super) fn new(
        run: &'r Run<'r>,
        staging: &'r Staging,
        old: Option<&'r State>,
        observer: &'r dyn Observer,
        memory: Memory,
    ) -> Result<Self, Error> {
        // Members of archives that could not be unpacked.
        let refused = staging.refused()?;
        let counts = Counts { files: refused, quarantined: refused, ..Counts::default() };
        let goes_on = staging.sources()? > 0;
        Ok(Self { run, staging, old, observer, memory, counts, goes_on })
    }

    /// Looks at every file of the list; afterwards the readings that are kept are those of this list
    /// and no others.
    pub(super) fn look_at_everything(&mut self) -> Result<(), Error> {
        // One transaction for all questions: else the state is locked and looked over for each.
        self.old.iter().try_for_each(|state| state.run("begin"))?;
        let looked = self.look_at_all();
        self.old.iter().try_for_each(|state| state.run("commit"))?;
        looked?;
        // Rows that came from a file which is another one now: the next file of that notice is read.
        loop {
            let without = self.staging.without_rows()?;
            if without.is_empty() {
                return Ok(());
            }
            self.look_at(without)?;
        }
    }

    pub(super) fn look_at_all(&mut self) -> Result<(), Error> {
        let mut after = String::new();
        let blocks = iter::from_fn(|| self.next_block(&mut after).transpose());
        self.counts = self.put_away(blocks)?;
        Ok(())
    }

    /// Reads files once more. They were counted when they were looked at first.
    pub(super) fn look_at(&self, inputs: Vec<Input>) -> Result<(), Error> {
        let again = |input: Input| {
            let costly = self.memory.costly(&input.uri);
            Job { input, known: None, read_before: None, costly }
        };
        self.put_away([Ok(inputs.into_iter().map(again).collect())]).map(drop)
    }

    /// The files of the list after that one.
    fn next_block(&self, after: &mut String) -> Result<Option<Vec<Job>>, Error> {
        let block = self.staging.inputs_after(after, BLOCK_FILES)?;
        let Some(last) = block.last() else { return Ok(None) };
        after.clone_from(&last.uri);
        block.into_iter().map(|input| self.job(input)).collect::<Result<_, _>>().map(Some)
    }

    fn job(&self, input: Input) -> Result<Job, Error> {
        let known = match self.old {
            Some(state) if !self.run.options.force && !self.memory.is_cut_otherwise(&input.uri) => {
                self.known(state, &input)?
            }
            _ => None,
        };
        let read_before = match self.goes_on {
            true => self.staging.read_before(&input.uri)?,
            false => None,
        };
        let costly = self.memory.costly(&input.uri);
        Ok(Job { known, read_before, costly, input })
    }

    /// Hash of the file as the state has it, where program and words are the same.
    fn known(&self, state: &State, input: &Input) -> Result<Option<String>, Error> {
        let read = || -> rusqlite::Result<Option<String>> {
            let sql = "select s.sha256 from document_sources s join documents d using (doc_key)
                       where s.source_id = ?1 and d.edition = ?2 and d.config_sha256 = ?3";
            let with = (key::of_words(&input.uri), self.run.edition, &self.run.config_sha256);
            state.sql().prepare_cached(sql)?.query_row(with, |row| row.get(0)).optional()
        };
        read().map_err(|cause| state.error(cause))
    }

    /// Keeps what comes of blocks of files, and counts it.
    fn put_away(
        &self,
        blocks: impl IntoIterator<Item = Result<Vec<Job>, Error>>,
    ) -> Result<Counts, Error> {
        let Options { lexicon, reading, threads, dry_run, .. } = self.run.options;
        let depth = if *dry_run { Depth::Compared } else { Depth::Read };
        let engine = Engine::new(lexicon, reading.clone(), *threads);
        let running = engine.start(Files(depth));
        let running =
            running.map_err(|cause| Error::Option(message!("thread.none", cause = &cause)));
        let mut counts = self.counts;
        running?.run(AHEAD, blocks, |outcomes| {
            self.staging.begin()?;
            for (job, outcome) in outcomes {
                self.keep(&job, &outcome, &mut counts)?;
                self.observer.done(done(&job, &outcome));
            }
            self.staging.commit()
        })?;
        Ok(counts)
    }

    fn keep(&self, job: &Job, outcome: &Outcome, counts: &mut Counts) -> Result<(), Error> {
        counts.files += 1;
        match outcome {
            Outcome::Unchanged => {
                counts.unchanged += 1;
                if self.goes_on {
                    self.staging.forget(&job.input.uri)?;
                }
                self.staging.add_unchanged(&job.input.uri)
            }
            Outcome::ReadBefore => {
                counts.read += 1;
                Ok(())
            }
            Outcome::Read(readings) => {
                counts.read += 1;
                self.staging.add_readings(&job.input.uri, readings)
            }
            Outcome::Refused(refusal) => {
                counts.quarantined += 1;
                let refusal = quarantine::identified(&job.input, refusal);
                let kept = self.copy(&job.input, &refusal)?;
                self.staging.add_refused(&job.input, &refusal, kept.as_deref())
            }
        }
    }

    /// Keeps a copy of a file that cannot be read, where this run writes anything at all.
    fn copy(&self, input: &Input, refusal: &Refusal) -> Result<Option<String>, Error> {
        let Options { dry_run, quarantine_copy_bytes, .. } = *self.run.options;
        if dry_run {
            return Ok(None);
        }
        self.run.copies.keep(self.run.folder, quarantine_copy_bytes, input, refusal)
    }
}

fn done(job: &Job, outcome: &Outcome) -> Done {
    let mut tally = Tally::default();
    if let Outcome::Read(readings) = outcome {
        readings.iter().for_each(|reading| tally.add(reading.tally));
    }
    let readable = !matches!(outcome, Outcome::Refused(_));
    Done { bytes: job.input.size, tally, readable }
}
