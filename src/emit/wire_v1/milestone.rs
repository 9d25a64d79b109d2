//! Phases, deadlines and recurring obligations.

use super::{Day, Id, Span, View};
use crate::model;

closed! {
    /// What a milestone is. | 时间节点的类别。
    pub enum MilestoneKind of model::MilestoneKind {
        /// A dated stage of the work. | 有起止时间的工作阶段。
        Phase = "phase",
        /// A date by which something must be done. | 完成时限。
        Deadline = "deadline",
        /// Something to be done again and again. | 定期反复进行的事项。
        Recurring = "recurring",
    }
}

closed! {
    /// How often something must be done. | 定期事项的频次。
    pub enum Recurrence of model::Recurrence {
        /// Every day. | 每日。
        Daily = "daily",
        /// Every week. | 每周。
        Weekly = "weekly",
        /// Every month. | 每月。
        Monthly = "monthly",
        /// Every quarter. | 每季度。
        Quarterly = "quarterly",
        /// Every half-year. | 每半年。
        Semiannual = "semiannual",
        /// Every year. | 每年。
        Annual = "annual",
    }
}

object! {
    /// A phase, a deadline or a recurring obligation. | 时间节点：阶段、完成时限或定期事项。
    #[derive(Clone, Debug)]
    pub struct Milestone<'a>
    read |view, at, from: &'a model::Milestone| {
        /// Id within the record: `m1`, `m2` … in reading order. | 记录内编号：按阅读顺序为 `m1`、`m2`……
        id: String, column 4 as local_id = Id::nth("m", at);
        /// Id of the section that it stands in. | 所在条目的编号。
        section: Option<String>, column 5 as section_id, fact 9, to sections
            = view.section_id(from.section);
        /// What it is. | 时间节点类别。
        kind: MilestoneKind, column 7, fact 1 = MilestoneKind::from(from.kind);
        /// Name of a phase. | 阶段名称。
        name: Option<&'a str>, column 8, fact 2 = from.name.as_deref();
        /// The dates in EDTF, as precise as the words: `2025-03/2025-09`, `../2025-06-30`.
        /// | 时间的 EDTF 写法，精度与原文一致：`2025-03/2025-09`、`../2025-06-30`。
        edtf: Option<&'a str>, column 9, fact 3
            = from.interval.as_ref().map(|interval| interval.edtf.as_str());
        /// First day, ISO 8601; null where it is open. | 起始日，ISO 8601；没有起点时为空。
        start: Option<Day>, column 10 as starts_on, fact 4
            = from.interval.as_ref().and_then(|interval| interval.start).map(Day);
        /// Last day, ISO 8601, inclusive; null where it is open. | 截止日（含当日），ISO 8601；没有终点时为空。
        end: Option<Day>, column 11 as ends_on, fact 5
            = from.interval.as_ref().and_then(|interval| interval.end).map(Day);
        /// How often, for a recurring obligation. | 定期事项的频次。
        recurrence: Option<Recurrence>, column 12, fact 6 = from.recurrence.map(Recurrence::from);
        /// Who must act, as written. | 承担单位或人员，按原文。
        actors: Vec<&'a str>, column 13, fact 7 = view.words(&from.actors);
        /// What must be done. | 须完成的事项。
        action: Option<&'a str>, column 14, fact 8 = from.action.as_deref();
        /// Place of the words. | 原文位置。
        span: Span<'a>, column 15 16 17 = view.span(from.span);
        /// Name of the rule that found it; `gongwen explain RULE` tells more. | 识别它的规则名称；详见
        /// `gongwen explain RULE`。
        rule: &'a str, column 18 = from.rule;
    }
}
