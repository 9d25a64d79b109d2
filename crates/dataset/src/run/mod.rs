//! A run: updates a data set from an archive. It orders the steps; each step is a module of this package.

mod fixed;
mod report;

use super::apply::{self, Terms};
use super::costly;
use super::export::{Format, LISTING};
use super::figures;
use super::gone::{self, Gone};
use super::heal;
use super::home::{self, Home, Was};
use super::inputs::{Inputs, Listed};
use super::looking::Looking;
use super::manifest::{Counts, Manifest};
use super::own;
use super::publish::{self, MANIFEST, Plan};
use super::staging::Staging;
use super::{Error, Folder, State, views};
pub(super) use fixed::Run;
pub use report::{Done, Emptied, Observer, Options, Refused, Report, Standing};
use std::fs;

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
        // What cannot be removed does no harm: the marker is removed last.
        let _ = publish::clear(folder);
        let _ = fs::remove_file(folder.root().join(".lock"));
        let _ = fs::remove_file(folder.root().join(gongwen_engine::ours::MARK));
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
    let views = old.as_ref().map(views::heal).transpose()?.unwrap_or_default();
    let run = Run::new(folder, options, old.as_ref(), started_at)?;
    let manifests = match &old {
        Some(state) => heal::manifests(folder, state, &run.damage)?,
        None => Vec::new(),
    };
    if let Some(state) = old.as_ref().filter(|_| options.force) {
        heal::kept(folder, state)?;
    }
    own::check_places(folder, &run.formats, &run.recorded)?;
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
    report.views_remade = views;
    publish::remove(&unpacked)?;
    Ok(report)
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
    Ok(with_gone(report, gone))
}

/// The report with what it says of files that are not on the list.
fn with_gone(report: Report, gone: Gone) -> Report {
    let emptied = gone.emptied.into_iter().filter(|(_, files)| *files > 0);
    let emptied = emptied.map(|(path, files)| Emptied { path, files }).collect();
    Report { unseen: gone.unseen, unclear: gone.unclear, emptied, ..report }
}

/// Begins the transaction. Where a notice's rows must come from another of its files now, that file
/// is read first.
fn begin_with_sources(
    state: &State,
    terms: &Terms<'_>,
    looking: &Looking<'_>,
) -> Result<(), Error> {
    loop {
        state.run("begin immediate")?;
        apply::settle_sources(state, terms)?;
        let promoted = apply::promoted(state)?;
        if promoted.is_empty() {
            return Ok(());
        }
        state.run("rollback")?;
        let inputs = promoted.iter().map(|uri| looking.staging.input(uri));
        let inputs = inputs.collect::<Result<Vec<_>, _>>()?;
        looking.look_at(inputs.concat())?;
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
    own::check_outputs(run.folder, &outputs, &run.recorded)?;
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
        own: run.own(),
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
    own::check_places(folder, &run.formats, &run.recorded)?;
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
    let views_remade = old.as_ref().map(views::to_heal).transpose()?.unwrap_or_default();
    let (unlisted, skipped, remade) = (listed.unlisted, listed.skipped, run.damage.names());
    let report = Report { counts, refused, unlisted, skipped, ..Report::default() };
    Ok(with_gone(Report { remade, views_remade, ..report }, gone))
}
