//! What is fixed when a run begins.

use super::Options;
use crate::apply::{self, Terms, Trust, Unreadable};
use crate::copies::Copies;
use crate::costly::Memory;
use crate::database::moment;
use crate::export::{Format, LISTING};
use crate::gone::Prune;
use crate::heal::{self, Damage};
use crate::manifest::{Counts, Made, Manifest};
use crate::staging::Staging;
use crate::tables::key;
use crate::{Error, Folder, State};
use encoding_rs::Encoding;
use gongwen::document::hex;
use gongwen::emit::edition;
use gongwen_engine::Mentions;
use gongwen_messages::message;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What is fixed when a run begins.
pub(crate) struct Run<'a> {
    pub(crate) folder: &'a Folder,
    pub(crate) options: &'a Options,
    pub(crate) number: i64,
    pub(crate) run_id: String,
    pub(crate) started_at: i64,
    pub(crate) edition: i64,
    pub(crate) config_sha256: String,
    pub(super) formats: Vec<Format>,
    pub(super) bucket_digits: usize,
    /// What the last run made, and what of it is missing or damaged.
    pub(super) made: Made,
    pub(super) damage: Damage,
    /// Paths of the tables that the state knows, below the folder of the data set.
    pub(super) recorded: BTreeSet<String>,
    /// The copies of files that could not be read.
    pub(crate) copies: Copies,
}

impl<'a> Run<'a> {
    pub(super) fn new(
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
            recorded: old.map(Made::recorded).transpose()?.unwrap_or_default(),
            copies: old.map(Copies::of).transpose()?.unwrap_or_default(),
            run_id: String::new(),
        };
        let (settings, unique) = (run.settings(), options.unique);
        run.run_id = key::of_words(&format!("{number}\u{1F}{settings}\u{1F}{unique}"));
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

    /// What the state says to be there of tables and copies: paths below the folder of the data set.
    pub(super) fn own(&self) -> BTreeSet<String> {
        self.recorded.iter().cloned().chain(self.copies.paths()).collect()
    }

    /// All that decides what a reading says.
    fn settings(&self) -> String {
        let version = gongwen::VERSION;
        let work = self.options.reading.limits.max_work;
        format!("{}\u{1F}{version}\u{1F}{}\u{1F}{work}", self.edition, self.config_sha256)
    }

    /// All that decides whether a file costs too much.
    pub(crate) fn price(&self) -> String {
        let limits = self.options.reading.limits;
        let (memory, seconds) = (limits.max_memory, limits.max_seconds);
        format!("{}\u{1F}{memory}\u{1F}{seconds}", self.settings())
    }

    /// What earlier runs know of files that cost too much, where that still holds.
    pub(super) fn memory(&self, old: Option<&State>) -> Result<Memory, Error> {
        match old.filter(|_| !self.options.force) {
            Some(state) => Memory::of(state, &self.price(), self.options.reading.limits.max_work),
            None => Ok(Memory::default()),
        }
    }

    /// What readings are kept for: a run that reads everything again takes none of another.
    pub(super) fn kept_for(&self) -> String {
        let again = if self.options.force { "\u{1F}force" } else { "" };
        format!("{}{again}", self.settings())
    }

    pub(super) fn terms<'t>(&'t self, staging: &'t Staging) -> Terms<'t> {
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

    pub(crate) fn options_json(&self) -> serde_json::Value {
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
            "mentions": self.options.reading.mentions == Mentions::Kept,
            "max_bytes": limits.max_bytes,
            "max_work": limits.max_work,
            "max_memory": limits.max_memory,
            "max_seconds": limits.max_seconds,
        })
    }

    /// The manifest as far as it is known before anything is written.
    pub(super) fn manifest(&self, counts: &Counts) -> Manifest {
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
    let mentions = match options.reading.mentions {
        Mentions::Kept => "",
        Mentions::LeftOut => "\u{1F}without mentions",
    };
    let words = options.lexicon.fingerprint();
    hex(&Sha256::digest(format!("{words}\u{1F}{encoding}{mentions}")))
}

fn bucket_digits(asked: Option<u16>, found: Option<i64>) -> Result<usize, Error> {
    match (asked, found) {
        (None, None) | (Some(16), _) => Ok(1),
        (None, Some(digits)) => Ok(usize::try_from(digits).unwrap_or(1).min(2)),
        (Some(1), _) => Ok(0),
        (Some(256), _) => Ok(2),
        (Some(other), _) => {
            Err(Error::Option(message!("dataset.buckets", given = u32::from(other))))
        }
    }
}

/// The formats that a data set has.
fn there(folder: &Folder) -> Vec<Format> {
    let there = |format: &Format| folder.tables(format.name()).join(LISTING).is_file();
    Format::ALL.iter().copied().filter(there).collect()
}
