//! Text objects: from the units of an object to places of characters on the page.

use super::Budget;
use super::line::{is_narrow, is_wide};
use super::page::Page;
use super::tree::{Element, number};

/// Height of characters where an object does not say.
const SIZE: f64 = 3.175;

/// A character with its place on the page, in millimetres from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) x: f64,
    /// The baseline.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    /// Characters of one text code share a number.
    pub(super) code: u32,
}

/// How the characters of a run follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From left to right.
    Level,
    /// From top to bottom, or turned.
    Upright,
    /// Slanted or faint: a watermark.
    Watermark,
}

/// The characters of one text code.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) direction: Direction,
}

impl Run {
    /// True where no character can be seen.
    pub(super) fn is_blank(&self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.c.is_whitespace())
    }
}

/// Reads the objects of a layer or block.
pub(super) fn read_all(parent: &Element, budget: &mut Budget, page: &mut Page) {
    for child in &parent.children {
        if child.attribute("Visible") == Some("false") {
            budget.hidden += u32::from(child.name == "TextObject");
            continue;
        }
        match child.name.as_str() {
            "TextObject" => text(child, budget, page),
            "ImageObject" => page.has_pictures = true,
            "PathObject" => page.has_drawings = true,
            // Groups do not move what is in them; the depth of the tree is bounded.
            "PageBlock" | "Content" => read_all(child, budget, page),
            // A drawing that is kept among the resources.
            "CompositeObject" => page.has_drawings = true,
            _ => {}
        }
    }
}

/// From the units of an object to the page.
struct Frame {
    at: (f64, f64),
    matrix: [f64; 6],
    size: f64,
    scale: f64,
}

impl Frame {
    fn of(object: &Element) -> Self {
        let bounds = object.numbers("Boundary");
        let x = bounds.first().copied().unwrap_or_default();
        let y = bounds.get(1).copied().unwrap_or_default();
        let matrix = object.numbers("CTM").try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let size = object.number("Size").filter(|size| *size > 0.0).unwrap_or(SIZE);
        let scale = object.number("HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0);
        Self { at: (x, y), matrix, size, scale }
    }

    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.matrix;
        (self.at.0 + a * x + c * y + e, self.at.1 + b * x + d * y + f)
    }

    /// How much longer a way along the line is on the page.
    fn along(&self) -> f64 {
        self.matrix[0].hypot(self.matrix[1])
    }

    fn height(&self) -> f64 {
        self.size * self.matrix[2].hypot(self.matrix[3])
    }

    fn is_slanted(&self) -> bool {
        let (a, b) = (self.matrix[0].abs(), self.matrix[1].abs());
        a.min(b) > 0.1 * a.max(b)
    }

    fn is_turned(&self) -> bool {
        self.matrix[1].abs() > self.matrix[0].abs()
    }
}

fn text(object: &Element, budget: &mut Budget, page: &mut Page) {
    let frame = Frame::of(object);
    let alpha = object.number("Alpha").unwrap_or(255.0);
    let (mut x, mut y) = (0.0, 0.0);
    for code in object.all("TextCode") {
        x = code.number("X").unwrap_or(x);
        y = code.number("Y").unwrap_or(y);
        let chars: Vec<char> = code.text.chars().filter(|c| !c.is_control()).collect();
        let count = u32::try_from(chars.len()).unwrap_or(u32::MAX);
        if !budget.spend(count) {
            return;
        }
        let steps = Steps {
            x: deltas(code.attribute("DeltaX").unwrap_or_default(), chars.len()),
            y: deltas(code.attribute("DeltaY").unwrap_or_default(), chars.len()),
        };
        let direction = match () {
            () if frame.is_slanted() || (alpha < 128.0 && frame.height() > 8.0) => {
                Direction::Watermark
            }
            () if frame.is_turned() || steps.goes_down(chars.len()) => Direction::Upright,
            () => Direction::Level,
        };
        let glyphs = steps.glyphs(&frame, &chars, (x, y), budget.chars);
        if !glyphs.is_empty() {
            page.runs.push(Run { glyphs, direction });
        }
    }
}

/// The ways from one character to the next, in the units of the object.
struct Steps {
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Steps {
    /// True where most steps between so many characters lead down. A step back to the left and
    /// down is the end of a line.
    fn goes_down(&self, count: usize) -> bool {
        let steps = count.saturating_sub(1);
        let way = |list: &[f64], index: usize| list.get(index).copied().unwrap_or_default().abs();
        let down = (0..steps).filter(|index| way(&self.y, *index) > way(&self.x, *index)).count();
        down * 2 > steps
    }

    fn glyphs(&self, frame: &Frame, chars: &[char], from: (f64, f64), code: u32) -> Vec<Glyph> {
        let (mut x, mut y) = from;
        let mut glyphs = Vec::with_capacity(chars.len());
        for (index, c) in chars.iter().enumerate() {
            let own = own_width(*c) * frame.size * frame.scale;
            let step = match (self.x.get(index), self.y.is_empty()) {
                (Some(step), _) => Some(*step),
                // Without any step the characters stand side by side.
                (None, true) => Some(own),
                (None, false) => None,
            };
            // A step is the width of a character of a proportional font, if it can be.
            let fits = |step: &f64| *step > 0.0 && *step <= own.max(frame.size) * 1.1;
            let is_proportional = is_narrow(*c) || !is_wide(*c);
            let width = step.filter(fits).filter(|_| is_proportional).unwrap_or(own);
            let place = frame.place(x, y);
            let (width, size) = (width * frame.along(), frame.height());
            glyphs.push(Glyph { c: *c, x: place.0, y: place.1, width, size, code });
            x += step.unwrap_or_default();
            y += self.y.get(index).copied().unwrap_or_default();
        }
        glyphs
    }
}

/// The width of a character in a font of height 1, where nothing better is known.
fn own_width(c: char) -> f64 {
    match c {
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.85,
        'A'..='Z' => 0.7,
        c if is_narrow(c) => 0.5,
        _ => 1.0,
    }
}

/// A list of steps, in which `g 4 3.5` stands for four times 3.5; no more than needed.
fn deltas(list: &str, needed: usize) -> Vec<f64> {
    let mut steps = Vec::new();
    let mut words = list.split_whitespace();
    while let Some(word) = words.next()
        && steps.len() < needed
    {
        if word.eq_ignore_ascii_case("g") {
            let count = words.next().and_then(|count| count.parse().ok()).unwrap_or(0);
            let step = words.next().and_then(number).unwrap_or_default();
            let missing = needed - steps.len();
            steps.extend(std::iter::repeat_n(step, missing.min(count)));
        } else {
            steps.push(number(word).unwrap_or_default());
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::deltas;

    #[test]
    fn steps_are_counted_out() {
        assert_eq!(deltas("g 2 3.5 1", 9), [3.5, 3.5, 1.0]);
        assert_eq!(deltas("1 g 4000000000 2", 3), [1.0, 2.0, 2.0]);
        assert_eq!(deltas("g", 3), [0.0_f64; 0]);
        assert_eq!(deltas("g 2", 3), [0.0, 0.0]);
        assert_eq!(deltas("x 1e99 2", 9), [0.0, 0.0, 2.0]);
    }
}
