//! Files as a whole. `fixtures/formats/doc/notice.doc` was written with LibreOffice: lists, a table
//! with merged cells, tracked changes, hidden text, notes, a head, a foot and a box.

use super::read;
use crate::Limits;
use crate::draft::Draft;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;

const NOTICE: &[u8] = include_bytes!("../../../../fixtures/formats/doc/notice.doc");

fn blocks(bytes: &[u8]) -> (Vec<(BlockKind, String)>, Vec<Code>) {
    let mut draft = Draft::default();
    read(&Limits::default(), bytes, &mut draft);
    let (layer, diagnostics) = draft.finish();
    let blocks = layer.structure().blocks.iter();
    let blocks = blocks.map(|block| (block.kind, layer.text()[block.range.clone()].to_owned()));
    (blocks.collect(), diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

fn codes(bytes: &[u8]) -> Vec<Code> {
    blocks(bytes).1
}

/// The file with a number of its first stream's beginning changed.
fn with_word(at: usize, bytes: &[u8]) -> Vec<u8> {
    let fib = memchr::memmem::find(NOTICE, &[0xEC, 0xA5]).unwrap();
    let mut changed = NOTICE.to_vec();
    changed[fib + at..fib + at + bytes.len()].copy_from_slice(bytes);
    changed
}

/// The file with the name of a stream, of the same length, changed.
fn renamed(from: &str, to: &str) -> Vec<u8> {
    let wide = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let at = memchr::memmem::find(NOTICE, &wide(from)).unwrap();
    let mut changed = NOTICE.to_vec();
    changed[at..at + wide(to).len()].copy_from_slice(&wide(to));
    changed
}

#[test]
fn a_notice_reads_as_its_page_shows_it() {
    let (blocks, codes) = blocks(NOTICE);
    use BlockKind::{Box, Footnote, Heading, Item, Margin, Paragraph, Row};
    let row = Row { table: 0 };
    let expected = [
        (Paragraph, "澜州市人民政府关于推进绿洲工程的通知"),
        (Paragraph, "澜政发〔2025〕8号"),
        (Paragraph, "各区人民政府，市政府各部门："),
        (Paragraph, "为推进绿洲工程，现通知如下。力争两年见效。"),
        (Item(1), "一、总体要求"),
        (Item(2), "（一）工作目标。到2026年，复绿面积达到120公顷。"),
        (Item(3), "1.完成调查。"),
        (Item(4), "①第一批三个区。"),
        (Item(4), "②第二批两个县。"),
        (Item(3), "2. 2025年底前完成设计。"),
        (Item(2), "（二）基本原则。"),
        (Item(3), "1.先易后难。"),
        (Item(1), "二、重点任务"),
        (Item(2), "（一）改良土壤。"),
        (Paragraph, "有关指标见下表。"),
        (Item(1), "三、保障措施"),
        (row, "序号\t任务\t\t单位"),
        (row, "1\t土壤\t取样 化验\t市农业局"),
        (row, "2\t\t改良\t市林业局"),
        (Item(1), "3 总则"),
        (Item(2), "3.1 目的"),
        (Item(2), "3.2 依据"),
        (Item(1), "● 公开"),
        (Heading(1), "附则"),
        (Paragraph, "第一行\n第二行\t右链接"),
        (Box, "框内文字"),
        (Paragraph, "澜州市人民政府"),
        (Paragraph, "2025年3月14日"),
        (Footnote, "绿洲工程指市域内荒地的复绿。"),
        (Footnote, "以验收为准。"),
        (Margin, "澜州市政务公报"),
    ];
    let expected = expected.map(|(kind, words)| (kind, words.to_owned()));
    assert_eq!(blocks, expected);
    assert_eq!(codes, [Code::TrackedChanges, Code::HiddenText]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let flags = 0x0A;
    let encrypted = with_word(flags + 1, &[0x13]);
    assert_eq!(codes(&encrypted), [Code::EncryptedFile]);
    assert_eq!(codes(&with_word(2, &[0x68, 0])), [Code::UnsupportedFormat]);
    assert_eq!(codes(&with_word(0, &[0, 0])), [Code::DamagedFile]);
    assert_eq!(codes(&renamed("WordDocument", "Workbook\0\0\0\0")), [Code::UnsupportedFormat]);
    assert_eq!(codes(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), [Code::DamagedFile]);
}

#[test]
fn a_limit_is_kept_and_told() {
    let mut draft = Draft::default();
    let limits = Limits { chars: 100, ..Limits::default() };
    read(&limits, NOTICE, &mut draft);
    let (layer, diagnostics) = draft.finish();
    assert!(layer.len() < 200 && layer.text().starts_with("澜州市人民政府"));
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == Code::LimitReached));
}

#[test]
fn without_its_tables_the_text_is_still_read() {
    let (blocks, codes) = blocks(&renamed("1Table", "9Table"));
    assert_eq!(blocks[1].1, "澜政发〔2025〕8号");
    assert!(codes.contains(&Code::DamagedFile));
}

/// A container whose directory names one long stream in each of its entries, many times the file.
#[test]
fn a_directory_that_repeats_itself_costs_no_memory() {
    let sectors: u16 = 4000;
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(&NOTICE[..8]);
    bytes[30] = 9;
    bytes[48..52].copy_from_slice(&0_u32.to_le_bytes());
    bytes[57..59].copy_from_slice(&[0x10, 0]);
    bytes[60..76].fill(0xFF);
    bytes[76..512].fill(0xFF);
    let mut entry = [0; 128];
    for (place, unit) in "WordDocument".encode_utf16().enumerate() {
        entry[place * 2..place * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = 26;
    entry[66] = 2;
    entry[120..124].fill(0x7F);
    for number in 0..sectors * 4 {
        entry[22..24].copy_from_slice(&(0x4E00 + number).to_le_bytes());
        bytes.extend(entry);
    }
    let begun = super::salvage::Salvage::open(&bytes).unwrap();
    assert_eq!(begun.streams.len(), usize::from(sectors) * 4);
    assert_eq!(begun.read(&begun.streams[0]).len(), bytes.len() - 512);
    assert_eq!(codes(&bytes), [Code::UnsupportedFormat]);
}

#[test]
fn damaged_files_give_text_or_a_diagnostic_and_no_rubbish() {
    let mut state = 7u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let usual = |c: char| {
        matches!(c, '\t' | '\n' | ' '..='~' | '\u{A0}'..='\u{FF}' | '\u{2000}'..='\u{303F}'
            | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
    };
    let check = |bytes: &[u8]| {
        let (blocks, codes) = blocks(bytes);
        assert!(!blocks.is_empty() || !codes.is_empty());
        let text: String = blocks.into_iter().map(|(_, words)| words).collect();
        let odd = text.chars().filter(|c| !usual(*c)).count();
        assert!(odd * 4 <= text.chars().count(), "{text:?}");
    };
    for end in (0..NOTICE.len()).step_by(509) {
        check(&NOTICE[..end]);
    }
    for _ in 0..300 {
        let mut bytes = NOTICE.to_vec();
        for _ in 0..1 + random() % 24 {
            let at = random() as usize % bytes.len();
            bytes[at] = (random() & 0xFF).to_le_bytes()[0];
        }
        check(&bytes);
    }
    for len in [0, 1, 511, 512, 513, 4096] {
        let mut bytes = NOTICE[..len.min(8)].to_vec();
        bytes.extend((0..len).map(|_| (random() & 0xFF).to_le_bytes()[0]));
        check(&bytes);
    }
}
