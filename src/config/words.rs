//! From files of own words to a lexicon.

use super::error::{Error, Problem};
use super::sections::Own;
use crate::lexicon::{Lexicon, OwnRows, OwnTable};
use crate::reader;
use crate::source::Source;
use std::path::Path;

/// The lexicon with the rows of these files, or none where no file is named.
///
/// # Errors
/// Files that cannot be read, and every cell that is not what it should be.
pub fn lexicon(own: &Own) -> Result<Option<Lexicon>, Error> {
    let files = [
        (OwnTable::Units, &own.units),
        (OwnTable::Roles, &own.roles),
        (OwnTable::Measures, &own.measures),
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
    let source = Source::open(file, file.to_string_lossy())?;
    // Spreadsheets often save CSV in the system's encoding.
    let document = reader::read(&source, None);
    if !document.diagnostics.is_empty() {
        return Err(Error::about(
            &source.path,
            "is in no encoding that is known; save it as UTF-8",
        ));
    }
    rows.add(table, document.layer.text()).map_err(|errors| {
        let problem = |error: crate::lexicon::RowError| {
            let file = source.path.clone();
            let line = Some(error.line);
            let message = match error.column {
                Some(column) => format!("column `{column}`: {}", error.message),
                None => error.message,
            };
            Problem { file, line, message }
        };
        Error(errors.into_iter().map(problem).collect())
    })
}
