#[cfg(test)]
mod divisions;
#[cfg(test)]
mod open;

use super::{Definition, Issuer, Surface, resolve};
use crate::diagnostic::Notes;
use crate::lexicon::Lexicon;
use crate::model::{Level, Unit, UnitKind};
use crate::span::TextRange;
use std::collections::BTreeMap;

const WUCHANG: &str = "武汉市武昌区人民政府办公室";
const WUHAN: &str = "武汉市人民政府办公厅";

fn issuer(name: &str, year: i16) -> Issuer<'static> {
    Issuer {
        names: vec![name.to_owned()],
        issued_on: Some(jiff::civil::date(year, 3, 31)),
        ..Issuer::default()
    }
}

/// Resolves lists; the names of one list are joined by a plus sign.
fn resolve_lists(issuer: &Issuer, lists: &[&str]) -> (Vec<Unit>, Vec<usize>, Notes) {
    let mut surfaces: Vec<Surface> = Vec::new();
    for list in lists {
        for (nth, text) in list.split('+').enumerate() {
            let after = (nth > 0).then(|| surfaces.len() - 1);
            surfaces.push(Surface { text: text.to_owned(), range: TextRange::default(), after });
        }
    }
    let mut notes = Notes::default();
    let (units, which) = resolve(Lexicon::builtin(), issuer, &surfaces, &mut notes);
    (units, which.into_iter().map(crate::model::UnitId::index).collect(), notes)
}

/// The name of the last of a list.
fn name(by: &str, list: &str) -> String {
    let (units, which, _) = resolve_lists(&issuer(by, 2025), &[list]);
    units[*which.last().unwrap()].name.clone()
}

#[test]
fn full_names_are_derived_from_the_issuers_place() {
    let cases = [
        (WUCHANG, "区发改局", "武汉市武昌区发展和改革局"),
        (WUCHANG, "市生态环境局武昌分局", "武汉市生态环境局武昌分局"),
        (WUCHANG, "区税务局", "国家税务总局武汉市武昌区税务局"),
        (WUCHANG, "杨园街", "武汉市武昌区人民政府杨园街道办事处"),
        (WUCHANG, "杨园街道办事处", "武汉市武昌区人民政府杨园街道办事处"),
        (WUCHANG, "省发展改革委", "湖北省发展和改革委员会"),
        (WUCHANG, "区经科局(区数据局)", "区经科局"),
        (WUCHANG, "首义科创投集团", "首义科创投集团"),
        (WUCHANG, "区经科局\u{FF08}区数据局\u{FF09}", "区经科局"),
        (WUHAN, "市发改委", "武汉市发展和改革委员会"),
        (WUHAN, "市委组织部", "中共武汉市委组织部"),
        (WUHAN, "洪山区", "武汉市洪山区人民政府"),
        (WUHAN, "东湖高新区", "武汉东湖新技术开发区管理委员会"),
        (WUHAN, "武汉供电公司", "国网湖北省电力有限公司武汉供电公司"),
        (WUHAN, "市法院", "武汉市中级人民法院"),
        ("玉溪市人民政府办公室", "市政府金融办", "玉溪市人民政府金融工作办公室"),
        ("福建省人民政府办公厅", "民航厦门监管局", "中国民用航空厦门安全监督管理局"),
        ("福建省人民政府办公厅", "福建能源监管办", "国家能源局福建监管办公室"),
        (WUHAN, "团市委", "中国共产主义青年团武汉市委员会"),
        (WUHAN, "市政府各部门", "武汉市人民政府各部门"),
        (WUHAN, "各有关单位", "各有关单位"),
        ("临江市青禾区人民政府办公室", "区财政局", "临江市青禾区财政局"),
        ("临江市青禾区人民政府办公室", "市应急局", "临江市应急管理局"),
        ("临江市青禾区人民政府办公室", "柳树街道", "临江市青禾区人民政府柳树街道办事处"),
        ("岳池县人民政府", "县教体局", "岳池县教育和体育局"),
        ("昆明市人民政府", "寻甸县人民政府", "寻甸回族彝族自治县人民政府"),
        ("北京市人民政府办公厅", "市教委", "北京市教育委员会"),
        ("辽宁省人民政府", "大连海关", "中华人民共和国大连海关"),
        ("国务院办公厅", "国资委", "国务院国有资产监督管理委员会"),
        ("福建省人民政府", "国资委", "福建省人民政府国有资产监督管理委员会"),
        ("福建省人民政府", "省发改委+财政厅", "福建省财政厅"),
        ("福建省人民政府", "福州", "福州市人民政府"),
        ("福州市人民政府", "省发改委+统计局", "福建省统计局"),
        ("福州市人民政府", "市工信局+统计局", "福州市统计局"),
        ("安徽省住房城乡建设厅", "法规处", "安徽省住房和城乡建设厅法规处"),
        ("昆明市人民政府", "市城市管理局", "昆明市城市管理局"),
        ("昆明市人民政府", "市城管局", "市城管局"),
        ("北京市人民政府办公厅", "北京住房公积金管理中心", "北京住房公积金管理中心"),
        ("上海市青浦区人民政府办公室", "区建管委", "上海市青浦区建设和管理委员会"),
        ("张家口市人民政府", "市国有资产监督管理委员会", "张家口市人民政府国有资产监督管理委员会"),
        ("河南省人民政府", "河南证监局+银保监局", "中国银行保险监督管理委员会河南监管局"),
        ("福建省人民政府", "国开行福建省分行", "国家开发银行福建省分行"),
        ("昆明市人民政府", "开发(度假)区", "昆明市开发(度假)区管委会"),
        ("柏川县人民政府", "石桥镇", "柏川县石桥镇人民政府"),
        ("柳溪省市场监管厅", "宁东市场监管局", "宁东市场监管局"),
    ];
    for (by, list, wanted) in cases {
        assert_eq!(name(by, list), wanted, "{list} by {by}");
    }
}

#[test]
fn places_of_one_name_are_told_apart() {
    let codes = |names: [&str; 2]| {
        let issuer = Issuer { names: names.map(str::to_owned).to_vec(), ..Issuer::default() };
        let (units, ..) = resolve_lists(&issuer, &["区财政局"]);
        (units[0].name.clone(), units[0].division_code.clone())
    };
    let gulou = ("福州市鼓楼区财政局".to_owned(), Some("350102".to_owned()));
    assert_eq!(codes(["鼓楼区人民政府办公室", "福州市鼓楼区人民政府"]), gulou);
    assert_eq!(codes(["鼓楼区人民政府办公室", "转发福建省人民政府"]), gulou);
    assert_eq!(codes(["鼓楼区人民政府办公室", ""]).1, None);
}

#[test]
fn no_place_is_cut_out_of_a_word() {
    let by = issuer("柳溪省市场监管厅", 2024);
    for list in [
        "登记注册局+宁东市场监管局",
        "成果转化与区域创新处",
        "开发区域合作处",
        "李家乡村振兴服务中心",
    ] {
        let (units, which, _) = resolve_lists(&by, &[list]);
        let place = units[*which.last().unwrap()].jurisdiction.clone().unwrap_or_default();
        assert!(place.is_empty() || place == "柳溪省", "{list}: {place}");
    }
    // With its level written, the place is a place.
    let (units, ..) = resolve_lists(&by, &["宁东市市场监管局"]);
    assert_eq!(units[0].jurisdiction.as_deref(), Some("宁东市"));
}

#[test]
fn spellings_of_one_body_are_one_unit() {
    let cases = [
        (WUCHANG, "中南路街+中南路街道+中南路街道办事处"),
        (
            WUCHANG,
            "区科技创新与人才服务中心+区科技创新和人才服务中心+区科技创新和人才服中心+区科服中心",
        ),
        (WUHAN, "市应急局+市应急管理局"),
        (WUCHANG, "区经科局(区数据局)+区经科局+区数据局"),
        (WUCHANG, "各街道+各街街道+各街道办事处"),
        (WUCHANG, "首义科创集团+首义科创投集团"),
        (WUCHANG, "市生态环境局武昌分局+武汉市生态环境局武昌分局"),
        ("云浮市商务局", "各县(市、区)政府+各县(市、区)人民政府"),
        (WUCHANG, "华中金融城+华中金融城管委会"),
        ("昆明市人民政府", "经开区+经开区管委会"),
        ("昆明市人民政府", "磨憨-磨丁合作区管委会+磨憨—磨丁合作区管委会"),
        ("昆明市人民政府", "自贸试验(经济合作)区管委会+自贸试验(经济合作区)管委会"),
        ("昆明市人民政府", "自贸试验区昆明片区+自贸试验区昆明片区管委会"),
        ("昆明市人民政府", "开发(度假)区管委会+开发(度假)区"),
        ("遂宁市人民政府", "市直园区+市直园区管委会"),
        ("河南省人民政府", "机场集团+省机场集团"),
    ];
    for (by, list) in cases {
        let (units, ..) = resolve_lists(&issuer(by, 2025), &[list]);
        assert_eq!(units.len(), 1, "{list}: {units:?}");
        assert_eq!(units[0].surfaces.len(), list.split('+').count());
    }
    let (units, ..) =
        resolve_lists(&issuer(WUHAN, 2025), &["市第一医院+市第二医院+市医院+市教育局"]);
    assert_eq!(units.len(), 4);
}

#[test]
fn a_note_holds_for_the_same_words_later() {
    let lists = ["各区人民政府〈含开发区、长江新区、风景区管委会,下同〉", "各区人民政府"];
    let (units, which, _) = resolve_lists(&issuer(WUHAN, 2025), &lists);
    assert_eq!(which, [0, 0]);
    assert_eq!(units[0].includes, ["开发区管委会", "长江新区管委会", "风景区管委会"]);
    assert_eq!(units[0].name, "武汉市各区人民政府");
    assert!(units[0].collective);
}

#[test]
fn a_second_signboard_is_an_alias() {
    let (units, ..) = resolve_lists(&issuer("福州市人民政府", 2023), &["市市场监管局(知识产权局)"]);
    assert_eq!(units[0].aliases, ["福州市知识产权局"]);
    let (units, ..) = resolve_lists(&issuer(WUHAN, 2022), &["武汉经开区管委会〈汉南区人民政府〉"]);
    assert_eq!(units[0].aliases, ["武汉市汉南区人民政府"]);
}

#[test]
fn short_names_of_the_notice_stand_for_the_long_ones() {
    let definition = Definition { full: "市财政局".to_owned(), short: "财局".to_owned() };
    let issuer = Issuer { definitions: vec![definition], ..issuer(WUHAN, 2025) };
    let (units, ..) = resolve_lists(&issuer, &["财局"]);
    assert_eq!(units[0].name, "武汉市财政局");
}

#[test]
fn full_names_of_the_notice_come_first() {
    let names = ["上海市住房和城乡建设管理委员会", "上海市破产管理人协会", "上海市司法局"];
    let by = Issuer { names: names.map(str::to_owned).to_vec(), ..Issuer::default() };
    let name = |surface| resolve_lists(&by, &[surface]).0[0].name.clone();
    assert_eq!(name("市住房城乡建设管理委"), names[0]);
    assert_eq!(name("市管理人协会"), names[1]);
    assert_eq!(name("市财政局"), "上海市财政局");
    let by = issuer("福建省行政审批制度改革工作小组办公室", 2024);
    assert_eq!(resolve_lists(&by, &["省审改办"]).0[0].name, by.names[0]);
}

#[test]
fn neighbours_and_the_text_tell_more() {
    let (units, ..) = resolve_lists(&issuer(WUCHANG, 2025), &["公用事业公司+大众燃气+城投水务"]);
    assert!(units.iter().all(|unit| unit.kind == UnitKind::Enterprise));
    let (units, ..) =
        resolve_lists(&issuer(WUCHANG, 2025), &["各级审改部门+服务机构", "各级服务机构"]);
    assert_eq!(units.len(), 2);
    let (units, ..) = resolve_lists(&issuer("瑞昌市人民政府", 2023), &["财政局+发改委+数字中心"]);
    assert_eq!(units[2].jurisdiction.as_deref(), Some("瑞昌市"));
    let by = Issuer { text: "申报天津市“项目+团队”", ..Issuer::default() };
    assert_eq!(resolve_lists(&by, &["市教委+市财政局"]).0[0].name, "天津市教育委员会");
    let by = Issuer { text: "学习北京市、天津市的做法", ..Issuer::default() };
    assert_eq!(resolve_lists(&by, &["市教委+市财政局"]).0[0].name, "市教委");
}

#[test]
fn kinds_levels_and_places() {
    let cases = [
        ("区委宣传部", UnitKind::Party, Some(Level::District), Some("420106")),
        ("市发改委", UnitKind::Government, Some(Level::City), Some("420100")),
        ("粮道街", UnitKind::Subdistrict, Some(Level::Town), Some("420106")),
        ("区工商联", UnitKind::MassOrganisation, Some(Level::District), Some("420106")),
        ("区政协", UnitKind::Cppcc, Some(Level::District), Some("420106")),
        ("财政部", UnitKind::Government, Some(Level::National), None),
        ("市生态环境局武昌分局", UnitKind::Government, Some(Level::District), Some("420106")),
        ("各有关单位", UnitKind::Collective, None, None),
        ("市直各单位", UnitKind::Collective, Some(Level::City), Some("420100")),
        ("公共服务单位", UnitKind::Collective, None, None),
        ("16区", UnitKind::Collective, Some(Level::District), None),
        ("武汉海关", UnitKind::Government, Some(Level::Province), Some("420000")),
        ("中国移动武汉分公司", UnitKind::Enterprise, Some(Level::City), Some("420100")),
        ("郑州商品交易所", UnitKind::Institution, Some(Level::National), None),
        ("区营商办", UnitKind::Government, Some(Level::District), Some("420106")),
    ];
    for (surface, kind, level, code) in cases {
        let (units, ..) = resolve_lists(&issuer(WUCHANG, 2025), &[surface]);
        let unit = &units[0];
        assert_eq!(
            (unit.kind, unit.level, unit.division_code.as_deref()),
            (kind, level, code),
            "{surface}"
        );
    }
}

#[test]
fn only_what_nothing_explains_is_reported() {
    let lists = [
        "阳光工程",
        "市财政局+阳光工程",
        "区发改局",
        "首义科创投集团",
        "各街道",
        "数字研究院(福建)",
    ];
    let (_, _, notes) = resolve_lists(&issuer(WUCHANG, 2025), &lists);
    let messages: Vec<&str> = notes.list().iter().map(|note| note.message.as_str()).collect();
    assert_eq!(messages, ["阳光工程"]);
}

#[test]
fn strange_words_do_no_harm() {
    let strange =
        ["", "(", "〈〉", "市", "委", "()", "各", "(局)", "\u{1F600}", "市市市市市", "武汉", "含)"];
    for by in strange.iter().chain([&WUCHANG]) {
        let (units, which, _) = resolve_lists(&issuer(by, 2025), &strange);
        assert!(which.iter().all(|at| *at < units.len()));
    }
}

/// A row of the list of units of the five seed notices.
struct Row {
    surface: String,
    canonical: String,
    seeds: Vec<String>,
    firm: bool,
}

fn rows(text: &str) -> Vec<Row> {
    let words = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let of_tasks = ["responsible", "roster", "supervisor", "issuer", "authority"];
    text.lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|row| Row {
            surface: words(&row["surface"]),
            canonical: words(&row["canonical"]),
            seeds: row["seeds"].as_array().unwrap().iter().map(words).collect(),
            firm: row["confidence"] == "high" && of_tasks.contains(&&*words(&row["mention_role"])),
        })
        .collect()
}

/// Names that differ only in the city before 武昌区 or in a remark in brackets are equal.
fn comparable(name: &str) -> String {
    let without_remark = name.split('(').next().unwrap_or_default();
    without_remark.replace("武汉市武昌区", "武昌区")
}

#[test]
fn the_units_of_the_seeds_have_their_full_names() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/lexicon-facts/seed_units.jsonl");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no ../shared");
        return;
    };
    let seeds = [
        ("000", WUCHANG, 2025),
        ("001", WUHAN, 2025),
        ("002", WUCHANG, 2025),
        ("003", WUHAN, 2024),
        ("004", WUHAN, 2022),
    ];
    let mut wrong: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut count = 0;
    for (seed, by, year) in seeds {
        let rows: Vec<Row> = rows(&text)
            .into_iter()
            .filter(|row| row.firm && row.seeds.iter().any(|s| s == seed))
            .collect();
        let lists: Vec<&str> = rows.iter().map(|row| row.surface.as_str()).collect();
        let (units, which, _) = resolve_lists(&issuer(by, year), &lists);
        count += rows.len();
        for (row, unit) in rows.iter().zip(which) {
            let name = &units[unit].name;
            if comparable(name) != comparable(&row.canonical) {
                wrong.insert(
                    format!("{seed} {}", row.surface),
                    (row.canonical.clone(), name.clone()),
                );
            }
        }
    }
    println!("{} of {count} differ: {wrong:#?}", wrong.len());
    assert!(wrong.len() * 20 <= count, "{wrong:#?}");
}

proptest::proptest! {
    #[test]
    fn no_words_make_it_fall(texts in proptest::collection::vec("[市区县武汉局委办和、各单位()〈〉含下同中心街道a1“”]{0,12}", 0..12)) {
        let surfaces: Vec<Surface> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| Surface {
                text: text.clone(),
                range: TextRange::default(),
                after: at.checked_sub(1),
            })
            .collect();
        let issuer = Issuer { names: texts.clone(), ..Issuer::default() };
        let (units, which) = resolve(Lexicon::builtin(), &issuer, &surfaces, &mut Notes::default());
        proptest::prop_assert_eq!(which.len(), surfaces.len());
        proptest::prop_assert!(which.iter().all(|unit| unit.index() < units.len()));
        for text in &texts {
            let organisations = &Lexicon::builtin().organisations;
            for part in organisations.split_conjunctions(text) {
                proptest::prop_assert!(text.get(part).is_some());
            }
            proptest::prop_assert!(organisations.reach(text).is_none_or(|end| text.get(..end).is_some()));
            let defined = super::definitions(Lexicon::builtin(), text);
            proptest::prop_assert!(defined.len() <= text.len());
        }
    }
}

#[test]
fn a_body_of_a_district_is_not_the_citys() {
    let (units, which, _) = resolve_lists(&issuer(WUHAN, 2025), &["市城管局+区城管局"]);
    assert_ne!(which[0], which[1], "{units:?}");
}
