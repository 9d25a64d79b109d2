//! The words around a numeric commitment: comparators, verbs, scope words, and words that show that
//! a number is none.

use super::class::{Meaning, Value, named, view};
use crate::model::{Comparator, Modality, Verdict};

/// A verb of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Action {
    /// What it does to a number.
    pub verb: Verb,
    /// How it behaves in a sentence.
    pub form: Form,
}

/// How a verb behaves in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) enum Form {
    /// Its object follows.
    #[default]
    Plain,
    /// Nouns often begin with it (服务业, 投资额): it is a verb only if the number needs one.
    Nominal,
    /// Those who act may follow, and then the verb that counts: 支持企业组建….
    Causative,
}

/// What a verb does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Verb {
    /// 建设, 培育: the number says how many come to be.
    Make,
    /// 增长, 压缩: the number says by how much.
    Change,
    /// 提高到, 压缩至: the number says to what level.
    Level,
    /// No verb, but it looks like one: 线上线下, 公共服务.
    Noun,
}

named! { Comparator,
    "eq" => Comparator::Eq,
    "ge" => Comparator::Ge,
    "gt" => Comparator::Gt,
    "le" => Comparator::Le,
    "lt" => Comparator::Lt,
    "approx" => Comparator::Approx,
}

named! { Modality,
    "strive" => Modality::Strive,
    "ensure" => Modality::Ensure,
}

/// When money is found for a purpose, and not granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fund {
    /// Whatever is done with it.
    Any,
    /// Only where it grows: 新增贷款额度.
    Grown,
}

named! { Fund,
    "" => Fund::Any,
    "grown" => Fund::Grown,
}

named! { Verb,
    "make" => Verb::Make,
    "change" => Verb::Change,
    "level" => Verb::Level,
    "noun" => Verb::Noun,
}

named! { Form,
    "" => Form::Plain,
    "nominal" => Form::Nominal,
    "causative" => Form::Causative,
}

impl Value for Action {
    const MEANING: Meaning = Meaning::Words(
        "one of make, change, level, noun, and behind it nothing, nominal or causative",
    );

    fn read(cell: &str) -> Option<Self> {
        let (verb, form) = cell.split_once(' ').unwrap_or((cell, ""));
        Some(Self { verb: Verb::read(verb)?, form: Form::read(form)? })
    }
}

view! {
    /// All words that the target rules know.
    pub(crate) struct TargetWords {
        /// 达到, 不少于: directly before a number.
        before: Comparator = "target.before",
        /// 大于, 低于: those of `before` that conditions are written with.
        conditions: () = "target.condition",
        /// 以上, 左右: directly after a number.
        after: Comparator = "target.after",
        /// 至少: before the verb whose number it bounds.
        before_verb: Comparator = "target.before_verb",
        /// 建设, 提高到, 服务: what is done to a number, and how the verb behaves.
        verbs: Action = "target.verb",
        /// 力争, 确保.
        modality: Modality = "target.modality",
        /// 全面, 今年: at the start of a clause, names nothing that is counted.
        lead_in: () = "target.lead_in",
        /// 每年, 每季度.
        per: () = "target.per",
        /// 率, 占比: what a percentage measures.
        rate: () = "target.rate",
        /// 总数, 累计: stand for the thing named before.
        total: () = "target.total",
        /// 占: a share of a whole follows.
        share: () = "target.share",
        /// 平均.
        average: () = "target.average",
        /// 的要求, 的目标: closes a demand.
        closing: () = "target.closing",
        /// 全省, 全市: where, and how many there are.
        scope: () = "target.scope",
        /// 时限, 环节: what is made shorter.
        duration: () = "target.duration",
        /// 场次, 期: measures what is done again and again.
        frequency: () = "target.frequency",
        /// 率, 中心: makes a noun of the verb before it, 覆盖率.
        noun_tail: () = "target.noun_tail",
        /// 、, 和, 并: what joins two items of a list.
        conjunction: () = "target.conjunction",
        /// 较, 比: an earlier year follows.
        baseline: () = "target.baseline",
        /// 基础上: the year before it is an earlier one.
        baseline_tail: () = "target.baseline_tail",
        /// 由, 从: the level of departure follows.
        origin: () = "target.origin",
        /// 到, 在: a date follows.
        period_lead: () = "target.period_lead",
        /// 底, 期间: what may follow a date.
        period_tail: () = "target.period_tail",
        /// 为, 担任: an office follows.
        office: () = "target.office",
        /// 其中: a part of what stands before follows.
        part: () = "target.part",
        /// 数: a number of such things needs no measure.
        number: () = "target.number",
        /// 共: may stand between what is counted and the number.
        tail: () = "target.tail",
        /// 包括: the list behind it is what something holds.
        holds: () = "target.holds",
        /// 年内, 今年: the year of issue.
        this_year: () = "target.this_year",
        /// 每个, 每人: those who each have the number to reach.
        each: () = "target.each",
        /// 新增: the number is the growth of what stands before it.
        grow: () = "target.grow",
        /// 总规模: the size of what is set up.
        size: () = "target.size",
        /// 最快: the best case follows, not the promise.
        best: () = "target.best",
        /// 实现, 做到: what follows is promised as a result.
        result: () = "target.result",
        /// 办结: ends a procedure.
        met: () = "target.met",
        /// 为, 与: those for or with whom something is done follow.
        served: () = "target.served",
        /// 对: where a grant begins.
        grant: () = "target.grant",
        /// 我市: may stand before the name of an idle heading.
        idle_prefix: () = "target.idle_prefix",
        /// 以下条件: ends a sentence whose list sets conditions.
        opens_conditions: () = "target.opens_conditions",
        /// 用于: what a share is spent on follows.
        spent: () = "target.spent",
        /// 资金, 基金: money that is found and spent for a purpose.
        fund: Fund = "target.fund",
        /// 附件, 前: a number behind it orders.
        ordered: () = "target.ordered",
        /// 上述, 于: directly before a number that is no target.
        not_after: Verdict = "target.not_after",
        /// 不等, 为基数: directly after a number that is no target.
        not_before: Verdict = "target.not_before",
        /// 予以奖励, 上限: a sentence with it sets policy parameters.
        policy_sentence: () = "target.policy_sentence",
        /// 不得, 利率: a clause with it sets a condition.
        policy_clause: () = "target.policy_clause",
        /// 的企业: a clause that ends with it sets a condition.
        policy_clause_end: () = "target.policy_clause_end",
        /// 已, 共有: a clause with it tells what has been reached.
        past_clause: () = "target.past_clause",
        /// 去年, 截至: behind it a sentence tells what has been reached.
        past_sentence: () = "target.past_sentence",
        /// 区, 县城: the name of a place ends with it.
        place_end: () = "target.place_end",
        /// 主要成效, 发展基础, 补助标准: what the numbers under such a heading are; it holds no commitments.
        idle_heading: Verdict = "target.idle_heading",
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Form, Value, Verb};
    use crate::lexicon::Lexicon;

    #[test]
    fn a_verb_says_what_it_does_and_how_it_behaves() {
        let action = |verb, form| Some(Action { verb, form });
        assert_eq!(Action::read("make"), action(Verb::Make, Form::Plain));
        assert_eq!(Action::read("level causative"), action(Verb::Level, Form::Causative));
        assert_eq!(Action::read("make twice").or(Action::read("do")), None);
    }

    #[test]
    fn conditions_are_comparators() {
        let words = &Lexicon::builtin().targets;
        for (word, ()) in words.conditions.iter() {
            assert!(words.before.get(word).is_some(), "{word} only writes conditions");
        }
    }
}
