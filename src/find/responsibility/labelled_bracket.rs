//! A bracket that begins with a label: `(牵头单位:A;责任单位:B、C,D)`.
//!
//! `(联系人:…)` and `(以下简称…)` have no unit, `〔2023〕15号` has no label.

use super::grammar::{MAX_BYTES, head, label, statement};
use super::{Clause, Paragraph};
use crate::diagnostic::Notes;
use crate::find::{Context, Rule};

/// A bracket that begins with a label.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/labelled-bracket",
    finds: "a bracket that begins with a role label, 责任单位:…, and names units",
    example: "建设产业园。(牵头单位:市经信局;责任单位:市发改委、市商务局,各区人民政府)",
    counter_example: "(联系人:张三,电话:1234)",
};

/// All such clauses of a paragraph, in order. Brackets side by side are one clause:
/// `【牵头单位:甲局】【责任单位:乙局】`.
pub(super) fn find(context: &Context, paragraph: &Paragraph, _: &mut Notes) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    for pair in &paragraph.brackets.pairs {
        let inside = paragraph.range.within(pair.inside, pair.close - pair.inside);
        let whole = paragraph.range.within(pair.open, pair.end - pair.open);
        let nested = found.last().is_some_and(|last| last.range.contains(whole));
        if nested || inside.len() as usize > MAX_BYTES || !begins(context, inside.of(context.text))
        {
            continue;
        }
        let statement = statement::read(context, inside, RULE.id);
        match found.last_mut().filter(|last| last.range.end == whole.start) {
            Some(last) => last.absorb(whole, statement),
            None if statement.mentions.is_empty() => {}
            None => found.push(paragraph.clause(whole, statement, RULE.id)),
        }
    }
    found
}

fn begins(context: &Context, words: &str) -> bool {
    let words = words.trim_start();
    label::at_start(context, words).is_some() || begins_with_two(context, words)
}

/// `牵头单位、责任单位:市财政局`: one list under two labels.
fn begins_with_two(context: &Context, words: &str) -> bool {
    let labels = &context.lexicon.clause_words.labels;
    let Some((first, _)) = labels.at_start(words) else { return false };
    let rest = &words[first.len()..];
    let Some(colon) = context.marks.signs(head(rest, 60)).first(&[':']) else { return false };
    let second = rest[..colon].trim_start_matches(['、', '和', '及', '/']);
    second.len() < colon && labels.get(second).is_some()
}
