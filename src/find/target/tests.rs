//! Sentences and the targets in them.

use super::{TargetFinding, find};
use crate::diagnostic::Notes;
use crate::find::{Context, Passage};
use crate::lexicon::Lexicon;
use crate::model::{Comparator, PartId};
use crate::span::TextRange;

pub(super) fn targets(text: &str) -> Vec<TargetFinding> {
    let context = Context {
        lexicon: Lexicon::builtin(),
        text,
        issued_on: Some(jiff::civil::date(2025, 5, 5)),
    };
    let passage = Passage {
        part: PartId(0),
        section: None,
        heading: None,
        above: Vec::new(),
        paragraphs: vec![TextRange::from(0..text.len())],
    };
    find(&context, &passage, &[], &mut Notes::default())
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "=",
        Comparator::Ge => ">=",
        Comparator::Gt => ">",
        Comparator::Le => "<=",
        Comparator::Lt => "<",
        Comparator::Approx => "~",
        Comparator::Range => "..",
    }
}

fn shown(text: &str) -> Vec<String> {
    let show = |t: &TargetFinding| {
        let shared = t.shared.map_or("", |shared| shared.of(text));
        let indicator = format!("{}{shared}", t.indicator.of(text));
        format!("{indicator} {} {}{}", sign(t.comparator), t.value.normalize(), t.measure)
    };
    targets(text).iter().map(show).collect()
}

#[test]
fn commitments_are_found() {
    let cases: &[(&str, &[&str])] = &[
        ("部署20个垂直行业大模型及应用,打造体系。", &["垂直行业大模型及应用 = 20个"]),
        (
            "围绕前沿领域和优势产业建设概念验证中心10家、中试平台20家以上,提供服务。",
            &["概念验证中心 = 10家", "中试平台 >= 20家"],
        ),
        ("推动8家湖北实验室产出标志性科技成果10项以上。", &["标志性科技成果 >= 10项"]),
        ("力争开工亿元以上产业项目480个", &["亿元以上产业项目 = 480个"]),
        (
            "五大优势产业总规模突破2万亿元(光电子信息8500亿元、北斗800亿元)。",
            &[
                "五大优势产业总规模 > 2000000000000元",
                "光电子信息 = 850000000000元",
                "北斗 = 80000000000元",
            ],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}
