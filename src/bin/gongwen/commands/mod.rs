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

use crate::args::Command;
use crate::exit::Exit;
use anyhow::{Context, Result};
use gongwen::reader::{Encoding, encoding_of_name};

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

/// Runs `work` with so many threads, or one for each processor.
fn in_threads<T: Send>(threads: Option<u16>, work: impl FnOnce() -> T + Send) -> Result<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0).into());
    Ok(pool.build().context("cannot start threads; try a smaller --threads")?.install(work))
}

fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
