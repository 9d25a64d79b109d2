//! From files of own words to a lexicon.

use super::error::{Error, Problem};
use crate::args::shared::Lexicon as Files;
use gongwen::lexicon::{Lexicon, OwnRows, OwnTable};
use gongwen_formats::source::{MAX_BYTES, Source};
use gongwen_messages::message;
use std::path::Path;

/// The lexicon with the rows of these files, or none where no file is named.
///
/// # Errors
/// Files that cannot be read, and every cell that is not what it should be.
pub fn lexicon(own: &Files) -> Result<Option<Lexicon>, Error> {
    let files = [
        (OwnTable::Units, &own.units),
        (OwnTable::Roles, &own.roles),
        (OwnTable::Measures, &own.measures),
        (OwnTable::Words, &own.words),
    ];
    let mut rows = OwnRows::default();
    let mut problems = Vec::new();
    let mut any = false;
    for (table, file) in files {
        let Some(file) = file else { continue };
        any = true;
        if let Err(error) = add(&mut rows, table, file) {
            problems.extend(error.0);
        }
    }
    if !problems.is_empty() {
        return Err(Error(problems));
    }
    Ok(any.then(|| Lexicon::with_rows(&rows)))
}

fn add(rows: &mut OwnRows, table: OwnTable, file: &Path) -> Result<(), Error> {
    let source = Source::open_typed_up_to(MAX_BYTES, file, file.to_string_lossy())?;
    // A file of a few words is too short to guess its encoding.
    let text = std::str::from_utf8(&source.bytes)
        .map_err(|_| Error::about(&source.path, message!("own-words.not-utf8")))?;
    rows.add(table, text).map_err(|errors| {
        let problem = |error: gongwen::lexicon::RowError| {
            let file = source.path.clone();
            let line = Some(error.line);
            let column = error.column.map(|column| message!("own-words.column", column));
            let message = message!("own-words.row", column, cause = error.message);
            Problem { file, line, message }
        };
        Error(errors.into_iter().map(problem).collect())
    })
}
