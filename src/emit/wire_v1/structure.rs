//! Parts and sections: the order of the text.

use super::{Extent, Id, Span, View};
use crate::model;
use crate::span::to_u32;

closed! {
    /// What a part of a notice is. | 组成部分的类别。
    pub enum PartKind of model::PartKind {
        /// The notice itself, or the cover of one. | 公文本身，或印发、转发他文的通知。
        Notice = "notice",
        /// What a notice issues or forwards (印发, 转发). | 所印发、转发的文件。
        IssuedDocument = "issued_document",
        /// An attachment (附件). | 附件。
        Attachment = "attachment",
    }
}

object! {
    /// The cover notice, a document that it issues, or an attachment. | 印发通知、所印发的文件或附件。
    #[derive(Clone, Debug)]
    pub struct Part<'a>
    read |view, at, from: &'a model::Part| {
        /// Id within the record: `p0`, `p1` … in reading order. | 记录内编号：按阅读顺序为 `p0`、`p1`……
        id: String, column 4 as local_id = Id::Counted("p", to_u32(at));
        /// What it is. | 部分类别。
        kind: PartKind, column 5 = PartKind::from(from.kind);
        /// Its own title. | 本部分的标题。
        title: Option<&'a str>, column 6, fact 1 = view.text(&from.title);
        /// Place of its title. | 标题的位置。
        title_span: Option<Span<'a>>, column 7 8 as title = view.place(&from.title);
        /// All of it. | 整个部分。
        span: Extent, column 9 10 = view.extent(from.span);
    }
}

object! {
    /// A numbered provision with everything under it. | 带序号的条目及其下的全部内容。
    #[derive(Clone, Debug)]
    pub struct Section<'a>
    read |view, at, from: &'a model::Section| {
        /// Id within the record: `s` and the ordinals from the top of the part, `s3.2.1`; with the
        /// part's id in front (`p1:s3`) except in the first part that has sections, and with `~2`, `~3`
        /// … where a number stands again. | 记录内编号：`s` 加自顶层起的各级序号，如 `s3.2.1`；除首个有条目的部分
        /// 外，前面加部分编号（`p1:s3`）；序号重复时加 `~2`、`~3`……
        id: String, column 4 as local_id = Id::Section(&view.sections[at]);
        /// Id of the part that it stands in. | 所在部分的编号。
        part: String, column 5 as part_id, fact 1, to parts = Id::Counted("p", from.part.0);
        /// Id of the section above it, or null at the top of the part. | 上级条目的编号；顶层为空。
        parent: Option<String>, column 6 as parent_id, to sections = view.section_id(from.parent);
        /// Labels from the top of the part, joined with `/`: `三/(二)/1`. | 自顶层起的各级序号，以 `/` 相连：
        /// `三/(二)/1`。
        path: &'a str, column 7, fact 2 = &from.path;
        /// Depth in the outline, 1 for a section without parent. | 层级，没有上级的条目为 1。
        depth: u32, column 8 = from.depth;
        /// The marker in its plain form: `一`, `(一)`, `1`, `(1)`, `①`, `一是`, `第一条`, `第一章`.
        /// | 序号的规范写法：`一`、`(一)`、`1`、`(1)`、`①`、`一是`、`第一条`、`第一章`。
        label: &'a str, column 9 = &from.label;
        /// The marker's number. | 序号的数值。
        ordinal: u32, column 10 = from.ordinal;
        /// The heading: the line's text, or in a run-in heading the words up to the first full stop.
        /// Line wraps, and spaces that came from them, are taken out. | 条目标题：整行文字；标题与正文连排时取到
        /// 第一个句号为止。折行及其空格已去掉。
        title: &'a str, column 11, fact 3 = &from.title.value;
        /// Place of the heading. | 条目标题的位置。
        title_span: Span<'a>, column 12 13 as title = view.span(from.title.span);
        /// The section with all that stands under it. | 条目及其下的全部内容。
        span: Extent, column 14 15 = view.extent(from.span);
        /// Name of the rule that found it; `gongwen explain RULE` tells more. | 识别它的规则名称；详见
        /// `gongwen explain RULE`。
        rule: &'a str, column 16 = from.rule;
    }
}
