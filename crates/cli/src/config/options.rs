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
            Self::Run => "`gongwen run`: archives in, tables out.",
            Self::Extract => "`gongwen extract`: notices in, records out.",
            Self::Filter => "`gongwen filter`: a line in, a line out.",
            Self::Load => "`gongwen load`: tables into PostgreSQL.",
            Self::Limits => {
                "What one document may cost, for `run`, `extract`, `filter` and `snapshot`; `text` has \
                 the flags. The first two are counted, so that the same file gives the same result on \
                 every machine."
            }
            Self::Lexicon => {
                "Own words, for `run`, `extract` and `filter`. Each file is CSV with the columns of \
                 the built-in table; a row is added to it, or replaces the row of the same word \
                 (among units one with a `scope` stands beside it)."
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
const ONE_EACH: Fallback = Fallback::Said("one for each processor");
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
        about: "The archives: files, folders, patterns such as `notices/2025-*/*.txt`.",
    },
    Opt {
        section: Section::Run,
        key: "output",
        flag: "--output",
        takes: Takes::Path,
        default: NONE,
        about: "The folder of the data set.",
    },
    Opt {
        section: Section::Run,
        key: "formats",
        flag: "--format",
        takes: Takes::SeveralOf(RUN_FORMATS),
        default: Fallback::Said("those that are there, or parquet"),
        about: "The forms that the tables are written in beside the SQLite file.",
    },
    Opt {
        section: Section::Run,
        key: "threads",
        flag: "--threads",
        takes: THREADS,
        default: ONE_EACH,
        about: "Notices that are worked on at once.",
    },
    Opt {
        section: Section::Run,
        key: "encoding",
        flag: "--encoding",
        takes: Takes::Encoding,
        default: DETECTED,
        about: "The encoding of all files.",
    },
    Opt {
        section: Section::Run,
        key: "buckets",
        flag: "--buckets",
        takes: Takes::OneOfNumbers(&[1, 16, 256]),
        default: Fallback::Said("what is there, or 16"),
        about: "Files that a Parquet table is spread over, by document.",
    },
    Opt {
        section: Section::Run,
        key: "prune",
        flag: "--prune",
        takes: Takes::YesNo,
        default: NO,
        about: "Takes out files that this run looked for and saw to be gone. What could not be listed \
                or unpacked stays.",
    },
    Opt {
        section: Section::Run,
        key: "prune_all",
        flag: "--prune-all",
        takes: Takes::YesNo,
        default: NO,
        about: "Takes out what other archives brought in, too; prunes.",
    },
    Opt {
        section: Section::Run,
        key: "acknowledge",
        flag: "--acknowledge",
        takes: Takes::YesNo,
        default: NO,
        about: "Takes the files that cannot be read as known: as long as a file and the reason stay \
                the same, later runs end with 0 in spite of it.",
    },
    Opt {
        section: Section::Run,
        key: "force",
        flag: "--force",
        takes: Takes::YesNo,
        default: NO,
        about: "Reads everything again, whether it has changed or not.",
    },
    Opt {
        section: Section::Run,
        key: "dry_run",
        flag: "--dry-run",
        takes: Takes::YesNo,
        default: NO,
        about: "Only says what would happen.",
    },
    Opt {
        section: Section::Run,
        key: "quarantine_copy_bytes",
        flag: "--quarantine-copy-bytes",
        takes: ANY,
        default: Fallback::Number(QUARANTINE_COPY_BYTES),
        about: "Files in quarantine are copied up to this size, and linked above it.",
    },
    Opt {
        section: Section::Run,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Shows no progress and no summary; only what is new and wrong.",
    },
    Opt {
        section: Section::Extract,
        key: "output",
        flag: "--output",
        takes: Takes::Path,
        default: Fallback::Said("standard output"),
        about: "The file or folder that records are written to.",
    },
    Opt {
        section: Section::Extract,
        key: "overwrite",
        flag: "--overwrite",
        takes: Takes::YesNo,
        default: NO,
        about: "Replaces files that are there and hold no records of gongwen. Files that are read \
                are never replaced.",
    },
    Opt {
        section: Section::Extract,
        key: "format",
        flag: "--format",
        takes: Takes::OneOf(FORMATS),
        default: Fallback::Word("ndjson"),
        about: "One line a notice, or one laid-out file a notice.",
    },
    Opt {
        section: Section::Extract,
        key: "strict",
        flag: "--strict",
        takes: Takes::YesNo,
        default: NO,
        about: "Ends with exit code 1 if something is worth looking at.",
    },
    Opt {
        section: Section::Extract,
        key: "encoding",
        flag: "--encoding",
        takes: Takes::Encoding,
        default: DETECTED,
        about: "The encoding of all files.",
    },
    Opt {
        section: Section::Extract,
        key: "threads",
        flag: "--threads",
        takes: THREADS,
        default: ONE_EACH,
        about: "Notices that are worked on at once.",
    },
    Opt {
        section: Section::Extract,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Shows no progress and no summary.",
    },
    Opt {
        section: Section::Filter,
        key: "encoding",
        flag: "--encoding",
        takes: Takes::Encoding,
        default: DETECTED,
        about: "The encoding of all `bytes`; a line's own `encoding` wins.",
    },
    Opt {
        section: Section::Filter,
        key: "threads",
        flag: "--threads",
        takes: THREADS,
        default: ONE_EACH,
        about: "Lines that are worked on at once.",
    },
    Opt {
        section: Section::Filter,
        key: "line_buffered",
        flag: "--line-buffered",
        takes: Takes::YesNo,
        default: NO,
        about: "Answers as soon as the input pauses, and does not wait for a block to fill.",
    },
    Opt {
        section: Section::Filter,
        key: "max_line_bytes",
        flag: "--max-line-bytes",
        takes: Takes::Number { from: 1, to: source::MAX_BYTES },
        default: Fallback::Number(filter::MAX_LINE_BYTES),
        about: "A longer line becomes a failed line.",
    },
    Opt {
        section: Section::Filter,
        key: "max_failed",
        flag: "--max-failed",
        takes: ANY,
        default: Fallback::Said("no limit"),
        about: "Ends with exit code 1 if more lines failed.",
    },
    Opt {
        section: Section::Filter,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Does not say how many lines failed.",
    },
    Opt {
        section: Section::Load,
        key: "to",
        flag: "--to",
        takes: Takes::Address,
        default: NONE,
        about: "The database, `postgres://USER@HOST/NAME`. A password is refused here: it belongs \
                into `PGPASSWORD` or the file `~/.pgpass`.",
    },
    Opt {
        section: Section::Load,
        key: "schema",
        flag: "--schema",
        takes: Takes::Text,
        default: Fallback::Word("gongwen"),
        about: "The schema that holds the tables.",
    },
    Opt {
        section: Section::Load,
        key: "history",
        flag: "--history",
        takes: Takes::OneOf(HISTORIES),
        default: Fallback::Said("what the schema does so far, or replace"),
        about: "Whether earlier extractions of a notice are replaced or kept.",
    },
    Opt {
        section: Section::Load,
        key: "force",
        flag: "--force",
        takes: Takes::YesNo,
        default: NO,
        about: "Loads even an older edition or state, or another data set than before.",
    },
    Opt {
        section: Section::Load,
        key: "tls_root",
        flag: "--tls-root",
        takes: Takes::Path,
        default: Fallback::Said("those of the system"),
        about: "Certificates to trust, in PEM.",
    },
    Opt {
        section: Section::Load,
        key: "quiet",
        flag: "--quiet",
        takes: Takes::YesNo,
        default: NO,
        about: "Shows no progress and no summary.",
    },
    Opt {
        section: Section::Limits,
        key: "max_bytes",
        flag: "--max-bytes",
        takes: Takes::Number { from: 1, to: source::MAX_BYTES },
        default: Fallback::Number(MAX_BYTES),
        about: "A larger file, or notice in a line, is refused before it is read.",
    },
    Opt {
        section: Section::Limits,
        key: "max_work",
        flag: "--max-work",
        takes: Takes::Number { from: 1, to: i64::MAX as u64 },
        default: Fallback::Number(MAX_WORK),
        about: "A text that makes more work is cut at the end of a line, and `limit-reached` says what \
                was kept. With another value `run` reads the texts again that were cut; one that was \
                whole counts as unchanged, also where a lower value would cut it. A character is a unit of work; a number, a line end and a sign are several.",
    },
    Opt {
        section: Section::Limits,
        key: "max_memory",
        flag: "--max-memory",
        takes: Takes::Number { from: 16 << 20, to: 1 << 40 },
        default: Fallback::Number(MAX_MEMORY),
        about: "Bytes of memory for reading one PDF, office file, large page or archive, which is done \
                in a process of its own; a file that takes more is refused. On Linux.",
    },
    Opt {
        section: Section::Limits,
        key: "max_seconds",
        flag: "--max-seconds",
        takes: Takes::Number { from: 1, to: 86_400 },
        default: Fallback::Number(MAX_SECONDS as u64),
        about: "A last resort: a document that takes longer is refused, and nothing of it is kept.",
    },
    Opt {
        section: Section::Lexicon,
        key: "units",
        flag: "--lexicon-units",
        takes: Takes::Path,
        default: NONE,
        about: "Names of bodies, as `lexicon/organisations.csv`.",
    },
    Opt {
        section: Section::Lexicon,
        key: "roles",
        flag: "--lexicon-roles",
        takes: Takes::Path,
        default: NONE,
        about: "Labels and verbs of responsibility clauses, as `lexicon/clause_words.csv`.",
    },
    Opt {
        section: Section::Lexicon,
        key: "measures",
        flag: "--lexicon-measures",
        takes: Takes::Path,
        default: NONE,
        about: "What numbers count, as `lexicon/measures.csv`.",
    },
];
