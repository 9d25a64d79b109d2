//! What an XLS claims, before it is read: `calamine` makes a field of every cell between the first
//! and the last one of a sheet, however few there are.

use crate::diagnostic::Code;
use crate::reader::Limits;
use std::io::{Cursor, Read};

/// Fields of all sheets together.
const FIELDS: u64 = 16 << 20;

/// Fails where the file is no container, asks for a password or claims too much.
pub(super) fn check(limits: &Limits, bytes: &[u8]) -> Result<(), (Code, String)> {
    let damaged = |error: &dyn std::fmt::Display| {
        (Code::DamagedFile, format!("the workbook cannot be opened: {error}"))
    };
    let mut container =
        cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name));
    let name = name.ok_or_else(|| damaged(&"it has no stream of that name"))?;
    let stream = container.open_stream(name).map_err(|error| damaged(&error))?;
    let mut book = Vec::new();
    stream.take(limits.unpacked).read_to_end(&mut book).map_err(|error| damaged(&error))?;
    let claim = claim(&book);
    if claim.is_encrypted {
        let message = "the workbook is encrypted; save it without a password";
        return Err((Code::EncryptedFile, message.to_owned()));
    }
    if claim.fields > FIELDS {
        let message = "the cells of the workbook lie too far apart; save it as XLSX";
        return Err((Code::LimitReached, message.to_owned()));
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Claim {
    fields: u64,
    is_encrypted: bool,
}

/// Walks the records of a workbook.
fn claim(book: &[u8]) -> Claim {
    let mut claim = Claim::default();
    let mut rest = book;
    let mut area = Area::default();
    while let Some((head, tail)) = rest.split_first_chunk::<4>() {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let size = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, after) = tail.split_at(size.min(tail.len()));
        match kind {
            // FILEPASS
            0x002F => claim.is_encrypted = true,
            // BOF, EOF
            0x0809 | 0x000A => claim.fields += std::mem::take(&mut area).fields(),
            // FORMULA, BLANK, NUMBER, LABEL, BOOLERR, RK, LABELSST, MULRK, MULBLANK, RSTRING
            0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00BD | 0x00BE
            | 0x00D6 => area.add(data),
            _ => {}
        }
        rest = after;
    }
    claim.fields += area.fields();
    claim
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
        u64::from(bottom - top + 1).saturating_mul(u64::from(right - left) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, check, claim};
    use crate::diagnostic::Code;
    use crate::reader::Limits;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let size = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &size.to_le_bytes(), data].concat()
    }

    #[test]
    fn sheets_claim_the_area_between_their_cells() {
        let book = [
            record(0x0809, &[]),
            record(0x0203, &[0, 0, 0, 0, 0, 0, 9, 9]),
            record(0x027E, &[9, 0, 4, 0, 0, 0]),
            record(0x000A, &[]),
            record(0x00FD, &[7, 0, 7, 0]),
        ];
        assert_eq!(claim(&book.concat()), Claim { fields: 51, is_encrypted: false });
        assert!(claim(&record(0x002F, &[])).is_encrypted);
        assert_eq!(claim(&[1, 2, 3]), Claim::default());
    }

    #[test]
    fn what_is_no_container_is_damaged() {
        let failed = check(&Limits::default(), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        assert_eq!(failed.unwrap_err().0, Code::DamagedFile);
    }
}
