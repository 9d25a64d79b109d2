//! The number formats of the cells of an XLS, which `calamine` reads and keeps to itself.
//!
//! The records of a workbook say which format an index of looks has; those of a sheet say which index a cell
//! has. Sheets are read one at a time, so that the cells of one are kept.

use super::xls_guard::{Record, place_of_sheets, records};
use std::collections::BTreeMap;

/// A cell by its row and column, and the index of its looks.
type Looks = ((u16, u16), u16);

/// The formats of a workbook.
#[derive(Debug, Default)]
pub(super) struct Formats {
    book: Vec<u8>,
    /// Where each sheet begins, in their order.
    sheets: Vec<usize>,
    /// The number of a format by the index of looks.
    numbers: Vec<u16>,
    /// Codes that the file states.
    codes: BTreeMap<u16, String>,
}

/// The formats of the cells of one sheet.
#[derive(Debug)]
pub(super) struct SheetFormats<'f> {
    formats: &'f Formats,
    cells: Vec<Looks>,
}

impl Formats {
    /// Reads what the workbook says before its sheets.
    pub(super) fn read(book: Vec<u8>) -> Self {
        let mut formats = Self { sheets: place_of_sheets(&book), ..Self::default() };
        let mut code: Code = narrow;
        for record in records(&book, 0).take_while(|record| record.kind != END) {
            match record.kind {
                // BOF, with the edition of the format
                0x0809 if record.data.starts_with(&[0, 6]) => code = wide,
                // FORMAT
                0x041E => formats.codes.extend(stated(record.data, code)),
                // XF
                0x00E0 => formats.numbers.push(short(record.data, 2).unwrap_or_default()),
                _ => {}
            }
        }
        formats.book = book;
        formats
    }

    /// The formats of the sheet with this number, counted from 0.
    pub(super) fn of_sheet(&self, sheet: Option<usize>) -> SheetFormats<'_> {
        let start = sheet.and_then(|sheet| self.sheets.get(sheet));
        let mut cells = Vec::new();
        let mut depth = 0_usize;
        for record in start.into_iter().flat_map(|start| records(&self.book, *start)) {
            match record.kind {
                0x0809 => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                // What lies deeper is a chart.
                _ if depth <= 1 => looks(&record, &mut cells),
                _ => {}
            }
        }
        cells.sort_by_key(|cell| cell.0);
        SheetFormats { formats: self, cells }
    }
}

impl SheetFormats<'_> {
    /// The number and the code of a cell's format. A code that the file states has no number.
    pub(super) fn of(&self, place: (u32, u32)) -> (Option<u32>, &str) {
        let key = |cell: &Looks| (u32::from(cell.0.0), u32::from(cell.0.1));
        let found = self.cells.binary_search_by_key(&place, key).ok();
        let looks = found.map(|at| usize::from(self.cells[at].1));
        let number = looks.and_then(|looks| self.formats.numbers.get(looks)).copied();
        let Some(number) = number else { return (None, "General") };
        match self.formats.codes.get(&number) {
            Some(code) => (None, code),
            None => (Some(number.into()), built_in(number)),
        }
    }
}

/// A record that ends a stretch of records.
const END: u16 = 0x000A;

/// Adds the cells of a record that holds numbers.
fn looks(record: &Record<'_>, cells: &mut Vec<Looks>) {
    let (Some(row), Some(column)) = (short(record.data, 0), short(record.data, 2)) else { return };
    match record.kind {
        // FORMULA, NUMBER, RK
        0x0006 | 0x0203 | 0x027E => {
            cells.extend(short(record.data, 4).map(|looks| ((row, column), looks)));
        }
        // MULRK: six bytes for each column, then the last column
        0x00BD => {
            let each = record.data.get(4..).unwrap_or_default().chunks_exact(6);
            let looks = each.filter_map(|cell| short(cell, 0));
            cells.extend(
                (column..=u16::MAX).zip(looks).map(|(column, looks)| ((row, column), looks)),
            );
        }
        _ => {}
    }
}

/// The number and the code of a format.
fn stated(data: &[u8], code: Code) -> Option<(u16, String)> {
    Some((short(data, 0)?, code(data.get(2..)?)?))
}

/// How an edition of the format writes a code.
type Code = fn(&[u8]) -> Option<String>;

/// Before 1997: its length and its bytes, in China those of GBK.
fn narrow(data: &[u8]) -> Option<String> {
    let (len, bytes) = data.split_first()?;
    let bytes = &bytes[..usize::from(*len).min(bytes.len())];
    Some(encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned())
}

/// Since 1997: its length, the width of its characters, and the characters.
fn wide(data: &[u8]) -> Option<String> {
    let characters = data.get(3..)?;
    Some(match data[2] & 1 {
        0 => characters.iter().map(|byte| char::from(*byte)).collect(),
        _ => encoding_rs::UTF_16LE.decode_without_bom_handling(characters).0.into_owned(),
    })
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

/// The codes of formats that a file does not state.
fn built_in(number: u16) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy-m-d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy-m-d h:mm",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::{Formats, narrow, stated, wide};
    use crate::xlsx::xls_guard::tests::{book_behind, record};

    #[test]
    fn cells_have_the_format_of_their_looks() {
        let xf = |number: u16| record(0x00E0, &[[0, 0], number.to_le_bytes()].concat());
        let code = [&164_u16.to_le_bytes()[..], &[4, 0, 0], b"0.0%"].concat();
        let globals = [record(0x041E, &code), xf(0), xf(9), xf(164), xf(999)].concat();
        let cells = [
            record(0x027E, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
            record(0x00BD, &[0, 0, 4, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 5, 0]),
            record(0x0203, &[2, 0, 0, 0, 7, 0]),
        ];
        let formats = Formats::read(book_behind(&globals, &cells));
        let sheet = formats.of_sheet(Some(0));
        let cases = [
            ((1, 0), (Some(9), "0%")),
            ((0, 4), (None, "0.0%")),
            ((0, 5), (Some(999), "General")),
            ((2, 0), (None, "General")),
            ((9, 9), (None, "General")),
        ];
        for (place, format) in cases {
            assert_eq!(sheet.of(place), format, "{place:?}");
        }
        assert_eq!(formats.of_sheet(Some(7)).of((1, 0)), (None, "General"));
    }

    #[test]
    fn codes_of_all_editions() {
        let data = [&[5, 0, 2, 0, 1][..], &[0x74, 0x5E, 0x30, 0]].concat();
        assert_eq!(stated(&data, wide), Some((5, "年0".to_owned())));
        assert_eq!(stated(b"\x05\0\x03\xC4\xEA0xx", narrow), Some((5, "年0".to_owned())));
        assert_eq!(stated(b"\x05", wide), None);
    }
}
