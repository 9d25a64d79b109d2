//! Dates and ranges of dates in the scorer's form.
//!
//! A day is ISO 8601; anything longer is `{start, end}`, both days included, an open end null.

use super::{Found, Scene};
use gongwen::calendar::{self, Interval};
use serde_json::{Value, json};

/// The dates and periods of a case.
pub(super) fn found(scene: &Scene) -> Vec<Found> {
    let mentions = calendar::scan(&scene.lexicon.periods, scene.text(), scene.range());
    let year = scene.case.year();
    let found = mentions.iter().filter_map(|mention| {
        let days = mention.resolve(year)?.interval;
        let (kind, value) = shown(&days);
        Some(scene.found(mention.range, kind, value))
    });
    found.collect()
}

fn shown(days: &Interval) -> (&'static str, Value) {
    let (start, end) = (days.start.map(|day| day.to_string()), days.end.map(|day| day.to_string()));
    if start.is_some() && start == end {
        ("date", json!(start))
    } else {
        ("daterange", json!({ "start": start, "end": end }))
    }
}
