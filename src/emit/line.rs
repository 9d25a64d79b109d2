//! A record as it is written into one line of JSON: straight from the model, in one buffer.
//!
//! Every value of an object or a list leaves a comma behind it, over which the end of the object or
//! the list is written; so no value needs to know whether it is the first.

use std::fmt;
use std::io::{self, Write};

/// So many bytes are gathered before they are handed on.
const ENOUGH: usize = 64 << 10;

/// JSON that is being written.
pub(super) struct Json<'w> {
    buffer: Vec<u8>,
    out: &'w mut dyn Write,
    /// What became of the bytes that were handed on.
    handed: io::Result<()>,
}

impl<'w> Json<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { buffer: Vec::with_capacity(ENOUGH + ENOUGH / 4), out, handed: Ok(()) }
    }

    /// The end of the line.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.buffer.pop();
        self.buffer.push(b'\n');
        self.hand_on();
        self.handed
    }

    pub(super) fn open(&mut self, bracket: u8) {
        if self.buffer.len() >= ENOUGH {
            self.hand_on();
        }
        self.buffer.push(bracket);
    }

    pub(super) fn close(&mut self, bracket: u8) {
        match self.buffer.last_mut() {
            Some(comma) if *comma == b',' => *comma = bracket,
            _ => self.buffer.push(bracket),
        }
        self.buffer.push(b',');
    }

    /// Bytes that are JSON: a key with its colon.
    #[inline]
    pub(super) fn raw(&mut self, json: &str) {
        self.buffer.extend_from_slice(json.as_bytes());
    }

    /// A name of which nothing needs to be escaped.
    #[inline]
    pub(super) fn name(&mut self, name: &str) {
        self.buffer.push(b'"');
        self.raw(name);
        self.raw("\",");
    }

    /// Any words.
    pub(super) fn text(&mut self, text: &str) {
        self.buffer.reserve(text.len() + 3);
        self.buffer.push(b'"');
        let mut rest = text;
        while let Some((plain, sign, behind)) = to_escape(rest) {
            self.raw(plain);
            self.escaped(sign);
            rest = behind;
        }
        self.raw(rest);
        self.raw("\",");
    }

    fn escaped(&mut self, sign: u8) {
        match sign {
            b'"' => self.raw("\\\""),
            b'\\' => self.raw("\\\\"),
            b'\n' => self.raw("\\n"),
            b'\t' => self.raw("\\t"),
            b'\r' => self.raw("\\r"),
            0x08 => self.raw("\\b"),
            0x0C => self.raw("\\f"),
            _ => self.put(format_args!("\\u{sign:04x}")),
        }
    }

    pub(super) fn number(&mut self, number: u64) {
        self.digits(number);
        self.buffer.push(b',');
    }

    /// An id inside the record: a letter and a number.
    pub(super) fn id(&mut self, letter: &'static str, number: u32) {
        self.buffer.push(b'"');
        self.raw(letter);
        self.digits(number.into());
        self.raw("\",");
    }

    /// A value whose digits and signs are JSON as they are.
    pub(super) fn shown(&mut self, value: impl fmt::Display) {
        self.put(format_args!("{value},"));
    }

    /// The same between quotation marks.
    pub(super) fn quoted(&mut self, value: impl fmt::Display) {
        self.put(format_args!("\"{value}\","));
    }

    fn put(&mut self, arguments: fmt::Arguments<'_>) {
        // Memory takes everything.
        let _ = self.buffer.write_fmt(arguments);
    }

    fn digits(&mut self, number: u64) {
        let Ok(mut rest) = u32::try_from(number) else {
            return self.put(format_args!("{number}"));
        };
        let mut digits = [[b'0'; 2]; 5];
        let mut from = 2 * digits.len();
        for pair in digits.iter_mut().rev() {
            *pair = PAIRS[rest as usize % PAIRS.len()];
            from -= 2;
            rest /= PAIRS.len() as u32;
            if rest == 0 {
                break;
            }
        }
        let digits = digits.as_flattened();
        from += usize::from(digits[from] == b'0');
        self.buffer.extend_from_slice(&digits[from..]);
    }

    fn hand_on(&mut self) {
        if self.handed.is_ok() {
            self.handed = self.out.write_all(&self.buffer);
        }
        self.buffer.clear();
    }
}

/// 00, 01, 02 … 99.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut at = 0;
    while at < 100 {
        pairs[at] = [b'0' + at as u8 / 10, b'0' + at as u8 % 10];
        at += 1;
    }
    pairs
};

/// The words before the first sign that JSON escapes, the sign, and what is behind it.
#[inline]
fn to_escape(text: &str) -> Option<(&str, u8, &str)> {
    let bytes = text.as_bytes();
    let mut eights = bytes.chunks_exact(8);
    let plain = eights.by_ref().take_while(|eight| !holds_sign(eight)).count() * 8;
    let rest = bytes.get(plain..)?;
    if rest.len() < 8 && bytes.last_chunk::<8>().is_some_and(|last| !holds_sign(last)) {
        return None;
    }
    let at = plain + rest.iter().position(|byte| is_sign(*byte))?;
    Some((text.get(..at)?, *bytes.get(at)?, text.get(at + 1..)?))
}

fn is_sign(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// True where one of eight bytes is escaped. Each test sets the high bit of a byte that is less than
/// what is taken from it, or that equals what it is combined with.
#[inline]
fn holds_sign(eight: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 0xFF;
    let eight = eight.try_into().map_or(0, u64::from_le_bytes);
    let less = |word: u64, than: u64| word.wrapping_sub(ONES * than) & !word;
    let equal = |byte: u8| less(eight ^ (ONES * u64::from(byte)), 1);
    (less(eight, 0x20) | equal(b'"') | equal(b'\\')) & (ONES * 0x80) != 0
}

#[cfg(test)]
mod tests {
    use super::Json;

    fn written(write: impl FnOnce(&mut Json)) -> String {
        let mut out = Vec::new();
        let mut json = Json::new(&mut out);
        write(&mut json);
        json.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_are_escaped_as_json_demands() {
        let all: String = (0..0x250).filter_map(char::from_u32).collect();
        let words = ["", "公文", "一\"二\"三四五六", "\u{7F}公\u{1F}文文文\\", "\n", &all];
        for text in words {
            let expected = serde_json::to_string(text).unwrap() + "\n";
            assert_eq!(written(|json| json.text(text)), expected);
        }
    }

    #[test]
    fn ends_take_the_place_of_the_last_comma() {
        let json = written(|json| {
            json.open(b'[');
            json.number(0);
            for number in [9, 10, 99, 100, 120_456, u64::MAX] {
                json.number(number);
            }
            json.id("u", 120);
            json.open(b'[');
            json.close(b']');
            json.close(b']');
        });
        assert_eq!(json, "[0,9,10,99,100,120456,18446744073709551615,\"u120\",[]]\n");
    }

    #[test]
    fn a_writer_that_fails_is_told() {
        let mut room = [0; 4];
        let mut full = room.as_mut_slice();
        let mut json = Json::new(&mut full);
        json.text("公文");
        assert!(json.finish().is_err());
    }
}
