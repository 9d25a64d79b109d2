//! XLSX and XLS workbooks. Each visible sheet becomes a heading and a table.
//!
//! `calamine` reads the cells. Before that the container is unpacked within the limits and packed again without
//! compression (`safe`; `xls_guard` for XLS), because the library has no limits of its own. `hidden` reads which
//! rows and columns are hidden, `xls_formats` the number formats of an XLS, `format` writes values as they are
//! shown, `grid` resolves merged cells, `title` finds what a sheet calls itself, `write` makes
//! blocks.

mod cells;
mod format;
mod grid;
mod hidden;
mod safe;
mod single;
mod single_value;
mod title;
mod write;
mod xls_formats;
mod xls_guard;

use super::Limits;
use super::draft::Draft;
use calamine::{Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};
use gongwen::diagnostic::Code;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use write::Writer;

pub(super) use single::read as read_single;

/// Reads a file. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    // The libraries beneath promise no more than an error for hostile bytes; a promise is no proof.
    let done = catch_unwind(AssertUnwindSafe(|| match bytes.starts_with(b"PK") {
        true => read_xlsx(limits, bytes, draft),
        false => read_xls(limits, bytes, draft),
    }));
    if done.is_err() {
        draft.note(Code::DamagedFile, "the workbook is broken; what could be read is kept");
    }
}

fn read_xlsx(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    let Some(safe) = safe::repacked(limits, bytes, draft) else { return };
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(&safe)) {
        Ok(book) => book,
        Err(error) => return draft.note(Code::DamagedFile, unopened(&error)),
    };
    let hidden = hidden::read(limits, &safe);
    let sheets = shown(book.sheets_metadata(), draft);
    let mut writer = Writer::new(limits, draft);
    for name in sheets {
        let (cells, error) = cells::of_xlsx(limits, &mut book, &name);
        if let Some((code, error)) = error {
            writer.trouble(code, &format!("sheet {name}: {error}"));
        }
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let hidden = hidden.get(&name).cloned().unwrap_or_default();
        writer.sheet(&name, grid::Grid::new(cells, &merges, &hidden));
    }
    writer.finish();
}

fn read_xls(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    let (safe, formats) = match xls_guard::repacked(limits, bytes) {
        Ok(safe) => safe,
        Err((code, message)) => return draft.note(code, message),
    };
    let mut book: Xls<_> = match Xls::new(Cursor::new(&safe)) {
        Ok(book) => book,
        Err(calamine::XlsError::Password) => {
            let message = "the workbook is encrypted; save it without a password";
            return draft.note(Code::EncryptedFile, message);
        }
        Err(error) => return draft.note(Code::DamagedFile, unopened(&error)),
    };
    let sheets = shown(book.sheets_metadata(), draft);
    let order = book.sheet_names();
    let mut writer = Writer::new(limits, draft);
    for name in sheets {
        let formats = formats.of_sheet(order.iter().position(|sheet| *sheet == name));
        match book.worksheet_range(&name) {
            Ok(range) => {
                let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
                let (cells, error) = cells::of_range(limits, &range, &formats);
                if let Some((code, error)) = error {
                    writer.trouble(code, &format!("sheet {name}: {error}"));
                }
                writer.sheet(&name, grid::Grid::new(cells, &merges, &hidden::Hidden::default()));
            }
            Err(error) => writer.trouble(Code::DamagedFile, &format!("sheet {name}: {error}")),
        }
    }
    writer.finish();
}

fn unopened(error: &dyn std::fmt::Display) -> String {
    format!("the workbook cannot be opened: {error}; try a fresh copy of the file")
}

/// The names of the sheets that are shown; those that are not are counted.
fn shown(sheets: &[Sheet], draft: &mut Draft) -> Vec<String> {
    let tables = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (shown, hidden): (Vec<&Sheet>, Vec<&Sheet>) =
        tables.partition(|sheet| sheet.visible == SheetVisible::Visible);
    if !hidden.is_empty() {
        let message = format!("{} hidden sheets were left out", hidden.len());
        draft.note(Code::HiddenText, message);
    }
    shown.into_iter().map(|sheet| sheet.name.clone()).collect()
}

#[cfg(test)]
mod tests;
