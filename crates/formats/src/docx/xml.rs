//! Markup as a stream of small trees: one paragraph, table, style or level of a list at a time.
//!
//! Only elements that a reader asks for become nodes. Wrappers that say nothing about text
//! (hyperlinks, content controls, shapes) vanish and their children move up; elements that describe
//! looks or earlier states are skipped with all that is in them. Names count without their prefix.

use super::names::{attribute, element, is_skipped};
use gongwen::diagnostic::Code;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceResolver, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

/// Nodes that one tree may have; a table of ten thousand rows stays far below.
const NODES: usize = 4 << 20;

/// A vocabulary, whatever its prefix and edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// Words, spreadsheets, relationships, and names without a vocabulary.
    Main,
    Math,
    Compatibility,
    /// Drawings of Word before 2010.
    Vml,
    /// Changes and comments of Word 2003.
    Annotation,
    /// What Word 2003 shows, beside what it states.
    Hint,
    Other,
}

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Data>,
    attributes: Vec<(&'static str, Box<str>)>,
    text: String,
}

#[derive(Debug)]
struct Data {
    name: &'static str,
    text: (u32, u32),
    attributes: (u32, u32),
    first: u32,
    next: u32,
    last: u32,
    has_text: bool,
}

/// No node.
const NONE: u32 = u32::MAX;

/// A place in a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'t> {
    tree: &'t Tree,
    index: u32,
}

impl Tree {
    /// The element itself.
    pub(crate) fn root(&self) -> Node<'_> {
        Node { tree: self, index: 0 }
    }

    fn add(&mut self, name: &'static str, parent: Option<u32>) -> u32 {
        let index = u32::try_from(self.nodes.len()).expect("trees are smaller than NODES");
        let at = u32::try_from(self.text.len()).unwrap_or(NONE);
        let none = u32::try_from(self.attributes.len()).unwrap_or(NONE);
        let (text, attributes) = ((at, at), (none, none));
        let (first, next, last, has_text) = (NONE, NONE, NONE, false);
        self.nodes.push(Data { name, text, attributes, first, next, last, has_text });
        if let Some(parent) = parent {
            let before = std::mem::replace(&mut self.nodes[parent as usize].last, index);
            match before {
                NONE => self.nodes[parent as usize].first = index,
                before => self.nodes[before as usize].next = index,
            }
        }
        index
    }
}

impl<'t> Node<'t> {
    fn data(self) -> &'t Data {
        &self.tree.nodes[self.index as usize]
    }

    /// Its name without a prefix.
    pub(crate) fn name(self) -> &'static str {
        self.data().name
    }

    /// Its own characters.
    pub(crate) fn text(self) -> &'t str {
        let (start, end) = self.data().text;
        self.tree.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// True where it or something in it shows text.
    pub(crate) fn has_text(self) -> bool {
        self.data().has_text
    }

    /// The attribute of that name.
    pub(crate) fn attr(self, name: &str) -> Option<&'t str> {
        let (start, end) = self.data().attributes;
        let attributes = self.tree.attributes.get(start as usize..end as usize)?;
        attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| &**value)
    }

    /// The elements in it.
    pub(crate) fn children(self) -> impl Iterator<Item = Node<'t>> {
        let next = move |index: u32| (index != NONE).then_some(Node { tree: self.tree, index });
        std::iter::successors(next(self.data().first), move |node| next(node.data().next))
    }

    /// The first element of that name in it.
    pub(crate) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// The value of the first element of that name in it.
    pub(crate) fn val(self, name: &str) -> Option<&'t str> {
        self.child(name)?.attr("val")
    }

    /// [`Node::val`], as a number.
    pub(crate) fn number<N: std::str::FromStr>(self, name: &str) -> Option<N> {
        self.val(name)?.trim().parse().ok()
    }

    /// A switch: present without a value is on.
    pub(crate) fn switch(self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attr("val").unwrap_or("1");
        Some(!matches!(value, "0" | "false" | "off"))
    }
}

/// The elements inside one element of a part, one after another.
pub(crate) struct Stream<'a> {
    reader: NsReader<&'a [u8]>,
    /// Levels of elements that may lie in each other.
    depth: u32,
    /// Levels between the element that was entered and the next tree.
    outside: u32,
    is_over: bool,
    trouble: Option<(Code, String)>,
}

impl<'a> Stream<'a> {
    /// Over the text of a part.
    pub(crate) fn new(text: &'a str, depth: u32) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth, outside: 0, is_over: false, trouble: None }
    }

    /// Goes into the first element with one of these names.
    pub(crate) fn enter(mut self, names: &[&str]) -> Self {
        loop {
            match self.event() {
                Some(Event::Start(start)) => {
                    if names.contains(&start.local_name().as_ref()) {
                        return self;
                    }
                }
                Some(_) => {}
                None => {
                    self.is_over = true;
                    return self;
                }
            }
        }
    }

    /// What stopped the stream before its end, or made it leave something out.
    pub(crate) fn trouble(&self) -> Option<&(Code, String)> {
        self.trouble.as_ref()
    }

    fn event(&mut self) -> Option<Event<'a>> {
        match self.reader.read_event() {
            Ok(Event::Eof) => None,
            Ok(event) => Some(event),
            Err(error) => {
                let at = self.reader.error_position();
                let message = format!("the markup is broken at byte {at}: {error}");
                self.trouble = Some((Code::DamagedFile, message));
                None
            }
        }
    }

    fn stop(&mut self, code: Code, message: &str) {
        self.trouble.get_or_insert_with(|| (code, message.to_owned()));
        self.is_over = true;
    }

    /// Passes over an element that was begun.
    fn skip(&mut self) {
        let mut level = 1;
        while level > 0 {
            match self.event() {
                Some(Event::Start(_)) => level += 1,
                Some(Event::End(_)) => level -= 1,
                Some(_) => {}
                None => return self.cut(),
            }
        }
    }

    fn cut(&mut self) {
        self.stop(Code::DamagedFile, "the markup breaks off before its end");
    }

    /// The next element that is known by name; levels around it that are not known are passed.
    fn begin(&mut self) -> Option<Tree> {
        while !self.is_over {
            match self.event() {
                Some(Event::Start(start)) => match self.name(&start) {
                    Seen::Known(name) => {
                        let mut tree = Tree::default();
                        tree.add(name, None);
                        self.attributes(&start, &mut tree);
                        return Some(tree);
                    }
                    Seen::Skipped => self.skip(),
                    Seen::Wrapper => self.outside += 1,
                },
                Some(Event::End(_)) if self.outside > 0 => self.outside -= 1,
                Some(Event::End(_)) => self.is_over = true,
                Some(_) => {}
                None => self.cut(),
            }
        }
        None
    }

    fn name(&self, start: &BytesStart<'_>) -> Seen {
        let name = start.name();
        let namespace = namespace(self.reader.resolver(), start);
        match element(namespace, name.local_name().as_ref()) {
            Some(name) => Seen::Known(name),
            None if is_skipped(namespace, name.local_name().as_ref()) => Seen::Skipped,
            None => Seen::Wrapper,
        }
    }

    fn attributes(&self, start: &BytesStart<'_>, tree: &mut Tree) {
        let begun = tree.attributes.len();
        for found in start.attributes().with_checks(false).flatten() {
            let (local, prefix) = found.key.decompose();
            let is_declaration = prefix.is_some_and(|prefix| prefix.is_xmlns());
            if let Some(name) = attribute(local.as_ref()).filter(|_| !is_declaration)
                && let Ok(value) = found.normalized_value(XmlVersion::Implicit1_0)
            {
                tree.attributes.push((name, value.into()));
            }
        }
        if let Some(data) = tree.nodes.last_mut() {
            let place = |len: usize| u32::try_from(len).unwrap_or(NONE);
            data.attributes = (place(begun), place(tree.attributes.len()));
        }
    }

    /// Reads a tree whose first element was begun.
    fn fill(&mut self, tree: &mut Tree) {
        // The node of each open element; a wrapper repeats the one around it.
        let mut open: Vec<(u32, bool)> = vec![(0, true)];
        while let Some((parent, is_node)) = open.last().copied() {
            match self.event() {
                Some(Event::Start(_)) if open.len() as u32 >= self.depth => {
                    self.trouble.get_or_insert_with(|| {
                        (Code::LimitReached, "markup lies too deep and was left out".to_owned())
                    });
                    self.skip();
                }
                Some(Event::Start(_)) if tree.nodes.len() >= NODES => {
                    return self.stop(Code::LimitReached, "a table or paragraph is too large");
                }
                Some(Event::Start(start)) => match self.name(&start) {
                    Seen::Known(name) => {
                        let index = tree.add(name, Some(parent));
                        self.attributes(&start, tree);
                        open.push((index, true));
                        if matches!(name, "sym" | "textpath") {
                            tree.mark(&open);
                        }
                    }
                    Seen::Skipped => self.skip(),
                    Seen::Wrapper => open.push((parent, false)),
                },
                Some(Event::End(_)) => {
                    open.pop();
                }
                Some(event) => {
                    if is_node && let Some(words) = words(&event) {
                        tree.say(&open, &words);
                    }
                }
                None => return self.cut(),
            }
            if self.is_over {
                return;
            }
        }
    }
}

impl Iterator for Stream<'_> {
    type Item = Tree;

    fn next(&mut self) -> Option<Tree> {
        let mut tree = self.begin()?;
        self.fill(&mut tree);
        Some(tree)
    }
}

impl Tree {
    /// Adds characters to the last open element if it is one that holds text.
    fn say(&mut self, open: &[(u32, bool)], words: &str) {
        let Some((index, _)) = open.last().copied() else { return };
        let data = &mut self.nodes[index as usize];
        if !matches!(data.name, "t" | "instrText") {
            return;
        }
        self.text.push_str(words);
        data.text.1 = u32::try_from(self.text.len()).unwrap_or(NONE);
        self.mark(open);
    }

    /// The open elements show something.
    fn mark(&mut self, open: &[(u32, bool)]) {
        let mut last = None;
        for (index, _) in open.iter().rev() {
            // A wrapper repeats the element around it.
            let is_repeated = last.replace(*index) == Some(*index);
            let data = &mut self.nodes[*index as usize];
            // Those around an element that shows something are marked already.
            if !is_repeated && std::mem::replace(&mut data.has_text, true) {
                break;
            }
        }
    }
}

enum Seen {
    Known(&'static str),
    Skipped,
    Wrapper,
}

/// The characters of an event. References to entities that only a document type could define are
/// not followed: U+FFFD stands for them.
pub(crate) fn words(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(reference) => {
            let named = quick_xml::escape::resolve_predefined_entity(reference);
            Some(match reference.resolve_char_ref() {
                Ok(Some(c)) => c.to_string(),
                Ok(None) => named.unwrap_or("\u{FFFD}").to_owned(),
                Err(_) => "\u{FFFD}".to_owned(),
            })
        }
        _ => None,
    }
}

fn namespace(resolver: &NamespaceResolver, start: &BytesStart<'_>) -> Namespace {
    let (resolved, _) = resolver.resolve_element(start.name());
    let ResolveResult::Bound(bound) = resolved else { return Namespace::Main };
    let uri: &str = bound.as_ref();
    let is = |words: &str| uri.contains(words);
    match () {
        () if is("markup-compatibility") => Namespace::Compatibility,
        () if uri.ends_with(":vml") => Namespace::Vml,
        () if uri.ends_with("/math") => Namespace::Math,
        () if is("wordprocessingml/") && uri.ends_with("/main") => Namespace::Main,
        () if is("spreadsheetml/") && uri.ends_with("/main") => Namespace::Main,
        () if uri.ends_with("/auxHint") => Namespace::Hint,
        () if is("/aml/") => Namespace::Annotation,
        () if is("/wordml") || uri.ends_with("package/2006/relationships") => Namespace::Main,
        () => Namespace::Other,
    }
}
