//! Puts the pieces of one group together: the sentence that founds it, its office, its roster.

use super::GroupFinding;
use rustc_hash::FxHashMap;

/// The groups of a document. A piece without members joins the group with the same name, or, where
/// it has no full name and the document has only one group with members, that one.
#[must_use]
pub(crate) fn merge(text: &str, pieces: &[GroupFinding]) -> Vec<GroupFinding> {
    let mut groups: Vec<GroupFinding> =
        pieces.iter().filter(|piece| !piece.members.is_empty()).cloned().collect();
    let mut named: FxHashMap<String, usize> = FxHashMap::default();
    for (index, name) in groups.iter().enumerate().filter_map(|(at, group)| Some((at, group.name?)))
    {
        named.entry(squeezed(name.of(text))).or_insert(index);
    }
    for piece in pieces.iter().filter(|piece| piece.members.is_empty()) {
        let next = groups.len();
        let home = match piece.name {
            Some(name) => *named.entry(squeezed(name.of(text))).or_insert(next),
            None => {
                if next == 1 {
                    0
                } else {
                    next
                }
            }
        };
        match groups.get_mut(home) {
            Some(group) => join(group, piece),
            None => groups.push(piece.clone()),
        }
    }
    groups.sort_by_key(|group| group.range);
    groups
}

/// The name without spaces and line breaks.
fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A group keeps its own range: the pieces may stand in different parts.
fn join(group: &mut GroupFinding, piece: &GroupFinding) {
    group.office = group.office.or(piece.office);
    group.name = group.name.or(piece.name);
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::find::group::testing::{found, shown};

    #[test]
    fn office_and_roster_come_together() {
        let text = "成立1号议案工作领导小组(名单附后)。领导小组下设办公室,在市经信局办公。\n1号议案工作\n领导小组名单\n组长:李明 市政府副市长";
        let pieces = found(
            &[&text[..text.find('\n').unwrap()], &text[text.find('\n').unwrap() + 1..]],
            text,
        );
        let merged = merge(text, &pieces);
        let all: Vec<_> = merged.iter().map(|group| shown(text, group)).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(all[0].contains("office 市经信局") && all[0].contains("组长 李明 市政府副市长"));
    }
}
