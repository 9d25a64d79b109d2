//! What is to be done, and by whom.

use super::{Extent, Id, List, Span, View};
use crate::model;

closed! {
    /// Where a task comes from. | 任务的来源。
    pub enum TaskKind of model::TaskKind {
        /// A provision that ends in its own responsibility clause. | 末尾写明责任单位的条款。
        Provision = "provision",
        /// A line `unit: what it does` under 主办单位, 协办单位 or 责任分工. | 主办单位、协办单位、责任分工之下的
        /// “单位：职责”一行。
        Duty = "duty",
        /// A row of a task table. | 任务分工表的一行。
        TableRow = "table_row",
    }
}

closed! {
    /// The part that a unit has in a task. | 单位在任务中的分工。
    pub enum Role of model::Role {
        /// Leads: 牵头, 主办. | 牵头单位：牵头、主办。
        Lead = "lead",
        /// Is responsible: 责任单位, 负责. | 责任单位：责任单位、负责。
        Responsible = "responsible",
        /// Supports: 配合, 协办, 参与. | 配合单位：配合、协办、参与。
        Support = "support",
        /// Supervises: 督办, 指导. | 督办单位：督办、指导。
        Supervise = "supervise",
    }
}

object! {
    /// Something to be done, and who answers for it. | 任务及其承担单位。
    #[derive(Clone, Debug)]
    pub struct Task<'a>
    read |view, at, from: &'a model::Task| {
        /// Id within the record: `t1`, `t2` … in reading order. | 记录内编号：按阅读顺序为 `t1`、`t2`……
        id: String, column 4 as local_id = Id::nth("t", at);
        /// Id of the deepest section that it stands in, or null outside the numbered structure.
        /// | 所在最低一级条目的编号；不在条目之内时为空。
        section: Option<String>, column 5 as section_id, fact 2, to sections
            = view.section_id(from.section);
        /// Where it comes from. | 任务来源。
        kind: TaskKind, column 6, fact 1 = TaskKind::from(from.kind);
        /// Heading of the provision; null for a duty line. | 条款标题；职责行为空。
        title: Option<&'a str>, column 7, fact 3 = view.text(&from.title);
        /// Place of the heading. | 条款标题的位置。
        title_span: Option<Span<'a>>, column 8 9 as title = view.place(&from.title);
        /// The provision's own text without marker, title and clause. | 任务内容，不含序号、标题和责任单位说明。
        text: &'a str, column 10, fact 4 = &from.text;
        /// All of it, clause included. | 全文，含责任单位说明。
        span: Extent, column 11 12 = view.extent(from.span);
        /// Who answers for it, in the order of the words. | 承担单位，按原文次序。
        responsibilities: Vec<Responsibility<'a>>
            = view.each::<Responsibility, _>(&from.responsibilities);
        /// Ids of the targets in its words. | 其中量化指标的编号。
        targets: Vec<String> = List(from.targets.iter().copied().map(Id::of_target));
        /// Ids of the milestones in its words. | 其中时间节点的编号。
        milestones: Vec<String> = List(from.milestones.iter().copied().map(Id::of_milestone));
        /// Name of the rule that found it; `gongwen explain RULE` tells more. | 识别它的规则名称；详见
        /// `gongwen explain RULE`。
        rule: &'a str, column 13 = from.rule;
    }
}

object! {
    /// One unit's part in a task. | 一个单位在任务中的分工。
    #[derive(Clone, Debug)]
    pub struct Responsibility<'a>
    read |view, _, from: &'a model::Responsibility| {
        /// Id of the organisation. | 单位的编号。
        unit: String, column 5 as unit_id, fact 3, to units = Id::of_unit(from.unit);
        /// Its part in the task. | 在任务中的分工。
        role: Role, column 6, fact 1 = Role::from(from.role);
        /// The word that says so, as written; empty where only the list of units stands.
        /// | 表明分工的词语，按原文；只列单位时为空串。
        role_text: &'a str, column 7, fact 4 = &from.role_text;
        /// The name as written, its bracket note included: `区经科局(区数据局)`.
        /// | 单位名称，按原文，含括注：`区经科局(区数据局)`。
        surface: &'a str, column 8, fact 2 = &from.surface;
        /// Position among the units of the same role in this task, from 1. | 在本任务同类单位中的次序，从 1 起。
        order: u32, column 9 as role_order = from.order;
        /// Which run between commas the name stands in, from 1; a comma often separates classes of
        /// units. | 名称位于逗号隔开的第几组，从 1 起；逗号常用来区分不同类的单位。
        group: u32, column 10 as run_group, fact 5 = from.group;
        /// True where a rule of the document adds the unit (以下均需各县落实,不再列出).
        /// | 由文件的统一规定补入时为真（以下均需各县落实，不再列出）。
        implied: bool, column 11, fact 6 = from.implied;
        /// Name of the rule that found it; `gongwen explain RULE` tells more. | 识别它的规则名称；详见
        /// `gongwen explain RULE`。
        rule: &'a str, column 15 = from.rule;
        /// Place of the name; for an implied unit, of the words that add it. | 名称的位置；补入的单位为该项规定的
        /// 位置。
        span: Span<'a>, column 12 13 14 = view.span(from.span);
    }
}
