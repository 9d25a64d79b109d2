//! Numbers with their measures in the scorer's form.
//!
//! Values are decimal strings. A bare number or a counted one is a `number` and its place that of
//! the numeral alone; 第三 is an `ordinal`; money, percentages and physical measures are given with
//! their measure. A range is `{min, max}`.

use super::{Found, Scene};
use gongwen::lexicon::measures::MeasureKind;
use gongwen::number::{self, Quantity, Use};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The numbers of a case.
pub(super) fn found(scene: &Scene) -> Vec<Found> {
    let numbers = number::scan(scene.lexicon, scene.text(), scene.range());
    let counts = |quantity: &Quantity| quantity.used_as != Use::Code && !quantity.is_indefinite();
    numbers.filter(counts).map(|quantity| shown(scene, &quantity)).collect()
}

fn shown(scene: &Scene, quantity: &Quantity) -> Found {
    let kind = kind(quantity);
    let range =
        if matches!(kind, "number" | "ordinal") { quantity.numeral } else { quantity.range };
    scene.found(range, kind, value(quantity))
}

fn kind(quantity: &Quantity) -> &'static str {
    match quantity.kind {
        _ if quantity.used_as == Use::Ordinal => "ordinal",
        Some(MeasureKind::Money) => "money",
        Some(MeasureKind::Ratio) if per_cent(quantity).is_some() => "percent",
        Some(MeasureKind::Size | MeasureKind::Data) => "quantity",
        _ => "number",
    }
}

/// How many percentage points one of a measure is.
fn per_cent(quantity: &Quantity) -> Option<Decimal> {
    match &*quantity.measure {
        "%" | "个百分点" => Some(Decimal::ONE),
        "‰" => Some(Decimal::new(1, 1)),
        "‱" => Some(Decimal::new(1, 2)),
        _ => None,
    }
}

/// The value, or both ends of a range.
fn value(quantity: &Quantity) -> Value {
    let factor = per_cent(quantity).unwrap_or(Decimal::ONE);
    let shown = |value: Decimal| (value * factor).normalize().to_string();
    let value = shown(quantity.value);
    let unit = quantity.code.as_deref().unwrap_or(&quantity.measure);
    match (quantity.upper.map(shown), kind(quantity)) {
        (Some(upper), "money" | "quantity") => json!({ "min": value, "max": upper, "unit": unit }),
        (Some(upper), _) => json!({ "min": value, "max": upper }),
        (None, "money" | "quantity") => json!({ "value": value, "unit": unit }),
        (None, _) => json!(value),
    }
}
