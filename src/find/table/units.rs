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
    fn marks_and_numbers_are_no_part_of_names() {
        let cases: [(&str, &[&str]); 7] = [
            ("市水利局(牵头)市城管局", &["市水利局", "市城管局"]),
            ("市林业局/市生态环境局", &["市林业局", "市生态环境局"]),
            ("1.市发展改革委|2.市水利局", &["市发展改革委", "市水利局"]),
            ("1.市发展改革委2.市水利局", &["市发展改革委", "市水利局"]),
            ("1.市发展改革委;2.市水利局", &["市发展改革委", "市水利局"]),
            ("市林业局★、市财政局", &["市林业局", "市财政局"]),
            ("市林业局(配合单位:市财政局)", &["市林业局", "市财政局"]),
        ];
        for (lines, expected) in cases {
            assert_eq!(units(lines), expected, "{lines}");
        }
    }

    #[test]
    fn a_label_holds_for_the_lines_below_it() {
        let text = "牵头单位:市水利局配合单位:市财政局市林业局";
        let breaks = ["配合", "市林业局"].map(|words| to_u32(text.find(words).unwrap()));
        let range = TextRange::from(0..text.len());
        let cell = Cell { range, area: Area::at(0), breaks: breaks.to_vec() };
        let found = read(&Context::of(text), &cell, Role::Responsible, None);
        let roles: Vec<Role> = found.iter().map(|mention| mention.role).collect();
        assert_eq!(roles, [Role::Lead, Role::Support, Role::Support]);
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
