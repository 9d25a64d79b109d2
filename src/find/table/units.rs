//! The units in a cell of a task table.

use crate::chars::is_han;
use crate::find::Context;
use crate::find::responsibility::Mention;
use crate::find::responsibility::grammar::{name, statement};
use crate::model::Role;
use crate::names::recognise::{Prefix, without_note};
use crate::span::TextRange;
use crate::tidy::Cell;

/// Characters of a body behind its level.
const BODY: usize = 8;
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
    let is_name = |name: &str| name::plausible(context, name) || is_body(context, name);
    let is_unit = |mention: &Mention| all || is_name(mention.surface.of(context.text));
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
    let joined = || context.lexicon.organisations.is_collective(&format!("{last}{first}"));
    let goes_on = touches_levels(context, last, first) || !is_body(context, first) && joined();
    let ends = is_body(context, last) || ends_name(context, last) && !goes_on;
    ends && begins_name(context, first)
}

/// 有关乡|镇人民政府: one name has both levels.
fn touches_levels(context: &Context, last: &str, first: &str) -> bool {
    let levels = &context.lexicon.organisations.level_words;
    levels.at_end(last).is_some() && levels.at_start(first).is_some()
}

/// 区环土局: one body with its level, though nothing is known of what it does.
fn is_body(context: &Context, name: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let Some((level, _)) = organisations.level_words.at_start(name) else { return false };
    let rest = &name[level.len()..];
    let stem = organisations.suffixes.at_end(rest).map_or(0, |(word, _)| rest.len() - word.len());
    let plain = rest[..stem].chars().all(is_han) && rest.chars().count() <= BODY;
    stem > 0 && plain && organisations.level_words.find(&rest[..stem]).is_none()
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
        let context = Context::of(&text);
        let cell = Cell { range: TextRange::from(0..text.len()), area: Area::at(0), breaks };
        let found = read(&context, &cell, Role::Responsible, None);
        found.iter().map(|mention| mention.surface.of(&text).to_owned()).collect()
    }

    #[test]
    fn lines_part_where_both_are_names() {
        let cases: [(&str, &[&str]); 9] = [
            ("县水利局|县生态环境局", &["县水利局", "县生态环境局"]),
            ("区环土局|区交建局|区水利局", &["区环土局", "区交建局", "区水利局"]),
            ("区交建局|相关乡镇人民政府", &["区交建局", "相关乡镇人民政府"]),
            ("相关乡镇人民政府|区农发局", &["相关乡镇人民政府", "区农发局"]),
            (
                "市委宣传部(市网信办)、市文广新局|市水利局",
                &["市委宣传部(市网信办)", "市文广新局", "市水利局"],
            ),
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
