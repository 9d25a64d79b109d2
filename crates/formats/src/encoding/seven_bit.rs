//! Chinese in bytes below 128, as old mail sent it: HZ (RFC 1843) and ISO-2022-CN (RFC 1922) are decoded; UTF-7,
//! quoted-printable and base64 are recognised, so that somebody can be told what to do.

use super::sink::Sink;
use crate::transfer::{base64, code};
use encoding_rs::GBK;

/// What shifts between ASCII and pairs of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// `~{` and `~}`.
    Hz,
    /// An escape names the set of characters, SO and SI shift.
    Iso2022,
}

impl Shift {
    /// The name of the encoding.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Hz => "HZ-GB-2312",
            Self::Iso2022 => "ISO-2022-CN",
        }
    }
}

/// The escape that names GB 2312, and the shifts into it and out of it.
const GB2312: &[u8] = b"\x1B$)A";
const OUT: u8 = 0x0E;
const IN: u8 = 0x0F;

/// Pairs that are looked at before text with `~{` is HZ.
const SAMPLE: usize = 200;

/// The encoding of bytes that shift between ASCII and Chinese.
pub(super) fn detect(bytes: &[u8]) -> Option<Shift> {
    if !bytes.is_ascii() {
        return None;
    }
    if memchr::memmem::find(bytes, GB2312).is_some() && bytes.contains(&OUT) {
        return Some(Shift::Iso2022);
    }
    let start = memchr::memmem::find(bytes, b"~{")? + 2;
    let end = start + memchr::memmem::find(&bytes[start..], b"~}")?;
    let pairs = bytes[start..end].chunks(2).take(SAMPLE);
    (end > start && pairs.into_iter().all(|two| pair(two).is_some())).then_some(Shift::Hz)
}

/// The character of a pair of GB 2312.
fn pair(two: &[u8]) -> Option<char> {
    let [first @ 0x21..=0x7E, second @ 0x21..=0x7E] = *two else { return None };
    let high = [first | 0x80, second | 0x80];
    let (text, is_broken) = GBK.decode_without_bom_handling(&high);
    let mut chars = text.chars();
    chars.next().filter(|_| !is_broken && chars.next().is_none())
}

/// Decodes a text. Shifts belong to the character behind them, as bytes that it takes.
pub(super) fn decode(shift: Shift, bytes: &[u8], sink: &mut Sink) {
    let mut is_shifted = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at..];
        if let Some((len, shifted)) = control(shift, rest) {
            is_shifted = shifted.unwrap_or(is_shifted);
            at += len;
            sink.next += len;
            continue;
        }
        let two = rest.get(..2).filter(|_| is_shifted && *byte > b' ');
        match two.map(pair) {
            Some(Some(c)) => sink.char(c, 2),
            Some(None) => sink.malformed(1),
            None if shift == Shift::Hz && !is_shifted && rest.starts_with(b"~~") => {
                sink.char('~', 2)
            }
            None => sink.char(char::from(*byte), 1),
        }
        at = sink.next;
        // The end of a line ends the Chinese.
        is_shifted &= *byte != b'\n';
    }
}

/// The length of a control at the beginning, and whether Chinese follows, where it says so.
fn control(shift: Shift, rest: &[u8]) -> Option<(usize, Option<bool>)> {
    match (shift, rest) {
        (Shift::Hz, [b'~', b'{', ..]) => Some((2, Some(true))),
        (Shift::Hz, [b'~', b'}', ..]) => Some((2, Some(false))),
        (Shift::Hz, [b'~', b'\n', ..]) => Some((2, None)),
        (Shift::Hz, [b'~', b'\r', b'\n', ..]) => Some((3, None)),
        (Shift::Iso2022, [0x1B, b'$', b')' | b'*' | b'+', _, ..]) => Some((4, None)),
        (Shift::Iso2022, [OUT, ..]) => Some((1, Some(true))),
        (Shift::Iso2022, [IN, ..]) => Some((1, Some(false))),
        _ => None,
    }
}

/// Bytes of the beginning that show how a text is wrapped.
const HEAD: usize = 16 << 10;

/// The encoding that a text was sent in and is not read from, and what undoes it.
pub(super) fn wrapping(text: &str) -> Option<(&'static str, &'static str)> {
    let head = text.as_bytes().get(..HEAD).unwrap_or(text.as_bytes());
    match () {
        () if !head.is_ascii() => None,
        () if is_utf7(head) => Some(("UTF-7", "`iconv -f UTF-7 -t UTF-8` does")),
        () if is_quoted(head) => Some(("quoted-printable", "`qprint -d` or a mail program does")),
        () if is_base64(head) => Some(("base64", "`base64 -d` does")),
        () => None,
    }
}

/// A fifth of the bytes are codes of bytes that ASCII has not.
fn is_quoted(head: &[u8]) -> bool {
    let codes = memchr::memchr_iter(b'=', head).filter_map(|at| code(&head[at + 1..]));
    let codes = codes.filter(|byte| *byte >= 0x80).count();
    codes >= 10 && codes * 15 > head.len()
}

/// Lines of digits and nothing else, which are Chinese.
fn is_base64(head: &[u8]) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n".contains(byte);
    let text = head.trim_ascii();
    if text.len() < 80 || !text.iter().all(is_digit) {
        return false;
    }
    let plain = base64(text);
    let text = String::from_utf8_lossy(&plain);
    is_chinese(&text) || is_chinese(&encoding_rs::GB18030.decode_without_bom_handling(&plain).0)
}

/// Most characters are Chinese, and nearly none is lost.
fn is_chinese(text: &str) -> bool {
    let all = text.chars().filter(|c| !c.is_ascii()).count();
    let is_han = |c: &char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FF5E}');
    let han = text.chars().filter(is_han).count();
    han >= 10 && han * 10 > all * 9 && han * 4 > text.chars().count()
}

/// Between `+` and `-` stand characters of two bytes, most of them Chinese.
fn is_utf7(head: &[u8]) -> bool {
    let mut words = String::new();
    let mut rest = head;
    while let Some(start) = memchr::memchr(b'+', rest) {
        rest = &rest[start + 1..];
        let is_digit = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        let len = rest.iter().take_while(is_digit).count();
        let plain = base64(&rest[..len]);
        words += &encoding_rs::UTF_16BE.decode_without_bom_handling(&plain[..plain.len() & !1]).0;
        rest = &rest[len..];
    }
    is_chinese(&words)
}

#[cfg(test)]
mod tests {
    use super::super::{decode, report};
    use super::{Shift, detect, wrapping};
    use gongwen::diagnostic::Code;
    use gongwen::document::TextLayer;
    use gongwen::span::Span;

    #[test]
    fn shifts_are_decoded_and_every_character_knows_its_bytes() {
        let cases: &[(&[u8], &str, &str)] = &[
            (
                b"No. 3\n\x1B$)A\x0EM(V*\x0F 2025\n\x0EM(V*\n",
                "No. 3\n通知 2025\n通知\n",
                "ISO-2022-CN",
            ),
            (b"No. 3\n~{M(V*~} 2025~~\n~{M(V*~}\n", "No. 3\n通知 2025~\n通知\n", "HZ-GB-2312"),
            (b"~{M(~}~\n~{V*\nab", "通知\nab", "HZ-GB-2312"),
        ];
        for (bytes, text, name) in cases {
            let decoded = decode(bytes, None);
            assert_eq!((&*decoded.text, decoded.name, decoded.replaced), (*text, *name, 0));
            let layer = TextLayer::with_bytes(decoded.text, decoded.map);
            let ends: Vec<u64> = (0..layer.len())
                .map(|at| layer.file_bytes(Span::new(at, at + 1)).unwrap().1)
                .collect();
            assert!(ends.is_sorted() && ends.last() == Some(&(bytes.len() as u64)), "{ends:?}");
        }
    }

    #[test]
    fn another_encoding_that_was_stated_counts() {
        let bytes = b"~{M(V*~}";
        let text = |stated: &str| decode(bytes, crate::encoding_of_name(stated)).text;
        assert_eq!((&*text("hz-gb-2312"), &*text("utf-8")), ("通知", "~{M(V*~}"));
    }

    #[test]
    fn what_only_looks_like_a_shift_is_plain() {
        for bytes in [&b"a ~{b} c"[..], b"~{a~}", b"~{~}", b"\x0E\x0F", "~{通知~}".as_bytes(), b""]
        {
            assert_eq!(detect(bytes), None, "{bytes:?}");
        }
        assert_eq!(detect(b"~{M(V*~}"), Some(Shift::Hz));
    }

    #[test]
    fn a_text_that_is_wrapped_is_told_with_a_way_out() {
        let text = "青禾县水利局关于河道巡查工作的通知，各乡镇要建立巡查台账并按月上报。";
        let quoted: String = text.bytes().map(|byte| format!("={byte:02X}")).collect();
        let utf7 = "Nr. 3 +l1J5vlO/bDRSKVxAUXNOjmyzkFNd4WflXeVPXHaEkBp35Q-";
        let base64 = "6Z2S56a+5Y6/5rC05Yip5bGA5YWz5LqO5rKz6YGT5beh5p+l5bel5L2c55qE6YCa55+l77yM5ZCE5Lmh\n\
            6ZWH6KaB5bu656uL5beh5p+l5Y+w6LSm5bm25oyJ5pyI5LiK5oql44CC\n";
        for (wrapped, name) in [(&*quoted, "quoted-printable"), (utf7, "UTF-7"), (base64, "base64")]
        {
            assert_eq!(wrapping(wrapped).map(|found| found.0), Some(name));
            let [found] = &report(&decode(wrapped.as_bytes(), None))[..] else { panic!("{name}") };
            assert_eq!(found.code, Code::EncodingDoubtful);
            assert!(found.message.contains(name), "{}", found.message);
        }
        for plain in ["a+b-c = d", "ABCDEFGH", text, "", "x=3D1 and y=E9"] {
            assert_eq!(wrapping(plain), None, "{plain}");
        }
    }
}
