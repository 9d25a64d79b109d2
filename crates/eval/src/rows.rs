//! Rows of task tables: each with its units and its day.

use super::compare::{Comparison, list};
use super::gold::Row;
use super::scores::{Counts, ScoreRow, What};
use super::words::{folded, words};
use serde_json::Value;

impl<'a> Comparison<'a> {
    /// A row is right where all of its units are; its task is found by the words that it begins with.
    pub(super) fn rows(&mut self) {
        let Some(gold) = &self.gold.rows else { return };
        let mut rest = self.tasks_of_tables();
        let mut last = 0;
        for row in gold {
            let found = rest.iter().position(|task| is_of(row, task));
            let task = found.map(|at| rest.remove(at));
            last = last.max(task.and_then(end).unwrap_or_default());
            self.row(row, task);
        }
        if self.gold.rows_upto.is_some() {
            rest.retain(|task| end(task).is_some_and(|end| end <= last));
        }
        rest.iter().for_each(|task| self.extra_row(task));
    }

    fn tasks_of_tables(&self) -> Vec<&'a Value> {
        self.items("tasks").iter().filter(|task| task["kind"] == "table_row").collect()
    }

    fn row(&mut self, row: &Row, task: Option<&Value>) {
        let mut extra = task.map(units).unwrap_or_default();
        let mut missed: Vec<String> = row.units.iter().map(|unit| folded(unit)).collect();
        let wanted = missed.len();
        missed.retain(|unit| {
            let at = extra.iter().position(|other| other == unit);
            at.map(|at| extra.swap_remove(at)).is_none()
        });
        let right = wanted - missed.len();
        self.count(ScoreRow::RowUnit, Counts { right, extra: extra.len(), missed: missed.len() });
        let whole = missed.is_empty() && extra.is_empty();
        let one = usize::from(whole);
        self.count(ScoreRow::TableRow, Counts { right: one, extra: 0, missed: 1 - one });
        if !whole {
            let fact = format!("{}: {missed:?} | {extra:?}", folded(&row.task));
            let what = if task.is_some() { What::Differs } else { What::Missed };
            self.note(ScoreRow::TableRow, what, fact);
        }
        self.due(row, task);
    }

    /// Rows without a day, and those that may have none, do not count.
    fn due(&mut self, row: &Row, task: Option<&Value>) {
        let Some(due) = row.due.as_ref().filter(|_| !row.due_alt.contains(&None)) else { return };
        let days = row.due_alt.iter().flatten().chain([due]);
        let ends = task.map(|task| self.ends(task)).unwrap_or_default();
        let right = usize::from(days.into_iter().any(|day| ends.contains(&day.as_str())));
        self.count(ScoreRow::RowDue, Counts { right, extra: 0, missed: 1 - right });
        if right == 0 {
            self.note(ScoreRow::RowDue, What::Missed, format!("{}: {due}", folded(&row.task)));
        }
    }

    /// The last days of a task's milestones.
    fn ends(&self, task: &Value) -> Vec<&str> {
        let ids = list(task, "milestones");
        let milestones = self.items("milestones").iter();
        let own = milestones.filter(|milestone| ids.contains(&milestone["id"]));
        own.filter_map(|milestone| milestone["end"].as_str()).collect()
    }

    fn extra_row(&mut self, task: &Value) {
        let extra = units(task).len();
        self.count(ScoreRow::TableRow, Counts { right: 0, extra: 1, missed: 0 });
        self.count(ScoreRow::RowUnit, Counts { right: 0, extra, missed: 0 });
        self.note(ScoreRow::TableRow, What::Extra, words(&task["text"]));
    }
}

/// True for the task that holds the words of the row.
fn is_of(row: &Row, task: &Value) -> bool {
    let text = words(&task["text"]) + &words(&task["title"]);
    let mut said = std::iter::once(&row.task).chain(&row.task_alt);
    said.any(|said| text.contains(&folded(said)))
}

/// Role and unit, as written; those that a rule of the document adds do not stand in the row.
fn units(task: &Value) -> Vec<String> {
    let stated = list(task, "responsibilities").iter().filter(|unit| unit["implied"] != true);
    stated.map(|unit| format!("{}:{}", words(&unit["role"]), words(&unit["surface"]))).collect()
}

fn end(task: &Value) -> Option<u64> {
    task["span"]["end"].as_u64()
}

#[cfg(test)]
mod tests {
    use crate::{Counts, Gold, ScoreRow, Scores};
    use serde_json::{Value, json};

    fn task(text: &str, unit: &str, [start, end]: [u64; 2]) -> Value {
        json!({
            "kind": "table_row", "text": text, "span": { "start": start, "end": end }, "milestones": ["m1"],
            "responsibilities": [{ "role": "lead", "surface": unit }],
        })
    }

    fn counts(gold: &Value, row: ScoreRow) -> [usize; 3] {
        let record = json!({
            "tasks": [task("建设 平台", "市财政局", [0, 9]), task("修路", "市水利局", [9, 20]), task("修桥", "甲", [20, 30])],
            "milestones": [{ "id": "m1", "end": "2027-06-30" }],
        });
        let mut scores = Scores::default();
        scores.add(&Gold::parse(&gold.to_string()).unwrap(), Some(&record));
        let Counts { right, extra, missed } = scores.counts(row);
        [right, extra, missed]
    }

    #[test]
    fn a_row_is_right_with_all_of_its_units() {
        let row = |task: &str, unit: &str, due: Value| json!({ "task": task, "units": [unit], "due": due });
        let rows = [
            row("建设平台", "lead:市财政局", json!("2027-06-30")),
            row("修路", "responsible:市水利局", json!("2027-07-31")),
            row("造船", "lead:市交通局", Value::Null),
        ];
        let gold = json!({ "doc": "a", "rows": rows });
        assert_eq!(counts(&gold, ScoreRow::TableRow), [1, 1, 2]);
        assert_eq!(counts(&gold, ScoreRow::RowUnit), [1, 2, 2]);
        assert_eq!(counts(&gold, ScoreRow::RowDue), [1, 0, 1]);
        let gold = json!({ "doc": "a", "rows": rows, "rows_upto": "造船" });
        assert_eq!(
            counts(&gold, ScoreRow::TableRow),
            [1, 0, 2],
            "what stands behind has no answer"
        );
    }
}
