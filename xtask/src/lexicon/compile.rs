//! From the tables to what the library carries: one text, and where its parts stand.

use super::tables::{LookedUp, Row, Table, days, lookup_order};
use gongwen::internal::spellings;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the library includes.
pub(crate) struct Asset {
    /// All rows, part by part: `src/lexicon/asset/words.txt`.
    pub(crate) text: String,
    /// Where the parts stand: `src/lexicon/asset/places.rs`.
    pub(crate) places: String,
}

/// The asset of tables that were checked.
pub(crate) fn compile(tables: &[Table], revision: u32) -> Asset {
    let mut writer = Writer { text: String::new(), parts: Vec::new() };
    for (name, rows) in parts(tables) {
        writer.part(&name, &rows);
    }
    let looked_up = |kind| tables.iter().find(|table| table.spec.looked_up == kind);
    let divisions = looked_up(LookedUp::Divisions)
        .map(|table| Divisions::write(table, &mut writer.text))
        .unwrap_or_default();
    let letters = looked_up(LookedUp::Letters).map(letters).unwrap_or_default();
    Asset { places: places(&writer, &divisions, &letters, revision), text: writer.text }
}

/// The rows of each class and table, by name, as lines.
fn parts(tables: &[Table]) -> BTreeMap<String, Vec<String>> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for table in tables {
        let name = table.spec.name;
        match table.spec.looked_up {
            LookedUp::Divisions | LookedUp::Letters => {}
            LookedUp::Bodies => {
                parts.insert(name.to_owned(), bodies(table));
            }
            LookedUp::ByClass => {
                for row in by_word(table) {
                    let [word, class, value, ..] = row.cells.as_slice() else { continue };
                    let line =
                        if value.is_empty() { word.clone() } else { format!("{word}\t{value}") };
                    parts.entry(class.clone()).or_default().push(line);
                }
            }
            LookedUp::ByWord => {
                let rows = by_word(table).into_iter().map(|row| line(table, row)).collect();
                parts.insert(name.to_owned(), rows);
            }
            LookedUp::InOrder => {
                let rows = table.rows.iter().map(|row| line(table, row)).collect();
                parts.insert(name.to_owned(), rows);
            }
        }
    }
    parts
}

fn by_word(table: &Table) -> Vec<&Row> {
    let mut rows: Vec<&Row> = table.rows.iter().collect();
    rows.sort_by(|one, other| lookup_order(&one.cells[0], &other.cells[0]));
    rows
}

/// Rows of bodies in the order of their ranks, with all spellings behind them.
fn bodies(table: &Table) -> Vec<String> {
    let rank = |row: &Row| row.cells[10].parse::<u8>().unwrap_or_default();
    let mut rows: Vec<&Row> = table.rows.iter().collect();
    rows.sort_by_key(|row| rank(row));
    let body = |row: &Row| {
        let [short, full, _, _, aliases, ..] = row.cells.as_slice() else { return String::new() };
        format!("{}\t{}", line(table, row), spellings(short, full, aliases).join("|"))
    };
    rows.into_iter().map(body).collect()
}

fn line(table: &Table, row: &Row) -> String {
    table.facts(row).collect::<Vec<_>>().join("\t")
}

/// Collects the text.
struct Writer {
    text: String,
    /// Name, first byte, bytes.
    parts: Vec<(String, usize, usize)>,
}

impl Writer {
    fn part(&mut self, name: &str, rows: &[String]) {
        self.text += &format!("# {name}\n");
        let start = self.text.len();
        for row in rows {
            self.text += row;
            self.text.push('\n');
        }
        self.parts.push((name.to_owned(), start, self.text.len() - start));
    }
}

/// Where the names of divisions stand, and their order.
#[derive(Default)]
struct Divisions {
    /// Code, first byte of the name, bytes of the name, bytes of the short name that it begins with.
    rows: Vec<(u32, usize, usize, usize)>,
    /// Rows that came or ended: position, first day, last day, code of the successor.
    changes: Vec<(usize, u32, u32, u32)>,
    by_name: Vec<usize>,
    by_short: Vec<usize>,
    /// The first characters of names, and where in both orders their names begin.
    firsts: Vec<(u32, usize)>,
}

impl Divisions {
    fn write(table: &Table, text: &mut String) -> Self {
        text.push_str("# divisions\n");
        let mut divisions = Self::default();
        for (at, row) in table.rows.iter().enumerate() {
            let [code, name, short, from, to, successor] = row.cells.as_slice() else { continue };
            let number = |code: &str| code.parse().unwrap_or_default();
            divisions.rows.push((number(code), text.len(), name.len(), short.len()));
            let first = days(from).map_or(0, |(first, _)| first);
            let last = days(to).map_or(0, |(_, last)| last);
            if first + last > 0 {
                divisions.changes.push((at, first, last, number(successor)));
            }
            text.push_str(name);
            text.push('\n');
        }
        divisions.by_name = order(table, 1);
        divisions.by_short = order(table, 2);
        for (place, at) in divisions.by_name.iter().enumerate() {
            let first = table.rows[*at].cells[1].chars().next().map_or(0, u32::from);
            if divisions.firsts.last().is_none_or(|(last, _)| *last != first) {
                divisions.firsts.push((first, place));
            }
        }
        divisions
    }
}

/// Positions of rows in the order of a column; of equal names the highest level comes first.
fn order(table: &Table, column: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..table.rows.len()).collect();
    order.sort_by_key(|at| {
        let cells = &table.rows[*at].cells;
        let level = match cells[0].as_str() {
            code if code.ends_with("0000") => 0,
            code if code.ends_with("00") => 1,
            _ => 2,
        };
        (cells[column].as_str(), level, *at)
    });
    order
}

/// The code of `places.rs`.
fn places(writer: &Writer, divisions: &Divisions, letters: &[(u32, u32)], revision: u32) -> String {
    let mut code = format!(
        "//! Where the parts of `words.txt` stand. Made by `cargo xtask lexicon`: do not edit.\n\n\
         /// Revision of the tables and rules: `lexicon/EDITION`.\n\
         pub(in crate::lexicon) const REVISION: u32 = {revision};\n"
    );
    let parts =
        writer.parts.iter().map(|(name, start, len)| format!("(\"{name}\", {start}, {len})"));
    let about =
        "Classes and tables in the order of their names: first byte and bytes of their rows.";
    list(&mut code, about, "PARTS: [(&str, u32, u32)", parts, 1);
    let rows = divisions.rows.iter();
    let rows = rows.map(|(code, start, name, short)| format!("({code}, {start}, {name}, {short})"));
    let about = "Divisions in the order of their codes: code, first byte of the name, bytes of the name and \
                 of the short name\n/// that it begins with.";
    list(&mut code, about, "DIVISIONS: [(u32, u32, u8, u8)", rows, 4);
    let changes = divisions.changes.iter();
    let changes = changes.map(|(at, from, to, heir)| format!("({at}, {from}, {to}, {heir})"));
    let about = "Divisions that came or ended: position, first and last day as `yyyymmdd` and code of the \
                 successor;\n/// 0 where there is none.";
    list(&mut code, about, "CHANGES: [(u16, u32, u32, u32)", changes, 4);
    for (name, of, order) in
        [("BY_NAME", "names", &divisions.by_name), ("BY_SHORT", "short names", &divisions.by_short)]
    {
        let about = format!("Positions of divisions in the order of their {of}.");
        list(&mut code, &about, &format!("{name}: [u16"), order.iter().map(usize::to_string), 16);
    }
    let firsts = divisions.firsts.iter().map(|(first, place)| format!("({first}, {place})"));
    let about = "First characters of divisions, and where in both orders their names begin.";
    list(&mut code, about, "FIRSTS: [(u32, u16)", firsts, 8);
    let letters = letters.iter().map(|(from, to)| format!("({from}, {to})"));
    list(
        &mut code,
        "Traditional characters and their twins.",
        "TRADITIONAL: [(u32, u32)",
        letters,
        8,
    );
    code
}

/// Writes a list as a static, some items a line.
fn list(
    code: &mut String,
    about: &str,
    name_and_item: &str,
    items: impl Iterator<Item = String>,
    a_line: usize,
) {
    let items: Vec<String> = items.collect();
    let (len, name) = (items.len(), name_and_item);
    _ = writeln!(code, "\n/// {about}\npub(in crate::lexicon) static {name}; {len}] = [");
    for line in items.chunks(a_line) {
        _ = writeln!(code, "    {},", line.join(", "));
    }
    code.push_str("];\n");
}

/// Code points of pairs of characters.
fn letters(table: &Table) -> Vec<(u32, u32)> {
    let code = |cell: &String| cell.chars().next().map_or(0, u32::from);
    let pair = |row: &Row| Some((row.cells.first().map(code)?, row.cells.get(1).map(code)?));
    table.rows.iter().filter_map(pair).collect()
}
