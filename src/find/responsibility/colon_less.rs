//! A label that lost its colon, at the start of a line or a bracket: `责任单位街道市政所、各社区居委会`.
//!
//! Only where nothing but names follows to the end.

use super::grammar::{MAX_BYTES, statement};
use super::{Clause, Paragraph};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Rule};
use crate::lexicon::clauses::Label;
use crate::model::Role;
use crate::span::TextRange;

/// Shorter labels (牵头) are verbs too.
const MIN_LABEL: usize = 12;

/// A role label directly before names.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/colon-less",
    finds: "a line or bracket that begins with a role label whose colon is lost, then only names",
    example: "责任单位街道市政所、各社区居委会",
    counter_example: "责任单位要按照方案抓好落实",
};

/// All such clauses of a paragraph, in order.
pub(super) fn find(context: &Context, paragraph: &Paragraph, notes: &mut Notes) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let whole = paragraph.range.trim(context.text);
    found.extend(read(context, paragraph, whole, whole));
    for pair in &paragraph.brackets.pairs {
        let inside = paragraph.range.within(pair.inside, pair.close - pair.inside);
        let outside = paragraph.range.within(pair.open, pair.end - pair.open);
        if found.last().is_none_or(|last| !last.range.contains(outside)) {
            found.extend(read(context, paragraph, outside, inside));
        }
    }
    for clause in &found {
        notes.at(Code::MissingColon, clause.range, "the label is read as if a colon followed");
    }
    found
}

fn read(
    context: &Context,
    paragraph: &Paragraph,
    whole: TextRange,
    inside: TextRange,
) -> Option<Clause> {
    let words = inside.of(context.text);
    let (label, kind) = context.lexicon.clause_words.labels.at_start(words)?;
    let Label::Role(role) = *kind else { return None };
    let rest = words[label.len()..].trim_start();
    if label.len() < MIN_LABEL || words.len() > MAX_BYTES || rest.starts_with([':', '、']) {
        return None;
    }
    let value = inside.within(words.len() - rest.len(), rest.len());
    let mut statement = statement::read(context, value, RULE.id);
    let certain = statement.spoken == 0 && statement.is_plausible(context);
    let word = inside.within(0, label.len());
    give(&mut statement, role, word);
    certain.then(|| paragraph.clause(whole, statement, RULE.id))
}

fn give(statement: &mut statement::Statement, role: Role, word: TextRange) {
    for mention in &mut statement.mentions {
        (mention.role, mention.role_text) = (role, Some(word));
    }
}
