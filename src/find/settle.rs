//! Runs all kinds over all passages and settles who gets which words.
//!
//! The written order: task tables first, then clauses, duties, groups, milestones, targets. Lines of
//! a table hold no clause, duty or group of their own. Words of a clause hold no target; its deadline
//! is a milestone of its task. A line that is a duty or a roster is no clause of its own.

use super::commitment::{Commitments, TargetFinding};
use super::duty::Duty;
use super::group::GroupFinding;
use super::milestone::{Given, MilestoneFinding};
use super::responsibility::convention::InForce;
use super::responsibility::{Clause, Convention, Mention};
use super::table::{Step, Table, TaskRow, ValueCell};
use super::{Context, Settled, commitment, duty, group, milestone, responsibility, table};
use crate::calendar::Interval;
use crate::diagnostic::Notes;
use crate::model::{MilestoneKind, SectionId};
use crate::outline::{Outline, Passage};
use crate::span::TextRange;
use rustc_hash::FxHashMap;
use std::mem::take;

/// What was found in one passage.
#[derive(Clone, Debug, Default)]
pub struct PassageFindings {
    /// Responsibility clauses.
    pub clauses: Vec<Clause>,
    /// Rules that the document states for itself; empty once they were applied.
    pub conventions: Vec<Convention>,
    /// Units that a convention adds, each with the position of its clause.
    pub implied: Vec<(usize, Mention)>,
    /// Task tables.
    pub tables: Vec<Table>,
    /// Lines of a duty list.
    pub duties: Vec<Duty>,
    /// Leading groups.
    pub groups: Vec<GroupFinding>,
    /// Phases, deadlines, recurring obligations.
    pub milestones: Vec<MilestoneFinding>,
    /// Numeric commitments.
    pub targets: Vec<TargetFinding>,
    /// Quantities and dates that a rule left out.
    pub(crate) settled: Vec<Settled>,
}

/// Reads all passages, one entry each.
#[must_use]
pub fn find(context: &Context, outline: &Outline, notes: &mut Notes) -> Vec<PassageFindings> {
    let mut phases: FxHashMap<SectionId, Interval> = FxHashMap::default();
    let mut all = Vec::with_capacity(outline.passages.len());
    for passage in &outline.passages {
        let mut tables = table::find(context, passage, notes);
        let (mut clauses, conventions) = responsibility::find(context, passage, notes);
        let mut duties = duty::find(context, passage, notes);
        let mut groups = group::find(context, passage, notes);
        clauses.retain(|clause| is_free(&tables, clause.range));
        duties.retain(|duty| is_free(&tables, duty.range));
        groups.retain(|group| is_free(&tables, group.range));
        let ranges: Vec<TextRange> = clauses.iter().map(|clause| clause.range).collect();
        let dues: Vec<TextRange> = clauses.iter().filter_map(|clause| clause.due).collect();
        let phase = passage.section.and_then(|id| enclosing(outline, &phases, id));
        apply_to_tables(context, passage, &conventions, &mut tables);
        let cells: Vec<TextRange> = due_cells(&tables);
        let steps: Vec<Step> = tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| row.steps.iter().copied())
            .collect();
        let given = Given { clauses: &ranges, dues: &dues, cells: &cells, steps: &steps };
        let mut milestones = milestone::find(context, passage, &given, phase.as_ref(), notes);
        name_rows(&tables, &mut milestones);
        remember_phase(&mut phases, passage.section, &milestones);
        let values: Vec<ValueCell> =
            tables.iter().flat_map(|table| table.values.iter().copied()).collect();
        let Commitments { targets, settled } =
            commitment::find(context, passage, &ranges, &values, notes);
        let implied = Vec::new();
        all.push(PassageFindings {
            clauses,
            conventions,
            implied,
            tables,
            duties,
            groups,
            milestones,
            targets,
            settled,
        });
    }
    apply_conventions(context.text, &outline.passages, &mut all);
    all
}

/// What is done by the deadline of a row is its task, unless the cell holds for several rows.
fn name_rows(tables: &[Table], milestones: &mut [MilestoneFinding]) {
    let mut rows = tables.iter().flat_map(|table| &table.rows).peekable();
    for milestone in milestones.iter_mut().filter(|found| found.action.is_none()) {
        let at = milestone.range;
        while rows.next_if(|row| row.range.end <= at.start).is_some() {}
        let holds = |row: &&TaskRow| row.due.iter().any(|due| due.contains(at));
        let mut near = rows.clone();
        let own = near.next().filter(|row| row.range.contains(at)).filter(holds);
        if let Some(row) = own.filter(|_| near.next().filter(holds).is_none()) {
            milestone.action = Some(row.title);
        }
    }
}

/// The cells of task tables that tell by when, each once.
fn due_cells(tables: &[Table]) -> Vec<TextRange> {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let mut cells: Vec<TextRange> = rows.flat_map(|row| row.due.iter().copied()).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// A rule that stands above a table, in one of its rows or right below it holds for its rows:
/// `注:第一个为牵头单位`.
fn apply_to_tables(
    context: &Context,
    passage: &Passage,
    conventions: &[Convention],
    tables: &mut [Table],
) {
    let mut in_force = InForce::new(context.text, conventions);
    for table in tables {
        let below = passage.paragraphs.partition_point(|line| line.start < table.range.end);
        let below = passage.paragraphs.get(below).map_or(table.range.end, |line| line.end);
        let leading = in_force.before(context.text, below);
        leading.iter().for_each(|convention| table.apply(context.text, convention));
    }
}

/// True where no table has the words. Tables stand in reading order.
fn is_free(tables: &[Table], range: TextRange) -> bool {
    let at = tables.partition_point(|table| table.range.end <= range.start);
    tables.get(at).is_none_or(|table| !table.range.overlaps(range))
}

/// Lets the rules that each part states for itself act on its clauses, from where they stand to the
/// end of the part: the next attachment, or the next notice of a file, has rules of its own.
fn apply_conventions(text: &str, passages: &[Passage], all: &mut [PassageFindings]) {
    let mut rest = all;
    for part in passages.chunk_by(|one, next| one.part == next.part) {
        let (own, behind) = rest.split_at_mut(part.len());
        rest = behind;
        let conventions: Vec<Convention> =
            own.iter_mut().flat_map(|findings| take(&mut findings.conventions)).collect();
        if conventions.is_empty() {
            continue;
        }
        let mut in_force = InForce::new(text, &conventions);
        for findings in own {
            let added = in_force.apply(text, &mut findings.clauses);
            findings.implied = added.into_iter().map(|one| (one.clause, one.mention)).collect();
        }
    }
}

/// The phase that a section above stands for.
fn enclosing(
    outline: &Outline,
    phases: &FxHashMap<SectionId, Interval>,
    section: SectionId,
) -> Option<Interval> {
    let mut next = outline.sections[section.index()].parent;
    while let Some(id) = next {
        if let Some(phase) = phases.get(&id) {
            return Some(phase.clone());
        }
        next = outline.sections[id.index()].parent;
    }
    None
}

fn remember_phase(
    phases: &mut FxHashMap<SectionId, Interval>,
    section: Option<SectionId>,
    milestones: &[MilestoneFinding],
) {
    let phase = milestones.iter().find(|found| found.kind == MilestoneKind::Phase);
    if let (Some(section), Some(interval)) =
        (section, phase.and_then(|found| found.interval.clone()))
    {
        phases.insert(section, interval);
    }
}
