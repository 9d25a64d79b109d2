//! Is every key known, and every value allowed? All that is wrong is said at once.

use super::error::{Error, Problem};
use super::options::{OPTIONS, Section};
use gongwen::internal::{listed, nearest};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The tables of a file that is right.
pub(super) fn check<'t>(name: &str, text: &'t str) -> Result<Spanned<DeTable<'t>>, Error> {
    let mut checker = Checker { name, text, problems: Vec::new() };
    // Not the parser's own message: it shows the line, which may hold a password.
    let (table, errors) = DeTable::parse_recoverable(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    for error in errors {
        checker.add(error.span().unwrap_or_default(), error.message().to_owned());
    }
    if checker.problems.is_empty() {
        checker.file(table.get_ref());
    }
    checker.problems.sort_by_key(|problem| problem.line);
    if checker.problems.is_empty() { Ok(table) } else { Err(Error(checker.problems)) }
}

struct Checker<'c> {
    name: &'c str,
    text: &'c str,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn add(&mut self, place: Range<usize>, message: String) {
        let before = self.text.as_bytes().get(..place.start).unwrap_or(self.text.as_bytes());
        let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
        self.problems.push(Problem { file: self.name.to_owned(), line: Some(line), message });
    }

    fn file(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let Some(section) = Section::from_name(key.get_ref()) else {
                self.add(key.span(), unknown_section(key.get_ref()));
                continue;
            };
            match value.get_ref() {
                DeValue::Table(keys) => self.section(section, keys),
                _ => {
                    let name = section.name();
                    self.add(key.span(), format!("`{name}` must be one section, [{name}]"));
                }
            }
        }
    }

    fn section(&mut self, section: Section, keys: &DeTable<'_>) {
        for (key, value) in keys {
            let name: &str = key.get_ref();
            match section.options().find(|option| option.key == name) {
                None => self.add(key.span(), unknown_key(section, name)),
                Some(option) => {
                    if let Some(wrong) = option.takes.wrong(value.get_ref()) {
                        self.add(value.span(), format!("`{}.{name}` {wrong}", section.name()));
                    }
                }
            }
        }
    }
}

fn unknown_section(name: &str) -> String {
    let homes = homes(name);
    if !homes.is_empty() {
        return format!("`{name}` stands in no section; it belongs to {homes}");
    }
    let names = Section::ALL.map(Section::name);
    match nearest(name, names) {
        Some(near) => format!("unknown section [{name}]; did you mean [{near}]?"),
        None => format!("unknown section [{name}] (known: {})", listed(names)),
    }
}

fn unknown_key(section: Section, name: &str) -> String {
    let keys = || section.options().map(|option| option.key);
    let homes = homes(name);
    let hint = match nearest(name, keys()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if !homes.is_empty() => format!("; it belongs to {homes}"),
        None => format!(" (known: {})", listed(keys())),
    };
    format!("unknown key `{name}` in [{}]{hint}", section.name())
}

/// The sections that have a key of that name.
fn homes(key: &str) -> String {
    let homes: Vec<String> = OPTIONS
        .iter()
        .filter(|option| option.key == key)
        .map(|option| format!("[{}]", option.section.name()))
        .collect();
    homes.join(", ")
}
