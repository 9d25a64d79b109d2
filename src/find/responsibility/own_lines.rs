//! A clause on lines of its own: `牵头单位:…`, `责任单位:…`, `完成时限:…`.
//!
//! Neighbouring lines are one clause until a label comes again.

use super::convention::is_sign;
use super::grammar::{extent, label, name, statement};
use super::{Clause, Paragraph};
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
pub(super) fn find(context: &Context, paragraphs: &[Paragraph]) -> Vec<Clause> {
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
    inside.find(clause.range.of(context.text)).is_some()
        && !names.any(|name| name::plausible_at(context, name))
}

#[cfg(test)]
mod tests {
    use crate::find::responsibility::testing::{check, clauses, units};

    #[test]
    fn lines_with_labels_are_one_clause() {
        check(&super::RULE);
        let cases = [
            ("责任单位:各级生态环境主管部门", "responsible:各级生态环境主管部门"),
            (
                "优化环境\n牵头单位:甲局\n责任单位:乙局,丙局\n完成时限:2023年6月底前并长期坚持",
                "lead:甲局 responsible:乙局 responsible:丙局 due:2023年6月底前并长期坚持",
            ),
            ("牵头单位:甲局。责任单位:乙局。完成时限:持续推进。", "lead:甲局 responsible:乙局"),
            (
                "牵头单位:甲局责任单位:乙局等有关部门(单位)完成时限:2023年12月30日",
                "lead:甲局 responsible:乙局 due:2023年12月30日",
            ),
            ("责 任 单 位:甲局", "responsible:甲局"),
            (
                "【责任部门】甲局、各县(市、区)人民政府",
                "responsible:甲局 responsible:各县(市、区)人民政府",
            ),
            (
                "【牵头单位】:甲局【责任单位】:乙局【完成时限】:2023年6月",
                "lead:甲局 responsible:乙局 due:2023年6月",
            ),
            (
                "责任单位:各级负有监督管理职责的部门分工负责",
                "responsible:各级负有监督管理职责的部门",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(units(text), expected, "{text}");
        }
        assert_eq!(clauses("牵头单位:甲局\n责任单位:乙局\n牵头单位:丙局\n责任单位:丁局").len(), 2);
        assert_eq!(units("完成时限:2023年6月"), "");
    }
}
