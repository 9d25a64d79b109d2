//! Responsibility clauses: who leads, who is responsible, who supports.

use super::{Context, Passage};
use crate::diagnostic::Notes;
use crate::model::{Role, RuleId};
use crate::span::TextRange;

/// A clause that says who answers for the provision that it ends.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The clause with its brackets.
    pub range: TextRange,
    /// Which of the passage's paragraphs it stands in.
    pub paragraph: usize,
    /// The units named.
    pub mentions: Vec<Mention>,
    /// A deadline inside the clause, `2023年9月底前完成`.
    pub due: Option<TextRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A unit named in a clause or a duty.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its part.
    pub role: Role,
    /// The word that says so, empty where only the list stands.
    pub role_text: Option<TextRange>,
    /// The name as written, with its bracket note.
    pub surface: TextRange,
    /// The run between commas, from 1.
    pub group: u32,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A rule that the document states for itself, valid from where it stands.
#[derive(Clone, Debug)]
pub struct Convention {
    /// What it says.
    pub says: Says,
    /// Where it stands.
    pub range: TextRange,
    /// The rule that found it.
    pub rule: RuleId,
}

/// What a document can say about its own clauses.
#[derive(Clone, Debug)]
pub enum Says {
    /// 列第一位的为牵头单位.
    FirstLeads,
    /// 逗号前为牵头单位.
    BeforeCommaLeads,
    /// 以下均需各县(市、区)落实,不再列出: these units too.
    AlsoResponsible(Vec<TextRange>),
    /// 无牵头单位的,责任单位即为牵头单位.
    ResponsibleLeadsWhereNobodyDoes,
}

/// All clauses and conventions of a passage, in reading order.
pub fn find(_context: &Context, _passage: &Passage, _notes: &mut Notes) -> (Vec<Clause>, Vec<Convention>) {
    (Vec::new(), Vec::new())
}
