//! Numbers with their measures in the scorer's form.
//!
//! Values are decimal strings. A bare number or a counted one is a `number` and its place that of
//! the numeral alone; 第三 is an `ordinal`; money, percentages and physical measures are given with
//! their measure. A range is `{min, max}`. 超过300 is given twice, the number and the interval
//! that the words make of it: suites differ in which of both they ask for.
//!
//! Not read, with the reason:
//! - `一十亿零一十一亿` (10¹⁷ + 11亿): nobody writes 亿 of 亿 without 万;
//! - `半百`: an idiom;
//! - `5-20%` as 20: we read the range from 5 % to 20 %;
//! - `比三十大`: the bound stands on both sides of the number, and notices write 大于;
//! - `却是-7/12`: a stroke after a word is a dash there, as in `目标-5个`;
//! - durations of two measures (`1年2个月`), with 半 inside a sentence, and of working days.

use super::{Found, Scene};
use gongwen::internal::{Interval, MeasureKind, Quantity, Use, intervals, scan};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The numbers of a case.
pub(super) fn found(scene: &Scene) -> Vec<Found> {
    let numbers = scan(scene.lexicon, scene.text(), scene.range());
    let numbers: Vec<_> = numbers.filter(|quantity| !quantity.is_indefinite()).collect();
    let plain = numbers.iter().filter(|quantity| quantity.used_as != Use::Code);
    let mut found: Vec<_> = plain.filter_map(|quantity| shown(scene, quantity)).collect();
    for interval in intervals(scene.lexicon, scene.text(), &numbers) {
        let quantity = numbers.get(interval.quantity);
        found.extend(quantity.and_then(|quantity| bounded(scene, quantity, &interval)));
    }
    found
}

fn shown(scene: &Scene, quantity: &Quantity) -> Option<Found> {
    let form = Form::of(scene, quantity);
    let range = if form.counted { quantity.numeral } else { quantity.range };
    let value = match quantity.upper {
        Some(upper) => form.interval(Some(quantity.value), Some(upper))?,
        None => form.single(quantity.value)?,
    };
    Some(scene.found(range, form.kind, value))
}

fn bounded(scene: &Scene, quantity: &Quantity, interval: &Interval) -> Option<Found> {
    let form = Form::of(scene, quantity);
    let kind = if form.kind == "ordinal" { "number" } else { form.kind };
    let value = form.interval(interval.low, interval.high)?;
    Some(scene.found(interval.range, kind, value))
}

/// How values of one measure are written.
struct Form<'q> {
    kind: &'static str,
    /// True where the place is that of the numeral alone.
    counted: bool,
    /// What one of the measure is in the unit that the suite counts in.
    factor: Decimal,
    unit: Option<&'q str>,
    /// The letters of an ISO 8601 duration around the value.
    duration: Option<(&'static str, &'static str)>,
}

impl<'q> Form<'q> {
    fn of(scene: &Scene, quantity: &'q Quantity) -> Self {
        let plain =
            Self { kind: "number", counted: true, factor: 1.into(), unit: None, duration: None };
        let unit = Some(quantity.code.as_deref().unwrap_or(&quantity.measure));
        let measured = |kind| Self { kind, counted: false, unit, ..plain };
        match quantity.kind {
            _ if quantity.used_as == Use::Ordinal => Self { kind: "ordinal", ..plain },
            Some(MeasureKind::Money) => measured("money"),
            Some(MeasureKind::Size) => {
                let grams = grams(&quantity.measure).filter(|_| counts_in_grams(scene));
                Self { factor: grams.unwrap_or(Decimal::ONE), ..measured("quantity") }
            }
            Some(MeasureKind::Data) => measured("quantity"),
            Some(MeasureKind::Ratio) => match per_cent(&quantity.measure) {
                Some(factor) => Self { kind: "percent", counted: false, factor, ..plain },
                None => plain,
            },
            Some(MeasureKind::Time | MeasureKind::Date) => match iso(quantity) {
                None => plain,
                duration => Self { kind: "duration", counted: false, duration, ..plain },
            },
            _ => plain,
        }
    }

    fn decimal(&self, value: Decimal) -> Option<String> {
        Some(value.checked_mul(self.factor)?.normalize().to_string())
    }

    fn single(&self, value: Decimal) -> Option<Value> {
        let value = self.decimal(value)?;
        Some(match (self.duration, self.unit) {
            (Some((before, after)), _) => json!({ "iso": format!("{before}{value}{after}") }),
            (None, Some(unit)) => json!({ "value": value, "unit": unit }),
            (None, None) => json!(value),
        })
    }

    fn interval(&self, low: Option<Decimal>, high: Option<Decimal>) -> Option<Value> {
        let bound = |value: Option<Decimal>| match value {
            None => Some(Value::Null),
            Some(value) if self.duration.is_some() => self.single(value),
            Some(value) => self.decimal(value).map(Value::from),
        };
        let (min, max) = (bound(low)?, bound(high)?);
        Some(match self.unit {
            Some(unit) => json!({ "min": min, "max": max, "unit": unit }),
            None => json!({ "min": min, "max": max }),
        })
    }
}

/// How many percentage points one of a measure is.
fn per_cent(measure: &str) -> Option<Decimal> {
    match measure {
        "%" | "个百分点" => Some(Decimal::ONE),
        "‰" => Some(Decimal::new(1, 1)),
        "‱" => Some(Decimal::new(1, 2)),
        _ => None,
    }
}

/// The scorer compares values without units, and duckling gives every mass in grams.
fn counts_in_grams(scene: &Scene) -> bool {
    scene.case.suite == "duckling_zh"
}

/// How many grams one of a measure of mass is.
fn grams(measure: &str) -> Option<Decimal> {
    let grams = match measure {
        "吨" => 1_000_000,
        "公斤" | "千克" => 1000,
        "斤" => 500,
        "两" => 50,
        "克" => 1,
        _ => return None,
    };
    Some(grams.into())
}

/// A span of time. 年 after a large number, 月 and 日 are parts of dates.
fn iso(quantity: &Quantity) -> Option<(&'static str, &'static str)> {
    Some(match &*quantity.measure {
        "年" | "周年" if quantity.value < 100.into() => ("P", "Y"),
        "个月" => ("P", "M"),
        "周" => ("P", "W"),
        "天" | "个自然日" | "个日历天" => ("P", "D"),
        "小时" | "个小时" => ("PT", "H"),
        "分钟" => ("PT", "M"),
        _ => return None,
    })
}
