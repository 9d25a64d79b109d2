//! What tables and columns are, and where their descriptions come from.

use super::Kind;
use gongwen::emit::schema;
use once_cell::sync::Lazy;
use serde_json::Value;

/// A table: its name, what a row is, and its columns. The first column is the key.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name, in the plural.
    pub name: &'static str,
    /// What a row stands for.
    pub doc: &'static str,
    /// The columns; their order is part of the contract, new ones come last.
    pub columns: &'static [Column],
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// True where it can be without a value.
    pub optional: bool,
    /// The table whose key it holds, if it is a reference.
    pub refers_to: Option<&'static str>,
    /// Where the description stands.
    doc: Doc,
}

#[derive(Clone, Copy, Debug)]
enum Doc {
    /// In the record: `Task.kind`.
    Record(&'static str),
    /// Here.
    Own(&'static str),
}

impl Column {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, optional: false, refers_to: None, doc: Doc::Own("") }
    }

    pub(super) const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    pub(super) const fn int(name: &'static str) -> Self {
        Self::new(name, Kind::Int)
    }

    pub(super) const fn truth(name: &'static str) -> Self {
        Self::new(name, Kind::Bool)
    }

    pub(super) const fn date(name: &'static str) -> Self {
        Self::new(name, Kind::Date).optional()
    }

    pub(super) const fn decimal(name: &'static str) -> Self {
        Self::new(name, Kind::Decimal)
    }

    pub(super) const fn time(name: &'static str) -> Self {
        Self::new(name, Kind::Time)
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

    /// Holds what a field of the record does: `Task.kind`.
    pub(super) const fn like(mut self, field: &'static str) -> Self {
        self.doc = Doc::Record(field);
        self
    }

    /// Its description.
    pub(super) const fn says(mut self, doc: &'static str) -> Self {
        self.doc = Doc::Own(doc);
        self
    }

    /// The document that a row belongs to.
    pub(super) const DOC_ID: Self =
        Self::text("doc_id").to("documents").says("The notice that the row belongs to.");
    /// The position among the rows of the notice.
    pub(super) const ORD: Self =
        Self::int("ord").says("Position among the rows of this table in the notice, from 0.");
    /// Where a row's words begin.
    pub(super) const SPAN_START: Self = Self::int("span_start").like("Extent.start");
    /// Where they end.
    pub(super) const SPAN_END: Self = Self::int("span_end").like("Extent.end");
    /// The words themselves.
    pub(super) const WORDS: Self = Self::text("words").like("Span.text");
    /// The rule that made the row.
    pub(super) const RULE: Self = Self::text("rule")
        .says("Name of the rule that found it; `gongwen explain RULE` tells more.");
    /// The id within the record.
    pub(super) const LOCAL_ID: Self =
        Self::text("local_id").says("Id of the row within the notice's own record, for people.");
}

/// What a column holds, in a sentence or two.
#[must_use]
pub fn description(column: &Column) -> &'static str {
    match column.doc {
        Doc::Own(text) => text,
        Doc::Record(field) => of_field(field).unwrap_or_default(),
    }
}

static SCHEMA: Lazy<Value> =
    Lazy::new(|| serde_json::from_str(&schema::record()).unwrap_or_default());

fn of_field(field: &str) -> Option<&'static str> {
    let (name, property) = field.split_once('.')?;
    let object = if name == "Record" { &*SCHEMA } else { &SCHEMA["$defs"][name] };
    object["properties"][property]["description"].as_str()
}
