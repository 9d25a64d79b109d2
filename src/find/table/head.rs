//! The rows of a table that name its columns.

use super::grid::Grid;
use crate::calendar::scan;
use crate::find::Context;
use crate::find::responsibility::grammar::name;
use crate::lexicon::Column;
use crate::span::TextRange;

/// Bytes of the longest name of a column, with its note in brackets.
const LONGEST: u32 = 90;
/// Code points that a cell of a column holds on average where it tells what is to be done.
const TELLING: usize = 5;

/// Rows below a head that show what its columns hold.
const SAMPLE: usize = 40;

/// The names of the columns.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// What each column holds.
    pub(super) columns: Vec<Column>,
    /// The name of each column.
    pub(super) names: Vec<Option<TextRange>>,
    /// The time in the name of a column whose cells tell what is done by then: 一季度.
    pub(super) times: Vec<Option<TextRange>>,
    /// The column that tells in what the values of indicators are measured.
    pub(super) measure: Option<usize>,
    /// The row behind it.
    pub(super) end: usize,
}

impl Head {
    /// True for the same names: the head of the next page.
    pub(super) fn is_same(&self, context: &Context, other: &Self) -> bool {
        let words = |head: &Self| -> Vec<String> {
            let names = head.names.iter().flatten();
            names.map(|name| name.of(context.text).replace(' ', "")).collect()
        };
        self.columns == other.columns && words(self) == words(other)
    }
}

/// The head that begins at a row, over one row or two: under a name over several columns stand their
/// own.
pub(super) fn at(context: &Context, grid: &Grid, row: usize) -> Option<Head> {
    let cells = grid.cells(row);
    let covers = |columns: u32| columns > 1 && (columns as usize) < grid.columns;
    let is_parted = cells.iter().any(|cell| covers(cell.area.columns));
    let rows = if is_parted && row + 1 < grid.rows.len() { [2, 1] } else { [1, 1] };
    rows.into_iter().find_map(|rows| over(context, grid, row, row + rows))
}

/// The same, where the first row names a task and who answers for it.
pub(super) fn of_names(context: &Context, grid: &Grid) -> Option<Head> {
    let words = grid.cells(0).iter().map(|cell| cell.range.of(context.text));
    let columns: Vec<Column> = words.map(|words| context.lexicon.column(words)).collect();
    let has_roles = columns.iter().any(|column| matches!(column, Column::Role(_)));
    let is_sure = has_roles && columns.contains(&Column::Task);
    over(context, grid, 0, 1).filter(|_| is_sure)
}

/// True where most cells below belong under the head: bodies stand where it says so.
pub(super) fn fits(context: &Context, head: &Head, grid: &Grid) -> bool {
    let columns = head.columns.iter().enumerate();
    let mut roles = columns.filter(|(_, column)| matches!(column, Column::Role(_)));
    roles.any(|(column, _)| names_bodies(context, grid, column, 0))
}

fn over(context: &Context, grid: &Grid, first: usize, end: usize) -> Option<Head> {
    let name = |column: usize| {
        let mut cells = (first..end).rev().filter_map(|row| grid.at(row, column));
        cells.next().map(|cell| cell.range)
    };
    let names: Vec<Option<TextRange>> = (0..grid.columns).map(name).collect();
    if names.iter().flatten().any(|name| name.len() > LONGEST) {
        return None;
    }
    let times: Vec<Option<TextRange>> = names.iter().map(|name| time(context, (*name)?)).collect();
    let mut columns: Vec<Column> =
        (0..grid.columns).map(|at| column(context, grid, first, end, at)).collect();
    let measure = measure(context, grid, end, &names, &times, &mut columns);
    let is_known = |at: &usize| columns[*at] != Column::Unknown || times[*at].is_some();
    let named = names.iter().flatten().count();
    let known = (0..columns.len()).filter(|at| names[*at].is_some() && is_known(at)).count();
    let has = |is: fn(&Column) -> bool| columns.iter().any(is);
    let has_roles = has(|column| matches!(column, Column::Role(_)));
    let has_values = has(|column| *column == Column::Goal) || times.iter().any(Option::is_some);
    let is_measured = || measure.is_some() || names_indicators(context, &names);
    let bound = has_roles || has(|column| *column == Column::Due) || has_values && is_measured();
    if named < 2 || known * 2 < named || !bound {
        return None;
    }
    if !has(|column| *column == Column::Task) {
        let is_sure = |at: &usize| {
            matches!(columns[*at], Column::Role(_)) && !is_bare(context, names[*at], columns[*at])
        };
        let has_sure = (0..columns.len()).any(|at| is_sure(&at));
        let tells = |at: &usize| has_sure || holds_sentences(context, grid, *at, end);
        let open = |at: &usize| {
            names[*at].is_some() && matches!(columns[*at], Column::Unknown | Column::Other)
        };
        let open: Vec<usize> = (0..columns.len()).filter(open).collect();
        // A form names few of its columns in a row.
        let is_filled = named * 2 > columns.len();
        let telling = telling(context, grid, &columns, &open, end)
            .filter(|at| has_roles && is_filled && tells(at))?;
        columns[telling] = Column::Task;
    }
    Some(Head { columns, names, times, measure, end })
}

/// True where a column of indicators stands beside one that tells how binding they are.
fn names_indicators(context: &Context, names: &[Option<TextRange>]) -> bool {
    let words = &context.lexicon.table_words;
    let names = names.iter().flatten().map(|name| name.of(context.text).replace(' ', ""));
    let names: Vec<String> = names.collect();
    names.iter().any(|name| words.indicators.at_end(name).is_some())
        && names.iter().any(|name| words.natures.get(name).is_some())
}

/// The column that tells in what values are measured. 单位 alone does so beside 责任单位, beside
/// columns of values, and where its cells are no bodies.
fn measure(
    context: &Context,
    grid: &Grid,
    from: usize,
    names: &[Option<TextRange>],
    times: &[Option<TextRange>],
    columns: &mut [Column],
) -> Option<usize> {
    let is_bare = |at: &usize| is_bare(context, names[*at], columns[*at]);
    let is_role = |at: &usize| matches!(columns[*at], Column::Role(_));
    let (bare, sure): (Vec<usize>, Vec<usize>) =
        (0..columns.len()).filter(is_role).partition(is_bare);
    let has_values = columns.contains(&Column::Goal) || times.iter().any(Option::is_some);
    let stated = columns.iter().position(|column| *column == Column::Measure);
    let mut measure = stated;
    for at in bare {
        if !sure.is_empty() || has_values || !names_bodies(context, grid, at, from) {
            columns[at] = Column::Measure;
            measure = measure.or(Some(at));
        }
    }
    measure
}

/// 单位: bodies of which nothing is said, or in what values are measured.
fn is_bare(context: &Context, name: Option<TextRange>, column: Column) -> bool {
    let words = name.map(|name| name.of(context.text));
    let own = |words: &&str| context.lexicon.column(words) == column;
    words.filter(own).is_some_and(|words| context.lexicon.is_bare_body(words))
}

/// True where most cells of a column are names of bodies.
fn names_bodies(context: &Context, grid: &Grid, column: usize, from: usize) -> bool {
    let cells = grid.below(from, SAMPLE).filter_map(|row| grid.own(row, column));
    let words = cells.map(|cell| cell.range.of(context.text));
    let (all, bodies) = words.fold((0, 0), |(all, bodies), words| {
        let first = context.marks.signs(words).head(|sign| matches!(sign, '、' | ',' | ' ' | ';'));
        (all + 1, bodies + usize::from(name::plausible(context, first)))
    });
    bodies * 3 > all * 2
}

/// What a column holds. Under 牵头 over several columns, 单位 are those who lead.
fn column(context: &Context, grid: &Grid, first: usize, end: usize, at: usize) -> Column {
    let words = |row: usize| grid.at(row, at).map(|cell| cell.range.of(context.text));
    let Some(own) = (first..end).rev().find_map(words) else { return Column::Unknown };
    let above = words(first).filter(|above| *above != own && context.lexicon.is_bare_body(own));
    let whole = above.map(|above| context.lexicon.column(&format!("{above}{own}")));
    let is_role = |column: &Column| matches!(column, Column::Role(_));
    whole.filter(is_role).unwrap_or_else(|| context.lexicon.column(own))
}

/// 一季度, 2025年目标: a time, and behind it at most a word for what is to be reached.
fn time(context: &Context, name: TextRange) -> Option<TextRange> {
    let mention = scan(&context.lexicon.periods, context.text, name).into_iter().next()?;
    let words = name.of(context.text);
    let rest = words.replacen(mention.range.of(context.text), "", 1);
    let rest = rest.trim_matches(['(', ')', ' ']);
    let is_goal = rest.is_empty() || context.lexicon.table_words.goals.get(rest).is_some();
    is_goal.then_some(mention.range)
}

/// True where most cells of a column hold the signs of a sentence, which an address or a number has not.
fn holds_sentences(context: &Context, grid: &Grid, column: usize, from: usize) -> bool {
    let cells = grid.below(from, SAMPLE).filter_map(|row| grid.own(row, column));
    let words = cells.map(|cell| cell.range.of(context.text));
    let (all, sentences) = words.fold((0, 0), |(all, sentences), words| {
        (all + 1, sentences + usize::from(context.marks.signs(words).has(&[',', '。', ';'])))
    });
    sentences * 2 > all
}

/// The column in which most is said, of those that have no known name or only one of a group.
fn telling(
    context: &Context,
    grid: &Grid,
    columns: &[Column],
    open: &[usize],
    from: usize,
) -> Option<usize> {
    let said = |column: usize| {
        let cells = grid.below(from, SAMPLE).filter_map(|row| grid.own(row, column));
        cells.map(|cell| cell.range.of(context.text).chars().count()).sum::<usize>()
    };
    let (chars, column) = open.iter().map(|column| (said(*column), *column)).max()?;
    let least = if columns[column] == Column::Unknown { TELLING } else { TELLING * 3 };
    (chars >= least * grid.below(from, SAMPLE).len()).then_some(column)
}
