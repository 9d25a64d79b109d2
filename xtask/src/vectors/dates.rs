//! Dates and ranges of dates in the scorer's form.
//!
//! A day is ISO 8601; anything longer is `{start, end}`, both days included, an open end null. A
//! day whose year is not known is `XXXX-MM-DD`; words that name no day of the calendar (2019年2月29日)
//! are null. Where a word bounds a period (2015年以后) both the open range and the period itself are
//! given: the suites do not agree which of them to expect.

use super::{Found, Scene};
use gongwen::internal::{Anchor, Bound, Days, TimeMention, scan_informal};
use serde_json::{Value, json};

/// The dates and periods of a case.
pub(super) fn found(scene: &Scene) -> Vec<Found> {
    let mentions = scan_informal(scene.lexicon, scene.text(), scene.range());
    let anchor = scene.case.anchor();
    let readings = |mention: &TimeMention| {
        let range = mention.range;
        // 2024年内 is a deadline to a notice, and a period by its words.
        let within = range.of(scene.text()).ends_with('内');
        let bound = if within { Bound::During } else { mention.bound };
        values(&TimeMention { bound, ..*mention }, anchor)
            .into_iter()
            .map(move |(kind, value)| scene.found(range, kind, value))
    };
    mentions.iter().flat_map(readings).collect()
}

fn values(mention: &TimeMention, anchor: Anchor) -> Vec<(&'static str, Value)> {
    let Some(resolved) = mention.resolve(anchor) else {
        return vec![("date", json!(mention.open_edtf()))];
    };
    let period = mention.period(anchor).filter(|_| mention.bound != Bound::During);
    std::iter::once(resolved.interval).chain(period).map(|days| shown(&days)).collect()
}

fn shown(days: &Days) -> (&'static str, Value) {
    let (start, end) = (days.start.map(|day| day.to_string()), days.end.map(|day| day.to_string()));
    if start.is_some() && start == end {
        ("date", json!(start))
    } else {
        ("daterange", json!({ "start": start, "end": end }))
    }
}
