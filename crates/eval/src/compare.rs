//! One record beside the answers for its document, row by row.

use super::gold::{self, Gold};
use super::scores::{Counts, ScoreRow, Scores, What};
use super::words::{folded, likeness, words};
use serde_json::Value;

/// Two targets of one value are the same where their indicators are as alike as this.
const SAME_INDICATOR: f64 = 0.65;
/// Two milestones of one date are the same where their words are more alike than this.
const SAME_WORDS: f64 = 0.5;
/// Code points of a heading that are compared.
const HEADING: usize = 60;

/// Counts every row.
pub(super) fn compare(gold: &Gold, record: &Value, scores: &mut Scores) {
    let mut one = Comparison { gold, record, scores };
    one.metadata();
    one.sections();
    one.responsibilities();
    one.duties();
    one.targets();
    one.milestones();
    one.groups();
    one.rows();
    one.verdicts();
}

/// A record and the answers for it.
pub(super) struct Comparison<'a> {
    pub(super) gold: &'a Gold,
    pub(super) record: &'a Value,
    scores: &'a mut Scores,
}

impl<'a> Comparison<'a> {
    /// Compares two multisets.
    fn facts(&mut self, row: ScoreRow, gold: &[String], found: Vec<String>) {
        let mut extra = found;
        let mut missed = Vec::new();
        for fact in gold {
            match extra.iter().position(|one| one == fact) {
                Some(index) => _ = extra.swap_remove(index),
                None => missed.push(fact),
            }
        }
        let right = gold.len() - missed.len();
        self.count(row, Counts { right, extra: extra.len(), missed: missed.len() });
        missed.into_iter().for_each(|fact| self.note(row, What::Missed, fact.clone()));
        extra.into_iter().for_each(|fact| self.note(row, What::Extra, fact));
    }

    pub(super) fn count(&mut self, row: ScoreRow, counts: Counts) {
        self.scores.count(&self.gold.doc, row, counts);
    }

    pub(super) fn note(&mut self, row: ScoreRow, what: What, fact: String) {
        self.scores.note(&self.gold.doc, row, what, fact);
    }

    pub(super) fn items(&self, name: &str) -> &'a [Value] {
        list(self.record, name)
    }

    /// The items that stand where there are answers.
    fn annotated(&self, name: &str) -> Vec<&'a Value> {
        let end = self.gold.upto.unwrap_or(u64::MAX);
        let within = |item: &&Value| item["span"]["start"].as_u64().is_none_or(|at| at < end);
        self.items(name).iter().filter(within).collect()
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
        let (gold, found) = (&self.gold.metadata, &self.record["metadata"]);
        let (mut wanted, mut given) = (Vec::new(), Vec::new());
        for name in SINGLE.iter().filter(|name| gold.contains_key(**name)) {
            let value = metadata_value(name, &found[*name]);
            let expected = gold.get(*name).map(words).unwrap_or_default();
            if expected.is_empty() && self.may_be_there(name, &value) {
                continue;
            }
            wanted.extend((!expected.is_empty()).then(|| format!("{name} {expected}")));
            given.extend((!value.is_empty()).then(|| format!("{name} {value}")));
        }
        for name in ["signatories", "recipients", "attachments"] {
            let Some(expected) = gold.get(name) else { continue };
            let values = |list: &[Value]| -> Vec<String> {
                list.iter().map(|value| format!("{name} {}", words(value))).collect()
            };
            wanted.extend(values(expected.as_array().map(Vec::as_slice).unwrap_or_default()));
            given.extend(values(list(found, name)));
        }
        self.facts(ScoreRow::Metadata, &wanted, given);
    }

    /// A value that the answers do not have and that is no mistake: where the notice's own title is
    /// lost, that of the plan that it issues, and the kind of document that it says.
    fn may_be_there(&self, name: &str, value: &str) -> bool {
        let issued = || self.gold.issued_title.as_deref().map(folded).unwrap_or_default();
        let titled =
            || self.gold.metadata.get("title").is_some_and(|title| !words(title).is_empty());
        match name {
            "title" => !value.is_empty() && value == issued(),
            "document_type" => !titled(),
            _ => false,
        }
    }

    fn sections(&mut self) {
        let Some(gold) = &self.gold.sections else { return };
        let found = self.items("sections");
        let paths = gold.iter().map(|section| folded(&section.path)).collect::<Vec<_>>();
        let given = found.iter().map(|section| words(&section["path"])).collect();
        self.facts(ScoreRow::SectionPath, &paths, given);
        let titled = |path: &str, title: &str| format!("{path} {}", heading(title));
        let titles = gold.iter().map(|s| titled(&folded(&s.path), &folded(&s.title)));
        let given = found.iter().map(|s| titled(&words(&s["path"]), &words(&s["title"])));
        self.facts(ScoreRow::SectionTitle, &titles.collect::<Vec<_>>(), given.collect());
    }

    /// The path of the section that an item of the record stands in.
    fn path(&self, item: &Value) -> String {
        let section =
            self.items("sections").iter().find(|section| section["id"] == item["section"]);
        section.map(|section| words(&section["path"])).unwrap_or_default()
    }

    fn responsibilities(&mut self) {
        let Some(gold) = &self.gold.tasks else { return };
        let mut found = Vec::new();
        for task in self.items("tasks").iter().filter(|task| task["kind"] != "duty") {
            let path = self.path(task);
            let named =
                list(task, "responsibilities").iter().filter(|unit| unit["implied"] != true);
            found.extend(
                named.map(|u| format!("{path} {}:{}", words(&u["role"]), words(&u["surface"]))),
            );
        }
        let mut wanted = Vec::new();
        for task in gold {
            for unit in &task.units {
                let fact = |path: &str| format!("{} {}", folded(path), folded(unit));
                let key = fact(&task.path);
                let other = task.path_alt.as_deref().map(fact);
                let other = other.filter(|other| !found.contains(&key) && found.contains(other));
                wanted.push(other.unwrap_or(key));
            }
        }
        self.facts(ScoreRow::Responsibility, &wanted, found);
    }

    fn duties(&mut self) {
        let Some(gold) = &self.gold.duties else { return };
        let wanted: Vec<String> =
            gold.iter().map(|(path, unit)| format!("{} {}", folded(path), folded(unit))).collect();
        let duties = self.items("tasks").iter().filter(|task| task["kind"] == "duty");
        let found = duties.filter_map(|task| {
            let unit = list(task, "responsibilities").first()?;
            Some(format!("{} {}", self.path(task), words(&unit["surface"])))
        });
        let found = found.collect();
        self.facts(ScoreRow::Duty, &wanted, found);
    }

    fn targets(&mut self) {
        let Some(gold) = &self.gold.targets else { return };
        let mut rest = self.annotated("targets");
        let (mut right, mut same_value) = (0, 0);
        for target in gold {
            let label = format!("{} {}", folded(&target.number), folded(&target.indicator));
            let Some((index, likeness)) = best_match(target, &rest) else {
                self.note(ScoreRow::Target, What::Missed, label);
                continue;
            };
            same_value += 1;
            let found = rest.remove(index);
            if likeness >= SAME_INDICATOR && found["comparator"] == target.comparator.as_str() {
                right += 1;
            } else {
                let given =
                    format!("{} {}", words(&found["comparator"]), words(&found["indicator"]));
                let fact = format!("{} {label} | {given}", target.comparator);
                self.note(ScoreRow::Target, What::Differs, fact);
            }
        }
        rest.retain(|found| {
            let places = [&found["span"]["text"], &found["number"]];
            !may_be_found(&self.gold.targets_optional, &places)
        });
        for found in &rest {
            let fact = format!("{} {}", words(&found["number"]), words(&found["indicator"]));
            self.note(ScoreRow::Target, What::Extra, fact);
        }
        for (row, right) in [(ScoreRow::Target, right), (ScoreRow::TargetValue, same_value)] {
            let extra = rest.len() + same_value - right;
            self.count(row, Counts { right, extra, missed: gold.len() - right });
        }
    }

    fn milestones(&mut self) {
        let Some(gold) = &self.gold.milestones else { return };
        let mut rest = self.annotated("milestones");
        let mut right = 0;
        for milestone in gold {
            match rest.iter().position(|found| same_milestone(milestone, found)) {
                Some(index) => {
                    right += 1;
                    rest.remove(index);
                }
                None => self.note(ScoreRow::Milestone, What::Missed, milestone_label(milestone)),
            }
        }
        rest.retain(|found| {
            let optional = may_be_found(&self.gold.milestones_optional, &[&found["span"]["text"]]);
            found["kind"] != "recurring" && !optional
        });
        for found in &rest {
            let [kind, start, end] = ["kind", "start", "end"].map(|name| words(&found[name]));
            let fact = format!("{kind} {start}/{end} {}", words(&found["span"]["text"]));
            self.note(ScoreRow::Milestone, What::Extra, fact);
        }
        let counts = Counts { right, extra: rest.len(), missed: gold.len() - right };
        self.count(ScoreRow::Milestone, counts);
    }

    fn groups(&mut self) {
        let Some(gold) = &self.gold.groups else { return };
        let found = self.annotated("groups");
        let member = |[role, person, post]: [String; 3]| format!("{role} {person} {post}");
        let wanted = gold.iter().flat_map(|group| &group.members);
        let wanted = wanted.map(|m| member([&m.role, &m.person, &m.post].map(|w| folded(w))));
        let given = found.iter().flat_map(|group| list(group, "members"));
        let given = given.map(|m| member([&m["role"], &m["person"], &m["post"]].map(words)));
        self.facts(ScoreRow::GroupMember, &wanted.collect::<Vec<_>>(), given.collect());
        let wanted = gold.iter().filter_map(|group| group.office.as_deref().map(folded));
        let wanted: Vec<String> = wanted.filter(|office| !office.is_empty()).collect();
        let given = found.iter().map(|group| words(&group["office"]));
        let given = given.filter(|office| !office.is_empty()).collect();
        self.facts(ScoreRow::GroupOffice, &wanted, given);
    }
}

pub(super) fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn metadata_value(name: &str, value: &Value) -> String {
    match name {
        "document_number" => {
            let text = if value.is_string() { value } else { &value["text"] };
            words(text).replace('[', "〔").replace(']', "〕")
        }
        _ => words(value),
    }
}

fn heading(title: &str) -> String {
    let cut: String = title.chars().take(HEADING).collect();
    cut.trim_end_matches(['。', ':', ';']).to_owned()
}

/// True where one of the places holds words that may be found or not.
fn may_be_found(optional: &[String], places: &[&Value]) -> bool {
    let places: Vec<String> = places.iter().map(|place| words(place)).collect();
    optional.iter().any(|part| {
        let part = folded(part);
        places.iter().any(|place| place.contains(&part))
    })
}

/// The found target of the same value and unit whose indicator is most alike, and how alike it is.
fn best_match(gold: &gold::Target, found: &[&Value]) -> Option<(usize, f64)> {
    let (unit, indicator) = (folded(&gold.unit), folded(&gold.indicator));
    let mut best: Option<(usize, f64)> = None;
    for (index, target) in found.iter().enumerate() {
        if same_number(&target["value"], gold.value) && words(&target["unit"]) == unit {
            let likeness = likeness(&words(&target["indicator"]), &indicator);
            if best.is_none_or(|(_, most)| likeness > most) {
                best = Some((index, likeness));
            }
        }
    }
    best
}

fn same_number(found: &Value, gold: f64) -> bool {
    let number = found.as_f64().or_else(|| found.as_str()?.parse().ok());
    number.is_some_and(|number| (number - gold).abs() <= 1e-9 * gold.abs().max(1.0))
}

fn same_milestone(gold: &gold::Milestone, found: &Value) -> bool {
    let (quote, span) = (folded(&gold.quote), words(&found["span"]["text"]));
    let day = |day: &Option<String>| day.as_deref().unwrap_or_default().to_owned();
    words(&found["kind"]) == gold.kind
        && words(&found["start"]) == day(&gold.start)
        && words(&found["end"]) == day(&gold.end)
        && (span.contains(&quote) || quote.contains(&span) || likeness(&span, &quote) > SAME_WORDS)
}

fn milestone_label(gold: &gold::Milestone) -> String {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    format!("{} {}/{} {}", gold.kind, day(&gold.start), day(&gold.end), folded(&gold.quote))
}

#[cfg(test)]
mod tests {
    use crate::{Counts, Gold, ScoreRow, Scores};
    use serde_json::json;

    fn scores(gold: serde_json::Value, record: serde_json::Value) -> Scores {
        let mut scores = Scores::default();
        scores.add(&Gold::parse(&gold.to_string()).unwrap(), Some(&record));
        scores
    }

    fn counts(scores: &Scores, row: ScoreRow) -> [usize; 3] {
        let Counts { right, extra, missed } = scores.counts(row);
        [right, extra, missed]
    }

    #[test]
    fn right_is_told_from_wrong() {
        let scores = scores(
            json!({
                "doc": "a.txt",
                "sections": [{ "path": "一", "title": "目标" }, { "path": "二", "title": "任务" }],
                "tasks": [{ "path": "一", "units": ["lead:市财政局", "responsible:市水利局"] }],
                "targets": [{ "number": "20个", "value": 20, "unit": "个", "comparator": "ge", "indicator": "基站" }],
            }),
            json!({
                "sections": [{ "id": "s1", "path": "一", "title": "目标" }, { "id": "s2", "path": "二", "title": "任 务" }],
                "tasks": [{ "section": "s1", "kind": "provision", "responsibilities": [
                    { "role": "lead", "surface": "市财政局" }, { "role": "support", "surface": "市水利局" },
                ] }],
                "targets": [{ "value": 20, "unit": "个", "comparator": "eq", "indicator": "基站", "number": "20个" }],
            }),
        );
        assert_eq!(counts(&scores, ScoreRow::SectionTitle), [2, 0, 0]);
        assert_eq!(counts(&scores, ScoreRow::Responsibility), [1, 1, 1]);
        assert_eq!(counts(&scores, ScoreRow::Target), [0, 1, 1]);
        assert_eq!(counts(&scores, ScoreRow::TargetValue), [1, 0, 0]);
        assert_eq!(scores.whole(), 0);
        assert_eq!(scores.mistakes().len(), 3);
    }

    #[test]
    fn another_path_and_optional_words_are_no_mistake() {
        let scores = scores(
            json!({
                "doc": "a.txt",
                "metadata": { "title": null, "document_type": null, "document_number": "甲政〔2024〕1号" },
                "issued_title": "工作方案",
                "tasks": [{ "path": "一", "path_alt": "一/1", "units": ["lead:市财政局"] }],
                "targets": [], "targets_optional": ["5个"],
                "milestones": [], "milestones_optional": ["年底"],
                "groups": [{ "office": "", "members": [["组长", "市长"]] }],
            }),
            json!({
                "metadata": { "title": "工作 方案", "document_type": "通知", "document_number": { "text": "甲政[2024]1号" } },
                "sections": [{ "id": "s1", "path": "一/1" }],
                "tasks": [{ "section": "s1", "kind": "table_row", "responsibilities": [
                    { "role": "lead", "surface": "市财政局" },
                    { "role": "lead", "surface": "市水利局", "implied": true },
                ] }],
                "targets": [{ "value": 5, "unit": "个", "number": "5个" }],
                "milestones": [
                    { "kind": "deadline", "span": { "text": "年底前" } },
                    { "kind": "recurring", "span": { "text": "每月" } },
                ],
                "groups": [{ "office": null, "members": [{ "role": "组长", "person": null, "post": "市长" }] }],
            }),
        );
        assert_eq!(counts(&scores, ScoreRow::Metadata), [1, 0, 0]);
        assert_eq!(scores.whole(), 1, "{:#?}", scores.mistakes());
        assert!(scores.mistakes().is_empty(), "{:#?}", scores.mistakes());
    }

    #[test]
    fn without_a_record_all_is_missed() {
        let gold = json!({ "doc": "a.txt", "sections": [{ "path": "一", "title": "目标" }], "groups": [] });
        let mut scores = Scores::default();
        scores.add(&Gold::parse(&gold.to_string()).unwrap(), None);
        assert_eq!(counts(&scores, ScoreRow::SectionPath), [0, 0, 1]);
        assert_eq!((scores.documents(), scores.whole()), (1, 0));
        assert_eq!(scores.without_record(), ["a.txt"]);
    }
}
