//! The file information block: where everything else stands.

use super::bytes::{index, part_left, u16_at, u32_at};

/// The parts of the table stream that are read, by their number in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Styles = 1,
    Sections = 6,
    Headers = 11,
    CharRuns = 12,
    ParagraphRuns = 13,
    Fonts = 15,
    Pieces = 33,
    Shapes = 40,
    BoxText = 56,
    Lists = 73,
    ListOverrides = 74,
}

/// The stories of a file, one behind the other in its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stories {
    pub(super) main: u32,
    pub(super) footnotes: u32,
    pub(super) headers: u32,
    pub(super) macros: u32,
    pub(super) comments: u32,
    pub(super) endnotes: u32,
    pub(super) boxes: u32,
}

/// What the first bytes of the stream `WordDocument` say.
#[derive(Clone, Debug)]
pub(super) struct Fib<'a> {
    /// The version: 0x65 to 0x69 are Word 6 and 95, 0xC1 and more are Word 97 and later.
    pub(super) version: u16,
    /// The language of the program that wrote the file.
    pub(super) language: u16,
    flags: u16,
    /// Lengths of the stories in characters.
    pub(super) stories: Stories,
    /// Positions and lengths in the table stream, eight bytes each.
    places: &'a [u8],
}

/// Where the numbers of a file of Word 97 begin that never move.
const FIRST_STORY: usize = 0x4C;

impl<'a> Fib<'a> {
    /// Reads the block; `None` where these are no bytes of a Word file.
    pub(super) fn read(word: &'a [u8]) -> Option<Self> {
        let mark = u16_at(word, 0)?;
        if !matches!(mark, 0xA5EC | 0xA5DC | 0xA697 | 0xA698 | 0xA699) {
            return None;
        }
        let story = |number: usize| u32_at(word, FIRST_STORY + number * 4).unwrap_or_default();
        // A negative length is no length.
        let story = |number| Some(story(number)).filter(|len| *len <= i32::MAX as u32);
        let stories = Stories {
            main: story(0).unwrap_or_default(),
            footnotes: story(1).unwrap_or_default(),
            headers: story(2).unwrap_or_default(),
            macros: story(3).unwrap_or_default(),
            comments: story(4).unwrap_or_default(),
            endnotes: story(5).unwrap_or_default(),
            boxes: story(6).unwrap_or_default(),
        };
        let count = usize::from(u16_at(word, 0x98).unwrap_or_default());
        Some(Self {
            version: u16_at(word, 2)?,
            language: u16_at(word, 6)?,
            flags: u16_at(word, 0x0A)?,
            stories,
            places: part_left(word, 0x9A, count * 8),
        })
    }

    /// True for Word 95 and before, whose structures are others.
    pub(super) fn is_old(&self) -> bool {
        self.version < 0xC0
    }

    /// True where the text cannot be read without a password.
    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & 0x0100 != 0
    }

    /// The name of the stream with the tables.
    pub(super) fn table_name(&self) -> &'static str {
        if self.flags & 0x0200 != 0 { "1Table" } else { "0Table" }
    }

    /// True where the file was written by an East Asian version of Word.
    pub(super) fn is_east_asian(&self) -> bool {
        self.flags & 0x4000 != 0 || matches!(self.language & 0x03FF, 0x04 | 0x11 | 0x12)
    }

    /// The bytes of a part; empty where the file does not have it.
    pub(super) fn part<'t>(&self, part: Part, table: &'t [u8]) -> &'t [u8] {
        let (start, len) = self.place(part);
        part_left(table, index(start), index(len))
    }

    /// The bytes from where a part begins to the end of the table stream: some parts are followed
    /// by more than their length counts.
    pub(super) fn part_and_rest<'t>(&self, part: Part, table: &'t [u8]) -> (&'t [u8], usize) {
        let (start, len) = self.place(part);
        let len = if len == 0 { 0 } else { usize::MAX };
        (part_left(table, index(start), len), index(self.place(part).1))
    }

    fn place(&self, part: Part) -> (u32, u32) {
        let at = part as usize * 8;
        let start = u32_at(self.places, at).unwrap_or_default();
        (start, u32_at(self.places, at + 4).unwrap_or_default())
    }
}
