//! Checks the sizes that an XLS claims, before it is read: `calamine` allocates a field for every cell between
//! the first and the last one of a sheet, and believes the stated size of a sheet.

use super::xls_formats::Formats;
use crate::Limits;
use gongwen::diagnostic::Code;
use std::io::{Cursor, Read, Write};

/// Fields of all sheets together; half a gigabyte.
const FIELDS: u64 = 8 << 20;

/// Records that are looked at: sheets may lie in each other and be read many times.
const RECORDS: usize = 32 << 20;

/// A kind of record that nobody reads.
const NOTHING: [u8; 2] = [0, 0];

type Failure = (Code, String);

/// The workbook alone, in a container of its own and without wild claims, and its number formats.
/// Fails where the file is no container, asks for a password or claims too much.
pub(super) fn repacked(limits: &Limits, bytes: &[u8]) -> Result<(Vec<u8>, Formats), Failure> {
    let (name, mut book) = workbook(limits, bytes)?;
    // What a sheet says about its size is a hint; without it the cells tell.
    for at in claim(&book).wild {
        book[at..at + 2].copy_from_slice(&NOTHING);
    }
    let claim = claim(&book);
    if claim.is_encrypted {
        let message = "the workbook is encrypted; save it without a password";
        return Err((Code::EncryptedFile, message.to_owned()));
    }
    if claim.fields > FIELDS || !claim.wild.is_empty() || claim.records >= RECORDS {
        let message = "the cells of the workbook lie too far apart; save it as XLSX";
        return Err((Code::LimitReached, message.to_owned()));
    }
    let packed = container(name, &book).map_err(|error| damaged(&error))?;
    Ok((packed, Formats::read(book)))
}

fn damaged(error: &dyn std::fmt::Display) -> Failure {
    (Code::DamagedFile, format!("the workbook cannot be opened: {error}"))
}

fn workbook(limits: &Limits, bytes: &[u8]) -> Result<(&'static str, Vec<u8>), Failure> {
    let mut container =
        cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name));
    let name = name.ok_or_else(|| damaged(&"it has no stream of that name"))?;
    let stream = container.open_stream(name).map_err(|error| damaged(&error))?;
    let mut book = Vec::new();
    // No stream is longer than the file.
    let most = limits.unpacked.min(bytes.len() as u64);
    stream.take(most).read_to_end(&mut book).map_err(|error| damaged(&error))?;
    Ok((name, book))
}

fn container(name: &str, book: &[u8]) -> std::io::Result<Vec<u8>> {
    let memory = Cursor::new(Vec::new());
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, memory)?;
    container.create_stream(name)?.write_all(book)?;
    container.flush()?;
    Ok(container.into_inner().into_inner())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Claim {
    fields: u64,
    is_encrypted: bool,
    /// Where records begin that claim a size which no sheet has.
    wild: Vec<usize>,
    records: usize,
}

/// Walks the records of a workbook the way it is read: from its beginning, then from the beginning
/// of each sheet, wherever that lies.
fn claim(book: &[u8]) -> Claim {
    let mut claim = Claim::default();
    for record in globals(book) {
        claim.records += 1;
        // FILEPASS
        claim.is_encrypted |= record.kind == 0x002F;
    }
    place_of_sheets(book).into_iter().for_each(|start| sheet(book, start, &mut claim));
    claim
}

/// Where each sheet begins, by the BOUNDSHEET records.
pub(super) fn place_of_sheets(book: &[u8]) -> Vec<usize> {
    let sheets = globals(book).filter(|record| record.kind == 0x0085);
    let place = |record: Record<'_>| record.data.first_chunk().map(|at| u32::from_le_bytes(*at));
    sheets.filter_map(place).map(|at| at as usize).collect()
}

/// The records before those of the sheets, up to EOF.
fn globals(book: &[u8]) -> impl Iterator<Item = Record<'_>> {
    records(book, 0).take(RECORDS).take_while(|record| record.kind != 0x000A)
}

/// Adds what a sheet claims.
fn sheet(book: &[u8], start: usize, claim: &mut Claim) {
    let mut area = Area::default();
    let mut formula = [0; 4];
    let mut depth = 0_usize;
    for record in records(book, start).take(RECORDS.saturating_sub(claim.records)) {
        claim.records += 1;
        let is_inside = depth > 1;
        match record.kind {
            // BOF of the sheet or of a chart in it, EOF
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if is_inside => {}
            // DIMENSIONS
            0x0200 if is_wild(record.data) => claim.wild.push(record.at),
            // FORMULA
            0x0006 => {
                formula = record.data.first_chunk().copied().unwrap_or(formula);
                area.add(&formula);
            }
            // STRING, the value of the formula before it
            0x0207 => area.add(&formula),
            // NUMBER, LABEL, BOOLERR, RK, LABELSST, MULRK, RSTRING
            0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00BD | 0x00D6 => area.add(record.data),
            _ => {}
        }
    }
    claim.wild.sort_unstable();
    claim.wild.dedup();
    claim.fields = claim.fields.saturating_add(area.fields());
}

/// True for a size that turns round, is larger than most sheets or cannot be read.
fn is_wild(data: &[u8]) -> bool {
    const USUAL: u64 = 1 << 20;
    let short = |at: usize| Some(u64::from(u16::from_le_bytes(*data.get(at..)?.first_chunk()?)));
    let long = |at: usize| Some(u64::from(u32::from_le_bytes(*data.get(at..)?.first_chunk()?)));
    let bounds = match data.len() {
        10 => [short(0), short(2), short(4), short(6)],
        14 | 16 => [long(0), long(4), short(8), short(10)],
        _ => return true,
    };
    let [Some(top), Some(bottom), Some(left), Some(right)] = bounds else { return true };
    // A first column that no sheet has is taken for the first of all.
    top > bottom || left > right || (bottom - top).saturating_mul(right) > USUAL
}

/// A record of a workbook.
pub(super) struct Record<'a> {
    at: usize,
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

/// The records of a workbook from a place on.
pub(super) fn records(book: &[u8], mut at: usize) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (head, tail) = book.get(at..)?.split_first_chunk::<4>()?;
        let size = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let record = Record { at, kind, data: &tail[..size.min(tail.len())] };
        at += 4 + size;
        Some(record)
    })
}

/// The smallest area that holds all cells of a sheet.
#[derive(Debug, Default)]
struct Area {
    seen: Option<[(u16, u16); 2]>,
}

impl Area {
    fn add(&mut self, data: &[u8]) {
        let Some((place, _)) = data.split_first_chunk::<4>() else { return };
        let row = u16::from_le_bytes([place[0], place[1]]);
        let column = u16::from_le_bytes([place[2], place[3]]);
        // A record of many cells ends with its last column.
        let last = data.last_chunk::<2>().map_or(column, |last| u16::from_le_bytes(*last));
        let right = if (column..256).contains(&last) { last } else { column };
        let [(top, left), (bottom, most)] = self.seen.unwrap_or([(row, column), (row, right)]);
        self.seen = Some([(top.min(row), left.min(column)), (bottom.max(row), most.max(right))]);
    }

    fn fields(self) -> u64 {
        let Some([(top, left), (bottom, right)]) = self.seen else { return 0 };
        (u64::from(bottom - top) + 1).saturating_mul(u64::from(right - left) + 1)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Claim, FIELDS, claim, container, is_wild, repacked};
    use crate::Limits;
    use crate::draft::Draft;
    use gongwen::diagnostic::Code;

    pub(in crate::xlsx) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let size = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &size.to_le_bytes(), data].concat()
    }

    /// A workbook of one sheet with these records.
    fn book(records: &[Vec<u8>]) -> Vec<u8> {
        book_behind(&[], records)
    }

    /// A workbook of one sheet with these records, and with others of the workbook itself.
    pub(in crate::xlsx) fn book_behind(own: &[u8], records: &[Vec<u8>]) -> Vec<u8> {
        let bof = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
        let start = bof.len() + own.len() + 4 + 11 + 4;
        let name = [&(start as u32).to_le_bytes()[..], &[0, 0, 3, 0], b"abc"].concat();
        let eof = record(0x000A, &[]);
        let globals = [bof.clone(), own.to_vec(), record(0x0085, &name), eof.clone()].concat();
        [globals, bof, records.concat(), eof].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        let [row, column] = [row, column].map(u16::to_le_bytes);
        record(0x0203, &[&row[..], &column, &[0, 0], &7.0_f64.to_le_bytes()].concat())
    }

    fn dimensions(rows: [u32; 2], columns: [u16; 2]) -> Vec<u8> {
        let [top, bottom] = rows.map(u32::to_le_bytes);
        let [left, right] = columns.map(u16::to_le_bytes);
        record(0x0200, &[&top[..], &bottom, &left, &right, &[0, 0]].concat())
    }

    fn read(book: &[u8]) -> (String, Vec<Code>) {
        let mut draft = Draft::default();
        let bytes = container("/Workbook", book).unwrap();
        crate::xlsx::read(&Limits::default(), &bytes, &mut draft);
        let (layer, diagnostics) = draft.finish();
        let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        (layer.text().to_owned(), codes)
    }

    #[test]
    fn sheets_claim_the_area_between_their_cells() {
        let chart = [record(0x0809, &[]), number(900, 90), record(0x000A, &[])].concat();
        let records = [
            record(0x0203, &[0, 0, 0, 0, 0, 0, 9, 9]),
            chart,
            record(0x027E, &[9, 0, 4, 0, 0, 0]),
            // Blank cells and those of a chart are no fields.
            record(0x0201, &[99, 0, 99, 0, 0, 0]),
        ];
        let found = claim(&book(&records));
        assert_eq!((found.fields, found.wild.len(), found.is_encrypted), (50, 0, false));
        assert!(claim(&record(0x002F, &[])).is_encrypted);
        assert_eq!(claim(&[1, 2, 3]), Claim::default());
        let whole = book(&[number(0, 0), number(u16::MAX, 255)]);
        assert_eq!(claim(&whole).fields, 65_536 * 256);
    }

    #[test]
    fn a_size_that_no_sheet_has_is_not_believed() {
        assert!(is_wild(&[]) && !is_wild(&dimensions([0, 4], [0, 9])[4..]));
        let cases = [
            ([0, u32::MAX], [0, 9]),
            ([0, u32::MAX], [300, 300]),
            ([5, 0], [0, 9]),
            ([9_000_000, 1], [9, 0]),
            ([0, 4], [0, 9]),
        ];
        for (rows, columns) in cases {
            let read = read(&book(&[dimensions(rows, columns), number(0, 0), number(1, 0)]));
            assert_eq!(read, ("abc\n7\n7\n".to_owned(), vec![]), "{rows:?} {columns:?}");
        }
    }

    #[test]
    fn cells_too_far_apart_are_refused() {
        let far = book(&[number(0, 0), number(u16::MAX, 256)]);
        assert!(claim(&far).fields > FIELDS);
        assert_eq!(read(&far), (String::new(), vec![Code::LimitReached]));
    }

    #[test]
    fn what_is_no_container_is_damaged() {
        let failed = repacked(&Limits::default(), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        assert_eq!(failed.unwrap_err().0, Code::DamagedFile);
    }
}
