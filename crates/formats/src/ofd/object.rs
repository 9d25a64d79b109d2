//! Text objects: from the units of an object to places of characters on the page.

use super::page::Page;
use super::tree::{Element, number};
use super::{Budget, drawing};
use crate::layout::{Glyph, quarter};

/// Points in a millimetre, the unit of the format.
pub(super) const POINTS: f64 = 72.0 / 25.4;

/// Height of characters where an object does not say.
const SIZE: f64 = 3.175;

/// Neither from left to right nor a quarter turn away from it.
const OTHER: u8 = 4;

/// Reads the objects of a layer or block.
pub(super) fn read_all(parent: &Element, budget: &mut Budget, page: &mut Page) {
    for child in &parent.children {
        if child.attribute("Visible") == Some("false") {
            budget.hidden += u32::from(child.name == "TextObject");
            continue;
        }
        match child.name.as_str() {
            "TextObject" if !is_drawn(child) => budget.hidden += 1,
            "TextObject" => text(child, budget, page),
            "ImageObject" => page.has_pictures = true,
            "PathObject" => drawing::read(child, budget, page),
            // Groups do not move what is in them; the depth of the tree is bounded.
            "PageBlock" | "Content" => read_all(child, budget, page),
            // A drawing that is kept among the resources.
            "CompositeObject" => page.has_drawings = true,
            _ => {}
        }
    }
}

/// True for characters that are filled or outlined in a colour that covers anything. The standard fills and
/// does not outline where an object does not say.
fn is_drawn(object: &Element) -> bool {
    let is_clear = |part: &Element| part.number("Alpha") == Some(0.0);
    let has_colour = |name| !object.child(name).is_some_and(is_clear);
    let is_filled = object.attribute("Fill") != Some("false") && has_colour("FillColor");
    let is_outlined = object.attribute("Stroke") == Some("true") && has_colour("StrokeColor");
    !is_clear(object) && (is_filled || is_outlined)
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

    /// Quarter turns of the text.
    fn turn(&self) -> u8 {
        let along = self.along().max(f64::MIN_POSITIVE);
        quarter(self.matrix[0] / along, self.matrix[1] / along)
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
        budget.run = budget.run.saturating_add(1);
        budget.count(&chars);
        let steps = Steps {
            x: deltas(code.attribute("DeltaX").unwrap_or_default(), chars.len()),
            y: deltas(code.attribute("DeltaY").unwrap_or_default(), chars.len()),
        };
        // Faint and large is a watermark, and a cell may be too narrow for two characters.
        let is_watermark = alpha < 128.0 && frame.height() > 8.0;
        let is_watermark = is_watermark || frame.turn() == OTHER;
        let turn = match is_watermark || steps.goes_down(chars.len()) {
            true => OTHER,
            false => frame.turn(),
        };
        // A watermark is spread over the page many times.
        if is_watermark && !page.is_new(&code.text) {
            continue;
        }
        let glyphs = &mut page.sheet.glyphs;
        let before = glyphs.len();
        steps.glyphs(&frame, &chars, (x, y), (turn, budget.run), glyphs);
        // Characters without a height are invisible.
        let unseen = chars.len().saturating_sub(glyphs.len() - before);
        let unseen = u32::try_from(unseen).unwrap_or(u32::MAX);
        page.sheet.hidden = page.sheet.hidden.saturating_add(unseen);
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

    fn glyphs(
        &self,
        frame: &Frame,
        chars: &[char],
        from: (f64, f64),
        (turn, run): (u8, u32),
        glyphs: &mut Vec<Glyph>,
    ) {
        let (mut x, mut y) = from;
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
            let (x0, y0) = (place.0 * POINTS, place.1 * POINTS);
            let glyph = Glyph {
                c: *c,
                x0,
                x1: x0 + width * frame.along() * POINTS,
                y: y0,
                size: frame.height() * POINTS,
                turn,
                run,
                ..Glyph::default()
            };
            if glyph.size > 0.5 {
                glyphs.push(glyph);
            }
            x += step.unwrap_or_default();
            y += self.y.get(index).copied().unwrap_or_default();
        }
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

/// True for a character as wide as it is high.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// True for letters and digits of half the width. Dashes, quotation marks and numbers in circles
/// are neither: it depends on the font.
fn is_narrow(c: char) -> bool {
    c < '\u{2000}' && !is_wide(c) && !matches!(c, '·' | '×' | '°' | '±' | '§')
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
