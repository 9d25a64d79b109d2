//! Cells as text.

use crate::database::moment;
use crate::tables::Cell;
use std::borrow::Cow;

/// The value as text: dates and moments in ISO 8601, decimals without exponent, `true` and `false`;
/// empty for no value.
pub(crate) fn of<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Int(value) => Cow::Owned(value.to_string()),
        Cell::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Cell::Date(value) => Cow::Owned(value.to_string()),
        Cell::Decimal(value) => Cow::Owned(value.normalize().to_string()),
        Cell::Time(value) => Cow::Owned(moment(*value)),
    }
}
