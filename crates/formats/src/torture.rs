//! Tests with damaged files of every format, made from small sound ones by a deterministic generator. The fuzz
//! targets go further; these run with every change.

use super::laws;
use std::io::{Cursor, Read, Write};

/// Mutants of each file.
const MUTANTS: u32 = 60;

const FILES: &[(&str, &[u8])] = &[
    ("doc", include_bytes!("../../../fixtures/formats/doc/notice.doc")),
    ("table.doc", include_bytes!("../../../fixtures/formats/17-task-table.doc")),
    ("docx", include_bytes!("../../../fixtures/formats/17-task-table.docx")),
    (
        "styled.docx",
        include_bytes!("../../../fixtures/formats/05-county-leading-group.styled.docx"),
    ),
    ("xlsx", include_bytes!("../../../fixtures/formats/17-task-table.xlsx")),
    ("xls", include_bytes!("../../../fixtures/formats/17-task-table.xls")),
    ("html", include_bytes!("../../../fixtures/formats/17-task-table.html")),
    ("word.xml", include_bytes!("../../../fixtures/formats/single/word2003.xml")),
    ("flat.xml", include_bytes!("../../../fixtures/formats/single/flat-opc.xml")),
    ("excel.xml", include_bytes!("../../../fixtures/formats/single/excel2003.xml")),
    ("mhtml", include_bytes!("../../../fixtures/formats/single/page.mhtml")),
    ("pdf", include_bytes!("../../../fixtures/formats/pdf/notice.pdf")),
    ("ofd", include_bytes!("../../../fixtures/formats/17-task-table.ofd")),
    ("gbk", include_bytes!("../../../fixtures/formats/17-task-table.gbk.txt")),
    ("md", include_bytes!("../../../fixtures/formats/markdown/notice.md")),
    ("utf16", include_bytes!("../../../fixtures/formats/17-task-table.utf16le.txt")),
];

#[test]
fn damaged_files_keep_the_laws() {
    for (name, file) in FILES {
        assert_eq!(laws::broken(file), [""; 0], "{name}");
        let parts = parts(file);
        let mut random = Random(1);
        for number in 0..MUTANTS {
            let mutant = match &parts {
                Some(parts) if number % 4 != 0 => packed(&mut random, parts),
                _ => changed(&mut random, file, 8),
            };
            assert_eq!(laws::broken(&mutant), [""; 0], "{name}, mutant {number}");
        }
    }
}

#[test]
#[expect(clippy::single_range_in_vec_init, reason = "one block")]
fn the_laws_see_what_breaks_them() {
    use gongwen::document::{Block, BlockKind, Document, Structure, TextLayer};
    let seen = |ranges: &[std::ops::Range<usize>], pages: &[u32]| {
        let row = BlockKind::Row { table: 0 };
        let block = |range: &std::ops::Range<usize>| Block::new(row, range.clone());
        let blocks = ranges.iter().map(block).collect();
        let structure = Structure { blocks, pages: pages.to_vec(), ..Structure::default() };
        let layer = TextLayer::new("一二\n三\n").with_structure(structure);
        let mut document = Document { layer, ..Document::default() };
        document.info.text_chars = 5;
        laws::broken_by(&document, 0).len()
    };
    assert_eq!(seen(&[0..6, 7..10], &[0, 3]), 0);
    let bad: &[(&[_], &[u32])] = &[
        (&[0..5, 7..10], &[]),
        (&[0..3, 7..10], &[]),
        (&[0..6, 3..10], &[]),
        (&[0..10], &[]),
        (&[0..6], &[]),
        (&[0..6, 7..99], &[]),
        (&[0..6, 7..10], &[3, 0]),
        (&[0..6, 7..10], &[6]),
    ];
    for (blocks, pages) in bad {
        assert_eq!(seen(blocks, pages), 1, "{blocks:?} {pages:?}");
    }
}

/// Numbers that look like chance and are the same each time.
struct Random(u32);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % end.max(1)
    }
}

/// Some bytes with one to four changes behind the first `kept`.
fn changed(random: &mut Random, bytes: &[u8], kept: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        if bytes.len() <= kept {
            break;
        }
        let at = kept + random.below(bytes.len() - kept);
        let end = at + random.below((bytes.len() - at).min(200));
        match random.below(7) {
            0 if random.below(3) == 0 => bytes.truncate(at),
            0 | 1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at..end].fill([0, 0xFF, b'<', b'9'][random.below(4)]),
            3 => bytes[at..end].iter_mut().for_each(|byte| *byte = random.below(256) as u8),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let again = bytes[at..end].repeat(1 + random.below(20));
                bytes.splice(at..at, again);
            }
            _ => {
                let number = [0, 1, 0x7FFF_FFFF, 0x8000_0000, u32::MAX][random.below(5)];
                let width = (bytes.len() - at).min(4);
                bytes[at..at + width].copy_from_slice(&number.to_le_bytes()[..width]);
            }
        }
    }
    bytes
}

type Parts = Vec<(String, Vec<u8>)>;

/// The parts of a ZIP container.
fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        parts.push((file.name().unwrap().into_owned(), part));
    }
    Some(parts)
}

/// A container of the same parts, one of them changed.
fn packed(random: &mut Random, parts: &Parts) -> Vec<u8> {
    let chosen = random.below(parts.len());
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, part)) in parts.iter().enumerate() {
        writer.start_file(name.as_str(), stored).unwrap();
        match number == chosen {
            true => writer.write_all(&changed(random, part, 0)).unwrap(),
            false => writer.write_all(part).unwrap(),
        }
    }
    writer.finish().unwrap().into_inner()
}
