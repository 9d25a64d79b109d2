//! Links that stay on the page: the marks of notes and the notes, and lists of contents.
//!
//! A mark is a number or a sign that links to a place further down and is raised, in brackets, or linked
//! back from there. A line of contents is nothing but links to headings that say the same words.

use super::dom::{Dom, Id, NodeKind};
use super::flow::{LineKind, Page, PageLine};
use super::looks::{Look, look};
use crate::sign::{is_bracketed, is_mark};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Characters of the longest mark.
const MARK: usize = 8;
/// Characters of the longest note, and of the longest line of contents.
const NOTE: usize = 1200;
const ENTRY: usize = 120;
/// Nodes that are looked at to read words.
const NODES: usize = 600;

/// Bytes of the source.
type Place = Range<u32>;

/// What the links of a page say.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Marks of notes, in the order of the source.
    marks: Vec<Place>,
    notes: Vec<Place>,
    entries: Vec<Place>,
    /// What the page itself calls lines of contents.
    contents: Vec<Place>,
}

impl Anchors {
    /// Reads the links of a page.
    pub(super) fn read(dom: &Dom) -> Self {
        let links = Links::of(dom);
        let mut anchors = Self::default();
        for (link, target) in &links.pairs {
            if link > target {
                continue;
            }
            if let Some(note) = links.note(dom, *link, *target) {
                anchors.marks.extend(place(dom, raised(dom, *link), MARK * 2));
                anchors.notes.push(note);
            } else if is_entry(dom, *link, *target) {
                anchors.entries.extend(place(dom, *link, ENTRY));
            }
        }
        anchors.marks.extend(unlinked_marks(dom));
        anchors.stated(dom);
        for places in
            [&mut anchors.marks, &mut anchors.notes, &mut anchors.entries, &mut anchors.contents]
        {
            *places = joined(std::mem::take(places));
        }
        anchors
    }

    /// What elements say by their roles, and by the names that Word gives to its styles.
    fn stated(&mut self, dom: &Dom) {
        for id in dom.below(Dom::ROOT) {
            let Some(element) = dom.element(id) else { continue };
            let class = element.attribute("class").unwrap_or_default();
            let is_note = matches!(class, "MsoFootnoteText" | "MsoEndnoteText")
                || matches!(element.attribute("role"), Some("doc-footnote" | "doc-endnotes"));
            match () {
                () if is_note => self.notes.extend(place(dom, id, NOTE)),
                () if class.starts_with("MsoToc") => self.contents.extend(place(dom, id, ENTRY)),
                () => {}
            }
        }
    }

    /// True for a byte of a mark.
    pub(super) fn is_mark(&self, at: u32) -> bool {
        holds(&self.marks, at)
    }

    /// Says which lines are notes and which are lines of contents; one alone is none.
    pub(super) fn apply(&self, page: &mut Page) {
        let Page { glyphs, lines, .. } = page;
        let first = |line: &PageLine| glyphs[line.glyphs.clone()].first().map(|glyph| glyph.start);
        let is_linked = |line: &PageLine| {
            let mut ink =
                glyphs[line.glyphs.clone()].iter().filter(|glyph| glyph.c.is_alphabetic());
            line.linked > 0 && ink.all(|glyph| holds(&self.entries, glyph.start))
        };
        let is_stated =
            |line: &PageLine| first(line).is_some_and(|start| holds(&self.contents, start));
        let is_plain = |line: &PageLine| line.cells.is_empty();
        let mut run = 0;
        for at in 0..lines.len() {
            let is_entry = is_plain(&lines[at]) && (is_stated(&lines[at]) || is_linked(&lines[at]));
            run = if is_entry { run + 1 } else { 0 };
            if run > 1 {
                lines[at + 1 - run].kind = LineKind::Contents;
                lines[at].kind = LineKind::Contents;
            }
            let is_note = first(&lines[at]).is_some_and(|start| holds(&self.notes, start));
            if is_note && is_plain(&lines[at]) {
                lines[at].kind = LineKind::Note;
            }
        }
    }
}

/// The same places in order, those that overlap as one.
fn joined(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|place| place.start);
    let mut apart: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        match apart.last_mut().filter(|last| place.start < last.end) {
            Some(last) => last.end = last.end.max(place.end),
            None => apart.push(place),
        }
    }
    apart
}

/// True where one of the places, in order and apart, holds a byte.
fn holds(places: &[Place], at: u32) -> bool {
    let before = places.partition_point(|place| place.start <= at);
    before.checked_sub(1).is_some_and(|last| at < places[last].end)
}

/// The links of a page to places of the same page.
struct Links {
    /// Links and what they lead to.
    pairs: Vec<(Id, Id)>,
    /// What links further down lead back to.
    back: BTreeSet<Id>,
}

impl Links {
    fn of(dom: &Dom) -> Self {
        let mut names: BTreeMap<&str, Id> = BTreeMap::new();
        let mut links = Vec::new();
        for id in dom.below(Dom::ROOT) {
            let Some(element) = dom.element(id) else { continue };
            let is_link = &*element.name.local == "a";
            let name = element.attribute("name").filter(|_| is_link);
            for name in element.attribute("id").into_iter().chain(name) {
                names.entry(name).or_insert(id);
            }
            let href = element.attribute("href").filter(|_| is_link).unwrap_or_default();
            links.extend(href.trim().strip_prefix('#').map(|name| (id, name)));
        }
        let target = |(id, name): (Id, &str)| Some((id, *names.get(name)?));
        let pairs: Vec<(Id, Id)> = links.into_iter().filter_map(target).collect();
        let back = pairs.iter().filter(|(link, target)| link > target);
        let back = back.map(|(_, target)| *target).collect();
        Self { pairs, back }
    }

    /// The note that a link is the mark of.
    fn note(&self, dom: &Dom, link: Id, target: Id) -> Option<Place> {
        let mark = words(dom, link, MARK).filter(|words| is_mark(words))?;
        let is_raised =
            raised(dom, link) != link || dom.below(link).take(4).any(|id| is_sup(dom, id));
        let near = std::iter::successors(Some(link), |id| dom.parent(*id)).take(3);
        let is_mutual = near.chain(dom.children(link)).any(|id| self.back.contains(&id));
        if !is_raised && !is_mutual && !is_bracketed(&mark) {
            return None;
        }
        let block = std::iter::successors(Some(target), |id| dom.parent(*id))
            .take(6)
            .find(|id| dom.element(*id).is_some_and(|element| look(element) == Look::Block))?;
        let is_page = matches!(dom.name(block), "html" | "body");
        let place = place(dom, block, NOTE).filter(|_| !is_page)?;
        let own = dom.element(link)?.tag.0;
        let says = || words(dom, block, NOTE).is_some_and(|note| note.starts_with(&mark));
        let is_note = is_mutual || is_raised || says();
        (!place.contains(&own) && is_note).then_some(place)
    }
}

/// The raised element that holds a mark and nothing else, or the link itself.
fn raised(dom: &Dom, link: Id) -> Id {
    let above = std::iter::successors(dom.parent(link), |id| dom.parent(*id)).take(2);
    let is_only = |id: &Id| words(dom, *id, MARK * 2).is_some_and(|words| is_mark(&words));
    above.filter(|id| is_sup(dom, *id)).find(is_only).unwrap_or(link)
}

fn is_sup(dom: &Dom, id: Id) -> bool {
    dom.name(id) == "sup"
}

/// Numbers in brackets that are raised and link to nothing: what is raised is an exponent otherwise.
fn unlinked_marks(dom: &Dom) -> Vec<Place> {
    let is_mark = |id: &Id| words(dom, *id, MARK).is_some_and(|words| is_bracketed(&words));
    let raised = dom.below(Dom::ROOT).filter(|id| is_sup(dom, *id) && is_mark(id));
    raised
        .filter(|id| !dom.below(*id).any(|id| dom.name(id) == "a"))
        .filter_map(|id| place(dom, id, MARK))
        .collect()
}

/// True for a link that says what stands at the place that it leads to, apart from the number of a
/// page and the leaders before it.
fn is_entry(dom: &Dom, link: Id, target: Id) -> bool {
    let Some(entry) = words(dom, link, ENTRY) else { return false };
    let is_end = |c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | '．' | '⋯' | '_');
    let entry = entry.trim_end_matches(is_end);
    let letters = entry.chars().filter(|c| c.is_alphabetic()).count();
    let parent = dom.parent(target).unwrap_or(target);
    letters > 1
        && (follows(dom, target).starts_with(entry) || follows(dom, parent).starts_with(entry))
}

/// The words of an element without blanks; `None` where they are more than so many characters.
fn words(dom: &Dom, root: Id, most: usize) -> Option<String> {
    let mut words = String::new();
    for (number, id) in dom.below(root).enumerate() {
        let pieces = dom.pieces(id).iter().flat_map(|piece| piece.text.chars());
        words.extend(pieces.filter(|c| !c.is_whitespace()).take(most + 1));
        if number > NODES || words.chars().count() > most {
            return None;
        }
    }
    Some(words)
}

/// The words from an element on, without blanks: those of a line of contents, or as many.
fn follows(dom: &Dom, from: Id) -> String {
    let mut words = String::new();
    let mut step = Some(super::dom::Step::Enter(from));
    for _ in 0..NODES / 10 {
        let Some(now) = step else { break };
        if let super::dom::Step::Enter(id) = now {
            let pieces = dom.pieces(id).iter().flat_map(|piece| piece.text.chars());
            words.extend(pieces.filter(|c| !c.is_whitespace()).take(ENTRY));
        }
        if words.len() > ENTRY * 4 {
            break;
        }
        step = dom.next(Dom::ROOT, now);
    }
    words
}

/// Where an element stands in the source, if it holds no more than so many characters.
fn place(dom: &Dom, id: Id, most: usize) -> Option<Place> {
    let start = dom.element(id)?.tag.0;
    words(dom, id, most)?;
    let below = dom.below(id).filter_map(|id| match &dom.nodes.get(id as usize)?.kind {
        NodeKind::Text(pieces) => pieces.last().map(|piece| piece.end),
        _ => None,
    });
    Some(start..below.max().unwrap_or(start))
}
