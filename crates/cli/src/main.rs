//! The command `gongwen`: parses the command line, runs a subcommand of [`commands`] and ends with its exit
//! code. Reading, extraction and storage are the work of the other packages.

mod commands;
mod exit;
mod terminal;

use clap::{ArgMatches, Command, FromArgMatches};
use exit::Exit;
use gongwen_cli::args::{self, Args};
use gongwen_cli::config;
use std::process::ExitCode;

/// Rows are made on one thread and given back on another; the system's allocator makes them wait for
/// each other there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let done = arguments().and_then(|args| commands::run(args.command));
    done.unwrap_or_else(|error| Exit::from_error(&error)).into()
}

/// What was typed, and what a file of options says where nothing was.
fn arguments() -> anyhow::Result<Args> {
    let typed = matches(args::command());
    let typed = config::with_keys(&typed)?.map_or(typed, matches);
    let args = Args::from_arg_matches(&typed);
    Ok(args.unwrap_or_else(|error| exit::refuse(&error)))
}

fn matches(command: Command) -> ArgMatches {
    command.try_get_matches().unwrap_or_else(|error| exit::refuse(&error))
}
