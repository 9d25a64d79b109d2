//! What was found in the words of a test, in one line.

use super::body::Body;
use crate::calendar::Interval;
use crate::find::commitment::TargetFinding;
use crate::find::duty::Duty;
use crate::find::group::{self, GroupFinding};
use crate::find::milestone::MilestoneFinding;
use crate::find::responsibility::{Clause, Mention};
use crate::find::settle::PassageFindings;
use crate::find::table::{TaskRow, ValueCell};
use crate::model::{Comparator, Modality, Recurrence, Role, RuleId, Verdict};
use crate::span::TextRange;

/// All findings of the kind of `rule`, then the diagnostics.
pub(super) fn all(rule: &str, body: &Body) -> String {
    let shown = Shown { text: &body.text, rule };
    let kind = rule.split('/').next().unwrap_or_default();
    let mut found = match kind {
        "group" => shown.groups(&body.findings),
        "quantity" | "date" | "name" => shown.verdicts(kind, body),
        _ => body.findings.iter().flat_map(|findings| shown.passage(kind, findings)).collect(),
    };
    found.extend(body.codes.iter().map(|code| format!("!{code}")));
    found.join(" | ")
}

/// Rules that change what others found, with the sign of what they did.
const CHANGES: &[(&str, &str)] =
    &[("responsibility/convention", " +"), ("responsibility/due-bracket", " due:")];

/// True where the findings of a line hold one of the rule's own.
pub(super) fn is_own(rule: &str, found: &str) -> bool {
    if let Some((_, sign)) = CHANGES.iter().find(|(name, _)| *name == rule) {
        return found.contains(sign);
    }
    let own = |found: &str| !(found.is_empty() || found.starts_with('!') || found.contains('~'));
    found.trim().split(" | ").any(own)
}

/// Looks at every place of every finding.
pub(super) fn check(body: &Body) {
    for kind in ["responsibility/", "duty/", "table/", "target/", "milestone/", "group/", "name/"] {
        let _ = all(kind, body);
    }
    for findings in &body.findings {
        for clause in &findings.clauses {
            let inside = |mention: &Mention| clause.range.contains(mention.surface);
            assert!(clause.mentions.iter().all(inside), "{}", body.text);
            let named = |mention: &Mention| !mention.surface.is_empty();
            assert!(clause.mentions.iter().all(named), "{}", body.text);
        }
        let apart = |pair: &[Clause]| pair[0].range.end <= pair[1].range.start;
        assert!(findings.clauses.windows(2).all(apart), "{}", body.text);
        for target in &findings.targets {
            assert!(!target.number.is_empty(), "{}", body.text);
            assert!(target.range.contains(target.number), "{}", body.text);
        }
    }
}

/// Shows findings of one text for the file of a rule.
struct Shown<'b> {
    text: &'b str,
    rule: &'b str,
}

impl Shown<'_> {
    fn passage(&self, kind: &str, findings: &PassageFindings) -> Vec<String> {
        match kind {
            "responsibility" => self.clauses(findings),
            "duty" => findings.duties.iter().map(|duty| self.duty(duty)).collect(),
            "table" => findings
                .tables
                .iter()
                .flat_map(|table| self.rows(&table.rows, &table.values))
                .collect(),
            "milestone" => findings.milestones.iter().map(|one| self.milestone(one)).collect(),
            _ => self.targets(&findings.targets),
        }
    }

    fn words(&self, range: TextRange) -> String {
        range.of(self.text).replace('\n', "")
    }

    /// The rule of a finding, where it is not that of the file.
    fn by(&self, rule: RuleId) -> String {
        if rule == self.rule { String::new() } else { format!(" ~{rule}") }
    }

    fn mentions(&self, mentions: &[Mention]) -> String {
        let one =
            |mention: &Mention| format!("{}:{}", role(mention.role), self.words(mention.surface));
        mentions.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    /// `lead:甲局 responsible:乙局 due:年底前`, `+` before a unit that a convention adds.
    fn clauses(&self, findings: &PassageFindings) -> Vec<String> {
        let clause = |(at, clause): (usize, &Clause)| {
            let mut shown = self.mentions(&clause.mentions);
            shown += &clause.due.map_or(String::new(), |due| format!(" due:{}", self.words(due)));
            for (_, added) in findings.implied.iter().filter(|(clause, _)| *clause == at) {
                shown += &format!(" +{}", self.words(added.surface));
            }
            shown + &self.by(clause.rule)
        };
        findings.clauses.iter().enumerate().map(clause).collect()
    }

    /// `support:区财政局 做好保障`.
    fn duty(&self, duty: &Duty) -> String {
        let mentions = self.mentions(&duty.mentions);
        format!("{mentions} {}{}", self.words(duty.text), self.by(duty.rule))
    }

    /// `治理河道/清淤 responsible:市水利局 due:6月`, and what indicators are to reach.
    fn rows(&self, rows: &[TaskRow], values: &[ValueCell]) -> Vec<String> {
        let row = |row: &TaskRow| {
            let mut shown = self.words(row.title);
            if row.text != row.title {
                shown += &format!("/{}", self.words(row.text));
            }
            if !row.mentions.is_empty() {
                shown += &format!(" {}", self.mentions(&row.mentions));
            }
            row.due.iter().for_each(|due| shown += &format!(" due:{}", self.words(*due)));
            for step in &row.steps {
                shown += &format!(" {}:{}", self.words(step.time), self.words(step.action));
            }
            shown + &self.by(row.rule)
        };
        let value = |value: &ValueCell| {
            format!("{} = {}", self.words(value.indicator), self.words(value.number))
        };
        rows.iter().map(row).chain(values.iter().map(value)).collect()
    }

    /// `泵站 >= 3座 (新建) @2025 per 每年 strive part of 1`.
    fn targets(&self, targets: &[TargetFinding]) -> Vec<String> {
        targets.iter().map(|target| self.target(target)).collect()
    }

    fn target(&self, target: &TargetFinding) -> String {
        let shared = target.shared.map_or(String::new(), |shared| self.words(shared));
        let upper = target.upper.map_or(String::new(), |upper| format!("-{}", upper.normalize()));
        let mut shown = format!(
            "{}{shared} {} {}{upper}{}",
            self.words(target.indicator),
            sign(target.comparator),
            target.value.normalize(),
            target.measure
        );
        let mut add = |words: String| shown += &format!(" {words}");
        target.action.into_iter().for_each(|action| add(format!("({})", self.words(action))));
        target.period.iter().for_each(|period| add(format!("@{period}")));
        target.per.into_iter().for_each(|per| add(format!("per {}", self.words(per))));
        match target.modality {
            Modality::Strive => add("strive".to_owned()),
            Modality::Ensure => add("ensure".to_owned()),
            Modality::Plan => {}
        }
        target.part_of.into_iter().for_each(|total| add(format!("part of {}", total + 1)));
        shown + &self.by(target.rule)
    }

    /// `deadline 6月底前 ../2025-06-30 各单位: 报送小结`.
    fn milestone(&self, found: &MilestoneFinding) -> String {
        let kind = format!("{:?}", found.kind).to_lowercase();
        let mut shown = match found.recurrence {
            Some(recurrence) => rhythm(recurrence).to_owned(),
            None => kind,
        };
        let mut add = |words: String| shown += &format!(" {words}");
        add(self.words(found.range));
        found.interval.iter().for_each(|Interval { edtf, .. }| add(edtf.clone()));
        found.name.into_iter().for_each(|name| add(format!("[{}]", self.words(name))));
        if found.action.is_some() || !found.actors.is_empty() {
            let actors: Vec<_> = found.actors.iter().map(|actor| self.words(*actor)).collect();
            let action = found.action.map_or(String::new(), |action| self.words(action));
            add(format!("<{}> {action}", actors.join(" ")));
        }
        shown + &self.by(found.rule)
    }

    /// `河道整治专班 office 市水利局: 组长 李明 县长, 成员 - 市财政局`.
    fn groups(&self, findings: &[PassageFindings]) -> Vec<String> {
        let all: Vec<GroupFinding> =
            findings.iter().flat_map(|findings| findings.groups.iter().cloned()).collect();
        group::merge(self.text, &all).iter().map(|group| self.group(group)).collect()
    }

    fn group(&self, group: &GroupFinding) -> String {
        let words = |range: Option<TextRange>| {
            range.map_or("-".to_owned(), |range| self.words(range).replace(' ', ""))
        };
        let office =
            group.office.map_or(String::new(), |office| format!(" office {}", self.words(office)));
        let member = |member: &group::MemberFinding| {
            let unit = member.unit.filter(|unit| Some(*unit) != member.post);
            let unit = unit.map_or(String::new(), |unit| format!(" [{}]", self.words(unit)));
            format!("{} {} {}{unit}", member.role, words(member.person), words(member.post))
        };
        let members: Vec<_> = group.members.iter().map(member).collect();
        format!("{}{office}: {}{}", words(group.name), members.join(", "), self.by(group.rule))
    }

    /// `10万元 policy-parameter`: what the file's rule says, then what the account says of the rest.
    fn verdicts(&self, kind: &str, body: &Body) -> Vec<String> {
        let of_kind = body
            .mentions
            .iter()
            .filter(|one| format!("{:?}", one.kind).to_lowercase() == kind_of(kind));
        let one = |(range, verdict, rule): (TextRange, Verdict, Option<RuleId>)| {
            let by = rule.map_or(" ~".to_owned(), |rule| self.by(rule));
            format!("{} {verdict:?}{by}", self.words(range))
        };
        of_kind.map(|mention| one((mention.range, mention.verdict, mention.rule))).collect()
    }
}

fn kind_of(rule_kind: &str) -> &str {
    if rule_kind == "name" { "organisation" } else { rule_kind }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "lead",
        Role::Responsible => "responsible",
        Role::Support => "support",
        Role::Supervise => "supervise",
    }
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "=",
        Comparator::Ge => ">=",
        Comparator::Gt => ">",
        Comparator::Le => "<=",
        Comparator::Lt => "<",
        Comparator::Approx => "≈",
        Comparator::Range => "..",
    }
}

fn rhythm(recurrence: Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Daily => "daily",
        Recurrence::Weekly => "weekly",
        Recurrence::Monthly => "monthly",
        Recurrence::Quarterly => "quarterly",
        Recurrence::Semiannual => "semiannual",
        Recurrence::Annual => "annual",
    }
}
