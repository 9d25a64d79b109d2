//! `gongwen text`

use super::stated_encoding;
use crate::args::Text;
use crate::exit::Exit;
use anyhow::Result;
use gongwen::reader;
use gongwen::source::Source;
use std::io::{self, Write};

/// Prints the text layer of one file.
pub(crate) fn run(args: &Text) -> Result<Exit> {
    let encoding = stated_encoding(args.encoding.as_deref())?;
    let name = args.path.to_string_lossy();
    let source = if args.path.as_os_str() == "-" {
        Source::from_reader(name, io::stdin().lock())?
    } else {
        Source::open(&args.path, name)?
    };
    let document = reader::read(&source, encoding);
    io::stdout().lock().write_all(document.layer.text().as_bytes())?;
    Ok(Exit::Done)
}
