//! An appended list of members: `组长:党蓁 市人民政府副市长`, one a line; a line without a role has
//! the role of the line above. The label may stand alone, without a colon, or in a line with others.

mod below;

use super::label::{self, Label, Strength};
use super::people::{self, People};
use super::person::{self, Person};
use super::unit::unit;
use super::{GroupFinding, MemberFinding, glued, named, post, title};
use crate::diagnostic::{Code, Notes};
use crate::find::responsibility::grammar::split::split;
use crate::find::{Context, Passage, Rule};
use crate::span::TextRange;

/// Bytes of the longest mark of a page between two lines.
const PAGE_MARK: usize = 20;

/// Lines of a roster.
pub(crate) const RULE: Rule = Rule {
    id: "group/roster",
    finds: "lines that begin with a role in a group, and the lines of members below",
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
        crowded: false,
    };
    let lines = passage.paragraphs.iter().map(|range| range.trim(context.text));
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        let tail = lines.peek().and_then(|next| label::cut_off(context, line, *next));
        reader.line(TextRange::new(line.start, tail.map_or(line.end, |tail| tail.start)));
        reader.previous = tail.or(reader.previous);
    }
    let mut groups = reader.groups;
    groups.retain(|group| !group.members.is_empty());
    for group in &mut groups {
        glued::part(context, &mut group.members);
    }
    groups
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
    /// Whether the line has several labels, so that it lost its breaks.
    crowded: bool,
}

/// Where a label stands in its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It opens the line.
    Leads,
    /// It stands behind other words.
    Follows,
}

impl Reader<'_, '_> {
    fn line(&mut self, line: TextRange) {
        if self.is_heading(line)
            || self.labelled(line)
            || self.broken(line)
            || self.unlabelled(line)
        {
            return;
        }
        if self.open.is_none() || !self.goes_on(line) {
            self.leave(line);
        }
    }

    /// A heading that is a role, 组长 or 部门委员, speaks of the lines below.
    fn is_heading(&mut self, line: TextRange) -> bool {
        let Some(heading) = self.passage.heading.filter(|heading| *heading == line) else {
            return false;
        };
        let Some(label) = label::of_heading(self.context, heading) else { return false };
        self.open_roster(&label);
        true
    }

    /// Labels with a colon, each with its body.
    fn labelled(&mut self, line: TextRange) -> bool {
        let mut any = false;
        let labels = label::labels(self.context, line);
        self.crowded = labels.len() > 1;
        for label in labels {
            let leads = label.range.start == line.start;
            if !leads && !any {
                self.look_before(line, &label);
            }
            let stand = if leads { Stand::Leads } else { Stand::Follows };
            any |= self.take(&label, stand, line);
        }
        any
    }

    /// A label that breaks inside its word: `成` above `员:林一航 县水利局局长`.
    fn broken(&mut self, line: TextRange) -> bool {
        let text = self.context.text;
        let above = self.previous.filter(|above| label::is_broken_off(self.context, *above));
        let Some((above, (word, rest))) =
            above.zip(self.context.marks.signs(line.of(text)).apart(&[':']))
        else {
            return false;
        };
        let word: String = [above.of(text), word].concat().split_whitespace().collect();
        let Some((role, strength)) = label::role(self.context, &word) else { return false };
        let len = line.len() as usize;
        let body = line.within(len - rest.len(), rest.len());
        let range = above.cover(line.within(0, len - rest.len() - 1));
        self.take(&Label { role, strength, range, body }, Stand::Leads, line)
    }

    /// What stands before the first label of a line that lost its breaks: the group, or the end of
    /// the words of the label above.
    fn look_before(&mut self, line: TextRange, label: &Label) {
        let before = TextRange::new(line.start, label.range.start).trim(self.context.text);
        if self.open.is_none() {
            self.title = title::in_line(self.context, before, self.previous).or(self.title.take());
        } else if !before.is_empty() {
            self.goes_on(before);
        }
    }

    fn take(&mut self, label: &Label, stand: Stand, line: TextRange) -> bool {
        let leads = stand == Stand::Leads;
        let body = self.trimmed(label.body);
        if body.is_empty() {
            return leads && self.may_open(label, body) && self.open_roster(label);
        }
        let named = self.crowded && self.title.is_some();
        let sure = leads || label.strength == Strength::Sure || self.open.is_some() || named;
        if !sure || !self.may_open(label, body) {
            return false;
        }
        let before = self.open.clone();
        let opened = self.open_roster(label);
        let whole = label.range.start == line.start && label.body.end == line.end;
        let read = self.members(if whole { line } else { label.range.cover(body) }, body);
        if !read && !leads {
            self.open = before;
        }
        opened && (read || leads)
    }

    /// A word that is a post, too, opens a roster before a person with a post or under a title.
    fn may_open(&self, label: &Label, body: TextRange) -> bool {
        label.strength == Strength::Sure
            || self.open.is_some()
            || self.title.is_some()
            || title::above(self.context, self.passage).is_some()
            || people::spaced(self.context, body)
                .list
                .first()
                .is_some_and(|person| person.name.is_some() && person.post.is_some())
    }

    /// A role with no colon behind it, before people, behind one, or alone in its line.
    fn unlabelled(&mut self, line: TextRange) -> bool {
        let label = label::without_colon(self.context, line);
        let Some(label) = label.or_else(|| label::at_end(self.context, line)) else { return false };
        let body = self.trimmed(label.body);
        let known = label.strength == Strength::Sure || self.open.is_some();
        if body.is_empty() {
            return known && self.open_roster(&label);
        }
        let people = people::spaced(self.context, body);
        let fits = |person: &Person| person.name.is_some() && person.post.is_some();
        if !known || people.list.is_empty() || !people.list.iter().all(fits) {
            return false;
        }
        self.open_roster(&label);
        self.push_all(line, people)
    }

    /// A line without a role has the role of the line above.
    fn goes_on(&mut self, line: TextRange) -> bool {
        if self.post_and_people(line) || self.post_and_name(line) || self.post_below(line) {
            return true;
        }
        if people::is_slipped(self.context, line) && self.names_people() {
            return self.push(line, Person::of(Some(line), None));
        }
        if self.member(line, line) {
            return true;
        }
        let listed = people::listed(self.context, line).filter(|list| {
            list.iter().all(|person| person.name.is_some() && person.post.is_some())
        });
        if let Some(list) = listed {
            return self.push_all(line, People { list, ended: false });
        }
        let people = people::spaced(self.context, line);
        let named = people.list.first().is_some_and(|person| person.name.is_some());
        named && self.push_all(line, people)
    }

    fn leave(&mut self, line: TextRange) {
        if self.open.is_some() && is_page_mark(line.of(self.context.text)) {
            return;
        }
        if label::is_broken_off(self.context, line) {
            self.previous = Some(line);
        } else if !line.is_empty() {
            self.open = None;
            self.title = title::in_line(self.context, line, self.previous)
                .or(self.title.take().filter(|_| line.len() < 60));
            self.previous = Some(line);
        }
    }

    fn open_roster(&mut self, label: &Label) -> bool {
        if self.open.is_none() {
            let name = self.title.take().or_else(|| title::above(self.context, self.passage));
            let first = self.groups.is_empty();
            let start =
                self.passage.paragraphs.first().map_or(label.range.start, |range| range.start);
            let name = name.or_else(|| title::before(self.context, start).filter(|_| first));
            self.groups.push(GroupFinding {
                range: label.range,
                name,
                office: None,
                members: Vec::new(),
                rule: RULE.id,
            });
        }
        self.open = Some((label.role.clone(), label.range));
        true
    }

    fn trimmed(&self, body: TextRange) -> TextRange {
        let body = body.trim(self.context.text);
        let words = body.of(self.context.text);
        body.within(0, words.trim_end_matches(['。', ';', ',', ' ', '\t']).len())
    }

    /// What follows a label: people, one post or unit, or a list of units.
    fn members(&mut self, line: TextRange, rest: TextRange) -> bool {
        if let Some(list) = people::listed(self.context, rest) {
            return self.push_all(rest, People { list, ended: false });
        }
        let words = rest.of(self.context.text);
        if self.context.marks.signs(words).first_that(label::is_gap).is_some() {
            let people = people::spaced(self.context, rest);
            if people.list.iter().any(|person| person.name.is_some()) {
                return self.push_all(line, people);
            }
        }
        let people = glued::run(self.context, rest);
        if people.list.len() > 1 {
            return self.push_all(rest, people);
        }
        if let [Person { name: Some(name), post: Some(post), .. }] = people.list[..]
            && self.crowded
        {
            // Whether a name stands there the whole roster shows.
            let whole = name.cover(post);
            return self.push(whole, Person::of(None, Some(whole)));
        }
        if self.context.marks.signs(words).has(&['、', ',']) {
            self.units(rest)
        } else {
            self.member(line, rest)
        }
    }

    fn units(&mut self, rest: TextRange) -> bool {
        let text = self.context.text;
        let rest =
            rest.within(0, self.context.marks.signs(rest.of(text)).head(|sign| sign == '。').len());
        let runs = split(self.context, rest, |c| matches!(c, ',' | ';'));
        let members = runs.into_iter().flat_map(|run| post::members(self.context, run));
        let mut members: Vec<TextRange> = members.collect();
        post::shorten_last(self.context, &mut members);
        let mut any = false;
        for (index, member) in members.iter().enumerate() {
            // Between units a short word of the list is a unit, known or not.
            if self.member(*member, *member) {
                any = true;
            } else if any && post::is_word(member.of(text)) {
                self.push(*member, Person::of(None, Some(*member)));
            } else if index > 0 {
                break;
            }
        }
        any
    }

    fn member(&mut self, line: TextRange, words: TextRange) -> bool {
        let people = people::spaced(self.context, words);
        if people.list.len() > 1 || people.ended && !people.list.is_empty() {
            return false;
        }
        let Some(person) = person::read(self.context, words)
            .or_else(|| named::person_in(self.context, words))
            .or(people.list.first().copied())
        else {
            return false;
        };
        if person.mended {
            self.notes.at(
                Code::NameBoundary,
                words,
                "the unit's first character stood with the name",
            );
        }
        self.push(line, person)
    }

    /// People of one line. Words behind the last that speak of something else close the roster.
    fn push_all(&mut self, line: TextRange, people: People) -> bool {
        let single = people.list.len() == 1 && !people.ended;
        for person in &people.list {
            let range = person.range().filter(|_| !single).unwrap_or(line);
            self.push(range, *person);
        }
        !people.list.is_empty()
    }

    fn push(&mut self, line: TextRange, person: Person) -> bool {
        let Some((role, role_range)) = self.open.clone() else { return false };
        let unit = person.unit.or(person.post).and_then(|post| unit(self.context, post));
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

/// `# Page 3:`, `— 3 —`: a short line without a character of a name.
fn is_page_mark(line: &str) -> bool {
    line.len() <= PAGE_MARK && !line.chars().any(crate::chars::is_han)
}
