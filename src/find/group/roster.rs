//! An appended list of members: `组长:党蓁 市人民政府副市长`, one a line; a line without a role has
//! the role of the line above.

use super::person::{self, Person};
use super::{GroupFinding, MemberFinding, post};
use crate::diagnostic::{Code, Notes};
use crate::find::responsibility::grammar::split::split;
use crate::find::{Context, Passage, Rule};
use crate::span::TextRange;

/// How far a role label reaches into a line, in characters.
const LABEL: usize = 14;

/// A longer line is no part of a title, in bytes.
const MAX_TITLE: u32 = 120;

/// A role label as a record shows it, its place, and where the line goes on.
type Labelled = (Box<str>, TextRange, TextRange);

/// Lines of a roster.
pub(crate) const RULE: Rule = Rule {
    id: "group/roster",
    finds: "lines that begin with a role in a group and a colon, and the lines of members below",
    example: "组 长:陆承远 县委书记",
    counter_example: "组长单位要发挥作用:定期研究",
};

/// All rosters of a passage, in order.
pub(super) fn find(context: &Context, passage: &Passage, notes: &mut Notes) -> Vec<GroupFinding> {
    let mut reader = Reader {
        context,
        passage,
        notes,
        groups: Vec::new(),
        open: None,
        title: None,
        previous: None,
    };
    for range in &passage.paragraphs {
        reader.line(range.trim(context.text));
    }
    reader.groups.retain(|group| !group.members.is_empty());
    reader.groups
}

struct Reader<'c, 't> {
    context: &'c Context<'t>,
    passage: &'c Passage,
    notes: &'c mut Notes,
    groups: Vec<GroupFinding>,
    /// The role that the next line inherits; none where no roster is open.
    open: Option<(Box<str>, TextRange)>,
    /// The last line that could be a title.
    title: Option<TextRange>,
    /// The last line that is no member.
    previous: Option<TextRange>,
}

impl Reader<'_, '_> {
    fn line(&mut self, line: TextRange) {
        if let Some((role, role_range, rest)) = label(self.context, line) {
            self.open_roster(role, role_range);
            self.members(line, rest);
            return;
        }
        let member = self.open.is_some() && self.member(line, line);
        if !member && !line.is_empty() {
            self.open = None;
            self.title = self.title_in(line);
            self.previous = Some(line);
        }
    }

    /// A title that breaks before 领导小组 begins on the line above.
    fn title_in(&self, line: TextRange) -> Option<TextRange> {
        let name = super::prose::name_in(self.context, line)?;
        let nouns = &self.context.lexicon.group_words.nouns;
        let alone = nouns.get(name.of(self.context.text)).is_some();
        let above = self.previous.filter(|above| alone && above.len() < MAX_TITLE);
        Some(above.map_or(name, |above| above.cover(name)))
    }

    fn open_roster(&mut self, role: Box<str>, role_range: TextRange) {
        if self.open.is_none() {
            let name = self.title.take().or_else(|| self.heading());
            self.groups.push(GroupFinding {
                range: role_range,
                name,
                office: None,
                members: Vec::new(),
                rule: RULE.id,
            });
        }
        self.open = Some((role, role_range));
    }

    /// The name of the group in the title above the roster.
    fn heading(&self) -> Option<TextRange> {
        let headings =
            self.passage.heading.into_iter().chain(self.passage.above.iter().rev().copied());
        headings.into_iter().find_map(|heading| {
            let words = heading.of(self.context.text);
            let ends = &self.context.lexicon.group_words.title_ends;
            let end = ends.at_end(words).map_or(0, |(word, ())| word.len());
            let bare = heading.within(0, words.len() - end).trim(self.context.text);
            let nouns = &self.context.lexicon.group_words.nouns;
            nouns.at_end(bare.of(self.context.text)).map(|_| bare)
        })
    }

    /// What follows a label: one person with a post, or a list of units.
    fn members(&mut self, line: TextRange, rest: TextRange) {
        let text = self.context.text;
        let rest = rest.within(0, rest.of(text).trim_end_matches(['。', ';', ',', ' ']).len());
        let several = !rest.of(text).contains(' ') && rest.of(text).contains(['、', ',']);
        if rest.is_empty() || !several && self.member(line, rest) {
            return;
        }
        let runs = split(text, rest, |c| matches!(c, ',' | ';'));
        let members = runs.into_iter().flat_map(|run| post::members(self.context, run));
        let members: Vec<TextRange> = members.collect();
        for (index, member) in members.iter().enumerate() {
            let known = self.member(*member, *member);
            // Between units a short word of the list is a unit, known or not.
            if !known && index > 0 && is_word(member.of(text)) {
                self.push(*member, Person { name: None, post: Some(*member), mended: false });
            }
        }
    }

    fn member(&mut self, line: TextRange, words: TextRange) -> bool {
        let Some(person) = person::read(self.context, words) else { return false };
        if person.mended {
            self.notes.at(
                Code::NameBoundary,
                words,
                "the unit's first character stood with the name",
            );
        }
        self.push(line, person)
    }

    fn push(&mut self, line: TextRange, person: Person) -> bool {
        let Some((role, role_range)) = self.open.clone() else { return false };
        let unit = person.post.and_then(|post| unit(self.context, post));
        let member = MemberFinding {
            range: line,
            role,
            role_range,
            person: person.name,
            post: person.post,
            unit,
            rule: RULE.id,
        };
        if let Some(group) = self.groups.last_mut() {
            group.range = group.range.cover(line);
            group.members.push(member);
        }
        true
    }
}

/// A short word of a list, without a mark inside.
fn is_word(words: &str) -> bool {
    (3..=12).contains(&words.chars().count()) && words.chars().all(crate::chars::is_han)
}

/// The organisation that a post begins with. A space behind a slipped character does not end it.
pub(super) fn unit(context: &Context, post: TextRange) -> Option<TextRange> {
    let words = post.of(context.text);
    let Some((level, rest)) = words.split_once(' ').filter(|(level, _)| level.chars().count() == 1)
    else {
        return context.lexicon.organisations.reach(words).map(|len| post.within(0, len));
    };
    let len = context.lexicon.organisations.reach(&format!("{level}{rest}"))?;
    Some(post.within(0, len + 1))
}

/// The role that a line begins with before a colon; spaces inside the word do not count.
fn label(context: &Context, line: TextRange) -> Option<Labelled> {
    let words = line.of(context.text);
    let colon = words.char_indices().take(LABEL).find(|(_, c)| *c == ':')?.0;
    let word: String = words[..colon].chars().filter(|c| *c != ' ').collect();
    let role = context.lexicon.group_words.roster_roles.get(&word)?.clone();
    let rest = line.within(colon + 1, words.len() - colon - 1).trim(context.text);
    Some((role, line.within(0, colon), rest))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::find::Context;
    use crate::find::group::testing::{check, codes, groups};
    use crate::lexicon::Lexicon;
    use crate::span::TextRange;

    #[test]
    fn rosters_are_read_line_by_line() {
        check(&super::RULE);
        let text = "市1号议案办理工作领导小组组成人员名单\n组长:党蓁 市人民政府副市长\n副组长:姚晴 市人民政府办公厅副主任\n\
                    杨相卫 市经信局局长\n成 员:成 洁 市教育局副局长\n夏伟市 财政局副局长\n领导小组办公室主任由成洁兼任。";
        assert_eq!(
            groups(text),
            "市1号议案办理工作领导小组 office - | 组长 党蓁 市人民政府副市长 | 副组长 姚晴 市人民政府办公厅副主任 \
             | 副组长 杨相卫 市经信局局长 | 成员 成洁 市教育局副局长 | 成员 夏伟 市财政局副局长"
        );
        assert_eq!(codes(text), [Code::NameBoundary]);
    }

    #[test]
    fn the_unit_of_a_post_is_no_part_of_the_post() {
        let unit = |text: &'static str| {
            let context = Context { lexicon: Lexicon::builtin(), text, issued_on: None, rows: &[] };
            let found = super::unit(&context, TextRange::from(0..text.len()));
            found.map_or("-", |range| range.of(text))
        };
        let cases = [
            ("石桥镇镇长", "石桥镇"),
            ("石桥镇长", "石桥镇"),
            ("各镇镇长", "各镇"),
            ("各乡镇长", "各乡镇"),
            ("青禾县县长", "青禾县"),
            ("常务副县长", "-"),
            ("副市长", "-"),
            ("县长", "-"),
            ("县水利局局长", "县水利局"),
            ("县人民政府副县长", "县人民政府"),
            ("古镇镇党委书记", "古镇镇党委"),
        ];
        for (post, wanted) in cases {
            assert_eq!(unit(post), wanted, "{post}");
        }
    }

    #[test]
    fn units_and_several_groups_are_read() {
        let text = "组长:市财政局\n成员单位:市教育局、市民政局,各区政府。";
        assert_eq!(
            groups(text),
            "- office - | 组长 - 市财政局 | 成员 - 市教育局 | 成员 - 市民政局 | 成员 - 各区政府"
        );
        assert_eq!(
            groups("组长:李明 市长\n其他事项。\n组长:王平 市长").matches("office").count(),
            2
        );
        assert_eq!(groups("联系人:张三 市财政局科长"), "");
    }
}
