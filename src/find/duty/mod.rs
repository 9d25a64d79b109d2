//! Duty lists: a line `unit: what it does` under 主办单位, 协办单位 or 责任分工.
//!
//! `line` reads lines with a colon first; `colon_less` then reads lines that lost it, and needs
//! neighbours that kept it.

pub(crate) mod colon_less;
pub(crate) mod line;
mod section;

use super::responsibility::Mention;
use super::{Context, Passage, Rule};
use crate::diagnostic::Notes;
use crate::model::{Role, RuleId};
use crate::span::TextRange;

/// The rules of this kind, for `gongwen explain`; the function `find` runs them.
pub(crate) const RULES: &[&Rule] = &[&line::RULE, &colon_less::RULE];

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
    let lines = section::lines(context, passage);
    let mut found = line::find(context, &lines);
    let read: Vec<usize> = found.iter().map(|duty| duty.paragraph).collect();
    let left: Vec<Line> =
        lines.into_iter().filter(|line| read.binary_search(&line.paragraph).is_err()).collect();
    if found.len() >= colon_less::NEIGHBOURS {
        found.extend(colon_less::find(context, &left, notes));
    }
    found.sort_by_key(|duty| duty.paragraph);
    found
}
