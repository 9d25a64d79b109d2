//! Short names without a full one: completed where it is known, else as written and reported.

use super::{WUHAN, issuer, resolve_lists};
use crate::model::{Naming, UnitKind};

const STATE: &str = "国务院办公厅";
const FUJIAN: &str = "福建省人民政府办公厅";

/// The name of a surface, and whether it was reported.
fn told(by: &str, surface: &str) -> (String, Naming, bool) {
    let (units, _, notes) = resolve_lists(&issuer(by, 2022), &[surface]);
    (units[0].name.clone(), units[0].naming, !notes.list().is_empty())
}

#[test]
fn short_names_are_completed_where_the_full_one_is_known() {
    let cases = [
        (STATE, "药品监管局", "国家药品监督管理局"),
        (FUJIAN, "药品监管局", "福建省药品监督管理局"),
        (FUJIAN, "省药品监管局", "福建省药品监督管理局"),
        (STATE, "外汇管理局", "国家外汇管理局"),
        (FUJIAN, "省外汇管理局", "国家外汇管理局福建省分局"),
        (FUJIAN, "外汇管理局", "国家外汇管理局福建省分局"),
        (FUJIAN, "省政府金融办", "福建省人民政府金融工作办公室"),
        (FUJIAN, "省人社局", "福建省人力资源和社会保障局"),
    ];
    for (by, surface, name) in cases {
        assert_eq!(told(by, surface), (name.to_owned(), Naming::InFull, false), "{surface}");
    }
}

#[test]
fn short_names_that_differ_from_place_to_place_stay_and_are_reported() {
    let cases = [
        (WUHAN, "市外汇管理局"),
        (FUJIAN, "厦门市外汇管理局"),
        ("北京市人民政府办公厅", "市外汇管理局"),
        (WUHAN, "市社保局"),
        (WUHAN, "社保局"),
        (FUJIAN, "厦门市金融办"),
        (FUJIAN, "省金融办"),
        (STATE, "金融办"),
        (FUJIAN, "省审改办"),
        ("", "市审改办"),
        (FUJIAN, "数字办"),
        (STATE, "数字办"),
    ];
    for (by, surface) in cases {
        assert_eq!(told(by, surface), (surface.to_owned(), Naming::AsWritten, true), "{surface}");
    }
    // Its place alone is not known.
    assert_eq!(told("", "市财政局"), ("市财政局".to_owned(), Naming::AsWritten, false));
}

#[test]
fn posts_and_deeds_are_no_bodies() {
    let kind = |surface: &str| {
        let (units, _, notes) = resolve_lists(&issuer("柏川县人民政府", 2022), &[surface]);
        (units[0].name.clone(), units[0].kind, !notes.list().is_empty())
    };
    for post in ["石桥镇镇长", "镇长", "县财政局局长", "常务副县长"] {
        assert_eq!(kind(post), (post.to_owned(), UnitKind::Other, true));
    }
    assert_eq!(kind("石桥镇").1, UnitKind::Government);
    assert_eq!(kind("各级各部门").1, UnitKind::Collective);
    for deed in ["总结各级各部门", "号召各级各部门"] {
        assert_eq!(kind(deed), (deed.to_owned(), UnitKind::Other, true));
    }
}

#[test]
fn a_word_that_begins_like_a_level_names_no_place() {
    let body = "市场监管厅价格监督检查和反不正当竞争局";
    let (units, ..) = resolve_lists(&issuer("", 2022), &[body, "市成本监审和反不正当竞争局"]);
    assert_eq!(units[0].level, None);
    assert_eq!(units[1].level, Some(crate::model::Level::City));
}
