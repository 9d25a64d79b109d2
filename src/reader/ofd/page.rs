//! The pages of a document in their order, each with the text of its templates.

use super::line::{self, Line};
use super::object::{self, Direction, Run};
use super::tree::Element;
use super::{Budget, part, path};
use crate::diagnostic::Code;
use crate::reader::draft::Draft;
use crate::reader::package::Package;
use std::collections::BTreeMap;

/// Width and height where a page does not say: A4, in millimetres.
const A4: (f64, f64) = (210.0, 297.0);

/// Pages of one file.
const PAGES: usize = 20_000;

/// A page: its lines, and whether anything else is on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    /// Text that is in none of the lines.
    pub(super) runs: Vec<Run>,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) has_pictures: bool,
    pub(super) has_drawings: bool,
    /// Why the page could not be read is told elsewhere.
    pub(super) is_lost: bool,
}

impl Page {
    /// True where nothing is to be read.
    pub(super) fn is_empty(&self) -> bool {
        !self.is_lost && self.lines.is_empty() && self.runs.iter().all(Run::is_blank)
    }

    /// Makes lines of the runs that go from left to right.
    fn settle(&mut self) {
        self.lines = line::lines(&self.runs);
        self.runs.retain(|run| run.direction != Direction::Level);
    }

    /// True for a picture of a page.
    pub(super) fn is_scan(&self) -> bool {
        self.has_pictures && self.is_empty()
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
        let mut page = Page { width: size.0, height: size.1, ..Page::default() };
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
        page.settle();
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
    let chars = template.runs.iter().map(|run| run.glyphs.len()).sum::<usize>();
    if budget.spend(u32::try_from(chars).unwrap_or(u32::MAX)) {
        page.runs.extend(template.runs.iter().cloned());
        page.has_pictures |= template.has_pictures;
        page.has_drawings |= template.has_drawings;
    }
}

fn add(content: &Element, budget: &mut Budget, page: &mut Page) {
    if let Some((width, height)) = content.child("Area").and_then(size) {
        (page.width, page.height) = (width, height);
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
