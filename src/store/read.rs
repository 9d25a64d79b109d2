//! Files to readings, on all cores, each within its limits.
//!
//! Jobs run on a pool of threads. A job that runs longer than the limit is given up: its file is
//! refused, a fresh pool takes over what the old one had not begun, and the thread that hangs is left
//! to itself.

use super::inputs::Input;
use super::quarantine::{Reason, Refusal};
use super::staging::{Reading, Tally, pack};
use crate::diagnostic::{Code, Severity};
use crate::emit::Record;
use crate::emit::tables::{Rows, TableId};
use crate::lexicon::Lexicon;
use crate::reader::{self, Document, hex};
use crate::record::Extraction;
use crate::source::Source;
use encoding_rs::Encoding;
use rayon::{ThreadPool, ThreadPoolBuilder};
use sha2::{Digest, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// What all jobs share.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    pub(super) lexicon: &'static Lexicon,
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) max_bytes: u64,
    pub(super) max_time: Option<Duration>,
    /// Files that differ from what is known are not read any further.
    pub(super) only_compare: bool,
    /// The reading itself.
    pub(super) extract: fn(&Lexicon, &reader::TextLayer) -> Extraction,
}

/// One file to be looked at.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) input: Input,
    /// Hash of the file as the state has it, where that is up to date.
    pub(super) known: Option<String>,
    /// Hash of the file as an interrupted run read it.
    pub(super) read_before: Option<String>,
}

/// What became of a file.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is as the state has it.
    Unchanged,
    /// An interrupted run read it as it is.
    ReadBefore,
    /// It was read.
    Read(Box<Reading>),
    /// It was not.
    Refused(Refusal),
}

struct Task {
    job: Job,
    begun: OnceLock<Instant>,
    given_up: AtomicBool,
}

/// The threads.
pub(super) struct Workers {
    settings: Settings,
    threads: usize,
    pool: ThreadPool,
    /// How many pools were left to threads that hang.
    given_up: u32,
}

/// Jobs that were handed to the workers together.
pub(super) struct Batch {
    tasks: Vec<Arc<Task>>,
    sender: Sender<(usize, Outcome)>,
    receiver: Receiver<(usize, Outcome)>,
    /// [`Workers::given_up`] when it was handed over.
    pool: u32,
}

impl Workers {
    pub(super) fn new(settings: Settings, threads: usize) -> Result<Self, String> {
        Ok(Self { settings, threads, pool: pool(threads)?, given_up: 0 })
    }

    /// From now on files are compared with what is known and not read any further.
    pub(super) fn only_compare(&mut self) {
        self.settings.only_compare = true;
    }

    /// Hands over jobs; they begin at once.
    pub(super) fn submit(&self, jobs: Vec<Job>) -> Batch {
        let task = |job| Task { job, begun: OnceLock::new(), given_up: AtomicBool::new(false) };
        let tasks: Vec<_> = jobs.into_iter().map(|job| Arc::new(task(job))).collect();
        let (sender, receiver) = channel();
        let batch = Batch { tasks, sender, receiver, pool: self.given_up };
        self.spawn(&batch);
        batch
    }

    fn spawn(&self, batch: &Batch) {
        for (at, task) in batch.tasks.iter().enumerate() {
            if task.begun.get().is_some() {
                continue;
            }
            let (task, sender, settings) = (Arc::clone(task), batch.sender.clone(), self.settings);
            self.pool.spawn(move || {
                // Whoever begins a task first does it.
                if task.begun.set(Instant::now()).is_ok() {
                    let outcome = look_at(&task.job, &settings);
                    // Nobody listens any more where the batch was left.
                    let _ = sender.send((at, outcome));
                }
            });
        }
    }

    /// Waits for all jobs of a batch; outcomes come in the order of the jobs.
    pub(super) fn collect(&mut self, batch: Batch) -> Result<Vec<(Job, Outcome)>, String> {
        if batch.pool != self.given_up {
            // It waits behind a thread that hangs.
            self.spawn(&batch);
        }
        let mut outcomes: Vec<Option<Outcome>> = batch.tasks.iter().map(|_| None).collect();
        let mut open = outcomes.len();
        while open > 0 {
            match batch.receiver.recv_timeout(Duration::from_millis(50)) {
                Ok((at, outcome)) => {
                    if !batch.tasks[at].given_up.load(Ordering::Relaxed) {
                        outcomes[at] = Some(outcome);
                        open -= 1;
                    }
                }
                Err(_) => open -= self.give_up(&batch, &mut outcomes)?,
            }
        }
        let jobs = batch.tasks.iter().map(|task| task.job.clone());
        Ok(jobs.zip(outcomes.into_iter().flatten()).collect())
    }

    /// Refuses files that take too long; returns how many.
    fn give_up(
        &mut self,
        batch: &Batch,
        outcomes: &mut [Option<Outcome>],
    ) -> Result<usize, String> {
        let Some(limit) = self.settings.max_time else { return Ok(0) };
        let mut count = 0;
        for (task, outcome) in batch.tasks.iter().zip(outcomes) {
            let slow = task.begun.get().is_some_and(|begun| begun.elapsed() > limit);
            if slow && outcome.is_none() {
                task.given_up.store(true, Ordering::Relaxed);
                *outcome = Some(Outcome::Refused(too_slow(&task.job, limit)));
                count += 1;
            }
        }
        if count > 0 {
            self.pool = pool(self.threads)?;
            self.given_up += 1;
            self.spawn(batch);
        }
        Ok(count)
    }
}

fn pool(threads: usize) -> Result<ThreadPool, String> {
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(|cause| cause.to_string())
}

fn too_slow(job: &Job, limit: Duration) -> Refusal {
    Refusal {
        reason: Reason::TooSlow,
        message: format!(
            "was not read within {} seconds; raise --max-seconds, or report the file",
            limit.as_secs_f64()
        ),
        sha256: None,
        bytes: Some(job.input.size),
    }
}

fn look_at(job: &Job, settings: &Settings) -> Outcome {
    let work = || look_at_bytes(job, settings);
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome,
        Err(panic) => Outcome::Refused(failed(&crate::batch::panic_message(&*panic), None)),
    }
}

fn look_at_bytes(job: &Job, settings: &Settings) -> Outcome {
    let opened = Source::open_up_to(settings.max_bytes, &job.input.path, job.input.uri.as_str());
    let source = match opened {
        Ok(source) => source,
        Err(error) => return Outcome::Refused(Refusal::of(&error)),
    };
    if job.known.is_some() || job.read_before.is_some() {
        let sha256 = hex(&Sha256::digest(&source.bytes));
        if job.known.as_ref() == Some(&sha256) {
            return Outcome::Unchanged;
        }
        if job.read_before.as_ref() == Some(&sha256) {
            return Outcome::ReadBefore;
        }
    }
    if settings.only_compare { Outcome::ReadBefore } else { read(&source, settings) }
}

fn read(source: &Source, settings: &Settings) -> Outcome {
    let document = reader::read(source, settings.encoding);
    if let Some(why) = document.unreadable() {
        let message = format!("{}: {}", why.code.name(), why.message);
        return Outcome::Refused(refused(Reason::NoText, message, Some(&document)));
    }
    let extraction = (settings.extract)(settings.lexicon, &document.layer);
    let mut diagnostics = extraction.notice.diagnostics.iter();
    if let Some(failure) = diagnostics.find(|item| item.code == Code::InternalError) {
        return Outcome::Refused(failed(&failure.message, Some(&document)));
    }
    let record = Record::new(&document, &extraction, settings.lexicon);
    let rows = Rows::of(&record);
    let tally = tally(&rows, &extraction);
    match pack(&rows) {
        Ok(payload) => {
            let doc_id = record.doc_id.to_owned();
            Outcome::Read(Box::new(reading(document, doc_id, payload, tally)))
        }
        Err(message) => Outcome::Refused(failed(&message, Some(&document))),
    }
}

fn reading(document: Document, doc_id: String, payload: Vec<u8>, tally: Tally) -> Reading {
    let info = document.info;
    Reading {
        doc_id,
        sha256: info.sha256,
        bytes: info.bytes,
        media_type: info.media_type,
        encoding: info.encoding,
        encoding_basis: info.encoding_basis,
        text_chars: info.text_chars,
        payload,
        tally,
    }
}

fn tally(rows: &Rows<'_>, extraction: &Extraction) -> Tally {
    let diagnostics = extraction.notice.diagnostics.iter();
    let problems = diagnostics.filter(|item| item.code.severity() > Severity::Info).count();
    Tally {
        tasks: rows.of_table(TableId::Tasks).len() as u64,
        targets: rows.of_table(TableId::Targets).len() as u64,
        problems: problems as u64,
    }
}

fn failed(message: &str, document: Option<&Document>) -> Refusal {
    refused(Reason::InternalError, format!("{message}; please report the file"), document)
}

fn refused(reason: Reason, message: String, document: Option<&Document>) -> Refusal {
    Refusal {
        reason,
        message,
        sha256: document.map(|document| document.info.sha256.clone()),
        bytes: document.map(|document| document.info.bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::{Job, Outcome, Settings, Workers};
    use crate::batch::extract_guarded;
    use crate::lexicon::Lexicon;
    use crate::reader::TextLayer;
    use crate::record::Extraction;
    use crate::store::inputs::Input;
    use crate::store::quarantine::Reason;
    use std::fs;
    use std::path::PathBuf;
    use std::time::Duration;

    /// Hangs on a text that says so, panics on another.
    fn moody(lexicon: &Lexicon, layer: &TextLayer) -> Extraction {
        if layer.text().starts_with("hang") {
            std::thread::sleep(Duration::from_secs(600));
        }
        assert!(!layer.text().starts_with("fail"), "as it was told");
        extract_guarded(lexicon, layer)
    }

    fn outcomes(name: &str, texts: &[&str]) -> Vec<Outcome> {
        let folder = std::env::temp_dir().join(format!("gongwen-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let job = |(at, text): (usize, &&str)| {
            let path: PathBuf = folder.join(format!("{at:02}.txt"));
            fs::write(&path, text).unwrap();
            let input = Input { uri: path.to_string_lossy().into_owned(), path, size: 1 };
            Job { input, known: None, read_before: None }
        };
        let jobs = texts.iter().enumerate().map(job).collect();
        let mut workers = Workers::new(settings(Duration::from_secs(2)), 2).unwrap();
        let batch = workers.submit(jobs);
        let outcomes = workers.collect(batch).unwrap().into_iter().map(|(_, outcome)| outcome);
        let outcomes = outcomes.collect();
        fs::remove_dir_all(&folder).unwrap();
        outcomes
    }

    #[test]
    fn a_file_that_hangs_does_not_hold_the_blocks_behind_it() {
        let folder = std::env::temp_dir().join(format!("gongwen-behind-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let job = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            let input = Input { uri: name.to_owned(), path, size: 1 };
            Job { input, known: None, read_before: None }
        };
        let mut workers = Workers::new(settings(Duration::from_millis(500)), 1).unwrap();
        let batches =
            [job("1", "hang"), job("2", "一"), job("3", "二")].map(|job| workers.submit(vec![job]));
        let read = batches.map(|batch| workers.collect(batch).unwrap().pop().unwrap().1);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(read.each_ref().map(reason), [Some(Reason::TooSlow), None, None]);
    }

    fn settings(max_time: Duration) -> Settings {
        Settings {
            lexicon: Lexicon::builtin(),
            encoding: None,
            max_bytes: 1000,
            max_time: Some(max_time),
            only_compare: false,
            extract: moody,
        }
    }

    fn reason(outcome: &Outcome) -> Option<Reason> {
        if let Outcome::Refused(refusal) = outcome { Some(refusal.reason) } else { None }
    }

    #[test]
    fn files_that_hang_fail_or_are_too_large_do_not_stop_the_others() {
        let large = "大".repeat(1000);
        let texts = [
            "hang",
            "关于工作的通知",
            "fail",
            "hang",
            &large,
            "关于另一项工作的通知",
            "hang",
            "一",
        ];
        let outcomes = outcomes("moody", &texts);
        let reasons: Vec<_> = outcomes.iter().map(reason).collect();
        let slow = Some(Reason::TooSlow);
        let expected = [
            slow,
            None,
            Some(Reason::InternalError),
            slow,
            Some(Reason::TooLarge),
            None,
            slow,
            None,
        ];
        assert_eq!(reasons, expected);
        assert!(matches!(&outcomes[1], Outcome::Read(reading) if !reading.payload.is_empty()));
    }
}
