//! Path objects: what they draw along the axes may be the ruling lines of a table.

use super::Budget;
use super::object::POINTS;
use super::page::Page;
use super::tree::{Element, number};
use kurbo::{Affine, BezPath, Point};

/// Adds the lines of an object to the page.
pub(super) fn read(object: &Element, budget: &mut Budget, page: &mut Page) {
    page.has_drawings = true;
    let Some(data) = object.child("AbbreviatedData") else { return };
    let path = path(&data.text);
    let rules = &mut page.sheet.rules;
    let before = rules.len();
    let from = placed(object);
    if object.attribute("Stroke") != Some("false") {
        page.sheet.stroke(&path, from);
    }
    if object.attribute("Fill") == Some("true") {
        page.sheet.fill(&path, from);
    }
    let added = page.sheet.rules.len() - before;
    if !budget.rule(added) {
        page.sheet.rules.truncate(before);
    }
}

/// From the units of an object to points on the page.
fn placed(object: &Element) -> Affine {
    let bounds = object.numbers("Boundary");
    let at = |index: usize| bounds.get(index).copied().unwrap_or_default();
    let matrix = object.numbers("CTM").try_into().map_or(Affine::IDENTITY, Affine::new);
    Affine::scale(POINTS) * Affine::translate((at(0), at(1))) * matrix
}

/// The commands of a path: `S` and `M` begin a part, `L` draws a line, `Q` and `B` curves, `A` an
/// arc, of which only the end is kept, `C` closes the part.
fn path(data: &str) -> BezPath {
    let mut path = BezPath::new();
    let mut command = "";
    let mut numbers: Vec<f64> = Vec::new();
    for word in data.split_whitespace().chain(["end"]) {
        match number(word) {
            // No command has more than seven.
            Some(number) if numbers.len() < 7 => numbers.push(number),
            Some(_) => {}
            None => {
                add(command, &numbers, &mut path);
                command = word;
                numbers.clear();
            }
        }
    }
    path
}

fn add(command: &str, numbers: &[f64], path: &mut BezPath) {
    let is_empty = path.elements().is_empty();
    let at = |x: f64, y: f64| Point::new(x, y);
    match (command, numbers) {
        ("S" | "M", [x, y, ..]) => path.move_to((*x, *y)),
        // Kurbo's paths begin with a move.
        ("L", [x, y, ..]) if is_empty => path.move_to((*x, *y)),
        _ if is_empty => {}
        ("L", [x, y, ..]) => path.line_to((*x, *y)),
        ("Q", [a, b, x, y, ..]) => path.quad_to(at(*a, *b), at(*x, *y)),
        ("B", [a, b, c, d, x, y, ..]) => path.curve_to(at(*a, *b), at(*c, *d), at(*x, *y)),
        ("A", [.., x, y]) => path.quad_to(at(*x, *y), at(*x, *y)),
        ("C", _) => path.close_path(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn paths_are_read_as_far_as_they_make_sense() {
        for (data, expected) in [
            ("M 0 0 L 10 0 L 10 5 C", "M0,0 L10,0 L10,5 Z"),
            ("S 1 1 L 2 1", "M1,1 L2,1"),
            (
                "M 0 0 Q 1 1 2 0 B 1 1 2 2 3 0 A 5 5 0 1 0 9 9",
                "M0,0 Q1,1 2,0 C1,1 2,2 3,0 Q9,9 9,9",
            ),
            ("L 1 1 L 2 1", "M1,1 L2,1"),
            ("C Q 1 1 2 0 B A L", ""),
            ("M 0 0 L 1 L 1e999 2 L NaN 1 1 1 1 1 1 1 1 1 1 1 X 9", "M0,0"),
            ("", ""),
        ] {
            assert_eq!(path(data).to_svg(), expected, "{data}");
        }
    }
}
