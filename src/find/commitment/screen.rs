//! Numbers that are no commitments: names, thresholds, policy parameters, results already reached.

use super::amount::Amount;
use super::enumerated;
use super::layout::Bracket;
use super::lead;
use super::scene::Scene;
use super::served;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};
use crate::span::{TextRange, to_u32};

/// True where the number cannot be a target, whatever its sentence says.
pub(super) fn bars_number(scene: &Scene, amount: &Amount, masked: &[TextRange]) -> bool {
    amount.runs_on
        || is_quoted(amount)
        || is_code(scene, amount)
        || masked.iter().any(|mask| mask.overlaps(amount.range))
        || is_named_by_neighbours(scene, amount)
}

/// True where its sentence commits to nothing.
pub(super) fn bars_sentence(scene: &Scene, amount: &Amount) -> bool {
    is_policy(scene, amount) || is_condition(scene, amount) || is_past(scene, amount)
}

/// “965”, 《十条措施》.
fn is_quoted(amount: &Amount) -> bool {
    amount.enclosure.is_some_and(|(_, bracket)| bracket == Bracket::Quote)
}

/// width='100%', 签约人数/总人数*100%: markup and formulas commit to nothing.
fn is_code(scene: &Scene, amount: &Amount) -> bool {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text).trim_end();
    let sign = left.trim_end_matches(['"', '\'']);
    sign.ends_with(['=', '*', '×', '÷'])
}

/// 等10个场景, 全省21个市, 在5所学校; 20%的基础上.
fn is_named_by_neighbours(scene: &Scene, amount: &Amount) -> bool {
    let words = &scene.lexicon.targets;
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text).trim_end();
    let right = TextRange::new(amount.range.end, amount.clause.end).of(scene.text).trim_start();
    let pointed = words.not_after.at_end(left).is_some_and(|(word, ())| {
        let before = left.get(..left.len() - word.len()).unwrap_or_default();
        let rate = amount.kind() == MeasureKind::Ratio && words.rate.at_end(before).is_some();
        // 等10场以上节庆赛事: with a bound it is a demand, not the size of the list.
        let bounded = amount.suffixed && amount.kind() == MeasureKind::Count;
        // 关闭退出煤矿共9处: what a verb does to things named, summed up.
        let summed = words.tail.get(word).is_some() && is_done(scene, amount);
        let served = words.served.get(word).is_some() && served::find_for(scene, amount).is_some();
        // 拿地后5个工作日内办好: time begins behind an event.
        let timed = amount.suffixed && amount.kind() == MeasureKind::Time;
        // 实现甲、乙等10个场景“一网通办”: the list is what must be reached.
        let reached = enumerated::is_result(scene, amount);
        !rate && !bounded && !summed && !served && !timed && !reached
    });
    let sized = amount.kind() != MeasureKind::Ratio
        && words.scope.at_end(left).is_some()
        && lead::verb_at_end(scene.lexicon, scene.text, amount.left).is_none();
    pointed || sized || words.not_before.at_start(right).is_some()
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
fn is_policy(scene: &Scene, amount: &Amount) -> bool {
    let words = &scene.lexicon.targets;
    let clause = amount.clause.of(scene.text);
    let set =
        words.policy_clause.find_all(clause).any(|(_, word, ())| !is_kept(scene, amount, word));
    let described = words.policy_clause_end.at_end(clause.trim_end()).is_some();
    if set || described || is_subsidy(scene, amount) {
        return true;
    }
    let strict = matches!(
        amount.kind(),
        MeasureKind::Money | MeasureKind::Ratio | MeasureKind::Time | MeasureKind::Data
    );
    let scope = if strict { before_grant(scene, amount) } else { amount.clause };
    words.policy_sentence.find(scope.of(scene.text)).is_some()
}

/// 平均费率降至1%以下: an average is not prescribed but reached.
fn is_kept(scene: &Scene, amount: &Amount, word: &str) -> bool {
    let words = &scene.lexicon.targets;
    let left = amount.left.of(scene.text);
    let rate = words.rate.at_end(word).is_some() && words.average.find(left).is_some();
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

/// 建筑面积大于200平方米的; 每套发放10万元. A rate may be kept low, and hope makes a promise of it.
fn is_condition(scene: &Scene, amount: &Amount) -> bool {
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let words = &scene.lexicon.targets;
    let hoped = words.modality.find(left).is_some();
    let threshold = amount.conditional && amount.kind() != MeasureKind::Ratio;
    let each = amount.kind() == MeasureKind::Money
        && left.contains('每')
        && words.per.find(left).is_none();
    !hoped && (threshold || each)
}

/// 已建成10个; 截至2022年,全市共有…; 2021年,… in a notice of 2022.
fn is_past(scene: &Scene, amount: &Amount) -> bool {
    let words = &scene.lexicon.targets;
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    if words.past_clause.find(left).is_some() {
        return true;
    }
    if let Some(period) = scene.period_at(amount) {
        return period.year.zip(scene.issued).is_some_and(|(year, issued)| year < issued);
    }
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.range.start).of(scene.text);
    // 较去年同期下降20%: last year is what is compared with.
    let past =
        |at: usize| before.get(..at).is_none_or(|before| words.baseline.at_end(before).is_none());
    let named = words.past_sentence.find_all(before).filter(|(at, ..)| past(*at)).last();
    named.is_some_and(|(at, ..)| {
        let since = before.get(at..).unwrap_or_default();
        words.modality.find(since).is_none()
    })
}
