//! Numeric commitments.

use super::{Number, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// How a value bounds what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Exactly the value.
    Eq,
    /// At least the value: 以上, 不少于, 不低于, 达到.
    Ge,
    /// More than the value: 突破, 超过, 高于.
    Gt,
    /// At most the value: 以内, 不超过, 不高于, 控制在.
    Le,
    /// Less than the value: 低于, 不足.
    Lt,
    /// About the value: 左右, 约.
    Approx,
    /// From `value` to `upper`.
    Range,
}

/// How firmly a target is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// The notice strives for it: 力争, 争取.
    Strive,
    /// The notice ensures it: 确保.
    Ensure,
    /// Neither word stands there.
    Plan,
}

/// A number that the notice commits somebody to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Target<'a> {
    /// Id within the record: `n1`, `n2` … in reading order.
    pub id: String,
    /// Id of the section that it stands in.
    pub section: Option<String>,
    /// Id of the task that it stands in.
    pub task: Option<String>,
    /// What is counted: `开工亿元以上产业项目`.
    pub indicator: &'a str,
    /// The verb: 新增, 建设, 培育.
    pub action: Option<&'a str>,
    /// How the value bounds the indicator.
    pub comparator: Comparator,
    /// The number in base units: 2万亿元 is 2000000000000.
    pub value: Number,
    /// The unit of measurement of the value: 元, 个, %.
    pub unit: &'a str,
    /// UCUM or ISO 4217 code of the unit of measurement, where there is one: `%`, `CNY`, `m2`.
    pub unit_code: Option<&'a str>,
    /// Upper end of a range, in base units.
    pub upper: Option<Number>,
    /// The number with its unit as written: `2万亿元`.
    pub number: &'a str,
    /// Place of the number.
    pub number_span: Span<'a>,
    /// When it is to be reached, in EDTF: from the sentence, else from its section, else null.
    pub period: Option<&'a str>,
    /// How firmly it is promised.
    pub modality: Modality,
    /// Id of the target that this is a part of.
    pub part_of: Option<String>,
    /// What the number is counted for each of: 每月, 每个区.
    pub per: Option<&'a str>,
    /// Place of indicator, verb and number together.
    pub span: Span<'a>,
    /// Name of the rule that found it.
    pub rule: &'a str,
}
