//! The words around a numeric commitment: comparators, verbs, scope words, and words that show that
//! a number is none.

use super::{Words, table};
use crate::model::{Comparator, Modality};
use serde::Deserialize;

const COMPARATORS: &str = include_str!("../../lexicon/comparators.csv");
const VERBS: &str = include_str!("../../lexicon/action_verbs.csv");
const SCOPE: &str = include_str!("../../lexicon/target_scope.csv");
const NOT: &str = include_str!("../../lexicon/non_targets.csv");

/// A verb of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does to a number.
    pub verb: Verb,
    /// How it behaves in a sentence.
    pub form: Form,
}

/// How a verb behaves in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Its object follows.
    #[default]
    Plain,
    /// Nouns often begin with it (服务业, 投资额): it is a verb only if the number needs one.
    Nominal,
    /// Those who act may follow, and then the verb that counts: 支持企业组建….
    Causative,
}

/// What a verb does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// 建设, 培育: the number says how many come to be.
    Make,
    /// 增长, 压缩: the number says by how much.
    Change,
    /// 提高到, 压缩至: the number says to what level.
    Level,
    /// No verb, but it looks like one: 线上线下, 公共服务.
    Noun,
}

/// All words that the target rules know.
#[derive(Clone, Debug)]
pub struct TargetWords {
    /// 达到, 不少于: directly before a number.
    pub before: Words<Comparator>,
    /// 大于, 低于: those of `before` that conditions are written with.
    pub conditions: Words<()>,
    /// 以上, 左右: directly after a number.
    pub after: Words<Comparator>,
    /// 至少: before the verb whose number it bounds.
    pub before_verb: Words<Comparator>,
    /// What is done.
    pub verbs: Words<Action>,
    /// 力争, 确保.
    pub modality: Words<Modality>,
    /// Words at the start of a clause that name nothing that is counted.
    pub lead_in: Words<()>,
    /// 每年, 每季度.
    pub per: Words<()>,
    /// 率, 占比: what a percentage measures.
    pub rate: Words<()>,
    /// 总数, 累计: stand for the thing named before.
    pub total: Words<()>,
    /// 占: a share of a whole follows.
    pub share: Words<()>,
    /// 平均.
    pub average: Words<()>,
    /// 的要求, 的目标: closes a demand.
    pub closing: Words<()>,
    /// 全省, 全市: where, and how many there are.
    pub scope: Words<()>,
    /// 时限, 环节: what is made shorter.
    pub duration: Words<()>,
    /// Measures of what is done again and again.
    pub frequency: Words<()>,
    /// What makes a noun of the verb before it: 覆盖率.
    pub noun_tail: Words<()>,
    /// 、, 和, 并: what joins two items of a list.
    pub conjunction: Words<()>,
    /// 较, 比: an earlier year follows.
    pub baseline: Words<()>,
    /// 基础上: the year before it is an earlier one.
    pub baseline_tail: Words<()>,
    /// 由, 从: the level of departure follows.
    pub origin: Words<()>,
    /// 到, 在: a date follows.
    pub period_lead: Words<()>,
    /// 底, 期间: what may follow a date.
    pub period_tail: Words<()>,
    /// 为, 担任: an office follows.
    pub office: Words<()>,
    /// 其中: a part of what stands before follows.
    pub part: Words<()>,
    /// 数: a number of such things needs no measure.
    pub number: Words<()>,
    /// 共: may stand between what is counted and the number.
    pub tail: Words<()>,
    /// 包括: the list behind it is what something holds.
    pub holds: Words<()>,
    /// 年内, 今年: the year of issue.
    pub this_year: Words<()>,
    /// 每个, 每人: those who each have the number to reach.
    pub each: Words<()>,
    /// 新增: the number is the growth of what stands before it.
    pub grow: Words<()>,
    /// 总规模: the size of what is set up.
    pub size: Words<()>,
    /// 最快: the best case follows, not the promise.
    pub best: Words<()>,
    /// 实现, 做到: what follows is promised as a result.
    pub result: Words<()>,
    /// 办结: ends a procedure.
    pub met: Words<()>,
    /// 为, 与: those for or with whom something is done follow.
    pub served: Words<()>,
    /// 对: where a grant begins.
    pub grant: Words<()>,
    /// 我市: may stand before the name of an idle heading.
    pub idle_prefix: Words<()>,
    /// No target where one of these stands directly before the number.
    pub not_after: Words<()>,
    /// No target where one of these stands directly after the number.
    pub not_before: Words<()>,
    /// A sentence with one of these sets policy parameters.
    pub policy_sentence: Words<()>,
    /// A clause with one of these sets a condition.
    pub policy_clause: Words<()>,
    /// A clause that ends with one of these sets a condition.
    pub policy_clause_end: Words<()>,
    /// A clause with one of these tells what has been reached.
    pub past_clause: Words<()>,
    /// After one of these a sentence tells what has been reached.
    pub past_sentence: Words<()>,
    /// Under a heading with one of these stand no commitments.
    pub idle_heading: Words<()>,
}

#[derive(Deserialize)]
struct ComparatorRow {
    word: &'static str,
    side: &'static str,
    comparator: ComparatorName,
    condition: &'static str,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ComparatorName {
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Approx,
}

impl From<ComparatorName> for Comparator {
    fn from(name: ComparatorName) -> Self {
        match name {
            ComparatorName::Eq => Self::Eq,
            ComparatorName::Ge => Self::Ge,
            ComparatorName::Gt => Self::Gt,
            ComparatorName::Le => Self::Le,
            ComparatorName::Lt => Self::Lt,
            ComparatorName::Approx => Self::Approx,
        }
    }
}

#[derive(Deserialize)]
struct VerbRow {
    word: String,
    kind: Verb,
    form: Option<Form>,
}

#[derive(Deserialize)]
struct RoleRow {
    word: &'static str,
    role: &'static str,
}

/// Reads the four tables.
pub(super) fn load() -> TargetWords {
    let action =
        |row: VerbRow| (row.word, Action { verb: row.kind, form: row.form.unwrap_or_default() });
    let verbs = table::rows::<VerbRow>(VERBS).into_iter().map(action);
    let bounds = table::rows::<ComparatorRow>(COMPARATORS);
    let scope = table::rows::<RoleRow>(SCOPE);
    let not = table::rows::<RoleRow>(NOT);
    TargetWords {
        before: comparators(&bounds, "before"),
        conditions: conditions(&bounds),
        after: comparators(&bounds, "after"),
        before_verb: comparators(&bounds, "verb"),
        verbs: Words::new(verbs),
        modality: modality(&scope),
        lead_in: of_role(&scope, "lead_in"),
        per: of_role(&scope, "per"),
        rate: of_role(&scope, "rate"),
        total: of_role(&scope, "total"),
        share: of_role(&scope, "share"),
        average: of_role(&scope, "average"),
        closing: of_role(&scope, "closing"),
        scope: of_role(&scope, "scope"),
        duration: of_role(&scope, "duration"),
        frequency: of_role(&scope, "frequency"),
        noun_tail: of_role(&scope, "noun_tail"),
        conjunction: of_role(&scope, "conjunction"),
        baseline: of_role(&scope, "baseline"),
        baseline_tail: of_role(&scope, "baseline_tail"),
        origin: of_role(&scope, "origin"),
        period_lead: of_role(&scope, "period_lead"),
        period_tail: of_role(&scope, "period_tail"),
        office: of_role(&scope, "office"),
        part: of_role(&scope, "part"),
        number: of_role(&scope, "number"),
        tail: of_role(&scope, "tail"),
        holds: of_role(&scope, "holds"),
        this_year: of_role(&scope, "this_year"),
        each: of_role(&scope, "each"),
        grow: of_role(&scope, "grow"),
        size: of_role(&scope, "size"),
        best: of_role(&scope, "best"),
        result: of_role(&scope, "result"),
        met: of_role(&scope, "met"),
        served: of_role(&scope, "served"),
        grant: of_role(&scope, "grant"),
        idle_prefix: of_role(&scope, "idle_prefix"),
        not_after: of_role(&not, "before"),
        not_before: of_role(&not, "after"),
        policy_sentence: of_role(&not, "sentence"),
        policy_clause: of_role(&not, "clause"),
        policy_clause_end: of_role(&not, "clause_end"),
        past_clause: of_role(&not, "past_clause"),
        past_sentence: of_role(&not, "past_sentence"),
        idle_heading: of_role(&not, "heading"),
    }
}

fn comparators(rows: &[ComparatorRow], side: &str) -> Words<Comparator> {
    let rows = rows.iter().filter(|row| row.side == side);
    rows.map(|row| (row.word, row.comparator.into())).collect()
}

fn conditions(rows: &[ComparatorRow]) -> Words<()> {
    rows.iter().filter(|row| row.condition == "yes").map(|row| (row.word, ())).collect()
}

fn modality(rows: &[RoleRow]) -> Words<Modality> {
    let modality = |row: &RoleRow| match row.role {
        "strive" => Some((row.word, Modality::Strive)),
        "ensure" => Some((row.word, Modality::Ensure)),
        _ => None,
    };
    rows.iter().filter_map(modality).collect()
}

fn of_role(rows: &[RoleRow], role: &str) -> Words<()> {
    rows.iter().filter(|row| row.role == role).map(|row| (row.word, ())).collect()
}

#[cfg(test)]
mod tests {
    use super::{COMPARATORS, NOT, SCOPE, TargetWords, VERBS, load};
    use rustc_hash::FxHashSet;

    fn words(table: &str) -> Vec<(String, String)> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let row = |record: csv::StringRecord| (record[0].to_owned(), record[1].to_owned());
        reader.records().map(|record| row(record.unwrap())).collect()
    }

    fn count(words: &TargetWords) -> usize {
        let plain = [
            &words.lead_in,
            &words.per,
            &words.rate,
            &words.duration,
            &words.total,
            &words.share,
            &words.average,
            &words.closing,
            &words.scope,
            &words.frequency,
            &words.noun_tail,
            &words.conjunction,
            &words.baseline,
            &words.baseline_tail,
            &words.origin,
            &words.period_lead,
            &words.period_tail,
            &words.office,
            &words.part,
            &words.number,
            &words.tail,
            &words.holds,
            &words.this_year,
            &words.each,
            &words.grow,
            &words.size,
            &words.best,
            &words.result,
            &words.met,
            &words.served,
            &words.grant,
            &words.idle_prefix,
            &words.not_after,
            &words.not_before,
            &words.policy_sentence,
            &words.policy_clause,
            &words.policy_clause_end,
            &words.past_clause,
            &words.past_sentence,
            &words.idle_heading,
        ];
        let bounds = [&words.before, &words.after, &words.before_verb];
        let compared = bounds.iter().map(|words| words.iter().count()).sum::<usize>();
        let rest = words.verbs.iter().count() + words.modality.iter().count();
        compared + rest + plain.iter().map(|words| words.iter().count()).sum::<usize>()
    }

    #[test]
    fn every_row_is_read_once() {
        let tables = [COMPARATORS, VERBS, SCOPE, NOT];
        let rows: usize = tables.iter().map(|table| table.lines().count() - 1).sum();
        assert_eq!(count(&load()), rows);
        for table in tables {
            let words = words(table);
            let distinct: FxHashSet<_> = words.iter().collect();
            assert_eq!(distinct.len(), words.len());
        }
    }

    #[test]
    fn a_verb_has_one_kind() {
        let words = words(VERBS);
        let distinct: FxHashSet<_> = words.iter().map(|(word, _)| word).collect();
        assert_eq!(distinct.len(), words.len());
    }
}
