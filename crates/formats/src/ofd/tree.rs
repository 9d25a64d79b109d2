//! A part's XML as a tree. Names are without their prefixes: files differ in the name space they
//! state.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements of one part. A page of a notice has some hundreds.
const ELEMENTS: usize = 1 << 20;

/// Attributes of all elements of one part.
const ATTRIBUTES: usize = 4 << 20;

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    /// The characters directly in it.
    pub(super) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The value of an attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        number(self.attribute(name)?)
    }

    /// The numbers of an attribute that is a list of them.
    pub(super) fn numbers(&self, name: &str) -> Vec<f64> {
        self.attribute(name)
            .map(|list| list.split_whitespace().filter_map(number).collect())
            .unwrap_or_default()
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of that name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// A number that places can be reckoned with.
pub(super) fn number(word: &str) -> Option<f64> {
    word.trim().parse().ok().filter(|number: &f64| number.is_finite() && number.abs() < 1e6)
}

/// A part's elements, as far as they could be read.
pub(super) struct Tree {
    pub(super) root: Element,
    /// True where the XML breaks off, is deeper than allowed or has too many elements.
    pub(super) is_broken: bool,
}

/// Reads XML up to its end or to the first error.
pub(super) fn parse(depth: u32, text: &str) -> Tree {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut left = ELEMENTS;
    let mut attributes = ATTRIBUTES;
    let is_broken = loop {
        let event = reader.read_event();
        match event {
            Ok(Event::Start(_) | Event::Empty(_)) if left.min(attributes) == 0 => break true,
            Ok(Event::Start(tag)) => {
                if open.len() >= depth as usize {
                    break true;
                }
                left -= 1;
                open.push(element(&tag, &mut attributes));
            }
            Ok(Event::Empty(tag)) => {
                left -= 1;
                close(element(&tag, &mut attributes), &mut open, &mut root);
            }
            Ok(Event::End(_)) => match open.pop() {
                Some(done) => close(done, &mut open, &mut root),
                None => break true,
            },
            Ok(Event::Text(words)) => add(&words.xml10_content(), &mut open),
            Ok(Event::CData(words)) => add(&words.xml10_content(), &mut open),
            Ok(Event::GeneralRef(entity)) => {
                let known = match entity.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => named(&entity),
                };
                add(known.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]), &mut open);
            }
            Ok(Event::Eof) => break !open.is_empty() || root.is_none(),
            Ok(_) => {}
            Err(_) => break true,
        }
    };
    while let Some(done) = open.pop() {
        close(done, &mut open, &mut root);
    }
    Tree { root: root.unwrap_or_default(), is_broken }
}

fn close(done: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None => _ = root.get_or_insert(done),
    }
}

fn add(words: &str, open: &mut [Element]) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(words);
    }
}

fn named(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// An element with as many attributes as are left.
fn element(tag: &BytesStart, left: &mut usize) -> Element {
    let attributes: Vec<(String, String)> = tag
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .take(*left)
        .map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .unwrap_or_default()
                .into_owned();
            (name, value)
        })
        .collect();
    *left -= attributes.len();
    let name = tag.local_name().as_ref().to_owned();
    Element { name, attributes, ..Element::default() }
}

#[cfg(test)]
mod tests {
    use super::{BytesStart, element, parse};

    #[test]
    fn prefixes_do_not_matter_and_entities_are_characters() {
        let tree = parse(9, "<o:A xmlns:o=\"x\" ID=\"a&amp;b\"><B>一&lt;&#20108;</B><o:B/></o:A>");
        assert!(!tree.is_broken);
        assert_eq!(tree.root.attribute("ID"), Some("a&b"));
        assert_eq!(tree.root.all("B").count(), 2);
        assert_eq!(tree.root.child("B").map(|b| b.text.as_str()), Some("一<二"));
    }

    #[test]
    fn what_was_read_before_an_error_is_kept() {
        let tree = parse(9, "<A><B>一</B><C>二");
        assert!(tree.is_broken);
        assert_eq!(tree.root.child("C").map(|c| c.text.as_str()), Some("二"));
        assert!(parse(9, "").is_broken && parse(9, "PK\x03").is_broken);
        assert!(parse(9, &"<a>".repeat(10)).is_broken);
    }

    #[test]
    fn attributes_are_counted() {
        let tag = BytesStart::from_content("A a='1' b='2' c='3'", 1);
        let mut left = 5;
        assert_eq!(element(&tag, &mut left).attribute("c"), Some("3"));
        assert_eq!(element(&tag, &mut left).attribute("c"), None);
        assert_eq!(left, 0);
    }
}
