//! Which modifiers hold for which bytes: the pages of formatted runs.

use super::bytes::{index, part, part_left, plc, u8_at, u16_at, u32_at};

/// A stretch of the stream with the same modifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run<'a> {
    start: u32,
    end: u32,
    /// The style of a paragraph; 0 for runs of characters.
    pub(super) style: u16,
    /// The modifiers.
    pub(super) grpprl: &'a [u8],
}

/// The runs of a file, by their first byte.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs<'a>(Vec<Run<'a>>);

const PAGE: usize = 512;

/// What the pages hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Chars,
    Paragraphs,
}

impl<'a> Runs<'a> {
    /// Reads the pages that a bin table lists.
    pub(super) fn read(kind: Kind, bins: &[u8], word: &'a [u8]) -> Self {
        let (_, pages) = plc(bins, 4);
        let mut numbers: Vec<u32> =
            pages.chunks_exact(4).filter_map(|page| u32_at(page, 0)).collect();
        // Each page once: a damaged table may name one a million times.
        numbers.iter_mut().for_each(|number| *number &= 0x003F_FFFF);
        numbers.sort_unstable();
        numbers.dedup();
        let pages = numbers
            .into_iter()
            .filter_map(|number| part(word, index(number).checked_mul(PAGE)?, PAGE));
        let mut runs: Vec<Run<'a>> = pages.flat_map(|page| runs_of(kind, page)).collect();
        runs.sort_by_key(|run| (run.start, run.end));
        Self(runs)
    }

    /// The run of a byte, and its number.
    pub(super) fn at(&self, fc: u32) -> Option<(usize, &Run<'a>)> {
        let number = self.0.partition_point(|run| run.start <= fc).checked_sub(1)?;
        let run = self.0.get(number)?;
        (fc < run.end).then_some((number, run))
    }
}

fn runs_of(kind: Kind, page: &[u8]) -> Vec<Run<'_>> {
    let count = usize::from(page.last().copied().unwrap_or_default());
    let size = if kind == Kind::Chars { 1 } else { 13 };
    let run = |number: usize| -> Option<Run<'_>> {
        let start = u32_at(page, number * 4)?;
        let end = u32_at(page, number * 4 + 4)?;
        let at = usize::from(u8_at(page, (count + 1) * 4 + number * size)?) * 2;
        let (style, grpprl) = match kind {
            _ if at == 0 => (0, &page[..0]),
            Kind::Chars => (0, part_left(page, at + 1, usize::from(u8_at(page, at)?))),
            Kind::Paragraphs => paragraph(page, at)?,
        };
        Some(Run { start, end, style, grpprl })
    };
    (0..count.min(PAGE / 5)).filter_map(run).collect()
}

/// The style and the modifiers of a paragraph.
fn paragraph(page: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let (start, len) = match usize::from(u8_at(page, at)?) {
        0 => (at + 2, usize::from(u8_at(page, at + 1)?) * 2),
        half => (at + 1, half * 2 - 1),
    };
    let style = u16_at(page, start)?;
    Some((style, part_left(page, start + 2, len.saturating_sub(2))))
}
