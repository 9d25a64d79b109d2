//! `gongwen schema`

use crate::exit::Exit;
use anyhow::Result;
use std::io::{self, Write};

/// Prints the same bytes as `schemas/record.schema.json`.
pub(crate) fn run() -> Result<Exit> {
    io::stdout().lock().write_all(gongwen::emit::schema::record().as_bytes())?;
    Ok(Exit::Done)
}
