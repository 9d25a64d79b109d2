//! Reads one CSV table of words. Tables are part of the program, so a bad row is a bug that a test
//! finds; at run time it is skipped.
//!
//! The reader is small because the program reads all tables each time it starts: a row is a line,
//! cells are trimmed, a cell in quotes may hold commas and doubled quotes.

use serde::de::value::{Error, MapDeserializer, StrDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use std::borrow::Cow;

/// The rows of a table that has the columns of `Row`.
pub(super) fn rows<'t, Row: Deserialize<'t>>(table: &'t str) -> Vec<Row> {
    let mut lines = table.lines().filter(|line| !line.is_empty());
    let head = cells(lines.next().unwrap_or_default());
    lines.filter_map(|line| row(&head, cells(line))).collect()
}

/// A row of as many cells as the head has.
fn row<'t, Row: Deserialize<'t>>(head: &[Cell<'t>], cells: Vec<Cell<'t>>) -> Option<Row> {
    if cells.len() != head.len() {
        return None;
    }
    let named = head.iter().map(|name| &*name.0).zip(cells);
    Row::deserialize(MapDeserializer::<_, Error>::new(named)).ok()
}

fn cells(line: &str) -> Vec<Cell<'_>> {
    let mut cells = Vec::with_capacity(8);
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (cell, behind) = text.strip_prefix('"').map_or_else(|| plain(text), quoted);
        cells.push(cell);
        rest = behind;
    }
    cells
}

/// A cell up to the next comma, and what is behind the comma.
fn plain(text: &str) -> (Cell<'_>, Option<&str>) {
    let (cell, behind) = match memchr::memchr(b',', text.as_bytes()) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    (Cell(Cow::Borrowed(cell.trim())), behind)
}

/// The same for a cell whose opening quote has been read.
fn quoted(text: &str) -> (Cell<'_>, Option<&str>) {
    let mut from = 0;
    loop {
        let end = text[from..].find('"').map_or(text.len(), |at| from + at);
        let behind = text.get(end + 1..).unwrap_or_default();
        if !behind.starts_with('"') {
            let cell = Cow::Owned(text[..end].trim().replace("\"\"", "\""));
            return (Cell(cell), behind.strip_prefix(','));
        }
        from = end + 2;
    }
}

/// The words of one cell.
struct Cell<'t>(Cow<'t, str>);

impl<'de> IntoDeserializer<'de> for Cell<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Hands a number of a cell to the visitor.
macro_rules! numbers {
    ($($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.0.parse().map_err(serde::de::Error::custom)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Error;

    numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32
        deserialize_i64 visit_i64 deserialize_u64 visit_u64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Cow::Borrowed(words) => visitor.visit_borrowed_str(words),
            Cow::Owned(words) => visitor.visit_string(words),
        }
    }

    /// An empty cell holds nothing.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        StrDeserializer::new(&self.0).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// Every line of the table but its head became a word.
#[cfg(test)]
pub(super) fn assert_complete(table: &str, words: usize) {
    let lines = table.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(words, lines - 1, "a row of the table was refused");
}

#[cfg(test)]
mod tests {
    use super::rows;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        word: String,
        count: Option<i16>,
        kind: Kind,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Big,
        Small,
    }

    #[test]
    fn cells_are_trimmed_and_unquoted() {
        let table = "word,count,kind,reason\n家 , -2,big,\"firms, \"\"institutions\"\"\"\n\n\"a,b\"\"\",,small,\n";
        let row = |word: &str, count, kind| Row { word: word.to_owned(), count, kind };
        assert_eq!(
            rows::<Row>(table),
            [row("家", Some(-2), Kind::Big), row("a,b\"", None, Kind::Small)]
        );
    }

    #[test]
    fn a_bad_row_is_left_out() {
        let table = "word,count,kind\n家,x,big\n家,1\n家,1,huge\n家,1,big,more\n人,1,big";
        assert_eq!(rows::<Row>(table).len(), 1);
        assert!(rows::<Row>("").is_empty());
    }
}
