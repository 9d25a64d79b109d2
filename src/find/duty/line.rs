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
    let colon = context.marks.signs(head(words, MAX_NAMES)).first(&[':'])?;
    let clause = words.starts_with(brackets::opens) || label::at_start(context, words).is_some();
    if clause || context.marks.signs(&words[..colon]).has(&['。', ';']) {
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
    let runs = crate::find::responsibility::grammar::split::split(context, range, |c| c == ',');
    let items = runs.into_iter().flat_map(|run| list::items(context, run));
    let names: Vec<TextRange> = items.flat_map(|item| item.names).collect();
    let all = names.iter().all(|range| name::plausible(context, range.of(context.text)));
    if all { names } else { Vec::new() }
}
