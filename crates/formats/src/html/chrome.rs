//! Decides which lines of a page are the notice and which are the page around it.

use super::dom::{Dom, Id};
use super::facts::Fact;
use super::flow::{LineKind, Page};
use super::hints::is_body;
use super::line::{Title, titles};
use super::weight::{Weight, hinted, prose_below, weigh};

/// The lines to keep.
pub(super) struct Choice {
    /// For each line of the page whether it stays.
    pub(super) keep: Vec<bool>,
    /// The element that holds the body, where one stands out.
    pub(super) body: Option<Id>,
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
    let view = View { dom, page, weights: &weights, titles: titles(facts), tree: &tree };
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

/// True where what stands out is mostly links: an index of notices.
fn is_list(page: &Page, weights: &[Weight], inside: impl Fn(usize) -> bool) -> bool {
    let lines = || (0..page.lines.len()).filter(|at| inside(*at)).map(|at| weights[at]);
    let ink: usize = lines().map(|weight| weight.ink).sum();
    let linked: usize = lines().map(|weight| weight.linked).sum();
    linked * 10 > ink * 6
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
    let named = dom
        .below(Dom::ROOT)
        .filter(|id| sum(*id) * 10 > all * 4 && dom.element(*id).is_some_and(is_body));
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

/// A page while its lines are judged.
pub(super) struct View<'a> {
    pub(super) dom: &'a Dom,
    pub(super) page: &'a Page,
    pub(super) weights: &'a [Weight],
    /// What the head of the page gives as its title.
    pub(super) titles: Vec<Title>,
    tree: &'a Tree,
}

impl View<'_> {
    /// The first line of the notice: its title, or the header table above it.
    fn begin(&self, body: Id, first: usize, last: usize) -> usize {
        let title = (0..=last).find(|at| !self.weights[*at].is_hinted && self.is_title(*at));
        let title = title.or_else(|| {
            let is_heading = |at: &usize| {
                matches!(self.page.lines[*at].kind, LineKind::Heading(_))
                    && self.weights[*at].linked * 2 < self.weights[*at].ink
                    && !self.weights[*at].is_hinted
            };
            (0..first).rfind(is_heading)
        });
        let mut begin = match title {
            None => self.clean_start(body, first),
            Some(title) if title <= first || self.is_early(title, first, last) => title,
            Some(_) => first,
        };
        // A header table may stand above the title.
        while let Some(lines) = self.field_above(begin) {
            begin -= lines;
        }
        begin
    }

    /// The last line of the notice: behind the body what belongs to no menu, up to the first menu.
    fn end(&self, body: Id, last: usize) -> usize {
        let (mut frame, mut end) = (body, last);
        while let Some(parent) = self.dom.parent(frame).filter(|id| self.dom.name(*id) != "body") {
            let lines = end + 1..self.page.lines.len();
            let is_inside = |at: &usize| self.tree.holds(parent, self.page.lines[*at].node);
            let is_text = |at: &usize| {
                let weight = self.weights[*at];
                weight.linked * 2 <= weight.ink && !weight.is_hinted
            };
            let inside = lines.clone().take_while(is_inside).count();
            let text = lines.take_while(|at| is_inside(at) && is_text(at)).count();
            if text > 0 && self.prose(end + 1..end + 1 + text) < 10 {
                break;
            }
            end += text;
            if text < inside {
                break;
            }
            frame = parent;
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

    /// True where next to nothing of a body stands before its title.
    fn is_early(&self, title: usize, first: usize, last: usize) -> bool {
        self.prose(first..title) * 20 < self.prose(first..last)
    }

    fn prose(&self, lines: std::ops::Range<usize>) -> usize {
        self.weights[lines].iter().map(|weight| weight.prose).sum()
    }
}
