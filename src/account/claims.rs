//! What the findings of a passage say about the quantities and dates in their words.

use crate::find::RuleId;
use crate::find::milestone::MilestoneFinding;
use crate::find::responsibility::Mention;
use crate::find::settle::PassageFindings;
use crate::model::{MilestoneKind, Role, Verdict};
use crate::span::TextRange;

/// Words with what they are, and the rule that says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    range: TextRange,
    pub(super) verdict: Verdict,
    pub(super) rule: RuleId,
}

/// The claims of a passage, each kind in the order of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    numbers: Vec<Claim>,
    dates: Vec<Claim>,
    clauses: Vec<Claim>,
    names: Vec<Claim>,
}

impl Claims {
    pub(super) fn of(findings: &PassageFindings) -> Self {
        let targets = findings.targets.iter().map(|found| Claim {
            range: found.number,
            verdict: Verdict::Target,
            rule: found.rule,
        });
        let settled = findings.settled.iter().map(|one| Claim {
            range: one.range,
            verdict: one.verdict,
            rule: one.rule,
        });
        let clauses = findings.clauses.iter().map(|clause| Claim {
            range: clause.range,
            verdict: Verdict::Time,
            rule: clause.rule,
        });
        let (periods, others): (Vec<Claim>, Vec<Claim>) =
            settled.partition(|claim| claim.verdict == Verdict::Period);
        let milestones = findings.milestones.iter().map(of_milestone);
        Self {
            numbers: ordered(targets.chain(others)),
            // Of two claims on the same words the last one counts.
            dates: ordered(periods.into_iter().chain(milestones)),
            clauses: ordered(clauses),
            names: ordered(names(findings).into_iter()),
        }
    }

    /// What the number at `range` is.
    pub(super) fn number(&self, range: TextRange) -> Option<Claim> {
        over(&self.numbers, range)
    }

    /// What the date at `range` is.
    pub(super) fn date(&self, range: TextRange) -> Option<Claim> {
        over(&self.dates, range)
    }

    /// The names that findings hold, in the order of the text, each place once.
    pub(super) fn names(&self) -> impl Iterator<Item = (TextRange, Claim)> {
        let mut end = 0;
        self.names.iter().filter_map(move |claim| {
            let apart = claim.range.start >= end;
            end = end.max(claim.range.end);
            apart.then_some((claim.range, *claim))
        })
    }

    /// What the name at `range` is.
    pub(super) fn name(&self, range: TextRange) -> Option<Claim> {
        over(&self.names, range)
    }

    /// The clause that holds `range`.
    pub(super) fn clause(&self, range: TextRange) -> Option<Claim> {
        over(&self.clauses, range)
    }
}

/// Units of clauses, tables and duties, members and offices of groups, actors of milestones.
fn names(findings: &PassageFindings) -> Vec<Claim> {
    let unit = |mention: &Mention| Claim {
        range: mention.surface,
        verdict: of_role(mention.role),
        rule: mention.rule,
    };
    let clauses = findings.clauses.iter().flat_map(|clause| &clause.mentions);
    let rows = findings.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.mentions);
    let mut all: Vec<Claim> = clauses.chain(rows).map(unit).collect();
    let duties = findings.duties.iter().flat_map(|duty| &duty.mentions);
    all.extend(duties.map(|mention| Claim { verdict: Verdict::Duty, ..unit(mention) }));
    for group in &findings.groups {
        let members = group.members.iter().filter_map(|member| member.unit);
        let member = |range| Claim { range, verdict: Verdict::Member, rule: group.rule };
        all.extend(members.chain(group.office).map(member));
    }
    for found in &findings.milestones {
        let actor =
            |range: &TextRange| Claim { range: *range, verdict: Verdict::Actor, rule: found.rule };
        all.extend(found.actors.iter().map(actor));
    }
    all
}

fn of_role(role: Role) -> Verdict {
    match role {
        Role::Lead => Verdict::Lead,
        Role::Responsible => Verdict::Responsible,
        Role::Support => Verdict::Support,
        Role::Supervise => Verdict::Supervise,
    }
}

fn of_milestone(found: &MilestoneFinding) -> Claim {
    let phase = found.kind == MilestoneKind::Phase;
    let verdict = if phase { Verdict::Phase } else { Verdict::Milestone };
    Claim { range: found.range, verdict, rule: found.rule }
}

fn ordered(claims: impl Iterator<Item = Claim>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = claims.collect();
    claims.sort_by_key(|claim| claim.range);
    claims
}

/// The last claim that begins before the end of `range` and overlaps it. Claims of one kind lie apart,
/// but for milestones, whose words may hold those of another one.
fn over(claims: &[Claim], range: TextRange) -> Option<Claim> {
    let before = claims.partition_point(|claim| claim.range.start < range.end);
    let near = claims.get(..before)?.iter().rev().take(NEAR);
    near.copied().find(|claim| claim.range.overlaps(range))
}

/// As many claims may begin between the start of one and a date at its end.
const NEAR: usize = 4;
