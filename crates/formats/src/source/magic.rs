//! The first bytes of files of known kinds.

use super::Format;

/// What the first bytes say.
pub(super) enum Magic {
    /// This kind.
    Is(Format),
    /// A ZIP container of something.
    Zip,
    /// An OLE2 container of something.
    Ole,
}

/// Bytes at a place, and what a file is that has them there.
struct Sign {
    at: usize,
    bytes: &'static [u8],
    format: Format,
}

const fn sign(format: Format, bytes: &'static [u8]) -> Sign {
    Sign { at: 0, bytes, format }
}

/// The first that fits decides. Signs that words could begin with have more bytes than their inventors
/// asked for.
const SIGNS: &[Sign] = &[
    sign(Format::Pdf, b"%PDF-"),
    sign(Format::Rtf, b"{\\rtf"),
    sign(Format::Mhtml, b"MIME-Version:"),
    sign(Format::Gzip, b"\x1F\x8B\x08"),
    Sign { at: 257, bytes: b"ustar", format: Format::Tar },
    // Pictures.
    sign(Format::Image, b"\xFF\xD8\xFF"),
    sign(Format::Image, b"\x89PNG\r\n\x1A\n"),
    sign(Format::Image, b"GIF87a"),
    sign(Format::Image, b"GIF89a"),
    sign(Format::Image, b"II*\0"),
    sign(Format::Image, b"MM\0*"),
    sign(Format::Image, b"8BPS\0\x01"),
    sign(Format::Image, b"\0\0\x01\0"),
    sign(Format::Image, b"\0\0\0\x0CjP  "),
    sign(Format::Image, b"AT&TFORM"),
    Sign { at: 8, bytes: b"WEBPVP8", format: Format::Image },
    // Sound and film.
    Sign { at: 8, bytes: b"WAVEfmt ", format: Format::Media },
    Sign { at: 8, bytes: b"AVI LIST", format: Format::Media },
    sign(Format::Media, b"ID3\x02\0"),
    sign(Format::Media, b"ID3\x03\0"),
    sign(Format::Media, b"ID3\x04\0"),
    sign(Format::Media, b"OggS\0"),
    sign(Format::Media, b"fLaC\0"),
    sign(Format::Media, b"FLV\x01"),
    sign(Format::Media, b"#!AMR\n"),
    sign(Format::Media, b"\x1A\x45\xDF\xA3"),
    sign(Format::Media, b"\0\0\x01\xBA"),
    sign(Format::Media, b"\0\0\x01\xB3"),
    sign(Format::Media, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11"),
    // Archives.
    sign(Format::OtherArchive, b"Rar!\x1A\x07"),
    sign(Format::OtherArchive, b"7z\xBC\xAF\x27\x1C"),
    sign(Format::OtherArchive, b"\xFD7zXZ\0"),
    sign(Format::OtherArchive, b"\x28\xB5\x2F\xFD"),
    sign(Format::OtherArchive, b"\x04\x22\x4D\x18"),
    sign(Format::OtherArchive, b"MSCF\0\0\0\0"),
    sign(Format::OtherArchive, b"!<arch>\n"),
    sign(Format::OtherArchive, b"\xED\xAB\xEE\xDB"),
    Sign { at: 4, bytes: b"1AY&SY", format: Format::OtherArchive },
    // Programs.
    sign(Format::Program, b"\x7FELF"),
    sign(Format::Program, b"\xCA\xFE\xBA\xBE\0\0"),
    sign(Format::Program, b"\xFE\xED\xFA\xCE\0\0"),
    sign(Format::Program, b"\xFE\xED\xFA\xCF\x01\0"),
    sign(Format::Program, b"\xCE\xFA\xED\xFE\x07\0"),
    sign(Format::Program, b"\xCF\xFA\xED\xFE\x07\0"),
    sign(Format::Program, b"\xCF\xFA\xED\xFE\x0C\0"),
    sign(Format::Program, b"\0asm"),
    sign(Format::Program, b"dex\n03"),
    sign(Format::Program, b"L\0\0\0\x01\x14\x02\0"),
    // Fonts.
    sign(Format::Font, b"\0\x01\0\0\0"),
    sign(Format::Font, b"true\0"),
    sign(Format::Font, b"OTTO\0"),
    sign(Format::Font, b"ttcf\0"),
    sign(Format::Font, b"wOFF\0\x01\0\0"),
    sign(Format::Font, b"wOFFOTTO"),
    sign(Format::Font, b"wOF2\0\x01\0\0"),
    sign(Format::Font, b"wOF2OTTO"),
    // Databases and other data.
    sign(Format::Data, b"SQLite format 3\0"),
    sign(Format::Data, b"\0\x01\0\0Standard "),
    sign(Format::Data, b"PAR1\x15"),
    sign(Format::Data, b"ARROW1\0"),
    sign(Format::Data, b"\x89HDF\r\n\x1A\n"),
    sign(Format::Data, b"bplist00"),
    sign(Format::Data, b"\xAC\xED\0\x05"),
    // Pages in formats that nobody else reads.
    sign(Format::OtherOffice, b"%!PS-Adobe"),
    sign(Format::OtherOffice, b"Founder CEB"),
    sign(Format::OtherOffice, b"CAJ\0"),
];

/// What the first bytes say, where they say anything.
pub(super) fn magic(bytes: &[u8]) -> Option<Magic> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(Magic::Zip);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Magic::Ole);
    }
    let fits = |sign: &&Sign| bytes.get(sign.at..).is_some_and(|rest| rest.starts_with(sign.bytes));
    let known = SIGNS.iter().find(fits).map(|sign| sign.format);
    let rarer = [program_of_windows, bitmap, film, late_pdf];
    let format = known.or_else(|| rarer.iter().find_map(|of| of(bytes)));
    format.map(Magic::Is)
}

/// A PDF may begin with some bytes of a mail program or an old Macintosh.
fn late_pdf(bytes: &[u8]) -> Option<Format> {
    let early = &bytes[..bytes.len().min(1024)];
    memchr::memmem::find(early, b"%PDF-1.").map(|_| Format::Pdf)
}

/// `MZ`, and at 60 the place of a second header. One that was cut before that header still has zeros
/// in its first.
fn program_of_windows(bytes: &[u8]) -> Option<Format> {
    let place = bytes.strip_prefix(b"MZ")?.get(58..62)?;
    let place = u32::from_le_bytes(place.try_into().ok()?) as usize;
    let second = bytes.get(place..).unwrap_or_default();
    let is_cut =
        place >= bytes.len() && bytes[2..60].iter().filter(|byte| **byte == 0).count() > 20;
    let signs: [&[u8]; 3] = [b"PE\0\0", b"NE", b"LE"];
    (is_cut || signs.iter().any(|sign| second.starts_with(sign))).then_some(Format::Program)
}

/// `BM`, four bytes of size, four zeros, the place of the points, the size of a known second header.
fn bitmap(bytes: &[u8]) -> Option<Format> {
    let rest = bytes.strip_prefix(b"BM")?;
    let is_one = rest.get(4..8)? == [0; 4] && rest.get(13..16)? == [0; 3];
    is_one.then_some(Format::Image)
}

/// A box that is called `ftyp` and shorter than 64 KiB, and what is in it.
fn film(bytes: &[u8]) -> Option<Format> {
    let kind = bytes.strip_prefix(b"\0\0")?.get(2..)?.strip_prefix(b"ftyp")?;
    let pictures: [&[u8]; 3] = [b"hei", b"mif1", b"avif"];
    let is_picture = pictures.iter().any(|picture| kind.starts_with(picture));
    Some(if is_picture { Format::Image } else { Format::Media })
}

#[cfg(test)]
mod tests {
    use super::{Magic, magic};
    use crate::source::Format;

    fn of(bytes: &[u8]) -> Option<Format> {
        match magic(bytes)? {
            Magic::Is(format) => Some(format),
            Magic::Zip | Magic::Ole => None,
        }
    }

    #[test]
    fn known_kinds_are_known() {
        let mut exe = b"MZ\x90\0\x03\0\0\0".to_vec();
        exe.resize(60, 0);
        exe.extend([64, 0, 0, 0]);
        exe.extend(b"PE\0\0");
        let cases: &[(&[u8], Format)] = &[
            (b"\x7FELF\x02\x01\x01\0", Format::Program),
            (&exe, Format::Program),
            (&exe[..64], Format::Program),
            (b"\xCA\xFE\xBA\xBE\0\0\0\x41", Format::Program),
            (b"\xCF\xFA\xED\xFE\x07\0\0\x01", Format::Program),
            (b"\0\x01\0\0\0\x0C\0\x80", Format::Font),
            (b"OTTO\0\x0B", Format::Font),
            (b"wOF2\0\x01\0\0", Format::Font),
            (b"SQLite format 3\0\x10", Format::Data),
            (b"\0\x01\0\0Standard Jet DB\0", Format::Data),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Format::Image),
            (b"BM\x36\0\x0C\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Format::Image),
            (b"\0\0\0\x18ftypmp42", Format::Media),
            (b"\0\0\0\x18ftypheic", Format::Image),
            (b"ID3\x04\0\0\0\0\0\x23", Format::Media),
            (b"BZh91AY&SY", Format::OtherArchive),
        ];
        for (bytes, format) in cases {
            assert_eq!(of(bytes), Some(*format), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn words_that_begin_alike_are_text() {
        let gb = encoding_rs::GBK.encode("恕壕内有关单位").0.into_owned();
        assert!(gb.starts_with(b"\xCB\xA1"));
        let cases: &[&[u8]] = &[
            b"MZ",
            "MZ公司关于2025年工作的通知，各有关单位要认真落实，确保各项任务按期完成，如期报送。"
                .as_bytes(),
            b"BM",
            "BMW公司关于工作的通知".as_bytes(),
            b"ID3 is no sound",
            b"BZh is no archive",
            b"GIF8 is no picture",
            b"PAR1 is a word",
            b"true to his word",
            b"fLaC",
            &gb,
        ];
        for bytes in cases {
            assert_eq!(of(bytes), None, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
