//! `gongwen worker`: started by the other commands, never typed.

use crate::exit::Exit;
use anyhow::Result;
use gongwen_cli::args::Worker;
use gongwen_engine::worker;
use gongwen_messages::message;

/// Answers requests until standard input is closed.
pub(crate) fn run(args: &Worker) -> Result<Exit> {
    worker::serve(args.memory).map_err(|cause| message!("worker.failed", cause = &cause))?;
    Ok(Exit::Done)
}
