//! Finds the share of a known set that must reach a state.
//!
//! Example: 实现95%税费服务事项“网上办”.
//! Counter-example: 返还其缴纳失业保险费的50% (the screen takes subsidies).

use super::amount::Amount;
use super::lead::{self, Style};
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Action, Form, Verb};
use crate::model::Comparator;
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/share",
    finds: "A percentage between a verb and what it is a share of, or before the state to be reached.",
    example: "实现95%税费服务事项“网上办”",
    counter_example: "按80%的比例分档",
};

/// How long the words for a state may be, in characters.
const STATE: usize = 10;

/// How many verbs behind a share are looked at.
const FEW: usize = 8;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() != MeasureKind::Ratio {
        return None;
    }
    if amount.ends_item(scene.text) {
        return of_whole(scene, amount);
    }
    object(scene, amount)
        .or_else(|| state(scene, amount))
        .or_else(|| rate(scene, amount))
        .or_else(|| split(scene, amount))
        .or_else(|| subject(scene, amount))
}

/// 数量达到总量的25%, 总量达到2024年的3倍: what reaches a share or a multiple of something.
fn of_whole(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let words = amount.left.of(scene.text).strip_suffix('的')?;
    let (at, word, bound) = scene.marks.last_cue(&scene.lexicon.targets.before, words)?;
    let reached = *bound != Comparator::Le && !word.starts_with('不');
    let whole = words.get(at + word.len()..)?.chars().count();
    let subject = amount.left.within(0, at);
    let noun = lead::read(scene, subject, Style::Subject);
    let named = noun.noun.of(scene.text).chars().nth(1).is_some();
    let fits = reached && named && (1..=STATE).contains(&whole);
    // 达到 stands before the whole and bounds the number behind it.
    let comparator = (!amount.suffixed && amount.comparator == Comparator::Eq).then_some(*bound);
    fits.then(|| Draft { comparator, ..Draft::new(RULE.id, noun.noun, noun.action) })
}

/// 实现1分钟响应,90%解决率: the rate follows its number.
fn rate(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let left = lead::without_lead_in(scene, amount.left);
    let noun = right(scene, amount);
    let words = noun.of(scene.text);
    let rated = scene.lexicon.targets.rate.at_end(words).is_some();
    let short = words.chars().nth(STATE).is_none();
    if !rated || !short {
        return None;
    }
    if left.is_empty() {
        return Some(Draft::new(RULE.id, noun, None));
    }
    // 天然气消费量力争保持15%以上的年均增速: what grows stands before the number.
    let grown = lead::read(scene, amount.left, Style::Subject);
    let named = grown.action.is_none() && grown.noun.of(scene.text).chars().nth(1).is_some();
    let draft = Draft::new(RULE.id, grown.noun, None);
    (amount.compared && named).then_some(Draft { shared: Some(noun), ..draft })
}

/// 新注册企业50%以上生成电子印章: the share stands between what acts and its verb.
fn split(scene: &Scene, amount: &Amount) -> Option<Draft> {
    // The bare words: 25%以上的出让土地 begins with no verb.
    let right = amount.right.trim(scene.text);
    let words = right.of(scene.text);
    let makes = |(_, action): (usize, Action)| action.verb == Verb::Make;
    let does = lead::verb_at(scene.lexicon, words).is_some_and(makes)
        || scene.lexicon.targets.spent.at_start(words).is_some();
    let bounded = amount.suffixed || amount.quantity.value == 100.into();
    let lead = lead::read(scene, amount.left, Style::Subject);
    let named = lead.noun.of(scene.text);
    let verbless = lead::verb_at_end(scene, amount.left).is_none();
    let whole = named.chars().nth(1).is_some() && !named.ends_with('的') && verbless;
    let fits = does && bounded && whole;
    let draft = Draft::new(RULE.id, lead.noun, lead.action);
    fits.then_some(Draft { shared: Some(right), ..draft })
}

/// 实现95%税费服务事项“网上办”.
fn object(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let (action, kind) = lead::verb_at_end(scene, amount.left)?;
    let verb = kind.verb == Verb::Make && kind.form != Form::Nominal;
    let noun = right(scene, amount);
    (verb && !noun.is_empty()).then(|| Draft::new(RULE.id, noun, Some(action)))
}

/// 实现企业电子证照100%全覆盖: the state that all must reach follows the number.
fn state(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let short = amount.right.of(scene.text).chars().nth(STATE).is_none();
    let whole = amount.quantity.value == 100.into();
    let lead = lead::read(scene, amount.left, Style::Subject);
    let named = lead.noun.of(scene.text).chars().nth(1).is_some();
    (short && whole && named).then(|| Draft::new(RULE.id, lead.noun, lead.action))
}

/// 全省90%以上政务服务事项实现“单点登录”: the share is the subject.
fn subject(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let left = lead::without_lead_in(scene, amount.left);
    let scope = scene.lexicon.targets.scope.get(left.of(scene.text)).is_some();
    let alone = left.is_empty() || scope;
    let noun = right(scene, amount);
    (alone && achieves(scene, amount) && !noun.is_empty()).then(|| Draft::new(RULE.id, noun, None))
}

/// A verb stands behind what the share is of, if only behind the last of several:
/// 20%的公立医院和20%的民办医院完成章程制定.
fn achieves(scene: &Scene, amount: &Amount) -> bool {
    let rest = TextRange::new(amount.range.end, amount.clause.end).of(scene.text);
    let verbs = scene.marks.cues(&scene.lexicon.targets.verbs, rest);
    let made = verbs.filter(|(at, word, action)| {
        action.verb == Verb::Make && *at >= 6 && rest.len() - at - word.len() >= 6
    });
    let acts = made.take(FEW).any(|(at, ..)| {
        rest.get(at..).is_some_and(|rest| lead::verb_at(scene.lexicon, rest).is_some())
    });
    acts || reaches_state(scene, rest)
}

/// 80%以上的福利院达到二级: a grade is reached and no number.
fn reaches_state(scene: &Scene, rest: &str) -> bool {
    let reached = scene.marks.cues(&scene.lexicon.targets.before, rest).take(FEW);
    let words = reached.filter(|(at, word, bound)| {
        *at >= 6 && **bound == Comparator::Ge && word.chars().nth(1).is_some()
    });
    let mut behind = words.filter_map(|(at, word, _)| rest.get(at + word.len()..)?.chars().next());
    behind.any(|next| !next.is_ascii_digit())
}

/// The words after the number, without 的.
fn right(scene: &Scene, amount: &Amount) -> TextRange {
    let noun = amount.right.trim(scene.text);
    let skip = if noun.of(scene.text).starts_with('的') { '的'.len_utf8() } else { 0 };
    noun.within(skip, noun.of(scene.text).len() - skip)
}
