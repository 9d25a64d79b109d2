//! The table, taken apart by the compiler.

use super::Language;
use std::borrow::Cow;

const TABLE: &str = include_str!("../messages.csv");

/// A message in every language, each as the file holds it: in quotes where it needs them.
#[derive(Clone, Copy)]
struct Row {
    id: &'static str,
    english: &'static str,
    chinese: &'static str,
}

static ROWS: [Row; LINES - 1] = rows();

const LINES: usize = {
    let (bytes, mut at, mut lines) = (TABLE.as_bytes(), 0, 0);
    while at < bytes.len() {
        lines += (bytes[at] == b'\n') as usize;
        at += 1;
    }
    lines
};

const fn rows() -> [Row; LINES - 1] {
    let mut rows = [Row { id: "", english: "", chinese: "" }; LINES - 1];
    let (_, mut rest) = row(TABLE);
    let mut at = 0;
    while at < rows.len() {
        (rows[at], rest) = row(rest);
        at += 1;
    }
    rows
}

/// The first row, and the rows behind it.
const fn row(text: &'static str) -> (Row, &'static str) {
    let (id, rest) = cell(text);
    let (english, rest) = cell(rest);
    let (chinese, rest) = cell(rest);
    (Row { id, english, chinese }, rest)
}

/// The first cell, and what stands behind the character that ends it.
const fn cell(text: &'static str) -> (&'static str, &'static str) {
    let (bytes, mut at, mut quoted) = (text.as_bytes(), 0, false);
    while quoted || (bytes[at] != b',' && bytes[at] != b'\n') {
        quoted = quoted != (bytes[at] == b'"');
        at += 1;
    }
    let (cell, rest) = text.split_at(at);
    (cell, rest.split_at(1).1)
}

/// The row of a message with these placeholders.
///
/// # Panics
/// Where there is none, which ends the compilation of the call.
#[must_use]
pub const fn index(id: &str, names: &[&str]) -> u16 {
    let (mut low, mut high) = (0, ROWS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if is_less(ROWS[middle].id, id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    assert!(low < ROWS.len() && is_same(ROWS[low].id, id), "messages.csv has no row of this id");
    check(ROWS[low].english, names);
    low as u16
}

/// Holds the placeholders of a text against their names.
const fn check(text: &str, names: &[&str]) {
    let mut used = 0_u64;
    let mut rest = text;
    while let Some((_, inside, after)) = placeholder(rest) {
        let mut at = 0;
        while at < names.len() && !is_name(names[at], inside) {
            at += 1;
        }
        assert!(at < names.len(), "a placeholder of the message is given no value");
        used |= 1 << at;
        rest = after;
    }
    let all = used.count_ones() as usize == names.len();
    assert!(all, "the message has no placeholder for one of the values");
}

/// What stands before the first placeholder, in it, and behind it.
pub(super) const fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (bytes, mut open) = (text.as_bytes(), 0);
    while open < bytes.len() && bytes[open] != b'{' {
        open += 1;
    }
    let mut close = open;
    while close < bytes.len() && bytes[close] != b'}' {
        close += 1;
    }
    if close == bytes.len() {
        return None;
    }
    let (before, rest) = text.split_at(open);
    let (inside, after) = rest.split_at(close - open);
    Some((before, inside.split_at(1).1, after.split_at(1).1))
}

/// True where what stands in a placeholder is the name, or the name and forms.
const fn is_name(name: &str, inside: &str) -> bool {
    let (name, inside) = (name.as_bytes(), inside.as_bytes());
    starts(inside, name) && (inside.len() == name.len() || inside[name.len()] == b'|')
}

const fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && starts(a.as_bytes(), b.as_bytes())
}

const fn starts(bytes: &[u8], with: &[u8]) -> bool {
    let mut at = 0;
    while at < with.len() {
        if at >= bytes.len() || bytes[at] != with[at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_less(a: &str, b: &str) -> bool {
    let (a, b, mut at) = (a.as_bytes(), b.as_bytes(), 0);
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    a.len() < b.len()
}

/// The text of a row, without quotes; nothing where there is no such row.
pub(super) fn template(row: u16, language: Language) -> Cow<'static, str> {
    let Some(row) = ROWS.get(usize::from(row)) else { return "".into() };
    let cell = match language {
        Language::Chinese if !row.chinese.is_empty() => row.chinese,
        _ => row.english,
    };
    match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\"\"", "\"").into(),
        None => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LINES, ROWS, TABLE, placeholder};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn placeholders(text: &'static str) -> BTreeSet<&'static str> {
        let (mut found, mut rest) = (BTreeSet::new(), text);
        while let Some((_, inside, after)) = placeholder(rest) {
            found.insert(inside.split('|').next().unwrap());
            rest = after;
        }
        found
    }

    /// All sources of the packages.
    fn sources(folder: &Path, out: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                *out += &fs::read_to_string(path).unwrap();
            }
        }
    }

    #[test]
    fn the_table_is_three_columns_sorted_by_id() {
        assert!(TABLE.starts_with("id,en,zh\n") && TABLE.ends_with('\n'));
        assert_eq!(TABLE.lines().count(), LINES);
        assert!(ROWS.is_sorted_by(|a, b| a.id < b.id));
    }

    #[test]
    fn a_translation_has_the_placeholders_of_its_row() {
        let placed = ROWS.iter().filter(|row| !row.chinese.is_empty());
        for row in placed {
            assert_eq!(placeholders(row.chinese), placeholders(row.english), "{}", row.id);
        }
        assert!(ROWS.iter().all(|row| !row.english.is_empty()));
    }

    #[test]
    fn every_row_is_said_somewhere() {
        let mut code = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut code);
        let said = code.split("message!(").filter_map(|call| call.trim_start().strip_prefix('"'));
        let said: BTreeSet<&str> = said.filter_map(|call| call.split('"').next()).collect();
        let unused = ROWS.iter().filter(|row| !said.contains(row.id));
        let unused: Vec<_> = unused.map(|row| row.id).collect();
        assert!(unused.is_empty(), "remove these rows of messages.csv, or say them: {unused:?}");
    }
}
