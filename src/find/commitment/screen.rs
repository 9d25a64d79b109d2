//! Numbers that are no commitments: names, thresholds, policy parameters, results already reached.
//!
//! Each rule of [`NUMBER`] looks at a number before anything is found for it, each of [`SENTENCE`] at
//! its sentence, and each of [`REST`] at a number for which nothing was found. The first that gives a
//! verdict decides.

use super::amount::Amount;
use super::change;
use super::enumerated;
use super::frequency;
use super::headcount;
use super::lead;
use super::scene::{Draft, Scene};
use super::served;
use super::shared_out;
use super::subject;
use super::{Modality, modality};
use crate::annotate::Bracket;
use crate::chars::is_han;
use crate::find::{Bar, Rule, RuleId, Settled};
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Fund, Verb};
use crate::model::{Comparator, Verdict};
use crate::span::{TextRange, to_u32};

/// What a rule of [`NUMBER`] or [`REST`] asks.
type OfNumber = fn(&Scene, &Amount) -> Option<Verdict>;

/// What a rule of [`SENTENCE`] asks.
type OfSentence = fn(&Scene, &Amount, Option<&Draft>) -> Option<Verdict>;

/// Numbers that cannot be targets, whatever their sentence says.
static NUMBER: [Bar<OfNumber>; 10] = [
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

/// Numbers whose sentence commits to nothing.
static SENTENCE: [Bar<OfSentence>; 7] = [
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

/// Numbers for which no rule of targets finds anything.
static REST: [Bar<OfNumber>; 4] = [
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

/// The rules of this file.
pub(in crate::find) fn rules() -> impl Iterator<Item = &'static Rule> {
    let numbers = NUMBER.iter().chain(&REST).map(|bar| &bar.rule);
    numbers.chain(SENTENCE.iter().map(|bar| &bar.rule))
}

/// What bars a number from being a target before its sentence is read.
pub(super) fn of_number(scene: &Scene, amount: &Amount) -> Option<Settled> {
    settled(amount, Bar::first(&NUMBER, |says| says(scene, amount)))
}

/// What bars a number for which `draft` was found.
pub(super) fn of_sentence(scene: &Scene, amount: &Amount, draft: &Draft) -> Option<Settled> {
    settled(amount, Bar::first(&SENTENCE, |says| says(scene, amount, Some(draft))))
}

/// What a number is for which nothing was found.
pub(super) fn of_rest(scene: &Scene, amount: &Amount) -> Option<Settled> {
    let sentence = Bar::first(&SENTENCE, |says| says(scene, amount, None));
    settled(amount, sentence.or_else(|| Bar::first(&REST, |says| says(scene, amount))))
}

fn settled(amount: &Amount, said: Option<(Verdict, RuleId)>) -> Option<Settled> {
    let (verdict, rule) = said?;
    Some(Settled { range: amount.quantity.range, verdict, rule })
}

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
    let Some((at, origin, ())) = words.origin.find_all(left).last() else { return false };
    let between = left.get(at + origin.len()..).unwrap_or_default();
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text);
    let level = words.verbs.at_start(right).is_some_and(|(_, action)| action.verb == Verb::Level);
    between.chars().nth(LEVEL).is_none() && (level || right.starts_with(['至', '到']))
}

/// 1000平方米 in 建有1个面积不少于1000平方米的中心.
fn is_description(scene: &Scene, amount: &Amount) -> bool {
    let before = amount.previous.and_then(|previous| scene.amounts.get(previous));
    let sized = matches!(amount.kind(), MeasureKind::Size | MeasureKind::Money);
    sized && before.is_some_and(|before| is_described(scene, before))
}

/// 建有1个面积不少于1000平方米、功能齐全的中心: the later number describes what the first one counts.
pub(super) fn is_described(scene: &Scene, amount: &Amount) -> bool {
    /// Longest name of what the later number measures, in characters.
    const ATTRIBUTE: usize = 6;
    let behind = scene.amounts.partition_point(|next| next.range.start < amount.range.end);
    let next = scene.amounts.get(behind);
    let sized = |next: &Amount| {
        let behind = TextRange::new(next.range.end, amount.clause.end.max(next.range.end));
        let between = TextRange::new(amount.range.end, next.range.start).of(scene.text);
        let short = between.chars().nth(ATTRIBUTE).is_none() && !between.contains(['、', ',']);
        // The noun may stand behind a comma: 面积不少于1000平方米,功能齐全的中心.
        let described = behind.of(scene.text).contains('的') || short && behind.is_empty();
        let sized = next.kind() == MeasureKind::Size && next.compared && described;
        // 10个投资5亿元以上项目.
        let rest = behind.of(scene.text);
        let large = matches!(next.kind(), MeasureKind::Size | MeasureKind::Money)
            && next.suffixed
            && short
            && rest.trim_start_matches('的').starts_with(is_han);
        sized || large
    };
    let verb = lead::verb_at_end(scene.lexicon, scene.text, amount.left);
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
    let points = amount.quantity.measure == "分" && !amount.compared && !rest.starts_with('钱');
    points.then_some(Verdict::Score)
}

/// 为实现减少10%的目标.
fn purpose(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let left = lead::without_lead_in(scene.lexicon, scene.text, amount.left);
    (amount.closed && left.of(scene.text).starts_with('为')).then_some(Verdict::Repeat)
}

/// 复印件1份.
fn papers(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    const MOST: u8 = 3;
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let few = amount.quantity.measure == "份" && amount.quantity.value <= MOST.into();
    let bounded = amount.compared || amount.suffixed;
    let again = scene.lexicon.targets.per.find(left).is_some();
    (few && !bounded && !again && !is_hoped(scene, amount)).then_some(Verdict::PolicyParameter)
}

/// 覆盖率达到20%,得1分.
fn criterion(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    let criterion = scene.scored && modality(scene, amount) == Modality::Plan;
    criterion.then_some(Verdict::Condition)
}

/// 千亿元产业集群, 30万吨延链补链项目.
fn size_of_thing(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text).trim_start();
    let sized = matches!(amount.kind(), MeasureKind::Money | MeasureKind::Size);
    let bare = !amount.suffixed && !amount.compared && !amount.is_small_word(scene.text);
    (sized && bare && right.starts_with(is_han)).then_some(Verdict::Threshold)
}

/// The words of its clause before the number and what bounds it.
fn before<'t>(scene: &Scene<'t>, amount: &Amount) -> &'t str {
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
    let reached = enumerated::is_result(scene, amount) || enumerated::is_begun(scene, amount);
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

/// 一个: an article.
fn is_article(scene: &Scene, amount: &Amount) -> bool {
    let counts = amount.kind() == MeasureKind::Count && !amount.compared && !amount.suffixed;
    counts && amount.is_small_word(scene.text) && amount.quantity.value == 1.into()
}

/// 全省21个市.
fn scope(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let words = &scene.lexicon.targets;
    let sized = amount.kind() != MeasureKind::Ratio
        && words.scope.at_end(before(scene, amount)).is_some()
        && lead::verb_at_end(scene.lexicon, scene.text, amount.left).is_none()
        && shared_out::find_for(scene, amount).is_none()
        && subject::find_for(scene, amount).is_none();
    sized.then_some(Verdict::PresentFact)
}

/// 20%的基础上; 2万元奖励.
fn starting_point(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text).trim_start();
    let (_, verdict) = scene.lexicon.targets.not_before.at_start(right)?;
    Some(*verdict)
}

/// 运营补贴每年不低于2万元: money that the words before it call a subsidy.
fn is_subsidy(scene: &Scene, amount: &Amount) -> bool {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let named = scene.lexicon.targets.not_before.find(left).is_some();
    named && amount.kind() == MeasureKind::Money
}

/// The item begins with a verb and ends with the number.
fn is_done(scene: &Scene, amount: &Amount) -> bool {
    let start = lead::without_lead_in(scene.lexicon, scene.text, amount.left);
    let verb = lead::verb_at(scene.lexicon, start.of(scene.text));
    let plain = verb.is_some_and(|(_, action)| action.form == Form::Plain);
    plain && amount.ends_item(scene.text)
}

/// Subsidies, fees, ceilings, conditions. Counts of things are asked less strictly: a sentence may
/// build ten parks and pay for them.
fn policy(scene: &Scene, amount: &Amount, draft: Option<&Draft>) -> Option<Verdict> {
    if draft.is_some_and(|draft| is_funded(scene, amount, draft)) {
        return None;
    }
    let words = &scene.lexicon.targets;
    let clause = amount.clause.of(scene.text);
    let set =
        words.policy_clause.find_all(clause).any(|(_, word, ())| !is_kept(scene, amount, word));
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
        words.policy_sentence.find(scope.of(scene.text)).is_some()
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
        && words.policy_sentence.find(head.of(scene.text)).is_none()
        && words.policy_clause.find(amount.clause.of(scene.text)).is_none()
}

/// 平均费率降至1%以下: an average is not prescribed but reached.
fn is_kept(scene: &Scene, amount: &Amount, word: &str) -> bool {
    let words = &scene.lexicon.targets;
    let left = amount.left.of(scene.text);
    let all = words.average.find(left).is_some();
    let rate = words.rate.at_end(word).is_some() && all;
    let verb = lead::verb_at_end(scene.lexicon, scene.text, amount.left);
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
    let mut commas = rest.of(scene.text).match_indices(',').map(|(at, _)| at);
    let end = commas.find(|at| opens(*at)).map_or(sentence.end, |at| rest.start + to_u32(at));
    TextRange::new(sentence.start, end)
}

/// True where 力争 or 确保 makes a promise of it.
fn is_hoped(scene: &Scene, amount: &Amount) -> bool {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    scene.lexicon.targets.modality.find(left).is_some()
}

/// 建筑面积大于200平方米的. A rate may be kept low.
fn condition(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    let threshold = amount.conditional && amount.kind() != MeasureKind::Ratio;
    (threshold && !is_hoped(scene, amount)).then_some(Verdict::Condition)
}

/// 每套发放10万元.
fn each_is_paid(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let each = amount.kind() == MeasureKind::Money
        && left.contains('每')
        && scene.lexicon.targets.per.find(left).is_none();
    (each && !is_hoped(scene, amount)).then_some(Verdict::MoneyPaid)
}

/// 已建成10个; 截至2022年,全市共有…; 2021年,… in a notice of 2022.
fn past(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    is_past(scene, amount).then_some(Verdict::PastFact)
}

fn is_past(scene: &Scene, amount: &Amount) -> bool {
    let words = &scene.lexicon.targets;
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    if words.past_clause.find(left).is_some() {
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
        let clause = rest.split(',').next().unwrap_or_default();
        words.baseline.at_end(head).is_none() && words.baseline_tail.find(clause).is_none()
    };
    let named = words.past_sentence.find_all(before).filter(|(at, ..)| past(*at)).last();
    named.is_some_and(|(at, ..)| {
        let since = before.get(at..).unwrap_or_default();
        words.modality.find(since).is_none()
    })
}

/// The heading tells what has been reached or how things stand.
fn tells_what_is(scene: &Scene) -> bool {
    scene.idle == Some(Verdict::PresentFact)
}

/// Under 发展现状, without 力争.
fn stocktaking(scene: &Scene, amount: &Amount, _: Option<&Draft>) -> Option<Verdict> {
    scene.idle.filter(|_| modality(scene, amount) == Modality::Plan)
}

/// 打造一个品牌, 三大片区. 增加一倍 and 每季度上报两条 are meant.
fn idiom(scene: &Scene, amount: &Amount, draft: Option<&Draft>) -> Option<Verdict> {
    let Some(draft) = draft else {
        return is_article(scene, amount).then_some(Verdict::Idiom);
    };
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let again = scene.lexicon.targets.per.find(left).is_some() && amount.quantity.value > 1.into();
    let times = draft.rule == change::RULE.id && ["倍", "番"].contains(&&*amount.quantity.measure);
    let exact = [headcount::RULE.id, frequency::RULE.id].contains(&draft.rule);
    // 不少于三名, 两到三条: nobody bounds an article.
    let bounded = matches!(amount.comparator, Comparator::Ge | Comparator::Le | Comparator::Range);
    let meant = exact || again || times || bounded;
    (amount.is_small_word(scene.text) && !meant).then_some(Verdict::Idiom)
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
fn time_limit(scene: &Scene, amount: &Amount) -> Option<Verdict> {
    let right = TextRange::new(amount.quantity.range.end, amount.clause.end).of(scene.text);
    let within = right.starts_with('内') || amount.comparator == Comparator::Le;
    let limit = amount.kind() == MeasureKind::Time && within;
    limit.then_some(Verdict::PolicyParameter)
}

/// 24小时, 6个月.
fn length_of_time(_: &Scene, amount: &Amount) -> Option<Verdict> {
    (amount.kind() == MeasureKind::Time).then_some(Verdict::Time)
}
