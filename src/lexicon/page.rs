//! Words of the frame of a notice: labels, genres, openings, fixed phrases.

use super::class::{named, view};
use super::table_heads::Column;

/// What a header label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldName {
    /// 索引号.
    IndexNumber,
    /// 名称.
    Title,
    /// The name of a page, with the name of its site behind it.
    PageTitle,
    /// 文号.
    DocumentNumber,
    /// 发布机构.
    Publisher,
    /// 责任部门, which elsewhere opens a responsibility clause.
    PublisherWeak,
    /// 主题分类.
    Subject,
    /// 体裁分类.
    Genre,
    /// 成文日期.
    IssuedOn,
    /// 发布日期.
    PublishedOn,
    /// 实施日期.
    EffectiveOn,
    /// 失效日期.
    ExpiresOn,
    /// 有效性.
    Validity,
    /// Kept among the fields and nowhere else.
    Other,
}

named! { FieldName,
    "index_number" => FieldName::IndexNumber,
    "title" => FieldName::Title,
    "page_title" => FieldName::PageTitle,
    "document_number" => FieldName::DocumentNumber,
    "publisher" => FieldName::Publisher,
    "publisher_weak" => FieldName::PublisherWeak,
    "subject" => FieldName::Subject,
    "genre" => FieldName::Genre,
    "issued_on" => FieldName::IssuedOn,
    "published_on" => FieldName::PublishedOn,
    "effective_on" => FieldName::EffectiveOn,
    "expires_on" => FieldName::ExpiresOn,
    "validity" => FieldName::Validity,
    "other" => FieldName::Other,
}

/// Whether a word is one of the statutory genres (公文种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Genre {
    /// One of the fifteen of the regulations, a 文种.
    Statutory,
    /// What a notice issues.
    Other,
}

named! { Genre,
    "statutory" => Genre::Statutory,
    "other" => Genre::Other,
}

view! {
    /// Words of the frame of a notice that stages know one by one.
    pub(super) struct PageWords {
        /// 索引号, 发文机关: before the value of a field in the header of a page.
        labels: FieldName = "page.label",
        /// pubdate: a name of what a file says about itself, in lower case.
        facts: FieldName = "page.fact",
        /// 通知, 方案: what a document can be called at the end of its title.
        genres: Genre = "title.genre",
        /// 为贯彻: opens the first sentence of a document, behind its title.
        openings: () = "text.opening",
        /// 通过: opens a sentence behind a heading that lost its full stop. The value, where there is
        /// one, must follow before the next comma.
        openers: Box<str> = "text.opener",
        /// 和, 要, 存: behind these words an opener opens nothing: 各地要|在, 存|在.
        before_opener: () = "text.before_opener",
        /// 总体要求: the heading of a whole section, which can meet its text without a stop.
        headings: () = "text.heading",
        /// 工作任务, 序号: the name of a column of task tables. Labels of clauses (牵头单位) and of
        /// deadlines (完成时限) name columns, too.
        table_heads: Column = "table.head",
    }
}

view! {
    /// Fixed phrases of the frame of a notice, by what they show.
    pub(crate) struct Phrases {
        /// 进—步: a word with 一, for which a scanner took a dash.
        misread_one: () = "phrase.misread_one",
        /// 现印发给你们: the cover of an issued document.
        approval: () = "phrase.approval",
        /// 印发, 转发: the title of a cover.
        issuing: () = "phrase.issuing",
        /// 此件公开发布, 抄送: notes below the signature.
        note: () = "phrase.note",
        /// 县长: the post of who signs an order.
        signer: () = "phrase.signer",
        /// 代章: a note on the seal.
        seal: () = "phrase.seal",
        /// 名单: the title of a list of persons.
        list_title: () = "phrase.list_title",
        /// 有效: a value of the field 有效性.
        validity: () = "phrase.validity",
        /// 如下: a colon behind it opens the text.
        opens_text: () = "phrase.opens_text",
        /// 目录: the title of a table of contents.
        contents: () = "phrase.contents",
        /// 起施行: the start of validity.
        effective: () = "phrase.effective",
        /// 有效期: before how long the document is in force.
        term: () = "phrase.term",
        /// 本, 以上: what the document calls itself by.
        own: () = "phrase.own",
        /// 级, 手: behind a number that is no marker: (二级以上.
        counted: () = "text.counted",
        /// 表, 册: the title of an attachment that no genre ends.
        attached: () = "title.attached",
        /// 印发之日: between 自 and 起, the day of issue.
        day_of_issue: () = "phrase.day_of_issue",
        /// 公布之日: between 自 and 起, the day of publication.
        day_of_publication: () = "phrase.day_of_publication",
    }
}
