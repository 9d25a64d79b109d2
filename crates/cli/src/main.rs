//! The command `gongwen`. It uses nothing of the library but its documented public interface.

mod args;
mod commands;
mod exit;
mod terminal;

use clap::Parser;
use exit::Exit;
use std::process::ExitCode;

/// Rows are made on one thread and given back on another; the system's allocator makes them wait for
/// each other there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = args::Args::try_parse().unwrap_or_else(|error| exit::refuse(&error));
    commands::run(args.command).unwrap_or_else(|error| Exit::from_error(&error)).into()
}
