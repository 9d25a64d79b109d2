//! `lexicon/labels.csv`: labels of page headers and the fields that they mean; `lexicon/facts.csv`:
//! the names of what a file says about itself, in lower case.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/labels.csv");
const FACTS: &str = include_str!("../../lexicon/facts.csv");

/// What a header label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldName {
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
    /// 有效性.
    Validity,
    /// Kept among the fields and nowhere else.
    Other,
}

#[derive(Deserialize)]
struct Row {
    label: Box<str>,
    field: FieldName,
}

pub(super) fn load() -> Words<FieldName> {
    of(TABLE)
}

pub(super) fn load_facts() -> Words<FieldName> {
    of(FACTS)
}

fn of(table: &'static str) -> Words<FieldName> {
    Words::new(table::rows::<Row>(table).into_iter().map(|row| (row.label, row.field)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_read() {
        super::table::assert_complete(super::TABLE, super::load().len());
        super::table::assert_complete(super::FACTS, super::load_facts().len());
    }
}
