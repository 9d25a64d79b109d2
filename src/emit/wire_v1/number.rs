//! Values that have a form of their own in JSON.

use crate::emit::fields::{FieldKind, Value};
use crate::emit::shape::{Definitions, Shape};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::json;

/// An exact decimal, written as a JSON number without exponent and without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = self.0.normalize().to_string();
        // A decimal is always a JSON number, so the fallback is never taken.
        match digits.parse::<serde_json::Number>() {
            Ok(number) => number.serialize(serializer),
            Err(_) => serializer.serialize_str(&digits),
        }
    }
}

impl Shape for Number {
    const KIND: FieldKind = FieldKind::Decimal;

    fn schema(_: &mut Definitions) -> serde_json::Value {
        json!({ "type": "number" })
    }

    fn value(&self) -> Value<'_> {
        Value::Decimal(self.0)
    }
}

/// A calendar day, written in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Shape for Day {
    const KIND: FieldKind = FieldKind::Date;
    const EXTRA: Option<(&'static str, &'static str)> = Some(("format", "date"));

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        String::schema(definitions)
    }

    fn value(&self) -> Value<'_> {
        Value::Date(self.0)
    }
}

/// The version of a record's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaVersion;

impl Serialize for SchemaVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(super::SCHEMA_VERSION)
    }
}

impl Shape for SchemaVersion {
    const KIND: FieldKind = FieldKind::Text;
    const EXTRA: Option<(&'static str, &'static str)> = Some(("pattern", "^1$"));

    fn schema(definitions: &mut Definitions) -> serde_json::Value {
        String::schema(definitions)
    }

    fn value(&self) -> Value<'_> {
        Value::Text(super::SCHEMA_VERSION)
    }
}

given! {
    Number: |number, json| json.shown(number.0.normalize());
    Day: |day, json| json.quoted(day.0);
    SchemaVersion: |_, json| json.name(super::SCHEMA_VERSION);
}

#[cfg(test)]
mod tests {
    use super::Number;
    use rust_decimal::Decimal;

    #[test]
    fn numbers_are_exact_and_short() {
        let cases = [
            ("480", "480"),
            ("9.0", "9"),
            ("0.80", "0.8"),
            ("2000000000000", "2000000000000"),
            ("-1.50", "-1.5"),
            ("0", "0"),
            ("0.1", "0.1"),
            ("123456789012345678.123", "123456789012345678.123"),
        ];
        for (given, expected) in cases {
            let number = Number(given.parse::<Decimal>().unwrap());
            assert_eq!(serde_json::to_string(&number).unwrap(), expected, "{given}");
        }
    }
}
