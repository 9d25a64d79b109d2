//! Opens a file and draws its pages, on a thread with a large stack and behind a guard against panics of the
//! library.

use super::decode::Decoders;
use super::device::{Budget, Collector, Spent};
use crate::Limits;
use crate::layout::Page;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};
use kurbo::Rect;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Pages that are read.
const PAGES: usize = 20_000;

/// Calls of the interpreter for a document, and for each of its bytes. Text that is drawn takes
/// several bytes a call, packed; only a form that is drawn many times over takes fewer.
const CALLS: (u32, u32) = (100_000, 8);

/// Forms inside forms and objects inside objects take much of the stack.
const STACK: usize = 64 << 20;

/// The pages of a file as they were drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// In order.
    pub(super) pages: Vec<Page>,
    /// Glyphs without a character.
    pub(super) undecoded: u32,
    /// The limits ended it.
    pub(super) spent: bool,
    /// What was broken.
    pub(super) damage: Option<String>,
}

/// Why there are no pages.
#[derive(Debug)]
pub(super) enum Failure {
    /// It asks for a password.
    Encrypted,
    /// It is no PDF, or too little of it is left.
    Broken,
}

/// Draws the pages of a file.
pub(super) fn draw(limits: &Limits, bytes: &[u8]) -> Result<Drawn, Failure> {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK);
        let thread = builder.spawn_scoped(scope, || guarded(limits, bytes));
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(drawn)) => drawn,
            Ok(Err(_)) => Err(Failure::Broken),
            Err(_) => guarded(limits, bytes),
        }
    })
}

fn guarded(limits: &Limits, bytes: &[u8]) -> Result<Drawn, Failure> {
    let opened = catch_unwind(|| Pdf::new(bytes.to_vec()));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(_))) => return Err(Failure::Encrypted),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err(Failure::Broken),
    };
    let mut drawn = Drawn { damage: truncated(bytes), ..Drawn::default() };
    let mut broken: Vec<usize> = Vec::new();
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let calls = CALLS.0.saturating_add(size.saturating_mul(CALLS.1));
    let mut budget = Budget { glyphs: limits.chars, calls, contents: limits.unpacked };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let cache = InterpreterCache::new();
        let count = pdf.pages().len();
        drawn.spent = count > PAGES;
        for number in 0..count.min(PAGES) {
            if !draw_page(&pdf, number, &cache, &mut budget, &mut drawn) {
                broken.push(number);
            }
            if drawn.spent {
                break;
            }
        }
    }));
    if outcome.is_err() || !broken.is_empty() {
        let which = match broken.is_empty() {
            true => "the file is".to_owned(),
            false => format!("pages {} are", super::listed(&broken)),
        };
        drawn.damage = Some(format!("{which} broken; what could be read was kept"));
    }
    if drawn.pages.is_empty() { Err(Failure::Broken) } else { Ok(drawn) }
}

/// Draws a page; false where it is broken.
fn draw_page<'a>(
    pdf: &'a Pdf,
    number: usize,
    cache: &InterpreterCache<'a>,
    budget: &mut Budget,
    drawn: &mut Drawn,
) -> bool {
    let Some(page) = pdf.pages().get(number) else { return false };
    let decoders = catch_unwind(AssertUnwindSafe(|| Decoders::of(page.resources())));
    let decoders = decoders.unwrap_or_default();
    let (width, height) = page.render_dimensions();
    let size = (f64::from(width), f64::from(height));
    let mut collector = Collector::new(size, &decoders, *budget);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let contents = page.page_stream().map_or(0, <[u8]>::len) as u64;
        let Some(left) = collector.budget.contents.checked_sub(contents) else {
            resume_unwind(Box::new(Spent));
        };
        collector.budget.contents = left;
        let box_ = Rect::new(0.0, 0.0, size.0, size.1);
        let from = page.initial_transform(true).to_kurbo();
        let settings = InterpreterSettings::default();
        let mut context = Context::new(from, box_, cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut collector);
        !page.raw().contains_key(&b"Contents"[..]) || page.page_stream().is_some()
    }));
    *budget = collector.budget;
    let mut page = collector.page;
    page.settle();
    let undecoded = page.glyphs.iter().filter(|glyph| glyph.c == '\u{FFFD}').count();
    drawn.undecoded = drawn.undecoded.saturating_add(u32::try_from(undecoded).unwrap_or(u32::MAX));
    drawn.pages.push(page);
    match outcome {
        Ok(whole) => whole,
        Err(panic) if panic.is::<Spent>() => {
            drawn.spent = true;
            true
        }
        Err(_) => false,
    }
}

/// A file without its end was cut off, and its table of objects was put together anew.
fn truncated(bytes: &[u8]) -> Option<String> {
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or(bytes);
    let ends = memchr::memmem::find(tail, b"startxref").is_some();
    (!ends).then(|| "the end of the file is missing; pages may be missing, too".to_owned())
}
