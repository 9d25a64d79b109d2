//! The units in a cell of a task table.

use crate::find::Context;
use crate::find::responsibility::Mention;
use crate::find::responsibility::grammar::{name, statement};
use crate::model::Role;
use crate::names::recognise::{Prefix, without_note};
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
    for piece in pieces(context, cell) {
        let groups = mentions.last().map_or(0, |mention| mention.group);
        mentions.extend(of_piece(context, piece).map(|mention| {
            let group = mention.group + groups;
            match mention.role_text {
                Some(_) => Mention { group, ..mention },
                None => Mention { role, role_text: label, group, ..mention },
            }
        }));
    }
    mentions
}

/// What the column says is strong: where most of a list are units, so are the rest.
fn of_piece(context: &Context, piece: TextRange) -> impl Iterator<Item = Mention> {
    let statement = statement::read(context, piece, super::row::RULE.id);
    let all = statement.is_likely(context);
    let is_unit =
        |mention: &Mention| all || name::plausible(context, mention.surface.of(context.text));
    let mentions: Vec<Mention> = statement.mentions.into_iter().filter(is_unit).collect();
    mentions.into_iter()
}

/// The cell, parted where one line ends a name and the next begins one: nothing stands between them.
fn pieces(context: &Context, cell: &Cell) -> Vec<TextRange> {
    let mut pieces = Vec::new();
    let mut start = cell.range.start;
    for (index, at) in cell.breaks.iter().enumerate() {
        let end = cell.breaks.get(index + 1).copied().unwrap_or(cell.range.end);
        let (before, after) = (TextRange::new(start, *at), TextRange::new(*at, end));
        if is_apart(context, before, after) {
            pieces.push(before);
            start = *at;
        }
    }
    pieces.push(TextRange::new(start, cell.range.end));
    pieces
}

/// What stands between the names of a list.
const SEPARATORS: [char; 7] = ['、', ',', ';', ':', '。', ' ', '/'];

/// True where a name ends before and another begins behind, and both together are no collective:
/// 有关乡⏎镇人民政府.
fn is_apart(context: &Context, before: TextRange, after: TextRange) -> bool {
    let before = before.of(context.text).trim_end();
    let last = without_note(before.rsplit(SEPARATORS).next().unwrap_or_default());
    let after = after.of(context.text).trim_start();
    let first = after.split(SEPARATORS).next().unwrap_or_default();
    let goes_on = context.lexicon.organisations.is_collective(&format!("{last}{first}"));
    !goes_on && ends_name(context, last) && begins_name(context, first)
}

fn ends_name(context: &Context, last: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let named = organisations.read(last).is_some() || organisations.is_collective(last);
    !last.is_empty() && !name::is_levels(context, last) && named
}

fn begins_name(context: &Context, first: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let reads =
        |name: &str| organisations.read(name).is_some_and(|reading| reading.prefix != Prefix::None);
    let placed = || organisations.prefix_of(first).0 != Prefix::None;
    reads(first)
        || organisations.begins_as_many(first)
        || organisations.is_collective(first)
        || placed()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::document::Area;
    use crate::find::Context;
    use crate::lexicon::Lexicon;
    use crate::model::Role;
    use crate::span::{TextRange, to_u32};
    use crate::tidy::Cell;

    /// Units of a cell whose lines end at `|`.
    fn units(lines: &str) -> Vec<String> {
        let text = lines.replace('|', "");
        let mut breaks: Vec<u32> = Vec::new();
        for line in lines.split('|') {
            breaks.push(breaks.last().copied().unwrap_or(0) + to_u32(line.len()));
        }
        breaks.pop();
        let context =
            Context { lexicon: Lexicon::builtin(), text: &text, issued_on: None, rows: &[] };
        let cell = Cell { range: TextRange::from(0..text.len()), area: Area::at(0), breaks };
        let found = read(&context, &cell, Role::Responsible, None);
        found.iter().map(|mention| mention.surface.of(&text).to_owned()).collect()
    }

    #[test]
    fn lines_part_where_both_are_names() {
        let cases: [(&str, &[&str]); 5] = [
            ("县水利局|县生态环境局", &["县水利局", "县生态环境局"]),
            ("县住房和城乡|建设局|县水利局", &["县住房和城乡建设局", "县水利局"]),
            ("县水利局、|县财政局", &["县水利局", "县财政局"]),
            ("有关乡|镇人民政府", &["有关乡镇人民政府"]),
            ("县水利局", &["县水利局"]),
        ];
        for (lines, expected) in cases {
            assert_eq!(units(lines), expected, "{lines}");
        }
    }
}
