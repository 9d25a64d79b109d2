//! The tree of a page to lines of text, the way a browser lays them out.

use super::dom::{Dom, Element, Glyph, Id, Step};
use super::list::List;
use super::looks::{Look, ink, is_blank, is_button, is_wide, keeps_blanks, look};
use super::{hidden, hints, table};
use gongwen::document::{Area, BlockKind};
use std::ops::Range;

/// A line of the page.
#[derive(Clone, Debug)]
pub(super) struct PageLine {
    pub(super) kind: LineKind,
    /// Its glyphs.
    pub(super) glyphs: Range<usize>,
    /// The element whose text begins it.
    pub(super) node: Id,
    /// How many of its characters are words of links.
    pub(super) linked: usize,
    /// How many of its characters a click does something with: buttons.
    pub(super) buttons: usize,
    /// The cells of a row: their glyphs, and what they cover.
    pub(super) cells: Vec<(Range<usize>, Area)>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    Paragraph,
    Heading(u8),
    /// An item of a list.
    Item(u8),
    /// A line of a table of contents.
    Contents,
    /// A footnote or endnote.
    Note,
    /// A row of the table with that number.
    Row(u32),
    /// A row of it that names its columns.
    Head(u32),
}

impl LineKind {
    /// The block that it is.
    pub(super) fn block(self) -> BlockKind {
        match self {
            Self::Paragraph => BlockKind::Paragraph,
            Self::Heading(level) => BlockKind::Heading(level),
            Self::Item(level) => BlockKind::Item(level),
            Self::Contents => BlockKind::Contents,
            Self::Note => BlockKind::Footnote,
            Self::Row(table) => BlockKind::Row { table },
            Self::Head(table) => BlockKind::Head { table },
        }
    }
}

/// The visible text of a page, or of a part of it.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) lines: Vec<PageLine>,
    /// Elements that the page hides, and how many characters they hold.
    pub(super) hidden: Vec<(Id, usize)>,
    /// An element that is read although the page hides it.
    pub(super) revealed: Option<Id>,
    /// Hidden headers that are read, where such are looked for.
    pub(super) headers: Vec<Id>,
    pub(super) looks_for_headers: bool,
    /// Tables so far.
    pub(super) tables: u32,
}

/// Lays out a page. Where it hides more than it shows, a script is to show that: it is read.
pub(super) fn page(dom: &Dom) -> Page {
    let mut page = Page { looks_for_headers: true, ..Page::default() };
    lay_out(dom, Dom::ROOT, &mut page);
    let free = |line: &PageLine| ink(&page.glyphs[line.glyphs.clone()]).saturating_sub(line.linked);
    let shown: usize = page.lines.iter().map(free).sum();
    let largest = page.hidden.iter().max_by_key(|(_, chars)| *chars);
    let is_body = |id: Id| dom.element(id).is_some_and(hints::is_body);
    let is_text = |id: Id, chars: usize| {
        let above = std::iter::successors(Some(id), |id| dom.parent(*id));
        chars > shown.max(HIDDEN_BODY)
            && (chars > shown * 4 || above.chain(dom.below(id)).any(is_body))
    };
    let Some((id, _)) = largest.filter(|(id, chars)| is_text(*id, *chars)) else {
        return page;
    };
    let mut page = Page { revealed: Some(*id), looks_for_headers: true, ..Page::default() };
    lay_out(dom, Dom::ROOT, &mut page);
    page
}

/// Hidden characters that may be the text of a notice.
const HIDDEN_BODY: usize = 100;

/// Lays out everything below an element.
pub(super) fn lay_out(dom: &Dom, root: Id, page: &mut Page) {
    let mut flow = Flow {
        dom,
        page,
        begin: 0,
        blank: None,
        breaks: false,
        node: root,
        linked: 0,
        buttons: 0,
        links: 0,
        header: None,
        clickable: 0,
        verbatim: 0,
        lists: Vec::new(),
        item: None,
        heading: None,
    };
    flow.begin = flow.page.glyphs.len();
    let mut step = Some(Step::Enter(root));
    while let Some(now) = step {
        step = match now {
            Step::Enter(id) if !flow.enter(root, id) => dom.next(root, Step::Leave(id)),
            Step::Enter(_) => dom.next(root, now),
            Step::Leave(id) => {
                flow.leave(id);
                dom.next(root, now)
            }
        };
    }
    flow.close();
}

struct Flow<'a> {
    dom: &'a Dom,
    page: &'a mut Page,
    /// The first glyph of the line that is being written.
    begin: usize,
    /// White space that shows only if something follows.
    blank: Option<Glyph>,
    /// True where that white space holds a line end.
    breaks: bool,
    node: Id,
    linked: usize,
    buttons: usize,
    /// Open links.
    links: u32,
    /// Open elements that do something when clicked.
    clickable: u32,
    /// The hidden header that is being read.
    header: Option<Id>,
    /// Open elements that keep white space.
    verbatim: u32,
    lists: Vec<List>,
    /// The level of the item that begins with the line.
    item: Option<u8>,
    heading: Option<(Id, u8)>,
}

impl Flow<'_> {
    /// Goes into a node. False where nothing below it is to be read.
    fn enter(&mut self, root: Id, id: Id) -> bool {
        let Some(element) = self.dom.element(id) else {
            self.text(id);
            return true;
        };
        match look(element) {
            _ if id == root => return true,
            Look::Silent => return false,
            Look::Hidden if self.page.revealed == Some(id) => self.close(),
            Look::Hidden => {
                let chars = chars_below(self.dom, id);
                let is_looked_for = self.page.looks_for_headers && self.header.is_none();
                if !is_looked_for || !hidden::is_header(self.dom, id, chars) {
                    self.page.hidden.push((id, chars));
                    return false;
                }
                self.close();
                self.header = Some(id);
                self.page.headers.push(id);
            }
            Look::Block if self.is_value(id) => {}
            Look::Block => self.close(),
            // Buttons inside a line are lines of their own, so that they can be set aside.
            Look::Inline if hints::is_hinted(element) => self.close(),
            Look::Inline => {}
        }
        let is_open = self.open(id, element);
        self.header = self.header.filter(|header| is_open || *header != id);
        is_open
    }

    fn open(&mut self, id: Id, element: &Element) -> bool {
        match &*element.name.local {
            "br" => self.line_break(element),
            "table" => {
                if let Some(table) = table::data_table(self.dom, id, self.page) {
                    table::write(self.dom, &table, self.page);
                    self.begin = self.page.glyphs.len();
                    return false;
                }
            }
            "ol" | "ul" | "menu" | "dir" => self.lists.push(List::new(self.dom, id)),
            "li" => self.item(element),
            "a" if element.attribute("href").is_some() => self.links += 1,
            name => {
                if let Some(level) = heading(name) {
                    self.heading.get_or_insert((id, level));
                }
            }
        }
        self.verbatim += u32::from(keeps_blanks(element));
        self.clickable += u32::from(is_button(element));
        true
    }

    fn leave(&mut self, id: Id) {
        let Some(element) = self.dom.element(id) else { return };
        match look(element) {
            Look::Silent => return,
            Look::Hidden if ![self.page.revealed, self.header].contains(&Some(id)) => return,
            Look::Block if self.is_label(id) => {}
            Look::Block | Look::Hidden => self.close(),
            Look::Inline if hints::is_hinted(element) => self.close(),
            Look::Inline => {}
        }
        match &*element.name.local {
            "ol" | "ul" | "menu" | "dir" => {
                self.lists.pop();
            }
            "a" if element.attribute("href").is_some() => self.links = self.links.saturating_sub(1),
            _ => {}
        }
        if self.header == Some(id) {
            self.header = None;
        }
        if self.heading.is_some_and(|(open, _)| open == id) {
            self.heading = None;
        }
        let (keeps, clicks) = (u32::from(keeps_blanks(element)), u32::from(is_button(element)));
        self.verbatim = self.verbatim.saturating_sub(keeps);
        self.clickable = self.clickable.saturating_sub(clicks);
    }

    /// True for the term of a list of definitions whose line goes on with its value.
    fn is_label(&self, id: Id) -> bool {
        let line = self.page.glyphs.get(self.begin..).unwrap_or_default();
        let last = line.iter().rfind(|glyph| !glyph.c.is_whitespace());
        self.dom.name(id) == "dt"
            && last.is_some_and(|last| matches!(last.c, '：' | ':'))
            && self.dom.next_element(id).is_some_and(|next| self.dom.name(next) == "dd")
    }

    /// True for a value behind its label.
    fn is_value(&self, id: Id) -> bool {
        let before = self.dom.element_before(id);
        self.dom.name(id) == "dd" && before.is_some_and(|before| self.is_label(before))
    }

    fn item(&mut self, element: &Element) {
        self.item = Some(self.lists.len().clamp(1, 255) as u8);
        let label = self.lists.last_mut().map(|list| list.label(Some(element)));
        let (_, at) = element.tag;
        for c in label.unwrap_or_default().chars() {
            self.push(Glyph { c, start: at, end: at });
        }
    }

    fn text(&mut self, id: Id) {
        for piece in self.dom.pieces(id) {
            for glyph in piece.glyphs() {
                if self.page.glyphs.len() == self.begin {
                    self.node = self.dom.parent(id).unwrap_or(id);
                }
                match is_blank(glyph.c) {
                    true => self.blank(glyph),
                    false => self.ink(glyph),
                }
            }
        }
    }

    fn blank(&mut self, glyph: Glyph) {
        if self.verbatim > 0 {
            let c = if glyph.c == '\r' { '\n' } else { glyph.c };
            return self.push(Glyph { c, ..glyph });
        }
        self.breaks |= glyph.c == '\n';
        self.blank.get_or_insert(Glyph { c: ' ', ..glyph });
    }

    fn ink(&mut self, glyph: Glyph) {
        let last =
            self.page.glyphs.get(self.begin..).and_then(|line| line.last()).map(|last| last.c);
        if let (Some(blank), Some(last)) = (self.blank.take(), last) {
            let joins = self.breaks && is_wide(last) && is_wide(glyph.c);
            if !joins && !is_blank(last) {
                self.push(blank);
            }
        }
        (self.blank, self.breaks) = (None, false);
        let ink = usize::from(!glyph.c.is_whitespace());
        self.linked += if self.links > 0 { ink } else { 0 };
        self.buttons += if self.clickable > 0 { ink } else { 0 };
        self.push(glyph);
    }

    fn push(&mut self, glyph: Glyph) {
        self.page.glyphs.push(glyph);
    }

    /// One line break breaks a paragraph, two end it.
    fn line_break(&mut self, element: &Element) {
        let (start, end) = element.tag;
        let line = self.page.glyphs.get(self.begin..).unwrap_or_default();
        match line.iter().rev().find(|glyph| !glyph.c.is_whitespace() || glyph.c == '\n') {
            None => {}
            Some(glyph) if glyph.c == '\n' => self.close(),
            Some(_) => self.push(Glyph { c: '\n', start, end }),
        }
        (self.blank, self.breaks) = (None, false);
    }

    /// Ends the line; a line without ink is none, and blanks behind the last line break are none.
    fn close(&mut self) {
        let glyphs = &mut self.page.glyphs;
        let line = glyphs.get(self.begin..).unwrap_or_default();
        let inked = line.iter().rposition(|glyph| !glyph.c.is_whitespace()).map_or(0, |at| at + 1);
        if let Some(at) = line[inked..].iter().position(|glyph| glyph.c == '\n') {
            glyphs.truncate(self.begin + inked + at);
        }
        while glyphs.len() > self.begin && glyphs.last().is_some_and(|glyph| is_blank(glyph.c)) {
            glyphs.pop();
        }
        if ink(glyphs.get(self.begin..).unwrap_or_default()) == 0 {
            glyphs.truncate(self.begin);
        } else {
            let kind = self.item.take().map_or(LineKind::Paragraph, LineKind::Item);
            let kind = self.heading.map_or(kind, |(_, level)| LineKind::Heading(level));
            let glyphs = self.begin..glyphs.len();
            let (node, linked, buttons) = (self.node, self.linked, self.buttons);
            let cells = Vec::new();
            self.page.lines.push(PageLine { kind, glyphs, node, linked, buttons, cells });
        }
        self.begin = self.page.glyphs.len();
        (self.blank, self.breaks, self.linked, self.buttons) = (None, false, 0, 0);
    }
}

fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Characters below a hidden element, without programs and styles.
fn chars_below(dom: &Dom, root: Id) -> usize {
    let (mut chars, mut step) = (0, Some(Step::Enter(root)));
    while let Some(now) = step {
        step = match now {
            Step::Enter(id)
                if id != root && dom.element(id).is_some_and(|e| look(e) == Look::Silent) =>
            {
                dom.next(root, Step::Leave(id))
            }
            Step::Enter(id) => {
                let pieces = dom.pieces(id).iter();
                chars += pieces.flat_map(|p| p.text.chars()).filter(|c| !c.is_whitespace()).count();
                dom.next(root, now)
            }
            Step::Leave(_) => dom.next(root, now),
        };
    }
    chars
}
