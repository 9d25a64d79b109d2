//! Checks over the whole notice: totals and their parts, words that nothing explains.

use super::Stages;
use crate::diagnostic::{Code, Notes};
use crate::model::{Notice, SegmentKind, Target, TargetId};
use crate::span::TextRange;
use rust_decimal::Decimal;

/// Runs all checks.
pub(super) fn check(stages: &Stages, notice: &Notice, notes: &mut Notes) {
    breakdowns(stages, notice, notes);
    unexplained(stages, notice, notes);
    if is_no_notice(notice) {
        notes.whole(Code::NotANotice, "no title, number, date or numbered provision was found");
    } else {
        incomplete(notice, notes);
    }
}

/// Title, document number and date of issue that were not found.
fn incomplete(notice: &Notice, notes: &mut Notes) {
    let metadata = &notice.metadata;
    let parts = [
        ("title", metadata.title.is_some()),
        ("document number", metadata.document_number.is_some()),
        ("date of issue", metadata.issued_on.is_some()),
    ];
    let missing: Vec<&str> =
        parts.into_iter().filter(|(_, found)| !found).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        let message = format!("no {} was found", missing.join(", no "));
        notes.whole(Code::MetadataMissing, message);
    }
}

fn is_no_notice(notice: &Notice) -> bool {
    let metadata = &notice.metadata;
    metadata.title.is_none()
        && metadata.document_number.is_none()
        && metadata.issued_on.is_none()
        && notice.sections.is_empty()
        && notice.tasks.is_empty()
}

/// The parts of a total must not exceed it, and where the total is exact must add up to it.
fn breakdowns(stages: &Stages, notice: &Notice, notes: &mut Notes) {
    use crate::model::Comparator::{Approx, Eq, Ge, Gt};
    let ranges: Vec<TextRange> = stages
        .findings
        .iter()
        .flat_map(|findings| findings.targets.iter().map(|t| t.range))
        .collect();
    for (index, total) in notice.targets.iter().enumerate() {
        let Some(sum) = sum_of_parts(&notice.targets, TargetId(index as u32), total) else {
            continue;
        };
        let agrees = match total.comparator {
            Eq => sum == total.value,
            Ge | Gt => sum >= total.value,
            Approx => (sum - total.value).abs() * Decimal::TEN <= total.value,
            _ => sum <= total.upper.unwrap_or(total.value),
        };
        if !agrees {
            let message = format!("the parts add up to {sum}, the total is {}", total.value);
            notes.at(Code::BreakdownMismatch, ranges[index], message);
        }
    }
}

fn sum_of_parts(targets: &[Target], id: TargetId, total: &Target) -> Option<Decimal> {
    let parts = targets[id.index()..].iter().take(40).filter(|target| target.part_of == Some(id));
    let mut parts = parts.peekable();
    parts.peek()?;
    let mut sum = Decimal::ZERO;
    for part in parts {
        if part.measure != total.measure {
            return None;
        }
        sum = sum.checked_add(part.value)?;
    }
    Some(sum)
}

/// The share of the text that no stage could place.
fn unexplained(stages: &Stages, notice: &Notice, notes: &mut Notes) {
    let chars: u32 = notice
        .segments
        .iter()
        .filter(|segment| segment.kind == SegmentKind::Unexplained)
        .map(|segment| segment.span.len())
        .sum();
    if chars == 0 {
        return;
    }
    let all = stages.layer.len().max(1);
    let share = f64::from(chars) * 100.0 / f64::from(all);
    notes.whole(Code::UnexplainedText, format!("{chars} of {all} characters ({share:.1} %)"));
}
