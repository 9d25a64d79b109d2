//! For programs.

use super::{Summary, each_item};
use crate::Error;
use crate::journal::{self, Verb};
use crate::pending::Pending;
use crate::stats::{Counts, Stats};
use crate::store::Store;
use gongwen_engine::Reading;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;

/// Writes the summary and every change, one a line inside `changes`.
///
/// # Errors
/// Where the store is damaged or `out` fails.
pub fn write(
    store: &Store,
    pending: &Pending,
    reading: &Reading,
    summary: &Summary,
    group: Option<&str>,
    out: &mut impl Write,
) -> Result<(), Error> {
    let failed = |cause| Error::File { path: "the output".into(), cause };
    let text = |value: &Value| value.to_string();
    let summary = serde_json::to_value(summary).map_err(Error::unwritable)?;
    write!(out, "{{\"summary\":{},\n\"changes\":[", text(&summary)).map_err(failed)?;
    let mut comma = "\n";
    each_item(store, pending, reading, group, |item| {
        let item = serde_json::to_string(&item).map_err(Error::unwritable)?;
        write!(out, "{comma}{item}").map_err(failed)?;
        comma = ",\n";
        Ok::<_, Error>(())
    })?;
    out.write_all(b"\n]}\n").map_err(failed)
}

/// Counts as JSON: of the reference, of the archive as it is now, of the changes, and of what was
/// decided about changes so far.
///
/// # Errors
/// Where the journal is damaged.
pub fn stats(store: &Store, stats: &Stats, summary: &Summary) -> Result<Value, Error> {
    let mut changes: BTreeMap<&str, Value> = BTreeMap::new();
    for cause in &summary.causes {
        let all: usize = cause.groups.values().sum();
        let value = json!({
            "counts": cause.counts, "notices": cause.notices,
            "open": all - cause.rejected, "rejected": cause.rejected,
        });
        changes.insert(&cause.group, value);
    }
    Ok(json!({
        "versions": { "reference": store.manifest().versions.edition, "present": summary.edition },
        "reference": side(&stats.reference),
        "present": side(&stats.present),
        "issuers": issuers(stats),
        "changes": changes,
        "decisions": decisions(store)?,
    }))
}

fn side(counts: &Counts) -> Value {
    let per_notice = |kind: &str| {
        let count = counts.kinds.get(kind).copied().unwrap_or(0);
        rounded(count as f64 / counts.notices.max(1) as f64)
    };
    json!({
        "notices": counts.notices,
        "unreadable": counts.unreadable,
        "unexplained_share": rounded(counts.unexplained_share()),
        "tasks_per_notice": per_notice("task"),
        "targets_per_notice": per_notice("target"),
        "kinds": counts.kinds,
        "causes": counts.causes,
    })
}

fn issuers(stats: &Stats) -> BTreeMap<&str, Value> {
    let names = stats.reference.issuers.keys().chain(stats.present.issuers.keys());
    let one = |counts: &Counts, name: &str| {
        let issuer = counts.issuers.get(name).copied().unwrap_or_default();
        let notices = issuer.notices.max(1) as f64;
        json!({
            "notices": issuer.notices,
            "tasks_per_notice": rounded(issuer.tasks as f64 / notices),
            "targets_per_notice": rounded(issuer.targets as f64 / notices),
        })
    };
    let both = |name: &str| json!({ "reference": one(&stats.reference, name), "present": one(&stats.present, name) });
    names.map(|name| (name.as_str(), both(name))).collect()
}

/// Changes that were accepted, rejected and taken back, by group.
fn decisions(store: &Store) -> Result<Value, Error> {
    let mut all: BTreeMap<String, BTreeMap<&str, u64>> = BTreeMap::new();
    let heads = journal::heads(store.root())?;
    let undone: Vec<u64> = heads.iter().filter_map(|head| head.of).collect();
    for head in heads.iter().filter(|head| !undone.contains(&head.number)) {
        let verb = match head.verb {
            Verb::Accept | Verb::Record => "accepted",
            Verb::Reject => "rejected",
            Verb::Undo => continue,
        };
        for (group, count) in &head.causes {
            *all.entry(group.clone()).or_default().entry(verb).or_default() += count;
        }
    }
    Ok(json!(all))
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
