//! Organisations, once a notice.

use super::context::issuer;
use super::declare::*;
use super::key;
use gongwen::emit::wire_v1::{Naming, Unit};

table! {
    /// One row an organisation in a notice. The same body in two notices is two rows with the same
    /// `body_id`. | 每行一个公文中出现的单位。同一单位见于两件公文时为两行，`body_id` 相同。
    units by unit: &Unit, each |record| record.units.iter().map(|unit| ("", unit, 0));
    |row| {
        /// The body, the same in every notice: 16 digits of a hash of its full name. A name that is not full
        /// (市供电公司) is hashed with its `jurisdiction`; where that is unknown, with the notice's
        /// issuer, and where that is unknown too, with the notice.
        /// | 单位的统一标识，在各公文中相同：全称哈希值的 16 位。不是全称的（市供电公司）连同其 `jurisdiction` 计算；
        /// 行政区不明时连同发文机关计算，发文机关也不明时连同公文标识计算。
        5 body_id: TEXT => body(row.context, row.item);
    }
}

/// The body behind a name, see the column `body_id`.
fn body(context: &Context<'_>, unit: &Unit<'_>) -> String {
    match unit.naming {
        Naming::InFull => key::short(unit.name),
        Naming::AsWritten => {
            let issuer = || issuer(context.record).unwrap_or(context.doc_id);
            let within = unit.jurisdiction.unwrap_or_else(issuer);
            key::short(&format!("{within}\u{1F}{}", unit.name))
        }
    }
}
