//! The tree of a page: an arena whose texts remember where in the source they stand.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// The number of a node.
pub(super) type Id = u32;

/// No node.
pub(super) const NONE: Id = Id::MAX;

/// Some text of the page and the bytes of the source that mean it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: StrTendril,
    /// First byte of the decoded source.
    pub(super) start: u32,
    /// One past its last byte.
    pub(super) end: u32,
}

impl Piece {
    /// The characters, each with its bytes in the decoded source: its own where the text stands
    /// there as it is, else those of the whole piece (an entity).
    pub(super) fn glyphs(&self) -> impl Iterator<Item = Glyph> + '_ {
        let exact = self.text.len() as u32 == self.end - self.start;
        self.text.char_indices().map(move |(at, c)| match exact {
            true => {
                let start = self.start + at as u32;
                Glyph { c, start, end: start + c.len_utf8() as u32 }
            }
            false => Glyph { c, start: self.start, end: self.end },
        })
    }

    /// The piece without its first bytes.
    pub(super) fn without(&self, bytes: usize) -> Self {
        let exact = self.text.len() as u32 == self.end - self.start;
        let start = if exact { self.start + bytes as u32 } else { self.start };
        let rest = self.text.get(bytes..).unwrap_or_default();
        Self { text: StrTendril::from_slice(rest), start, end: self.end }
    }
}

/// A character and its bytes in the decoded source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// The character.
    pub(crate) c: char,
    /// Its first byte.
    pub(crate) start: u32,
    /// One past its last byte.
    pub(crate) end: u32,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<Attribute>,
    /// The bytes of its start tag in the decoded source.
    pub(super) tag: (u32, u32),
    /// Where the contents of a template go.
    pub(super) template: Id,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|a| &*a.name.local == name)?;
        Some(&found.value)
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum NodeKind {
    Other,
    Element(Box<Element>),
    Text(Vec<Piece>),
}

/// A node and its links to others; [`NONE`] where there is no other.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) parent: Id,
    pub(super) before: Id,
    pub(super) after: Id,
    pub(super) first: Id,
    pub(super) last: Id,
    pub(super) depth: u32,
}

/// The tree of a page.
#[derive(Debug)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
}

/// A step of a walk through the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Enter(Id),
    Leave(Id),
}

impl Dom {
    /// The document itself.
    pub(super) const ROOT: Id = 0;

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The element with that number, if it is one.
    pub(super) fn element(&self, id: Id) -> Option<&Element> {
        match &self.nodes.get(id as usize)?.kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The local name of an element; empty for anything else.
    pub(super) fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", |element| &element.name.local)
    }

    /// The pieces of a text.
    pub(super) fn pieces(&self, id: Id) -> &[Piece] {
        match self.nodes.get(id as usize).map(|node| &node.kind) {
            Some(NodeKind::Text(pieces)) => pieces,
            _ => &[],
        }
    }

    /// The node above.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.get(id as usize).map(|node| node.parent).filter(|parent| *parent != NONE)
    }

    /// The element right behind, in the same parent.
    pub(super) fn next_element(&self, id: Id) -> Option<Id> {
        let after =
            |id: &Id| self.nodes.get(*id as usize).map(|n| n.after).filter(|id| *id != NONE);
        std::iter::successors(after(&id), after).find(|id| self.element(*id).is_some())
    }

    /// The element right before, in the same parent.
    pub(super) fn element_before(&self, id: Id) -> Option<Id> {
        let before =
            |id: &Id| self.nodes.get(*id as usize).map(|n| n.before).filter(|id| *id != NONE);
        std::iter::successors(before(&id), before).find(|id| self.element(*id).is_some())
    }

    /// The nodes right below.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let some = |id: Id| (id != NONE).then_some(id);
        let first = self.nodes.get(id as usize).and_then(|node| some(node.first));
        std::iter::successors(first, move |id| some(self.nodes.get(*id as usize)?.after))
    }

    /// The step after `step` in a walk through everything below `root`; `None` behind the last. To
    /// pass over what is below a node, go on from its `Leave`.
    pub(super) fn next(&self, root: Id, step: Step) -> Option<Step> {
        match step {
            Step::Enter(id) => match self.nodes.get(id as usize)?.first {
                NONE => Some(Step::Leave(id)),
                first => Some(Step::Enter(first)),
            },
            Step::Leave(id) if id == root => None,
            Step::Leave(id) => {
                let node = self.nodes.get(id as usize)?;
                match node.after {
                    NONE => Some(Step::Leave(node.parent)),
                    after => Some(Step::Enter(after)),
                }
            }
        }
    }

    /// All nodes below `root` and itself, in order.
    pub(super) fn below(&self, root: Id) -> impl Iterator<Item = Id> + '_ {
        let steps =
            std::iter::successors(Some(Step::Enter(root)), move |step| self.next(root, *step));
        steps.filter_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }
}
