//! Leading groups and their members.

use super::{Extent, Id, Span, View};
use crate::model;

object! {
    /// A leading group (领导小组, 工作专班 …). | 领导小组（工作专班等）。
    #[derive(Clone, Debug)]
    pub struct Group<'a>
    read |view, at, from: &'a model::Group| {
        /// Id within the record: `g1`, `g2` … in reading order. | 记录内编号：按阅读顺序为 `g1`、`g2`……
        id: String, column 4 as local_id = Id::nth("g", at);
        /// Its name. | 领导小组（工作专班）名称。
        name: Option<&'a str>, column 5, fact 1 = view.text(&from.name);
        /// Place of its name. | 名称的位置。
        name_span: Option<Span<'a>> = view.place(&from.name);
        /// The body where its office sits (办公室设在…). | 办公室所在单位（办公室设在……）。
        office: Option<&'a str>, column 6, fact 2 = view.text(&from.office);
        /// Place of that body's name. | 办公室所在单位名称的位置。
        office_span: Option<Span<'a>> = view.place(&from.office);
        /// Its members, in order. | 成员，按原文次序。
        members: Vec<Member<'a>> = view.each::<Member, _>(&from.members);
        /// All of it. | 整段文字。
        span: Extent, column 8 9 = view.extent(from.span);
        /// Name of the rule that found it; `gongwen explain RULE` tells more. | 识别它的规则名称；详见
        /// `gongwen explain RULE`。
        rule: &'a str, column 10 = from.rule;
    }
}

object! {
    /// A member of a group. | 领导小组成员。
    #[derive(Clone, Debug)]
    pub struct Member<'a>
    read |view, _, from: &'a model::Member| {
        /// The member's role as written: 组长, 副组长, 成员. | 组内职务，按原文：组长、副组长、成员。
        role: &'a str, column 5, fact 1 = &from.role;
        /// The person's name without inner padding; null where only a post or a unit is named.
        /// | 姓名，已去掉字间空格；只写职务或单位时为空。
        person: Option<&'a str>, column 6, fact 2 = from.person.as_deref();
        /// The post, or the unit where only a unit is named, as written. | 职务；只写单位时为单位名称，按原文。
        post: Option<&'a str>, column 7, fact 3 = from.post.as_deref();
        /// Id of the organisation that the post names, if it names one. | 职务中所含单位的编号（如有）。
        unit: Option<String>, column 8 as unit_id, fact 4, to units = from.unit.map(Id::of_unit);
        /// Place of the words. | 原文位置。
        span: Span<'a>, column 9 10 11 = view.span(from.span);
        /// Name of the rule that found it; `gongwen explain RULE` tells more. | 识别它的规则名称；详见
        /// `gongwen explain RULE`。
        rule: &'a str, column 12 = from.rule;
    }
}
