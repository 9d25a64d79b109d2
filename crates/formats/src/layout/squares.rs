//! The squares of characters: their ink fills them, but that of a mark only one half of them, so
//! that marks hang over the edge of a column and their squares overlap.

use super::lines::Segment;
use super::page::Glyph;

impl Segment {
    /// Where its text begins: an opening mark may hang into the gutter.
    pub(super) fn start(&self) -> f64 {
        self.glyphs.first().map_or(self.x0, |first| body(first, self.glyphs.get(1)))
    }

    /// Where its ink ends: a closing mark may hang into the gutter.
    pub(super) fn end(&self) -> f64 {
        self.glyphs.last().map_or(self.x1, |last| self.x1 - last.x1 + ink_end(last))
    }

    /// Characters behind a white stripe that may be the gutter between two columns, and from where
    /// to where the column may begin that they stand in: a mark may hang into the stripe.
    pub(super) fn stripes(&self) -> impl Iterator<Item = (usize, f64, f64)> {
        let pairs = self.glyphs.windows(2).enumerate();
        let stripes = pairs.filter(|(_, pair)| is_stripe(&pair[0], &pair[1]));
        stripes.map(|(at, pair)| {
            let next = &pair[1];
            (at + 1, next.x0, body(next, self.glyphs.get(at + 2)))
        })
    }

    /// Parts it before some of its characters, which are named in their order.
    pub(super) fn part(self, cuts: &[usize]) -> Vec<Self> {
        if cuts.is_empty() {
            return vec![self];
        }
        let mut glyphs = self.glyphs;
        let mut parts: Vec<Self> =
            cuts.iter().rev().map(|at| Self::new(glyphs.split_off(*at))).collect();
        parts.push(Self::new(glyphs));
        parts
    }
}

/// Where the ink of a character begins: an opening bracket stands in the right half of its square,
/// and squares of punctuation marks overlap in composed text.
pub(super) fn ink(glyph: &Glyph) -> f64 {
    glyph.x0 + if opens(glyph.c) { 0.45 * (glyph.x1 - glyph.x0) } else { 0.0 }
}

/// Where the ink of a character ends: that of a stop or a closing bracket in the left half.
fn ink_end(glyph: &Glyph) -> f64 {
    glyph.x1 - if closes(glyph.c) { 0.45 * (glyph.x1 - glyph.x0) } else { 0.0 }
}

/// Where the text begins that a character leads: behind an opening mark.
fn body(first: &Glyph, second: Option<&Glyph>) -> f64 {
    second.filter(|_| opens(first.c)).map_or(first.x0, |second| second.x0)
}

/// True where nearly a square stays white between the ink of two characters, and not for the sake
/// of their punctuation alone.
fn is_stripe(last: &Glyph, next: &Glyph) -> bool {
    let em = last.size.max(next.size);
    next.x0 - last.x1 > 0.3 * em && ink(next) - ink_end(last) > 0.8 * em
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '〔' | '【' | '「' | '『' | '［')
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '〉' | '〕' | '】' | '」' | '』' | '］')
        || matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？')
}
