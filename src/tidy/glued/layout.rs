//! What stands in which order under a head, and what of it can be told apart.

use super::head::Names;
use crate::lexicon::Column;
use std::ops::Range;

/// How the cells of a row are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Tasks, units, and perhaps by when.
    UnitsFirst,
    /// Tasks, by when, units.
    DueFirst,
    /// Other columns stand between: only spaces part the cells.
    Open,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) form: Form,
    /// The columns that say what is to be done, straight behind the number.
    pub(super) tasks: Range<usize>,
    /// The columns of units behind them.
    pub(super) roles: Range<usize>,
    /// The column that tells by when.
    pub(super) due: Option<usize>,
    /// The first of the columns behind all these.
    pub(super) others: Option<usize>,
    /// What each column holds.
    pub(super) kinds: Vec<Column>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// True where the last column holds units.
    pub(super) ends_in_units: bool,
    /// The first column of units, or else of times.
    pub(super) bound: usize,
}

impl Layout {
    /// The layout of the columns that a head names.
    pub(super) fn of(names: &Names) -> Self {
        let kinds: Vec<Column> = names.kinds().collect();
        let run = |from: usize, is: fn(&Column) -> bool| {
            from + kinds.iter().skip(from).take_while(|column| is(column)).count()
        };
        let is_role: fn(&Column) -> bool = |column| matches!(column, Column::Role(_));
        let tasks = 1..run(1, |column| *column == Column::Task);
        let early = run(tasks.end, |column| *column == Column::Due);
        let roles = early..run(early, is_role);
        let late = run(roles.end, |column| *column == Column::Due);
        let form = match (early - tasks.end, late - roles.end) {
            _ if tasks.is_empty() || roles.is_empty() => Form::Open,
            (0, 0 | 1) => Form::UnitsFirst,
            (1, 0) => Form::DueFirst,
            _ => Form::Open,
        };
        Self {
            form,
            due: kinds.iter().position(|column| *column == Column::Due),
            others: (late < kinds.len()).then_some(late),
            columns: kinds.len(),
            bound: kinds
                .iter()
                .position(is_role)
                .or(kinds.iter().position(|column| *column == Column::Due))
                .unwrap_or(0),
            ends_in_units: kinds.last().is_some_and(is_role),
            tasks,
            roles,
            kinds,
        }
    }
}
