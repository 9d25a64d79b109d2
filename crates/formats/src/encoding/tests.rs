//! What decoding promises.

use super::{Decoded, decode, report};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use gongwen::diagnostic::Code;

const TEXT: &str =
    "区人民政府办公室关于印发《方案》的通知\r\n一、工作目标\n(责任单位:区发改局、区财政局)";

fn utf16(bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    TEXT.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_encoding_is_found_and_every_character_knows_its_bytes() {
    let cases = [
        (TEXT.as_bytes().to_vec(), "UTF-8"),
        ([&[0xEF, 0xBB, 0xBF], TEXT.as_bytes()].concat(), "UTF-8"),
        (GB18030.encode(TEXT).0.into_owned(), "gb18030"),
        (utf16(u16::to_le_bytes), "UTF-16LE"),
        ([&[0xFE, 0xFF], &utf16(u16::to_be_bytes)[..]].concat(), "UTF-16BE"),
    ];
    for (bytes, name) in cases {
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.text, TEXT, "{name}");
        assert_eq!(decoded.encoding.name(), name);
        assert_eq!(decoded.replaced, 0);
        let layer = gongwen::document::TextLayer::with_bytes(decoded.text, decoded.map);
        for index in 0..layer.len() {
            let span = gongwen::span::Span::new(index, index + 1);
            let (from, to) = layer.file_bytes(span).unwrap();
            let slice = &bytes[from as usize..to as usize];
            assert_eq!(decoded.encoding.decode_without_bom_handling(slice).0, layer.words(span));
        }
    }
}

#[test]
fn traditional_text_is_big5() {
    let text = "臺北市政府辦公廳關於印發工作方案的通知。一、工作目標，各區公所辦理。";
    let decoded = decode(&BIG5.encode(text).0, None);
    assert_eq!((decoded.encoding, &*decoded.text), (BIG5, text));
}

#[test]
fn what_follows_broken_bytes_knows_its_place() {
    let cases: &[(&[u8], &Encoding, &[u32])] = &[
        (b"\xE4\xE5\xBB\xBA8", UTF_8, &[0, 1, 4, 5]),
        (b"\x818\xB9", GB18030, &[0, 1, 2, 3]),
        (b"\x818\x80\xB5\xDAa", GB18030, &[0, 1, 2, 3, 5, 6]),
        (b"\xB5\xDA\xFF1", GB18030, &[0, 2, 3, 4]),
        (b"\xA4\xA4\x81", BIG5, &[0, 2, 3]),
    ];
    for (bytes, encoding, starts) in cases {
        let decoded = decode(bytes, Some(encoding));
        assert_eq!(decoded.map, super::ByteMap::Table(starts.to_vec()), "{}", decoded.text);
    }
}

#[test]
fn broken_bytes_are_counted_and_the_rest_is_read() {
    let mut bytes = GB18030.encode(TEXT).0.into_owned();
    bytes.splice(10..10, [0xFF]);
    let decoded = decode(&bytes, None);
    assert_eq!(decoded.encoding, GB18030);
    assert!(decoded.replaced >= 1 && decoded.text.contains("工作目标"));
    for odd in [&b"\xD8\x00a"[..], b"\x81", b""] {
        for encoding in [UTF_16LE, UTF_16BE, GB18030, BIG5] {
            decode(odd, Some(encoding));
        }
    }
}

fn codes(decoded: &Decoded) -> Vec<Code> {
    report(decoded).iter().map(|finding| finding.code).collect()
}

#[test]
fn both_editions_of_gb18030_give_the_real_character() {
    // Two bytes, four bytes of the older edition, the character.
    let table: &[(&[u8], &[u8], char)] = &[
        (b"\xA6\xD9", b"\x84\x31\x82\x36", '\u{FE10}'),
        (b"\xA6\xDA", b"\x84\x31\x82\x38", '\u{FE12}'),
        (b"\xA6\xDB", b"\x84\x31\x82\x37", '\u{FE11}'),
        (b"\xA6\xDC", b"\x84\x31\x82\x39", '\u{FE13}'),
        (b"\xA6\xDD", b"\x84\x31\x83\x30", '\u{FE14}'),
        (b"\xA6\xDE", b"\x84\x31\x83\x31", '\u{FE15}'),
        (b"\xA6\xDF", b"\x84\x31\x83\x32", '\u{FE16}'),
        (b"\xA6\xEC", b"\x84\x31\x83\x33", '\u{FE17}'),
        (b"\xA6\xED", b"\x84\x31\x83\x34", '\u{FE18}'),
        (b"\xA6\xF3", b"\x84\x31\x83\x35", '\u{FE19}'),
        (b"\xFE\x59", b"\x82\x35\x90\x37", '\u{9FB4}'),
        (b"\xFE\x61", b"\x82\x35\x90\x38", '\u{9FB5}'),
        (b"\xFE\x66", b"\x82\x35\x90\x39", '\u{9FB6}'),
        (b"\xFE\x67", b"\x82\x35\x91\x30", '\u{9FB7}'),
        (b"\xFE\x6D", b"\x82\x35\x91\x31", '\u{9FB8}'),
        (b"\xFE\x7E", b"\x82\x35\x91\x32", '\u{9FB9}'),
        (b"\xFE\x90", b"\x82\x35\x91\x33", '\u{9FBA}'),
        (b"\xFE\xA0", b"\x82\x35\x91\x34", '\u{9FBB}'),
        (b"\xFE\x51", b"\x95\x32\x90\x31", '\u{20087}'),
        (b"\xFE\x52", b"\x95\x32\x90\x33", '\u{20089}'),
        (b"\xFE\x53", b"\x95\x32\x97\x30", '\u{200CC}'),
        (b"\xFE\x6C", b"\x95\x36\xB9\x37", '\u{215D7}'),
        (b"\xFE\x76", b"\x96\x30\xBA\x35", '\u{2298F}'),
        (b"\xFE\x91", b"\x96\x35\xB6\x30", '\u{241FE}'),
    ];
    for (two, four, c) in table {
        for bytes in [two, four] {
            let file = [b"\xC7\xF8", *bytes, b"\xBE\xD6\n"].concat();
            let decoded = decode(&file, Some(GB18030));
            assert_eq!(decoded.text, format!("区{c}局\n"), "{bytes:X?}");
            let end = 2 + bytes.len() as u32;
            assert_eq!(decoded.map, super::ByteMap::Table(vec![0, 2, end, end + 2, end + 3]));
        }
    }
    // What nobody published stays.
    assert_eq!(decode(b"\xC7\xF8\xAA\xA1", Some(GB18030)).text, "区\u{E000}");
}

#[test]
fn a_few_characters_are_enough() {
    for text in ["通知", "公告", "决定", "意见", "关于", "函告", "广东省", "甲市人民"]
    {
        let cases = [
            (text.as_bytes().to_vec(), "UTF-8"),
            (GB18030.encode(text).0.into_owned(), "gb18030"),
            (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), "UTF-16LE"),
            (text.encode_utf16().flat_map(u16::to_be_bytes).collect(), "UTF-16BE"),
        ];
        for (bytes, name) in cases {
            let decoded = decode(&bytes, None);
            assert_eq!((&*decoded.text, decoded.name), (text, name));
        }
    }
    for text in ["通知", "公告", "決定", "關於"] {
        let decoded = decode(&BIG5.encode(text).0, None);
        assert_eq!((&*decoded.text, decoded.name), (text, "Big5"));
    }
    // Latin words and a bare space of pages are no Chinese in two bytes.
    for text in ["café", "\t\u{A0}\r\n", "·", "a"] {
        assert_eq!(decode(text.as_bytes(), None).text, text);
    }
    assert_eq!(decode(b"Bush hid the facts", None).name, "UTF-8");
}

#[test]
fn hong_kong_characters_and_letters_of_two_code_points() {
    let (text, _, _) = BIG5.decode(b"\x88\x62\xA4\xA4\x87\x40");
    let decoded = decode(b"\x88\x62\xA4\xA4\x87\x40", Some(BIG5));
    assert_eq!(decoded.text, text);
    assert_eq!(decoded.map, super::ByteMap::Table(vec![0, 2, 2, 4, 6]));
}

#[test]
fn a_lost_byte_costs_the_characters_beside_it_only() {
    let text = TEXT.repeat(20);
    for at in 100..160 {
        let mut bytes = GB18030.encode(&text).0.into_owned();
        bytes.remove(at);
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.encoding, GB18030);
        let (got, all) = (decoded.text.chars().count(), text.chars().count());
        let pairs = || decoded.text.chars().zip(text.chars());
        let before = pairs().take_while(|(a, b)| a == b).count();
        let behind = decoded.text.chars().rev().zip(text.chars().rev());
        let behind = behind.take_while(|(a, b)| a == b).count();
        assert!(
            before + behind + 4 >= all && got <= all + 1,
            "byte {at}: {before}, {behind} of {all}"
        );
    }
    for read in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let mut bytes: Vec<u8> = text.encode_utf16().flat_map(read).collect();
        bytes.remove(301);
        let decoded = decode(&bytes, None);
        assert_eq!((decoded.replaced, decoded.text.chars().count()), (1, text.chars().count()));
        let tail = text.char_indices().nth(160).unwrap().0;
        assert!(decoded.text.ends_with(&text[tail..]));
    }
}

#[test]
fn a_stretch_in_another_encoding_is_read_in_its_own() {
    let line = "二、严格落实工作责任，加强组织领导。\n";
    let gb = GB18030.encode(line).0;
    let text = TEXT.as_bytes();
    let cases: [(Vec<u8>, &str); 3] = [
        ([text, b"\n", &gb, text].concat(), "UTF-8"),
        (
            [&GB18030.encode(&TEXT.repeat(4)).0, &b"\n"[..], line.as_bytes(), &gb].concat(),
            "gb18030",
        ),
        // Within one line.
        ([text, &gb[..gb.len() - 1], text].concat(), "UTF-8"),
    ];
    for (bytes, name) in cases {
        let decoded = decode(&bytes, None);
        assert_eq!((decoded.name, decoded.replaced), (name, 0), "{}", decoded.text);
        assert!(decoded.text.contains(line.trim_end()), "{}", decoded.text);
        assert_eq!(codes(&decoded), [Code::MixedEncodings]);
        let layer = gongwen::document::TextLayer::with_bytes(decoded.text, decoded.map);
        let whole = gongwen::span::Span::new(0, layer.len());
        assert_eq!(layer.file_bytes(whole), Some((0, bytes.len() as u64)));
    }
    let pure = GB18030.encode(&TEXT.repeat(4)).0.into_owned();
    assert_eq!(codes(&decode(&pure, None)), []);
}

#[test]
fn utf_16_and_32_with_all_that_may_be_wrong() {
    let utf32: Vec<u8> = "\u{FEFF}区𠀀".chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    let decoded = decode(&utf32, None);
    assert_eq!((&*decoded.text, decoded.name, decoded.basis), ("区𠀀", "UTF-32LE", "bom"));
    assert_eq!(decoded.map, super::ByteMap::Table(vec![4, 8, 12]));
    let odd = decode(b"\xFF\xFE\x00\xD8\x2D\x4E\x01", None);
    assert_eq!((&*odd.text, odd.replaced), ("\u{FFFD}中\u{FFFD}", 2));
    assert_eq!(odd.map, super::ByteMap::Table(vec![2, 4, 6, 7]));
    let pair = decode(b"\xFE\xFF\xD8\x40\xDC\x00\x4E\x2D", None);
    assert_eq!(pair.map, super::ByteMap::Table(vec![2, 6, 8]));
    // A mark between joined files stays a character; a lone NUL makes no UTF-16.
    let joined = decode("区政府\n\u{FEFF}县政府\0公开的信息\n".as_bytes(), None);
    assert_eq!(joined.text, "区政府\n\u{FEFF}县政府\0公开的信息\n");
}

#[test]
fn what_is_wrong_is_told() {
    let twice = GB18030.decode(TEXT.as_bytes()).0.replace('\u{FFFD}', "?");
    let latin = encoding_rs::WINDOWS_1252.decode(TEXT.as_bytes()).0.into_owned();
    let latin_gb = encoding_rs::WINDOWS_1252.decode(&GB18030.encode(TEXT).0).0.into_owned();
    for text in [twice, latin, latin_gb] {
        let decoded = decode(text.as_bytes(), None);
        assert_eq!((&decoded.text, codes(&decoded)), (&text, vec![Code::Mojibake]));
    }
    let traditional = "臺北市政府辦公廳關於印發工作方案的通知，各區公所辦理。".repeat(3);
    for fine in [
        TEXT,
        &traditional,
        "à la carte, où déjà vu",
        "日本語のテキスト",
        "人名：龚翀、昝昕、逄喆、亓淼",
    ] {
        assert_eq!(codes(&decode(fine.as_bytes(), None)), [], "{fine}");
    }
    for empty in [&b""[..], b" \r\n\t", "\u{FEFF}\u{3000}".as_bytes(), b"\xFF\xFE"] {
        assert_eq!(codes(&decode(empty, None)), [Code::EmptyFile]);
    }
    let binary: Vec<u8> = (0..4000u32).map(|n| ((n * n) >> 3) as u8 & 0x9F).collect();
    assert!(codes(&decode(&binary, None)) == [Code::NotText]);
    let wrong = decode(TEXT.as_bytes(), Some(BIG5));
    assert_eq!((wrong.basis, wrong.encoding), ("stated", BIG5));
    assert!(codes(&wrong).contains(&Code::EncodingDoubtful));
    let broken = decode("一\n二\n".repeat(9).replace('二', "\u{1}").as_bytes(), None);
    assert_eq!(broken.replaced, 0);
}

#[test]
fn broken_places_are_counted_and_named() {
    let mut bytes = "第一行的文字\n".repeat(9).into_bytes();
    for line in [1, 3, 4, 5, 6, 8] {
        bytes[line * 19] = 0xFF;
    }
    let decoded = decode(&bytes, None);
    // The lead is broken and its two bytes are left: one sequence.
    let message = &report(&decoded)[0].message;
    assert!(message.ends_with("the first here; lines 2, 4, 5, 6, 7 and more"), "{message}");
}

#[test]
fn any_bytes_are_read_to_the_end() {
    let mut state = 1u64;
    let mut next = move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 56) as u8
    };
    let encodings = [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE, encoding_rs::SHIFT_JIS];
    for len in 0..160usize {
        let bytes: Vec<u8> = (0..len * 3).map(|_| next()).collect();
        for stated in encodings.map(Some).into_iter().chain([None]) {
            let decoded = decode(&bytes, stated);
            report(&decoded);
            let layer = gongwen::document::TextLayer::with_bytes(decoded.text, decoded.map);
            let place = layer.file_bytes(gongwen::span::Span::new(0, layer.len()));
            assert_eq!(place.map(|place| place.1), Some(bytes.len() as u64), "{stated:?} {len}");
        }
    }
}
