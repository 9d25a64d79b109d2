//! The cells of a sheet that show something.

use super::format::shown_in;
use super::xls_formats::SheetFormats;
use crate::Limits;
use calamine::{Data, DataRef, Range, Xlsx};
use gongwen::diagnostic::Code;
use std::collections::BTreeMap;
use std::io::{Read, Seek};

/// Characters for which one cell is kept: what a cell takes besides its words is as much as many of
/// them do.
const CELL: u32 = 16;

/// Cells of one sheet that are read.
pub(super) fn most(limits: &Limits) -> usize {
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
            return (cells, Some(too_many()));
        }
    }
}

/// The cells of a sheet of an XLS, and what ended them before their time.
pub(super) fn of_range(
    limits: &Limits,
    range: &Range<Data>,
    formats: &SheetFormats<'_>,
) -> (Cells, Option<(Code, String)>) {
    let (top, left) = range.start().unwrap_or_default();
    let place = |row: usize, column: usize| {
        let to_u32 = |number| u32::try_from(number).unwrap_or(u32::MAX);
        (top.saturating_add(to_u32(row)), left.saturating_add(to_u32(column)))
    };
    let words = range.used_cells().map(|(row, column, data)| {
        let place = place(row, column);
        let (id, code) = formats.of(place);
        (place, shown_in(id, code, data))
    });
    let mut words = words.filter(|(_, words)| !words.trim().is_empty());
    let cells = words.by_ref().take(most(limits)).collect();
    (cells, words.next().map(|_| too_many()))
}

pub(super) fn too_many() -> (Code, String) {
    (Code::LimitReached, "it has too many cells".to_owned())
}

fn owned(data: &DataRef<'_>) -> Data {
    match data {
        DataRef::SharedString(words) => Data::String((*words).to_owned()),
        other => other.clone().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::of_range;
    use crate::Limits;
    use crate::xlsx::xls_formats::Formats;
    use calamine::{Cell, Data, Range};
    use gongwen::diagnostic::Code;

    #[test]
    fn a_sheet_of_an_xls_that_is_not_read_to_its_end_says_so() {
        let cells = |rows: u32| (0..rows).map(|row| Cell::new((row, 0), Data::Int(7))).collect();
        let limits = Limits { chars: 16 * 5, ..Limits::default() };
        let formats = Formats::default();
        let read =
            |rows| of_range(&limits, &Range::from_sparse(cells(rows)), &formats.of_sheet(None));
        let (all, note) = read(5);
        assert_eq!((all.len(), note), (5, None));
        let (kept, note) = read(6);
        assert_eq!((kept.len(), note.map(|(code, _)| code)), (5, Some(Code::LimitReached)));
    }
}
