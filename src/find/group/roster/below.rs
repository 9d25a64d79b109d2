//! Lines below a person whose post is not known yet: the post, with the next people behind it.

use super::super::people;
use super::super::person::{self, Person};
use super::super::unit::unit;
use super::super::{glued, label, post};
use super::Reader;
use crate::span::TextRange;

impl Reader<'_, '_> {
    /// `区公安局局长 高 杰 区民政局局长`: a line that begins with the post of the person above.
    pub(super) fn post_and_people(&mut self, line: TextRange) -> bool {
        let words = line.of(self.context.text);
        let signs = self.context.marks.signs(words);
        let Some((gap, _)) = signs.first_that(label::is_gap) else { return false };
        let rest = line.within(gap, words.len() - gap).trim(self.context.text);
        let people = people::spaced(self.context, rest);
        let fits = |person: &Person| person.name.is_some() && person.post.is_some();
        let all = !people.list.is_empty() && people.list.iter().all(fits);
        all && self.post_below(line.within(0, gap)) && self.push_all(rest, people)
    }

    /// The post of a person whose name stands alone in the line above; the next people may be glued
    /// to it.
    pub(super) fn post_below(&mut self, line: TextRange) -> bool {
        if !post::is_post(self.context, line.of(self.context.text)) || !self.lacks_post() {
            return false;
        }
        let (post, rest) = glued::first_post(self.context, line);
        self.give_post(post);
        let people = glued::run(self.context, rest);
        self.push_all(rest, people);
        if let Some(group) = self.groups.last_mut() {
            group.range = group.range.cover(line);
        }
        true
    }

    /// `县水利局局长周文静`: the post of the person above and the next person, whose own post is below.
    pub(super) fn post_and_name(&mut self, line: TextRange) -> bool {
        if post::is_post(self.context, line.of(self.context.text)) || !self.lacks_post() {
            return false;
        }
        let end = people::glued_name(self.context, line);
        let Some(end) = end.filter(|end| *end > 0) else { return false };
        self.give_post(line.within(0, end));
        let name = line.within(end, line.len() as usize - end);
        self.push(name, Person::of(Some(name), None))
    }

    pub(super) fn give_post(&mut self, post: TextRange) {
        let members = self.groups.last_mut().map(|group| &mut group.members);
        let Some(last) = members.and_then(|members| members.last_mut()) else { return };
        let mended = last.person.and_then(|name| person::mend(self.context, name, post));
        let post = mended.and_then(|person| person.post).unwrap_or(post);
        last.person = mended.and_then(|person| person.name).or(last.person);
        last.post = Some(post);
        last.unit = unit(self.context, post);
        last.range = last.range.cover(post);
    }

    /// The last member is a person.
    pub(super) fn names_people(&self) -> bool {
        let last = self.groups.last().and_then(|group| group.members.last());
        last.is_some_and(|last| last.person.is_some())
    }

    /// The last member is a person whose post is not known.
    pub(super) fn lacks_post(&self) -> bool {
        let last = self.groups.last().and_then(|group| group.members.last());
        last.is_some_and(|last| last.person.is_some() && last.post.is_none())
    }
}
