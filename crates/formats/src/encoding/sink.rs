//! The text of a file while it is decoded, each character with its bytes.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};
use gongwen::span::to_u32;
use std::ops::Range;

/// Places that are remembered of what is counted.
const PLACES: usize = 5;

/// Something that happens more than once: how often, and the first places in the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    pub(crate) count: usize,
    pub(crate) first: Vec<Range<usize>>,
}

impl Places {
    /// Adds a place; one that continues the last is a part of it.
    fn add(&mut self, place: Range<usize>, end: &mut usize) {
        let joins = self.count > 0 && *end == place.start;
        *end = place.end;
        self.count += usize::from(!joins);
        if !joins && self.first.len() < PLACES {
            self.first.push(place);
        } else if let Some(last) = self.first.last_mut().filter(|_| joins && self.count <= PLACES) {
            last.end = place.end;
        }
    }
}

/// A text as it is decoded.
#[derive(Debug)]
pub(super) struct Sink {
    pub(super) text: String,
    /// Start of each code point in the file.
    pub(super) starts: Vec<u32>,
    /// The first byte that belongs to no code point yet.
    pub(super) next: usize,
    pub(super) replaced: Places,
    /// Stretches in the other encoding.
    pub(super) mixed: Places,
    mixed_end: usize,
}

impl Sink {
    /// A text whose first byte stands at `skip`.
    pub(super) fn new(skip: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes + bytes / 2),
            starts: Vec::with_capacity(bytes / 2),
            next: skip,
            replaced: Places::default(),
            mixed: Places::default(),
            mixed_end: 0,
        }
    }

    /// A character of so many bytes.
    pub(super) fn char(&mut self, c: char, bytes: usize) {
        self.text.push(c);
        self.starts.push(to_u32(self.next));
        self.next += bytes;
    }

    /// So many bytes that are no character.
    pub(super) fn malformed(&mut self, bytes: usize) {
        let start = self.text.len();
        self.char('\u{FFFD}', bytes);
        self.replaced.count += 1;
        if self.replaced.first.len() < PLACES {
            self.replaced.first.push(start..self.text.len());
        }
    }

    /// What was written from `start` on is in the other encoding.
    pub(super) fn other(&mut self, start: usize) {
        self.mixed.add(start..self.text.len(), &mut self.mixed_end);
    }

    /// Bytes that are valid in an encoding, with their characters.
    pub(super) fn clean(&mut self, encoding: &'static Encoding, bytes: &[u8], text: &str) {
        if encoding == UTF_8 {
            let shift = self.next;
            self.starts.extend(text.char_indices().map(|(at, _)| to_u32(shift + at)));
        } else {
            self.walk(encoding, bytes);
        }
        self.next += bytes.len();
        if encoding != BIG5 && encoding != UTF_8 && memchr::memchr(0xEE, text.as_bytes()).is_some()
        {
            self.text.extend(text.chars().map(published));
        } else {
            self.text.push_str(text);
        }
    }

    /// Where the characters of valid bytes in GB18030 or Big5 begin.
    fn walk(&mut self, encoding: &'static Encoding, bytes: &[u8]) {
        let shift = self.next;
        let mut at = 0;
        while let Some(lead) = bytes.get(at) {
            self.starts.push(to_u32(shift + at));
            at += match (lead, bytes.get(at + 1)) {
                (..=0x80, _) => 1,
                (_, Some(b'0'..=b'9')) => 4,
                (0x88, Some(0x62 | 0x64 | 0xA3 | 0xA5)) if encoding == BIG5 => {
                    // A letter with a mark that Unicode has as two characters.
                    self.starts.push(to_u32(shift + at + 2));
                    2
                }
                _ => 2,
            };
        }
    }
}

/// True for the encodings that decode line by line.
pub(super) fn is_by_lines(encoding: &'static Encoding) -> bool {
    [UTF_8, GB18030, GBK, BIG5].contains(&encoding)
}

/// The real character where GB 18030 gave one of private use because Unicode had none yet. Of the
/// 24 that the editions of 2005 and 2022 moved, the decoder knows 18; these are the others.
pub(super) fn published(c: char) -> char {
    match c {
        '\u{E816}' => '\u{20087}',
        '\u{E817}' => '\u{20089}',
        '\u{E818}' => '\u{200CC}',
        '\u{E831}' => '\u{215D7}',
        '\u{E83B}' => '\u{2298F}',
        '\u{E855}' => '\u{241FE}',
        c => c,
    }
}
