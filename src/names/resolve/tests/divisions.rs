//! Names of places in notices of different years.

use super::{Issuer, resolve_lists};
use jiff::civil::{Date, date};

const CHONGQING: &str = "重庆市人民政府办公厅";
const ZHEJIANG: &str = "浙江省人民政府办公厅";
const STATE: &str = "国务院办公厅";
const SHANDONG: &str = "山东省人民政府办公厅";
const XINJIANG: &str = "新疆维吾尔自治区人民政府办公厅";

/// The name, the place and the code of a surface in a notice of that day.
fn told(by: &str, day: Option<Date>, surface: &str) -> (String, String) {
    let issuer = Issuer { names: vec![by.to_owned()], issued_on: day, ..Issuer::default() };
    let (units, ..) = resolve_lists(&issuer, &[surface]);
    (units[0].name.clone(), units[0].division_code.clone().unwrap_or_default())
}

fn on(year: i16, month: i8, day: i8) -> Option<Date> {
    Some(date(year, month, day))
}

#[test]
fn a_place_is_that_of_the_day_of_the_notice() {
    let cases = [
        (SHANDONG, on(2015, 3, 31), "莱芜", "莱芜市人民政府", "371200"),
        (SHANDONG, on(2023, 3, 31), "莱芜", "济南市莱芜区人民政府", "370116"),
        (SHANDONG, on(2015, 3, 31), "莱芜市财政局", "莱芜市财政局", "371200"),
        (SHANDONG, on(2023, 3, 31), "莱芜市财政局", "莱芜市财政局", "371200"),
        (SHANDONG, None, "莱芜", "济南市莱芜区人民政府", "370116"),
        (CHONGQING, on(2024, 3, 31), "渝北区", "重庆市渝北区人民政府", "500112"),
        (CHONGQING, on(2026, 3, 31), "渝北区", "重庆市渝北区人民政府", "500112"),
        (CHONGQING, on(2026, 3, 31), "江北区财政局", "重庆市江北区财政局", "500105"),
        (ZHEJIANG, on(2026, 3, 31), "江北区财政局", "宁波市江北区财政局", "330205"),
        (STATE, None, "重庆市江北区财政局", "重庆市江北区财政局", "500105"),
        (CHONGQING, None, "渝北区", "重庆市渝北区人民政府", "500112"),
        (CHONGQING, on(2024, 3, 31), "两江新区", "两江新区管理委员会", "500000"),
        (CHONGQING, on(2026, 3, 31), "两江新区", "重庆市两江新区人民政府", "500157"),
        (CHONGQING, on(2026, 3, 31), "两江新区财政局", "重庆市两江新区财政局", "500157"),
        (XINJIANG, on(2025, 3, 31), "和安县", "和安县人民政府", "653229"),
        (XINJIANG, on(2024, 3, 31), "和安县", "和安县人民政府", ""),
        (XINJIANG, on(2026, 4, 30), "岑岭县", "岑岭县人民政府", "653132"),
        (XINJIANG, on(2025, 4, 30), "岑岭县", "岑岭县人民政府", ""),
        (XINJIANG, None, "和康县财政局", "和康县财政局", "653228"),
    ];
    for (by, day, surface, name, code) in cases {
        let wanted = (name.to_owned(), code.to_owned());
        assert_eq!(told(by, day, surface), wanted, "{surface} in {day:?} by {by}");
    }
}

#[test]
fn a_name_that_went_on_at_another_level_is_that_of_today() {
    let code = |day| told("哈密市人民政府办公室", day, "市财政局").1;
    let codes = [on(2015, 3, 31), on(2016, 3, 31), on(2020, 3, 31), None].map(code);
    assert_eq!(codes, ["652201", "650500", "650500", "650500"]);
    let code = |day| told("大同市城区人民政府", day, "区财政局").1;
    assert_eq!([on(2015, 3, 31), None].map(code), ["140202", "140202"]);
}

#[test]
fn the_issuer_itself_may_have_ended() {
    let cases = [
        ("莱芜市人民政府", on(2015, 3, 31), "省财政厅", "山东省财政厅"),
        ("襄樊市人民政府", on(2009, 3, 31), "市财政局", "襄樊市财政局"),
        ("襄阳市人民政府", on(2012, 3, 31), "市财政局", "襄阳市财政局"),
        ("庐江县人民政府", on(2009, 3, 31), "市财政局", "巢湖市财政局"),
        ("庐江县人民政府", on(2020, 3, 31), "市财政局", "合肥市财政局"),
        ("庐江县人民政府", None, "市财政局", "合肥市财政局"),
        ("哈密市人民政府办公室", None, "市财政局", "哈密市财政局"),
        ("重庆市江北区人民政府", None, "市财政局", "重庆市财政局"),
        ("江北区人民政府", None, "市财政局", "宁波市财政局"),
    ];
    for (by, day, surface, name) in cases {
        assert_eq!(told(by, day, surface).0, name, "{surface} in {day:?} by {by}");
    }
}
