//! `gongwen load`

use super::counted;
use crate::exit::{Exit, say};
use anyhow::{Context, Result};
use gongwen_cli::args::store::{self, Load};
use gongwen_dataset::Folder;
use gongwen_dataset::load::{self, Destination, History, Observer, Options, Report};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// Between two lines that tell how far it has come.
const PAUSE: Duration = Duration::from_secs(5);

/// Loads, and says what came of it.
pub(crate) fn run(args: &Load) -> Result<Exit> {
    let to = args.to.as_deref().context("name the database with --to postgres://user@host/db")?;
    let mut target = Destination::parse(to, &|name| std::env::var(name).ok())?;
    if let Some(file) = &args.tls_root {
        target = target.with_tls_root(file);
    }
    let options = options(args);
    let quiet = args.common.quiet;
    let begun = Instant::now();
    let progress = Progress { quiet, told: Cell::new(begun) };
    let folder = Folder::new(&args.dataset);
    let report = load::into_postgres(&folder, &target, &options, &progress)?;
    if !quiet {
        for line in lines(&report) {
            say(format_args!("{line}"));
        }
        let seconds = begun.elapsed().as_secs_f64();
        let schema = options.schema.escape_debug();
        say(format_args!("{target}: schema {schema} is up to date after {seconds:.1} s"));
    }
    Ok(Exit::Done)
}

fn options(args: &Load) -> Options {
    let history = |history| match history {
        store::History::Replace => History::Replace,
        store::History::Keep => History::Keep,
    };
    Options { schema: args.schema.clone(), history: args.history.map(history), force: args.force }
}

struct Progress {
    quiet: bool,
    told: Cell<Instant>,
}

impl Observer for Progress {
    fn waiting(&self) {
        if !self.quiet {
            say(format_args!(
                "another load into the schema is under way; waiting until it has ended"
            ));
        }
    }

    fn sent(&self, table: &str, rows: u64) {
        if !self.quiet && self.told.get().elapsed() >= PAUSE {
            self.told.set(Instant::now());
            say(format_args!("{table}: {rows} rows sent"));
        }
    }
}

fn lines(report: &Report) -> Vec<String> {
    let Report { notices, new, changed, reread, removed, held, kept, nul, .. } = *report;
    let mut lines = vec![format!(
        "{}: {new} new, {changed} changed, {removed} removed, {} as they were",
        counted(notices, "notice"),
        notices - new - changed
    )];
    if reread > 0 {
        lines.push(format!("{reread} of these were read again with the same result"));
    }
    if held > 0 {
        lines.push(format!(
            "{held} of these stay as they are: the database has them from a newer edition of the program \
             (--force replaces them)"
        ));
    }
    if report.load_id.is_some() {
        let rows: u64 = report.written.values().sum();
        lines.push(format!("{rows} rows written in {} tables", report.written.len()));
    }
    if kept > 0 {
        lines.push(format!("{kept} rows of superseded versions moved to the history"));
    }
    if nul > 0 {
        lines.push(format!("{nul} NUL characters, which PostgreSQL cannot store, became U+FFFD"));
    }
    lines
}
