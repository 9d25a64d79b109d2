//! What the rules' tests share: a passage is its heading and its lines.

use super::{Duty, find};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Passage, Rule};
use crate::model::{PartId, Role};
use crate::span::TextRange;

fn run(text: &str) -> (Vec<Duty>, Notes) {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        paragraphs.push(TextRange::from(start..start + line.len()));
        start += line.len() + 1;
    }
    let heading = paragraphs.first().copied();
    let passage = Passage {
        part: PartId(0),
        section: None,
        heading,
        above: Vec::new(),
        opening: None,
        paragraphs,
    };
    let mut notes = Notes::default();
    let context = Context::of(text);
    let duties = find(&context, &passage, &mut notes);
    (duties, notes)
}

/// The units of the duties in short: `lead:区商务局`.
pub(crate) fn duties(lines: &[&str]) -> String {
    let text = lines.join("\n");
    let role = |role: Role| match role {
        Role::Lead => "lead",
        Role::Responsible => "responsible",
        Role::Support => "support",
        Role::Supervise => "supervise",
    };
    let duties = run(&text).0;
    let mentions = duties.iter().flat_map(|duty| &duty.mentions);
    let shown = mentions.map(|m| format!("{}:{}", role(m.role), m.surface.of(&text)));
    shown.collect::<Vec<_>>().join(" ")
}

/// The codes noted.
pub(crate) fn codes(lines: &[&str]) -> Vec<Code> {
    run(&lines.join("\n")).1.list().iter().map(|note| note.code).collect()
}

/// A rule's own example and counter-example, each in a duty list with two good neighbours.
pub(crate) fn check(rule: &Rule) {
    let by = |line: &str| {
        let text = format!("协办单位\n市教育局:做好招生\n市水利局:做好供水\n{line}");
        run(&text).0.iter().any(|duty| duty.rule == rule.id && duty.paragraph == 3)
    };
    assert!(by(rule.example), "{}", rule.example);
    assert!(!by(rule.counter_example), "{}", rule.counter_example);
}
