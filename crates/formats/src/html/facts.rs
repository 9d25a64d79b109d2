//! What a page's head says about the page: its title and the meta tags of government sites.

use super::dom::{Dom, Element, Glyph, Id};

/// Names of meta tags that say something about the notice or its site, in small letters. Walls of
/// keywords and descriptions repeat the body.
const NAMES: &[&str] = &[
    "sitename",
    "sitedomain",
    "siteidcode",
    "columnname",
    "columntype",
    "articletitle",
    "pubdate",
    "contentsource",
    "author",
    "url",
    "og:title",
    "og:site_name",
    "og:url",
    "article:author",
    "article:published_time",
    "publishdate",
    "source",
    "docid",
    "contentid",
];

/// A fact: a name and its value.
pub(super) struct Fact {
    pub(super) name: Vec<Glyph>,
    pub(super) value: Vec<Glyph>,
}

impl Fact {
    /// True for a fact of that name.
    pub(super) fn is(&self, name: &str) -> bool {
        let mut own = self.name.iter().map(|glyph| glyph.c.to_ascii_lowercase());
        name.chars().all(|c| own.next() == Some(c)) && own.next().is_none()
    }
}

/// The facts of a page, in the order of its source, each once.
pub(super) fn facts(dom: &Dom, source: &str) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for id in dom.below(Dom::ROOT) {
        let fact = match dom.element(id) {
            Some(element) if &*element.name.local == "meta" => meta(element, source),
            Some(element) if &*element.name.local == "title" => title(dom, id, element),
            _ => None,
        };
        let Some(fact) = fact else { continue };
        let name: String = fact.name.iter().map(|g| g.c.to_ascii_lowercase()).collect();
        if !facts.iter().any(|known| known.is(&name)) {
            facts.push(fact);
        }
    }
    facts
}

/// The title in the head; pictures have titles, too.
fn title(dom: &Dom, id: Id, element: &Element) -> Option<Fact> {
    if !dom.parent(id).is_some_and(|parent| matches!(dom.name(parent), "head" | "body" | "html")) {
        return None;
    }
    let (start, end) = element.tag;
    let name = "title".chars().map(|c| Glyph { c, start, end }).collect();
    let pieces = dom.children(id).flat_map(|text| dom.pieces(text));
    fact(name, pieces.flat_map(|piece| piece.glyphs()))
}

fn meta(element: &Element, source: &str) -> Option<Fact> {
    let name = element.attribute("name").or_else(|| element.attribute("property"))?.trim();
    let is_wanted = NAMES.contains(&&*name.to_ascii_lowercase());
    let value = element.attribute("content").filter(|_| is_wanted)?;
    fact(placed(name, element, source), placed(value, element, source).into_iter())
}

fn fact(name: Vec<Glyph>, value: impl Iterator<Item = Glyph>) -> Option<Fact> {
    let mut words: Vec<Glyph> = Vec::new();
    for glyph in value {
        let follows_blank = words.last().is_none_or(|last| last.c == ' ');
        match glyph.c.is_ascii_whitespace() {
            true if follows_blank => {}
            true => words.push(Glyph { c: ' ', ..glyph }),
            false => words.push(glyph),
        }
    }
    while words.last().is_some_and(|last| last.c.is_whitespace()) {
        words.pop();
    }
    let has_ink = words.iter().any(|glyph| !glyph.c.is_whitespace());
    has_ink.then_some(Fact { name, value: words })
}

/// The value of an attribute with its place: its own bytes where the tag holds it as it is, those
/// of the tag where entities stand in it.
fn placed(value: &str, element: &Element, source: &str) -> Vec<Glyph> {
    let (start, end) = element.tag;
    let tag = source.get(start as usize..end as usize).unwrap_or_default();
    let found =
        tag.match_indices(value).map(|(at, _)| at).find(|at| is_value(tag, *at, value.len()));
    let own = |at: usize, c: char| {
        let from = start + found.map_or(0, |found| found + at) as u32;
        Glyph { c, start: from, end: from + c.len_utf8() as u32 }
    };
    let place = |(at, c)| if found.is_some() { own(at, c) } else { Glyph { c, start, end } };
    value.char_indices().map(place).collect()
}

/// True where a value stands between quotes, or behind `=` and before a blank.
fn is_value(tag: &str, at: usize, len: usize) -> bool {
    let before = tag[..at].trim_end().chars().next_back();
    let after = tag[at + len..].trim_start().chars().next();
    let is_end = |c: Option<char>| matches!(c, Some('"' | '\'' | '>' | '/'));
    matches!(before, Some('"' | '\'' | '=')) && (is_end(after) || tag[at + len..].starts_with(' '))
}
