//! OFD, GB/T 33190: a container of pages on which every character has a place.
//!
//! Characters are read from the text codes, which are Unicode; fonts and their glyphs are ignored. Paragraphs
//! and tables are made by `layout` from the places of characters and the lines that paths draw.

mod drawing;
mod object;
mod page;
mod path;
#[cfg(test)]
mod tests;
mod tree;

use super::Limits;
use super::draft::Draft;
use super::layout;
use super::package::{Package, PackageError};
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;
use page::Page;
use tree::Element;

/// Characters of one page: they are sorted all at once.
const PAGE_CHARS: u32 = 1 << 20;

/// Ruling lines of one file: the tables of some thousand pages.
const RULES: usize = 1 << 19;

/// What the pages of a file may cost, and what was wrong with them.
pub(super) struct Budget {
    /// Characters that may still be placed.
    chars: u32,
    /// Characters that may still be placed on this page.
    on_page: u32,
    depth: u32,
    /// Text codes read so far.
    run: u32,
    is_over: bool,
    /// Parts that are no sound XML.
    broken: Vec<String>,
    hidden: u32,
    /// Characters that show something, and those of them that say nothing.
    shown: u64,
    undecoded: u64,
    /// Ruling lines that may still be drawn; what is above it is no part of any table.
    rules: usize,
    /// The first page that is not there and why, and how many there are.
    lost: Option<(String, PackageError)>,
    losses: u32,
}

impl Budget {
    fn of(limits: &Limits) -> Self {
        Self {
            chars: limits.chars,
            on_page: PAGE_CHARS,
            depth: limits.depth,
            run: 0,
            is_over: false,
            broken: Vec::new(),
            hidden: 0,
            shown: 0,
            undecoded: 0,
            rules: RULES,
            lost: None,
            losses: 0,
        }
    }

    /// Counts characters to be placed; false where they are too many.
    fn spend(&mut self, chars: u32) -> bool {
        self.is_over |= chars > self.chars.min(self.on_page);
        if !self.is_over {
            self.chars -= chars;
            self.on_page -= chars;
        }
        !self.is_over
    }

    /// Counts characters, and those of private use, which name a glyph of an embedded font and no character.
    fn count(&mut self, chars: &[char]) {
        let shown = chars.iter().filter(|c| !c.is_whitespace());
        self.shown += shown.clone().count() as u64;
        self.undecoded += shown.filter(|c| is_private(**c)).count() as u64;
    }

    /// Counts ruling lines; false where they are too many, and are left out from here on.
    fn rule(&mut self, rules: usize) -> bool {
        let left = self.rules.checked_sub(rules);
        self.rules = left.unwrap_or(0);
        left.is_some()
    }

    /// Counts a page that cannot be read.
    fn lose(&mut self, location: &str, cause: &PackageError) {
        self.lost.get_or_insert_with(|| (location.to_owned(), cause.clone()));
        self.losses += 1;
    }
}

/// Reads a file. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    let mut package = match Package::open(limits, bytes) {
        Ok(package) => package,
        Err(cause) => return draft.note(cause.code(), cause.to_string()),
    };
    let mut budget = Budget::of(limits);
    let mut pages = Vec::new();
    match part(&mut package, "OFD.xml", &mut budget) {
        Ok(root) => {
            for body in root.all("DocBody") {
                facts(body, draft);
                read_body(&mut package, body, &mut budget, &mut pages, draft);
            }
        }
        Err(cause) => report(&package, &cause, draft),
    }
    report_parts(&package, &budget, draft);
    report_undecoded(&budget, draft);
    report_pages(&pages, draft);
    package.report(draft);
    layout::write(pages.into_iter().map(|page| page.sheet).collect(), draft);
}

/// Properties of a document, and those data of its own that have Chinese names: the others are about
/// the program that wrote it.
fn facts(body: &Element, draft: &mut Draft) {
    let Some(info) = body.child("DocInfo") else { return };
    for name in ["Title", "Subject", "Author", "CreationDate"] {
        if let Some(value) = info.child(name) {
            fact(name, &value.text, draft);
        }
    }
    for data in info.all("CustomDatas").flat_map(|datas| datas.all("CustomData")) {
        let name = data.attribute("Name").unwrap_or_default();
        if name.chars().any(object::is_wide) {
            fact(name, &data.text, draft);
        }
    }
}

fn fact(name: &str, value: &str, draft: &mut Draft) {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if !value.is_empty() {
        draft.block(BlockKind::Fact);
        draft.push_str(&format!("{name}: {value}"));
    }
}

fn read_body(
    package: &mut Package,
    body: &Element,
    budget: &mut Budget,
    pages: &mut Vec<Page>,
    draft: &mut Draft,
) {
    let Some(root) = body.child("DocRoot").map(|root| path::resolve("", root.text.trim())) else {
        return draft.note(Code::DamagedFile, "the file names no document to read");
    };
    match part(package, &root, budget) {
        Ok(document) => page::read_all(package, &root, &document, budget, pages, draft),
        Err(cause) => report(package, &cause, draft),
    }
}

/// A part as a tree of elements.
fn part(package: &mut Package, name: &str, budget: &mut Budget) -> Result<Element, PackageError> {
    let text = package.text(name)?;
    let tree = tree::parse(budget.depth, &text);
    if tree.is_broken {
        budget.broken.push(name.to_owned());
    }
    Ok(tree.root)
}

/// Says why a part could not be read. Parts of a file with a list of keys are encrypted.
fn report(package: &Package, cause: &PackageError, draft: &mut Draft) {
    match is_encrypted(package) {
        true => draft.note(Code::EncryptedFile, ENCRYPTED),
        false => draft.note(cause.code(), cause.to_string()),
    }
}

const ENCRYPTED: &str = "the file is encrypted; open it with its password and save it without one";

fn is_encrypted(package: &Package) -> bool {
    package.names().iter().any(|name| {
        let file = name.rsplit('/').next().unwrap_or_default();
        file.eq_ignore_ascii_case("Encryptions.xml")
    })
}

/// True for a character that everybody may give a meaning of their own. Symbol fonts keep their signs at
/// U+F020 to U+F0FF.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F01F}' | '\u{F100}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

fn report_undecoded(budget: &Budget, draft: &mut Draft) {
    if budget.undecoded > 0 {
        let message = format!(
            "{} characters ({}% of all) are of private use and say nowhere which characters they are; \
             recognise the pages with OCR",
            budget.undecoded,
            budget.undecoded * 100 / budget.shown.max(1)
        );
        draft.note(Code::UndecodableGlyphs, message);
    }
}

fn report_parts(package: &Package, budget: &Budget, draft: &mut Draft) {
    match &budget.lost {
        Some((_, cause)) if is_encrypted(package) => report(package, cause, draft),
        Some((location, cause)) => {
            let message =
                format!("{} pages cannot be read, {location} first: {cause}", budget.losses);
            draft.note(cause.code(), message);
        }
        None => {}
    }
    if let Some(first) = budget.broken.first() {
        let message = format!(
            "{} parts of the file are broken, {first} first; what could be read is kept",
            budget.broken.len()
        );
        draft.note(Code::DamagedFile, message);
    }
    if budget.is_over {
        draft.note(
            Code::LimitReached,
            "more characters than the limits allow; the rest is not read",
        );
    }
    if budget.rules == 0 {
        draft.note(
            Code::LimitReached,
            "more ruling lines than the limits allow; the cells of later tables are read as lines",
        );
    }
    if budget.hidden > 0 {
        let message = format!("{} pieces of text that the file hides were left out", budget.hidden);
        draft.note(Code::HiddenText, message);
    }
}

fn report_pages(pages: &[Page], draft: &mut Draft) {
    let outside: u64 = pages.iter().map(|page| u64::from(page.sheet.hidden)).sum();
    if outside > 0 {
        let message = format!("{outside} characters that the pages do not show were left out");
        draft.note(Code::HiddenText, message);
    }
    let scans: Vec<String> = (1..)
        .zip(pages)
        .filter(|(_, page)| page.is_scan())
        .map(|(number, _): (u32, _)| number.to_string())
        .collect();
    if !scans.is_empty() {
        let shown = scans[..scans.len().min(20)].join(", ");
        let message = format!(
            "{} of {} pages hold pictures and no characters: {shown}; recognise their characters \
             with an OCR program",
            scans.len(),
            pages.len()
        );
        draft.note(Code::NoTextLayer, message);
    } else if !pages.is_empty() && pages.iter().all(Page::is_empty) {
        match pages.iter().any(|page| page.has_drawings) {
            true => draft.note(
                Code::NoTextLayer,
                "the pages hold drawings and no characters; recognise their characters with an OCR \
                 program",
            ),
            false => draft.note(Code::EmptyFile, "the pages are empty"),
        }
    }
}
