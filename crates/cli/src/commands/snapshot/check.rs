//! `gongwen snapshot record` and `check`

use super::reading;
use crate::exit::{Exit, LANGUAGE, say};
use crate::terminal::{self, shown, shown_in_line};
use anyhow::Result;
use gongwen_cli::args::snapshot::{Check, Format, Record};
use gongwen_engine::Reading;
use gongwen_messages::message;
use gongwen_snapshot::report::{self, Summary};
use gongwen_snapshot::{Checked, Error, Options, Pending, Store};
use std::io::{BufWriter, Write};

/// Columns where the terminal does not say how many it has.
const COLUMNS: u16 = 80;

/// Makes a reference, or brings one up to date.
pub(crate) fn record(args: &Record) -> Result<Exit> {
    let root = &args.store.store;
    let paths = &args.reading.paths;
    let checked = match Store::open(root) {
        Err(Error::NoStore(_)) => {
            let checked = reading(&args.reading, None, |options| {
                gongwen_snapshot::record(root, paths, options)
            })??;
            say(&message!("snapshot.recorded", store = root, notices = checked.notices));
            checked
        }
        opened => {
            let mut store = opened?;
            let encoding = store.manifest().versions.encoding.clone();
            let checked = reading(&args.reading, encoding.as_deref(), |options| {
                gongwen_snapshot::record_again(&mut store, paths, options)
            })??;
            let (notices, changed) = (checked.notices, checked.notices - checked.unchanged);
            say(&message!("snapshot.recorded-again", store = root, notices, changed));
            checked
        }
    };
    Ok(told_costly(&checked))
}

/// Says which notices are recorded as unreadable although other limits, or another day, may do.
fn told_costly(checked: &Checked) -> Exit {
    for reason in &checked.costly {
        say(&message!("snapshot.recorded-unreadable", reason));
    }
    if checked.costly.is_empty() { Exit::Done } else { Exit::WorthALook }
}

/// Compares, prints, chooses the exit code.
pub(crate) fn check(args: &Check) -> Result<Exit> {
    let store = Store::open(&args.store.store)?;
    let encoding = store.manifest().versions.encoding.clone();
    let (checked, how) = reading(&args.reading, encoding.as_deref(), |options| {
        let how = options.engine.reading.clone();
        let options = Options { counts: args.stats, ..*options };
        gongwen_snapshot::check(&store, &args.reading.paths, &options).map(|checked| (checked, how))
    })??;
    let pending = Pending::open(&store)?;
    let summary = report::summary(&store, &pending, &how)?;
    let mut out = BufWriter::new(terminal::stdout());
    let found = Found { store: &store, pending: &pending, reading: &how, summary: &summary };
    print(args, &found, &checked, &mut out)?;
    out.flush()?;
    Ok(if summary.is_same() { Exit::Done } else { Exit::WorthALook })
}

/// What is printed.
struct Found<'f> {
    store: &'f Store,
    pending: &'f Pending,
    reading: &'f Reading,
    summary: &'f Summary,
}

fn print(args: &Check, found: &Found<'_>, checked: &Checked, out: &mut impl Write) -> Result<()> {
    let Found { store, pending, reading, summary } = *found;
    let columns = terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| width.0).max(40);
    let columns = usize::from(columns);
    let group = args.group.as_deref();
    if args.stats {
        let stats = report::stats_json(store, &checked.stats, summary)?;
        writeln!(out, "{}", serde_json::to_string_pretty(&stats)?)?;
        return Ok(());
    }
    match args.format {
        Format::Json => report::write_json(store, pending, reading, summary, group, out)?,
        Format::Markdown => out.write_all(report::markdown(summary).as_bytes())?,
        Format::Junit => out.write_all(report::junit(summary).as_bytes())?,
        Format::Text if group.is_some() => {
            report::each_item(store, pending, reading, group, |item| -> Result<()> {
                for line in report::item_lines(&item, columns, LANGUAGE) {
                    writeln!(out, "{}", shown_in_line(&line))?;
                }
                Ok(())
            })?;
        }
        Format::Text => {
            let place = store.root().display().to_string();
            let text = report::text_summary(summary, &place, columns, LANGUAGE);
            out.write_all(shown(&text).as_bytes())?;
        }
    }
    Ok(())
}
