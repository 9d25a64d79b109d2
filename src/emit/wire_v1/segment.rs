//! The partition of the text, and what there is to say about it.

use super::{Span, View};
use crate::{diagnostic, model};

closed! {
    /// What a stretch of the text layer is. | 文本段的类别。
    pub enum SegmentKind of model::SegmentKind {
        /// Words of the page around the notice: menus, print buttons, page numbers. | 公文以外的网页文字：菜单、
        /// 打印按钮、页码。
        Furniture = "furniture",
        /// Label and value pairs of the page header. | 页首的“标签：值”栏目。
        Header = "header",
        /// A title. | 标题。
        Title = "title",
        /// A document number (发文字号). | 发文字号。
        DocumentNumber = "document_number",
        /// The main recipients (主送机关). | 主送机关。
        Recipients = "recipients",
        /// The words that issue or approve a document (现印发给你们). | 印发或批准文件的用语（现印发给你们）。
        Approval = "approval",
        /// The name of a body that signed (发文机关署名). | 发文机关署名。
        Signature = "signature",
        /// The date of the document (成文日期). | 成文日期。
        Date = "date",
        /// A numbered heading, marker included. | 带序号的标题，含序号。
        Heading = "heading",
        /// Running text. | 正文。
        Body = "body",
        /// A responsibility clause, brackets included. | 责任单位说明，含括号。
        Clause = "clause",
        /// A line `unit: what it does`. | “单位：职责”一行。
        Duty = "duty",
        /// A list of a group's members. | 成员名单。
        Roster = "roster",
        /// A table. | 表格。
        Table = "table",
        /// The list of attachments (附件). | 附件说明。
        AttachmentList = "attachment_list",
        /// Notes, copies and printing details (附注, 抄送, 印发机关). | 附注、抄送、印发机关等。
        Note = "note",
        /// Nothing but white space between other segments. | 其他各段之间的空白。
        Blank = "blank",
        /// Not understood. | 未能识别。
        Unexplained = "unexplained",
    }
}

object! {
    /// A stretch of the text layer. Segments follow each other without gap or overlap from the first
    /// character to the last. | 文本层的一段。各段首尾相接，从第一个字符到最后一个字符，不重不漏。
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Segment
    read |view, _, from: &'a model::Segment| {
        /// What it is. | 文本段类别。
        kind: SegmentKind, column 4 = SegmentKind::from(from.kind);
        /// First code point. | 起始码位。
        start: u32, column 5 as span_start = from.span.start;
        /// One past the last code point. | 末尾码位的下一位。
        end: u32, column 6 as span_end = from.span.end;
        /// First byte and one past the last byte of the same words in the archived file. Absent where
        /// the file is no text. | 同一段原文在归档文件中的首字节和末字节的下一位；文件不是文本时没有此项。
        bytes: Option<[u64; 2]>, absent if Option::is_none
            = view.bytes(&view.layer.placed(from.span));
    }
}

closed! {
    /// How much a diagnostic should worry its reader. | 诊断的严重程度。
    pub enum Severity of diagnostic::Severity {
        /// A repair that is certain. | 确定无疑的修复。
        Info = "info",
        /// A repair or reading that may be wrong. | 可能有误的修复或识别。
        Warning = "warning",
        /// A part that could not be read. | 有内容未能读出。
        Error = "error",
    }
}

object! {
    /// Something that the reader of a record should know. | 使用记录时应当知道的情况。
    #[derive(Clone, Debug)]
    pub struct Diagnostic<'a>
    read |view, _, from: &'a diagnostic::Diagnostic| {
        /// Stable name of its kind; `gongwen explain CODE` tells more. | 诊断代码，固定不变；详见
        /// `gongwen explain CODE`。
        code: &'static str, column 4 = from.code.name();
        /// How much it should worry; fixed by the code. | 严重程度，由代码决定。
        severity: Severity, column 5 = Severity::from(from.code.severity());
        /// What exactly, with the words or the candidates. | 具体情况，含相关原文或候选项。
        message: &'a str, column 6, fact 1 = &from.message;
        /// Where, if it has a place. | 所在位置（如有）。
        span: Option<Span<'a>>, column 7 8 9 = from.span.map(|span| view.span(span));
    }
}
