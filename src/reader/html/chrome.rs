//! Which lines of a page are the notice, and which are the page around it.

use super::dom::{Dom, Element, Id};
use super::facts::Fact;
use super::flow::{Kind, Line, Page};
use super::hints::{AROUND, AROUND_ELEMENTS, BODY, words};
use super::looks::ink;

/// The lines to keep.
pub(super) struct Choice {
    /// For each line of the page whether it stays.
    pub(super) keep: Vec<bool>,
    /// The element that holds the body, where one stands out.
    pub(super) body: Option<Id>,
}

/// True for an element whose name says that it is around the notice.
pub(super) fn is_hinted(element: &Element) -> bool {
    let name = &*element.name.local;
    if matches!(name, "html" | "body") {
        return false;
    }
    AROUND_ELEMENTS.contains(&name)
        || is_foot(element)
        || has_word(element, |word| AROUND.contains(&word))
}

/// True for the foot of a page; a footnote is none.
fn is_foot(element: &Element) -> bool {
    let is_foot = |word: &str| word.starts_with("foot") && !word.starts_with("footnote");
    &*element.name.local == "footer"
        || has_word(element, |word| is_foot(word) || word == "copyright")
}

fn has_word(element: &Element, is_it: impl Fn(&str) -> bool) -> bool {
    let named = |name| element.attribute(name).unwrap_or_default();
    words(named("class")).chain(words(named("id"))).any(|word| is_it(&word))
}

/// What a line weighs.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    ink: usize,
    linked: usize,
    buttons: usize,
    /// Characters that read like text of a notice.
    prose: usize,
    is_hinted: bool,
}

/// Chooses the lines of the notice.
pub(super) fn choose(dom: &Dom, page: &Page, facts: &[Fact]) -> Choice {
    let plain = vec![false; dom.len()];
    let raw: Vec<Weight> = page.lines.iter().map(|line| weigh(page, line, &plain)).collect();
    let hinted = hinted(dom, &prose_below(dom, page, &raw));
    let weights: Vec<Weight> = page.lines.iter().map(|line| weigh(page, line, &hinted)).collect();
    let whole = Choice { keep: vec![true; page.lines.len()], body: None };
    let Some(body) = body(dom, page, &weights) else { return whole };
    let tree = Tree::new(dom);
    if is_list(page, &weights, |at| tree.holds(body, page.lines[at].node)) {
        return whole;
    }
    let inside = |at: usize| page.lines.get(at).is_some_and(|line| tree.holds(body, line.node));
    let Some(first) = (0..page.lines.len()).find(|at| inside(*at)) else { return whole };
    let last = (0..page.lines.len()).rfind(|at| inside(*at)).unwrap_or(first);
    let view = View { dom, page, weights: &weights, facts, tree: &tree };
    let begin = view.begin(body, first, last);
    let end = view.end(body, last);
    let keep = (0..page.lines.len()).map(|at| match at {
        at if at < begin => false,
        at if at > end => {
            view.is_attachment(at) || (at <= end + 8 && !weights[at].is_hinted && view.is_dated(at))
        }
        at if inside(at) => view.stays_inside(at, body),
        at if at < first => view.stays_before(at),
        at => view.stays_after(at),
    });
    Choice { keep: keep.collect(), body: Some(body) }
}

/// For each node whether it or a node above is around the notice by its name. An element with much
/// of the page's prose is not, whatever it is called.
fn hinted(dom: &Dom, prose: &[usize]) -> Vec<bool> {
    let all = prose.first().copied().unwrap_or(0);
    let mut hinted = vec![false; dom.len()];
    for id in dom.below(Dom::ROOT) {
        let above = dom.parent(id).is_some_and(|parent| hinted[parent as usize]);
        let is_small = prose[id as usize] * 4 <= all;
        let is_around = |element| if is_small { is_hinted(element) } else { is_foot(element) };
        hinted[id as usize] = above || dom.element(id).is_some_and(is_around);
    }
    hinted
}

/// The prose below each node.
fn prose_below(dom: &Dom, page: &Page, weights: &[Weight]) -> Vec<usize> {
    let mut sums = vec![0usize; dom.len()];
    for (line, weight) in page.lines.iter().zip(weights).filter(|(_, weight)| weight.prose > 0) {
        let above = std::iter::successors(Some(line.node), |id| dom.parent(*id));
        above.for_each(|id| sums[id as usize] += weight.prose);
    }
    sums
}

/// True where what stands out is mostly links: an index of notices.
fn is_list(page: &Page, weights: &[Weight], inside: impl Fn(usize) -> bool) -> bool {
    let lines = || (0..page.lines.len()).filter(|at| inside(*at)).map(|at| weights[at]);
    let ink: usize = lines().map(|weight| weight.ink).sum();
    let linked: usize = lines().map(|weight| weight.linked).sum();
    linked * 10 > ink * 6
}

fn weigh(page: &Page, line: &Line, hinted: &[bool]) -> Weight {
    let glyphs = &page.glyphs[line.glyphs.clone()];
    let ink = ink(glyphs);
    let free = ink.saturating_sub(line.linked);
    let marks =
        glyphs.iter().filter(|g| matches!(g.c, '，' | '。' | '；' | '、' | '：' | ',' | ';'));
    let is_hinted = hinted.get(line.node as usize).copied().unwrap_or(false);
    let prose = match marks.count() {
        _ if is_hinted => 0,
        0 if free < 20 => free / 4,
        0 => free / 2,
        _ => free,
    };
    Weight { ink, linked: line.linked, buttons: line.buttons, prose, is_hinted }
}

/// The element that holds the body of the notice: the deepest that has most of the page's prose.
fn body(dom: &Dom, page: &Page, weights: &[Weight]) -> Option<Id> {
    let sums = prose_below(dom, page, weights);
    let all = sums.first().copied().unwrap_or(0);
    // Too little to say what stands out.
    if all < 60 {
        return None;
    }
    let sum = |id: Id| sums[id as usize];
    let named = dom.below(Dom::ROOT).filter(|id| {
        sum(*id) * 10 > all * 4
            && dom.element(*id).is_some_and(|e| has_word(e, |word| BODY.contains(&word)))
    });
    // Templates name a wide frame and, inside, the text itself.
    let mut at = named.max_by_key(|id| (sum(*id), *id)).unwrap_or(Dom::ROOT);
    let enough = sum(at) * 17 / 20;
    loop {
        let child = dom.children(at).find(|child| sum(*child) >= enough.max(1));
        match child.filter(|child| is_container(dom, *child)) {
            Some(child) => at = child,
            None => break,
        }
    }
    (at != Dom::ROOT && dom.name(at) != "html").then_some(at)
}

/// Where a container ends: a paragraph or a cell with all the text is the text, not its container.
fn is_container(dom: &Dom, id: Id) -> bool {
    !matches!(dom.name(id), "p" | "span" | "font" | "a" | "tr" | "h1" | "h2" | "h3" | "")
}

/// Which nodes stand below which.
struct Tree {
    /// For each node its number in the order of the page and the last number below it.
    spans: Vec<(u32, u32)>,
}

impl Tree {
    fn new(dom: &Dom) -> Self {
        let mut spans = vec![(0, 0); dom.len()];
        let order: Vec<Id> = dom.below(Dom::ROOT).collect();
        for (number, id) in order.iter().enumerate() {
            spans[*id as usize] = (number as u32, number as u32);
        }
        for id in order.iter().rev() {
            if let Some(parent) = dom.parent(*id) {
                let end = spans[*id as usize].1;
                let above = &mut spans[parent as usize].1;
                *above = (*above).max(end);
            }
        }
        Self { spans }
    }

    fn holds(&self, above: Id, id: Id) -> bool {
        let of = |id: Id| self.spans.get(id as usize).copied().unwrap_or_default();
        let ((from, to), (at, _)) = (of(above), of(id));
        (from..=to).contains(&at)
    }
}

/// True where a date stands, like `2025-04-01`.
fn has_date(words: &str) -> bool {
    let chars: Vec<char> = words.chars().collect();
    let is_sign = |at: usize| chars.get(at).is_some_and(|c| matches!(c, '-' | '/' | '.' | '年'));
    let digits =
        |at: usize| chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    (0..chars.len()).filter(|at| *at == 0 || !chars[*at - 1].is_ascii_digit()).any(|at| {
        let month = digits(at + 5);
        digits(at) == 4
            && is_sign(at + 4)
            && (1..=2).contains(&month)
            && chars.get(at + 5 + month).is_some_and(|c| *c == '月' || is_sign(at + 5 + month))
    })
}

struct View<'a> {
    dom: &'a Dom,
    page: &'a Page,
    weights: &'a [Weight],
    facts: &'a [Fact],
    tree: &'a Tree,
}

impl View<'_> {
    /// The first line of the notice: its title, or the header table above it.
    fn begin(&self, body: Id, first: usize, last: usize) -> usize {
        let title = (0..=last).find(|at| !self.weights[*at].is_hinted && self.is_title(*at));
        let title = title.or_else(|| {
            let is_heading = |at: &usize| {
                matches!(self.page.lines[*at].kind, Kind::Heading(_))
                    && self.weights[*at].linked * 2 < self.weights[*at].ink
                    && !self.weights[*at].is_hinted
            };
            (0..first).rfind(is_heading)
        });
        let mut begin =
            title.map_or_else(|| self.clean_start(body, first), |title| title.min(first));
        // A header table may stand above the title.
        while begin > 0 && self.is_field(begin - 1) && !self.is_path(begin - 1) {
            begin -= 1;
        }
        begin
    }

    /// The last line of the notice: behind the body what belongs to no menu, up to the first menu.
    fn end(&self, body: Id, last: usize) -> usize {
        let mut frame = body;
        let mut end = last;
        while let Some(parent) = self.dom.parent(frame).filter(|id| self.dom.name(*id) != "body") {
            let mut at = end + 1;
            let (mut prose, mut other) = (0, 0);
            while at < self.page.lines.len() && self.tree.holds(parent, self.page.lines[at].node) {
                let weight = self.weights[at];
                match weight.linked * 2 > weight.ink || weight.is_hinted {
                    true => other += 1,
                    false => prose += weight.prose,
                }
                at += 1;
            }
            if other > 0 || (at > end + 1 && prose < 10) {
                break;
            }
            (frame, end) = (parent, at - 1);
        }
        end
    }

    /// Without a title: the first line of the widest frame around the body that is no menu.
    fn clean_start(&self, body: Id, first: usize) -> usize {
        let (mut frame, mut begin) = (body, first);
        while let Some(parent) = self.dom.parent(frame) {
            let is_inside = |at: &usize| self.tree.holds(parent, self.page.lines[*at].node);
            let outer = (0..begin).rev().take_while(is_inside).last().unwrap_or(begin);
            let lines = outer..begin;
            let menus = lines.clone().filter(|at| self.is_menu(*at)).count();
            if lines.len() > 40 || menus * 4 > lines.len() {
                break;
            }
            (frame, begin) = (parent, outer);
        }
        begin
    }

    fn prose(&self, lines: std::ops::Range<usize>) -> usize {
        self.weights[lines].iter().map(|weight| weight.prose).sum()
    }

    fn words(&self, at: usize) -> String {
        let glyphs = &self.page.glyphs[self.page.lines[at].glyphs.clone()];
        glyphs.iter().map(|glyph| glyph.c).filter(|c| !c.is_whitespace()).collect()
    }

    /// True for a line that the head of the page gives as its title.
    fn is_title(&self, at: usize) -> bool {
        let weight = self.weights[at];
        if weight.ink < 5 || weight.ink > 400 || weight.linked * 2 > weight.ink {
            return false;
        }
        let line = self.words(at);
        self.facts.iter().any(|fact| {
            let value: String = fact.value().chars().filter(|c| !c.is_whitespace()).collect();
            let len = value.chars().count();
            if len < 5 {
                return false;
            }
            if fact.is("articletitle") || fact.is("og:title") {
                return line.contains(&value)
                    || (value.contains(&line) && weight.ink * 10 > len * 6);
            }
            fact.is("title")
                && weight.ink >= 8
                && (value.starts_with(&line) || line.contains(&value))
        })
    }

    /// True for a line of label and value: a row, or a colon near the beginning.
    fn is_field(&self, at: usize) -> bool {
        let weight = self.weights[at];
        if weight.is_hinted || weight.ink > 200 {
            return false;
        }
        matches!(self.page.lines[at].kind, Kind::Row(_))
            || self.words(at).chars().take(12).any(|c| matches!(c, '：' | ':' | ']' | '】'))
    }

    /// True for a line that is nothing but links.
    fn is_menu(&self, at: usize) -> bool {
        let weight = self.weights[at];
        weight.linked * 10 > weight.ink * 7
    }

    fn stays_before(&self, at: usize) -> bool {
        if self.is_dated(at) {
            return true;
        }
        !self.weights[at].is_hinted
            && !self.has_buttons(at)
            && !self.is_path(at)
            && self.words(at).chars().any(char::is_alphanumeric)
            && (!self.is_menu(at) || self.is_field(at))
    }

    /// True for the way from the home page to this one.
    fn is_path(&self, at: usize) -> bool {
        let weight = self.weights[at];
        let parts =
            || self.words(at).chars().filter(|c| matches!(c, '>' | '›' | '»' | '＞')).count();
        weight.ink < 150 && (parts() > 1 || weight.linked > 0 && parts() > 0)
    }

    /// True for a short line with a label and a date: when and where the notice was published.
    fn is_dated(&self, at: usize) -> bool {
        let weight = self.weights[at];
        if weight.ink > 120 || self.is_menu(at) {
            return false;
        }
        let words = self.words(at);
        let has_label = words.chars().any(|c| matches!(c, '：' | ':'));
        has_label && has_date(&words)
    }

    fn stays_after(&self, at: usize) -> bool {
        !self.weights[at].is_hinted
            && !self.has_buttons(at)
            && (!self.is_menu(at) || self.is_attachment(at))
    }

    /// True for a short line with buttons: font sizes, print, close.
    fn has_buttons(&self, at: usize) -> bool {
        let weight = self.weights[at];
        weight.ink < 40 && weight.buttons * 4 >= weight.ink.max(1)
    }

    /// Inside the body only what its name sets apart goes.
    fn stays_inside(&self, at: usize, body: Id) -> bool {
        let weight = self.weights[at];
        if self.has_buttons(at) && !self.is_attachment(at) {
            return false;
        }
        if !weight.is_hinted || (weight.ink > 25 && !self.is_menu(at)) {
            return true;
        }
        let mut node = Some(self.page.lines[at].node);
        while let Some(id) = node.filter(|id| *id != body) {
            if self.dom.element(id).is_some_and(is_hinted) {
                return false;
            }
            node = self.dom.parent(id);
        }
        true
    }

    /// True for a line with a link to a file.
    fn is_attachment(&self, at: usize) -> bool {
        const FILES: &[&str] = &[
            ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".pdf", ".ofd", ".zip", ".rar",
            ".ppt", ".pptx", ".txt", ".7z",
        ];
        if self.weights[at].is_hinted || self.weights[at].linked == 0 {
            return false;
        }
        let links =
            std::iter::successors(Some(self.page.lines[at].node), |id| self.dom.parent(*id));
        let link = links.take(3).find(|id| self.dom.name(*id) == "a");
        let address = link.and_then(|id| self.dom.element(id)?.attribute("href"));
        address.is_some_and(|href| {
            let href = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            FILES.iter().any(|end| href.ends_with(end))
        })
    }
}
