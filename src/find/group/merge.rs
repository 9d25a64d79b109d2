//! Puts the pieces of one group together: the sentence that founds it, its office, its roster.

use super::{GroupFinding, MemberFinding, roster};
use crate::span::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};

/// The groups of a document. A piece joins the group with the same name; one without a full name
/// joins the only group that it can belong to.
#[must_use]
pub(crate) fn merge(text: &str, pieces: &[GroupFinding]) -> Vec<GroupFinding> {
    let (with, without): (Vec<_>, Vec<_>) =
        pieces.iter().partition(|piece| !piece.members.is_empty());
    let mut homes = Homes { text, all: Vec::new(), named: FxHashMap::default() };
    let single = is_single(text, &with);
    for piece in with {
        let home = if single { homes.last() } else { homes.of_members(piece) };
        homes.settle(piece, home);
    }
    for piece in without {
        let home = match piece.name {
            Some(name) => homes.by_name(name),
            None => homes.last().filter(|last| *last == 0),
        };
        homes.settle(piece, home);
    }
    let mut groups: Vec<GroupFinding> =
        homes.all.iter().filter_map(|pieces| joined(text, pieces)).collect();
    groups.sort_by_key(|group| group.range);
    groups
}

/// Which pieces make which group.
struct Homes<'p> {
    text: &'p str,
    all: Vec<Vec<&'p GroupFinding>>,
    named: FxHashMap<String, usize>,
}

impl<'p> Homes<'p> {
    fn last(&self) -> Option<usize> {
        self.all.len().checked_sub(1)
    }

    fn by_name(&self, name: TextRange) -> Option<usize> {
        self.named.get(&squeezed(name.of(self.text))).copied()
    }

    fn of_members(&self, piece: &GroupFinding) -> Option<usize> {
        match piece.name {
            Some(name) => self.by_name(name),
            None => self.last().filter(|last| goes_on(self.text, &self.all[*last], piece)),
        }
    }

    fn settle(&mut self, piece: &'p GroupFinding, home: Option<usize>) {
        let at = home.unwrap_or(self.all.len());
        if let Some(name) = piece.name {
            self.named.entry(squeezed(name.of(self.text))).or_insert(at);
        }
        match self.all.get_mut(at) {
            Some(pieces) => pieces.push(piece),
            None => self.all.push(vec![piece]),
        }
    }
}

/// True where the document has one roster and sentences of the same group, or of no other name.
fn is_single(text: &str, pieces: &[&GroupFinding]) -> bool {
    let full = |piece: &GroupFinding| piece.name.map(|name| squeezed(name.of(text)));
    let mut lists = pieces.iter().filter(|piece| is_list(piece));
    let (Some(list), None) = (lists.next(), lists.next()) else { return false };
    let name = full(list);
    pieces.iter().all(|piece| match (&name, full(piece)) {
        (Some(first), Some(second)) => first.ends_with(&second) || second.ends_with(first),
        (_, None) => true,
        (None, _) => pieces.len() == 2,
    })
}

/// True for a piece without a name whose roles are new to the one before, 一、组长, 二、成员, or
/// whose role is a heading.
fn goes_on(text: &str, pieces: &[&GroupFinding], piece: &GroupFinding) -> bool {
    let before = pieces.iter().flat_map(|piece| &piece.members);
    let known: FxHashSet<&str> = before.map(|member| &*member.role).collect();
    let headed = |role: TextRange| !text[role.end as usize..].starts_with(':');
    let under = is_list(piece) && piece.members.first().is_some_and(|one| headed(one.role_range));
    let new = piece.members.iter().all(|member| !known.contains(&*member.role));
    pieces.iter().all(|other| is_list(other) == is_list(piece)) && (new || under)
}

fn is_list(piece: &GroupFinding) -> bool {
    piece.rule == roster::RULE.id
}

/// The name without spaces and line breaks.
fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A group has the range of its roster, or of its first piece, and of its members. A roster says more of a role than a sentence, so its members stand for those of the
/// sentence.
fn joined(text: &str, pieces: &[&GroupFinding]) -> Option<GroupFinding> {
    let main = pieces.iter().find(|piece| is_list(piece)).or(pieces.first())?;
    let mut group = (*main).clone();
    group.office = pieces.iter().find_map(|piece| piece.office);
    group.name = pieces.iter().filter_map(|piece| piece.name).max_by_key(|name| name.len());
    let (lists, sentences): (Vec<&GroupFinding>, Vec<&GroupFinding>) =
        pieces.iter().copied().partition(|piece| is_list(piece));
    let listed = || lists.iter().flat_map(|piece| &piece.members);
    let roles: FxHashSet<&str> = listed().map(|member| &*member.role).collect();
    let told = sentences.iter().flat_map(|piece| &piece.members);
    let more = told.filter(|member| !roles.contains(&*member.role));
    group.members = once(text, more.chain(listed()));
    group.range = group.members.iter().fold(group.range, |all, one| all.cover(one.range));
    Some(group)
}

/// Each body or person once in a role.
fn once<'m>(text: &str, members: impl Iterator<Item = &'m MemberFinding>) -> Vec<MemberFinding> {
    let words = |range: Option<TextRange>| range.map(|range| squeezed(range.of(text)));
    let mut seen = FxHashSet::default();
    let first = |member: &&MemberFinding| {
        seen.insert((member.role.clone(), words(member.person), words(member.post)))
    };
    members.filter(first).cloned().collect()
}
