//! Exact numbers.

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

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

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
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
