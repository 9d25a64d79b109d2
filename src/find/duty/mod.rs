//! Duty lists: a line `unit: what it does` under 主办单位, 协办单位 or 责任分工.
//!
//! `line` reads lines with a colon first; `colon_less` then reads lines that lost it, and needs
//! neighbours that kept it.

pub(crate) mod colon_less;
pub(crate) mod line;
mod section;

use super::responsibility::Mention;
use super::{Context, Passage, Rule, Runs};
use crate::diagnostic::Notes;
use crate::model::{Role, RuleId};
use crate::span::TextRange;

/// What a rule finds in lines that have none yet, given what was found in the others.
type Find = fn(&Context, &[Line], &[Duty], &mut Notes) -> Vec<Duty>;

/// The rules of this kind, in the order in which they may claim lines.
const TABLE: &[Runs<Find>] = &[
    Runs { rule: &line::RULE, find: |context, lines, _, _| line::find(context, lines) },
    Runs { rule: &colon_less::RULE, find: colon_less::find },
];

/// The rules of the table.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    super::of(TABLE)
}

/// One line of a duty list.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The line.
    pub range: TextRange,
    /// Which of the passage's paragraphs it is.
    pub paragraph: usize,
    /// The unit or units before the colon.
    pub mentions: Vec<Mention>,
    /// What they do.
    pub text: TextRange,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A line that may be a duty, in a section that lists duties.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    paragraph: usize,
    range: TextRange,
    role: Role,
    role_text: TextRange,
}

impl Line {
    fn mention(&self, surface: TextRange, rule: RuleId) -> Mention {
        let role_text = Some(self.role_text);
        Mention { role: self.role, role_text, surface, group: 1, rule }
    }
}

/// All duties of a passage, in reading order.
pub(crate) fn find(context: &Context, passage: &Passage, notes: &mut Notes) -> Vec<Duty> {
    let mut lines = section::lines(context, passage);
    let mut found: Vec<Duty> = Vec::new();
    for rule in TABLE {
        let more = (rule.find)(context, &lines, &found, notes);
        let read: Vec<usize> = more.iter().map(|duty| duty.paragraph).collect();
        lines.retain(|line| read.binary_search(&line.paragraph).is_err());
        found.extend(more);
    }
    found.sort_by_key(|duty| duty.paragraph);
    found
}
