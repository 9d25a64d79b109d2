//! What the program says to people: every message is a row of `messages.csv`.
//!
//! [`message!`] makes a [`Message`] of an id and of what stands in its placeholders. That the row is there
//! and has these placeholders is checked while the program is compiled, and the table is part of it: nothing
//! is parsed when the program starts. A message is shown in English, so what ends up in files never
//! depends on the environment; whoever writes to a terminal asks for a language.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod arg;
mod catalogue;

pub use arg::Arg;
#[doc(hidden)]
pub use catalogue::index;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A language of the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, in which every row is written.
    #[default]
    English,
    /// Chinese; a row that is not translated is shown in English.
    Chinese,
}

/// A row of the catalogue, and what stands in its placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    row: u16,
    args: Vec<(Cow<'static, str>, Arg)>,
}

impl Message {
    #[doc(hidden)]
    #[must_use]
    pub fn new(row: u16, args: Vec<(Cow<'static, str>, Arg)>) -> Self {
        Self { row, args }
    }

    /// The words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut out = String::new();
        self.write(language, &mut out);
        out
    }

    fn write(&self, language: Language, out: &mut String) {
        let template = catalogue::template(self.row, language);
        let mut rest = &*template;
        while let Some((before, inside, after)) = catalogue::placeholder(rest) {
            out.push_str(before);
            self.fill(inside, language, out);
            rest = after;
        }
        out.push_str(rest);
    }

    /// Writes what stands in `{name}`, or the form that `{name|one|many}` has for its number.
    fn fill(&self, inside: &str, language: Language, out: &mut String) {
        let (name, forms) = inside.split_once('|').map_or((inside, None), |(n, f)| (n, Some(f)));
        let Some((_, arg)) = self.args.iter().find(|(own, _)| own == name) else { return };
        match forms.and_then(|forms| forms.split_once('|')) {
            Some((one, _)) if arg.is_one() => out.push_str(one),
            Some((_, many)) => out.push_str(many),
            None => arg.write(language, out),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for Message {}

/// Makes a [`Message`] of the id of a row and of what stands in its placeholders, by name: a variable of
/// that name, or `name = value` with any value that an [`Arg`] can be made of.
#[macro_export]
macro_rules! message {
    ($id:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const ROW: u16 = $crate::index($id, &[$(stringify!($name)),*]);
        $crate::Message::new(
            ROW,
            vec![$((stringify!($name).into(), $crate::message!(@arg $name $(= $value)?))),*],
        )
    }};
    (@arg $name:ident) => { $crate::Arg::from($name) };
    (@arg $name:ident = $value:expr) => { $crate::Arg::from($value) };
}

#[cfg(test)]
mod tests {
    use super::{Language, Message};

    #[test]
    fn a_message_is_filled_in() {
        let said = message!("about", place = "a.txt", what = message!("source.not-found"));
        assert_eq!(said.to_string(), "a.txt: no such file or folder; check the spelling");
        assert_eq!(said.text(Language::Chinese), said.to_string(), "not translated yet");
        let what = "{place}";
        assert_eq!(message!("about", place = "{what}", what).to_string(), "{what}: {place}");
    }

    #[test]
    fn a_number_decides_on_the_form() {
        let skipped = |count: u64| message!("skipped", count, kinds = "", folders = "").to_string();
        assert_eq!(skipped(0), "0 files skipped");
        assert_eq!(skipped(1), "1 file skipped");
        assert_eq!(skipped(21), "21 files skipped");
    }

    #[test]
    fn a_message_of_no_row_says_nothing() {
        assert_eq!(Message::new(u16::MAX, Vec::new()).to_string(), "");
    }
}
