//! A deadline in a bracket of its own behind a clause: `(市财政局负责)(完成时限:2024年6月)`.

use super::grammar::{label, statement};
use super::{Clause, Paragraph, Reading, Scene, Settled};
use crate::find::{Context, Rule};
use crate::lexicon::clauses::Label;

/// A bracket with nothing but a deadline.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/due-bracket",
    finds: "a bracket with a deadline directly behind a clause, which then holds it",
    example: "(市财政局负责)(完成时限:2024年6月)",
    counter_example: "推进改革(完成时限:2024年6月)",
};

/// Gives clauses the deadlines that stand behind them.
pub(super) fn attach(scene: &Scene, found: &mut Reading) {
    for paragraph in &scene.paragraphs {
        attach_in(scene.context, paragraph, &mut found.clauses);
    }
}

fn attach_in(context: &Context, paragraph: &Paragraph, settled: &mut Settled<Clause>) {
    for pair in &paragraph.brackets.pairs {
        let inside = paragraph.range.within(pair.inside, pair.close - pair.inside);
        let label = label::at_start(context, inside.of(context.text));
        if !matches!(label, Some((_, Label::Due))) {
            continue;
        }
        let whole = paragraph.range.within(pair.open, pair.end - pair.open);
        let before = settled.before(whole).filter(|clause| clause.range.end == whole.start);
        let read = statement::read(context, inside, RULE.id);
        if let Some(clause) = before.filter(|_| read.mentions.is_empty()) {
            clause.absorb(whole, read);
        }
    }
}
