//! One record's rows of all tables.

use super::{Cell, TableId, diagnostics, documents, groups, header_fields, key};
use super::{
    members, milestones, parts, responsibilities, sections, segments, targets, tasks, units,
};
use gongwen::document::hex;
use gongwen::emit::Record;
use gongwen::emit::wire_v1::{Extent, Span};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One row: a cell for each column of its table, in their order.
pub type Row<'a> = Vec<Cell<'a>>;

/// All rows that one notice has in the tables of notices ([`TableId::of_notices`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows<'a> {
    tables: Vec<Vec<Row<'a>>>,
}

impl<'a> Rows<'a> {
    /// Takes a record apart. The row of `documents` names no run yet: [`Rows::set_run`].
    #[must_use]
    pub fn of(record: &'a Record<'a>) -> Self {
        let context = Context::new(record);
        let mut rows = Self { tables: vec![Vec::new(); TableId::ALL.len()] };
        rows.put(TableId::HeaderFields, header_fields::rows(&context));
        rows.put(TableId::Parts, parts::rows(&context));
        rows.put(TableId::Sections, sections::rows(&context));
        rows.put(TableId::Tasks, tasks::rows(&context));
        rows.put(TableId::Responsibilities, responsibilities::rows(&context));
        rows.put(TableId::Units, units::rows(&context));
        rows.put(TableId::Targets, targets::rows(&context));
        rows.put(TableId::Milestones, milestones::rows(&context));
        rows.put(TableId::Groups, groups::rows(&context));
        rows.put(TableId::Members, members::rows(&context));
        rows.put(TableId::Diagnostics, diagnostics::rows(&context));
        rows.put(TableId::Segments, segments::rows(&context));
        let facts = rows.facts_sha256();
        rows.put(TableId::Documents, vec![documents::row(&context, &rows, facts)]);
        rows
    }

    fn put(&mut self, table: TableId, rows: Vec<Row<'a>>) {
        self.tables[table as usize] = rows;
    }

    /// The notice's rows of one table, in the order of its keys' places.
    #[must_use]
    pub fn of_table(&self, table: TableId) -> &[Row<'a>] {
        self.tables.get(table as usize).map_or(&[], Vec::as_slice)
    }

    /// States which run wrote the rows, with which configuration.
    pub fn set_run(&mut self, config_sha256: &str, run_id: &str) {
        for row in &mut self.tables[TableId::Documents as usize] {
            if let [.., config, run] = row.as_mut_slice() {
                *config = config_sha256.to_owned().into();
                *run = run_id.to_owned().into();
            }
        }
    }

    /// A copy that owns its words.
    #[must_use]
    pub fn into_owned(self) -> Rows<'static> {
        let own = |row: Row<'a>| row.into_iter().map(Cell::into_owned).collect();
        let tables = self.tables.into_iter();
        Rows { tables: tables.map(|rows| rows.into_iter().map(own).collect()).collect() }
    }

    /// Adds a row that was read back from a store.
    pub fn push(&mut self, table: TableId, row: Row<'a>) {
        self.tables.resize_with(TableId::ALL.len(), Vec::new);
        self.tables[table as usize].push(row);
    }

    /// A hash of all values but those of `documents`: equal for two readings with equal facts.
    #[must_use]
    pub fn facts_sha256(&self) -> String {
        let mut hash = Sha256::new();
        let tables = TableId::ALL.iter().zip(&self.tables);
        for (table, rows) in tables.filter(|(table, _)| **table != TableId::Documents) {
            hash.update(table.table().name);
            for cell in rows.iter().flatten() {
                update(&mut hash, cell);
            }
        }
        hex(&hash.finalize())
    }
}

/// Every cell is followed by a character that no other cell can hold unmarked: its length comes first.
fn update(hash: &mut Sha256, cell: &Cell<'_>) {
    let mut add = |mark: u8, bytes: &[u8]| {
        hash.update([mark]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    match cell {
        Cell::Null => add(b'0', b""),
        Cell::Text(text) => add(b't', text.as_bytes()),
        Cell::Int(value) => add(b'i', &value.to_le_bytes()),
        Cell::Bool(value) => add(b'b', &[u8::from(*value)]),
        Cell::Date(value) => add(b'd', value.to_string().as_bytes()),
        Cell::Decimal(value) => add(b'n', value.normalize().to_string().as_bytes()),
        Cell::Time(value) => add(b's', &value.to_le_bytes()),
    }
}

/// What the rows of all tables need: the record, and the key behind each of its ids.
pub(super) struct Context<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) doc_id: &'a str,
    pub(super) parts: Keyring<'a>,
    pub(super) sections: Keyring<'a>,
    pub(super) tasks: Keyring<'a>,
    pub(super) targets: Keyring<'a>,
    pub(super) units: Keyring<'a>,
    /// Keys of the groups, in their order.
    pub(super) groups: Keyring<'a>,
    /// The task that each milestone stands in, by the milestone's id.
    pub(super) task_of_milestone: FxHashMap<&'a str, &'a str>,
}

impl<'a> Context<'a> {
    fn new(record: &'a Record<'a>) -> Self {
        let doc_id = record.doc_id;
        let parts = record.parts.iter().map(|part| (part.id.as_str(), part.span.start));
        let sections = record.sections.iter().map(|item| (item.id.as_str(), item.span.start));
        let tasks = record.tasks.iter().map(|task| (task.id.as_str(), task.span.start));
        let targets = record.targets.iter().map(|item| (item.id.as_str(), item.span.start));
        let groups = record.groups.iter().map(|group| (group.id.as_str(), group.span.start));
        let milestones = record.tasks.iter().flat_map(|task| {
            task.milestones.iter().map(|milestone| (milestone.as_str(), task.id.as_str()))
        });
        Self {
            record,
            doc_id,
            parts: Keyring::new(doc_id, "part", parts),
            sections: Keyring::new(doc_id, "section", sections),
            tasks: Keyring::new(doc_id, "task", tasks),
            targets: Keyring::new(doc_id, "target", targets),
            units: Keyring::new(doc_id, "unit", first_places(record)),
            groups: Keyring::new(doc_id, "group", groups),
            task_of_milestone: milestones.collect(),
        }
    }

    pub(super) fn keys(&self, kind: &'static str) -> key::Keys<'a> {
        key::Keys::new(self.doc_id, kind)
    }

    pub(super) fn doc(&self) -> Cell<'a> {
        self.doc_id.into()
    }
}

/// The key behind each id of one kind.
pub(super) struct Keyring<'a> {
    keys: FxHashMap<&'a str, String>,
}

impl<'a> Keyring<'a> {
    fn new(
        doc_id: &'a str,
        kind: &'static str,
        items: impl Iterator<Item = (&'a str, u32)>,
    ) -> Self {
        let mut keys = key::Keys::new(doc_id, kind);
        Self { keys: items.map(|(id, start)| (id, keys.next(start))).collect() }
    }

    /// The key of that id, or no value.
    pub(super) fn get(&self, id: Option<&str>) -> Cell<'a> {
        id.and_then(|id| self.keys.get(id)).cloned().into()
    }
}

/// Each unit with the place where it is named first; one that is named nowhere stands at the end.
fn first_places<'a>(record: &'a Record<'a>) -> impl Iterator<Item = (&'a str, u32)> {
    let mut places: FxHashMap<&str, u32> = FxHashMap::default();
    let mut mention = |unit: &'a str, start: u32| {
        let place = places.entry(unit).or_insert(start);
        *place = start.min(*place);
    };
    for responsibility in record.tasks.iter().flat_map(|task| &task.responsibilities) {
        mention(&responsibility.unit, responsibility.span.start);
    }
    for member in record.groups.iter().flat_map(|group| &group.members) {
        if let Some(unit) = &member.unit {
            mention(unit, member.span.start);
        }
    }
    record.units.iter().map(move |unit| {
        let id = unit.id.as_str();
        (id, places.get(id).copied().unwrap_or(record.source.text_chars))
    })
}

/// Start and end of a container.
pub(super) fn extent<'a>(span: &Extent) -> [Cell<'a>; 2] {
    [span.start.into(), span.end.into()]
}

/// Start, end and words of a value.
pub(super) fn place<'a>(span: &Span<'a>) -> [Cell<'a>; 3] {
    [span.start.into(), span.end.into(), span.text.into()]
}

/// Start and end of a value that need not be there.
pub(super) fn optional_place<'a>(span: Option<&Span<'a>>) -> [Cell<'a>; 2] {
    [span.map(|span| span.start).into(), span.map(|span| span.end).into()]
}
