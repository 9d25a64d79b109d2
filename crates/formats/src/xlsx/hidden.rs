//! Rows and columns that a sheet hides.

use crate::Limits;
use crate::docx::xml::{Node, Stream};
use crate::package::Package;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that a sheet may have.
const COLUMNS: u32 = 16_384;

/// What one sheet hides, counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) rows: BTreeSet<u32>,
    pub(super) columns: BTreeSet<u32>,
}

/// What the sheets hide, by their names.
pub(super) fn read(limits: &Limits, container: &[u8]) -> BTreeMap<String, Hidden> {
    let Ok(mut package) = Package::open(limits, container) else { return BTreeMap::new() };
    let targets = targets(limits, &mut package);
    let Ok(book) = package.text("xl/workbook.xml") else { return BTreeMap::new() };
    let sheets = Stream::new(&book, limits.depth).enter(&["sheets"]);
    let mut hidden = BTreeMap::new();
    for tree in sheets {
        let sheet = tree.root();
        let target = sheet.attr("id").and_then(|id| targets.get(id));
        if let (Some(name), Some(target)) = (sheet.attr("name"), target)
            && let Ok(text) = package.text(target)
        {
            hidden.insert(name.to_owned(), of_sheet(limits, &text));
        }
    }
    hidden
}

/// The parts of sheets by their relationships.
fn targets(limits: &Limits, package: &mut Package<'_>) -> BTreeMap<String, String> {
    let Ok(text) = package.text("xl/_rels/workbook.xml.rels") else { return BTreeMap::new() };
    let trees = Stream::new(&text, limits.depth).enter(&["Relationships"]);
    let target = |node: Node<'_>| {
        let target = node.attr("Target")?;
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        Some((node.attr("Id")?.to_owned(), path))
    };
    trees.filter_map(|tree| target(tree.root())).collect()
}

fn of_sheet(limits: &Limits, text: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let number = |node: Node<'_>, name| node.attr(name).and_then(|at| at.parse::<u32>().ok());
    // Without hidden columns the search for them would cost a pass over the sheet.
    if text.contains("<cols") || text.contains(":cols") {
        for tree in Stream::new(text, limits.depth).enter(&["cols"]) {
            let column = tree.root();
            if let (true, Some(min), Some(max)) =
                (is_hidden(column), number(column, "min"), number(column, "max"))
            {
                let last = max.min(COLUMNS);
                hidden.columns.extend((min.max(1)..=last).map(|column| column - 1));
            }
        }
    }
    if text.contains("hidden") {
        let mut next = 0;
        for tree in Stream::new(text, limits.depth).enter(&["sheetData"]) {
            let row = tree.root();
            let at = number(row, "r").map_or(next, |at| at.saturating_sub(1));
            next = at.saturating_add(1);
            if is_hidden(row) {
                hidden.rows.insert(at);
            }
        }
    }
    hidden
}

fn is_hidden(node: Node<'_>) -> bool {
    matches!(node.attr("hidden"), Some("1" | "true"))
}
