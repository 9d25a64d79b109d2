//! A workbook's container, unpacked within the limits and packed again without compression.

use crate::Limits;
use crate::draft::Draft;
use crate::package::Package;
use gongwen::diagnostic::Code;
use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Bytes of styles that are read: several times what the largest number of styles needs.
const STYLES: usize = 32 << 20;

/// Parts that are read: far more than a workbook has sheets.
const PARTS: usize = 4096;

/// Strings that cells share.
const STRINGS: usize = 1 << 20;

/// The container, or a diagnostic.
pub(super) fn repacked(limits: &Limits, bytes: &[u8], draft: &mut Draft) -> Option<Vec<u8>> {
    let mut package = match Package::open(limits, bytes) {
        Ok(package) => package,
        Err(error) => {
            draft.note(error.code(), error.to_string());
            return None;
        }
    };
    let mut names: Vec<String> =
        package.names().iter().filter(|name| is_read(name)).cloned().collect();
    // Sheets last: a file that is too large loses the end of a table and not its strings.
    names.sort_by_key(|name| name.contains("worksheets/"));
    names.dedup();
    names.truncate(PARTS);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        match package.part(&name) {
            Ok(part) if is_too_large(&name, &part) => {
                draft.note(Code::LimitReached, format!("the part {name} is too large"));
            }
            Ok(part) => {
                let stored =
                    SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                writer
                    .start_file(&*name, stored)
                    .and_then(|()| Ok(writer.write_all(&part)?))
                    .ok()?;
            }
            Err(error) => {
                draft.note(error.code(), format!("{name}: {error}"));
                match error.code() {
                    Code::EncryptedFile => return None,
                    // Nothing more can be unpacked.
                    Code::LimitReached => break,
                    _ => {}
                }
            }
        }
    }
    package.report(draft);
    Some(writer.finish().ok()?.into_inner())
}

/// Markup that says something about cells.
fn is_read(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_markup = lower.ends_with(".xml") || lower.ends_with(".rels");
    let is_looks = ["theme/", "drawings/", "charts/", "pivot", "externallinks/", "customxml/"];
    is_markup && !is_looks.iter().any(|part| lower.contains(part))
}

/// True for parts of many small pieces that would take far more memory than they have bytes.
fn is_too_large(name: &str, part: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    match () {
        () if name.ends_with("styles.xml") => part.len() > STYLES,
        () if name.ends_with("sharedstrings.xml") => {
            memchr::memmem::find_iter(part, b"<si").take(STRINGS + 1).count() > STRINGS
        }
        () => false,
    }
}
