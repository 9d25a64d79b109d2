//! Groups, destinations and text.

use super::fonts::Fonts;
use super::story::{Kind, Story};
use super::token::Token;
use crate::Limits;
use crate::doc::props::{ParaProps, RowProps};
use crate::doc::story::{CELL, Paragraph};
use gongwen::document::BlockKind;

/// What was met on the way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) deleted: u32,
    pub(super) inserted: u32,
    pub(super) hidden: u32,
    pub(super) rubbish: u32,
    pub(super) pictures: u32,
    pub(super) open_groups: usize,
    pub(super) is_cut: bool,
}

/// Where characters go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Target {
    #[default]
    Text,
    Label,
    Fonts,
    Nowhere,
}

/// What a group changes for itself and gives back at its end.
#[derive(Clone, Debug, Default)]
struct State {
    target: Target,
    /// The group may be left out by programs that do not know it.
    is_optional: bool,
    opens_story: bool,
    shown: Shown,
    font: i32,
    /// Characters behind a Unicode character that stand for it in other programs.
    fallback: u32,
    in_table: bool,
    depth: u32,
    heading: Option<u8>,
    /// The level of a list, from 1.
    level: u8,
}

/// Whether characters are part of the text as it stands.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    hidden: bool,
    deleted: bool,
    inserted: bool,
}

/// Groups that older programs leave out and this one reads.
const KNOWN: &[&[u8]] = &[b"shpinst", b"nesttableprops", b"shptxt", b"listtext", b"footnote"];

/// Follows tokens.
#[derive(Debug)]
pub(super) struct Parser {
    fonts: Fonts,
    states: Vec<State>,
    state: State,
    /// Groups that are open beyond the limit.
    too_deep: usize,
    depth: usize,
    /// The main story and those that are open inside of it.
    open: Vec<Story>,
    done: Vec<Story>,
    bytes: Vec<u8>,
    skip: u32,
    chars: u32,
    seen: Seen,
}

impl Parser {
    /// At the beginning of a file.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            fonts: Fonts::new(),
            states: Vec::new(),
            state: State { fallback: 1, ..State::default() },
            too_deep: 0,
            depth: limits.depth as usize,
            open: vec![Story::default()],
            done: Vec::new(),
            bytes: Vec::new(),
            skip: 0,
            chars: limits.chars,
            seen: Seen::default(),
        }
    }

    /// The stories, and what was met.
    pub(super) fn finish(mut self) -> (Vec<Story>, Seen) {
        self.seen.open_groups = self.states.len() + self.too_deep;
        while self.open.len() > 1 {
            self.end_story();
        }
        self.end_last();
        self.done.append(&mut self.open);
        (self.done, self.seen)
    }

    /// Goes on by a token.
    pub(super) fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Open => self.open_group(),
            Token::Close => self.close_group(),
            Token::Byte(_) | Token::Word(..) | Token::Symbol(_) if self.skip > 0 => self.skip -= 1,
            Token::Byte(byte) => self.byte(byte),
            Token::Symbol(sign) => self.symbol(sign),
            Token::Word(name, number) => self.word(name, number),
        }
    }

    fn open_group(&mut self) {
        self.flush();
        self.skip = 0;
        if self.states.len() >= self.depth {
            self.too_deep += 1;
            self.seen.is_cut = true;
            return;
        }
        self.states.push(self.state.clone());
        self.state.is_optional = false;
        self.state.opens_story = false;
    }

    fn close_group(&mut self) {
        self.flush();
        self.skip = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.state.opens_story {
            self.end_story();
        }
        if let Some(state) = self.states.pop() {
            self.state = state;
        }
    }

    fn symbol(&mut self, sign: u8) {
        match sign {
            b'*' => self.state.is_optional = true,
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'~' => self.unit(0xA0),
            b'_' => self.unit(u16::from(b'-')),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.unit(0x09),
            _ => {}
        }
    }

    fn word(&mut self, name: &[u8], number: Option<i32>) {
        if self.state.target == Target::Nowhere {
            return;
        }
        if self.state.target == Target::Fonts {
            self.fonts.word(name, number);
        }
        let is_optional = std::mem::take(&mut self.state.is_optional);
        if is_optional && !KNOWN.contains(&name) {
            self.flush();
            self.state.target = Target::Nowhere;
            return;
        }
        // Every other word changes looks only.
        let _ = self.text_word(name, number)
            || self.destination(name)
            || self.char_word(name, number)
            || self.paragraph_word(name, number)
            || self.open.last_mut().is_some_and(|story| story.row_word(name, number));
    }

    /// Words that are characters, or ends of lines and paragraphs.
    fn text_word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        let unit = match name {
            b"u" => {
                let [low, high, ..] = number.unwrap_or(0xFFFD).to_le_bytes();
                self.unit(u16::from_le_bytes([low, high]));
                self.skip = self.state.fallback;
                return true;
            }
            b"par" | b"sect" => {
                self.end_paragraph();
                return true;
            }
            b"line" | b"page" | b"column" | b"softline" => 0x0A,
            b"tab" => 0x09,
            b"emdash" => 0x2014,
            b"endash" => 0x2013,
            b"lquote" => 0x2018,
            b"rquote" => 0x2019,
            b"ldblquote" => 0x201C,
            b"rdblquote" => 0x201D,
            b"bullet" => 0x2022,
            b"emspace" => 0x2003,
            b"enspace" => 0x2002,
            b"qmspace" => 0x2005,
            _ => return false,
        };
        self.unit(unit);
        true
    }

    fn destination(&mut self, name: &[u8]) -> bool {
        let target = match name {
            b"fonttbl" => Target::Fonts,
            b"listtext" | b"pntext" => Target::Label,
            b"pict" => {
                self.seen.pictures += 1;
                Target::Nowhere
            }
            b"colortbl" | b"stylesheet" | b"info" | b"fldinst" | b"sp" | b"nonshppict"
            | b"nonesttables" | b"annotation" | b"ftnsep" | b"ftnsepc" | b"ftncn" | b"aftnsep"
            | b"aftnsepc" | b"aftncn" | b"tc" | b"xe" | b"rxe" | b"filetbl" | b"objdata"
            | b"listtable" | b"listoverridetable" | b"revtbl" => Target::Nowhere,
            b"footnote" => return self.begin_story(Kind::Footnote),
            b"shptxt" => return self.begin_story(Kind::Box),
            b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl"
            | b"footerr" | b"footerf" => return self.begin_story(Kind::Margin),
            _ => return false,
        };
        self.flush();
        self.state.target = target;
        true
    }

    fn char_word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        let is_on = number != Some(0);
        // Bytes before the word are in the font before it.
        self.flush();
        let state = &mut self.state;
        match name {
            b"ansicpg" => self.fonts.set_page(number.unwrap_or(1252)),
            b"uc" => state.fallback = number.unwrap_or(1).clamp(0, 64).unsigned_abs(),
            b"f" if state.target != Target::Fonts => state.font = number.unwrap_or_default(),
            b"v" => state.shown.hidden = is_on,
            b"deleted" => state.shown.deleted = is_on,
            b"revised" => state.shown.inserted = is_on,
            b"plain" => state.shown = Shown::default(),
            _ => return false,
        }
        true
    }

    fn paragraph_word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        let level = number.and_then(|level| u8::try_from(level).ok());
        match name {
            b"pard" => {
                self.state.in_table = false;
                self.state.depth = 0;
                self.state.heading = None;
                self.state.level = 1;
            }
            b"intbl" => self.state.in_table = true,
            b"itap" => self.state.depth = u32::from(level.unwrap_or_default()),
            b"ilvl" => self.state.level = level.unwrap_or_default().min(8) + 1,
            b"outlinelevel" => {
                self.state.heading = level.filter(|level| *level < 9).map(|level| level + 1);
            }
            b"cell" => self.end_cell(),
            b"nestcell" => self.end_nested_cell(),
            b"row" => self.end_row(),
            b"nestrow" => self.end_nested_row(),
            _ => return false,
        }
        true
    }

    fn byte(&mut self, byte: u8) {
        match self.state.target {
            Target::Nowhere => {}
            Target::Fonts => self.fonts.byte(byte),
            Target::Text | Target::Label => self.bytes.push(byte),
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let units = self.fonts.decode(self.state.font, &bytes);
            self.show(&units);
        }
    }

    fn unit(&mut self, unit: u16) {
        self.flush();
        let unit = self.fonts.unit(self.state.font, unit);
        self.show(&[unit]);
    }

    fn show(&mut self, units: &[u16]) {
        let count = u32::try_from(units.iter().filter(|unit| **unit > 0x20).count()).unwrap_or(0);
        if self.state.shown.deleted {
            self.seen.deleted += count;
            return;
        }
        if self.state.shown.hidden {
            self.seen.hidden += count;
            return;
        }
        if units.len() > self.chars as usize {
            self.seen.is_cut = true;
            return;
        }
        let Some(story) = self.open.last_mut() else { return };
        match self.state.target {
            Target::Text => story.units.extend(units),
            Target::Label => story.label.extend(units),
            Target::Fonts | Target::Nowhere => return,
        }
        self.chars -= u32::try_from(units.len()).unwrap_or(self.chars);
        self.seen.inserted += if self.state.shown.inserted { count } else { 0 };
    }

    fn begin_story(&mut self, kind: Kind) -> bool {
        self.flush();
        let anchor = self.open.first().map_or(0, |main| main.paragraphs.len());
        let anchor = u32::try_from(anchor).unwrap_or(u32::MAX);
        // A box in a running foot holds the number of the page.
        let is_in_margin = self.open.last().is_some_and(|story| story.kind == Kind::Margin);
        let kind = if is_in_margin { Kind::Margin } else { kind };
        self.open.push(Story { kind, anchor, ..Story::default() });
        self.state.opens_story = true;
        self.state.in_table = false;
        self.state.depth = 0;
        true
    }

    fn end_story(&mut self) {
        self.end_last();
        if self.open.len() > 1 {
            self.done.extend(self.open.pop());
        }
    }

    /// Ends the last paragraph of a story, which need not have a mark.
    fn end_last(&mut self) {
        self.flush();
        if self.open.last().is_some_and(|story| !story.units.is_empty()) {
            self.push_paragraph(ParaProps::at_depth(self.table_depth()), 0);
        }
    }

    fn table_depth(&self) -> u32 {
        self.state.depth.max(u32::from(self.state.in_table))
    }

    fn end_paragraph(&mut self) {
        self.flush();
        // A mark that is deleted or hidden parts nothing.
        if self.state.target == Target::Text
            && !self.state.shown.deleted
            && !self.state.shown.hidden
        {
            self.push_paragraph(ParaProps::at_depth(self.table_depth()), 0);
        }
    }

    fn end_cell(&mut self) {
        self.flush();
        self.push_paragraph(ParaProps::at_depth(1), CELL);
    }

    fn end_nested_cell(&mut self) {
        self.flush();
        let mut props = ParaProps::at_depth(self.state.depth.max(2));
        props.inner_cell = true;
        self.push_paragraph(props, 0);
    }

    fn end_row(&mut self) {
        self.flush();
        let mut props = ParaProps::at_depth(1);
        props.row_end = true;
        props.row = self.row();
        self.push_paragraph(props, CELL);
    }

    fn end_nested_row(&mut self) {
        self.flush();
        let mut props = ParaProps::at_depth(self.state.depth.max(2));
        props.inner_row_end = true;
        props.row = self.row();
        self.push_paragraph(props, 0);
    }

    fn row(&self) -> RowProps {
        self.open.last().map(|story| story.row.clone()).unwrap_or_default()
    }

    fn push_paragraph(&mut self, props: ParaProps, mark: u16) {
        let State { heading, level, .. } = self.state;
        if let Some(story) = self.open.last_mut() {
            let list = (!story.label.is_empty()).then_some(BlockKind::Item(level.max(1)));
            let kind = heading.map(BlockKind::Heading).or(list).unwrap_or_default();
            let ended = Paragraph { kind, props, mark, ..Paragraph::default() };
            story.end_paragraph(ended, &mut self.seen.rubbish);
        }
    }
}
