//! The numbers that a browser puts before the items of an ordered list.

use super::dom::{Dom, Element, Id};

/// An open list.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    /// The number of the next item; `None` where items have no number.
    next: Option<i64>,
    step: i64,
    kind: char,
}

impl List {
    /// A list that begins.
    pub(super) fn new(dom: &Dom, id: Id) -> Self {
        let plain = Self { next: None, step: 1, kind: '1' };
        let Some(element) = dom.element(id).filter(|element| is_numbered(element)) else {
            return plain;
        };
        let number = |name| element.attribute(name).and_then(|v| v.trim().parse::<i32>().ok());
        let reversed = element.attribute("reversed").is_some();
        let items = || dom.children(id).filter(|child| dom.name(*child) == "li").count() as i64;
        let first = number("start").map_or_else(|| if reversed { items() } else { 1 }, i64::from);
        let kind = element.attribute("type").and_then(|kind| kind.chars().next()).unwrap_or('1');
        Self { next: Some(first), step: if reversed { -1 } else { 1 }, kind }
    }

    /// The label of the next item, empty where it has none.
    pub(super) fn label(&mut self, item: Option<&Element>) -> String {
        let value = item.and_then(|item| item.attribute("value")?.trim().parse::<i32>().ok());
        let Some(number) = self.next.map(|next| value.map_or(next, i64::from)) else {
            return String::new();
        };
        self.next = Some(number.saturating_add(self.step));
        format!("{}. ", label(number, self.kind))
    }
}

/// Sites lay out menus and fields as ordered lists and take the numbers away in a style sheet; a
/// list in a text has no class.
fn is_numbered(element: &Element) -> bool {
    let style = element.attribute("style").unwrap_or_default();
    &*element.name.local == "ol"
        && element.attribute("class").is_none()
        && element.attribute("id").is_none()
        && !(style.contains("list-style") && style.contains("none"))
}

fn label(number: i64, kind: char) -> String {
    let upper = kind.is_ascii_uppercase();
    let text = match kind {
        'a' | 'A' if number > 0 => letters(number),
        'i' | 'I' if (1..4000).contains(&number) => roman(number),
        _ => return number.to_string(),
    };
    if upper { text.to_ascii_uppercase() } else { text }
}

fn letters(mut number: i64) -> String {
    let mut text = Vec::new();
    while number > 0 {
        text.push(b'a' + ((number - 1) % 26) as u8);
        number = (number - 1) / 26;
    }
    text.iter().rev().map(|byte| char::from(*byte)).collect()
}

fn roman(mut number: i64) -> String {
    const DIGITS: &[(i64, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (value, digit) in DIGITS {
        while number >= *value {
            text.push_str(digit);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn numbers_as_a_browser_shows_them() {
        let cases = [
            (1, '1', "1"),
            (28, 'a', "ab"),
            (26, 'A', "Z"),
            (0, 'a', "0"),
            (4, 'i', "iv"),
            (1994, 'I', "MCMXCIV"),
            (4000, 'i', "4000"),
            (-3, '1', "-3"),
            (703, 'a', "aaa"),
        ];
        for (number, kind, shown) in cases {
            assert_eq!(label(number, kind), shown);
        }
    }
}
