//! What can be typed.

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
  All notices of a folder, one line each:
    gongwen extract corpus -o records.ndjson
  One record, laid out for reading:
    gongwen extract notice.txt --format json
  What a diagnostic or a rule means:
    gongwen explain date-ambiguous
  In a pipe, a line of JSON for a line of JSON:
    cat notices.ndjson | gongwen filter > records.ndjson

Exit codes: 0 done; 1 something could not be read, differs or is worth looking
at (each command's help tells which); 2 could not run.";

/// Turns Chinese government notices (公文) into records: title, number, dates,
/// sections, tasks with the units responsible, targets, milestones and groups,
/// each with the place in the text that it was read from.
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
/// Other commands start this one for files of formats whose parsers are not their
/// own. It is sent files on standard input and answers on standard output.
#[derive(Debug, ClapArgs)]
pub(crate) struct Worker {
    /// Bytes of memory that it may take
    #[arg(value_name = "BYTES")]
    pub(crate) memory: u64,
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  A line of JSON on standard output:
    gongwen extract notice.txt
  Folders and files, one line a notice:
    gongwen extract corpus more/*.txt -o records.ndjson
  A file NAME.json for every notice:
    gongwen extract corpus -o out --format json
  From standard input:
    cat notice.txt | gongwen extract -

Exit codes: 0 all was read; 1 a file, a folder or something in an archive could
not be read, or with --strict a record carries a warning or an error; 2 could
not run.";

/// Read notices and write their records
///
/// Reads notices (text in any Chinese encoding, web pages, Word, WPS, Excel, PDF,
/// OFD) and writes one JSON record for each, in the order of the paths. What a
/// file is its bytes decide. A file that cannot be read is named on standard
/// error; the others go on. Of folders and archives, files with the endings of
/// docs/formats.md are read and the others are counted.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct Extract {
    /// Files, folders (their notices, those of inner folders too), archives
    /// (.zip, .tar, .tgz, .gz), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Write to this file or folder instead of standard output
    ///
    /// Files appear whole or not at all. In a folder, ndjson goes to
    /// records.ndjson and json to one file per notice.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// Replace files that are there and hold no records of gongwen
    ///
    /// Files of records are always replaced, and files that are read never.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) overwrite: Option<bool>,

    /// How to write [default: ndjson]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,

    /// End with exit code 1 if something is worth looking at
    ///
    /// That is: a record with a warning or an error. Each is named on standard
    /// error. A file that could not be read leads to exit code 1 in any case.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) strict: Option<bool>,

    /// Show no progress and no summary
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// The encoding of all files, instead of detecting it (utf-8, gb18030,
    /// big5, utf-16le …)
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Work on so many notices at once [default: one per processor]
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
    /// Refuse larger files before they are read [default: 67108864]
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=source::MAX_BYTES))]
    pub(crate) max_bytes: Option<u64>,

    /// Cut texts that make more work [default: 8000000]
    ///
    /// A character is a unit of work; a number, a line end and a sign are
    /// several. The record says what was kept (limit-reached).
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=i64::MAX as u64))]
    pub(crate) max_work: Option<u64>,

    /// Refuse files that take more memory to read [default: 268435456]
    ///
    /// Bytes, for PDF, office files, large pages and archives, which are read in
    /// a process of their own.
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    #[arg(value_parser = clap::value_parser!(u64).range(16 << 20..=1 << 40))]
    pub(crate) max_memory: Option<u64>,

    /// Refuse documents that take longer [default: 60]
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
    /// Read options from this file [default: gongwen.toml, if it is there]
    ///
    /// Flags win over what it says. docs/options.md lists its keys.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Add own names of bodies (CSV as lexicon/organisations.csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon_units: Option<PathBuf>,

    /// Add own labels and verbs of responsibility (as lexicon/clause_words.csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon_roles: Option<PathBuf>,

    /// Add own measures (CSV as lexicon/measures.csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon_measures: Option<PathBuf>,
}

impl Config {
    /// What was typed about own words, as the section of a file of options.
    pub(crate) fn own(&self) -> config::Own {
        config::Own {
            units: self.lexicon_units.clone(),
            roles: self.lexicon_roles.clone(),
            measures: self.lexicon_measures.clone(),
        }
    }
}

const FILTER_EXAMPLES: &str = "\
Examples:
  Lines in, lines out, and what failed on standard error:
    cat notices.ndjson | gongwen filter > records.ndjson
  A text and its name, made with jq:
    jq -Rs '{uri: input_filename, text: .}' -c notice.txt | gongwen filter

A line in:   {\"uri\": \"a.txt\", \"text\": \"…\"}   or \"bytes\": in base64, which can
             have an \"encoding\"; other fields come back under \"meta\"
A line out:  {\"uri\": \"a.txt\", \"status\": \"ok\", \"record\": {…}, \"meta\": {…}}
or           {\"uri\": …, \"status\": \"failed\", \"error\": {\"code\", \"message\"}, …}

Exit codes: 0 all lines answered; 1 more of them failed than --max-failed;
2 could not run.";

/// Answer lines of JSON with lines of JSON
///
/// Reads notices from standard input, one JSON object a line, and writes one
/// line for each to standard output, in order. A line that cannot be read is
/// answered too, with the reason; `gongwen explain CODE` tells more about it.
#[derive(Debug, ClapArgs)]
#[command(after_help = FILTER_EXAMPLES)]
pub(crate) struct Filter {
    /// Answer as soon as the input pauses
    ///
    /// Else a line waits until a block of lines is full or the input ends,
    /// which is faster.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) line_buffered: Option<bool>,

    /// Answer longer lines as failed, without keeping them [default: 67108864]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=source::MAX_BYTES))]
    pub(crate) max_line_bytes: Option<u64>,

    /// End with exit code 1 if more lines failed [default: no limit]
    #[arg(long, value_name = "N")]
    pub(crate) max_failed: Option<u64>,

    /// Do not say how many lines failed
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// The encoding of all bytes, instead of detecting it; a line's own wins
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Work on so many lines at once [default: one per processor]
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
    /// One line of JSON per notice
    Ndjson,
    /// JSON laid out for reading, one file per notice
    Json,
}

/// Print the text that spans count in
///
/// Prints the text layer of a file of any kind that is read: `start` and `end`
/// of a span count its characters. Of plain text it is the decoded text as it
/// stands; of web pages, office files, PDF and OFD what a reader of them sees.
/// On a terminal, control characters are shown as \u001b. Exit codes: 0 done;
/// 1 the file holds no text that can be read; 2 could not run.
#[derive(Debug, ClapArgs)]
pub(crate) struct Text {
    /// A file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,

    /// The encoding of the file, instead of detecting it
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Leave out what is furniture of the page: menus, buttons, page numbers,
    /// what the file says about itself
    #[arg(long, conflicts_with = "blocks")]
    pub(crate) body: bool,

    /// Show what the format knows: a line a block, with its kind, its place and
    /// its words
    #[arg(long)]
    pub(crate) blocks: bool,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Tell what a diagnostic or a rule means
///
/// Without a name, lists all diagnostics, rules and failures of lines.
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// A diagnostic's code (date-ambiguous), a rule's name (target/amount) or
    /// the code of a failed line (no-content)
    #[arg(value_name = "CODE|RULE")]
    pub(crate) name: Option<String>,
}

const EVAL_EXAMPLES: &str = "\
Examples:
  How right the records of a folder are:
    gongwen extract corpus -o records.ndjson
    gongwen eval fixtures/gold records.ndjson
  With up to five mistakes of each row:
    gongwen eval fixtures/gold records.ndjson --errors 5

A gold file NAME.gold.json holds the answers for the document that it names in
\"doc\". Exit codes: 0 done; 2 could not run.";

/// Compare records with answers written by hand
///
/// Counts for each row what is right, too much (extra) and missed, with
/// precision, recall and F1 over all documents, and how many documents have no
/// mistake at all. White space and width never count. A document without a
/// record is named on standard error, and all of it is missed.
#[derive(Debug, ClapArgs)]
#[command(after_help = EVAL_EXAMPLES)]
pub(crate) struct Eval {
    /// A folder of gold files (*.gold.json), or one of them
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,

    /// Records, one line each, as `gongwen extract` writes them; - for
    /// standard input
    #[arg(value_name = "RECORDS")]
    pub(crate) records: PathBuf,

    /// List up to so many mistakes of each row
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,

    /// How to write
    #[arg(long, value_enum, default_value_t = EvalFormat::Table)]
    pub(crate) format: EvalFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// A table to read
    Table,
    /// One line of JSON
    Json,
}

/// Print the JSON Schema of a record, or the tables as SQL
///
/// The schema is draft 2020-12; every field and every column is described.
#[derive(Debug, ClapArgs)]
pub(crate) struct Schema {
    /// Print the statements that make the tables and views of a data set
    #[arg(long)]
    pub(crate) tables: bool,

    /// Whose SQL
    #[arg(long, value_enum, default_value_t = SqlDialect::Sqlite, requires = "tables")]
    pub(crate) dialect: SqlDialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SqlDialect {
    /// SQLite
    Sqlite,
    /// PostgreSQL
    Postgres,
    /// DuckDB, as views over the Parquet files of a data set in the working
    /// folder
    Duckdb,
    /// Spark, in the same way
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
