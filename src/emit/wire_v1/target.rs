//! Numeric commitments.

use super::{Id, Number, Span, View};
use crate::model;

closed! {
    /// How a value bounds what it measures. | 指标与数值的关系。
    pub enum Comparator of model::Comparator {
        /// Exactly the value. | 等于。
        Eq = "eq",
        /// At least the value: 以上, 不少于, 不低于, 达到. | 不少于：以上、不少于、不低于、达到。
        Ge = "ge",
        /// More than the value: 突破, 超过, 高于. | 大于：突破、超过、高于。
        Gt = "gt",
        /// At most the value: 以内, 不超过, 不高于, 控制在. | 不超过：以内、不超过、不高于、控制在。
        Le = "le",
        /// Less than the value: 低于, 不足. | 小于：低于、不足。
        Lt = "lt",
        /// About the value: 左右, 约. | 约等于：左右、约。
        Approx = "approx",
        /// From `value` to `upper`. | 区间：从 `value` 到 `upper`。
        Range = "range",
    }
}

closed! {
    /// How firmly a target is promised. | 承诺的力度。
    pub enum Modality of model::Modality {
        /// The notice strives for it: 力争, 争取. | 力争：力争、争取。
        Strive = "strive",
        /// The notice ensures it: 确保. | 确保。
        Ensure = "ensure",
        /// Neither word stands there. | 两者都没有写。
        Plan = "plan",
    }
}

object! {
    /// A number that the notice commits somebody to. | 公文要求完成的量化指标。
    #[derive(Clone, Debug)]
    pub struct Target<'a>
    read |view, at, from: &'a model::Target| {
        /// Id within the record: `n1`, `n2` … in reading order. | 记录内编号：按阅读顺序为 `n1`、`n2`……
        id: String, column 4 as local_id = Id::nth("n", at);
        /// Id of the section that it stands in. | 所在条目的编号。
        section: Option<String>, column 5 as section_id, fact 13, to sections
            = view.section_id(from.section);
        /// Id of the task that it stands in. | 所属任务的编号。
        task: Option<String>, column 6 as task_id, fact 14, to tasks = from.task.map(Id::of_task);
        /// What is counted: `开工亿元以上产业项目`. | 指标名称，即所计量的事项：`开工亿元以上产业项目`。
        indicator: &'a str, column 7, fact 2 = &from.indicator;
        /// The verb: 新增, 建设, 培育. | 动词：新增、建设、培育。
        action: Option<&'a str>, column 8, fact 1 = from.action.as_deref();
        /// How the value bounds the indicator. | 指标与数值的关系。
        comparator: Comparator, column 9, fact 3 = Comparator::from(from.comparator);
        /// The number in base units: 2万亿元 is 2000000000000. | 换算为基本单位的数值：2万亿元为 2000000000000。
        value: Number, column 10, fact 5 = Number(from.value);
        /// The unit of measurement of the value: 元, 个, %. | 数值的计量单位：元、个、%。
        measure as "unit": &'a str, column 12, fact 7 = &from.measure;
        /// UCUM or ISO 4217 code of the unit of measurement, where there is one: `%`, `CNY`, `m2`.
        /// | 计量单位的 UCUM 或 ISO 4217 代码（如有）：`%`、`CNY`、`m2`。
        measure_code as "unit_code": Option<&'a str>, column 13, fact 8
            = from.measure_code.as_deref();
        /// Upper end of a range, in base units. | 区间的上限，以基本单位计。
        upper: Option<Number>, column 11, fact 6 = from.upper.map(Number);
        /// The number with its unit as written: `2万亿元`. | 原文的数字与单位：`2万亿元`。
        number: &'a str, column 14, fact 4 = &from.number.value;
        /// Place of the number. | 数字的位置。
        number_span: Span<'a>, column 15 16 as number = view.span(from.number.span);
        /// When it is to be reached, in EDTF: from the sentence, else from its section, else null.
        /// | 完成时限，EDTF 写法：取自本句，否则取自所在条目，都没有时为空。
        period: Option<&'a str>, column 17, fact 9 = from.period.as_deref();
        /// How firmly it is promised. | 承诺的力度。
        modality: Modality, column 20, fact 10 = Modality::from(from.modality);
        /// Id of the target that this is a part of. | 所属总量指标的编号。
        part_of: Option<String>, column 21 as part_of_id, fact 12, to targets
            = from.part_of.map(Id::of_target);
        /// What the number is counted for each of: 每月, 每个区. | 数字所按的周期或对象：每月、每个区。
        per: Option<&'a str>, column 22, fact 11 = from.per.as_deref();
        /// Place of indicator, verb and number together. | 指标、动词和数字合起来的位置。
        span: Span<'a>, column 23 24 25 = view.span(from.span);
        /// Name of the rule that found it; `gongwen explain RULE` tells more. | 识别它的规则名称；详见
        /// `gongwen explain RULE`。
        rule: &'a str, column 26 = from.rule;
    }
}
