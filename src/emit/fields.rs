//! What the fields of a record are called, hold and mean. Each is declared once, beside its type;
//! its JSON, the schema, the columns of tables and the facts of snapshots follow from that.

use super::shape::Property;
use super::wire_v1::{Extent, Span};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// An object of a record, with the declarations of its fields.
pub trait Fields {
    /// The fields, in the order of the JSON.
    const FIELDS: &'static [Field];

    /// What the fields hold, in the same order.
    fn values(&self) -> Vec<Value<'_>>;

    /// Each field with what it holds.
    fn each(&self) -> impl Iterator<Item = (&'static Field, Value<'_>)> {
        Self::FIELDS.iter().zip(self.values())
    }
}

/// The declaration of a field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name.
    pub name: &'static str,
    /// The name in the JSON, the same but for `unit` and `unit_code` of a target.
    pub key: &'static str,
    /// What it means.
    pub doc: Doc,
    /// What it holds.
    pub kind: FieldKind,
    /// True where it can be without a value.
    pub optional: bool,
    /// The names of its values, where they are closed.
    pub names: &'static [&'static str],
    /// The list of the record whose ids it holds.
    pub refers_to: Option<&'static str>,
    /// The numbers, from 1, of its columns in the table of its object: one, or two or three for a
    /// place. Columns keep their numbers; a new one takes the next.
    pub columns: &'static [usize],
    /// The rank among the fields that a snapshot keeps, if it does.
    pub fact: Option<u8>,
    pub(super) column_names: [&'static str; 4],
    pub(super) property: Property,
}

impl Field {
    /// The name of a column, which is the `nth` (from 0) of [`Field::columns`].
    #[must_use]
    pub const fn column_name(&self, nth: usize) -> &'static str {
        let has_place = self.columns.len() > 1;
        self.column_names[if has_place { nth + 1 } else { 0 }]
    }
}

/// What a field or a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Unicode text.
    Text,
    /// Several texts.
    List,
    /// A whole number of 64 bits.
    Int,
    /// True or false.
    Bool,
    /// A calendar day.
    Date,
    /// An exact decimal: up to 29 digits before the point and 9 behind it.
    Decimal,
    /// A place in the text layer: start, end and, where it has them, words.
    Place,
    /// An object or several, with fields of their own.
    Objects,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Value<'r> {
    /// Nothing, or objects with fields of their own.
    None,
    /// Text.
    Text(&'r str),
    /// Several texts.
    List(&'r [&'r str]),
    /// A whole number.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// A calendar day.
    Date(Date),
    /// An exact decimal.
    Decimal(Decimal),
    /// The place of a container.
    Extent(&'r Extent),
    /// The place of a value.
    Place(&'r Span<'r>),
    /// The places of several values.
    Places(&'r [Span<'r>]),
}

impl<'r> Value<'r> {
    /// The value as text, `;` between several and nothing for false; none for places, too.
    #[must_use]
    pub fn text(self) -> Option<Cow<'r, str>> {
        match self {
            Self::None | Self::Bool(false) => None,
            Self::Extent(_) | Self::Place(_) | Self::Places(_) => None,
            Self::Text(text) => Some(text.into()),
            Self::List(texts) => (!texts.is_empty()).then(|| texts.join(";").into()),
            Self::Int(number) => Some(number.to_string().into()),
            Self::Bool(true) => Some("true".into()),
            Self::Date(day) => Some(day.to_string().into()),
            Self::Decimal(number) => Some(number.normalize().to_string().into()),
        }
    }
}

/// A documentation comment in English and, behind ` | `, in Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doc(&'static str);

impl Doc {
    /// The comment with these words.
    ///
    /// # Panics
    /// Where there is no Chinese: a constant that has none does not compile.
    #[must_use]
    pub const fn new(words: &'static str) -> Self {
        let bytes = words.as_bytes();
        let mut at = 0;
        while !(bytes[at] == b' ' && bytes[at + 1] == b'|' && bytes[at + 2] == b' ') {
            at += 1;
        }
        Self(words)
    }

    /// The English words in one line.
    #[must_use]
    pub fn english(self) -> String {
        let english = self.0.split(" | ").next().unwrap_or_default();
        english.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// The Chinese words in one line.
    #[must_use]
    pub fn chinese(self) -> String {
        let chinese = self.0.split_once(" | ").unwrap_or_default().1;
        chinese.lines().map(str::trim).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Doc, Value};

    #[test]
    fn a_comment_speaks_two_languages() {
        let doc = Doc::new(" Who must\n act. | 责任\n 单位。\n");
        assert_eq!([doc.english(), doc.chinese()], ["Who must act.", "责任单位。"]);
    }

    #[test]
    fn values_are_text_for_people() {
        let texts = ["一", "二"];
        let values = [Value::List(&texts), Value::Bool(true), Value::Bool(false), Value::Int(-1)];
        let shown = values.map(|value| value.text().unwrap_or_default().into_owned());
        assert_eq!(shown, ["一;二", "true", "", "-1"]);
        assert!(Value::List(&[]).text().is_none());
    }
}
