//! Paragraphs of a story as they are shown: without deleted and hidden text, with their labels.

use super::fields::{Fields, Results, marks};
use super::label::Counters;
use super::lists::Lists;
use super::pieces::{NOTHING, Text};
use super::plausible;
use super::props::{CharProps, ParaProps};
use super::runs::Runs;
use super::styles::Styles;
use super::symbols::{Font, mapped};
use gongwen::document::BlockKind;
use std::ops::Range;

/// Everything that the text of a file depends on.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) text: Text,
    pub(super) paragraphs: Runs<'a>,
    pub(super) chars: Runs<'a>,
    pub(super) styles: Styles<'a>,
    pub(super) lists: Lists,
    pub(super) fonts: Vec<Font>,
    /// Positions at which sections begin.
    pub(super) sections: Vec<u32>,
    pub(super) data: &'a [u8],
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    /// Its text with its label.
    pub(crate) text: String,
    pub(crate) props: ParaProps,
    /// What it is beside the tables.
    pub(crate) kind: BlockKind,
    /// The character that ends it.
    pub(crate) mark: u16,
    /// The position behind it.
    pub(crate) end: u32,
}

/// What was met on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) deleted: u32,
    pub(crate) inserted: u32,
    pub(crate) hidden: u32,
    /// Characters that no text has.
    pub(crate) odd: u32,
    /// Characters that were left out because of their company.
    pub(crate) rubbish: u32,
    /// Pictures and drawings.
    pub(crate) pictures: u32,
}

/// The mark that ends a cell or a row.
pub(crate) const CELL: u16 = 0x07;
const PARAGRAPH: u16 = 0x0D;
const SECTION: u16 = 0x0C;

impl<'a> File<'a> {
    /// The paragraphs of a stretch of the file's characters.
    pub(super) fn paragraphs(
        &self,
        range: Range<u32>,
        results: Results,
        counters: &mut Counters<'_>,
        seen: &mut Seen,
    ) -> Vec<Paragraph> {
        let range = range.start..range.end.min(self.text.len());
        let marks = marks(&self.text.units, range.clone());
        let mut walk =
            Walk { file: self, fields: Fields::new(results), shown: Vec::new(), run: None, seen };
        let mut paragraphs = Vec::new();
        let mut start = range.start;
        let mut is_listed = false;
        while start < range.end {
            let mark = (start..range.end).find(|cp| self.ends(*cp)).unwrap_or(range.end - 1);
            let props = self.props(mark);
            is_listed |= walk.fields.is_contents();
            for cp in start..=mark {
                match marks.get(&cp) {
                    Some(mark) => walk.field(*mark),
                    None => walk.char(cp, props.style),
                }
            }
            start = mark + 1;
            let unit = self.unit(mark);
            if start < range.end && unit != CELL && !walk.is_shown(mark, props.style) {
                // The mark is deleted, hidden or inside an instruction: the lines are one.
                continue;
            }
            let text = String::from_utf16_lossy(&std::mem::take(&mut walk.shown));
            let text = plausible::kept(text, &mut walk.seen.rubbish);
            is_listed |= walk.fields.is_contents();
            let is_entry = self.styles.is_contents(props.style) || is_listed && ends_in_page(&text);
            is_listed = false;
            let mut paragraph = self.paragraph(&text, props, counters, (unit, start));
            if is_entry && !text.contains('。') {
                paragraph.kind = BlockKind::Contents;
            }
            paragraphs.push(paragraph);
        }
        paragraphs
    }

    fn paragraph(
        &self,
        text: &str,
        mut props: ParaProps,
        counters: &mut Counters<'_>,
        (mark, end): (u16, u32),
    ) -> Paragraph {
        let mut text = text.trim_matches('\n').to_owned();
        let is_row_end = props.row_end || props.inner_row_end;
        let mut kind = BlockKind::Paragraph;
        if props.list > 0 && !is_row_end {
            let level = self.list_level(&mut props);
            if let Some(label) = counters.label(props.list, level, &text) {
                text.insert_str(0, &label);
                kind = BlockKind::Item(level.min(8) + 1);
            }
        }
        let heading = match props.outline {
            Some(level @ 0..=8) => Some(level + 1),
            Some(_) => None,
            None => self.styles.heading(props.style),
        };
        let kind = heading.map_or(kind, BlockKind::Heading);
        Paragraph { text, props, kind, mark, end }
    }

    fn list_level(&self, props: &mut ParaProps) -> u8 {
        let of_style = || self.lists.level_of_style(props.list, props.style);
        props.list_level.or_else(of_style).unwrap_or_default()
    }

    fn unit(&self, cp: u32) -> u16 {
        self.text.units.get(cp as usize).copied().unwrap_or(NOTHING)
    }

    /// True where a paragraph ends. A page break stands inside of one, a section break ends one.
    fn ends(&self, cp: u32) -> bool {
        match self.unit(cp) {
            PARAGRAPH | CELL => true,
            SECTION => self.sections.binary_search(&(cp + 1)).is_ok(),
            _ => false,
        }
    }

    /// The properties of the paragraph that a mark ends.
    fn props(&self, mark: u32) -> ParaProps {
        let run = self.paragraphs.at(self.text.fc(mark)).map(|(_, run)| run);
        let mut props = self.styles.paragraph(run.map_or(0, |run| run.style));
        props.apply(run.map_or(&[], |run| run.grpprl), self.data);
        if let Some((_, piece)) = self.text.piece(mark) {
            props.apply(&piece.grpprl, self.data);
        }
        props
    }
}

/// True for a line of the result of a table of contents; the end of the field can be missing.
fn ends_in_page(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// Run, piece and style of a character.
type Place = (Option<usize>, Option<usize>, u16);

/// The way through a story, character by character.
struct Walk<'f, 'a, 's> {
    file: &'f File<'a>,
    fields: Fields,
    /// The paragraph so far.
    shown: Vec<u16>,
    /// The properties that were worked out last, and for which run, piece and style.
    run: Option<(Place, CharProps)>,
    seen: &'s mut Seen,
}

impl Walk<'_, '_, '_> {
    fn field(&mut self, mark: super::fields::Mark) {
        if let Some(text) = self.fields.pass(mark) {
            self.shown.extend(text.encode_utf16());
        }
    }

    fn is_shown(&mut self, cp: u32, style: u16) -> bool {
        let props = self.props(cp, style);
        self.fields.is_shown() && !props.deleted && !props.hidden
    }

    fn char(&mut self, cp: u32, style: u16) {
        let unit = self.file.unit(cp);
        if !self.fields.is_shown() {
            return self.fields.keep(unit);
        }
        let props = self.props(cp, style);
        let is_text = unit > 0x20;
        if props.deleted {
            self.seen.deleted += u32::from(is_text);
        } else if props.hidden {
            self.seen.hidden += u32::from(is_text);
        } else {
            self.seen.inserted += u32::from(props.inserted);
            self.show(unit, &props);
        }
    }

    fn show(&mut self, unit: u16, props: &CharProps) {
        let font =
            |number: u16| self.file.fonts.get(usize::from(number)).copied().unwrap_or(Font::Other);
        match (unit, props.symbol) {
            (0x28, Some((number, code))) => {
                let c = mapped(font(number), code).and_then(|c| u16::try_from(u32::from(c)).ok());
                self.shown.push(c.unwrap_or(code));
            }
            (0x0B | 0x0C | 0x0E, _) => self.shown.push(0x0A),
            (0x09, _) => self.shown.push(0x09),
            // A hyphen at which no line ends.
            (0x1E, _) => self.shown.push(0x2D),
            (0x01 | 0x08, _) => self.seen.pictures += 1,
            (0x00 | 0x06 | 0x0F..=0x12 | 0x16..=0x1D, _) => self.seen.odd += 1,
            // Marks of paragraphs and notes, and hyphens that are not shown.
            (0x00..=0x1F | NOTHING, _) => {}
            (0xF020..=0xF0FF, _) => {
                let own = mapped(props.font.map_or(Font::Other, font), unit);
                let c = own.or_else(|| mapped(Font::Wingdings, unit));
                let c = c.and_then(|c| u16::try_from(u32::from(c)).ok());
                self.shown.push(c.unwrap_or(unit));
            }
            _ => self.shown.push(unit),
        }
    }

    fn props(&mut self, cp: u32, style: u16) -> CharProps {
        let run = self.file.chars.at(self.file.text.fc(cp));
        let piece = self.file.text.piece(cp);
        let key = (run.map(|(number, _)| number), piece.map(|(number, _)| number), style);
        if let Some((known, props)) = self.run
            && known == key
        {
            return props;
        }
        let styles = &self.file.styles;
        let mut props = styles.chars(style);
        let of_style = |number| Some(styles.chars(number).hidden);
        props.apply(run.map_or(&[], |(_, run)| run.grpprl), of_style);
        props.apply(piece.map_or(&[], |(_, piece)| &piece.grpprl), of_style);
        self.run = Some((key, props));
        props
    }
}
