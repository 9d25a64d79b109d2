//! Every quantity, date and name of the body with what became of it.

use super::declare::*;
use gongwen::emit::wire_v1::Mention;

table! {
    /// One row a quantity, a date or an organisation's name of the body, with the verdict of the rules.
    /// | 每行一处正文中的数量、日期或单位名称及其判定。
    mentions by mention: &Mention,
    each |record| record.mentions.iter().map(|item| ("", item, item.span.start));
    |row| {}
}
