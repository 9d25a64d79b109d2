//! Numbers that are no commitments: names, thresholds, policy parameters, results already reached.
//!
//! Each rule of [`NUMBER`] looks at a number before anything is found for it, each of [`SENTENCE`] at
//! its sentence, and each of [`REST`] at a number for which nothing was found. The first that gives a
//! verdict decides.

mod number;
mod rest;
mod sentence;

use super::amount::Amount;
use super::scene::{Draft, Scene};
use crate::find::{Bar, Rule, RuleId, Settled};
use crate::model::Verdict;
use number::NUMBER;
pub(super) use number::is_described;
use rest::REST;
use sentence::SENTENCE;

/// What a rule of [`NUMBER`] or [`REST`] asks.
type OfNumber = fn(&Scene, &Amount) -> Option<Verdict>;

/// What a rule of [`SENTENCE`] asks.
type OfSentence = fn(&Scene, &Amount, Option<&Draft>) -> Option<Verdict>;

/// The rules of this room.
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
