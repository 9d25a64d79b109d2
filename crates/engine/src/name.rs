//! Paths as records and tables show them, and back.

use std::path::{Path, PathBuf};

/// The path as records and tables show it: `/` between its parts, and bytes that are no UTF-8 as
/// `%FF`. Two paths never have one name, and [`path_of`] leads back.
///
/// `%` in a name stays as it is, also in names that are encoded as addresses of the web are
/// (`%E5%85%B3`): bytes that are UTF-8 are never written like this. Only where `%B9` in a name would
/// be taken for such a byte does its `%` become `%25`.
#[must_use]
pub fn name_of(path: &Path) -> String {
    let mut pieces = Vec::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        pieces.extend(pieces_of(chunk.valid()));
        let invalid = chunk.invalid().iter();
        pieces.extend(invalid.map(|byte| Piece::Byte { byte: *byte, is_literal: false }));
    }
    let mut name = String::new();
    for run in pieces.chunk_by(|a, b| a.is_byte() == b.is_byte()) {
        let misleads = misleads(run);
        run.iter().for_each(|piece| piece.write(misleads, &mut name));
    }
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

/// The path of that name: the reverse of [`name_of`].
#[must_use]
pub fn path_of(name: &str) -> PathBuf {
    let pieces = pieces_of(name);
    let mut bytes = Vec::with_capacity(name.len());
    for run in pieces.chunk_by(|a, b| a.is_byte() == b.is_byte()) {
        let are_bytes = !is_utf8(run);
        for piece in run {
            match piece {
                Piece::Byte { byte, .. } if are_bytes => bytes.push(*byte),
                Piece::Byte { byte, .. } => bytes.extend(format!("%{byte:02X}").bytes()),
                Piece::Escaped(words) => bytes.extend(format!("%{}", &words[3..]).bytes()),
                Piece::Text(words) => bytes.extend(words.bytes()),
            }
        }
    }
    path_of_bytes(bytes)
}

/// A piece of a name.
enum Piece<'n> {
    /// `%B9`, or the byte B9.
    Byte { byte: u8, is_literal: bool },
    /// `%25B9`, `%2525B9` …: `%B9`, `%25B9` … in the path.
    Escaped(&'n str),
    /// Anything else.
    Text(&'n str),
}

impl Piece<'_> {
    fn is_byte(&self) -> bool {
        matches!(self, Self::Byte { .. })
    }

    fn write(&self, misleads: Misleads, name: &mut String) {
        match self {
            Self::Byte { byte, is_literal: true } if misleads == Misleads::Yes => {
                name.push_str(&format!("%25{byte:02X}"));
            }
            Self::Byte { byte, .. } => name.push_str(&format!("%{byte:02X}")),
            Self::Escaped(words) => name.push_str(&format!("%25{}", &words[1..])),
            Self::Text(words) => name.push_str(words),
        }
    }
}

/// Whether `%B9` in a path would be read as a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Misleads {
    Yes,
    No,
}

/// A run of bytes that is UTF-8 as a whole is no run of bytes that had to be written so.
fn misleads(run: &[Piece<'_>]) -> Misleads {
    let is_literal = |piece: &Piece<'_>| matches!(piece, Piece::Byte { is_literal: true, .. });
    match run.iter().all(is_literal) && is_utf8(run) {
        true => Misleads::No,
        false => Misleads::Yes,
    }
}

fn is_utf8(run: &[Piece<'_>]) -> bool {
    let byte =
        |piece: &Piece<'_>| if let Piece::Byte { byte, .. } = piece { Some(*byte) } else { None };
    let bytes: Vec<u8> = run.iter().filter_map(byte).collect();
    std::str::from_utf8(&bytes).is_ok()
}

fn pieces_of(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (piece, len) = piece(rest);
        pieces.push(piece);
        rest = &rest[len..];
    }
    pieces
}

/// The first piece of a text and its length.
fn piece(text: &str) -> (Piece<'_>, usize) {
    if !text.starts_with('%') {
        let len = text.find('%').unwrap_or(text.len());
        return (Piece::Text(&text[..len]), len);
    }
    let pairs = text.as_bytes()[1..].chunks_exact(2);
    let behind = pairs.take_while(|pair| pair == b"25").count() * 2 + 1;
    match text.get(behind..behind + 2).and_then(high_byte) {
        Some(byte) if behind == 1 => (Piece::Byte { byte, is_literal: true }, 3),
        Some(_) => (Piece::Escaped(&text[..behind + 2]), behind + 2),
        None => (Piece::Text(&text[..1]), 1),
    }
}

/// The byte that two digits in capitals mean, where it can stand in no ASCII.
fn high_byte(digits: &str) -> Option<u8> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    let byte = u8::from_str_radix(digits, 16).ok().filter(|byte| *byte >= 0x80)?;
    digits.bytes().all(is_digit).then_some(byte)
}

#[cfg(unix)]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::{name_of, path_of};
    use proptest::prelude::*;
    use std::path::Path;

    #[test]
    fn names_of_all_utf8_are_the_paths_themselves() {
        for name in ["a/通知.txt", "100%.txt", "%E5%85%B3%E4%BA%8E.html", "%20%2F", "%e5%ab", "%2"]
        {
            assert_eq!(name_of(Path::new(name)), name);
            assert_eq!(path_of(name), Path::new(name));
        }
    }

    #[test]
    fn what_would_be_taken_for_a_byte_is_told_apart() {
        let cases = [
            ("%B9%AB.txt", "%25B9%25AB.txt"),
            ("%25B9", "%2525B9"),
            ("%2525B9", "%252525B9"),
            ("%25.txt", "%25.txt"),
            ("%E5%85", "%25E5%2585"),
        ];
        for (path, name) in cases {
            assert_eq!(name_of(Path::new(path)), name);
            assert_eq!(path_of(name), Path::new(path));
        }
    }

    #[cfg(unix)]
    fn path(bytes: &[u8]) -> &Path {
        use std::os::unix::ffi::OsStrExt;
        Path::new(std::ffi::OsStr::from_bytes(bytes))
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_utf8_are_written_as_such() {
        let gbk = b"\xB9\xAB\xB8\xE6.txt";
        assert_eq!(name_of(path(gbk)), "%B9%AB%B8%E6.txt");
        assert_eq!(path_of("%B9%AB%B8%E6.txt"), path(gbk));
        // A literal escape beside a byte.
        assert_eq!(name_of(path(b"\xB9%AB")), "%B9%25AB");
        assert_eq!(name_of(path(b"%E5%85%B3\xB9")), "%25E5%2585%25B3%B9");
    }

    #[cfg(unix)]
    proptest! {
        #[test]
        fn every_path_is_found_again(
            parts in prop::collection::vec(
                prop_oneof![
                    Just(b"%".to_vec()), Just(b"25".to_vec()), Just(b"B9".to_vec()),
                    Just(b"%E5%85%B3".to_vec()), Just(b"\xE5".to_vec()), Just(b"\x85\xB3".to_vec()),
                    Just("关".as_bytes().to_vec()), prop::collection::vec(1_u8..=255, 0..3),
                ],
                0..12,
            )
        ) {
            let bytes = parts.concat();
            prop_assert_eq!(path_of(&name_of(path(&bytes))), path(&bytes));
        }
    }
}
