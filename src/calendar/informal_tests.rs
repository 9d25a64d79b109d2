//! The forms of speech, counted from Wednesday, 16 July 2025.

use super::{Anchor, scan, scan_informal};
use crate::lexicon::Lexicon;
use crate::span::TextRange;
use jiff::civil::date;

fn edtf(text: &str, anchor: Anchor) -> Vec<(String, String)> {
    scan_informal(Lexicon::builtin(), text, TextRange::from(0..text.len()))
        .iter()
        .map(|mention| {
            let resolved = mention.resolve(anchor).map(|resolved| resolved.interval.edtf);
            (mention.range.of(text).to_owned(), resolved.unwrap_or_default())
        })
        .collect()
}

/// Words, the mention in them, its EDTF.
const FORMS: &[(&str, &str, &str)] = &[
    ("今天召开", "今天", "2025-07-16"),
    ("昨日", "昨日", "2025-07-15"),
    ("后天前", "后天前", "../2025-07-18"),
    ("本月底前", "本月底前", "../2025-07-31"),
    ("于月底前报送", "月底前", "../2025-07-31"),
    ("下月初", "下月初", "2025-08-01/2025-08-10"),
    ("上月", "上月", "2025-06"),
    ("上月最后五天", "上月最后五天", "2025-06-26/2025-06-30"),
    ("下个月9号", "下个月9号", "2025-08-09"),
    ("本月9日至12日", "本月9日至12日", "2025-07-09/2025-07-12"),
    ("上季度", "上季度", "2025-04/2025-06"),
    ("本周五前", "本周五前", "../2025-07-18"),
    ("下周", "下周", "2025-07-21/2025-07-27"),
    ("上周日", "上周日", "2025-07-13"),
    ("本周末", "本周末", "2025-07-19/2025-07-20"),
    ("星期三", "星期三", "2025-07-16"),
    ("前年", "前年", "2023"),
    ("来年3月", "来年3月", "2026-03"),
    ("20天后", "20天后", "2025-08-05"),
    ("5天前", "5天前", "2025-07-11"),
    ("两周后", "两周后", "2025-07-28/2025-08-03"),
    ("半年后", "半年后", "2026-01"),
    ("半年之后", "半年之后", "2026-01/.."),
    ("10日内报送", "10日内", "2025-07-16/2025-07-26"),
    ("三个月内", "三个月内", "2025-07-16/2025-10-16"),
    ("未来2个月", "未来2个月", "2025-07-16/2025-09-15"),
    ("过去一年", "过去一年", "2024-07-16/2025-07-15"),
    ("国庆节前", "国庆节前", "../2025-10-01"),
    ("春节前", "春节前", "../2026-02-17"),
    ("2025年春节", "2025年春节", "2025-01-29"),
    ("去年中秋节前后", "去年中秋节", "2024-09-17"),
    ("2024年除夕", "2024年除夕", "2024-02-09"),
    ("五一期间", "五一", "2026-05-01"),
    ("2021年春季", "2021年春季", "2021-02-03/2021-05-04"),
    ("20日", "20日", "2025-07-20"),
    ("12号,", "12号", "2025-07-12"),
    ("9月10号,11号,12号", "9月10号,11号,12号", "2025-09-10/2025-09-12"),
    ("八月十五", "八月十五", "2025-08-15"),
    ("07年以后", "07年以后", "2007/.."),
    ("零七年八月", "零七年八月", "2007-08"),
    ("两千零四年八月五日", "两千零四年八月五日", "2004-08-05"),
    ("2005年08/05", "2005年08/05", "2005-08-05"),
    ("2021年前两个季度", "2021年前两个季度", "2021-01/2021-06"),
    ("2021年后三个月", "2021年后三个月", "2021-10/2021-12"),
    ("2021年的第三个月", "2021年的第三个月", "2021-03"),
    ("2021年首月", "2021年首月", "2021-01"),
    ("6月下半月", "6月下半月", "2025-06-16/2025-06-30"),
    ("4月前4天", "4月前4天", "2025-04-01/2025-04-04"),
    ("2月29日", "2月29日", "2028-02-29"),
    ("2024年底前", "2024年底前", "../2024-12-31"),
    ("2024年内", "2024年内", "../2024"),
];

#[test]
fn speech_is_counted_from_the_reference_day() {
    let anchor = Anchor::Day(date(2025, 7, 16));
    for (text, words, expected) in FORMS {
        assert_eq!(edtf(text, anchor), [((*words).to_owned(), (*expected).to_owned())], "{text}");
    }
}

#[test]
fn other_words_are_none() {
    let anchor = Anchor::Day(date(2025, 7, 16));
    for text in [
        "五一路",
        "12号楼",
        "3号令",
        "十一届全会",
        "每周五",
        "每月底前",
        "一周年",
        "天后宫",
        "二三年",
        "5个工作日内",
        "同周期",
        "前期工作",
        "上下联动",
    ] {
        assert_eq!(edtf(text, anchor), [], "{text}");
    }
}

#[test]
fn a_notice_is_read_without_them() {
    let words = &Lexicon::builtin().periods;
    for text in ["昨天", "下月9日", "半年后", "国庆节前", "29日", "07年以后", "本周五前", "月底前"]
    {
        assert_eq!(scan(words, text, TextRange::from(0..text.len())), [], "{text}");
    }
}

#[test]
fn what_is_not_known_stays_open() {
    for (text, open) in [("9月8日", "XXXX-09-08"), ("29日", "XXXX-XX-29"), ("九月", "XXXX-09")]
    {
        let found = scan_informal(Lexicon::builtin(), text, TextRange::from(0..text.len()));
        assert_eq!(found[0].open_edtf().as_deref(), Some(open), "{text}");
        assert_eq!(found[0].resolve(Anchor::Unknown), None, "{text}");
    }
    let year = Anchor::Year(2024);
    assert_eq!(edtf("昨天", year), [("昨天".to_owned(), String::new())]);
    assert_eq!(edtf("去年元旦", year), [("去年元旦".to_owned(), "2023-01-01".to_owned())]);
}

#[test]
fn any_text_is_read_without_panic() {
    let pieces = [
        "2025", "年", "月", "日", "两", "前", "后", "个", "周", "9", "零", "é", "十", "春节", "上",
        "底", ",", "/", "天", "半",
    ];
    for anchor in [Anchor::Day(date(9999, 12, 31)), Anchor::Day(date(-9999, 1, 1))] {
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    for d in pieces.iter().step_by(2) {
                        edtf(&[a, b, c, d].concat(), anchor);
                    }
                }
            }
        }
    }
}
