//! A bracket that begins with a label: `(牵头单位:A;责任单位:B、C,D)`.
//!
//! `(联系人:…)` and `(以下简称…)` have no unit, `〔2023〕15号` has no label.

use super::grammar::{MAX_BYTES, head, label, statement};
use super::{Clause, Paragraph};
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
pub(super) fn find(context: &Context, paragraph: &Paragraph) -> Vec<Clause> {
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
    let Some(colon) = head(rest, 60).find(':') else { return false };
    let second = rest[..colon].trim_start_matches(['、', '和', '及', '/']);
    second.len() < colon && labels.get(second).is_some()
}

#[cfg(test)]
mod tests {
    use crate::find::responsibility::testing::{check, units};

    const CASES: &[(&str, &str)] = &[
        ("(责任单位:区发改局、区财政局)", "responsible:区发改局 responsible:区财政局"),
        (
            "(牵头单位:甲局;责任单位:乙局、丙局,丁局)",
            "lead:甲局 responsible:乙局 responsible:丙局 responsible:丁局",
        ),
        (
            "(牵头单位:甲局,责任单位:乙局等有关部门及各县区政府)",
            "lead:甲局 responsible:乙局 responsible:各县区政府",
        ),
        (
            "(市级牵头单位:甲局;市级责任单位:乙局;区级责任单位:各区政府)",
            "lead:甲局 responsible:乙局 responsible:各区政府",
        ),
        ("〔责任部门:城建处、建管处,时限要求:持续推进〕", "responsible:城建处 responsible:建管处"),
        (
            "〔牵头单位:甲局;配合单位:各县(市、区)政府;完成时限:2023年10月底前〕",
            "lead:甲局 support:各县(市、区)政府 due:2023年10月底前",
        ),
        ("(责任单位:甲局、乙局等部门按职责分工负责)", "responsible:甲局 responsible:乙局"),
        ("(责任单位:省发改委牵头,有关部门负责)", "lead:省发改委 responsible:有关部门"),
        (
            "(牵头单位:甲局、乙局等部门按照职能负责;责任单位:丙办)",
            "lead:甲局 lead:乙局 responsible:丙办",
        ),
        ("(责任部门:甲局、乙局、丙局配合)", "responsible:甲局 responsible:乙局 support:丙局"),
        (
            "[责任单位:各县(市)区人民政府,市发展改革委]",
            "responsible:各县(市)区人民政府 responsible:市发展改革委",
        ),
        (
            "(责任单位:各区人民政府〈含开发区、风景区管委会,下同〉)",
            "responsible:各区人民政府〈含开发区、风景区管委会,下同〉",
        ),
        (
            "(责任单位:甲局,列首位的为牵头单位,下同。以下各项均涉及各县(市、区),不再单独列出)",
            "responsible:甲局",
        ),
        (
            "(责任单位:甲局,各县政府(逗号前为牵头单位,下同))",
            "responsible:甲局 responsible:各县政府",
        ),
        ("(牵头市领导:张三;牵头单位:甲局;目标位置:全省前5)", "lead:甲局"),
        ("(牵头单位、责任单位:甲局)", "responsible:甲局"),
        (
            "【牵头单位:甲局】【责任单位:乙局】【完成时限:2024年底】",
            "lead:甲局 responsible:乙局 due:2024年底",
        ),
        ("(责任单位:甲局(排第一的为牵头单位,下同)、乙局)", "responsible:甲局 responsible:乙局"),
        (
            "(责任单位:各级党委和政府、各县(市、区)党委、政府)",
            "responsible:各级党委和政府 responsible:各县(市、区)党委、政府",
        ),
        (
            "(主办:武昌区政府 会办:东湖管委会 洪山区政府)",
            "lead:武昌区政府 support:东湖管委会 support:洪山区政府",
        ),
    ];

    #[test]
    fn labelled_brackets_are_read() {
        check(&super::RULE);
        for (text, expected) in CASES {
            assert_eq!(units(text), *expected, "{text}");
        }
        for text in ["〔2023〕15号", "(以下简称领导小组)", "(BIM)", "(负责人:李四)", "(详见附件)"]
        {
            assert_eq!(units(text), "", "{text}");
        }
    }
}
