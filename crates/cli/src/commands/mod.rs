//! The subcommands, one module each, and what several of them need: the words, the reader, threads.
//!
//! A subcommand gets parsed arguments, calls one of the packages and prints the result. It knows no file
//! format and no rule of extraction.

mod eval;
mod explain;
mod extract;
mod load;
mod query;
mod run;
mod filter;
mod schema;
mod snapshot;
mod text;
mod verify;
mod worker;

use crate::exit::Exit;
use anyhow::Result;
use gongwen::lexicon::Lexicon;
use gongwen_cli::args::Command;
use gongwen_cli::args::shared::{self, Input, Work};
use gongwen_cli::config;
use gongwen_engine::worker::Workers;
use gongwen_engine::{Limits, Mentions, Reading};
use gongwen_messages::{Arg, message};
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
        Command::Load(args) => load::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Worker(args) => worker::run(&args),
    }
}

/// How files are read, as the user said.
fn reading(input: &Input) -> Result<Reading> {
    let reading = reading_within(Limits::from(&input.limits))?;
    Ok(Reading { encoding: input.encoding, ..reading })
}

/// How the files of a command that extracts are read.
fn reading_of(work: &Work) -> Result<Reading> {
    let mentions = if work.no_mentions { Mentions::LeftOut } else { Mentions::Kept };
    Ok(Reading { mentions, ..reading(&work.input)? })
}

/// How files are read: foreign formats by workers.
fn reading_within(limits: Limits) -> Result<Reading> {
    let parser = Arc::new(Workers::new(own_program()?, &limits));
    Ok(Reading { limits, parser, ..Reading::default() })
}

/// This program, even if another stands at its place by now.
fn own_program() -> Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() {
        return Ok(running);
    }
    std::env::current_exe().map_err(|cause| message!("program.not-found", cause = &cause).into())
}

/// The built-in words, with own rows if there are any. Threads that hang may outlive the work; so do
/// the words.
fn words(files: &shared::Lexicon) -> Result<&'static Lexicon> {
    let own = config::lexicon(files)?;
    Ok(own.map_or(Lexicon::builtin(), |own| &*Box::leak(Box::new(own))))
}

/// Runs `work` with so many threads.
fn in_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|cause| message!("thread.none", cause = Arg::text(cause)))?;
    Ok(pool.install(work))
}
