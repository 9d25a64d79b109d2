//! The units in a cell of a task table.

use super::pieces::{is_body, pieces};
use crate::find::Context;
use crate::find::responsibility::Mention;
use crate::find::responsibility::convention::is_sign;
use crate::find::responsibility::grammar::{name, statement};
use crate::model::Role;
use crate::span::TextRange;
use crate::tidy::Cell;

/// Bytes of the longest cell of units.
const LONGEST: u32 = 1_500;

/// The units, in the role of their column unless the cell says another.
pub(super) fn read(
    context: &Context,
    cell: &Cell,
    role: Role,
    label: Option<TextRange>,
) -> Vec<Mention> {
    if cell.range.len() > LONGEST {
        return Vec::new();
    }
    let mut mentions: Vec<Mention> = Vec::new();
    let mut said: Option<(Role, TextRange)> = None;
    for piece in pieces(context, cell) {
        let groups = mentions.last().map_or(0, |mention| mention.group);
        let from = mentions.len();
        mentions.extend(of_piece(context, piece).map(|mention| {
            let group = mention.group + groups;
            match (mention.role_text, said) {
                (Some(_), _) => Mention { group, ..mention },
                (None, Some((role, text))) => {
                    Mention { role, role_text: Some(text), group, ..mention }
                }
                (None, None) => Mention { role, role_text: label, group, ..mention },
            }
        }));
        let is_bracket = context.text[..piece.start as usize].ends_with('(');
        said = last_label(context, &mentions[from..]).filter(|_| !is_bracket).or(said);
    }
    mentions
}

/// The label that the last unit of a part stands behind: it holds on the next line, too.
fn last_label(context: &Context, mentions: &[Mention]) -> Option<(Role, TextRange)> {
    let last = mentions.last()?;
    let text = last.role_text?;
    context.text[text.end as usize..].starts_with(':').then_some((last.role, text))
}

/// What the column says is strong: where most of a list are units, so are the rest.
fn of_piece(context: &Context, piece: TextRange) -> impl Iterator<Item = Mention> {
    let statement = statement::read(context, piece, super::row::RULE.id);
    let all = statement.is_likely(context);
    let is_name = |name: &str| name::plausible(context, name) || is_body(context, name);
    let is_unit = |mention: &Mention| all || is_name(mention.surface.of(context.text));
    let mentions = statement.mentions.into_iter().map(|mention| without_sign(context, mention));
    let mentions: Vec<Mention> = mentions.filter(is_unit).collect();
    mentions.into_iter()
}

/// The name without the sign that marks it: 市水利局★.
fn without_sign(context: &Context, mention: Mention) -> Mention {
    let name = mention.surface.of(context.text).trim_end_matches(is_sign);
    Mention { surface: mention.surface.within(0, name.len()), ..mention }
}
