//! Numbers for which no rule of targets finds anything.

use super::OfNumber;
use crate::chars::is_han;
use crate::find::commitment::amount::Amount;
use crate::find::commitment::scene::Scene;
use crate::find::{Bar, Rule};
use crate::lexicon::measures::MeasureKind;
use crate::model::{Comparator, Verdict};
use crate::span::TextRange;

/// Numbers for which no rule of targets finds anything.
pub(super) static REST: [Bar<OfNumber>; 4] = [
    Bar {
        rule: Rule {
            id: "quantity/size-of-thing",
            finds: "A size or a sum that describes the thing named behind it.",
            example: "推进甲厂30万吨延链项目",
            counter_example: "甲厂产量达到30万吨",
        },
        says: size_of_thing,
    },
    Bar {
        rule: Rule {
            id: "quantity/threshold",
            finds: "A bound that describes a thing: the words go on with what is meant.",
            example: "装机容量160千瓦及以下的企业免费接电",
            counter_example: "装机容量达到160千瓦以上",
        },
        says: threshold,
    },
    Bar {
        rule: Rule {
            id: "quantity/time-limit",
            finds: "A time within which a step of a procedure is done, which nothing promises to shorten.",
            example: "收到申请,7个工作日内作出决定",
            counter_example: "办理时限压缩至7个工作日内",
        },
        says: time_limit,
    },
    Bar {
        rule: Rule {
            id: "quantity/length-of-time",
            finds: "How long something lasts, is open or takes.",
            example: "24小时提供援助",
            counter_example: "提供援助24次",
        },
        says: length_of_time,
    },
];

/// 千亿元产业集群, 30万吨延链补链项目.
fn size_of_thing(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text).trim_start();
    let sized = matches!(amount.kind(), MeasureKind::Money | MeasureKind::Size);
    let bare = !amount.suffixed && !amount.compared && !amount.is_small_word(scene.text);
    (sized && bare && right.starts_with(is_han)).then_some(Verdict::Threshold)
}

/// 160千瓦及以下的企业, 超过45米的高架源, 60万以上人口.
fn threshold(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text).trim_start();
    let bounded = amount.suffixed || amount.compared;
    let timed = amount.kind() == MeasureKind::Time;
    let sized = amount.suffixed && !timed && right.starts_with(is_han);
    let goes_on = right.starts_with('的') || sized;
    (bounded && goes_on).then_some(Verdict::Threshold)
}

/// 7个工作日内作出决定.
pub(super) fn time_limit(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let right = TextRange::new(amount.quantity.range.end, amount.clause.end).of(scene.text);
    let within = right.starts_with('内') || amount.comparator == Comparator::Le;
    let limit = amount.kind() == MeasureKind::Time && within;
    limit.then_some(Verdict::PolicyParameter)
}

/// 24小时, 6个月.
fn length_of_time(_: &Scene, amount: &Amount) -> Option<Verdict> {
    (amount.kind() == MeasureKind::Time).then_some(Verdict::Time)
}
