//! A bracket that holds nothing but units at the end of a provision: `。(市知识产权局、市司法局)`.
//!
//! Every piece must be a known form of name, and the bracket must follow a finished sentence: a note
//! after a name, `市市场监管局(知识产权局)`, is no clause.

use super::grammar::name::is_section;
use super::grammar::{MAX_BYTES, label, statement};
use super::{Clause, Paragraph, Reading, Scene, Settled};
use crate::find::{Context, Rule};
use crate::names::recognise::NameShape;
use crate::span::TextRange;

/// A bracket with nothing but units.
pub(crate) const RULE: Rule = Rule {
    id: "responsibility/bare-list",
    finds: "a bracket after the last sentence of a paragraph that holds nothing but units",
    example: "强化知识产权保护。(市知识产权局、市司法局)",
    counter_example: "责任落实到市市场监管局(市知识产权局)",
};

/// The clauses of all paragraphs, in words of which there is none yet.
pub(super) fn find(scene: &Scene, found: &mut Reading) {
    for paragraph in &scene.paragraphs {
        let clause = read(scene.context, paragraph, &found.clauses);
        found.clauses.add(clause);
    }
}

fn read(context: &Context, paragraph: &Paragraph, settled: &Settled<Clause>) -> Option<Clause> {
    let words = paragraph.range.of(context.text);
    let end = words.trim_end_matches(['。', ';', ' ']).len();
    let pair = *paragraph.brackets.pairs.iter().rev().take(8).find(|pair| pair.end == end)?;
    let inside = paragraph.range.within(pair.inside, pair.close - pair.inside);
    let whole = paragraph.range.within(pair.open, pair.end - pair.open);
    // A bracket on lines of its own follows the sentence above.
    let before = &context.text[..paragraph.range.start as usize + pair.open];
    let finished = before.trim_end().ends_with(['。', ';', '!', '”']);
    let long = inside.len() as usize > MAX_BYTES;
    if !finished || long || !settled.is_free(whole) || labelled(context, inside) {
        return None;
    }
    let statement = statement::read(context, inside, RULE.id);
    let certain = statement.is_plausible(context)
        && statement.mentions.iter().all(|m| known(context, m.surface.of(context.text)));
    certain.then(|| paragraph.clause(whole, statement, RULE.id))
}

/// True for the brackets of [`super::labelled_bracket`], which need not be read twice.
fn labelled(context: &Context, inside: TextRange) -> bool {
    label::at_start(context, inside.of(context.text).trim_start()).is_some()
}

/// The lexicon explains the whole name, or the name says whose unit it is.
fn known(context: &Context, name: &str) -> bool {
    let words = &context.lexicon.list_words;
    let shape = context.lexicon.organisations.name_shape(name);
    matches!(shape, NameShape::Known(_) | NameShape::Collective | NameShape::Place)
        || shape != NameShape::Unlikely && name.ends_with('处')
        || is_section(context, name)
        || words.modifiers.at_start(name).is_some()
        || words.every.at_start(name).is_some()
}
