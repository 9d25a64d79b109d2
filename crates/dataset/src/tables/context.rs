//! What the rows of all tables need: the record, and the key behind each of its ids.

use super::{Cell, Row, Table, key};
use gongwen::emit::Record;
use gongwen::emit::fields::{Doc, Field, Fields, Value};
use gongwen::emit::wire_v1::Found;
use rustc_hash::FxHashMap;

/// The first columns of every table of objects.
pub(super) const KEY: Doc = Doc::new(
    " Key: `doc_key`, a letter for the table and the first code point, `3f9a1c0b27d84e65:t001204`; `.1`, \
     `.2` … behind it where several rows begin there. | 主键：`doc_key`、表示本表的字母和起始码位，如 \
     `3f9a1c0b27d84e65:t001204`；同一位置有多行时其后加 `.1`、`.2`……。",
);
pub(super) const DOC_KEY: Doc = Doc::new(" The notice that the row belongs to. | 所属公文。");
pub(super) const FACT_KEY: Doc = Doc::new(
    " The fact wherever it stands: the same in a later version of its page, made of the path, the table, the section \
     path and the plain words. | 事实的标识，与位置无关，页面更新后不变：由路径、表名、条目路径和去掉空格标点的原文算出。",
);
pub(super) const ORD: Doc = Doc::new(
    " Position among the rows of this table in the notice, from 0. \
     | 在本公文、本表各行中的次序，从 0 起。",
);

/// An object of the record that is a row.
pub(super) trait Object<'a> {
    /// The fields whose columns the row has.
    const FIELDS: &'static [Field];

    /// What they hold.
    fn each(&self) -> impl Iterator<Item = (&'static Field, Value<'a>)>;
}

impl<'a, T: Fields> Object<'a> for &'a T {
    const FIELDS: &'static [Field] = T::FIELDS;

    fn each(&self) -> impl Iterator<Item = (&'static Field, Value<'a>)> {
        Fields::each(*self)
    }
}

/// A value of the metadata: all its columns are those of the table.
impl<'a> Object<'a> for Found<'a> {
    const FIELDS: &'static [Field] = &[];

    fn each(&self) -> impl Iterator<Item = (&'static Field, Value<'a>)> {
        std::iter::empty()
    }
}

/// An object on its way into a table.
pub(super) struct Item<'c, 'a, T> {
    pub(super) context: &'c Context<'a>,
    pub(super) item: T,
    /// The id of the object that it belongs to, if it is known.
    pub(super) owner: &'a str,
    key: String,
    ord: usize,
}

impl<'a, T: Object<'a>> Item<'_, 'a, T> {
    /// The row: what the object's own fields hold, and the table's own cells with their numbers.
    pub(super) fn cells<const N: usize>(
        &self,
        table: &Table,
        own: [(usize, Cell<'a>); N],
    ) -> Row<'a> {
        let mut row = vec![Cell::Null; table.columns.len()];
        row[0] = self.key.clone().into();
        row[1] = key::doc_key(self.context.doc_id).into();
        row[2] = self.ord.into();
        self.context.fill(&mut row, self.item.each());
        for (number, cell) in own {
            row[number - 1] = cell;
        }
        row
    }
}

/// The record, and the key behind each of its ids.
pub(super) struct Context<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) doc_id: &'a str,
    /// The keys by table and id.
    keys: FxHashMap<(&'static str, &'a str), String>,
    /// The task that each milestone stands in, by the milestone's id.
    task_of_milestone: FxHashMap<&'a str, &'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn new(record: &'a Record<'a>) -> Self {
        let milestones = record.tasks.iter().flat_map(|task| {
            task.milestones.iter().map(|milestone| (milestone.as_str(), task.id.as_str()))
        });
        let (doc_id, keys) = (record.doc_id, FxHashMap::default());
        let mut context = Self { record, doc_id, keys, task_of_milestone: milestones.collect() };
        context.key_all("parts", "part", record.parts.iter().map(|x| (&*x.id, x.span.start)));
        context.key_all(
            "sections",
            "section",
            record.sections.iter().map(|x| (&*x.id, x.span.start)),
        );
        context.key_all("tasks", "task", record.tasks.iter().map(|x| (&*x.id, x.span.start)));
        context.key_all("targets", "target", record.targets.iter().map(|x| (&*x.id, x.span.start)));
        context.key_all("groups", "group", record.groups.iter().map(|x| (&*x.id, x.span.start)));
        context.key_all("units", "unit", first_places(record));
        context
    }

    fn key_all(
        &mut self,
        table: &'static str,
        kind: &'static str,
        items: impl Iterator<Item = (&'a str, u32)>,
    ) {
        let mut keys = key::Keys::new(self.doc_id, kind);
        self.keys.extend(items.map(|(id, start)| ((table, id), keys.next(start))));
    }

    /// The key of the row with that id, or no value.
    pub(super) fn key(&self, table: &'static str, id: &'a str) -> Cell<'a> {
        self.keys.get(&(table, id)).cloned().into()
    }

    /// The key of the task that a milestone stands in, or no value.
    pub(super) fn task_of(&self, milestone: &str) -> Cell<'a> {
        self.task_of_milestone.get(milestone).map_or(Cell::Null, |task| self.key("tasks", task))
    }

    /// One row an item, each with the id of what it belongs to and the place that its key names.
    pub(super) fn rows<T: Object<'a>>(
        &self,
        table: &Table,
        kind: &'static str,
        items: impl Iterator<Item = (&'a str, T, u32)>,
        row: impl Fn(&Item<'_, 'a, T>) -> Row<'a>,
    ) -> Vec<Row<'a>> {
        let mut keys = key::Keys::new(self.doc_id, kind);
        let rows = items.enumerate().map(|(ord, (owner, item, start))| {
            let known = match item.each().next() {
                Some((field, Value::Text(id))) if field.name == "id" => {
                    self.keys.get(&(table.name, id)).cloned()
                }
                _ => None,
            };
            let key = known.unwrap_or_else(|| keys.next(start));
            row(&Item { context: self, item, owner, key, ord })
        });
        rows.collect()
    }

    /// Puts what fields hold into their columns.
    pub(super) fn fill(
        &self,
        row: &mut Row<'a>,
        fields: impl Iterator<Item = (&'static Field, Value<'a>)>,
    ) {
        for (field, value) in fields {
            for (number, cell) in field.columns.iter().zip(self.cells(field, value)) {
                row[number - 1] = cell;
            }
        }
    }

    fn cells(&self, field: &Field, value: Value<'a>) -> [Cell<'a>; 3] {
        let one = |cell| [cell, Cell::Null, Cell::Null];
        match (field.refers_to, value) {
            (Some(table), Value::Text(id)) => one(self.key(table, id)),
            (_, Value::Place(span)) => [span.start.into(), span.end.into(), span.text.into()],
            (_, Value::Extent(span)) => [span.start.into(), span.end.into(), Cell::Null],
            (_, value) => one(value.into()),
        }
    }
}

/// Whose notice it is: the first signatory, else the publisher of the page header.
pub(super) fn issuer<'a>(record: &Record<'a>) -> Option<&'a str> {
    record.metadata.signatories.first().copied().or(record.metadata.publisher)
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
