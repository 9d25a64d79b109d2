//! Lists as `numbering.xml` defines them.

use super::styles::Styles;
use super::xml::{Node, Stream};
use std::collections::BTreeMap;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// Links from list to style to list that are followed.
const LINKS: usize = 8;

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, Definition>,
    lists: BTreeMap<String, List>,
}

/// A way to number: `abstractNum`.
#[derive(Debug, Default)]
struct Definition {
    levels: Levels,
    /// A style whose list is meant.
    style: Option<String>,
}

type Levels = [Option<Level>; LEVELS];

/// A list that numbers its paragraphs in some way: `num`.
#[derive(Debug, Default)]
struct List {
    definition: String,
    levels: Levels,
    starts: [Option<u32>; LEVELS],
}

/// How a level is numbered.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub(super) start: u32,
    /// The name of the format, or its pattern where it is `custom`.
    pub(super) format: String,
    /// The label, `%1` being the number of the first level.
    pub(super) text: String,
    pub(super) suffix: Suffix,
    /// The level, counted from 1, whose number begins this one anew; 0 for none.
    pub(super) restart: Option<usize>,
    /// Numbers of higher levels are written in Arabic digits.
    pub(super) is_legal: bool,
    /// The style that is bound to the level.
    style: Option<String>,
    /// The font of its label.
    pub(super) font: String,
    /// The label is hidden.
    pub(super) is_hidden: bool,
}

/// What stands between a label and the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Suffix {
    #[default]
    Gap,
    Nothing,
}

/// A list with its definition: what a paragraph refers to.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListRef<'n> {
    /// Lists of one definition count together.
    pub(super) definition: &'n str,
    pub(super) id: &'n str,
    list: &'n List,
    levels: &'n Levels,
}

impl<'n> ListRef<'n> {
    /// How a level is numbered.
    pub(super) fn level(self, level: usize) -> Option<&'n Level> {
        self.list.levels.get(level)?.as_ref().or(self.levels.get(level)?.as_ref())
    }

    /// The number with which this list begins a level, whatever its definition counted before.
    pub(super) fn start(self, level: usize) -> Option<u32> {
        *self.list.starts.get(level)?
    }

    /// The level that is bound to a style.
    pub(super) fn level_of_style(self, style: &str) -> Option<usize> {
        let is_bound = |level: &Level| level.style.as_deref() == Some(style);
        (0..LEVELS).find(|level| self.level(*level).is_some_and(is_bound))
    }
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(stream: &mut Stream<'_>) -> Self {
        let mut numbering = Self::default();
        for tree in stream {
            let node = tree.root();
            match (node.name(), node.attr("abstractNumId"), node.attr("numId")) {
                ("abstractNum", Some(id), _) => {
                    numbering.definitions.insert(id.to_owned(), definition(node));
                }
                ("num", _, Some(id)) => {
                    numbering.lists.insert(id.to_owned(), list(node));
                }
                _ => {}
            }
        }
        numbering
    }

    /// The list of that number. 0 is no list.
    pub(super) fn list<'n>(&'n self, styles: &'n Styles, id: &'n str) -> Option<ListRef<'n>> {
        let (id, list) = self.lists.get_key_value(id).filter(|(id, _)| *id != "0")?;
        let (mut name, mut definition) = self.definitions.get_key_value(&list.definition)?;
        for _ in 0..LINKS {
            let Some(style) = &definition.style else { break };
            let linked = self.lists.get(styles.list(style)?)?;
            (name, definition) = self.definitions.get_key_value(&linked.definition)?;
        }
        Some(ListRef { definition: name, id, list, levels: &definition.levels })
    }
}

fn definition(node: Node<'_>) -> Definition {
    let mut levels = Levels::default();
    node.children().filter(|child| child.name() == "lvl").for_each(|child| set(child, &mut levels));
    Definition { levels, style: node.val("numStyleLink").map(str::to_owned) }
}

fn list(node: Node<'_>) -> List {
    let definition = node.val("abstractNumId").unwrap_or_default().to_owned();
    let mut list = List { definition, ..List::default() };
    for change in node.children().filter(|child| child.name() == "lvlOverride") {
        let index = change.attr("ilvl").and_then(|level| level.trim().parse::<usize>().ok());
        if let Some(start) = index.and_then(|index| list.starts.get_mut(index)) {
            *start = change.number("startOverride");
        }
        if let Some(level) = change.child("lvl") {
            set(level, &mut list.levels);
        }
    }
    list
}

fn set(node: Node<'_>, levels: &mut Levels) {
    let index = node.attr("ilvl").and_then(|level| level.trim().parse::<usize>().ok());
    if let Some(place) = index.and_then(|index| levels.get_mut(index)) {
        *place = Some(level(node));
    }
}

fn level(node: Node<'_>) -> Level {
    let run = node.child("rPr");
    let fonts = run.and_then(|run| run.child("rFonts"));
    let suffix = match node.val("suff") {
        Some("nothing") => Suffix::Nothing,
        _ => Suffix::Gap,
    };
    Level {
        // A start that is not given is 0 by the standard; Word writes it always.
        start: node.number("start").unwrap_or(0),
        format: format(node),
        text: node.val("lvlText").unwrap_or_default().chars().take(64).collect(),
        suffix,
        restart: node.number("lvlRestart"),
        is_legal: node.switch("isLgl").unwrap_or(false),
        style: node.val("pStyle").map(str::to_owned),
        font: fonts.and_then(|fonts| fonts.attr("ascii")).unwrap_or_default().to_owned(),
        is_hidden: run.and_then(|run| run.switch("vanish")).unwrap_or(false),
    }
}

/// The format of a level. A newer one stands in the first branch of a choice, with a pattern.
fn format(node: Node<'_>) -> String {
    let choice = || node.child("AlternateContent")?.child("Choice")?.child("numFmt");
    let Some(found) = node.child("numFmt").or_else(choice) else { return "decimal".to_owned() };
    match found.attr("val") {
        Some("custom") => custom(found.attr("format").unwrap_or_default()),
        value => value.unwrap_or("decimal").to_owned(),
    }
}

/// `001, 002, 003, ...` means digits with leading zeros.
fn custom(pattern: &str) -> String {
    let width = pattern.chars().take_while(char::is_ascii_digit).count();
    if (2..=9).contains(&width) { format!("zeros {width}") } else { "decimal".to_owned() }
}
