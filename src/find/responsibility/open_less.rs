//! A clause whose opening bracket is lost: `…擦亮设计品牌。责任单位:区资建局、区委宣传部)`.

use super::grammar::{extent, label, statement};
use super::{Clause, Paragraph};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Rule};
use crate::lexicon::clauses::Label;
use std::ops::Range;

/// A clause that ends in a bracket that nothing opened.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/open-less",
    finds: "a role label or role verbs before a closing bracket that was never opened",
    example: "擦亮设计品牌。责任单位:区资建局、区委宣传部)",
    counter_example: "第一步,见附件1)。责任单位要落实",
};

/// All such clauses of a paragraph, in order.
pub(super) fn find(context: &Context, paragraph: &Paragraph, notes: &mut Notes) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut from = 0;
    for &(close, end) in &paragraph.brackets.unopened {
        if let Some(clause) = read(context, paragraph, from, close..end) {
            notes.at(Code::MissingOpenBracket, clause.range, "the clause has no opening bracket");
            found.push(clause);
        }
        from = end;
    }
    found
}

fn read(
    context: &Context,
    paragraph: &Paragraph,
    from: usize,
    bracket: Range<usize>,
) -> Option<Clause> {
    let words = paragraph.range.of(context.text).get(from..bracket.start)?;
    let start = labelled(context, words).or_else(|| last_sentence(context, words))?;
    let range = paragraph.range.within(from + start, words.len() - start);
    let statement = statement::read(context, range, RULE.id);
    if statement.spoken == 0 || !statement.is_plausible(context) {
        return None;
    }
    let whole = paragraph.range.within(from + start, bracket.end - from - start);
    Some(paragraph.clause(whole, statement, RULE.id))
}

/// The first role label from which the clause reaches the bracket.
fn labelled(context: &Context, words: &str) -> Option<usize> {
    let window = super::grammar::foot(words, super::grammar::MAX_BYTES);
    let offset = words.len() - window.len();
    let inner = Context { text: window, ..*context };
    let range = (0..window.len()).into();
    let starts = label::find(&inner, range).into_iter().filter(is_role);
    let mut starts = starts.map(|label| label.word.start as usize);
    // Each label that fails lies before a full stop that the next one must lie behind.
    let mut behind = 0;
    starts
        .by_ref()
        .find(|start| {
            if *start < behind {
                return false;
            }
            behind = start + extent::of(context, &window[*start..]);
            behind >= window.trim_end().len()
        })
        .map(|start| offset + start)
}

fn is_role(label: &label::Labelled) -> bool {
    matches!(label.label, Some(Label::Role(_)))
}

/// Where the last sentence starts, which may say it with verbs.
fn last_sentence(context: &Context, words: &str) -> Option<usize> {
    context.marks.signs(words.trim_end()).last(&['。']).map(|at| at + '。'.len_utf8())
}
