//! Takes the time of writing out of the files of LibreOffice, which would differ with every run.
//! Nothing else is touched: the fields are overwritten where they stand, with as many bytes.

/// Bytes of a ZIP directory entry, and of the record at its end.
const ENTRY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// 1980-01-01 00:00 as ZIP writes it.
const EPOCH: [u8; 4] = [0, 0, 0x21, 0];

/// Sets the times of all members of a ZIP back. What is no ZIP stays as it is.
pub(super) fn unstamp_zip(bytes: &mut [u8]) {
    let Some(end) = find_last(bytes, END) else { return };
    let Some(mut at) = read_u32(bytes, end + 16) else { return };
    while bytes.get(at..at + 4) == Some(ENTRY) {
        let member = read_u32(bytes, at + 42);
        overwrite(bytes, at + 12, &EPOCH);
        member.into_iter().for_each(|member| overwrite(bytes, member + 10, &EPOCH));
        let lengths = [28, 30, 32].map(|field| read_u16(bytes, at + field).unwrap_or(0));
        at += 46 + lengths.iter().sum::<usize>();
    }
}

/// Sets the day and the identifiers of a PDF back.
pub(super) fn unstamp_pdf(bytes: &mut [u8]) {
    if let Some(at) = find_last(bytes, b"/CreationDate(D:") {
        overwrite(bytes, at + 16, b"20250101000000");
    }
    let zeros = [b'0'; 32];
    if let Some(at) = find_last(bytes, b"/DocChecksum /") {
        overwrite(bytes, at + 14, &zeros);
    }
    if let Some(at) = find_last(bytes, b"/ID [ <") {
        overwrite(bytes, at + 7, &zeros);
        // `<` and the line break stand between the two identifiers.
        overwrite(bytes, at + 7 + 32 + 3, &zeros);
    }
}

fn find_last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

fn read_u16(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes([two[0], two[1]])))
}

fn read_u32(bytes: &[u8], at: usize) -> Option<usize> {
    Some(read_u16(bytes, at)? | read_u16(bytes, at + 2)? << 16)
}

fn overwrite(bytes: &mut [u8], at: usize, with: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + with.len()) {
        place.copy_from_slice(with);
    }
}

#[cfg(test)]
mod tests {
    use super::{unstamp_pdf, unstamp_zip};
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;
    use zip::{DateTime, ZipWriter};

    fn zip(year: u16) -> Vec<u8> {
        let time = DateTime::from_date_and_time(year, 5, 6, 7, 8, 10).unwrap();
        let options = SimpleFileOptions::default().last_modified_time(time);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["一.xml", "二.xml"] {
            writer.start_file(name, options).unwrap();
            writer.write_all(name.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn two_zips_differ_in_their_times_alone() {
        let (mut one, mut other) = (zip(2024), zip(2025));
        assert_ne!(one, other);
        unstamp_zip(&mut one);
        unstamp_zip(&mut other);
        assert_eq!(one, other);
    }

    #[test]
    fn what_is_no_zip_and_no_pdf_stays() {
        for bytes in [&b""[..], b"PK\x05\x06", b"/ID [ <12", b"/CreationDate(D:20"] {
            let mut copy = bytes.to_vec();
            unstamp_zip(&mut copy);
            unstamp_pdf(&mut copy);
            assert_eq!(copy, bytes);
        }
    }

    #[test]
    fn a_pdf_loses_its_day_and_keeps_its_length() {
        let id = "A".repeat(32);
        let pdf = format!("/CreationDate(D:20261128152402Z')>>\n/ID [ <{id}>\n<{id}> ]\n%%EOF");
        let mut bytes = pdf.clone().into_bytes();
        unstamp_pdf(&mut bytes);
        let zeros = "0".repeat(32);
        let wanted =
            format!("/CreationDate(D:20250101000000Z')>>\n/ID [ <{zeros}>\n<{zeros}> ]\n%%EOF");
        assert_eq!(String::from_utf8(bytes).unwrap(), wanted);
    }
}
