//! What the rules' tests share: a text is a passage of its lines.

use super::{Clause, Convention, Says, find};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Passage, Rule};
use crate::model::{PartId, Role};
use crate::span::TextRange;

fn passage(text: &str) -> Passage {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        paragraphs.push(TextRange::from(start..start + line.len()));
        start += line.len() + 1;
    }
    Passage {
        part: PartId(0),
        section: None,
        heading: None,
        above: Vec::new(),
        opening: None,
        paragraphs,
    }
}

fn run(text: &str) -> (Vec<Clause>, Vec<Convention>, Notes) {
    let mut notes = Notes::default();
    let context = Context::of(text);
    let (clauses, conventions) = find(&context, &passage(text), &mut notes);
    (clauses, conventions, notes)
}

/// The clauses of a text.
pub(crate) fn clauses(text: &str) -> Vec<Clause> {
    run(text).0
}

/// The clauses and conventions of a text.
pub(crate) fn clauses_in(text: &str) -> (Vec<Clause>, Vec<Convention>) {
    let (clauses, conventions, _) = run(text);
    (clauses, conventions)
}

/// The conventions of a text with their ranges.
pub(crate) fn conventions(text: &str) -> Vec<(TextRange, Says)> {
    run(text).1.into_iter().map(|convention| (convention.range, convention.says)).collect()
}

/// The codes noted on a text.
pub(crate) fn notes(text: &str) -> Vec<Code> {
    run(text).2.list().iter().map(|note| note.code).collect()
}

/// A clause in short: `lead:甲局 responsible:乙局 due:年底前`.
pub(crate) fn shown(text: &str, clause: &Clause) -> String {
    let role = |role: Role| match role {
        Role::Lead => "lead",
        Role::Responsible => "responsible",
        Role::Support => "support",
        Role::Supervise => "supervise",
    };
    let mentions = clause.mentions.iter();
    let mut shown: Vec<String> =
        mentions.map(|m| format!("{}:{}", role(m.role), m.surface.of(text))).collect();
    shown.extend(clause.due.map(|due| format!("due:{}", due.of(text))));
    shown.join(" ")
}

/// All clauses of a text in short.
pub(crate) fn units(text: &str) -> String {
    let shown: Vec<_> = clauses(text).iter().map(|clause| shown(text, clause)).collect();
    shown.join(" ")
}

/// A rule's own example and counter-example.
pub(crate) fn check(rule: &Rule) {
    let by = |text: &str| clauses(text).iter().any(|clause| clause.rule == rule.id);
    assert!(by(rule.example), "{}", rule.example);
    assert!(!by(rule.counter_example), "{}", rule.counter_example);
}
