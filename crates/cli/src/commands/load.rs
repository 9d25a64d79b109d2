//! `gongwen load`

use crate::exit::{Exit, say};
use anyhow::Result;
use gongwen_cli::args::store::{self, Load};
use gongwen_dataset::Folder;
use gongwen_dataset::load::{self, Destination, History, Observer, Options, Report};
use gongwen_messages::{Message, message};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// Between two lines that tell how far it has come.
const PAUSE: Duration = Duration::from_secs(5);

/// Loads, and says what came of it.
pub(crate) fn run(args: &Load) -> Result<Exit> {
    let to = args.to.as_deref().ok_or_else(|| message!("load.no-target"))?;
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
        lines(&report).iter().for_each(say);
        let seconds = format!("{:.1}", begun.elapsed().as_secs_f64());
        let (target, schema) = (target.to_string(), options.schema.escape_debug().to_string());
        say(&message!("load.done", target, schema, seconds));
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
            say(&message!("load.waiting"));
        }
    }

    fn sent(&self, table: &str, rows: u64) {
        if !self.quiet && self.told.get().elapsed() >= PAUSE {
            self.told.set(Instant::now());
            say(&message!("load.sent", table, rows));
        }
    }
}

fn lines(report: &Report) -> Vec<Message> {
    let Report { notices, new, changed, reread, removed, held, kept, nul, .. } = *report;
    let same = notices - new - changed;
    let mut lines = vec![message!("load.summary", notices, new, changed, removed, same)];
    lines.extend((reread > 0).then(|| message!("load.reread", count = reread)));
    lines.extend((held > 0).then(|| message!("load.kept-newer", count = held)));
    if report.load_id.is_some() {
        let (rows, tables) = (report.written.values().sum::<u64>(), report.written.len());
        lines.push(message!("load.rows", rows, tables));
    }
    lines.extend((kept > 0).then(|| message!("load.history", rows = kept)));
    lines.extend((nul > 0).then(|| message!("load.nul", count = nul)));
    lines
}
