//! Every option of the commands, in one place.

use super::sections::{FORMATS, HISTORIES, QUARANTINE_COPY_BYTES, RUN_FORMATS};
use super::takes::Takes;
use gongwen_engine::{MAX_BYTES, MAX_MEMORY, MAX_SECONDS, filter};
use gongwen_formats::{MAX_WORK, source};

/// A section of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// `gongwen run`
    Run,
    /// `gongwen extract`
    Extract,
    /// `gongwen filter`
    Filter,
    /// `gongwen load`
    Load,
    /// What one document may cost, for all commands that read.
    Limits,
    /// Own words, for all commands that extract.
    Lexicon,
}

impl Section {
    /// All sections, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Run, Self::Extract, Self::Filter, Self::Load, Self::Limits, Self::Lexicon];

    /// Its name in the file, and the command's where it belongs to one.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Extract => "extract",
            Self::Filter => "filter",
            Self::Load => "load",
            Self::Limits => "limits",
            Self::Lexicon => "lexicon",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// What it is about, for the documentation.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Run => "`gongwen run`: build or update a data set.",
            Self::Extract => "`gongwen extract`: extract records from notices.",
            Self::Filter => "`gongwen filter`: process NDJSON.",
            Self::Load => "`gongwen load`: load a data set into PostgreSQL.",
            Self::Limits => {
                "Limits per document, for `run`, `extract`, `filter` and `snapshot`; `text` has the \
                 flags. The first two are counted, so a file gives the same result on every machine."
            }
            Self::Lexicon => {
                "Additional words, for `run`, `extract` and `filter`. Each file is CSV with the columns \
                 of the built-in table. Rows are added to the table, or replace the row of the same \
                 word and class (units with a `scope` are kept beside it)."
            }
        }
    }

    /// Its options.
    pub fn options(self) -> impl Iterator<Item = &'static Opt> {
        OPTIONS.iter().filter(move |option| option.section == self)
    }
}

/// What holds where neither flag nor key says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// A number.
    Number(u64),
    /// A word that could be written.
    Word(&'static str),
    /// What happens then, in words.
    Said(&'static str),
}

/// One option.
#[derive(Clone, Copy, Debug)]
pub struct Opt {
    /// The section that its key stands in.
    pub section: Section,
    /// Its key.
    pub key: &'static str,
    /// Its flag, or the name of the argument without one.
    pub flag: &'static str,
    /// What it can be.
    pub takes: Takes,
    /// What holds without it.
    pub default: Fallback,
    /// What it does, for the documentation.
    pub about: &'static str,
}

const NO: Fallback = Fallback::Word("false");
const THREADS: Takes = Takes::Number { from: 1, to: 1024 };
const ONE_EACH: Fallback = Fallback::Said("number of processors");
const DETECTED: Fallback = Fallback::Said("detected");
const NONE: Fallback = Fallback::Said("none");
/// A limit that no file can reach.
const ANY: Takes = Takes::Number { from: 0, to: i64::MAX as u64 };

/// Every option: a key in a section, a flag, a default.
pub const OPTIONS: &[Opt] = &[
    Opt {
        section: Section::Run,
        key: "paths",
        flag: "PATH",
        takes: Takes::Paths,
        default: NONE,
        about: "Archives: files, folders, glob patterns such as `notices/2025-*/*.txt`.",
    },
    Opt {
        section: Section::Run,
        key: "output",
        flag: "--output",
        takes: Takes::Path,
        default: NONE,
        about: "Folder of the data set.",
    },
    Opt {
        section: Section::Run,
        key: "formats",
        flag: "--format",
        takes: Takes::SeveralOf(RUN_FORMATS),
        default: Fallback::Said("existing formats, or parquet"),
        about: "Table formats to write besides the SQLite file.",
    },
    Opt {
        section: Section::Run,
        key: "threads",
        flag: "--threads",
        takes: THREADS,
        default: ONE_EACH,
        about: "Number of worker threads.",
    },
    Opt {
        section: Section::Run,
        key: "encoding",
        flag: "--encoding",
        takes: Takes::Encoding,
        default: DETECTED,
        about: "Encoding of all files.",
    },
    Opt {
        section: Section::Run,
        key: "buckets",
        flag: "--buckets",
        takes: Takes::OneOfNumbers(&[1, 16, 256]),
        default: Fallback::Said("existing number, or 16"),
        about: "Number of Parquet files per table, partitioned by document.",
    },
    Opt {
        section: Section::Run,
        key: "prune",
        flag: "--prune",
        takes: Takes::YesNo,
        default: NO,
        about: "Removes files that this run looked for and did not find. Files in folders that cannot \
                be listed and in damaged archives are kept, and so is all of a folder without any \
                notice.",
    },
    Opt {
        section: Section::Run,
        key: "prune_all",
        flag: "--prune-all",
        takes: Takes::YesNo,
        default: NO,
        about: "Also removes files from other archives, and all of a folder that no longer has any \
                notice; implies `prune`.",
    },
    Opt {
        section: Section::Run,
        key: "acknowledge",
        flag: "--acknowledge",
        takes: Takes::YesNo,
        default: NO,
        about: "Acknowledges the files that cannot be read: later runs exit with 0 as long as these \
                files and the reasons do not change.",
    },
    Opt {
        section: Section::Run,
        key: "force",
        flag: "--force",
        takes: Takes::YesNo,
        default: NO,
        about: "Processes all files again, changed or not.",
    },
    Opt {
        section: Section::Run,
        key: "dry_run",
        flag: "--dry-run",
        takes: Takes::YesNo,
        default: NO,
        about: "Only prints what would change.",
    },
    Opt {
        section: Section::Run,
        key: "quarantine_copy_bytes",
        flag: "--quarantine-copy-bytes",
        takes: ANY,
        default: Fallback::Number(QUARANTINE_COPY_BYTES),
        about: "Files up to this size are copied into quarantine; larger ones are linked.",
    },
    Opt {
        section: Section::Run,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Prints only new problems, no progress and no summary.",
    },
    Opt {
        section: Section::Extract,
        key: "output",
        flag: "--output",
        takes: Takes::Path,
        default: Fallback::Said("standard output"),
        about: "Output file or folder.",
    },
    Opt {
        section: Section::Extract,
        key: "overwrite",
        flag: "--overwrite",
        takes: Takes::YesNo,
        default: NO,
        about: "Overwrites existing files that were not written by gongwen. Input files are never \
                overwritten; a file piped to standard input cannot be recognised as input.",
    },
    Opt {
        section: Section::Extract,
        key: "format",
        flag: "--format",
        takes: Takes::OneOf(FORMATS),
        default: Fallback::Word("ndjson"),
        about: "One record per line, or one pretty-printed file per notice.",
    },
    Opt {
        section: Section::Extract,
        key: "strict",
        flag: "--strict",
        takes: Takes::YesNo,
        default: NO,
        about: "Exits with 1 if any record has a warning or an error.",
    },
    Opt {
        section: Section::Extract,
        key: "encoding",
        flag: "--encoding",
        takes: Takes::Encoding,
        default: DETECTED,
        about: "Encoding of all files.",
    },
    Opt {
        section: Section::Extract,
        key: "threads",
        flag: "--threads",
        takes: THREADS,
        default: ONE_EACH,
        about: "Number of worker threads.",
    },
    Opt {
        section: Section::Extract,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Prints no progress and no summary.",
    },
    Opt {
        section: Section::Filter,
        key: "encoding",
        flag: "--encoding",
        takes: Takes::Encoding,
        default: DETECTED,
        about: "Encoding of all `bytes`; overridden by a line's own `encoding`.",
    },
    Opt {
        section: Section::Filter,
        key: "threads",
        flag: "--threads",
        takes: THREADS,
        default: ONE_EACH,
        about: "Number of worker threads.",
    },
    Opt {
        section: Section::Filter,
        key: "line_buffered",
        flag: "--line-buffered",
        takes: Takes::YesNo,
        default: NO,
        about: "Flushes output whenever the input pauses, instead of processing blocks of lines.",
    },
    Opt {
        section: Section::Filter,
        key: "max_line_bytes",
        flag: "--max-line-bytes",
        takes: Takes::Number { from: 1, to: source::MAX_BYTES },
        default: Fallback::Number(filter::MAX_LINE_BYTES),
        about: "Longer lines fail and are not buffered.",
    },
    Opt {
        section: Section::Filter,
        key: "max_failed",
        flag: "--max-failed",
        takes: ANY,
        default: Fallback::Said("no limit"),
        about: "Exits with 1 if more lines failed.",
    },
    Opt {
        section: Section::Filter,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Does not summarise failures.",
    },
    Opt {
        section: Section::Load,
        key: "to",
        flag: "--to",
        takes: Takes::Address,
        default: NONE,
        about: "Database address, `postgres://USER@HOST/NAME`. A password is rejected here: put it into \
                `PGPASSWORD` or `~/.pgpass`.",
    },
    Opt {
        section: Section::Load,
        key: "schema",
        flag: "--schema",
        takes: Takes::Text,
        default: Fallback::Word("gongwen"),
        about: "Schema that holds the tables.",
    },
    Opt {
        section: Section::Load,
        key: "history",
        flag: "--history",
        takes: Takes::OneOf(HISTORIES),
        default: Fallback::Said("what the schema already does, or replace"),
        about: "Whether superseded versions of a notice are deleted or kept.",
    },
    Opt {
        section: Section::Load,
        key: "force",
        flag: "--force",
        takes: Takes::YesNo,
        default: NO,
        about: "Loads even if the data set is older, or a different one.",
    },
    Opt {
        section: Section::Load,
        key: "tls_root",
        flag: "--tls-root",
        takes: Takes::Path,
        default: Fallback::Said("those of the system"),
        about: "Trusted certificates, in PEM.",
    },
    Opt {
        section: Section::Load,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Prints no progress and no summary.",
    },
    Opt {
        section: Section::Limits,
        key: "max_bytes",
        flag: "--max-bytes",
        takes: Takes::Number { from: 1, to: source::MAX_BYTES },
        default: Fallback::Number(MAX_BYTES),
        about: "Larger files (or notices in a line) are rejected without being read.",
    },
    Opt {
        section: Section::Limits,
        key: "max_work",
        flag: "--max-work",
        takes: Takes::Number { from: 1, to: i64::MAX as u64 },
        default: Fallback::Number(MAX_WORK),
        about: "Texts that need more work are truncated at the end of a line, and `limit-reached` says \
                what was kept. A plain character counts as one; a number, a line break and a \
                punctuation mark count as several. When the value changes, `run` processes truncated \
                texts again; complete ones count as unchanged, even if the new value would truncate \
                them.",
    },
    Opt {
        section: Section::Limits,
        key: "max_memory",
        flag: "--max-memory",
        takes: Takes::Number { from: 16 << 20, to: 1 << 40 },
        default: Fallback::Number(MAX_MEMORY),
        about: "Memory in bytes for parsing one PDF, office file, large web page or archive, in a \
                separate process; files that need more are rejected. On Linux.",
    },
    Opt {
        section: Section::Limits,
        key: "max_seconds",
        flag: "--max-seconds",
        takes: Takes::Number { from: 1, to: 86_400 },
        default: Fallback::Number(MAX_SECONDS as u64),
        about: "A last resort: a document that takes longer is rejected, and nothing of it is kept.",
    },
    Opt {
        section: Section::Lexicon,
        key: "units",
        flag: "--lexicon-units",
        takes: Takes::Path,
        default: NONE,
        about: "Names of units, with the columns of `lexicon/organisations.csv`.",
    },
    Opt {
        section: Section::Lexicon,
        key: "roles",
        flag: "--lexicon-roles",
        takes: Takes::Path,
        default: NONE,
        about: "Labels and verbs of responsibility clauses, with the columns `word`, `kind` and `role`.",
    },
    Opt {
        section: Section::Lexicon,
        key: "measures",
        flag: "--lexicon-measures",
        takes: Takes::Path,
        default: NONE,
        about: "Measures, with the columns of `lexicon/measures.csv`.",
    },
    Opt {
        section: Section::Lexicon,
        key: "words",
        flag: "--lexicon-words",
        takes: Takes::Path,
        default: NONE,
        about: "Words of any class, with the columns of `lexicon/words.csv`; `lexicon/README.md` lists the classes.",
    },
];
