//! Tasks from clauses, rows of tables and duties, with the targets and milestones in their words.

use super::closing::Closing;
use super::place::Place;
use super::units::UnitOf;
use super::{Stages, by_passage};
use crate::find::duty::Duty;
use crate::find::responsibility::{Clause, Mention};
use crate::find::table::TaskRow;
use crate::model::{
    MilestoneId, MilestoneKind, Notice, Responsibility, Role, SectionId, Target, TargetId, Task,
    TaskId, TaskKind,
};
use crate::outline::Passage;
use crate::span::{Span, TextRange};

/// Adds the tasks to the notice and ties targets and milestones to them.
pub(super) fn attach(stages: &Stages, place: &Place, unit_of: &UnitOf, notice: &mut Notice) {
    let closing = Closing::new(stages);
    let passages = stages.outline.passages.iter().zip(by_passage(stages)).enumerate();
    for (at, (passage, (section, findings))) in passages {
        let mut tasks: Vec<Task> = Vec::new();
        let mut from = None;
        for (index, clause) in findings.clauses.iter().enumerate() {
            // A provision does not reach back over a table.
            let tables = &findings.tables;
            let after = tables.partition_point(|table| table.range.end <= clause.range.start);
            from = from.max(after.checked_sub(1).map(|index| tables[index].range.end));
            let mut task = match closing.of(at) {
                Some(closed) => closed_section(stages, place, unit_of, closed, clause),
                None => provision(stages, place, unit_of, passage, clause, from),
            };
            // They stand in the order of their clauses.
            let first = findings.implied.partition_point(|(clause, _)| *clause < index);
            let added = findings.implied.iter().skip(first).take_while(|(at, _)| *at == index);
            imply(place, unit_of, &mut task, added.map(|(_, mention)| mention));
            tasks.push(task);
            from = Some(clause.range.end);
        }
        let rows = findings.tables.iter().flat_map(|table| &table.rows);
        tasks.extend(rows.map(|row| row_task(place, unit_of, section, row)));
        tasks.extend(findings.duties.iter().map(|duty| duty_task(place, unit_of, section, duty)));
        tasks.sort_by_key(|task| task.span);
        notice.tasks.extend(tasks);
    }
    tie(notice);
}

/// The provision that a clause ends: from the clause before it, or from its heading.
fn provision(
    stages: &Stages,
    place: &Place,
    unit_of: &UnitOf,
    passage: &Passage,
    clause: &Clause,
    from: Option<u32>,
) -> Task {
    let whole = passage.section.map(|id| stages.outline.sections[id.index()].heading);
    let first = passage.paragraphs.first().copied().unwrap_or(clause.range);
    let begin = from.unwrap_or_else(|| whole.map_or(first.start, |heading| heading.start));
    let begin =
        if passage.section.is_none() { paragraph_start(passage, clause, begin) } else { begin };
    let range = TextRange::new(begin.min(clause.range.start), clause.range.end);
    Task {
        section: passage.section,
        kind: TaskKind::Provision,
        title: passage.heading.filter(|_| from.is_none()).map(|range| place.valued(range)),
        text: text(stages, place, passage, clause, begin),
        span: place.span(range.trim(&stages.tidy.text)),
        responsibilities: responsibilities(place, unit_of, &clause.mentions),
        targets: Vec::new(),
        milestones: Vec::new(),
        rule: clause.rule,
    }
}

/// The section that a clause below its last item closes, with all of its items.
fn closed_section(
    stages: &Stages,
    place: &Place,
    unit_of: &UnitOf,
    closed: SectionId,
    clause: &Clause,
) -> Task {
    let section = &stages.outline.sections[closed.index()];
    let range = TextRange::new(section.heading.start, clause.range.end);
    let starts = |passage: &Passage| passage.paragraphs.first().map_or(0, |first| first.start);
    let all = &stages.outline.passages;
    let first = all.partition_point(|passage| starts(passage) < range.start);
    let inside = all[first..].iter().take_while(|passage| starts(passage) < range.end);
    let held = inside.flat_map(|passage| &passage.paragraphs);
    let held = held.filter(|held| range.contains(**held) && held.start >= section.heading.end);
    let pieces = held.map(|held| TextRange::new(held.start, held.end.min(clause.range.start)));
    let pieces: Vec<String> =
        pieces.filter(|piece| !piece.is_empty()).map(|piece| place.value(piece)).collect();
    Task {
        section: Some(closed),
        kind: TaskKind::Provision,
        title: Some(place.valued(section.title)),
        text: pieces.join("\n"),
        span: place.span(range.trim(&stages.tidy.text)),
        responsibilities: responsibilities(place, unit_of, &clause.mentions),
        targets: Vec::new(),
        milestones: Vec::new(),
        rule: clause.rule,
    }
}

/// Adds the units of a convention, which stand elsewhere in the text.
fn imply<'m>(
    place: &Place,
    unit_of: &UnitOf,
    task: &mut Task,
    mentions: impl Iterator<Item = &'m Mention>,
) {
    let mentions: Vec<Mention> = mentions.cloned().collect();
    let named = task.responsibilities.iter().filter(|known| known.role == Role::Responsible);
    let before = named.count() as u32;
    for mut added in responsibilities(place, unit_of, &mentions) {
        added.implied = true;
        added.order += before;
        task.responsibilities.push(added);
    }
}

/// An unnumbered provision is one paragraph, or the one above a clause on a line of its own.
fn paragraph_start(passage: &Passage, clause: &Clause, from: u32) -> u32 {
    let own = passage.paragraphs.get(clause.paragraph).copied().unwrap_or(clause.range);
    let alone = own.start + 1 >= clause.range.start;
    let index = if alone { clause.paragraph.saturating_sub(1) } else { clause.paragraph };
    passage.paragraphs.get(index).map_or(own.start, |paragraph| paragraph.start).max(from)
}

/// The words between heading and clause, paragraph by paragraph.
fn text(stages: &Stages, place: &Place, passage: &Passage, clause: &Clause, begin: u32) -> String {
    let heading_end =
        passage.section.map_or(0, |id| stages.outline.sections[id.index()].heading.end);
    let begin = begin.max(heading_end);
    // A passage of thousands of clauses is not read from its start for each of them.
    let first = passage.paragraphs.partition_point(|paragraph| paragraph.end <= begin);
    let held = passage.paragraphs.iter().skip(first);
    let held = held.take_while(|paragraph| paragraph.start < clause.range.start);
    let pieces = held.filter_map(|paragraph| {
        let start = paragraph.start.max(begin);
        let end = paragraph.end.min(clause.range.start);
        (start < end).then(|| place.value(TextRange::new(start, end)))
    });
    pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("\n")
}

fn row_task(place: &Place, unit_of: &UnitOf, section: Option<SectionId>, row: &TaskRow) -> Task {
    Task {
        section,
        kind: TaskKind::TableRow,
        title: Some(place.valued(row.title)),
        text: place.value(row.text),
        span: place.span(row.range),
        responsibilities: responsibilities(place, unit_of, &row.mentions),
        targets: Vec::new(),
        milestones: Vec::new(),
        rule: row.rule,
    }
}

fn duty_task(place: &Place, unit_of: &UnitOf, section: Option<SectionId>, duty: &Duty) -> Task {
    Task {
        section,
        kind: TaskKind::Duty,
        title: None,
        text: place.value(duty.text),
        span: place.span(duty.range),
        responsibilities: responsibilities(place, unit_of, &duty.mentions),
        targets: Vec::new(),
        milestones: Vec::new(),
        rule: duty.rule,
    }
}

fn responsibilities(place: &Place, unit_of: &UnitOf, mentions: &[Mention]) -> Vec<Responsibility> {
    let mut orders: Vec<(Role, u32)> = Vec::new();
    let mut order = |role: Role| {
        if let Some((_, order)) = orders.iter_mut().find(|(known, _)| *known == role) {
            *order += 1;
            return *order;
        }
        orders.push((role, 1));
        1
    };
    let one = |mention: &Mention| {
        Some(Responsibility {
            unit: *unit_of.get(&mention.surface)?,
            role: mention.role,
            role_text: mention.role_text.map(|range| place.value(range)).unwrap_or_default(),
            surface: place.value(mention.surface),
            order: order(mention.role),
            group: mention.group,
            implied: false,
            rule: mention.rule,
            span: place.span(mention.surface),
        })
    };
    mentions.iter().filter_map(one).collect()
}

/// A target or milestone belongs to the task whose words hold it.
fn tie(notice: &mut Notice) {
    let spans: Vec<Span> = notice.tasks.iter().map(|task| task.span).collect();
    let home = |span: Span| {
        // Tasks stand in reading order and do not nest: the last that begins before the words.
        let after = spans.partition_point(|task| task.start <= span.start);
        after.checked_sub(1).filter(|index| spans[*index].contains(span))
    };
    for (index, target) in notice.targets.iter_mut().enumerate() {
        let Some(task) = home(target.span) else { continue };
        let target: &mut Target = target;
        target.task = Some(TaskId(task as u32));
        notice.tasks[task].targets.push(TargetId(index as u32));
    }
    for (index, milestone) in notice.milestones.iter_mut().enumerate() {
        let Some(task) = home(milestone.span) else { continue };
        notice.tasks[task].milestones.push(MilestoneId(index as u32));
        if milestone.actors.is_empty() && milestone.kind != MilestoneKind::Phase {
            milestone.actors = answerable(&notice.tasks[task]);
        }
    }
}

/// Who keeps a task's deadline where its sentence names nobody: those who lead, else all who are
/// responsible.
fn answerable(task: &Task) -> Vec<String> {
    let named = |role: Role| {
        let of_role = task.responsibilities.iter().filter(move |r| r.role == role && !r.implied);
        of_role.map(|r| r.surface.clone()).collect::<Vec<_>>()
    };
    let leads = named(Role::Lead);
    if leads.is_empty() { named(Role::Responsible) } else { leads }
}
