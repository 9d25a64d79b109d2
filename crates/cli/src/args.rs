//! The arguments of every command.
//!
//! One struct a command is all that says which options there are: flag, key of the file of options,
//! allowed values, default and help. [`crate::config`] reads the keys from it, and so does the
//! documentation. Several commands share what stands in [`shared`].

pub mod shared;
pub mod snapshot;
pub mod store;
pub(crate) mod value;

use clap::{Arg, ArgAction, Args as ClapArgs, CommandFactory, Parser, Subcommand, ValueEnum};
use gongwen_formats::source;
use shared::{Input, Work};
use std::path::PathBuf;
use value::whole;

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
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The command line as it is parsed: [`Args`], with flags that can be taken back (`--quiet=false`)
/// where the file of options can set them.
#[must_use]
pub fn command() -> clap::Command {
    Args::command().mut_subcommands(with_switches)
}

fn with_switches(command: clap::Command) -> clap::Command {
    let reads_file = command.get_arguments().any(|arg| arg.get_id() == "config");
    let command = command.mut_subcommands(with_switches);
    if reads_file { command.mut_args(switch) } else { command }
}

fn switch(arg: Arg) -> Arg {
    if !matches!(arg.get_action(), ArgAction::SetTrue) {
        return arg;
    }
    let arg = arg.action(ArgAction::Set).value_name("BOOL").num_args(0..=1).require_equals(true);
    let arg = arg.default_missing_value("true").default_value("false");
    arg.hide_default_value(true).hide_possible_values(true)
}

/// What there is to do.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "a comment here would stand in the help instead of the struct's")]
pub enum Command {
    Extract(Extract),
    Run(store::Run),
    Query(store::Query),
    Snapshot(snapshot::Snapshot),
    Verify(store::Verify),
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
pub struct Worker {
    /// Memory limit in bytes
    #[arg(value_name = "BYTES")]
    pub memory: u64,
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
pub struct Extract {
    /// Files, folders (searched recursively), archives (.zip, .tar, .tgz, .gz),
    /// or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Write to this file or folder [default: standard output]
    ///
    /// Files are written atomically. In a folder, ndjson is written to
    /// records.ndjson and json to one file per notice: NAME.json, and NAME.2.json …
    /// for further notices of one file.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub output: Option<PathBuf>,

    /// Overwrite existing files that were not written by gongwen
    ///
    /// Files that hold gongwen records are always replaced; input files never
    /// are. (A file piped to standard input cannot be recognised as input.)
    #[arg(long)]
    pub overwrite: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    pub format: Format,

    /// Exit with 1 if any record has a warning or an error
    ///
    /// Each such record is listed on standard error. A file that could not be
    /// read causes exit code 1 in any case.
    #[arg(long)]
    pub strict: bool,

    /// How the work is done.
    #[command(flatten)]
    pub work: Work,
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
pub struct Filter {
    /// Flush output whenever the input pauses
    ///
    /// By default lines are processed in blocks, which is faster.
    #[arg(long)]
    pub line_buffered: bool,

    /// Fail longer lines without buffering them
    #[arg(long, value_name = "N", value_parser = whole::<u64>(1..=source::MAX_BYTES))]
    #[arg(default_value_t = gongwen_engine::filter::MAX_LINE_BYTES)]
    pub max_line_bytes: u64,

    /// Exit with 1 if more lines failed [default: no limit]
    #[arg(long, value_name = "N", value_parser = whole::<u64>(0..=i64::MAX as u64))]
    pub max_failed: Option<u64>,

    /// How the work is done.
    #[command(flatten)]
    pub work: Work,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
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
pub struct Text {
    /// A file, or - for standard input
    #[arg(value_name = "FILE")]
    pub path: PathBuf,

    /// Omit boilerplate: menus, buttons, page numbers, meta tags
    #[arg(long, conflicts_with = "blocks")]
    pub body: bool,

    /// List the blocks that the format states, one per line: kind, offsets, text
    #[arg(long)]
    pub blocks: bool,

    /// How the file is read.
    #[command(flatten)]
    pub input: Input,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  What a diagnostic means:
    gongwen explain date-ambiguous
  Why the number at code point 1204 of a notice is a target, or is none:
    gongwen explain --at notice.docx 1204

`gongwen text FILE` prints the text that offsets count in.";

/// Explain a diagnostic, a rule, an error code, or a number of a notice
///
/// Without a name, lists all of them.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct Explain {
    /// Code of a diagnostic (date-ambiguous), name of a rule (target/amount), or
    /// code of a failed line (no-content)
    #[arg(value_name = "CODE|RULE")]
    pub name: Option<String>,

    /// Say what became of the quantity or date at an offset of a file, and why
    ///
    /// The offset counts code points of the text that `gongwen text FILE` prints, from
    /// 0, like the spans of records.
    #[arg(long, num_args = 2, value_names = ["FILE", "OFFSET"], conflicts_with = "name")]
    pub at: Option<Vec<String>>,
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
pub struct Eval {
    /// Folder of gold files (*.gold.json), or a single one
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,

    /// Records as NDJSON from `gongwen extract`; - for standard input
    #[arg(value_name = "RECORDS")]
    pub records: PathBuf,

    /// List up to N errors per row
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,

    /// Output format
    #[arg(long, value_enum, default_value_t = EvalFormat::Table)]
    pub format: EvalFormat,
}

/// How scores are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// Aligned columns
    Table,
    /// One line of JSON
    Json,
}

/// Print the JSON Schema of records, or the tables as SQL
///
/// JSON Schema draft 2020-12. Every field and every column is documented.
#[derive(Debug, ClapArgs)]
pub struct Schema {
    /// Print the DDL of the tables and views of a data set
    #[arg(long)]
    pub tables: bool,

    /// SQL dialect
    #[arg(long, value_enum, default_value_t = SqlDialect::Sqlite, requires = "tables")]
    pub dialect: SqlDialect,
}

/// What the tables are described in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SqlDialect {
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
    use super::command;
    use clap::Command;

    fn each(command: &mut Command, check: &mut impl FnMut(&mut Command)) {
        check(command);
        command.get_subcommands_mut().for_each(|command| each(command, check));
    }

    #[test]
    fn every_help_text_fits_a_terminal() {
        let mut args = command();
        args.build();
        each(&mut args, &mut |command| {
            for help in [command.render_help(), command.render_long_help()] {
                for line in help.to_string().lines() {
                    let wide = line.chars().filter(|c| *c >= '\u{2E80}').count();
                    let columns = line.chars().count() + wide;
                    assert!(columns <= 80, "{}: {line}", command.get_name());
                }
            }
        });
    }
}
