//! Styles: what paragraphs and runs inherit.

use super::xml::{Node, Stream};
use std::collections::BTreeMap;

/// Styles that a style may build on, one on the other; a circle ends there.
const CHAIN: usize = 32;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

/// A style.
#[derive(Debug, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// Level by its name: `heading 1`, `标题 1`.
    named_level: Option<u8>,
    outline_level: Option<u8>,
    /// Lines of tables of contents have it.
    is_contents: bool,
    /// The list that it is bound to.
    pub(super) list: Option<String>,
    /// The level of that list.
    pub(super) level: Option<usize>,
    is_hidden: Option<bool>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(stream: &mut Stream<'_>) -> Self {
        let mut styles = Self::default();
        for tree in stream {
            let node = tree.root();
            if node.name() == "style"
                && let Some(id) = node.attr("styleId")
            {
                let is_default = matches!(node.attr("default"), Some("1" | "true" | "on"));
                if is_default && node.attr("type") == Some("paragraph") {
                    styles.default = Some(id.to_owned());
                }
                styles.by_id.insert(id.to_owned(), style(node));
            }
        }
        styles
    }

    /// A style and those that it builds on, the nearest first, with their names.
    pub(super) fn chain<'s>(
        &'s self,
        id: Option<&'s str>,
    ) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let find = |id: &'s str| self.by_id.get_key_value(id).map(|(id, style)| (&**id, style));
        let first = id.and_then(find);
        std::iter::successors(first, move |(_, style)| find(style.based_on.as_deref()?)).take(CHAIN)
    }

    /// The style of a paragraph that names this one or none.
    pub(super) fn of_paragraph<'s>(&'s self, properties: Option<Node<'s>>) -> Option<&'s str> {
        let named = properties.and_then(|properties| properties.val("pStyle"));
        named.filter(|id| self.by_id.contains_key(*id)).or(self.default.as_deref())
    }

    /// The level of a heading, 1 being the highest, of a paragraph with this style.
    pub(super) fn heading(&self, id: Option<&str>, properties: Option<Node<'_>>) -> Option<u8> {
        let direct = properties.and_then(|properties| properties.number("outlineLvl"));
        let inherited = || self.chain(id).find_map(|(_, style)| style.level());
        direct.or_else(inherited).filter(|level| *level < 9).map(|level| level + 1)
    }

    /// True for the style of a line of a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|(_, style)| style.is_contents)
    }

    /// True where the style hides what has it.
    pub(super) fn hides(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|(_, style)| style.is_hidden)
    }

    /// The list that a style is bound to: for the links between styles and lists.
    pub(super) fn list<'s>(&'s self, id: &'s str) -> Option<&'s str> {
        self.chain(Some(id)).find_map(|(_, style)| style.list.as_deref())
    }
}

impl Style {
    fn level(&self) -> Option<u8> {
        self.outline_level.or(self.named_level)
    }
}

fn style(node: Node<'_>) -> Style {
    let paragraph = node.child("pPr");
    let list = paragraph.and_then(|paragraph| paragraph.child("numPr"));
    Style {
        based_on: node.val("basedOn").map(str::to_owned),
        named_level: node.val("name").and_then(named_level),
        is_contents: node.val("name").is_some_and(names_contents),
        outline_level: paragraph.and_then(|paragraph| paragraph.number("outlineLvl")),
        list: list.and_then(|list| list.val("numId")).map(str::to_owned),
        level: list.and_then(|list| list.number("ilvl")),
        is_hidden: node.child("rPr").and_then(|run| run.switch("vanish")),
    }
}

/// `toc 1`, `TOC Heading`, `目录 1`, and what WPS calls those that it makes without a field.
fn names_contents(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.starts_with("toc ") || name.contains("目录") || name == "table of figures"
}

/// 0 for `heading 1` and `标题 1`.
fn named_level(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    let number: u8 = rest.trim().parse().ok()?;
    number.checked_sub(1).filter(|level| *level < 9)
}

#[cfg(test)]
mod tests {
    use super::{Stream, Styles, named_level, names_contents};

    fn styles(words: &str) -> Styles {
        Styles::read(&mut Stream::new(words, 64).enter(&["styles"]))
    }

    #[test]
    fn what_is_inherited_comes_from_the_nearest_style() {
        let styles = styles(
            "<styles><style type='paragraph' default='1' styleId='a'><name val='Normal'/></style>\
             <style styleId='1'><name val='heading 1'/><basedOn val='a'/>\
             <pPr><numPr><numId val='7'/></numPr></pPr></style>\
             <style styleId='x'><name val='x'/><basedOn val='1'/><rPr><vanish/></rPr></style>\
             <style styleId='y'><basedOn val='x'/><pPr><outlineLvl val='9'/></pPr>\
             <rPr><vanish val='0'/></rPr></style>\
             <style styleId='p'><basedOn val='q'/></style><style styleId='q'><basedOn val='p'/>\
             </style></styles>",
        );
        assert_eq!(styles.of_paragraph(None), Some("a"));
        assert_eq!(styles.heading(Some("x"), None), Some(1));
        assert_eq!(styles.heading(Some("y"), None), None);
        assert_eq!(styles.heading(Some("a"), None), None);
        assert_eq!(styles.list("y"), Some("7"));
        assert_eq!(styles.hides(Some("x")), Some(true));
        assert_eq!(styles.hides(Some("y")), Some(false));
        assert_eq!(styles.hides(Some("p")), None);
    }

    #[test]
    fn names_of_contents() {
        for (name, is) in [
            ("toc 1", true),
            ("TOC Heading", true),
            ("目录 3", true),
            ("WPSOffice手动目录 1", true),
            ("table of figures", true),
            ("tocsin", false),
            ("heading 1", false),
        ] {
            assert_eq!(names_contents(name), is, "{name}");
        }
    }

    #[test]
    fn names_of_headings() {
        let cases = [
            ("heading 1", Some(0)),
            ("Heading 3", Some(2)),
            ("标题 2", Some(1)),
            ("标题", None),
            ("heading", None),
            ("heading 0", None),
            ("header", None),
            ("1 heading", None),
        ];
        for (name, level) in cases {
            assert_eq!(named_level(name), level, "{name}");
        }
    }
}
