//! Scores records against gold files: the definitions of the project's scorer, in Rust, so that the
//! tests need nothing else. Multisets of facts are compared; white space and width never count.

use super::facts::folded;
use super::list;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Counts of one row over one or more documents: right, too much, missed.
type Counts = [usize; 3];

/// Scores of a set of documents.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    pub(crate) documents: usize,
    /// Document and row to its counts.
    cells: BTreeMap<(String, &'static str), Counts>,
    /// What was missed or too much, in words.
    pub(crate) errors: Vec<String>,
}

/// Scores every gold file of a folder; a record's key is the file's name that the gold names.
pub(crate) fn score_folder(folder: &Path, records: &BTreeMap<String, Value>) -> Scores {
    let mut scores = Scores::default();
    for path in super::files(folder, ".gold.json") {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let name = gold["doc"].as_str().unwrap();
        let name = name.rsplit('/').next().unwrap_or(name);
        let record = records.get(name).unwrap_or_else(|| panic!("no record for {name}"));
        scores.add(name, &gold, record);
    }
    scores
}

impl Scores {
    pub(crate) const ROWS: &[&str] = &[
        "metadata",
        "section_path",
        "section_title",
        "responsibility",
        "duty",
        "target",
        "target_value",
        "milestone",
        "group_member",
        "group_office",
    ];

    /// Scores one document.
    pub(crate) fn add(&mut self, name: &str, gold: &Value, record: &Value) {
        self.documents += 1;
        let mut one = Document { scores: self, name, gold, record };
        one.metadata();
        one.sections();
        one.responsibilities();
        one.duties();
        one.targets();
        one.milestones();
        one.groups();
    }

    /// Counts of a row over all documents.
    pub(crate) fn counts(&self, row: &str) -> Counts {
        let cells = self.cells.iter().filter(|((_, name), _)| *name == row);
        cells.fold([0; 3], |sum, (_, counts)| [0, 1, 2].map(|i| sum[i] + counts[i]))
    }

    /// F1 of a row over all documents; 1 where there is nothing to find and nothing found.
    pub(crate) fn f1(&self, row: &str) -> f64 {
        f1(self.counts(row))
    }

    /// One line a document and row that is not empty, then the rows over all documents.
    pub(crate) fn table(&self) -> String {
        let mut out = String::from("document,row,right,extra,missed,f1\n");
        let mut line = |name: &str, row: &str, counts: Counts| {
            let [right, extra, missed] = counts;
            let _ = writeln!(out, "{name},{row},{right},{extra},{missed},{:.4}", f1(counts));
        };
        for ((name, row), counts) in &self.cells {
            if *counts != [0; 3] {
                line(name, row, *counts);
            }
        }
        for row in Self::ROWS {
            line("all", row, self.counts(row));
        }
        out
    }

    /// Compares with the committed table: it must be the same, and is rewritten with `UPDATE=1`
    /// unless a row over all documents fell.
    pub(crate) fn compare_with(&self, path: &Path) {
        let (name, table) = (path.file_name().unwrap().to_string_lossy(), self.table());
        let committed = fs::read_to_string(path).unwrap_or_default();
        if committed == table {
            return;
        }
        let fallen: Vec<String> =
            Self::ROWS.iter().filter_map(|row| self.fallen(row, &committed)).collect();
        assert!(
            fallen.is_empty() || std::env::var("UPDATE").as_deref() == Ok("lower"),
            "{name}: scores fell: {fallen:#?}\n{}",
            self.errors.join("\n")
        );
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path, table).unwrap();
            return;
        }
        let changes = changes(&committed, &table);
        panic!("{name}: scores changed and none fell; commit them with UPDATE=1:\n{changes}");
    }

    fn fallen(&self, row: &str, committed: &str) -> Option<String> {
        let start = format!("all,{row},");
        let line = committed.lines().find(|line| line.starts_with(&start))?;
        let before: f64 = line.rsplit(',').next()?.parse().ok()?;
        let now = self.f1(row);
        (now < before - 0.00006).then(|| format!("{row}: {before:.4} → {now:.4}"))
    }

    fn count(&mut self, name: &str, row: &'static str, counts: Counts) {
        let cell = self.cells.entry((name.to_owned(), row)).or_default();
        *cell = [0, 1, 2].map(|i| cell[i] + counts[i]);
    }
}

fn f1([right, extra, missed]: Counts) -> f64 {
    let all = 2 * right + extra + missed;
    if all == 0 { 1.0 } else { 2.0 * right as f64 / all as f64 }
}

fn changes(before: &str, after: &str) -> String {
    let only = |a: &str, b: &str, sign: char| {
        let lines = a.lines().filter(|line| !b.lines().any(|other| other == *line));
        lines.map(|line| format!("{sign} {line}\n")).collect::<String>()
    };
    only(before, after, '-') + &only(after, before, '+')
}

struct Document<'a> {
    scores: &'a mut Scores,
    name: &'a str,
    gold: &'a Value,
    record: &'a Value,
}

impl Document<'_> {
    /// Compares two multisets.
    fn compare(&mut self, row: &'static str, gold: &[String], found: Vec<String>) {
        let mut extra = found;
        let mut missed = Vec::new();
        for fact in gold {
            match extra.iter().position(|one| one == fact) {
                Some(index) => _ = extra.swap_remove(index),
                None => missed.push(fact),
            }
        }
        let counts = [gold.len() - missed.len(), extra.len(), missed.len()];
        for fact in &missed {
            self.note(row, "missed", fact);
        }
        for fact in &extra {
            self.note(row, "extra", fact);
        }
        self.scores.count(self.name, row, counts);
    }

    fn note(&mut self, row: &str, what: &str, fact: &str) {
        self.scores.errors.push(format!("{} {row} {what} {fact}", self.name));
    }

    fn has(&self, name: &str) -> bool {
        self.gold.get(name).is_some()
    }

    fn metadata(&mut self) {
        const SINGLE: &[&str] = &[
            "title",
            "document_type",
            "document_number",
            "index_number",
            "publisher",
            "issued_on",
            "published_on",
            "subject",
        ];
        let (gold, found) = (&self.gold["metadata"], &self.record["metadata"]);
        let (mut wanted, mut given) = (Vec::new(), Vec::new());
        for name in SINGLE.iter().filter(|name| gold.get(**name).is_some()) {
            let value = metadata_value(name, &found[*name]);
            let is_set = gold[*name].as_str().is_some_and(|gold| !gold.is_empty());
            if is_set {
                wanted.push(format!("{name} {}", words(&gold[*name])));
            } else if *name == "title"
                && !value.is_empty()
                && value == words(&self.gold["issued_title"])
                || *name == "document_type" && gold["title"].is_null()
            {
                continue;
            }
            if !value.is_empty() {
                given.push(format!("{name} {value}"));
            }
        }
        for name in ["signatories", "recipients", "attachments"] {
            if gold.get(name).is_some() {
                wanted.extend(list(gold, name).iter().map(|v| format!("{name} {}", words(v))));
                given.extend(list(found, name).iter().map(|v| format!("{name} {}", words(v))));
            }
        }
        self.compare("metadata", &wanted, given);
    }

    fn sections(&mut self) {
        if !self.has("sections") {
            return;
        }
        let paths =
            |from: &Value| list(from, "sections").iter().map(|s| words(&s["path"])).collect();
        let titles = |from: &Value| {
            let title = |s: &Value| format!("{} {}", words(&s["path"]), heading(&s["title"]));
            list(from, "sections").iter().map(title).collect()
        };
        let (gold, found): (Vec<_>, Vec<_>) = (paths(self.gold), paths(self.record));
        self.compare("section_path", &gold, found);
        let (gold, found): (Vec<_>, Vec<_>) = (titles(self.gold), titles(self.record));
        self.compare("section_title", &gold, found);
    }

    /// The path of the section that an item of the record stands in.
    fn path(&self, item: &Value) -> String {
        let section = list(self.record, "sections").iter().find(|s| s["id"] == item["section"]);
        section.map(|section| words(&section["path"])).unwrap_or_default()
    }

    fn tasks(&self, is_duty: fn(&Value) -> bool) -> impl Iterator<Item = &Value> {
        list(self.record, "tasks").iter().filter(move |task| is_duty(&task["kind"]))
    }

    fn responsibilities(&mut self) {
        if !self.has("tasks") {
            return;
        }
        let mut found = Vec::new();
        for task in self.tasks(|kind| kind != "duty") {
            let path = self.path(task);
            let units =
                list(task, "responsibilities").iter().filter(|unit| unit["implied"] != true);
            found.extend(
                units.map(|u| format!("{path} {}:{}", words(&u["role"]), words(&u["surface"]))),
            );
        }
        let mut gold = Vec::new();
        for task in list(self.gold, "tasks") {
            for unit in list(task, "units") {
                let key = format!("{} {}", words(&task["path"]), words(unit));
                let other = format!("{} {}", words(&task["path_alt"]), words(unit));
                let is_other = !found.contains(&key) && found.contains(&other);
                gold.push(if is_other { other } else { key });
            }
        }
        self.compare("responsibility", &gold, found);
    }

    fn duties(&mut self) {
        if !self.has("duties") {
            return;
        }
        let gold: Vec<String> = list(self.gold, "duties")
            .iter()
            .map(|duty| format!("{} {}", words(&duty[0]), words(&duty[1])))
            .collect();
        let found = self.tasks(|kind| kind == "duty").filter_map(|task| {
            let unit = list(task, "responsibilities").first()?;
            Some(format!("{} {}", self.path(task), words(&unit["surface"])))
        });
        let found = found.collect();
        self.compare("duty", &gold, found);
    }

    fn targets(&mut self) {
        if !self.has("targets") {
            return;
        }
        let mut rest: Vec<&Value> = list(self.record, "targets").iter().collect();
        let (mut right, mut same_value, mut errors) = (0, 0, Vec::new());
        let gold = list(self.gold, "targets");
        for target in gold {
            let label = format!("{} {}", words(&target["number"]), words(&target["indicator"]));
            let Some((index, likeness)) = best_match(target, &rest) else {
                errors.push(("missed", label));
                continue;
            };
            same_value += 1;
            let found = rest.remove(index);
            if likeness >= 0.65 && found["comparator"] == target["comparator"] {
                right += 1;
            } else {
                let given =
                    format!("{} {}", words(&found["comparator"]), words(&found["indicator"]));
                errors.push((
                    "differs",
                    format!("{} {label} | {given}", words(&target["comparator"])),
                ));
            }
        }
        let optional: Vec<String> = list(self.gold, "targets_optional").iter().map(words).collect();
        rest.retain(|found| {
            let (span, number) = (words(&found["span"]["text"]), words(&found["number"]));
            !optional.iter().any(|part| span.contains(part) || number.contains(part))
        });
        for found in &rest {
            errors.push((
                "extra",
                format!("{} {}", words(&found["number"]), words(&found["indicator"])),
            ));
        }
        for (row, hits) in [("target", right), ("target_value", same_value)] {
            let extra = rest.len() + same_value - hits;
            self.scores.count(self.name, row, [hits, extra, gold.len() - hits]);
        }
        errors.iter().for_each(|(what, label)| self.note("target", what, label));
    }

    fn milestones(&mut self) {
        if !self.has("milestones") {
            return;
        }
        let mut rest: Vec<&Value> = list(self.record, "milestones").iter().collect();
        let (mut right, mut errors) = (0, Vec::new());
        let gold = list(self.gold, "milestones");
        for milestone in gold {
            match rest.iter().position(|found| same_milestone(milestone, found)) {
                Some(index) => {
                    right += 1;
                    rest.remove(index);
                }
                None => errors.push(("missed", milestone_label(milestone, &milestone["quote"]))),
            }
        }
        let optional: Vec<String> =
            list(self.gold, "milestones_optional").iter().map(words).collect();
        rest.retain(|found| {
            let span = words(&found["span"]["text"]);
            found["kind"] != "recurring" && !optional.iter().any(|part| span.contains(part))
        });
        errors.extend(rest.iter().map(|m| ("extra", milestone_label(m, &m["span"]["text"]))));
        self.scores.count(self.name, "milestone", [right, rest.len(), gold.len() - right]);
        errors.iter().for_each(|(what, label)| self.note("milestone", what, label));
    }

    fn groups(&mut self) {
        if !self.has("groups") {
            return;
        }
        let (gold, found) = (list(self.gold, "groups"), list(self.record, "groups"));
        let members = |group: &Value| list(group, "members").to_vec();
        let wanted: Vec<String> = gold.iter().flat_map(members).map(|m| gold_member(&m)).collect();
        let given = found.iter().flat_map(members).map(|m| {
            format!("{} {} {}", words(&m["role"]), words(&m["person"]), words(&m["post"]))
        });
        self.compare("group_member", &wanted, given.collect());
        let offices = |groups: &[Value]| -> Vec<String> {
            groups.iter().map(|group| words(&group["office"])).filter(|o| !o.is_empty()).collect()
        };
        self.compare("group_office", &offices(gold), offices(found));
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => folded(words),
        other => other.to_string(),
    }
}

fn metadata_value(name: &str, value: &Value) -> String {
    match name {
        "document_number" => words(&value["text"]).replace('[', "〔").replace(']', "〕"),
        _ => words(value),
    }
}

fn heading(title: &Value) -> String {
    let cut: String = words(title).chars().take(60).collect();
    cut.trim_end_matches(['。', ':', ';']).to_owned()
}

fn gold_member(member: &Value) -> String {
    let (role, person, post) = match member.as_array().map(Vec::as_slice).unwrap_or_default() {
        [role, person, post] => (words(role), words(person), words(post)),
        [role, post] => (words(role), String::new(), words(post)),
        other => panic!("a member of gold is [role, person, post] or [role, post], not {other:?}"),
    };
    format!("{role} {person} {post}")
}

/// The found target of the same value and unit whose indicator is most alike, and how alike it is.
fn best_match(gold: &Value, found: &[&Value]) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for (index, target) in found.iter().enumerate() {
        if same_number(&target["value"], &gold["value"])
            && words(&target["unit"]) == words(&gold["unit"])
        {
            let likeness = likeness(&words(&target["indicator"]), &words(&gold["indicator"]));
            if best.is_none_or(|(_, most)| likeness > most) {
                best = Some((index, likeness));
            }
        }
    }
    best
}

fn same_number(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
        _ => false,
    }
}

fn same_milestone(gold: &Value, found: &Value) -> bool {
    let (quote, span) = (words(&gold["quote"]), words(&found["span"]["text"]));
    let same_words =
        span.contains(&quote) || quote.contains(&span) || likeness(&span, &quote) > 0.5;
    let same = |name: &str| words(&gold[name]) == words(&found[name]);
    same("kind") && same("start") && same("end") && same_words
}

fn milestone_label(milestone: &Value, quote: &Value) -> String {
    let [kind, start, end] = ["kind", "start", "end"].map(|name| words(&milestone[name]));
    format!("{kind} {start}/{end} {}", words(quote))
}

/// 1 for equal words; else the larger of the F1 of the longest common subsequence, and 0.9 times the
/// share of the shorter words that the longer hold in order.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return if a == b { 1.0 } else { 0.0 };
    }
    let mut above = vec![0_usize; b.len() + 1];
    for x in &a {
        let mut row = vec![0; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = if x == y { above[j] + 1 } else { above[j + 1].max(row[j]) };
        }
        above = row;
    }
    let common = above[b.len()] as f64;
    let shorter = a.len().min(b.len());
    let held = if shorter >= 3 { 0.9 * common / shorter as f64 } else { 0.0 };
    held.max(2.0 * common / (a.len() + b.len()) as f64)
}
