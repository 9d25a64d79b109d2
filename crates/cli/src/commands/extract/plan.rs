//! What the arguments mean: which notices, and where each record goes.

use super::complain;
use super::places::{self, Places};
use super::sink::Sink;
use crate::exit::say;
use anyhow::{Result, bail};
use gongwen::lexicon::Lexicon;
use gongwen_cli::args::{Extract, Format};
use gongwen_engine::ours::{Refused, Replace};
use gongwen_engine::{Engine, Entry, Form, Found, Reading, Unpacker};
use gongwen_messages::{Arg, Message, message};
use std::path::{Path, PathBuf};

/// How much is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verbosity {
    Normal,
    Quiet,
}

/// Everything that is decided before the first notice is read.
#[derive(Debug)]
pub(super) struct Plan {
    found: Found,
    pub(super) engine: Engine,
    pub(super) form: Form,
    pub(super) destination: Destination,
    /// The file of each entry, where each has its own.
    places: Places,
    replace: Replace,
}

/// Where the records go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Standard output.
    Stdout,
    /// One file for all, a line each.
    Lines(PathBuf),
    /// A file for the record of the only entry.
    File(PathBuf),
    /// A folder, one file a notice.
    Folder(PathBuf),
}

impl Plan {
    /// What the arguments mean.
    pub(super) fn new(args: &Extract, lexicon: &'static Lexicon, reading: Reading) -> Result<Self> {
        let found = gongwen_engine::discover(Unpacker::by(reading.clone()), &args.paths)?;
        let destination = destination(args.format, args.output.as_deref(), &found.entries)?;
        let form = match args.format {
            Format::Ndjson => Form::Line,
            Format::Json => Form::Pretty,
        };
        let places = match &destination {
            Destination::Folder(root) => places::below(root, &found.entries),
            Destination::File(path) => vec![path.clone()],
            Destination::Stdout | Destination::Lines(_) => Vec::new(),
        };
        let replace = if args.overwrite { Replace::Any } else { Replace::Ours };
        let also = files_of_options(args);
        let inputs = places::Inputs { typed: &args.paths, found: &found, also: &also };
        places::check(&inputs, args.output.as_deref(), &destination, &places, replace)?;
        let engine = Engine::new(lexicon, reading, args.work.threads);
        let places = Places::new(places);
        Ok(Self { found, engine, form, destination, places, replace })
    }

    /// Opens the destination.
    pub(super) fn sink(&mut self) -> Result<Sink> {
        let places = std::mem::replace(&mut self.places, Places::new(Vec::new()));
        Sink::open(&self.destination, places)
    }

    /// Whether a record may be written where nobody planned one.
    pub(super) fn may_write(&self, args: &Extract, path: &Path) -> Result<(), Refused> {
        if !path.exists() {
            return Ok(());
        }
        let also = files_of_options(args);
        let inputs = places::Inputs { typed: &args.paths, found: &self.found, also: &also };
        inputs.reads().may_write(path, self.replace)
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.found.entries
    }

    /// Says which files were skipped, and that a folder held no notice: a likely slip that would else
    /// go unseen.
    pub(super) fn say_what_was_skipped(&self, verbosity: Verbosity) {
        let skipped = &self.found.skipped;
        if self.found.entries.is_empty() && self.found.errors.is_empty() {
            let endings = Arg::list(gongwen_engine::known_endings().iter().copied());
            say(&message!("extract.nothing-found", endings, skipped = skipped.message()));
        } else if !skipped.is_empty() && verbosity == Verbosity::Normal {
            say(&skipped.message());
        }
    }

    /// Names the folders that could not be listed, and counts them.
    pub(super) fn report_unlisted_folders(&self) -> u64 {
        self.found.errors.iter().for_each(complain);
        self.found.errors.len() as u64
    }
}

/// The files that options and own words come from.
fn files_of_options(args: &Extract) -> Vec<PathBuf> {
    let (config, own) = (&args.work.common.config, &args.work.lexicon);
    let own = [&own.units, &own.roles, &own.measures, &own.words];
    std::iter::once(config).chain(own.into_iter().flatten()).cloned().collect()
}

fn destination(format: Format, output: Option<&Path>, entries: &[Entry]) -> Result<Destination> {
    Ok(match (format, output) {
        (Format::Ndjson, None) => Destination::Stdout,
        (Format::Ndjson, Some(path)) if is_folder(path) => {
            Destination::Lines(path.join("records.ndjson"))
        }
        (Format::Ndjson, Some(path)) => Destination::Lines(path.to_owned()),
        (Format::Json, None) if entries.len() <= 1 => Destination::Stdout,
        (Format::Json, None) => {
            bail!(message!("extract.several-notices", count = entries.len()))
        }
        (Format::Json, Some(path)) if is_file(path) && entries.len() == 1 => {
            Destination::File(path.to_owned())
        }
        (Format::Json, Some(path)) if path.is_file() => {
            bail!(message!("extract.not-a-folder", path))
        }
        (Format::Json, Some(path)) => Destination::Folder(path.to_owned()),
    })
}

/// True for a folder that is there, or that is named as one.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// True for a file that is there, or for a name that ends like one.
fn is_file(path: &Path) -> bool {
    let named_so = path.extension().is_some_and(|ending| ending == "json");
    !is_folder(path) && (named_so || path.exists())
}

impl Destination {
    /// That it cannot be written to.
    pub(super) fn not_written(&self, why: Message) -> Message {
        match self {
            Self::Stdout => message!("extract.stdout-failed", why),
            Self::Lines(path) | Self::File(path) => message!("extract.file-failed", path, why),
            Self::Folder(path) => message!("extract.folder-failed", path, why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Destination, destination};
    use gongwen_cli::args::Format;
    use gongwen_engine::Entry;
    use std::path::Path;

    fn entries(count: usize) -> Vec<Entry> {
        let entry = Entry { file: None, name: "a.txt".into(), place: "a.txt".into(), size: 0 };
        vec![entry; count]
    }

    #[test]
    fn each_format_has_its_natural_place() {
        let lines = |path: &str| Destination::Lines(path.into());
        let file = |path: &str| Destination::File(path.into());
        let cases = [
            (Format::Ndjson, None, 3, Destination::Stdout),
            (Format::Ndjson, Some("no-such/r.ndjson"), 3, lines("no-such/r.ndjson")),
            (Format::Ndjson, Some("no-such/"), 3, lines("no-such/records.ndjson")),
            (Format::Json, None, 1, Destination::Stdout),
            (Format::Json, Some("no-such/r.json"), 1, file("no-such/r.json")),
            (Format::Json, Some("no-such"), 1, Destination::Folder("no-such".into())),
            (Format::Json, Some("no-such"), 3, Destination::Folder("no-such".into())),
        ];
        for (format, output, count, expected) in cases {
            let given = destination(format, output.map(Path::new), &entries(count)).unwrap();
            assert_eq!(given, expected, "{format:?} {output:?} {count}");
        }
        assert!(destination(Format::Json, None, &entries(2)).is_err());
    }
}
