//! Draws a page into a list: no picture is decoded and no outline is built.

use super::decode::Decoders;
use crate::layout::{Glyph, Page, quarter};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};

/// What the reader may still spend on a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Characters.
    pub(super) glyphs: u32,
    /// Calls of the interpreter; a form that draws itself many times over spends them.
    pub(super) calls: u32,
    /// Bytes of the pages' contents, unpacked.
    pub(super) contents: u64,
}

/// How far the middle of a character may lie outside the edge to which things show, in its heights.
const EDGE: f64 = 0.35;

/// The value that unwinds the interpreter when the budget is spent.
pub(super) struct Spent;

/// Collects what a page draws.
pub(super) struct Collector<'d> {
    pub(super) page: Page,
    pub(super) budget: Budget,
    decoders: &'d Decoders,
    /// Where something shows that is drawn, the innermost last.
    clips: Vec<Rect>,
}

impl<'d> Collector<'d> {
    /// An empty page of that size.
    pub(super) fn new(size: (f64, f64), decoders: &'d Decoders, budget: Budget) -> Self {
        let page = Page { width: size.0, height: size.1, ..Page::default() };
        Self { page, budget, decoders, clips: Vec::new() }
    }

    /// Stops the interpreter, which knows no other way, once it has called too often.
    fn call(&mut self) {
        if self.budget.calls == 0 || self.budget.glyphs == 0 {
            std::panic::resume_unwind(Box::new(Spent));
        }
        self.budget.calls -= 1;
    }

    fn glyph(&mut self, words: &str, from: Affine, advance: f64, mode: &DrawMode) {
        let start = from * Point::ZERO;
        let run = from * Point::new(advance.max(1.0), 0.0) - start;
        let up = from * Point::new(0.0, 1000.0) - start;
        let (size, advance) = (up.hypot(), run.hypot());
        let finite = [start.x, start.y, size, advance].iter().all(|value| value.is_finite());
        let count = words.chars().count();
        if !finite || !(0.5..5000.0).contains(&size) || count == 0 {
            return;
        }
        let invisible = matches!(mode, DrawMode::Invisible);
        let step = advance / count as f64;
        let turn = quarter(run.x / advance, run.y / advance);
        for (index, c) in words.chars().enumerate() {
            self.budget.glyphs = self.budget.glyphs.saturating_sub(1);
            let at = step * index as f64;
            let (x0, y) = (start.x + at * run.x / advance, start.y + at * run.y / advance);
            let x1 = x0 + step;
            // Han characters are squares; fonts that are scaled on one axis only say otherwise.
            let is_square = ('\u{3400}'..='\u{9FFF}').contains(&c);
            let size = if is_square { size.clamp(0.8 * step, 1.25 * step) } else { size };
            let glyph = Glyph { c, x0, x1, y, size, invisible, turn, ..Glyph::default() };
            if self.shows(&glyph) {
                self.page.glyphs.push(glyph);
            } else {
                self.page.hidden += u32::from(!c.is_whitespace());
            }
        }
    }

    /// False for a character outside the edge to which the file lets things show: what a cell has no
    /// room for. A path counts as the rectangle around it, and an edge without room inside as none.
    fn shows(&self, glyph: &Glyph) -> bool {
        let (place, edge) = match glyph.turn {
            0 => (glyph.middle(), EDGE * glyph.size),
            _ => ((glyph.x0, glyph.y), glyph.size),
        };
        let clip = self.clips.last().filter(|clip| clip.area() > 0.0);
        clip.is_none_or(|clip| clip.inflate(edge, edge).contains(Point::from(place)))
    }

    fn clip(&mut self, area: Rect) {
        self.call();
        let within = self.clips.last().map_or(area, |outer| outer.intersect(area));
        self.clips.push(within);
    }

    /// Counts the ruling lines that a call added as calls of their own.
    fn spend_rules(&mut self, before: usize) {
        let added = u32::try_from(self.page.rules.len() - before).unwrap_or(u32::MAX);
        self.budget.calls = self.budget.calls.saturating_sub(added);
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.call();
        let before = self.page.rules.len();
        match mode {
            DrawMode::Fill(_) => self.page.fill(path, props.transform),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                self.page.stroke(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
        self.spend_rules(before);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.call();
        let before = self.page.rules.len();
        let rect = props.transform.transform_rect_bbox(*rect);
        match mode {
            DrawMode::Fill(_) => _ = self.page.fill_rect(rect),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.page.stroke_rect(rect),
            DrawMode::Invisible => {}
        }
        self.spend_rules(before);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.call();
        for glyph in run.glyphs() {
            let from = props.transform * glyph.transform();
            let (words, advance) = self.decoders.words(glyph);
            let word = match &words {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(words)) => words.clone(),
                None => "\u{FFFD}".to_owned(),
            };
            self.glyph(&word, from, advance, mode);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.call();
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let whole = Rect::new(0.0, 0.0, self.page.width, self.page.height);
        let area = props.transform.transform_rect_bbox(size).intersect(whole).area();
        if area.is_finite() {
            self.page.pictures += area.max(0.0);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clip(*rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.call();
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}
