//! Duty lists: a line `unit: what it does` under 主办单位, 协办单位 or 责任分工.

use super::responsibility::Mention;
use super::{Context, Passage};
use crate::diagnostic::Notes;
use crate::model::RuleId;
use crate::span::TextRange;

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

/// All duties of a passage, in reading order.
pub fn find(_context: &Context, _passage: &Passage, _notes: &mut Notes) -> Vec<Duty> {
    Vec::new()
}
