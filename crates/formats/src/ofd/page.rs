//! The pages of a document in their order, each with the text of its templates.

use super::object::{self, POINTS};
use super::tree::Element;
use super::{Budget, part, path};
use crate::draft::Draft;
use crate::layout;
use crate::package::Package;
use gongwen::diagnostic::Code;
use std::collections::{BTreeMap, BTreeSet};

/// Width and height where a page does not say: A4, in millimetres.
const A4: (f64, f64) = (210.0, 297.0);

/// Pages of one file.
const PAGES: usize = 20_000;

/// A page, and whether anything but text is on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Characters and ruling lines.
    pub(super) sheet: layout::Page,
    /// What runs in other directions.
    turned: BTreeSet<String>,
    pub(super) has_pictures: bool,
    pub(super) has_drawings: bool,
    /// Why the page could not be read is reported elsewhere.
    pub(super) is_lost: bool,
}

impl Page {
    /// A page of a size in millimetres.
    fn new(size: (f64, f64)) -> Self {
        let mut page = Self::default();
        page.resize(size);
        page
    }

    fn resize(&mut self, (width, height): (f64, f64)) {
        (self.sheet.width, self.sheet.height) = (width * POINTS, height * POINTS);
    }

    /// True where nothing is to be read.
    pub(super) fn is_empty(&self) -> bool {
        !self.is_lost && self.sheet.glyphs.iter().all(|glyph| glyph.c.is_whitespace())
    }

    /// True for a picture of a page.
    pub(super) fn is_scan(&self) -> bool {
        self.has_pictures && self.is_empty()
    }

    /// Remembers a text that runs in another direction; true for one that the page has not yet.
    pub(super) fn is_new(&mut self, text: &str) -> bool {
        self.turned.insert(text.trim().to_owned())
    }
}

/// Reads the pages that a document lists.
pub(super) fn read_all(
    package: &mut Package,
    root: &str,
    document: &Element,
    budget: &mut Budget,
    pages: &mut Vec<Page>,
    draft: &mut Draft,
) {
    let common = document.child("CommonData");
    let size = common.and_then(|common| common.child("PageArea")).and_then(size).unwrap_or(A4);
    let templates: BTreeMap<&str, String> = common
        .into_iter()
        .flat_map(|common| common.all("TemplatePage"))
        .filter_map(|template| {
            let location = template.attribute("BaseLoc")?;
            Some((template.attribute("ID")?, path::resolve(root, location)))
        })
        .collect();
    let mut read: BTreeMap<String, Page> = BTreeMap::new();
    for listed in document.all("Pages").flat_map(|pages| pages.all("Page")) {
        budget.is_over |= pages.len() >= PAGES;
        if budget.is_over {
            return;
        }
        let location = path::resolve(root, listed.attribute("BaseLoc").unwrap_or_default());
        let mut page = Page::new(size);
        budget.on_page = super::PAGE_CHARS;
        match part(package, &location, budget) {
            Ok(content) => {
                for used in content.all("Template") {
                    let id = used.attribute("TemplateID").unwrap_or_default();
                    if let Some(location) = templates.get(id) {
                        add_template(package, location, budget, &mut read, &mut page);
                    }
                }
                add(&content, budget, &mut page);
            }
            Err(cause) => {
                page.is_lost = true;
                budget.lose(&location, &cause);
            }
        }
        page.sheet.settle();
        pages.push(page);
    }
    if document.all("Pages").all(|pages| pages.all("Page").next().is_none()) {
        draft.note(Code::DamagedFile, "the document lists no pages");
    }
}

/// Adds the text of a template, which is read once for all pages.
fn add_template(
    package: &mut Package,
    location: &str,
    budget: &mut Budget,
    read: &mut BTreeMap<String, Page>,
    page: &mut Page,
) {
    if !read.contains_key(location) {
        let mut template = Page::default();
        if let Ok(content) = part(package, location, budget) {
            add(&content, budget, &mut template);
        }
        read.insert(location.to_owned(), template);
    }
    let Some(template) = read.get(location) else { return };
    let (own, shared) = (&mut page.sheet, &template.sheet);
    let chars = u32::try_from(shared.glyphs.len()).unwrap_or(u32::MAX);
    if budget.rule(shared.rules.len()) {
        own.rules.extend(shared.rules.iter().copied());
    }
    if budget.spend(chars) {
        own.glyphs.extend(shared.glyphs.iter().cloned());
        own.shared.extend(shared.glyphs.iter().map(|glyph| glyph.y));
        own.shared.sort_by(f64::total_cmp);
        own.shared.dedup();
        page.turned.extend(template.turned.iter().cloned());
        page.has_pictures |= template.has_pictures;
        page.has_drawings |= template.has_drawings;
    }
}

fn add(content: &Element, budget: &mut Budget, page: &mut Page) {
    if let Some(size) = content.child("Area").and_then(size) {
        page.resize(size);
    }
    for layer in content.all("Content").flat_map(|content| content.all("Layer")) {
        object::read_all(layer, budget, page);
    }
}

fn size(area: &Element) -> Option<(f64, f64)> {
    let shape = area.child("PhysicalBox")?;
    let numbers: Vec<f64> = shape.text.split_whitespace().filter_map(super::tree::number).collect();
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    }
}
