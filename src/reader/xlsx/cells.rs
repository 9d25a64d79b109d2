//! The cells of a sheet that show something.

use super::format::{shown, shown_in};
use crate::diagnostic::Code;
use crate::reader::Limits;
use calamine::{Data, DataRef, Range, Xlsx};
use std::collections::BTreeMap;
use std::io::{Read, Seek};

/// Characters for which one cell is kept: what a cell takes besides its words is as much as many of
/// them do.
const CELL: u32 = 16;

/// Cells of one sheet that are read.
fn most(limits: &Limits) -> usize {
    (limits.chars / CELL).max(1) as usize
}

/// Words by row and column.
pub(super) type Cells = BTreeMap<(u32, u32), String>;

/// The cells of a sheet of an XLSX, and what ended them before their time. They are read one by
/// one: a sheet may claim any size.
pub(super) fn of_xlsx<S: Read + Seek>(
    limits: &Limits,
    book: &mut Xlsx<S>,
    name: &str,
) -> (Cells, Option<(Code, String)>) {
    let (mut cells, mut bytes) = (Cells::new(), 0);
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(error) => return (cells, Some((Code::DamagedFile, error.to_string()))),
    };
    loop {
        match reader.next_cell_with_style_id() {
            Ok(Some((cell, style))) => {
                let style = reader.styles().get(style);
                let format = style.and_then(|style| style.number_format.as_ref());
                let code = format.map_or("General", |format| &format.format_code);
                let id = format.and_then(|format| format.format_id);
                let words = shown_in(id, code, &owned(cell.get_value()));
                if !words.trim().is_empty() {
                    bytes += words.len();
                    cells.insert(cell.get_position(), words);
                }
            }
            Ok(None) => return (cells, None),
            Err(error) => return (cells, Some((Code::DamagedFile, error.to_string()))),
        }
        if cells.len() >= most(limits) || bytes > limits.chars as usize * 4 {
            return (cells, Some((Code::LimitReached, "it has too many cells".to_owned())));
        }
    }
}

/// The cells of a sheet of an XLS.
pub(super) fn of_range(limits: &Limits, range: &Range<Data>) -> Cells {
    let (top, left) = range.start().unwrap_or_default();
    let place = |row: usize, column: usize| {
        let to_u32 = |number| u32::try_from(number).unwrap_or(u32::MAX);
        (top.saturating_add(to_u32(row)), left.saturating_add(to_u32(column)))
    };
    let words = range.used_cells().map(|(row, column, data)| (place(row, column), shown(data)));
    words.filter(|(_, words)| !words.trim().is_empty()).take(most(limits)).collect()
}

fn owned(data: &DataRef<'_>) -> Data {
    match data {
        DataRef::SharedString(words) => Data::String((*words).to_owned()),
        other => other.clone().into(),
    }
}
