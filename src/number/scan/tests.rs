//! Cases of the scanner: words, value, upper end, measure, code.

use super::{Use, scan};
use crate::lexicon::Lexicon;
use crate::span::TextRange;

fn shown(text: &str) -> Vec<String> {
    let range = TextRange::from(0..text.len());
    let show = |q: crate::number::Quantity| {
        let upper = q.upper.map_or(String::new(), |u| format!("..{}", u.normalize()));
        let code = q.code.as_deref().unwrap_or("-").to_owned();
        format!("{}|{}{upper}|{}|{code}", q.range.of(text), q.value.normalize(), q.measure)
    };
    scan(Lexicon::builtin(), text, range).filter(|q| q.used_as == Use::Cardinal).map(show).collect()
}

#[test]
fn quantities_are_read_in_base_measures() {
    let cases = [
        ("总规模突破2万亿元", "2万亿元|2000000000000|元|CNY"),
        ("机架4万个", "4万个|40000|个|-"),
        ("街区100万平方米以上", "100万平方米|1000000|平方米|m2"),
        ("大学毕业生30万人以上", "30万人|300000|人|-"),
        ("比重达到9%左右", "9%|9|%|%"),
        ("提高1.5个百分点", "1.5个百分点|1.5|个百分点|-"),
        ("不少于百分之九十五", "百分之九十五|95|%|%"),
        ("投入1,200万元", "1,200万元|12000000|元|CNY"),
        ("规模1 720亿元", "1 720亿元|172000000000|元|CNY"),
        ("建设8—10个", "8—10个|8..10|个|-"),
        ("建设8-10个", "8-10个|8..10|个|-"),
        ("补助5-10万元", "5-10万元|50000..100000|元|CNY"),
        ("5%~10%", "5%~10%|5..10|%|%"),
        ("8个至10个", "8个至10个|8..10|个|-"),
        ("补助5000-1万元", "5000-1万元|5000..10000|元|CNY"),
        ("装机300千瓦", "300千瓦|300|千瓦|kW"),
        ("装机30万千瓦", "30万千瓦|300000|千瓦|kW"),
        ("发电20亿千瓦时", "20亿千瓦时|2000000000|千瓦时|kW.h"),
        ("租金1200元/平方米", "1200元/平方米|1200|元/平方米|CNY/m2"),
        ("能耗0.5吨标准煤/万元", "0.5吨标准煤/万元|0.5|吨标准煤/万元|-"),
        ("增长近3倍", "3倍|3|倍|-"),
        ("翻一番", "一番|1|番|-"),
        ("占三成以上", "三成|30|%|%"),
        ("超过三分之一", "三分之一|0.3333333333333333333333333333||-"),
        ("培训三千人次", "三千人次|3000|人次|-"),
        ("两三家", "两三家|2..3|家|-"),
        ("压缩至3个工作日以内", "3个工作日|3|个工作日|-"),
        ("十余家", "十余家|10|家|-"),
        ("气温:-5℃", "-5℃|-5|℃|Cel"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), [expected], "{text}");
    }
}

#[test]
fn names_and_codes_are_no_cardinals() {
    for text in
        ["5G基站", "IPv6规模", "GB/T9704", "第三产业", "第18次", "1.2.3节", "成立以来", "数字化"]
    {
        assert_eq!(shown(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn any_text_is_scanned_to_its_end() {
    for text in [
        "",
        "9",
        "一",
        "百分之",
        "9999999999999999999999999999999亿亿亿",
        "1.",
        "8—",
        "万",
        "两两两",
    ] {
        let range = TextRange::from(0..text.len());
        assert!(scan(Lexicon::builtin(), text, range).count() < 5, "{text}");
    }
    assert_eq!(scan(Lexicon::builtin(), "5个", TextRange::new(0, 999)).count(), 0);
}
