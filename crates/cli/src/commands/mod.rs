//! One module a verb.

mod eval;
mod explain;
mod extract;
#[cfg(feature = "postgres")]
mod load;
mod query;
mod run;
mod filter;
mod schema;
mod snapshot;
mod text;
mod verify;
mod worker;

use crate::args::{self, Command};
use crate::exit::Exit;
use anyhow::{Context, Result};
use gongwen::lexicon::Lexicon;
use gongwen_cli::config;
use gongwen_engine::worker::Workers;
use gongwen_engine::{Limits, Reading};
use gongwen_formats::{Encoding, encoding_of_name};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

/// Does what was typed.
pub(crate) fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Extract(args) => extract::run(&args),
        Command::Filter(args) => filter::run(&args),
        Command::Text(args) => text::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Verify(args) => verify::run(&args),
        #[cfg(feature = "postgres")]
        Command::Load(args) => load::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Worker(args) => worker::run(&args),
    }
}

/// The encoding that the user named.
fn stated_encoding(name: Option<&str>) -> Result<Option<&'static Encoding>> {
    name.map(|name| {
        encoding_of_name(name).with_context(|| {
            format!("`{name}` is no known encoding; try utf-8, gb18030, big5 or utf-16le")
        })
    })
    .transpose()
}

/// How files are read: foreign formats by workers.
fn reading(limits: Limits, encoding: Option<&str>) -> Result<Reading> {
    let parser = Arc::new(Workers::new(own_program()?, &limits));
    Ok(Reading { limits, encoding: stated_encoding(encoding)?, parser })
}

/// This program, even if another stands at its place by now.
fn own_program() -> Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() {
        return Ok(running);
    }
    std::env::current_exe().context("cannot find out where this program is")
}

/// The built-in words, with own rows if there are any. Threads that hang may outlive the work; so do
/// the words.
fn words(config: &args::Config, keys: config::Own) -> Result<&'static Lexicon> {
    let own = config::lexicon(&config.own().or(keys))?;
    Ok(own.map_or(Lexicon::builtin(), |own| &*Box::leak(Box::new(own))))
}

/// So many threads, or one for each processor.
fn threads(asked: Option<u16>) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    asked.map_or(processors, usize::from)
}

/// Runs `work` with so many threads, or one for each processor.
fn in_threads<T: Send>(threads: Option<u16>, work: impl FnOnce() -> T + Send) -> Result<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0).into());
    Ok(pool.build().context("cannot start threads; try a smaller --threads")?.install(work))
}

fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
