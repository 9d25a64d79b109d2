//! `fact_key`: the same fact in another version of its page.
//!
//! The key is made of the source (path, and number within the file), the table, the section path, the words without
//! spaces and punctuation, and a number among equals. It stays where the text around the fact is edited, and another
//! value read from the same words keeps it, so two states of an archive are compared by it. It depends on words,
//! therefore it is no key of a row: that is its place ([`super::key`]).

use super::{Row, TableId, key};
use rustc_hash::FxHashMap;

/// A table of facts.
struct Facts {
    table: TableId,
    /// Where a row stands: its own column with a section path, or one that refers to a table before it.
    within: Option<&'static str>,
    /// The columns whose words name the fact.
    words: &'static [&'static str],
}

/// The tables of facts; one that another refers to comes first.
const FACTS: &[Facts] = &[
    Facts { table: TableId::Sections, within: Some("path"), words: &["title"] },
    Facts { table: TableId::Tasks, within: Some("section_id"), words: &["title", "text"] },
    Facts { table: TableId::Responsibilities, within: Some("task_id"), words: &["words"] },
    Facts { table: TableId::Targets, within: Some("section_id"), words: &["words"] },
    Facts { table: TableId::Milestones, within: Some("section_id"), words: &["words"] },
    Facts { table: TableId::Groups, within: None, words: &["name", "office"] },
    Facts { table: TableId::Members, within: Some("group_id"), words: &["words"] },
];

/// Puts the keys of all facts into their rows, a list of rows for each table. `source` names the notice in
/// the archive.
pub(super) fn put(tables: &mut [Vec<Row<'_>>], source: &str) {
    let mut paths = FxHashMap::default();
    for facts in FACTS {
        let rows = &mut tables[facts.table as usize];
        let at = facts.position("fact_key");
        let mut equals: FxHashMap<String, u32> = FxHashMap::default();
        for row in rows {
            let path = facts.path(row, &paths);
            let fact = facts.named(row, source, &path);
            let count = equals.entry(fact.clone()).or_default();
            row[at] = key::short(&format!("{fact}\u{1F}{count}")).into();
            *count += 1;
            if matches!(facts.table, TableId::Sections | TableId::Tasks | TableId::Groups) {
                paths.insert(row[0].as_text().to_owned(), path);
            }
        }
    }
}

impl Facts {
    fn position(&self, name: &str) -> usize {
        self.table.table().position(name).expect("a table of facts has the column")
    }

    /// The section path of a row; of a member, the name of its group.
    fn path(&self, row: &Row<'_>, paths: &FxHashMap<String, String>) -> String {
        let Some(within) = self.within else {
            return self.words(row);
        };
        let cell = row[self.position(within)].as_text();
        match self.table {
            TableId::Sections => cell.to_owned(),
            _ => paths.get(cell).cloned().unwrap_or_default(),
        }
    }

    fn words(&self, row: &Row<'_>) -> String {
        let mut words = String::new();
        self.words.iter().for_each(|name| plain(row[self.position(name)].as_text(), &mut words));
        words
    }

    /// All that names the fact but its number among equals.
    fn named(&self, row: &Row<'_>, source: &str, path: &str) -> String {
        let (table, words) = (self.table.table().name, self.words(row));
        format!("{source}\u{1F}{table}\u{1F}{path}\u{1F}{words}")
    }
}

/// Adds the words without what changes from one version of a page to the next and says nothing: spaces and
/// punctuation; full-width letters and digits are as others. Signs of numbers stay.
pub(super) fn plain(words: &str, out: &mut String) {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let says =
        |c: &char| c.is_alphanumeric() || matches!(c, '.' | '%' | '-' | '+' | '<' | '>' | '~');
    out.extend(words.chars().map(narrow).filter(says).flat_map(char::to_lowercase));
}

#[cfg(test)]
mod tests {
    use super::{FACTS, plain, put};
    use crate::tables::{Cell, Row, TableId};

    /// Tables with a section `一`, a task in it and these units that answer for it, each at its place.
    fn tables(units: &[(&str, u32)]) -> Vec<Vec<Row<'static>>> {
        let mut tables = vec![Vec::new(); TableId::ALL.len()];
        let mut add = |id: TableId, cells: &[(&str, &str)]| {
            let mut row = vec![Cell::Null; id.table().columns.len()];
            for (name, value) in cells {
                row[id.table().position(name).unwrap()] = (*value).to_owned().into();
            }
            tables[id as usize].push(row);
        };
        add(TableId::Sections, &[("section_id", "s"), ("path", "一"), ("title", "加强值守")]);
        let task = [("task_id", "t"), ("section_id", "s"), ("text", "落实24小时值班。")];
        add(TableId::Tasks, &task);
        for (unit, place) in units {
            let id = format!("r{place}");
            let cells = [("responsibility_id", &*id), ("task_id", "t"), ("words", unit)];
            add(TableId::Responsibilities, &cells);
        }
        tables
    }

    fn keys(tables: &[Vec<Row<'_>>]) -> Vec<String> {
        let mut keys = Vec::new();
        for facts in FACTS {
            let at = facts.position("fact_key");
            let rows = tables[facts.table as usize].iter();
            keys.extend(rows.map(|row| row[at].as_text().to_owned()));
        }
        keys
    }

    fn put_in(units: &[(&str, u32)], source: &str) -> Vec<String> {
        let mut tables = tables(units);
        put(&mut tables, source);
        keys(&tables)
    }

    #[test]
    fn a_fact_keeps_its_key_where_the_page_is_edited() {
        let before = put_in(&[("区水利局", 40), ("区财政局", 45)], "a.txt");
        // Another place, another form of writing, and one more unit.
        let after = put_in(&[("区住建局", 50), ("区水利 局", 55), ("区财政局、", 61)], "a.txt");
        assert_eq!(before[..2], after[..2]);
        assert_eq!(before[2..], after[3..]);
        assert!(!before.contains(&after[2]));
        assert!(before.iter().all(|key| key.len() == 16));
    }

    #[test]
    fn equal_facts_are_numbered_and_sources_are_apart() {
        let twice = put_in(&[("区水利局", 40), ("区水利局", 45)], "a.txt");
        let once = put_in(&[("区水利局", 40)], "a.txt");
        assert_eq!(twice[2], once[2]);
        assert_ne!(twice[3], once[2]);
        let elsewhere = put_in(&[("区水利局", 40)], "b.txt");
        assert!(once.iter().zip(&elsewhere).all(|(one, other)| one != other));
    }

    #[test]
    fn words_are_compared_by_what_they_say() {
        let said = |words: &str| {
            let mut out = String::new();
            plain(words, &mut out);
            out
        };
        assert_eq!(said("增长 ６．５％ 以上。"), said("增长6.5%以上"));
        assert_eq!(said("建设ＡＩ“枢纽”"), said("建设ai枢纽"));
        assert_ne!(said("1.5亿元"), said("15亿元"));
        assert_ne!(said("区水利局"), said("区水务局"));
    }
}
