//! A clause without brackets inside a paragraph, where line breaks or brackets were lost:
//! `…落地见效。责任单位:省工信厅、科技厅,各市、县(区)人民政府`.
//!
//! Every name must look like a unit's, because nothing else shows that the words are a clause.

use super::grammar::{extent, label, statement};
use super::{Clause, Paragraph};
use crate::diagnostic::Notes;
use crate::find::{Context, Rule};
use crate::lexicon::clauses::Label;

/// Shorter labels (主办:) are read only where a line begins or a bracket opens.
const MIN_LABEL: u32 = 12;

/// A role label after a sentence or a comma.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/mid-text",
    finds: "a role label with units after the end of a sentence or a comma, without a bracket",
    example: "推动政策落地见效。责任单位:省工信厅、科技厅,各市、县(区)人民政府",
    counter_example: "压实各方责任。责任单位:要按照方案细化措施",
};

/// All such clauses of a paragraph, in order.
pub(super) fn find(context: &Context, paragraph: &Paragraph, _: &mut Notes) -> Vec<Clause> {
    let words = paragraph.range.of(context.text);
    let mut found: Vec<Clause> = Vec::new();
    let mut done = 0;
    for label in label::find(context, paragraph.range) {
        let start = (label.word.start - paragraph.range.start) as usize;
        let role = matches!(label.label, Some(Label::Role(_))) && label.word.len() >= MIN_LABEL;
        if !role || start < done || !after_sentence(&words[..start]) {
            continue;
        }
        let len = extent::of(context, &words[start..stop(paragraph, start, words.len())]);
        let range = paragraph.range.within(start, len);
        let statement = statement::read(context, range, RULE.id);
        if statement.is_plausible(context) {
            done = start + len;
            found.push(paragraph.clause(range, statement, RULE.id));
        }
    }
    found
}

/// No clause goes past a bracket that closes what was opened before it.
fn stop(paragraph: &Paragraph, start: usize, end: usize) -> usize {
    let unopened = &paragraph.brackets.unopened;
    let next = unopened.partition_point(|(close, _)| *close < start);
    unopened.get(next).map_or(end, |(close, _)| *close)
}

fn after_sentence(before: &str) -> bool {
    before.ends_with(['。', ';', ',', '!', '?', '”', ' ', ')', '〕'])
}
