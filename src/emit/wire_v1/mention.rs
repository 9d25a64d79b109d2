//! Every quantity, date and name of the body with what became of it.

use super::{Span, View};
use crate::model;

closed! {
    /// What is mentioned. | 提及的对象。
    pub enum MentionKind of model::MentionKind {
        /// A number with its measure. | 数量（含计量单位）。
        Quantity = "quantity",
        /// A date or a period. | 日期或时段。
        Date = "date",
        /// The name of an organisation. | 单位名称。
        Organisation = "organisation",
    }
}

closed! {
    /// What became of a quantity, a date or a name. Values may be added.
    /// | 对数量、日期或单位名称的判定。取值今后可能增加。
    pub enum Verdict of model::Verdict {
        /// Quantity: the number of a target. | 数量：量化指标的数值。
        Target = "target",
        /// Quantity or date: what a change is measured against. | 数量或日期：比较的基数、基期。
        Base = "base",
        /// Quantity: a bound inside the description of a thing. | 数量：对象描述中的门槛（如亿元以上项目）。
        Threshold = "threshold",
        /// Quantity: a part of another number. | 数量：另一数值的组成部分。
        Part = "part",
        /// Quantity: the upper end of a range. | 数量：区间的上限。
        RangeEnd = "range_end",
        /// Quantity: a result already reached. | 数量：已经取得的结果。
        PastFact = "past_fact",
        /// Quantity: how things stand. | 数量：现状。
        PresentFact = "present_fact",
        /// Quantity: a rate, a fee, a ceiling or a limit that a policy sets. | 数量：政策规定的比例、标准、上限或期限。
        PolicyParameter = "policy_parameter",
        /// Quantity: the number of a law, an article or a document. | 数量：法规条款号或文号中的数字。
        LegalReference = "legal_reference",
        /// Quantity: it orders and does not count. | 数量：序数。
        Ordinal = "ordinal",
        /// Part of a name. | 名称的一部分。
        NamePart = "name_part",
        /// Quantity: how many act or are concerned. | 数量：实施主体或涉及对象的数目。
        ActorCount = "actor_count",
        /// Quantity: points of an appraisal. | 数量：考核分值。
        Score = "score",
        /// Quantity or date of a condition. | 数量或日期：条件。
        Condition = "condition",
        /// Quantity: money that is paid for each. | 数量：按份支付的金额。
        MoneyPaid = "money_paid",
        /// Quantity: a proportion or a term of a formula. | 数量：比例或算式中的项。
        Ratio = "ratio",
        /// Quantity: it says again what was said before. | 数量：重复前文所列。
        Repeat = "repeat",
        /// Quantity: a figure of speech. | 数量：习惯说法，并非计数。
        Idiom = "idiom",
        /// Quantity: it says when, how long or how often. | 数量：表示时间、时长或频次。
        Time = "time",
        /// Date: that of a milestone. | 日期：时间节点。
        Milestone = "milestone",
        /// Date: the period that the sentence speaks of. | 日期：所在句子涉及的时期。
        Period = "period",
        /// Date: that of a phase. | 日期：工作阶段。
        Phase = "phase",
        /// Date: when a document was issued. | 日期：文件的印发日期。
        Issue = "issue",
        /// Date: from when or until when a document is in force. | 日期：文件的施行日期或有效期。
        Validity = "validity",
        /// Date: before the notice. | 日期：公文印发之前的时间。
        Past = "past",
        /// Date: inside a reference to another document. | 日期：引用其他文件时的日期。
        Reference = "reference",
        /// Name: the unit that leads. | 单位：牵头单位。
        Lead = "lead",
        /// Name: a responsible unit. | 单位：责任单位。
        Responsible = "responsible",
        /// Name: a unit that supports. | 单位：配合单位。
        Support = "support",
        /// Name: a unit that supervises. | 单位：督办单位。
        Supervise = "supervise",
        /// Name: the unit of a duty line. | 单位：职责行中的单位。
        Duty = "duty",
        /// Name: a member of a group. | 单位：领导小组成员。
        Member = "member",
        /// Name: who issued a document. | 单位：发文机关。
        Issuer = "issuer",
        /// Name: to whom something is sent or reported. | 单位：报送、主送对象。
        Recipient = "recipient",
        /// Name: who acts in running text. | 单位：正文中的行动主体。
        Actor = "actor",
        /// Name: for whom something is done. | 单位：服务或受益对象。
        Beneficiary = "beneficiary",
        /// Name: only mentioned. | 单位：仅提及。
        Mentioned = "mentioned",
        /// No rule has said anything. | 没有规则作出判定。
        Open = "open",
    }
}

object! {
    /// A quantity, a date or an organisation's name of the body, with what became of it: whether it is a
    /// target or a milestone, and if not, why not.
    /// | 正文中的一处数量、日期或单位名称及其判定：是否为指标或时间节点；若不是，原因为何。
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Mention<'a>
    read |view, _, from: &'a model::Mention| {
        /// What is mentioned. | 提及的对象。
        kind: MentionKind, column 4 = MentionKind::from(from.kind);
        /// What became of it. | 判定。
        verdict: Verdict, column 5 = Verdict::from(from.verdict);
        /// Name of the rule that says so; null where it is open. `gongwen explain RULE` tells more.
        /// | 作出判定的规则名称；未判定时为空。详见 `gongwen explain RULE`。
        rule: Option<&'a str>, column 6 = from.rule;
        /// Place of the words. | 原文位置。
        span: Span<'a>, column 7 8 9 = view.span(from.span);
    }
}
