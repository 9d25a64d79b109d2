//! What tables and columns are, and how the columns of a table follow from the declarations of its
//! object and from its own.

use super::ColumnKind;
use gongwen::emit::fields::{Doc, Field, FieldKind};

/// A table: its name, what a row is, and its columns. The first column is the key.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name, in the plural.
    pub name: &'static str,
    /// What a row stands for.
    pub doc: Doc,
    /// The columns; their order is part of the contract, new ones come last.
    pub columns: &'static [Column],
}

impl Table {
    /// Where a column of that name stands in a row.
    #[must_use]
    pub const fn position(&self, name: &str) -> Option<usize> {
        let mut at = 0;
        while at < self.columns.len() {
            if is_same(self.columns[at].name, name) {
                return Some(at);
            }
            at += 1;
        }
        None
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// True where it can be without a value.
    pub optional: bool,
    /// The table whose key it holds, if it is a reference.
    pub refers_to: Option<&'static str>,
    doc: Doc,
    holds: Holds,
}

/// Which part of what the documentation speaks of a column holds.
#[derive(Clone, Copy, Debug)]
enum Holds {
    All,
    OneOf(&'static [&'static str]),
    Several,
    Key(&'static str),
    Part(Doc),
}

const START: Doc = Doc::new(" First code point. | 起始码位。");
const END: Doc = Doc::new(" One past the last code point. | 末尾码位的下一位。");
const WORDS: Doc = Doc::new(" The words themselves. | 原文。");

impl Column {
    const fn new(kind: ColumnKind) -> Self {
        let holds = Holds::All;
        Self { name: "", kind, optional: false, refers_to: None, doc: Doc::new(" | "), holds }
    }

    /// Can be without a value.
    pub(super) const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Holds the key of a row of another table.
    pub(super) const fn to(mut self, table: &'static str) -> Self {
        self.refers_to = Some(table);
        self
    }

    pub(super) const fn named(mut self, name: &'static str, doc: Doc) -> Self {
        self.name = name;
        self.doc = doc;
        self
    }

    /// The `nth` column of a field.
    const fn of_field(field: &Field, nth: usize, presence: Presence) -> Self {
        let (kind, holds) = match (field.kind, nth) {
            (FieldKind::Text, _) => (ColumnKind::Text, Self::of_text(field)),
            (FieldKind::List | FieldKind::Objects, _) => (ColumnKind::Text, Holds::Several),
            (FieldKind::Int, _) => (ColumnKind::Int, Holds::All),
            (FieldKind::Bool, _) => (ColumnKind::Bool, Holds::All),
            (FieldKind::Date, _) => (ColumnKind::Date, Holds::All),
            (FieldKind::Decimal, _) => (ColumnKind::Decimal, Holds::All),
            (FieldKind::Place, 0) => (ColumnKind::Int, Holds::Part(START)),
            (FieldKind::Place, 1) => (ColumnKind::Int, Holds::Part(END)),
            (FieldKind::Place, _) => (ColumnKind::Text, Holds::Part(WORDS)),
        };
        let refers_to = field.refers_to;
        let optional =
            field.optional || refers_to.is_some() || matches!(presence, Presence::Sometimes);
        Self { name: field.column_name(nth), kind, optional, refers_to, doc: field.doc, holds }
    }

    const fn of_text(field: &Field) -> Holds {
        match field.refers_to {
            Some(table) => Holds::Key(table),
            None if field.names.is_empty() => Holds::All,
            None => Holds::OneOf(field.names),
        }
    }

    /// What it holds, in a sentence or two.
    #[must_use]
    pub fn english(&self) -> String {
        let doc = self.doc.english();
        let open = doc.trim_end_matches('.');
        match self.holds {
            Holds::All => doc,
            Holds::OneOf(names) => format!("{open}: {}.", listed(names, ", ", " or ")),
            Holds::Several => format!("{open}, `;` between them."),
            Holds::Key(table) => format!("{open}; here the key of its row in `{table}`."),
            Holds::Part(part) => format!("{doc} {}", part.english()),
        }
    }

    /// The same in Chinese.
    #[must_use]
    pub fn chinese(&self) -> String {
        let doc = self.doc.chinese();
        let open = doc.trim_end_matches('。');
        match self.holds {
            Holds::All => doc,
            Holds::OneOf(names) => format!("{open}：{}。", listed(names, "、", " 或 ")),
            Holds::Several => format!("{open}；多个之间以 `;` 分隔。"),
            Holds::Key(table) => format!("{open}；此处为其在 `{table}` 表中的主键。"),
            Holds::Part(part) => format!("{open}：{}", part.chinese()),
        }
    }
}

/// `` `a`, `b` or `c` ``.
fn listed(names: &[&str], comma: &str, or: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, front)) => format!("{}{or}{last}", front.join(comma)),
        None => String::new(),
    }
}

pub(super) const TEXT: Column = Column::new(ColumnKind::Text);
pub(super) const INT: Column = Column::new(ColumnKind::Int);
pub(super) const DATE: Column = Column::new(ColumnKind::Date);
pub(super) const TIME: Column = Column::new(ColumnKind::Time);

/// Whether every row has the object whose fields are columns.
#[derive(Clone, Copy)]
pub(super) enum Presence {
    Always,
    Sometimes,
}

/// Columns that only the table has, with their numbers.
pub(super) type Own = [(usize, Column)];
/// The fields of the objects whose values stand in a row.
pub(super) type Objects = [(&'static [Field], Presence)];

/// How many columns there are.
pub(super) const fn count(own: &Own, objects: &Objects) -> usize {
    let mut count = own.len();
    let mut at = 0;
    while at < objects.len() {
        let mut field = 0;
        while field < objects[at].0.len() {
            count += objects[at].0[field].columns.len();
            field += 1;
        }
        at += 1;
    }
    count
}

/// All columns of a table by their numbers. A number that two have, or that none has, does not compile.
pub(super) const fn merged<const N: usize>(own: &Own, objects: &Objects) -> [Column; N] {
    let mut columns = [TEXT; N];
    let mut at = 0;
    while at < own.len() {
        place(&mut columns, own[at].0, own[at].1);
        at += 1;
    }
    let mut at = 0;
    while at < objects.len() {
        let (fields, presence) = objects[at];
        let mut field = 0;
        while field < fields.len() {
            place_field(&mut columns, &fields[field], presence);
            field += 1;
        }
        at += 1;
    }
    columns
}

const fn place_field(columns: &mut [Column], field: &Field, presence: Presence) {
    let mut nth = 0;
    while nth < field.columns.len() {
        place(columns, field.columns[nth], Column::of_field(field, nth, presence));
        nth += 1;
    }
}

const fn place(columns: &mut [Column], number: usize, column: Column) {
    assert!(number > 0 && number <= columns.len(), "the numbers of columns have a gap");
    assert!(columns[number - 1].name.is_empty(), "two columns have the same number");
    columns[number - 1] = column;
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

#[cfg(test)]
mod tests {
    use super::{Holds, TEXT, listed};
    use gongwen::emit::fields::Doc;

    #[test]
    fn documentation_says_what_a_column_holds() {
        let mut column = TEXT.named("kind", Doc::new(" What it is. | 类别。\n"));
        column.holds = Holds::OneOf(&["a", "b", "c"]);
        assert_eq!(column.english(), "What it is: `a`, `b` or `c`.");
        assert_eq!(column.chinese(), "类别：`a`、`b` 或 `c`。");
        assert_eq!(listed(&["a"], ", ", " or "), "`a`");
    }
}
