//! Responsibility clauses: who leads, who is responsible, who supports.
//!
//! [`find`] runs the rules in order; where two claim the same words, the earlier one has them.
//! Rules that are sure of their brackets come first, those that repair lost ones next, those that
//! read words without brackets last. [`convention`] finds no clauses and competes with nobody.

pub(crate) mod bare_list;
mod block;
pub(crate) mod close_less;
pub(crate) mod colon_less;
pub(crate) mod convention;
pub(crate) mod due_bracket;
pub(crate) mod grammar;
pub(crate) mod labelled_bracket;
pub(crate) mod mid_text;
pub(crate) mod open_less;
pub(crate) mod own_lines;

pub(crate) mod verb_bracket;

use super::{Context, Passage, Rule};
use crate::diagnostic::Notes;
use crate::model::{Role, RuleId};
use crate::span::TextRange;
use grammar::brackets::Brackets;
use grammar::statement::Statement;

/// The rules of this kind, for `gongwen explain`; the function `find` runs them.
pub(crate) const RULES: &[&Rule] = &[
    &labelled_bracket::RULE,
    &verb_bracket::RULE,
    &open_less::RULE,
    &close_less::RULE,
    &colon_less::RULE,
    &own_lines::RULE,
    &mid_text::RULE,
    &bare_list::RULE,
    &due_bracket::RULE,
    &convention::RULE,
];

/// A clause that says who answers for the provision that it ends.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The clause with its brackets, or from the first to the last of its lines.
    pub range: TextRange,
    /// Which of the passage's paragraphs it stands in, or begins in.
    pub paragraph: usize,
    /// The units named.
    pub mentions: Vec<Mention>,
    /// A deadline inside the clause, `2023年9月底前完成`.
    pub due: Option<TextRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

impl Clause {
    /// Takes in the words of a neighbour that belong to the same clause.
    fn absorb(&mut self, range: TextRange, statement: Statement) {
        let groups = self.mentions.iter().map(|mention| mention.group).max().unwrap_or_default();
        self.range = self.range.cover(range);
        self.due = self.due.or(statement.due);
        self.mentions.extend(
            statement
                .mentions
                .into_iter()
                .map(|mention| Mention { group: mention.group + groups, ..mention }),
        );
    }
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
    /// The role of those who do not lead: 其余为配合单位.
    pub rest: Role,
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
    /// 省级单位列第一位者为牵头单位: the first whose name begins with that word.
    FirstOfLevelLeads(TextRange),
    /// 逗号前为牵头单位.
    BeforeCommaLeads,
    /// 标★的为牵头单位: those behind the sign, wherever the rule stands.
    MarkedLeads(TextRange),
    /// 以下均需各县(市、区)落实,不再列出: these units too.
    AlsoResponsible(Vec<TextRange>),
    /// 无牵头单位的,责任单位即为牵头单位.
    ResponsibleLeadsWhereNobodyDoes,
}

/// A paragraph with its brackets paired, or several that hold one clause.
pub(crate) struct Paragraph {
    index: usize,
    range: TextRange,
    brackets: Brackets,
}

impl Paragraph {
    fn clause(&self, range: TextRange, statement: Statement, rule: RuleId) -> Clause {
        let Statement { mentions, due, .. } = statement;
        Clause { range, paragraph: self.index, mentions, due, rule }
    }
}

/// All clauses and conventions of a passage, in reading order.
pub(crate) fn find(
    context: &Context,
    passage: &Passage,
    notes: &mut Notes,
) -> (Vec<Clause>, Vec<Convention>) {
    let paragraphs = block::all(context, &passage.paragraphs);
    let mut settled = Vec::new();
    for paragraph in &paragraphs {
        settle(&mut settled, labelled_bracket::find(context, paragraph));
        settle(&mut settled, verb_bracket::find(context, paragraph));
        settle(&mut settled, open_less::find(context, paragraph, notes));
        settle(&mut settled, close_less::find(context, paragraph, notes));
        settle(&mut settled, colon_less::find(context, paragraph, notes));
    }
    settle(&mut settled, own_lines::find(context, &paragraphs));
    for paragraph in &paragraphs {
        settle(&mut settled, mid_text::find(context, paragraph));
        let lists = bare_list::find(context, paragraph, &settled);
        settle(&mut settled, lists);
        due_bracket::attach(context, paragraph, &mut settled);
    }
    let conventions =
        passage.paragraphs.iter().flat_map(|range| convention::find(context, *range)).collect();
    (settled, conventions)
}

/// Adds the clauses that want no words of a settled one. `settled` stays in reading order.
fn settle(settled: &mut Vec<Clause>, found: Vec<Clause>) {
    for clause in found {
        if is_free(settled, clause.range) {
            let at = settled.partition_point(|other| other.range.end <= clause.range.start);
            settled.insert(at, clause);
        }
    }
}

/// True where no settled clause has any of the words.
fn is_free(settled: &[Clause], range: TextRange) -> bool {
    let at = settled.partition_point(|other| other.range.end <= range.start);
    settled.get(at).is_none_or(|other| !other.range.overlaps(range))
}
