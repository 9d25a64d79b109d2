//! Arguments that several commands share.

use super::value::{encoding, whole};
use clap::Args as ClapArgs;
use gongwen_formats::{Encoding, source};
use std::num::NonZero;
use std::path::PathBuf;

/// How much is told, and where options come from.
#[derive(Debug, ClapArgs)]
pub struct Common {
    /// Print no progress and no summary
    ///
    /// `extract` still names what could not be read, and `run` prints new problems.
    #[arg(short, long)]
    pub quiet: bool,

    /// Read options from this file
    ///
    /// The default is read if it exists. Flags override the file; docs/options.md
    /// lists its keys.
    #[arg(long, value_name = "FILE", default_value = crate::config::FILE_NAME)]
    pub config: PathBuf,
}

/// How many notices are extracted, with what words.
#[derive(Debug, ClapArgs)]
pub struct Work {
    /// How each is read.
    #[command(flatten)]
    pub input: Input,

    /// Number of worker threads [default: number of processors]
    #[arg(long, value_name = "N", value_parser = whole::<usize>(1..=MAX_THREADS))]
    #[arg(default_value_t = processors(), hide_default_value = true)]
    pub threads: usize,

    /// Leave out `mentions`, what became of each quantity and date of the text
    ///
    /// Records and data sets are smaller; `snapshot` compares none.
    #[arg(long)]
    pub no_mentions: bool,

    /// How much is told, and where options come from.
    #[command(flatten)]
    pub common: Common,

    /// Own words.
    #[command(flatten)]
    pub lexicon: Lexicon,
}

const MAX_THREADS: u64 = 1024;

fn processors() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    processors.min(MAX_THREADS as usize)
}

/// How a document is read.
#[derive(Debug, ClapArgs)]
pub struct Input {
    /// Encoding of all input (utf-8, gb18030, big5, utf-16le …) [default: detected]
    ///
    /// In `filter`, that of `bytes` in lines without their own `encoding`. Without the
    /// flag, `snapshot` uses the encoding the store was recorded with.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,

    /// What it may cost.
    #[command(flatten)]
    pub limits: Limits,
}

/// What the flags of [`Limits`] stand under in a help text.
const LIMITS: &str = "Limits of one document";

/// Limits per document
///
/// For `run`, `extract`, `filter` and `snapshot`; `text` has the flags. The first
/// two are counted, so a file gives the same result on every machine.
#[derive(Clone, Debug, ClapArgs)]
pub struct Limits {
    /// Reject larger files (or notices in a line) without reading them
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = whole::<u64>(1..=source::MAX_BYTES))]
    #[arg(default_value_t = gongwen_engine::MAX_BYTES)]
    pub max_bytes: u64,

    /// Truncate texts that need more work
    ///
    /// A plain character counts as one; a number, a line break and a punctuation
    /// mark count as several. Texts are cut at the end of a line, and the record says
    /// what was kept (limit-reached). When the value changes, `run` processes
    /// truncated texts again; complete ones count as unchanged, even if the new value
    /// would truncate them.
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = whole::<u64>(1..=i64::MAX as u64))]
    #[arg(default_value_t = gongwen_formats::MAX_WORK)]
    pub max_work: u64,

    /// Reject files that need more memory to parse
    ///
    /// In bytes, on Linux. Applies to PDF, office files, large web pages and archives,
    /// which are parsed in a separate process.
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = whole::<u64>(16 << 20..=1 << 40))]
    #[arg(default_value_t = gongwen_engine::MAX_MEMORY)]
    pub max_memory: u64,

    /// Reject documents that take longer
    ///
    /// A last resort: nothing of such a document is kept.
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = whole::<u32>(1..=86_400))]
    #[arg(default_value_t = gongwen_engine::MAX_SECONDS)]
    pub max_seconds: u32,
}

impl From<&Limits> for gongwen_engine::Limits {
    fn from(limits: &Limits) -> Self {
        let Limits { max_bytes, max_work, max_memory, max_seconds } = *limits;
        Self { max_bytes, max_work, max_memory, max_seconds }
    }
}

/// Additional words
///
/// For `run`, `extract`, `filter` and `snapshot`. Each file is CSV with the columns
/// of the built-in table. Rows are added to the table, or replace the row of the
/// same word and class (units with a `scope` are kept beside it).
#[derive(Debug, ClapArgs)]
pub struct Lexicon {
    /// Additional names of units (CSV, columns as lexicon/organisations.csv)
    #[arg(long = "lexicon-units", value_name = "FILE")]
    pub units: Option<PathBuf>,

    /// Additional responsibility labels and verbs (CSV with word, kind, role)
    #[arg(long = "lexicon-roles", value_name = "FILE")]
    pub roles: Option<PathBuf>,

    /// Additional measures (CSV, columns as lexicon/measures.csv)
    #[arg(long = "lexicon-measures", value_name = "FILE")]
    pub measures: Option<PathBuf>,

    /// Additional words of any class (CSV, columns as lexicon/words.csv)
    ///
    /// lexicon/README.md lists the classes.
    #[arg(long = "lexicon-words", value_name = "FILE")]
    pub words: Option<PathBuf>,
}
