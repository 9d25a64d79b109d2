//! A run: an archive into a data set.

use super::apply::{self, Terms, Vanished};
use super::export::Format;
use super::inputs::{Input, Inputs, Missed};
use super::manifest::{Counts, Coverage, InputFile, Manifest};
use super::publish::{self, MANIFEST, Plan};
use super::read::{Batch, Job, Outcome, Settings, Workers};
use super::staging::{Staging, Tally, input};
use super::{Error, Folder, State, quarantine};
use crate::batch::extract_guarded;
use crate::emit::edition;
use crate::emit::tables::{Cell, Row, TableId, key};
use crate::lexicon::Lexicon;
use crate::reader::hex;
use crate::source;
use encoding_rs::Encoding;
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{BufWriter, Write};
use std::time::Duration;

/// Files that are handed to the threads together.
const BLOCK_FILES: usize = 128;
/// Blocks that the threads have before them while one is put away, so that none waits for the disk.
const AHEAD: usize = 6;

/// How a run goes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The words.
    pub lexicon: &'static Lexicon,
    /// The encoding that the user stated, if any.
    pub encoding: Option<&'static Encoding>,
    /// Formats of the tables beside SQLite; none for those that the data set has, or Parquet.
    pub formats: Option<Vec<Format>>,
    /// Files that are read at once.
    pub threads: usize,
    /// How many files Parquet tables are spread over: 1, 16 or 256; none for what the data set has,
    /// or 16.
    pub buckets: Option<u16>,
    /// Take out what is in the data set and not in the archive any more.
    pub prune: bool,
    /// Read everything again.
    pub force: bool,
    /// Only say what would happen.
    pub dry_run: bool,
    /// Larger files are refused.
    pub max_file_bytes: u64,
    /// Files that take longer are refused.
    pub max_time: Option<Duration>,
    /// Files are copied into quarantine up to this size, and linked above it.
    pub quarantine_copy_bytes: u64,
    /// The clock: seconds since 1970.
    pub now: fn() -> i64,
}

/// Watches a run.
pub trait Observer {
    /// So many files are on the list.
    fn listed(&self, files: u64);
    /// One more file is done.
    fn done(&self, done: Done);
    /// All files are done; the tables are being written.
    fn writing(&self);
}

/// What became of a file.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// Its size.
    pub bytes: u64,
    /// What was found in it.
    pub tally: Tally,
    /// False where it could not be read.
    pub readable: bool,
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct Report {
    /// Hash of the number, the versions and the options of the run; empty for a dry run.
    pub run_id: String,
    /// What became of the files and notices.
    pub counts: Counts,
    /// How well the notices of the data set were understood.
    pub coverage: Coverage,
    /// How many diagnostics of each code the data set has.
    pub problems: BTreeMap<String, i64>,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
    /// Files that could not be read: path, reason, message.
    pub refused: Vec<[String; 3]>,
    /// Folders that could not be listed.
    pub unlisted: Vec<source::Error>,
    /// Files of folders and archives that were not looked at.
    pub skipped: source::Skipped,
    /// True where a run that was interrupted was gone on with.
    pub resumed: bool,
}

/// Reads what is new or changed in the archive and brings the data set up to date.
///
/// # Errors
/// Where the archive holds nothing, or the data set cannot be written; it is then as it was before.
pub fn run(
    folder: &Folder,
    inputs: Inputs,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Report, Error> {
    if options.dry_run {
        return dry_run(folder, inputs, options, observer);
    }
    let started_at = (options.now)();
    let existed = folder.root().exists();
    let lock = folder.lock()?;
    let done = locked(folder, inputs, options, observer, started_at);
    drop(lock);
    if done.is_err() && !existed {
        // A run that found nothing leaves nothing; one that read something keeps it.
        clear_if_empty(folder);
    }
    done
}

fn clear_if_empty(folder: &Folder) {
    let kept = Staging::open_as_it_is(folder).and_then(|staging| staging.sources()).unwrap_or(0);
    if kept == 0 && !folder.database().exists() {
        let _ = publish::remove(&folder.work());
        let _ = fs::remove_file(folder.root().join(".lock"));
        let _ = fs::remove_dir(folder.root());
    }
}

fn locked(
    folder: &Folder,
    inputs: Inputs,
    options: &Options,
    observer: &dyn Observer,
    started_at: i64,
) -> Result<Report, Error> {
    publish::finish(folder)?;
    let work = folder.work();
    fs::create_dir_all(&work).map_err(Error::file(&work))?;
    publish::remove(&folder.next())?;
    let old = folder.database().is_file().then(|| State::write(folder)).transpose()?;
    let run = Run::new(folder, options, old.as_ref(), started_at)?;
    let staging = Staging::open(folder, &run.settings())?;
    let resumed = staging.sources()? > 0;
    let unpacked = folder.unpacked();
    publish::remove(&unpacked)?;
    let missed = inputs.list(&staging, &unpacked)?;
    observer.listed(staging.inputs()?);
    let mut reading = Looking::new(&run, &staging, old.as_ref(), observer)?;
    // One transaction for all questions: else the state is locked and looked over for each.
    old.iter().try_for_each(|state| state.run("begin"))?;
    let looked = reading.look_at_all();
    old.iter().try_for_each(|state| state.run("commit"))?;
    looked?;
    observer.writing();
    let mut report = match &old {
        Some(state) => update(&run, state, &mut reading)?,
        None => create(&run, &mut reading)?,
    };
    report.unlisted = missed.errors;
    report.skipped = missed.skipped;
    report.resumed = resumed;
    publish::remove(&unpacked)?;
    Ok(report)
}

/// What is fixed when a run begins.
struct Run<'a> {
    folder: &'a Folder,
    options: &'a Options,
    number: i64,
    run_id: String,
    started_at: i64,
    edition: i64,
    config_sha256: String,
    formats: Vec<Format>,
    bucket_digits: usize,
}

impl<'a> Run<'a> {
    fn new(
        folder: &'a Folder,
        options: &'a Options,
        old: Option<&State>,
        started_at: i64,
    ) -> Result<Self, Error> {
        let edition = edition(options.lexicon);
        let config_sha256 = config(options);
        let number = match old {
            Some(state) => state.number("select coalesce(max(number), 0) + 1 from runs")?,
            None => 1,
        };
        let digits = old.map(|state| state.get("bucket_digits")).transpose()?.flatten();
        let bucket_digits = bucket_digits(options.buckets, digits)?;
        let formats = match (&options.formats, old) {
            (Some(formats), _) => formats.clone(),
            (None, Some(_)) => there(folder),
            (None, None) => vec![Format::Parquet],
        };
        let mut run = Self {
            folder,
            options,
            number,
            started_at,
            edition,
            config_sha256,
            formats,
            bucket_digits,
            run_id: String::new(),
        };
        run.run_id = key::of_words(&format!("{number}\u{1F}{}", run.settings()));
        if let Some(state) = old
            && !options.force
        {
            let found = state.number("select coalesce(max(edition), 0) from documents")?;
            if found > edition {
                let path = folder.root().to_owned();
                return Err(Error::Newer { path, found, own: edition });
            }
        }
        Ok(run)
    }

    /// All that decides what a reading says.
    fn settings(&self) -> String {
        format!("{}\u{1F}{}\u{1F}{}", self.edition, env!("CARGO_PKG_VERSION"), self.config_sha256)
    }

    fn terms<'t>(&'t self, staging: &'t Staging) -> Terms<'t> {
        Terms {
            folder: self.folder,
            staging: staging.path(),
            vanished: if self.options.prune { Vanished::Go } else { Vanished::Stay },
            config_sha256: &self.config_sha256,
            run_id: &self.run_id,
            formats: &self.formats,
            bucket_digits: self.bucket_digits,
            threads: self.options.threads,
        }
    }

    fn options_json(&self) -> serde_json::Value {
        let formats: Vec<&str> = self.formats.iter().map(|format| format.name()).collect();
        serde_json::json!({
            "formats": formats,
            "buckets": 16_u32.pow(u32::try_from(self.bucket_digits).unwrap_or(0)),
            "encoding": self.options.encoding.map(Encoding::name),
            "prune": self.options.prune,
            "force": self.options.force,
            "max_file_bytes": self.options.max_file_bytes,
            "max_seconds": self.options.max_time.map(|time| time.as_secs_f64()),
        })
    }

    fn row(&self, counts: &Counts) -> Row<'static> {
        vec![
            self.run_id.clone().into(),
            self.number.into(),
            Cell::Time(self.started_at),
            Cell::Time((self.options.now)()),
            env!("CARGO_PKG_VERSION").into(),
            self.edition.into(),
            self.options.lexicon.fingerprint().to_owned().into(),
            self.options_json().to_string().into(),
            counts.files.into(),
            counts.unchanged.into(),
            counts.read.into(),
            counts.quarantined.into(),
            counts.vanished.into(),
            counts.new.into(),
            counts.changed.into(),
            counts.removed.into(),
        ]
    }
}

fn config(options: &Options) -> String {
    let encoding = options.encoding.map_or("", Encoding::name);
    hex(&Sha256::digest(format!("{}\u{1F}{encoding}", options.lexicon.fingerprint())))
}

fn bucket_digits(asked: Option<u16>, found: Option<i64>) -> Result<usize, Error> {
    match (asked, found) {
        (None, None) | (Some(16), _) => Ok(1),
        (None, Some(digits)) => Ok(usize::try_from(digits).unwrap_or(1).min(2)),
        (Some(1), _) => Ok(0),
        (Some(256), _) => Ok(2),
        (Some(other), _) => Err(Error::Option(format!("--buckets {other}: must be 1, 16 or 256"))),
    }
}

/// The formats that a data set has.
fn there(folder: &Folder) -> Vec<Format> {
    let there = |format: &Format| folder.tables(format.name()).is_dir();
    Format::ALL.iter().copied().filter(there).collect()
}

/// Looks at every file of the list and keeps what is read.
struct Looking<'r> {
    run: &'r Run<'r>,
    staging: &'r Staging,
    old: Option<&'r State>,
    observer: &'r dyn Observer,
    workers: Workers,
    counts: Counts,
    /// An interrupted run has left readings.
    goes_on: bool,
}

impl<'r> Looking<'r> {
    fn new(
        run: &'r Run<'r>,
        staging: &'r Staging,
        old: Option<&'r State>,
        observer: &'r dyn Observer,
    ) -> Result<Self, Error> {
        let settings = Settings {
            lexicon: run.options.lexicon,
            encoding: run.options.encoding,
            max_bytes: run.options.max_file_bytes,
            max_time: run.options.max_time,
            only_compare: false,
            extract: extract_guarded,
        };
        let workers = Workers::new(settings, run.options.threads).map_err(Error::Option)?;
        // Members of archives that could not be unpacked.
        let refused = staging.refused()?;
        let counts = Counts { files: refused, quarantined: refused, ..Counts::default() };
        let goes_on = staging.sources()? > 0;
        Ok(Self { run, staging, old, observer, workers, counts, goes_on })
    }

    fn look_at_all(&mut self) -> Result<(), Error> {
        let mut after = Some(String::new());
        let mut ahead: VecDeque<Batch> = VecDeque::new();
        loop {
            while let Some(uri) = after.take_if(|_| ahead.len() < AHEAD) {
                let block = self.staging.inputs_after(&uri, BLOCK_FILES)?;
                after = block.last().map(|input| input.uri.clone());
                let jobs = block.into_iter().map(|input| self.job(input));
                ahead.push_back(self.workers.submit(jobs.collect::<Result<_, _>>()?));
            }
            let Some(batch) = ahead.pop_front() else { return Ok(()) };
            self.put_away(batch)?;
        }
    }

    fn look_at(&mut self, inputs: Vec<Input>) -> Result<(), Error> {
        let job = |input| Job { input, known: None, read_before: None };
        let batch = self.workers.submit(inputs.into_iter().map(job).collect());
        self.put_away(batch)
    }

    fn job(&self, input: Input) -> Result<Job, Error> {
        let known = match self.old {
            Some(state) if !self.run.options.force => self.known(state, &input)?,
            _ => None,
        };
        let read_before = match self.goes_on {
            true => self.staging.read_before(&input.uri)?,
            false => None,
        };
        Ok(Job { known, read_before, input })
    }

    /// Hash of the file as the state has it, where program and words are the same.
    fn known(&self, state: &State, input: &Input) -> Result<Option<String>, Error> {
        let read = || -> rusqlite::Result<Option<String>> {
            let sql = "select s.sha256 from document_sources s join documents d using (doc_id)
                       where s.source_id = ?1 and d.edition = ?2 and d.config_sha256 = ?3";
            let with = (key::of_words(&input.uri), self.run.edition, &self.run.config_sha256);
            state.sql().prepare_cached(sql)?.query_row(with, |row| row.get(0)).optional()
        };
        read().map_err(|cause| state.error(cause))
    }

    fn put_away(&mut self, batch: Batch) -> Result<(), Error> {
        let outcomes = self.workers.collect(batch).map_err(Error::Option)?;
        self.staging.begin()?;
        for (job, outcome) in outcomes {
            self.keep(&job, &outcome)?;
            self.observer.done(done(&job, &outcome));
        }
        self.staging.commit()
    }

    fn keep(&mut self, job: &Job, outcome: &Outcome) -> Result<(), Error> {
        self.counts.files += 1;
        match outcome {
            Outcome::Unchanged => {
                self.counts.unchanged += 1;
                if job.read_before.is_some() {
                    self.staging.forget(&job.input.uri)?;
                }
                self.staging.add_unchanged(&job.input.uri)
            }
            Outcome::ReadBefore => {
                self.counts.read += 1;
                Ok(())
            }
            Outcome::Read(reading) => {
                self.counts.read += 1;
                self.staging.add_reading(&job.input.uri, reading)
            }
            Outcome::Refused(refusal) => {
                self.counts.quarantined += 1;
                let kept = match self.run.options.dry_run {
                    true => None,
                    false => quarantine::keep(
                        self.run.folder,
                        self.run.options.quarantine_copy_bytes,
                        &job.input,
                    )?,
                };
                self.staging.add_refused(&job.input, refusal, kept.as_deref())
            }
        }
    }
}

fn done(job: &Job, outcome: &Outcome) -> Done {
    let tally = if let Outcome::Read(reading) = outcome { reading.tally } else { Tally::default() };
    let readable = !matches!(outcome, Outcome::Refused(_));
    Done { bytes: job.input.size, tally, readable }
}

/// The first run: a state of its own that counts when its file is moved into place.
fn create(run: &Run<'_>, looking: &mut Looking<'_>) -> Result<Report, Error> {
    let state = State::begin(run.folder)?;
    let terms = run.terms(looking.staging);
    apply::attach(&state, terms.staging)?;
    state.run("begin")?;
    apply::settle_sources(&state, &terms)?;
    let (plan, report) = write(run, &state, &terms, &mut looking.counts)?;
    state.run("commit")?;
    drop(state);
    publish::sync(&run.folder.new_database())?;
    let place = run.folder.database();
    fs::rename(run.folder.new_database(), &place).map_err(Error::file(&place))?;
    publish::sync(run.folder.root())?;
    publish::carry_out(run.folder, &plan)?;
    Ok(report)
}

/// Later runs: one transaction on the state.
fn update(run: &Run<'_>, state: &State, looking: &mut Looking<'_>) -> Result<Report, Error> {
    let terms = run.terms(looking.staging);
    apply::attach(state, terms.staging)?;
    // Before they are taken out.
    looking.counts.vanished = u64::try_from(state.number(
        "select count(*) from document_sources where uri not in (select uri from work.input)",
    )?)
    .unwrap_or(0);
    begin_with_sources(state, &terms, looking)?;
    let (plan, report) = write(run, state, &terms, &mut looking.counts)?;
    state.run("commit")?;
    state.run("detach database work")?;
    state.settle()?;
    publish::carry_out(run.folder, &plan)?;
    Ok(report)
}

/// Begins the transaction. Where a notice's rows must come from another of its files now, that file
/// is read first.
fn begin_with_sources(
    state: &State,
    terms: &Terms<'_>,
    looking: &mut Looking<'_>,
) -> Result<(), Error> {
    loop {
        state.run("begin immediate")?;
        apply::settle_sources(state, terms)?;
        let promoted = apply::promoted(state)?;
        if promoted.is_empty() {
            return Ok(());
        }
        state.run("rollback")?;
        for uri in promoted {
            let sql = "select uri, path, size from input where uri = ?1";
            let inputs = looking.staging.list(sql, [&uri], input)?;
            looking.look_at(inputs)?;
        }
    }
}

/// Writes everything and the plan for moving it; the caller ends the transaction.
fn write(
    run: &Run<'_>,
    state: &State,
    terms: &Terms<'_>,
    counts: &mut Counts,
) -> Result<(Plan, Report), Error> {
    let next = run.folder.next();
    fs::create_dir_all(&next).map_err(Error::file(&next))?;
    state.set("bucket_digits", i64::try_from(run.bucket_digits).unwrap_or(1))?;
    let outputs = apply::write(state, terms, counts, &|counts| run.row(counts))?;
    let mut manifest = manifest(run, state, counts)?;
    manifest.outputs = outputs;
    let path = next.join(MANIFEST);
    let put = || -> std::io::Result<()> {
        let mut out = BufWriter::new(fs::File::create(&path)?);
        serde_json::to_writer_pretty(&mut out, &manifest)?;
        out.write_all(b"\n")?;
        out.flush()
    };
    put().map_err(Error::file(&path))?;
    publish::sync(&path)?;
    let plan = Plan {
        generation: state.generation()?,
        formats: run.formats.iter().map(|format| format.name().to_owned()).collect(),
        run_id: run.run_id.clone(),
        quarantined: texts(state, "select kept_as from quarantine where kept_as is not null")?,
    };
    plan.write(run.folder)?;
    let report = Report {
        run_id: run.run_id.clone(),
        counts: *counts,
        coverage: manifest.coverage,
        problems: manifest.problems,
        rows: manifest.rows,
        refused: refused(state)?,
        ..Report::default()
    };
    Ok((plan, report))
}

fn manifest(run: &Run<'_>, state: &State, counts: &Counts) -> Result<Manifest, Error> {
    Ok(Manifest {
        run_id: run.run_id.clone(),
        number: run.number,
        started_at: super::database::moment(run.started_at),
        finished_at: super::database::moment((run.options.now)()),
        extractor_version: env!("CARGO_PKG_VERSION").to_owned(),
        edition: run.edition,
        lexicon_sha256: run.options.lexicon.fingerprint().to_owned(),
        options: run.options_json(),
        counts: *counts,
        inputs_sha256: inputs_sha256(state)?,
        inputs: looked_at(state)?,
        rows: row_counts(state)?,
        coverage: coverage(state)?,
        problems: problems(state)?,
        outputs: Vec::new(),
    })
}

/// Rows of each table, from what every notice says of itself.
pub(super) fn row_counts(state: &State) -> Result<BTreeMap<String, i64>, Error> {
    let mut counts = BTreeMap::new();
    for table in TableId::ALL {
        let name = table.table().name;
        let of_notice = *table != TableId::Documents && TableId::of_notices().any(|t| t == *table);
        let sql = match of_notice {
            true => format!("select coalesce(sum(n_{name}), 0) from documents"),
            false => format!("select count(*) from {name}"),
        };
        counts.insert(name.to_owned(), state.number(&sql)?);
    }
    Ok(counts)
}

fn inputs_sha256(state: &State) -> Result<String, Error> {
    let mut hash = Sha256::new();
    let sql = "select uri, sha256 from document_sources order by uri";
    let error = |cause| state.error(cause);
    let mut statement = state.sql().prepare(sql).map_err(error)?;
    let mut rows = statement.query([]).map_err(error)?;
    while let Some(row) = rows.next().map_err(error)? {
        for at in 0..2 {
            hash.update(row.get::<_, String>(at).map_err(error)?);
            hash.update([b'\n']);
        }
    }
    Ok(hex(&hash.finalize()))
}

fn looked_at(state: &State) -> Result<Vec<InputFile>, Error> {
    let sql = "select uri, sha256, 'read' from work.source
               union all select uri, sha256, reason from work.refused order by 1";
    list(state, sql, |row| {
        Ok(InputFile { uri: row.get(0)?, sha256: row.get(1)?, outcome: row.get(2)? })
    })
}

fn coverage(state: &State) -> Result<Coverage, Error> {
    let sql = "select count(*), coalesce(sum(text_chars), 0),
                 coalesce(sum(text_chars * unexplained_share) / sum(text_chars), 0.0),
                 coalesce(sum(title is null), 0), coalesce(sum(issued_on is null), 0),
                 coalesce(sum(n_warnings + n_errors > 0), 0) from documents";
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Coverage {
            notices: row.get(0)?,
            text_chars: row.get(1)?,
            unexplained_share: row.get(2)?,
            without_title: row.get(3)?,
            without_date: row.get(4)?,
            with_problems: row.get(5)?,
        })
    };
    state.sql().query_row(sql, [], row).map_err(|cause| state.error(cause))
}

fn problems(state: &State) -> Result<BTreeMap<String, i64>, Error> {
    let sql = "select code, count(*) from diagnostics where severity <> 'info' group by code";
    Ok(list(state, sql, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

fn refused(state: &State) -> Result<Vec<[String; 3]>, Error> {
    let sql = "select uri, reason, message from quarantine order by uri";
    list(state, sql, |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))
}

fn texts(state: &State, sql: &str) -> Result<Vec<String>, Error> {
    list(state, sql, |row| row.get(0))
}

fn list<T>(
    state: &State,
    sql: &str,
    read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Error> {
    let list =
        || -> rusqlite::Result<Vec<T>> { state.sql().prepare(sql)?.query_map([], read)?.collect() };
    list().map_err(|cause| state.error(cause))
}

/// What a run would do: nothing is read further than its hash, nothing is written.
fn dry_run(
    folder: &Folder,
    inputs: Inputs,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Report, Error> {
    let old = folder.database().is_file().then(|| State::read(folder)).transpose()?;
    let run = Run::new(folder, options, old.as_ref(), (options.now)())?;
    let staging = Staging::in_memory()?;
    let room = tempfile::tempdir().map_err(Error::file(&std::env::temp_dir()))?;
    let missed: Missed = inputs.list(&staging, room.path())?;
    observer.listed(staging.inputs()?);
    let mut looking = Looking::new(&run, &staging, old.as_ref(), observer)?;
    looking.workers.only_compare();
    looking.look_at_all()?;
    let mut counts = looking.counts;
    if let Some(state) = &old {
        let sources = texts(state, "select uri from document_sources")?;
        let gone = |uri: &String| {
            staging.list("select uri, path, size from input where uri = ?1", [uri], input)
        };
        for uri in sources {
            counts.vanished += u64::from(gone(&uri)?.is_empty());
        }
    }
    let refused =
        staging.list("select uri, reason, message from refused order by uri", [], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?])
        })?;
    let Missed { errors: unlisted, skipped, .. } = missed;
    Ok(Report { counts, refused, unlisted, skipped, ..Report::default() })
}
