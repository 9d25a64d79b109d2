//! Is every key known, and every value allowed? All that is wrong is said at once.

use super::error::{Error, Problem};
use super::section::Section;
use super::{Key, Keys, value};
use gongwen::internal::nearest;
use gongwen_messages::{Arg, Message, message};
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Reads options. Relative paths in them start from `folder`; errors call the file `name`.
pub(super) fn keys(name: &str, folder: &Path, text: &str) -> Result<Keys, Error> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let sections = Section::all();
    let (problems, keys) = (Vec::new(), Vec::new());
    let mut checker = Checker { name, folder, text, sections: &sections, problems, keys };
    // Not the parser's own message: it shows the line, which may hold a password.
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let message = message!("config.syntax", cause = error.message());
        checker.add(error.span().unwrap_or_default(), message);
    }
    if checker.problems.is_empty() {
        checker.file(table.get_ref());
    }
    checker.problems.sort_by_key(|problem| problem.line);
    if checker.problems.is_empty() { Ok(Keys(checker.keys)) } else { Err(Error(checker.problems)) }
}

struct Checker<'c> {
    name: &'c str,
    folder: &'c Path,
    text: &'c str,
    sections: &'c [Section],
    problems: Vec<Problem>,
    keys: Vec<Key>,
}

impl Checker<'_> {
    fn add(&mut self, place: Range<usize>, message: Message) {
        let before = self.text.as_bytes().get(..place.start).unwrap_or(self.text.as_bytes());
        let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
        self.problems.push(Problem { file: self.name.to_owned(), line: Some(line), message });
    }

    fn file(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match (self.sections.iter().find(|section| section.name == name), value.get_ref()) {
                (None, _) => self.add(key.span(), self.unknown_section(name)),
                (Some(section), DeValue::Table(keys)) => self.section(section, keys),
                _ => self.add(key.span(), message!("config.not-a-section", name)),
            }
        }
    }

    fn section(&mut self, section: &Section, keys: &DeTable<'_>) {
        for (key, value) in keys {
            let name: &str = key.get_ref();
            let Some(arg) = section.key(name) else {
                self.add(key.span(), self.unknown_key(section, name));
                continue;
            };
            let written = self.text.get(value.span()).unwrap_or_default();
            match value::typed(arg, value.get_ref(), written, self.folder) {
                Ok(values) => {
                    let name = name.to_owned();
                    self.keys.push(Key { section: section.name, name, values });
                }
                Err(what) => {
                    let message = message!("config.value", section = section.name, name, what);
                    self.add(value.span(), message);
                }
            }
        }
    }

    fn unknown_section(&self, name: &str) -> Message {
        let homes = self.homes(name);
        if !homes.is_empty() {
            return message!("config.no-section", name, homes = Arg::list(homes));
        }
        let names = || self.sections.iter().map(|section| section.name);
        let hint = match nearest(name, names()) {
            Some(near) => message!("near", near = format!("[{near}]")),
            None => message!("config.known", known = Arg::list(names())),
        };
        message!("config.unknown-section", name, hint)
    }

    fn unknown_key(&self, section: &Section, name: &str) -> Message {
        let homes = self.homes(name);
        let hint = match nearest(name, section.names()) {
            Some(near) => message!("near", near = format!("`{near}`")),
            None if !homes.is_empty() => message!("config.belongs", homes = Arg::list(homes)),
            None => message!("config.known", known = Arg::list(section.names())),
        };
        message!("config.unknown-key", name, section = section.name, hint)
    }

    /// The sections that have a key of that name.
    fn homes(&self, key: &str) -> Vec<String> {
        let homes = self.sections.iter().filter(|section| section.key(key).is_some());
        homes.map(|section| format!("[{}]", section.name)).collect()
    }
}
