//! Compares an archive with the reference, one file of the store after the other.
//!
//! Notices are read in parallel, in blocks of whole files of the store, so memory holds one block and the list of
//! paths, whatever the size of the archive. Notices that differ are written to `.pending/` as they are now; the
//! differences are computed from them and the reference when needed.

use super::change::Compared;
use super::fact::{Notice, State};
use super::items::{Item, Refused, items};
use super::line;
use super::pending::{self, Renamed};
use super::read::facts_of;
use super::shard::Shard;
use super::stats::Stats;
use super::store::{self, Form, Manifest, Store, Versions};
use super::{Error, journal};
use gongwen::document::hex;
use gongwen::emit::Record;
use gongwen_engine::{Engine, Lost, Work, cost, lost, name_of};
use gongwen_formats::Encoding;
use gongwen_messages::message;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// So many notices are read at once.
const BLOCK: usize = 512;

/// What is read, and how.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// How files are read.
    pub engine: &'o Engine,
    /// Whether facts are counted, too.
    pub counts: bool,
    /// Told how many files of how many were read.
    pub progress: &'o (dyn Fn(usize, usize) + Sync),
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl Options<'_> {
    /// What makes the records.
    #[must_use]
    pub fn versions(&self) -> Versions {
        let encoding = self.engine.reading.encoding.map(Encoding::name);
        Versions::own(self.engine.lexicon, encoding)
    }
}

/// What a check found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Notices of the archive.
    pub notices: usize,
    /// Those with the same facts at the same places.
    pub unchanged: usize,
    /// Counts of the reference and of the archive as it is now.
    pub stats: Stats,
    /// Those that took too much time or memory to read, each with the reason: they count as
    /// unreadable, and may be read within other limits.
    pub costly: Vec<String>,
}

/// A notice as it is now.
struct Present {
    uri: String,
    text: String,
    /// Why it was not read, where that was its cost.
    costly: Option<String>,
}

impl Present {
    fn of(notice: &Notice) -> Self {
        Self { uri: notice.uri.clone(), text: line::write(notice), costly: None }
    }

    fn unreadable(uri: &str, refused: Refused) -> Self {
        let costly = refused.is_costly.then(|| refused.reason.clone());
        let notice = Notice::without_facts(uri, State::Unreadable(refused.reason));
        Self { costly, ..Self::of(&notice) }
    }
}

/// Reads notices as they are now.
struct Presents;

impl Work for Presents {
    type Job = Item;
    type Made = Vec<Present>;

    fn cost(&self, item: &Item) -> u64 {
        cost(item.size, &item.uri)
    }

    fn make(&self, item: &Item, engine: &Engine) -> Vec<Present> {
        let read = |file| engine.read(engine.reading.open(file, &item.uri)?);
        let file = item.file.as_ref().map_err(Clone::clone);
        match file.and_then(|file| read(file).map_err(|error| Refused::of(&error))) {
            Err(refused) => vec![Present::unreadable(&item.uri, refused)],
            Ok(found) => {
                let uri = |record: &Record<'_>| store::uri_of(&item.uri, record.source.ordinal);
                let records = found.records(engine.lexicon);
                records.map(|record| Present::of(&facts_of(&uri(&record), &record))).collect()
            }
        }
    }

    fn lost(&self, item: &Item, reason: &Lost) -> Vec<Present> {
        vec![Present::unreadable(&item.uri, Refused::of(&lost(&item.uri, reason)))]
    }

    fn weight(presents: &Vec<Present>) -> u64 {
        presents.iter().map(|present| present.text.len() as u64).sum()
    }
}

/// Accepts the present records of an archive as the reference, in a store that is not there yet.
///
/// # Errors
/// Where the archive cannot be listed, or the folder is a store already or holds other things.
pub fn record(root: &Path, archive: &[PathBuf], options: &Options<'_>) -> Result<Checked, Error> {
    let items = items(archive, &options.engine.reading)?;
    let (mut notices, mut stats) = (0, Stats::default());
    let mut costly = Vec::new();
    let manifest = Manifest::new(items.list.len(), options.versions());
    let form = manifest.form;
    Store::create(root, &manifest, |folder| {
        let keyed = keyed(items.list, |uri| store::key_of(form, uri));
        if form == Form::FilePerNotice {
            let index = keyed.values().flatten().map(|item| item.uri.clone()).collect();
            store::write_index(&store::index_in(folder), &index)?;
        }
        let mut all: BTreeMap<String, Vec<Item>> = keyed;
        if form == Form::Shards {
            (0..=255).for_each(|byte| _ = all.entry(format!("{byte:02x}.facts")).or_default());
        }
        read_blocks(all, options, |block| {
            for (key, presents) in block {
                let mut shard = Shard::empty(folder.join("notices").join(key));
                for present in presents {
                    if options.counts {
                        stats.present.add(&present.text);
                    }
                    shard.set(&present.uri, Some(present.text));
                    costly.extend(present.costly);
                    notices += 1;
                }
                shard.write()?;
            }
            Ok(())
        })
    })?;
    stats.reference = stats.present.clone();
    Ok(Checked { notices, unchanged: notices, stats, costly })
}

fn keyed(items: Vec<Item>, key: impl Fn(&str) -> String) -> BTreeMap<String, Vec<Item>> {
    let mut keyed: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in items {
        keyed.entry(key(&item.uri)).or_default().push(item);
    }
    keyed
}

/// Reads the notices of each file of the store, and hands them over in blocks of whole files.
fn read_blocks(
    keyed: BTreeMap<String, Vec<Item>>,
    options: &Options<'_>,
    mut take: impl FnMut(Vec<(String, Vec<Present>)>) -> Result<(), Error>,
) -> Result<(), Error> {
    let running = options.engine.start(Presents);
    let running =
        running.map_err(|cause| Error::Internal(message!("thread.none", cause = &cause)))?;
    let plan = blocks(&keyed);
    let (mut done, all) = (0, keyed.values().map(Vec::len).sum());
    let mut items = keyed.into_values().flatten();
    let jobs = plan.iter().map(|block| {
        let len = block.iter().map(|(_, len)| len).sum();
        Ok(items.by_ref().take(len).collect())
    });
    let mut blocks = plan.iter();
    running.run(1, jobs, |presents| {
        let mut next = |len| {
            done += len;
            presents.by_ref().take(len).flat_map(|(_, presents)| presents).collect()
        };
        let block = blocks.next().into_iter().flatten();
        take(block.map(|(key, len)| (key.clone(), next(*len))).collect())?;
        (options.progress)(done, all);
        Ok(())
    })
}

/// Files of the store with the number of their notices, in blocks that give all processors something
/// to do.
fn blocks(keyed: &BTreeMap<String, Vec<Item>>) -> Vec<Vec<(String, usize)>> {
    let (mut blocks, mut size) = (Vec::new(), BLOCK);
    for (key, items) in keyed {
        if size >= BLOCK {
            blocks.push(Vec::new());
            size = 0;
        }
        size += items.len().max(1);
        if let Some(block) = blocks.last_mut() {
            block.push((key.clone(), items.len()));
        }
    }
    blocks
}

/// Compares an archive with the reference. What differs is pending afterwards.
///
/// # Errors
/// Where the archive cannot be listed, or the store is damaged or cannot be written to.
pub fn check(store: &Store, archive: &[PathBuf], options: &Options<'_>) -> Result<Checked, Error> {
    let items = items(archive, &options.engine.reading)?;
    let known = store.keys()?;
    let mut keyed = keyed(items.list, |uri| store.key_of(uri));
    known.iter().for_each(|key| _ = keyed.entry(key.clone()).or_default());
    let mut work = Check {
        store,
        known,
        pending: pending::Writer::begin(store.root())?,
        checked: Checked { notices: 0, unchanged: 0, stats: Stats::default(), costly: Vec::new() },
        renamed: Names::default(),
        counts: options.counts,
    };
    read_blocks(keyed, options, |mut read| {
        let presents = read.iter_mut().flat_map(|(_, presents)| presents);
        work.checked.costly.extend(presents.filter_map(|present| present.costly.take()));
        work.checked.notices += read.iter().map(|(_, presents)| presents.len()).sum::<usize>();
        // Files of the store are read and compared in parallel, too.
        let compared: Vec<_> =
            read.into_par_iter().map(|(key, presents)| work.compare(key, presents)).collect();
        for shard in compared {
            work.add(shard?)?;
        }
        Ok(())
    })?;
    let archive = archive.iter().map(|path| name_of(path)).collect();
    let (renamed, versions) = (work.renamed.pairs(), options.versions());
    let notices = work.checked.notices;
    work.pending.finish(&pending::Manifest { versions, archive, renamed, notices })?;
    Ok(work.checked)
}

/// Accepts the present records of an archive as the reference of a store that is there. What was
/// accepted before stands in the journal.
///
/// # Errors
/// As [`check`].
pub fn record_again(
    store: &mut Store,
    archive: &[PathBuf],
    options: &Options<'_>,
) -> Result<Checked, Error> {
    let checked = check(store, archive, options)?;
    super::decide::accept_everything(store, journal::Verb::Record)?;
    Ok(checked)
}

struct Check<'c> {
    store: &'c Store,
    known: BTreeSet<String>,
    pending: pending::Writer,
    checked: Checked,
    renamed: Names,
    counts: bool,
}

/// What a file of the store came to.
struct Outcome {
    pending: Shard,
    unchanged: usize,
    stats: Stats,
    names: Names,
}

impl Check<'_> {
    fn compare(&self, key: String, presents: Vec<Present>) -> Result<Outcome, Error> {
        let reference = self.store.shard(&key, &self.known)?;
        let mut outcome = Outcome {
            pending: self.pending.shard(&key),
            unchanged: 0,
            stats: Stats::default(),
            names: Names::default(),
        };
        if self.counts {
            let stats = &mut outcome.stats;
            reference.notices.values().for_each(|block| stats.reference.add(&block.text));
            presents.iter().for_each(|present| stats.present.add(&present.text));
        }
        let mut seen = BTreeSet::new();
        for present in presents {
            let before = reference.notices.get(&present.uri);
            if before.is_some_and(|block| block.text == present.text)
                || self.is_same(&reference, &present)?
            {
                outcome.unchanged += 1;
            } else {
                if before.is_none() {
                    outcome.names.new.insert(facts_hash(&present.text), present.uri.clone());
                }
                outcome.pending.set(&present.uri, Some(present.text));
            }
            seen.insert(present.uri);
        }
        for (uri, block) in reference.notices.iter().filter(|(uri, _)| !seen.contains(*uri)) {
            let gone = Notice::without_facts(uri, State::Gone);
            outcome.pending.set(uri, Some(line::write(&gone)));
            outcome.names.gone.insert(facts_hash(&block.text), uri.clone());
        }
        Ok(outcome)
    }

    /// True where the lines differ and the facts do not.
    fn is_same(&self, reference: &Shard, present: &Present) -> Result<bool, Error> {
        let Some(before) = reference.notice(&present.uri)? else { return Ok(false) };
        let after = line::parse(&present.text).map_err(|problem| {
            Error::Internal(message!("about", place = &present.uri, what = problem.message))
        })?;
        Ok(Compared::new(Some(before), after).changes.is_empty())
    }

    fn add(&mut self, outcome: Outcome) -> Result<(), Error> {
        self.checked.unchanged += outcome.unchanged;
        self.checked.stats.merge(outcome.stats);
        self.renamed.new.extend(outcome.names.new);
        self.renamed.gone.extend(outcome.names.gone);
        if outcome.pending.notices.is_empty() { Ok(()) } else { outcome.pending.write() }
    }
}

/// Hashes of the facts of notices that came and went, with their paths.
#[derive(Default)]
struct Names {
    new: FxHashMap<String, String>,
    gone: FxHashMap<String, String>,
}

impl Names {
    /// A notice that went and came with the same facts has another path.
    fn pairs(&self) -> Renamed {
        let pair =
            |(hash, old): (&String, &String)| Some((old.clone(), self.new.get(hash)?.clone()));
        self.gone.iter().filter_map(pair).collect()
    }
}

/// A hash of all lines but the first, which is the path.
fn facts_hash(text: &str) -> String {
    let facts = text.split_once('\n').map_or("", |(_, facts)| facts);
    hex(&Sha256::digest(facts)[..16])
}
