//! What the rules' tests share: a text is a passage of its lines.

use super::{GroupFinding, find};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Passage, Rule};
use crate::model::PartId;
use crate::span::TextRange;

fn run(text: &str, from: usize, to: usize) -> (Vec<GroupFinding>, Notes) {
    let mut paragraphs = Vec::new();
    let mut start = from;
    for line in text[from..to].split('\n') {
        paragraphs.push(TextRange::from(start..start + line.len()));
        start += line.len() + 1;
    }
    let passage = Passage {
        part: PartId(0),
        section: None,
        heading: None,
        above: Vec::new(),
        opening: None,
        paragraphs,
    };
    let mut notes = Notes::default();
    let context = Context::of(text);
    let groups = find(&context, &passage, &mut notes);
    (groups, notes)
}

/// The groups of several passages, slices of one text.
pub(crate) fn found(passages: &[&str], text: &str) -> Vec<GroupFinding> {
    let mut groups = Vec::new();
    for passage in passages {
        let from = text.find(passage).unwrap();
        groups.extend(run(text, from, from + passage.len()).0);
    }
    groups
}

/// A group in short: `name office unit | role person post | …`.
pub(crate) fn shown(text: &str, group: &GroupFinding) -> String {
    let words = |range: Option<TextRange>| {
        range.map_or("-".to_owned(), |range| range.of(text).replace([' ', '\n'], ""))
    };
    let mut all = vec![format!("{} office {}", words(group.name), words(group.office))];
    let member =
        |m: &super::MemberFinding| format!("{} {} {}", m.role, words(m.person), words(m.post));
    all.extend(group.members.iter().map(member));
    all.join(" | ")
}

/// All groups of a text in short.
pub(crate) fn groups(text: &str) -> String {
    let groups = run(text, 0, text.len()).0;
    groups.iter().map(|group| shown(text, group)).collect::<Vec<_>>().join(" || ")
}

/// The codes noted on a text.
pub(crate) fn codes(text: &str) -> Vec<Code> {
    run(text, 0, text.len()).1.list().iter().map(|note| note.code).collect()
}

/// A rule's own example and counter-example.
pub(crate) fn check(rule: &Rule) {
    let by = |text: &str| run(text, 0, text.len()).0.iter().any(|group| group.rule == rule.id);
    assert!(by(rule.example), "{}", rule.example);
    assert!(!by(rule.counter_example), "{}", rule.counter_example);
}
