//! The style sheet: what a paragraph has before its own modifiers.

use super::bytes::{part_left, u16_at};
use super::props::{CharProps, ParaProps};

/// Styles of a file, by their number.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles<'a> {
    styles: Vec<Option<Style<'a>>>,
    /// What each style comes to.
    known: Vec<(ParaProps, CharProps, Option<u8>, bool)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Style<'a> {
    /// The number of a built-in style; 1 to 9 are headings.
    builtin: u16,
    /// The style that this one changes.
    base: u16,
    paragraph: &'a [u8],
    chars: &'a [u8],
}

/// Styles that change one another, from the first to the last.
const CHAIN: usize = 32;
/// Built-in styles of tables of contents: of their lines, of tables of figures, of their titles.
const CONTENTS: [u16; 11] = [19, 20, 21, 22, 23, 24, 25, 26, 27, 35, 266];
/// The number of a base where there is none.
const NO_BASE: u16 = 0x0FFF;

impl<'a> Styles<'a> {
    /// Reads the sheet.
    pub(super) fn read(sheet: &'a [u8]) -> Self {
        let header = usize::from(u16_at(sheet, 0).unwrap_or_default());
        let count = u16_at(sheet, 2).unwrap_or_default();
        let base_size = usize::from(u16_at(sheet, 4).unwrap_or_default());
        let mut at = 2 + header;
        let mut styles = Vec::new();
        for _ in 0..count {
            let Some(size) = u16_at(sheet, at).map(usize::from) else { break };
            styles.push(style(part_left(sheet, at + 2, size), base_size));
            at += 2 + size + size % 2;
        }
        let mut sheet = Self { styles, known: Vec::new() };
        let count = u16::try_from(sheet.styles.len()).unwrap_or(u16::MAX);
        let known = |style| {
            let (paragraph, chars) = (sheet.work_out(style), sheet.work_out_chars(style));
            (paragraph, chars, sheet.find_heading(style), sheet.find_contents(style))
        };
        sheet.known = (0..count.min(NO_BASE)).map(known).collect();
        sheet
    }

    /// What a paragraph of that style has.
    pub(super) fn paragraph(&self, number: u16) -> ParaProps {
        let known = self.known.get(usize::from(number));
        known.map_or_else(|| ParaProps::new(number), |known| known.0.clone())
    }

    /// What the characters of a style have, whether it is one of paragraphs or of characters.
    pub(super) fn chars(&self, number: u16) -> CharProps {
        self.known.get(usize::from(number)).map(|known| known.1).unwrap_or_default()
    }

    /// The level of a heading, from 1, where the style is one or changes one.
    pub(super) fn heading(&self, number: u16) -> Option<u8> {
        self.known.get(usize::from(number))?.2
    }

    fn work_out(&self, number: u16) -> ParaProps {
        let mut props = ParaProps::new(number);
        for style in self.chain(number) {
            props.apply(style.paragraph, &[]);
        }
        props
    }

    fn work_out_chars(&self, number: u16) -> CharProps {
        let mut props = CharProps::default();
        for style in self.chain(number) {
            props.apply(style.chars, |_| None);
        }
        props
    }

    /// True for the style of a line of a table of contents.
    pub(super) fn is_contents(&self, number: u16) -> bool {
        self.known.get(usize::from(number)).is_some_and(|known| known.3)
    }

    fn find_contents(&self, number: u16) -> bool {
        self.chain(number).iter().any(|style| CONTENTS.contains(&style.builtin))
    }

    fn find_heading(&self, number: u16) -> Option<u8> {
        let mut chain = self.chain(number).into_iter().rev();
        let style = chain.find(|style| (1..=9).contains(&style.builtin))?;
        u8::try_from(style.builtin).ok()
    }

    /// A style and those that it changes, the outermost first.
    fn chain(&self, number: u16) -> Vec<&Style<'a>> {
        let mut chain = Vec::new();
        let mut next = number;
        while chain.len() < CHAIN && next != NO_BASE {
            let Some(Some(style)) = self.styles.get(usize::from(next)) else { break };
            chain.push(style);
            next = style.base;
        }
        chain.reverse();
        chain
    }
}

/// Reads one style: numbers, a name, and modifiers of paragraphs, of characters, or both.
fn style(bytes: &[u8], base_size: usize) -> Option<Style<'_>> {
    let builtin = u16_at(bytes, 0)? & 0x0FFF;
    let kind_and_base = u16_at(bytes, 2)?;
    let name = usize::from(u16_at(bytes, base_size)?);
    // The name has a length before it and a zero behind it.
    let mut at = base_size + 2 + name * 2 + 2;
    let mut next = || {
        at += at % 2;
        let size = usize::from(u16_at(bytes, at)?);
        let found = part_left(bytes, at + 2, size);
        at += 2 + size;
        Some(found)
    };
    let (paragraph, chars) = match kind_and_base & 0x000F {
        // The number of the style stands before the modifiers of a paragraph.
        1 => (next().and_then(|found| found.get(2..)), next()),
        2 => (None, next()),
        _ => (None, None),
    };
    Some(Style {
        builtin,
        base: kind_and_base >> 4,
        paragraph: paragraph.unwrap_or_default(),
        chars: chars.unwrap_or_default(),
    })
}
