//! Responsibility clauses: who leads, who is responsible, who supports.
//!
//! [`TABLE`] is what runs; where two rules claim the same words, the earlier one has them.
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

use super::ranges::{Found, Settled};
use super::{Context, Passage, Rule, Runs};
use crate::diagnostic::Notes;
use crate::model::{Role, RuleId};
use crate::span::TextRange;
use grammar::brackets::Brackets;
use grammar::statement::Statement;

/// What a rule does with what was found so far.
type Find = fn(&Scene, &mut Reading);

/// The rules of this kind, in the order in which they may claim words.
const TABLE: &[Runs<Find>] = &[
    Runs {
        rule: &labelled_bracket::RULE,
        find: |scene, found| found.each(scene, labelled_bracket::find),
    },
    Runs { rule: &verb_bracket::RULE, find: |scene, found| found.each(scene, verb_bracket::find) },
    Runs { rule: &open_less::RULE, find: |scene, found| found.each(scene, open_less::find) },
    Runs { rule: &close_less::RULE, find: |scene, found| found.each(scene, close_less::find) },
    Runs { rule: &colon_less::RULE, find: |scene, found| found.each(scene, colon_less::find) },
    Runs { rule: &own_lines::RULE, find: own_lines::find },
    Runs { rule: &mid_text::RULE, find: |scene, found| found.each(scene, mid_text::find) },
    Runs { rule: &bare_list::RULE, find: bare_list::find },
    Runs { rule: &due_bracket::RULE, find: due_bracket::attach },
    Runs { rule: &convention::RULE, find: convention::find },
];

/// The rules of the table.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    super::of(TABLE)
}

/// What the rules see of a passage.
struct Scene<'a> {
    context: &'a Context<'a>,
    passage: &'a Passage,
    paragraphs: Vec<Paragraph>,
}

/// What the rules of a passage found so far.
struct Reading<'n> {
    clauses: Settled<Clause>,
    conventions: Vec<Convention>,
    notes: &'n mut Notes,
}

impl Reading<'_> {
    /// Lets a rule read one paragraph after the other.
    fn each(&mut self, scene: &Scene, find: fn(&Context, &Paragraph, &mut Notes) -> Vec<Clause>) {
        for paragraph in &scene.paragraphs {
            self.clauses.add(find(scene.context, paragraph, self.notes));
        }
    }
}

impl Found for Clause {
    fn range(&self) -> TextRange {
        self.range
    }
}

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
    let scene = Scene { context, passage, paragraphs: block::all(context, &passage.paragraphs) };
    let mut found = Reading { clauses: Settled::default(), conventions: Vec::new(), notes };
    TABLE.iter().for_each(|rule| (rule.find)(&scene, &mut found));
    (found.clauses.into_vec(), found.conventions)
}
