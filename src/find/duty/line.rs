//! A line `区财政局:做好资金保障工作。` in a section that lists duties.
//!
//! What stands before the colon must be names; a line with a label (责任单位:…) is a clause.

use super::{Duty, Line};
use crate::find::responsibility::grammar::{brackets, head, label, list, name};
use crate::find::{Context, Rule};
use crate::span::TextRange;

/// Names before the colon are at most this long, in bytes.
const MAX_NAMES: usize = 300;

/// A line with unit, colon and duty.
pub(crate) const RULE: Rule = Rule {
    id: "duty/line",
    finds: "a line with a unit, a colon and what it does, under 主办单位, 协办单位 or 责任分工",
    example: "区财政局:做好资金保障支持工作。",
    counter_example: "具体要求如下:各单位要高度重视。",
};

/// All such lines, in order.
pub(super) fn find(context: &Context, lines: &[Line]) -> Vec<Duty> {
    lines.iter().filter_map(|line| read(context, line)).collect()
}

fn read(context: &Context, line: &Line) -> Option<Duty> {
    let words = line.range.of(context.text);
    let colon = head(words, MAX_NAMES).find(':')?;
    let clause = words.starts_with(brackets::opens) || label::at_start(context, words).is_some();
    if clause || words[..colon].contains(['。', ';']) {
        return None;
    }
    let mentions: Vec<_> = names(context, line.range.within(0, colon))
        .into_iter()
        .map(|name| line.mention(name, RULE.id))
        .collect();
    let text = line.range.within(colon + 1, words.len() - colon - 1).trim(context.text);
    let (range, paragraph, rule) = (line.range, line.paragraph, RULE.id);
    let is_duty = !mentions.is_empty() && !text.is_empty();
    is_duty.then_some(Duty { range, paragraph, mentions, text, rule })
}

/// The names before the colon, or none where one of them is no name.
fn names(context: &Context, range: TextRange) -> Vec<TextRange> {
    let runs =
        crate::find::responsibility::grammar::split::split(context.text, range, |c| c == ',');
    let items = runs.into_iter().flat_map(|run| list::items(context, run));
    let names: Vec<TextRange> = items.flat_map(|item| item.names).collect();
    let all = names.iter().all(|range| name::plausible(context, range.of(context.text)));
    if all { names } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, duties};

    #[test]
    fn lines_of_a_duty_list_are_read() {
        check(&super::RULE);
        let cases = [
            ("协办单位", "区财政局:做好资金保障。", "support:区财政局"),
            ("主办单位", "区经科局(区数据局):统筹", "lead:区经科局(区数据局)"),
            ("职责分工", "市发改委、市财政局:负责", "responsible:市发改委 responsible:市财政局"),
            ("责任分解", "各驻点招商小分队:强化驻点招商效能", "responsible:各驻点招商小分队"),
            ("责任分解", "各街街道:按照要求落实", "responsible:各街街道"),
            ("协办单位", "华中金融城:推动片区建设", "support:华中金融城"),
        ];
        for (heading, line, expected) in cases {
            assert_eq!(duties(&[heading, line]), expected);
        }
        for line in [
            "将楼宇经济工作纳入考核:一是",
            "责任单位:区财政局",
            "(责任单位:区财政局)",
            "区财政局:",
            "联系人:张三",
        ] {
            assert_eq!(duties(&["协办单位", line]), "", "{line}");
        }
        assert_eq!(duties(&["工作目标", "区财政局:做好资金保障"]), "");
    }
}
