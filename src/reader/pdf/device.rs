//! Draws a page into a list: no picture is decoded and no outline is built.

use super::decode::Decoders;
use super::page::{Glyph, Page, Rule};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// Ruling lines of a page that are kept; a drawing with more is no table.
const RULES: usize = 20_000;

/// Thicker than this a filled rectangle is no line, in points.
const THICK: f64 = 3.5;

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

/// The value that unwinds the interpreter when the budget is spent.
pub(super) struct Spent;

/// Collects what a page draws.
pub(super) struct Collector<'d> {
    pub(super) page: Page,
    pub(super) budget: Budget,
    decoders: &'d Decoders,
}

impl<'d> Collector<'d> {
    /// An empty page of that size.
    pub(super) fn new(size: (f64, f64), decoders: &'d Decoders, budget: Budget) -> Self {
        let page = Page { width: size.0, height: size.1, ..Page::default() };
        Self { page, budget, decoders }
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
            self.page.glyphs.push(Glyph { c, x0, x1, y, size, spaced: false, invisible, turn });
        }
    }

    fn line(&mut self, a: Point, b: Point) {
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if self.page.rules.len() >= RULES || !(dx + dy).is_finite() {
            return;
        }
        let rule = if dx >= 2.0 && dy < 1.0 {
            Rule { level: true, at: (a.y + b.y) / 2.0, from: a.x.min(b.x), to: a.x.max(b.x) }
        } else if dy >= 2.0 && dx < 1.0 {
            Rule { level: false, at: (a.x + b.x) / 2.0, from: a.y.min(b.y), to: a.y.max(b.y) }
        } else {
            return;
        };
        self.budget.calls = self.budget.calls.saturating_sub(1);
        self.page.rules.push(rule);
    }

    /// A filled or stroked rectangle: a thin one is a line, the outline of another four.
    fn rect(&mut self, rect: Rect, mode: &DrawMode) {
        let (x, y) = ((rect.x0 + rect.x1) / 2.0, (rect.y0 + rect.y1) / 2.0);
        if rect.height() < THICK && rect.height() < rect.width() {
            self.line(Point::new(rect.x0, y), Point::new(rect.x1, y));
        } else if rect.width() < THICK {
            self.line(Point::new(x, rect.y0), Point::new(x, rect.y1));
        } else if !matches!(mode, DrawMode::Fill(_)) {
            let [a, b] = [Point::new(rect.x0, rect.y0), Point::new(rect.x1, rect.y0)];
            let [c, d] = [Point::new(rect.x1, rect.y1), Point::new(rect.x0, rect.y1)];
            [(a, b), (b, c), (c, d), (d, a)].into_iter().for_each(|(from, to)| self.line(from, to));
        }
    }

    fn strokes(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => {
                    start = transform * to;
                    last = start;
                }
                PathEl::LineTo(to) => {
                    let to = transform * to;
                    self.line(last, to);
                    last = to;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = transform * to,
                PathEl::ClosePath => {
                    self.line(last, start);
                    last = start;
                }
            }
        }
    }

    /// A filled path of several rectangles: each part for itself.
    fn fills(&mut self, path: &BezPath, transform: Affine, mode: &DrawMode) {
        let mut part: Option<Rect> = None;
        for element in path.elements() {
            let to = match *element {
                PathEl::MoveTo(to) => {
                    part.take().into_iter().for_each(|rect| self.rect(rect, mode));
                    to
                }
                PathEl::LineTo(to) => to,
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => return,
                PathEl::ClosePath => continue,
            };
            let to = transform * to;
            let point = Rect::from_points(to, to);
            part = Some(part.map_or(point, |rect| rect.union(point)));
        }
        part.into_iter().for_each(|rect| self.rect(rect, mode));
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.call();
        match mode {
            DrawMode::Fill(_) => self.fills(path, props.transform, mode),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                self.strokes(path, props.transform);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.call();
        if !matches!(mode, DrawMode::Invisible) {
            self.rect(props.transform.transform_rect_bbox(*rect), mode);
        }
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

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.call();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.call();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.call();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// How many quarter turns clockwise a direction is away from left to right; 4 for none of them.
fn quarter(x: f64, y: f64) -> u8 {
    const STRAIGHT: f64 = 0.99;
    match (x, y) {
        (x, _) if x > STRAIGHT => 0,
        (_, y) if y > STRAIGHT => 1,
        (x, _) if x < -STRAIGHT => 2,
        (_, y) if y < -STRAIGHT => 3,
        _ => 4,
    }
}
