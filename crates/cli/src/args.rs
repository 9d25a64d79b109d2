//! Command-line arguments.

pub(crate) mod snapshot;
pub(crate) mod store;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use gongwen_cli::config;
use gongwen_formats::source;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  One record, as a line of JSON:
    gongwen extract notice.txt
  All notices in a folder, as NDJSON:
    gongwen extract corpus -o records.ndjson
  One record, pretty-printed:
    gongwen extract notice.txt --format json
  Explain a diagnostic or a rule:
    gongwen explain date-ambiguous
  In a pipe:
    cat notices.ndjson | gongwen filter > records.ndjson

Exit codes: 0 success; 1 something could not be read, differs, or needs
attention (see the help of each command); 2 the command could not run.";

/// Extract records from Chinese government notices (公文): title, number, dates,
/// sections, tasks with the units responsible, targets, milestones and groups,
/// each with its position in the source text.
#[derive(Debug, Parser)]
#[command(name = "gongwen", version, max_term_width = 80, after_help = EXAMPLES)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(Extract),
    Run(store::Run),
    Query(store::Query),
    Snapshot(snapshot::Snapshot),
    Verify(store::Verify),
    #[cfg(feature = "postgres")]
    Load(store::Load),
    Filter(Filter),
    Text(Text),
    Explain(Explain),
    Eval(Eval),
    Schema(Schema),
    #[command(hide = true)]
    Worker(Worker),
}

/// Read files for another process
///
/// Started by other commands to parse foreign formats in isolation. Requests
/// arrive on standard input; responses are written to standard output.
#[derive(Debug, ClapArgs)]
pub(crate) struct Worker {
    /// Memory limit in bytes
    #[arg(value_name = "BYTES")]
    pub(crate) memory: u64,
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  Print one record as a line of JSON:
    gongwen extract notice.txt
  Folders and files, as NDJSON:
    gongwen extract corpus more/*.txt -o records.ndjson
  One NAME.json per notice:
    gongwen extract corpus -o out --format json
  From standard input:
    cat notice.txt | gongwen extract -

Exit codes: 0 everything was read; 1 a file, a folder or an archive member could
not be read, or with --strict a record has a warning or an error; 2 the command
could not run.";

/// Extract records from notices
///
/// Reads notices (text in any Chinese encoding, web pages, Word, WPS, Excel, PDF,
/// OFD) and writes one JSON record per notice, in the order of the paths. The
/// format is detected from content, not from the file name. A file that cannot be
/// read is reported on standard error and the rest are processed. In folders and
/// archives, only files with the extensions listed in docs/formats.md are read;
/// the others are counted.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct Extract {
    /// Files, folders (searched recursively), archives (.zip, .tar, .tgz, .gz),
    /// or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Write to this file or folder instead of standard output
    ///
    /// Files are written atomically. In a folder, ndjson is written to
    /// records.ndjson and json to one file per notice.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// Overwrite existing files that were not written by gongwen
    ///
    /// Files that hold gongwen records are always replaced; input files never
    /// are. (A file piped to standard input cannot be recognised as input.)
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) overwrite: Option<bool>,

    /// Output format [default: ndjson]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Exit with 1 if any record has a warning or an error
    ///
    /// Each such record is listed on standard error. A file that could not be
    /// read causes exit code 1 in any case.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) strict: Option<bool>,

    /// Do not print progress or a summary
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// Encoding of all files, instead of detecting it (utf-8, gb18030, big5,
    /// utf-16le …)
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Number of worker threads [default: number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    #[command(flatten)]
    pub(crate) limits: Limits,

    #[command(flatten)]
    pub(crate) config: Config,
}

impl Extract {
    /// What was typed, as the section of a file of options.
    pub(crate) fn options(&self) -> config::Extract {
        config::Extract {
            output: self.output.clone(),
            overwrite: self.overwrite,
            format: self.format.map(|format| match format {
                Format::Ndjson => config::Format::Ndjson,
                Format::Json => config::Format::Json,
            }),
            strict: self.strict,
            encoding: self.encoding.clone(),
            threads: self.threads,
            quiet: self.quiet,
        }
    }
}

/// What the flags of [`Limits`] stand under in a help text.
const LIMITS: &str = "Limits of one document";

/// What one document may cost.
#[derive(Debug, ClapArgs)]
pub(crate) struct Limits {
    /// Reject larger files without reading them [default: 67108864]
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=source::MAX_BYTES))]
    pub(crate) max_bytes: Option<u64>,

    /// Truncate texts that need more work [default: 8000000]
    ///
    /// A plain character counts as one; a number, a line break and a punctuation
    /// mark count as several. The record says what was kept (limit-reached).
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=i64::MAX as u64))]
    pub(crate) max_work: Option<u64>,

    /// Reject files that need more memory to parse [default: 268435456]
    ///
    /// In bytes. Applies to PDF, office files, large web pages and archives, which
    /// are parsed in a separate process.
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = clap::value_parser!(u64).range(16 << 20..=1 << 40))]
    pub(crate) max_memory: Option<u64>,

    /// Reject documents that take longer [default: 60]
    ///
    /// A last resort: nothing of such a document is kept.
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub(crate) max_seconds: Option<u32>,
}

impl Limits {
    /// What was typed, as the section of a file of options.
    pub(crate) fn options(&self) -> config::Limits {
        config::Limits {
            max_bytes: self.max_bytes,
            max_work: self.max_work,
            max_memory: self.max_memory,
            max_seconds: self.max_seconds,
        }
    }
}

/// Where options and own words come from.
#[derive(Debug, ClapArgs)]
pub(crate) struct Config {
    /// Read options from this file [default: gongwen.toml, if it exists]
    ///
    /// Flags override the file. docs/options.md lists its keys.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Additional names of units (CSV, columns as lexicon/organisations.csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon_units: Option<PathBuf>,

    /// Additional responsibility labels and verbs (CSV with word, kind, role)
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon_roles: Option<PathBuf>,

    /// Additional measures (CSV, columns as lexicon/measures.csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon_measures: Option<PathBuf>,

    /// Additional words of any class (CSV, columns as lexicon/words.csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon_words: Option<PathBuf>,
}

impl Config {
    /// What was typed about own words, as the section of a file of options.
    pub(crate) fn own(&self) -> config::Own {
        config::Own {
            units: self.lexicon_units.clone(),
            roles: self.lexicon_roles.clone(),
            measures: self.lexicon_measures.clone(),
            words: self.lexicon_words.clone(),
        }
    }
}

const FILTER_EXAMPLES: &str = "\
Examples:
  Process NDJSON; failures are summarised on standard error:
    cat notices.ndjson | gongwen filter > records.ndjson
  Build an input line with jq:
    jq -Rs '{uri: input_filename, text: .}' -c notice.txt | gongwen filter

Input line:   {\"uri\": \"a.txt\", \"text\": \"…\"}   or \"bytes\" in base64, with an
              optional \"encoding\"; other fields are returned under \"meta\"
Output line:  {\"uri\": \"a.txt\", \"status\": \"ok\", \"record\": {…}, \"meta\": {…}}
or            {\"uri\": …, \"status\": \"failed\", \"error\": {\"code\", \"message\"}, …}

Exit codes: 0 every line was answered; 1 more lines failed than --max-failed
allows; 2 the command could not run.";

/// Process NDJSON from standard input to standard output
///
/// Reads one JSON object per line, each with a notice, and writes one line per
/// line, in order. A line that cannot be processed is answered with an error;
/// `gongwen explain CODE` describes it.
#[derive(Debug, ClapArgs)]
#[command(after_help = FILTER_EXAMPLES)]
pub(crate) struct Filter {
    /// Flush output whenever the input pauses
    ///
    /// By default lines are processed in blocks, which is faster.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) line_buffered: Option<bool>,

    /// Fail longer lines without buffering them [default: 67108864]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=source::MAX_BYTES))]
    pub(crate) max_line_bytes: Option<u64>,

    /// Exit with 1 if more lines failed [default: no limit]
    #[arg(long, value_name = "N")]
    pub(crate) max_failed: Option<u64>,

    /// Do not summarise failures
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// Encoding of all `bytes`, instead of detecting it; overridden by a line's
    /// own `encoding`
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Number of worker threads [default: number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    #[command(flatten)]
    pub(crate) limits: Limits,

    #[command(flatten)]
    pub(crate) config: Config,
}

impl Filter {
    /// What was typed, as the section of a file of options.
    pub(crate) fn options(&self) -> config::Filter {
        config::Filter {
            encoding: self.encoding.clone(),
            threads: self.threads,
            line_buffered: self.line_buffered,
            max_line_bytes: self.max_line_bytes,
            max_failed: self.max_failed,
            quiet: self.quiet,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One JSON record per line
    Ndjson,
    /// Pretty-printed JSON, one file per notice
    Json,
}

/// Print the text layer of a file
///
/// `start` and `end` of a span are offsets into this text, in code points. For
/// plain text it is the decoded file; for web pages, office files, PDF and OFD
/// the text that a reader sees. On a terminal, control characters are escaped
/// (\u001b). Exit codes: 0 success; 1 the file has no readable text; 2 the command
/// could not run.
#[derive(Debug, ClapArgs)]
pub(crate) struct Text {
    /// A file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,

    /// Encoding of the file, instead of detecting it
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Omit boilerplate: menus, buttons, page numbers, meta tags
    #[arg(long, conflicts_with = "blocks")]
    pub(crate) body: bool,

    /// List the blocks that the format states, one per line: kind, offsets, text
    #[arg(long)]
    pub(crate) blocks: bool,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Explain a diagnostic, a rule or an error code
///
/// Without a name, lists all of them.
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// Code of a diagnostic (date-ambiguous), name of a rule (target/amount), or
    /// code of a failed line (no-content)
    #[arg(value_name = "CODE|RULE")]
    pub(crate) name: Option<String>,
}

const EVAL_EXAMPLES: &str = "\
Examples:
  Score the records of a folder:
    gongwen extract corpus -o records.ndjson
    gongwen eval fixtures/gold records.ndjson
  List up to five errors per row:
    gongwen eval fixtures/gold records.ndjson --errors 5

A gold file NAME.gold.json holds the expected answers for the document named in
its \"doc\" field. Exit codes: 0 success; 2 the command could not run.";

/// Score records against hand-written answers
///
/// Prints correct, extra and missing items per row, with precision, recall and F1
/// over all documents, and the number of documents without any error. White space
/// and character width are ignored. A document without a record is reported on
/// standard error and counts as missing.
#[derive(Debug, ClapArgs)]
#[command(after_help = EVAL_EXAMPLES)]
pub(crate) struct Eval {
    /// Folder of gold files (*.gold.json), or a single one
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,

    /// Records as NDJSON from `gongwen extract`; - for standard input
    #[arg(value_name = "RECORDS")]
    pub(crate) records: PathBuf,

    /// List up to N errors per row
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,

    /// Output format
    #[arg(long, value_enum, default_value_t = EvalFormat::Table)]
    pub(crate) format: EvalFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// Aligned columns
    Table,
    /// One line of JSON
    Json,
}

/// Print the JSON Schema of records, or the tables as SQL
///
/// JSON Schema draft 2020-12. Every field and every column is documented.
#[derive(Debug, ClapArgs)]
pub(crate) struct Schema {
    /// Print the DDL of the tables and views of a data set
    #[arg(long)]
    pub(crate) tables: bool,

    /// SQL dialect
    #[arg(long, value_enum, default_value_t = SqlDialect::Sqlite, requires = "tables")]
    pub(crate) dialect: SqlDialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SqlDialect {
    /// SQLite
    Sqlite,
    /// PostgreSQL
    Postgres,
    /// DuckDB: views over the Parquet files of a data set in the current
    /// directory
    Duckdb,
    /// Spark SQL: views over the Parquet files
    Spark,
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::{Arg, Command, CommandFactory};
    use gongwen_cli::config::{Fallback, Opt, Section};

    fn flags(command: &Command) -> impl Iterator<Item = (&Arg, String)> {
        let flags = command.get_arguments();
        flags.filter_map(|arg| Some((arg, format!("--{}", arg.get_long()?))))
    }

    fn default_in_help(option: &Opt) -> Option<String> {
        match option.default {
            Fallback::Number(number) => Some(format!("[default: {number}]")),
            Fallback::Word("false") | Fallback::Said(_) => None,
            Fallback::Word(word) => Some(format!("[default: {word}]")),
        }
    }

    #[test]
    fn flags_and_keys_are_the_same() {
        let args = Args::command();
        for section in Section::ALL {
            // Sections of commands that were left out, and the one that belongs to all that extract.
            let Some(command) = args.find_subcommand(section.name()) else { continue };
            let extracts = section != Section::Load;
            let of_all = move || Section::Lexicon.options().chain(Section::Limits.options());
            let options = || section.options().chain(of_all().filter(move |_| extracts));
            for option in options().filter(|option| option.flag.starts_with("--")) {
                let found = flags(command).find(|(_, flag)| flag == option.flag);
                let (arg, _) =
                    found.unwrap_or_else(|| panic!("{} {}", section.name(), option.flag));
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                let default = default_in_help(option).unwrap_or_default();
                assert!(help.contains(&default), "{}: {help}", option.flag);
            }
            for (_, flag) in flags(command).filter(|(_, flag)| flag != "--config") {
                let is_known = options().any(|option| option.flag == flag);
                assert!(is_known, "{flag} of {} has no key", section.name());
            }
        }
    }
}
