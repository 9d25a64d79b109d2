//! Files that are broken, or that ask for too much.

use super::{blocks_within, document, p, packed};
use crate::Limits;
use gongwen::diagnostic::Code;

fn limits() -> Limits {
    Limits { unpacked: 1 << 20, depth: 64, chars: 10_000, ..Limits::default() }
}

fn codes(bytes: &[u8]) -> Vec<Code> {
    blocks_within(&limits(), bytes).1
}

#[test]
fn what_is_there_is_read_where_a_file_breaks_off() {
    let body: String =
        (0..500).map(|number| p("", &format!("第{number}条 {}", number * 7919))).collect();
    let bytes = document(&body, &[]);
    let (blocks, notes) = blocks_within(&limits(), &bytes[..bytes.len() * 2 / 3]);
    assert!(blocks.len() > 100 && blocks[0].1 == "第0条 0", "{}", blocks.len());
    assert!(notes.contains(&Code::DamagedFile));
    let main = format!("<w:document {}><w:body>{}<w:p><w:r></w:p>", super::MAIN, p("", "甲"));
    let (blocks, notes) = blocks_within(&limits(), &packed(&[("word/document.xml", &main)]));
    assert_eq!((&*blocks[0].1, &*notes), ("甲", &[Code::DamagedFile][..]));
}

#[test]
fn what_is_no_document_is_told() {
    assert_eq!(codes(b"PK\x03\x04"), [Code::DamagedFile]);
    assert_eq!(codes(&packed(&[("a", "b")])), [Code::DamagedFile]);
    assert_eq!(codes(&packed(&[("word/document.xml", "no markup")])), [Code::EmptyFile]);
    let picture = packed(&[("word/document.xml", "<a/>"), ("word/media/a.png", "x")]);
    assert_eq!(codes(&picture), [Code::NoTextLayer]);
    let mut locked = document(&p("", "甲"), &[]);
    let places: Vec<usize> = memchr::memmem::find_iter(&locked, b"PK").collect();
    locked[places[0] + 6] |= 1;
    locked[places[1] + 8] |= 1;
    assert_eq!(codes(&locked), [Code::EncryptedFile]);
    let foreign = document(&(p("", "甲") + "<w:altChunk r:id='x'/>"), &[]);
    assert_eq!(codes(&foreign), [Code::UnsupportedFormat]);
}

#[test]
fn bombs_end_at_the_limits() {
    let blank = " ".repeat(3 << 20);
    let packed_bomb = document(&(p("", "甲") + &blank), &[]);
    let deep = "<w:sdt>".repeat(5000) + &p("", "乙");
    let entities = format!(
        "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>]>\
         <w:document {}><w:body>{}</w:body></w:document>",
        super::MAIN,
        p("", "&b;&b;")
    );
    let long = document(&p("", &"长".repeat(20_000)), &[]);
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let below =
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>".to_owned() + &cell("x") + "</w:tr>";
    let repeated = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r>\
         </w:p></w:tc>{}</w:tr>{}</w:tbl>",
        "重".repeat(5000),
        cell("y"),
        below.repeat(2000)
    );
    let cases = [
        (packed_bomb, Some(Code::LimitReached)),
        (document(&deep, &[]), Some(Code::DamagedFile)),
        (packed(&[("word/document.xml", &entities)]), None),
        (long, Some(Code::LimitReached)),
        (document(&repeated, &[]), Some(Code::LimitReached)),
    ];
    for (index, (bytes, code)) in cases.iter().enumerate() {
        let (blocks, notes) = blocks_within(&limits(), bytes);
        let chars: usize = blocks.iter().map(|(_, words)| words.chars().count()).sum();
        assert!(chars <= 10_001, "{index}: {chars}");
        assert!(code.is_none_or(|code| notes.contains(&code)), "{index}: {notes:?}");
    }
    let nested =
        "<w:tbl><w:tr><w:tc>".repeat(3000) + &p("", "甲") + &"</w:tc></w:tr></w:tbl>".repeat(3000);
    let (blocks, notes) = blocks_within(&limits(), &document(&(nested + &p("", "后")), &[]));
    assert_eq!((&*blocks[0].1, &*notes), ("后", &[Code::LimitReached][..]));
}

#[test]
fn no_bytes_make_it_panic() {
    let lists = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>\
        <w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'>\
        <w:abstractNumId w:val='0'/></w:num>";
    let numbered = "<w:numPr><w:numId w:val='1'/></w:numPr>";
    let body =
        p(numbered, "甲") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" + &p(numbered, "乙");
    let bytes = document(&body, &[("numbering", lists)]);
    let mut state = 1_u32;
    let mut told = 0;
    for cut in (0..bytes.len()).step_by(3) {
        told += usize::from(!codes(&bytes[..cut]).is_empty());
        let mut flipped = bytes.clone();
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        flipped[cut] ^= (state >> 24) as u8;
        codes(&flipped);
    }
    assert_eq!(told, bytes.len().div_ceil(3));
    // The markup itself, broken at every place, in a container that is whole.
    let main = format!("<w:document {}><w:body>{body}</w:body></w:document>", super::MAIN);
    for (cut, _) in main.char_indices().step_by(5) {
        let broken = format!("{}<{}", &main[..cut], &main[cut..]);
        codes(&packed(&[("word/document.xml", &broken)]));
        codes(&packed(&[("word/document.xml", &main[..cut])]));
    }
}

#[test]
fn what_the_usual_limits_allow_fits_the_stack_of_a_thread() {
    let levels = 83;
    let nested = "<w:tbl><w:tr><w:tc>".repeat(levels)
        + &p("", "甲")
        + &"</w:tc></w:tr></w:tbl>".repeat(levels);
    let (blocks, notes) = blocks_within(&Limits::default(), &document(&nested, &[]));
    assert_eq!((&*blocks[0].1, &*notes), ("甲", &[][..]));
    let boxes = "<w:p><w:r><w:txbxContent>".repeat(levels)
        + &p("", "乙")
        + &"</w:txbxContent></w:r></w:p>".repeat(levels);
    let (blocks, notes) = blocks_within(&Limits::default(), &document(&boxes, &[]));
    assert_eq!((&*blocks[0].1, &*notes), ("乙", &[][..]));
}
