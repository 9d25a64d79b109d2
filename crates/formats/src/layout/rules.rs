//! Ruling lines from what a page draws: strokes along the axes, and rectangles that are thin.

use super::page::{Page, Rule};
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// Ruling lines of a page that are kept; a drawing with more is no table.
const RULES: usize = 20_000;

/// Thicker than this a filled rectangle is no line, in points.
const THICK: f64 = 3.5;

impl Page {
    fn line(&mut self, a: Point, b: Point) {
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if self.rules.len() >= RULES || !(dx + dy).is_finite() {
            return;
        }
        let rule = if dx >= 2.0 && dy < 1.0 {
            Rule { level: true, at: (a.y + b.y) / 2.0, from: a.x.min(b.x), to: a.x.max(b.x) }
        } else if dy >= 2.0 && dx < 1.0 {
            Rule { level: false, at: (a.x + b.x) / 2.0, from: a.y.min(b.y), to: a.y.max(b.y) }
        } else {
            return;
        };
        self.rules.push(rule);
    }

    /// A filled rectangle is a line where it is thin; true for such a one.
    pub(crate) fn fill_rect(&mut self, rect: Rect) -> bool {
        let (x, y) = ((rect.x0 + rect.x1) / 2.0, (rect.y0 + rect.y1) / 2.0);
        if rect.height() < THICK && rect.height() < rect.width() {
            self.line(Point::new(rect.x0, y), Point::new(rect.x1, y));
        } else if rect.width() < THICK {
            self.line(Point::new(x, rect.y0), Point::new(x, rect.y1));
        } else {
            return false;
        }
        true
    }

    /// The outline of a rectangle: four lines, or one where it is thin.
    pub(crate) fn stroke_rect(&mut self, rect: Rect) {
        if self.fill_rect(rect) {
            return;
        }
        let [a, b] = [Point::new(rect.x0, rect.y0), Point::new(rect.x1, rect.y0)];
        let [c, d] = [Point::new(rect.x1, rect.y1), Point::new(rect.x0, rect.y1)];
        [(a, b), (b, c), (c, d), (d, a)].into_iter().for_each(|(from, to)| self.line(from, to));
    }

    /// The lines of a path that a pen follows.
    pub(crate) fn stroke(&mut self, path: &BezPath, transform: Affine) {
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
    pub(crate) fn fill(&mut self, path: &BezPath, transform: Affine) {
        let mut part: Option<Rect> = None;
        for element in path.elements() {
            let to = match *element {
                PathEl::MoveTo(to) => {
                    part.take().into_iter().for_each(|rect| _ = self.fill_rect(rect));
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
        part.into_iter().for_each(|rect| _ = self.fill_rect(rect));
    }
}
