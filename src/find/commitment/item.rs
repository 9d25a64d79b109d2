//! Finds the number that closes an item behind what it counts, where no other rule speaks of it.
//!
//! Under a period that lies ahead, or with 以上, a number commits somebody unless a rule says otherwise:
//! what is past, a condition or a policy is taken out by the screen.
//!
//! Example: 到2025年,粮食面积1300万亩.
//! Counter-example: 粮食面积1300万亩 (nothing says that it lies ahead).

use super::amount::Amount;
use super::lead::{self, Style};
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::model::Comparator;
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/item",
    finds: "The number that closes an item behind what it counts, under a period that lies ahead or \
            with a bound, where nothing says that it is none.",
    example: "到2025年,粮食播种面积1300万亩",
    counter_example: "粮食播种面积1300万亩",
};

/// What is counted has at least so many characters.
const SHORTEST: usize = 4;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let fits = matches!(
        amount.kind(),
        MeasureKind::Count | MeasureKind::Person | MeasureKind::Money | MeasureKind::Size
    );
    if !fits || !amount.ends_item(scene.text) || !lies_ahead(scene, amount) {
        return None;
    }
    let lead = lead::read(scene, amount.left, Style::Subject);
    let long = lead.noun.of(scene.text).chars().nth(SHORTEST - 1).is_some();
    let whole = opens(scene, amount.left) && !holds_digit(scene, lead.noun);
    (long && whole).then(|| Draft::new(RULE.id, lead.noun, lead.action))
}

/// A bound, or a period of the sentence or above it that has not passed.
fn lies_ahead(scene: &Scene, amount: &Amount) -> bool {
    is_dated_ahead(scene, amount) || amount.suffixed && amount.comparator == Comparator::Ge
}

/// A period of the sentence or above it that has not passed.
pub(super) fn is_dated_ahead(scene: &Scene, amount: &Amount) -> bool {
    let own = scene.period_at(amount).or_else(|| scene.period_before(amount));
    let year = own.map_or(scene.governed, |period| period.year);
    // Of a text without a date, only a heading says that its numbers lie ahead.
    match scene.issued {
        Some(issued) => year.is_some_and(|year| year >= issued),
        None => scene.governed.is_some(),
    }
}

/// The item begins where its clause does: nothing else has been said before it.
fn opens(scene: &Scene, left: TextRange) -> bool {
    scene.layout.clause(left).start == left.start
}

/// A number, but not that of a name: A1地块.
fn holds_digit(scene: &Scene, noun: TextRange) -> bool {
    let words = noun.of(scene.text);
    let named = |at: usize| {
        let before = words.get(..at).and_then(|words| words.chars().next_back());
        before.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let signs = scene.marks.signs(words);
    signs.iter().any(|(at, sign)| sign.is_ascii_digit() && !named(at))
}
