//! PDF with a text layer: collects the characters and lines that a page draws; `layout` puts them into reading
//! order. Pages without text are reported: there is no OCR.

mod budget;
mod decode;
mod device;
mod open;
#[cfg(test)]
mod tests;

use super::Limits;
use super::draft::Draft;
use super::layout::{self, Page};
use budget::Streams;
use gongwen::diagnostic::Code;
use open::{Drawn, Failure};

/// A page with a picture and no more characters than this is a scan with a stamp on it.
const STAMP: usize = 40;

/// Reads a file. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    let broken = match budget::streams(bytes, limits.unpacked) {
        Streams::Fit { broken } => broken,
        Streams::Exceed => {
            let message = "the streams of the file unpack to more than the limit; nothing was read";
            return draft.note(Code::LimitReached, message);
        }
    };
    match open::draw(limits, bytes) {
        Ok(mut drawn) => {
            let message = || format!("{broken} streams are broken; text may be missing");
            drawn.damage = drawn.damage.or_else(|| (broken > 0).then(message));
            write(drawn, draft);
        }
        Err(Failure::Encrypted) => draft.note(
            Code::EncryptedFile,
            "the file asks for a password; open it with the password and save it without one",
        ),
        Err(Failure::Broken) => {
            draft.note(Code::DamagedFile, "no page of the file can be found; try a fresh copy");
        }
    }
}

fn write(mut drawn: Drawn, draft: &mut Draft) {
    let bare: Vec<usize> =
        (0..drawn.pages.len()).filter(|at| is_picture(&drawn.pages[*at])).collect();
    let empty = drawn.pages.iter().all(|page| page.glyphs.is_empty());
    if empty || bare.len() == drawn.pages.len() {
        drawn.pages.iter_mut().for_each(|page| page.glyphs.clear());
    }
    let all = bare.len() == drawn.pages.len() || empty;
    let hidden: u64 = drawn.pages.iter().map(|page| u64::from(page.hidden)).sum();
    let count: usize = drawn.pages.iter().map(|page| page.glyphs.len()).sum();
    let pages = drawn.pages.len();
    layout::write(drawn.pages, draft);
    if all {
        let message =
            format!("none of the {pages} pages has a text layer; recognise them with OCR");
        draft.note(Code::NoTextLayer, message);
    } else if !bare.is_empty() {
        let message = format!("pages {} of {pages} are pictures without text", listed(&bare));
        draft.note(Code::NoTextLayer, message);
    }
    if drawn.undecoded > 0 {
        let share = u64::from(drawn.undecoded) * 100 / (count as u64).max(1);
        let message = format!(
            "{} glyphs ({}% of all) say nowhere which characters they are and stand as U+FFFD; \
             recognise the pages with OCR",
            drawn.undecoded,
            share.min(100)
        );
        draft.note(Code::UndecodableGlyphs, message);
    }
    if hidden > 0 {
        let message = format!("{hidden} characters that the pages do not show were left out");
        draft.note(Code::HiddenText, message);
    }
    if drawn.spent {
        draft.note(
            Code::LimitReached,
            "the pages draw more than the limits allow; the rest is missing",
        );
    }
    if let Some(damage) = drawn.damage {
        draft.note(Code::DamagedFile, damage);
    }
}

/// True for a picture of a page.
fn is_picture(page: &Page) -> bool {
    let count = page.glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).count();
    count == 0 && page.picture_share() > 0.02 || count <= STAMP && page.picture_share() > 0.6
}

/// `1, 3–5` for the pages counted from 0.
fn listed(pages: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for page in pages.iter().map(|page| page + 1) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let names = runs.into_iter().map(|(from, to)| match from == to {
        true => from.to_string(),
        false => format!("{from}–{to}"),
    });
    names.collect::<Vec<_>>().join(", ")
}
