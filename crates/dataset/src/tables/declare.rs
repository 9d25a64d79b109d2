//! The form in which tables are declared, and rows and columns are named.

// Everything that a declaration uses.
pub(super) use super::columns::Column;
pub(super) use super::columns::Presence::{Always, Sometimes};
pub(super) use super::columns::{DATE, INT, Objects, Own, TEXT, TIME, Table, count, merged};
pub(super) use super::context::{Context, DOC_KEY, FACT_KEY, KEY, ORD, Object};
pub(super) use super::{Cell, Row};
pub(super) use gongwen::emit::Record;
pub(super) use gongwen::emit::fields::{Doc, Fields};

/// Declares a table: what a row is, whose fields are columns of it, and the columns that only the table
/// has, each with its number. Columns keep their numbers; a new one takes the next.
///
/// `by target: &Target` makes one row an object of the record, `each` tells them with the id of what
/// they belong to and the place that their key names. Key, notice and position are columns of each
/// such table; `fact 27;` makes the `fact_key` its column 27 ([`super::fact`]). `of [A, B]` makes rows of some other origin.
macro_rules! table {
    (
        $(#[doc = $about:literal])+
        $table:ident by $kind:ident: $object:ty, each |$record:ident| $items:expr;
        |$row:ident| {$(
            $(#[doc = $doc:literal])+
            $number:literal $name:ident: $column:expr => $value:expr;
        )*}
        $(fact $fact:literal;)?
    ) => {
        table! {
            @columns $(#[doc = $about])+ $table [(<$object as Object>::FIELDS, Always)] {
                1 TEXT.named(concat!(stringify!($kind), "_id"), KEY);
                2 TEXT.to("documents").named("doc_key", DOC_KEY);
                3 INT.named("ord", ORD);
                $($fact TEXT.named("fact_key", FACT_KEY);)?
                $($number $column.named(stringify!($name), Doc::new(concat!($($doc, "\n"),+)));)*
            }
        }

        /// The rows of a notice.
        pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
            let $record = context.record;
            context.rows(&TABLE, stringify!($kind), $items, |$row| {
                $row.cells(&TABLE, [$(($number, Cell::from($value))),*])
            })
        }
    };
    (
        $(#[doc = $about:literal])+
        $table:ident of [$($object:ident $presence:ident),*];
        $(
            $(#[doc = $doc:literal])+
            $number:literal $name:ident: $column:expr;
        )*
    ) => {
        table! {
            @columns $(#[doc = $about])+ $table [$((<$object as Fields>::FIELDS, $presence)),*] {
                $($number $column.named(stringify!($name), Doc::new(concat!($($doc, "\n"),+)));)*
            }
        }
    };
    (
        @columns $(#[doc = $about:literal])+ $table:ident [$($object:expr),*]
        { $($number:literal $column:expr;)* }
    ) => {
        const OWN: &Own = &[$(($number, $column)),*];
        const OBJECTS: &Objects = &[$($object),*];
        const COLUMNS: [Column; count(OWN, OBJECTS)] = merged(OWN, OBJECTS);

        /// The table.
        pub(super) const TABLE: Table = Table {
            name: stringify!($table),
            doc: Doc::new(concat!($($about, "\n"),+)),
            columns: &COLUMNS,
        };
    };
}

/// Where a column stands in the rows of its table; a name that is no column does not compile.
macro_rules! at {
    ($table:ident.$column:ident) => {
        const {
            match $crate::tables::TableId::$table.table().position(stringify!($column)) {
                Some(at) => at,
                None => panic!("the table has no such column"),
            }
        }
    };
}

/// A row by the names of its columns; one that is left out does not compile.
macro_rules! row {
    ($table:ident { $($column:ident: $value:expr),* $(,)? }) => {{
        const COLUMNS: usize = $crate::tables::TableId::$table.table().columns.len();
        const { assert!([$(stringify!($column)),*].len() == COLUMNS, "a column has no value") };
        let mut row = vec![$crate::tables::Cell::Null; COLUMNS];
        $(row[$crate::tables::at!($table.$column)] = $crate::tables::Cell::from($value);)*
        row
    }};
}

pub(super) use table;
pub(crate) use {at, row};
