//! A clause on lines of its own: `牵头单位:…`, `责任单位:…`, `完成时限:…`.
//!
//! Neighbouring lines are one clause until a label comes again.

use super::convention::is_sign;
use super::grammar::{extent, label, name, statement};
use super::{Clause, Paragraph, Reading, Scene};
use crate::find::{Context, Rule};
use crate::lexicon::clauses::Label;
use crate::span::TextRange;

/// Lines that begin with a role label.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/own-lines",
    finds: "a line, or neighbouring lines, that begin with a role label without a bracket",
    example: "牵头单位:市大数据局。责任单位:各区县(市)政府。完成时限:2023年12月。",
    counter_example: "责任人:张三",
};

/// A line that begins with a label, as far as the clause goes.
struct Line {
    paragraph: usize,
    range: TextRange,
    label: String,
    /// False where other words follow on the line, which end the clause.
    whole: bool,
}

/// All such clauses of a passage, in order.
pub(super) fn find(scene: &Scene, found: &mut Reading) {
    found.clauses.add(clauses(scene.context, &scene.paragraphs));
}

fn clauses(context: &Context, paragraphs: &[Paragraph]) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for paragraph in paragraphs {
        let Some(line) = line(context, paragraph) else {
            found.extend(clause(context, &std::mem::take(&mut lines)));
            continue;
        };
        let goes_on = lines.last().is_some_and(|last| last.whole)
            && lines.iter().all(|before| before.label != line.label);
        if !goes_on {
            found.extend(clause(context, &std::mem::take(&mut lines)));
        }
        lines.push(line);
    }
    found.extend(clause(context, &lines));
    found
}

fn line(context: &Context, paragraph: &Paragraph) -> Option<Line> {
    let range = without_sign(context, paragraph.range.trim(context.text));
    let words = range.of(context.text);
    let (value, _) = label::at_start(context, words)?;
    let len = extent::of(context, words);
    Some(Line {
        paragraph: paragraph.index,
        range: range.within(0, len),
        label: words.get(..value)?.replace(' ', ""),
        whole: words.get(len..)?.trim().is_empty(),
    })
}

/// `——责任单位:…`, `★牵头单位:…`: what marks a line is no part of its label.
fn without_sign(context: &Context, line: TextRange) -> TextRange {
    let words = line.of(context.text);
    let bare = words.trim_start_matches(|c| is_sign(c) || matches!(c, '—' | '-' | '·' | '•' | ' '));
    line.within(words.len() - bare.len(), bare.len())
}

fn clause(context: &Context, lines: &[Line]) -> Option<Clause> {
    let (first, last) = (lines.first()?, lines.last()?);
    let mut clause = Clause {
        range: first.range.cover(last.range),
        paragraph: first.paragraph,
        mentions: Vec::new(),
        due: None,
        rule: RULE.id,
    };
    let mut names_role = false;
    for line in lines {
        let labels = label::find(context, line.range);
        names_role |= labels.iter().any(|label| matches!(label.label, Some(Label::Role(_))));
        clause.absorb(line.range, statement::read(context, line.range, RULE.id));
    }
    let named = !clause.mentions.is_empty() && !is_sentence(context, &clause);
    (names_role && named).then_some(clause)
}

/// `责任主体:各市是资金使用的责任主体,负起主体责任`: no name, and words that no name has.
fn is_sentence(context: &Context, clause: &Clause) -> bool {
    let inside = &context.lexicon.organisations.not_names.inside;
    let mut names = clause.mentions.iter().map(|mention| mention.surface);
    context.marks.has_cue(inside, clause.range.of(context.text))
        && !names.any(|name| name::plausible_at(context, name))
}
