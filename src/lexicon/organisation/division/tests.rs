use super::{CHANGES, DIVISIONS, Divisions, Level};
use jiff::civil::{Date, date};

/// The codes of a name, on a day or today, in order.
fn codes(name: &str, day: Option<Date>) -> Vec<u32> {
    Divisions::load().on(day).named(name).map(|division| division.code).collect()
}

/// The full names behind a short one.
fn meant_by(short: &str, day: Option<Date>) -> Vec<&'static str> {
    Divisions::load().on(day).shortened(short).map(|division| division.name).collect()
}

/// The first days of years.
fn year(year: i16) -> Option<Date> {
    Some(date(year, 1, 1))
}

#[test]
fn divisions_stand_in_the_order_of_their_codes() {
    let divisions = Divisions::load();
    assert!(DIVISIONS.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    assert!(CHANGES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert!(divisions.list().iter().all(|d| d.name.starts_with(d.short) && d.since <= d.until));
    for division in divisions.list() {
        assert!(divisions.is_name(division.name));
        assert_eq!(divisions.full_at_start(division.name), Some(division.name.len()));
        assert!(divisions.on(None).named(division.name).next().is_some());
        assert!(divisions.on(None).shortened(division.short).next().is_some());
        assert_eq!(divisions.on(None).get(division.code).unwrap().code, division.code);
    }
}

#[test]
fn who_succeeds_is_in_the_table() {
    let divisions = Divisions::load();
    let ended = || divisions.list().iter().filter(|division| division.successor > 0);
    assert!(ended().count() > 300);
    for division in ended() {
        assert!(divisions.on(None).get(division.successor).is_some(), "{}", division.name);
    }
}

#[test]
fn districts_know_their_city_and_province() {
    let divisions = Divisions::load();
    let today = divisions.on(None);
    let wuchang = today.named("武昌区").next().unwrap();
    assert_eq!((wuchang.code, wuchang.level()), (420_106, Level::District));
    assert_eq!(today.above(wuchang).unwrap().name, "武汉市");
    assert_eq!(today.province(wuchang).unwrap().name, "湖北省");
    assert_eq!(today.named("鼓楼区").count(), 4);
    let haidian = today.named("海淀区").next().unwrap();
    assert!(today.above(haidian).unwrap().is_municipality());
}

#[test]
fn the_highest_level_of_a_name_comes_first() {
    let divisions = Divisions::load();
    let levels: Vec<Level> =
        divisions.on(None).shortened("吉林").map(|found| found.level()).collect();
    assert_eq!(levels, [Level::Province, Level::City]);
}

#[test]
fn names_are_found_at_the_start() {
    let divisions = Divisions::load();
    assert_eq!(divisions.full_at_start("武汉市武昌区"), Some("武汉市".len()));
    assert_eq!(divisions.full_at_start("莱芜市财政局"), Some("莱芜市".len()));
    assert_eq!(divisions.short_at_start("武汉海关"), Some("武汉".len()));
    assert_eq!(divisions.full_at_start("市发改委"), None);
    assert_eq!(divisions.full_at_start("市").or(divisions.full_at_start("")), None);
}

#[test]
fn a_name_is_that_of_the_division_of_its_day() {
    // The city was joined to 济南市; its districts became two of that city.
    assert_eq!(codes("莱芜市", year(2015)), [371_200]);
    assert_eq!(codes("莱芜区", year(2015)), [0; 0]);
    assert_eq!(meant_by("莱芜", year(2015)), ["莱芜市"]);
    assert_eq!(meant_by("莱芜", year(2023)), ["莱芜区"]);
    // 江北区 of 重庆市 ended too, that of 宁波市 did not.
    assert_eq!(codes("渝北区", year(2024)), [500_112]);
    assert_eq!(codes("江北区", year(2024)), [330_205, 500_105]);
    assert_eq!(codes("江北区", year(2026)), [330_205]);
    // A zone until then.
    assert_eq!(codes("两江新区", year(2024)), [0; 0]);
    assert_eq!(codes("两江新区", year(2026)), [500_157]);
}

#[test]
fn divisions_that_came_are_not_there_before_their_day() {
    let (eve, day) = (Some(date(2024, 12, 26)), Some(date(2024, 12, 27)));
    assert_eq!((codes("和安县", eve), codes("和安县", day)), (vec![], vec![653_229]));
    assert_eq!((codes("和康县", eve), codes("和康县", day)), (vec![], vec![653_228]));
    let (eve, day) = (Some(date(2026, 3, 25)), Some(date(2026, 3, 26)));
    assert_eq!((codes("岑岭县", eve), codes("岑岭县", day)), (vec![], vec![653_132]));
    assert_eq!(codes("岑岭县", None), [653_132]);
}

#[test]
fn a_division_that_ended_keeps_its_name_and_knows_its_successor() {
    let divisions = Divisions::load();
    for day in [year(2026), None] {
        let map = divisions.on(day);
        let heir = |name: &str| {
            let one = map.named(name).next().unwrap();
            (one.name, map.successor(one).map_or("", |heir| heir.name))
        };
        assert_eq!(heir("莱芜市"), ("莱芜市", "济南市"));
        assert_eq!(heir("渝北区"), ("渝北区", "两江新区"));
        assert_eq!(heir("襄樊市"), ("襄樊市", "襄阳市"));
        // Divided among three cities.
        assert_eq!(map.get(341_400).and_then(|chaohu| map.successor(chaohu)), None);
        assert_eq!(heir("武昌区"), ("武昌区", ""));
    }
}

#[test]
fn a_code_and_a_place_above_are_of_the_day_too() {
    let divisions = Divisions::load();
    let name = |code, day| divisions.on(day).get(code).unwrap().name;
    assert_eq!((name(420_600, year(2009)), name(420_600, year(2012))), ("襄樊市", "襄阳市"));
    assert_eq!(name(420_600, None), "襄阳市");
    let above = |day| {
        let map = divisions.on(day);
        map.above(map.named("庐江县").next().unwrap()).unwrap().name
    };
    assert_eq!((above(year(2009)), above(year(2020))), ("巢湖市", "合肥市"));
    // In the year of the change, whose day is not known, the new one counts.
    assert_eq!(codes("庐江县", Some(date(2011, 6, 1))), [340_124]);
}
