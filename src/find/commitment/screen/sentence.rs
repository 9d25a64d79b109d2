//! Numbers whose sentence, paragraph or heading commits to nothing.

use super::OfSentence;
use crate::find::commitment::amount::Amount;
use crate::find::commitment::change;
use crate::find::commitment::frequency;
use crate::find::commitment::headcount;
use crate::find::commitment::lead;
use crate::find::commitment::scene::{Draft, Scene};
use crate::find::commitment::{Modality, modality};
use crate::find::{Bar, Rule};
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Fund, Verb};
use crate::model::{Comparator, Verdict};
use crate::span::{TextRange, to_u32};

/// Numbers whose sentence commits to nothing.
pub(super) static SENTENCE: [Bar<OfSentence>; 7] = [
    Bar {
        rule: Rule {
            id: "quantity/criterion",
            finds: "A number for which an appraisal gives points.",
            example: "绿化覆盖率达到20%以上,得1分",
            counter_example: "绿化覆盖率达到20%以上",
        },
        says: criterion,
    },
    Bar {
        rule: Rule {
            id: "quantity/idiom",
            finds: "A small number in words that is a figure of speech.",
            example: "打造一个品牌",
            counter_example: "每季度上报两条信息",
        },
        says: idiom,
    },
    Bar {
        rule: Rule {
            id: "quantity/policy",
            finds: "A rate, a fee, a ceiling or an amount that a policy grants, prescribes or punishes with.",
            example: "对新增就业的企业给予补贴,补助资金达到10万元",
            counter_example: "贷款余额达到300亿元",
        },
        says: policy,
    },
    Bar {
        rule: Rule {
            id: "quantity/condition",
            finds: "A bound that something must meet to be meant.",
            example: "建筑面积大于200平方米",
            counter_example: "力争绿地面积高于200平方米",
        },
        says: condition,
    },
    Bar {
        rule: Rule {
            id: "quantity/past",
            finds: "A result that has been reached, or a number of a time before the notice.",
            example: "已建成平台10个",
            counter_example: "再建成平台10个",
        },
        says: past,
    },
    Bar {
        rule: Rule {
            id: "quantity/after-money",
            finds: "An amount for each that is given.",
            example: "每套发放10万元",
            counter_example: "每年发放10万元",
        },
        says: each_is_paid,
    },
    Bar {
        rule: Rule {
            id: "quantity/stocktaking",
            finds: "A number under a heading that tells what is, without a word that promises.",
            example: "一、发展现状 ⏎ 建成平台10个",
            counter_example: "一、发展目标 ⏎ 建成平台10个",
        },
        says: stocktaking,
    },
];

/// 覆盖率达到20%,得1分.
fn criterion(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    let criterion = scene.scored && modality(scene, amount) == Modality::Plan;
    criterion.then_some(Verdict::Condition)
}

/// 一个: an article.
pub(super) fn is_article(scene: &Scene, amount: &Amount) -> bool {
    let counts = amount.kind() == MeasureKind::Count && !amount.compared && !amount.suffixed;
    counts && amount.is_small_word(scene.text) && amount.quantity.value == 1.into()
}

/// 运营补贴每年不低于2万元: money that the words before it call a subsidy.
fn is_subsidy(scene: &Scene, amount: &Amount) -> bool {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let named = scene.marks.has_cue(&scene.lexicon.targets.not_before, left);
    named && amount.kind() == MeasureKind::Money
}

/// Subsidies, fees, ceilings, conditions. Counts of things are asked less strictly: a sentence may
/// build ten parks and pay for them.
pub(super) fn policy(scene: &Scene, amount: &Amount, draft: Option<&Draft>) -> Option<Verdict> {
    if draft.is_some_and(|draft| is_funded(scene, amount, draft)) {
        return None;
    }
    let words = &scene.lexicon.targets;
    let clause = amount.clause.of(scene.text);
    let set = scene
        .marks
        .cues(&words.policy_clause, clause)
        .any(|(_, word, ())| !is_kept(scene, amount, word));
    let described = words.policy_clause_end.at_end(clause.trim_end()).is_some();
    let strict = matches!(
        amount.kind(),
        MeasureKind::Money | MeasureKind::Ratio | MeasureKind::Time | MeasureKind::Data
    );
    let small = amount.kind() == MeasureKind::Count && amount.is_small_word(scene.text);
    // What tells what is may name subsidies that were paid.
    let in_sentence = || {
        if tells_what_is(scene)
            || small
            || draft.is_some_and(|draft| is_growth(scene, amount, draft))
        {
            return false;
        }
        let scope = if strict { before_grant(scene, amount) } else { amount.clause };
        scene.marks.has_cue(&words.policy_sentence, scope.of(scene.text))
    };
    let all = set
        || described
        || draft.is_some_and(|draft| is_permitted(scene, draft))
        || is_subsidy(scene, amount)
        || in_sentence();
    all.then_some(Verdict::PolicyParameter)
}

/// 力争投入增长18%: a growth that is hoped for, though its sentence pays for it.
fn is_growth(scene: &Scene, amount: &Amount, draft: &Draft) -> bool {
    draft.rule == change::RULE.id && is_hoped(scene, amount)
}

/// 信用额度可提高至500万元, 可提供托位5916个: what may be done is no promise.
fn is_permitted(scene: &Scene, draft: &Draft) -> bool {
    let noun = draft.indicator.of(scene.text);
    let start = draft.action.map_or(0, |action| action.start as usize);
    let before = scene.text.get(..start).unwrap_or_default();
    noun.trim_end_matches('以').ends_with('可') || before.ends_with('可')
}

/// 统筹安排技改专项资金35亿元: money that is found for a purpose, though its sentence goes on to say
/// how it is granted.
fn is_funded(scene: &Scene, amount: &Amount, draft: &Draft) -> bool {
    let words = &scene.lexicon.targets;
    let noun = draft.indicator.of(scene.text);
    let grows = || draft.action.is_some_and(|verb| words.grow.get(verb.of(scene.text)).is_some());
    let sized = words.size.at_end(noun).is_some();
    let fund = words.fund.at_end(noun).is_some_and(|(_, says)| *says == Fund::Any || grows());
    let fund = fund || sized;
    let funds = amount.kind() == MeasureKind::Money && fund;
    let head = TextRange::new(amount.clause.start, draft.indicator.start.max(amount.clause.start));
    funds
        && (draft.action.is_some() || sized || is_hoped(scene, amount))
        && amount.ends_item(scene.text)
        && !scene.marks.has_cue(&words.policy_sentence, head.of(scene.text))
        && !scene.marks.has_cue(&words.policy_clause, amount.clause.of(scene.text))
}

/// 平均费率降至1%以下: an average is not prescribed but reached.
fn is_kept(scene: &Scene, amount: &Amount, word: &str) -> bool {
    let words = &scene.lexicon.targets;
    let left = amount.left.of(scene.text);
    let all = scene.marks.has_cue(&words.average, left);
    let rate = words.rate.at_end(word).is_some() && all;
    let verb = lead::verb_at_end(scene, amount.left);
    rate && amount.kind() == MeasureKind::Ratio
        && verb.is_some_and(|(_, action)| action.verb == Verb::Level)
}

/// The sentence between semicolons, up to a later clause that begins with 对: 贷款余额突破300亿元,
/// 对企业给予补助 grants nothing for the first number.
fn before_grant(scene: &Scene, amount: &Amount) -> TextRange {
    let sentence = scene.layout.part(amount.range);
    let words = &scene.lexicon.targets;
    let rest = TextRange::new(amount.clause.end.min(sentence.end), sentence.end);
    let opens = |at: usize| {
        let clause = rest.of(scene.text).get(at + 1..).unwrap_or_default();
        let opener = words.grant.at_start(clause);
        let behind = opener.and_then(|(word, ())| clause.get(word.len()..));
        behind.is_some_and(|behind| words.not_after.at_start(behind).is_none())
    };
    let signs = scene.marks.signs(rest.of(scene.text));
    let mut commas = signs.iter().filter(|(_, sign)| *sign == ',').map(|(at, _)| at);
    let end = commas.find(|at| opens(*at)).map_or(sentence.end, |at| rest.start + to_u32(at));
    TextRange::new(sentence.start, end)
}

/// True where 力争 or 确保 makes a promise of it.
pub(super) fn is_hoped(scene: &Scene, amount: &Amount) -> bool {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    scene.marks.has_cue(&scene.lexicon.targets.modality, left)
}

/// 建筑面积大于200平方米的. A rate may be kept low.
fn condition(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    let threshold = amount.conditional && amount.kind() != MeasureKind::Ratio;
    let meant = threshold || is_listed_condition(scene, amount);
    (meant && !is_hoped(scene, amount)).then_some(Verdict::Condition)
}

/// 应同时符合以下条件:(一)营业收入不低于2000万元;(二)….
fn is_listed_condition(scene: &Scene, amount: &Amount) -> bool {
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.range.start).of(scene.text);
    let opens =
        |words: &str| scene.lexicon.targets.opens_conditions.at_end(words.trim_end()).is_some();
    let signs = scene.marks.signs(before);
    signs.iter().any(|(at, sign)| sign == ':' && before.get(..at).is_some_and(opens))
}

/// 每套发放10万元.
fn each_is_paid(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let each = amount.kind() == MeasureKind::Money
        && scene.marks.has_cue(&scene.lexicon.particles.each, left)
        && !scene.marks.has_cue(&scene.lexicon.targets.per, left);
    (each && !is_hoped(scene, amount)).then_some(Verdict::MoneyPaid)
}

/// 已建成10个; 截至2022年,全市共有…; 2021年,… in a notice of 2022.
fn past(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    is_past(scene, amount).then_some(Verdict::PastFact)
}

fn is_past(scene: &Scene, amount: &Amount) -> bool {
    let words = &scene.lexicon.targets;
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    if scene.marks.has_cue(&words.past_clause, left) {
        return true;
    }
    if let Some(period) = scene.period_at(amount) {
        let year = period.year.zip(scene.issued).is_some_and(|(year, issued)| year < issued);
        let range = period.ended_by.zip(scene.issued_on).is_some_and(|(end, issued)| end < issued);
        return year || range;
    }
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.range.start).of(scene.text);
    // 较去年同期下降20%: last year is what is compared with.
    let past = |at: usize| {
        let (head, rest) = before.split_at_checked(at).unwrap_or((before, ""));
        // 与上年度相比.
        let clause = scene.marks.signs(rest).head(|sign| sign == ',');
        words.baseline.at_end(head).is_none() && !scene.marks.has_cue(&words.baseline_tail, clause)
    };
    let named = scene.marks.cues(&words.past_sentence, before).filter(|(at, ..)| past(*at)).last();
    named.is_some_and(|(at, ..)| {
        let since = before.get(at..).unwrap_or_default();
        !scene.marks.has_cue(&words.modality, since)
    })
}

/// The heading tells what has been reached or how things stand.
pub(super) fn tells_what_is(scene: &Scene) -> bool {
    scene.idle == Some(Verdict::PresentFact)
}

/// Under 发展现状, without 力争.
fn stocktaking(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    scene.idle.filter(|_| modality(scene, amount) == Modality::Plan)
}

/// 打造一个品牌, 三大片区. 增加一倍 and 每季度上报两条 are meant.
fn idiom(scene: &Scene, amount: &Amount, draft: Option<&Draft>) -> Option<Verdict> {
    let Some(draft) = draft else {
        let bare = !amount.compared && !amount.suffixed && amount.kind() == MeasureKind::Count;
        let named = tells_what_is(scene) && bare && amount.is_small_word(scene.text);
        return (named || is_article(scene, amount)).then_some(Verdict::Idiom);
    };
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let again =
        scene.marks.has_cue(&scene.lexicon.targets.per, left) && amount.quantity.value > 1.into();
    let times = draft.rule == change::RULE.id && ["倍", "番"].contains(&&*amount.quantity.measure);
    let exact = [headcount::RULE.id, frequency::RULE.id].contains(&draft.rule);
    // 不少于三名, 两到三条: nobody bounds an article.
    let bounded = matches!(amount.comparator, Comparator::Ge | Comparator::Le | Comparator::Range);
    let meant = exact || again || times || bounded;
    (amount.is_small_word(scene.text) && !meant).then_some(Verdict::Idiom)
}
