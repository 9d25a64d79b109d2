//! Which notices of the corpus are written out, and what a page around each would say.

/// The encoding that the web page of a notice is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageEncoding {
    Utf8,
    /// GBK that calls itself gb2312, as old sites do.
    Gbk,
}

/// The way a site's editor writes paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Editor {
    /// A `<p>` a line, indented by two `&emsp;`.
    Paragraphs,
    /// Pasted from a word processor: digits in spans of their own, styles, empty `o:p`.
    Pasted,
    /// One block, lines parted by `<br>`, indented by ideographic spaces.
    Breaks,
}

/// A chosen notice.
pub(super) struct Choice {
    /// The name of its file in the corpus, without `.txt`.
    pub(super) name: &'static str,
    /// Labels of the header table in the text, as they are written there.
    pub(super) labels: &'static [&'static str],
    /// Lines of the source that are no part of the notice but of the page around it.
    pub(super) furniture: &'static [&'static str],
    pub(super) site: &'static str,
    pub(super) page: PageEncoding,
    pub(super) editor: Editor,
    /// When the page was put on the site.
    pub(super) published: &'static str,
    /// Whether the plain text is written in every encoding.
    pub(super) encodings: bool,
    pub(super) shows: &'static str,
}

/// The chosen notices.
pub(super) const CHOICES: &[Choice] = &[
    Choice {
        name: "01-elderly-meals",
        labels: &["名  称", "发布机构", "文  号", "索 引 号", "公开日期", "公开方式", "主题分类"],
        furniture: &["Document", "Ai政务问答", "民政"],
        site: "澜州市青禾区人民政府",
        page: PageEncoding::Gbk,
        editor: Editor::Paragraphs,
        published: "2025-04-25 10:20",
        encodings: false,
        shows: "header table of four columns; title and inner title over two lines; clauses; duty list; group in prose; phases with 1.",
    },
    Choice {
        name: "02-port-logistics",
        labels: &[],
        furniture: &["【 打印 】 【 关闭 】", "扫一扫在手机上查看当前页面"],
        site: "泽宁市人民政府",
        page: PageEncoding::Utf8,
        editor: Editor::Pasted,
        published: "2025-03-24 16:08",
        encodings: true,
        shows: "levels 一、(一)1. that begin anew; lead and responsible units; targets with a breakdown; phases and deadlines",
    },
    Choice {
        name: "03-facility-farming",
        labels: &[
            "索 引 号",
            "主题分类",
            "发文机关",
            "成文日期",
            "标  题",
            "发文字号",
            "发布日期",
            "有 效 性",
        ],
        furniture: &[],
        site: "云川省人民政府",
        page: PageEncoding::Utf8,
        editor: Editor::Paragraphs,
        published: "2024-03-26 09:00",
        encodings: false,
        shows: "header table of two columns; numbers 1．to 9．that run through; list of attachments and two attachments; date in Chinese numerals",
    },
    Choice {
        name: "05-county-leading-group",
        labels: &[],
        furniture: &[],
        site: "望溪县人民政府",
        page: PageEncoding::Utf8,
        editor: Editor::Breaks,
        published: "2024-10-30 11:45",
        encodings: true,
        shows: "leading group with a roster padded with spaces; two signatures; a character beyond the BMP; imprint",
    },
    Choice {
        name: "14-village-heritage",
        labels: &[],
        furniture: &[],
        site: "岚溪县人民政府",
        page: PageEncoding::Gbk,
        editor: Editor::Pasted,
        published: "2023-12-08 15:30",
        encodings: false,
        shows: "title over three lines; two attachments with numbering of their own; levels 一、1．(1) and ①; phases over years",
    },
    Choice {
        name: "17-task-table",
        labels: &[],
        furniture: &[],
        site: "澄溪县人民政府",
        page: PageEncoding::Utf8,
        editor: Editor::Paragraphs,
        published: "2025-03-19 08:50",
        encodings: true,
        shows: "two task tables, one with a lead unit merged over two rows; units and deadlines by columns",
    },
];
