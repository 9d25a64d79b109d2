//! What a target rule sees: one paragraph with its amounts, and what has been found in it so far.

use super::amount::{self, Amount};
use super::period::{self, Period};
use super::shared_out::Total;
use crate::annotate::{Annotations, Layout};
use crate::find::Context;
use crate::lexicon::Lexicon;
use crate::model::{Comparator, RuleId, Verdict};
use crate::number;
use crate::span::TextRange;
use jiff::civil::Date;

/// What a rule says about one amount.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What is counted.
    pub(super) indicator: TextRange,
    /// The noun that the indicator shares with its neighbours.
    pub(super) shared: Option<TextRange>,
    /// The verb.
    pub(super) action: Option<TextRange>,
    /// Set where the rule knows better than the words around the number.
    pub(super) comparator: Option<Comparator>,
    /// Set where the rule knows better than the words before the number: EDTF.
    pub(super) period: Option<String>,
    /// The amount that this is a part of.
    pub(super) part_of: Option<usize>,
    /// Set where the rule knows who each has the number.
    pub(super) per: Option<TextRange>,
    /// The rule.
    pub(super) rule: RuleId,
}

impl Draft {
    /// A finding of `rule` that counts `indicator`.
    pub(super) fn new(rule: RuleId, indicator: TextRange, action: Option<TextRange>) -> Self {
        Self {
            indicator,
            shared: None,
            action,
            comparator: None,
            period: None,
            part_of: None,
            per: None,
            rule,
        }
    }
}

/// One paragraph.
#[derive(Debug)]
pub(super) struct Scene<'t> {
    /// The words.
    pub(super) lexicon: &'t Lexicon,
    /// The clean text.
    pub(super) text: &'t str,
    /// What is marked in the text.
    pub(super) marks: &'t Annotations<'t>,
    /// Clauses and brackets.
    pub(super) layout: Layout<'t>,
    /// The amounts in order.
    pub(super) amounts: Vec<Amount<'t>>,
    /// What was found for each amount so far; shorter than `amounts` while rules run.
    pub(super) drafts: Vec<Option<Draft>>,
    /// The periods named.
    pub(super) periods: Vec<Period>,
    /// The year of issue.
    pub(super) issued: Option<i16>,
    /// The day of issue.
    pub(super) issued_on: Option<Date>,
    /// What the numbers are where the heading announces what is, not what shall be.
    pub(super) idle: Option<Verdict>,
    /// The year of the period that governs the paragraph from above.
    pub(super) governed: Option<i16>,
    /// What the sentence that opens the list promises in all.
    pub(super) announced: Option<Total>,
    /// True where the paragraph gives points for its numbers.
    pub(super) scored: bool,
}

impl<'t> Scene<'t> {
    /// Reads the paragraph. None where it holds no amount.
    /// `above` is the year of the section.
    pub(super) fn new(
        context: &Context<'t>,
        paragraph: TextRange,
        above: Option<i16>,
    ) -> Option<Self> {
        let (lexicon, text) = (context.lexicon, context.text);
        let layout = context.marks.layout(text, paragraph);
        let amounts = amount::all(context, paragraph, &layout);
        if amounts.is_empty() {
            return None;
        }
        let mut periods = period::all(context, paragraph, above);
        // 《目录(2022年版)》 is of no year.
        periods.retain(|period| !layout.is_in_title(period.range));
        let scored = amounts.iter().any(|amount| gives_points(text, amount));
        let issued = context.issued_on.map(|date| date.year());
        Some(Self {
            lexicon,
            text,
            marks: context.marks,
            layout,
            amounts,
            drafts: Vec::new(),
            periods,
            issued,
            issued_on: context.issued_on,
            idle: None,
            governed: None,
            announced: None,
            scored,
        })
    }

    /// The finding for the amount before `amount` in its clause.
    pub(super) fn before(&self, amount: &Amount) -> Option<&Draft> {
        self.drafts.get(amount.previous?)?.as_ref()
    }

    /// The period that governs words at byte `at`: the last one named before, in the same sentence.
    pub(super) fn period_at(&self, amount: &Amount) -> Option<&Period> {
        let sentence = self.layout.sentence(amount.range);
        let before = self.periods.partition_point(|period| period.range.end <= amount.range.start);
        let last = self.periods.get(before.checked_sub(1)?)?;
        (last.range.start >= sentence.start).then_some(last)
    }

    /// 到2025年,…进一步提升。…: the period of an earlier sentence that holds until the next one.
    pub(super) fn period_before(&self, amount: &Amount) -> Option<&Period> {
        let before = self.periods.partition_point(|period| period.range.end <= amount.range.start);
        self.periods.get(before.checked_sub(1)?).filter(|period| period.until)
    }

    /// The last amount before that is no size inside the description of what a later one counts.
    pub(super) fn counted_before(&self, at: usize) -> Option<usize> {
        let last = at.checked_sub(1)?;
        let size = self.amounts.get(last).is_some_and(|last| last.runs_on);
        if size { last.checked_sub(1) } else { Some(last) }
    }

    /// 其中:东溪镇10公里: a colon parts 其中 from the clause of the number.
    pub(super) fn is_behind_part(&self, amount: &Amount) -> bool {
        let head = self.text.get(..amount.clause.start as usize).unwrap_or_default();
        let head = head.trim_end_matches([':', ' ']);
        self.lexicon.targets.part.at_end(head).is_some()
    }

    /// 其中 begins the clause of the number.
    pub(super) fn begins_part(&self, amount: &Amount) -> bool {
        let words = amount.clause.of(self.text).trim_start();
        self.lexicon.targets.part.at_start(words).is_some()
    }

    /// 每年, 每月: the words name a time that comes again.
    pub(super) fn is_rhythm(&self, per: TextRange) -> bool {
        self.lexicon.targets.per.get(per.of(self.text)).is_some()
    }

    /// 年内, 今年 in the sentence: the year of issue.
    pub(super) fn this_year(&self, amount: &Amount) -> Option<String> {
        let sentence = self.layout.sentence(amount.range);
        let left = TextRange::new(sentence.start, amount.range.start).of(self.text);
        let mut found = self.marks.cues(&self.lexicon.targets.this_year, left);
        let named = found.any(|(at, ..)| {
            let before = left.get(..at).and_then(|left| left.chars().next_back());
            // 2年内, 三年内, 半年内 count years.
            !before.is_some_and(|c| {
                c.is_ascii_digit() || number::digit(c).is_some() || "十半数几".contains(c)
            })
        });
        self.issued.filter(|_| named).map(|year| year.to_string())
    }
}

/// 得2分, 扣0.5分.
fn gives_points(text: &str, amount: &Amount) -> bool {
    let before = text.get(..amount.range.start as usize).unwrap_or_default();
    amount.quantity.measure == "分" && before.ends_with(['得', '扣', '加', '减'])
}
