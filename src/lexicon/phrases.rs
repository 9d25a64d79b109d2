//! `lexicon/phrases.csv`: fixed phrases of the frame of a notice.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/phrases.csv");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Approval,
    Issuing,
    Note,
    Seal,
    ListTitle,
    Validity,
    OpensText,
    Effective,
    DayOfIssue,
    DayOfPublication,
    Mark,
}

#[derive(Deserialize)]
struct Row {
    word: Box<str>,
    kind: Kind,
}

/// Fixed phrases by what they show.
#[derive(Debug)]
pub struct Phrases {
    /// 现印发给你们: the cover of an issued document.
    pub approval: Words<()>,
    /// 印发, 转发: the title of a cover.
    pub issuing: Words<()>,
    /// 此件公开发布, 抄送: notes below the signature.
    pub note: Words<()>,
    /// 代章: a note on the seal.
    pub seal: Words<()>,
    /// 名单: the title of a list of persons.
    pub list_title: Words<()>,
    /// 有效: a value of the field 有效性.
    pub validity: Words<()>,
    /// 如下: a colon behind it opens the text.
    pub opens_text: Words<()>,
    /// 起施行: the start of validity.
    pub effective: Words<()>,
    /// 印发之日: between 自 and 起, the day of issue.
    pub day_of_issue: Words<()>,
    /// 公布之日: between 自 and 起, the day of publication.
    pub day_of_publication: Words<()>,
    /// 文件: ends the red head.
    pub mark: Words<()>,
}

impl Phrases {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        let of = |kind: Kind| {
            Words::new(rows.iter().filter(|row| row.kind == kind).map(|row| (row.word.clone(), ())))
        };
        Self {
            approval: of(Kind::Approval),
            issuing: of(Kind::Issuing),
            note: of(Kind::Note),
            seal: of(Kind::Seal),
            list_title: of(Kind::ListTitle),
            validity: of(Kind::Validity),
            opens_text: of(Kind::OpensText),
            effective: of(Kind::Effective),
            day_of_issue: of(Kind::DayOfIssue),
            day_of_publication: of(Kind::DayOfPublication),
            mark: of(Kind::Mark),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, TABLE, table};

    #[test]
    fn every_row_is_read() {
        table::assert_complete(TABLE, table::rows::<Row>(TABLE).len());
    }
}
