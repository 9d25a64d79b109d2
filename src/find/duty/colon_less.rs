//! A line of a duty list that lost its colon: `区城市运行管理中心做好投诉转办工作。`
//!
//! Read only among neighbours that kept theirs, and only where a name ends and a verb begins.

use super::{Duty, Line};
use crate::diagnostic::{Code, Notes};
use crate::find::{Context, Rule};

/// As many neighbours must have kept their colon.
const NEIGHBOURS: usize = 2;

/// A line with unit and duty but no colon.
pub(crate) const RULE: Rule = Rule {
    id: "duty/colon-less",
    finds: "a line of a duty list that begins with a unit and a verb, its colon lost",
    example: "区城市运行管理中心做好企业、群众投诉的转办工作。",
    counter_example: "将楼宇经济发展工作纳入全区绩效目标管理体系。",
};

/// All such lines, in order, where enough neighbours were read.
pub(super) fn find(
    context: &Context,
    lines: &[Line],
    read_before: &[Duty],
    notes: &mut Notes,
) -> Vec<Duty> {
    if read_before.len() < NEIGHBOURS {
        return Vec::new();
    }
    let duties: Vec<Duty> = lines.iter().filter_map(|line| read(context, line)).collect();
    for duty in &duties {
        notes.at(Code::MissingColon, duty.range, "the line is read as unit and duty");
    }
    duties
}

fn read(context: &Context, line: &Line) -> Option<Duty> {
    let words = line.range.of(context.text);
    let end = context.lexicon.organisations.reach(words)?;
    let text = line.range.within(end, words.len() - end).trim(context.text);
    context.lexicon.duty_words.verbs.at_start(text.of(context.text))?;
    let name = line.range.within(0, end);
    Some(Duty {
        range: line.range,
        paragraph: line.paragraph,
        mentions: vec![line.mention(name, RULE.id)],
        text,
        rule: RULE.id,
    })
}
