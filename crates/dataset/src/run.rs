//! A run: an archive into a data set.

use super::apply::{self, Terms, Trust, Unreadable};
use super::costly::{self, Memory};
use super::database::moment;
use super::export::{Format, LISTING};
use super::figures;
use super::gone::{self, Gone, Prune};
use super::heal::{self, Damage};
use super::home::{self, Home, Was};
use super::inputs::{Inputs, Listed};
use super::looking::Looking;
use super::manifest::{Counts, Coverage, Made, Manifest};
use super::publish::{self, MANIFEST, Plan};
use super::staging::{Staging, Tally};
use super::{Error, Folder, State};
use crate::tables::key;
use encoding_rs::Encoding;
use gongwen::document::hex;
use gongwen::emit::edition;
use gongwen::lexicon::Lexicon;
use gongwen_engine::Reading;
use gongwen_formats::source;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;

/// How a run goes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The words.
    pub lexicon: &'static Lexicon,
    /// How files are read, and what each may cost.
    pub reading: Reading,
    /// Formats of the tables beside SQLite; none for those that the data set has, or Parquet.
    pub formats: Option<Vec<Format>>,
    /// Files that are read at once.
    pub threads: usize,
    /// How many files Parquet tables are spread over: 1, 16 or 256; none for what the data set has,
    /// or 16.
    pub buckets: Option<u16>,
    /// What is taken out of the data set.
    pub prune: Prune,
    /// What becomes of files that cannot be read.
    pub unreadable: Unreadable,
    /// Read everything again.
    pub force: bool,
    /// Only say what would happen.
    pub dry_run: bool,
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

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its path.
    pub uri: String,
    /// Why, as a stable name.
    pub reason: String,
    /// Why, and what can be done.
    pub message: String,
    /// Whether somebody knows.
    pub standing: Standing,
}

/// Whether somebody knows of a file that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has acknowledged it as it is.
    New,
    /// It was acknowledged, and is as it was then.
    Acknowledged,
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
    /// Files that could not be read.
    pub refused: Vec<Refused>,
    /// Folders that could not be listed.
    pub unlisted: Vec<source::Error>,
    /// Files of the data set that could not be looked at, and stay in it.
    pub unseen: u64,
    /// Those of them for which nothing else in the report is the reason.
    pub unclear: u64,
    /// Files of folders and archives that were not looked at.
    pub skipped: source::Skipped,
    /// True where a run that was interrupted was gone on with.
    pub resumed: bool,
    /// Files beside the state that were missing or damaged and were made again: paths below the
    /// folder of the data set.
    pub remade: Vec<String>,
    /// Rows of `runs` that had been damaged and were written again.
    pub runs_repaired: u64,
}

impl Report {
    /// True where there is nothing new that somebody should look at: all that was named could be
    /// looked at, and every file could be read or is known.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let known = |file: &Refused| file.standing == Standing::Acknowledged;
        self.unlisted.is_empty() && self.unclear == 0 && self.refused.iter().all(known)
    }
}

/// Reads what is new or changed in the archive and brings the data set up to date.
///
/// # Errors
/// Where the archive holds nothing, the folder is somebody else's, or the data set cannot be written;
/// it is then as it was before.
pub fn run(
    folder: &Folder,
    inputs: Inputs,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Report, Error> {
    let was = home::look(folder)?;
    let home = Home::of(folder);
    inputs.paths.iter().try_for_each(|path| home.keeps_out(path))?;
    if options.dry_run {
        return dry_run(folder, inputs, options, observer);
    }
    let started_at = (options.now)();
    home::take(folder)?;
    let lock = folder.lock()?;
    let done = locked(folder, inputs, options, observer, started_at);
    drop(lock);
    if done.is_err() && was != Was::Ours {
        // A run that found nothing leaves nothing; one that read something keeps it.
        clear_if_empty(folder, was);
    }
    done
}

fn clear_if_empty(folder: &Folder, was: Was) {
    let kept = Staging::open_as_it_is(folder).and_then(|staging| staging.sources()).unwrap_or(0);
    if kept == 0 && !folder.database().exists() {
        // What cannot be removed is in nobody's way: the mark goes last.
        let _ = publish::clear(folder);
        let _ = fs::remove_file(folder.root().join(".lock"));
        let _ = fs::remove_file(folder.root().join(home::MARK));
        if was == Was::Absent {
            let _ = fs::remove_dir(folder.root());
        }
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
    publish::clear_next(folder)?;
    let old = folder.database().is_file().then(|| State::write(folder)).transpose()?;
    let runs_repaired = old.as_ref().map(heal::runs).transpose()?.unwrap_or(0);
    let run = Run::new(folder, options, old.as_ref(), started_at)?;
    let manifests = match &old {
        Some(state) => heal::manifests(folder, state, &run.damage)?,
        None => Vec::new(),
    };
    if let Some(state) = old.as_ref().filter(|_| options.force) {
        heal::kept(folder, state)?;
    }
    home::check_places(folder, &run.formats, &run.made.formats())?;
    let staging = Staging::open(folder, &run.kept_for())?;
    let unpacked = folder.unpacked();
    publish::remove(&unpacked)?;
    let memory = run.memory(old.as_ref())?;
    let reading = &options.reading;
    let listed = inputs.list(&staging, Home::of(folder), &unpacked, reading, memory.clone())?;
    let resumed = staging.sources()? > 0;
    observer.listed(staging.inputs()?);
    let mut looking = Looking::new(&run, &staging, old.as_ref(), observer, memory)?;
    looking.look_at_everything()?;
    observer.writing();
    let mut report = match &old {
        Some(state) => update(&run, state, &listed, &mut looking)?,
        None => create(&run, &mut looking)?,
    };
    report.unlisted = listed.unlisted;
    report.skipped = listed.skipped;
    report.resumed = resumed;
    report.remade = run.damage.tables.keys().cloned().chain(manifests).collect();
    report.runs_repaired = runs_repaired;
    publish::remove(&unpacked)?;
    Ok(report)
}

/// What is fixed when a run begins.
pub(super) struct Run<'a> {
    pub(super) folder: &'a Folder,
    pub(super) options: &'a Options,
    pub(super) number: i64,
    pub(super) run_id: String,
    pub(super) started_at: i64,
    pub(super) edition: i64,
    pub(super) config_sha256: String,
    formats: Vec<Format>,
    bucket_digits: usize,
    /// What the last run made, and what of it is missing or damaged.
    made: Made,
    damage: Damage,
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
        let made = old.map(Made::last).transpose()?.flatten();
        let formats = match (&options.formats, &made, old) {
            (Some(formats), _, _) => formats.clone(),
            (None, Some(made), _) => made.formats(),
            (None, None, Some(_)) => there(folder),
            (None, None, None) => vec![Format::Parquet],
        };
        let made = made.unwrap_or_default();
        let damage = match old {
            Some(state) => heal::look(folder, state, &made, &formats, options.threads)?,
            None => Damage::default(),
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
            made,
            damage,
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
        let version = gongwen::VERSION;
        let work = self.options.reading.limits.max_work;
        format!("{}\u{1F}{version}\u{1F}{}\u{1F}{work}", self.edition, self.config_sha256)
    }

    /// All that decides whether a file costs too much.
    pub(super) fn price(&self) -> String {
        let limits = self.options.reading.limits;
        let (memory, seconds) = (limits.max_memory, limits.max_seconds);
        format!("{}\u{1F}{memory}\u{1F}{seconds}", self.settings())
    }

    /// What earlier runs know of files that cost too much, where that still holds.
    fn memory(&self, old: Option<&State>) -> Result<Memory, Error> {
        match old.filter(|_| !self.options.force) {
            Some(state) => Memory::of(state, &self.price(), self.options.reading.limits.max_work),
            None => Ok(Memory::default()),
        }
    }

    /// What readings are kept for: a run that reads everything again takes none of another.
    fn kept_for(&self) -> String {
        let again = if self.options.force { "\u{1F}force" } else { "" };
        format!("{}{again}", self.settings())
    }

    fn terms<'t>(&'t self, staging: &'t Staging) -> Terms<'t> {
        Terms {
            folder: self.folder,
            staging: staging.path(),
            unreadable: self.options.unreadable,
            started_at: self.started_at,
            config_sha256: &self.config_sha256,
            run_id: &self.run_id,
            formats: &self.formats,
            made: &self.made,
            damage: &self.damage,
            trust: if self.options.force { Trust::Nothing } else { Trust::Rows },
            bucket_digits: self.bucket_digits,
            threads: self.options.threads,
        }
    }

    pub(super) fn options_json(&self) -> serde_json::Value {
        let formats: Vec<&str> = self.formats.iter().map(|format| format.name()).collect();
        let limits = self.options.reading.limits;
        serde_json::json!({
            "formats": formats,
            "buckets": apply::buckets_of(self.bucket_digits),
            "encoding": self.options.reading.encoding.map(Encoding::name),
            "prune": self.options.prune != Prune::Nothing,
            "prune_all": self.options.prune == Prune::Others,
            "acknowledge": self.options.unreadable == Unreadable::Acknowledged,
            "force": self.options.force,
            "max_bytes": limits.max_bytes,
            "max_work": limits.max_work,
            "max_memory": limits.max_memory,
            "max_seconds": limits.max_seconds,
        })
    }

    /// The manifest as far as it is known before anything is written.
    fn manifest(&self, counts: &Counts) -> Manifest {
        Manifest {
            run_id: self.run_id.clone(),
            number: self.number,
            started_at: moment(self.started_at),
            finished_at: moment((self.options.now)()),
            extractor_version: gongwen::VERSION.to_owned(),
            edition: self.edition,
            lexicon_sha256: self.options.lexicon.fingerprint().to_owned(),
            options: self.options_json(),
            counts: *counts,
            ..Manifest::default()
        }
    }
}

fn config(options: &Options) -> String {
    let encoding = options.reading.encoding.map_or("", Encoding::name);
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
    let there = |format: &Format| folder.tables(format.name()).join(LISTING).is_file();
    Format::ALL.iter().copied().filter(there).collect()
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
fn update(
    run: &Run<'_>,
    state: &State,
    listed: &Listed,
    looking: &mut Looking<'_>,
) -> Result<Report, Error> {
    let terms = run.terms(looking.staging);
    apply::attach(state, terms.staging)?;
    // Before they are taken out.
    let gone = gone::settle(state, looking.staging, &listed.scope, run.options.prune)?;
    looking.counts.vanished = gone.vanished;
    begin_with_sources(state, &terms, looking)?;
    let (plan, report) = write(run, state, &terms, &mut looking.counts)?;
    state.run("commit")?;
    state.run("detach database work")?;
    state.settle()?;
    publish::carry_out(run.folder, &plan)?;
    Ok(Report { unseen: gone.unseen, unclear: gone.unclear, ..report })
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
            looking.look_at(looking.staging.input(&uri)?)?;
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
    let (manifest, outputs) = apply::write(state, terms, counts, &|counts| run.manifest(counts))?;
    costly::remember(state, &run.price(), run.options.reading.limits.max_work)?;
    let manifest = figures::complete(state, Manifest { outputs, ..manifest })?;
    let path = next.join(MANIFEST);
    let written = manifest.write(&path).map_err(Error::file(&path))?;
    manifest.keep(state, &written)?;
    let list = |format: &Format| {
        let path = next.join(format.name()).join(LISTING);
        let sha256 = heal::hash(&path).map_err(Error::file(&path))?;
        Ok((format.name().to_owned(), sha256))
    };
    let plan = Plan {
        generation: state.generation()?,
        formats: run.formats.iter().map(list).collect::<Result<_, Error>>()?,
        run_id: run.run_id.clone(),
        quarantined: figures::texts(
            state,
            "select kept_as from quarantine where kept_as is not null",
        )?,
    };
    plan.write(run.folder)?;
    let report = Report {
        run_id: run.run_id.clone(),
        counts: *counts,
        coverage: manifest.coverage,
        problems: manifest.problems,
        rows: manifest.rows,
        refused: figures::refused(state)?,
        ..Report::default()
    };
    Ok((plan, report))
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
    home::check_places(folder, &run.formats, &run.made.formats())?;
    let staging = Staging::in_memory()?;
    let room = tempfile::tempdir().map_err(Error::file(&std::env::temp_dir()))?;
    let memory = run.memory(old.as_ref())?;
    let reading = &options.reading;
    let listed = inputs.list(&staging, Home::of(folder), room.path(), reading, memory.clone())?;
    observer.listed(staging.inputs()?);
    let mut looking = Looking::new(&run, &staging, old.as_ref(), observer, memory)?;
    looking.look_at_all()?;
    let mut counts = looking.counts;
    let gone = match &old {
        Some(state) => gone::settle(state, &staging, &listed.scope, options.prune)?,
        None => Gone::default(),
    };
    counts.vanished = gone.vanished;
    let refused = figures::would_refuse(old.as_ref(), &staging, options.unreadable)?;
    let (unseen, unclear) = (gone.unseen, gone.unclear);
    let (unlisted, skipped, remade) = (listed.unlisted, listed.skipped, run.damage.names());
    Ok(Report { counts, refused, unlisted, skipped, unseen, unclear, remade, ..Report::default() })
}
