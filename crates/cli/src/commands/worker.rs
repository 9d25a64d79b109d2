//! `gongwen worker`: started by the other commands, never typed.

use crate::exit::Exit;
use anyhow::{Context, Result};
use gongwen_cli::args::Worker;
use gongwen_engine::worker;

/// Answers until nobody asks any more.
pub(crate) fn run(args: &Worker) -> Result<Exit> {
    worker::serve(args.memory).context("cannot read for another process")?;
    Ok(Exit::Done)
}
