//! One value of a row.

use gongwen::emit::fields::Value;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Unicode text.
    Text,
    /// A whole number of 64 bits.
    Int,
    /// True or false.
    Bool,
    /// A calendar day.
    Date,
    /// An exact decimal: up to 29 digits before the point and 9 behind it.
    Decimal,
    /// A moment in UTC, to the second.
    Time,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// A calendar day.
    Date(Date),
    /// An exact decimal.
    Decimal(Decimal),
    /// Seconds since 1970 in UTC.
    Time(i64),
}

impl<'a> Cell<'a> {
    /// A copy that owns its words.
    #[must_use]
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Null => Cell::Null,
            Self::Int(value) => Cell::Int(value),
            Self::Bool(value) => Cell::Bool(value),
            Self::Date(value) => Cell::Date(value),
            Self::Decimal(value) => Cell::Decimal(value),
            Self::Time(value) => Cell::Time(value),
        }
    }

    /// The kind of column that the value fits, or none for no value.
    #[must_use]
    pub fn kind(&self) -> Option<ColumnKind> {
        match self {
            Self::Null => None,
            Self::Text(_) => Some(ColumnKind::Text),
            Self::Int(_) => Some(ColumnKind::Int),
            Self::Bool(_) => Some(ColumnKind::Bool),
            Self::Date(_) => Some(ColumnKind::Date),
            Self::Decimal(_) => Some(ColumnKind::Decimal),
            Self::Time(_) => Some(ColumnKind::Time),
        }
    }

    /// A day that is written in ISO 8601; no value where it is none.
    #[must_use]
    pub fn day(text: Option<&str>) -> Self {
        text.and_then(|text| text.parse().ok()).map_or(Self::Null, Self::Date)
    }

    /// The words, or an empty text for anything else.
    #[must_use]
    pub fn as_text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }

    /// Several words in one cell, `;` between them; no value for none.
    #[must_use]
    pub fn list(words: &[&str]) -> Self {
        if words.is_empty() { Self::Null } else { Self::Text(Cow::Owned(words.join(";"))) }
    }
}

impl<'a> From<Value<'a>> for Cell<'a> {
    fn from(value: Value<'a>) -> Self {
        match value {
            Value::Text(text) => text.into(),
            Value::List(words) => Self::list(words),
            Value::Int(number) => Self::Int(number),
            Value::Bool(truth) => Self::Bool(truth),
            Value::Date(day) => Self::Date(day),
            Value::Decimal(number) => number.into(),
            Value::None | Value::Extent(_) | Value::Place(_) | Value::Places(_) => Self::Null,
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<Cow<'a, str>> for Cell<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Date> for Cell<'_> {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}

impl From<i64> for Cell<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Cell<'_> {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<usize> for Cell<'_> {
    fn from(value: usize) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Cell<'_> {
    fn from(value: u64) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(value: Decimal) -> Self {
        Self::Decimal(value.normalize())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
