//! Numbers that cannot be targets by their own words, whatever their sentence says.

use super::OfNumber;
use super::rest::time_limit;
use super::sentence::{is_article, is_hoped, policy, tells_what_is};
use crate::annotate::Bracket;
use crate::chars::is_han;
use crate::find::commitment::amount::Amount;
use crate::find::commitment::amount_before_noun;
use crate::find::commitment::enumerated;
use crate::find::commitment::lead;
use crate::find::commitment::scene::Scene;
use crate::find::commitment::served;
use crate::find::commitment::shared_out;
use crate::find::commitment::subject;
use crate::find::{Bar, Rule};
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};
use crate::model::Verdict;
use crate::span::TextRange;

/// Numbers that cannot be targets, whatever their sentence says.
pub(super) static NUMBER: [Bar<OfNumber>; 10] = [
    Bar {
        rule: Rule {
            id: "quantity/granted",
            finds: "Money or a share of it that is granted or taken, from its least to its most.",
            example: "处2万元以上5万元以下的罚款",
            counter_example: "处置资产2万元以上",
        },
        says: granted,
    },
    Bar {
        rule: Rule {
            id: "quantity/attribute",
            finds: "A number inside the description of what a later number counts: who acts, or from what \
                    size on.",
            example: "推动8家湖北实验室产出标志性科技成果10项以上",
            counter_example: "建设中试平台8家、实验室10家",
        },
        says: attribute,
    },
    Bar {
        rule: Rule {
            id: "quantity/quoted",
            finds: "A number inside quotation marks or in the title of a document.",
            example: "实施“3个100”工程",
            counter_example: "建设中试平台8家",
        },
        says: quoted,
    },
    Bar {
        rule: Rule {
            id: "quantity/purpose",
            finds: "A number that a sentence repeats to say what for.",
            example: "为实现排放量减少10%的目标,加强监测",
            counter_example: "实现排放量减少10%的目标",
        },
        says: purpose,
    },
    Bar {
        rule: Rule {
            id: "quantity/papers",
            finds: "How many copies of a paper an applicant hands in.",
            example: "提供身份证复印件1份",
            counter_example: "每月提供报表1份",
        },
        says: papers,
    },
    Bar {
        rule: Rule {
            id: "quantity/formula",
            finds: "A number behind an equals, times or division sign.",
            example: "签约率=签约人数/总人数*100%",
            counter_example: "签约率达到100%",
        },
        says: formula,
    },
    Bar {
        rule: Rule {
            id: "quantity/score",
            finds: "Points that an appraisal gives or takes.",
            example: "每建成一条示范街得2分",
            counter_example: "群众满意度达到90分",
        },
        says: score,
    },
    Bar {
        rule: Rule {
            id: "quantity/pointed-at",
            finds: "A number behind a word that points back, sets the place, or states a condition.",
            example: "推进甲、乙、丙等3个园区提质",
            counter_example: "建成3个园区",
        },
        says: pointed_at,
    },
    Bar {
        rule: Rule {
            id: "quantity/scope",
            finds: "How many there are in the whole province, city or county.",
            example: "政策惠及面广,全省21个市接入平台",
            counter_example: "全省建成21个示范区",
        },
        says: scope,
    },
    Bar {
        rule: Rule {
            id: "quantity/starting-point",
            finds: "A number that a change starts from, or what is paid.",
            example: "在增长20%的基础上",
            counter_example: "产值增长20%",
        },
        says: starting_point,
    },
];

/// 2万元以上5万元以下的罚款: both ends.
fn granted(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    if !matches!(amount.kind(), MeasureKind::Money | MeasureKind::Ratio) {
        return None;
    }
    let behind = scene.amounts.partition_point(|next| next.range.start < amount.range.end);
    let next = scene.amounts.get(behind).filter(|next| next.range.start == amount.range.end);
    let end = next.map_or(amount.range.end, |next| next.range.end);
    let right = TextRange::new(end, amount.clause.end.max(end)).of(scene.text).trim_start();
    let right = right.strip_prefix('的').unwrap_or(right);
    let said = scene.lexicon.targets.not_before.at_start(right);
    said.map(|(_, verdict)| *verdict).filter(|said| *said == Verdict::PolicyParameter)
}

/// 8家 in 8家实验室产出成果10项, 亿元 in 投资亿元以上项目10个.
fn attribute(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    if is_description(scene, amount) {
        return Some(Verdict::Threshold);
    }
    if !amount.runs_on || is_described(scene, amount) || is_article(scene, amount) {
        return None;
    }
    let counts = amount.kind() == MeasureKind::Count && !amount.suffixed && !amount.compared;
    Some(match amount.kind() {
        _ if is_left_level(scene, amount) => Verdict::Base,
        _ if counts && amount.is_small_word(scene.text) => Verdict::Idiom,
        _ if counts && tells_what_is(scene) => Verdict::PresentFact,
        _ if counts => Verdict::ActorCount,
        MeasureKind::Time => time_limit(scene, amount).unwrap_or(Verdict::Threshold),
        _ => Verdict::Threshold,
    })
}

/// Longest name between 由 and the level that is left, in characters.
const LEVEL: usize = 8;

/// 由每人每年3300元提高到3700元: the level from which a change starts.
fn is_left_level(scene: &Scene, amount: &Amount) -> bool {
    let words = &scene.lexicon.targets;
    let left = before(scene, amount);
    let Some((at, origin, ())) = scene.marks.last_cue(&words.origin, left) else { return false };
    let between = left.get(at + origin.len()..).unwrap_or_default();
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text);
    let level = words.verbs.at_start(right).is_some_and(|(_, action)| action.verb == Verb::Level);
    // 由60万元调整为70万元.
    let behind = scene.amounts.partition_point(|next| next.range.start < amount.range.end);
    let next = scene.amounts.get(behind).filter(|next| next.clause == amount.clause);
    let changed = next.is_some_and(|next| {
        let gap = TextRange::new(amount.range.end, next.range.start).of(scene.text);
        gap.ends_with(['为', '至', '到']) && gap.chars().nth(LEVEL).is_none()
    });
    let near = between.chars().nth(LEVEL).is_none();
    near && (level || changed || right.starts_with(['至', '到']))
}

/// 1000平方米 in 建有1个面积不少于1000平方米的中心.
fn is_description(scene: &Scene, amount: &Amount) -> bool {
    let before = amount.previous.and_then(|previous| scene.amounts.get(previous));
    let sized = matches!(amount.kind(), MeasureKind::Size | MeasureKind::Money);
    sized && before.is_some_and(|before| is_described(scene, before))
}

/// 建有1个面积不少于1000平方米、功能齐全的中心: the later number describes what the first one counts.
pub(in crate::find::commitment) fn is_described(scene: &Scene, amount: &Amount) -> bool {
    /// Longest name of what the later number measures, in characters.
    const ATTRIBUTE: usize = 6;
    let behind = scene.amounts.partition_point(|next| next.range.start < amount.range.end);
    let next = scene.amounts.get(behind);
    let sized = |next: &Amount| {
        let behind = TextRange::new(next.range.end, amount.clause.end.max(next.range.end));
        let between = TextRange::new(amount.range.end, next.range.start).of(scene.text);
        let short = between.chars().nth(ATTRIBUTE).is_none()
            && !scene.marks.signs(between).has(&['、', ',']);
        // The noun may stand behind a comma: 面积不少于1000平方米,功能齐全的中心.
        let described = scene.marks.has_cue(&scene.lexicon.particles.of, behind.of(scene.text))
            || short && behind.is_empty();
        let sized = next.kind() == MeasureKind::Size && next.compared && described;
        // 10个投资5亿元以上项目.
        let rest = behind.of(scene.text);
        let large = matches!(next.kind(), MeasureKind::Size | MeasureKind::Money)
            && next.suffixed
            && short
            && rest.trim_start_matches('的').starts_with(is_han);
        sized || large
    };
    let verb = lead::verb_at_end(scene, amount.left);
    let made =
        verb.is_some_and(|(_, action)| action.verb == Verb::Make && action.form != Form::Causative);
    (made || enumerated::is_begun(scene, amount))
        && amount.kind() == MeasureKind::Count
        && next.is_some_and(sized)
}

/// “965”, 《十条措施》.
fn quoted(_: &Scene, amount: &Amount) -> Option<Verdict> {
    let (_, bracket) = amount.enclosure?;
    (bracket == Bracket::Quote).then_some(Verdict::NamePart)
}

/// width='100%', 签约人数/总人数*100%: markup and formulas commit to nothing.
fn formula(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let sign = before(scene, amount).trim_end_matches(['"', '\'']);
    sign.ends_with(['=', '*', '×', '÷']).then_some(Verdict::Ratio)
}

/// 得2分, 扣0.5分; 满意度达到90分 is meant.
fn score(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let rest = scene.text.get(amount.quantity.range.end as usize..).unwrap_or_default();
    // 加分最多不超过10分.
    let counted = before(scene, amount).ends_with('分');
    let points =
        amount.quantity.measure == "分" && (counted || !amount.compared) && !rest.starts_with('钱');
    points.then_some(Verdict::Score)
}

/// 为实现减少10%的目标.
fn purpose(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let left = lead::without_lead_in(scene, amount.left);
    (amount.closed && left.of(scene.text).starts_with('为')).then_some(Verdict::Repeat)
}

/// 复印件1份.
fn papers(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    const MOST: u8 = 3;
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let few = amount.quantity.measure == "份" && amount.quantity.value <= MOST.into();
    let bounded = amount.compared || amount.suffixed;
    let again = scene.marks.has_cue(&scene.lexicon.targets.per, left);
    (few && !bounded && !again && !is_hoped(scene, amount)).then_some(Verdict::PolicyParameter)
}

/// The words of its clause before the number and what bounds it.
pub(super) fn before<'t>(scene: &Scene<'t>, amount: &Amount) -> &'t str {
    TextRange::new(amount.clause.start, amount.range.start).of(scene.text).trim_end()
}

/// 等10个场景, 在5所学校.
fn pointed_at(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let words = &scene.lexicon.targets;
    let left = before(scene, amount);
    let (word, verdict) = words.not_after.at_end(left)?;
    if is_article(scene, amount) {
        return None;
    }
    let before = left.get(..left.len() - word.len()).unwrap_or_default();
    let rate = amount.kind() == MeasureKind::Ratio && words.rate.at_end(before).is_some();
    // 等10场以上节庆赛事: with a bound it is a demand, not the size of the list.
    let bounded = amount.suffixed && amount.kind() == MeasureKind::Count;
    // 关闭退出煤矿共9处: what a verb does to things named, summed up.
    let summed = words.tail.get(word).is_some() && is_done(scene, amount);
    let served = served::find_for(scene, amount).is_some();
    // 拿地后5个工作日内办好: time begins behind an event.
    let timed = amount.suffixed && amount.kind() == MeasureKind::Time;
    // 实现甲、乙等10个场景“一网通办”: the list is what must be reached.
    let batch = amount_before_noun::is_first_batch(scene, amount);
    let reached =
        batch || enumerated::is_result(scene, amount) || enumerated::is_begun(scene, amount);
    let meant = rate || bounded || summed || served || timed || reached;
    (!meant).then(|| of_kind(scene, amount, *verdict))
}

/// 在3家企业 says how many act, 在300平方米以上 from what size on, 公示期为7天 how long.
fn of_kind(scene: &Scene, amount: &Amount, verdict: Verdict) -> Verdict {
    let weak = matches!(verdict, Verdict::ActorCount | Verdict::PresentFact | Verdict::Ordinal);
    let set = || policy(scene, amount, None).is_some();
    match amount.kind() {
        MeasureKind::Time | MeasureKind::Date if weak => Verdict::Time,
        MeasureKind::Money | MeasureKind::Ratio if weak && set() => Verdict::PolicyParameter,
        MeasureKind::Count if verdict == Verdict::ActorCount => {
            if amount.is_small_word(scene.text) { Verdict::Idiom } else { verdict }
        }
        _ if verdict == Verdict::ActorCount => Verdict::Threshold,
        _ => verdict,
    }
}

/// 全省21个市.
fn scope(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let words = &scene.lexicon.targets;
    let sized = amount.kind() != MeasureKind::Ratio
        && words.scope.at_end(before(scene, amount)).is_some()
        && lead::verb_at_end(scene, amount.left).is_none()
        && shared_out::find_for(scene, amount).is_none()
        && served::find_for(scene, amount).is_none()
        && subject::find_for(scene, amount).is_none();
    sized.then_some(Verdict::PresentFact)
}

/// 20%的基础上; 2万元奖励.
fn starting_point(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text).trim_start();
    let (_, verdict) = scene.lexicon.targets.not_before.at_start(right)?;
    // 残疾人两项补贴.
    let counts = amount.kind() == MeasureKind::Count && amount.is_small_word(scene.text);
    Some(if counts { Verdict::Idiom } else { *verdict })
}

/// The item begins with a verb and ends with the number.
fn is_done(scene: &Scene, amount: &Amount) -> bool {
    let start = lead::without_lead_in(scene, amount.left);
    let verb = lead::verb_at(scene.lexicon, start.of(scene.text));
    let plain = verb.is_some_and(|(_, action)| action.form == Form::Plain);
    plain && amount.ends_item(scene.text)
}
