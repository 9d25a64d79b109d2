//! `cargo xtask corpus-diff BASE NEW`: what a change gains, loses and alters.
//!
//! Both are records as NDJSON. Facts of one document are compared as snapshots compare them
//! ([`gongwen_snapshot::Compared`]); what differs is counted by kind and rule and shown with a few
//! examples ([`report`]). `BASE` may be a git revision; then `NEW` is a folder of notices, which is read by
//! that revision and by the program as it stands ([`revision`]).

mod item;
mod report;
mod revision;

use anyhow::{Context, Result, bail};
use gongwen_snapshot::Compared;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Records by the path of their source.
type Records = BTreeMap<String, Value>;

/// Compares and writes the report.
pub(crate) fn write(base: &str, new: &str, out: &mut impl Write) -> Result<()> {
    let (before, after) = if Path::new(base).is_file() {
        (
            records(&read(base)?).context(base.to_owned())?,
            records(&read(new)?).context(new.to_owned())?,
        )
    } else if Path::new(new).is_dir() {
        let (before, after) = revision::extract_with_both(base, Path::new(new))?;
        (records(&before)?, records(&after)?)
    } else {
        bail!("{base} is no file of records, and {new} no folder to read with the revision {base}");
    };
    let (before, after) = by_shortest_common_name(before, after);
    out.write_all(report::report(&before, &after, &compared(&before, &after)).as_bytes())?;
    Ok(())
}

/// Documents that both sides have.
fn compared(before: &Records, after: &Records) -> Vec<Compared> {
    let both = before.iter().filter_map(|(name, old)| Some((name, old, after.get(name)?)));
    let compare = |(name, old, new): (&String, &Value, &Value)| {
        Compared::new(Some(item::notice(name, old)), item::notice(name, new))
    };
    both.map(compare).collect()
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("read {path}"))
}

fn records(ndjson: &str) -> Result<Records> {
    let lines = ndjson.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let record = |(index, line): (usize, &str)| {
        let record: Value = serde_json::from_str(line)
            .with_context(|| format!("line {} is no record", index + 1))?;
        let path = record["source"]["path"].as_str();
        let path = path.with_context(|| format!("line {} has no source.path", index + 1))?;
        Ok((path.to_owned(), record))
    };
    lines.map(record).collect()
}

/// Records that were read from two folders go by the names of their files.
fn by_shortest_common_name(before: Records, after: Records) -> (Records, Records) {
    if before.keys().any(|path| after.contains_key(path)) {
        return (before, after);
    }
    let named = |records: Records| {
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        records.into_iter().map(|(path, record)| (name(&path), record)).collect()
    };
    (named(before), named(after))
}

#[cfg(test)]
mod tests {
    use super::{by_shortest_common_name, records, report};
    use serde_json::{Value, json};

    fn record(path: &str, targets: &Value, milestones: &Value) -> String {
        let sections = json!([{ "id": "s1", "path": "一", "title": "目标", "rule": "outline/numbering",
            "title_span": { "start": 0, "end": 2, "text": "目标" } }]);
        json!({ "source": { "path": path }, "metadata": { "title": "通知" }, "sections": sections,
            "targets": targets, "milestones": milestones, "units": [] })
        .to_string()
    }

    fn target(id: &str, at: u32, comparator: &str, number: &str) -> Value {
        json!({ "id": id, "section": "s1", "indicator": "基站", "comparator": comparator, "number": number,
            "rule": "target/amount", "span": { "start": at, "end": at + 4, "text": format!("建{number}") } })
    }

    fn compared(before: &str, after: &str) -> String {
        let (before, after) =
            by_shortest_common_name(records(before).unwrap(), records(after).unwrap());
        report::report(&before, &after, &super::compared(&before, &after))
    }

    #[test]
    fn what_is_gained_lost_and_altered_is_told_apart() {
        let before = json!([
            target("n1", 10, "eq", "3个"),
            target("n2", 20, "ge", "5个"),
            target("n3", 30, "eq", "7个")
        ]);
        // n3 moved and is the same; ids count on.
        let after = json!([
            target("n1", 10, "ge", "3个"),
            target("n2", 50, "eq", "7个"),
            target("n3", 60, "eq", "9个")
        ]);
        let text = compared(
            &record("old/a.txt", &before, &json!([])),
            &record("new/a.txt", &after, &json!([])),
        );
        assert!(text.contains("1 document in both"), "{text}");
        let row: Vec<&str> = text
            .lines()
            .find(|line| line.starts_with("target "))
            .unwrap()
            .split_whitespace()
            .collect();
        assert_eq!(row, ["target", "target/amount", "1", "1", "1"], "{text}");
        assert!(text.contains("comparator eq → ge"), "{text}");
        assert!(
            text.contains("“建9个”") && text.contains("“建5个”") && !text.contains("“建7个”"),
            "{text}"
        );
    }

    #[test]
    fn the_same_records_differ_in_nothing() {
        let line = record("a.txt", &json!([target("n1", 10, "eq", "3个")]), &json!([]));
        assert!(compared(&line, &line).contains("no item differs"));
    }

    #[test]
    fn documents_of_one_side_are_named() {
        let (a, b) =
            (record("a.txt", &json!([]), &json!([])), record("b.txt", &json!([]), &json!([])));
        let text = compared(&format!("{a}\n{b}"), &a);
        assert!(text.contains("only before: b.txt"), "{text}");
        assert!(records("{}").is_err() && records("x").is_err());
    }
}
