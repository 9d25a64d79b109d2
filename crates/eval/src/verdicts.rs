//! What became of quantities, dates and names.

use super::compare::Comparison;
use super::gold::{Verdict, Verdicts};
use super::scores::{Counts, ScoreRow, What};
use super::words::{folded, words};
use serde_json::Value;

impl Comparison<'_> {
    /// A verdict is right where the mention at that place has it. Mentions without an answer do not count.
    pub(super) fn verdicts(&mut self) {
        let Some(gold) = &self.gold.verdicts else { return };
        for verdict in gold {
            let found = self.items("mentions").iter().find(|mention| is_of(verdict, mention));
            let given = found.map(|mention| words(&mention["verdict"])).unwrap_or_default();
            let right = usize::from(verdict.verdict.allow(&given));
            self.count(ScoreRow::Verdict, Counts { right, extra: 0, missed: 1 - right });
            if right == 0 {
                let what = if found.is_some() { What::Differs } else { What::Missed };
                let fact = format!("{} {:?} | {given}", verdict.text, verdict.verdict);
                self.note(ScoreRow::Verdict, what, fact);
            }
        }
    }
}

impl Verdicts {
    fn allow(&self, given: &str) -> bool {
        match self {
            Self::One(one) => one == given,
            Self::Any(any) => any.iter().any(|one| one == given),
        }
    }
}

/// True for the mention of that kind at that place, or with those words where the place is not told.
fn is_of(gold: &Verdict, mention: &Value) -> bool {
    let span = &mention["span"];
    let (start, end) = (span["start"].as_u64(), span["end"].as_u64());
    let (text, said) = (words(&span["text"]), folded(&gold.text));
    let alike = text.contains(&said) || said.contains(&text);
    let length = gold.text.chars().count() as u64;
    let here = gold.at.is_none_or(|at| {
        start.zip(end).is_some_and(|(start, end)| start < at + length && at < end)
    });
    mention["kind"] == gold.kind.as_str() && alike && here
}

#[cfg(test)]
mod tests {
    use crate::{Counts, Gold, ScoreRow, Scores};
    use serde_json::json;

    #[test]
    fn a_verdict_is_that_of_the_mention_at_its_place() {
        let mention = |start: u64, verdict: &str| {
            let span = json!({ "start": start, "end": start + 3, "text": "20个" });
            json!({ "kind": "quantity", "verdict": verdict, "span": span })
        };
        let record = json!({ "mentions": [mention(5, "target"), mention(50, "past_fact")] });
        let verdict = |at: u64, verdict: serde_json::Value| json!({ "text": "20个", "at": at, "kind": "quantity", "verdict": verdict });
        let verdicts = [
            verdict(5, json!("target")),
            verdict(50, json!(["present_fact", "past_fact"])),
            verdict(50, json!("target")),
            verdict(90, json!("target")),
        ];
        let gold = json!({ "doc": "a", "verdicts": verdicts }).to_string();
        let mut scores = Scores::default();
        scores.add(&Gold::parse(&gold).unwrap(), Some(&record));
        let counts = scores.counts(ScoreRow::Verdict);
        assert_eq!(counts, Counts { right: 2, extra: 0, missed: 2 });
    }
}
