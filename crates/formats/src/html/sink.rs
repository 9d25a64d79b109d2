//! The tree of a page while the parser builds it.

use super::dom::{Dom, Element, Id, NONE, Node, NodeKind, Piece};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Nodes that one page may have. Markup can make nodes faster than it has bytes: formatting that is
/// never closed is opened again in each paragraph.
const MAX_NODES: usize = 4 << 20;

/// The tree while the parser builds it. Interior mutability is what the parser's interface asks for.
#[derive(Debug)]
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// Texts that were given to the tree builder and did not come back yet.
    pub(super) waiting: RefCell<VecDeque<Piece>>,
    /// The tag that is being read.
    pub(super) tag: Cell<(u32, u32)>,
    /// How deep the last node went.
    pub(super) depth: Cell<u32>,
}

impl Sink {
    pub(super) fn new() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            waiting: RefCell::default(),
            tag: Cell::default(),
            depth: Cell::default(),
        };
        sink.create(NodeKind::Other);
        sink
    }

    /// True where the page has as many nodes as it may have.
    pub(super) fn is_full(&self) -> bool {
        self.nodes.borrow().len() > MAX_NODES
    }

    fn create(&self, kind: NodeKind) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        let links = [NONE; 5];
        let [parent, before, after, first, last] = links;
        nodes.push(Node { kind, parent, before, after, first, last, depth: 0 });
        (nodes.len() - 1) as Id
    }

    /// The pieces of a text that the tree builder lets out: it holds texts back and drops some, but
    /// keeps their order.
    fn placed(&self, text: &str) -> Piece {
        let mut waiting = self.waiting.borrow_mut();
        while let Some(piece) = waiting.pop_front() {
            if piece.text.ends_with(text) {
                return piece.without(piece.text.len() - text.len());
            }
        }
        let (_, end) = self.tag.get();
        Piece { text: StrTendril::from_slice(text), start: end, end }
    }

    /// Puts a node or text in front of `next`, or last in `parent`.
    fn insert(&self, parent: Id, next: Id, child: NodeOrText<Id>) {
        let child = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                let piece = self.placed(&text);
                if self.join(parent, next, &piece) {
                    return;
                }
                self.create(NodeKind::Text(vec![piece]))
            }
        };
        self.detach(child);
        self.link(parent, next, child);
    }

    /// Adds a piece to the text before that place, if there is one.
    fn join(&self, parent: Id, next: Id, piece: &Piece) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let before =
            if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].before };
        self.depth.set(nodes[parent as usize].depth);
        let Some(Node { kind: NodeKind::Text(pieces), .. }) = nodes.get_mut(before as usize) else {
            return false;
        };
        pieces.push(piece.clone());
        true
    }

    fn link(&self, parent: Id, next: Id, child: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let before =
            if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].before };
        let depth = nodes[parent as usize].depth + 1;
        let node = &mut nodes[child as usize];
        (node.parent, node.before, node.after, node.depth) = (parent, before, next, depth);
        self.depth.set(depth);
        match nodes.get_mut(before as usize) {
            Some(node) => node.after = child,
            None => nodes[parent as usize].first = child,
        }
        match nodes.get_mut(next as usize) {
            Some(node) => node.before = child,
            None => nodes[parent as usize].last = child,
        }
    }

    fn detach(&self, child: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[child as usize];
        let (parent, before, after) = (node.parent, node.before, node.after);
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        match nodes.get_mut(before as usize) {
            Some(node) => node.after = after,
            None => nodes[parent as usize].first = after,
        }
        match nodes.get_mut(after as usize) {
            Some(node) => node.before = before,
            None => nodes[parent as usize].last = before,
        }
    }

    fn parent(&self, node: Id) -> Id {
        self.nodes.borrow()[node as usize].parent
    }
}

/// The name of an element, on its own.
#[derive(Debug)]
pub(super) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.nodes.borrow()[*target as usize].kind {
            NodeKind::Element(element) => Name(element.name.clone()),
            _ => Name(QualName::new(None, "".into(), "".into())),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Id {
        let template = if flags.template { self.create(NodeKind::Other) } else { NONE };
        let tag = self.tag.get();
        self.create(NodeKind::Element(Box::new(Element { name, attributes, tag, template })))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.create(NodeKind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.create(NodeKind::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, before: &Id, child: NodeOrText<Id>) {
        match self.parent(*element) {
            NONE => self.append(before, child),
            parent => self.insert(parent, *element, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        match &self.nodes.borrow()[*target as usize].kind {
            NodeKind::Element(element) if element.template != NONE => element.template,
            _ => *target,
        }
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        match self.parent(*sibling) {
            NONE => {}
            parent => self.insert(parent, *sibling, child),
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let NodeKind::Element(element) = &mut self.nodes.borrow_mut()[*target as usize].kind {
            for attribute in attributes {
                if element.attributes.iter().all(|known| known.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        loop {
            let first = self.nodes.borrow()[*node as usize].first;
            if first == NONE {
                return;
            }
            self.detach(first);
            self.link(*parent, NONE, first);
        }
    }
}
